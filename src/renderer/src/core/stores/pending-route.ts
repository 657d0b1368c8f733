import { create } from 'zustand'
import { onEvent } from '../lib/backend.ts'

type Wanted = { readonly route: string }

/** Place that the menu, the tray, a notification or a link wants to show; the frame goes there once it is rendered. */
const useWanted = create<{ readonly wanted: Wanted | null }>(() => ({ wanted: null }))

export const usePendingRoute = (): Wanted | null => useWanted((state) => state.wanted)
export const clearPendingRoute = (): void => useWanted.setState({ wanted: null })

/** Starts recording the requested place, so that one requested while the window loads is not lost. */
export const recordPendingRoute = (): void => {
  onEvent('app.goTo', ({ route }) => useWanted.setState({ wanted: { route } }))
}
