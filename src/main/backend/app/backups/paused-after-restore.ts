/** Work paused since a restore: compared with Instantly first, then resumed item by item or all at once. */
import type { PausedItem, PausedKind, Restored } from '#shared/contract/app/backups.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId, SubsequenceMoveId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { pausedDueDate } from '../../inbox/crm/queries.ts'
import type { RestoredState } from './restored-state.ts'

/** Callbacks into the features; each is safe to repeat. */
export type RestorePauseParts = {
  /** Syncs who is in the client's workspace at Instantly, which reveals exports the backup does not know. */
  readonly mirrorLeads: (workspaceId: WorkspaceId) => Promise<void>
  readonly reconcileExport: (id: ExportId, since: string) => Promise<void>
  readonly resumeExport: (id: ExportId) => void
  readonly cancelExport: (id: ExportId) => void
  readonly lookForReplies: (workspaceId: WorkspaceId) => Promise<void>
  readonly settleReply: (id: number, as: 'again' | 'drop') => Promise<void>
  readonly deliver: () => void
  readonly goOnMoving: (id: SubsequenceMoveId) => Promise<unknown>
  /** Wakes all background work. */
  readonly wake: () => void
}

type Client = { readonly id: WorkspaceId; readonly hasKey: 0 | 1 }

export type PausedAfterRestore = ReturnType<typeof createPausedAfterRestore>

export function createPausedAfterRestore(deps: Deps, state: RestoredState, parts: RestorePauseParts) {
  const { raw } = deps.store
  const log = deps.log('restore')
  let reading: Promise<void> | null = null
  const problems = new Map<WorkspaceId, AppError>()
  let stopped = false

  const isThere = raw.prepare<[WorkspaceId], 1>(`select 1 from workspace where id = ? and demo is not 'removing'`)
  const clients = (): readonly Client[] =>
    raw
      .prepare(
        `select w.id, exists (select 1 from api_key k where k.workspace_id = w.id and k.removed_at is null
           and k.cipher is not null) as hasKey
         from workspace w where w.archived_at is null and w.demo is null order by w.id`,
      )
      .all() as Client[]

  const waiting = (sql: string, ...given: unknown[]) => raw.prepare(sql).all(...given) as Omit<PausedItem, 'kind'>[]

  function items(): readonly PausedItem[] {
    const row = state.row()
    if (row === null) return []
    const since = row.at
    return [
      ...waiting(
        `select r.id, r.workspace_id as workspaceId, r.campaign_name as about, r.ready_count as count
         from export_run r where r.state = 'paused' and r.created_at < ? order by r.id`,
        since,
      ).map((one) => ({ ...one, kind: 'export' as const })),
      ...waiting(
        `select id, workspace_id as workspaceId, to_list as about, 1 as count from inbox_send
         where state = 'unclear' and created_at < ? order by id`,
        Date.parse(since),
      ).map((one) => ({ ...one, kind: 'reply' as const })),
      ...waiting(
        `select workspace_id as id, workspace_id as workspaceId, '' as about, count(*) as count from crm_delivery
         where state = 'waiting' and next_try_at = ? group by workspace_id order by workspace_id`,
        pausedDueDate,
      ).map((one) => ({ ...one, kind: 'crm' as const })),
      ...waiting(
        `select m.id, m.workspace_id as workspaceId, c.name as about,
           (select count(*) from subsequence_move_lead l where l.move_id = m.id) as count
         from subsequence_move m join campaign c on c.id = m.campaign_id
         where m.state = 'stopped' and m.ended_at = ? order by m.id`,
        Date.parse(since),
      ).map((one) => ({ ...one, kind: 'move' as const })),
      ...clients()
        .filter(({ id }) => !state.isReleased(id))
        .map(({ id }) => ({
          kind: 'background' as const,
          id,
          workspaceId: id,
          about: '',
          count: raw
            .prepare(`select count(*) from opt_out_sync where workspace_id = ? and state = 'waiting'`)
            .pluck()
            .get(id) as number,
        })),
    ]
  }

  async function reconcileClient(id: WorkspaceId, since: string): Promise<void> {
    await parts.mirrorLeads(id)
    const runs = raw
      .prepare<[number], { id: ExportId }>(
        `select id from export_run where workspace_id = ? and state in ('paused', 'preparing', 'waiting') order by id`,
      )
      .all(id)
    for (const run of runs) {
      if (stopped) throw new AppError('CANCELLED')
      await parts.reconcileExport(run.id, since)
    }
    await parts.lookForReplies(id)
    state.reconciled(id)
    deps.changed('backups', 'exports', 'inbox')
  }

  async function reconcileAll(): Promise<void> {
    const row = state.row()
    if (row === null) return
    problems.clear()
    // A backup without a date may be of any age.
    const since = row.madeAt ?? new Date(0).toISOString()
    for (const { id, hasKey } of clients()) {
      if (stopped || state.isReconciled(id)) continue
      try {
        if (deps.pauses.isPaused(id)) throw new AppError('CLIENT_PAUSED')
        if (hasKey === 0) throw new AppError('INSTANTLY_API_KEY_MISSING')
        await reconcileClient(id, since)
      } catch (error) {
        // The other clients are still compared; this one stays paused.
        const found = asProblem(error, log)
        log.info('not compared', { workspace: id, code: found.code })
        problems.set(id, found)
      }
    }
    deps.changed('backups')
  }

  /** Starts comparing, or waits for the comparison in progress. */
  function reconcile(): Promise<void> {
    reading ??= reconcileAll().finally(() => {
      reading = null
    })
    deps.changed('backups')
    return reading
  }

  function find(kind: PausedKind, id: number): PausedItem {
    const found = items().find((one) => one.kind === kind && one.id === id)
    if (!found) throw new AppError('NOT_FOUND', { what: kind })
    return found
  }

  async function releaseOne({ kind, id, workspaceId }: PausedItem): Promise<void> {
    if (!state.isReconciled(workspaceId)) throw new AppError('PAUSED_AFTER_RESTORE')
    if (kind === 'export') parts.resumeExport(id as ExportId)
    else if (kind === 'reply') await parts.settleReply(id, 'again')
    else if (kind === 'crm') {
      raw
        .prepare(
          `update crm_delivery set next_try_at = ? where workspace_id = ? and state = 'waiting' and next_try_at = ?`,
        )
        .run(new Date(deps.clock.now()).toISOString(), workspaceId, pausedDueDate)
      parts.deliver()
    } else if (kind === 'move') await parts.goOnMoving(id as SubsequenceMoveId)
    else {
      state.released(workspaceId)
      parts.wake()
    }
  }

  function endIfOver(): void {
    const all = clients()
    const isOver = all.every(({ id }) => state.isReconciled(id) && state.isReleased(id)) && items().length === 0
    if (isOver && state.row() !== null) state.over()
    deps.changed('backups', 'exports', 'inbox', 'crm', 'subsequences')
  }

  return {
    /** Starts comparing after a start of the app, if that is not finished. */
    begin(): void {
      if (state.row() !== null && clients().some(({ id }) => !state.isReconciled(id))) void reconcile()
    },
    reconcile,
    async release(only: { readonly kind: PausedKind; readonly id: number } | null): Promise<void> {
      const wanted = only ? [find(only.kind, only.id)] : items().filter((one) => state.isReconciled(one.workspaceId))
      if (only === null && wanted.length === 0 && items().length > 0) throw new AppError('PAUSED_AFTER_RESTORE')
      for (const one of wanted) await releaseOne(one)
      endIfOver()
    },
    async drop(kind: PausedKind, id: number): Promise<void> {
      const { workspaceId } = find(kind, id)
      if (kind === 'export') parts.cancelExport(id as ExportId)
      else if (kind === 'reply') await parts.settleReply(id, 'drop')
      else if (kind === 'crm') {
        raw
          .prepare(
            `update crm_delivery set state = 'dead', next_try_at = null, settled_at = ?
             where workspace_id = ? and state = 'waiting' and next_try_at = ?`,
          )
          .run(new Date(deps.clock.now()).toISOString(), workspaceId, pausedDueDate)
      } else if (kind === 'move')
        raw.prepare('update subsequence_move set ended_at = ended_at + 1 where id = ?').run(id)
      else throw new AppError('INVALID_INPUT', { field: 'kind' })
      endIfOver()
    },
    /** Where the data came from; null if nothing is paused since a restore. */
    since: () => {
      const row = state.row()
      return row && { madeAt: row.madeAt, copiedFolder: row.copiedFolder }
    },
    shown(): Restored | null {
      const row = state.row()
      if (row === null) return null
      const all = clients()
      return {
        at: row.at,
        madeAt: row.madeAt,
        otherComputer: row.otherComputer,
        copiedFolder: row.copiedFolder,
        reconciled: all.filter(({ id }) => state.isReconciled(id)).length,
        clients: all.length,
        reading: reading !== null,
        problems: all.flatMap(({ id, hasKey }) => {
          const found = problems.get(id)
          // A key has been added since.
          const isOver = found?.code === 'INSTANTLY_API_KEY_MISSING' && hasKey === 1
          return found && !isOver ? [{ workspaceId: id, code: found.code, data: found.data }] : []
        }),
        held: items(),
        broughtBack: row.broughtBack.filter(({ workspaceId }) => isThere.get(workspaceId) !== undefined),
      }
    },
    async stop(): Promise<void> {
      stopped = true
      await reading?.catch(() => undefined)
    },
  }
}
