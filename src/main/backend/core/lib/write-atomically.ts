import fs from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { asSaveError } from './save-errors.ts'

/** A file while it is being written. */
export type AtomicFile = {
  /** Writes all of the content, or throws: on a nearly full disk a write may silently write only a part. */
  write(content: string | Uint8Array): Promise<void>
}

/** The last save of each file being saved: two at once would write into the same partial file. */
const saving = new Map<string, Promise<void>>()

/**
 * Writes a file so that a crash, or a failure of `write`, leaves either the old or the new one, never a partial one.
 * Saves of the same file wait for each other. Throws SAVE_FOLDER_GONE, SAVE_REFUSED, SAVE_DISK_FULL.
 */
export async function writeFileAtomically(file: string, write: (file: AtomicFile) => Promise<void>): Promise<void> {
  const mine = (saving.get(file)?.catch(() => undefined) ?? Promise.resolve()).then(() => replaceFile(file, write))
  saving.set(file, mine)
  try {
    await mine
  } finally {
    if (saving.get(file) === mine) saving.delete(file)
  }
}

async function replaceFile(file: string, write: (file: AtomicFile) => Promise<void>): Promise<void> {
  const part = `${file}.part`
  try {
    await writePartFile(part, write)
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw asSaveError(error, path.dirname(file))
  }
}

/** Writes a file and syncs it to disk. If it throws, the caller must delete what was written. */
export async function writePartFile(part: string, write: (file: AtomicFile) => Promise<void>): Promise<void> {
  const handle = await open(part, 'w', 0o600)
  try {
    await write({ write: (content) => handle.writeFile(content) })
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a small file of ours synchronously and atomically, synced to disk. Throws system errors unchanged. */
export function writeFileAtomicallySync(file: string, content: string): void {
  const part = `${file}.part`
  fs.writeFileSync(part, content, { mode: 0o600, flush: true })
  fs.renameSync(part, file)
}
