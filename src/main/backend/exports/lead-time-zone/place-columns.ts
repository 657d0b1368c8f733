/** Finds the columns of a lead that say where it is. The person's own columns win over those of the company. */
import { variableAliases } from '#shared/domain/leads/import/column-aliases.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { type Place, type PlaceField, placeFields } from './zone-of-place.ts'

const further: Readonly<Record<PlaceField, readonly string[]>> = {
  country: [
    'country code',
    'person country',
    'contact country',
    'lead country',
    'mailing country',
    'country name',
    'nation',
    'landcode',
    'landeskurzel',
    'code pays',
    'codigo pais',
    'hq country',
    'headquarters country',
    'organization country',
    'account country',
    'company country code',
    'company hq country',
    'firmenland',
    'pays de l entreprise',
    'bedrijfsland',
    'land des unternehmens',
  ],
  state: [
    'person state',
    'contact state',
    'lead state',
    'state code',
    'state name',
    'hq state',
    'headquarters state',
    'organization state',
    'account state',
    'company province',
    'company region',
    'estado',
    'etat',
    'staat',
    'company hq state',
  ],
  zip: [
    'person zip',
    'postal',
    'hq zip',
    'hq postal code',
    'organization postal code',
    'company zip',
    'company zip code',
    'company postcode',
  ],
  city: [
    'person city',
    'contact city',
    'lead city',
    'hq city',
    'headquarters city',
    'organization city',
    'account city',
    'company town',
    'company hq city',
  ],
  location: [
    'person location',
    'contact location',
    'lead location',
    'headquarters',
    'hq',
    'hq location',
    'headquarters location',
    'company headquarters',
    'company hq',
    'firmensitz',
    'sitz',
  ],
}

const ofCompany =
  /^(?:company|hq|headquarters|organization|organisation|account|business|firmen|firmensitz|sitz|bedrijf|work)\b|bedrijfsland|unternehmen|entreprise/

type PlaceColumn = { readonly field: PlaceField; readonly rank: number; readonly company: boolean }

const columns = new Map<string, PlaceColumn>(
  placeFields.flatMap((field) =>
    [...variableAliases[field], ...further[field]].map(
      (name, rank) => [name, { field, rank, company: ofCompany.test(name) }] as const,
    ),
  ),
)

const seen = new Map<string, PlaceColumn | null>()

/** Which place field a variable of this name holds; null for none. */
function placeColumn(name: string): PlaceColumn | null {
  const known = seen.get(name)
  if (known !== undefined) return known
  const found = columns.get(headerKey(name)) ?? null
  if (seen.size > 5_000) seen.clear()
  seen.set(name, found)
  return found
}

const nowhere: Place = { country: '', state: '', zip: '', city: '', location: '' }

/** The places of a person and of the company, from the lead's variables. */
export function placesOf(variables: Readonly<Record<string, unknown>>): {
  readonly own: Place
  readonly company: Place
} {
  const places = { own: { ...nowhere }, company: { ...nowhere } }
  const ranks = { own: new Map<PlaceField, number>(), company: new Map<PlaceField, number>() }
  for (const name of Object.keys(variables)) {
    const placed = placeColumn(name)
    const value = placed && variables[name]
    if (!placed || (typeof value !== 'string' && typeof value !== 'number')) continue
    const text = String(value).trim()
    const whose = placed.company ? 'company' : 'own'
    if (text === '' || text.length > 200 || (ranks[whose].get(placed.field) ?? Number.POSITIVE_INFINITY) <= placed.rank)
      continue
    ranks[whose].set(placed.field, placed.rank)
    places[whose][placed.field] = text
  }
  return places
}
