import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/**
 * A copy of the addresses of all leads a workspace has at Instantly. Gates believe the `whole` one of a workspace alone;
 * one under way stands beside it and takes its place in one commit. A `gone` one has rows to be swept. Epoch ms, as all
 * times here.
 */
export const leadCopy = sqliteTable(
  'lead_copy',
  {
    // Rows of a removed demo's copy are swept later: its number must never mean another.
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    state: text('state', { enum: ['running', 'stopped', 'whole', 'gone'] }).notNull(),
    requestedBy: text('asked_by', { enum: ['operator', 'schedule'] }).notNull(),
    /** Behind which lead the next page begins; null: the first. */
    cursor: text('cursor'),
    /** What is in it was there at this time, or came later. */
    startedAt: integer('started_at').notNull(),
    /** When the last page was read. */
    readAt: integer('read_at'),
    endedAt: integer('ended_at'),
    /** Leads listed, and the different addresses among them. */
    leads: integer('leads').notNull().default(0),
    addresses: integer('addresses').notNull().default(0),
    contacted: integer('contacted').notNull().default(0),
    /** Leads in campaigns as Instantly counts them, and as listed in those campaigns; null: not counted. */
    counted: integer('counted'),
    listed: integer('listed'),
    /** The newest lead of those whose ids rise with time, and how many were listed after it. */
    newestId: text('newest_id'),
    afterNewest: integer('after_newest').notNull().default(0),
    /** When new leads were last added to a whole copy, read to the end. */
    newAt: integer('new_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
  },
  (t) => [uniqueIndex('lead_copy_workspace').on(t.workspaceId, t.id), index('lead_copy_state').on(t.state)],
)

/** A campaign or lead list at Instantly that leads of a copy are in; of neither has an empty id. */
export const leadCopyPlace = sqliteTable(
  'lead_copy_place',
  {
    id: integer('id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    kind: text('kind', { enum: ['campaign', 'list'] }).notNull(),
    remoteId: text('remote_id').notNull(),
    /** As it was called when it was last copied; null: not known. */
    name: text('name'),
    /** Its leads in the whole copy. */
    leads: integer('leads').notNull().default(0),
  },
  (t) => [uniqueIndex('lead_copy_place_remote').on(t.workspaceId, t.kind, t.remoteId)],
)

/**
 * A page of a copy under way as it was read: JSON of [address, place, contacted]. Rows are made of all pages at the end, in
 * the order of addresses: put in as they come, each page would touch a hundred places of a big table.
 */
export const leadCopyPage = sqliteTable(
  'lead_copy_page',
  {
    id: integer('id').primaryKey(),
    copyId: refersTo('copy_id', () => leadCopy.id),
    body: text('body').notNull(),
  },
  (t) => [index('lead_copy_page_copy').on(t.copyId, t.id)],
)

/**
 * One address in one place. WITHOUT ROWID and by address first: a gate finds all clients' rows of an address in one
 * look. No foreign keys and no second index, which would double it: rows of copies that went are swept.
 */
export const leadCopyRow = sqliteTable(
  'lead_copy_row',
  {
    email: text('email').notNull(),
    copyId: integer('copy_id').notNull(),
    placeId: integer('place_id').notNull(),
    /** Unix seconds of the last mail to it; 0: mailed, not known when; null: never mailed. */
    contactedAt: integer('contacted_at'),
    /** As Instantly numbers how the lead stands; null: not known. */
    status: integer('status'),
    /** Instantly's interest status; null: none, or not known. */
    interest: integer('interest'),
  },
  (t) => [primaryKey({ columns: [t.email, t.copyId, t.placeId] })],
)
