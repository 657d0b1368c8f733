import { countryZones } from './country-zones.ts'
import { countryOfStates } from './state-zones.ts'

/** The country whose time this zone is, by its IANA name; null for one that is of none, as UTC. */
export function countryOfZone(zone: string): string | null {
  for (const [country, own] of countryZones) if (own === zone) return country
  return countryOfStates(zone)
}
