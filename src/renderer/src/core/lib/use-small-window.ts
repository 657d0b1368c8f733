import { useSyncExternalStore } from 'react'

/** As in the style sheets. */
const small = window.matchMedia('(max-width: 1100px)')

function subscribe(changed: () => void): () => void {
  small.addEventListener('change', changed)
  return () => small.removeEventListener('change', changed)
}

/** Whether the window is too small for everything a table could show. */
export const useSmallWindow = (): boolean => useSyncExternalStore(subscribe, () => small.matches)
