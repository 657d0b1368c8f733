import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * A lead's label in a campaign, decided from all sources; every screen counts by it. Written only by
 * `events/lead-labels`. WITHOUT ROWID, no foreign keys: it is written in the transactions of events and emails. Epoch
 * ms.
 */
export const leadLabel = sqliteTable(
  'lead_label',
  {
    workspaceId: integer('workspace_id').notNull(),
    /** Instantly's id of the campaign; empty for a lead without one. */
    campaignId: text('campaign_id').notNull(),
    /** Trimmed, lower-cased. */
    email: text('email').notNull(),
    /** Instantly's interest status; null: no longer any. */
    value: integer('value'),
    /** Meaning of the label: 1 interested, 2 meeting, 3 closed, 0 neutral, -1 not interested. */
    stage: integer('stage').notNull(),
    /** When the label is known to be correct, and its source: the newest wins; among equal times the higher source. */
    asOf: integer('as_of').notNull(),
    source: integer('source').notNull(),
    /** When the lead first reached this stage; kept if it falls back. */
    interestedAt: integer('interested_at'),
    meetingAt: integer('meeting_at'),
    closedAt: integer('closed_at'),
    /** Start time of the sync that listed it last; null: none did, or the lead is no longer at Instantly. */
    listedIn: integer('listed_in'),
    /** Start time of the sync that found the lead gone; 0: it is there. Its label is kept. */
    gone: integer('gone').notNull().default(0),
    /** Start time of the sync that listed it first. */
    firstListedIn: integer('first_listed_in'),
    /** The stage the lead had when moved here from another campaign, where it counts: only a higher one counts here. */
    cameWith: integer('came_with').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.campaignId, t.email] }),
    // Covers everything that counting needs.
    index('lead_label_stage')
      .on(t.workspaceId, t.campaignId, t.stage, t.cameWith, t.interestedAt, t.meetingAt, t.closedAt)
      .where(sql`${t.stage} > 0`),
    index('lead_label_lead').on(t.workspaceId, t.email),
    index('lead_label_gone').on(t.workspaceId, t.email, t.value).where(sql`${t.gone} > 0 and ${t.stage} > 0`),
  ],
)

/** How far a client's labels have been synced. No row: they could not be requested yet. */
export const labelSync = sqliteTable('label_sync', {
  workspaceId: integer('workspace_id').primaryKey(),
  /** When all labels were first read: nothing is counted before. */
  firstEndedAt: integer('first_ended_at'),
  endedAt: integer('ended_at'),
  /** Labelled leads that the sync under way has listed. */
  read: integer('read').notNull().default(0),
  /** Whether Instantly was seen to end a list with a page that is not full, and when that was checked. */
  shortEnds: integer('short_ends').notNull().default(1),
  shortSeenAt: integer('short_seen_at'),
  /** When Instantly was found to ignore the filter; since then all leads are read instead. */
  unfilteredAt: integer('unfiltered_at'),
})

/** Number of leads of a campaign at each stage, by Instantly's id; maintained by triggers of `lead_label`. */
export const leadLabelCount = sqliteTable(
  'lead_label_count',
  {
    workspaceId: integer('workspace_id').notNull(),
    campaignId: text('campaign_id').notNull(),
    interested: integer('interested').notNull(),
    meetings: integer('meetings').notNull(),
    closed: integer('closed').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.campaignId] })],
)
