import { back } from '../core/lib/router.ts'
import { closeNewestToast } from '../core/stores/toasts.ts'

/** What Escape does where nothing is open: back to where one came from. A toast goes with it, and never takes a press for itself. */
export function backFromHere(): void {
  closeNewestToast()
  back()
}
