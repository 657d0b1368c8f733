import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/**
 * A copy of the addresses of all leads a workspace has at Instantly. Gates use only the `whole` copy of a workspace;
 * one under way exists beside it and replaces it in one commit. The rows of a `gone` copy are to be deleted. Epoch ms,
 * as all times here.
 */
export const leadCopy = sqliteTable(
  'lead_copy',
  {
    // Rows of a removed demo's copy are deleted later, so its id must never be reused.
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    state: text('state', { enum: ['running', 'stopped', 'whole', 'gone'] }).notNull(),
    requestedBy: text('asked_by', { enum: ['operator', 'schedule'] }).notNull(),
    /** The lead after which the next page begins; null: the first page. */
    cursor: text('cursor'),
    /** Everything in it was at Instantly at this time, or was added later. */
    startedAt: integer('started_at').notNull(),
    /** When the last page was read. */
    readAt: integer('read_at'),
    endedAt: integer('ended_at'),
    /** Leads listed, and the distinct addresses among them. */
    leads: integer('leads').notNull().default(0),
    addresses: integer('addresses').notNull().default(0),
    contacted: integer('contacted').notNull().default(0),
    /** Leads in campaigns as counted by Instantly, and as listed in those campaigns; null: not counted. */
    counted: integer('counted'),
    listed: integer('listed'),
    /** The newest lead among those whose ids rise with time, and how many were listed after it. */
    newestId: text('newest_id'),
    afterNewest: integer('after_newest').notNull().default(0),
    /** When all new leads were last added to a whole copy. */
    newAt: integer('new_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
  },
  (t) => [uniqueIndex('lead_copy_workspace').on(t.workspaceId, t.id), index('lead_copy_state').on(t.state)],
)

/** A campaign or lead list at Instantly that contains leads of a copy; the id is empty for leads in neither. */
export const leadCopyPlace = sqliteTable(
  'lead_copy_place',
  {
    id: integer('id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    kind: text('kind', { enum: ['campaign', 'list'] }).notNull(),
    remoteId: text('remote_id').notNull(),
    /** Its name when it was last copied; null: unknown. */
    name: text('name'),
    /** Number of its leads in the whole copy. */
    leads: integer('leads').notNull().default(0),
  },
  (t) => [uniqueIndex('lead_copy_place_remote').on(t.workspaceId, t.kind, t.remoteId)],
)

/**
 * A page of a copy under way as it was read: JSON of [address, place, contacted]. Rows are created from all pages at
 * the end, in order of address: inserting them page by page would touch a hundred places of a big table each time.
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
 * One address in one place. WITHOUT ROWID and by address first, so that a gate finds all clients' rows of an address in
 * one lookup. No foreign keys and no second index, which would double its size: rows of `gone` copies are deleted
 * later.
 */
export const leadCopyRow = sqliteTable(
  'lead_copy_row',
  {
    email: text('email').notNull(),
    copyId: integer('copy_id').notNull(),
    placeId: integer('place_id').notNull(),
    /** Unix seconds of the last mail to it; 0: mailed at an unknown time; null: never mailed. */
    contactedAt: integer('contacted_at'),
    /** Instantly's number of the lead's status; null: unknown. */
    status: integer('status'),
    /** Instantly's interest status; null: none, or unknown. */
    interest: integer('interest'),
  },
  (t) => [primaryKey({ columns: [t.email, t.copyId, t.placeId] })],
)
