/** Things that ask the window for something and may come before it can hear: opened files, places to go to. */

export type ReadyBuffer<Item> = {
  add(items: readonly Item[]): void
  /** The window listens from now on: it is given what came before, and everything after. */
  listening(): void
  /** The window is gone or loads anew: what comes now waits for it. */
  notListening(): void
}

/**
 * Holds what arrives until a window listens, so that none is lost while it still loads. What comes together is handed
 * over together: a Mac names ten opened files in ten events.
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
