import type { ApiKeyInfo, ConnectionTest, KeyState, Workspace } from '#shared/contract/clients/workspaces.ts'
import type { Tone } from '../../core/ui/badge.tsx'

const tones: Readonly<Record<KeyState, Tone>> = {
  untested: 'quiet',
  active: 'ok',
  invalid: 'bad',
  revoked: 'bad',
  no_plan: 'warn',
  scope_missing: 'warn',
  locked: 'warn',
  unreadable: 'bad',
}

/** Returns the colour of a key's state; always shown with its word. */
export const toneOfKey = (state: KeyState): Tone => tones[state]

/** Returns whether Instantly could not be asked about a key: another test may succeed. */
export const unanswered = ({ problem }: ConnectionTest): boolean =>
  problem === 'API_OFFLINE' || problem === 'API_UNAVAILABLE'

/** Whether a tested key can be saved: it works, lacks scopes but names its workspace, or could not be asked about. */
export function canKeep(test: ConnectionTest): boolean {
  if (test.ok) return true
  if (test.problem === 'INSTANTLY_SCOPE_MISSING') return test.remoteId !== null
  return unanswered(test)
}

/** Returns whether a tested key can replace another: it works, or lacks scopes but identifies its workspace. */
export const canReplace = (test: ConnectionTest): boolean =>
  test.ok || (test.problem === 'INSTANTLY_SCOPE_MISSING' && test.remoteId !== null)

/** Returns the key that determines the client's state: the one in that state, checked last. */
export function keyInState(workspace: Workspace): ApiKeyInfo | null {
  return workspace.keys.find((key) => key.state === workspace.keyState) ?? workspace.keys[0] ?? null
}
