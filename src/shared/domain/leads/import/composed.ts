/** Variables composed of several columns and text: their notation, and their value for a row. */

/** Either literal text, or the value of a column, by its position in the file. */
export type ComposedPart = { readonly text: string } | { readonly column: number }

/** A variable defined by the operator; without a column, its value is the same for every lead. */
export type ComposedVariable = {
  readonly name: string
  readonly parts: readonly ComposedPart[]
  /** Used if none of the columns has a value; if empty, the lead has no value. */
  readonly fallback: string
}

const opening = /[([{«“„"]\s*$/
const closing = /^\s*[)\]}»”“"]/
const hasWord = /[\p{L}\p{N}]/u

type ColumnSlot = { readonly column: number; readonly open: string; readonly close: string }
type Compiled = {
  readonly prefix: string
  readonly slots: readonly ColumnSlot[]
  /** Texts between two columns; one fewer than slots. */
  readonly between: readonly string[]
  readonly suffix: string
}

/** Prepares the parts. Brackets around a column belong to it: they are omitted if it is empty. */
function compile(parts: readonly ComposedPart[]): Compiled {
  const columns: number[] = []
  const texts = ['']
  for (const part of parts) {
    if ('text' in part) texts[columns.length] = (texts[columns.length] ?? '') + part.text
    else {
      columns.push(part.column)
      texts.push('')
    }
  }
  const slots = columns.map((column, at): ColumnSlot => {
    const before = texts[at] ?? ''
    const after = texts[at + 1] ?? ''
    const open = opening.exec(before)?.[0] ?? ''
    const close = open === '' ? '' : (closing.exec(after)?.[0] ?? '')
    if (close === '') return { column, open: '', close: '' }
    texts[at] = before.slice(0, before.length - open.length)
    texts[at + 1] = after.slice(close.length)
    return { column, open, close }
  })
  return {
    prefix: texts[0] ?? '',
    slots,
    between: texts.slice(1, columns.length),
    suffix: columns.length === 0 ? '' : (texts.at(-1) ?? ''),
  }
}

/**
 * Returns the separator between two values if the ones between them are empty: the words nearest to the following
 * value, else the longest punctuation.
 */
function separatorOf(between: readonly string[]): string {
  const words = between.findLast((text) => hasWord.test(text))
  if (words !== undefined) return words
  return between.reduce((kept, text) => (text.trim().length > kept.trim().length ? text : kept))
}

/** Prepares a definition once, so that each row is cheap; `valueAt` returns the value of a column, empty for none. */
export function createValueComposer({
  parts,
  fallback,
}: ComposedVariable): (valueAt: (column: number) => string) => string {
  const { prefix, slots, between, suffix } = compile(parts)
  if (slots.length === 0) {
    const constant = prefix.trim()
    return () => constant
  }
  const otherwise = fallback.trim()
  return (valueAt) => {
    let made = ''
    let before = -1
    for (let at = 0; at < slots.length; at += 1) {
      const { column, open, close } = slots[at] as ColumnSlot
      const value = valueAt(column)
      if (value === '') continue
      if (before >= 0) made += before === at - 1 ? between[before] : separatorOf(between.slice(before, at))
      made += open + value + close
      before = at
    }
    return before < 0 ? otherwise : (prefix + made + suffix).trim()
  }
}

/** Returns the columns a variable is composed of, without duplicates. */
export const columnsOfComposed = ({ parts }: Pick<ComposedVariable, 'parts'>): readonly number[] => [
  ...new Set(parts.flatMap((part) => ('column' in part ? [part.column] : []))),
]

/** Returns whether the value is the same for every lead. */
export const isConstant = (variable: Pick<ComposedVariable, 'parts'>): boolean =>
  columnsOfComposed(variable).length === 0

/** Returns the operator's notation, with column names in braces. */
export const composedText = (parts: readonly ComposedPart[], nameOf: (column: number) => string): string =>
  parts.map((part) => ('text' in part ? part.text : `{${nameOf(part.column)}}`)).join('')

export type ParsedComposed =
  | { readonly parts: readonly ComposedPart[] }
  /** A name in braces that is not a column. */
  | { readonly unknown: string }

/** Parses the operator's notation; column names are compared ignoring case and surrounding spaces. */
export function parseComposed(text: string, columnOf: (name: string) => number | undefined): ParsedComposed {
  const parts: ComposedPart[] = []
  let from = 0
  for (const found of text.matchAll(/(?<!\{)\{+([^{}]+)\}+/g)) {
    const name = found[1] ?? ''
    const column = columnOf(name.trim().toLowerCase())
    if (column === undefined) return { unknown: name.trim() }
    if (found.index > from) parts.push({ text: text.slice(from, found.index) })
    parts.push({ column })
    from = found.index + found[0].length
  }
  if (from < text.length) parts.push({ text: text.slice(from) })
  return { parts }
}
