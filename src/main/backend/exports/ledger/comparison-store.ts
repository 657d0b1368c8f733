/** Stores the findings of the last comparison of an export with Instantly. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ExportCheck } from '#shared/contract/exports/exports.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { chunk } from '../../core/lib/chunk.ts'
import type { Run, RunStore } from '../engine/run-store.ts'

/** Rows written per transaction, which takes a few milliseconds. */
const rowsPerStep = 1_000

export type Found = { readonly there: number; readonly agreed: number } & Readonly<Record<Kind, readonly number[]>>

type Kind = 'missing' | 'uncounted'

/** How long Instantly may take to list a lead it has accepted. Until then a missing lead may still show up. */
const listedAfterMs = 10 * 60_000

/** Stores the last comparison of an export. */
export function createComparisonStore(clock: Clock, raw: Store['raw'], parts: { readonly runs: RunStore }) {
  const last = raw.prepare<[number], Omit<ExportCheck, 'at' | 'mayBeEarly'> & { at: number }>(
    'select at, there, agreed, missing, uncounted from export_check where export_id = ?',
  )
  const putRow = raw.prepare(
    `insert into export_difference (export_id, position, workspace_id, kind, at) values (?, ?, ?, ?, ?)
       on conflict (export_id, position, at) do update set kind = excluded.kind`,
  )
  const putRows = raw.transaction((run: Run, kind: Kind, positions: readonly number[], at: number) => {
    for (const position of positions) putRow.run(run.id, position, run.workspaceId, kind, at)
  })
  const putCheck = raw.prepare(
    `insert into export_check (export_id, workspace_id, at, there, agreed, missing, uncounted) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (export_id) do update set at = excluded.at, there = excluded.there, agreed = excluded.agreed,
         missing = excluded.missing, uncounted = excluded.uncounted`,
  )
  // Rows that an undo left at Instantly do not belong to any comparison.
  const dropOthers = raw.prepare(
    `delete from export_difference where rowid in (
       select rowid from export_difference where export_id = ? and at <> ? and kind <> 'left' limit ${rowsPerStep})`,
  )

  /** Written beside the last comparison's findings, valid until this one is complete: its summary is written last. */
  async function keep(run: Run, found: Found, signal: AbortSignal): Promise<void> {
    const before = last.get(run.id)?.at ?? 0
    const at = Math.max(clock.now(), before + 1)
    // Removes what an interrupted comparison left behind.
    while (dropOthers.run(run.id, before).changes > 0 && !signal.aborted) await nextTurn()
    for (const kind of ['missing', 'uncounted'] as const) {
      for (const some of chunk(found[kind], rowsPerStep)) {
        if (signal.aborted) throw new AppError('CANCELLED')
        putRows(run, kind, some, at)
        await nextTurn()
      }
    }
    putCheck.run(run.id, run.workspaceId, at, found.there, found.agreed, found.missing.length, found.uncounted.length)
    // Older findings that remain after a cancel are ignored and are deleted by the next comparison.
    while (dropOthers.run(run.id, at).changes > 0 && !signal.aborted) await nextTurn()
  }

  function lastOf(id: ExportId): ExportCheck | null {
    const found = last.get(id)
    if (!found) return null
    const { finishedAt } = parts.runs.get(id)
    return {
      ...found,
      at: new Date(found.at).toISOString(),
      mayBeEarly: finishedAt !== null && found.at - Date.parse(finishedAt) < listedAfterMs,
    }
  }
  return { keep, lastOf }
}
