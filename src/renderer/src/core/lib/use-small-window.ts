import { useSyncExternalStore } from 'react'

/** Whether a media query is met, followed as the window changes. */
function hookFor(asked: string): () => boolean {
  const found = window.matchMedia(asked)
  const subscribe = (changed: () => void): (() => void) => {
    found.addEventListener('change', changed)
    return () => found.removeEventListener('change', changed)
  }
  return () => useSyncExternalStore(subscribe, () => found.matches)
}

/** Whether the window is too small for everything a table could show; as in the style sheets. */
export const useSmallWindow = hookFor('(max-width: 1279px)')

/** Whether what stands beside a conversation does not fit there. */
export const useNarrowWindow = hookFor('(max-width: 1080px)')

/** Whether there is room for more columns than most windows have. */
export const useWideWindow = hookFor('(min-width: 1400px)')

/** Whether a table of several clients may show all it has. */
export const useWidestWindow = hookFor('(min-width: 1600px)')

/** Whether a sum of many lines does not fit beside what follows from it. */
export const useLowWindow = hookFor('(max-height: 760px)')
