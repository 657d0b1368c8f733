/**
 * Labels many conversations at Instantly, lead by lead. Pending leads are stored, so that after the app quits the rest
 * is labelled at the next start.
 */
import type { Database } from 'better-sqlite3'
import type { BulkAction } from '#shared/contract/inbox/inbox.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import { createJoinedThreads } from './joined-threads.ts'
import { createStepStore } from './step-store.ts'
import type { createThreadActions } from './thread-actions.ts'

/** The rate limiter for Instantly applies on top of this. */
const atOnce = 4
/** Refusals for which a retry would change nothing. */
const finalErrors: ReadonlySet<string> = new Set(['API_REFUSED', 'NOT_FOUND'])

/** Label to set and the one it replaces; null: none. */
export type PendingLabel = {
  readonly threadId: number
  readonly workspaceId: WorkspaceId
  readonly interest: number | null
  readonly was: number | null
}
type LabelOfStep = PendingLabel & { readonly stepId: number }

const inUseSql = `workspace_id in
     (select id from workspace where archived_at is null and (demo is null or demo = 'ready'))`

const statementsOf = (raw: Database) => ({
  put: raw.prepare(
    `insert into inbox_label_pending (thread_id, workspace_id, step_id, interest, was, told)
     values (@threadId, @workspaceId, @stepId, @interest, @was, 0)
     on conflict do update set step_id = excluded.step_id, interest = excluded.interest, was = excluded.was, told = 0`,
  ),
  told: raw.prepare('update inbox_label_pending set told = 1 where thread_id = ? and step_id = ?'),
  drop: raw.prepare('delete from inbox_label_pending where thread_id = ? and step_id = ?'),
  left: raw.prepare<[], LabelOfStep>(
    `select thread_id as threadId, workspace_id as workspaceId, step_id as stepId, interest, was
     from inbox_label_pending where told = 0 and ${inUseSql} order by thread_id`,
  ),
  leftOf: raw
    .prepare<[number], number>(
      `select count(*) from inbox_label_pending where step_id = ? and told = 0 and ${inUseSql}`,
    )
    .pluck(),
  toldOf: raw
    .prepare<[number], number>('select count(*) from inbox_label_pending where step_id = ? and told = 1')
    .pluck(),
  dropUntold: raw.prepare('delete from inbox_label_pending where step_id = ? and told = 0'),
  turnBack: raw.prepare('update inbox_label_pending set interest = was, was = interest, told = 0 where step_id = ?'),
  labelOf: raw.prepare<[number], { interest: number | null }>('select interest from inbox_thread where id = ?'),
})

export function createLabelSteps(deps: Deps, work: Pick<ReturnType<typeof createThreadActions>, 'label'>) {
  const { raw } = deps.store
  const log = deps.log('inbox')
  const joined = createJoinedThreads(raw)
  const steps = createStepStore(deps.store)
  /** Steps the operator is waiting for. */
  const underWay = new Set<number>()
  let stopped = false
  const sql = statementsOf(raw)

  /** Settles a resumed step once all labels are set: it can then be undone, or is finished if it was itself an undo. */
  function settle(stepId: number, undo: boolean): void {
    if ((sql.leftOf.get(stepId) ?? 0) > 0) return
    if (undo) steps.over(stepId)
    else steps.keep(stepId, sql.toldOf.get(stepId) ?? 0)
    deps.changed('inbox')
  }
  const open = () => steps.open().filter(({ id, act }) => act.kind === 'label' && !underWay.has(id))

  const job = deps.background.defineJob<LabelOfStep>({
    kind: 'label_steps',
    untilReleased: true,
    network: true,
    atOnce,
    next: () => ({ due: sql.left.all().filter(({ stepId }) => !underWay.has(stepId)) }),
    of: ({ threadId, workspaceId }) => ({ key: threadId, client: workspaceId }),
    // Includes steps whose last lead was labelled just before the app quit.
    reconcile: () => open().forEach(({ id, undo }) => settle(id, undo)),
    run: async (pending) => {
      const { stepId, interest, was } = pending
      const threadId = joined.current(pending.threadId)
      const now = sql.labelOf.get(threadId)?.interest
      try {
        // Leads labelled differently since then keep their label.
        const isTold = now === was && (await work.label(threadId, interest, was))
        if (isTold || now === interest) sql.told.run(pending.threadId, stepId)
        else sql.drop.run(pending.threadId, stepId)
      } catch (error) {
        if (!(error instanceof AppError) || !finalErrors.has(error.code)) throw error
        log.warn('a label of a step was refused', { threadId, code: error.code })
        sql.drop.run(pending.threadId, stepId)
      }
      const step = open().find(({ id }) => id === stepId)
      if (step) settle(stepId, step.undo)
      deps.changed('inbox', 'labels')
      return { end: 'done' }
    },
  })

  return {
    /** Sets all labels; a failed one does not stop the others. Returns the threads labelled and the first problem. */
    async run(
      { act, undo }: { readonly act: Extract<BulkAction, { kind: 'label' }>; readonly undo: boolean },
      all: readonly PendingLabel[],
    ): Promise<{ readonly told: readonly number[]; readonly problem: AppError | null }> {
      const done: number[] = []
      let problem: AppError | null = null
      const stepId = raw.transaction(() => {
        const id = steps.begin(act, undo, deps.clock.now())
        for (const pending of all) sql.put.run({ ...pending, stepId: id })
        return id
      })()
      underWay.add(stepId)
      try {
        await mapLimit(all, atOnce, async ({ threadId, interest, was }) => {
          try {
            if (await work.label(threadId, interest, undo ? was : undefined)) {
              sql.told.run(threadId, stepId)
              done.push(threadId)
            } else sql.drop.run(threadId, stepId)
          } catch (error) {
            problem ??= asProblem(error, log)
            // If the app is quitting, the label is set after the next start.
            if (!stopped) sql.drop.run(threadId, stepId)
          }
        })
        if (!stopped) steps.over(stepId)
      } finally {
        // What a full disk kept from being stored is set later.
        if (!stopped) {
          underWay.delete(stepId)
          job.look()
        }
      }
      return { told: done, problem: problem as AppError | null }
    },
    /** Reverts the labels of a finished step in the background, however long the network is down. */
    takeBack(stepId: number): void {
      raw.transaction(() => {
        sql.dropUntold.run(stepId)
        sql.turnBack.run(stepId)
        steps.turnBack(stepId)
      })()
      job.look()
    },
    stop: (): void => {
      stopped = true
    },
  }
}
