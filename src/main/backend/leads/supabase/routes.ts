import type { PullSpec, supabase } from '#shared/contract/leads/supabase.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { SupabaseSourceId } from '#shared/ids.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import type { Deps } from '../../core/deps.ts'
import { openReader, type StoredAccess, splitAccess } from './access.ts'
import { hasPlatform, platformCampaigns, platformTables } from './platform.ts'
import { type OpenGeneratedFile, pull, removeOldPulls } from './pull.ts'
import type { TableReader } from './reader.ts'
import { lastPull } from './seen-rows.ts'
import { readSource, removeSource, renameSource, sourceRow, sourcesOf, storeSource } from './source-store.ts'

export type SupabaseParts = {
  readonly vault: Vault
  readonly openMade: OpenGeneratedFile
  /** Called when a source was removed, so that later areas delete their data about it. */
  readonly removed: (sourceId: SupabaseSourceId) => void
}

/** Database sources of leads, and pulling from them. `stop` cancels every read. */
export function createSupabase(deps: Deps, { vault, openMade, removed }: SupabaseParts) {
  const { store, clock } = deps
  const parts = { store, clock, vault }
  const readerParts = { clock, appVersion: deps.config.appVersion }
  const pulls = new Map<string, AbortController>()
  const stopping = new AbortController()
  removeOldPulls(deps)

  /** Opens a reader for one piece of work and closes it afterwards. */
  async function using<T>(access: StoredAccess, work: (reader: TableReader) => Promise<T>): Promise<T> {
    const reader = await openReader(access, readerParts)
    try {
      return await work(reader)
    } finally {
      await reader.close()
    }
  }

  async function withSource<T>(sourceId: SupabaseSourceId, work: (reader: TableReader) => Promise<T>): Promise<T> {
    const { kind, address, keyKind } = sourceRow(store, sourceId)
    const secret = await vault.open({ of: 'supabase_source', id: sourceId })
    return using({ kind, address, keyKind, secret }, work)
  }

  async function startPull(order: {
    readonly sourceId: SupabaseSourceId
    readonly spec: PullSpec
    readonly onlyNew: boolean
    readonly pullId: string
  }) {
    const { workspaceId, name } = readSource(store, order.sourceId)
    if (pulls.has(order.pullId)) throw new AppError('INVALID_INPUT', { field: 'pullId' })
    const own = new AbortController()
    pulls.set(order.pullId, own)
    const signal = AbortSignal.any([own.signal, stopping.signal])
    try {
      return await deps.jobs.during(
        'supabase',
        workspaceId,
        () =>
          withSource(order.sourceId, (reader) =>
            pull(deps, reader, openMade, { ...order, workspaceId, sourceName: name, signal }),
          ),
        ({ rowsRead }) => ({ items: rowsRead }),
      )
    } finally {
      pulls.delete(order.pullId)
    }
  }

  const routes: Handlers<typeof supabase> = {
    'supabase.sources': ({ workspaceId }) => sourcesOf(store, workspaceId),
    'supabase.add': async ({ workspaceId, name, access }) => {
      await vault.assertCanSeal()
      const kept = splitAccess(access)
      await using(kept, (reader) => offerOf(reader, stopping.signal))
      return storeSource(parts, { workspaceId, name, ...kept })
    },
    'supabase.rename': ({ sourceId, name }) => renameSource(store, sourceId, name),
    'supabase.remove': ({ sourceId }) => {
      removeSource(parts, sourceId)
      removed(sourceId)
    },
    'supabase.offer': ({ sourceId }) => withSource(sourceId, (reader) => offerOf(reader, stopping.signal)),
    'supabase.columns': ({ sourceId, schema, relation }) =>
      withSource(sourceId, (reader) => reader.columns(schema, relation, stopping.signal)),
    'supabase.campaigns': ({ sourceId }) =>
      withSource(sourceId, (reader) => platformCampaigns(reader, stopping.signal)),
    'supabase.lastPull': ({ sourceId, spec }) => lastPull(store, sourceId, spec),
    'supabase.pull': startPull,
    'supabase.cancelPull': ({ pullId }) => pulls.get(pullId)?.abort(),
  }
  return { routes, stop: () => stopping.abort() }
}

/** Returns tables and views, and whether the lead platform exists, asked for by name if nothing is listed. */
async function offerOf(reader: TableReader, signal: AbortSignal) {
  const { relations, listed } = await reader.relations(signal)
  const platform = listed ? hasPlatform(relations) : await canReadTable(reader, platformTables.campaigns, signal)
  return { relations, listed, platform }
}

async function canReadTable(reader: TableReader, relation: string, signal: AbortSignal): Promise<boolean> {
  try {
    await reader.columns('public', relation, signal)
    return true
  } catch (error) {
    if (error instanceof AppError && /^SUPABASE_(?:TABLE_NOT_FOUND|REFUSED)$/.test(error.code)) return false
    throw error
  }
}
