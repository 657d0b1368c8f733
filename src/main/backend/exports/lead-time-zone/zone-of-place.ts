/** Determines a lead's place and time zone from its columns. Returns only what is certain. */

import { zoneOfCity } from './city-zones.ts'
import { countryOf } from './country-names.ts'
import { countryZones } from './country-zones.ts'
import { countryOfPostal, placeOfCity } from './postal-forms.ts'
import { postalOf } from './postal-zones.ts'
import { findStatesByName, isUnambiguousState, type State, stateOf } from './state-zones.ts'

/** Texts of the columns; empty if missing. */
export type Place = Readonly<Record<PlaceField, string>>
export const placeFields = ['country', 'state', 'zip', 'city', 'location'] as const
export type PlaceField = (typeof placeFields)[number]

/** `zone` is an IANA zone. It may be unknown although the country is known: the United States alone have six. */
export type Found = { readonly country: string | null; readonly zone: string | null }

const nowhere: Found = { country: null, zone: null }

/** The zone of a place. Separate columns win over a single line with the whole location. */
export function zoneOfPlace(place: Place): Found {
  const byColumns = fromParts(place)
  if (byColumns.zone !== null || place.location.trim() === '') return byColumns
  const byLine = fromParts(partsOf(place.location, byColumns.country ?? countryOf(place.country)))
  if (byColumns.country === null || byLine.country === byColumns.country) return byLine
  return byColumns
}

type Parts = Pick<Place, 'country' | 'state' | 'zip' | 'city'>

function fromParts({ country: named, state, zip, city }: Parts): Found {
  const country = countryOf(named)
  if (country !== null) return { country, zone: zoneWithin(country, state, zip, city) }
  // If the named country is not recognised, the other columns may belong to any country.
  if (named.trim() !== '') return nowhere
  if (state.trim() === '') return withoutCountry(state, zip, city)
  const meant = findStatesByName(state)
  // `MI` is both Michigan and Milan: a code alone is certain only if the postal code or the city lies in that state.
  const sure = isUnambiguousState(state) ? meant : meant.filter((one) => isBorneOut(one, zip, city))
  const [only] = sure
  return only && sure.length === 1
    ? { country: only.country, zone: zoneWithin(only.country, state, zip, city) }
    : meant.length === 0 || countryOfPostal(zip) !== null
      ? withoutCountry(state, zip, city)
      : nowhere
}

/** By a postal code with a unique format, or an unambiguous city; nothing if the two disagree. */
function withoutCountry(state: string, zip: string, city: string): Found {
  const country = countryOfPostal(zip)
  // State codes were handled above, so a longer text here is the name of an unlisted region or says nothing.
  const byCity = state.trim() === '' || state.trim().length > 3 ? placeOfCity(city) : null
  if (country === null) return byCity ?? nowhere
  if (byCity && byCity.country !== country) return nowhere
  return { country, zone: zoneWithin(country, state, zip, city) ?? byCity?.zone ?? null }
}

const isBorneOut = ({ country, code, zone }: State, zip: string, city: string): boolean =>
  postalOf(country, zip).state === code || zoneOfCity(country, city) === zone

function zoneWithin(country: string, state: string, zip: string, city: string): string | null {
  const postal = postalOf(country, zip)
  const named = stateOf(country, state)
  // If the postal code lies in another state than the named one, one of the two is a mistake. The name is the clearer
  // one.
  const agrees = named === null || postal.state === null || named.code === postal.state
  if (postal.zone !== null && agrees) return postal.zone
  if (named !== null) return named.zone
  if (postal.state !== null) return stateOf(country, postal.state)?.zone ?? null
  const byCity = state.trim() === '' ? zoneOfCity(country, city) : null
  return byCity ?? countryZones.get(country) ?? null
}

/** Splits `San Francisco, California, United States` into parts, read from the end. `known`: the country, if known. */
function partsOf(line: string, known: string | null): Parts {
  const words = line
    .split(/[,;|·•\n]/)
    .map((word) => word.trim())
    .filter(Boolean)
    .slice(-4)
  const last = words.at(-1) ?? ''
  // `CA` and `Georgia` at the end may be a state as well as a country.
  const isCountry = words.length === 1 || findStatesByName(last).length === 0
  const named = isCountry ? countryOf(last) : null
  const rest = named === null ? words : words.slice(0, -1)
  const country = known ?? named
  const at = rest.findLastIndex((word) => country !== null && stateOf(country, splitCode(word).state) !== null)
  if (country !== null) {
    const { state, zip } = splitCode(at < 0 ? '' : (rest[at] ?? ''))
    // A city can share the name of its state; on its own the name means the state.
    return { country, state, zip, city: rest.length > 1 || at < 0 ? (rest[0] ?? '') : '' }
  }
  const { state, zip } = splitCode(last)
  const city = words[0] ?? ''
  // A single word is a city, or says nothing.
  if (words.length === 1) return { country: '', state: '', zip: '', city }
  if (countryOf(state) !== null && state.length > 3 && !isCity(state, city)) {
    return { country: '', state: '', zip: '', city: '' }
  }
  return { country: '', state, zip, city }
}

const isCity = (state: string, city: string): boolean =>
  findStatesByName(state).some(({ country, zone }) => zoneOfCity(country, city) === zone)

/** No name of a place is longer. */
const longestPlace = 200

/** `TX 78701` is a state and a postal code. */
function splitCode(word: string): { readonly state: string; readonly zip: string } {
  const found = word.length <= longestPlace && /^(\D+?)\s+(\d{3,5}(?:-\d{4})?)$/.exec(word)
  return found ? { state: found[1] ?? '', zip: found[2] ?? '' } : { state: word, zip: '' }
}
