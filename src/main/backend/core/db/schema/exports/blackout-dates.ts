import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'
import { exportRun } from './exports.ts'

/**
 * A date the campaign of an export is to send nothing on. `pausing` and `starting` are committed before the request
 * leaves; what is found so at the start is settled by reading the campaign. Times are epoch ms.
 */
export const campaignRest = sqliteTable(
  'campaign_rest',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    exportId: refersTo('export_id', () => exportRun.id),
    date: text('date').notNull(),
    name: text('name').notNull(),
    /** The date in the campaign's zone. */
    fromAt: integer('from_at').notNull(),
    untilAt: integer('until_at').notNull(),
    /** `kept`: paused for the day and started again. `left`: nothing to do, or the operator took over. `missed`: not paused in time. */
    state: text('state', { enum: ['planned', 'pausing', 'paused', 'starting', 'kept', 'left', 'missed'] }).notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (t) => [
    uniqueIndex('campaign_rest_date').on(t.exportId, t.date),
    index('campaign_rest_open').on(t.fromAt).where(sql`state in ('planned', 'pausing', 'paused', 'starting')`),
  ],
)
