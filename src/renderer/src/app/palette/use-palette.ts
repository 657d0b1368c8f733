import { useCallback, useState } from 'react'

export type PaletteState = {
  /** Which one is shown, the first being 1; 0: none. */
  readonly shown: number
  open(): void
  /** This one is gone. The next one may be there already. */
  gone(one: number): void
}

/** Whether the palette is shown. Closing takes a moment, in which it may be asked for again. */
export function usePalette(): PaletteState {
  const [{ shown }, set] = useState({ shown: 0, last: 0 })
  const open = useCallback(() => set((now) => ({ shown: now.last + 1, last: now.last + 1 })), [])
  const gone = useCallback((one: number) => set((now) => (now.shown === one ? { ...now, shown: 0 } : now)), [])
  return { shown, open, gone }
}
