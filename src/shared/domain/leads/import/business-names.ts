/**
 * Determines whether a file names businesses rather than people, such as the rows of a map scraper, and in which
 * column.
 */
import { headerKey } from './header-key.ts'
import type { Mapping, Target } from './mapping.ts'

/** Headers under which the name of a business is found if nothing else is indicated. */
const businessNameHeaders = new Set([
  'name',
  'title',
  'business name',
  'company',
  'company name',
  'place name',
  'firma',
  'firmenname',
  'bedrijf',
  'bedrijfsnaam',
])
/** Variables that are typical of a file about businesses. */
const businessVariables = new Set(['category', 'rating', 'reviews', 'address', 'location', 'website', 'phone', 'city'])
/** Sources whose rows are places on a map. */
const placeSources = /google_maps/

export type BusinessNames = {
  /** The column that contains the name. */
  readonly column: number
  /** Whether the column is already mapped to the company. */
  readonly isCompany: boolean
}

/** An address with its owner's name: `Jane Doe <jane@x.example>`. */
const withName = /[^\s"<][\s"]*<[^<>@]+@/

/** Returns null if the file names people, or if nothing indicates businesses. */
export function findBusinessNames(
  columns: readonly { readonly header: string; readonly suggested: Target; readonly samples: readonly string[] }[],
  mapping: Mapping,
  source: string | null,
): BusinessNames | null {
  const isName = (target: Target | undefined) =>
    (target?.kind === 'field' && (target.field === 'first_name' || target.field === 'last_name')) ||
    (target?.kind === 'variable' && (target.name === 'full_name' || target.name === 'linkedin_contact_name'))
  if (mapping.some(isName) || columns.some(({ suggested }) => isName(suggested))) return null
  const emailAt = mapping.findIndex((target) => target.kind === 'field' && target.field === 'email')
  if (columns[emailAt]?.samples.some((sample) => withName.test(sample))) return null
  const company = mapping.findIndex((target) => target.kind === 'field' && target.field === 'company_name')
  if (company >= 0) return { column: company, isCompany: true }
  const marks = mapping.filter(
    (target) =>
      (target.kind === 'variable' && businessVariables.has(target.name)) ||
      (target.kind === 'field' && businessVariables.has(target.field)),
  ).length
  if (marks < 2 && !(source !== null && placeSources.test(source))) return null
  const column = columns.findIndex(({ header }) => businessNameHeaders.has(headerKey(header)))
  return column < 0 ? null : { column, isCompany: false }
}
