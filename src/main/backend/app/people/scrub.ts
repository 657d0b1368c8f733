/** Removes deleted data from the bytes on disk: free pages, the log, files derived from the store. */
import fs from 'node:fs'
import path from 'node:path'
import { storeFileName } from '../../core/db/open.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { AddressText } from './blank-address.ts'
import { dataFolderPlaces } from './inventory.ts'

const READ_BYTES = 4 * 1024 * 1024

/** Makes the full-text index remove words along with deleted rows, instead of at its next merge. */
export function forgetDeletedWords({ raw }: Store): void {
  raw.exec(`insert into inbox_search (inbox_search, rank) values ('secure-delete', 1)`)
}

/** Moves the log into the store and truncates it. A reader may delay it for a moment. */
export async function truncateLog({ raw }: Store, clock: Clock, signal: AbortSignal): Promise<boolean> {
  for (let tries = 0; tries < 40; tries += 1) {
    const [row] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (row?.busy === 0) return true
    await clock.sleep(250, signal)
  }
  return false
}

/**
 * Cleans files that name the person: temporary ones are deleted, the lead files of a demo stay without the address.
 * Lists are indexed again when opened.
 */
export async function eraseFiles(dataDir: string, address: AddressText): Promise<number> {
  let erased = 0
  for (const [name, kind] of Object.entries(dataFolderPlaces)) {
    const folder = path.join(dataDir, name)
    if ((kind !== 'temporary' && kind !== 'made up') || !fs.existsSync(folder)) continue
    for (const entry of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(folder, entry)
      if (kind === 'made up' && !entry.endsWith('.csv')) continue
      if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile() || !(await searchFile(file, address)).found) continue
      if (kind === 'temporary') fs.rmSync(file, { force: true })
      else blankFile(file, address)
      erased += 1
    }
  }
  return erased
}

/** Works on bytes, because a file may have any encoding. */
function blankFile(file: string, address: AddressText): void {
  const text = address.blank(fs.readFileSync(file, 'latin1'))
  if (address.isInBytes(text)) fs.rmSync(file, { force: true })
  else fs.writeFileSync(file, text, 'latin1')
}

export type FolderSearch = { readonly bytes: number; readonly found: readonly string[] }

/** Read by the thread that cleans the file, as closing a descriptor would release the process's locks on it. */
const filesReadByThread = new Set([storeFileName, `${storeFileName}-shm`])

/** Searches the data folder for the address, except the store and the backups and demos the receipt mentions. */
export async function searchDataFolder(dataDir: string, address: AddressText): Promise<FolderSearch> {
  let bytes = 0
  const found: string[] = []
  for (const name of fs.readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    const kind = dataFolderPlaces[name.split(path.sep)[0] ?? '']
    const file = path.join(dataDir, name)
    if (
      filesReadByThread.has(name) ||
      kind === 'kept' ||
      kind === 'made up' ||
      !fs.statSync(file, { throwIfNoEntry: false })?.isFile()
    )
      continue
    const read = await searchFile(file, address)
    bytes += read.bytes
    if (read.found) found.push(name)
  }
  return { bytes, found }
}

/** Longer than any form of an address, so that one across two pieces is found too. */
const overlap = 2_048

/** Reads in pieces, so that the file may have any length. */
async function searchFile(
  file: string,
  address: AddressText,
): Promise<{ readonly bytes: number; readonly found: boolean }> {
  const handle = await fs.promises.open(file, 'r')
  // Reads the next piece while this one is searched.
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
