const variable = /\{\{(?<inside>[\p{L}\w\s.-]+)(?:\|(?<otherwise>(?:[^{}]|\{(?!\{))*))?\}\}/gu
const variableName = /^[\p{L}\w .-]{1,80}$/u

export type FilledTemplate = { readonly text: string; readonly missing: readonly string[] }

/**
 * Fills a lead's values into a text. A variable without a value gets the fallback after `|`; without a fallback it
 * stays in the text and is listed as missing.
 */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): FilledTemplate {
  const missing = new Set<string>()
  const filled = text.replaceAll(variable, (whole, inside: string, otherwise: string | undefined) => {
    const name = inside.trim()
    if (!variableName.test(name)) return whole
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value) return value
    if (otherwise !== undefined) return otherwise.trim()
    missing.add(name)
    return whole
  })
  return { text: filled, missing: [...missing] }
}

/** Returns the variables left in a text, which is then not ready to be sent. */
export const unfilledVariables = (text: string): readonly string[] => fillTemplate(text, {}).missing
