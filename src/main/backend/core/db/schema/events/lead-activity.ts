import { index, integer, primaryKey, sqliteTable } from 'drizzle-orm/sqlite-core'

/**
 * A lead's activity in a campaign according to Instantly's lead list: sums and last times, no single events. Leads
 * without activity have no row. Written only by `events/lead-activity`. WITHOUT ROWID, no foreign keys: a page of leads
 * is one transaction. Epoch ms.
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
    /** 1: the lead's status was this at some time. */
    bounced: integer('bounced').notNull(),
    unsubscribed: integer('unsubscribed').notNull(),
    openedAt: integer('opened_at'),
    clickedAt: integer('clicked_at'),
    repliedAt: integer('replied_at'),
    /** Time of the last of these; of the last mail for a lead who bounced or unsubscribed. 0: unknown. */
    lastAt: integer('last_at').notNull(),
    /** Same as `event_lead.score`, but derived from this row alone. */
    score: integer('score').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.contactId, t.campaignId] }),
    index('lead_activity_score').on(t.campaignId, t.score),
    index('lead_activity_last').on(t.campaignId, t.lastAt),
  ],
)
