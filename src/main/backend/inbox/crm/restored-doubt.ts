/**
 * After a restore, a CRM may hold records that the restored copy does not know of, so they are searched for before they
 * are created.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { getSetting, type Setting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

/** When the restored copy was made, and when it was restored. */
const doubt = z.object({ madeAt: z.string(), restoredAt: z.string() })
export type RestoredDoubt = z.output<typeof doubt>

export const restoredDoubt: Setting<RestoredDoubt | null> = {
  key: 'crm.restored',
  shape: doubt.nullable(),
  fallback: null,
}

/**
 * Returns the time since when a lead may have been handed over without the restored copy knowing; null if it cannot
 * have been.
 */
export function doubtSince(store: Store, qualifiedAt: string): string | null {
  const found = getSetting(store, 'app', restoredDoubt)
  return found !== null && qualifiedAt <= found.restoredAt ? found.madeAt : null
}

/**
 * Returns an id that is the same for the same item of a client in every copy of the store, so that duplicates are
 * recognised.
 */
export function lastingId({ raw }: Store, workspaceId: number, ...of: readonly string[]): string {
  const client = raw
    .prepare('select coalesce(remote_id, created_at) from workspace where id = ?')
    .pluck()
    .get(workspaceId)
  const hex = createHash('sha256')
    .update(JSON.stringify([client, ...of]))
    .digest('hex')
  // Formatted as a UUID because receivers know that format.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
