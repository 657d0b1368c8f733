import type { BlackoutPause, BlackoutPauseState } from '#shared/contract/exports/blackout-dates.ts'
import type { BlackoutDate } from '#shared/domain/exports/forecast/avoid.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { dayBounds } from './day-bounds.ts'

/** A blackout date as the runner needs it, with its campaign once that exists. */
export type OpenBlackout = BlackoutPause & {
  readonly workspaceId: WorkspaceId
  readonly exportId: ExportId
  readonly campaignId: string | null
  readonly campaignName: string
  readonly fromAt: number
  readonly untilAt: number
  readonly changedAt: number
  /** 1 if the export is still running and will start the campaign when it ends, which may be during this day. */
  readonly toStart: 0 | 1
}

/** For this long after a pause, a campaign list may still show the campaign as sending. */
const shownWithinMs = 60_000

const toStart = `(r.activation in ('pending', 'sent') and r.state not in ('done', 'failed', 'cancelled'))`

export type BlackoutStore = ReturnType<typeof createBlackoutStore>

/** Reads and writes of `campaign_rest`. */
export function createBlackoutStore({ raw }: Pick<Store, 'raw'>) {
  const ofExport = raw.prepare<[number], BlackoutPause>(
    'select id, date, name, state from campaign_rest where export_id = ? order by date',
  )
  const due = raw.prepare<[object], OpenBlackout>(
    `select c.id, c.date, c.name, c.state, c.workspace_id as workspaceId, c.export_id as exportId,
       r.campaign_id as campaignId, r.campaign_name as campaignName, c.from_at as fromAt, c.until_at as untilAt,
       c.changed_at as changedAt, ${toStart} as toStart
     from campaign_rest c join export_run r on r.id = c.export_id
     where c.workspace_id = @workspaceId and c.state in ('planned', 'pausing', 'paused', 'starting') and c.from_at <= @now
       and not (c.state in ('paused', 'starting') and c.until_at > @now)
       and not (c.state = 'planned' and c.until_at > @now and ${toStart})
       and not exists (select 1 from workspace w where w.id = c.workspace_id
         and (w.archived_at is not null or w.demo in ('building', 'removing')))
     order by c.from_at, c.id`,
  )
  const nextAt = raw
    .prepare<[number], number | null>(
      `select min(from_at) from campaign_rest
       where state in ('planned', 'pausing', 'paused', 'starting') and workspace_id = ?`,
    )
    .pluck()
  const clients = raw
    .prepare<[], WorkspaceId>(
      `select distinct workspace_id from campaign_rest where state in ('planned', 'pausing', 'paused', 'starting')`,
    )
    .pluck()
  const setState = raw.prepare(
    'update campaign_rest set state = @state, changed_at = @at where id = @id and state = @was',
  )
  const following = raw
    .prepare<[object], number>(
      `select c.id from campaign_rest c join export_run r on r.id = c.export_id
       where r.workspace_id = @workspaceId and r.campaign_id = @campaignId and c.state = 'planned'
         and c.from_at <= @untilAt and c.until_at > @untilAt order by c.from_at limit 1`,
    )
    .pluck()
  const leave = raw.prepare(
    `update campaign_rest set state = 'left', changed_at = @at
     where state in ('pausing', 'paused', 'starting') and export_id in (
       select id from export_run where workspace_id = @workspaceId and campaign_id = @campaignId)`,
  )
  const leaveStarted = raw.prepare(
    `update campaign_rest set state = 'left', changed_at = @at where state = 'paused' and exists (
       select 1 from export_run r join campaign c on c.workspace_id = r.workspace_id and c.remote_id = r.campaign_id
       where r.id = campaign_rest.export_id and c.status in (1, 4)
         and c.content_at >= campaign_rest.changed_at + @shownWithinMs)`,
  )
  const insert = raw.prepare(
    `insert or ignore into campaign_rest (workspace_id, export_id, date, name, from_at, until_at, state, changed_at)
     values (?, ?, ?, ?, ?, ?, 'planned', ?)`,
  )
  const drop = raw.prepare(`delete from campaign_rest where export_id = ? and id = ? and state = 'planned'`)

  return {
    ofExport: (id: ExportId): readonly BlackoutPause[] => ofExport.all(id),
    /** Rows with something to do now: paused ones wait until their day ends, others until their export has started. */
    due: (workspaceId: number, now: number): readonly OpenBlackout[] => due.all({ workspaceId, now }),
    nextAt: (workspaceId: number): number | null => nextAt.get(workspaceId) ?? null,
    clients: (): readonly WorkspaceId[] => clients.all(),
    /** Returns false if the row is no longer in state `was`, because something else changed it meanwhile. */
    move: (day: Pick<OpenBlackout, 'id'>, was: BlackoutPauseState, state: BlackoutPauseState, at: number): boolean =>
      setState.run({ id: day.id, was, state, at }).changes > 0,
    /** Hands the paused campaign over to the blackout date that begins where this one ends. Returns false if none. */
    handOn(day: OpenBlackout, at: number): boolean {
      return raw.transaction(() => {
        const next = following.get(day)
        if (next === undefined) return false
        setState.run({ id: day.id, was: 'paused', state: 'kept', at })
        return setState.run({ id: next, was: 'planned', state: 'paused', at }).changes > 0
      })()
    },
    /** The operator switched the campaign by hand, so Sendoff no longer restarts what it paused. */
    leave: (workspaceId: WorkspaceId, campaignId: string, at: number): boolean =>
      leave.run({ workspaceId, campaignId, at }).changes > 0,
    /** The same for campaigns last read as sending: the operator started them at Instantly. */
    leaveStarted: (at: number): boolean => leaveStarted.run({ at, shownWithinMs }).changes > 0,
    /** Runs in the transaction that stores the export. Days that are already over are not stored. */
    plan(of: {
      readonly workspaceId: WorkspaceId
      readonly exportId: ExportId
      readonly zone: string
      readonly dates: readonly BlackoutDate[]
      readonly now: number
    }): void {
      for (const { date, name } of of.dates) {
        const { from, until } = dayBounds(date, of.zone)
        if (until > of.now) insert.run(of.workspaceId, of.exportId, date, name, from, until, of.now)
      }
    },
    drop: (exportId: ExportId, id: number): boolean => drop.run(exportId, id).changes > 0,
  }
}
