import { expect, test } from 'vitest'
import { manyEvents } from '../../../support/events/many-events.ts'
import { acme, eventStore, stateOf } from './support.ts'

test('A long backlog lets other work run in between, and an interrupted one is completed by passing it again', async () => {
  const { store, ingestAll } = eventStore()
  const whole = eventStore()
  await whole.ingestAll(acme, 'relay', manyEvents())
  const stop = new AbortController()
  const stored = () => store.raw.prepare('select count(*) from event').pluck().get() as number
  const seen: number[] = []
  const watch = setInterval(() => {
    seen.push(stored())
    if (stored() > 1_000) stop.abort()
  })
  await expect(ingestAll(acme, 'relay', manyEvents(), stop.signal)).rejects.toThrow()
  clearInterval(watch)
  expect(seen.some((count) => count > 0 && count < 3_000)).toBe(true)
  expect(stored()).toBeLessThan(3_900)
  const again = await ingestAll(acme, 'relay', manyEvents())
  expect(again.added + again.duplicate).toBe(4_000)
  expect(stateOf(store)).toEqual(stateOf(whole.store))
})
