import { expect, it } from 'vitest'
import { chooseSheet } from '#backend/leads/leads/choose-sheet.ts'
import type { Workbook } from '#backend/leads/leads/workbook.ts'

const workbookOf = (sheets: Readonly<Record<string, readonly string[][]>>): Workbook => ({
  sheets: Object.keys(sheets).map((name) => ({ name, part: name, hidden: false })),
  readRows: async (sheet, onRow) => {
    for (const [at, row] of (sheets[sheet.name] ?? []).entries()) onRow([...row], at + 1)
  },
  close: () => undefined,
})

it('a sheet of notes in front, which names an address too, is not taken for the leads', async () => {
  const workbook = workbookOf({
    'About this file': [['Put together by'], ['Ann, ann@us.example'], ['in June']],
    Leads: [
      ['First Name', 'Email'],
      ['Bo', 'bo@birch.example'],
    ],
  })
  expect((await chooseSheet(workbook, null)).sheet.name).toBe('Leads')
})

it('a sheet of addresses alone is still found', async () => {
  const workbook = workbookOf({ Empty: [['Title']], Addresses: [['bo@birch.example'], ['cy@cedar.example']] })
  expect((await chooseSheet(workbook, null)).sheet.name).toBe('Addresses')
})
