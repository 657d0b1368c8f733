import type { EngineContext } from './engine-context.ts'
import type { Holds } from './hold-run.ts'

/** Holds runs that get nowhere, online and awake, until the operator looks at them. Gives what ends the watch. */
export function watchProgress(context: EngineContext, holds: Holds): () => void {
  const { deps, lives, timings } = context
  const { clock } = deps
  const lookEveryMs = Math.min(15_000, timings.noProgressMs / 4)
  let lookedAt = clock.now()
  const watch = setInterval(() => {
    // A look that comes much too late: the machine slept, whether or not anybody said so. That is no lack of progress.
    const slept = clock.now() - lookedAt > 3 * lookEveryMs
    lookedAt = clock.now()
    for (const live of lives.values()) {
      if (slept || !context.awake || !deps.online() || live.hold?.code === 'CLIENT_PAUSED')
        live.lastProgress = clock.now()
      const stuck = clock.now() - live.lastProgress > timings.noProgressMs
      if (stuck && (live.run.state === 'running' || live.run.state === 'preparing')) {
        holds.hold(live, { code: 'EXPORT_TIMEOUT', data: { minutes: Math.round(timings.noProgressMs / 60_000) } })
      }
    }
  }, lookEveryMs)
  watch.unref?.()
  return () => clearInterval(watch)
}
