import { domainsOf } from '#shared/domain/block-value.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../deps.ts'

/** Why an address may not be written to, from the block lists alone. */
export type Blocked = (email: string) => 'blocked' | 'opted_out' | null

/**
 * Tells for one client which addresses are blocked, by themselves or by a domain of theirs. Read once: entries added
 * later count from the next asking. Null where nothing is blocked at all.
 */
export function createBlocked({ raw }: Store, workspaceId: WorkspaceId): Blocked | null {
  const rows = raw
    .prepare(
      `select value, origin = 'opt_out' as optOut from block_entry
        where removed_at is null and workspace_id in (?, 0)`,
    )
    .all(workspaceId) as { value: string; optOut: 0 | 1 }[]
  if (rows.length === 0) return null
  const blocked = new Set<string>()
  const optedOut = new Set<string>()
  for (const { value, optOut } of rows) (optOut === 1 ? optedOut : blocked).add(value)
  return (email) => {
    const names = [email, ...domainsOf(email)]
    if (names.some((name) => optedOut.has(name))) return 'opted_out'
    return names.some((name) => blocked.has(name)) ? 'blocked' : null
  }
}
