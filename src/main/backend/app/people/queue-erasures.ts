/** Queues erased people who reappear in an older store, by their hashes. */
import type { Database } from 'better-sqlite3'
import type { ErasureReceipt } from '#shared/contract/app/people.ts'
import type { ErasedHash } from './erased-file.ts'

export const emptyReceipt = (): ErasureReceipt => ({
  here: {},
  mentions: 0,
  files: 0,
  bytesChecked: 0,
  instantly: [],
  relays: 0,
  supabase: 0,
  crms: 0,
  reports: 0,
  demo: false,
})

/**
 * A client's folder made before somebody was erased may bring the person back, so everybody erased since is looked for
 * again. If nobody is found, the receipts do not change.
 */
export const requeueErasedSince = (raw: Database, madeAt: number): void =>
  void raw.prepare(`update erased_person set state = 'wanted' where state = 'done' and asked_at > ?`).run(madeAt)

/** Receipt numbers are unique: erasing a person again creates a receipt with a new number. */
export const nextReceiptSql = '(select max(id) + 1 from erased_person)'

/**
 * Queues people to erase and returns how many. Somebody whose erasure is newer than this store, as after a restore, is
 * erased again. Without a receipt Instantly still has to be asked.
 */
export function queueErasures(raw: Database, people: readonly ErasedHash[]): number {
  const want = raw.prepare(
    `insert into erased_person (id, hash, hash_key, state, block, asked_at, receipt)
     values (@id, @hash, @hashKey, 'wanted', @block, @at, @receipt)
     on conflict (hash_key, hash) do update set id = coalesce(@id, ${nextReceiptSql}), state = 'wanted', block = @block,
       asked_at = @at, receipt = @receipt, ended_at = null, problem_code = null
     where excluded.asked_at > erased_person.asked_at and erased_person.state = 'done'`,
  )
  const others = raw.prepare('select 1 from erased_person where id = ? and not (hash_key = ? and hash = ?)')
  let wanted = 0
  for (const { no, hash, hashKey, at, open, block } of people)
    wanted += want.run({
      // Somebody may hold a document with that number.
      id: no === undefined || others.get(no, hashKey, hash) ? null : no,
      hash,
      hashKey,
      at,
      block: block ? 1 : 0,
      receipt: open ? null : JSON.stringify(emptyReceipt()),
    }).changes
  return wanted
}
