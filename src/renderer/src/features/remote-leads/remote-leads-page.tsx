import './remote-leads.css'
import { ArrowRightLeft, Cloud, Download, Split, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { NamedPlace, RemoteLeadRow } from '#shared/contract/remote-leads.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../lib/call.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { usePageFocus } from '../../lib/use-page-focus.ts'
import { useQuery } from '../../lib/use-query.ts'
import { keepDraft } from '../../stores/import-drafts.ts'
import { showToast } from '../../stores/toasts.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../stores/workspaces.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Field } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PlainTable } from '../../ui/plain-table.tsx'
import { Select } from '../../ui/select.tsx'
import { LeadsIntoDialog } from '../subsequences/into-dialog.tsx'
import { MoveDialog, RemoveDialog } from './remote-dialogs.tsx'

/** Leads that are at Instantly already: looked at, brought in as a list, moved and deleted there. */
export function RemoteLeadsPage() {
  usePageFocus()
  const words = t.remoteLeads
  const current = useCurrentWorkspaceId()
  const workspaces = useWorkspaces() ?? []
  const workspaceId = current ?? (workspaces.length === 1 ? (workspaces[0]?.id ?? null) : null)
  return (
    <div className="page">
      <PageHead title={words.title} crumbs={[{ label: t.lists.title, to: '/lists' }, { label: words.crumb }]} />
      <div className="page-body stack">
        {workspaceId === null ? (
          <Card>
            <EmptyState icon={Cloud} title={words.chooseClient} text={words.chooseClientText} />
          </Card>
        ) : (
          <Places key={workspaceId} workspaceId={workspaceId} />
        )}
      </div>
    </div>
  )
}

const placeKey = ({ kind, id }: Pick<NamedPlace, 'kind' | 'id'>): string => `${kind} ${id}`

function Places({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.remoteLeads
  const places = useQuery('remoteLeads.places', { workspaceId }, [])
  const [chosen, setChosen] = useState<NamedPlace | null>(null)
  const all = places.data ?? []
  return (
    <>
      {places.error && <ErrorNote error={places.error} onAction={places.askAgain} />}
      <Card>
        <Field label={words.place}>
          <Select
            value={chosen && placeKey(chosen)}
            placeholder={words.choosePlace}
            disabled={!places.data}
            searchable
            options={all.map((place) => ({
              value: placeKey(place),
              label: place.name,
              group: place.kind === 'campaign' ? words.campaigns : words.lists,
            }))}
            onChange={(key) => setChosen(all.find((place) => placeKey(place) === key) ?? null)}
          />
        </Field>
      </Card>
      {chosen && <Leads key={placeKey(chosen)} workspaceId={workspaceId} place={chosen} places={all} />}
    </>
  )
}

type LeadsProps = { workspaceId: WorkspaceId; place: NamedPlace; places: readonly NamedPlace[] }

function Leads({ workspaceId, place, places }: LeadsProps) {
  const words = t.remoteLeads
  const [rows, setRows] = useState<readonly RemoteLeadRow[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<'move' | 'remove' | 'subsequence' | null>(null)
  const ref = { kind: place.kind, id: place.id }

  const load = useAction(async (after: string | null) => {
    const page = await call('remoteLeads.page', { workspaceId, place: ref, after })
    setRows((before) => (after === null ? page.rows : [...(before ?? []), ...page.rows]))
    setNext(page.next)
  })
  // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies -- once for a place
  useEffect(() => load.run(null), [])
  const pull = useAction(async () => {
    const draft = await call('remoteLeads.pull', { workspaceId, place: ref })
    if (!draft) return showToast(words.nothing)
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
          {ids.length > 0 && (
            <>
              <Button size="s" icon={ArrowRightLeft} onClick={() => setDialog('move')}>
                {words.move(ids.length)}
              </Button>
              {place.kind === 'campaign' && (
                <Button size="s" icon={Split} onClick={() => setDialog('subsequence')}>
                  {t.subsequences.button}
                </Button>
              )}
              <Button size="s" icon={Trash2} onClick={() => setDialog('remove')}>
                {words.remove(ids.length)}
              </Button>
            </>
          )}
          <Button size="s" icon={Download} onClick={pull.run} busy={pull.busy}>
            {pull.busy ? words.pulling : words.pull}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error} onAction={() => load.run(null)} />}
      {rows?.length === 0 && <p className="card-pad text-3">{words.empty}</p>}
      {rows && rows.length > 0 && (
        <PlainTable
          label={words.table(place.name)}
          rows={rows}
          rowId={(row) => row.id}
          columns={[
            {
              id: 'choose',
              header: words.choose,
              width: 84,
              cell: (row) => (
                <Checkbox
                  bare
                  checked={chosen.has(row.id)}
                  onChange={() => toggle(row.id)}
                  label={words.chooseLead(row.email ?? words.noEmail)}
                />
              ),
            },
            {
              id: 'email',
              header: words.email,
              cell: (row) => <span title={row.email ?? ''}>{row.email ?? words.noEmail}</span>,
            },
            { id: 'name', header: words.name, width: 180, cell: (row) => row.name },
            { id: 'company', header: words.company, width: 220, quiet: true, cell: (row) => row.companyName },
            { id: 'state', header: words.state, width: 130, cell: (row) => stateWord(row.status) },
          ]}
          foot={null}
        />
      )}
      {rows && rows.length > 0 && (
        <div className="remote-foot">
          <span className="text-3 small">{words.shown(rows.length)}</span>
          <Button size="s" variant="quiet" onClick={() => setChosen(new Set([...chosen, ...rows.map(({ id }) => id)]))}>
            {t.subsequences.chooseAll(rows.length)}
          </Button>
          {next !== null && (
            <Button size="s" onClick={() => load.run(next)} busy={load.busy}>
              {words.more}
            </Button>
          )}
        </div>
      )}
      {dialog === 'move' && (
        <MoveDialog
          workspaceId={workspaceId}
          from={place}
          places={places.filter((each) => placeKey(each) !== placeKey(place))}
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

/** Instantly's numbers for how a lead stands. */
function stateWord(status: number): string {
  const { states } = t.remoteLeads
  switch (status) {
    case 1:
      return states.active
    case 2:
      return states.paused
    case 3:
      return states.completed
    case -1:
      return states.bounced
    case -2:
      return states.unsubscribed
    case -3:
      return states.skipped
    default:
      return states.unknown
  }
}
