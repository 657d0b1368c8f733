/** What a client has elsewhere is told that it goes. */
import { AppError } from '#shared/errors.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { RemovalParts } from './delete-client.ts'

const waitMs = 250

/** An answer on its way comes within this time, or not at all. */
const mostWaits = 600

/** Leaves one place after the other. */
export function createDisconnectClient(parts: RemovalParts, raw: Store['raw'], clock: Clock) {
  /** Nothing of it is on its way any more. */
  async function leave(workspaceId: WorkspaceId, signal: AbortSignal): Promise<void> {
    await parts.cancelImports(workspaceId)
    const ids = raw
      .prepare<[number], ExportId>('select id from export_run where workspace_id = ?')
      .pluck()
      .all(workspaceId)
    for (const id of ids.filter(parts.isLive)) {
      try {
        parts.cancelExport(id)
      } catch (error) {
        // It ended by itself meanwhile.
        if (!(error instanceof AppError)) throw error
      }
    }
    for (let waits = 0; ids.some(parts.isLive); waits += 1) {
      if (waits === mostWaits) throw new AppError('API_UNAVAILABLE')
      await clock.sleep(waitMs, signal)
    }
  }
  return leave
}
