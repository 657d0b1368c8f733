import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/** One conversation with a lead. Times are milliseconds since 1970. */
export const inboxThread = sqliteTable(
  'inbox_thread',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    /** Instantly's id; null while the thread is known only from a webhook. */
    remoteId: text('remote_id'),
    /** Trimmed, lower-cased. */
    leadEmail: text('lead_email'),
    campaignId: text('campaign_id'),
    account: text('account'),
    /** Sender name of the newest received mail. */
    fromName: text('from_name').notNull().default(''),
    subject: text('subject').notNull(),
    /** First words of the newest message. */
    snippet: text('snippet').notNull(),
    lastAt: integer('last_at').notNull(),
    lastReceivedAt: integer('last_received_at'),
    /** The folder it is in, updated with every change so that counts and pages are read from an index. */
    box: text('box', { enum: ['answer', 'waiting', 'noReply', 'snoozed', 'done'] }).notNull(),
    /** Whether the newest message is from the lead. */
    theirTurn: integer('their_turn').notNull(),
    /** Unread received messages. */
    unread: integer('unread').notNull().default(0),
    messageCount: integer('message_count').notNull().default(0),
    /** The lead's label and its meaning, as in `lead_label`; and the one emails showed last, to detect changes. */
    interest: integer('interest'),
    labelStage: integer('label_stage').notNull().default(0),
    remoteInterest: integer('remote_interest'),
    /** Classification of the newest reply by the rules: label, reasons, return date as JSON; `fixed`: by hand. */
    sorted: text('sorted'),
    sortedWhy: text('sorted_why'),
    sortedFixed: integer('sorted_fixed').notNull().default(0),
    sortedMessageId: integer('sorted_message_id'),
    returnDate: text('return_date'),
    /** The opt-out recorded for this thread (`opt_out`), certain or not. */
    optOutEntryId: integer('opt_out_entry_id'),
    /** Score without recency, and the sort key combined with it (`src/main/backend/inbox/inbox/score.ts`). */
    score: integer('score').notNull().default(0),
    scoreWhy: text('score_why').notNull().default('[]'),
    heat: real('heat').notNull().default(0),
    assignedTo: text('assigned_to'),
    snoozedUntil: integer('snoozed_until'),
    archivedAt: integer('archived_at'),
    /** Time up to which the whole thread, including sent mails, was read from Instantly. */
    readThroughAt: integer('read_through_at'),
    /** 1 if it contains an email of ours. */
    hasSent: integer('has_sent').notNull().default(0),
    /** 1 if the rules found only weak signs. */
    sortedUnsure: integer('sorted_unsure').notNull().default(0),
    /** The language model that chose the label; null if the rules or the operator did. */
    sortedModel: text('sorted_model'),
    /** The reply a model was asked about, and whether it recognised an opt-out in it. */
    modelMessageId: integer('model_message_id'),
    modelWish: integer('model_wish').notNull().default(0),
    /**
     * The newest message when a follow-up was planned, or came due, and the follow-up's text. It is due while the
     * thread is not snoozed. A newer reply ends it, and once it is due so does a newer mail of ours.
     */
    followUpOf: integer('follow_up_of'),
    followUpText: text('follow_up_text'),
    /** 1 if we wrote last, the lead wrote before, and nobody declined: it goes quiet with time. */
    canGoQuiet: integer('can_go_quiet').generatedAlwaysAs(
      sql`(box = 'waiting' and last_received_at is not null and opt_out_entry_id is null and coalesce(interest, 0) not between -4 and -1 and coalesce(sorted, '') not in ('unsubscribe', 'bounce', 'not_interested', 'wrong_person', 'auto_reply'))`,
      { mode: 'virtual' },
    ),
    /** Certainty of the rules and the model about `sorted`, 0 to 1; null for rows from before it was stored. */
    sortedCertainty: real('sorted_certainty'),
    /** The person the newest reply refers us to. */
    referralName: text('referral_name'),
    referralEmail: text('referral_email'),
    /** 1 if a correction of a similar reply influenced the result: classified again if that is undone. */
    sortedLeant: integer('sorted_leant').notNull().default(0),
    /** 1 if classified as interested or a meeting, with no label or one that only says the lead was away. */
    suggestedInterest: integer('suggested_interest').generatedAlwaysAs(
      sql`(coalesce(interest, 0) = 0 and coalesce(sorted, '') in ('interested', 'meeting_booked'))`,
      { mode: 'virtual' },
    ),
  },
  (t) => [
    uniqueIndex('inbox_thread_remote').on(t.workspaceId, t.remoteId).where(sql`${t.remoteId} is not null`),
    index('inbox_thread_box').on(t.workspaceId, t.box, t.lastAt),
    index('inbox_thread_box_hot').on(t.workspaceId, t.box, t.heat),
    index('inbox_thread_all_box').on(t.box, t.lastAt),
    index('inbox_thread_all_hot').on(t.box, t.heat),
    index('inbox_thread_newest').on(t.workspaceId, t.lastAt),
    index('inbox_thread_all').on(t.lastAt),
    index('inbox_thread_hot').on(t.heat),
    index('inbox_thread_client_hot').on(t.workspaceId, t.heat),
    // Same terms as in `inbox/inbox/thread-filter.ts`.
    index('inbox_thread_interested')
      .on(t.workspaceId, t.lastAt)
      .where(sql`(${t.labelStage} > 0 or ${t.suggestedInterest} = 1)`),
    index('inbox_thread_account').on(t.workspaceId, t.account).where(sql`${t.account} is not null`),
    index('inbox_thread_campaign').on(t.workspaceId, t.campaignId, t.lastAt).where(sql`${t.campaignId} is not null`),
    // Covers everything that counts of a client that is a part of a workspace need.
    index('inbox_thread_campaign_box')
      .on(t.workspaceId, t.campaignId, t.box, t.unread)
      .where(sql`${t.campaignId} is not null`),
    index('inbox_thread_lead').on(t.workspaceId, t.leadEmail),
    index('inbox_thread_unsorted').on(t.lastReceivedAt).where(sql`${t.sorted} = 'other' or ${t.sortedUnsure} = 1`),
    index('inbox_thread_leant').on(t.lastReceivedAt).where(sql`${t.sortedLeant} = 1`),
    index('inbox_thread_quiet').on(t.workspaceId, t.lastAt).where(sql`${t.canGoQuiet} = 1`),
    // The conversations with the highest heat are recent and not yet quiet: they are skipped without reading their
    // rows.
    index('inbox_thread_quiet_hot').on(t.heat, t.lastAt, t.workspaceId).where(sql`${t.canGoQuiet} = 1`),
    // Same terms as in `inbox/inbox/complete-threads.ts`: conversations without the email they answer.
    index('inbox_thread_bare')
      .on(t.workspaceId, t.lastReceivedAt)
      .where(sql`${t.hasSent} = 0 and ${t.readThroughAt} is null and ${t.remoteId} is not null`),
    index('inbox_thread_follow_up').on(t.workspaceId).where(sql`${t.followUpOf} is not null`),
    index('inbox_thread_snoozed').on(t.snoozedUntil).where(sql`${t.snoozedUntil} is not null`),
    index('inbox_thread_nameless').on(t.lastAt).where(sql`${t.fromName} = '' and ${t.leadEmail} is not null`),
    index('inbox_thread_unread').on(t.workspaceId, t.box).where(sql`${t.unread} > 0`),
  ],
)

/**
 * Number of conversations per folder, maintained by triggers of `inbox_thread`: counting half a million each time takes
 * too long for a figure that is always on screen. `campaign_id` is empty for conversations without a campaign.
 */
export const inboxCount = sqliteTable(
  'inbox_count',
  {
    workspaceId: integer('workspace_id').notNull(),
    campaignId: text('campaign_id').notNull(),
    box: text('box').notNull(),
    threads: integer('threads').notNull().default(0),
    /** Number of these with something unread. */
    unread: integer('unread').notNull().default(0),
    /** Number of these suggested to be interested (`suggested_interest`). */
    suggested: integer('suggested').notNull().default(0),
    /** Number of these in the folder of that name: labelled interested or further, or suggested to be. */
    interested: integer('interested').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.campaignId, t.box] })],
)

/** Number of conversations that can go quiet by the UTC day of their last email, kept by triggers of `inbox_thread`. */
export const inboxQuietDay = sqliteTable(
  'inbox_quiet_day',
  {
    workspaceId: integer('workspace_id').notNull(),
    /** Days since 1970. */
    day: integer('day').notNull(),
    campaignId: text('campaign_id').notNull(),
    threads: integer('threads').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.day, t.campaignId] })],
)

/** A thread that was merged into another, with the id of the remaining one. */
export const inboxThreadJoined = sqliteTable('inbox_thread_joined', {
  id: integer('id').primaryKey(),
  workspaceId: refersTo('workspace_id', () => workspace.id),
  intoId: integer('into_id').notNull(),
})

/**
 * One e-mail of a thread. Ids rise with the time of the mail (milliseconds × 1,024 plus a counter), so that the
 * full-text index returns the newest first without sorting.
 */
export const inboxMessage = sqliteTable(
  'inbox_message',
  {
    id: integer('id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    threadId: refersTo('thread_id', () => inboxThread.id),
    /** Instantly's id; null while the mail is known only from a webhook that had none. */
    remoteId: text('remote_id'),
    direction: text('direction', { enum: ['sent', 'received', 'automatic'] }).notNull(),
    /** Written by hand, not by a campaign. */
    manual: integer('manual').notNull().default(0),
    at: integer('at').notNull(),
    fromAddress: text('from_address').notNull(),
    fromName: text('from_name').notNull(),
    /** Addresses, separated by commas. */
    toList: text('to_list').notNull(),
    ccList: text('cc_list').notNull(),
    replyTo: text('reply_to'),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    html: text('html'),
    account: text('account'),
    campaignId: text('campaign_id'),
    step: text('step'),
    leadEmail: text('lead_email'),
    unread: integer('unread').notNull().default(0),
    remoteUnread: integer('remote_unread'),
    /** JSON: Instantly's description of the attachments. */
    attachments: text('attachments'),
    /** 1 once the API's own copy was read; a webhook brings only the text. */
    complete: integer('complete').notNull(),
    /** Lead, time and words of the webhook that reported it: a repeated webhook adds no second message. */
    hookKey: text('hook_key'),
    /** Term by which the full-text index restricts a search to a client's messages. */
    scope: text('scope').notNull(),
    /** The email's own time, if it counts from another one. */
    ownAt: integer('own_at'),
    /** When Instantly got the email, if that was late. */
    gotAt: integer('got_at'),
    /** 1 if the email names no lead, so that its sender counts as one. */
    leadless: integer('leadless').notNull().default(0),
  },
  (t) => [
    index('inbox_message_thread').on(t.threadId, t.at),
    uniqueIndex('inbox_message_remote').on(t.workspaceId, t.remoteId).where(sql`${t.remoteId} is not null`),
    uniqueIndex('inbox_message_hook').on(t.workspaceId, t.hookKey).where(sql`${t.hookKey} is not null`),
    index('inbox_message_lead').on(t.workspaceId, t.leadEmail, t.at),
    index('inbox_message_manual').on(t.workspaceId, t.at).where(sql`${t.direction} = 'sent' and ${t.manual} = 1`),
  ],
)

/**
 * Something the operator writes: a draft, or a mail being sent. `pending` is committed with the click and held until
 * `leavesAt`; `sent` is committed before the request is sent: a mail found `sent` at start may have been sent and is
 * looked up at Instantly before anything is repeated.
 */
export const inboxSend = sqliteTable(
  'inbox_send',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    threadId: refersTo('thread_id', () => inboxThread.id),
    /** The message answered or forwarded. */
    messageId: integer('message_id').notNull(),
    kind: text('kind', { enum: ['reply', 'forward'] }).notNull(),
    state: text('state', { enum: ['draft', 'pending', 'sent', 'done', 'failed', 'unclear', 'dropped'] }).notNull(),
    idempotencyKey: text('click_id'),
    account: text('account').notNull(),
    /** The recipient as shown to the operator. */
    toList: text('to_list').notNull(),
    ccList: text('cc_list').notNull(),
    bccList: text('bcc_list').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    includeOriginal: integer('include_original').notNull().default(0),
    attachments: text('attachments'),
    createdAt: integer('created_at').notNull(),
    /** While it is `pending`: time until which it is held here and can be undone. Null: it may be sent. */
    leavesAt: integer('leaves_at'),
    sentAt: integer('sent_at'),
    settledAt: integer('settled_at'),
    settledBy: text('settled_by', { enum: ['answer', 'reading', 'operator'] }),
    /** Instantly's id of the sent mail. */
    remoteId: text('remote_id'),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
    /** By how many ms Instantly's clock was ahead when the request was sent. */
    aheadMs: integer('ahead_ms'),
  },
  (t) => [
    index('inbox_send_thread').on(t.threadId, t.state),
    index('inbox_send_workspace').on(t.workspaceId),
    index('inbox_send_held').on(t.leavesAt).where(sql`${t.leavesAt} is not null`),
    // There are few, and Home reads them.
    index('inbox_send_trouble').on(t.state, t.id).where(sql`${t.state} in ('failed', 'unclear')`),
    uniqueIndex('inbox_send_click').on(t.idempotencyKey).where(sql`${t.idempotencyKey} is not null`),
    uniqueIndex('inbox_send_remote').on(t.workspaceId, t.remoteId).where(sql`${t.remoteId} is not null`),
    uniqueIndex('inbox_send_draft').on(t.threadId, t.kind).where(sql`${t.state} = 'draft'`),
  ],
)

/** How far a stream of a client's mails has been read. */
export const inboxCursor = sqliteTable(
  'inbox_cursor',
  {
    workspaceId: refersTo('workspace_id', () => workspace.id),
    stream: text('stream', { enum: ['received', 'manual'] }).notNull(),
    /** Everything Instantly stored from this time on is still to be read, oldest first. */
    watermark: text('watermark').notNull(),
    /** Where reading backwards continues; null once the first mail was reached. */
    backCursor: text('back_cursor'),
    backDone: integer('back_done').notNull().default(0),
    /** When the oldest mail read backwards was stored at Instantly: epoch ms. */
    backAt: integer('back_at'),
    syncedAt: integer('synced_at'),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.stream] })],
)

/** A client's own labels at Instantly, by interest status number. */
export const inboxLabel = sqliteTable(
  'inbox_label',
  {
    workspaceId: refersTo('workspace_id', () => workspace.id),
    value: integer('value').notNull(),
    name: text('name').notNull(),
    tone: text('tone', { enum: ['positive', 'negative', 'neutral'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.value] })],
)

/**
 * The operator's correction of a reply's classification. The reply's words stay in `inbox_message`; similar replies are
 * classified accordingly from then on.
 */
export const inboxCorrection = sqliteTable(
  'inbox_correction',
  {
    messageId: integer('message_id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    threadId: integer('thread_id').notNull(),
    label: text('label').notNull(),
    /** The previous classification. */
    was: text('was').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('inbox_correction_workspace').on(t.workspaceId, t.at)],
)

/**
 * A step on many conversations, of any clients, that takes more than one transaction; its rows are deleted once it is
 * finished. Ids are not reused, so a part never belongs to another step.
 */
export const inboxStep = sqliteTable('inbox_step', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** The act as JSON. */
  act: text('act').notNull(),
  /** 1: it is being undone. */
  undo: integer('undo').notNull(),
  at: integer('at').notNull(),
  /** Conversations changed by a step resumed after the app quit, until undone or accepted. Null: under way. */
  kept: integer('kept'),
})

/** Labels set by a step on many conversations; those not yet sent to Instantly are sent after the next start. */
export const inboxLabelPending = sqliteTable(
  'inbox_label_pending',
  {
    threadId: integer('thread_id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    stepId: refersTo('step_id', () => inboxStep.id),
    /** The label to set, and the previous one: a lead labelled otherwise since keeps that label. Null: none. */
    interest: integer('interest'),
    was: integer('was'),
    /** 1: sent to Instantly; the row is kept for undoing. */
    told: integer('told').notNull(),
  },
  (t) => [
    index('inbox_label_pending_workspace').on(t.workspaceId),
    index('inbox_label_pending_step').on(t.stepId, t.told),
  ],
)

/** Conversations of a step, changed in one transaction. */
export const inboxStepPart = sqliteTable(
  'inbox_step_part',
  {
    id: integer('id').primaryKey(),
    stepId: refersTo('step_id', () => inboxStep.id),
    /** JSON. */
    ids: text('ids').notNull(),
    /** JSON of their previous state, for undoing; null: not done yet. */
    changed: text('changed'),
    isDone: integer('is_done').notNull(),
  },
  (t) => [index('inbox_step_part_step').on(t.stepId, t.id)],
)

/** A text to reply with. `workspace_id` 0: for every client, hence no foreign key. */
export const inboxTemplate = sqliteTable(
  'inbox_template',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    name: text('name').notNull(),
    text: text('text').notNull(),
    removedAt: text('removed_at'),
    /** Replies it is suggested for (it is available for any): those classified so, in this language; null for any. */
    proposedFor: text('proposed_for'),
    language: text('language'),
  },
  (t) => [index('inbox_template_workspace').on(t.workspaceId)],
)

/**
 * The language model the operator connected, its key encrypted like an API key. It belongs to the app itself:
 * `workspace_id` is 0, hence no foreign key.
 */
export const inboxModel = sqliteTable('inbox_model', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  workspaceId: integer('workspace_id').notNull(),
  address: text('address').notNull(),
  model: text('model').notNull(),
  privateNetwork: integer('private_network', { mode: 'boolean' }).notNull(),
  masked: text('masked').notNull(),
  /** Null without a key, and once removed. */
  cipher: blob('cipher', { mode: 'buffer' }),
  protection: text('protection', { enum: ['keyring', 'passphrase'] }).notNull(),
  addedAt: text('added_at').notNull(),
  removedAt: text('removed_at'),
})

/** Every request to a language model, written before it is sent, without its text. `workspace_id` 0 for a test. */
export const inboxModelRequest = sqliteTable(
  'inbox_model_request',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    threadId: integer('thread_id'),
    messageId: integer('message_id'),
    use: text('use', { enum: ['test', 'sort', 'draft'] }).notNull(),
    at: integer('at').notNull(),
    host: text('host').notNull(),
    model: text('model').notNull(),
    /** Length of the whole body sent. */
    characters: integer('characters').notNull(),
    /** The provider's count of tokens in the request and in the answer; null if it returned none. */
    promptTokens: integer('prompt_tokens'),
    completionTokens: integer('completion_tokens'),
    state: text('state', { enum: ['sent', 'done', 'failed'] }).notNull(),
    problemCode: text('problem_code'),
  },
  (t) => [
    index('inbox_model_request_workspace').on(t.workspaceId, t.at),
    index('inbox_model_request_message').on(t.messageId, t.use).where(sql`${t.messageId} is not null`),
  ],
)
