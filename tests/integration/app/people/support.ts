import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import Database from 'better-sqlite3'
import { addressText } from '#backend/app/people/blank-address.ts'
import { type ErasedCounts, eraseElsewhereSteps, eraseKnownSteps } from '#backend/app/people/erase-rows.ts'
import { addressTables, textTables } from '#backend/app/people/inventory.ts'
import { findPacked } from '#backend/app/people/packed-orders.ts'
import { beginCleaning } from '#backend/core/db/clean-store.ts'
import type { Store } from '#backend/core/deps.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { spawnCleaner, spawnUnpacker } from '../../../support/backend.ts'

export const victim = 'Thorsten.Brünjes+hr@drehteile-oeynhausen.example'.toLowerCase().replace('ü', 'u')

/** Returns every form in which bytes can contain an address. */
function formsOf(email: string): readonly Buffer[] {
  const coded = Buffer.from(email).toString('base64')
  return [
    Buffer.from(email),
    Buffer.from(encodeURIComponent(email)),
    Buffer.from(email, 'utf16le'),
    Buffer.from(email.toUpperCase()),
    // The last characters depend on what follows.
    Buffer.from(coded.slice(0, coded.length - 4)),
    Buffer.from(Buffer.from(email).toString('hex')),
  ]
}

/** Erases everything that is erased locally, as the job does. */
export async function eraseHere(store: Store, email: string): Promise<ErasedCounts> {
  const found: ErasedCounts = { here: {}, mentions: 0 }
  for (const _ of eraseKnownSteps(store, email, found, Date.now())) continue
  const { signal } = new AbortController()
  const deps = { store, clock: systemClock, spawnCleaner }
  const cleaning = await beginCleaning(deps, { forms: addressText(email).forms, tables: textTables }, signal)
  try {
    const { rows, whole } = await cleaning.whole()
    const packed = await findPacked(spawnUnpacker, { storePath: store.raw.name, email }, signal)
    const where = { rows, whole, packed }
    for (const _ of eraseElsewhereSteps(store, email, { found, now: Date.now(), where })) continue
    await cleaning.rest()
  } finally {
    cleaning.end()
  }
  return found
}

/**
 * Returns where an address is still found: in any byte of a file, and in the store's packed data. Earlier copies are
 * ignored.
 */
export function traces(dir: string, email: string): readonly string[] {
  const forms = formsOf(email)
  const found: string[] = []
  for (const name of fs.readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(dir, name)
    if (name.startsWith('backups') || !fs.statSync(file).isFile()) continue
    const bytes = fs.readFileSync(file)
    const lower = Buffer.from(bytes.toString('latin1').toLowerCase(), 'latin1')
    for (const form of forms)
      if (bytes.includes(form) || lower.includes(form)) found.push(`${name}: ${form.toString()}`)
  }
  const raw = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  for (const [table, { packed = [] }] of Object.entries(addressTables)) {
    for (const column of packed) {
      for (const value of raw.prepare(`select "${column}" from ${table}`).pluck().all() as Buffer[]) {
        const text = unpacked(value).toLowerCase()
        if (text.includes(email)) found.push(`${table}.${column}, unpacked`)
      }
    }
  }
  raw.close()
  return found
}

function unpacked(value: Buffer): string {
  try {
    return zlib.zstdDecompressSync(value).toString('utf8')
  } catch {
    return value.toString('utf8')
  }
}
