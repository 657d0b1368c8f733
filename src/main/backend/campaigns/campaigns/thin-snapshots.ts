/** Thins out snapshots: those of the last 30 days are all kept; of earlier days, each campaign's last one. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { dayAt, dayMs } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

const keptWholeMs = 30 * dayMs
/** Rows per step, which blocks the thread for a few milliseconds. */
const rowsPerStep = 1_000

/** UTC day (days since 1970) up to which a client's snapshots were thinned, exclusive. */
const thinnedTo: Setting<number> = { key: 'campaignSnapshotsThinnedTo', shape: z.number().int(), fallback: 0 }

export function createSnapshotThinner(store: Store) {
  const { raw } = store
  const oldest = raw.prepare('select min(at) from campaign_snapshot where workspace_id = ? and at >= ?').pluck()
  const thin = raw.prepare(
    `delete from campaign_snapshot where rowid in (
       select s.rowid from campaign_snapshot s where s.workspace_id = @workspaceId and s.at >= @from and s.at < @to
         and exists (select 1 from campaign_snapshot l where l.campaign_id = s.campaign_id and l.at > s.at and l.at < @to)
       limit ${rowsPerStep})`,
  )

  /** Idempotent; after an interruption the next run continues. */
  return async (workspaceId: WorkspaceId, now: number, signal?: AbortSignal): Promise<void> => {
    const last = dayAt(now - keptWholeMs)
    const known = getSetting(store, workspaceId, thinnedTo)
    // A later day was reached by a clock that was ahead.
    for (let day = known > last ? 0 : known; day < last; ) {
      const first = oldest.get(workspaceId, day * dayMs) as number | null
      // Skips days without snapshots.
      day = first === null ? last : Math.min(last, Math.max(day, dayAt(first)))
      if (day < last) {
        const span = { workspaceId, from: day * dayMs, to: (day + 1) * dayMs }
        while (thin.run(span).changes > 0) {
          await nextTurn()
          signal?.throwIfAborted()
        }
        day += 1
      }
      setSetting(store, workspaceId, thinnedTo, day, now)
    }
  }
}
