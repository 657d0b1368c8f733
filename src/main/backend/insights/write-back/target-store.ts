/** Stores where results are written back: one target per source, with its key sealed for its row. */
import { and, eq, isNull } from 'drizzle-orm'
import type { WriteBack, WriteBackCounts, WriteBackPlace } from '#shared/contract/insights/write-back.ts'
import { AppError, type ErrorCode, type ErrorData } from '#shared/errors.ts'
import type { SupabaseSourceId, WorkspaceId, WriteBackId } from '#shared/ids.ts'
import type { Vault } from '../../clients/workspaces/vault.ts'
import { nextRowId } from '../../core/db/next-row-id.ts'
import { writeBack } from '../../core/db/schema/insights/write-back.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import type { StoredAccess } from '../../leads/supabase/access.ts'

type Parts = { readonly store: Store; readonly clock: Clock; readonly vault: Vault }
export type WriteBackChoices = {
  readonly place: WriteBackPlace
  readonly organizationId: string | null
  readonly replyText: boolean
}
export type TargetRow = Omit<typeof writeBack.$inferSelect, 'id' | 'workspaceId' | 'sourceId'> & {
  readonly id: WriteBackId
  readonly workspaceId: WorkspaceId
  readonly sourceId: SupabaseSourceId
}

/** Returns the current target of a source; null if none was set up. */
export const targetOfSource = (store: Store, sourceId: SupabaseSourceId): TargetRow | null =>
  (store.orm
    .select()
    .from(writeBack)
    .where(and(eq(writeBack.sourceId, sourceId), isNull(writeBack.removedAt)))
    .get() as TargetRow | undefined) ?? null

/** Throws NOT_FOUND for a removed target. */
export function targetRow(store: Store, id: WriteBackId): TargetRow {
  const row = store.orm
    .select()
    .from(writeBack)
    .where(and(eq(writeBack.id, id), isNull(writeBack.removedAt)))
    .get()
  if (!row) throw new AppError('NOT_FOUND', { what: 'write_back' })
  return row as TargetRow
}

/** Stores a target, switched off. Its rows use Instantly's workspace id, which is the same on every computer. */
export async function storeWriteBack(
  { store, clock, vault }: Parts,
  given: WriteBackChoices & {
    readonly workspaceId: WorkspaceId
    readonly sourceId: SupabaseSourceId
    readonly access: StoredAccess
  },
): Promise<TargetRow> {
  const { workspaceId, sourceId, access, ...choices } = given
  const { secret, ...reached } = access
  const id = nextRowId(store, 'write_back') as WriteBackId
  await vault.keep({ of: 'write_back', id, workspaceId, address: access.address }, secret, ({ cipher, protection }) => {
    if (targetOfSource(store, sourceId)) throw new AppError('INVALID_INPUT', { field: 'sourceId' })
    const masked = `••••••••${access.kind === 'project' ? secret.slice(-4) : ''}`
    const remoteId = store.raw.prepare('select remote_id from workspace where id = ?').pluck().get(workspaceId)
    store.orm
      .insert(writeBack)
      .values({
        id,
        workspaceId,
        sourceId,
        ...choices,
        ...reached,
        masked,
        cipher,
        protection,
        workspaceKey: (remoteId as string | null) ?? crypto.randomUUID(),
        addedAt: new Date(clock.now()).toISOString(),
      })
      .run()
  })
  return targetRow(store, id)
}

export function changeTarget(store: Store, id: WriteBackId, change: Partial<typeof writeBack.$inferInsert>): TargetRow {
  targetRow(store, id)
  store.orm.update(writeBack).set(change).where(eq(writeBack.id, id)).run()
  return targetRow(store, id)
}

/** Erases a target's key and its outbox. */
export function removeTarget({ store, clock, vault }: Parts, id: WriteBackId): void {
  targetRow(store, id)
  store.raw.transaction(() => {
    store.raw.prepare('delete from write_back_row where write_back_id = ?').run(id)
    store.orm
      .update(writeBack)
      .set({ cipher: null, isOn: false, nextAt: null, removedAt: new Date(clock.now()).toISOString() })
      .where(eq(writeBack.id, id))
      .run()
  })()
  vault.forget({ of: 'write_back', id })
}

export const toWriteBack = (row: TargetRow, counts: WriteBackCounts): WriteBack => ({
  id: row.id,
  place: row.place,
  kind: row.kind,
  address: row.address,
  keyKind: row.keyKind,
  masked: row.masked,
  organizationId: row.organizationId,
  replyText: row.replyText,
  on: row.isOn,
  writtenAt: isoOrNull(row.writtenAt),
  checkedAt: isoOrNull(row.checkedAt),
  problem:
    row.problemCode === null
      ? null
      : { code: row.problemCode as ErrorCode, data: (row.problemData as ErrorData | null) ?? {} },
  counts,
})
