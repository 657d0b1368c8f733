import { back } from '../core/lib/router.ts'
import { closeNewestToast } from '../core/stores/toasts.ts'

/**
 * Handles Escape when nothing is open: goes back to the previous screen. Also closes the newest toast, which never
 * takes a key press for itself.
 */
export function backFromHere(): void {
  closeNewestToast()
  back()
}
