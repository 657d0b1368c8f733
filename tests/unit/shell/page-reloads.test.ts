import { expect, test } from 'vitest'
import { createReloadLimit } from '../../../src/main/shell/page-reloads.ts'

test('A crashing page is reloaded three times in a row, and again after a quiet while', () => {
  let now = 0
  const mayReload = createReloadLimit(() => now)
  const tries = () => [mayReload(), mayReload(), mayReload(), mayReload()]
  expect(tries()).toEqual([true, true, true, false])
  now += 9 * 60_000
  expect(mayReload()).toBe(false)
  now += 60_000
  expect(tries()).toEqual([true, true, true, false])
})
