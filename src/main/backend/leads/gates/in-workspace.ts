/** Finds who is already in the workspace an export goes into, by this app's exports, the lead mirror and archives. */
import type { Database } from 'better-sqlite3'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RemotePlace } from '../../core/instantly/types.ts'
import { domainSpellings, mayHaveOtherSpellingSql } from '../../core/lib/domain-spellings.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'
import { isWithin, mergeIntoRanges } from '../lists/place-ranges.ts'
import { inZoneSql } from '../lists/zone-sql.ts'
import { createTakenBackLookup, hasLeadsLeftSql, isLeftAfterUndoSql, type UndoneExport } from './left-after-undo.ts'

/** Where a lead already is, as bits; several can be set at once. */
export const placeBits = {
  /** In the target itself, added by an export of this app. */
  ownTarget: 1,
  /** In the target itself, according to the mirror. */
  target: 2,
  campaign: 4,
  list: 8,
  /** In the workspace; Instantly did not say where. */
  somewhere: 16,
} as const

/** A mirror begun within this time after an answer may not list its leads yet. */
const listedLateMs = 10 * 60_000

type Range = { readonly listId: number; readonly first: number; readonly last: number }
/** By position in the list; leads that are nowhere are left out. */
export type WorkspaceLookup = (range: Range) => ReadonlyMap<number, number>

type Mirror = { readonly id: number; readonly startedAt: number; readonly isComplete: boolean }
type Run = {
  readonly id: number
  readonly placeId: string
  readonly kind: 'campaign' | 'list'
  readonly zoneId: number | null
  readonly skipped: boolean
  readonly hasProblems: boolean
  readonly missingAt: number | null
  /** Whether it was undone, except for leads that could not be removed. */
  readonly undone: boolean
  /** First and last positions of what was sent and is not covered better by the mirror, alternating, ascending. */
  readonly sent: readonly number[]
}

/**
 * Creates a lookup in which the most recent information counts. Leads uploaded before a complete mirror was begun are
 * there only if the mirror has them; leads uploaded later are there. Leads that were removed again, missing in a
 * comparison, or in a deleted campaign are not. Null if nobody can be found.
 */
export function createWorkspaceLookup(
  db: Database,
  workspaceId: WorkspaceId,
  asking: WorkspaceQuery,
): WorkspaceLookup | null {
  const { place, only } = asking
  // A target that has yet to be created contains nobody.
  if (only === 'target' && place === null) return null
  const mirror = mirrorOf(db, workspaceId)
  const own = createOwnExportLookup(db, workspaceId, mirror, asking)
  const mayBeThere = only === 'anywhere' || place === null || isInMirrorPlaces(db, workspaceId, place)
  const there = mirror === null || !mayBeThere ? null : createMirrorLookup(db, workspaceId, mirror)
  const archived = createArchiveLookup(db, workspaceId, mirror, asking)
  const bitOf = (kind: 'campaign' | 'list', remoteId: string, target: number): number => {
    if (remoteId === '') return placeBits.somewhere
    return (
      (kind === 'campaign' ? placeBits.campaign : placeBits.list) | (isSamePlace(place, kind, remoteId) ? target : 0)
    )
  }
  if (!own && !there && !archived) return null
  return (range) => {
    const found = new Map<number, number>()
    const others = otherSpellings(db, range)
    const add = (position: number, bits: number) => found.set(position, (found.get(position) ?? 0) | bits)
    own?.(range, others, (position, kind, remoteId) =>
      add(position, kind === null ? placeBits.somewhere : bitOf(kind, remoteId, placeBits.ownTarget)),
    )
    there?.(range, others, (position, kind, remoteId) => add(position, bitOf(kind, remoteId, placeBits.target)))
    archived?.(range, others, (position, remoteId) => add(position, bitOf('campaign', remoteId, placeBits.target)))
    return found
  }
}

type OtherSpelling = readonly [position: number, email: string]

/** The leads of a range whose domain has another spelling, by that spelling; hardly any list has some. */
const otherSpellings = (db: Database, range: Range): readonly OtherSpelling[] =>
  lookupStatements(db)
    .speltTwice.all(range)
    .flatMap(([position, email]) =>
      domainSpellings(email)
        .slice(1)
        .map((other) => [position, other] as const),
    )

const isSamePlace = (place: RemotePlace | null, kind: 'campaign' | 'list', remoteId: string): boolean =>
  place !== null && place.kind === kind && place.id === remoteId

/** The first queries of every batch of an export. */
const lookupStatements = memoizeByKey((db: Database) => ({
  mirror: db.prepare<[number], { id: number; startedAt: number; counted: number | null; listed: number | null }>(
    `select id, started_at as startedAt, counted, listed from lead_copy where workspace_id = ? and state = 'whole'`,
  ),
  exportedLists: db
    .prepare<[object], number>(
      `select distinct list_id from export_run where workspace_id = likely(@workspaceId) and id <> @except
         and (@kind is null or (target = likely(@kind) and coalesce(campaign_id, remote_list_id) = likely(@placeId)))`,
    )
    .pluck(),
  isPlaceOfMirror: db
    .prepare<[WorkspaceId, string, string], 1>(
      'select 1 from lead_copy_place where workspace_id = ? and kind = ? and remote_id = ?',
    )
    .pluck(),
  archived: db
    .prepare<[number, number], readonly [number, string]>(
      `select c.id, c.remote_id from campaign c join campaign_archive a on a.campaign_id = c.id
       where c.workspace_id = likely(?) and c.gone_at is null and a.started_at > ?`,
    )
    .raw(),
  runs: db.prepare<[number, number], FoundRun>(
    `select r.id, r.target as kind, coalesce(r.campaign_id, r.remote_list_id) as placeId, r.zone_id as zoneId,
       coalesce(r.settings ->> '$.skipIfInWorkspace', 1) as skipped, r.state, r.last_progress_at as lastProgressAt,
       exists (select 1 from export_problem p where p.export_id = r.id) as hasProblems,
       (select k.at from export_check k where k.export_id = r.id and k.missing > 0) as missingAt,
       r.taken_back_at is not null as undone
     from export_run r
     where r.list_id = ? and r.id <> ? and ${hasLeadsLeftSql('r')} and coalesce(r.campaign_id, r.remote_list_id) is not null
       and not exists (select 1 from campaign c where r.target = 'campaign' and c.workspace_id = r.workspace_id
         and c.remote_id = r.campaign_id and c.gone_at is not null)`,
  ),
  batches: db
    // By Instantly's clock, as the mirror is.
    .prepare<[number, number], readonly [number, number]>(
      `select first_position, last_position from export_batch
       where export_id = ? and (state = 'sent' or (state = 'done'
         and unixepoch(coalesce(settled_at, sent_at), 'subsec') * 1000 + coalesce(ahead_ms, 0) >= ?))
       order by first_position`,
    )
    .raw(),
  /** Cache of what finished exports that no longer change have sent, as reading it touches each batch. */
  settled: new Map<number, { readonly stamp: string; readonly sent: readonly number[] }>(),
  hasRemoved: db
    .prepare<[number], 0 | 1>('select exists (select 1 from lead where list_id = ? and removed <> 0)')
    .pluck(),
  // The index alone shows which lists contain an address; the row is read only if one of them was exported.
  same: db
    .prepare<[object], readonly [number, number, number]>(
      `select l.position, o.id, o.list_id from lead l cross join lead o indexed by lead_ready_email on o.email = l.email
       where l.list_id = likely(@listId) and l.position between @first and @last and l.gate = 0 and o.gate = 0
         and (o.list_id <> l.list_id or o.removed <> 0) and o.id <> l.id`,
    )
    .raw(),
  speltTwice: db
    .prepare<[object], OtherSpelling>(
      `select position, email from lead where list_id = likely(@listId) and position between @first and @last and gate = 0
         and ${mayHaveOtherSpellingSql('email')}`,
    )
    .raw(),
  leadsOf: db
    .prepare<[string], readonly [number, number]>('select id, list_id from lead where email = ? and gate = 0')
    .raw(),
  placeOf: db.prepare<[number], number>('select position from lead where id = ?').pluck(),
  problemOf: db.prepare<[number, number], { outcome: string; reason: string }>(
    'select outcome, reason from export_problem where export_id = ? and position = ?',
  ),
  isInZone: db
    .prepare(`select 1 from (select ? as zone, ? as position) s where ${inZoneSql('s.zone', 's.position')}`)
    .pluck(),
  isLeft: db.prepare<[number, number]>(`select 1 where ${isLeftAfterUndoSql('?', '?')}`),
  isMissing: db
    .prepare(`select 1 from export_difference where export_id = ? and position = ? and at = ? and kind = 'missing'`)
    .pluck(),
}))

function mirrorOf(db: Database, workspaceId: WorkspaceId): Mirror | null {
  const row = lookupStatements(db).mirror.get(workspaceId)
  if (!row) return null
  // A mirror that lists fewer leads than Instantly counts does not prove anybody's absence.
  return { id: row.id, startedAt: row.startedAt, isComplete: row.counted === null || (row.listed ?? 0) >= row.counted }
}

type ReportPlace = (position: number, kind: 'campaign' | 'list' | null, remoteId: string) => void

type WorkspaceQuery = {
  readonly place: RemotePlace | null
  /** The export being checked: what it added itself does not count. */
  readonly except: number | null
  /** `target`: under the rules it does not matter where else somebody is, so other places are not searched. */
  readonly only: 'target' | 'anywhere'
}

function createOwnExportLookup(db: Database, workspaceId: WorkspaceId, mirror: Mirror | null, asking: WorkspaceQuery) {
  const { place, except, only } = asking
  const target = only === 'target' ? place : null
  const lists = new Set(
    lookupStatements(db).exportedLists.all({
      workspaceId,
      except: except ?? 0,
      kind: target?.kind ?? null,
      placeId: target?.id ?? null,
    }),
  )
  if (lists.size === 0) return null
  const { same, leadsOf, placeOf, problemOf, isInZone, isLeft, isMissing, hasRemoved } = lookupStatements(db)
  const runsOf = createRunsOf(db, mirror, asking, lists)

  const reportRun = (run: Run, at: number, position: number, tell: ReportPlace): void => {
    if (!isWithin(run.sent, at)) return
    if (run.zoneId !== null && isInZone.get(run.zoneId, at) === undefined) return
    if (run.undone) {
      if (isLeft.get(run.id, at) !== undefined) tell(position, null, '')
      return
    }
    const problem = run.hasProblems ? problemOf.get(run.id, at) : undefined
    if (problem) {
      // A lead refused because it was already there also shows where it is.
      if (problem.outcome !== 'refused') return
      if (problem.reason === 'duplicated_leads') tell(position, run.kind, run.placeId)
      else if (problem.reason === 'skipped_count' && run.skipped) tell(position, null, '')
      return
    }
    if (run.missingAt !== null && isMissing.get(run.id, at, run.missingAt) !== undefined) return
    tell(position, run.kind, run.placeId)
  }

  return (range: Range, others: readonly OtherSpelling[], tell: ReportPlace): void => {
    const { listId, first, last } = range
    // Within this list the position is enough, as an address is ready in it only once.
    for (const run of runsOf(listId)) for (let at = first; at <= last; at += 1) reportRun(run, at, at, tell)
    const isElsewhere = lists.size > (lists.has(listId) ? 1 : 0)
    if (!isElsewhere && hasRemoved.get(listId) === 0) return
    const reportLead = (position: number, otherId: number, otherList: number): void => {
      const runs = runsOf(otherList)
      if (runs.length === 0) return
      const at = placeOf.get(otherId)
      if (at === undefined) return
      for (const run of runs) reportRun(run, at, position, tell)
    }
    for (const lead of same.all(range)) reportLead(...lead)
    for (const [position, email] of others) for (const lead of leadsOf.all(email)) reportLead(position, ...lead)
  }
}

type FoundRun = Omit<Run, 'sent' | 'hasProblems' | 'skipped' | 'undone'> & {
  readonly undone: 0 | 1
  readonly skipped: 0 | 1
  readonly hasProblems: 0 | 1
  readonly state: string
  readonly lastProgressAt: string | null
}

/** Returns the exports of a list that may have added somebody; read when the list is first encountered. */
function createRunsOf(
  db: Database,
  mirror: Mirror | null,
  { place, except, only }: WorkspaceQuery,
  lists: ReadonlySet<number>,
): (listId: number) => readonly Run[] {
  const { runs, batches, settled } = lookupStatements(db)
  const since = mirror?.isComplete ? mirror.startedAt - listedLateMs : 0
  const sentBy = (run: FoundRun, isTarget: boolean): readonly number[] => {
    // Leads this app added to the same target are never sent there again, regardless of what a mirror says.
    const from = isTarget ? 0 : since
    if (run.state !== 'done') return mergeIntoRanges(batches.all(run.id, from))
    const stamp = `${run.lastProgressAt} ${from}`
    const kept = settled.get(run.id)
    if (kept?.stamp === stamp) return kept.sent
    const sent = mergeIntoRanges(batches.all(run.id, from))
    settled.set(run.id, { stamp, sent })
    return sent
  }
  const known = new Map<number, readonly Run[]>()
  return (listId) => {
    if (!lists.has(listId)) return none
    const before = known.get(listId)
    if (before) return before
    const read: Run[] = []
    for (const run of runs.all(listId, except ?? 0)) {
      const isTarget = isSamePlace(place, run.kind, run.placeId)
      if (only === 'target' && !isTarget) continue
      const sent = sentBy(run, isTarget)
      if (sent.length === 0) continue
      read.push({
        ...run,
        skipped: run.skipped === 1,
        hasProblems: run.hasProblems === 1,
        undone: run.undone === 1,
        sent,
      })
    }
    known.set(listId, read)
    return read
  }
}

const none: readonly Run[] = []

type Place = {
  readonly kind: 'campaign' | 'list'
  readonly remoteId: string
  /** Whether it was deleted at Instantly, along with its leads. */
  readonly isGone: boolean
  /** Exports whose leads left this place after the mirror was begun: all, or those a comparison did not find. */
  readonly left: readonly (UndoneExport & { readonly missingAt: number | null })[]
}

function createMirrorLookup(db: Database, workspaceId: WorkspaceId, mirror: Mirror) {
  const rows = db
    .prepare<[object], readonly [number, string, number]>(
      `select l.position, l.email, c.place_id from lead l cross join lead_copy_row c on c.email = l.email and c.copy_id = likely(@copyId)
       where l.list_id = likely(@listId) and l.position between @first and @last and l.gate = 0`,
    )
    .raw()
  const placesOf = db
    .prepare<[string, number], number>('select place_id from lead_copy_row where email = ? and copy_id = ?')
    .pluck()
  const find = db.prepare<[number], { kind: Place['kind']; remoteId: string; goneAt: number | null }>(
    `select p.kind, p.remote_id as remoteId, c.gone_at as goneAt from lead_copy_place p
       left join campaign c on p.kind = 'campaign' and c.workspace_id = p.workspace_id and c.remote_id = p.remote_id
     where p.id = ?`,
  )
  const left = db.prepare<object, Place['left'][number]>(
    `select r.id as exportId, r.list_id as listId, null as missingAt from export_run r
     where r.workspace_id = @workspaceId and coalesce(r.campaign_id, r.remote_list_id) = @remoteId and r.taken_back_at > @since
     union all
     select r.id, r.list_id, k.at from export_run r join export_check k on k.export_id = r.id
     where r.workspace_id = @workspaceId and coalesce(r.campaign_id, r.remote_list_id) = @remoteId
       and r.taken_back_at is null and k.missing > 0 and k.at > @sinceMs`,
  )
  const positionIn = db
    .prepare<[string, number], number>('select position from lead where email = ? and list_id = ? and gate = 0 limit 1')
    .pluck()
  const { isMissing } = lookupStatements(db)
  const isTakenBack = createTakenBackLookup(db)
  const places = new Map<number, Place | null>()
  const placeOf = (id: number): Place | null => {
    const known = places.get(id)
    if (known !== undefined) return known
    const row = find.get(id)
    const since = new Date(mirror.startedAt).toISOString()
    const place = row
      ? {
          kind: row.kind,
          remoteId: row.remoteId,
          isGone: row.goneAt !== null,
          left: left.all({ workspaceId, remoteId: row.remoteId, since, sinceMs: mirror.startedAt }),
        }
      : null
    places.set(id, place)
    return place
  }
  const hasLeft = (place: Place, email: string): boolean =>
    place.left.some(({ missingAt, ...run }) => {
      if (missingAt === null) return isTakenBack(run, email)
      const position = positionIn.get(email, run.listId)
      return position !== undefined && isMissing.get(run.exportId, position, missingAt) !== undefined
    })
  return (
    range: Range,
    others: readonly OtherSpelling[],
    tell: (position: number, kind: Place['kind'], remoteId: string) => void,
  ): void => {
    const reportPlace = (position: number, email: string, placeId: number): void => {
      const place = placeOf(placeId)
      if (!place || place.isGone || (place.left.length > 0 && hasLeft(place, email))) return
      tell(position, place.kind, place.remoteId)
    }
    for (const row of rows.all({ ...range, copyId: mirror.id })) reportPlace(...row)
    for (const [position, email] of others)
      for (const placeId of placesOf.all(email, mirror.id)) reportPlace(position, email, placeId)
  }
}

const isInMirrorPlaces = (db: Database, workspaceId: WorkspaceId, place: RemotePlace): boolean =>
  lookupStatements(db).isPlaceOfMirror.get(workspaceId, place.kind, place.id) === 1

/** Returns archived leads of campaigns that still exist at Instantly; a newer complete mirror takes precedence. */
function createArchiveLookup(
  db: Database,
  workspaceId: WorkspaceId,
  mirror: Mirror | null,
  { place, only }: WorkspaceQuery,
) {
  const since = mirror?.isComplete ? mirror.startedAt : 0
  const campaigns = new Map(
    lookupStatements(db)
      .archived.all(workspaceId, since)
      .filter(([, remoteId]) => only === 'anywhere' || isSamePlace(place, 'campaign', remoteId)),
  )
  if (campaigns.size === 0) return null
  const rows = db
    .prepare<[object], readonly [number, number]>(
      `select l.position, a.campaign_id from lead l cross join archived_lead a indexed by archived_lead_address on a.email = l.email
       where l.list_id = @listId and l.position between @first and @last and l.gate = 0`,
    )
    .raw()
  const campaignsOf = db
    .prepare<[string], number>('select campaign_id from archived_lead indexed by archived_lead_address where email = ?')
    .pluck()
  return (range: Range, others: readonly OtherSpelling[], tell: (position: number, remoteId: string) => void): void => {
    const reportCampaign = (position: number, campaignId: number): void => {
      const remoteId = campaigns.get(campaignId)
      if (remoteId !== undefined) tell(position, remoteId)
    }
    for (const row of rows.all(range)) reportCampaign(...row)
    for (const [position, email] of others)
      for (const campaignId of campaignsOf.all(email)) reportCampaign(position, campaignId)
  }
}
