/**
 * Exports pasted below one another: a row with the names of the first header in other places is the header of another
 * table. The rows below it are put in the order of the first header; cells of a column it lacks stay behind them.
 */
import { fieldAliases, variableAliases } from '#shared/domain/leads/import/column-aliases.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { optOutHeaderOf } from '#shared/domain/leads/import/opt-out-headers.ts'
import { isAddressKey } from '#shared/domain/leads/import/second-table.ts'
import { isLabel } from './find-layout.ts'
import { isColumnName } from './known-headers.ts'

export type StackedTables = {
  /** Called once the first header is known. */
  begin(header: readonly string[]): void
  /** Returns the cells in the order of the first header; the same array as long as there is no other order. */
  inFirstOrder(cells: string[], isIntact: boolean): string[]
  /** Number of cells that rows of the current table have. */
  width(): number
  /** Returns whether a header in another order has been found. */
  hasFound(): boolean
  /**
   * Returns whether every cell of the row at `at` is needed, even in columns that are not read: it may be a header, or
   * is below one in another order. True for every row that `inFirstOrder` might take for a header.
   */
  needsWhole(bytes: Uint8Array, at: number, end: number, delimiter: number): boolean
}

const QUOTE = 34
const SPACE = 32
const BYTE_ORDER_MARK = 0xfeff
const LONGEST_NAME = 120
const LF = 10
const CR = 13

/**
 * Neither other cases nor other spaces than these: bytes and text are compared in the same way. A file joined to another
 * by a program begins with its own byte order mark.
 */
const nameOf = (cell: string): string =>
  cell.replace(/^\ufeff? *| +$/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const isBlank = (cell: string): boolean => cell.trim() === ''

export function createStackedTables(): StackedTables {
  let header: readonly string[] = []
  /** The columns with each name. */
  const columns = new Map<string, number[]>()
  /** The names with which a header may begin; by their first two bytes as well, so that few rows need a closer look. */
  const names = new Set<string>()
  const starts = new Uint8Array(0x10000)
  const initials = new Uint8Array(128)
  /** Their lengths as text, and as bytes. */
  const textLengths = new Uint8Array(LONGEST_NAME + 1)
  const lengths = new Uint8Array(4 * LONGEST_NAME)
  let longest = 0
  const decoder = new TextDecoder()
  /** For each cell of the current table, its column in the first one; -1 if the first lacks it. Null: as the first. */
  let order: readonly number[] | null = null
  /** Its columns that the first table lacks and that may say who gets no mail. */
  let refusing: readonly number[] = []
  let found = false

  function beginsWithName(cells: readonly string[]): boolean {
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] as string
      const first = cell.charCodeAt(0)
      // Nearly every row ends here, without a new text.
      if (first > SPACE && first < 128 && initials[first] === 0) return false
      const isTrimmed = first > SPACE && first !== BYTE_ORDER_MARK && cell.charCodeAt(cell.length - 1) > SPACE
      if (isTrimmed && textLengths[cell.length] !== 1) return false
      const name = nameOf(cell)
      if (name !== '') return names.has(name)
    }
    return false
  }

  /** Returns the order a header gives; null if the row is not beyond doubt a header. */
  function orderOf(cells: readonly string[]): readonly number[] | null {
    const filled = cells.filter((cell) => !isBlank(cell))
    const used = new Map<string, number>()
    const targets = cells.slice(0, cells.findLastIndex((cell) => !isBlank(cell)) + 1).map((cell) => {
      const name = nameOf(cell)
      // The second `Name` of one header is the second of the other.
      const nth = used.get(name) ?? 0
      used.set(name, nth + 1)
      return columns.get(name)?.[nth] ?? -1
    })
    const known = targets.filter((target) => target >= 0).length
    // `Email, Company, Opt-out` below other columns: a list of people of its own.
    const areUsual =
      filled.some((cell) => isAddressKey(headerKey(cell))) &&
      filled.every((cell) => columns.has(nameOf(cell)) || isColumnName(cell))
    if (known < 2 || (!areUsual && (filled.length - known) * 4 > filled.length)) return null
    const isWhole = known >= 3 && known === header.filter((name) => !isBlank(name)).length
    const areNames = filled.every((cell) => isLabel(cell) && !cell.includes('@'))
    return areNames && (isWhole || filled.filter(isColumnName).length >= 2) ? targets : null
  }

  return {
    begin(given) {
      header = given
      for (const [at, each] of given.entries()) {
        const name = nameOf(each)
        if (!isBlank(name)) columns.set(name, [...(columns.get(name) ?? []), at])
        if (name.length > LONGEST_NAME || name.includes('"') || !/^[\p{L}\p{N}]/u.test(name)) continue
        names.add(name)
        textLengths[name.length] = 1
        const encoded = new TextEncoder().encode(name)
        const [first = 0, second] = encoded
        lengths[encoded.length] = 1
        // Longer than any name, so that only a name is as long as one.
        longest = Math.max(longest, encoded.length + 1)
        for (const a of casesOf(first)) {
          if (a < 128) initials[a] = 1
          for (const b of second === undefined ? anyByte : casesOf(second)) starts[a * 0x100 + b] = 1
        }
      }
    },
    inFirstOrder(cells, isIntact) {
      let isHeader = false
      if (isIntact && beginsWithName(cells)) {
        const other = orderOf(cells)
        isHeader = other !== null
        if (other !== null) {
          order = other.some((target, at) => target !== at && !isBlank(cells[at] ?? '')) ? other : null
          found ||= order !== null
          refusing = other.flatMap((target, at) => (target < 0 && mayRefuse(cells[at] ?? '') ? [at] : []))
        }
      }
      if (order === null) return cells
      const placed = Array<string>(header.length).fill('')
      // No column of the table can say so: without its address, the row is left out and counted.
      if (!isHeader && refusing.some((at) => !isBlank(cells[at] ?? ''))) return [...placed, ...cells]
      const more: string[] = []
      for (const [at, cell] of cells.entries()) {
        const target = order[at] ?? -1
        if (target >= 0) placed[target] = cell
        else if (!isHeader) more.push(cell)
      }
      more.length = more.findLastIndex((cell) => !isBlank(cell)) + 1
      return [...placed, ...more]
    },
    width: () => order?.length ?? header.length,
    hasFound: () => found,
    needsWhole(bytes, at, end, delimiter) {
      if (found) return true
      const isMarked = bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf
      let from = isMarked ? at + 3 : at
      let isQuoted = false
      for (; from < end; from += 1) {
        const byte = bytes[from] as number
        if (byte === QUOTE) isQuoted = true
        else if (byte === delimiter) isQuoted = false
        else if (byte !== SPACE) break
      }
      if (starts[(bytes[from] as number) * 0x100 + (bytes[from + 1] as number)] === 0) return false
      let to = from
      const most = Math.min(end, from + longest)
      for (; to < most; to += 1) {
        const byte = bytes[to] as number
        if (byte === QUOTE || (!isQuoted && (byte === delimiter || byte === LF || byte === CR))) break
      }
      while (to > from && bytes[to - 1] === SPACE) to -= 1
      // Decoding costs more than all of this.
      if (lengths[to - from] !== 1) return false
      return names.has(nameOf(decoder.decode(bytes.subarray(from, to))))
    },
  }
}

/** Returns whether a column may say who gets no mail: all but those known to say something else. */
function mayRefuse(name: string): boolean {
  const key = headerKey(name)
  return !isBlank(name) && (!plainNames.has(key) || optOutHeaderOf(key) !== null)
}
const plainNames = new Set([...Object.values(fieldAliases), ...Object.values(variableAliases)].flat())

const anyByte = Array.from({ length: 0x100 }, (_, byte) => byte)
const isLowerCase = (byte: number): boolean => byte >= 97 && byte <= 122
const casesOf = (byte: number): readonly number[] => (isLowerCase(byte) ? [byte, byte - SPACE] : [byte])
