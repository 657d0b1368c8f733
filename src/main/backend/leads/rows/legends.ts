/**
 * Notes that stand alone in a row, or above the table, of a sheet kept by hand: a legend says what a mark in the rows
 * means, a footnote names people and businesses.
 */
import { isAddress } from '#shared/domain/leads/import/addresses.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import { forbidsEmail, onlyForbidsEmail, stopReasonOf } from '#shared/domain/leads/import/opt-out-cells.ts'
import { isOptOutTitle } from '#shared/domain/leads/import/opt-out-titles.ts'
import { gateOfStop, type OptOutGate } from './opt-out-of-row.ts'

/**
 * `mark`: in lower case. `said`: what it means. `gate`: null if the mark excludes nobody. `isTitle`: the text may as well
 * be the title of a section, such as `*** Do not mail ***`.
 */
export type Legend = {
  readonly mark: string
  readonly said: string
  readonly gate: OptOutGate | null
  readonly isTitle: boolean
}

const LEGEND_CHARS = 300
const NOTE_CHARS = 1000

/** `*`, `**`, `†`, `(1)`: signs that stand behind a value as well. */
const signs = '*†‡§°^~+!¹²³⁴✱★●✖✗✘❌⛔'
const sign = String.raw`[${signs}]{1,3}|\(\p{N}\)|\[\p{N}\]`
const opened = String.raw`^\s*["'“„(]?`
const closed = String.raw`["'”)]?\s*`
const joint = String.raw`=+>?|→|(?:means?|stands for|bedeutet|heißt|steht für|betekent|signifie|veut dire|significa|oznacza|betyder)(?=\s)`
const meaning = String.raw`\s*(\p{L}.*)$`
const formOf = (source: string) => new RegExp(opened + source, 'isu')

/** With an equals sign, which no title has; with other signs, or none; with a word, such as a colour. */
const forms = [
  { form: formOf(`(${sign}|\\p{L}{1,2}|\\p{N}{1,2})${closed}(?:${joint})${meaning}`), isTitle: false },
  { form: formOf(`(${sign})${closed}[:–—-]?${meaning}`), isTitle: true },
  { form: formOf(`(\\p{L}{1,2}|\\p{N})${closed}(?:[:–—]|-(?=\\s))${meaning}`), isTitle: true },
  { form: formOf(`(\\p{L}[\\p{L}\\p{N}]{2,11})${closed}(?:${joint})${meaning}`), isTitle: true },
] as const
/** `Do not mail = x`. */
const markLast = new RegExp(String.raw`^\s*(\p{L}[^=→]{2,80}?)\s*(?:=|→)\s*["'“„(]?(\p{L}|${sign})["'”)]?\s*$`, 'isu')
/** `Legend:`, `Legende –`. */
const announced = /^\s*#?\s*(?:legende?|légende|leyenda|legenda|key|schlüssel|nb|n\.b\.|note|hinweis)\s*[:–-]\s*/iu
const betweenMarks = /[;\n|]|,\s|\s\/\s/u

/** Returns the marks a text explains, if one of them excludes people: `x = do not mail`, `* opted out; ** VIP`. */
export function legendsIn(text: string): readonly Legend[] {
  if (text.length > LEGEND_CHARS || text.trim() === '') return []
  const found = text
    .replace(announced, '')
    .split(betweenMarks)
    .flatMap((part) => legendIn(part) ?? [])
  return found.some(({ gate }) => gate !== null) ? found : []
}

function legendIn(part: string): Legend | null {
  for (const { form, isTitle } of forms) {
    const [, mark, said] = form.exec(part) ?? []
    if (mark !== undefined && said !== undefined)
      return { mark: mark.toLowerCase(), said, gate: gateOfMeaning(said), isTitle }
  }
  const [, said, mark] = markLast.exec(part) ?? []
  return said === undefined || mark === undefined
    ? null
    : { mark: mark.toLowerCase(), said, gate: gateOfMeaning(said), isTitle: false }
}

function gateOfMeaning(said: string): OptOutGate | null {
  const stop = stopReasonOf(said, 'words_stop')
  if (stop !== null) return gateOfStop[stop]
  return isOptOutTitle(said) ? gateCodes.unclear : null
}

/**
 * Collects everybody a note names as not to be mailed, by address or by `@domain`: `Never write to bo@birch.example or
 * anybody @globex.example`, `Do not mail anyone at globex.example`.
 */
export function collectNamed(note: string, gate: OptOutGate, found: Map<string, OptOutGate>): void {
  // Most such texts are an address, alone or behind a name.
  if (note.length > NOTE_CHARS || !note.includes('.') || !note.includes(' ') || note.includes('<')) return
  const addresses = note.includes('@') ? [...note.matchAll(named)].map(([text]) => text) : []
  const domains = [...note.matchAll(namedBusiness)].map(([text]) => `@${text}`)
  if (addresses.length + domains.length === 0 || !forbidsEmail(note.replace(named, ' '))) return
  for (const text of [...addresses, ...domains]) {
    const key = text.toLowerCase().replace(/^\*(?=@)/, '')
    if (isAddress(key) || (key.startsWith('@') && isAddress(`x${key}`))) found.set(key, gate)
  }
}

const namedBusiness =
  /(?<=\s(?:at|from|bei|von|bij|van|chez|de|en|di|da|hos|från|fra)\s)(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24}(?![\p{L}\p{N}@/.-])/giu
const named = /(?<![\p{L}\p{N}_.+%*@-])[\p{L}\p{N}_.+%*-]{0,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu

/**
 * Returns whether a line above a table is about its marks, or about people whom it names, and not about everybody
 * below: `Do not mail: bo@birch.example`, but not `Do not mail these people. Questions: ann@acme.example`.
 */
export function isOfSome(line: string): boolean {
  const legends = legendsIn(line)
  if (legends.length > 0) return !legends.some(({ isTitle }) => isTitle)
  const at = line.search(named)
  if (at < 0 || line.length > NOTE_CHARS) return false
  const before =
    line
      .slice(0, at)
      .split(/[.;!?,(\n]|\s[-–—]\s/u)
      .at(-1) ?? ''
  return onlyForbidsEmail(before.replace(announced, ''))
}

type Marked = {
  readonly legend: Legend & { readonly gate: OptOutGate }
  readonly row: number
  readonly emails: readonly string[]
}

/** Whom a mark in one column excludes. `isOfMarks`: the column has nothing else. The first row comes first. */
export type MarkedRows = {
  readonly column: number
  readonly isOfMarks: boolean
  readonly legend: Legend
  readonly gate: OptOutGate
  readonly rows: readonly Marked[]
}

/** Finds the rows in which the marks of a legend stand. Needs every row of a file, in order. */
export function createMarkedRows(all: readonly Legend[]) {
  const legends = new Map<string, Legend>()
  // Of two meanings of a mark, the one that excludes people counts.
  for (const one of all) if (one.gate !== null || !legends.has(one.mark)) legends.set(one.mark, one)
  const longest = Math.max(...[...legends.keys()].map((mark) => mark.length))
  /** Of each column, how many of its cells are filled, how many are a mark, and whom the marks exclude. */
  const columns = new Map<number, { filled: number; marks: number; readonly marked: Marked[] }>()
  const behindValues: [email: string, gate: OptOutGate][] = []
  return {
    add(cells: readonly string[], row: number, emails: readonly string[]): void {
      for (let at = 0; at < cells.length; at += 1) {
        const cell = (cells[at] as string).trim().toLowerCase()
        if (cell === '') continue
        let column = columns.get(at)
        if (!column) columns.set(at, (column = { filled: 0, marks: 0, marked: [] }))
        column.filled += 1
        const legend = cell.length <= longest ? legends.get(cell) : undefined
        if (legend) column.marks += 1
        if (legend && excludes(legend)) column.marked.push({ legend, row, emails })
        const behind = legend ? null : legends.get(signAtEdge(cell))?.gate
        if (behind) for (const email of emails) behindValues.push([email, behind])
      }
    },
    /** Where marks stand in columns of nothing else, only those count; in several, it is not known which are meant. */
    inColumns(): readonly MarkedRows[] {
      const used = [...columns].filter(([, { marked }]) => marked.length > 0)
      const ofMarks = used.filter(([, { filled, marks }]) => marks >= filled * 0.8)
      const isOfMarks = ofMarks.length > 0
      const meant = isOfMarks ? ofMarks : used
      return meant.flatMap(([column, { marked }]) =>
        [...Map.groupBy(marked, ({ legend }) => legend)].map(([legend, rows]) => {
          const gate = meant.length > 1 ? gateCodes.unclear : legend.gate
          return { column, isOfMarks, legend, gate, rows }
        }),
      )
    },
    /** Whom a sign behind a value excludes, or before it. */
    behindValues: behindValues as readonly (readonly [email: string, gate: OptOutGate])[],
  }
}

const excludes = (legend: Legend): legend is Marked['legend'] => legend.gate !== null

/** Returns the sign behind a value, or before it: `Bo Hall*`, `** Bo Hall`. */
const signAtEdge = (cell: string): string =>
  atEnd.exec(cell.slice(-8))?.[1] ?? atStart.exec(cell.slice(0, 8))?.[1] ?? ''
const atEnd = new RegExp(String.raw`(?<![${signs}])\s?(${sign})$`, 'u')
const atStart = new RegExp(String.raw`^(${sign})(?=[\s\p{L}])`, 'u')
