/** Applies one step to many conversations, and undoes it. */
import { type BulkAction, type BulkResult, maxSeparateRequests, type Selection } from '#shared/contract/inbox/inbox.ts'
import { AppError, requireFound } from '#shared/errors.ts'
import type { OptOutId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import { createBulkLabelActions } from './bulk-label-actions.ts'
import { isLocalStep } from './bulk-parts.ts'
import { createJoinedThreads } from './joined-threads.ts'
import type { createLabelSteps } from './label-steps.ts'
import { createLocalSteps } from './local-steps.ts'
import type { MailIngest } from './mail-ingest.ts'
import type { createInboxQueries } from './queries.ts'
import { createStepStore } from './step-store.ts'
import type { createThreadActions } from './thread-actions.ts'
import { createThreadSteps, type ThreadBefore } from './thread-steps.ts'

/** Number of steps that can be undone, the same as the window remembers. */
const maxSteps = 50

type Step = {
  readonly act: BulkAction
  readonly before: readonly ThreadBefore[]
  readonly entries: readonly OptOutId[]
}

/** Creates the memory of the last steps, by the number that undoes them. */
function createStepMemory() {
  const steps = new Map<number, Step>()
  let lastStep = 0
  function remember(step: Step): number {
    lastStep += 1
    steps.set(lastStep, step)
    const [oldest] = steps.keys()
    if (steps.size > maxSteps && oldest !== undefined) steps.delete(oldest)
    return lastStep
  }
  return { steps, remember }
}

export function createBulkActions(
  deps: Deps,
  parts: {
    readonly mailIngest: MailIngest
    readonly queries: Pick<ReturnType<typeof createInboxQueries>, 'idsOf'>
    readonly work: Pick<ReturnType<typeof createThreadActions>, 'markRead'>
    readonly labels: Pick<ReturnType<typeof createLabelSteps>, 'run' | 'takeBack'>
  },
) {
  const optOuts = createOptOuts(deps.store)
  const threads = createThreadSteps(deps, {
    optOuts,
    refreshed: parts.mailIngest.facts.refresh,
    hasWish: parts.mailIngest.hasWish,
  })
  const local = createLocalSteps(deps, threads)
  const labels = createBulkLabelActions(threads, parts.labels)
  const joined = createJoinedThreads(deps.store.raw)
  const kept = createStepStore(deps.store)
  const { steps, remember } = createStepMemory()

  function idsOf(selection: Selection): readonly number[] {
    if ('threadIds' in selection) return selection.threadIds
    const except = new Set(selection.except)
    return parts.queries.idsOf(selection.filter).filter((id) => !except.has(id))
  }

  return {
    async run(selection: Selection, act: BulkAction): Promise<BulkResult> {
      const ids = idsOf(selection)
      if ((act.kind === 'label' || act.kind === 'read') && ids.length > maxSeparateRequests) {
        throw new AppError('INVALID_INPUT', { field: 'selection', most: maxSeparateRequests })
      }
      if (act.kind === 'label') {
        const { labelled, left, problem } = await labels.give(act, ids)
        const step = remember({ act, before: labelled, entries: [] })
        return {
          step,
          count: labelled.length,
          left,
          problem: problem && { code: problem.code, data: problem.data },
        }
      }
      if (act.kind === 'read') {
        const before = threads.readBefore(ids).filter(({ unread }) => unread > 0 === act.read)
        parts.work.markRead(
          before.map(({ id }) => id),
          act.read,
        )
        return { step: remember({ act, before, entries: [] }), count: before.length, left: 0, problem: null }
      }
      const done = await local.run(act, ids)
      return { step: remember({ act, ...done }), count: done.before.length, left: 0, problem: null }
    },
    async undo(id: number): Promise<number> {
      const step = requireFound(steps.get(id), 'step')
      const { act, entries } = step
      // Conversations joined to another one since then are looked up under that one.
      const before = joined.currentRows(step.before)
      if (act.kind === 'label') {
        const { labelled, problem } = await labels.takeBack(act, before)
        // Instantly refused, so undo can be tried again.
        if (problem && labelled.length === 0) throw problem
        steps.delete(id)
        return labelled.length
      }
      if (act.kind === 'read') {
        parts.work.markRead(
          before.map((row) => row.id),
          !act.read,
        )
        steps.delete(id)
        return before.length
      }
      const undoing = local.beginUndo(act, { before, entries })
      // Only now: undo can be tried again if the disk was full.
      steps.delete(id)
      await undoing
      return before.length
    },
    /** Steps resumed after the app quit, until they are undone or dismissed. */
    resumed: kept.resumed,
    /** Undoes a resumed step; if the app quits, the rest after the next start. Labels follow at Instantly's rate. */
    async undoResumed(id: number): Promise<number> {
      const step = requireFound(kept.resumedOne(id), 'step')
      if (!isLocalStep(step)) {
        parts.labels.takeBack(id)
        return step.count
      }
      await local.undoResumed(step)
      return step.count
    },
    letBe(id: number): void {
      if (kept.resumedOne(id)) kept.over(id)
    },
  }
}
