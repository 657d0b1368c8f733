import type { RelayStore } from './types.ts'

const chunk = 500

/**
 * Wraps a store so that acknowledged events are deleted immediately: app and relay share a disk, and one copy is
 * enough.
 */
export function deleteAcknowledged(store: RelayStore): RelayStore {
  return {
    ...store,
    async acknowledge(workspaceId, through) {
      const position = await store.acknowledge(workspaceId, through)
      for (;;) {
        const order = { through: position?.acknowledged ?? 0, before: Number.MAX_SAFE_INTEGER, limit: chunk }
        if ((await store.forget(workspaceId, order)).events < chunk) return position
      }
    },
  }
}
