import './workspaces.css'
import { Archive, Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { back, go, replace } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { DemoBadge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, PageHead } from '../../core/ui/page.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { PartsCard } from '../clients/parts-card.tsx'
import { PausedBadge } from '../clients/paused-badge.tsx'
import { workspaceCommands } from '../commands.ts'
import { ContractCard, LeadMirrorCard, PauseClient, RetentionCard } from '../slots.ts'
import { ColourPicker } from './colour-picker.tsx'
import { ConnectForm } from './connect-form.tsx'
import { FirstKeyReportCard } from './first-key-report.tsx'
import { KeyCard } from './key-card.tsx'
import { restoreClient } from './restore-client.ts'

/** The key that a link led to, or the field for a new one. */
type Led = ApiKeyId | 'new' | undefined

/** Page of a client: name, colour, keys and their states, the first-key report. */
export function ClientPage({ workspaceId, led }: { workspaceId: WorkspaceId; led?: Led }) {
  const shown = useQuery('workspaces.list', { archived: false })
  const archived = useQuery('workspaces.list', { archived: true })
  const workspace = [...(shown.data ?? []), ...(archived.data ?? [])].find((each) => each.id === workspaceId)
  if (!workspace) {
    if (!shown.data || !archived.data) return null
    return (
      <div className="page">
        <PageHead title={t.settings.title} crumbs={[{ label: t.settings.title, to: '/settings' }]} />
        <div className="page-body">
          <ErrorNote error={{ code: 'NOT_FOUND', data: { what: 'workspace' } }} onAction={back} />
        </div>
      </div>
    )
  }
  return <Client key={workspace.id} workspace={workspace} led={led} />
}

function Client({ workspace, led }: { workspace: Workspace; led: Led }) {
  const [adding, setAdding] = useState(led === 'new')
  const closeField = () => {
    setAdding(false)
    // Going back later leads to the client and not to the field.
    if (led === 'new') replace(`/settings/workspaces/${workspace.id}`)
  }
  const setArchived = (archivedNow: boolean) =>
    call('workspaces.archive', { workspaceId: workspace.id, archived: archivedNow })
  const archive = useAction(async () => {
    await setArchived(true)
    go('/settings/workspaces')
    pushUndo({
      path: '/settings/workspaces',
      words: () => t.undo.acts.clientArchived(workspace.name),
      undo: () => setArchived(false).then(() => go(`/settings/workspaces/${workspace.id}`)),
      redo: () => setArchived(true),
      toast: t.workspaces.archived(workspace.name),
    })
  })
  const restore = useAction(() => restoreClient(workspace))
  const problem = archive.error ?? restore.error
  return (
    <div className="page">
      <PageHead
        title={workspace.name}
        crumbs={[
          { label: t.settings.title, to: '/settings' },
          { label: t.settings.workspaces, to: '/settings/workspaces' },
        ]}
        meta={
          <>
            <WorkspaceSquare colour={workspace.colour} /> {workspace.demo && <DemoBadge />}{' '}
            <PausedBadge workspaceId={workspace.id} />
          </>
        }
      >
        {!workspace.archived && <PauseClient workspaceId={workspace.id} name={workspace.name} />}
        {workspace.demo ? null : workspace.archived ? (
          <Button label={t.workspaces.restore} action={restore} />
        ) : (
          <>
            <Button
              label={t.workspaces.archive}
              variant="quiet"
              icon={Archive}
              command={workspaceCommands.archive}
              action={archive}
            />
            <Button
              label={workspace.hasKey ? t.workspaces.addSecondKey : t.workspaces.addKey}
              variant={workspace.hasKey ? 'secondary' : 'primary'}
              icon={Plus}
              command={workspaceCommands.addKey}
              onClick={() => setAdding(true)}
            />
          </>
        )}
      </PageHead>
      <div className="page-body">
        <div className="client-columns">
          <div className="stack">
            {problem && <ErrorNote error={problem} />}
            {workspace.demo ? <Note>{t.demo.clientText}</Note> : <Keys workspace={workspace} led={led} />}
            {!workspace.archived && <PartsCard workspace={workspace} />}
            {!workspace.archived && <LeadMirrorCard workspaceId={workspace.id} />}
            {!workspace.demo && <FirstKeyReportCard workspaceId={workspace.id} />}
            {!workspace.demo && !workspace.archived && <RetentionCard workspaceId={workspace.id} />}
            {!workspace.demo && <ContractCard workspace={workspace} />}
          </div>
          <About workspace={workspace} />
        </div>
      </div>
      <Dialog open={adding} onClose={closeField} title={t.workspaces.addKeyTitle(workspace.name)} width={520}>
        <ConnectForm workspaceId={workspace.id} onDone={closeField} />
      </Dialog>
    </div>
  )
}

function Keys({ workspace, led }: { workspace: Workspace; led: Led }) {
  return (
    <>
      <div className="section-head">
        <h2>{t.workspaces.keys}</h2>
        <span className="text-3">{t.workspaces.keysText}</span>
      </div>
      {workspace.keys.length === 0 && <ErrorNote tone="warn" error={{ code: 'INSTANTLY_API_KEY_MISSING', data: {} }} />}
      {workspace.keys.map((key) => (
        <KeyCard key={key.id} workspace={workspace} apiKey={key} led={key.id === led} />
      ))}
    </>
  )
}

function About({ workspace }: { workspace: Workspace }) {
  const [name, setName] = useState(workspace.name)
  // Follows a name changed elsewhere, such as by undo.
  useEffect(() => setName(workspace.name), [workspace.name])
  const changing = useAction(async (change: { name: string } | { colour: number }) => {
    const { id: workspaceId, name: oldName, colour } = workspace
    await call('workspaces.update', { workspaceId, ...change })
    pushUndo({
      path: `/settings/workspaces/${workspaceId}`,
      words: () => ('name' in change ? t.undo.acts.clientName(change.name) : t.undo.acts.clientColour(oldName)),
      undo: () => call('workspaces.update', { workspaceId, ...('name' in change ? { name: oldName } : { colour }) }),
      redo: () => call('workspaces.update', { workspaceId, ...change }),
      toast: 'name' in change ? t.workspaces.saved : undefined,
    })
  })
  const saveName = () => {
    const trimmed = name.trim()
    if (!trimmed) setName(workspace.name)
    else if (trimmed !== workspace.name) {
      changing.run({ name: trimmed })
    }
  }
  return (
    <Card>
      <div className="stack">
        <Field label={t.workspaces.name}>
          <TextInput
            value={name}
            onChange={setName}
            maxLength={80}
            onBlur={saveName}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
        </Field>
        {!workspace.demo && (
          <div className="field">
            <span className="field-head">{t.workspaces.colour}</span>
            <ColourPicker value={workspace.colour} onChange={(colour) => changing.run({ colour })} />
          </div>
        )}
        {changing.error && <ErrorNote error={changing.error} />}
        <DefinitionList
          rows={[
            { term: t.workspaces.remote, value: workspace.remoteName ?? t.workspaces.notKnown },
            { term: t.home.lists, value: formatNumber(workspace.listCount) },
            { term: t.home.exports, value: formatNumber(workspace.exportCount) },
          ]}
        />
      </div>
    </Card>
  )
}
