/** Local data of a shared memory: membership, received stops, announced stops. */
import { and, eq, isNull } from 'drizzle-orm'
import type { DoubledLead, SharedOfflineRule } from '#shared/contract/leads/shared-memory.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { SharedMemoryId, WorkspaceId } from '#shared/ids.ts'
import { sharedMemory } from '../../core/db/schema/leads/shared-memory.ts'
import type { Store } from '../../core/deps.ts'
import { leadNameSql } from '../lists/lead-name-sql.ts'
import type { Cursor } from './ledger-client.ts'
import { createMemoryStops } from './memory-stops.ts'

export type Member = {
  readonly id: SharedMemoryId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly address: string
  readonly computerName: string
  /** This computer's number in the ledger. */
  readonly computer: number
  readonly offline: SharedOfflineRule
}

export function createMemoryStore(store: Store) {
  const { raw, orm } = store
  const live = isNull(sharedMemory.removedAt)
  const { receive, stops, untold, announcedValues, markAnnounced, waiting } = createMemoryStops(store)

  const doubled = raw.prepare<[number], number>('select count(*) from shared_double where memory_id = ?').pluck()
  const doubledLeads = raw.prepare<[object], DoubledLead>(
    `select d.export_id as exportId, r.campaign_name as campaignName, d.position, coalesce(l.email, '') as email,
       ${leadNameSql('l.')} as name
     from shared_double d join export_run r on r.id = d.export_id
       left join lead l on l.list_id = r.list_id and l.position = d.position
     where d.memory_id = @id order by d.export_id desc, d.position limit @limit offset @offset`,
  )
  const loseClaims = raw.prepare(`update shared_claim set state = 'settled', hashes = null where memory_id = ?`)

  return {
    members: (): readonly Member[] =>
      orm.select().from(sharedMemory).where(live).orderBy(sharedMemory.id).all().map(asMember),
    row(id: SharedMemoryId) {
      const row = orm
        .select()
        .from(sharedMemory)
        .where(and(eq(sharedMemory.id, id), live))
        .get()
      if (!row) throw new AppError('NOT_FOUND', { what: 'shared_memory' })
      return row
    },
    /** Returns the id under which this computer shared the client with that name before; null the first time. */
    earlierComputer: (workspaceId: WorkspaceId, name: string): string | null =>
      raw
        .prepare<[number, string], string>(
          'select computer_id from shared_memory where workspace_id = ? and name = ? order by id desc limit 1',
        )
        .pluck()
        .get(workspaceId, name) ?? null,
    /** Stops sharing; addresses that exports claimed remain claimed by this computer in the ledger. */
    leave: (id: SharedMemoryId, at: string): void =>
      raw.transaction((): void => {
        loseClaims.run(id)
        orm.update(sharedMemory).set({ cipher: null, removedAt: at }).where(eq(sharedMemory.id, id)).run()
      })(),
    /** Gives this computer a new number; addresses claimed by the old one may belong to another computer by now. */
    becomeAnother: (
      id: SharedMemoryId,
      to: Pick<typeof sharedMemory.$inferSelect, 'computerId' | 'computer' | 'formerly' | 'takingOver'>,
    ): void =>
      raw.transaction((): void => {
        loseClaims.run(id)
        orm
          .update(sharedMemory)
          .set({ ...to, toldBatch: 0, restored: null, problemCode: null })
          .where(eq(sharedMemory.id, id))
          .run()
      })(),
    /** Another computer declared this one lost; addresses it claimed may belong to another computer by now. */
    loseClaims: (id: SharedMemoryId): void => void loseClaims.run(id),
    add: (row: typeof sharedMemory.$inferInsert): void => void orm.insert(sharedMemory).values(row).run(),
    set(id: SharedMemoryId, change: Partial<typeof sharedMemory.$inferInsert>): void {
      orm.update(sharedMemory).set(change).where(eq(sharedMemory.id, id)).run()
    },
    cursor(id: SharedMemoryId): Cursor | null {
      const { cursorTx: tx, cursorNo: no, cursorAt: at } = this.row(id)
      return tx === null || no === null || at === null ? null : { tx, no, at }
    },
    receive,
    stops,
    untold,
    announcedValues,
    markAnnounced,
    /** Returns how many people were uploaded while the database did not answer whom another computer has too. */
    doubled: (id: SharedMemoryId): number => doubled.get(id) ?? 0,
    doubledLeads: (id: SharedMemoryId, page: { readonly offset: number; readonly limit: number }) =>
      doubledLeads.all({ id, ...page }),
    waiting,
    setProblem(id: SharedMemoryId, problemCode: ErrorCode | null): boolean {
      return (
        raw
          .prepare(
            'update shared_memory set problem_code = @problemCode where id = @id and problem_code is not @problemCode',
          )
          .run({ id, problemCode }).changes > 0
      )
    },
  }
}

function asMember(row: typeof sharedMemory.$inferSelect): Member {
  const { name, address, computerName, computer, offline } = row
  return {
    id: row.id as SharedMemoryId,
    workspaceId: row.workspaceId as WorkspaceId,
    name,
    address,
    computerName,
    computer,
    offline,
  }
}
