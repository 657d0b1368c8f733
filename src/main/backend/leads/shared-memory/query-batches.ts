/** Processes many addresses in batches. */
import { AppError } from '#shared/errors.ts'
import { addressesPerStatement } from './ledger-computers.ts'
import type { AddressHash } from './shared-key.ts'

const isHash = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** All computers use the same order, so that two requests for the same addresses cannot deadlock. */
export async function queryInBatches<T>(
  hashes: readonly AddressHash[],
  ask: (some: string) => Promise<T>,
): Promise<readonly T[]> {
  const all: T[] = []
  const sorted = [...new Set(hashes)].toSorted()
  if (!sorted.every((hash) => isHash.test(hash))) throw new AppError('INTERNAL')
  for (let at = 0; at < sorted.length; at += addressesPerStatement)
    all.push(await ask(`{${sorted.slice(at, at + addressesPerStatement).join(',')}}`))
  return all
}
