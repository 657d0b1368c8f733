import type { ApiKeyInfo, KeyState, Workspace } from '#shared/contract/workspaces.ts'
import type { Tone } from '../../ui/badge.tsx'

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

/** The key the client's state is told by: the one in that state, checked last. */
export function keyInState(workspace: Workspace): ApiKeyInfo | null {
  return workspace.keys.find((key) => key.state === workspace.keyState) ?? workspace.keys[0] ?? null
}
