import type { Store } from '../deps.ts'
import { createLongWrite } from './long-write.ts'

/** Pages released in one go, which takes some milliseconds. */
const PAGES = 64

/** Releases the space of deleted rows to the disk, a little at a time, if the store supports it (`auto_vacuum`). */
export async function releaseFreePages({ raw }: Store, isOver: () => boolean): Promise<void> {
  if (raw.pragma('auto_vacuum', { simple: true }) !== 2) return
  const long = createLongWrite(raw)
  let before = Number.POSITIVE_INFINITY
  for (;;) {
    const free = raw.pragma('freelist_count', { simple: true }) as number
    if (free === 0 || free >= before || isOver()) return
    before = free
    // One after the other, so that other work gets its turn in between.
    await long.step(() => raw.pragma(`incremental_vacuum(${PAGES})`))
  }
}
