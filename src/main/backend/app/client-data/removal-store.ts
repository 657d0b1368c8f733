/** Clients being deleted, and the receipts of those deleted; an app-wide setting, as no row of the client remains. */

import { z } from 'zod'
import { type ClientRemoval, clientRemoval } from '#shared/contract/app/client-data.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

export const removalsKey = 'client.removals'
const removals: Setting<readonly ClientRemoval[]> = {
  key: removalsKey,
  shape: z.array(clientRemoval),
  fallback: [],
}

export const clientRemovals = (store: Store): readonly ClientRemoval[] => getSetting(store, 'app', removals)

/** Replaces a receipt, or adds it. */
export function saveRemoval(store: Store, one: ClientRemoval, now: number): void {
  const others = clientRemovals(store).filter(({ id }) => id !== one.id)
  setSetting(
    store,
    'app',
    removals,
    [...others, one].toSorted((a, b) => a.id - b.id),
    now,
  )
}
