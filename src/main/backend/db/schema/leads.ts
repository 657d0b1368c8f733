import { type SQL, sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from './workspaces.ts'

export const leadList = sqliteTable(
  'lead_list',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id')
      .notNull()
      .references(() => workspace.id),
    name: text('name').notNull(),
    createdAt: text('created_at').notNull(),
    archivedAt: text('archived_at'),
    /** `importing` lists are not shown, and removed at start: a list is whole or it is not. */
    state: text('state', { enum: ['importing', 'ready'] }).notNull(),
    rowCount: integer('row_count').notNull().default(0),
  },
  (t) => [index('lead_list_workspace').on(t.workspaceId, t.id)],
)

/** One file (or paste) that went into a list: where its leads came from. */
export const listImport = sqliteTable(
  'list_import',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id')
      .notNull()
      .references(() => workspace.id),
    listId: integer('list_id')
      .notNull()
      .references(() => leadList.id),
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
  },
  (t) => [index('list_import_list').on(t.listId), index('list_import_sha').on(t.workspaceId, t.sha256)],
)

/** How many rows of a list stand at each gate, kept in the same transaction as the rows. */
export const listGateCount = sqliteTable(
  'list_gate_count',
  {
    workspaceId: integer('workspace_id').notNull(),
    listId: integer('list_id')
      .notNull()
      .references(() => leadList.id),
    gate: integer('gate').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.listId, t.gate] })],
)

/**
 * One row of a file, ready or held back, never dropped. `payload` is the lead exactly as /leads/add takes it, so a
 * request body is a join of strings; the columns below it are read out of it.
 */
export const lead = sqliteTable(
  'lead',
  {
    id: integer('id').primaryKey(),
    workspaceId: integer('workspace_id')
      .notNull()
      .references(() => workspace.id),
    listId: integer('list_id')
      .notNull()
      .references(() => leadList.id),
    importId: integer('import_id')
      .notNull()
      .references(() => listImport.id),
    /** Place in the list, from 1, without holes. */
    position: integer('position').notNull(),
    /** Row of the file, the first after the header being 1. */
    rowNumber: integer('row_number').notNull(),
    /** 0 ready, else why it stays behind (shared/domain/gates.ts). */
    gate: integer('gate').notNull(),
    /** Trimmed, lower-cased address: the key. Null where the row has none. */
    email: text('email'),
    payload: text('payload').notNull(),
    /** JSON array of the cells as they stood in the file; its header is the import's. */
    original: text('original').notNull(),
    /** JSON array of further addresses; null for none. */
    otherEmails: text('other_emails'),
    firstName: text('first_name').generatedAlwaysAs((): SQL => sql`payload ->> '$.first_name'`, { mode: 'virtual' }),
    lastName: text('last_name').generatedAlwaysAs((): SQL => sql`payload ->> '$.last_name'`, { mode: 'virtual' }),
    companyName: text('company_name').generatedAlwaysAs((): SQL => sql`payload ->> '$.company_name'`, {
      mode: 'virtual',
    }),
    jobTitle: text('job_title').generatedAlwaysAs((): SQL => sql`payload ->> '$.job_title'`, { mode: 'virtual' }),
  },
  (t) => [
    uniqueIndex('lead_place').on(t.listId, t.position),
    // What stays behind is few and asked for by itself.
    index('lead_held').on(t.listId, t.position).where(sql`gate <> 0`),
    // One ready lead per address and list; also finds an address in every list.
    uniqueIndex('lead_ready_email').on(t.email, t.listId).where(sql`gate = 0`),
  ],
)
