import { asAppError } from '../lib/call.ts'
import { t } from '../lib/texts.ts'
import { showToast } from './toasts.ts'

/** Says in a toast what went wrong with something whose place on the screen may be gone. What was cancelled is no failure. */
export const tellFailure = (thrown: unknown): void => tellFailureOf(null, thrown)

/** The same, with what it was about before it. */
export function tellFailureOf(about: string | null, thrown: unknown): void {
  const { code, data } = asAppError(thrown)
  if (code === 'CANCELLED') return
  const { what, todo } = t.errors[code](data)
  showToast(`${about === null ? '' : `${about}: `}${what} ${todo}`, { tone: 'bad' })
}
