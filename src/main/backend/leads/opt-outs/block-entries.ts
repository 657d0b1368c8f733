/** The block list at Instantly: adds and removes entries for people who opted out. */
import { ageOf } from '#shared/domain/core/age-of.ts'
import { parseBlockValue } from '#shared/domain/leads/import/block-value.ts'
import { AppError } from '#shared/errors.ts'
import type { RequestContext } from '../../core/instantly/types.ts'
import { mapBySpelling } from '../../core/lib/domain-spellings.ts'
import { replaceCopy, updateCopiedEntry } from '../blocklist/entries.ts'
import type { SyncRow } from './sync-store.ts'
import { type SyncContext, type SyncPass, toSyncProblem } from './syncing.ts'

/** Up to this many entries are searched for individually; for more, the whole list is read. */
const searchedAtMost = 8

export async function blockValues(
  syncing: SyncContext,
  requestContext: RequestContext,
  passes: readonly SyncPass[],
): Promise<void> {
  const { store, iso, timings, now } = syncing
  const found = await findEntryIds(
    syncing,
    requestContext,
    passes.map(({ row }) => row.value),
  )
  const missing: SyncPass[] = []
  store.raw.transaction(() => {
    for (const pass of passes) {
      const { row } = pass
      const entryId = found.get(row.value)
      if (entryId !== undefined) {
        recordEntryThere(syncing, row, entryId)
      } else if (row.entryReadAt !== null) {
        // The entry existed and somebody removed it at Instantly, so it is not added again without being asked.
        pass.differs = 'entry_gone'
        updateCopiedEntry(store, row.workspaceId, row.value, false, iso())
      } else if (row.entryAskedAt !== null && ageOf(row.entryAskedAt, now()) < timings.entryLateMs) {
        // A request without an answer may still be carried out.
        pass.waitMs = Math.min(timings.settleMs, timings.entryLateMs - ageOf(row.entryAskedAt, now()))
      } else missing.push(pass)
    }
  })()
  if (missing.length > 0) await addEntries(syncing, requestContext, missing)
}

export async function unblockValues(
  syncing: SyncContext,
  requestContext: RequestContext,
  passes: readonly SyncPass[],
): Promise<void> {
  const { timings } = syncing
  // An entry that existed before is not Sendoff's to remove.
  const ours = passes.filter(({ row }) => row.entryOrigin === 'ours' || row.entryAskedAt !== null)
  if (ours.length === 0) return
  const found = await findEntryIds(
    syncing,
    requestContext,
    ours.map(({ row }) => row.value),
  )
  for (const pass of ours) {
    const { row } = pass
    const entryId = found.get(row.value)
    if (entryId === undefined) {
      const left = row.entryAskedAt === null ? 0 : timings.entryLateMs - ageOf(row.entryAskedAt, syncing.now())
      if (left > 0) pass.waitMs = Math.min(timings.settleMs, left)
      else recordEntryGone(syncing, row)
    } else if (row.entryAskedAt === null && row.entryId !== entryId) {
      // Somebody made it since ours was removed.
      recordEntryThere(syncing, row, entryId)
    } else await removeEntry(syncing, requestContext, pass, entryId)
  }
}

/** Returns the ids of the entries for these values, as Instantly lists them now. */
async function findEntryIds(
  syncing: SyncContext,
  requestContext: RequestContext,
  values: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { instantly } = syncing
  const wanted = mapBySpelling(values)
  const found = new Map<string, string>()
  const take = (entries: readonly { readonly id: string; readonly value: string }[]) => {
    for (const entry of entries) {
      const value = wanted.get(parseBlockValue(entry.value) ?? '')
      if (value !== undefined && !found.has(value)) found.set(value, entry.id)
    }
  }
  if (values.length <= searchedAtMost) {
    for (const spelling of wanted.keys()) take(await instantly.blockEntries(requestContext, spelling))
    return found
  }
  const askedAt = syncing.iso()
  const all = await instantly.blockEntries(requestContext)
  replaceCopy(syncing.store, requestContext.workspaceId, all, { askedAt, at: syncing.iso() })
  take(all)
  return found
}

function recordEntryThere(syncing: SyncContext, row: SyncRow, entryId: string): void {
  const { rows, now, store, iso } = syncing
  rows.entryThere(row, entryId, now())
  updateCopiedEntry(store, row.workspaceId, row.value, true, iso())
}

async function addEntries(
  syncing: SyncContext,
  requestContext: RequestContext,
  passes: readonly SyncPass[],
): Promise<void> {
  const { rows, now, instantly, timings, store } = syncing
  const values = passes.map(({ row }) => row.value)
  rows.askEntries(
    passes.map(({ row }) => row),
    now(),
  )
  const wanted = mapBySpelling(values)
  let named: ReadonlySet<string | undefined>
  try {
    const made = await instantly.createBlockEntries(requestContext, values)
    named = new Set(made.map(({ value }) => wanted.get(parseBlockValue(value) ?? '')))
  } catch (thrown) {
    const error = toSyncProblem(syncing, thrown)
    if (error.code === 'OUTCOME_UNKNOWN') {
      for (const pass of passes) Object.assign(pass, { waitMs: timings.settleMs })
      return
    }
    rows.unaskEntries(passes.map(({ row }) => row))
    // One value that Instantly rejects must not keep the others off the list.
    if (error.code === 'API_REFUSED' && error.data['blocked'] !== true && passes.length > 1) {
      const half = Math.ceil(passes.length / 2)
      await addEntries(syncing, requestContext, passes.slice(0, half))
      await addEntries(syncing, requestContext, passes.slice(half))
      return
    }
    for (const pass of passes) pass.problem = error
    return
  }
  const there = await findEntryIds(syncing, requestContext, values)
  store.raw.transaction(() => {
    for (const pass of passes) {
      const { row } = pass
      const entryId = there.get(row.value)
      if (entryId !== undefined) recordEntryThere(syncing, row, entryId)
      else if (named.has(row.value)) pass.waitMs = timings.settleMs
      else {
        rows.unaskEntries([row])
        pass.problem = new AppError('API_REFUSED', { status: 200, message: row.value })
      }
    }
  })()
}

function recordEntryGone(syncing: SyncContext, row: SyncRow): void {
  syncing.rows.entryGone(row)
  updateCopiedEntry(syncing.store, row.workspaceId, row.value, false, syncing.iso())
}

async function removeEntry(
  syncing: SyncContext,
  requestContext: RequestContext,
  pass: SyncPass,
  entryId: string,
): Promise<void> {
  const { timings } = syncing
  try {
    await syncing.instantly.deleteBlockEntry(requestContext, entryId)
  } catch (thrown) {
    const error = toSyncProblem(syncing, thrown)
    // Deleting it again has no effect; the result is read with the next check.
    if (error.code === 'OUTCOME_UNKNOWN') pass.waitMs = timings.settleMs
    else if (error.code === 'API_REFUSED' && error.data['status'] === 404) pass.waitMs = null
    else {
      pass.problem = error
      return
    }
  }
  if (pass.waitMs !== null) return
  const there = await findEntryIds(syncing, requestContext, [pass.row.value])
  if (there.has(pass.row.value)) pass.waitMs = timings.settleMs
  else recordEntryGone(syncing, pass.row)
}
