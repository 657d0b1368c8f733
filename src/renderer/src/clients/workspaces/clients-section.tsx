import './workspaces.css'
import { Lock, LockOpen, Plus } from 'lucide-react'
import { useState } from 'react'
import type { VaultState, Workspace } from '#shared/contract/clients/workspaces.ts'
import { oldestKey } from '#shared/domain/clients/key-age.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { DemoBadge } from '../../core/ui/badge.tsx'
import { Button, Link } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { PausedBadge } from '../clients/paused-badge.tsx'
import { workspaceCommands } from '../commands.ts'
import { ImportClient } from '../slots.ts'
import { ConnectForm } from './connect-form.tsx'
import { KeyAge } from './key-age.tsx'
import { KeyBadge } from './key-badge.tsx'
import { keyInState } from './key-state.ts'
import { restoreClient } from './restore-client.ts'
import { SetPassphrase } from './set-passphrase.tsx'
import { UnlockDialog } from './unlock-dialog.tsx'

/** All clients with the state of their keys; adds clients and restores archived ones. */
export function ClientsSection() {
  const workspaces = useWorkspaces()
  const archived = useQuery('workspaces.list', { archived: true }).data ?? []
  const vault = useQuery('vault.state', {}).data
  const [adding, setAdding] = useState(false)
  if (!workspaces) return null
  const needsPassphrase = vault?.protection === 'passphrase' && !vault.passphraseSet
  return (
    <>
      <div className="section-head clients-head">
        <p className="text-2 grow">{t.workspaces.intro}</p>
        <span className="row">
          <ImportClient />
          <Button label={t.workspaces.add} variant="primary" icon={Plus} onClick={() => setAdding(true)} />
        </span>
      </div>
      {workspaces.length > 0 && (
        <Card pad={false}>
          <ClientsTable workspaces={workspaces} />
        </Card>
      )}
      {archived.filter((each) => each.archived).length > 0 && (
        <Card title={t.workspaces.archivedTitle} meta={t.workspaces.archivedText}>
          <ul className="stack-2">
            {archived
              .filter((each) => each.archived)
              .map((each) => (
                <ArchivedRow key={each.id} workspace={each} />
              ))}
          </ul>
        </Card>
      )}
      {vault && <VaultCard vault={vault} />}
      <Dialog
        open={adding}
        onClose={() => setAdding(false)}
        title={needsPassphrase ? t.vault.setTitle : t.workspaces.addTitle}
        width={520}
      >
        {needsPassphrase ? (
          <SetPassphrase />
        ) : (
          <ConnectForm
            workspaceId={null}
            onDone={(workspace) => {
              setAdding(false)
              go(`/settings/workspaces/${workspace.id}`)
            }}
          />
        )}
      </Dialog>
    </>
  )
}

const clientColumns = (): readonly TableColumn<Workspace>[] => [
  column('name', t.workspaces.name, {}, (row) => (
    <span className="row">
      <WorkspaceSquare colour={row.colour} />
      <Link to={`/settings/workspaces/${row.id}`} className="ellipsis" title={row.name}>
        {row.name}
      </Link>
      {row.demo && <DemoBadge />}
      <PausedBadge workspaceId={row.id} />
    </span>
  )),
  column('state', t.workspaces.state, { width: 152 }, (row) =>
    row.demo ? (
      <span className="text-3">{t.demo.noKeyNeeded}</span>
    ) : row.keyState ? (
      <KeyBadge state={row.keyState} missing={keyInState(row)?.missingScopes} />
    ) : (
      <span className="is-warn">{t.workspaces.noKey}</span>
    ),
  ),
  column('keys', t.workspaces.keys, { quiet: 'later', width: 104, align: 'right' }, (row) =>
    formatNumber(row.keys.length),
  ),
  column('age', t.workspaces.oldest, { width: 92 }, (row) => {
    const oldest = oldestKey(row.keys)
    return oldest ? <KeyAge apiKey={oldest} /> : <span className="text-3">–</span>
  }),
  column('checked', t.workspaces.lastChecked, { quiet: 'early', width: 122 }, (row) => {
    const at = keyInState(row)?.lastCheckedAt
    return at ? <Time iso={at} /> : <span className="text-3">{t.workspaces.never}</span>
  }),
  column('lists', t.home.lists, { width: 64, align: 'right' }, (row) => formatNumber(row.listCount)),
  column('exports', t.home.exports, { width: 76, align: 'right' }, (row) => formatNumber(row.exportCount)),
]

function ClientsTable({ workspaces }: { workspaces: readonly Workspace[] }) {
  return (
    <PlainTable
      label={t.workspaces.title}
      rows={workspaces}
      rowId={(row) => row.id}
      to={(row) => `/settings/workspaces/${row.id}`}
      onRename={(row) => go(`/settings/workspaces/${row.id}`)}
      peek={{ title: ({ name }) => name }}
      columns={clientColumns()}
    />
  )
}

function ArchivedRow({ workspace }: { workspace: Workspace }) {
  const restore = useAction(() => restoreClient(workspace))
  return (
    <li className="plain-list-row">
      <WorkspaceSquare colour={workspace.colour} />
      <span className="ellipsis">{workspace.name}</span>
      <span className="text-3">{t.workspaces.listsAndExports(workspace.listCount, workspace.exportCount)}</span>
      <span className="push">
        {restore.error && <ErrorNote error={restore.error} />}
        <Button label={t.workspaces.restore} size="s" action={restore} />
      </span>
    </li>
  )
}

/** What protects the keys; locks and unlocks them if it is a passphrase. */
function VaultCard({ vault }: { vault: VaultState }) {
  const [unlocking, setUnlocking] = useState(false)
  const lock = useAction(async () => {
    await call('vault.lock', {})
    showToast(t.vault.locked)
  })
  const passphrase = vault.protection === 'passphrase'
  return (
    <Card
      title={t.vault.protection}
      meta={passphrase ? t.vault.byPassphrase : t.vault.byKeyring}
      actions={
        passphrase && vault.passphraseSet ? (
          vault.locked ? (
            <Button label={t.vault.unlock} size="s" icon={LockOpen} onClick={() => setUnlocking(true)} />
          ) : (
            <Button label={t.vault.lock} size="s" icon={Lock} command={workspaceCommands.lockKeys} action={lock} />
          )
        ) : undefined
      }
    >
      <p className="text-2">{passphrase ? t.vault.whyShort : t.firstStart.keptInKeyring}</p>
      {lock.error && <ErrorNote error={lock.error} />}
      <UnlockDialog open={unlocking} onClose={() => setUnlocking(false)} />
    </Card>
  )
}
