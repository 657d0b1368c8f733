/**
 * Files stored next to backups for restores, here or on another computer: a backup is older than what was erased and
 * deleted since. Each computer that stores backups in a folder has its own file there.
 */
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { writeFileAtomicallySync } from '../../core/lib/write-atomically.ts'

/** Where this computer's backups are stored. */
export type CopyPlaces = { readonly folders: Iterable<string>; readonly computer: string }

type Kind = 'erased' | 'deleted'

/** Enough for several hundred thousand people. */
const maxBytes = 64 * 1024 * 1024

/** The lists of all computers that store backups in the folder of this one. */
export function readCopyLists<T>(
  copy: string,
  kind: Kind,
  each: z.ZodType<T>,
): readonly { readonly computer: string; readonly list: readonly T[] }[] {
  const folder = path.dirname(copy)
  const pattern = new RegExp(`^sendoff-${kind}-(?<computer>[0-9a-f]{8})\\.json$`)
  return fs.readdirSync(folder).flatMap((name) => {
    const computer = pattern.exec(name)?.groups?.['computer']
    return computer === undefined ? [] : [{ computer, list: readList(path.join(folder, name), each) }]
  })
}

/** Empty if the file does not exist or cannot be read. */
export function readList<T>(file: string, each: z.ZodType<T>): readonly T[] {
  try {
    // Reading a pipe would block.
    const found = fs.statSync(file)
    if (!found.isFile() || found.size > maxBytes) return []
    return z.array(each).parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

/** Writes the list next to the existing backups. If their disk is missing, the next backup writes it. */
export function writeCopyLists({ folders, computer }: CopyPlaces, kind: Kind, list: readonly unknown[]): void {
  if (list.length === 0) return
  for (const folder of folders) {
    try {
      if (fs.existsSync(folder))
        writeFileAtomicallySync(path.join(folder, `sendoff-${kind}-${computer}.json`), JSON.stringify(list))
    } catch {
      // The backups remain usable without it.
    }
  }
}
