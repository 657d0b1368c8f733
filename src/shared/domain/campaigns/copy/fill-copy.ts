/** Fills copy with a lead's values, as the lead will read it. */

import type { LeadField } from '../../leads/import/mapping.ts'
import { fieldNames, resolveCopyName } from './copy-names.ts'
import { type CopyToken, readCopy } from './read-copy.ts'

export type LeadValues = Readonly<Record<string, string>>

/** Returns the value of each `{{name}}` for one lead. */
export function valuesOf(lead: {
  readonly email: string | null
  readonly fields: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string | number | boolean>>
}): LeadValues {
  const values: Record<string, string> = {}
  if (lead.email) values.email = lead.email
  for (const [field, value] of Object.entries(lead.fields)) {
    const name = Object.hasOwn(fieldNames, field) ? fieldNames[field as LeadField] : undefined
    if (name && value !== '') values[name] = value
  }
  for (const [name, value] of Object.entries(lead.variables)) if (value !== '') values[name] = String(value)
  return values
}

/** `fallback`: the lead has no value, so the fallback is shown. `choice`: one of several alternatives. */
export type CopyPart = {
  readonly kind: 'text' | 'value' | 'fallback' | 'choice' | 'blank' | 'own'
  readonly text: string
}

/** Returns filled copy, part by part; blanks keep their name so they can be seen. `pick`: selects the alternative. */
export function fillCopy(copy: string, values: LeadValues, pick = 0): readonly CopyPart[] {
  return fillTokens(readCopy(copy), values, new Set(Object.keys(values)), pick)
}

function fillTokens(
  tokens: readonly CopyToken[],
  values: LeadValues,
  own: ReadonlySet<string>,
  pick: number,
): CopyPart[] {
  return tokens.flatMap((token): CopyPart[] => {
    switch (token.kind) {
      case 'text':
        return [{ kind: 'text', text: token.text }]
      case 'own':
        return [{ kind: 'own', text: token.raw }]
      case 'choice': {
        const chosen = token.options[pick % Math.max(1, token.options.length)] ?? []
        return fillTokens(chosen, values, own, pick).map((part) =>
          part.kind === 'text' ? { ...part, kind: 'choice' } : part,
        )
      }
      case 'variable': {
        const value = Object.hasOwn(values, resolveCopyName(token.name, own))
          ? values[resolveCopyName(token.name, own)]
          : undefined
        if (value !== undefined && value !== '') return [{ kind: 'value', text: value }]
        return [token.fallback ? { kind: 'fallback', text: token.fallback } : { kind: 'blank', text: token.name }]
      }
      default:
        return token satisfies never
    }
  })
}

/** Returns copy as it would arrive: blanks are empty, and what Instantly fills in itself stays as it is. */
export const filledCopy = (copy: string, values: LeadValues, pick = 0): string =>
  fillCopy(copy, values, pick)
    .map((part) => (part.kind === 'blank' ? '' : part.text))
    .join('')
