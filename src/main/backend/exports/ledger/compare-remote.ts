/**
 * Compares an export's ledger with its campaign or lead list at Instantly. It only reads. The findings are stored with
 * their time, and leads missing at Instantly can be sent again.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ExportCheck, LedgerRow } from '#shared/contract/exports/exports.ts'
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import { addressKey } from '#shared/domain/leads/import/addresses.ts'
import { AppError, requireFound } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemotePlace } from '../../core/instantly/types.ts'
import type { ExportEngine } from '../engine/engine.ts'
import { createRemoteReading, forEachRemoteLead } from '../engine/read-remote.ts'
import type { Run, RunStore } from '../engine/run-store.ts'
import { targetGoneCode } from '../engine/target-place.ts'
import { createComparisonStore, type Found } from './comparison-store.ts'
import type { LedgerQueries } from './ledger.ts'

export type RemoteComparison = ReturnType<typeof createRemoteComparison>

export function createRemoteComparison(
  deps: Deps,
  parts: { readonly runs: RunStore; readonly ledger: LedgerQueries; readonly engine: Pick<ExportEngine, 'isLive'> },
) {
  const comparing = createRemoteReading(deps)
  const { running } = comparing
  const { store, clock } = deps
  const { raw } = store
  const { keep, lastOf } = createComparisonStore(clock, raw, parts)

  function assertOver(run: Run): RemotePlace {
    if (!isOver(run.state) || parts.engine.isLive(run.id) || run.takenBackAt !== null) {
      throw new AppError('EXPORT_NOT_POSSIBLE_NOW', { state: run.state })
    }
    if (run.place === null) throw new AppError(targetGoneCode(run.target), { name: run.campaignName })
    return run.place
  }

  async function eachRow(id: ExportId, signal: AbortSignal, take: (row: LedgerRow) => void): Promise<void> {
    for (const rows of parts.ledger.everyRow(id, 'all')) {
      for (const row of rows) take(row)
      await nextTurn()
      if (signal.aborted) throw new AppError('CANCELLED')
    }
  }

  async function look(run: Run, place: RemotePlace, signal: AbortSignal): Promise<Found> {
    const expected = new Map<string, number>()
    await eachRow(run.id, signal, ({ outcome, remoteLeadId, position }) => {
      if (outcome === 'uploaded' && remoteLeadId !== null) expected.set(remoteLeadId, position)
    })
    let agreed = 0
    /** Addresses found at Instantly whose id the ledger does not know. */
    const further = new Set<string>()
    const there = await forEachRemoteLead(comparing, run, place, signal, ({ id, email }) => {
      if (expected.delete(id)) agreed += 1
      else if (email !== null) further.add(addressKey(email))
    })
    const left = new Set(expected.values())
    const missing: number[] = []
    const uncounted: number[] = []
    await eachRow(run.id, signal, ({ outcome, remoteLeadId, position, email }) => {
      if (email === null) return
      // A lead that was deleted and added again has another id, but it is there.
      if (outcome === 'uploaded' && (left.has(position) || remoteLeadId === null)) {
        if (further.delete(email)) agreed += 1
        else missing.push(position)
      } else if ((outcome === 'refused' || outcome === 'failed' || outcome === 'waiting') && further.delete(email)) {
        uncounted.push(position)
      }
    })
    return { there, agreed, missing, uncounted }
  }

  async function compare(id: ExportId, signal: AbortSignal): Promise<ExportCheck> {
    const run = parts.runs.get(id)
    const place = assertOver(run)
    const found = await look(run, place, signal)
    // If the export was undone meanwhile, every lead would count as missing.
    assertOver(parts.runs.get(id))
    await keep(run, found, signal)
    return requireFound(lastOf(id), 'export')
  }

  return {
    /** Reads the leads. Throws EXPORT_NOT_POSSIBLE_NOW, CAMPAIGN_NOT_FOUND, LEAD_LIST_NOT_FOUND, CANCELLED, API_*. */
    compare(id: ExportId): Promise<ExportCheck> {
      const known = running.get(id)
      if (known) return known.done
      const abort = new AbortController()
      const done = compare(id, abort.signal).finally(() => {
        running.delete(id)
        deps.changed('exports')
      })
      running.set(id, { read: 0, abort, done })
      return done
    },
    /** Cancels a comparison. The findings of the last complete one remain. */
    cancel: (id: ExportId): void => running.get(id)?.abort.abort(),
    state: (id: ExportId) => {
      const now = running.get(id)
      return { read: now ? now.read : null, last: lastOf(id) }
    },
    async stop(): Promise<void> {
      for (const { abort } of running.values()) abort.abort()
      await Promise.allSettled([...running.values()].map(({ done }) => done))
    },
  }
}
