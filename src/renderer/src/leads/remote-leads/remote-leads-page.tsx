import './remote-leads.css'
import { Cloud, ListTree, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { type LocalLead, type LocalPlace, localStatuses, type NamedPlace } from '#shared/contract/leads/remote-leads.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatAgo, formatNumber, perLanguage, t } from '../../core/lib/texts.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'
import { usePageFocus } from '../../core/lib/use-page-focus.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { ChooseClient } from '../../core/ui/choose-client.tsx'
import { type Column, column, type Sort } from '../../core/ui/column.ts'
import { Cut } from '../../core/ui/cut.tsx'
import { DataTable } from '../../core/ui/data-table.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Time } from '../../core/ui/time.tsx'
import { CopyDialog } from '../lead-mirror/copy-dialog.tsx'
import { CopyProgress } from '../lead-mirror/copy-progress.tsx'
import { leadStateName } from './lead-states.ts'
import { LivePlace } from './live-place.tsx'

/** Leads at Instantly: searched and counted in the local copy, moved and deleted at Instantly. */
export function RemoteLeadsPage() {
  usePageFocus()
  const words = t.remoteLeads
  const current = useCurrentWorkspaceId()
  const workspaces = useWorkspaces() ?? []
  const workspaceId = current ?? (workspaces.length === 1 ? (workspaces[0]?.id ?? null) : null)
  if (workspaceId !== null) return <Client key={workspaceId} workspaceId={workspaceId} />
  return (
    <div className="page">
      <PageHead title={words.title} crumbs={[{ label: t.lists.title, to: '/lists' }, { label: words.crumb }]} />
      <div className="page-body stack">
        <Card>
          <ChooseClient icon={Cloud} title={words.chooseClient} text={words.chooseClientText} />
        </Card>
      </div>
    </div>
  )
}

type Place = Pick<LocalPlace, 'kind' | 'id'>
const placeKey = ({ kind, id }: Place): string => `${kind} ${id}`

function Client({ workspaceId }: { workspaceId: WorkspaceId }) {
  const words = t.remoteLeads
  const state = useQuery('leadMirror.state', { workspaceId }).data
  const local = useQuery('remoteLeads.local', { workspaceId })
  const [chosen, setChosen] = useState<string | null>(null)
  const [live, setLive] = useState(false)
  const [asking, setAsking] = useState(false)
  const works = state?.adding === true || state?.underWay?.running === true
  const synced = state?.copy ?? null
  // Before the first sync, campaigns and lists are queried from Instantly.
  const there = useQuery('remoteLeads.places', state && !synced ? { workspaceId } : null)
  const places = synced ? (local.data?.places ?? []) : []
  const named: readonly NamedPlace[] = synced
    ? places.flatMap(({ kind, id, name }) => (id === '' ? [] : [{ kind, id, name: name ?? words.unnamed }]))
    : (there.data ?? [])
  const problem = local.error ?? there.error
  const place = named.find((each) => placeKey(each) === chosen) ?? null
  const isLive = place !== null && live
  const blocked = !state || works || state.held === 'no_key'
  const askSync = () => setAsking(true)
  return (
    <div className="page">
      <PageHead
        title={words.title}
        crumbs={[{ label: t.lists.title, to: '/lists' }, { label: words.crumb }]}
        meta={
          synced && (
            <span className={synced.old ? 'is-warn' : undefined}>
              {words.synced(synced.leads, formatAgo(synced.newAt ?? synced.copiedAt))}
            </span>
          )
        }
      >
        {(synced || isLive) && <Button label={words.sync} icon={RefreshCw} disabled={blocked} onClick={askSync} />}
      </PageHead>
      <div className="page-fill">
        {state && works && (
          <Card>
            <CopyProgress state={state} />
          </Card>
        )}
        {problem && (
          <ErrorNote error={problem} client={workspaceId} onAction={local.error ? local.refetch : there.refetch} />
        )}
        {!problem && state?.held === 'no_key' && (
          <Note
            tone="warn"
            action={<Button label={t.home.fixKey} size="s" onClick={() => go(`/settings/workspaces/${workspaceId}`)} />}
          >
            {t.leadMirror.nextNoKey}
          </Note>
        )}
        <div className="remote-split">
          <Card title={words.places} pad={false} className="remote-places">
            <ul>
              {synced && (
                <PlaceRow
                  name={words.allLeads}
                  count={synced.leads}
                  isChosen={chosen === null}
                  onChoose={() => {
                    setChosen(null)
                    setLive(false)
                  }}
                />
              )}
              {(['campaign', 'list'] as const).map((kind) => (
                <PlaceGroup
                  key={kind}
                  title={kind === 'campaign' ? words.campaigns : words.lists}
                  rows={named.filter((each) => each.kind === kind)}
                  counts={new Map(places.map((each) => [placeKey(each), each.leads]))}
                  chosen={chosen}
                  onChoose={(key) => {
                    setChosen(key)
                    setLive(!synced)
                  }}
                />
              ))}
            </ul>
            {!synced && there.data?.length === 0 && <p className="card-pad text-3">{words.noPlaces}</p>}
          </Card>
          {isLive ? (
            <LivePlace key={placeKey(place)} workspaceId={workspaceId} place={place} places={named} />
          ) : synced ? (
            <LocalTable
              key={chosen ?? ''}
              workspaceId={workspaceId}
              place={place}
              title={place?.name ?? words.allLeads}
              interests={local.data?.interests ?? []}
              onManage={place ? () => setLive(true) : null}
            />
          ) : (
            state && <NeverSynced blocked={blocked} onSync={askSync} />
          )}
        </div>
      </div>
      {asking && state && <CopyDialog state={state} onClose={() => setAsking(false)} />}
    </div>
  )
}

/** Shown until the client's leads have been synced once. */
function NeverSynced({ blocked, onSync }: { blocked: boolean; onSync: () => void }) {
  const words = t.remoteLeads
  return (
    <Card>
      <EmptyState icon={Cloud} title={words.neverTitle} text={words.neverText}>
        <Button label={words.sync} variant="primary" icon={RefreshCw} disabled={blocked} onClick={onSync} />
      </EmptyState>
    </Card>
  )
}

type GroupProps = {
  title: string
  rows: readonly NamedPlace[]
  counts: ReadonlyMap<string, number>
  chosen: string | null
  onChoose: (key: string) => void
}

function PlaceGroup({ title, rows, counts, chosen, onChoose }: GroupProps) {
  if (rows.length === 0) return null
  return (
    <li>
      <h3 className="remote-group small text-3">{title}</h3>
      <ul>
        {rows.map((each) => (
          <PlaceRow
            key={placeKey(each)}
            name={each.name}
            count={counts.get(placeKey(each)) ?? null}
            isChosen={chosen === placeKey(each)}
            onChoose={() => onChoose(placeKey(each))}
          />
        ))}
      </ul>
    </li>
  )
}

type RowProps = { name: string; count: number | null; isChosen: boolean; onChoose: () => void }

function PlaceRow({ name, count, isChosen, onChoose }: RowProps) {
  return (
    <li>
      <button type="button" className="remote-place" aria-current={isChosen || undefined} onClick={onChoose}>
        <Cut text={name} className="grow" />
        {count !== null && <span className="tabular text-3">{formatNumber(count)}</span>}
      </button>
    </li>
  )
}

type TableProps = {
  workspaceId: WorkspaceId
  place: NamedPlace | null
  title: string
  interests: readonly number[]
  onManage: (() => void) | null
}
type Status = keyof typeof localStatuses
const statuses = Object.keys(localStatuses) as readonly Status[]

const interestName = (value: number): string => t.inbox.interests[String(value)] ?? t.inbox.labelNumber(value)

function LocalTable({ workspaceId, place, title, interests, onManage }: TableProps) {
  const words = t.remoteLeads
  const [typed, setTyped] = useState('')
  const [status, setStatus] = useState<Status | null>(null)
  const [interest, setInterest] = useState<number | null>(null)
  const [sort, setSort] = useState<Sort>({ id: 'email', descending: false })
  const [total, setTotal] = useState<number | null>(null)
  const search = useDebounced(typed.trim(), 180)
  const question = {
    workspaceId,
    search,
    place: place && { kind: place.kind, id: place.id },
    status,
    interest,
    sort: sort.id as 'email' | 'place' | 'contacted',
    descending: sort.descending,
  }
  return (
    <Card className="card-fill" pad={false} title={title} meta={total === null ? undefined : words.found(total)}>
      <div className="lists-tools">
        <Select
          label={words.state}
          value={status}
          options={[
            { value: null, label: words.anyState },
            ...statuses.map((value) => ({ value, label: words.states[value] })),
          ]}
          onChange={setStatus}
        />
        <Select
          label={words.interest}
          value={interest}
          options={[
            { value: null, label: words.anyInterest },
            ...interests.map((value) => ({ value, label: interestName(value) })),
          ]}
          onChange={setInterest}
        />
        {onManage && <Button label={words.manage} size="s" icon={ListTree} onClick={onManage} />}
        <div className="lists-search push">
          <SearchInput label={t.ui.search} placeholder={words.search} value={typed} onChange={setTyped} />
        </div>
      </div>
      <DataTable
        label={words.table(title)}
        columns={columns()}
        source={{
          key: `remote ${JSON.stringify(question)}`,
          loadPage: (offset, limit, ask) => ask('remoteLeads.localPage', { ...question, page: { offset, limit } }),
        }}
        rowId={(row: LocalLead) => `${row.email} ${row.place?.kind} ${row.place?.id}`}
        sort={sort}
        onSort={setSort}
        onTotal={setTotal}
        empty={<EmptyState icon={Cloud} title={words.empty} text={words.emptyText} />}
      />
    </Card>
  )
}

const columns = perLanguage((): readonly Column<LocalLead>[] => {
  const words = t.remoteLeads
  return [
    column('email', words.email, { flex: 1.5, minWidth: 150, sortable: true }, (row) => <Cut text={row.email} />),
    column('name', words.name, { minWidth: 80 }, (row) => <Text value={row.name} />),
    column('company', words.company, { minWidth: 80 }, (row) => <Text value={row.companyName} />),
    column('place', words.where, { minWidth: 100, sortable: true }, (row) => (
      <Text value={row.place?.name ?? words.nowhere} />
    )),
    column('status', words.state, { width: 92 }, (row) => leadStateName(row.status)),
    column('interest', words.interest, { width: 100 }, (row) => (
      <Text value={row.interest === null ? '' : interestName(row.interest)} />
    )),
    column('contacted', words.contacted, { width: 118, sortable: true }, (row) =>
      row.contacted === null ? (
        <span className="text-3">{words.notContacted}</span>
      ) : row.contacted.at === null ? (
        words.contactedOnce
      ) : (
        <Time iso={row.contacted.at} />
      ),
    ),
  ]
})

const Text = ({ value }: { value: string }) => (value === '' ? <span className="text-3">–</span> : <Cut text={value} />)
