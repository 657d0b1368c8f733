import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Verdict } from '#shared/contract/leads/verification.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker } from '../../core/instantly/types.ts'
import type { JobRun } from '../../core/jobs.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { createRegating } from '../leads/regate.ts'
import { createApplyVerdicts } from './apply-verdicts.ts'
import type { Check, CheckStore, RunRecord } from './check-store.ts'

export type VerificationTimings = {
  /** A request of a process that died may still arrive: nothing is decided earlier than this after it left. */
  readonly lateMs: number
  /** Between two looks at what Instantly is still at work on. */
  readonly pollMs: number
  /** After this a pending address is given up. */
  readonly giveUpMs: number
  /** Before trying again by itself when something outside is in the way. */
  readonly retryMs: number
}
const verificationTimings: VerificationTimings = {
  lateMs: 15_000,
  pollMs: 5_000,
  giveUpMs: 24 * 60 * 60_000,
  retryMs: 20_000,
}

/** Asked at once: an answer takes up to ten seconds. */
const lanes = 6

/** Addresses whose leads are moved in one transaction: some 10 ms. */
const settledAtOnce = 200

/** What is known of an address; with an id while its leads have yet to be moved. */
type Answer = { readonly id?: number; readonly email: string; readonly verdict: Verdict }

type Live = {
  readonly run: RunRecord
  readonly abort: AbortController
  readonly job: JobRun
  problem: AppError | null
}

/**
 * Carries out verification runs. Each address is marked asked on disk before its request leaves; what is found so after
 * a crash, or got no answer, is read back with a free call and asked again only when Instantly does not know of it.
 */
export function createVerifier(deps: Deps, checks: CheckStore, timings: VerificationTimings = verificationTimings) {
  const { clock, instantly } = deps
  const log = deps.log('verification')
  const lives = new Map<number, Live>()
  const working = new Set<Promise<void>>()
  let stopped = false
  const iso = () => new Date(clock.now()).toISOString()
  const asker = ({ run, abort }: Live): Asker => ({
    workspaceId: run.workspaceId,
    priority: 'job',
    askedBy: `verification ${run.id}`,
    signal: abort.signal,
  })
  const goesOn = (live: Live) => !live.abort.signal.aborted && live.problem === null

  function go(runId: number): void {
    if (stopped || lives.has(runId)) return
    const run = checks.run(runId)
    const job = deps.jobs.begin('verification', run.workspaceId)
    const live: Live = { run, abort: new AbortController(), job, problem: null }
    lives.set(runId, live)
    checks.setRun(runId, 'running')
    const work = workOn(live)
      .catch((error: unknown) => {
        if (!live.abort.signal.aborted) live.problem ??= asProblem(error)
      })
      .finally(() => {
        lives.delete(runId)
        working.delete(work)
        leave(live)
      })
    working.add(work)
  }

  async function workOn(live: Live): Promise<void> {
    const settle = createSettling(live.run)
    for (const known of chunk(checks.knownOf(live.run.listId, clock.now()), settledAtOnce)) {
      settle(known)
      await nextTurn()
    }
    await readBack(live)
    for (;;) {
      await Promise.all(Array.from({ length: lanes }, () => askOn(live)))
      await applyAll(live, settle)
      if (!goesOn(live)) return
      const open = checks.asked(live.run.id).length > 0
      if (open) await readBack(live)
      const pending = checks.pending(live.run.id)
      if (pending.length > 0) {
        await clock.sleep(timings.pollMs, live.abort.signal)
        for (const check of pending) await poll(live, check)
        await applyAll(live, settle)
      } else if (!open) {
        break
      }
      told()
    }
    checks.setRun(live.run.id, 'done', null, iso())
  }

  /** One lane: address after address until none is left or something is in the way. */
  async function askOn(live: Live): Promise<void> {
    while (goesOn(live)) {
      const check = checks.takeNext(live.run.id, iso())
      if (!check) return
      try {
        checks.answered(check, await instantly.verifyEmail(asker(live), check.email), iso())
      } catch (error) {
        asNotAnswered(live, check, error)
      }
      told()
    }
  }

  function asNotAnswered(live: Live, check: Check, error: unknown): void {
    const code: ErrorCode = error instanceof AppError ? error.code : 'INTERNAL'
    // It may have been carried out: read back, never asked again blindly.
    if (code === 'OUTCOME_UNKNOWN' || code === 'INTERNAL' || code.startsWith('STORE_')) {
      if (code !== 'OUTCOME_UNKNOWN') live.problem ??= asProblem(error)
      return
    }
    if (code === 'API_REFUSED' && error instanceof AppError && error.data['blocked'] !== true) {
      checks.unanswered(check, iso())
      return
    }
    checks.putBack(check)
    if (code !== 'CANCELLED') live.problem ??= asProblem(error)
  }

  /** Settles what was asked and not answered: by a free call, twice before it counts as never arrived. */
  async function readBack(live: Live): Promise<void> {
    const settle = async (check: Check) => {
      let known = null
      for (let look = 1; known === null && look <= 2; look += 1) {
        const from = look === 1 ? Date.parse(check.askedAt) : clock.now()
        await clock.sleep(Math.max(0, from + timings.lateMs - clock.now()), live.abort.signal)
        known = await instantly.emailVerification(asker(live), check.email)
      }
      if (known) checks.answered(check, known, iso())
      else checks.putBack(check)
    }
    // All to their end: one that were still under way could ask again what a new start has just asked.
    const ends = await Promise.allSettled(checks.asked(live.run.id).map(settle))
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
  }

  async function poll(live: Live, check: Check): Promise<void> {
    if (!goesOn(live)) return
    const known = await instantly.emailVerification(asker(live), check.email)
    if (known && known.verdict !== 'pending') checks.answered(check, known, iso())
    else if (clock.now() - Date.parse(check.askedAt) > timings.giveUpMs) checks.unanswered(check, iso())
  }

  /** Puts the leads of some addresses where they belong and notes that it is done, in one transaction. */
  function createSettling(run: RunRecord) {
    const apply = createApplyVerdicts(deps.store, run)
    const { move } = createRegating(deps.store, run)
    return (answers: readonly Answer[]): void =>
      move(iso(), (regate) => {
        for (const { id, email, verdict } of answers) {
          apply(email, verdict, regate)
          if (id !== undefined) checks.markApplied(id)
        }
      })
  }

  async function applyAll(live: Live, settle: (answers: readonly Answer[]) => void): Promise<void> {
    for (;;) {
      const answers = checks.toApply(live.run.id, settledAtOnce)
      if (answers.length === 0) return
      settle(answers)
      deps.changed('lists')
      await nextTurn()
    }
  }

  /** Waits where something outside was in the way; what may pass is tried again by itself. */
  function leave(live: Live): void {
    const { problem, run, job } = live
    if (problem) job.failed(problem)
    else if (live.abort.signal.aborted) job.cut()
    else job.done()
    try {
      if (problem && checks.run(run.id).state === 'running') {
        log.info('verification waits', { run: run.id, code: problem.code })
        checks.setRun(run.id, 'waiting', { code: problem.code, data: problem.data })
        if (passes.has(problem.code) && !stopped) {
          setTimeout(() => checks.run(run.id).state === 'waiting' && go(run.id), timings.retryMs).unref()
        }
      }
    } catch (error) {
      log.error('state of a verification not written', { run: run.id, error: String(error) })
    }
    deps.changed('verification', 'lists')
  }

  let lastTold = 0
  function told(): void {
    if (clock.now() - lastTold < 300) return
    lastTold = clock.now()
    deps.changed('verification')
  }

  /** Goes on; one that is just being paused does so once its answers are in. */
  async function resume(runId: number): Promise<void> {
    if (checks.run(runId).state === 'done') return
    if (lives.get(runId)?.abort.signal.aborted) await Promise.allSettled(working)
    go(runId)
  }

  function poke(only: WorkspaceId | null = null): void {
    for (const { id, state, workspaceId } of checks.alive()) {
      if (state === 'waiting' && (only === null || workspaceId === only)) go(id)
    }
  }

  deps.jobs.about('verification', {
    places: () =>
      [...new Set(checks.alive().map(({ workspaceId }) => workspaceId))].map((workspaceId) => ({
        workspaceId,
        nextAt: null,
        held: deps.online() ? null : ('offline' as const),
      })),
    run: poke,
  })

  return {
    go,
    pause(runId: number): void {
      if (checks.run(runId).state === 'done') return
      checks.setRun(runId, 'paused')
      lives.get(runId)?.abort.abort()
    },
    resume,
    async cancel(runId: number): Promise<void> {
      checks.dropWanted(runId)
      await resume(runId)
    },
    resumeAll(): void {
      for (const { id } of checks.alive()) go(id)
    },
    /** A key, the network or the passphrase came: what waits is tried again. */
    poke: (): void => poke(),
    async stop(): Promise<void> {
      stopped = true
      for (const live of lives.values()) live.abort.abort()
      await Promise.allSettled(working)
    },
  }
}

/** What passes by itself. */
const passes: ReadonlySet<ErrorCode> = new Set(['API_OFFLINE', 'API_UNAVAILABLE', 'RATE_LIMIT_EXCEEDED', 'API_REFUSED'])

function asProblem(error: unknown): AppError {
  const seen = asStoreError(error)
  return seen instanceof AppError ? seen : new AppError('INTERNAL', {}, { cause: error })
}
