import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Verdict } from '#shared/contract/leads/verification.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { clientPlaces } from '../../background/client-places.ts'
import type { Job, RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { transientErrors } from '../../core/lib/transient-errors.ts'
import { createGateChanges } from '../lists/regate.ts'
import { createVerdictApplier } from './apply-verdicts.ts'
import {
  canContinue,
  createVerificationContext,
  type LiveRun,
  pollCheck,
  runLane,
  settleUnanswered,
  type VerificationContext,
} from './ask-instantly.ts'
import type { CheckStore, RunRecord } from './check-store.ts'

export type VerificationTimings = {
  /** A request of a process that died may still arrive, so nothing is decided earlier than this after it was sent. */
  readonly lateMs: number
  /** Interval for checking what Instantly is still working on. */
  readonly pollMs: number
  /** Time after which a pending address is given up. */
  readonly giveUpMs: number
  /** Delay before an automatic retry after an external failure. */
  readonly retryMs: number
}
const verificationTimings: VerificationTimings = {
  lateMs: 15_000,
  pollMs: 5_000,
  giveUpMs: dayMs,
  retryMs: 20_000,
}

const runsAtOnce = 100
/** Concurrent requests: an answer takes up to ten seconds. */
const lanes = 6

/** Addresses whose leads are moved in one transaction, which takes about 10 ms. */
const settledAtOnce = 200

/** A known result of an address; with an id while its leads have yet to be moved. */
type Answer = { readonly id?: number; readonly email: string; readonly verdict: Verdict }

/**
 * Carries out verification runs. Each address is stored as requested before its request is sent. An address found in
 * this state after a crash, or without an answer, is read back with a free call and only requested again if Instantly
 * does not know it.
 */
export function createVerifier(deps: Deps, checks: CheckStore, timings: VerificationTimings = verificationTimings) {
  const verifying = createVerificationContext(deps, checks, timings)
  const { log, clock, notifyProgress, answeredAt } = verifying
  /** Runs that ask for nothing more: a request on its way may only afterwards turn out to have failed. */
  const cancelled = new Set<number>()

  async function carryOut(runId: number, signal: AbortSignal): Promise<RunOutcome> {
    const live: LiveRun = { run: checks.run(runId), signal, problem: null }
    checks.setRun(runId, 'running')
    try {
      await runUntilDone(live)
    } catch (error) {
      if (!signal.aborted) live.problem ??= asProblem(error, log)
    }
    return waitOrRetry(verifying, live)
  }

  async function runUntilDone(live: LiveRun): Promise<void> {
    const settle = createSettler(verifying, live.run)
    await settleAll(settle, checks.knownOf(live.run.listId, deps.instantly.now(live.run.workspaceId)))
    await settleUnanswered(verifying, live)
    for (;;) {
      if (cancelled.has(live.run.id)) checks.dropWanted(live.run.id)
      await Promise.all(Array.from({ length: lanes }, () => runLane(verifying, live)))
      await applyAll(verifying, live, settle)
      if (!canContinue(live)) return
      const open = checks.asked(live.run).length > 0
      if (open) await settleUnanswered(verifying, live)
      const pending = checks.pending(live.run)
      if (pending.length > 0) {
        await clock.sleep(timings.pollMs, live.signal)
        for (const check of pending) await pollCheck(verifying, live, check)
        await applyAll(verifying, live, settle)
      } else if (!open) {
        break
      }
      notifyProgress()
    }
    await shareAnswers(verifying, live.run, settle)
    checks.setRun(live.run.id, 'done', null, answeredAt(live))
  }

  const job: Job<number> = deps.background.defineJob<number>({
    kind: 'verification',
    // Without a network, a run reports that itself.
    network: false,
    atOnce: runsAtOnce,
    next: () => ({ due: checks.alive().map(({ id }) => id) }),
    of: (id) => ({ key: id, client: checks.run(id).workspaceId }),
    run: carryOut,
    places: () => clientPlaces(deps, checks.alive()),
    runNow: (client) => {
      for (const { id, workspaceId } of checks.alive()) if (workspaceId === client) void job.run(id)
    },
  })

  /** Resumes a run; one that is being paused resumes once its answers have arrived. */
  async function resume(runId: number): Promise<void> {
    const { state } = checks.run(runId)
    if (state === 'done') return
    if (state === 'paused') await job.ended(runId)
    void job.run(runId)
  }

  return {
    go: (runId: number): void => void job.run(runId),
    pause(runId: number): void {
      if (checks.run(runId).state === 'done') return
      checks.setRun(runId, 'paused')
      void job.cancel(runId)
    },
    resume,
    async cancel(runId: number): Promise<void> {
      cancelled.add(runId)
      checks.dropWanted(runId)
      await resume(runId)
    },
  }
}

type Settle = (answers: readonly Answer[]) => void

async function settleAll(settle: Settle, answers: readonly Answer[]): Promise<void> {
  for (const some of chunk(answers, settledAtOnce)) {
    settle(some)
    await nextTurn()
  }
}

/** No address is requested twice for two lists verified at once: the run that ends later moves the leads of both. */
async function shareAnswers(verifying: VerificationContext, run: RunRecord, settle: Settle): Promise<void> {
  const { checks, deps, log } = verifying
  await settleAll(settle, checks.answeredElsewhere(run))
  for (const other of checks.endedMeanwhile(run)) {
    try {
      await settleAll(createSettler(verifying, other), checks.answeredElsewhere(other))
    } catch (error) {
      const problem = asProblem(error, log)
      if (temporaryErrors.has(problem.code)) throw problem
      // For example, a file is just being saved into that list; verifying it again costs nothing for these addresses.
      log.info('answers not passed on', { run: run.id, list: other.listId, code: problem.code })
    }
  }
  deps.changed('lists')
}

/** Moves the leads of some addresses and records that this is done, in one transaction. */
function createSettler(verifying: VerificationContext, run: RunRecord): Settle {
  const { deps } = verifying
  const apply = createVerdictApplier(deps.store, run)
  const { move } = createGateChanges(deps.store, run)
  return (answers) =>
    move(verifying.iso(), (regate) => {
      for (const { id, email, verdict } of answers) {
        apply(email, verdict, regate)
        if (id !== undefined) verifying.checks.markApplied(id)
      }
    })
}

async function applyAll(verifying: VerificationContext, live: LiveRun, settle: Settle): Promise<void> {
  for (;;) {
    const answers = verifying.checks.toApply(live.run.id, settledAtOnce)
    if (answers.length === 0) return
    settle(answers)
    verifying.deps.changed('lists')
    await nextTurn()
  }
}

/** Waits after an external failure; if it may be temporary, the run is retried automatically. */
function waitOrRetry(verifying: VerificationContext, { problem, run, signal }: LiveRun): RunOutcome {
  const { checks, log, deps, timings } = verifying
  try {
    if (problem && checks.run(run.id).state === 'running') {
      log.info('verification waits', { run: run.id, code: problem.code })
      checks.setRun(run.id, 'waiting', { code: problem.code, data: problem.data })
    }
  } catch (error) {
    log.error('state of a verification not written', { run: run.id, error: String(error) })
  }
  deps.changed('verification', 'lists')
  if (!problem) return signal.aborted ? { end: 'cancelled' } : { end: 'done' }
  return temporaryErrors.has(problem.code)
    ? { end: 'retry', problem, afterMs: timings.retryMs }
    : { end: 'blocked', problem }
}

/** Errors that may be temporary. */
const temporaryErrors: ReadonlySet<ErrorCode> = new Set([...transientErrors, 'API_REFUSED'])
