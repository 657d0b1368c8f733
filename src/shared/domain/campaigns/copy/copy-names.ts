/** What copy calls the values of a lead: Instantly's own names, and the other names that are understood for them. */
import { knownVariables, type LeadField } from '../../leads/import/mapping.ts'

/** Instantly's own fields as its templates name them; custom variables go by their own names. */
export const fieldNames: Readonly<Record<LeadField, string>> = {
  email: 'email',
  first_name: 'firstName',
  last_name: 'lastName',
  company_name: 'companyName',
  job_title: 'jobTitle',
  phone: 'phone',
  website: 'website',
  personalization: 'personalization',
}

/** A name in double braces. Blanks around it are part of the match: looked for beside it, many of them would take hours. */
const copyName = /\{\{([^{}]*)\}\}/g

const folded = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '')

const fieldOf: ReadonlyMap<string, string> = new Map([
  ...Object.values(fieldNames).map((name) => [folded(name), name] as const),
  ['company', 'companyName'],
  ['business', 'companyName'],
  ['businessname', 'companyName'],
  ['businessurl', 'website'],
])
const variableOf: ReadonlyMap<string, string> = new Map(knownVariables.map((name) => [folded(name), name]))

/**
 * The name Instantly fills for one in copy: `company` and `business_name` mean `companyName`, `business_city` means
 * `city`. A variable the leads themselves have under a name comes first; what is not understood stays.
 */
export function meantName(name: string, own: ReadonlySet<string>): string {
  if (own.has(name)) return name
  const key = folded(name)
  const field = fieldOf.get(key)
  if (field !== undefined) return field
  if (!key.startsWith('business')) return name
  const rest = key.slice('business'.length)
  return fieldOf.get(rest) ?? variableOf.get(rest) ?? name
}

/** Copy with every understood name as Instantly has it; what follows a bar in the braces stays. */
export function withMeantNames(copy: string, own: ReadonlySet<string>): string {
  return copy.replaceAll(copyName, (all, inner: string) => {
    const [name = '', ...rest] = inner.trim().split('|')
    const meant = meantName(name.trim(), own)
    return meant === name.trim() ? all : `{{${[meant, ...rest].join('|')}}}`
  })
}
