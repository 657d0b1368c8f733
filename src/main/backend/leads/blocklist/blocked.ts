import type { WorkspaceId } from '#shared/ids.ts'
import { getErasedLookup } from '../../clients/people/erased.ts'
import type { Store } from '../../core/deps.ts'
import { namesCovering } from '../../core/lib/domain-spellings.ts'
import { optedOutValues } from '../opt-outs/covered-by-opt-out.ts'
import { optedOutElsewhere } from '../shared-memory/known-stops.ts'

/** Returns why an address may not be written to, based only on block lists and opt-outs. */
export type BlockedLookup = (email: string) => 'blocked' | 'opted_out' | null

/**
 * Creates a lookup for one client that reports which addresses are blocked, directly or through one of their domains.
 * The lists are read once, so entries added later only take effect in the next lookup. Returns null if nothing is
 * blocked at all.
 */
export function createBlockedLookup(store: Store, workspaceId: WorkspaceId): BlockedLookup | null {
  const optedOut = new Set(optedOutValues(store, workspaceId))
  const blocked = new Set(
    store.raw
      .prepare('select value from block_entry where removed_at is null and workspace_id in (?, 0)')
      .pluck()
      .all(workspaceId) as string[],
  )
  const erasedAt = getErasedLookup(store)
  const stopped = optedOutElsewhere(store, workspaceId)
  if (blocked.size + optedOut.size === 0 && erasedAt === null && stopped === null) return null
  return (email) => {
    if (erasedAt !== null && erasedAt(email) !== null) return 'opted_out'
    const names = namesCovering(email)
    if (names.some((name) => optedOut.has(name))) return 'opted_out'
    if (stopped?.(email)) return 'opted_out'
    return names.some((name) => blocked.has(name)) ? 'blocked' : null
  }
}
