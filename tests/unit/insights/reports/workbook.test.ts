import { describe, expect, it } from 'vitest'
import { buildWorkbook } from '#backend/insights/reports/workbook.ts'
import { readWorkbook } from '../../../support/read-workbook.ts'

const entryMark = Buffer.from([0x50, 0x4b, 1, 2]).toString('latin1')

describe('a report as a workbook', () => {
  it('has numbers as numbers, days as days, and texts as texts', async () => {
    const nasty = '=cmd|"/c calc"!A1 <b>&"\u0000 _x0041_ \n two'
    const [sheet, other] = await readWorkbook(
      buildWorkbook([
        {
          name: 'Tage: [1]',
          widths: [10, 10],
          rows: [
            ['Day', 'Sent', 'Rate'],
            [{ date: '2026-11-20' }, 1_234, { share: 0.125 }],
            [nasty, null, 0],
          ],
        },
        { name: 'tage   1', widths: [], rows: [['x']] },
      ]),
    )
    expect(sheet?.rows).toEqual([
      ['Day', 'Sent', 'Rate'],
      ['2026-11-20', '1234', '12.5%'],
      [nasty.replace('\u0000', ''), '', '0'],
    ])
    expect(sheet?.name.toLowerCase()).not.toBe(other?.name.toLowerCase())
  })

  it('contains no formula, macro or external link', () => {
    const bytes = buildWorkbook([{ name: 'a', widths: [], rows: [['=1+1', '@SUM(A1)', '+1', '-1']] }])
    // Each name of the central directory, 46 bytes after the start of its entry.
    const text = bytes.toString('latin1')
    const names = [...text.matchAll(new RegExp(entryMark, 'g'))].map(({ index }) =>
      text.slice(index + 46, index + 46 + bytes.readUInt16LE(index + 28)),
    )
    expect(names).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
    ])
  })
})
