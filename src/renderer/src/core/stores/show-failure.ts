import type { WorkspaceId } from '#shared/ids.ts'
import { asAppError } from '../lib/backend.ts'
import { asksForKey, keyPath } from '../lib/key-path.ts'
import { go } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { showToast } from './toasts.ts'

/** Reports a failure in a toast, for actions whose place may be gone. A cancelled action is not a failure. */
export const showFailure = (thrown: unknown): void => showFailureOf(null, thrown)

/** Like `showFailure`, beginning with `about`. A problem with the key of `client` leads to the field for a new one. */
export function showFailureOf(about: string | null, thrown: unknown, client: WorkspaceId | null = null): void {
  const { code, data } = asAppError(thrown)
  if (code === 'CANCELLED') return
  const { what, todo, action } = t.errors[code](data)
  showToast(`${about === null ? '' : `${about}: `}${what} ${todo}`, {
    tone: 'bad',
    ...(client !== null && action && asksForKey.has(code)
      ? { action: { label: action, run: () => go(keyPath(client, code)) } }
      : {}),
  })
}
