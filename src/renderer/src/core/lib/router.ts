import { create } from 'zustand'
import { goBack, goForward, goTo, type Places, parentOf, replaceWith } from './router-core.ts'

const useRouter = create<Places>(() => ({ path: '/home', behind: [], ahead: [] }))

export const usePath = (): string => useRouter((places) => places.path)
export const currentPath = (): string => useRouter.getState().path
export const onPath = (listener: (path: string) => void): (() => void) =>
  useRouter.subscribe((places, before) => {
    if (places.path !== before.path) listener(places.path)
  })

export const go = (path: string): void => useRouter.setState((places) => goTo(places, path), true)
/** Shows another screen in place of this one, with no way back to it. */
export const replace = (path: string): void => useRouter.setState((places) => replaceWith(places, path), true)
/** Goes back to the previous screen, or to the parent if there is none. */
export const back = (): void =>
  useRouter.setState(
    (places) => (places.behind.length > 0 ? goBack(places) : replaceWith(places, parentOf(places.path))),
    true,
  )
export const forward = (): void => useRouter.setState(goForward, true)
