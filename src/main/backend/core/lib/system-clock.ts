import { AppError } from '#shared/errors.ts'
import type { Clock } from '../deps.ts'
import { startTimer } from './long-timer.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new AppError('CANCELLED'))
        return
      }
      const stop = () => {
        stopTimer()
        reject(new AppError('CANCELLED'))
      }
      const stopTimer = startTimer(
        () => {
          signal?.removeEventListener('abort', stop)
          resolve()
        },
        ms,
        { keepsAlive: true },
      )
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
