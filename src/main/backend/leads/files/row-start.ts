/** Finds the beginning of a row from the middle of a file, where it is unknown which quotes are open. */

const QUOTE = 34
const LF = 10
const CR = 13

/** Number of consecutive rows that must have the table's width. */
const ROWS = 8
/** Number of line ends that are tried. */
const TRIES = 200

/** Returns where the cell at `i` ends, at a delimiter or line end; -1 if none, or if text follows its closing quote. */
function cellEnd(bytes: Uint8Array, from: number, delimiter: number): number {
  let i = from
  if (bytes[i] === QUOTE) {
    do {
      i = bytes.indexOf(QUOTE, i + 1) + 1
      if (i === 0) return -1
    } while (bytes[i] === QUOTE)
    const next = bytes[i]
    return next === delimiter || next === LF || next === CR ? i : -1
  }
  while (i < bytes.length && bytes[i] !== delimiter && bytes[i] !== LF && bytes[i] !== CR) i += 1
  return i < bytes.length ? i : -1
}

function hasRowsOfWidth(bytes: Uint8Array, from: number, delimiter: number, width: number): boolean {
  let cells = 1
  let rows = 0
  for (let i = from; rows < ROWS; i += 1) {
    const end = cellEnd(bytes, i, delimiter)
    if (end < 0) return false
    const isBlank = cells === 1 && end === i
    i = end
    if (bytes[end] === delimiter) cells += 1
    else {
      if (bytes[end] === CR && bytes[end + 1] === LF) i += 1
      if (!isBlank) {
        if (cells !== width) return false
        rows += 1
      }
      cells = 1
    }
  }
  return true
}

/**
 * Returns the first position after a line end from which on rows have this width; null if there is none. This is a good
 * guess only, since a cell may look like a table; callers that rely on it must see a row end there.
 */
export function guessRowStart(bytes: Uint8Array, delimiter: string, width: number): number | null {
  let at = -1
  for (let tries = 0; tries < TRIES; tries += 1) {
    at = bytes.indexOf(LF, at + 1)
    if (at < 0) return null
    if (hasRowsOfWidth(bytes, at + 1, delimiter.charCodeAt(0), width)) return at + 1
  }
  return null
}
