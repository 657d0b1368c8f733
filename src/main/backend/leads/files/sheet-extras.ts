/** Data of a worksheet stored outside its rows: addresses and websites only in the cells' links, and merged cells. */
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

/** The texts of cells that only say what their link opens: `Website`, `LinkedIn profile`. */
const linkLabel =
  /^(?:(?:visit|open|view|see|zur|zum|voir|ver|naar|vai al) )?(?:(?:the|le|el|la) )?(?:web ?sites?|web ?seite|home ?page|url|link|lien|enlace|site(?: web| internet)?|sito(?: web)?|p[aá]gina web|strona(?: www)?|hemsida|hjemmeside|nettside|linkedin|(?:linkedin )?profile?)$/i

const MAX_MERGES = 50_000

type Link = { readonly column: number; readonly target: string }
type Merge = { readonly column: number; readonly lastRow: number }

export type SheetExtras = ReturnType<typeof createSheetExtras>

/** What the links of a sheet lead to, by relation id: mail addresses, and the URLs of web pages. */
export type SheetLinks = {
  readonly addresses: ReadonlyMap<string, string>
  readonly pages: ReadonlyMap<string, string>
}

export function createSheetExtras({ addresses, pages }: SheetLinks) {
  /** The first address each row links to, by row number. */
  const links = new Map<number, Link>()
  /** The web pages each row links to, by row number. */
  const pageLinks = new Map<number, Link[]>()
  /** Vertically merged cells, by their first row. */
  const merges = new Map<number, Merge[]>()
  let merged = 0

  /** Adds the address a row links to, for example behind `Send e-mail`, if the row itself contains none. */
  function addLinkedAddresses(cells: string[], line: number) {
    const link = links.get(line)
    if (link === undefined || cells.some((cell) => cell.includes('@'))) return
    const text = cells[link.column] ?? ''
    if (text !== '') cells[link.column] = `${text} <${link.target}>`
  }

  /** Puts the URL in place of a text such as `Website`. A row without an address may be the header. */
  function addLinkedPages(cells: string[], line: number) {
    const labelled = pageLinks.get(line)?.filter(({ column }) => linkLabel.test(cells[column] ?? '')) ?? []
    if (labelled.length === 0 || !cells.some((cell) => cell.includes('@'))) return
    for (const { column, target } of labelled) cells[column] = target
  }

  return {
    keepLink(ref: string, id: string): void {
      const [, reference = '', row = ''] = /^([A-Z]{1,3}(\d{1,7}))(?::|$)/.exec(ref) ?? []
      const column = columnOf(reference)
      if (row === '' || column > MAX_COLUMN) return
      const line = Number(row)
      const [address, page] = [addresses.get(id), pages.get(id)]
      if (address !== undefined && !links.has(line)) links.set(line, { column, target: address })
      if (page === undefined) return
      const others = pageLinks.get(line)
      if (others) others.push({ column, target: page })
      else pageLinks.set(line, [{ column, target: page }])
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
        addLinkedPages(cells, line)
        return hasAdded
      }
    },
  }
}
