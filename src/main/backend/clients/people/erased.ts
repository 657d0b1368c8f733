/** Who was erased: recognised by a keyed hash of the address, so that nothing brings the person back. */
import { createHmac, randomBytes } from 'node:crypto'
import { addressKey } from '#shared/domain/leads/import/addresses.ts'
import type { Store } from '../../core/deps.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'

/** When the person of an address was erased (epoch ms); null for everybody else. */
export type ErasedAt = (email: string) => number | null

type Known = { readonly version: number; readonly erasedAt: ErasedAt | null }

const versions = new WeakMap<Store['raw'], number>()
const known = new WeakMap<Store['raw'], Known>()

/** Says that the list of erased people changed. */
export const erasedChanged = (raw: Store['raw']): void => void versions.set(raw, (versions.get(raw) ?? 0) + 1)

export const hashOf = (key: string, email: string): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(email.trim().toLowerCase()).digest('hex')

/** The key of this store's hashes; made with the first person who is erased. */
export const hashKeyOf = ({ raw }: Pick<Store, 'raw'>): string =>
  (raw.prepare('select hash_key from erased_person order by id desc limit 1').pluck().get() as string | undefined) ??
  randomBytes(32).toString('hex')

/** Null where nobody was ever erased: then nothing need be hashed. Kept in memory until `erasedChanged`. */
export function erasedLookup({ raw }: Pick<Store, 'raw'>): ErasedAt | null {
  const version = versions.get(raw) ?? 0
  const before = known.get(raw)
  if (before?.version === version) return before.erasedAt
  const rows = raw.prepare('select hash, hash_key as hashKey, asked_at as at from erased_person').all() as {
    hash: string
    hashKey: string
    at: number
  }[]
  const byKey = new Map<string, Map<string, number>>()
  for (const { hash, hashKey, at } of rows) {
    const of = byKey.get(hashKey) ?? new Map<string, number>()
    of.set(hash, at)
    byKey.set(hashKey, of)
  }
  const erasedAt: ErasedAt | null =
    rows.length === 0
      ? null
      : (email) => {
          // Whoever is told of may have the domain in its other letters.
          for (const spelling of domainSpellings(email))
            for (const [key, hashes] of byKey) {
              const at = hashes.get(hashOf(key, spelling))
              if (at !== undefined) return at
            }
          return null
        }
  known.set(raw, { version, erasedAt })
  return erasedAt
}

/** Leads at Instantly as they may be read in: of who was erased and is there still, only that there is a lead. */
export function withoutErasedLeads<T extends { readonly email: string | null }>(
  store: Pick<Store, 'raw'>,
  leads: readonly T[],
): readonly T[] {
  const erasedAt = erasedLookup(store)
  if (erasedAt === null) return leads
  return leads.map((lead) => (lead.email !== null && erasedAt(lead.email) !== null ? { ...lead, email: null } : lead))
}

/** What stands where an address was. */
export const blanked = '[erased]'

/** Bounded on both sides, so that no text makes it slow. */
const addresses = /[^\s@<>"',;:()[\]]{1,64}@[^\s@<>"',;:()[\]]{1,255}/g

/** A text from before `at` without the addresses of people who were erased since. */
export function blankErased(erasedAt: ErasedAt, text: string, at: number): string {
  return text.replace(addresses, (found) => {
    const email = found.replace(/[.!?]+$/, '')
    const erased = erasedAt(email)
    return erased !== null && at <= erased ? blanked + found.slice(email.length) : found
  })
}

const mostNamed = 1_000

/** Whether a text of any kind, JSON or not, has the address of somebody who was ever erased. */
export const namesErased = (erasedAt: ErasedAt, text: string): boolean =>
  [...new Set(text.replace(/\\u0040/gi, '@').split(/[\s"'<>()[\]{},;:\\/|=&]+/))]
    .filter((word) => word.includes('@'))
    .slice(0, mostNamed)
    .some((word) => erasedAt(addressKey(word.replace(/^\.+/, '').replace(/(?<!\.)\.+$/, ''))) !== null)
