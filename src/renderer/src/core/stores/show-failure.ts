import { asAppError } from '../lib/backend.ts'
import { t } from '../lib/texts.ts'
import { showToast } from './toasts.ts'

/**
 * Reports a failure in a toast, for actions whose place on the screen may be gone. A cancelled action is not a failure.
 */
export const showFailure = (thrown: unknown): void => showFailureOf(null, thrown)

/** Like `showFailure`; the message begins with the subject `about`. */
export function showFailureOf(about: string | null, thrown: unknown): void {
  const { code, data } = asAppError(thrown)
  if (code === 'CANCELLED') return
  const { what, todo } = t.errors[code](data)
  showToast(`${about === null ? '' : `${about}: `}${what} ${todo}`, { tone: 'bad' })
}
