/** Requests for the window that may arrive before it can receive them: opened files, places to go to. */

export type ReadyBuffer<Item> = {
  add(items: readonly Item[]): void
  /** The window is listening: it receives what is buffered and everything after. */
  listening(): void
  /** The window is gone or reloading: new items are buffered for it. */
  notListening(): void
}

/**
 * Buffers items until a window listens, so that none is lost while it loads. Items that arrive together are delivered
 * together: a Mac reports ten opened files in ten events.
 */
export function bufferUntilReady<Item>(
  announce: (items: readonly Item[]) => void,
  gatherMs: number,
): ReadyBuffer<Item> {
  let held: Item[] = []
  let heard = false
  let timer: NodeJS.Timeout | null = null
  const flush = () => {
    timer = null
    if (!heard || held.length === 0) return
    const items = held
    held = []
    announce(items)
  }
  const soon = () => {
    timer ??= setTimeout(flush, gatherMs)
  }
  return {
    add(items) {
      if (items.length === 0) return
      held.push(...items)
      soon()
    },
    listening() {
      heard = true
      soon()
    },
    notListening() {
      heard = false
    },
  }
}
