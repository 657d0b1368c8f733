/** Whether a file names businesses and no people, and in which column: a map scraper's rows, for instance. */
import { headerKey } from './header-key.ts'
import type { Mapping, Target } from './mapping.ts'

/** Headers a business's name stands under where nothing else is said. */
const names = new Set([
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
/** Columns a file about businesses has, by what they become. */
const ofBusiness = new Set(['category', 'rating', 'reviews', 'address', 'location', 'website', 'phone', 'city'])
/** Tools whose rows are places on a map. */
const ofPlaces = /google_maps/

export type BusinessNames = {
  /** The column with the name. */
  readonly column: number
  /** It is the company already. */
  readonly isCompany: boolean
}

/** An address with whose it is: `Jane Doe <jane@x.example>`. */
const withName = /[^\s"<][\s"]*<[^<>@]+@/

/** Null where the file names people, or nothing speaks for businesses. */
export function businessNames(
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
      (target.kind === 'variable' && ofBusiness.has(target.name)) ||
      (target.kind === 'field' && ofBusiness.has(target.field)),
  ).length
  if (marks < 2 && !(source !== null && ofPlaces.test(source))) return null
  const column = columns.findIndex(({ header }) => names.has(headerKey(header)))
  return column < 0 ? null : { column, isCompany: false }
}
