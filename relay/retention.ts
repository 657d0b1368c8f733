/**
 * Deletes events: acknowledged ones after some days, or earlier if space is needed; unacknowledged ones only after many
 * days, with their number reported to the reader. If the store is still too large, nothing more is deleted and it is
 * logged.
 */
import type { Logger } from '#shared/log.ts'
import type { Metrics } from './metrics.ts'
import type { RelayStore, Summary } from './store/types.ts'

export type RetentionRules = {
  readonly acknowledgedDays: number
  readonly unacknowledgedDays: number
  readonly maxBytes: number
}

const hourMs = 3_600_000
const dayMs = 86_400_000
const chunk = 500
/** Approximate size of an event besides its body. */
const overheadBytes = 300

const approximateSizeOf = (one: Summary) => one.storedBytes + one.storedEvents * overheadBytes

export type RetentionDeps = {
  readonly store: RelayStore
  readonly rules: RetentionRules
  readonly metrics: Metrics
  readonly log: Logger
  readonly now: () => number
  /** Whether the clock proves the age of an event. */
  readonly isClockSteady: () => boolean
}

/**
 * Returns a function that says whether the clock has run evenly for a day. One that was just set, or is wrong since the
 * machine started, says nothing about the age of an event, and an unread one could not be restored.
 */
export function watchClock(now: () => number, elapsed: () => number = () => performance.now()): () => boolean {
  const look = () => ({ clock: now(), elapsed: elapsed() })
  let since = look()
  return () => {
    const here = look()
    if (Math.abs(here.clock - since.clock - (here.elapsed - since.elapsed)) > hourMs) since = here
    return here.elapsed - since.elapsed >= dayMs
  }
}

/** Runs one round. Returns whether the store is still larger than allowed. */
export async function applyRetention(deps: RetentionDeps): Promise<boolean> {
  let overSize = false
  const isClockSteady = deps.isClockSteady()
  await deps.store.alone(async () => {
    const now = deps.now()
    for (const one of await deps.store.summaries()) {
      const { acknowledged, newest } = one.position
      await forgetMatching(deps, one, acknowledged, now - deps.rules.acknowledgedDays * dayMs)
      if (isClockSteady) await forgetMatching(deps, one, newest, now - deps.rules.unacknowledgedDays * dayMs)
    }
    overSize = await shrinkStore(deps)
    await deps.store.tidy(now)
  })
  return overSize
}

async function forgetMatching(deps: RetentionDeps, one: Summary, through: number, before: number): Promise<void> {
  let unacknowledged = 0
  for (;;) {
    const gone = await deps.store.forget(one.id, { through, before, limit: chunk })
    deps.metrics.forgotten(gone.events, gone.unacknowledged)
    unacknowledged += gone.unacknowledged
    if (gone.events < chunk) break
    // Requests take precedence, because they are waiting for an answer.
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (unacknowledged > 0) {
    deps.log.warn('deleted events that were never acknowledged', { workspace: one.name, events: unacknowledged })
  }
}

/** Deletes the oldest acknowledged events until the store is small enough. */
async function shrinkStore({ store, rules, metrics, log }: RetentionDeps): Promise<boolean> {
  for (;;) {
    const all = await store.summaries()
    const bytes = all.reduce((sum, one) => sum + approximateSizeOf(one), 0)
    if (bytes <= rules.maxBytes) return false
    const [oldest] = all
      .filter(({ position }) => position.forgottenThrough < position.acknowledged)
      .toSorted((a, b) => (a.oldestAt ?? 0) - (b.oldestAt ?? 0))
    if (!oldest) {
      log.warn('the store is larger than allowed, and all in it is still to be read', {
        bytes,
        allowed: rules.maxBytes,
      })
      return true
    }
    const gone = await store.forget(oldest.id, {
      through: oldest.position.acknowledged,
      before: Number.MAX_SAFE_INTEGER,
      limit: chunk,
    })
    metrics.forgotten(gone.events, gone.unacknowledged)
    if (gone.events === 0) return true
    await new Promise((resolve) => setImmediate(resolve))
  }
}
