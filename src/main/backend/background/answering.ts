/** Determines whether Instantly answers, which having a network does not tell. */
import { ageOf } from '#shared/domain/core/age-of.ts'
import type { Clock } from '../core/deps.ts'
import type { CallMetrics } from '../core/instantly/call-metrics.ts'

/** Failed requests in a row after which Instantly counts as not answering; a single one often succeeds if repeated. */
const silentAfter = 2
/** After this long without a request, it is unknown whether Instantly would answer. */
const silentForMs = 15 * 60_000

/** Observes every request and call on its way to `metrics`. `online`: without a network nobody answers. */
export function watchInstantlyAnswers(
  metrics: CallMetrics,
  { clock, online }: { readonly clock: Clock; readonly online: () => boolean },
) {
  /** Requests in a row that were not answered or failed with a server error, and when the last of them ended. */
  const silence = { requests: 0, at: 0 }
  const heard = (failed: number) => Object.assign(silence, { requests: failed, at: clock.now() })
  const heardBy: CallMetrics = {
    request(of) {
      // A request without an answer may have been cancelled here, so the end of the call decides.
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
    /** Whether Instantly answers, judging by the last requests. */
    isAnswering: (): boolean => silence.requests < silentAfter || ageOf(silence.at, clock.now()) > silentForMs,
  }
}
