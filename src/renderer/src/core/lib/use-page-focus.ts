import { useEffect } from 'react'

/** Whether the element that had the focus is gone. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body

/**
 * A screen that takes another's place takes the focus too, when the element that had it is gone: Tab goes on in the
 * screen, not from the top of the window. `part`: what of the screen takes the place of another part.
 */
export function usePageFocus(part: unknown = null): void {
  useEffect(() => {
    // What a double click marked on the screen before would spread over this one.
    getSelection()?.removeAllRanges()
    if (isFocusLost()) document.getElementById('content')?.focus({ preventScroll: true })
  }, [part])
}
