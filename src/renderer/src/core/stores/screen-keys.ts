import { useEffect } from 'react'
import { create } from 'zustand'

/** Keys (`e`, a row of them, `1–9`, or one beside the other, `j k`) and a word for what they do. */
export type ScreenKey = readonly [keys: string, words: string]

/** The keys of the screen that is shown, for the line at the foot. */
export const useShownKeys = create<readonly ScreenKey[]>(() => [])

type Listed = { readonly keys: readonly ScreenKey[]; readonly general: boolean }
const listed: Listed[] = []

/** What came last is what is in use; keys every table has give way to those the screen names itself. */
function show(): void {
  const own = listed.findLast(({ general }) => !general) ?? listed.at(-1)
  useShownKeys.setState(own?.keys ?? [], true)
}

/** Lists these at the foot while the component is shown; none: another part of the screen says it. */
export function useScreenKeys(keys: readonly ScreenKey[], { general = false } = {}): void {
  const written = JSON.stringify(keys)
  useEffect(() => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written just above
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
