import type { Database } from 'better-sqlite3'
import type { PartOfList } from '#shared/contract/exports/export-part.ts'
import type {
  Activation,
  ExportSettings,
  ExportState,
  LedgerTotals,
  Tagging,
  TargetCandidate,
  TargetKind,
} from '#shared/contract/exports/exports.ts'
import { exportSettings } from '#shared/contract/exports/exports.ts'
import type { CopyDifference } from '#shared/domain/campaigns/copy/compare-copy.ts'
import { type ErrorCode, type Problem, requireFound } from '#shared/errors.ts'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import type { RemotePlace } from '../../core/instantly/types.ts'
import { storedProblem } from '../../core/lib/stored-problem.ts'
import { createRunMaker } from './make-run.ts'
import { createRunCampaignState } from './run-campaign.ts'
import { createRunPlaces } from './run-places.ts'
import { createRunZones } from './run-zones.ts'

/** One export as stored on disk. */
export type Run = {
  readonly id: ExportId
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  readonly settings: ExportSettings
  readonly state: ExportState
  readonly problem: Problem | null
  readonly target: TargetKind
  /** The campaign or lead list; null until it is created. */
  readonly place: RemotePlace | null
  /** Null for a lead list, and until the campaign is created. */
  readonly campaignId: string | null
  /** Name of the campaign or lead list. */
  readonly campaignName: string
  readonly campaignStep: 'pending' | 'sent' | 'done'
  /** Those of the same name before the request that may have created one; null without such a request. */
  readonly campaignsBefore: readonly string[] | null
  readonly candidates: readonly TargetCandidate[]
  readonly activation: Activation
  readonly rowCount: number
  readonly readyCount: number
  readonly cutPosition: number
  /** Ready leads left out because an earlier export added them to the same target. */
  readonly stayedBehind: number
  readonly createdAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly takenBackAt: string | null
  /** How a new campaign's texts at Instantly differ from what was sent; null if not checked yet. */
  readonly copyCheck: readonly CopyDifference[] | 'unread' | null
  readonly tagging: Tagging
  readonly tagProblem: Problem | null
  /** The time zone share of the list; null for the whole list. `rowCount` stays the list's, as the last position. */
  readonly zoneId: number | null
  /** Number of rows in its share, or in the whole list. */
  readonly ownRows: number
  /** Number of leads the plan announced; null for runs made before this was stored. */
  readonly promised: number | null
  /** The chosen part of the list; null for all of it. */
  readonly part: PartOfList | null
}

export type NewRun = {
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  readonly idempotencyKey: string
  readonly settings: ExportSettings
  readonly target: TargetKind
  /** Null for a target that is still to be created. */
  readonly place: RemotePlace | null
  readonly campaignName: string
  readonly rowCount: number
  readonly readyCount: number
  readonly zone?: { readonly id: number; readonly rows: number } | null
  /** Number of leads that would be sent as things are now. */
  readonly promised?: number
  readonly part?: PartOfList | null
  readonly at: string
}

/** Reads and writes `export_run`. Every write is a durable commit of its own or part of the caller's transaction. */
export type RunStore = ReturnType<typeof createRunStore>

export function createRunStore(db: Database) {
  const byId = db.prepare<[number], RunRow>('select * from export_run where id = ?')
  const setState = db.prepare(
    'update export_run set state = ?, problem_code = ?, problem_data = ?, finished_at = coalesce(?, finished_at) where id = ?',
  )
  const totalsOf = db.prepare<[number], { uploaded: number; refused: number; failed: number }>(`
    select coalesce(sum(uploaded), 0) as uploaded, coalesce(sum(refused), 0) as refused,
      coalesce(sum(failed), 0) as failed from export_batch where export_id = ?`)
  const { setPlace, inUse } = createRunPlaces(db)
  const live = db.prepare<[], { id: number }>(
    `select id from export_run r where (state in ('preparing', 'running', 'waiting')
       or (campaign_step = 'done' and exists (select 1 from export_batch b where b.export_id = r.id and b.state = 'sent')))
       and not exists (select 1 from workspace w where w.id = r.workspace_id and w.demo in ('building', 'removing'))
     order by id`,
  )

  const get = (id: ExportId): Run => {
    const row = requireFound(byId.get(id), 'export', id)
    return toRun(row)
  }
  const { create, ofClick } = createRunMaker(db)
  const { zoneOf, zonesOf } = createRunZones(db)
  const { markCampaignSent, markStarted, moveActivation, setCopyCheck, setTagging } = createRunCampaignState(db)

  return {
    get,
    ofClick,
    create,
    /** Names of the custom variables of a list's leads, from its files and its first leads. */
    variablesOf: (listId: ListId): ReadonlySet<string> =>
      new Set(
        db
          .prepare(
            `select m.value ->> '$.name' from list_import i, json_each(i.mapping) m
             where i.list_id = :listId and m.value ->> '$.kind' = 'variable'
             union select v.key from (select payload from lead where list_id = :listId and gate = 0 and position <= 200) l,
               json_each(l.payload, '$.custom_variables') v`,
          )
          .pluck()
          .all({ listId }) as string[],
      ),
    liveIds: (): readonly ExportId[] => live.all().map((row) => row.id as ExportId),
    setState(id: ExportId, state: ExportState, problem: Problem | null = null, finishedAt: string | null = null) {
      setState.run(state, problem?.code ?? null, problem ? JSON.stringify(problem.data) : null, finishedAt, id)
    },
    markCampaignSent,
    /** The target is to be created. `unless`: unless a refused request turns out to have created it. */
    markCampaignPending(id: ExportId, unless: 'created' | null = null) {
      db.prepare(
        `update export_run set campaign_step = 'pending', candidates = null,
           campaigns_before = case ? when 'created' then campaigns_before end where id = ?`,
      ).run(unless, id)
    },
    setCandidates(id: ExportId, candidates: readonly TargetCandidate[]) {
      db.prepare('update export_run set candidates = ? where id = ?').run(JSON.stringify(candidates), id)
    },
    /** The target is known: created, adopted, or chosen. */
    setPlace(id: ExportId, place: RemotePlace, name: string) {
      setPlace[place.kind].run(place.id, name, id)
    },
    markStarted,
    moveActivation,
    /** Exports whose campaign is to be paused and has not been confirmed as paused. */
    stoppingIds: (): readonly ExportId[] =>
      db.prepare(`select id from export_run where activation = 'stopping' order by id`).pluck().all() as ExportId[],
    setCopyCheck,
    setTagging,
    zoneOf,
    zonesOf,
    /** `count`: number of leads removed again; null for all that were uploaded. */
    setTakenBack(id: ExportId, at: string, count: number | null) {
      db.prepare('update export_run set taken_back_at = ?, taken_back_count = ? where id = ?').run(at, count, id)
    },
    /** Campaigns or lead lists that belong to other exports of this workspace, or were created in the app. */
    idsInUse: (kind: TargetKind, workspaceId: WorkspaceId, except: ExportId): ReadonlySet<string> =>
      inUse[kind](workspaceId, except),
    /** Number of leads the plan announced. For runs made before this was stored, the number it hands over. */
    promised: (run: Run): number => run.promised ?? run.readyCount - run.stayedBehind,
    /** Totals for which always holds: rows = uploaded + stayedBehind + refused + failed + waiting. */
    totals(run: Run): LedgerTotals {
      const { uploaded, refused, failed } = totalsOf.get(run.id) ?? { uploaded: 0, refused: 0, failed: 0 }
      const stayedBehind = run.ownRows - run.readyCount + run.stayedBehind
      const waiting = run.ownRows - uploaded - refused - failed - stayedBehind
      return { rows: run.ownRows, uploaded, stayedBehind, refused, failed, waiting }
    },
  }
}

type RunRow = {
  readonly id: number
  readonly workspace_id: number
  readonly list_id: number
  readonly settings: string
  readonly state: ExportState
  readonly problem_code: ErrorCode | null
  readonly problem_data: string | null
  readonly target: TargetKind
  readonly campaign_id: string | null
  readonly remote_list_id: string | null
  readonly campaign_name: string
  readonly campaign_step: Run['campaignStep']
  readonly campaigns_before: string | null
  readonly candidates: string | null
  readonly activation: Run['activation']
  readonly row_count: number
  readonly ready_count: number
  readonly cut_position: number
  readonly stayed_behind: number
  readonly created_at: string
  readonly started_at: string | null
  readonly finished_at: string | null
  readonly taken_back_at: string | null
  readonly copy_check: string | null
  readonly tagging: Tagging
  readonly tag_problem: string | null
  readonly zone_id: number | null
  readonly zone_rows: number | null
  readonly promised: number | null
  readonly part: string | null
}

function toRun(row: RunRow): Run {
  return {
    id: row.id as ExportId,
    workspaceId: row.workspace_id as WorkspaceId,
    listId: row.list_id as ListId,
    settings: exportSettings.parse(JSON.parse(row.settings)),
    state: row.state,
    problem: storedProblem(row.problem_code, row.problem_data),
    target: row.target,
    place: placeOf(row),
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    campaignStep: row.campaign_step,
    campaignsBefore: row.campaigns_before === null ? null : (JSON.parse(row.campaigns_before) as string[]),
    candidates: JSON.parse(row.candidates ?? '[]') as TargetCandidate[],
    activation: row.activation,
    rowCount: row.row_count,
    readyCount: row.ready_count,
    cutPosition: row.cut_position,
    stayedBehind: row.stayed_behind,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    takenBackAt: row.taken_back_at,
    zoneId: row.zone_id,
    ownRows: row.zone_rows ?? row.row_count,
    promised: row.promised,
    part: row.part === null ? null : (JSON.parse(row.part) as PartOfList),
    copyCheck:
      row.copy_check === null || row.copy_check === 'unread'
        ? row.copy_check
        : (JSON.parse(row.copy_check) as CopyDifference[]),
    tagging: row.tagging,
    tagProblem: row.tag_problem === null ? null : (JSON.parse(row.tag_problem) as Problem),
  }
}

function placeOf({ target, campaign_id, remote_list_id }: RunRow): RemotePlace | null {
  const id = target === 'list' ? remote_list_id : campaign_id
  return id === null ? null : { kind: target, id }
}
