/** Finds the addresses behind hashes by searching every text: in an older store, any may name an erased person. */
import type { Database } from 'better-sqlite3'
import { decodeUrlPart } from '#shared/domain/core/decode-url-part.ts'
import { hashAddress } from '../../clients/people/erased.ts'
import { unpackBlock } from '../../core/lib/unpacked.ts'
import { addressTables } from './inventory.ts'
import type { Hashed } from './packed-orders.ts'

/** Splits at everything that separates words, including in links and JSON. An apostrophe may be part of an address. */
const words = /[^\s"<>()[\]{},;:\\/|=&@]{1,64}@[^\s"<>()[\]{},;:\\/|=&@]{1,255}/g
/** Addresses repeat, so recent ones are not hashed again. */
const maxRemembered = 200_000

/** In the order of the hashes; null if no text contains the address. */
export function findHashes(raw: Database, wanted: readonly Hashed[]): readonly (string | null)[] {
  const seeker = createHashSeeker(wanted)
  for (const text of textsOf(raw)) {
    seeker.look(text)
    if (seeker.isDone()) break
  }
  return seeker.addresses
}

/** In most tables columns with nothing but an address come first. Packed texts cost most and come last. */
function* textsOf(raw: Database): Generator<string> {
  for (const [table, { text = [] }] of Object.entries(addressTables)) {
    if (text.length === 0) continue
    const columns = text.map((column) => `"${column}"`).join(', ')
    for (const row of raw.prepare(`select ${columns} from "${table}"`).raw().iterate() as Iterable<unknown[]>)
      for (const value of row) if (typeof value === 'string') yield value
  }
  type Packed = [codec: string, data: Buffer]
  for (const sql of ['select codec, cells from import_rows', `select 'zstd', data from event_block`])
    for (const [codec, data] of raw.prepare(sql).raw().iterate() as Iterable<Packed>)
      yield (codec === 'zstd' ? unpackBlock(data) : data).toString('utf8')
}

function createHashSeeker(wanted: readonly Hashed[]) {
  const addresses: (string | null)[] = wanted.map(() => null)
  const byKey = Map.groupBy(
    wanted.map((one, at) => ({ ...one, at })),
    ({ hashKey }) => hashKey,
  )
  let seen = new Set<string>()
  let left = wanted.length

  function checkWord(word: string): void {
    const address = word.trim().toLowerCase()
    if (seen.has(address)) return
    if (seen.size === maxRemembered) seen = new Set()
    seen.add(address)
    for (const [key, people] of byKey) {
      const hash = hashAddress(key, address)
      for (const one of people) {
        if (one.hash !== hash || addresses[one.at] !== null) continue
        addresses[one.at] = address
        left -= 1
      }
    }
  }

  return {
    addresses,
    isDone: () => left === 0,
    look(text: string): void {
      const isCoded = text.includes('%40')
      if (!text.includes('@') && !isCoded && !text.includes(String.raw`\u0040`)) return
      if (text.length <= 320) checkWord(text)
      const plain = text.replace(/\\[nrt]/g, ' ').replace(/\\u0040|%40/gi, '@')
      for (const found of plain.match(words) ?? []) {
        const word = found.replace(/^['.]+|['.!?]+$/g, '')
        checkWord(word)
        // In a link other characters of the address may be encoded as well.
        if (isCoded && word.includes('%')) checkWord(decodeUrlPart(word))
      }
    },
  }
}
