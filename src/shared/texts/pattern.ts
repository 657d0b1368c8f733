/**
 * Parses the patterns of a catalogue: the subset of ICU MessageFormat described in README.md. A pattern is parsed once,
 * on first use. Values of arguments are inserted unchanged and never parsed as a pattern.
 */
import type { Wording } from './wording.ts'

type Arms = ReadonlyMap<string, Pattern>
export type Part =
  | string
  | { readonly kind: 'value' | 'number' | 'figure' | 'list' | 'list or' | 'list comma'; readonly name: string }
  | { readonly kind: 'plural' | 'select'; readonly name: string; readonly arms: Arms }
export type Pattern = readonly Part[]
export type Values = Readonly<Record<string, unknown>>

const kinds = ['number', 'list', 'list or', 'list comma'] as const

/** Parses a pattern. Throws an error with the position if it is invalid. */
export function readPattern(source: string, names: readonly string[]): Pattern {
  let at = 0
  const wrong = (what: string): never => {
    throw new Error(`${what}, at character ${at + 1} of "${source}"`)
  }
  const token = (form: RegExp): string => {
    const found = new RegExp(`\\s*(${form.source})`, 'y')
    found.lastIndex = at
    const said = found.exec(source)?.[1]
    if (said === undefined) return wrong(`${form.source} expected`)
    at = found.lastIndex
    return said
  }
  const next = (form: RegExp): boolean => new RegExp(`\\s*(?:${form.source})`, 'y').test(source.slice(at))

  /** Parses text and the arguments in braces; `figure` is the argument that "#" stands for. */
  function text(figure: string | null, inBraces: boolean): Pattern {
    const parts: Part[] = []
    let plain = ''
    const put = (part: Part) => {
      if (plain) parts.push(plain)
      plain = ''
      parts.push(part)
    }
    const end = inBraces ? '}' : undefined
    while (at < source.length && source[at] !== end) {
      const [quoted, inner] = /^'(?:'|([{}#](?:[^']|'')*)('|$))/.exec(source.slice(at)) ?? []
      if (quoted !== undefined) {
        plain += inner === undefined ? "'" : inner.replaceAll("''", "'")
        at += quoted.length
      } else if (source[at] === '{') put(argument(figure))
      else if (source[at] === '}') wrong('a brace too many')
      else if (source[at] === '#' && figure !== null) {
        put({ kind: 'figure', name: figure })
        at += 1
      } else {
        plain += source[at]
        at += 1
      }
    }
    if (plain) parts.push(plain)
    return parts
  }

  function argument(figure: string | null): Part {
    token(/\{/)
    const name = token(/\w+/)
    if (!names.includes(name)) wrong(`there is no argument ${name}`)
    if (next(/\}/)) {
      token(/\}/)
      return { kind: 'value', name }
    }
    token(/,/)
    const kind = token(/\w+/)
    if (kind !== 'plural' && kind !== 'select') {
      const style = next(/,/) ? `${kind} ${token(/,\s*\w+/).replace(/^,\s*/, '')}` : kind
      token(/\}/)
      return { kind: kinds.find((known) => known === style) ?? wrong(`${style} is no form`), name }
    }
    token(/,/)
    const arms = new Map<string, Pattern>()
    while (!next(/\}/)) {
      const arm = token(kind === 'plural' ? /=-?\d+|one|other/ : /\w+/)
      if (arms.has(arm)) wrong(`${arm} is there twice`)
      token(/\{/)
      arms.set(arm, text(kind === 'plural' ? name : figure, true))
      token(/\}/)
    }
    token(/\}/)
    if (!arms.has('other')) wrong('other is missing')
    return { kind, name, arms }
  }

  return text(null, false)
}

export function formatPattern(pattern: Pattern, values: Values, wording: Wording): string {
  let said = ''
  for (const part of pattern)
    said += typeof part === 'string' ? part : sayPart(part, values[part.name], values, wording)
  return said
}

function sayPart(part: Exclude<Part, string>, value: unknown, values: Values, wording: Wording): string {
  switch (part.kind) {
    case 'value':
      return isEmpty(value) ? '' : String(value)
    case 'number':
    case 'figure':
      return typeof value === 'number' ? wording.n(value) : isEmpty(value) ? '' : String(value)
    case 'list':
      return wording.listed(value as readonly string[])
    case 'list or':
      return wording.any(value as readonly string[])
    case 'list comma':
      return (value as readonly string[]).join(', ')
    case 'plural':
    case 'select': {
      const arm = part.arms.get(part.kind === 'select' ? choice(value) : `=${String(value)}`)
      const form = part.kind === 'plural' ? wording.plural(Number(value), 'one', 'other') : 'other'
      return formatPattern(arm ?? part.arms.get(form) ?? part.arms.get('other') ?? [], values, wording)
    }
  }
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

/** A string value "empty", "true" or "false" is an ordinary word and does not select the special arms. */
function choice(value: unknown): string {
  if (isEmpty(value)) return 'empty'
  return typeof value === 'string' && /^(?:empty|true|false)$/.test(value) ? 'other' : String(value)
}
