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
}

/** The colour of a key's state; its word always stands with it. */
export const toneOfKey = (state: KeyState): Tone => tones[state]

/** Whether nobody could ask Instantly about a key just now: asked again, it may answer. */
export const unanswered = ({ problem }: ConnectionTest): boolean =>
  problem === 'API_OFFLINE' || problem === 'API_UNAVAILABLE'

/**
 * Whether a tested key can be kept: one that works, one that lacks scopes but says whose it is, and one nobody could
 * ask Instantly about just now.
 */
export function canKeep(test: ConnectionTest): boolean {
  if (test.ok) return true
  if (test.problem === 'INSTANTLY_SCOPE_MISSING') return test.remoteId !== null
  return unanswered(test)
}

/** Whether it can take the place of another: it answered, and is of this client. */
export const canReplace = (test: ConnectionTest): boolean =>
  test.ok || (test.problem === 'INSTANTLY_SCOPE_MISSING' && test.remoteId !== null)

/** The key the client's state is told by: the one in that state, checked last. */
export function keyInState(workspace: Workspace): ApiKeyInfo | null {
  return workspace.keys.find((key) => key.state === workspace.keyState) ?? workspace.keys[0] ?? null
}
