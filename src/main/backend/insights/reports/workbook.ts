/**
 * Writes sheets as an Excel workbook (Office Open XML). Texts are always texts: no cell is a formula, and there are no
 * macros or links. Our own and not write-excel-file (4.1.1), which lets Excel decode `_x0041_` in a text, throws at names
 * of sheets that we mend, and dates the file, so that about half of this would stay around it.
 */

import { dayOfDate } from '#shared/domain/core/days.ts'
import { escapeHtml } from '#shared/domain/core/escape-html.ts'
import { zipFiles } from '../../core/lib/zip-write.ts'

/** A text, a number, a fraction of 1 shown as a percentage, or a day as YYYY-MM-DD; null is an empty cell. */
export type Cell = string | number | null | { readonly share: number } | { readonly date: string }

export type Sheet = {
  readonly name: string
  /** The first row is the header. Column widths are given in `widths`, in characters. */
  readonly rows: readonly (readonly Cell[])[]
  readonly widths: readonly number[]
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationsNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006/relationships'
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Cell formats by their index in `styles`: plain, header, whole number, percentage, day. */
const styleIndex = { plain: 0, head: 1, whole: 2, share: 3, date: 4 }

export function buildWorkbook(sheets: readonly Sheet[]): Buffer {
  const names = sheetNames(sheets)
  return zipFiles([
    {
      name: '[Content_Types].xml',
      text: `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${contentType}.styles+xml"/>${sheets
        .map(
          (_, at) =>
            `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${contentType}.worksheet+xml"/>`,
        )
        .join('')}</Types>`,
    },
    {
      name: '_rels/.rels',
      text: `${xmlHead}<Relationships xmlns="${packageNamespace}"><Relationship Id="rId1" Type="${relationsNamespace}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `${xmlHead}<workbook xmlns="${mainNamespace}" xmlns:r="${relationsNamespace}"><sheets>${names
        .map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `${xmlHead}<Relationships xmlns="${packageNamespace}">${sheets
        .map(
          (_, at) =>
            `<Relationship Id="rId${at + 1}" Type="${relationsNamespace}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
        )
        .join(
          '',
        )}<Relationship Id="rId${sheets.length + 1}" Type="${relationsNamespace}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', text: styles },
    ...sheets.map((sheet, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, text: sheetXml(sheet) })),
  ])
}

// 3 is `#,##0`, 10 is `0.00%`, 14 the short date: formats that Excel shows in the user's language.
const styles = `${xmlHead}<styleSheet xmlns="${mainNamespace}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`

function sheetXml({ rows, widths }: Sheet): string {
  const columns = widths
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('')
  const body = rows
    .map((cells, row) => `<row r="${row + 1}">${cells.map((cell, at) => cellXml(cell, at, row)).join('')}</row>`)
    .join('')
  return `${xmlHead}<worksheet xmlns="${mainNamespace}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>${body}</sheetData></worksheet>`
}

function cellXml(cell: Cell, column: number, row: number): string {
  if (cell === null || cell === '') return ''
  const at = `${columnName(column)}${row + 1}`
  if (typeof cell === 'string')
    return `<c r="${at}" s="${row === 0 ? styleIndex.head : styleIndex.plain}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`
  if (typeof cell === 'number') return `<c r="${at}" s="${styleIndex.whole}"><v>${cell}</v></c>`
  if ('share' in cell) return `<c r="${at}" s="${styleIndex.share}"><v>${cell.share}</v></c>`
  // Excel counts days from the end of 1899 and treats 1900 as a leap year.
  return `<c r="${at}" s="${styleIndex.date}"><v>${dayOfDate(cell.date) + 25_569}</v></c>`
}

/** Returns the column name: A, B, … Z, AA. */
const columnName = (at: number): string =>
  at < 26 ? String.fromCodePoint(65 + at) : columnName(Math.floor(at / 26) - 1) + columnName(at % 26)

/**
 * Removes characters that XML cannot contain, limits the length to that of a cell, and escapes `_x0041_`, which Excel
 * would decode as a character.
 */
const xmlText = (text: string): string =>
  escapeHtml(
    text
      .toWellFormed()
      .slice(0, 32_000)
      .replaceAll(/[^\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
      .replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_'),
  )

/** Returns sheet names that Excel accepts, without duplicates. */
function sheetNames(sheets: readonly Sheet[]): readonly string[] {
  const taken = new Set<string>()
  return sheets.map(({ name }, at) => {
    const plain =
      name
        .replaceAll(/[\\/?*[\]:']/g, ' ')
        .trim()
        .slice(0, 28) || `${at + 1}`
    const free = taken.has(plain.toLowerCase()) ? `${plain} ${at + 1}` : plain
    taken.add(free.toLowerCase())
    return free
  })
}
