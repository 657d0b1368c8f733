import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'
import { campaign } from './campaigns.ts'

/** A campaign's subsequence, as last read. One deleted at Instantly stays, with `gone_at`. Epoch ms. */
export const subsequence = sqliteTable(
  'subsequence',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    campaignId: refersTo('campaign_id', () => campaign.id),
    remoteId: text('remote_id').notNull(),
    name: text('name').notNull(),
    /** Instantly's number, which may be one unknown to us. */
    status: integer('status').notNull(),
    /** Everything Instantly returns about it: JSON. */
    raw: text('raw').notNull(),
    /** When the request was sent that returned name, status and content. */
    contentAt: integer('content_at').notNull(),
    firstSeenAt: integer('first_seen_at').notNull(),
    goneAt: integer('gone_at'),
    /** Figures since it began; none were read if `totals_at` is null. `Unique` counts people. */
    sent: integer('sent').notNull().default(0),
    openedUnique: integer('opened_unique').notNull().default(0),
    repliedUnique: integer('replied_unique').notNull().default(0),
    totalsAt: integer('totals_at'),
    /** Figures by step and variant as returned, the first step being 0: JSON. */
    steps: text('steps'),
    stepsAt: integer('steps_at'),
    /** Why it sends or does not send, as last read: JSON. */
    sendingStatus: text('sending_status'),
    sendingStatusAt: integer('sending_status_at'),
  },
  (t) => [
    uniqueIndex('subsequence_remote').on(t.workspaceId, t.remoteId),
    index('subsequence_campaign').on(t.campaignId),
  ],
)

/** State of reading a campaign's subsequences. */
export const subsequenceReading = sqliteTable(
  'subsequence_reading',
  {
    campaignId: integer('campaign_id')
      .primaryKey()
      .references(() => campaign.id),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    /** When they were last listed; null: never. */
    readAt: integer('read_at'),
    /** The campaign's totals when their figures were read; if these differ, the figures must be read again. */
    figuresKey: text('figures_key'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
    problemAt: integer('problem_at'),
  },
  (t) => [index('subsequence_reading_workspace').on(t.workspaceId)],
)

/** A request to move leads into subsequences or out of them, written before anything is sent. */
export const subsequenceMove = sqliteTable(
  'subsequence_move',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    campaignId: refersTo('campaign_id', () => campaign.id),
    /** Key of the click that requested it: repeating the click requests nothing more. */
    idempotencyKey: text('click_id').notNull(),
    /** Target of all leads; null: out of subsequences, or, for an undo, back to where each was. */
    intoId: integer('into_id').references(() => subsequence.id),
    /** The move that this one undoes. */
    undoOf: integer('undo_of'),
    /** `held`: blocked by something external, resumes automatically; `stopped`: by the operator. */
    state: text('state', { enum: ['running', 'held', 'stopped', 'done'] }).notNull(),
    askedAt: integer('asked_at').notNull(),
    endedAt: integer('ended_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
  },
  (t) => [
    index('subsequence_move_workspace').on(t.workspaceId),
    index('subsequence_move_campaign').on(t.campaignId, t.id),
    uniqueIndex('subsequence_move_click').on(t.idempotencyKey),
    index('subsequence_move_open').on(t.state).where(sql`${t.state} in ('running', 'held')`),
    uniqueIndex('subsequence_move_undo').on(t.undoOf).where(sql`${t.undoOf} is not null`),
  ],
)

/** One lead of a move. `sent` is committed before its request leaves; one found `sent` at start is read again. */
export const subsequenceMoveLead = sqliteTable(
  'subsequence_move_lead',
  {
    moveId: refersTo('move_id', () => subsequenceMove.id),
    place: integer('place').notNull(),
    workspaceId: integer('workspace_id').notNull(),
    remoteId: text('remote_id').notNull(),
    email: text('email'),
    name: text('name').notNull(),
    /** Instantly's id of the target subsequence; null: none. */
    target: text('target'),
    /** The lead is moved only if it is there (empty: in none); null: wherever it is. */
    onlyFrom: text('only_from'),
    /** Where the lead was before the move, which an undo restores. Empty: in none; null: not read yet. */
    before: text('before'),
    state: text('state', { enum: ['waiting', 'sent', 'moved', 'already', 'elsewhere', 'refused'] }).notNull(),
    tries: integer('tries').notNull().default(0),
    /** When its last request was sent. */
    sentAt: integer('sent_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
  },
  (t) => [primaryKey({ columns: [t.moveId, t.place] }), index('subsequence_move_lead_workspace').on(t.workspaceId)],
)
