import { afterEach, expect, it, vi } from 'vitest'
import { takeBriefly } from '#backend/leads/import/take-briefly.ts'

afterEach(() => void vi.restoreAllMocks())

it('A fast computer takes all leads in one turn; a slow one leaves off in between, and goes on where it left off', () => {
  const ms = { each: 0, now: 0 }
  vi.spyOn(performance, 'now').mockImplementation(() => ms.now)
  const taken: number[] = []
  const turn = (from: number) =>
    takeBriefly({ from, count: 100, briefMs: 10 }, (lead) => {
      taken.push(lead)
      ms.now += ms.each
    })
  expect(turn(0)).toBe(100)
  ms.each = 1
  taken.length = 0
  const turns: number[] = []
  for (let from = 0; from < 100; from = turns.at(-1) as number) turns.push(turn(from))
  expect(turns).toEqual([32, 64, 96, 100])
  expect(taken).toEqual(Array.from({ length: 100 }, (_, lead) => lead))
})
