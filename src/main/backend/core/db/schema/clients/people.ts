import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Erased people, by a keyed hash of their address: it does not reveal them, but recognises them if they come back. */
export const erasedPerson = sqliteTable(
  'erased_person',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** HMAC-SHA-256 of the trimmed, lower-cased address. */
    hash: text('hash').notNull(),
    /** The key of the hash, hexadecimal. A store has one key; a restored copy may bring another. */
    hashKey: text('hash_key').notNull(),
    /** Kept until everything is erased; null from then on. */
    address: text('address'),
    /** `wanted`: a restored copy may contain the person again, whose address must be found by the hash. */
    state: text('state', { enum: ['wanted', 'remote', 'local', 'scrub', 'done'] }).notNull(),
    /** 1: the address is also added to the block lists at Instantly. */
    block: integer('block').notNull(),
    askedAt: integer('asked_at').notNull(),
    endedAt: integer('ended_at'),
    /** What was erased and what could not be, as JSON (`erasureReceipt`). */
    receipt: text('receipt'),
    problemCode: text('problem_code'),
  },
  (t) => [uniqueIndex('erased_person_hash').on(t.hashKey, t.hash)],
)
