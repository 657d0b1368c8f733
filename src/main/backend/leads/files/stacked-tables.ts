/**
 * Exports pasted below one another: a row with the names of the first header in other places is the header of another
 * table. The rows below it are put in the order of the first header.
 */
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
const LONGEST_NAME = 120
const ends = new Set([10, 13])

/** Neither other cases nor other spaces than these: bytes and text are compared in the same way. */
const nameOf = (cell: string): string =>
  cell.replace(/^ +| +$/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const isBlank = (cell: string): boolean => cell.trim() === ''

export function createStackedTables(): StackedTables {
  let header: readonly string[] = []
  /** The columns with each name. */
  const columns = new Map<string, number[]>()
  /** The names with which a header may begin; by their first two bytes as well, so that few rows need a closer look. */
  const names = new Set<string>()
  const starts = new Uint8Array(0x10000)
  const initials = new Uint8Array(128)
  const decoder = new TextDecoder()
  /** For each cell of the current table, its column in the first one; -1 if the first lacks it. Null: as the first. */
  let order: readonly number[] | null = null
  let found = false

  function beginsWithName(cells: readonly string[]): boolean {
    for (const cell of cells) {
      const first = cell.charCodeAt(0)
      // Nearly every row ends here.
      if (first > SPACE && first < 128 && initials[first] === 0) return false
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
    if (known < 2 || (filled.length - known) * 5 > filled.length) return null
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
        const [first = 0, second] = new TextEncoder().encode(name)
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
          order = other.some((target, at) => target >= 0 && target !== at) ? other : null
          found ||= order !== null
        }
      }
      if (order === null) return cells
      const placed = Array<string>(header.length).fill('')
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
      let from = at
      let isQuoted = false
      for (; from < end; from += 1) {
        const byte = bytes[from] as number
        if (byte === QUOTE) isQuoted = true
        else if (byte === delimiter) isQuoted = false
        else if (byte !== SPACE) break
      }
      if (starts[(bytes[from] as number) * 0x100 + (bytes[from + 1] as number)] === 0) return false
      let to = from
      const isInside = (byte: number) => byte !== QUOTE && (isQuoted || (byte !== delimiter && !ends.has(byte)))
      while (to < end && isInside(bytes[to] as number)) to += 1
      return names.has(nameOf(decoder.decode(bytes.subarray(from, to))))
    },
  }
}

const anyByte = Array.from({ length: 0x100 }, (_, byte) => byte)
const isLowerCase = (byte: number): boolean => byte >= 97 && byte <= 122
const casesOf = (byte: number): readonly number[] => (isLowerCase(byte) ? [byte, byte - SPACE] : [byte])
