import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { leadList } from '../leads/leads.ts'
import { refersTo } from '../refers-to.ts'

/** One export: a list handed to a campaign or to a lead list at Instantly. Its rows are the list's positions 1..maxPosition as they stood at the click. */
export const exportRun = sqliteTable(
  'export_run',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    listId: refersTo('list_id', () => leadList.id),
    /** The click it came from: the same click never makes two. */
    idempotencyKey: text('click_id').notNull(),
    settings: text('settings', { mode: 'json' }).notNull(),
    state: text('state', {
      enum: ['preparing', 'running', 'waiting', 'paused', 'cancelled', 'failed', 'done'],
    }).notNull(),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
    campaignId: text('campaign_id'),
    /** Of the campaign or the lead list. */
    campaignName: text('campaign_name').notNull(),
    /** `sent`: the creation request may have reached Instantly; settled by comparing campaigns, or lists, of that name. */
    campaignStep: text('campaign_step', { enum: ['pending', 'sent', 'done'] }).notNull(),
    /** Ids of campaigns, or lists, of the name before the creation request, JSON array. */
    campaignsBefore: text('campaigns_before', { mode: 'json' }),
    campaignSentAt: text('campaign_sent_at'),
    candidates: text('candidates', { mode: 'json' }),
    activation: text('activation', {
      enum: ['not_wanted', 'pending', 'sent', 'done', 'failed', 'stopping', 'kept'],
    }).notNull(),
    rowCount: integer('row_count').notNull(),
    readyCount: integer('ready_count').notNull(),
    /** Rows up to this position are in a batch or stayed behind; the next batch starts after it. */
    cutPosition: integer('cut_position').notNull().default(0),
    /** Ready leads left out because an earlier export brought their address into the same campaign. */
    stayedBehind: integer('stayed_behind').notNull().default(0),
    createdAt: text('created_at').notNull(),
    startedAt: text('started_at'),
    finishedAt: text('finished_at'),
    lastProgressAt: text('last_progress_at'),
    takenBackAt: text('taken_back_at'),
    /** What reading the new campaign's copy back told: JSON array of differences, empty for none; `unread` where it could not be; null: not looked yet. */
    copyCheck: text('copy_check'),
    /** Where the leads go. `list`: a lead list at Instantly, which writes to nobody. */
    target: text('target', { enum: ['campaign', 'list'] })
      .notNull()
      .default('campaign'),
    /** The lead list at Instantly; null for a campaign, or until it is created. */
    remoteListId: text('remote_list_id'),
    /** The new campaign's tags: to be put on, on it, or not. What they are is in the settings. */
    tagging: text('tagging', { enum: ['not_wanted', 'pending', 'done', 'failed'] })
      .notNull()
      .default('not_wanted'),
    tagProblem: text('tag_problem', { mode: 'json' }),
    /** Its share of the list, where a part was chosen or each time zone has a campaign of its own; null: the whole list. */
    zoneId: integer('zone_id').references(() => exportZone.id),
    /** Rows of that share; `readyCount` is of the share too. */
    zoneRows: integer('zone_rows'),
    /** Leads the plan promised at the press; null for exports from before that was kept. */
    promised: integer('promised'),
    /** What was chosen of the list, JSON; null for all of it. Its rows are those of the share. */
    part: text('part', { mode: 'json' }),
    /** Leads an undo found gone from Instantly; null: all that were uploaded. */
    takenBackCount: integer('taken_back_count'),
  },
  (t) => [
    uniqueIndex('export_run_click').on(t.workspaceId, t.idempotencyKey),
    index('export_run_workspace').on(t.workspaceId, t.id),
    index('export_run_list').on(t.listId),
    index('export_run_campaign').on(t.workspaceId, t.campaignId),
    index('export_run_remote_list').on(t.workspaceId, t.remoteListId),
    index('export_run_zone').on(t.zoneId).where(sql`zone_id is not null`),
  ],
)

/**
 * The share of a list that one export takes: of a time zone, of a chosen part, or both. Written before its export; one
 * without an export was left by a crash and is cleared away.
 */
export const exportZone = sqliteTable(
  'export_zone',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    /** The press all shares are of. */
    idempotencyKey: text('click_id').notNull(),
    /** IANA name; empty where it is no time zone's. */
    zone: text('zone').notNull(),
  },
  (t) => [index('export_zone_click').on(t.workspaceId, t.idempotencyKey)],
)

/** Rows of a share, by their place in the list: every row of the list is in exactly one share of a press. */
export const exportZoneRow = sqliteTable(
  'export_zone_row',
  {
    zoneId: refersTo('zone_id', () => exportZone.id),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.zoneId, t.position] })],
)

/**
 * One request to /leads/add. `sent` is committed before the request leaves; a batch found `sent` at start has an unknown
 * outcome and is settled by reading the campaign's leads, never by sending again blindly.
 */
export const exportBatch = sqliteTable(
  'export_batch',
  {
    id: integer('id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    exportId: refersTo('export_id', () => exportRun.id),
    no: integer('no').notNull(),
    firstPosition: integer('first_position').notNull(),
    lastPosition: integer('last_position').notNull(),
    state: text('state', { enum: ['pending', 'sent', 'done', 'failed'] }).notNull(),
    leadCount: integer('lead_count').notNull(),
    uploaded: integer('uploaded').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    failed: integer('failed').notNull().default(0),
    sentAt: text('sent_at'),
    settledAt: text('settled_at'),
    settledBy: text('settled_by', { enum: ['answer', 'reading'] }),
    tries: integer('tries').notNull().default(0),
    /** Instantly's counts for this request, JSON; null when settled by reading. */
    answer: text('answer', { mode: 'json' }),
    /** 16 bytes a lead, in the order of the request: its id at Instantly, zeros where it was not created. */
    remoteIds: blob('remote_ids', { mode: 'buffer' }),
    problemCode: text('problem_code'),
    /** 1 once the companies of its leads are in `mailed_domain`. */
    domains: integer('domains').notNull().default(0),
    /** By how much Instantly's clock was ahead when it left first, in ms: it is what tells when its leads were made. */
    aheadMs: integer('ahead_ms'),
  },
  (t) => [
    uniqueIndex('export_batch_no').on(t.exportId, t.no),
    index('export_batch_place').on(t.exportId, t.firstPosition),
    index('export_batch_state').on(t.exportId, t.state, t.no),
    // The sums of a ledger, without reading the rows: each of them carries 16 KB of ids.
    index('export_batch_sums').on(t.exportId, t.uploaded, t.refused, t.failed),
    // Those still to be looked through for companies are few.
    index('export_batch_domains').on(t.id).where(sql`state = 'done' and domains = 0`),
  ],
)

/** Every row of an export that was not uploaded, beyond the gates of its list: why, row by row. */
export const exportProblem = sqliteTable(
  'export_problem',
  {
    workspaceId: integer('workspace_id').notNull(),
    exportId: refersTo('export_id', () => exportRun.id),
    position: integer('position').notNull(),
    leadId: integer('lead_id').notNull(),
    outcome: text('outcome', { enum: ['stayed_behind', 'refused', 'failed', 'taken_back'] }).notNull(),
    /** Refusals, or the gate, or the error code: one word or several with commas. */
    reason: text('reason').notNull(),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.position] }), index('export_problem_outcome').on(t.exportId, t.outcome)],
)

/** What comparing an export with its campaign or lead list at Instantly found last; written when the comparison is whole. */
export const exportCheck = sqliteTable('export_check', {
  exportId: integer('export_id')
    .primaryKey()
    .references(() => exportRun.id),
  workspaceId: integer('workspace_id').notNull(),
  at: integer('at').notNull(),
  /** Leads in the campaign, whoever brought them. */
  there: integer('there').notNull(),
  agreed: integer('agreed').notNull(),
  missing: integer('missing').notNull(),
  uncounted: integer('uncounted').notNull(),
})

/** A row of an export that is not at Instantly as its ledger has it. It counts while its check is the last one. */
export const exportDifference = sqliteTable(
  'export_difference',
  {
    exportId: refersTo('export_id', () => exportRun.id),
    position: integer('position').notNull(),
    workspaceId: integer('workspace_id').notNull(),
    /**
     * `missing`: uploaded, and not there any more. `uncounted`: there, though the ledger does not have it as uploaded. `left`:
     * still at Instantly after the export was undone; of no check, it counts as it stands.
     */
    kind: text('kind', { enum: ['missing', 'uncounted', 'left'] }).notNull(),
    /** The time of its check. */
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.position, t.at] })],
)

/** Companies an export wrote to, by the domain of their addresses; providers anybody has a mailbox at are left out. */
export const mailedDomain = sqliteTable(
  'mailed_domain',
  {
    exportId: refersTo('export_id', () => exportRun.id),
    domain: text('domain').notNull(),
    workspaceId: integer('workspace_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.domain] }), index('mailed_domain_domain').on(t.domain)],
)
