import './events.css'
import { Download, FilterX, Inbox, RotateCcw, Search } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { EventPlace, EventRow } from '#shared/contract/events/events.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { dayRange } from '../../clients/activity/day-range.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useResetFilters } from '../../core/stores/reset-filters.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useClientParts, useCurrentClient } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { type Column, column } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { DataTable } from '../../core/ui/data-table.tsx'
import { TextInput } from '../../core/ui/field.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState } from '../../core/ui/page.tsx'
import { PlacePager, usePlacePages } from '../../core/ui/place-pager.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Time } from '../../core/ui/time.tsx'
import { EventPanel } from './event-panel.tsx'
import { eventTypeName, typeTone } from './event-text.ts'
import { HealthNotes } from './health-notes.tsx'

type Chosen = {
  readonly type: string | null
  readonly campaign: number | null
  readonly lead: string
  readonly from: string
  readonly to: string
}
const nothingChosen: Chosen = { type: null, campaign: null, lead: '', from: '', to: '' }

function columnsOf(oneClient: boolean): readonly Column<EventRow>[] {
  const words = t.events
  const client: Column<EventRow> = column('client', words.client, { flex: 1.6, minWidth: 140 }, (row) => (
    <ClientMark of={row} />
  ))
  return [
    column('time', words.time, { width: 120 }, (row) => <Time iso={row.at} />),
    column('type', words.type, { width: 180 }, (row) => (
      <span className="ellipsis" title={row.type}>
        <Badge tone={typeTone(row)}>{eventTypeName(row.type)}</Badge>
      </span>
    )),
    column('lead', words.lead, { flex: 2, minWidth: 128 }, (row) => (
      <span className={row.lead === null ? 'ellipsis text-3' : 'ellipsis selectable'} title={row.lead ?? undefined}>
        {row.lead ?? row.account ?? words.noLead}
      </span>
    )),
    column('campaign', words.campaign, { flex: 2, minWidth: 120 }, (row) => <Cut text={row.campaignName ?? '–'} />),
    column('step', words.step, { width: 64, align: 'right' }, (row) => row.step ?? ''),
    ...(oneClient ? [] : [client]),
  ]
}

/** The event log: filtered, a hundred rows per page with a keyset cursor, and the payload of an event beside it. */
export function EventLog({ campaignId = null }: { campaignId?: number | null }) {
  const client = useCurrentClient()
  const { workspaceId, partId } = client
  const parts = useClientParts() ?? []
  const oneClient = partId !== null || (workspaceId !== null && !parts.some((each) => each.workspaceId === workspaceId))
  const start = { ...nothingChosen, campaign: campaignId }
  const [chosen, setChosen] = useState<Chosen>(start)
  const [peeked, setPeeked] = useState<EventRow | null>(null)
  const lead = useDeferredValue(chosen.lead)
  const filter: Input<'events.count'> = {
    ...client,
    type: chosen.type,
    campaignId: chosen.campaign,
    lead,
    ...dayRange(chosen.from, chosen.to),
  }
  const set = (change: Partial<Chosen>) => setChosen({ ...chosen, ...change })
  const reset = useResetFilters(
    () => setChosen(nothingChosen),
    () => setChosen(chosen),
  )
  const narrowed = Object.keys(nothingChosen).some(
    // The keys of this object.
    (key) => chosen[key as keyof Chosen] !== nothingChosen[key as keyof Chosen],
  )
  const columns = useMemo(
    () => columnsOf(oneClient),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the headings depend on the language
    [oneClient, t],
  )
  return (
    <>
      <HealthNotes workspaceId={workspaceId} onType={(type) => set({ type })} />
      <div className="events-split">
        <Card pad={false} className="card-fill">
          <Filters client={client} chosen={chosen} onChange={set} onReset={narrowed ? reset : null} />
          <Pages
            key={JSON.stringify(filter)}
            filter={filter}
            columns={columns}
            narrowed={narrowed}
            peeked={peeked}
            onPeek={setPeeked}
          />
        </Card>
        {peeked && <EventPanel key={peeked.id} event={peeked} onClose={() => setPeeked(null)} />}
      </div>
    </>
  )
}

type FilterProps = {
  client: Input<'events.choices'>
  chosen: Chosen
  onChange: (change: Partial<Chosen>) => void
  /** Null if no filter is set. */
  onReset: (() => void) | null
}

function Filters({ client, chosen, onChange, onReset }: FilterProps) {
  const words = t.events
  const choices = useQuery('events.choices', client)
  return (
    <div className="filters" role="search">
      <div className="filter-search">
        <TextInput
          type="search"
          icon={Search}
          clearable
          aria-label={words.leadSearch}
          placeholder={words.leadSearch}
          value={chosen.lead}
          onChange={(next) => onChange({ lead: next })}
          maxLength={320}
        />
      </div>
      <div className="events-type">
        <Select
          label={words.type}
          value={chosen.type}
          onChange={(type) => onChange({ type })}
          options={[
            { value: null, label: words.anyType },
            ...(choices.data?.types ?? []).map(({ type }) => ({ value: type, label: eventTypeName(type) })),
          ]}
        />
      </div>
      <div className="events-campaign">
        <Select
          label={words.campaign}
          value={chosen.campaign}
          onChange={(campaign) => onChange({ campaign })}
          options={[
            { value: null, label: words.anyCampaign },
            ...(choices.data?.campaigns ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
      <label className="filter-day">
        <span>{words.from}</span>
        <TextInput
          type="date"
          value={chosen.from}
          onChange={(from) => onChange({ from })}
          max={chosen.to || undefined}
        />
      </label>
      <label className="filter-day">
        <span>{words.to}</span>
        <TextInput type="date" value={chosen.to} onChange={(to) => onChange({ to })} min={chosen.from || undefined} />
      </label>
      {onReset && <IconButton icon={FilterX} label={words.reset} onClick={onReset} />}
    </div>
  )
}

type PagesProps = {
  filter: Input<'events.count'>
  columns: readonly Column<EventRow>[]
  narrowed: boolean
  peeked: EventRow | null
  onPeek: (row: EventRow) => void
}

const countWord = ({ count, more }: Output<'events.count'>): string =>
  more ? t.events.countMore(count) : t.events.count(count)

/** Page of results with a pager. */
function Pages({ filter, columns, narrowed, peeked, onPeek }: PagesProps) {
  const words = t.events
  const pages = usePlacePages<EventPlace>()
  const { before } = pages
  const [rows, setRows] = useState<readonly EventRow[]>([])
  const count = useQuery('events.count', filter)
  useEffect(() => setRows([]), [before])
  const save = useAction(async (format: 'csv' | 'jsonl') => {
    const saved = await call('events.save', { ...filter, format })
    if (saved) showToast(words.saved(saved.rows, saved.path))
  })
  const replay = useAction(async () => {
    let [replayed, changed] = [0, 0]
    for (const [workspaceId, some] of Map.groupBy(rows, (row) => row.workspaceId)) {
      const done = await call('events.replay', { workspaceId, eventIds: some.map(({ id }) => id) })
      replayed += done.replayed
      changed += done.changed
    }
    showToast(words.replayed(replayed, changed))
  })
  return (
    <>
      {(save.error ?? replay.error) && <ErrorNote error={(save.error ?? replay.error) as never} />}
      <DataTable
        dense
        label={words.table}
        columns={columns}
        rowId={(row) => row.id}
        peeked={peeked?.id ?? null}
        onPeek={onPeek}
        source={{
          key: `events ${JSON.stringify(filter)} ${JSON.stringify(before)}`,
          loadPage: async (offset, limit, ask) => {
            const found = await ask('events.log', { ...filter, before })
            pages.ended(found.next)
            setRows(found.rows)
            return { rows: found.rows.slice(offset, offset + limit), total: found.rows.length }
          },
        }}
        empty={
          <EmptyState
            icon={Inbox}
            title={narrowed ? words.noneTitle : words.emptyTitle}
            text={narrowed ? words.noneText : words.emptyText}
          />
        }
        foot={
          <div className="row-wrap grow">
            <span className="text-3 tabular">
              {count.data && (narrowed || !count.data.more) ? countWord(count.data) : ''}
            </span>
            <span className="row push">
              <Button
                label={words.replayPage}
                size="s"
                variant="quiet"
                icon={RotateCcw}
                action={replay}
                disabled={rows.length === 0}
              />
              <Menu
                trigger={
                  <IconButton icon={Download} label={words.save} disabled={rows.length === 0} busy={save.busy} />
                }
                items={[
                  { label: words.saveCsv, onSelect: () => save.run('csv') },
                  { label: words.saveJsonl, onSelect: () => save.run('jsonl') },
                ]}
              />
              <PlacePager pages={pages} words={words} />
            </span>
          </div>
        }
      />
    </>
  )
}
