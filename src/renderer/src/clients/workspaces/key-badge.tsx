import type { KeyState } from '#shared/contract/clients/workspaces.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { toneOfKey } from './key-state.ts'

/** State of a key in a word; for a working one, the scopes it lacks. */
export function KeyBadge({ state, missing = [] }: { state: KeyState; missing?: readonly string[] | undefined }) {
  if (missing.length > 0 && (state === 'active' || state === 'scope_missing')) {
    return (
      <span title={missing.join(', ')}>
        <Badge tone="warn">
          {missing.length === 1 ? t.workspaces.lacksScope(missing[0] ?? '') : t.workspaces.lacksScopes(missing.length)}
        </Badge>
      </span>
    )
  }
  return <Badge tone={toneOfKey(state)}>{t.keys[state].word}</Badge>
}
