/** Determines the time zone of a lead from its variables. */
import { placesOf } from './place-columns.ts'
import { type Found, type Place, zoneOfPlace } from './zone-of-place.ts'

/** For many leads of a list: caches places, as they repeat. */
export function createTimeZoneLookup(): (payload: unknown) => Found {
  const known = new Map<string, Found>()
  const lookUp = (place: Place): Found => {
    const key = `${place.country}\n${place.state}\n${place.zip}\n${place.city}\n${place.location}`
    const before = known.get(key)
    if (before) return before
    const found = zoneOfPlace(place)
    if (known.size > 50_000) known.clear()
    known.set(key, found)
    return found
  }
  return (payload) => {
    const variables = (payload as { custom_variables?: unknown } | null)?.custom_variables
    if (typeof variables !== 'object' || variables === null) return nowhere
    const { own, company } = placesOf(variables as Record<string, unknown>)
    const here = lookUp(own)
    if (here.zone !== null) return here
    const there = lookUp(company)
    return there.zone !== null || here.country === null ? there : here
  }
}

const nowhere: Found = { country: null, zone: null }
