import { expect, it } from 'vitest'
import { chooseSheet } from '#backend/leads/files/choose-sheet.ts'
import type { Workbook } from '#backend/leads/files/workbook.ts'

const workbookOf = (
  sheets: Readonly<Record<string, readonly string[][]>>,
  hidden: readonly string[] = [],
): Workbook => ({
  sheets: Object.keys(sheets).map((name) => ({ name, part: name, hidden: hidden.includes(name) })),
  readRows: async (sheet, onRow) => {
    for (const [at, row] of (sheets[sheet.name] ?? []).entries()) onRow([...row], at + 1)
    return 0
  },
  readRemarks: async () => null,
  close: () => undefined,
})

it('A sheet of notes in front that contains an address is not taken for the leads', async () => {
  const workbook = workbookOf({
    'About this file': [['Put together by'], ['Ann, ann@us.example'], ['in June']],
    Leads: [
      ['First Name', 'Email'],
      ['Bo', 'bo@birch.example'],
    ],
  })
  expect((await chooseSheet(workbook, null)).sheet.name).toBe('Leads')
})

it('A sheet of addresses alone is still found', async () => {
  const workbook = workbookOf({ Empty: [['Title']], Addresses: [['bo@birch.example'], ['cy@cedar.example']] })
  expect((await chooseSheet(workbook, null)).sheet.name).toBe('Addresses')
})

const leads = [
  ['First Name', 'Email'],
  ['Bo', 'bo@birch.example'],
]
const offered = async (workbook: Workbook, wanted: string | null = null) => {
  const { sheet, open } = await chooseSheet(workbook, wanted)
  return { read: sheet.name, offered: open.map(({ name }) => name) }
}

it('Sheets without rows are not offered, and hidden ones only if nothing else has rows', async () => {
  const some = workbookOf({ Blank: [], Berlin: leads, Old: leads, Munich: leads }, ['Old'])
  expect(await offered(some)).toEqual({ read: 'Berlin', offered: ['Berlin', 'Munich'] })
  expect(await offered(some, 'Munich')).toEqual({ read: 'Munich', offered: ['Berlin', 'Munich'] })
  const allHidden = workbookOf({ Blank: [], Old: leads }, ['Old'])
  expect(await offered(allHidden)).toEqual({ read: 'Old', offered: ['Old'] })
})

it('A sheet after the first twelve is offered without being read', async () => {
  const many = Object.fromEntries(Array.from({ length: 14 }, (_, no) => [`Region ${no}`, no < 13 ? leads : []]))
  expect((await offered(workbookOf(many))).offered).toHaveLength(14)
})

const listOf = (count: number) => [
  ['First Name', 'Email'],
  ...Array.from({ length: count }, (_, no) => ['Bo', `bo@birch${no}.example`]),
]

it('A short sheet in front is not taken for the list', async () => {
  expect((await offered(workbookOf({ Team: listOf(2), Leads: listOf(8) }))).read).toBe('Leads')
  expect((await offered(workbookOf({ Team: listOf(2), Leads: listOf(8) }), 'Team')).read).toBe('Team')
  expect((await offered(workbookOf({ 'Q3 pilot': listOf(20), 'Q4 list': listOf(300) }))).read).toBe('Q4 list')
  const withoutHeader = listOf(9).slice(1)
  expect((await offered(workbookOf({ Contact: listOf(1), Sheet2: withoutHeader }))).read).toBe('Sheet2')
})

it('Of lists of similar length the first is read', async () => {
  expect((await offered(workbookOf({ UK: listOf(5), DE: listOf(9), NL: listOf(4) }))).read).toBe('UK')
  expect((await offered(workbookOf({ UK: listOf(1500), DE: listOf(4000) }))).read).toBe('UK')
})

it.each([
  'Existing customers',
  'Bestandskunden',
  'Do not contact',
  'Unsubscribed',
  'Raw export',
  'Archive 2019',
  'leads_old',
])('A long sheet of others does not come before the leads: %s', async (name) => {
  expect((await offered(workbookOf({ Leads: listOf(3), [name]: listOf(90) }))).read).toBe('Leads')
})
