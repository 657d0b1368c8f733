/** What is paused since a restore, stored so that it survives restarts. */
import { z } from 'zod'
import { broughtBack } from '#shared/contract/app/backups.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, removeSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { RequestContext } from '../../core/instantly/types.ts'

const restored = z.object({
  at: z.string(),
  madeAt: z.string().nullable(),
  otherComputer: z.boolean(),
  copiedFolder: z.boolean().default(false),
  /** Clients whose paused work was compared with Instantly. */
  reconciled: z.array(z.number()),
  /** Clients whose background work has resumed. */
  released: z.array(z.number()),
  broughtBack: z.array(broughtBack).readonly().default([]),
})
export type RestoredRow = z.output<typeof restored>

export const restoredSetting: Setting<RestoredRow | null> = {
  key: 'backup.restored',
  shape: restored.nullable(),
  fallback: null,
}

/** Calls made without a click, which stay barred even after a client was compared. */
const backgroundRequesters = /^(?:opt-outs|blackout date|keep paused|webhook|verification \d+)$/

export type RestoredState = ReturnType<typeof createRestoredState>

export function createRestoredState(store: Store, clock: Clock) {
  let row = getSetting(store, 'app', restoredSetting)
  const save = (next: RestoredRow | null) => {
    row = next
    if (next === null) removeSetting(store, 'app', restoredSetting)
    else setSetting(store, 'app', restoredSetting, next, clock.now())
  }
  const isReconciled = (id: WorkspaceId) => row === null || row.reconciled.includes(id)
  const isReleased = (id: WorkspaceId) => row === null || row.released.includes(id)
  return {
    row: () => row,
    isReconciled,
    isReleased,
    /** Whether a call that writes must not be sent. */
    isBarred: ({ workspaceId, requestedBy }: RequestContext): boolean =>
      !isReconciled(workspaceId) || (!isReleased(workspaceId) && backgroundRequesters.test(requestedBy)),
    reconciled: (id: WorkspaceId) =>
      void (row && !isReconciled(id) && save({ ...row, reconciled: [...row.reconciled, id] })),
    released: (id: WorkspaceId) => void (row && !isReleased(id) && save({ ...row, released: [...row.released, id] })),
    over: () => save(null),
  }
}
