import { describe, expect, it } from 'vitest'
import { compareNames, nameOrder } from '#shared/domain/core/name-order.ts'

const inOrder = [
  'Ärzte',
  'Campaign 2',
  'campaign 02 b',
  'Campaign 10',
  'Campaign 10 000 000 000 000',
  'Campaign 100000000000000000001',
  'Émile',
  'Fabrik',
  'Öl',
  'Oma',
  'Zebra',
]

describe('names sorted for people', () => {
  for (const [what, sorted] of [
    ['in code', (names: readonly string[]) => names.toSorted(compareNames)],
    [
      'by their keys',
      (names: readonly string[]) =>
        names.toSorted((a, b) => (nameOrder(a) < nameOrder(b) ? -1 : nameOrder(a) > nameOrder(b) ? 1 : 0)),
    ],
  ] as const)
    it(`have their numbers counted and their accents and capitals ignored: ${what}`, () => {
      expect(sorted(inOrder.toReversed())).toEqual(inOrder)
    })
})
