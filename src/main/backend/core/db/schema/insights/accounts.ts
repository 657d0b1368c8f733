import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { campaign } from '../campaigns/campaigns.ts'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/** Campaigns that send with a mailbox, by its name or by one of its tags. Rebuilt with each sync. */
export const mailboxCampaign = sqliteTable(
  'mailbox_campaign',
  {
    workspaceId: integer('workspace_id').notNull(),
    email: text('email').notNull(),
    campaignId: integer('campaign_id').notNull(),
    byTag: integer('by_tag', { mode: 'boolean' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.email, t.campaignId] }),
    index('mailbox_campaign_campaign').on(t.campaignId),
  ],
)

/** A day of a mailbox's warmup, kept permanently. The score is that of the last sync of the day. */
export const mailboxWarmupDay = sqliteTable(
  'mailbox_warmup_day',
  {
    workspaceId: integer('workspace_id').notNull(),
    email: text('email').notNull(),
    day: integer('day').notNull(),
    score: integer('score'),
    sent: integer('sent'),
    inbox: integer('inbox'),
    spam: integer('spam'),
    received: integer('received'),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.email, t.day] })],
)

/** The same figures summed over the mailboxes of a domain; maintained by triggers of `mailbox_warmup_day`. */
export const domainWarmupDay = sqliteTable(
  'domain_warmup_day',
  {
    workspaceId: integer('workspace_id').notNull(),
    domain: text('domain').notNull(),
    day: integer('day').notNull(),
    /** Number of mailboxes with a score, and the sum of the scores. */
    scores: integer('scores').notNull(),
    scoreSum: integer('score_sum').notNull(),
    sent: integer('sent').notNull(),
    inbox: integer('inbox').notNull(),
    spam: integer('spam').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.domain, t.day] })],
)

/** The last test of a domain's DNS. Null: not reported. */
export const domainVitals = sqliteTable(
  'domain_vitals',
  {
    workspaceId: refersTo('workspace_id', () => workspace.id),
    domain: text('domain').notNull(),
    mx: integer('mx', { mode: 'boolean' }),
    spf: integer('spf', { mode: 'boolean' }),
    dkim: integer('dkim', { mode: 'boolean' }),
    dmarc: integer('dmarc', { mode: 'boolean' }),
    testedAt: integer('tested_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.domain] })],
)

/** An action on mailboxes of a client, written before the request to Instantly. Resumes after any interruption. */
export const accountAction = sqliteTable(
  'account_action',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    /** Id of the click: repeating the same click adds nothing. */
    submission: text('submission').notNull(),
    kind: text('kind').notNull(),
    /** The value to set, as JSON; null if the kind says everything. */
    value: text('value'),
    state: text('state', { enum: ['running', 'waiting', 'done'] }).notNull(),
    askedAt: integer('asked_at').notNull(),
    endedAt: integer('ended_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
  },
  (t) => [index('account_action_workspace').on(t.workspaceId, t.submission), index('account_action_state').on(t.state)],
)

/** A mailbox of an action. `sent`: requested and not answered; `following`: waiting for Instantly's background job. */
export const accountActionItem = sqliteTable(
  'account_action_item',
  {
    actionId: refersTo('action_id', () => accountAction.id),
    place: integer('place').notNull(),
    workspaceId: integer('workspace_id').notNull(),
    email: text('email').notNull(),
    state: text('state', { enum: ['waiting', 'sent', 'following', 'done', 'failed'] }).notNull(),
    jobId: text('job_id'),
    tries: integer('tries').notNull().default(0),
    sentAt: integer('sent_at'),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
    /** The account's previous value, as JSON; null if it was unknown, or the kind says everything. */
    was: text('was'),
  },
  (t) => [
    primaryKey({ columns: [t.actionId, t.place] }),
    index('account_action_item_email').on(t.workspaceId, t.email),
  ],
)

/** Mailboxes removed from campaigns or replaced by another; written before the first campaign is changed. */
export const accountReplacement = sqliteTable(
  'account_replacement',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    submission: text('submission').notNull(),
    /** JSON array of addresses, and the address that replaces them. */
    emails: text('emails').notNull(),
    withEmail: text('with_email'),
    undoOf: integer('undo_of'),
    state: text('state', { enum: ['running', 'done'] }).notNull(),
    askedAt: integer('asked_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [
    index('account_replacement_workspace').on(t.workspaceId, t.submission),
    index('account_replacement_state').on(t.state),
  ],
)

/** A campaign of a replacement, with the senders to remove and to add (JSON arrays). */
export const accountReplacementItem = sqliteTable(
  'account_replacement_item',
  {
    replacementId: refersTo('replacement_id', () => accountReplacement.id),
    workspaceId: integer('workspace_id').notNull(),
    campaignId: refersTo('campaign_id', () => campaign.id),
    removed: text('removed').notNull(),
    added: text('added').notNull(),
    state: text('state', { enum: ['waiting', 'sent', 'done', 'refused'] }).notNull(),
    problemCode: text('problem_code'),
    problemData: text('problem_data'),
  },
  (t) => [
    primaryKey({ columns: [t.replacementId, t.campaignId] }),
    index('account_replacement_item_workspace').on(t.workspaceId),
    index('account_replacement_item_campaign').on(t.campaignId),
  ],
)
