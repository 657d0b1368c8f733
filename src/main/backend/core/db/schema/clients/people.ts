import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** People who were erased, by a keyed hash of their address: who they were cannot be read, who comes back is recognised. */
export const erasedPerson = sqliteTable(
  'erased_person',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** HMAC-SHA-256 of the trimmed, lower-cased address. */
    hash: text('hash').notNull(),
    /** The key of it, hexadecimal: one store, one key; a restored copy may bring another. */
    hashKey: text('hash_key').notNull(),
    /** Until everything was erased; null from then on. */
    address: text('address'),
    /** `wanted`: a restored copy may hold the person again, whose address is to be found by the hash. */
    state: text('state', { enum: ['wanted', 'remote', 'local', 'scrub', 'done'] }).notNull(),
    /** 1: the address goes on the block lists at Instantly, too. */
    block: integer('block').notNull(),
    askedAt: integer('asked_at').notNull(),
    endedAt: integer('ended_at'),
    /** What was erased and what could not be, as JSON (`erasureReceipt`). */
    receipt: text('receipt'),
    problemCode: text('problem_code'),
  },
  (t) => [uniqueIndex('erased_person_hash').on(t.hashKey, t.hash)],
)
