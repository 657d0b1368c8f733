/** Chooses the sheet of a workbook to read. */
import { addressKey, isAddress } from '#shared/domain/leads/import/addresses.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { isAskedTitle, isOptOutTitle, namesAskedPeople } from '#shared/domain/leads/import/opt-out-titles.ts'
import { isColumnName } from './known-headers.ts'
import { BadWorkbook, openWorkbook, type Sheet, type Workbook } from './workbook.ts'

export { BadWorkbook, openWorkbook }

const PEEK_ROWS = 40
/** Addresses are counted in this many rows of a sheet. */
const COUNTED_ROWS = 1_000
/** Neither a column's name nor an address is longer. */
const PEEK_LENGTH = 1_000
/** Sheets after these are offered without being examined. */
const PEEK_SHEETS = 12

/**
 * Returns the sheet to read: the one named, otherwise the first that contains addresses or a table with known column
 * names, unless another has far more addresses, otherwise the first with rows. Also returns the sheets that can be
 * chosen; empty ones are left out, and so are hidden ones unless nothing else has rows.
 */
export async function chooseSheet(workbook: Workbook, wanted: string | null | undefined) {
  const visible = workbook.sheets.filter(({ hidden }) => !hidden)
  const seen = await peekIntoSheets(workbook, visible)
  const found =
    seen.open.length > 0
      ? seen
      : await peekIntoSheets(
          workbook,
          workbook.sheets.filter(({ hidden }) => hidden),
        )
  const sheet =
    workbook.sheets.find(({ name }) => name === wanted) ?? bestOf(found.peeks) ?? found.open[0] ?? workbook.sheets[0]
  if (!sheet) throw new BadWorkbook('no_workbook')
  return { sheet, open: found.open }
}

type Peek = {
  readonly sheet: Sheet
  readonly rows: readonly (readonly string[])[]
  /** Rows with an address. */
  readonly addressed: number
}

const holdsAddress = (cells: readonly string[]) => cells.some((cell) => isAddress(addressKey(cell)))

async function peekIntoSheets(workbook: Workbook, sheets: readonly Sheet[]) {
  const peeks: Peek[] = []
  for (const sheet of sheets.slice(0, PEEK_SHEETS)) {
    const rows: string[][] = []
    let counted = 0
    let addressed = 0
    await workbook.readRows(
      sheet,
      (cells) => {
        if (counted >= COUNTED_ROWS) return
        const seen = cells.map((cell) => cell.slice(0, PEEK_LENGTH))
        counted += 1
        if (holdsAddress(seen)) addressed += 1
        if (rows.length < PEEK_ROWS) rows.push(seen)
      },
      () => counted < COUNTED_ROWS,
      true,
    )
    if (rows.length > 0) peeks.push({ sheet, rows, addressed })
  }
  return { peeks, open: [...peeks.map(({ sheet }) => sheet), ...sheets.slice(PEEK_SHEETS)] }
}

function bestOf(peeks: readonly Peek[]): Sheet | undefined {
  // A sheet of people who must not be written to is not a lead list, unless there is nothing else.
  const leads = peeks.filter(({ sheet }) => !isOptOutTitle(sheet.name) && !isAskedTitle(sheet.name))
  return bestTable(leads) ?? bestTable(peeks) ?? peeks[0]?.sheet
}

/** Besides the people about whom a title is asked: other people of a business, and earlier states of the list. */
const ofOthers =
  /(?<!\p{L})(?:customer|client|partners?|suppliers?|vendors?|lieferanten|leveranciers|lost|closed|archive?d?|archief|archiv|old|alt|oud|backup|raw|copy|kopie|templates?|vorlage|samples?|examples?|beispiele?|tests?|done|sent|contacted|erledigt)(?!\p{L})/iu

/**
 * Returns the first table of leads. A much longer one comes before it: a sheet `Team` of two people is not the list.
 * One a little longer does not, because it may be the list before somebody tidied it.
 */
function bestTable(peeks: readonly Peek[]): Sheet | undefined {
  const first = firstTable(peeks)
  const longest = peeks
    .filter(({ sheet }) => !namesAskedPeople(sheet.name) && !ofOthers.test(sheet.name.replaceAll('_', ' ')))
    .toSorted((a, b) => b.addressed - a.addressed)[0]
  const isLonger = first && longest && longest.addressed >= Math.max(2, 2 * first.addressed)
  return (isLonger ? longest : first)?.sheet
}

function firstTable(peeks: readonly Peek[]): Peek | undefined {
  const tables = peeks.filter(({ rows }) => rows.length > 1)
  // A sheet of notes may mention an address too, whereas a table has a column of addresses or column names.
  const known = tables.find(
    ({ rows }) =>
      rows.some((cells) => cells.filter((cell) => isColumnName(cell)).length >= 2) &&
      rows.some((cells) => holdsAddress(cells) || cells.some((cell) => headerKey(cell) === 'email')),
  )
  const promising = tables.find(({ rows }) =>
    rows.flat().some((cell) => cell.includes('@') || headerKey(cell) === 'email'),
  )
  return known ?? promising ?? tables[0]
}
