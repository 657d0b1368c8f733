import { useEffect } from 'react'

/** Returns whether the element that had the focus is gone. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body

/**
 * Moves the focus to the screen if the focused element is gone, so that Tab goes on in the screen and not at the top of
 * the window. `part`: identifies the screen, or the part of it that was replaced.
 */
export function usePageFocus(part: unknown): void {
  useEffect(() => {
    // Text selected by a double click on the previous screen would extend over this one. In a field, which stays, the
    // caret would be lost.
    if (!document.activeElement?.matches('input, textarea')) getSelection()?.removeAllRanges()
    if (isFocusLost()) document.getElementById('content')?.focus({ preventScroll: true })
  }, [part])
}
