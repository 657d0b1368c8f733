import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'
import { exportRun } from './exports.ts'

/**
 * A date on which an export's campaign must send nothing. `pausing` and `starting` are committed before the request is
 * sent; a row found in one of them at start is settled by reading the campaign. Times are epoch ms.
 */
export const campaignRest = sqliteTable(
  'campaign_rest',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    exportId: refersTo('export_id', () => exportRun.id),
    date: text('date').notNull(),
    name: text('name').notNull(),
    /** Bounds of the date in the campaign's time zone. */
    fromAt: integer('from_at').notNull(),
    untilAt: integer('until_at').notNull(),
    /** `kept`: paused for the day, then started. `left`: nothing to do, or taken over. `missed`: not paused in time. */
    state: text('state', { enum: ['planned', 'pausing', 'paused', 'starting', 'kept', 'left', 'missed'] }).notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (t) => [
    uniqueIndex('campaign_rest_date').on(t.exportId, t.date),
    index('campaign_rest_open').on(t.fromAt).where(sql`state in ('planned', 'pausing', 'paused', 'starting')`),
  ],
)
