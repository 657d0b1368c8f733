import { asAppError } from '../lib/call.ts'
import { t } from '../lib/texts.ts'
import { showToast } from './toasts.ts'

/** Says in a toast what went wrong with something whose place on the screen may be gone. What was cancelled is no failure. */
export function tellFailure(thrown: unknown): void {
  const { code, data } = asAppError(thrown)
  if (code === 'CANCELLED') return
  const { what, todo } = t.errors[code](data)
  showToast(`${what} ${todo}`, { tone: 'bad' })
}
