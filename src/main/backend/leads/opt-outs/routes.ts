import type { optOuts as contract, OptOutRow } from '#shared/contract/leads/opt-outs.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { readBlockValues } from '#shared/domain/leads/import/block-value.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import type { Texts } from '#shared/texts/en.ts'
import { getErasedLookup } from '../../clients/people/erased.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import { createDemoLookup, offeredFileName } from '../../clients/workspaces/demo-workspaces.ts'
import { inSeparateTransactions } from '../../core/db/separate-transactions.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemotePlace, RequestContext } from '../../core/instantly/types.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'
import { createFileOptOuts } from './file-opt-outs.ts'
import { optOutSettingsOf, saveOptOutSettings } from './opt-out-settings.ts'
import { createOptOuts, type NowAt } from './opt-outs.ts'
import { blockedOnlyAtInstantly, createOptOutQueries } from './queries.ts'
import { createOptOutSync, type OptOutTimings, optOutTimings } from './sync.ts'
import { createSyncStore } from './sync-store.ts'

const valuesPerStep = 500

/** Writes opt-outs in batches. Returns the number of rows. */
const saveOptOutsCsv = (
  chunks: Iterable<readonly OptOutRow[]>,
  path: string,
  words: Texts['optOuts'],
): Promise<number> => saveCsv(path, words.csvHeader, chunks, (row) => cellsOf(row, words))

function cellsOf(row: OptOutRow, words: Texts['optOuts']) {
  const { atInstantly } = row
  return [
    row.value,
    words.states[row.state],
    row.since,
    words.sources[row.source],
    row.words ?? '',
    row.clientName ?? '',
    words.scopes[row.scope],
    words.standings[atInstantly.state],
    atInstantly.blocked,
    atInstantly.stopped,
    atInstantly.removed,
    atInstantly.readAt ?? '',
  ]
}

export type OptOutFeature = ReturnType<typeof createOptOutFeature>
export type KeepUnsubscribed = OptOutFeature['keepUnsubscribed']

/** Opt-outs, their synchronisation with Instantly, and the page that shows both. */
export function createOptOutFeature(deps: Deps, timings: OptOutTimings = optOutTimings) {
  const { store, clock } = deps
  const optOuts = createOptOuts(store)
  const rows = createSyncStore(store)
  const sync = createOptOutSync(deps, optOuts, rows, timings)
  const files = createFileOptOuts(deps, optOuts)
  const queries = createOptOutQueries(store, sync.heldOf)
  const isDemo = createDemoLookup(store)
  const nowAt: NowAt = (workspaceId) => deps.instantly.now(workspaceId)

  /**
   * Adds each value, some at a time with room for other work in between, and returns the ids of those that were not
   * opted out before.
   */
  async function add(
    workspaceId: WorkspaceId,
    values: readonly string[],
    record: (value: string) => OptOutId | null,
  ): Promise<readonly OptOutId[]> {
    const added: OptOutId[] = []
    await inSeparateTransactions(store.raw, chunk(values, valuesPerStep), (some) => {
      for (const value of some) {
        const before = optOuts.find(workspaceId, value)?.state
        const id = record(value)
        if (id !== null && before !== 'on') added.push(id)
      }
    })
    return added
  }

  const routes: Handlers<typeof contract> = {
    'optOuts.list': (wanted) => queries.list(wanted),
    'optOuts.counts': ({ workspaceId }) => queries.counts(workspaceId),
    'optOuts.of': (whom) => queries.of(whom),
    'optOuts.add': async ({ workspaceId, scope, text }) => {
      const { values, unreadable } = readBlockValues(text)
      const added = await add(workspaceId, values, (value) =>
        optOuts.record({ workspaceId, value, at: nowAt(workspaceId), source: 'hand', scope }),
      )
      return { added, known: values.length - added.length, unreadable }
    },
    'optOuts.undo': ({ ids, undone }) => optOuts.undo(ids, undone, nowAt),
    'optOuts.setScope': ({ ids, scope }) => optOuts.scope(ids, scope, nowAt),
    'optOuts.answer': ({ ids, yes }) => optOuts.answer(ids, yes, nowAt),
    'optOuts.mend': ({ workspaceId, ids }) => {
      const count = rows.mend(workspaceId, ids ?? null)
      sync.look()
      return count
    },
    'optOuts.takeOver': async ({ workspaceId }) => {
      const added = await add(workspaceId, blockedOnlyAtInstantly(store, workspaceId), (value) =>
        optOuts.record({ workspaceId, value, at: nowAt(workspaceId), source: 'instantly' }),
      )
      return added.length
    },
    'optOuts.tellNow': ({ workspaceId }) => sync.tellNow(workspaceId),
    'optOuts.saveCsv': async (wanted) => {
      const words = backendTexts[operatorLanguage(deps)].optOuts
      const name = offeredFileName(isDemo(wanted.workspaceId), `${words.csvName}.csv`)
      const path = await deps.host.chooseSavePath({ defaultName: name })
      return path === null ? null : { path, rows: await saveOptOutsCsv(queries.each(wanted), path, words) }
    },
    'optOuts.settings': () => optOutSettingsOf(store),
    'optOuts.saveSettings': (change) => {
      const saved = saveOptOutSettings(store, change, clock.now())
      sync.look()
      return saved
    },
  }

  /** Records that a lead unsubscribed at Instantly. Erased people get no emails and must not be stored again. */
  function unsubscribedThere(workspaceId: WorkspaceId, emails: readonly string[]): void {
    const erasedAt = getErasedLookup(store)
    for (const value of emails)
      if ((erasedAt?.(value) ?? null) === null)
        optOuts.record({ workspaceId, value, at: nowAt(workspaceId), source: 'lead_status' })
  }

  return {
    optOuts,
    files,
    routes,
    unsubscribedThere,
    /**
     * Records who unsubscribed in a place before its leads are deleted or moved at Instantly, as that information is
     * lost with the lead. Throws Instantly's error, in which case nothing may be deleted.
     */
    async keepUnsubscribed(requestContext: RequestContext, place: RemotePlace): Promise<void> {
      const leads = await deps.instantly.unsubscribedLeads(requestContext, place)
      unsubscribedThere(
        requestContext.workspaceId,
        leads.flatMap(({ email }) => email ?? []),
      )
    },
    /** Resumes files that were interrupted. */
    begin: (): void => files.resume(),
    async stop(): Promise<void> {
      sync.stop()
      await files.stop()
    },
  }
}
