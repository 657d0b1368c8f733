import { useEffect } from 'react'
import { create } from 'zustand'

/** A key (`e`, or a row of them, `1–9`) and a word for what it does. */
export type ScreenKey = readonly [keys: string, words: string]

/** The keys of the screen that is shown, for the line at the foot. */
export const useShownKeys = create<readonly ScreenKey[]>(() => [])

/** Lists these at the foot while the component is shown; none: another part of the screen says it. */
export function useScreenKeys(keys: readonly ScreenKey[]): void {
  const written = JSON.stringify(keys)
  useEffect(() => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written just above
    const own = JSON.parse(written) as readonly ScreenKey[]
    if (own.length === 0) return undefined
    useShownKeys.setState(own, true)
    return () => {
      if (useShownKeys.getState() === own) useShownKeys.setState([], true)
    }
  }, [written])
}
