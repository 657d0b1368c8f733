import { backoffMs } from '../lib/backoff.ts'

/**
 * Controls how many calls may be under way and how fast they may follow each other: the window grows by one with each
 * answer that came in good time; on 429 it halves and the rate drops (additive increase, multiplicative decrease).
 */
export type FlowControl = {
  window(): number
  /** Share of the full rate allowed at this time, 0-1. */
  rateShare(now: number): number
  pausedUntil(): number
  answered(answer: FlowAnswer): void
  medianMs(): number | null
  /** How much longer recent uploads took than the quickest call: Instantly may have seen them this much later. */
  uploadsLateMs(): number
  /** The quickest recent answer to a small call; null before the first. */
  quickestMs(): number | null
}

export type FlowAnswer = {
  readonly now: number
  readonly sentAt: number
  readonly ms: number
  /** null: no answer came. */
  readonly status: number | null
  readonly upload: boolean
  /** Whether the window was fully used, so that growing it can make a difference. */
  readonly pressed: boolean
  readonly retryAfterMs?: number | null | undefined
}

const startWindow = 20
const maxWindow = 64
const minWindow = 2
/** Beyond this, answers are queueing somewhere (a slow uplink): more concurrent calls would only cause time-outs. */
const tooSlowMs = 20_000
const neverGrowPastMs = 3_000
const pause = { firstMs: 40, maxMs: 30_000 }
export const longestRetryAfterMs = 300_000
/**
 * Refusals this soon after the last pause have the same cause, and the next pause is longer. Under a second, because
 * requests that once arrived bunched hit the limit again a second later, which is no new cause.
 */
const sameTroubleMs = 700
/** Factors for the rate after the first, the second and each further refusal with the same cause. */
const slowdownFactors = [0.99, 0.93, 0.7]
/**
 * The rate recovers quickly to nearly all, then slowly: the margin that a stalling network or machine needs below the
 * limit is learnt from refusals, and must not be forgotten within a second.
 */
const nearlyAll = 0.95
const recoverPerMs = { fast: 0.05 / 1_000, slow: 0.006 / 1_000 }
const minShare = 0.05

export function createFlowControl(random: () => number): FlowControl {
  let window = startWindow
  let pausedUntil = -Infinity
  let pauseBegan = -Infinity
  let streak = 0
  /** Refusals since a request was last accepted. */
  let refusedInARow = 0
  let share = 1
  let shareAt = 0
  // Uploads are slower than reads, so each is compared with its own kind.
  const fastest = { upload: Infinity, other: Infinity }
  const recent: number[] = []
  const uploads: number[] = []
  let quickest = Infinity

  const rateShare = (now: number) => {
    const fastMs = Math.max(0, nearlyAll - share) / recoverPerMs.fast
    const ms = now - shareAt
    return ms < fastMs
      ? share + ms * recoverPerMs.fast
      : Math.min(1, Math.max(share, nearlyAll) + (ms - fastMs) * recoverPerMs.slow)
  }

  const refused = ({ now, sentAt, retryAfterMs }: FlowAnswer) => {
    // Requests already under way when the pause began say nothing new.
    if (sentAt > pauseBegan) {
      streak = now - pausedUntil < sameTroubleMs ? streak + 1 : 1
      share = Math.max(minShare, rateShare(now) * (slowdownFactors[Math.min(streak, slowdownFactors.length) - 1] ?? 1))
      shareAt = now
      window = Math.max(minWindow, window >> 1)
      pauseBegan = now
      // Pauses get longer only while every request is refused; otherwise a lower rate is enough.
      refusedInARow = streak === 1 ? 1 : refusedInARow + 1
      pausedUntil = now + backoffMs(refusedInARow, pause, random)
    }
    if (retryAfterMs) pausedUntil = Math.max(pausedUntil, now + Math.min(retryAfterMs, longestRetryAfterMs))
  }

  const inGoodTime = (kind: 'upload' | 'other', ms: number) => {
    // The baseline may rise slowly, so that a connection that became permanently slower is not considered slow forever.
    fastest[kind] = Math.min(ms, fastest[kind] * 1.01)
    return ms <= neverGrowPastMs && ms <= Math.max(fastest[kind] * 4, fastest[kind] + 250)
  }

  return {
    window: () => window,
    rateShare,
    pausedUntil: () => pausedUntil,
    answered(answer) {
      const { status, ms, upload, pressed } = answer
      if (status === 429) refused(answer)
      else if (status === null || ms > tooSlowMs) window = Math.max(minWindow, window - 1)
      else if (status < 400) {
        if (answer.sentAt > pauseBegan) refusedInARow = 0
        if (recent.push(ms) > 32) recent.shift()
        quickest = Math.min(quickest, ms)
        if (upload && uploads.push(ms) > 8) uploads.shift()
        if (inGoodTime(upload ? 'upload' : 'other', ms) && pressed) window = Math.min(maxWindow, window + 1)
      }
    },
    uploadsLateMs: () => (uploads.length === 0 ? 0 : Math.max(...uploads) - quickest),
    quickestMs: () => (Number.isFinite(fastest.other) ? fastest.other : null),
    medianMs: () => recent.toSorted((a, b) => a - b)[recent.length >> 1] ?? null,
  }
}
