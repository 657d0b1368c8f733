/** Detects the delimiter from the first piece of a text. */
import { mostCommonWidth } from './find-layout.ts'
import { createTokenizer, NotATable, UnclosedQuote } from './tokenizer.ts'

const delimiters = [',', ';', '\t', '|', '¦'] as const

export type SniffResult = {
  readonly delimiter: string
  /** Number of characters of a `sep=` line at the start, skipped with its line end; 0 if there is none. */
  readonly skip: number
  /** Number of lines those characters take up. */
  readonly skipLines: number
}

/** Number of characters examined; fixed, so that the size of the pieces read makes no difference. */
export const SNIFF_CHARS = 64 * 1024

const sepLine = /^[ \t\r\n]*"?sep=([^\w"\r\n])"?[ \t]*(\r\n|\n|\r|$)/i

type Reading = { readonly widths: readonly number[]; readonly faults: number }

/** Reads the sample with the given delimiter. If the sample cuts the last row, that row is left out. */
function readWithDelimiter(sample: string, delimiter: string, whole: boolean): Reading {
  const widths: number[] = []
  let faults = 0
  const tokenizer = createTokenizer({
    delimiter,
    onRow: (cells, _line, note) => {
      widths.push(cells.length)
      if (note !== null) faults += 1
    },
  })
  try {
    tokenizer.push(sample)
    if (whole) tokenizer.end()
  } catch (error) {
    if (!(error instanceof UnclosedQuote || error instanceof NotATable)) throw error
    faults += 1
  }
  if (widths.length === 0 && !whole) widths.push(1)
  return { widths, faults }
}

/** Titles and notes may stand above the header; this many records are allowed for them. */
const HEADER_WITHIN = 60
/** Factor applied to a reading whose header is not the first record. */
const LATER_HEADER = 0.8

/** Returns the best score of the widths: with the first record as header, or the first of the usual width. */
function score({ widths, faults }: Reading): number {
  const tidy = 1 / (1 + (4 * faults) / Math.max(1, widths.length))
  const usual = mostCommonWidth(widths).width
  const later = usual < 3 ? -1 : widths.slice(0, HEADER_WITHIN).indexOf(usual)
  const laterPoints = later > 0 && later < widths.length - 1 ? LATER_HEADER * evenness(widths.slice(later)) : 0
  return tidy * Math.max(evenness(widths), laterPoints, LATER_HEADER * sectionPoints(widths))
}

const SECTION_LEAST = 3
/** Scores the widest even stretch below narrower records: a report with a summary above its table. */
function sectionPoints(widths: readonly number[]): number {
  let best = 0
  for (let from = 1; from < Math.min(widths.length, HEADER_WITHIN); ) {
    const width = widths[from] as number
    let to = from
    while (to < widths.length && widths[to] === width) to += 1
    if (to - from >= SECTION_LEAST && width > 2 * (widths[0] as number)) best = Math.max(best, Math.log2(1 + width))
    from = to
  }
  return best
}

/** Returns a high score if the rows have the same width, the header agrees and there are many columns. */
function evenness(widths: readonly number[]): number {
  const header = widths[0] ?? 1
  if (header < 2) return 0
  const { width, share } = mostCommonWidth(widths.length > 1 ? widths.slice(1) : widths)
  const off = Math.abs(header - width)
  const headerAgrees = off === 0 ? 1 : off === 1 ? 0.7 : 0.25
  return share * headerAgrees * Math.log2(1 + Math.min(header, Math.max(width, 2)))
}

/** Picks the delimiter unless it is known; the comma if nothing speaks for another. `whole`: the sample is all. */
export function sniff(sample: string, whole: boolean, known: string | null = null): SniffResult {
  const named = sepLine.exec(sample)
  if (named && (named[2] !== '' || whole)) {
    return {
      delimiter: named[1] as string,
      skip: named[0].length,
      skipLines: named[0].split(/\r\n|\n|\r/).length - 1,
    }
  }
  if (known !== null) return { delimiter: known, skip: 0, skipLines: 0 }
  let best: { readonly delimiter: string; readonly points: number } = { delimiter: ',', points: 0 }
  for (const delimiter of delimiters) {
    // A delimiter that does not occur separates nothing and gets no points.
    if (!sample.includes(delimiter)) continue
    const points = score(readWithDelimiter(sample, delimiter, whole))
    if (points > best.points) best = { delimiter, points }
  }
  return { delimiter: best.delimiter, skip: 0, skipLines: 0 }
}
