/** Reads types and comments, which are lost at run time, from the contract's source. */

/** Returns the comment and answer type of a route, as written in a contract file; null if it is not declared there. */
export function routeInSource(source: string, name: string): { comment: string; answer: string } | null {
  const at = source.indexOf(`\n  '${name}':`)
  if (at < 0) return null
  const comment = commentBefore(source, at + 1)
  // Without an `Output` a command answers nothing.
  const open = source.slice(at).search(/[<(]/) + at
  if (source[open] === '(') return { comment, answer: 'void' }
  return { comment, answer: dedent(source.slice(open + 1, closing(source, open))) }
}

/** The `/** … *\/` that ends right before `at`, as one line; empty when there is none. */
function commentBefore(source: string, at: number): string {
  const before = source.slice(0, at).trimEnd()
  if (!before.endsWith('*/')) return ''
  const comment = before.slice(before.lastIndexOf('/**') + 3, -2)
  return comment
    .split('\n')
    .map((line) => line.trim().replace(/^\* ?/, ''))
    .join(' ')
    .trim()
}

/** Returns where the bracket that opens at `open` closes. */
function closing(source: string, open: number): number {
  let depth = 0
  for (let at = open; at < source.length; at += 1) {
    const sign = source.charAt(at)
    if ('<{(['.includes(sign)) depth += 1
    // The arrow of a function type is not a closing bracket.
    else if ('>})]'.includes(sign) && !(sign === '>' && source.charAt(at - 1) === '=')) depth -= 1
    if (depth === 0) return at
  }
  throw new Error('a bracket of the contract never closes')
}

/**
 * Returns the types of a file with their comments, and the constants types are derived from (`typeof outcomes`), by
 * name.
 */
export function definitionsIn(source: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const lines = source.split('\n')
  for (const [at, line] of lines.entries()) {
    const name = /^(?:export )?(?:type|const) (\w+)/.exec(line)?.[1]
    if (name === undefined || (line.includes('const ') && !source.includes(`typeof ${name}`))) continue
    let end = at + 1
    while (end < lines.length && /^(?:\s+\S|[}\])|])/.test(lines[end] ?? '')) end += 1
    let start = at
    while (start > 0 && /^(?:\/\*\*| \*)/.test(lines[start - 1] ?? '')) start -= 1
    found.set(
      name,
      lines
        .slice(start, end)
        .join('\n')
        .replaceAll(/^export /gm, ''),
    )
  }
  return found
}

/** Returns every word in the code that could be a name, ignoring comments and strings. */
export function namesIn(source: string): ReadonlySet<string> {
  const bare = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/'[^'\n]*'/g, '')
  return new Set(bare.match(/[A-Za-z_]\w*/g))
}

/** Removes the indentation that all lines but the first share. */
function dedent(text: string): string {
  const lines = text.split('\n')
  const indents = lines.slice(1).flatMap((line) => (line.trim() ? [/^ */.exec(line)?.[0].length ?? 0] : []))
  const common = Math.min(...indents, 80)
  return lines.map((line, at) => (at === 0 ? line : line.slice(common))).join('\n')
}
