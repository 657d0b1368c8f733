import { and, desc, eq, isNull } from 'drizzle-orm'
import type { SupabaseKeyKind, SupabaseSource } from '#shared/contract/leads/supabase.ts'
import { AppError } from '#shared/errors.ts'
import type { SupabaseSourceId, WorkspaceId } from '#shared/ids.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import { nextRowId } from '../../core/db/next-row-id.ts'
import { supabasePull, supabaseSource } from '../../core/db/schema/leads/supabase.ts'
import type { Clock, Store } from '../../core/deps.ts'

type SourceParts = { readonly store: Store; readonly clock: Clock; readonly vault: Vault }
type NewSource = {
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly kind: 'project' | 'database'
  readonly address: string
  readonly keyKind: SupabaseKeyKind
  readonly secret: string
}

/** Returns the sources of a workspace, oldest first. */
export function sourcesOf(store: Store, workspaceId: WorkspaceId): readonly SupabaseSource[] {
  const live = and(eq(supabaseSource.workspaceId, workspaceId), isNull(supabaseSource.removedAt))
  return store.orm
    .select()
    .from(supabaseSource)
    .where(live)
    .orderBy(supabaseSource.id)
    .all()
    .map((row) => toSource(store, row))
}

/** Throws NOT_FOUND for a removed source. */
export function sourceRow(store: Store, sourceId: SupabaseSourceId) {
  const live = and(eq(supabaseSource.id, sourceId), isNull(supabaseSource.removedAt))
  const row = store.orm.select().from(supabaseSource).where(live).get()
  if (!row) throw new AppError('NOT_FOUND', { what: 'source' })
  return row
}

export const readSource = (store: Store, sourceId: SupabaseSourceId): SupabaseSource =>
  toSource(store, sourceRow(store, sourceId))

/** Stores a source with its secret sealed for its row, in one step. */
export async function storeSource({ store, clock, vault }: SourceParts, source: NewSource): Promise<SupabaseSource> {
  const { secret, ...row } = source
  const id = nextRowId(store, 'supabase_source') as SupabaseSourceId
  const { workspaceId, address } = source
  const binding = { of: 'supabase_source', id, workspaceId, address } as const
  await vault.keep(binding, secret, ({ cipher, protection }) => {
    const addedAt = new Date(clock.now()).toISOString()
    const masked = `••••••••${source.kind === 'project' ? secret.slice(-4) : ''}`
    store.orm
      .insert(supabaseSource)
      .values({ id, ...row, masked, cipher, protection, addedAt })
      .run()
  })
  return readSource(store, id)
}

export function renameSource(store: Store, sourceId: SupabaseSourceId, name: string): SupabaseSource {
  sourceRow(store, sourceId)
  store.orm.update(supabaseSource).set({ name }).where(eq(supabaseSource.id, sourceId)).run()
  return readSource(store, sourceId)
}

/** Permanently erases a source's secret; what was pulled from it stays. */
export function removeSource({ store, clock, vault }: SourceParts, sourceId: SupabaseSourceId): void {
  sourceRow(store, sourceId)
  store.orm
    .update(supabaseSource)
    .set({ cipher: null, removedAt: new Date(clock.now()).toISOString() })
    .where(eq(supabaseSource.id, sourceId))
    .run()
  vault.forget({ of: 'supabase_source', id: sourceId })
}

function toSource(store: Store, row: typeof supabaseSource.$inferSelect): SupabaseSource {
  const last = store.orm
    .select({ at: supabasePull.savedAt })
    .from(supabasePull)
    .where(eq(supabasePull.sourceId, row.id))
    .orderBy(desc(supabasePull.savedAt))
    .get()
  const { id, workspaceId, name, kind, address, keyKind, masked, addedAt } = row
  return {
    id: id as SupabaseSourceId,
    workspaceId: workspaceId as WorkspaceId,
    name,
    kind,
    address,
    keyKind,
    masked,
    addedAt,
    lastPulledAt: last?.at ?? null,
  }
}
