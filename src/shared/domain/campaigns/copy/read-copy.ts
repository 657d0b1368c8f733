/** Copy as Instantly reads it: text, variables with their fallback, and choices like `{{RANDOM | Hi | Hello}}`. */
import { meantName } from './copy-names.ts'

export type CopyToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly raw: string; readonly name: string; readonly fallback: string | null }
  | { readonly kind: 'choice'; readonly raw: string; readonly options: readonly (readonly CopyToken[])[] }
  /** Filled in by Instantly itself: the sender's name, signature and the like. */
  | { readonly kind: 'own'; readonly raw: string; readonly name: string }

/** Braces that are open and never closed, or single ones around a name: the reader would see them. */
export type BrokenBraces = { readonly text: string }

const deepest = 5
const choice = /^\s*random\s*\|/i
const isInstantlys = (name: string): boolean => /^(sendingAccount|accountSignature|unsubscribe)/i.test(name)

/** Reads copy whole: the tokens put together again are the copy. */
export function readCopy(copy: string, depth = 0): readonly CopyToken[] {
  const tokens: CopyToken[] = []
  const closings = closingsOf(copy)
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

/** Where braces are closed, behind them, by where they open; found in one go, or thousands in each other would take minutes. */
function closingsOf(copy: string): ReadonlyMap<number, number> {
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
  if (choice.test(inner) && depth < deepest) {
    const [, ...options] = splitAtBars(inner)
    return { kind: 'choice', raw, options: options.map((option) => readCopy(option.trim(), depth + 1)) }
  }
  if (/[{}]/.test(inner)) return null
  const [first = '', ...rest] = inner.split('|')
  const name = first.trim()
  if (name === '') return null
  if (isInstantlys(name)) return { kind: 'own', raw, name }
  return { kind: 'variable', raw, name, fallback: rest.length > 0 ? rest.join('|').trim() : null }
}

/** The options of a choice; bars within braces belong to what is in them. */
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

/** A variable in copy: under which names it is written, and whether a blank would be seen anywhere. */
export type CopyVariable = {
  readonly name: string
  readonly written: readonly string[]
  /** Used at least once without a fallback. */
  readonly bare: boolean
}

/** A name as copy writes it; `bare`: at least once without a fallback. */
export type WrittenName = { readonly name: string; readonly bare: boolean }

/** The names some texts write, in the order they turn up. */
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

/** Written names as the variables they mean. `own`: names the leads have, which come before other meanings. */
export function variablesOf(written: readonly WrittenName[], own: ReadonlySet<string>): readonly CopyVariable[] {
  const found = new Map<string, CopyVariable>()
  for (const { name, bare } of written) {
    const meant = meantName(name, own)
    const known = found.get(meant) ?? { name: meant, written: [], bare: false }
    found.set(meant, { name: meant, written: [...known.written, name], bare: known.bare || bare })
  }
  return [...found.values()]
}

/** The variables of some texts in the order they turn up, each by the name Instantly fills. */
export const variablesIn = (texts: readonly string[], own: ReadonlySet<string>): readonly CopyVariable[] =>
  variablesOf(namesIn(texts), own)

/** What looks like a variable and is none: `{firstName}`, `{{firstName`, `firstName}}`. */
export function brokenBraces(copy: string): readonly BrokenBraces[] {
  const plain = readCopy(copy).flatMap((token) => (token.kind === 'text' ? [token.text] : []))
  return plain.flatMap((text) =>
    [...text.matchAll(/\{\{?[^{}\n]{0,60}\}?\}?|\}\}/g)]
      .filter(([found]) => /^\{\{|\}\}$|^\{\s*[A-Za-z_][\w ]*\}$/.test(found))
      .map(([found]) => ({ text: found })),
  )
}

/** Copy in which a variable has this fallback wherever it had none. */
export function withFallback(
  copy: string,
  variable: { readonly name: string; readonly fallback: string },
  own: ReadonlySet<string>,
): string {
  // Braces and bars would end it.
  const fallback = variable.fallback.replaceAll(/[{}|]/g, '').trim()
  return copy.replaceAll(/\{\{([^{}|]+)(\|\s*)?\}\}/g, (all, name: string) =>
    meantName(name.trim(), own) === variable.name ? `{{${name.trim()}|${fallback}}}` : all,
  )
}

/** Copy in which a variable goes by another name: what was meant and mistyped. */
export const withOtherName = (copy: string, from: string, to: string): string =>
  copy.replaceAll(/\{\{([^{}|]+)(\|[^{}]*)?\}\}/g, (all, name: string, rest: string | undefined) =>
    name.trim() === from ? `{{${to}${rest ?? ''}}}` : all,
  )
