import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/** People who must not be written to again. Times are milliseconds since 1970. */
export const optOut = sqliteTable(
  'opt_out',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** The client the person opted out from. 0: none in particular, from an old version; hence no foreign key. */
    workspaceId: integer('workspace_id').notNull(),
    /** An address, or a domain with all its subdomains. Trimmed, lower-cased. */
    value: text('value').notNull(),
    /** `asked`: doubtful. Exports leave the person out, and Instantly is not told until the operator answers. */
    state: text('state', { enum: ['asked', 'on', 'undone'] }).notNull(),
    scope: text('scope', { enum: ['client', 'all'] }).notNull(),
    source: text('source', {
      enum: ['event', 'lead_status', 'label', 'reply', 'model', 'hand', 'file', 'instantly', 'shared', 'earlier'],
    }).notNull(),
    /** The person's words, the label or the file name; at most 500 characters. */
    words: text('words'),
    threadId: integer('thread_id'),
    /** When the person opted out. */
    since: integer('since').notNull(),
    /** When it was undone, or its scope was changed. */
    changedAt: integer('changed_at').notNull(),
  },
  (t) => [
    uniqueIndex('opt_out_value').on(t.workspaceId, t.value),
    index('opt_out_person').on(t.value),
    index('opt_out_all').on(t.scope).where(sql`${t.scope} = 'all'`),
    index('opt_out_asked').on(t.workspaceId).where(sql`${t.state} = 'asked'`),
  ],
)

/**
 * The wanted state of one opt-out in a client's workspace at Instantly, and the state last read there. Facts (the
 * entry, leads) survive a change of mind; `version` identifies an answer to an older one.
 */
export const optOutSync = sqliteTable(
  'opt_out_sync',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    value: text('value').notNull(),
    /** 1: to be blocked and stopped there. 0: undone; the changes made there are to be reverted. */
    wanted: integer('wanted').notNull(),
    version: integer('version').notNull().default(1),
    state: text('state', { enum: ['waiting', 'done', 'differs'] }).notNull(),
    /** When it is next processed or checked; null if nothing is left to do. */
    nextAt: integer('next_at'),
    tries: integer('tries').notNull().default(0),
    /** Checks since it was done, at growing intervals. */
    looks: integer('looks').notNull().default(0),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
    /** The entry of Instantly's block list; null if none was seen. `theirs`: it existed before ours. */
    entryId: text('entry_id'),
    entryOrigin: text('entry_origin', { enum: ['ours', 'theirs'] }),
    /** When the request for an entry was sent; set until its outcome was read. */
    entryAskedAt: integer('entry_asked_at'),
    /** When the entry was last confirmed. */
    entryReadAt: integer('entry_read_at'),
    /** When the person's leads were last read. */
    leadsReadAt: integer('leads_read_at'),
    differs: text('differs', { enum: ['entry_gone', 'lead_active'] }),
  },
  (t) => [
    uniqueIndex('opt_out_sync_value').on(t.workspaceId, t.value),
    index('opt_out_sync_person').on(t.value),
    index('opt_out_sync_next').on(t.nextAt).where(sql`${t.nextAt} is not null`),
    index('opt_out_sync_open').on(t.workspaceId, t.state).where(sql`${t.state} <> 'done'`),
  ],
)

/** What was done to one lead at Instantly because of an opt-out. Written before the request is sent. */
export const optOutLead = sqliteTable(
  'opt_out_lead',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    syncId: refersTo('sync_id', () => optOutSync.id),
    remoteId: text('remote_id').notNull(),
    campaignId: text('campaign_id').notNull(),
    how: text('how', { enum: ['status', 'removed', 'subsequence'] }).notNull(),
    /** The previous interest status, null for none; and the one that was set. */
    interestBefore: integer('interest_before'),
    interestSet: integer('interest_set'),
    state: text('state', { enum: ['asked', 'done', 'refused', 'restoring', 'restored', 'left'] }).notNull(),
    tries: integer('tries').notNull().default(0),
    askedAt: integer('asked_at').notNull(),
    settledAt: integer('settled_at'),
  },
  (t) => [
    uniqueIndex('opt_out_lead_remote').on(t.syncId, t.remoteId, t.how),
    index('opt_out_lead_workspace').on(t.workspaceId),
  ],
)
