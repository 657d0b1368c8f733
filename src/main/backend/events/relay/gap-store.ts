/** Stores checks that compare the sources with each other. */

import type { GapCheck, GapReason } from '#shared/contract/events/relay.ts'
import { type ErrorCode, type ErrorData, requireFound } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { notArchivedSql } from '../../clients/workspaces/queries.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { storedProblem } from '../../core/lib/stored-problem.ts'
import { createGapCounts } from './gap-counts.ts'

export type CheckRow = Pick<
  GapCheck,
  'id' | 'reason' | 'fromDay' | 'toDay' | 'state' | 'phase' | 'day' | 'startedAt' | 'finishedAt'
> & {
  readonly workspaceId: WorkspaceId
  readonly cursor: string | null
  readonly readCount: number
  readonly addedCount: number
  readonly problemCode: string | null
  readonly problemData: string | null
}
export type CountSource = 'log' | 'analytics' | 'emails'
export type Count = {
  readonly day: string
  readonly source: CountSource
  readonly type: string
  readonly count: number
  readonly readAt: string
}

const columns = `id, workspace_id as workspaceId, reason, from_day as fromDay, to_day as toDay, state, phase, day, cursor,
  read_count as readCount, added_count as addedCount, problem_code as problemCode, problem_data as problemData,
  started_at as startedAt, finished_at as finishedAt`
const alive = `state in ('waiting', 'running')`

export function createGapStore({ raw }: Store, clock: Clock) {
  const iso = () => new Date(clock.now()).toISOString()
  const byId = raw.prepare<[number], CheckRow>(`select ${columns} from gap_check where id = ?`)
  const { put, clear, counts } = createGapCounts(raw, iso)

  function check(id: number): CheckRow {
    return requireFound(byId.get(id), 'check')
  }

  return {
    check,
    /** Stores a check to be run. A waiting, untouched check that covers these days is reused. */
    want(workspaceId: WorkspaceId, reason: GapReason, fromDay: string, toDay: string): number {
      const same = raw
        .prepare<[WorkspaceId, string, string], { id: number }>(
          `select id from gap_check where workspace_id = ? and ${alive} and from_day <= ? and to_day >= ?
             and phase = 'log' and day is null`,
        )
        .get(workspaceId, fromDay, toDay)
      if (same) return same.id
      const { lastInsertRowid } = raw
        .prepare(
          `insert into gap_check (workspace_id, reason, from_day, to_day, state, phase, started_at)
           values (?, ?, ?, ?, 'waiting', 'log', ?)`,
        )
        .run(workspaceId, reason, fromDay, toDay, iso())
      return Number(lastInsertRowid)
    },
    /** Checks of archived clients wait until the clients are restored. */
    alive: (): readonly CheckRow[] =>
      raw
        .prepare<[], CheckRow>(
          `select ${columns} from gap_check where ${alive}
             and ${notArchivedSql('workspace_id')} order by id`,
        )
        .all(),
    latest: (workspaceId: WorkspaceId): CheckRow | null =>
      raw
        .prepare<[WorkspaceId], CheckRow>(
          `select ${columns} from gap_check where workspace_id = ? order by (${alive}) desc, id desc limit 1`,
        )
        .get(workspaceId) ?? null,
    /** When a check of the workspace last began for this reason, ignoring times from a clock that was ahead. */
    lastOf: (workspaceId: WorkspaceId, reason: GapReason): string | null =>
      raw
        .prepare<[WorkspaceId, string, string], string | null>(
          'select max(started_at) from gap_check where workspace_id = ? and reason = ? and started_at <= ?',
        )
        .pluck()
        .get(workspaceId, reason, iso()) ?? null,
    setState(id: number, state: GapCheck['state'], problem: { code: ErrorCode; data: ErrorData } | null = null): void {
      raw
        .prepare(
          `update gap_check set state = ?, problem_code = ?, problem_data = ?, finished_at = ?
           where id = ? and ${alive}`,
        )
        .run(
          state,
          problem?.code ?? null,
          problem ? JSON.stringify(problem.data) : null,
          state === 'done' || state === 'cancelled' ? iso() : null,
          id,
        )
    },
    /** Stores the position of a check, in the transaction of what it read. */
    move(id: number, to: Pick<CheckRow, 'phase' | 'day' | 'cursor'>, read = 0): void {
      raw
        .prepare('update gap_check set phase = ?, day = ?, cursor = ?, read_count = read_count + ? where id = ?')
        .run(to.phase, to.day, to.cursor, read, id)
    },
    countAdded(id: number, added: number): void {
      raw.prepare('update gap_check set added_count = added_count + ? where id = ?').run(added, id)
    },
    put,
    clear,
    counts,
    /** Adds to what was read of a day. The first page of a day starts from zero. */
    addRead(
      workspaceId: WorkspaceId,
      source: CountSource,
      day: string,
      type: string,
      count: number,
      first: boolean,
    ): void {
      raw
        .prepare(
          `insert into gap_count (workspace_id, day, source, type, count, read_at) values (?, ?, ?, ?, ?, ?)
           on conflict (workspace_id, day, source, type)
           do update set count = excluded.count + iif(?, 0, count), read_at = excluded.read_at`,
        )
        .run(workspaceId, day, source, type, count, iso(), first ? 1 : 0)
    },
  }
}

export type GapStore = ReturnType<typeof createGapStore>

export function shownCheck(row: CheckRow): GapCheck {
  const {
    workspaceId: _workspace,
    cursor: _cursor,
    readCount: read,
    addedCount: added,
    problemCode,
    problemData,
    ...check
  } = row
  return { ...check, read, added, problem: storedProblem(problemCode, problemData) }
}
