import { type ErrorCode, hasCode } from '#shared/errors.ts'
import type { RunOutcome } from '../core/background.ts'
import type { Deps } from '../core/deps.ts'
import { asProblem } from '../core/lib/as-problem.ts'
import { type Attempt, isListedJob } from './runtime-parts.ts'

/** Creates the function that carries out a run, reports it to the job registry and logs each failure once. */
export function createAttempt({ jobs }: Pick<Deps, 'jobs'>, log: ReturnType<Deps['log']>): Attempt {
  const said = new Map<string, ErrorCode>()
  /** Logs a failure once, because a job may be retried every minute. */
  function logFailureOnce(what: string, outcome: RunOutcome): void {
    if (outcome.end === 'cancelled') return
    if (outcome.end === 'done') {
      said.delete(what)
      return
    }
    const { code, data } = outcome.problem
    if (said.get(what) !== code) log.info('a run failed', { what, code, reason: String(data['reason'] ?? '') })
    said.set(what, code)
  }

  return async (kind, client, signal, work) => {
    const run = kind !== null && isListedJob(kind) ? jobs.begin(kind, client) : null
    let outcome: RunOutcome
    try {
      outcome = await work()
    } catch (error) {
      const cancelled = signal.aborted || hasCode(error, 'CANCELLED')
      outcome = cancelled ? { end: 'cancelled' } : { end: 'retry', problem: asProblem(error, log) }
    }
    // The run continues when the operator resumes, which wakes everything, so no retry is needed until then.
    if ('problem' in outcome && outcome.problem.code === 'CLIENT_PAUSED') {
      outcome = { end: 'blocked', problem: outcome.problem }
    }
    if (outcome.end === 'done') run?.done(outcome.counts)
    else if (outcome.end === 'cancelled') run?.cancelled()
    else if (outcome.end === 'partly') run?.partial(outcome.problem, outcome.counts)
    else run?.failed(outcome.problem, outcome.counts)
    logFailureOnce(`${kind} ${client ?? ''}`, outcome)
    return outcome
  }
}
