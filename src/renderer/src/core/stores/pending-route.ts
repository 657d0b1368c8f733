import { create } from 'zustand'
import { onEvent } from '../lib/use-event.ts'

type Wanted = { readonly route: string }

/** A place the menu, the tray, a notification or a link wants shown; the frame goes there once it is drawn. */
const useWanted = create<{ readonly wanted: Wanted | null }>(() => ({ wanted: null }))

export const usePendingRoute = (): Wanted | null => useWanted((state) => state.wanted)
export const placeTaken = (): void => useWanted.setState({ wanted: null })

/** Keeps the place from the first moment on, also while the window still loads. */
export const keepPendingRoute = (): void => {
  onEvent('app.goTo', ({ route }) => useWanted.setState({ wanted: { route } }))
}
