/** Opt-outs that a shared memory received from other computers, and those it has yet to announce. */
import { eq } from 'drizzle-orm'
import type { OptOutId, SharedMemoryId } from '#shared/ids.ts'
import { sharedMemory } from '../../core/db/schema/leads/shared-memory.ts'
import type { Store } from '../../core/deps.ts'
import { coversSql } from '../opt-outs/covered-by-opt-out.ts'
import type { Cursor, LedgerEntry } from './ledger-client.ts'
import type { Member } from './memory-store.ts'

/** Reads and writes received and announced opt-outs. */
export function createMemoryStops(store: Store) {
  const { raw, orm } = store
  const putStop = raw.prepare(
    `insert into shared_stop (memory_id, hash, computer, stopped, at) values (@id, @hash, @computer, @stopped, @at)
     on conflict do update set stopped = excluded.stopped, at = excluded.at,
       opt_out_id = case when excluded.stopped = 1 then null else opt_out_id end where stopped <> excluded.stopped`,
  )
  const insertAnnounced = raw.prepare(
    `insert into shared_told (memory_id, opt_out_id, stopped) values (@id, @optOutId, @stopped)
     on conflict do update set stopped = excluded.stopped`,
  )
  // An opt-out from another computer is not announced as if it came from here.
  const ownSql = (o: string) => `${o}.state = 'on' and ${o}.source <> 'shared' and ${coversSql(o, '@workspaceId')}`
  const holds = ownSql('o')
  const toldSql = `(select t.stopped from shared_told t where t.memory_id = @id and t.opt_out_id = o.id)`
  const toStop = raw.prepare<[object], { id: OptOutId; value: string }>(
    `select o.id, o.value from opt_out o where ${holds} and coalesce(${toldSql}, 0) = 0 limit @limit`,
  )
  const toUndoStop = raw.prepare<[object], { id: OptOutId; value: string }>(
    `select o.id, o.value from opt_out o where not (${holds}) and ${toldSql} = 1
       and not exists (select 1 from opt_out h where h.value = o.value and ${ownSql('h')}) limit @limit`,
  )
  const waiting = raw
    .prepare<[object], number>(`select count(*) from opt_out o where ${holds} and coalesce(${toldSql}, 0) = 0`)
    .pluck()
  return {
    /** Stores received entries and the cursor in one commit; returns whether anybody stopped or may be mailed again. */
    receive: (member: Member, entries: readonly LedgerEntry[], cursor: Cursor | null, now: number): boolean =>
      raw.transaction((): boolean => {
        let changes = 0
        // Only the last entry of each computer counts: entries may be read again, and a stop before a "go on" would
        // count as a change each time.
        const last = new Map<string, object>()
        for (const { computer, kind, hashes, at } of entries) {
          // Entries of this computer are already known to it.
          if (computer === member.computer) continue
          for (const hash of hashes)
            last.set(`${computer} ${hash}`, { id: member.id, hash, computer, stopped: kind === 'stop' ? 1 : 0, at })
        }
        for (const one of last.values()) changes += putStop.run(one).changes
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
    /** Returns the hashes that somebody stopped and did not withdraw. */
    stops: (id: SharedMemoryId): ReadonlySet<string> =>
      new Set(
        raw
          .prepare('select distinct hash from shared_stop where memory_id = ? and stopped = 1')
          .pluck()
          .all(id) as string[],
      ),
    /** Returns opt-outs of this computer that the others do not know yet, or still consider valid. */
    untold(member: Member, kind: LedgerEntry['kind'], limit: number) {
      const asked = { id: member.id, workspaceId: member.workspaceId, limit }
      return (kind === 'stop' ? toStop : toUndoStop).all(asked)
    },
    /** Returns the values that were announced to the others and not withdrawn. */
    announcedValues: (id: SharedMemoryId): readonly string[] =>
      raw
        .prepare<[number], string>(
          `select o.value from shared_told t join opt_out o on o.id = t.opt_out_id where t.memory_id = ? and t.stopped = 1`,
        )
        .pluck()
        .all(id),
    markAnnounced: (id: SharedMemoryId, optOuts: readonly OptOutId[], stopped: boolean): void =>
      raw.transaction((): void => {
        for (const optOutId of optOuts) insertAnnounced.run({ id, optOutId, stopped: stopped ? 1 : 0 })
      })(),
    waiting: (member: Member): number => waiting.get({ id: member.id, workspaceId: member.workspaceId }) ?? 0,
  }
}
