/** After a restore, a CRM may hold records unknown to the copy, so they are searched for before they are created. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { getSetting, type Setting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

/** When the restored copy was made, and when it was restored. */
const restoreGap = z.object({ madeAt: z.string(), restoredAt: z.string() })
export type RestoreGap = z.output<typeof restoreGap>

export const restoreGapSetting: Setting<RestoreGap | null> = {
  key: 'crm.restored',
  shape: restoreGap.nullable(),
  fallback: null,
}

/** Returns since when a lead may have been handed over unknown to the restored copy; null if it cannot. */
export function possibleHandoversSince(store: Store, qualifiedAt: string): string | null {
  const found = getSetting(store, 'app', restoreGapSetting)
  return found !== null && qualifiedAt <= found.restoredAt ? found.madeAt : null
}

/** Returns an id that an item of a client has in every copy of the store, so duplicates are recognised. */
export function stableId({ raw }: Store, workspaceId: number, ...of: readonly string[]): string {
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
