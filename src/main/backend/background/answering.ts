/** Whether Instantly answers: a network alone does not tell. */
import type { Clock } from '../core/deps.ts'
import type { CallMetrics } from '../core/instantly/call-metrics.ts'
import { ageOf } from '../core/lib/rest-of.ts'

/** Failed requests in a row after which it counts as not answering; one alone is often answered when repeated. */
const silentAfter = 2
/** Not asked for so long, nobody knows whether it would answer. */
const silentForMs = 15 * 60_000

/** Hears of every request and call on its way to `metrics`. `online`: without a network nobody answers. */
export function watchAnswers(
  metrics: CallMetrics,
  { clock, online }: { readonly clock: Clock; readonly online: () => boolean },
) {
  /** Requests in a row that were not answered, or only with trouble of Instantly's own, and when the last of them ended. */
  const silence = { requests: 0, at: 0 }
  const heard = (failed: number) => Object.assign(silence, { requests: failed, at: clock.now() })
  const heardBy: CallMetrics = {
    request(of) {
      // Without an answer it may have been given up here: the end of the call tells.
      if (of.status !== null) heard(of.status >= 500 ? silence.requests + 1 : 0)
      metrics.request(of)
    },
    call(of) {
      if (of.outcome === 'no_answer' && online()) heard(silentAfter)
      metrics.call(of)
    },
  }
  return {
    metrics: heardBy,
    /** As far as the last requests show. */
    isAnswering: (): boolean => silence.requests < silentAfter || ageOf(silence.at, clock.now()) > silentForMs,
  }
}
