/**
 * What lies beside copies of the store for whoever restores one, here or on another computer: a copy is older than what was
 * erased and deleted since. Each computer that keeps its copies in a folder has its own file there.
 */
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { writeWholeNow } from '../../core/lib/write-whole.ts'

/** Where this computer’s copies lie. */
export type CopyPlaces = { readonly folders: Iterable<string>; readonly computer: string }

type Kind = 'erased' | 'deleted'

/** Some hundred thousand people. */
const mostBytes = 64 * 1024 * 1024

/** Of all computers that keep copies where this one lies. */
export function readBeside<T>(
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

/** None where there is no such file, or it cannot be read. */
export function readList<T>(file: string, each: z.ZodType<T>): readonly T[] {
  try {
    // A pipe would be waited for.
    const found = fs.statSync(file)
    if (!found.isFile() || found.size > mostBytes) return []
    return z.array(each).parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

/** Beside the copies there are, some of which are from before. Where their disk is away, the next copy brings it. */
export function writeBeside({ folders, computer }: CopyPlaces, kind: Kind, list: readonly unknown[]): void {
  if (list.length === 0) return
  for (const folder of folders) {
    try {
      if (fs.existsSync(folder))
        writeWholeNow(path.join(folder, `sendoff-${kind}-${computer}.json`), JSON.stringify(list))
    } catch {
      // The copies are as good as before.
    }
  }
}
