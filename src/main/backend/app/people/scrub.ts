/** Takes what was deleted out of the bytes of the disk: free pages, the log, files made of the store. */
import fs from 'node:fs'
import path from 'node:path'
import { storeFileName } from '../../core/db/open.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { AddressText } from './blank-address.ts'
import { places } from './inventory.ts'

const READ_BYTES = 4 * 1024 * 1024

/** From now on words of deleted texts leave the full-text index with their rows, not with its next tidying. */
export function forgetDeletedWords({ raw }: Store): void {
  raw.exec(`insert into inbox_search (inbox_search, rank) values ('secure-delete', 1)`)
}

/** Moves the log into the store and empties its file. A reader may hold it up for a moment. */
export async function emptyLog({ raw }: Store, clock: Clock, signal: AbortSignal): Promise<boolean> {
  for (let tries = 0; tries < 40; tries += 1) {
    const [row] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (row?.busy === 0) return true
    await clock.sleep(250, signal)
  }
  return false
}

/**
 * Files that name the person: those made for a moment are removed, lists of leads a demo was made of stay without the
 * address. Lists are indexed anew when one is opened.
 */
export async function eraseFiles(dataDir: string, address: AddressText): Promise<number> {
  let erased = 0
  for (const [name, kind] of Object.entries(places)) {
    const folder = path.join(dataDir, name)
    if ((kind !== 'temporary' && kind !== 'made up') || !fs.existsSync(folder)) continue
    for (const entry of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(folder, entry)
      if (kind === 'made up' && !entry.endsWith('.csv')) continue
      if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile() || !(await readFor(file, address)).found) continue
      if (kind === 'temporary') fs.rmSync(file, { force: true })
      else blankFile(file, address)
      erased += 1
    }
  }
  return erased
}

/** Byte by byte, because a file may be in any encoding. */
function blankFile(file: string, address: AddressText): void {
  const text = address.blank(fs.readFileSync(file, 'latin1'))
  if (address.isInBytes(text)) fs.rmSync(file, { force: true })
  else fs.writeFileSync(file, text, 'latin1')
}

export type Looked = { readonly bytes: number; readonly found: readonly string[] }

/** Read by the thread that cleans it; beside it where its pages lie in the log. Whoever closes them takes the process's locks away. */
const readElsewhere = new Set([storeFileName, `${storeFileName}-shm`])

/** Reads every byte of the data folder but the store's for the address; copies and demos aside, which the receipt names. */
export async function lookThrough(dataDir: string, address: AddressText): Promise<Looked> {
  let bytes = 0
  const found: string[] = []
  for (const name of fs.readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    const kind = places[name.split(path.sep)[0] ?? '']
    const file = path.join(dataDir, name)
    if (
      readElsewhere.has(name) ||
      kind === 'kept' ||
      kind === 'made up' ||
      !fs.statSync(file, { throwIfNoEntry: false })?.isFile()
    )
      continue
    const read = await readFor(file, address)
    bytes += read.bytes
    if (read.found) found.push(name)
  }
  return { bytes, found }
}

/** Longer than any form of an address: what stands across two pieces is found, too. */
const overlap = 2_048

/** Piece by piece, so that a file may be as long as it likes. */
async function readFor(
  file: string,
  address: AddressText,
): Promise<{ readonly bytes: number; readonly found: boolean }> {
  const handle = await fs.promises.open(file, 'r')
  // The next piece is read while this one is looked at.
  const buffers = [Buffer.allocUnsafe(READ_BYTES), Buffer.allocUnsafe(READ_BYTES)] as const
  const pieceAt = (turn: 0 | 1, from: number) => handle.read(buffers[turn], 0, READ_BYTES, from)
  let coming = pieceAt(0, 0)
  try {
    let carried = ''
    let turn: 0 | 1 = 0
    for (let bytes = 0; ; ) {
      const { bytesRead, buffer } = await coming
      if (bytesRead === 0) return { bytes, found: false }
      bytes += bytesRead
      turn = turn === 0 ? 1 : 0
      coming = pieceAt(turn, bytes)
      const text = carried + buffer.toString('latin1', 0, bytesRead)
      if (address.isInBytes(text)) return { bytes, found: true }
      carried = text.slice(-overlap)
    }
  } finally {
    await coming.catch(() => undefined)
    await handle.close()
  }
}
