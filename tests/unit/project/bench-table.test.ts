import { describe, expect, test } from 'vitest'
import { figuresIn, isShort, tableOf } from '../../support/bench-table.ts'

describe('the table of all benches', () => {
  test.for([
    [5, '<= 5', false],
    [5.1, '<= 5', true],
    [0.9, '>= 0.9', false],
    [0.89, '>= 0.9', true],
    [0, '= 0', false],
    [1, '= 0', true],
    [null, '<= 5', true],
    [7, 'none', false],
    [7, null, false],
  ] as const)('%s with the target %s is missed: %s', ([value, target, missed]) => {
    expect(isShort({ value, target })).toBe(missed)
  })

  test('rejects an invalid target, which would never be missed', () => {
    expect(() => isShort({ value: 1, target: '0' })).toThrow('not a target: 0')
  })

  test('names each figure with its peer, and says which misses its target', () => {
    const lines = [
      'Building …',
      '{"bench":"export","figure":"n429","unit":"answers","value":7,"target":"<= 5","peer":null}',
      '{"bench":"import","figure":"rows_per_s","unit":"rows/s","value":110100,"target":"none","peer":{"shell":133473.94}}',
    ]
    const table = tableOf(figuresIn(lines.join('\n'))).split('\n')
    expect(table.map((line) => line.split(/ {2,}/))).toEqual([
      ['bench', 'figure', 'value', 'target', 'peer'],
      ['export', 'n429', '7 answers', '<= 5', 'MISSED'],
      ['import', 'rows_per_s', '110100 rows/s', 'none', 'shell 133500'],
    ])
  })
})
