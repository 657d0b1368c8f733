import { expect, test } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'

test('A wait ends at once when it is cancelled', async () => {
  const controller = new AbortController()
  const waiting = systemClock.sleep(600_000, controller.signal)
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
  await expect(systemClock.sleep(600_000, controller.signal)).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('A wait of years does not end at once', async () => {
  const controller = new AbortController()
  let ended = false
  const waiting = systemClock.sleep(3 * 365 * 86_400_000, controller.signal).then(() => {
    ended = true
  })
  await systemClock.sleep(50, new AbortController().signal)
  expect(ended).toBe(false)
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' })
})

test('A wait that is not cancelled ends by itself', async () => {
  const before = systemClock.now()
  await systemClock.sleep(20, new AbortController().signal)
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(19)
})
