import { AppError } from '#shared/errors.ts'

type Sleeper = { at: number; wake(): void }

/**
 * Creates a clock that stands still until it is advanced; `late` returns how much later than requested a sleeper wakes,
 * as after a stall.
 */
export function createFakeClock(start = 1_000_000, late: () => number = () => 0) {
  let time = start
  let sleepers: Sleeper[] = []
  return {
    now: () => Math.floor(time),
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) {
          reject(new AppError('CANCELLED'))
          return
        }
        const sleeper = { at: time + ms + late(), wake: resolve }
        sleepers.push(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          reject(new AppError('CANCELLED'))
        })
      }),
    set(to: number) {
      time = to
    },
    sleepers: () => sleepers.length,
    async advance(ms: number) {
      const end = time + ms
      for (;;) {
        await settle()
        const next = sleepers.toSorted((a, b) => a.at - b.at)[0]
        if (!next || next.at > end) break
        sleepers = sleepers.filter((other) => other !== next)
        time = Math.max(time, next.at)
        next.wake()
      }
      time = Math.max(time, end)
      await settle()
    },
  }
}

async function settle() {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve()
}
