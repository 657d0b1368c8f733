/** What a shared memory is on this computer: who joined, which stops were heard, what was told. */
import { and, eq, isNull } from 'drizzle-orm'
import type { DoubledLead, SharedOfflineRule } from '#shared/contract/leads/shared-memory.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { OptOutId, SharedMemoryId, WorkspaceId } from '#shared/ids.ts'
import { sharedMemory } from '../../core/db/schema/leads/shared-memory.ts'
import type { Store } from '../../core/deps.ts'
import { coversSql } from '../opt-outs/covers.ts'
import type { Cursor, LedgerEntry } from './ledger-client.ts'

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
  const putStop = raw.prepare(
    `insert into shared_stop (memory_id, hash, computer, stopped, at) values (@id, @hash, @computer, @stopped, @at)
     on conflict do update set stopped = excluded.stopped, at = excluded.at,
       opt_out_id = case when excluded.stopped = 1 then null else opt_out_id end where stopped <> excluded.stopped`,
  )
  const putTold = raw.prepare(
    `insert into shared_told (memory_id, opt_out_id, stopped) values (@id, @optOutId, @stopped)
     on conflict do update set stopped = excluded.stopped`,
  )
  // What another computer said is not passed on as if it had been said here.
  const ownSql = (o: string) => `${o}.state = 'on' and ${o}.source <> 'shared' and ${coversSql(o, '@workspaceId')}`
  const holds = ownSql('o')
  const toldSql = `(select t.stopped from shared_told t where t.memory_id = @id and t.opt_out_id = o.id)`
  const toStop = raw.prepare<[object], { id: OptOutId; value: string }>(
    `select o.id, o.value from opt_out o where ${holds} and coalesce(${toldSql}, 0) = 0 limit @limit`,
  )
  const toGoOn = raw.prepare<[object], { id: OptOutId; value: string }>(
    `select o.id, o.value from opt_out o where not (${holds}) and ${toldSql} = 1
       and not exists (select 1 from opt_out h where h.value = o.value and ${ownSql('h')}) limit @limit`,
  )
  const waiting = raw
    .prepare<[object], number>(`select count(*) from opt_out o where ${holds} and coalesce(${toldSql}, 0) = 0`)
    .pluck()

  const doubled = raw.prepare<[number], number>('select count(*) from shared_double where memory_id = ?').pluck()
  const doubledLeads = raw.prepare<[object], DoubledLead>(
    `select d.export_id as exportId, r.campaign_name as campaignName, d.position, coalesce(l.email, '') as email,
       trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')) as name
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
    /** The computer this one was when it shared the client under that name before; null for the first time. */
    earlierComputer: (workspaceId: WorkspaceId, name: string): string | null =>
      raw
        .prepare<[number, string], string>(
          'select computer_id from shared_memory where workspace_id = ? and name = ? order by id desc limit 1',
        )
        .pluck()
        .get(workspaceId, name) ?? null,
    /** Nothing is shared any more: what exports claimed stays with this computer there. */
    leave: (id: SharedMemoryId, at: string): void =>
      raw.transaction((): void => {
        loseClaims.run(id)
        orm.update(sharedMemory).set({ cipher: null, removedAt: at }).where(eq(sharedMemory.id, id)).run()
      })(),
    /** This computer has a new number: what the old one had claimed may be somebody else's by now. */
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
    /** Another computer took this one for lost: what it claimed may be somebody else's by now. */
    loseClaims: (id: SharedMemoryId): void => void loseClaims.run(id),
    /** The id the next one will have: its secret is sealed for its row before the row is there. */
    nextId(): SharedMemoryId {
      const last = raw.prepare(`select seq from sqlite_sequence where name = 'shared_memory'`).pluck().get()
      return (((last as number | undefined) ?? 0) + 1) as SharedMemoryId
    },
    add: (row: typeof sharedMemory.$inferInsert): void => void orm.insert(sharedMemory).values(row).run(),
    set(id: SharedMemoryId, change: Partial<typeof sharedMemory.$inferInsert>): void {
      orm.update(sharedMemory).set(change).where(eq(sharedMemory.id, id)).run()
    },
    cursor(id: SharedMemoryId): Cursor | null {
      const { cursorTx: tx, cursorNo: no, cursorAt: at } = this.row(id)
      return tx === null || no === null || at === null ? null : { tx, no, at }
    },
    /** What was heard and how far, in one commit; true where somebody stopped or may be written to again. */
    heard: (member: Member, entries: readonly LedgerEntry[], cursor: Cursor | null, now: number): boolean =>
      raw.transaction((): boolean => {
        let changes = 0
        for (const { computer, kind, hashes, at } of entries) {
          // What this computer said is what it knows itself.
          if (computer === member.computer) continue
          for (const hash of hashes)
            changes += putStop.run({ id: member.id, hash, computer, stopped: kind === 'stop' ? 1 : 0, at }).changes
        }
        orm
          .update(sharedMemory)
          .set({
            cursorTx: cursor?.tx ?? null,
            cursorNo: cursor?.no ?? null,
            cursorAt: cursor?.at ?? null,
            readAt: now,
          })
          .where(eq(sharedMemory.id, member.id))
          .run()
        return changes > 0
      })(),
    /** Hashes somebody stopped and did not take back. */
    stops: (id: SharedMemoryId): ReadonlySet<string> =>
      new Set(
        raw
          .prepare('select distinct hash from shared_stop where memory_id = ? and stopped = 1')
          .pluck()
          .all(id) as string[],
      ),
    /** Opt-outs of this computer the others do not know of yet, or still believe in. */
    untold(member: Member, kind: LedgerEntry['kind'], limit: number) {
      const asked = { id: member.id, workspaceId: member.workspaceId, limit }
      return (kind === 'stop' ? toStop : toGoOn).all(asked)
    },
    /** What the others were told of and still believe. */
    toldValues: (id: SharedMemoryId): readonly string[] =>
      raw
        .prepare<[number], string>(
          `select o.value from shared_told t join opt_out o on o.id = t.opt_out_id where t.memory_id = ? and t.stopped = 1`,
        )
        .pluck()
        .all(id),
    told: (id: SharedMemoryId, optOuts: readonly OptOutId[], stopped: boolean): void =>
      raw.transaction((): void => {
        for (const optOutId of optOuts) putTold.run({ id, optOutId, stopped: stopped ? 1 : 0 })
      })(),
    /** People uploaded while the database did not answer whom another computer has too. */
    doubled: (id: SharedMemoryId): number => doubled.get(id) ?? 0,
    doubledLeads: (id: SharedMemoryId, page: { readonly offset: number; readonly limit: number }) =>
      doubledLeads.all({ id, ...page }),
    waiting: (member: Member): number => waiting.get({ id: member.id, workspaceId: member.workspaceId }) ?? 0,
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
