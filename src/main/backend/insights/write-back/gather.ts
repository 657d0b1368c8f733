/** Gathers what every lead of a source did in every campaign, and its row of the source, into the outbox. */
import { findAddresses } from '#shared/domain/leads/import/addresses.ts'
import type { SupabaseSourceId, WorkspaceId, WriteBackId } from '#shared/ids.ts'
import { createCheckpointWait } from '../../core/db/checkpoint-wait.ts'
import type { Store } from '../../core/deps.ts'
import { keyTables } from '../../events/events/event-keys.ts'
import { createReportedKinds } from '../../events/events/reported-kinds.ts'
import { combinedCountSql, joinActivitySql } from '../../events/lead-activity/activity-sql.ts'
import { leadActivityOf } from '../../events/lead-activity/lead-activity.ts'
import { joinLabelSql } from '../../events/lead-labels/label-sql.ts'
import { createCellReader } from '../../leads/lists/column-values.ts'
import { platformColumns, platformTables } from '../../leads/supabase/platform.ts'
import { createExportNames } from '../analytics/export-names.ts'
import { type Activity, engagementOf, type FirstTimes } from './engagement.ts'
import type { Outbox, OutboxRow } from './outbox.ts'

/** Leads read in one step, which blocks the thread for a few milliseconds. */
const leadsPerStep = 800

type Target = {
  readonly id: WriteBackId
  readonly workspaceId: WorkspaceId
  readonly sourceId: SupabaseSourceId
  readonly replyText: boolean
}

/** A lead in a campaign in the store, once for each list row it could be. */
type Row = Activity & {
  readonly contactId: number
  readonly eventCampaignId: number
  readonly campaignId: string
  readonly email: string
  readonly listId: number
  readonly importId: number
  readonly rowNumber: number
  readonly original: string
  readonly position: number
}

type Origin = { readonly relation: string; readonly campaignId: string | null; readonly keyColumn: string | null }
/** A row of the source; without an id it has to be found by campaign and address. */
type Place = { readonly table: string | null; readonly id: string | null; readonly campaign: string | null }
const noPlace: Place = { table: null, id: null, campaign: null }

/** Puts changes into the outbox in short steps. Stops early when the signal fires; the next run continues. */
export async function gatherChanges(store: Store, outbox: Outbox, target: Target, signal?: AbortSignal): Promise<void> {
  const { raw } = store
  const { workspaceId } = target
  const origins = originsOf(store, target.sourceId)
  if (origins.lists.size === 0) return
  const runs = exportsByCampaign(store, workspaceId, origins.lists)
  const measures = measuresOf(store, workspaceId)
  const broughtBy = createExportNames(store, workspaceId)
  const placeOf = createPlaces(store, origins)
  const timesOf = createFirstTimes(store, workspaceId)
  const replies = raw
    .prepare<[number, string, string], string | null>(
      // A text that is no longer stored here is unknown and must not overwrite the one at the source.
      `select nullif(text, '') from inbox_message where workspace_id = ? and lead_email = ? and campaign_id = ? and direction = 'received'
        order by at limit 1`,
    )
    .pluck()
  const rest = createCheckpointWait(raw)

  /** Returns the source row of a lead, or all rows it could be. */
  function placesOf(rows: readonly Row[]): readonly Place[] {
    const places = (some: readonly Row[]) => [...new Map(some.map(placeOf).map((one) => [placeKey(one), one])).values()]
    const all = places(rows)
    if (all.length < 2) return all
    // If several lists contain the address, the one whose row was exported counts.
    const sent = rows.filter((row) => broughtBy(row.eventCampaignId, row.listId, row.position) !== '')
    return sent.length === 0 ? all : places(sent)
  }

  for (const rows of steps(store, workspaceId, [...origins.lists.keys()])) {
    if (signal?.aborted) return
    const mine = rows.filter((row) => runs.has(`${row.eventCampaignId} ${row.listId}`))
    const times = timesOf([...new Set(mine.map((row) => row.contactId))])
    const out: OutboxRow[] = []
    for (const [key, same] of Map.groupBy(mine, (row) => `${row.contactId} ${row.eventCampaignId}`)) {
      const [row] = same
      if (!row) continue
      const exported = same.flatMap((one) => runs.get(`${one.eventCampaignId} ${one.listId}`) ?? [])
      const places = placesOf(same)
      const replyText = target.replyText ? (replies.get(workspaceId, row.email, row.campaignId) ?? null) : null
      const body = engagementOf(row, times.get(key) ?? {}, measures(row.eventCampaignId, row.firstAt), {
        name: exported[0]?.campaignName ?? '',
        exportedAt: exported.map((one) => one.exportedAt).toSorted()[0] ?? null,
        replyText,
      })
      out.push({
        campaignId: row.campaignId,
        email: row.email,
        body: JSON.stringify(body),
        several: places.length < 2 ? null : places.map(placeName).join(', '),
        place: (places.length === 1 ? places[0] : undefined) ?? noPlace,
      })
    }
    outbox.take(target, out)
    await rest()
  }
}

const placeKey = ({ table, id, campaign }: Place): string => `${table}\n${id}\n${campaign}`
const placeName = ({ table, id, campaign }: Place): string => [table, id ?? campaign].filter(Boolean).join(' ')

/** Returns the imports that came from the source, and the lists they went into. */
function originsOf({ raw }: Store, sourceId: SupabaseSourceId) {
  const rows = raw
    .prepare<[number], Origin & { importId: number; listId: number }>(
      `select i.id as importId, i.list_id as listId, s.relation, s.campaign_id as campaignId, s.key_column as keyColumn
         from supabase_import s join list_import i on coalesce(i.rows_of, i.id) = s.import_id where s.source_id = ?`,
    )
    .all(sourceId)
  return {
    ofImport: new Map(rows.map((row) => [row.importId, row as Origin])),
    lists: Map.groupBy(rows, (row) => row.listId),
  }
}

type Run = { readonly campaignName: string; readonly exportedAt: string }

/** Returns exports of these lists, by event campaign and list. */
function exportsByCampaign(
  { raw }: Store,
  workspaceId: WorkspaceId,
  lists: ReadonlyMap<number, unknown>,
): ReadonlyMap<string, Run> {
  const rows = raw
    .prepare<[number, string], Run & { eventId: number; listId: number }>(
      `select e.id as eventId, r.list_id as listId, r.campaign_name as campaignName, min(r.created_at) as exportedAt
         from export_run r join event_campaign e on e.workspace_id = r.workspace_id and e.remote_id = r.campaign_id
        where r.workspace_id = ? and r.list_id in (select value from json_each(?)) group by e.id, r.list_id`,
    )
    .all(workspaceId, JSON.stringify([...lists.keys()]))
  return new Map(rows.map((row) => [`${row.eventId} ${row.listId}`, row]))
}

/** Yields contacted leads of these lists in pieces, read along an index. */
function* steps({ raw }: Store, workspaceId: WorkspaceId, lists: readonly number[]): Generator<readonly Row[]> {
  const bound = raw
    .prepare<[number, number], number>(
      `select contact_id from event_lead where workspace_id = ? and contact_id > ? order by contact_id limit 1 offset ${leadsPerStep}`,
    )
    .pluck()
  const some = raw.prepare<[object], Row>(
    `select x.contact_id as contactId, x.campaign_id as eventCampaignId, ec.remote_id as campaignId, p.email,
         x.sent, ${combinedCountSql('opened', 'x', 'a')} as opened, ${combinedCountSql('clicked', 'x', 'a')} as clicked,
         ${combinedCountSql('replied', 'x', 'a')} as replied, ${combinedCountSql('bounced', 'x', 'a')} as bounced,
         ${combinedCountSql('unsubscribed', 'x', 'a')} as unsubscribed, x.first_at as firstAt,
         a.opened_at as listedOpenedAt, a.clicked_at as listedClickedAt, a.replied_at as listedRepliedAt,
         y.interested_at as interestedAt, y.meeting_at as meetingAt, y.closed_at as closedAt,
         l.list_id as listId, l.import_id as importId, l.row_number as rowNumber, l.original, l.position
       from event_lead x join event_contact p on p.id = x.contact_id and p.email like '%@%'
       join event_campaign ec on ec.id = x.campaign_id and ec.remote_id <> ''
       ${joinActivitySql('a', 'x')}
       ${joinLabelSql('y', { workspace: 'x.workspace_id', campaign: 'ec.remote_id', email: 'p.email' })}
       join lead l indexed by lead_ready_email on l.email = p.email and l.gate = 0 and l.workspace_id = @workspaceId
      where x.workspace_id = @workspaceId and x.contact_id > @after and x.contact_id <= @last and x.sent > 0
        and l.list_id in (select value from json_each(@lists))`,
  )
  for (let after = 0; ; ) {
    const last = bound.get(workspaceId, after)
    yield some.all({ workspaceId, after, last: last ?? Number.MAX_SAFE_INTEGER, lists: JSON.stringify(lists) })
    if (last === undefined) return
    after = last
  }
}

/** Creates a lookup of a lead's source row by the id imported with it. */
function createPlaces({ raw }: Store, origins: ReturnType<typeof originsOf>) {
  const cellOf = createCellReader(raw)
  return (row: Row): Place => {
    const own = origins.ofImport.get(row.importId)
    const cell = (name: string) => cellOf(row, { kind: 'original', name }).trim()
    if (own && own.relation !== platformTables.businesses) {
      return { table: own.relation, id: cell(own.keyColumn ?? 'id') || null, campaign: null }
    }
    const campaigns = new Set(
      own ? [own.campaignId] : (origins.lists.get(row.listId) ?? []).map((each) => each.campaignId),
    )
    const [campaign = null] = campaigns.size === 1 ? campaigns : []
    if (!own || campaign === null) return { ...noPlace, campaign }
    // Parsed as in the import, because the cell may contain `mailto:`, a name, or a second address.
    const holds = (name: string) => findAddresses(cell(name)).valid.includes(row.email)
    // A person found on LinkedIn is a different lead than the business in the same row.
    const isPerson = holds(platformColumns.personEmail) && !holds(platformColumns.email)
    const id = cell(isPerson ? platformColumns.person : platformColumns.business)
    if (id === '') return { ...noPlace, campaign }
    return { table: isPerson ? platformTables.linkedin : platformTables.businesses, id, campaign }
  }
}

/** Returns a lookup of what is measured in a campaign, for leads first contacted at a given time. */
function measuresOf(store: Store, workspaceId: WorkspaceId) {
  const reportedKinds = createReportedKinds(store)(workspaceId)
  const listedAt = leadActivityOf(store).readAt(workspaceId) ?? Number.NEGATIVE_INFINITY
  const tracking = new Map(
    store.raw
      .prepare<[number], { id: number; opens: 0 | 1; clicks: 0 | 1 }>(
        `select e.id, coalesce(c.open_tracking, 0) = 1 or c.opened > 0 as opens,
           coalesce(c.link_tracking, 0) = 1 or c.clicked > 0 as clicks
           from campaign c join event_campaign e on e.workspace_id = c.workspace_id and e.remote_id = c.remote_id
          where c.workspace_id = ?`,
      )
      .all(workspaceId)
      .map((row) => [row.id, row]),
  )
  return (eventCampaignId: number, firstAt: number) => {
    const { opens = 0, clicks = 0 } = tracking.get(eventCampaignId) ?? {}
    const isListed = firstAt <= listedAt
    return {
      opens: opens === 1 && (isListed || reportedKinds.has('opened')),
      clicks: clicks === 1 && (isListed || reportedKinds.has('clicked')),
      replies: isListed || reportedKinds.has('replied'),
    }
  }
}

/** Creates a lookup of when each type of event first happened to contacts, by contact and campaign. */
function createFirstTimes({ raw }: Store, workspaceId: WorkspaceId) {
  const find = raw.prepare<[object], { key: string; type: number; at: number }>(
    `select k.contact_id || ' ' || e.campaign_id as key, e.type, min(e.at) as at
       from (${keyTables
         .map(
           (table) =>
             `select contact_id, event_id from ${table} where workspace_id = @workspaceId
                and contact_id in (select value from json_each(@contacts)) and type between 1 and 7`,
         )
         .join(' union all ')}) k join event e on e.id = k.event_id
      group by k.contact_id, e.campaign_id, e.type`,
  )
  return (contacts: readonly number[]): ReadonlyMap<string, FirstTimes> => {
    const times = new Map<string, Record<number, number>>()
    for (const { key, type, at } of find.all({ workspaceId, contacts: JSON.stringify(contacts) })) {
      const known = times.get(key) ?? {}
      known[type] = at
      times.set(key, known)
    }
    return times
  }
}
