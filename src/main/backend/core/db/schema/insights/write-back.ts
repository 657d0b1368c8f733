import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { accessColumns } from '../leads/access-columns.ts'
import { supabaseSource } from '../leads/supabase.ts'
import { refersTo } from '../refers-to.ts'

/** Where results of a source's leads are written, with credentials of its own, encrypted like an API key. */
export const writeBack = sqliteTable(
  'write_back',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    sourceId: refersTo('source_id', () => supabaseSource.id),
    /** `own`: a table of Sendoff; `platform`: the lead platform's own columns. */
    place: text('place', { enum: ['own', 'platform'] }).notNull(),
    ...accessColumns(),
    organizationId: text('organization_id'),
    replyText: integer('reply_text', { mode: 'boolean' }).notNull(),
    /** The id of its rows there: chosen once, so that a row never gets a second one. */
    workspaceKey: text('workspace_key').notNull(),
    isOn: integer('is_on', { mode: 'boolean' }).notNull().default(false),
    addedAt: text('added_at').notNull(),
    removedAt: text('removed_at'),
    /** Epoch ms: when it is next processed; null while it is off. */
    nextAt: integer('next_at'),
    /** Epoch ms: when everything known had been written. */
    writtenAt: integer('written_at'),
    /** Epoch ms: when write permission was last tested by a write that is rolled back, successfully or not. */
    checkedAt: integer('checked_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
  },
  (t) => [index('write_back_workspace').on(t.workspaceId), index('write_back_source').on(t.sourceId)],
)

/** A lead of a campaign and what is to be written about it. `sending` is committed before the write is sent. */
export const writeBackRow = sqliteTable(
  'write_back_row',
  {
    id: integer('id').primaryKey(),
    workspaceId: integer('workspace_id').notNull(),
    writeBackId: refersTo('write_back_id', () => writeBack.id),
    /** Instantly's id of the campaign. */
    campaignId: text('campaign_id').notNull(),
    email: text('email').notNull(),
    state: text('state', { enum: ['waiting', 'sending', 'done', 'refused', 'several', 'none'] }).notNull(),
    /** The source row it belongs to. */
    rowTable: text('row_table'),
    rowId: text('row_id'),
    rowCampaign: text('row_campaign'),
    /** JSON of the data to be written. */
    body: text('body').notNull(),
    /** Why it was refused, in the database's words, or which rows it could match. */
    problem: text('problem'),
  },
  (t) => [
    uniqueIndex('write_back_row_lead').on(t.writeBackId, t.campaignId, t.email),
    index('write_back_row_state').on(t.writeBackId, t.state, t.id),
    index('write_back_row_place').on(t.writeBackId, t.rowTable, t.rowId),
  ],
)
