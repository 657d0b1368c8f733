/** Creates texts from catalogues: strings stay, patterns become functions of the arguments named in their keys. */
import type { Language } from '../language.ts'
import { formatPattern, type Pattern, readPattern, type Values } from './pattern.ts'
import { type Wording, wordingOf } from './wording.ts'

type Tree = { readonly [key: string]: unknown }

/**
 * Returns the combined texts of these catalogues. Each area is built on first access. Tests in tests/unit/core/texts
 * check that they have the same shape as English, and report file and key, because the compiler reuses earlier results
 * if only JSON has changed.
 */
export function textsOfCatalogues(language: Language, ...catalogues: readonly Tree[]): unknown {
  const wording = wordingOf(language)
  const areas = new Map<string, unknown[]>()
  for (const catalogue of catalogues) {
    for (const [area, texts] of Object.entries(catalogue)) areas.set(area, [...(areas.get(area) ?? []), texts])
  }
  const said = {}
  for (const [area, parts] of areas) {
    let made: unknown
    Object.defineProperty(said, area, {
      enumerable: true,
      get: () => (made ??= parts.map((part) => textsOf(part, wording)).reduce(joined)),
    })
  }
  return said
}

/** Parses a key: the name of its text, and its arguments if it has any. */
export function readKey(key: string): {
  readonly name: string
  readonly args: readonly string[] | null
  readonly facts: boolean
} {
  const [, name = key, args] = /^([^(]*)\((.*)\)$/.exec(key) ?? []
  const facts = args?.startsWith('{') === true
  return { name, args: args === undefined ? null : (args.match(/\w+/g) ?? []), facts }
}

function textsOf(texts: unknown, wording: Wording): unknown {
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) return texts
  const said: Record<string, unknown> = {}
  for (const [key, text] of Object.entries(texts)) {
    const { name, args, facts } = readKey(key)
    if (args === null) said[name] = textsOf(text, wording)
    else {
      let say: ((values: Values) => unknown) | undefined
      said[name] = (...given: readonly unknown[]) => {
        say ??= sayer(text, args, wording)
        return say(facts ? (given[0] as Values) : Object.fromEntries(args.map((arg, at) => [arg, given[at]])))
      }
    }
  }
  return said
}

/** Creates a function that formats a pattern, or each of several. If several, empty sentences are left out. */
function sayer(text: unknown, names: readonly string[], wording: Wording): (values: Values) => unknown {
  if (typeof text === 'string') {
    const pattern: Pattern = readPattern(text, names)
    return (values) => formatPattern(pattern, values, wording)
  }
  const parts = Object.entries(text as Tree).map(([key, part]) => [key, sayer(part, names, wording)] as const)
  if (Array.isArray(text)) return (values) => parts.map(([, say]) => say(values))
  return (values) =>
    Object.fromEntries(parts.map(([key, say]) => [key, say(values)] as const).filter(([, said]) => said !== ''))
}

function joined(a: unknown, b: unknown): unknown {
  if (!isTree(a) || !isTree(b)) return b
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return Object.fromEntries(
    [...keys].map((key) => [key, key in a && key in b ? joined(a[key], b[key]) : (key in b ? b : a)[key]]),
  )
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
