/** Data of a worksheet stored outside its rows: addresses that only occur in the cells' links, and merged cells. */
import { addressKey, isAddress } from '#shared/domain/leads/import/addresses.ts'
import { columnOf, MAX_COLUMN } from './sheet-values.ts'

/** Returns the address of a link such as `mailto:ann%40acme.example?subject=…`. */
export function addressOfLink(target: string): string | null {
  const said = /^mailto:([^?]+)/i.exec(target)?.[1]
  if (said === undefined) return null
  try {
    const key = addressKey(decodeURIComponent(said))
    return isAddress(key) ? key : null
  } catch {
    return null
  }
}

const MAX_MERGES = 50_000

type LinkedAddress = { readonly column: number; readonly address: string }
type Merge = { readonly column: number; readonly lastRow: number }

export type SheetExtras = ReturnType<typeof createSheetExtras>

/** `addresses`: the addresses of the sheet's links, by relation id. */
export function createSheetExtras(addresses: ReadonlyMap<string, string>) {
  /** The first address each row links to, by row number. */
  const links = new Map<number, LinkedAddress>()
  /** Vertically merged cells, by their first row. */
  const merges = new Map<number, Merge[]>()
  let merged = 0

  /** Adds the address a row links to, for example behind `Send e-mail`, if the row itself contains none. */
  function addLinkedAddresses(cells: string[], line: number) {
    const link = links.get(line)
    if (link === undefined || cells.some((cell) => cell.includes('@'))) return
    const text = cells[link.column] ?? ''
    if (text !== '') cells[link.column] = `${text} <${link.address}>`
  }

  return {
    keepLink(ref: string, id: string): void {
      const address = addresses.get(id)
      const [, reference = '', row = ''] = /^([A-Z]{1,3}(\d{1,7}))(?::|$)/.exec(ref) ?? []
      if (address === undefined || row === '' || links.has(Number(row))) return
      const column = columnOf(reference)
      if (column <= MAX_COLUMN) links.set(Number(row), { column, address })
    },
    keepMerge(ref: string): void {
      const [, reference = '', first = '', last = ''] = /^([A-Z]{1,3}(\d{1,7})):[A-Z]{1,3}(\d{1,7})$/.exec(ref) ?? []
      const column = columnOf(reference)
      if (Number(last) <= Number(first) || column > MAX_COLUMN || merged >= MAX_MERGES) return
      merged += 1
      const row = merges.get(Number(first))
      if (row) row.push({ column, lastRow: Number(last) })
      else merges.set(Number(first), [{ column, lastRow: Number(last) }])
    },
    /**
     * Completes rows in order, adding the values of merged cells above that also apply to the row, such as a company
     * written once beside several people. Returns whether it added any.
     */
    completer(): (cells: string[], line: number) => boolean {
      const open = new Map<number, { readonly lastRow: number; readonly value: string }>()
      return (cells, line) => {
        let hasAdded = false
        for (const [column, { lastRow, value }] of open) {
          if (line > lastRow) open.delete(column)
          else if ((cells[column] ?? '') === '') {
            while (cells.length < column) cells.push('')
            cells[column] = value
            hasAdded = true
          }
        }
        for (const { column, lastRow } of merges.get(line) ?? []) {
          const value = cells[column] ?? ''
          if (value !== '') open.set(column, { lastRow, value })
        }
        addLinkedAddresses(cells, line)
        return hasAdded
      }
    },
  }
}
