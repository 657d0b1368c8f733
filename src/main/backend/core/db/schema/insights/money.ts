import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { exportRun } from '../exports/exports.ts'

/**
 * A price entered by the operator. `workspace_id` 0: shared among clients, hence no foreign key. Amounts are in the
 * smallest unit of a currency; days are days since 1970, UTC.
 */
export const moneyCost = sqliteTable(
  'money_cost',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    kind: text('kind', { enum: ['plan', 'mailboxes', 'list', 'verification', 'own'] }).notNull(),
    label: text('label').notNull(),
    basis: text('basis', { enum: ['once', 'month', 'lead', 'credit'] }).notNull(),
    cents: integer('cents').notNull(),
    /** Number of leads or credits the amount is for. */
    per: integer('per').notNull().default(1),
    /** Number of mailboxes. */
    quantity: integer('quantity').notNull().default(1),
    /** Null: the client's own currency. Shared costs always name one. */
    currency: text('currency'),
    fromDay: integer('from_day').notNull(),
    toDay: integer('to_day'),
    /** When the price was looked up. */
    asOfDay: integer('as_of_day').notNull(),
    campaignId: integer('campaign_id'),
    listId: integer('list_id'),
    importId: integer('import_id'),
    shareBy: text('share_by', { enum: ['contacts', 'sends', 'hand'] }),
    createdAt: text('created_at').notNull(),
    /** Kept when removed, so that removing can be undone. */
    removedAt: text('removed_at'),
  },
  (t) => [index('money_cost_workspace').on(t.workspaceId, t.id)],
)

/** Clients that share a cost, and shares set by hand. */
export const moneyShare = sqliteTable(
  'money_share',
  {
    costId: integer('cost_id').notNull(),
    workspaceId: integer('workspace_id').notNull(),
    weight: integer('weight').notNull(),
  },
  (t) => [primaryKey({ columns: [t.costId, t.workspaceId] }), index('money_share_workspace').on(t.workspaceId)],
)

/** Value of results: for a client (`campaign_id` 0) or for one campaign, where null means the client's value. */
export const moneyValue = sqliteTable(
  'money_value',
  {
    workspaceId: integer('workspace_id').notNull(),
    campaignId: integer('campaign_id').notNull(),
    source: text('source', { enum: ['labels', 'deals', 'opportunities'] }),
    interestedCents: integer('interested_cents'),
    meetingCents: integer('meeting_cents'),
    wonCents: integer('won_cents'),
    changedAt: text('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.campaignId] })],
)

/** The expected cost of an export, written in the commit that creates the export: nothing is sent without it. */
export const exportCost = sqliteTable(
  'export_cost',
  {
    exportId: integer('export_id')
      .primaryKey()
      .references(() => exportRun.id),
    workspaceId: integer('workspace_id').notNull(),
    currency: text('currency').notNull(),
    leads: integer('leads').notNull(),
    contactsLeft: integer('contacts_left'),
    /** When Instantly returned the number of remaining contacts. */
    contactsAt: text('contacts_at'),
    listCents: integer('list_cents').notNull(),
    verificationCents: integer('verification_cents').notNull(),
    credits: real('credits').notNull(),
    sendingCents: integer('sending_cents'),
    totalCents: integer('total_cents').notNull(),
    repliesToBreakEven: integer('replies_to_break_even'),
    /** `CostAssumptions` as JSON. */
    assumptions: text('assumptions', { mode: 'json' }).notNull(),
    at: text('at').notNull(),
  },
  (t) => [index('export_cost_workspace').on(t.workspaceId)],
)
