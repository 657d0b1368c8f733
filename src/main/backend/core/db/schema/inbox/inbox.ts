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
    /** Instantly's id; null while only a webhook told of the thread. */
    remoteId: text('remote_id'),
    /** Trimmed, lower-cased. */
    leadEmail: text('lead_email'),
    campaignId: text('campaign_id'),
    account: text('account'),
    /** The name in the sender of the newest received mail. */
    fromName: text('from_name').notNull().default(''),
    subject: text('subject').notNull(),
    /** First words of the newest message. */
    snippet: text('snippet').notNull(),
    lastAt: integer('last_at').notNull(),
    lastReceivedAt: integer('last_received_at'),
    /** Where it lies: kept with every change, so that counts and pages are read from an index. */
    box: text('box', { enum: ['answer', 'waiting', 'noReply', 'snoozed', 'done'] }).notNull(),
    /** Whether the newest message is theirs. */
    theirTurn: integer('their_turn').notNull(),
    /** Received messages nobody has read. */
    unread: integer('unread').notNull().default(0),
    messageCount: integer('message_count').notNull().default(0),
    /** The lead's label and what it means, as `lead_label` has them; and the label emails showed last: a change is news. */
    interest: integer('interest'),
    labelStage: integer('label_stage').notNull().default(0),
    remoteInterest: integer('remote_interest'),
    /** What the rules make of the newest reply: label, reasons and a return date as JSON; `fixed`: the operator said. */
    sorted: text('sorted'),
    sortedWhy: text('sorted_why'),
    sortedFixed: integer('sorted_fixed').notNull().default(0),
    sortedMessageId: integer('sorted_message_id'),
    returnDate: text('return_date'),
    /** The opt-out written down for this thread (`opt_out`), certain or not. */
    optOutEntryId: integer('opt_out_entry_id'),
    /** Points without recency, and the order they give together with it (`src/main/backend/inbox/inbox/score.ts`). */
    score: integer('score').notNull().default(0),
    scoreWhy: text('score_why').notNull().default('[]'),
    heat: real('heat').notNull().default(0),
    assignedTo: text('assigned_to'),
    snoozedUntil: integer('snoozed_until'),
    archivedAt: integer('archived_at'),
    /** Until when the whole thread, sent mails too, was read from Instantly. */
    readThroughAt: integer('read_through_at'),
    /** 1 where an email of ours is in it. */
    hasSent: integer('has_sent').notNull().default(0),
    /** 1 where the rules found weak signs only. */
    sortedUnsure: integer('sorted_unsure').notNull().default(0),
    /** The language model whose label it is; null for the rules or the operator. */
    sortedModel: text('sorted_model'),
    /** The reply a model was asked about, and whether it read a wish for no more mail in it. */
    modelMessageId: integer('model_message_id'),
    modelWish: integer('model_wish').notNull().default(0),
    /**
     * The newest message when a follow-up was planned, or came due, and its text. It is due while it is not snoozed. A newer
     * reply ends it, and once it is due a newer mail of ours does too.
     */
    followUpOf: integer('follow_up_of'),
    followUpText: text('follow_up_text'),
    /** 1 where we wrote last, they wrote before, and nobody said no: with time it goes quiet. */
    canGoQuiet: integer('can_go_quiet').generatedAlwaysAs(
      sql`(box = 'waiting' and last_received_at is not null and opt_out_entry_id is null and coalesce(interest, 0) not between -4 and -1 and coalesce(sorted, '') not in ('unsubscribe', 'bounce', 'not_interested', 'wrong_person', 'auto_reply'))`,
      { mode: 'virtual' },
    ),
    /** How certain the rules and the model are of `sorted`, 0 to 1; null before it was kept. */
    sortedCertainty: real('sorted_certainty'),
    /** Whom the newest reply names instead. */
    referralName: text('referral_name'),
    referralEmail: text('referral_email'),
    /** 1 where a correction of a reply like it had a say: it is judged again when that one is taken back. */
    sortedLeant: integer('sorted_leant').notNull().default(0),
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
    // Term by term as in `inbox/inbox/queries.ts`: labelled interested or further, or suggested to be.
    index('inbox_thread_interested')
      .on(t.workspaceId, t.lastAt)
      .where(sql`(${t.labelStage} > 0 or (${t.interest} is null and ${t.sorted} in ('interested', 'meeting_booked')))`),
    index('inbox_thread_suggested')
      .on(t.workspaceId, t.campaignId)
      .where(sql`${t.interest} is null and ${t.sorted} in ('interested', 'meeting_booked')`),
    index('inbox_thread_account').on(t.workspaceId, t.account).where(sql`${t.account} is not null`),
    index('inbox_thread_campaign').on(t.workspaceId, t.campaignId, t.lastAt).where(sql`${t.campaignId} is not null`),
    // What counts of a client that is a part of a workspace need, all of it.
    index('inbox_thread_campaign_box')
      .on(t.workspaceId, t.campaignId, t.box, t.unread)
      .where(sql`${t.campaignId} is not null`),
    index('inbox_thread_lead').on(t.workspaceId, t.leadEmail),
    index('inbox_thread_unsorted').on(t.lastReceivedAt).where(sql`${t.sorted} = 'other' or ${t.sortedUnsure} = 1`),
    index('inbox_thread_leant').on(t.lastReceivedAt).where(sql`${t.sortedLeant} = 1`),
    index('inbox_thread_quiet').on(t.workspaceId, t.lastAt).where(sql`${t.canGoQuiet} = 1`),
    // The hottest were written lately and went not quiet yet: they are passed over without looking at their rows.
    index('inbox_thread_quiet_hot').on(t.heat, t.lastAt, t.workspaceId).where(sql`${t.canGoQuiet} = 1`),
    // Term by term as in `inbox/inbox/whole-threads.ts`: conversations without the email they answer.
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
 * How many conversations lie where, kept by triggers of `inbox_thread`: counting half a million anew takes too long for
 * a figure that is always on the screen. `campaign_id` is empty for those of none.
 */
export const inboxCount = sqliteTable(
  'inbox_count',
  {
    workspaceId: integer('workspace_id').notNull(),
    campaignId: text('campaign_id').notNull(),
    box: text('box').notNull(),
    threads: integer('threads').notNull().default(0),
    /** Of them, with something unread. */
    unread: integer('unread').notNull().default(0),
    /** Of them, without a label and taken for interest. */
    suggested: integer('suggested').notNull().default(0),
    /** Of them, in the folder of that name: labelled interested or further, or suggested to be. */
    interested: integer('interested').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.campaignId, t.box] })],
)

/** How many conversations that can go quiet had their last email on which UTC day, kept by triggers of `inbox_thread`. */
export const inboxQuietDay = sqliteTable(
  'inbox_quiet_day',
  {
    workspaceId: integer('workspace_id').notNull(),
    /** Since 1970. */
    day: integer('day').notNull(),
    campaignId: text('campaign_id').notNull(),
    threads: integer('threads').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.day, t.campaignId] })],
)

/** A thread that went into another: it leads to the one that is left. */
export const inboxThreadJoined = sqliteTable('inbox_thread_joined', {
  id: integer('id').primaryKey(),
  workspaceId: refersTo('workspace_id', () => workspace.id),
  intoId: integer('into_id').notNull(),
})

/**
 * One e-mail of a thread. Ids rise with the time of the mail (milliseconds × 1,024 and a counter), so that the
 * full-text index gives the newest first without sorting.
 */
export const inboxMessage = sqliteTable(
  'inbox_message',
  {
    id: integer('id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    threadId: refersTo('thread_id', () => inboxThread.id),
    /** Instantly's id; null while only a webhook without one told of it. */
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
    /** JSON: what Instantly says of the attachments. */
    attachments: text('attachments'),
    /** 1 once the API's own copy was seen; a webhook brings the text only. */
    complete: integer('complete').notNull(),
    /** Lead, time and words of the webhook that told of it: the same one again is no second message. */
    hookKey: text('hook_key'),
    /** What the full-text index finds a client's messages by. */
    scope: text('scope').notNull(),
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
 * Something the operator writes: a draft, or on its way. `pending` is committed with the click and held until `leavesAt`,
 * `sent` before the request leaves: one found so at start may have gone, and is looked for at Instantly before anything is repeated.
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
    /** The recipient as it was shown. */
    toList: text('to_list').notNull(),
    ccList: text('cc_list').notNull(),
    bccList: text('bcc_list').notNull(),
    subject: text('subject').notNull(),
    text: text('text').notNull(),
    includeOriginal: integer('include_original').notNull().default(0),
    attachments: text('attachments'),
    createdAt: integer('created_at').notNull(),
    /** While it is `pending`: it is held here until then, and can be undone. Null: it may leave. */
    leavesAt: integer('leaves_at'),
    sentAt: integer('sent_at'),
    settledAt: integer('settled_at'),
    settledBy: text('settled_by', { enum: ['answer', 'reading', 'operator'] }),
    /** Instantly's id of the mail it became. */
    remoteId: text('remote_id'),
    problemCode: text('problem_code'),
    problemData: text('problem_data', { mode: 'json' }),
    /** By how much Instantly's clock was ahead when it left, in ms. */
    aheadMs: integer('ahead_ms'),
  },
  (t) => [
    index('inbox_send_thread').on(t.threadId, t.state),
    index('inbox_send_workspace').on(t.workspaceId),
    index('inbox_send_held').on(t.leavesAt).where(sql`${t.leavesAt} is not null`),
    // Few, and asked for by Home.
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
    /** Everything Instantly stored from here on is still to be read, oldest first. */
    watermark: text('watermark').notNull(),
    /** Where reading backwards goes on; null once the first mail was reached. */
    backCursor: text('back_cursor'),
    backDone: integer('back_done').notNull().default(0),
    /** When the oldest mail read backwards was stored: epoch ms. */
    backAt: integer('back_at'),
    syncedAt: integer('synced_at'),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.stream] })],
)

/** A client's own labels at Instantly, by the number an interest status has. */
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

/** What the operator said a reply really is. Its words stay in `inbox_message`; replies like it lean that way from then on. */
export const inboxCorrection = sqliteTable(
  'inbox_correction',
  {
    messageId: integer('message_id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    threadId: integer('thread_id').notNull(),
    label: text('label').notNull(),
    /** What it had been taken for. */
    was: text('was').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('inbox_correction_workspace').on(t.workspaceId, t.at)],
)

/**
 * A step for many conversations, of whatever clients, that takes more than one transaction; its rows are gone once it is
 * over. Numbers are not given again: a part of a step belongs to no other.
 */
export const inboxStep = sqliteTable('inbox_step', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** JSON of the act. */
  act: text('act').notNull(),
  /** 1: it is being undone. */
  undo: integer('undo').notNull(),
  at: integer('at').notNull(),
  /** How many it changed, of one that went on after an end of the app and waits to be undone or let be. Null: under way. */
  kept: integer('kept'),
})

/** Labels of a step for many conversations: what an end of the app leaves untold is told after it. */
export const inboxLabelPending = sqliteTable(
  'inbox_label_pending',
  {
    threadId: integer('thread_id').primaryKey(),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    stepId: refersTo('step_id', () => inboxStep.id),
    /** The label to give, and the one it had: who was labelled otherwise since keeps that. Null: none. */
    interest: integer('interest'),
    was: integer('was'),
    /** 1: Instantly knows; the row is the way back. */
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
    /** JSON of how they were, for the way back; null: not done yet. */
    changed: text('changed'),
    isDone: integer('is_done').notNull(),
  },
  (t) => [index('inbox_step_part_step').on(t.stepId, t.id)],
)

/** A text to answer with. `workspace_id` 0: for every client, hence no foreign key. */
export const inboxTemplate = sqliteTable(
  'inbox_template',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    name: text('name').notNull(),
    text: text('text').notNull(),
    removedAt: text('removed_at'),
    /** What it is proposed for, besides being there to choose: replies sorted so, in this language; null for any. */
    proposedFor: text('proposed_for'),
    language: text('language'),
  },
  (t) => [index('inbox_template_workspace').on(t.workspaceId)],
)

/**
 * The language model the operator connected, its key encrypted like an API key. Of the app itself: `workspace_id` is 0,
 * hence no foreign key.
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

/** Every request to a language model: written before it leaves. `workspace_id` 0 for a test. Never its text. */
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
    /** Of the whole body that left. */
    characters: integer('characters').notNull(),
    /** As the provider counts what left and what it answered; null where it does not say. */
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
