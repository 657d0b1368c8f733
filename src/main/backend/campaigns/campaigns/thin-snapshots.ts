/** Snapshots of the last 30 days stay as they are; of a day before them the last of each campaign stays for good. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { dayAt, dayMs } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

const keptWholeMs = 30 * dayMs
/** Some ms of the thread. */
const rowsPerStep = 1_000

/** The UTC day (days since 1970) up to which a client's snapshots were thinned; that day is not in it. */
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

  /** Repeatable; ended at any moment, the next run goes on. */
  return async (workspaceId: WorkspaceId, now: number, signal?: AbortSignal): Promise<void> => {
    const last = dayAt(now - keptWholeMs)
    for (let day = getSetting(store, workspaceId, thinnedTo); day < last; ) {
      const first = oldest.get(workspaceId, day * dayMs) as number | null
      // Days without snapshots are leapt over.
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
