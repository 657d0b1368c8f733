import { describe, expect, it } from 'vitest'
import { faultOf } from '#shared/domain/campaigns/copy/coverage.ts'
import { addressKey, findAddresses } from '#shared/domain/leads/import/addresses.ts'
import { cellValue, flagOf, repairText } from '#shared/domain/leads/import/cell-value.ts'
import { isPastJob } from '#shared/domain/leads/import/departures.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { splitName, tidyFirstName, tidyLastName } from '#shared/domain/leads/import/person-names.ts'
import { isRoleAddress } from '#shared/domain/leads/import/special-addresses.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const length = 150_000
const bits = [
  ' ',
  '\t',
  '\u00a0',
  '\u200b',
  ',',
  ';',
  '"',
  '“',
  "'",
  '.',
  ':',
  '!',
  '-',
  '7',
  '(',
  '[',
  '{{',
  '%A',
  '<',
].concat(
  [
    '<a',
    '&',
    '<script>',
    '<script',
    '<style></',
    '</p ',
    '\\n',
    '*',
    '**a',
    'x',
    'xxxx@',
    'A',
    'a@',
    '@',
    '?cc=',
    '="',
  ],
  [' \n', ';"', '\u200d'],
)
const cells = bits.flatMap((bit) => {
  const many = bit.repeat(length / bit.length)
  return [many, `Ann${many}x`, `a@b.co${many}x`, `${many}@b.co`, `<a>${many}b`]
})

const rules: Readonly<Record<string, (cell: string) => unknown>> = {
  'its value': (cell) => cellValue(cell, true),
  'its value, mended': repairText,
  'what is odd about it': (cell) => flagOf(cell, true),
  'its addresses': findAddresses,
  'what a reader would see': faultOf,
  'its key': addressKey,
  'a first name': tidyFirstName,
  'a last name': tidyLastName,
  'both names': splitName,
  'a role': isRoleAddress,
}

describe('a cell of any length', () => {
  it.each(Object.entries(rules))('is parsed in time proportional to its length: %s', (_what, rule) => {
    // A few milliseconds each; with quadratic growth it would take most of a minute.
    for (const cell of cells) expect(threadCpuMs(() => rule(cell))).toBeLessThan(10_000)
  })
})

it('A job title of a former job and many blanks does not block', () => {
  expect(threadCpuMs(() => isPastJob(`Former${' '.repeat(200_000)}&`))).toBeLessThan(10_000)
  expect(isPastJob(`Former${' '.repeat(200_000)}CFO`)).toBe(true)
})

it('A cell loses scripts and styles with their content, and of an unclosed one the tag', () => {
  expect(repairText('a<script>x</script>b<STYLE type="y">x</style >c')).toBe('abc')
  expect(repairText('a<script>b</style>c')).toBe('ac')
  expect(repairText('a<script>b')).toBe('ab')
  expect(repairText('a <b>\t \n</b>c')).toBe('a\nc')
})

it.each(['\n', ' \n', '-\n', '\r\n\t', '\u00ad\n', ' '])('A header of many %j does not block', (piece) => {
  const header = `Kontakt-${piece.repeat(20_000)}!`
  expect(threadCpuMs(() => headerKey(header))).toBeLessThan(10_000)
})
