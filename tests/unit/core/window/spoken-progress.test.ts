import { expect, test } from 'vitest'
import { spokenProgress } from '../../../../src/renderer/src/exports/ledger/spoken-progress-text.ts'

const all = 10_000
const at = (state: 'running' | 'waiting' | 'done', settled: number, toSend: number) => ({
  state,
  settled,
  toSend,
  promised: toSend,
  totals: { rows: toSend, uploaded: settled, stayedBehind: 0, refused: 0, failed: 0, waiting: toSend - settled },
})
const said = (from: number, to: number) => {
  const words: string[] = []
  for (let settled = from; settled <= to; settled += 100) {
    words.push(spokenProgress('Autumn', at('running', settled, all)))
  }
  return [...new Set(words)]
}

test('A running export is announced at every quarter, however many batches it has', () => {
  expect(said(0, all - 100)).toHaveLength(4)
  expect(said(2_500, 4_900)).toEqual([expect.stringContaining('25')])
})

test('A change of state is announced by its word, and nothing to send does no harm', () => {
  expect(spokenProgress('Autumn', at('waiting', 5_000, all))).toMatch(/Autumn.*Waiting/)
  expect(spokenProgress('Autumn', at('done', 0, 0))).toMatch(/Autumn.*Nothing exported/)
  expect(spokenProgress('Autumn', at('done', all, all))).toMatch(/Autumn.*Finished/)
})
