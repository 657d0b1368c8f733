import { useSyncExternalStore } from 'react'

/** Creates a hook that returns whether a media query matches, updated as the window changes. */
function hookFor(asked: string): () => boolean {
  const found = window.matchMedia(asked)
  const subscribe = (changed: () => void): (() => void) => {
    found.addEventListener('change', changed)
    return () => found.removeEventListener('change', changed)
  }
  return () => useSyncExternalStore(subscribe, () => found.matches)
}

/** Returns whether the window is too small for all columns of a table; same limit as in the style sheets. */
export const useSmallWindow = hookFor('(max-width: 1279px)')

/** Returns whether the window is too narrow for the panel beside a conversation. */
export const useNarrowWindow = hookFor('(max-width: 1080px)')

/** Returns whether there is room for more columns than most windows have. */
export const useWideWindow = hookFor('(min-width: 1400px)')

/** Returns whether a table of several clients has room for all its columns. */
export const useWidestWindow = hookFor('(min-width: 1600px)')

/** Returns whether the window is too low for a long sum and its result beside each other. */
export const useLowWindow = hookFor('(max-height: 760px)')
