import './clients.css'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { chooseClient, useClientParts } from '../../core/stores/workspaces.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { colours } from '../workspaces/colour-picker.tsx'
import { PartDialog } from './part-dialog.tsx'
import { RulesCard } from './rules-card.tsx'

/** Clients that share a workspace, and the rules that assign campaigns to them. */
export function PartsCard({ workspace }: { workspace: Workspace }) {
  const words = t.clients
  const all = useClientParts()
  const parts = (all ?? []).filter(({ workspaceId }) => workspaceId === workspace.id)
  const [editing, setEditing] = useState<ClientPart | 'new' | null>(null)
  const removing = useAction(async (part: ClientPart) => {
    const gone = await call('clients.removePart', { partId: part.id })
    if (!gone) return
    pushUndo({
      path: `/settings/workspaces/${workspace.id}`,
      words: () => words.acts.removed(part.name),
      undo: () => call('clients.restorePart', gone),
      redo: () => call('clients.removePart', { partId: part.id }),
      toast: words.removed(part.name),
    })
  })
  if (!all) return null
  const taken = new Set([workspace.colour, ...parts.map(({ colour }) => colour)])
  return (
    <>
      <Card
        title={words.title}
        meta={parts.length > 0 ? formatNumber(parts.length) : undefined}
        pad={parts.length === 0}
        actions={<Button label={words.add} size="s" icon={Plus} onClick={() => setEditing('new')} />}
      >
        {removing.error && <ErrorNote error={removing.error} />}
        {parts.length === 0 ? (
          <p className="text-2">{words.intro}</p>
        ) : (
          <PlainTable
            label={words.title}
            rows={parts}
            rowId={(row) => row.id}
            columns={columns({ onEdit: setEditing, onRemove: removing.run })}
          />
        )}
      </Card>
      {parts.length > 0 && <RulesCard workspace={workspace} parts={parts} />}
      {editing !== null && (
        <PartDialog
          workspace={workspace}
          part={editing === 'new' ? null : editing}
          colour={colours.find((colour) => !taken.has(colour)) ?? 1}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

type Acts = { onEdit: (part: ClientPart) => void; onRemove: (part: ClientPart) => void }

const columns = ({ onEdit, onRemove }: Acts): readonly TableColumn<ClientPart>[] => [
  column('name', t.clients.client, { minWidth: 140 }, (row) => (
    <span className="row">
      <WorkspaceSquare colour={row.colour} />
      <button
        type="button"
        className="part-name ellipsis"
        title={t.clients.show(row.name)}
        onClick={() => {
          chooseClient({ workspaceId: row.workspaceId, partId: row.id })
          go('/campaigns')
        }}
      >
        {row.name}
      </button>
    </span>
  )),
  column('campaigns', t.clients.campaigns, { width: 100, align: 'right' }, (row) => formatNumber(row.campaigns)),
  column('running', t.clients.running, { width: 86, align: 'right' }, (row) => formatNumber(row.running)),
  column('acts', t.ui.actions, { width: 84, align: 'right' }, (row) => (
    <span className="row part-acts">
      <IconButton size="s" icon={Pencil} label={t.clients.edit(row.name)} onClick={() => onEdit(row)} />
      <IconButton size="s" icon={Trash2} label={t.clients.remove(row.name)} onClick={() => onRemove(row)} />
    </span>
  )),
]
