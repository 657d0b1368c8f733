import { z } from 'zod'
import { oneLine } from '../../domain/core/one-line.ts'
import {
  type Referral,
  type ReplyLabel,
  type ReplyLanguage,
  replyLabels,
  replyLanguages,
} from '../../domain/inbox/replies/reply-labels.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { type ClientPartId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { pageInput } from '../core/page.ts'
import type { LabelsRead } from '../events/lead-labels.ts'
import { command, query } from '../route.ts'

/**
 * Folders of the inbox. `waiting`: we wrote last. `noReply`: absences, bounces, opt-outs and a certain no, which nobody
 * answers. `done`: put away. `interested`: labelled interested or further, or suggested to be, wherever they lie.
 * `followUp`: planned follow-ups that are due, and conversations that went quiet after somebody wrote.
 */
export const inboxBoxes = ['answer', 'followUp', 'waiting', 'noReply', 'snoozed', 'done', 'interested', 'all'] as const
export type InboxBox = (typeof inboxBoxes)[number]

/** What a reply can be sorted as, or `quiet` for a conversation nobody answered in, that texts are proposed for. */
export const proposable = [
  'interested',
  'meeting_booked',
  'question',
  'referral',
  'not_now',
  'wrong_person',
  'not_interested',
  'out_of_office',
  'other',
  'quiet',
] as const
export type Proposable = (typeof proposable)[number]

/** What the rules call a reply. */
export const replySorts = replyLabels
export type ReplySort = ReplyLabel

/** Why a thread stands where it does: a rule's name and its points. */
export type ScorePart = { readonly why: string; readonly points: number }

export type InboxThread = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  /** The client its campaign belongs to within the workspace; null: the workspace itself. */
  readonly partId: ClientPartId | null
  readonly leadEmail: string | null
  /** Who it is with: the lead's name, else the sender's, else the address. */
  readonly name: string
  readonly company: string | null
  readonly subject: string
  readonly snippet: string
  readonly campaignId: string | null
  readonly campaignName: string | null
  /** Of the newest message, ISO. */
  readonly lastAt: string
  readonly theirTurn: boolean
  readonly unread: number
  readonly messageCount: number
  /** Instantly's interest status; null for none. */
  readonly interest: number | null
  readonly sorted: ReplySort | null
  /** The reply it is sorted by. */
  readonly sortedMessageId: number | null
  readonly sortedWhy: readonly string[]
  readonly sortedFixed: boolean
  /** Not certain enough to be applied: a suggestion, for the operator to confirm or correct. */
  readonly sortedUnsure: boolean
  /** How certain the category is, 0 to 1; null where the operator or a language model said it. */
  readonly sortedCertainty: number | null
  /** The language model whose label it is; null for the rules, or the operator. */
  readonly sortedModel: string | null
  /** A model reads a wish for no more mail in it: for the operator to judge, nothing was done. */
  readonly modelWish: boolean
  /** Day an absent person is back, YYYY-MM-DD. */
  readonly returnDate: string | null
  /** Whom the newest reply names instead. */
  readonly referral: Referral | null
  readonly score: number
  readonly scoreWhy: readonly ScorePart[]
  readonly assignedTo: string | null
  readonly snoozedUntil: string | null
  readonly archived: boolean
  /** `planned`: snoozed until it is due. `due`: its day has come, its text lies ready. */
  readonly followUp: 'planned' | 'due' | null
  /** An answer or a forward is begun; the text of a follow-up is none. */
  readonly draft: boolean
}

export type InboxAttachment = {
  readonly name: string
  readonly size: number | null
  readonly type: string | null
  readonly url: string | null
}

export type InboxMessage = {
  readonly id: number
  readonly direction: 'sent' | 'received' | 'automatic'
  readonly manual: boolean
  readonly at: string
  readonly fromAddress: string
  readonly fromName: string
  readonly to: string
  readonly cc: string
  readonly subject: string
  /** Always there, made from the HTML where there was no text. */
  readonly text: string
  readonly hasHtml: boolean
  readonly account: string | null
  /** Step and variant of the campaign, from 1; null where it is of none. */
  readonly step: { readonly step: number; readonly variant: number } | null
  readonly unread: boolean
  readonly attachments: readonly InboxAttachment[]
  /** False while only a webhook told of it. */
  readonly complete: boolean
  /** Who a reply to it goes to, and from which mailbox; null where there must be none. */
  readonly answer: { readonly to: string; readonly account: string } | null
}

/** Something written here, and how far it is. `unclear`: it may have gone; only the operator can tell. */
export type InboxSend = {
  readonly id: number
  readonly messageId: number
  readonly kind: 'reply' | 'forward'
  readonly state: 'draft' | 'pending' | 'sent' | 'done' | 'failed' | 'unclear'
  readonly account: string
  readonly to: string
  readonly cc: string
  readonly bcc: string
  readonly subject: string
  readonly text: string
  readonly includeOriginal: boolean
  readonly withAttachments: boolean
  readonly createdAt: string
  /** Until then it is held here and can be undone; null once it may leave. */
  readonly leavesAt: string | null
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
}

/** A mail that waits until it can no longer be undone. */
export type HeldSend = {
  readonly id: number
  readonly threadId: number
  readonly kind: 'reply' | 'forward'
  /** Who the conversation is with; for a forward the recipients. */
  readonly name: string
  readonly leavesAt: string
}

/** What became of a mail that was held. */
export type SendEnd = {
  readonly threadId: number
  readonly name: string
  readonly state: 'done' | 'waiting' | 'failed' | 'unclear'
}

export type LeadContext = {
  readonly leadId: number | null
  readonly jobTitle: string | null
  readonly place: string | null
  readonly website: string | null
  readonly list: { readonly id: number; readonly name: string; readonly file: string; readonly row: number } | null
  /** Values templates may use, by their name without braces. */
  readonly variables: Readonly<Record<string, string>>
  readonly step: { readonly step: number; readonly variant: number } | null
  readonly optedOut: boolean
  /** Other clients of the operator that know this address. */
  readonly otherClients: readonly {
    readonly workspaceId: WorkspaceId
    /** Another part of the same workspace; null: another workspace. */
    readonly partId: ClientPartId | null
    readonly name: string
    readonly colour: number
    /** In a list there, or in a conversation. */
    readonly inList: boolean
    readonly lastMailAt: string | null
  }[]
}

/** What may be written in a conversation, made here from templates and never sent by itself. */
export type InboxProposal = {
  readonly language: ReplyLanguage
  /** Whose words: of the app, or a template of the operator's by its name. */
  readonly template: string | null
  /** To answer with now; null where there is nothing to answer yet. */
  readonly now: string | null
  /** A follow-up, the day it comes due (`YYYY-MM-DD`) and why then. */
  readonly later: {
    readonly on: string
    readonly text: string
    readonly why: 'named' | 'return' | 'quiet' | 'usual'
  } | null
}

/** `own` is null where the client has none, so that the one for all clients is used. */
export type InboxSignature = { readonly own: string | null; readonly used: string }

export type InboxThreadView = {
  readonly thread: InboxThread
  readonly messages: readonly InboxMessage[]
  readonly sends: readonly InboxSend[]
  readonly context: LeadContext
  /** Filled in, for answers of this conversation. */
  readonly signature: string
  /** What templates may use: the lead's fields, and the names of mailbox and client. */
  readonly variables: Readonly<Record<string, string>>
  /** The text of a follow-up that was planned. */
  readonly followUpText: string | null
}

/** Names a label: an interest status of Instantly's, or a client's own. */
export type InboxLabel = {
  readonly value: number
  /** Null for Instantly's own: the window has the words. */
  readonly name: string | null
  readonly tone: 'positive' | 'negative' | 'neutral'
}

/** How far the first reading of mails is, in conversations; `of`: about how many there are, null where nobody knows. */
export type MailsRead =
  | { readonly known: true }
  | { readonly known: false; readonly read: number; readonly of: number | null }

export type InboxCounts = Readonly<Record<Exclude<InboxBox, 'interested'>, number>> & {
  readonly unread: number
  /** People labelled interested or further, as everywhere; null until all labels were synced. */
  readonly interested: number | null
  /** Conversations without a label that Sendoff takes for interest. */
  readonly suggested: number
  readonly labels: LabelsRead
  /** Before all mails were read once, the figures are of those read so far: no screen counts. */
  readonly mails: MailsRead
}

/** Of the last seven days; `medianMs` null without an answer. */
export type ResponseTime = { readonly answers: number; readonly medianMs: number | null }

export type SyncState = {
  readonly running: boolean
  /** When the last reading of the client, or of all clients, came to its end; null before the first. */
  readonly syncedAt: string | null
  /** Clients whose older mails are still being read. */
  readonly readingBack: number
  readonly problem: { readonly workspaceId: WorkspaceId; readonly code: ErrorCode; readonly data: ErrorData } | null
}

/** `workspaceId` null: for every client. `proposedFor`: proposed by itself for replies sorted so, in this language or any. */
export type InboxTemplate = {
  readonly id: number
  readonly workspaceId: WorkspaceId | null
  readonly name: string
  readonly text: string
  readonly proposedFor: Proposable | null
  readonly language: ReplyLanguage | null
}

const minute = z
  .number()
  .int()
  .min(0)
  .max(24 * 60 - 1)

/** No reply is held longer. */
export const mostUndoSeconds = 30

/** How the inbox behaves, for all clients. Minutes of the day are in the computer's own zone. */
export const inboxSettings = z.object({
  /** Minutes between two readings. */
  everyMinutes: z.number().int().min(2).max(240),
  notify: z.boolean(),
  quiet: z.object({ from: minute, to: minute }).nullable(),
  /** Below every answer, where the client has none of its own. `{{accountName}}` is the mailbox's name. */
  signature: z.string().max(2_000),
  /** Days of silence after our mail until a conversation is shown as one to follow up; 0 for never. */
  followUpDays: z.number().int().min(0).max(60),
  /** So long a reply is held here before it leaves, so that it can be undone; 0 for not at all. */
  undoSeconds: z.number().int().min(0).max(mostUndoSeconds),
})
export type InboxSettings = z.infer<typeof inboxSettings>

/** A message's HTML, made safe. */
export type SafeHtml = {
  readonly html: string
  /** Images it wants from elsewhere: addresses as they stand in it. */
  readonly images: readonly string[]
  /** Addresses links lead to, in their order. */
  readonly links: readonly string[]
  /** What was taken out, where that makes it suspicious: shown as text first then. */
  readonly suspicious: boolean
}

const thread = z.object({ threadId: z.number().int().positive() })
const threads = z.object({ threadIds: z.array(z.number().int().positive()).min(1).max(500) })
const message = z.object({ messageId: z.number().int().positive() })
const address = z.string().max(2_000)
const writing = z.object({
  threadId: z.number().int().positive(),
  messageId: z.number().int().positive(),
  kind: z.enum(['reply', 'forward']),
  account: z.string().min(3).max(320),
  /** As shown. A reply is refused where it is not the sender of the message. */
  to: address,
  cc: address.default(''),
  bcc: address.default(''),
  subject: z.string().max(1_000).overwrite(oneLine),
  text: z.string().max(200_000),
  includeOriginal: z.boolean().default(false),
  withAttachments: z.boolean().default(false),
})
export type Writing = z.output<typeof writing>

export type InboxCorrection = {
  readonly messageId: number
  readonly threadId: number
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly words: string
  readonly label: ReplySort
  readonly was: ReplySort
  readonly at: string
  /** False for one with which fewer of the replies held out would be right: nothing leans by it. */
  readonly counts: boolean
}

/** Of the shipped replies nothing was trained with: how many labels of a client are right without corrections, and with them. */
export type CorrectionFigures = {
  readonly workspaceId: WorkspaceId
  readonly of: number
  readonly before: number
  readonly right: number
}

const filter = clientFilter.extend({
  box: z.enum(inboxBoxes).default('answer'),
  order: z.enum(['newest', 'hot']).default('newest'),
  unread: z.boolean().default(false),
  /** Only those whose label, or wish for no more mail, waits to be confirmed. */
  unsure: z.boolean().default(false),
  /** A name, or `*` for anybody. */
  assigned: z.string().max(100).nullable().default(null),
  interest: z.number().int().nullable().default(null),
  sorted: z.enum(replySorts).nullable().default(null),
  campaignId: z.string().max(200).nullable().default(null),
  /** Only those whose newest message is older. */
  before: z.iso.datetime().nullable().default(null),
  search: z.string().max(300).default(''),
})
export type InboxFilter = z.output<typeof filter>

/** Conversations a step is done with: some, or all that match a filter but some. */
const selection = z.union([
  z.object({ threadIds: z.array(z.number().int().positive()).min(1).max(5_000) }),
  z.object({ filter, except: z.array(z.number().int().positive()).max(5_000).default([]) }),
])
export type Selection = z.output<typeof selection>

/** So many at once where each is told to Instantly by a request of its own. */
export const mostByRequest = 500

const bulkAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('read'), read: z.boolean() }),
  z.object({ kind: z.literal('snooze'), until: z.iso.datetime() }),
  z.object({ kind: z.literal('assign'), to: z.string().trim().max(100).nullable() }),
  z.object({ kind: z.literal('label'), interest: z.number().int().nullable() }),
  z.object({ kind: z.literal('optOut') }),
])
export type BulkAct = z.output<typeof bulkAct>

/** What a step did: `count` conversations changed; `left` could not be, the first of them for `problem`. */
export type BulkDone = {
  /** For undoing it, until the app ends. */
  readonly step: number
  readonly count: number
  readonly left: number
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
}

/** A step that an end of the app cut off and that was finished after the next start. */
export type ResumedStep = { readonly id: number; readonly kind: BulkAct['kind']; readonly count: number }
const step = z.object({ step: z.number().int().positive() })

const touches = ['inbox'] as const

/** What a conversation is shown and answered with. */
const ofThread = [
  'labels',
  'workspaces',
  'lists',
  'exports',
  'settings',
  'blocklist',
  'inbox',
  'campaigns',
  'clients',
  'opt_outs',
] as const

export const inbox = {
  /** Threads of one client or all, from the store alone. `total` stops counting at 1,000 in a search. */
  'inbox.threads': query<{ readonly rows: readonly InboxThread[]; readonly total: number }>({
    reads: ['labels', 'lists', 'exports', 'settings', 'blocklist', 'events', 'inbox', 'campaigns', 'clients'],
  })(filter.extend({ page: pageInput.default({ offset: 0, limit: 100 }) })),
  'inbox.counts': query<InboxCounts>({ reads: ['workspaces', 'settings', 'inbox', 'labels', 'campaigns', 'clients'] })(
    clientFilter,
  ),
  /** How long people waited for what was written to them by hand. */
  'inbox.responseTime': query<ResponseTime>({ reads: ['workspaces', 'inbox', 'campaigns', 'clients'] })(clientFilter),
  'inbox.thread': query<InboxThreadView>({ reads: ofThread })(thread),
  /** Reads the whole thread, sent mails too, where that was not done since its last message. */
  'inbox.readThrough': command<{ readonly read: boolean }>({ touches: [] })(thread),
  'inbox.html': query<SafeHtml>({ reads: [] })(message),
  /** Fetches the images a message wants, as `data:` addresses by the address in the message. Tells their servers. */
  'inbox.images': command<Readonly<Record<string, string>>>({ touches: [] })(message),
  /** Here at once, at Instantly soon after. */
  'inbox.markRead': command<void>({ touches })(threads.extend({ read: z.boolean() })),
  'inbox.archive': command<void>({ touches })(threads.extend({ archived: z.boolean() })),
  'inbox.snooze': command<void>({ touches })(threads.extend({ until: z.iso.datetime().nullable() })),
  'inbox.assign': command<void>({ touches })(threads.extend({ to: z.string().trim().max(100).nullable() })),
  /**
   * One step for one or many conversations. `label` and `read` are told to Instantly one by one: `mostByRequest` at most. A
   * label Instantly does not take is not shown here either: `left` counts those, and `problem` says why.
   */
  'inbox.bulk': command<BulkDone>({ touches: ['inbox', 'labels', 'blocklist', 'opt_outs'] })(
    z.object({ selection, act: bulkAct }),
  ),
  /** Undoes a step, where nothing newer came since; gives how many conversations that was. */
  'inbox.undoBulk': command<{ readonly count: number }>({ touches: ['inbox', 'labels', 'blocklist', 'opt_outs'] })(
    step,
  ),
  /** Steps finished after a restart, the newest first, until each is undone or dismissed. */
  'inbox.resumedSteps': query<readonly ResumedStep[]>({ reads: ['inbox'] })(z.object({})),
  /** Undoes one of them; gives how many conversations it had changed. Labels follow at Instantly one by one. */
  'inbox.undoResumed': command<{ readonly count: number }>({ touches: ['inbox', 'labels', 'blocklist', 'opt_outs'] })(
    step,
  ),
  'inbox.dismissResumed': command<void>({ touches })(step),
  /** Campaigns there are conversations of. */
  'inbox.campaigns': query<readonly { readonly id: string; readonly name: string | null }[]>({
    reads: ['exports', 'events', 'inbox', 'campaigns', 'clients'],
  })(clientFilter),
  'inbox.labels': query<readonly InboxLabel[]>({ reads: ['inbox'] })(z.object({ workspaceId: workspaceId.nullable() })),
  /** Accounts of the client that can send an answer, by address. */
  'inbox.senders': query<readonly string[]>({ reads: ['inbox', 'accounts'] })(z.object({ workspaceId })),
  /** What the operator corrected, newest first: replies like these lean that way. */
  'inbox.corrections': query<readonly InboxCorrection[]>({ reads: ['inbox'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** What these do to the labels of each client something was corrected for. */
  'inbox.correctionFigures': query<readonly CorrectionFigures[]>({ reads: ['inbox'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /**
   * Nothing leans by it any more, and replies that did are judged again. The corrected one keeps its label, and so does what
   * the operator said of others.
   */
  'inbox.forgetCorrection': command<void>({ touches: ['inbox', 'blocklist', 'opt_outs'] })(message),
  /**
   * Corrects or confirms what was made of it. An opt-out written down for it is taken off, or added. `messageId`: the reply
   * that was looked at; refused where the conversation is sorted by another by now.
   */
  'inbox.correct': command<InboxThread>({ touches: ['inbox', 'blocklist', 'opt_outs'] })(
    thread.extend({ sorted: z.enum(replySorts), messageId: z.number().int().nullable().optional() }),
  ),
  'inbox.saveDraft': command<InboxSend>({ touches: [] })(writing),
  'inbox.dropDraft': command<void>({ touches })(z.object({ sendId: z.number().int().positive() })),
  /** One click is one mail: the same `idempotencyKey` again is the same mail. */
  'inbox.send': command<InboxSend>({ touches })(writing.extend({ idempotencyKey: z.string().min(8).max(100) })),
  /** Mails held here, those that leave first before. */
  'inbox.held': query<readonly HeldSend[]>({ reads: ['inbox'] })(z.object({})),
  /** Makes a mail that is held a draft again; false where it has left. */
  'inbox.undoSend': command<{ readonly undone: boolean }>({ touches })(
    z.object({ sendId: z.number().int().positive() }),
  ),
  /** Settles one that is unclear or failed: it went, it is to go again, or it is let be. */
  'inbox.settle': command<void>({ touches })(
    z.object({ sendId: z.number().int().positive(), as: z.enum(['went', 'again', 'drop']) }),
  ),
  /** What can be written here, proposed from templates; null where there is nothing to propose. */
  'inbox.proposal': query<InboxProposal | null>({ reads: ofThread })(thread),
  /** Keeps the text and brings the conversation back on that day, as one to follow up. Null takes the plan back. */
  'inbox.followUp': command<void>({ touches })(
    thread.extend({ until: z.iso.datetime().nullable(), text: z.string().max(20_000).default('') }),
  ),
  /** Opens an attachment where Instantly keeps it, in the browser. Only https, never for a demo. */
  'inbox.openAttachment': command<void>({ touches: [] })(message.extend({ index: z.number().int().min(0).max(99) })),
  /** A client's and those for every client; with null only the latter. */
  'inbox.templates': query<readonly InboxTemplate[]>({ reads: ['inbox'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  'inbox.saveTemplate': command<InboxTemplate>({ touches })(
    z.object({
      id: z.number().int().positive().nullable(),
      /** Null: for every client. Of one that is there it can be changed too. */
      workspaceId: workspaceId.nullable(),
      name: z.string().trim().min(1).max(100),
      text: z.string().min(1).max(20_000),
      proposedFor: z.enum(proposable).nullable().default(null),
      language: z.enum(replyLanguages).nullable().default(null),
    }),
  ),
  'inbox.removeTemplate': command<void>({ touches })(z.object({ id: z.number().int().positive() })),
  'inbox.signature': query<InboxSignature>({ reads: ['settings', 'inbox'] })(z.object({ workspaceId })),
  /** A client's own; null for the one of all clients, empty for none. */
  'inbox.saveSignature': command<InboxSignature>({ touches: ['inbox', 'settings'] })(
    z.object({ workspaceId, signature: z.string().max(2_000).nullable() }),
  ),
  'inbox.settings': query<InboxSettings>({ reads: ['settings', 'inbox'] })(z.object({})),
  'inbox.saveSettings': command<InboxSettings>({ touches: ['inbox', 'settings'] })(inboxSettings.partial()),
  /** Reads what is new now, not in a while. */
  'inbox.sync': command<SyncState>({ touches })(z.object({ workspaceId: workspaceId.nullable() })),
  'inbox.syncState': query<SyncState>({ reads: ['inbox'] })(
    z.object({ workspaceId: workspaceId.nullable().default(null) }),
  ),
}
