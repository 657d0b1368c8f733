import { useEffect } from 'react'
import { create } from 'zustand'

/** Keys (`e`, a range such as `1–9`, or alternatives such as `j k`) and a word for what they do. */
export type ScreenKey = readonly [keys: string, words: string]

/** Keys of the current screen, for the status line. */
export const useShownKeys = create<readonly ScreenKey[]>(() => [])

type Listed = { readonly keys: readonly ScreenKey[]; readonly general: boolean }
const listed: Listed[] = []

/** Shows the keys registered last; a screen's own keys take precedence over those every table has. */
function show(): void {
  const own = listed.findLast(({ general }) => !general) ?? listed.at(-1)
  useShownKeys.setState(own?.keys ?? [], true)
}

/** Lists keys in the status line while the component is mounted; none if another part of the screen lists them. */
export function useScreenKeys(keys: readonly ScreenKey[], { general = false } = {}): void {
  const written = JSON.stringify(keys)
  useEffect(() => {
    // Written just above.
    const own = { keys: JSON.parse(written) as readonly ScreenKey[], general }
    if (own.keys.length === 0) return undefined
    listed.push(own)
    show()
    return () => {
      listed.splice(listed.indexOf(own), 1)
      show()
    }
  }, [written, general])
}
