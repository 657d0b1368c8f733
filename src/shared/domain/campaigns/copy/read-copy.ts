/** Parses copy as Instantly does: text, variables with fallback, and choices such as `{{RANDOM | Hi | Hello}}`. */
import { resolveCopyName } from './copy-names.ts'

export type CopyToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly raw: string; readonly name: string; readonly fallback: string | null }
  | { readonly kind: 'choice'; readonly raw: string; readonly options: readonly (readonly CopyToken[])[] }
  /** Filled in by Instantly itself: the sender's name, signature and so on. */
  | { readonly kind: 'own'; readonly raw: string; readonly name: string }

/** Braces that are never closed, or single braces around a name; the reader would see them. */
export type BrokenBraces = { readonly text: string }

const maxDepth = 5
const choiceStart = /^\s*random\s*\|/i
const isInstantlyName = (name: string): boolean => /^(sendingAccount|accountSignature|unsubscribe)/i.test(name)

/** Parses copy without losing anything: the tokens joined together are the copy. */
export function readCopy(copy: string, depth = 0): readonly CopyToken[] {
  const tokens: CopyToken[] = []
  const closings = matchClosingBraces(copy)
  let text = 0
  let at = copy.indexOf('{{')
  while (at >= 0) {
    const end = closings.get(at)
    if (end === undefined) break
    const raw = copy.slice(at, end)
    const token = tokenOf(raw, depth)
    if (token) {
      if (at > text) tokens.push({ kind: 'text', text: copy.slice(text, at) })
      tokens.push(token)
      text = end
    }
    at = copy.indexOf('{{', token ? end : at + 2)
  }
  if (text < copy.length) tokens.push({ kind: 'text', text: copy.slice(text) })
  return tokens
}

/**
 * Returns the end position of closed braces by their start position. They are found in a single pass, because thousands
 * of nested braces would otherwise take minutes.
 */
function matchClosingBraces(copy: string): ReadonlyMap<number, number> {
  const closings = new Map<number, number>()
  const open: number[] = []
  for (let at = 0; at < copy.length - 1; at += 1) {
    if (copy.startsWith('{{', at)) {
      open.push(at)
      at += 1
    } else if (copy.startsWith('}}', at)) {
      const from = open.pop()
      at += 1
      if (from !== undefined) closings.set(from, at + 1)
    }
  }
  return closings
}

function tokenOf(raw: string, depth: number): CopyToken | null {
  const inner = raw.slice(2, -2)
  if (choiceStart.test(inner) && depth < maxDepth) {
    const [, ...options] = splitAtBars(inner)
    return { kind: 'choice', raw, options: options.map((option) => readCopy(option.trim(), depth + 1)) }
  }
  if (/[{}]/.test(inner)) return null
  const [first = '', ...rest] = inner.split('|')
  const name = first.trim()
  if (name === '') return null
  if (isInstantlyName(name)) return { kind: 'own', raw, name }
  return { kind: 'variable', raw, name, fallback: rest.length > 0 ? rest.join('|').trim() : null }
}

/** Splits a choice into its options; bars inside braces belong to the nested expression. */
function splitAtBars(inner: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < inner.length; at += 1) {
    if (inner.startsWith('{{', at)) depth += 1
    else if (inner.startsWith('}}', at)) depth -= 1
    else if (inner[at] === '|' && depth === 0) {
      parts.push(inner.slice(from, at))
      from = at + 1
      continue
    } else continue
    at += 1
  }
  return [...parts, inner.slice(from)]
}

/** A variable in copy: the names it is written with, and whether a blank would be visible anywhere. */
export type CopyVariable = {
  readonly name: string
  readonly written: readonly string[]
  /** Whether it is used at least once without a fallback. */
  readonly bare: boolean
}

/** A name as written in copy; `bare`: used at least once without a fallback. */
export type WrittenName = { readonly name: string; readonly bare: boolean }

/** Returns the names used in some texts, in order of appearance. */
export function namesIn(texts: readonly string[]): readonly WrittenName[] {
  const found = new Map<string, boolean>()
  const walk = (tokens: readonly CopyToken[]) => {
    for (const token of tokens) {
      if (token.kind === 'choice') for (const option of token.options) walk(option)
      if (token.kind !== 'variable') continue
      const bare = token.fallback === null || token.fallback === ''
      found.set(token.name, bare || (found.get(token.name) ?? false))
    }
  }
  for (const text of texts) walk(readCopy(text))
  return [...found].map(([name, bare]) => ({ name, bare }))
}

/** Returns the variables that written names mean. `own`: names the leads have, which precede other meanings. */
export function variablesOf(written: readonly WrittenName[], own: ReadonlySet<string>): readonly CopyVariable[] {
  const found = new Map<string, CopyVariable>()
  for (const { name, bare } of written) {
    const meant = resolveCopyName(name, own)
    const known = found.get(meant) ?? { name: meant, written: [], bare: false }
    found.set(meant, { name: meant, written: [...known.written, name], bare: known.bare || bare })
  }
  return [...found.values()]
}

/** Returns the variables used in some texts in order of appearance, under the names Instantly fills. */
export const variablesIn = (texts: readonly string[], own: ReadonlySet<string>): readonly CopyVariable[] =>
  variablesOf(namesIn(texts), own)

/** Returns text that looks like a variable but is not one: `{firstName}`, `{{firstName`, `firstName}}`. */
export function findBrokenBraces(copy: string): readonly BrokenBraces[] {
  const plain = readCopy(copy).flatMap((token) => (token.kind === 'text' ? [token.text] : []))
  return plain.flatMap((text) =>
    [...text.matchAll(/\{\{?[^{}\n]{0,60}\}?\}?|\}\}/g)]
      .filter(([found]) => /^\{\{|\}\}$|^\{\s*[A-Za-z_][\w ]*\}$/.test(found))
      .map(([found]) => ({ text: found })),
  )
}

/** Adds a fallback to a variable in copy wherever it has none. */
export function withFallback(
  copy: string,
  variable: { readonly name: string; readonly fallback: string },
  own: ReadonlySet<string>,
): string {
  // Braces and bars would end the fallback.
  const fallback = variable.fallback.replaceAll(/[{}|]/g, '').trim()
  return copy.replaceAll(/\{\{([^{}|]+)(\|\s*)?\}\}/g, (all, name: string) =>
    resolveCopyName(name.trim(), own) === variable.name ? `{{${name.trim()}|${fallback}}}` : all,
  )
}

/** Renames a variable in copy, to correct a mistyped name. */
export const withOtherName = (copy: string, from: string, to: string): string =>
  copy.replaceAll(/\{\{([^{}|]+)(\|[^{}]*)?\}\}/g, (all, name: string, rest: string | undefined) =>
    name.trim() === from ? `{{${to}${rest ?? ''}}}` : all,
  )

const someTag = /<(br|p|div|a|ul|ol|table|span|b|i|strong|em)\b[^<>]*>/i

/** Returns whether a body contains tags and therefore counts as HTML, unless the operator has said which it is. */
export const hasTags = (body: string): boolean => someTag.test(body)
