/** Invented people and companies, for the demo's history. Their domains end in `.example`, which nobody owns. */
import { pickByChance } from '../state/draws.ts'
import type { LeadFields } from '../state/world-types.ts'
import data from './history-people.json' with { type: 'json' }

export type Country = 'Germany' | 'Netherlands' | 'United Kingdom' | 'France' | 'Spain'

type Pool = {
  readonly first: readonly string[]
  readonly last: readonly string[]
  readonly stems: readonly string[]
  readonly kinds: readonly string[]
  readonly cities: readonly string[]
  readonly titles: readonly string[]
  readonly phone: string
}

const pools: Readonly<Record<Country, Pool>> = data.people
const { sizes, sources } = data

/** Returns a random person; two of the same name at one company share an address. */
export function drawPerson(
  country: Country,
  index: number,
  chance: (ask: number) => number,
): { readonly email: string; readonly fields: LeadFields } {
  const pool = pools[country]
  const first = pickByChance(pool.first, chance(1))
  const last = pickByChance(pool.last, chance(2))
  const company = `${pickByChance(pool.stems, chance(3))} ${pickByChance(pool.kinds, chance(4))}`
  const city = pickByChance(pool.cities, chance(5))
  const domain = `${slug(company)}.example`
  const email = `${slug(first)}.${slug(last)}@${domain}`
  return {
    email,
    fields: {
      core: {
        first_name: first,
        last_name: last,
        company_name: company,
        job_title: pickByChance(pool.titles, chance(6)),
        website: `https://${domain}`,
        phone: `${pool.phone} ${100 + (index % 900)}`,
      },
      custom: { city, country, employees: pickByChance(sizes, chance(7)), source: pickByChance(sources, chance(8)) },
    },
  }
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ü', 'ue')
    .replaceAll('ö', 'oe')
    .replaceAll('ä', 'ae')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s+/g, '-')
}
