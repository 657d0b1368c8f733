import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { exportRun } from '../exports/exports.ts'
import { refersTo } from '../refers-to.ts'

/** A client's connection to a shared memory; connection and key are encrypted like an API key. */
export const sharedMemory = sqliteTable(
  'shared_memory',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    /** The client's name there; the key is derived from it and the passphrase. */
    name: text('name').notNull(),
    /** Host and database, in a form that may be shown. */
    address: text('address').notNull(),
    /** Id of this computer there: never reused after leaving, or after a restore from a copy. */
    computerId: text('computer_id').notNull(),
    computerName: text('computer_name').notNull(),
    /** This computer's number in the ledger. */
    computer: integer('computer').notNull(),
    /** What exports do while the database does not answer. */
    offline: text('offline', { enum: ['wait', 'go'] }).notNull(),
    /** Null once left. */
    cipher: blob('cipher', { mode: 'buffer' }),
    protection: text('protection', { enum: ['keyring', 'passphrase'] }).notNull(),
    addedAt: text('added_at').notNull(),
    removedAt: text('removed_at'),
    /** Other computers' stops have been read up to here. */
    cursorTx: text('cursor_tx'),
    cursorNo: text('cursor_no'),
    cursorAt: text('cursor_at'),
    readAt: integer('read_at'),
    /** Batches up to this one have been reported there, including those from before joining. */
    toldBatch: integer('told_batch').notNull().default(0),
    /** The computer whose claims are being taken over; null: none. */
    takingOver: integer('taking_over'),
    /**
     * This computer's previous number, or that of a computer it took over from: the people contacted by its exports are
     * moved to the new number.
     */
    formerly: integer('formerly'),
    /** Where the copy it was restored from was made, here or on another computer, if it was not joined again since. */
    restored: text('restored', { enum: ['here', 'elsewhere'] }),
    /** Number of computers that share it, as last read. */
    computers: integer('computers').notNull().default(1),
    problemCode: text('problem_code'),
  },
  (t) => [uniqueIndex('shared_memory_workspace').on(t.workspaceId).where(sql`removed_at is null`)],
)

/** People who opted out or were stopped at another computer, by a keyed hash. */
export const sharedStop = sqliteTable(
  'shared_stop',
  {
    memoryId: refersTo('memory_id', () => sharedMemory.id),
    hash: text('hash').notNull(),
    /** The computer that reported it: each can revoke only its own. */
    computer: integer('computer').notNull(),
    stopped: integer('stopped').notNull(),
    /** Epoch ms: when that computer reported it. */
    at: integer('at').notNull(),
    /** The opt-out created from it here; null until the person is known here. No foreign key: they may be removed. */
    optOutId: integer('opt_out_id'),
  },
  (t) => [
    primaryKey({ columns: [t.memoryId, t.hash, t.computer] }),
    index('shared_stop_opt_out').on(t.optOutId).where(sql`opt_out_id is not null`),
  ],
)

/** Opt-outs of this computer that were reported to the others. */
export const sharedTold = sqliteTable(
  'shared_told',
  {
    memoryId: refersTo('memory_id', () => sharedMemory.id),
    optOutId: integer('opt_out_id').notNull(),
    stopped: integer('stopped').notNull(),
  },
  (t) => [primaryKey({ columns: [t.memoryId, t.optOutId] })],
)

/** A lead uploaded while the database did not answer, although another computer has claimed it too. */
export const sharedDouble = sqliteTable(
  'shared_double',
  {
    memoryId: refersTo('memory_id', () => sharedMemory.id),
    workspaceId: integer('workspace_id').notNull(),
    exportId: refersTo('export_id', () => exportRun.id),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.memoryId, t.exportId, t.position] })],
)

/**
 * A range of an export whose addresses were claimed. `asked` is committed before the database is asked; `late`: it did
 * not answer, and the operator's rule let the export continue; `settled`: addresses that were not uploaded have been
 * released.
 */
export const sharedClaim = sqliteTable(
  'shared_claim',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    memoryId: refersTo('memory_id', () => sharedMemory.id),
    workspaceId: integer('workspace_id').notNull(),
    exportId: refersTo('export_id', () => exportRun.id),
    firstPosition: integer('first_position').notNull(),
    lastPosition: integer('last_position').notNull(),
    state: text('state', { enum: ['asked', 'held', 'late', 'settled'] }).notNull(),
    /** 16 bytes for each address that was claimed; null once settled. */
    hashes: blob('hashes', { mode: 'buffer' }),
  },
  (t) => [
    index('shared_claim_export').on(t.exportId, t.state),
    index('shared_claim_open').on(t.memoryId, t.state).where(sql`state <> 'settled'`),
  ],
)
