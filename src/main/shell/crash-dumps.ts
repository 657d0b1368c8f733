import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'

/** Deletes the dumps of crashes in a folder: each is a piece of memory, where nobody can tell who is mentioned. */
export async function deleteCrashDumps(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    // Nothing has crashed yet.
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const name of names) if (name.endsWith('.dmp')) await rm(path.join(folder, name), { force: true })
}
