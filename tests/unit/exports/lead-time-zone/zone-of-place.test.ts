import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchZone } from '#backend/core/instantly/match-zone.ts'
import { countryOf } from '#backend/exports/lead-time-zone/country-names.ts'
import { countryOfZone } from '#backend/exports/lead-time-zone/country-of-zone.ts'
import { countryZones } from '#backend/exports/lead-time-zone/country-zones.ts'
import { createTimeZoneLookup } from '#backend/exports/lead-time-zone/zone-of-lead.ts'
import { type Place, zoneOfPlace } from '#backend/exports/lead-time-zone/zone-of-place.ts'
import { anyText } from '../../../support/any-text.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const nowhere: Place = { country: '', state: '', zip: '', city: '', location: '' }
const zone = (place: Partial<Place>) => zoneOfPlace({ ...nowhere, ...place }).zone
const tell = createTimeZoneLookup()
const zoneOfLead = (variables: Record<string, unknown>) => tell({ custom_variables: variables }).zone

describe('the zone of a lead without a country', () => {
  it.each([
    ['SW1A 1AA', 'Europe/London'],
    ['m11ae', 'Europe/London'],
    ['1012 AB', 'Europe/Amsterdam'],
    ['1012ab', 'Europe/Amsterdam'],
    ['K1A 0B1', 'America/Toronto'],
    ['V6B1A1', 'America/Vancouver'],
    ['78701-1234', 'America/Chicago'],
    ['79901-1234', 'America/Denver'],
    ['D02 X285', 'Europe/Dublin'],
    ['D-10115', 'Europe/Berlin'],
    ['CH-8001', 'Europe/Zurich'],
    ['1000-205', 'Europe/Lisbon'],
    ['00-950', 'Europe/Warsaw'],
  ])('is that of a postal code only one country uses: %s', (zip, expected) => {
    expect(zone({ zip, city: 'Somewhere' })).toBe(expected)
  })

  it.each(['10115', '75001', '1010', '123', '12345-678', '1234 567', 'QQ1 1AA', 'X-1234'])(
    'is not derived from a code several countries use: %s',
    (zip) => expect(zone({ zip })).toBe(null),
  )

  it.each([
    ['Chicago', 'America/Chicago'],
    ['münchen', 'Europe/Berlin'],
    ['Den Haag', 'Europe/Amsterdam'],
    ['São Paulo', 'America/Sao_Paulo'],
  ])('is that of a city that is very likely one place: %s', (city, expected) => {
    expect(zone({ city })).toBe(expected)
    expect(zone({ city, zip: '10115' })).toBe(expected)
    expect(zone({ location: city })).toBe(expected)
  })

  it('is not guessed between two likely places, nor if code and city differ', () => {
    for (const city of ['Birmingham', 'Valencia', 'Santiago', 'Cambridge', 'Hyderabad', 'Vancouver', 'San Jose']) {
      expect(zone({ city })).toBe(null)
    }
    expect(zone({ city: 'Berlin', zip: '1012 AB' })).toBe(null)
    expect(zone({ city: 'Berlin', state: 'CT' })).toBe(null)
    expect(zone({ city: 'München', state: 'Bayern' })).toBe('Europe/Berlin')
    // With an unknown country the other values may belong to any country.
    expect(zone({ city: 'Berlin', country: 'Atlantis' })).toBe(null)
  })
})

describe('the zone of a lead', () => {
  it.each([
    ['Germany', 'Europe/Berlin'],
    ['Deutschland', 'Europe/Berlin'],
    ['Allemagne', 'Europe/Berlin'],
    ['Alemania', 'Europe/Berlin'],
    ['Duitsland', 'Europe/Berlin'],
    ['DE', 'Europe/Berlin'],
    ['deu', 'Europe/Berlin'],
    ['Vereinigtes Königreich', 'Europe/London'],
    ['Scotland', 'Europe/London'],
    ['U.K.', 'Europe/London'],
    ['Österreich', 'Europe/Vienna'],
    ['The Netherlands', 'Europe/Amsterdam'],
  ])('is that of its country, in every language of a file: %s', (country, expected) => {
    expect(zone({ country })).toBe(expected)
  })

  it('is not derived from a country with several zones alone', () => {
    for (const country of ['United States', 'Kanada', 'Brésil', 'Australië', 'México', 'Russia']) {
      expect(zone({ country })).toBe(null)
    }
  })

  it('is that of its state, by name or code', () => {
    expect(zone({ country: 'USA', state: 'TX' })).toBe('America/Chicago')
    expect(zone({ country: 'USA', state: 'california' })).toBe('America/Los_Angeles')
    expect(zone({ country: 'Canada', state: 'Québec' })).toBe('America/Toronto')
    expect(zone({ country: 'Australia', state: 'WA' })).toBe('Australia/Perth')
    expect(zone({ country: 'US', state: 'WA' })).toBe('America/Los_Angeles')
    expect(zone({ country: 'Brasil', state: 'Amazonas' })).toBe('America/Manaus')
    expect(zone({ country: 'Mexico', state: 'Sonora' })).toBe('America/Hermosillo')
  })

  it('is that of its postal code if a state has two', () => {
    expect(zone({ country: 'US', state: 'Texas', zip: '79901' })).toBe('America/Denver')
    expect(zone({ country: 'US', state: 'Florida', zip: '32501-1234' })).toBe('America/Chicago')
    // A spreadsheet removed the leading zero.
    expect(zone({ country: 'US', zip: '2139' })).toBe('America/New_York')
    expect(zone({ country: 'Spain', zip: '35001' })).toBe('Atlantic/Canary')
  })

  it('is that of a big city only if the country is known and no state is given', () => {
    expect(zone({ country: 'US', city: 'Chicago' })).toBe('America/Chicago')
    expect(zone({ city: 'Portland' })).toBe(null)
    // One in Oregon, one in Maine.
    expect(zone({ country: 'US', city: 'Portland' })).toBe(null)
  })

  it('is not guessed from a code that two countries have', () => {
    expect(zone({ state: 'MI' })).toBe(null)
    // A postcode of Milan.
    expect(zone({ state: 'MI', zip: '20121' })).toBe(null)
    expect(zone({ state: 'MI', zip: '48201' })).toBe('America/Detroit')
    expect(zone({ state: 'WA' })).toBe(null)
    expect(zone({ country: 'Atlantis', state: 'Texas' })).toBe(null)
    expect(zone({ location: 'Tbilisi, Georgia' })).toBe(null)
  })

  it('is derived from a line with the whole address', () => {
    expect(zone({ location: 'San Francisco, California, United States' })).toBe('America/Los_Angeles')
    expect(zone({ location: 'Munich, Bavaria, Germany' })).toBe('Europe/Berlin')
    expect(zone({ location: 'Austin, TX 78701' })).toBe('America/Chicago')
    expect(zone({ location: 'Atlanta, Georgia' })).toBe('America/New_York')
    expect(zone({ location: 'Greater Berlin Area' })).toBe(null)
  })

  it('is the person’s before the company’s, and never from a phone number', () => {
    expect(zoneOfLead({ country: 'Germany', company_country: 'United States', company_state: 'NY' })).toBe(
      'Europe/Berlin',
    )
    expect(zoneOfLead({ company_country: 'United States', company_state: 'NY' })).toBe('America/New_York')
    expect(zoneOfLead({ Land: 'Schweiz', PLZ: '8001', Ort: 'Zürich' })).toBe('Europe/Zurich')
    expect(zoneOfLead({ phone: '+49 30 1234', mobile: '+1 212 555' })).toBe(null)
  })

  it('is a zone this system knows, with an hour of Instantly’s for it, for every country', () => {
    for (const [code, known] of countryZones) {
      expect(countryOf(code)).toBe(code)
      if (known === null) continue
      expect(() =>
        matchZone(known, { startDate: '2026-11-02', endDate: '2026-11-03' }, Date.UTC(2026, 10, 2)),
      ).not.toThrow()
    }
    expect(countryOfZone('Europe/Berlin')).toBe('DE')
    expect(countryOfZone('America/Chicago')).toBe('US')
    expect(countryOfZone('UTC')).toBe(null)
  })

  it.each([' ', '7 ', 'A 7', ', '])('takes time proportional to the length of “%s”', (bit) => {
    const text = `Austin${bit.repeat(150_000)}x`
    const place = { country: '', state: text, zip: '', city: text, location: text }
    expect(threadCpuMs(() => zoneOfPlace(place))).toBeLessThan(10_000)
  })

  it('is found or unknown for any content of the columns', () => {
    const text = fc.oneof(anyText(), fc.constantFrom('US', 'TX', 'Georgia', ',', '79901', 'CA', '__proto__'))
    fc.assert(
      fc.property(fc.record({ country: text, state: text, zip: text, city: text, location: text }), (place) => {
        const found = zoneOfPlace(place)
        expect(found.country === null || countryZones.has(found.country)).toBe(true)
        if (found.zone !== null) expect(found.country).not.toBe(null)
      }),
    )
    fc.assert(fc.property(fc.anything(), (payload) => void tell(payload)))
  })
})
