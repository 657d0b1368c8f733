import { index, integer, primaryKey, sqliteTable } from 'drizzle-orm/sqlite-core'

/**
 * What Instantly's lead list says a lead did in a campaign: sums and last times, no single events. Leads that did nothing
 * have no row. `events/lead-activity` writes it alone. WITHOUT ROWID, no foreign keys: a page of leads is one
 * transaction. Epoch ms.
 */
export const leadActivity = sqliteTable(
  'lead_activity',
  {
    workspaceId: integer('workspace_id').notNull(),
    contactId: integer('contact_id').notNull(),
    /** Row of `event_campaign`. */
    campaignId: integer('campaign_id').notNull(),
    opened: integer('opened').notNull(),
    clicked: integer('clicked').notNull(),
    replied: integer('replied').notNull(),
    /** 1: its status said so once. */
    bounced: integer('bounced').notNull(),
    unsubscribed: integer('unsubscribed').notNull(),
    openedAt: integer('opened_at'),
    clickedAt: integer('clicked_at'),
    repliedAt: integer('replied_at'),
    /** The last of these; of the last mail for who bounced or unsubscribed. 0: not known. */
    lastAt: integer('last_at').notNull(),
    /** As `event_lead.score`, from this alone. */
    score: integer('score').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.contactId, t.campaignId] }),
    index('lead_activity_score').on(t.campaignId, t.score),
    index('lead_activity_last').on(t.campaignId, t.lastAt),
  ],
)
