import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * The label a lead has in a campaign, decided of all who tell one: what every screen counts by. `events/lead-labels`
 * writes it alone. WITHOUT ROWID, no foreign keys: it is written in the transactions of events and emails. Epoch ms.
 */
export const leadLabel = sqliteTable(
  'lead_label',
  {
    workspaceId: integer('workspace_id').notNull(),
    /** Instantly's id of the campaign; empty for a lead in none. */
    campaignId: text('campaign_id').notNull(),
    /** Trimmed, lower-cased. */
    email: text('email').notNull(),
    /** Instantly's interest status; null: none any more. */
    value: integer('value'),
    /** What it means: 1 interested, 2 meeting, 3 closed, 0 nothing, -1 no. */
    stage: integer('stage').notNull(),
    /** When the label is known to have been right, and who said so: what is newer, and at the same time higher, wins. */
    asOf: integer('as_of').notNull(),
    source: integer('source').notNull(),
    /** Since when the lead is known to have been so far; kept where it falls back. */
    interestedAt: integer('interested_at'),
    meetingAt: integer('meeting_at'),
    closedAt: integer('closed_at'),
    /** The sync that listed it last, by its start; null: none did, or the lead is no longer at Instantly. */
    listedIn: integer('listed_in'),
    /** The sync that found the lead no longer there, by its start; 0: it is there. Its label stays as it was. */
    gone: integer('gone').notNull().default(0),
    /** The sync that listed it first, by its start. */
    firstListedIn: integer('first_listed_in'),
    /** How far the lead was when it was moved here from another campaign, which counts that: only what is more counts here. */
    cameWith: integer('came_with').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.campaignId, t.email] }),
    // All that counting needs.
    index('lead_label_stage')
      .on(t.workspaceId, t.campaignId, t.stage, t.cameWith, t.interestedAt, t.meetingAt, t.closedAt)
      .where(sql`${t.stage} > 0`),
    index('lead_label_lead').on(t.workspaceId, t.email),
    index('lead_label_gone').on(t.workspaceId, t.email, t.value).where(sql`${t.gone} > 0 and ${t.stage} > 0`),
  ],
)

/** How far a client's labels were synced. No row: nobody could ask for them yet. */
export const labelSync = sqliteTable('label_sync', {
  workspaceId: integer('workspace_id').primaryKey(),
  /** When labels were first all there: until then nothing is counted. */
  firstEndedAt: integer('first_ended_at'),
  endedAt: integer('ended_at'),
  /** Labelled leads the sync under way has listed. */
  read: integer('read').notNull().default(0),
  /** Whether Instantly was seen to end a list with a page that is not full, and when that was looked at. */
  shortEnds: integer('short_ends').notNull().default(1),
  shortSeenAt: integer('short_seen_at'),
  /** Instantly does not heed the filter: since when all leads are read instead. */
  unfilteredAt: integer('unfiltered_at'),
})

/** How many leads of a campaign came how far, by Instantly's id: kept by triggers of `lead_label`. */
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
