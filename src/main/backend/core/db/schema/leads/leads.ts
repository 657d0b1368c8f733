import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

export const leadList = sqliteTable(
  'lead_list',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    name: text('name').notNull(),
    createdAt: text('created_at').notNull(),
    archivedAt: text('archived_at'),
    /** `importing` lists are not shown, and are deleted at start: a list is either complete or does not exist. */
    /** `purging` lists are being permanently deleted; exported ones stay as `purged` with the rows of the reports. */
    state: text('state', { enum: ['importing', 'ready', 'purging', 'purged'] }).notNull(),
    /** Number of rows, including removed ones: the highest position. */
    rowCount: integer('row_count').notNull().default(0),
    /** Incremented whenever leads of the list change. */
    revision: integer('revision').notNull().default(0),
  },
  (t) => [index('lead_list_workspace').on(t.workspaceId, t.id)],
)

/** One file (or paste) imported into a list: where its leads came from. */
export const listImport = sqliteTable(
  'list_import',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    listId: refersTo('list_id', () => leadList.id),
    fileName: text('file_name').notNull(),
    sha256: text('sha256').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    encoding: text('encoding').notNull(),
    delimiter: text('delimiter').notNull(),
    header: text('header', { mode: 'json' }).$type<string[]>().notNull(),
    mapping: text('mapping', { mode: 'json' }).notNull(),
    settings: text('settings', { mode: 'json' }).notNull(),
    rowCount: integer('row_count').notNull(),
    importedAt: text('imported_at').notNull(),
    state: text('state', { enum: ['importing', 'ready'] }).notNull(),
    /** For leads copied from another list: the import whose `import_rows` contain their rows. */
    rowsOf: integer('rows_of'),
  },
  (t) => [index('list_import_list').on(t.listId), index('list_import_sha').on(t.workspaceId, t.sha256)],
)

/**
 * The original rows of a file, many to a block and compressed: read for one lead at a time, and a tenth of their size.
 * `codec` says how a block is compressed (leads/lists/original-rows.ts).
 */
export const importRows = sqliteTable(
  'import_rows',
  {
    importId: refersTo('import_id', () => listImport.id),
    /** Row numbers in the block: the first, and how many. */
    firstRow: integer('first_row').notNull(),
    rowCount: integer('row_count').notNull(),
    codec: text('codec', { enum: ['zstd', 'plain'] }).notNull(),
    cells: blob('cells', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.firstRow] })],
)

/**
 * Rows of a newer file that changed nothing, with their leads, so that a lead shows its row of every file. Rows that
 * changed something are in `lead_change`. Several rows to a block (leads/lists/same-rows.ts).
 */
export const importSame = sqliteTable(
  'import_same',
  {
    importId: refersTo('import_id', () => listImport.id),
    firstRow: integer('first_row').notNull(),
    /** Pairs of row number and lead id, compressed. */
    leads: blob('leads', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.firstRow] })],
)

/** Number of a list's rows at each gate, updated in the same transaction as the rows. */
export const listGateCount = sqliteTable(
  'list_gate_count',
  {
    workspaceId: integer('workspace_id').notNull(),
    listId: refersTo('list_id', () => leadList.id),
    gate: integer('gate').notNull(),
    /** All rows at this gate, including removed ones. */
    count: integer('count').notNull(),
    /** Number of these that were removed from the list. */
    removed: integer('removed').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.listId, t.gate] })],
)

/**
 * One row of a file, ready or held back, never dropped. `payload` is the lead exactly as /leads/add takes it, so a
 * request body is a join of strings; name, company and title are copied out of it for the screens.
 *
 * Exports identify rows by position and gate, so neither changes once an export covers a row: a lead whose address is
 * corrected gets a new row at the end, and the old one stays, marked as removed.
 */
export const lead = sqliteTable(
  'lead',
  {
    id: integer('id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    listId: refersTo('list_id', () => leadList.id),
    importId: refersTo('import_id', () => listImport.id),
    /** Position in the list, from 1, without gaps. */
    position: integer('position').notNull(),
    /** Row of the file, the first after the header being 1. */
    rowNumber: integer('row_number').notNull(),
    /** 0 ready, else why it is held back (shared/domain/leads/import/gates.ts). */
    gate: integer('gate').notNull(),
    /** Trimmed, lower-cased address: the key. Null if the row has none. */
    email: text('email'),
    payload: text('payload').notNull(),
    /** JSON array of the original cells of the file; empty if they are in `import_rows`. */
    original: text('original').notNull(),
    /** JSON array of further addresses; null for none. */
    otherEmails: text('other_emails'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    companyName: text('company_name'),
    jobTitle: text('job_title'),
    /** 0: in the list; else the action (`list_action`) that removed it. */
    removed: integer('removed').notNull().default(0),
  },
  (t) => [
    uniqueIndex('lead_place').on(t.listId, t.position),
    // Rows held back are few and are queried separately.
    index('lead_held').on(t.listId, t.position).where(sql`gate <> 0`),
    // Removed rows are few, too.
    index('lead_removed').on(t.listId, t.position).where(sql`removed <> 0`),
    // One ready lead per address and list; also used to find an address in all lists.
    uniqueIndex('lead_ready_email').on(t.email, t.listId, t.removed).where(sql`gate = 0`),
    // A newer file may release rows held back for their address; rows without a usable address, or held back as
    // duplicates, are never looked up. Not `not in (…)`: SQLite would build a table of the numbers again for every lead
    // that is stored.
    index('lead_held_email')
      .on(t.email, t.listId)
      .where(sql`gate <> 0 and gate <> 1 and gate <> 2 and gate <> 5 and gate <> 6 and gate <> 9`),
  ],
)

/** An operation on leads of a list, which can be undone as one step. */
export const listAction = sqliteTable(
  'list_action',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    listId: refersTo('list_id', () => leadList.id),
    /** `purge` is final: it is shown, but cannot be undone. */
    kind: text('kind', {
      enum: ['edit', 'remove', 'import', 'verify', 'tag', 'untag', 'move', 'copy', 'purge', 'split'],
    }).notNull(),
    leadCount: integer('lead_count').notNull(),
    at: text('at').notNull(),
    undoneAt: text('undone_at'),
    /** `working` and `undoing` are reverted or completed at the next start. */
    state: text('state', { enum: ['working', 'done', 'undoing'] })
      .notNull()
      .default('done'),
    /** The file that caused it. */
    importId: integer('import_id').references(() => listImport.id),
    /** Remaining work, as JSON; null once the step is complete. After a crash it is completed or undone. */
    unfinished: text('unfinished'),
    tagId: integer('tag_id'),
    /** Where leads were moved or copied to. */
    targetListId: integer('target_list_id'),
    /** The verification that caused it. */
    runId: integer('run_id'),
  },
  (t) => [index('list_action_list').on(t.listId, t.id)],
)

/** One lead that an action changed, with its previous state. */
export const leadChange = sqliteTable(
  'lead_change',
  {
    actionId: refersTo('action_id', () => listAction.id),
    leadId: integer('lead_id').notNull(),
    /** The row at the end of the list that replaced the lead's row, if an export covered the old one. */
    newLeadId: integer('new_lead_id'),
    gate: integer('gate').notNull(),
    email: text('email'),
    payload: text('payload').notNull(),
    /** The row of the newer file that changed it. */
    rowNumber: integer('row_number'),
  },
  (t) => [
    primaryKey({ columns: [t.actionId, t.leadId] }),
    index('lead_change_lead').on(t.leadId),
    index('lead_change_new').on(t.newLeadId).where(sql`new_lead_id is not null`),
  ],
)

/** A tag the operator defined for leads of a client. */
export const tag = sqliteTable(
  'tag',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    name: text('name').notNull(),
  },
  (t) => [uniqueIndex('tag_name').on(t.workspaceId, t.name)],
)

/** A tag of a lead, by list and position. Positions never change, so this is read in the list's order. */
export const leadTag = sqliteTable(
  'lead_tag',
  {
    tagId: refersTo('tag_id', () => tag.id),
    listId: refersTo('list_id', () => leadList.id),
    position: integer('position').notNull(),
    /** The action that added it. */
    addedBy: integer('added_by').notNull(),
    /** 0, or the action that removed it. */
    removedBy: integer('removed_by').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tagId, t.listId, t.position] }), index('lead_tag_place').on(t.listId, t.position)],
)

/** Rows appended to the target list by a move or copy, one step at a time. */
export const listCopy = sqliteTable(
  'list_copy',
  {
    actionId: refersTo('action_id', () => listAction.id),
    firstPosition: integer('first_position').notNull(),
    rowCount: integer('row_count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.actionId, t.firstPosition] })],
)
