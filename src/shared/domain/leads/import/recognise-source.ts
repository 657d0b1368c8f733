/** Recognises which tool a file comes from, how certain that is, and why. */
import { headerKey } from './header-key.ts'
import { type SourceId, type SourceProfile, sourceProfiles } from './source-profiles.ts'

export type RecognisedSource = {
  readonly id: SourceId
  readonly sure: 'certain' | 'likely'
  /** Headers of the file that indicate the source, as written there. */
  readonly evidence: readonly string[]
  /** Number of the source's marks that were found, and their total. */
  readonly found: number
  readonly of: number
}

/** Columns a map scraper exports, by their usual names. */
const placeMarks: readonly (readonly string[])[] = [
  ['name', 'business name', 'title', 'company', 'company name', 'place name'],
  ['phone', 'phone number', 'telephone'],
  ['website', 'site', 'web', 'url'],
  ['address', 'full address', 'location', 'street address'],
  ['rating', 'review rating', 'stars', 'average rating', 'google rating'],
  ['reviews', 'review count', 'reviews count', 'number of reviews'],
  ['category', 'business type', 'type', 'categories', 'main category'],
  ['google maps link', 'google maps url', 'maps url', 'place id', 'cid', 'plus code', 'latitude', 'opening hours'],
  ['emails', 'email'],
]
const personMarks = /^(?:(?:contact )?(?:first|last) name|firstname|lastname|job title|position|linkedin url|surname)$/

/** Returns the source of a file by its headers; null if it is not a known source. */
export function recogniseSource(headers: readonly string[]): RecognisedSource | null {
  const byKey = new Map<string, string>()
  for (const header of headers) {
    const key = headerKey(header)
    if (key !== '' && !byKey.has(key)) byKey.set(key, header.trim())
  }
  let best: RecognisedSource | null = null
  for (const profile of sourceProfiles) {
    const found = judge(profile, byKey)
    if (found && (!best || found.found / found.of > best.found / best.of)) best = found
  }
  return best ?? placeScraper(byKey)
}

function judge({ id, marks, atLeast, needs = [], oneOf }: SourceProfile, byKey: ReadonlyMap<string, string>) {
  if (needs.some((mark) => !byKey.has(mark))) return null
  if (oneOf && !oneOf.some((mark) => byKey.has(mark))) return null
  const there = marks.filter((mark) => byKey.has(mark))
  if (there.length < atLeast) return null
  const share = there.length / marks.length
  const sure = share >= 0.55 || there.length >= atLeast * 2 ? 'certain' : 'likely'
  return {
    id,
    sure,
    evidence: there.map((mark) => byKey.get(mark) as string),
    found: there.length,
    of: marks.length,
  } as const
}

function placeScraper(byKey: ReadonlyMap<string, string>): RecognisedSource | null {
  if ([...byKey.keys()].some((key) => personMarks.test(key))) return null
  const there = placeMarks.flatMap((names) => names.find((name) => byKey.has(name)) ?? [])
  const named = (placeMarks[0] ?? []).some((name) => byKey.has(name))
  const ofPlaces = there.filter((name) => !['email', 'company', 'company name', 'url', 'type'].includes(name))
  if (!named || there.length < 5 || ofPlaces.length < 4) return null
  const evidence = there.map((name) => byKey.get(name) as string)
  return { id: 'google_maps_scraper', sure: 'likely', evidence, found: there.length, of: placeMarks.length }
}
