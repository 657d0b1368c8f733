/** The loop of one relay: page after page, with a rest after each failure, until it is ended. */
import type { Problem, RelayLight } from '#shared/contract/events/relay.ts'
import type { AppError, ErrorCode } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { backoffMs } from '../../core/lib/backoff.ts'
import { createReadPage } from './read-page.ts'
import type { PollerParts, PollerTimings, RelayLive } from './relay-live.ts'

const pollerTimings: PollerTimings = { waitS: 25, retry: { firstMs: 1_000, maxMs: 60_000 } }

/** What only the operator can help with: asked again seldom. */
const forOperator: ReadonlySet<ErrorCode> = new Set([
  'RELAY_TOKEN_INVALID',
  'RELAY_NOT_THERE',
  'RELAY_PROTOCOL_OTHER',
  'RELAY_CERTIFICATE',
  'KEYS_LOCKED',
  'KEYRING_UNREADABLE',
])

/** Gives what reads a relay until its `ended` is fired. */
export function createRelayLoop(deps: Deps, parts: PollerParts, isAwake: () => boolean) {
  const { clock } = deps
  const { timings = pollerTimings, random = Math.random } = parts
  const log = deps.log('relay')
  const readPage = createReadPage(deps, parts, timings, show)

  async function loop(live: RelayLive): Promise<void> {
    let failures = 0
    while (!live.ended.signal.aborted) {
      live.turn = new AbortController()
      const isPaused = deps.pauses.isPaused(live.workspaceId)
      if (!isAwake() || !deps.online() || isPaused) {
        show(live, 'off', isPaused ? { code: 'CLIENT_PAUSED', data: {} } : null)
        await nap(live, null)
        continue
      }
      const run = deps.jobs.begin('relay', live.workspaceId)
      try {
        run.done({ items: await readPage(live) })
        failures = 0
      } catch (error) {
        if (live.turn.signal.aborted) {
          run.cut()
          continue
        }
        failures += 1
        const problem = asProblem(error, log)
        run.failed(problem)
        await failed(live, problem, failures)
      }
    }
  }

  async function failed(live: RelayLive, error: AppError, failures: number): Promise<void> {
    live.fresh = true
    live.client = null
    const held = forOperator.has(error.code)
    if (live.problem?.code !== error.code)
      log.info('the relay is not read', {
        workspace: live.workspaceId,
        code: error.code,
        reason: String(error.data['reason'] ?? error.data['said'] ?? ''),
      })
    show(live, held ? 'off' : 'behind', { code: error.code, data: error.data })
    const wished = Number(error.data['retryAfterS'] ?? 0) * 1_000
    const retry = held ? { firstMs: timings.retry.maxMs, maxMs: timings.retry.maxMs * 5 } : timings.retry
    await nap(live, Math.max(backoffMs(failures, retry, random), Math.min(wished, 600_000)))
  }

  /** Waits; a poke or the end wakes it. Null: until then. */
  async function nap(live: RelayLive, ms: number | null): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      if (live.turn.signal.aborted) resolve()
      else live.turn.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    if (ms === null) return woken
    await clock.sleep(ms, live.turn.signal).catch(() => undefined)
  }

  function show(live: RelayLive, light: RelayLight, problem: Problem | null): void {
    if (live.light === light && live.problem?.code === problem?.code) return
    live.light = light
    live.problem = problem
    deps.changed('relay')
  }

  return loop
}
