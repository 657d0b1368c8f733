/** Rows with several people: name, title and phone are those of the person whose address is used. */
import { findAddresses } from '#shared/domain/leads/import/addresses.ts'
import type { Mapping, PersonField } from '#shared/domain/leads/import/mapping.ts'
import { splitName } from '#shared/domain/leads/import/person-names.ts'

export type PersonPlaces = {
  /** Address columns, the row's own first. */
  readonly addresses: readonly number[]
  /** Position of each of the row's own values; for fields only other people have, one beyond the last column. */
  readonly placeOf: ReadonlyMap<PersonField, number>
}

/** Fields that belong to one person only; a phone or a profile of the row may be the business's. */
const personalFields = ['first_name', 'last_name', 'full_name', 'job_title'] as const
const sharedFields = ['phone', 'linkedin_url'] as const

/** Returns the columns that belong to an address other than the row's own. */
export const personColumns = (mapping: Mapping): readonly { readonly at: number; readonly name: PersonField }[] =>
  mapping.flatMap((target, at) => (target.kind === 'of_address' ? [{ at, name: target.field }] : []))

/** Creates a function that returns the cells for the person at `email`; null if the file has one person per row. */
export function createPersonChooser(
  mapping: Mapping,
  { addresses, placeOf }: PersonPlaces,
): ((cells: readonly string[], email: string | null) => readonly string[]) | null {
  const others = new Map<number, Map<PersonField, number>>()
  mapping.forEach((target, at) => {
    if (target.kind === 'email_other' && target.own) others.set(at, new Map())
  })
  if (others.size === 0) return null
  mapping.forEach((target, at) => {
    if (target.kind === 'of_address') others.get(target.column)?.set(target.field, at)
  })
  return (cells, email) => {
    if (email === null) return cells
    const used = addresses.find((at) => findAddresses(cells[at] ?? '').valid.includes(email))
    const own = used === undefined ? undefined : others.get(used)
    if (own === undefined) return cells
    const value = (field: PersonField) => cells[own.get(field) ?? -1] ?? ''
    const made = cells.slice()
    const set = (field: PersonField, text: string) => {
      const at = placeOf.get(field)
      if (at !== undefined) made[at] = text
    }
    for (const field of personalFields) set(field, value(field))
    for (const field of sharedFields) if (value(field).trim() !== '') set(field, value(field))
    // For rows that split names differently for different people.
    if (value('first_name') === '' && value('last_name') === '') {
      const { first, last } = splitName(value('full_name'))
      set('first_name', first ?? '')
      set('last_name', last ?? '')
    } else if (value('full_name') === '') set('full_name', `${value('first_name')} ${value('last_name')}`.trim())
    return made
  }
}
