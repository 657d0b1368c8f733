import './blocklist.css'
import { Plus, RefreshCw, Search, ShieldBan, X } from 'lucide-react'
import { useState } from 'react'
import type { BlockEntry } from '#shared/contract/leads/blocklist.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatNumber, formatWhen, t } from '../../core/lib/texts.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { ClientField } from '../../core/ui/client-field.tsx'
import { column } from '../../core/ui/column.ts'
import { TextInput } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { AddEntriesDialog } from '../add-entries-dialog.tsx'

const shownRows = 200

/** Block lists of one client: the copy of Instantly's, the operator's own, and the opt-outs. */
export function BlocklistSection() {
  const words = t.blocklist
  const current = useCurrentWorkspaceId()
  const workspaces = useWorkspaces() ?? []
  const [chosen, setChosen] = useState<WorkspaceId | null>(null)
  const workspaceId = chosen ?? current ?? workspaces[0]?.id ?? null
  if (workspaceId === null) {
    return <EmptyState icon={ShieldBan} title={words.emptyTitle} text={words.emptyText} />
  }
  return (
    <>
      <p className="text-2">{words.text}</p>
      {workspaces.length > 1 && (
        <ClientField label={words.client} clients={workspaces} value={workspaceId} onChange={setChosen} />
      )}
      <CopyCard workspaceId={workspaceId} />
      <EntriesCard key={workspaceId} workspaceId={workspaceId} />
    </>
  )
}

function CopyCard({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.blocklist
  const state = useQuery('blocklist.state', { workspaceId }).data
  const pull = useAction(async () => {
    const { instantly } = await call('blocklist.pull', { workspaceId })
    showToast(words.pulled(instantly))
  })
  return (
    <Card title={words.copyTitle} actions={<Button label={words.pull} size="s" icon={RefreshCw} action={pull} />}>
      <div className="stack">
        {state && (
          <p className="text-2">
            {state.pulledAt ? words.copied(state.instantly, formatWhen(state.pulledAt)) : words.neverCopied}
          </p>
        )}
        {pull.error && <ErrorNote error={pull.error} onAction={pull.run} />}
      </div>
    </Card>
  )
}

function EntriesCard({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.blocklist
  const [typed, setTyped] = useState('')
  const [adding, setAdding] = useState(false)
  const search = useDebounced(typed, 150)
  const input = { workspaceId, search, page: { offset: 0, limit: shownRows } }
  const { data, error, refetch } = useQuery('blocklist.list', input)
  return (
    <Card
      title={words.title}
      pad={false}
      actions={
        <>
          <div className="blocklist-search">
            <TextInput icon={Search} aria-label={words.search} value={typed} onChange={setTyped} clearable />
          </div>
          <Button label={words.add} size="s" icon={Plus} onClick={() => setAdding(true)} />
        </>
      }
    >
      {error && <ErrorNote error={error} onAction={refetch} />}
      {data?.total === 0 &&
        (search === '' ? (
          <EmptyState icon={ShieldBan} title={words.emptyTitle} text={words.emptyText} />
        ) : (
          <p className="card-pad text-3">{words.noneFound}</p>
        ))}
      {data && data.total > 0 && <EntryTable rows={data.rows} />}
      {data && data.total > data.rows.length && (
        <p className="card-pad text-3 small">{words.firstOnly(formatNumber(shownRows), formatNumber(data.total))}</p>
      )}
      {adding && <AddBlockedDialog workspaceId={workspaceId} onClose={() => setAdding(false)} />}
    </Card>
  )
}

function EntryTable({ rows }: { rows: readonly BlockEntry[] }) {
  const words = t.blocklist
  return (
    <PlainTable<BlockEntry>
      label={words.title}
      rows={rows}
      rowId={(row) => row.id}
      columns={[
        column('value', words.value, {}, (row) => (
          <span className="selectable" title={row.value}>
            {row.value}
          </span>
        )),
        column('origin', words.origin, { width: 130 }, (row) => words.origins[row.origin]),
        column('holds', words.holdsFor, { width: 120, quiet: true }, (row) =>
          row.workspaceId === null ? words.allClients : words.thisClient,
        ),
        column('since', words.since, { width: 120, quiet: true }, (row) => <Time iso={row.addedAt} />),
        column(
          'actions',
          words.actions,
          { width: 80, align: 'right' },
          (row) =>
            row.origin !== 'instantly' && (
              <IconButton size="s" icon={X} label={words.removeOf(row.value)} onClick={() => void takeOff(row)} />
            ),
        ),
      ]}
    />
  )
}

async function takeOff({ id, value }: BlockEntry): Promise<void> {
  await call('blocklist.remove', { ids: [id], removed: true })
  showToast(t.blocklist.removed(value), {
    undo: () => void call('blocklist.remove', { ids: [id], removed: false }).catch(() => {}),
  })
}

/** Adds addresses and domains to the block list. */
function AddBlockedDialog({ workspaceId, onClose }: { workspaceId: WorkspaceId; onClose: () => void }) {
  const words = t.blocklist
  const [everyClient, setEveryClient] = useState(false)
  return (
    <AddEntriesDialog
      words={words}
      label={words.entries}
      hint={words.addHint}
      add={(text) => call('blocklist.add', { workspaceId, everyClient, text })}
      onAdded={(ids) =>
        showToast(words.added(ids.length), {
          undo: () => void call('blocklist.remove', { ids, removed: true }).catch(() => {}),
        })
      }
      onClose={onClose}
    >
      <Switch checked={everyClient} onChange={setEveryClient} label={words.everyClient} hint={words.everyClientHint} />
    </AddEntriesDialog>
  )
}
