import type { LeadDetail } from '#shared/contract/lists.ts'
import { copyName, fieldNames, meantName } from '#shared/domain/copy-names.ts'
import type { LeadField } from '#shared/domain/mapping.ts'

export type LeadValues = Readonly<Record<string, string>>

/** What each `{{name}}` becomes for one lead. */
export function valuesOf(lead: Pick<LeadDetail, 'email' | 'fields' | 'variables'>): LeadValues {
  const values: Record<string, string> = {}
  if (lead.email) values.email = lead.email
  for (const [field, value] of Object.entries(lead.fields)) {
    const name = fieldNames[field as LeadField]
    if (name && value !== '') values[name] = value
  }
  for (const [name, value] of Object.entries(lead.variables)) if (value !== '') values[name] = String(value)
  return values
}

/** Filled in by Instantly itself: the sender's name and signature, and choices like `{{RANDOM | Hi | Hello}}`. */
const isInstantlys = (name: string): boolean =>
  name.includes('|') || /^(sendingAccount|accountSignature|unsubscribe)/i.test(name)

export type CopyPart = { readonly kind: 'text' | 'value' | 'blank' | 'instantly'; readonly text: string }

/** Copy with a lead's values in it; what is blank keeps its name so that it can be seen. */
export function fillCopy(copy: string, values: LeadValues): readonly CopyPart[] {
  const parts: CopyPart[] = []
  const own = new Set(Object.keys(values))
  let at = 0
  for (const found of copy.matchAll(copyName)) {
    if (found.index > at) parts.push({ kind: 'text', text: copy.slice(at, found.index) })
    const name = found[1] ?? ''
    const value = values[meantName(name, own)]
    if (value !== undefined) parts.push({ kind: 'value', text: value })
    else if (isInstantlys(name)) parts.push({ kind: 'instantly', text: found[0] })
    else parts.push({ kind: 'blank', text: name })
    at = found.index + found[0].length
  }
  if (at < copy.length) parts.push({ kind: 'text', text: copy.slice(at) })
  return parts
}

/** Variables used in copy that none of these leads has. */
export function unknownIn(copy: string, known: ReadonlySet<string>): readonly string[] {
  const names = [...copy.matchAll(copyName)].map((found) => found[1] ?? '')
  return [...new Set(names)].filter((name) => name !== '' && !isInstantlys(name) && !known.has(meantName(name, known)))
}
