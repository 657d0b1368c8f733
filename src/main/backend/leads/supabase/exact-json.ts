/** A number JavaScript would round (a long id, a fine decimal) becomes text with every digit it came with. */
const exact = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  if (typeof value !== 'number' || context?.source === undefined) return value
  return String(value) === context.source ? value : context.source
}

/** Parses JSON without losing a digit. Throws SyntaxError. */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, exact)
}
