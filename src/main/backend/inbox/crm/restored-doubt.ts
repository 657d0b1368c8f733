/** Since a restore, what the copy does not know of may be in a CRM: it is looked for before it is made. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { getSetting, type Setting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

/** From when the copy is, and when it became the store. */
const doubt = z.object({ madeAt: z.string(), restoredAt: z.string() })
export type RestoredDoubt = z.output<typeof doubt>

export const restoredDoubt: Setting<RestoredDoubt | null> = {
  key: 'crm.restored',
  shape: doubt.nullable(),
  fallback: null,
}

/** Since when a lead may have been handed over by what a restored copy does not know of; null where it cannot. */
export function doubtSince(store: Store, qualifiedAt: string): string | null {
  const found = getSetting(store, 'app', restoredDoubt)
  return found !== null && qualifiedAt <= found.restoredAt ? found.madeAt : null
}

/** The same id for the same thing of a client, in every copy of the store: what is made twice is recognised. */
export function lastingId({ raw }: Store, workspaceId: number, ...of: readonly string[]): string {
  const client = raw
    .prepare('select coalesce(remote_id, created_at) from workspace where id = ?')
    .pluck()
    .get(workspaceId)
  const hex = createHash('sha256')
    .update(JSON.stringify([client, ...of]))
    .digest('hex')
  // Written as a UUID: receivers know the form.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
