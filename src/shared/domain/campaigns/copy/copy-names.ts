/** Names of lead values in copy: Instantly's own names, and alternative names for them. */
import { knownVariables, type LeadField } from '../../leads/import/mapping.ts'

/** Names of Instantly's own fields in its templates; custom variables have their own names. */
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

/**
 * A name in double braces. Spaces around it are part of the match, because matching them separately would take hours on
 * a long run of spaces.
 */
const copyNamePattern = /\{\{([^{}]*)\}\}/g

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
 * Returns the name Instantly fills for a name in copy: `company` and `business_name` mean `companyName`,
 * `business_city` means `city`. A variable of that name in the leads takes precedence; unknown names are returned
 * unchanged.
 */
export function resolveCopyName(name: string, own: ReadonlySet<string>): string {
  if (own.has(name)) return name
  const key = folded(name)
  const field = fieldOf.get(key)
  if (field !== undefined) return field
  if (!key.startsWith('business')) return name
  const rest = key.slice('business'.length)
  return fieldOf.get(rest) ?? variableOf.get(rest) ?? name
}

/** Replaces every known name in copy by Instantly's name; what follows a bar inside the braces is kept. */
export function resolveCopyNames(copy: string, own: ReadonlySet<string>): string {
  return copy.replaceAll(copyNamePattern, (all, inner: string) => {
    const [name = '', ...rest] = inner.trim().split('|')
    const meant = resolveCopyName(name.trim(), own)
    return meant === name.trim() ? all : `{{${[meant, ...rest].join('|')}}}`
  })
}
