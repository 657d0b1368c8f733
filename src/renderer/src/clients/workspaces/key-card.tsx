import './workspaces.css'
import { Ellipsis, RefreshCw, Replace, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ApiKeyInfo, ConnectionTest, KeyState, Workspace } from '#shared/contract/clients/workspaces.ts'
import { keyAge } from '#shared/domain/clients/key-age.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { ConnectForm } from './connect-form.tsx'
import { ConnectionResult } from './connection-result.tsx'
import { KeyAge } from './key-age.tsx'
import { KeyBadge } from './key-badge.tsx'
import { UnlockDialog } from './unlock-dialog.tsx'

type Props = {
  workspace: Workspace
  apiKey: ApiKeyInfo
  /** Whether a link led to this key. */
  led: boolean
}

/** Offers what solves the problem of a key in this state. */
function Remedy({ state, onReplace }: { state: KeyState; onReplace: () => void }) {
  const [unlocking, setUnlocking] = useState(false)
  const plans = useAction(() => call('app.openLink', { link: 'instantly_pricing' }))
  switch (state) {
    case 'invalid':
    case 'revoked':
    case 'scope_missing':
    case 'unreadable':
      return <Button label={t.workspaces.replaceKey} size="s" onClick={onReplace} />
    case 'no_plan':
      return <Button label={t.workspaces.seePlans} size="s" action={plans} />
    case 'locked':
      return (
        <>
          <Button label={t.vault.unlock} size="s" onClick={() => setUnlocking(true)} />
          <UnlockDialog open={unlocking} onClose={() => setUnlocking(false)} />
        </>
      )
    case 'active':
    case 'untested':
      return null
    default:
      return null
  }
}

/** Card of a key: masked, its state and what to do, its age, its last check; tests, replaces and removes it. */
export function KeyCard({ workspace, apiKey, led }: Props) {
  const [result, setResult] = useState<ConnectionTest | null>(null)
  const [removing, setRemoving] = useState(false)
  const [replacing, setReplacing] = useState(false)
  const oldness = useRef<HTMLDivElement>(null)
  const { level } = keyAge(apiKey)
  useEffect(() => {
    if (!led) return
    oldness.current?.scrollIntoView({ block: 'nearest' })
    oldness.current?.querySelector('button')?.focus()
  }, [led])
  const test = useAction(async () => {
    setResult(null)
    setResult(await call('workspaces.testConnection', { workspaceId: workspace.id, keyId: apiKey.id }))
  })
  const remove = useAction(async () => {
    await call('workspaces.removeKey', { workspaceId: workspace.id, keyId: apiKey.id })
    setRemoving(false)
    showToast(t.workspaces.removed)
  })
  return (
    <Card
      title={<span className="mono">{apiKey.masked}</span>}
      meta={<KeyBadge state={apiKey.state} missing={apiKey.missingScopes} />}
      actions={
        <>
          <Button
            label={test.busy ? t.connect.testing : t.workspaces.testAgain}
            size="s"
            icon={RefreshCw}
            action={test}
            disabled={apiKey.state === 'locked'}
          />
          <Menu
            trigger={<IconButton size="s" icon={Ellipsis} label={t.workspaces.keyActions(apiKey.masked)} />}
            items={[
              { label: t.workspaces.replaceKey, icon: Replace, onSelect: () => setReplacing(true) },
              { label: t.workspaces.removeKey, icon: Trash2, danger: true, onSelect: () => setRemoving(true) },
            ]}
          />
        </>
      }
    >
      <div className="stack">
        <div className="key-words">
          <p className={apiKey.state === 'active' ? 'text-2' : undefined}>
            {apiKey.state === 'active' && apiKey.missingScopes.length > 0
              ? t.workspaces.lacksText(apiKey.missingScopes.join(', '))
              : t.keys[apiKey.state].means}
          </p>
          <Remedy
            state={apiKey.state === 'active' && apiKey.missingScopes.length > 0 ? 'scope_missing' : apiKey.state}
            onReplace={() => setReplacing(true)}
          />
        </div>
        {level !== 'fresh' && (
          <div className="key-words" ref={oldness}>
            <p className={level === 'red' ? 'is-bad' : 'is-warn'}>{t.workspaces.ageMeans[level]}</p>
            <Button label={t.workspaces.replaceKey} size="s" onClick={() => setReplacing(true)} />
          </div>
        )}
        <KeyFacts apiKey={apiKey} />
        {test.error && <ErrorNote error={test.error} onAction={test.run} />}
        {result && <ConnectionResult test={result} />}
      </div>
      <Dialog
        open={replacing}
        onClose={() => setReplacing(false)}
        title={t.workspaces.replaceTitle(apiKey.masked)}
        width={520}
      >
        <ConnectForm
          workspaceId={workspace.id}
          replaces={apiKey}
          onDone={() => {
            setReplacing(false)
            showToast(t.workspaces.replaced)
          }}
        />
      </Dialog>
      <AskFirst
        open={removing}
        title={t.workspaces.removeTitle(apiKey.masked)}
        text={t.workspaces.removeText}
        keep={t.workspaces.keepIt}
        act={t.workspaces.removeKey}
        action={remove}
        onClose={() => setRemoving(false)}
      />
    </Card>
  )
}

/** When the key was checked, when it last worked, and its age. */
function KeyFacts({ apiKey }: Pick<Props, 'apiKey'>) {
  return (
    <DefinitionList
      rows={[
        ...(apiKey.missingScopes.length > 0
          ? [
              {
                term: t.workspaces.missing,
                value: <span className="mono small">{apiKey.missingScopes.join(', ')}</span>,
              },
            ]
          : []),
        { term: t.workspaces.lastChecked, value: when(apiKey.lastCheckedAt) },
        { term: t.workspaces.lastWorked, value: when(apiKey.lastWorkedAt) },
        { term: t.workspaces.added, value: <Time iso={apiKey.addedAt} /> },
        { term: t.workspaces.ageTerm, value: <KeyAge apiKey={apiKey} /> },
      ]}
    />
  )
}

const when = (iso: string | null) => (iso ? <Time iso={iso} /> : <span className="text-3">{t.workspaces.never}</span>)
