/** Disconnects a client from everything it has elsewhere before it is deleted. */
import { AppError } from '#shared/errors.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { RemovalParts } from './delete-client.ts'

const waitMs = 250

/** An answer in flight arrives within this many waits, or never. */
const maxWaits = 600

/** Leaves one place after the other. */
export function createClientDisconnect(parts: RemovalParts, raw: Store['raw'], clock: Clock) {
  /** When it resolves, nothing of the client is in flight any more. */
  async function disconnectClient(workspaceId: WorkspaceId, signal: AbortSignal): Promise<void> {
    await parts.cancelImports(workspaceId)
    const ids = raw
      .prepare<[number], ExportId>('select id from export_run where workspace_id = ?')
      .pluck()
      .all(workspaceId)
    for (const id of ids.filter(parts.isLive)) {
      try {
        parts.cancelExport(id)
      } catch (error) {
        // It has ended meanwhile.
        if (!(error instanceof AppError)) throw error
      }
    }
    for (let waits = 0; ids.some(parts.isLive); waits += 1) {
      if (waits === maxWaits) throw new AppError('API_UNAVAILABLE')
      await clock.sleep(waitMs, signal)
    }
  }
  return disconnectClient
}
