import { describe, expect, test } from 'vitest'
import { foldText, fuzzyFind } from '#shared/domain/core/fuzzy.ts'

const names = [
  'Geschäftsführer Maschinenbau Köln',
  'Zahnärzte Ruhrgebiet',
  'US Practice owners, Midwest (Q4)',
  'Søndergaard Varmepumper',
  'Einkaufsleiter Medizintechnik',
  'CFOs mid-market',
]
const found = (typed: string) => fuzzyFind(names, typed, foldText, 10).map(({ item }) => item)

describe('finding by partial names', () => {
  test.each([
    ['koln maschinenbau', 'Geschäftsführer Maschinenbau Köln'],
    ['KÖLN masch', 'Geschäftsführer Maschinenbau Köln'],
    ['sondergaard', 'Søndergaard Varmepumper'],
    ['owners us', 'US Practice owners, Midwest (Q4)'],
    ['mid market', 'CFOs mid-market'],
    ['technik', 'Einkaufsleiter Medizintechnik'],
    ['q4', 'US Practice owners, Midwest (Q4)'],
  ])('%s finds %s', (typed, name) => {
    expect(found(typed)[0]).toBe(name)
  })

  test.each([
    ['zahnartze', 'Zahnärzte Ruhrgebiet', 'swapped'],
    ['zahnazte', 'Zahnärzte Ruhrgebiet', 'missing'],
    ['maschienenbau', 'Geschäftsführer Maschinenbau Köln', 'too many'],
    ['medizyntech', 'Einkaufsleiter Medizintechnik', 'wrong, and not yet all typed'],
  ])('%s finds %s: a letter %s', (typed, name) => {
    expect(found(typed)).toEqual([name])
  })

  test.each(['xyzzy', 'koln paris', 'zahn owners', 'vvvv'])('%s finds nothing', (typed) => {
    expect(found(typed)).toEqual([])
  })

  test('a number with another digit is another number', () => {
    expect(fuzzyFind(['Region 9876', 'Region 9877'], 'region 9875', foldText, 10)).toEqual([])
  })

  test('short words need an exact match, as too much would match otherwise', () => {
    expect(found('cfx')).toEqual([])
  })

  test('full matches come before partial ones, and those before matches with a typo', () => {
    const lists = ['Dental labs', 'Dentists', 'Accidental', 'Dentil']
    const order = fuzzyFind(lists, 'dental', foldText, 10, 4).map(({ item }) => item)
    expect(order).toEqual(['Dental labs', 'Accidental', 'Dentil'])
  })

  test('without a query everything matches, in the given order', () => {
    expect(fuzzyFind(names, '  ', foldText, 3).map(({ item }) => item)).toEqual(names.slice(0, 3))
  })
})
