import { countryZones } from './country-zones.ts'
import { countryOfStateZone } from './state-zones.ts'

/** The country of a time zone by its IANA name; null for a zone of no country, such as UTC. */
export function countryOfZone(zone: string): string | null {
  for (const [country, own] of countryZones) if (own === zone) return country
  return countryOfStateZone(zone)
}
