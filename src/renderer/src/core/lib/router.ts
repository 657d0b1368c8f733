import { create } from 'zustand'
import { goBack, goForward, goTo, type Places, parentOf, replaceWith } from './router-core.ts'

const useRouter = create<Places>(() => ({ path: '/home', behind: [], ahead: [] }))

/** The path of the screen that is shown. */
export const usePath = (): string => useRouter((places) => places.path)
export const currentPath = (): string => useRouter.getState().path
export const onPath = (listener: (path: string) => void): (() => void) =>
  useRouter.subscribe((places, before) => {
    if (places.path !== before.path) listener(places.path)
  })

/** Shows another screen. */
export const go = (path: string): void => useRouter.setState((places) => goTo(places, path), true)
/** Shows another screen in place of this one: no way back to it. */
export const replace = (path: string): void => useRouter.setState((places) => replaceWith(places, path), true)
/** To where the operator came from, or to the place above. */
export const back = (): void =>
  useRouter.setState(
    (places) => (places.behind.length > 0 ? goBack(places) : replaceWith(places, parentOf(places.path))),
    true,
  )
export const forward = (): void => useRouter.setState(goForward, true)
