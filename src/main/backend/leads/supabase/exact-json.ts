/** A number that JavaScript would round (a long id, a decimal with many digits) becomes text with all its digits. */
const keepExactNumber = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  if (typeof value !== 'number' || context?.source === undefined) return value
  return String(value) === context.source ? value : context.source
}

/** Parses JSON without losing a digit. Throws SyntaxError. */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, keepExactNumber)
}
