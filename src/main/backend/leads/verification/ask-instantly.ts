/** Verifies addresses through Instantly: requests, reads back if there was no answer, and polls for the result. */
import { AppError, type ErrorCode, toWire } from '#shared/errors.ts'
import { isStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { remainingWaitMs } from '../../core/lib/clock-spans.ts'
import type { Check, CheckStore, RunRecord } from './check-store.ts'
import type { VerificationTimings } from './runner.ts'

export type LiveRun = {
  readonly run: RunRecord
  readonly signal: AbortSignal
  problem: AppError | null
}

export type VerificationContext = ReturnType<typeof createVerificationContext>

/** Prepares the context of verifying. */
export function createVerificationContext(deps: Deps, checks: CheckStore, timings: VerificationTimings) {
  const { clock, instantly } = deps
  const log = deps.log('verification')
  const iso = () => new Date(clock.now()).toISOString()
  /** By Instantly's clock: results count as known for a month, whatever the computer's clock said when they came. */
  const answeredAt = ({ run }: LiveRun) => new Date(instantly.now(run.workspaceId)).toISOString()

  let lastTold = 0
  function notifyProgress(): void {
    if (clock.now() - lastTold < 300) return
    lastTold = clock.now()
    deps.changed('verification')
  }
  return { checks, iso, answeredAt, instantly, notifyProgress, log, clock, timings, deps }
}

/** One lane: requests address after address until none is left or something fails. */
export async function runLane(verifying: VerificationContext, live: LiveRun): Promise<void> {
  const { checks, iso, answeredAt, instantly, notifyProgress } = verifying
  while (canContinue(live)) {
    const check = checks.takeNext(live.run.id, iso())
    if (!check) return
    try {
      const isUnpaid = async () => !(await findNewVerification(verifying, live, check))
      const answer = await instantly.verifyEmail(requestContext(live), check.email, isUnpaid)
      checks.answered(check, answer, answeredAt(live))
    } catch (error) {
      handleRequestFailure(verifying, live, check, error)
    }
    notifyProgress()
  }
}

/** Whether Instantly shows a verification of this address that cannot be that of an earlier run. */
async function findNewVerification({ checks, instantly }: VerificationContext, live: LiveRun, { email }: Check) {
  const known = await instantly.emailVerification(requestContext(live), email)
  return known && (known.verdict === 'pending' || checks.checkOf(live.run.workspaceId, email) === null)
}

/** A refusal that concerns one address says nothing about the others, which are not held up by it. */
const isAddressProblem = (error: unknown): boolean => isRefused(error) && error.data['blocked'] !== true

function handleRequestFailure(verifying: VerificationContext, live: LiveRun, check: Check, error: unknown): void {
  const { log, checks } = verifying
  const code: ErrorCode = toWire(error).code
  // The request may have been carried out, so it is read back and never repeated blindly.
  if (code === 'OUTCOME_UNKNOWN' || code === 'INTERNAL' || isStoreError(error)) {
    // Unknown with a cause: it was refused for the time being, and the look whether it was carried out failed.
    const cause = code === 'OUTCOME_UNKNOWN' ? (error as AppError).cause : error
    if (cause !== undefined && !isAddressProblem(cause)) live.problem ??= asProblem(cause, log)
    return
  }
  if (isAddressProblem(error)) {
    checks.unanswered(check, verifying.iso())
    return
  }
  checks.putBack(check, live.run.id)
  if (code !== 'CANCELLED') live.problem ??= asProblem(error, log)
}

/** Settles requests without an answer with a free call, twice before a request counts as never received. */
export async function settleUnanswered(verifying: VerificationContext, live: LiveRun): Promise<void> {
  const { clock, timings, instantly, checks, iso, answeredAt } = verifying
  const settle = async (check: Check) => {
    let known = null
    for (let look = 1; known === null && look <= 2; look += 1) {
      const from = look === 1 ? Date.parse(check.askedAt) : clock.now()
      await clock.sleep(remainingWaitMs(timings.lateMs, from, clock.now()), live.signal)
      try {
        known = await instantly.emailVerification(requestContext(live), check.email)
      } catch (error) {
        if (!isAddressProblem(error)) throw error
        // Requesting it again could cost credits twice.
        checks.unanswered(check, iso())
        return
      }
    }
    if (known) checks.answered(check, known, answeredAt(live))
    else checks.putBack(check, live.run.id)
  }
  // Waits for all of them: one still in progress could repeat a request that a restarted run has just made.
  const ends = await Promise.allSettled(checks.asked(live.run).map(settle))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
}

/** Checks a verification that Instantly is still working on. */
export async function pollCheck(verifying: VerificationContext, live: LiveRun, check: Check): Promise<void> {
  const { instantly, checks, iso, answeredAt, clock, timings } = verifying
  if (!canContinue(live)) return
  const known = await instantly.emailVerification(requestContext(live), check.email).catch((error: unknown) => {
    if (isAddressProblem(error)) return null
    throw error
  })
  if (known && known.verdict !== 'pending') checks.answered(check, known, answeredAt(live))
  // The clock was put back since, so the wait is restarted instead of lasting until that time is reached again.
  else if (Date.parse(check.askedAt) > clock.now()) checks.waitsFrom(check, iso())
  else if (clock.now() - Date.parse(check.askedAt) > timings.giveUpMs) checks.unanswered(check, iso())
}

const requestContext = ({ run, signal }: LiveRun): RequestContext => ({
  workspaceId: run.workspaceId,
  priority: 'job',
  requestedBy: `verification ${run.id}`,
  signal,
})

export const canContinue = (live: LiveRun) => !live.signal.aborted && live.problem === null
