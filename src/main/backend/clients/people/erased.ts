/** Recognises erased people by a keyed hash of the address, so that nothing brings them back. */
import { createHmac, randomBytes } from 'node:crypto'
import { addressKey } from '#shared/domain/leads/import/addresses.ts'
import type { Store } from '../../core/deps.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'

/** Returns when the person with an address was erased (epoch ms); null for everybody else. */
export type ErasedAt = (email: string) => number | null

type CachedLookup = { readonly version: number; readonly erasedAt: ErasedAt | null }

const listVersions = new WeakMap<Store['raw'], number>()
const lookupCache = new WeakMap<Store['raw'], CachedLookup>()

/** Invalidates the cached list of erased people. */
export const markErasedChanged = (raw: Store['raw']): void =>
  void listVersions.set(raw, (listVersions.get(raw) ?? 0) + 1)

export const hashAddress = (key: string, email: string): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(email.trim().toLowerCase()).digest('hex')

/** Returns the key of this store's hashes, generated when the first person is erased. */
export const hashKeyOf = ({ raw }: Pick<Store, 'raw'>): string =>
  (raw.prepare('select hash_key from erased_person order by id desc limit 1').pluck().get() as string | undefined) ??
  randomBytes(32).toString('hex')

/** Returns null if nobody was ever erased, so that nothing need be hashed. Cached until `markErasedChanged`. */
export function getErasedLookup({ raw }: Pick<Store, 'raw'>): ErasedAt | null {
  const version = listVersions.get(raw) ?? 0
  const before = lookupCache.get(raw)
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
          // The person's domain may be given in its other spelling (Punycode).
          for (const spelling of domainSpellings(email))
            for (const [key, hashes] of byKey) {
              const at = hashes.get(hashAddress(key, spelling))
              if (at !== undefined) return at
            }
          return null
        }
  lookupCache.set(raw, { version, erasedAt })
  return erasedAt
}

/** Prepares leads from Instantly for storing: of erased people still there, only that a lead exists is kept. */
export function withoutErasedLeads<T extends { readonly email: string | null }>(
  store: Pick<Store, 'raw'>,
  leads: readonly T[],
): readonly T[] {
  const erasedAt = getErasedLookup(store)
  if (erasedAt === null) return leads
  return leads.map((lead) => (lead.email !== null && erasedAt(lead.email) !== null ? { ...lead, email: null } : lead))
}

export const blankedAddress = '[erased]'

/** Bounded on both sides, so that no text makes it slow. */
const addressPattern = /[^\s@<>"',;:()[\]]{1,64}@[^\s@<>"',;:()[\]]{1,255}/g

/** Returns a text written at `at` without the addresses of people erased since. */
export function blankErased(erasedAt: ErasedAt, text: string, at: number): string {
  return text.replace(addressPattern, (found) => {
    const email = found.replace(/[.!?]+$/, '')
    const erased = erasedAt(email)
    return erased !== null && at <= erased ? blankedAddress + found.slice(email.length) : found
  })
}

const maxNamed = 1_000

/** Whether a text of any kind, JSON or not, contains the address of anybody who was ever erased. */
export const mentionsErased = (erasedAt: ErasedAt, text: string): boolean =>
  [...new Set(text.replace(/\\u0040/gi, '@').split(/[\s"'<>()[\]{},;:\\/|=&]+/))]
    .filter((word) => word.includes('@'))
    .slice(0, maxNamed)
    .some((word) => erasedAt(addressKey(word.replace(/^\.+/, '').replace(/(?<!\.)\.+$/, ''))) !== null)
