import type { KeyState } from '#shared/contract/workspaces.ts'
import { t } from '../../lib/texts.ts'
import { Badge } from '../../ui/badge.tsx'
import { toneOfKey } from './key-state.ts'

/** A key's state as a word. */
export function KeyBadge({ state }: { state: KeyState }) {
  return <Badge tone={toneOfKey(state)}>{t.keys[state].word}</Badge>
}
