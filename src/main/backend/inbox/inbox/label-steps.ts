/**
 * One label for many conversations, told to Instantly lead by lead. Who is still to be told of is on disk: what an end of
 * the app leaves is told after the next start.
 */
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { mapLimit } from '../../core/lib/map-limit.ts'
import { createJoinedThreads } from './joined-threads.ts'
import type { createThreadWork } from './thread-work.ts'

/** Instantly's limiter has the last word. */
const atOnce = 4
/** Instantly said no: asking again would change nothing. */
const final: ReadonlySet<string> = new Set(['API_REFUSED', 'NOT_FOUND'])

/** A label to give, and the one it takes the place of; null: none. */
export type PendingLabel = {
  readonly threadId: number
  readonly workspaceId: WorkspaceId
  readonly interest: number | null
  readonly was: number | null
}

export function createLabelSteps(deps: Deps, work: Pick<ReturnType<typeof createThreadWork>, 'label'>) {
  const { raw } = deps.store
  const log = deps.log('inbox')
  const joined = createJoinedThreads(raw)
  /** Of steps under way: the operator waits for them. */
  const underWay = new Set<number>()
  let stopped = false
  const put = raw.prepare(
    `insert into inbox_label_pending (thread_id, workspace_id, interest, was) values (@threadId, @workspaceId, @interest, @was)
     on conflict do update set interest = excluded.interest, was = excluded.was`,
  )
  const drop = raw.prepare('delete from inbox_label_pending where thread_id = ?')
  const left = raw.prepare<[], PendingLabel>(
    `select thread_id as threadId, workspace_id as workspaceId, interest, was from inbox_label_pending where workspace_id in
       (select id from workspace where archived_at is null and (demo is null or demo = 'ready')) order by thread_id`,
  )
  const labelOf = raw.prepare<[number], { interest: number | null }>('select interest from inbox_thread where id = ?')

  deps.background.defineJob<PendingLabel>({
    kind: 'label_steps',
    recovery: 'resume',
    network: true,
    atOnce,
    next: () => ({ due: left.all().filter(({ threadId }) => !underWay.has(threadId)) }),
    of: ({ threadId, workspaceId }) => ({ key: threadId, client: workspaceId }),
    run: async (pending) => {
      const threadId = joined.current(pending.threadId)
      const now = labelOf.get(threadId)
      try {
        // Who was labelled otherwise since keeps that.
        if (now && now.interest === pending.was) await work.label(threadId, pending.interest)
      } catch (error) {
        if (!(error instanceof AppError) || !final.has(error.code)) throw error
        log.warn('a label of a step was refused', { threadId, code: error.code })
      }
      drop.run(pending.threadId)
      deps.changed('inbox', 'labels')
      return { end: 'done' }
    },
  })

  return {
    /** Tells all of them; one that fails leaves the others be. Gives those that were told, and the first problem. */
    async run(
      all: readonly PendingLabel[],
    ): Promise<{ readonly told: readonly number[]; readonly problem: AppError | null }> {
      const told: number[] = []
      let problem: AppError | null = null
      raw.transaction(() => {
        for (const pending of all) put.run({ ...pending })
      })()
      for (const { threadId } of all) underWay.add(threadId)
      await mapLimit(all, atOnce, async ({ threadId, interest }) => {
        try {
          await work.label(threadId, interest)
          told.push(threadId)
        } catch (error) {
          problem ??= asProblem(error, log)
          // What the end of the app cut off is told after the next start.
          if (stopped) return
        }
        drop.run(threadId)
        underWay.delete(threadId)
      })
      return { told, problem: problem as AppError | null }
    },
    stop: (): void => {
      stopped = true
    },
  }
}
