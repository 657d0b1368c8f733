import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'
import { campaign } from './campaigns.ts'

/**
 * The operator's last change to a campaign at Instantly, written before the request is sent. `waiting`: not yet agreed;
 * `sent`: under way or interrupted; `agreed`: read back as wanted, and kept so that a later change at Instantly is
 * noticed. Epoch ms, as all times here.
 */
export const campaignEdit = sqliteTable(
  'campaign_edit',
  {
    campaignId: integer('campaign_id')
      .primaryKey()
      .references(() => campaign.id),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    state: text('state', { enum: ['waiting', 'sent', 'agreed'] }).notNull(),
    /** The draft as it was opened and as it should become, JSON. */
    opened: text('opened').notNull(),
    wanted: text('wanted').notNull(),
    /** JSON array of the changed fields, by Instantly's names. */
    fields: text('fields').notNull(),
    changedAt: integer('changed_at').notNull(),
    sentAt: integer('sent_at'),
    agreedAt: integer('agreed_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
    /** How the two sides differ; null if they do not. */
    drift: text('drift', { enum: ['not_agreed', 'both_changed', 'changed_there', 'deleted_there'] }),
    driftAt: integer('drift_at'),
  },
  (t) => [index('campaign_edit_workspace').on(t.workspaceId, t.drift)],
)

/** A campaign that exists only here. Apart from `campaign`, whose rows are all at Instantly, as it has no figures. */
export const localCampaign = sqliteTable(
  'local_campaign',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    name: text('name').notNull(),
    searchName: text('search_name').notNull(),
    /** The request body that would create it at Instantly, JSON. */
    body: text('body').notNull(),
    /** Counted when it is saved, so that lists need not read the bodies. */
    steps: integer('steps').notNull(),
    senders: integer('senders').notNull(),
    origin: text('origin', { enum: ['made', 'duplicate', 'unlinked', 'deleted_there'] }).notNull(),
    /** The campaign created from it at Instantly; null: none. */
    campaignId: integer('campaign_id').references(() => campaign.id),
    /** The campaign whose figures up to `figures_at` are this one's history. */
    figuresOf: integer('figures_of').references(() => campaign.id),
    figuresAt: integer('figures_at'),
    createdAt: integer('created_at').notNull(),
    changedAt: integer('changed_at').notNull(),
    /** State of creating it at Instantly: when it was requested, and which campaigns had its name before (JSON ids). */
    makingAt: integer('making_at'),
    makingKnown: text('making_known'),
    removedAt: integer('removed_at'),
  },
  (t) => [index('local_campaign_workspace').on(t.workspaceId, t.id), index('local_campaign_linked').on(t.campaignId)],
)

/** A deletion of a campaign at Instantly. `held` can be undone; one found `sent` at start is only read back. */
export const campaignDeletion = sqliteTable(
  'campaign_deletion',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    campaignId: refersTo('campaign_id', () => campaign.id),
    state: text('state', { enum: ['held', 'sent', 'done', 'failed', 'undone'] }).notNull(),
    askedAt: integer('asked_at').notNull(),
    dueAt: integer('due_at').notNull(),
    endedAt: integer('ended_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
  },
  (t) => [
    index('campaign_deletion_workspace').on(t.workspaceId),
    index('campaign_deletion_campaign').on(t.campaignId, t.id),
    index('campaign_deletion_state').on(t.state),
  ],
)

/** Complete copy of a campaign, so that it can be deleted at Instantly. Resumes from its cursors. */
export const campaignArchive = sqliteTable(
  'campaign_archive',
  {
    campaignId: integer('campaign_id')
      .primaryKey()
      .references(() => campaign.id),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    state: text('state', { enum: ['running', 'cancelled', 'failed', 'done'] }).notNull(),
    step: text('step', { enum: ['leads', 'mails', 'figures', 'compare'] }).notNull(),
    /** Incremented with each archiving: rows of an older pass stay but are not counted. */
    pass: integer('pass').notNull(),
    leadCursor: text('lead_cursor'),
    mailCursor: text('mail_cursor'),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
    /** Leads and mails at Instantly by its own figures at the start, against which progress is measured. */
    leadsThere: integer('leads_there'),
    mailsThere: integer('mails_there'),
    /** The comparison as JSON, and whether it found that nothing would be lost. */
    counts: text('counts'),
    safe: integer('safe', { mode: 'boolean' }).notNull().default(false),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
  },
  (t) => [index('campaign_archive_workspace').on(t.workspaceId)],
)

/** A lead of an archived campaign, complete as Instantly returned it. */
export const archivedLead = sqliteTable(
  'archived_lead',
  {
    campaignId: integer('campaign_id').notNull(),
    remoteId: text('remote_id').notNull(),
    workspaceId: integer('workspace_id').notNull(),
    pass: integer('pass').notNull(),
    email: text('email'),
    raw: text('raw').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.remoteId] }),
    index('archived_lead_workspace').on(t.workspaceId),
    index('archived_lead_email').on(t.campaignId, t.email, t.pass),
    // Gates look an address up in all archives.
    index('archived_lead_address').on(t.email),
  ],
)

/** A mail of an archived campaign. Replies are also in the inbox. */
export const archivedMail = sqliteTable(
  'archived_mail',
  {
    campaignId: integer('campaign_id').notNull(),
    remoteId: text('remote_id').notNull(),
    workspaceId: integer('workspace_id').notNull(),
    pass: integer('pass').notNull(),
    /** Instantly's number: 1 sent by the campaign, 2 received, 3 sent by hand. */
    kind: integer('kind'),
    lead: text('lead'),
    at: text('at').notNull(),
    raw: text('raw').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.campaignId, t.remoteId] }),
    index('archived_mail_workspace').on(t.workspaceId),
    index('archived_mail_pass').on(t.campaignId, t.pass, t.kind),
    index('archived_mail_lead').on(t.campaignId, t.lead, t.at),
  ],
)
