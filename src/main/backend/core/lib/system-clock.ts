import { AppError } from '#shared/errors.ts'
import type { Clock } from '../deps.ts'

/** The real clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new AppError('CANCELLED'))
        return
      }
      const stop = () => {
        clearTimeout(timer)
        reject(new AppError('CANCELLED'))
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }, ms)
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
