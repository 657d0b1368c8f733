/** The keys of a client's shared memory, derived from its passphrase: the same everywhere, never in the database. */
import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { toAsciiDomain } from '#shared/domain/leads/import/ascii-domain.ts'
import { deriveKey } from '../../clients/workspaces/seal.ts'

/** An address in the ledger: 128 bits as a UUID. */
export type AddressHash = string

export type SharedKey = {
  /** Proves to the database which rows may be seen: hex. */
  readonly access: string
  /** The channel for notifications about this client. */
  readonly channel: string
  /** Hashes an address or a domain; the result is the same for both spellings of a domain. */
  readonly hash: (value: string) => AddressHash
}

/** Derives the root key from a name and passphrase. Slow on purpose: a copied ledger's passphrase could be guessed. */
export async function rootKeyOf(name: string, passphrase: string, cost: number): Promise<Buffer> {
  const normalized = name.normalize('NFKC').trim().toLowerCase()
  const salt = createHash('sha256').update(`sendoff/shared-memory/v1/${normalized}`).digest().subarray(0, 16)
  return deriveKey(passphrase, salt, cost, cost)
}

/** Derives the keys and functions from a root key. */
export function sharedKeyOf(root: Buffer): SharedKey {
  const part = (what: string) => Buffer.from(hkdfSync('sha256', root, '', `sendoff/shared-memory/${what}`, 32))
  const hashKey = part('address')
  return {
    access: part('access').toString('hex'),
    channel: `sendoff_${part('channel').toString('hex').slice(0, 32)}`,
    hash(value) {
      const hex = createHmac('sha256', hashKey).update(toAsciiDomain(value.toLowerCase())).digest('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
    },
  }
}
