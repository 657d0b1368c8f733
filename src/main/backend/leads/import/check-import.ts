/** Determines what an import would do, before it is carried out. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportCheck, MergePreview } from '#shared/contract/leads/imports.ts'
import { createAddressSet } from '#shared/domain/leads/import/address-set.ts'
import { createGateCounter } from '#shared/domain/leads/import/count-gates.ts'
import type { GateCode } from '#shared/domain/leads/import/gates.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import type { Deps, Store } from '../../core/deps.ts'
import { createLookups } from '../gates/lookups.ts'
import { getList, listStateOf } from '../lists/queries.ts'
import { createReadyLookup } from '../lists/ready-lookup.ts'
import type { Drafts, OpenDraft } from './import-draft.ts'
import type { CheckInput, CompareInput } from './imports.ts'
import { CHECK_WIDTH, type LoadValues } from './parse-jobs.ts'
import { withPayloads } from './payload-bytes.ts'
import { assertMapping, assertWidth } from './preview-rows.ts'
import { createMergeTally, createRowMatcher, type MergePlan, takeSomeLeads } from './re-import.ts'
import { createDraftReader } from './read-draft.ts'

/** Counts the rows of a new list, or compares them with those of an existing one. */
export function createImportChecks(
  deps: Deps,
  drafts: Drafts,
  readWhole: ReturnType<typeof createDraftReader>['readWhole'],
) {
  const { store } = deps

  async function check({ importId, mapping, settings, listId }: CheckInput): Promise<ImportCheck> {
    const open = drafts.get(importId)
    assertWidth(mapping, open)
    assertMapping(mapping, settings)
    if (listId !== null) assertOwnList(listId, open)
    open.checking?.abort()
    const mine = new AbortController()
    open.checking = mine
    const inList = createReadyLookup(store)
    const { lookups, lookedAt } = createLookups(store, open.draft.workspaceId, settings)
    const counter = createGateCounter((email) => listId !== null && inList(email, listId) !== undefined, lookups)
    const { asked } = await readWhole(
      open,
      { kind: 'check', mapping, ...settings },
      {
        signal: AbortSignal.any([mine.signal, open.abort.signal]),
        onProgress: (done, share) => deps.announce('import.progress', { importId, phase: 'check', rows: done, share }),
        onChunk({ values }) {
          for (let at = 0; at < values.length; at += CHECK_WIDTH) {
            const [own, email, marks, row] = [values[at], values[at + 1], values[at + 2], values[at + 3]]
            counter.add(own as GateCode, email as string | null, marks as number, row as number)
          }
        },
      },
    )
    return { ...counter.result(), lookedAt, asked }
  }

  async function compare({ importId, mapping, settings, listId, merge }: CompareInput): Promise<MergePreview> {
    const open = drafts.get(importId)
    assertWidth(mapping, open)
    assertMapping(mapping, settings)
    assertOwnList(listId, open)
    open.checking?.abort()
    const mine = new AbortController()
    open.checking = mine
    const signal = AbortSignal.any([mine.signal, open.abort.signal])
    const comparing = beginComparison(
      store,
      { listId, mapping, settings, merge, lookups: createLookups(store, open.draft.workspaceId, settings).lookups },
      signal,
    )
    const { asked } = await readWhole(
      open,
      { kind: 'load', mapping, ...settings, storePath: store.raw.name },
      {
        signal,
        onProgress: (rows, share) => deps.announce('import.progress', { importId, phase: 'check', rows, share }),
        onChunk: (chunk) => comparing.add(withPayloads(chunk)),
      },
    )
    return { ...comparing.result(), asked }
  }

  function assertOwnList(listId: ListId, open: OpenDraft) {
    if (getList(store, listId).workspaceId !== open.draft.workspaceId) throw new AppError('NOT_FOUND', { what: 'list' })
  }
  return { check, compare }
}

/** Processes a newer file as saving it into a list would, without writing anything. */
function beginComparison(
  store: Store,
  plan: Omit<MergePlan, 'rowCount' | 'isNewAlready'>,
  signal: AbortSignal,
): { add(values: LoadValues): Promise<void>; result(): Omit<MergePreview, 'asked'> } {
  const { rowCount } = listStateOf(store, plan.listId)
  const added = createAddressSet()
  const judge = createRowMatcher(store, { ...plan, rowCount, isNewAlready: added.has })
  const tally = createMergeTally()
  return {
    async add(values) {
      const take = (at: number) => {
        const outcome = judge.judge(values, at)
        tally.count(outcome, values[at] as number)
        if (outcome.is === 'added' && outcome.gate === 0) added.add(values[at + 2] as string)
      }
      let from = 0
      while (from < values.length) {
        if (from > 0) await nextTurn()
        if (signal.aborted) throw new AppError('CANCELLED')
        from = takeSomeLeads(values, from, take)
      }
    },
    result() {
      for (const held of judge.nowHeld()) tally.countNowHeld(held)
      return tally.result()
    },
  }
}
