import './remote-leads.css'
import { ArrowRightLeft, Download, Split, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { NamedPlace, RemoteLeadRow } from '#shared/contract/leads/remote-leads.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { keepDraft } from '../../core/stores/import-drafts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { LeadsIntoDialog } from '../slots.ts'
import { leadStateName } from './lead-states.ts'
import { MoveDialog, RemoveDialog } from './remote-dialogs.tsx'

type LeadsProps = { workspaceId: WorkspaceId; place: NamedPlace; places: readonly NamedPlace[] }

type Act = 'move' | 'remove' | 'subsequence'

/** One place as it currently is at Instantly. Leads are moved, deleted and imported by id. */
export function LivePlace({ workspaceId, place, places }: LeadsProps) {
  const words = t.remoteLeads
  const [rows, setRows] = useState<readonly RemoteLeadRow[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<Act | null>(null)
  const ref = { kind: place.kind, id: place.id }

  const load = useAction(async (after: string | null) => {
    const page = await call('remoteLeads.page', { workspaceId, place: ref, after })
    setRows((before) => (after === null ? page.rows : [...(before ?? []), ...page.rows]))
    setNext(page.next)
  })
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for a place
  useEffect(() => load.run(null), [])
  const pull = useAction(async () => {
    const draft = await call('remoteLeads.pull', { workspaceId, place: ref })
    if (!draft) return showToast(words.nothing, { tone: 'note' })
    keepDraft(draft)
    return go(`/import/${draft.importId}`)
  })
  const done = (text: string) => {
    setDialog(null)
    setChosen(new Set())
    showToast(text)
    load.run(null)
  }
  const toggle = (id: string) => {
    const after = new Set(chosen)
    if (!after.delete(id)) after.add(id)
    setChosen(after)
  }
  const ids = [...chosen].slice(0, 1000)
  const error = load.error ?? pull.error
  return (
    <Card
      title={place.name}
      pad={false}
      actions={
        <>
          {ids.length > 0 && <ActButtons place={place} count={ids.length} onAct={setDialog} />}
          <Button label={pull.busy ? words.pulling : words.pull} size="s" icon={Download} action={pull} />
        </>
      }
    >
      {error && <ErrorNote error={error} onAction={() => load.run(null)} />}
      {rows?.length === 0 && <p className="card-pad text-3">{words.empty}</p>}
      {rows && rows.length > 0 && <Rows place={place} rows={rows} chosen={chosen} onToggle={toggle} />}
      {rows && rows.length > 0 && (
        <div className="remote-foot">
          <span className="text-3 small">{words.shown(rows.length)}</span>
          <Button
            label={t.subsequences.chooseAll(rows.length)}
            size="s"
            variant="quiet"
            onClick={() => setChosen(new Set([...chosen, ...rows.map(({ id }) => id)]))}
          />
          {next !== null && <Button label={words.more} size="s" onClick={() => load.run(next)} busy={load.busy} />}
        </div>
      )}
      {dialog === 'move' && (
        <MoveDialog
          workspaceId={workspaceId}
          from={place}
          places={places.filter((each) => `${each.kind} ${each.id}` !== `${place.kind} ${place.id}`)}
          ids={ids}
          onClose={() => setDialog(null)}
          onDone={done}
        />
      )}
      {dialog === 'subsequence' && (
        <LeadsIntoDialog
          workspaceId={workspaceId}
          campaignRemoteId={place.id}
          title={t.subsequences.moveLeads}
          leads={(rows ?? []).filter(({ id }) => chosen.has(id)).slice(0, 1000)}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'remove' && (
        <RemoveDialog workspaceId={workspaceId} place={place} ids={ids} onClose={() => setDialog(null)} onDone={done} />
      )}
    </Card>
  )
}

/** Actions for the selected leads. */
function ActButtons({ place, count, onAct }: { place: NamedPlace; count: number; onAct: (act: Act) => void }) {
  return (
    <>
      <Button label={t.remoteLeads.move(count)} size="s" icon={ArrowRightLeft} onClick={() => onAct('move')} />
      {place.kind === 'campaign' && (
        <Button label={t.subsequences.button} size="s" icon={Split} onClick={() => onAct('subsequence')} />
      )}
      <Button label={t.remoteLeads.remove(count)} size="s" icon={Trash2} onClick={() => onAct('remove')} />
    </>
  )
}

type RowsProps = {
  place: NamedPlace
  rows: readonly RemoteLeadRow[]
  chosen: ReadonlySet<string>
  onToggle: (id: string) => void
}

function Rows({ place, rows, chosen, onToggle }: RowsProps) {
  const words = t.remoteLeads
  return (
    <PlainTable<RemoteLeadRow>
      label={words.table(place.name)}
      rows={rows}
      rowId={(row) => row.id}
      columns={[
        column('choose', words.choose, { width: 84 }, (row) => (
          <Checkbox
            bare
            checked={chosen.has(row.id)}
            onChange={() => onToggle(row.id)}
            label={words.chooseLead(row.email ?? words.noEmail)}
          />
        )),
        column('email', words.email, {}, (row) => <span title={row.email ?? ''}>{row.email ?? words.noEmail}</span>),
        column('name', words.name, { width: 180 }, (row) => row.name),
        column('company', words.company, { width: 220, quiet: true }, (row) => row.companyName),
        column('state', words.state, { width: 130 }, (row) => leadStateName(row.status)),
      ]}
      foot={null}
    />
  )
}
