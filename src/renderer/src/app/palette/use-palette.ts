import { useCallback, useState } from 'react'

export type PaletteState = {
  /** Number of the palette shown, starting at 1; 0: none. */
  readonly shown: number
  open(): void
  /** Reports that this palette has closed. The next one may already be open. */
  gone(one: number): void
}

/** Returns whether the palette is shown. Closing takes a moment, in which it may be opened again. */
export function usePalette(): PaletteState {
  const [{ shown }, set] = useState({ shown: 0, last: 0 })
  const open = useCallback(() => set((now) => ({ shown: now.last + 1, last: now.last + 1 })), [])
  const gone = useCallback((one: number) => set((now) => (now.shown === one ? { ...now, shown: 0 } : now)), [])
  return { shown, open, gone }
}
