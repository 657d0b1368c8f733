import { expect, test } from 'vitest'
import { filterOptions } from '../../../../src/renderer/src/core/ui/select-options.ts'

const zones = [
  { value: 'Europe/Berlin', label: 'Europe/Berlin', hint: 'Germany' },
  { value: 'America/New_York', label: 'America/New_York' },
  { value: 'America/Sao_Paulo', label: 'São Paulo', group: 'America' },
]
const found = (typed: string) => filterOptions(zones, typed).map((zone) => zone.value)

test('Options are found by any of their words, in any order, without accents, case or underscores', () => {
  expect(found('new york')).toEqual(['America/New_York'])
  expect(found('york america')).toEqual(['America/New_York'])
  expect(found('GERMANY')).toEqual(['Europe/Berlin'])
  expect(found('sao')).toEqual(['America/Sao_Paulo'])
  expect(found('tokyo')).toEqual([])
  expect(found('  ')).toHaveLength(3)
})
