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
    /** `importing` lists are not shown, and removed at start: a list is whole or it is not. */
    /** `purging` lists are being removed for good; of those an export was made of, `purged` ones keep the ledger's rows. */
    state: text('state', { enum: ['importing', 'ready', 'purging', 'purged'] }).notNull(),
    /** Rows there are, the removed ones too: the highest position. */
    rowCount: integer('row_count').notNull().default(0),
    /** Rises whenever leads of the list change. */
    revision: integer('revision').notNull().default(0),
  },
  (t) => [index('lead_list_workspace').on(t.workspaceId, t.id)],
)

/** One file (or paste) that went into a list: where its leads came from. */
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
    /** The import whose `import_rows` these rows are in, where leads were copied from another list. */
    rowsOf: integer('rows_of'),
  },
  (t) => [index('list_import_list').on(t.listId), index('list_import_sha').on(t.workspaceId, t.sha256)],
)

/**
 * The rows of a file as they stood in it, many to a block and compressed: read for one lead at a time, and a tenth of
 * their size. `codec` says how a block is packed (leads/lists/original-rows.ts).
 */
export const importRows = sqliteTable(
  'import_rows',
  {
    importId: refersTo('import_id', () => listImport.id),
    /** The row numbers in it: the first, and how many. */
    firstRow: integer('first_row').notNull(),
    rowCount: integer('row_count').notNull(),
    codec: text('codec', { enum: ['zstd', 'plain'] }).notNull(),
    cells: blob('cells', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.firstRow] })],
)

/**
 * Rows of a newer file that changed nothing, with the leads they were about: whoever looks at a lead sees its row of
 * every file. Rows that changed something are told by `lead_change`. Some rows to a block (leads/lists/same-rows.ts).
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

/** How many rows of a list stand at each gate, kept in the same transaction as the rows. */
export const listGateCount = sqliteTable(
  'list_gate_count',
  {
    workspaceId: integer('workspace_id').notNull(),
    listId: refersTo('list_id', () => leadList.id),
    gate: integer('gate').notNull(),
    /** All rows at this gate, the removed ones too. */
    count: integer('count').notNull(),
    /** How many of them were removed from the list. */
    removed: integer('removed').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.listId, t.gate] })],
)

/**
 * One row of a file, ready or held back, never dropped. `payload` is the lead exactly as /leads/add takes it, so a
 * request body is a join of strings; name, company and title are copied out of it for the screens.
 *
 * Exports know their rows by place and gate. So neither changes once an export reaches over a row: a lead whose address
 * is corrected gets a new row at the end, and the old one stays, removed.
 */
export const lead = sqliteTable(
  'lead',
  {
    id: integer('id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    listId: refersTo('list_id', () => leadList.id),
    importId: refersTo('import_id', () => listImport.id),
    /** Place in the list, from 1, without holes. */
    position: integer('position').notNull(),
    /** Row of the file, the first after the header being 1. */
    rowNumber: integer('row_number').notNull(),
    /** 0 ready, else why it stays behind (shared/domain/leads/import/gates.ts). */
    gate: integer('gate').notNull(),
    /** Trimmed, lower-cased address: the key. Null where the row has none. */
    email: text('email'),
    payload: text('payload').notNull(),
    /** JSON array of the cells as they stood in the file; empty where they are in `import_rows`. */
    original: text('original').notNull(),
    /** JSON array of further addresses; null for none. */
    otherEmails: text('other_emails'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    companyName: text('company_name'),
    jobTitle: text('job_title'),
    /** 0 in the list; else the action (`list_action`) that took it out. */
    removed: integer('removed').notNull().default(0),
  },
  (t) => [
    uniqueIndex('lead_place').on(t.listId, t.position),
    // What stays behind is few and asked for by itself.
    index('lead_held').on(t.listId, t.position).where(sql`gate <> 0`),
    // What was taken out is few, too.
    index('lead_removed').on(t.listId, t.position).where(sql`removed <> 0`),
    // One ready lead per address and list; also finds an address in every list.
    uniqueIndex('lead_ready_email').on(t.email, t.listId, t.removed).where(sql`gate = 0`),
    // A newer file may free what is held for its address; held rows without one, or beside another, are never meant.
    // Not `not in (…)`: for that SQLite would make a table of the numbers anew with every lead that is stored.
    index('lead_held_email')
      .on(t.email, t.listId)
      .where(sql`gate <> 0 and gate <> 1 and gate <> 2 and gate <> 5 and gate <> 6 and gate <> 9`),
  ],
)

/** What the operator did to leads of a list, as one step that can be taken back. */
export const listAction = sqliteTable(
  'list_action',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    listId: refersTo('list_id', () => leadList.id),
    /** `purge` is final: it is shown, and never taken back. */
    kind: text('kind', {
      enum: ['edit', 'remove', 'import', 'verify', 'tag', 'untag', 'move', 'copy', 'purge', 'split'],
    }).notNull(),
    leadCount: integer('lead_count').notNull(),
    at: text('at').notNull(),
    undoneAt: text('undone_at'),
    /** Of a file that came, and of a split: `working` and `undoing` are ended, one way or the other, at the next start. */
    state: text('state', { enum: ['working', 'done', 'undoing'] })
      .notNull()
      .default('done'),
    /** The file that brought it. */
    importId: integer('import_id').references(() => listImport.id),
    /** What is still to be done, as JSON; null once the step is whole. A crash leaves it to be finished or undone. */
    unfinished: text('unfinished'),
    tagId: integer('tag_id'),
    /** Where leads were moved or copied to. */
    targetListId: integer('target_list_id'),
  },
  (t) => [index('list_action_list').on(t.listId, t.id)],
)

/** One lead an action changed: how it was before. */
export const leadChange = sqliteTable(
  'lead_change',
  {
    actionId: refersTo('action_id', () => listAction.id),
    leadId: integer('lead_id').notNull(),
    /** The row that took the lead's place at the end of the list, where an export reached over the old one. */
    newLeadId: integer('new_lead_id'),
    gate: integer('gate').notNull(),
    email: text('email'),
    payload: text('payload').notNull(),
    /** Row of the newer file that changed it. */
    rowNumber: integer('row_number'),
  },
  (t) => [
    primaryKey({ columns: [t.actionId, t.leadId] }),
    index('lead_change_lead').on(t.leadId),
    index('lead_change_new').on(t.newLeadId).where(sql`new_lead_id is not null`),
  ],
)

/** A word of the operator's for leads of a client. */
export const tag = sqliteTable(
  'tag',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    name: text('name').notNull(),
  },
  (t) => [uniqueIndex('tag_name').on(t.workspaceId, t.name)],
)

/** A lead, by its list and place, has a tag. Places never change, so this is read in a list's own order. */
export const leadTag = sqliteTable(
  'lead_tag',
  {
    tagId: refersTo('tag_id', () => tag.id),
    listId: refersTo('list_id', () => leadList.id),
    position: integer('position').notNull(),
    /** The action that gave it. */
    addedBy: integer('added_by').notNull(),
    /** 0, or the action that took it away. */
    removedBy: integer('removed_by').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tagId, t.listId, t.position] }), index('lead_tag_place').on(t.listId, t.position)],
)

/** Rows a move or copy appended to its target list, a step at a time. */
export const listCopy = sqliteTable(
  'list_copy',
  {
    actionId: refersTo('action_id', () => listAction.id),
    firstPosition: integer('first_position').notNull(),
    rowCount: integer('row_count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.actionId, t.firstPosition] })],
)
