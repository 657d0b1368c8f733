import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { leadList } from '../leads/leads.ts'
import { refersTo } from '../refers-to.ts'

/** Export of a list to a campaign or lead list at Instantly. Its rows are the list's at the click: 1..maxPosition. */
export const exportRun = sqliteTable(
  'export_run',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    listId: refersTo('list_id', () => leadList.id),
    /** Key of the click that created it: the same click never creates two. */
    idempotencyKey: text('click_id').notNull(),
    settings: text('settings', { mode: 'json' }).notNull(),
    state: text('state', {
      enum: ['preparing', 'running', 'waiting', 'paused', 'cancelled', 'failed', 'done'],
    }).notNull(),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
    campaignId: text('campaign_id'),
    /** Name of the campaign or the lead list. */
    campaignName: text('campaign_name').notNull(),
    /** `sent`: the creation request may have reached Instantly; settled by finding campaigns or lists of that name. */
    campaignStep: text('campaign_step', { enum: ['pending', 'sent', 'done'] }).notNull(),
    /** Ids of the campaigns, or lists, of that name before the creation request, JSON array. */
    campaignsBefore: text('campaigns_before', { mode: 'json' }),
    campaignSentAt: text('campaign_sent_at'),
    candidates: text('candidates', { mode: 'json' }),
    activation: text('activation', {
      enum: ['not_wanted', 'pending', 'sent', 'done', 'failed', 'stopping', 'kept'],
    }).notNull(),
    rowCount: integer('row_count').notNull(),
    readyCount: integer('ready_count').notNull(),
    /** Rows up to this position are in a batch or were left out; the next batch starts after it. */
    cutPosition: integer('cut_position').notNull().default(0),
    /** Ready leads left out because an earlier export uploaded their address to the same campaign. */
    stayedBehind: integer('stayed_behind').notNull().default(0),
    createdAt: text('created_at').notNull(),
    startedAt: text('started_at'),
    finishedAt: text('finished_at'),
    lastProgressAt: text('last_progress_at'),
    takenBackAt: text('taken_back_at'),
    /**
     * Result of reading back the new campaign's copy: JSON array of differences, empty if there are none; `unread` if
     * it could not be read; null: not read yet.
     */
    copyCheck: text('copy_check'),
    /** Where the leads go. `list`: a lead list at Instantly, to which nothing is sent. */
    target: text('target', { enum: ['campaign', 'list'] })
      .notNull()
      .default('campaign'),
    /** The lead list at Instantly; null for a campaign, or until it is created. */
    remoteListId: text('remote_list_id'),
    /** State of the new campaign's tags: to be added, added, or not. The tags themselves are in the settings. */
    tagging: text('tagging', { enum: ['not_wanted', 'pending', 'done', 'failed'] })
      .notNull()
      .default('not_wanted'),
    tagProblem: text('tag_problem', { mode: 'json' }),
    /** The export's share of the list, if a part was chosen or each zone has its own campaign; null: the whole list. */
    zoneId: integer('zone_id').references(() => exportZone.id),
    /** Rows of the share; `readyCount` also refers to the share. */
    zoneRows: integer('zone_rows'),
    /** Leads announced in the review at the click; null for exports made before this was stored. */
    promised: integer('promised'),
    /** The part of the list that was chosen, JSON; null for the whole list. Its rows are those of the share. */
    part: text('part', { mode: 'json' }),
    /** Leads that an undo found removed from Instantly; null: all uploaded leads. */
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
 * The share of a list that one export takes: of a time zone, of a chosen part, or both. Written before its export; a
 * share without an export was left by a crash and is deleted.
 */
export const exportZone = sqliteTable(
  'export_zone',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    /** Key of the click that created all shares. */
    idempotencyKey: text('click_id').notNull(),
    /** IANA name; empty if the share is not that of a time zone. */
    zone: text('zone').notNull(),
  },
  (t) => [index('export_zone_click').on(t.workspaceId, t.idempotencyKey)],
)

/** Rows of a share, by their position in the list: every row of the list is in exactly one share of a click. */
export const exportZoneRow = sqliteTable(
  'export_zone_row',
  {
    zoneId: refersTo('zone_id', () => exportZone.id),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.zoneId, t.position] })],
)

/**
 * One request to /leads/add. `sent` is committed before the request is sent; a batch found `sent` at start has an
 * unknown outcome and is settled by reading the campaign's leads, never by sending again blindly.
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
    /** 16 bytes per lead, in the order of the request: its id at Instantly, zeros if it was not created. */
    remoteIds: blob('remote_ids', { mode: 'buffer' }),
    problemCode: text('problem_code'),
    /** 1 once the company domains of its leads are in `mailed_domain`. */
    domains: integer('domains').notNull().default(0),
    /** By how many ms Instantly's clock was ahead at the first request; used to tell when its leads were created. */
    aheadMs: integer('ahead_ms'),
  },
  (t) => [
    uniqueIndex('export_batch_no').on(t.exportId, t.no),
    index('export_batch_place').on(t.exportId, t.firstPosition),
    index('export_batch_state').on(t.exportId, t.state, t.no),
    // For the totals of an export report without reading the rows, each of which carries 16 KB of ids.
    index('export_batch_sums').on(t.exportId, t.uploaded, t.refused, t.failed),
    // Batches whose company domains are still to be collected; they are few.
    index('export_batch_domains').on(t.id).where(sql`state = 'done' and domains = 0`),
  ],
)

/** A row of an export that was not uploaded for a reason other than the gates of its list, with the reason. */
export const exportProblem = sqliteTable(
  'export_problem',
  {
    workspaceId: integer('workspace_id').notNull(),
    exportId: refersTo('export_id', () => exportRun.id),
    position: integer('position').notNull(),
    leadId: integer('lead_id').notNull(),
    outcome: text('outcome', { enum: ['stayed_behind', 'refused', 'failed'] }).notNull(),
    /** Refusals, the gate, or the error code: one word, or several separated by commas. */
    reason: text('reason').notNull(),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.position] }), index('export_problem_outcome').on(t.exportId, t.outcome)],
)

/** Result of an export's last comparison with its campaign or lead list at Instantly; written once complete. */
export const exportCheck = sqliteTable('export_check', {
  exportId: integer('export_id')
    .primaryKey()
    .references(() => exportRun.id),
  workspaceId: integer('workspace_id').notNull(),
  at: integer('at').notNull(),
  /** Leads in the campaign, from any source. */
  there: integer('there').notNull(),
  agreed: integer('agreed').notNull(),
  missing: integer('missing').notNull(),
  uncounted: integer('uncounted').notNull(),
})

/** A row of an export whose state at Instantly differs from the export report. Valid while its check is the last. */
export const exportDifference = sqliteTable(
  'export_difference',
  {
    exportId: refersTo('export_id', () => exportRun.id),
    position: integer('position').notNull(),
    workspaceId: integer('workspace_id').notNull(),
    /**
     * `missing`: uploaded, but no longer there. `uncounted`: there, although the report does not have it as uploaded.
     * `left`: still at Instantly after the export was undone; it belongs to no check and always counts.
     */
    kind: text('kind', { enum: ['missing', 'uncounted', 'left'] }).notNull(),
    /** Time of its check. */
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.position, t.at] })],
)

/** Companies an export wrote to, by the domain of their addresses; public mail providers are left out. */
export const mailedDomain = sqliteTable(
  'mailed_domain',
  {
    exportId: refersTo('export_id', () => exportRun.id),
    domain: text('domain').notNull(),
    workspaceId: integer('workspace_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.exportId, t.domain] }), index('mailed_domain_domain').on(t.domain)],
)
