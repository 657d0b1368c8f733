import { z } from 'zod'
import { oneLine } from '../../domain/core/one-line.ts'
import { typedName } from '../../domain/core/typed-name.ts'
import {
  type Referral,
  type ReplyLabel,
  type ReplyLanguage,
  replyLabels,
  replyLanguages,
} from '../../domain/inbox/replies/reply-labels.ts'
import type { Problem } from '../../errors.ts'
import { type ClientPartId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { pageInput } from '../core/page.ts'
import type { LabelsRead } from '../events/lead-labels.ts'
import { command, query } from '../route.ts'

/**
 * Folders of the inbox. `waiting`: we wrote last. `noReply`: absences, bounces, opt-outs and a certain no, which need
 * no answer. `done`: archived. `interested`: labelled, or suggested, as interested or further, in any folder.
 * `followUp`: planned follow-ups that are due, and conversations that went quiet after somebody wrote.
 */
export const inboxBoxes = ['answer', 'followUp', 'waiting', 'noReply', 'snoozed', 'done', 'interested', 'all'] as const
export type InboxBox = (typeof inboxBoxes)[number]

/** Labels of a reply that texts are proposed for, or `quiet` for a conversation in which nobody replied. */
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

/** Labels the rules can give a reply. */
export const replySorts = replyLabels
export type ReplySort = ReplyLabel

/** A reason for the position of a thread: the name of a rule and its points. */
export type ScorePart = { readonly why: string; readonly points: number }

export type InboxThread = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  /** The part of the workspace its campaign belongs to; null for the workspace itself. */
  readonly partId: ClientPartId | null
  readonly leadEmail: string | null
  /** The other person: the lead's name, else the sender's, else the address. */
  readonly name: string
  readonly company: string | null
  readonly subject: string
  readonly snippet: string
  readonly campaignId: string | null
  readonly campaignName: string | null
  /** Time of the newest message, ISO. */
  readonly lastAt: string
  readonly theirTurn: boolean
  readonly unread: number
  readonly messageCount: number
  /** Instantly's interest status; null for none. */
  readonly interest: number | null
  readonly sorted: ReplySort | null
  /** The reply that decides the label. */
  readonly sortedMessageId: number | null
  readonly sortedWhy: readonly string[]
  readonly sortedFixed: boolean
  /** Whether the label is too uncertain to be applied: then a suggestion the operator can confirm or correct. */
  readonly sortedUnsure: boolean
  /** How certain the label is, 0 to 1; null if the operator or a language model set it. */
  readonly sortedCertainty: number | null
  /** The language model that set the label; null if the rules or the operator did. */
  readonly sortedModel: string | null
  /** Whether a model reads an opt-out in it. This is left to the operator; nothing was done. */
  readonly modelWish: boolean
  /** Day an absent person is back, YYYY-MM-DD. */
  readonly returnDate: string | null
  /** The other person that the newest reply refers to. */
  readonly referral: Referral | null
  readonly score: number
  readonly scoreWhy: readonly ScorePart[]
  readonly assignedTo: string | null
  readonly snoozedUntil: string | null
  readonly archived: boolean
  /** `planned`: snoozed until it is due. `due`: its day has come and its text is ready. */
  readonly followUp: 'planned' | 'due' | null
  /** What became of an answer or forward that has not left, the most urgent one; the text of a follow-up does not count. */
  readonly unsent: UnsentState | null
}

/** Being written, waiting for the network or a paused client, not sent, perhaps sent. */
export type UnsentState = 'draft' | 'waiting' | 'failed' | 'unclear'

export type InboxAttachment = {
  readonly name: string
  readonly size: number | null
  readonly type: string | null
  readonly url: string | null
}

export type InboxMessage = {
  readonly id: number
  readonly direction: 'sent' | 'received' | 'automatic'
  readonly at: string
  readonly fromAddress: string
  readonly fromName: string
  readonly to: string
  readonly cc: string
  readonly subject: string
  /** Always set; derived from the HTML if there was no text. */
  readonly text: string
  readonly hasHtml: boolean
  readonly account: string | null
  /** Step and variant of the campaign, from 1; null if the message is not part of a campaign. */
  readonly step: { readonly step: number; readonly variant: number } | null
  readonly unread: boolean
  readonly attachments: readonly InboxAttachment[]
  /** False while the message is known only from a webhook. */
  readonly complete: boolean
  /** The recipient of a reply and the account it is sent from; null if it must not be replied to. */
  readonly answer: { readonly to: string; readonly account: string } | null
}

/** A message written here and its state. `unclear`: it may have been sent; only the operator can tell. */
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
  /** Until this time it is delayed here and can be undone; null once it may be sent. */
  readonly leavesAt: string | null
  readonly problem: Problem | null
}

/** An email delayed until it can no longer be undone. */
export type DelayedSend = {
  readonly id: number
  readonly threadId: number
  readonly kind: 'reply' | 'forward'
  /** The other person of the conversation; for a forward, the recipients. */
  readonly name: string
  readonly leavesAt: string
}

/** The result of a delayed email. */
export type SendEnd = {
  readonly threadId: number
  readonly name: string
  readonly state: 'done' | 'waiting' | 'failed' | 'unclear'
}

export type LeadContext = {
  readonly jobTitle: string | null
  readonly place: string | null
  readonly website: string | null
  readonly list: { readonly id: number; readonly name: string; readonly file: string; readonly row: number } | null
  /** Values for templates, by their name without braces. */
  readonly variables: Readonly<Record<string, string>>
  readonly step: { readonly step: number; readonly variant: number } | null
  readonly optedOut: boolean
  /** Other clients of the operator that have this address. */
  readonly otherClients: readonly {
    readonly workspaceId: WorkspaceId
    /** Another part of the same workspace; null for another workspace. */
    readonly partId: ClientPartId | null
    readonly name: string
    readonly colour: number
    /** Whether it is in a list of that client, rather than only in a conversation. */
    readonly inList: boolean
    readonly lastMailAt: string | null
  }[]
}

/** Text that may be used in a conversation, built here from templates and never sent automatically. */
export type InboxProposal = {
  readonly language: ReplyLanguage
  /** Name of the operator's template it is based on; null for the app's own wording. */
  readonly template: string | null
  /** Text of an answer for now; null if there is nothing to answer yet. */
  readonly now: string | null
  /** A follow-up, the day it is due (`YYYY-MM-DD`) and the reason for that day. */
  readonly later: {
    readonly on: string
    readonly text: string
    readonly why: 'named' | 'return' | 'quiet' | 'usual'
  } | null
}

/** `own` is null if the client has none; the one for all clients is then used. */
export type InboxSignature = { readonly own: string | null; readonly used: string }

export type InboxThreadView = {
  readonly thread: InboxThread
  readonly messages: readonly InboxMessage[]
  readonly sends: readonly InboxSend[]
  readonly context: LeadContext
  /** The signature with values filled in, for answers in this conversation. */
  readonly signature: string
  /** Values for templates: the lead's fields, and the names of account and client. */
  readonly variables: Readonly<Record<string, string>>
  /** The text of a planned follow-up. */
  readonly followUpText: string | null
}

/** A label: one of Instantly's interest statuses, or a client's own. */
export type InboxLabel = {
  readonly value: number
  /** Null for Instantly's own labels, which the window names. */
  readonly name: string | null
  readonly tone: 'positive' | 'negative' | 'neutral'
}

/** Progress of the first sync of emails, in conversations; `of`: approximate total, null if not known. */
export type MailsRead =
  | { readonly known: true }
  | { readonly known: false; readonly read: number; readonly of: number | null }

export type InboxCounts = Readonly<Record<Exclude<InboxBox, 'interested'>, number>> & {
  readonly unread: number
  /** People labelled as interested or further, as on every screen; null until all labels are synced. */
  readonly interested: number | null
  /** Conversations without a label that Sendoff considers interested. */
  readonly suggested: number
  readonly labels: LabelsRead
  /** Until all emails have been read once, the figures cover only those read so far; no screen shows counts then. */
  readonly mails: MailsRead
}

/** Figures of the last seven days; `medianMs` is null if there were no answers. */
export type ResponseTime = { readonly answers: number; readonly medianMs: number | null }

export type SyncState = {
  readonly running: boolean
  /** Time the last sync of the client, or of all clients, finished; null before the first. */
  readonly syncedAt: string | null
  /** Number of clients whose older emails are still being read. */
  readonly readingBack: number
  readonly problem: (Problem & { readonly workspaceId: WorkspaceId }) | null
}

/** `workspaceId` null: for every client. `proposedFor`: proposed for replies of this label, in this language or any. */
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

/** Maximum delay of a reply, in seconds. */
export const maxUndoSeconds = 30

/** Inbox settings for all clients. Minutes of the day are in the computer's own time zone. */
export const inboxSettings = z.object({
  /** Minutes between two syncs. */
  everyMinutes: z.number().int().min(2).max(240),
  notify: z.boolean(),
  quiet: z.object({ from: minute, to: minute }).nullable(),
  /** Appended to every answer if the client has no signature of its own. `{{accountName}}` is the account's name. */
  signature: z.string().max(2_000),
  /** Days of silence after our email until a conversation is shown as one to follow up; 0 for never. */
  followUpDays: z.number().int().min(0).max(60),
  /** Seconds a reply is delayed before it is sent, so that it can be undone; 0 for no delay. */
  undoSeconds: z.number().int().min(0).max(maxUndoSeconds),
})
export type InboxSettings = z.infer<typeof inboxSettings>

/** A message's sanitised HTML. */
export type SafeHtml = {
  readonly html: string
  /** Remote images it requests: URLs as they appear in it. */
  readonly images: readonly string[]
  /** URLs of its links, in order. */
  readonly links: readonly string[]
  /** Whether something suspicious was removed; the message is then shown as text first. */
  readonly suspicious: boolean
}

const thread = z.object({ threadId: z.number().int().positive() })
/** When the conversation would have come back, or was done. Epoch ms. */
const replacedByPlan = z.object({
  snoozedUntil: z.number().int().nullable(),
  archivedAt: z.number().int().nullable(),
})
export type ReplacedByPlan = z.infer<typeof replacedByPlan>
const threads = z.object({ threadIds: z.array(z.number().int().positive()).min(1).max(500) })
const message = z.object({ messageId: z.number().int().positive() })
const address = z.string().max(2_000)
const writing = z.object({
  threadId: z.number().int().positive(),
  messageId: z.number().int().positive(),
  kind: z.enum(['reply', 'forward']),
  account: z.string().min(3).max(320),
  /** As shown. A reply is refused if this is not the sender of the message. */
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
  /** False if fewer held-out replies would be labelled correctly with it; it then has no effect on labels. */
  readonly counts: boolean
}

/** How many of the shipped replies not used for training are labelled correctly without and with corrections. */
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
  /** Only conversations whose label or opt-out waits to be confirmed. */
  unsure: z.boolean().default(false),
  /** A name, or `*` for anybody. */
  assigned: z.string().max(100).nullable().default(null),
  interest: z.number().int().nullable().default(null),
  sorted: z.enum(replySorts).nullable().default(null),
  campaignId: z.string().max(200).nullable().default(null),
  /** Only conversations whose newest message is older. */
  before: z.iso.datetime().nullable().default(null),
  search: z.string().max(300).default(''),
})
export type InboxFilter = z.output<typeof filter>

/** The conversations an action applies to: individual ones, or all that match a filter except some. */
const selection = z.union([
  z.object({ threadIds: z.array(z.number().int().positive()).min(1).max(5_000) }),
  z.object({ filter, except: z.array(z.number().int().positive()).max(5_000).default([]) }),
])
export type Selection = z.output<typeof selection>

/** Maximum number at once for changes that need a separate request to Instantly for each conversation. */
export const maxSeparateRequests = 500

const bulkAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('read'), read: z.boolean() }),
  z.object({ kind: z.literal('snooze'), until: z.iso.datetime() }),
  z.object({ kind: z.literal('assign'), to: z.string().trim().max(100).nullable() }),
  z.object({ kind: z.literal('label'), interest: z.number().int().nullable() }),
  z.object({ kind: z.literal('optOut') }),
])
export type BulkAction = z.output<typeof bulkAct>

/** Result of an action: `count` conversations were changed; `left` could not be, the first because of `problem`. */
export type BulkResult = {
  /** Id for undoing the action, valid until the app ends. */
  readonly step: number
  readonly count: number
  readonly left: number
  readonly problem: Problem | null
}

/** An action that was interrupted when the app ended and was finished after the next start. */
export type ResumedStep = { readonly id: number; readonly kind: BulkAction['kind']; readonly count: number }
const step = z.object({ step: z.number().int().positive() })

const touches = ['inbox'] as const

/** Topics that the view of a conversation and its answers depend on. */
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
  /** Returns threads of one client or of all, from the store only. In a search, `total` stops counting at 1,000. */
  'inbox.threads': query<{ readonly rows: readonly InboxThread[]; readonly total: number }>({
    reads: ['labels', 'lists', 'exports', 'settings', 'blocklist', 'events', 'inbox', 'campaigns', 'clients'],
  })(filter.extend({ page: pageInput.default({ offset: 0, limit: 100 }) })),
  'inbox.counts': query<InboxCounts>({ reads: ['workspaces', 'settings', 'inbox', 'labels', 'campaigns', 'clients'] })(
    clientFilter,
  ),
  /** Returns how long people waited for a manually written answer. */
  'inbox.responseTime': query<ResponseTime>({ reads: ['workspaces', 'inbox', 'campaigns', 'clients'] })(clientFilter),
  'inbox.thread': query<InboxThreadView>({ reads: ofThread })(thread),
  /** Reads the whole thread, including sent emails, if that has not been done since its last message. */
  'inbox.readThrough': command<{ readonly read: boolean }>({ touches: [] })(thread),
  'inbox.html': query<SafeHtml>({ reads: [] })(message),
  /**
   * Fetches the images a message requests and returns them as `data:` URLs, keyed by the URL in the message. The image
   * servers learn that it was opened.
   */
  'inbox.images': command<Readonly<Record<string, string>>>({ touches: [] })(message),
  /** Takes effect here immediately, at Instantly soon afterwards. */
  'inbox.markRead': command<void>({ touches })(threads.extend({ read: z.boolean() })),
  'inbox.archive': command<void>({ touches })(threads.extend({ archived: z.boolean() })),
  'inbox.snooze': command<void>({ touches })(threads.extend({ until: z.iso.datetime().nullable() })),
  'inbox.assign': command<void>({ touches })(threads.extend({ to: z.string().trim().max(100).nullable() })),
  /**
   * Performs an action on one or many conversations. `label` and `read` are sent to Instantly one by one: at most
   * `maxSeparateRequests`. A label that Instantly refuses is not shown here either: `left` counts those, and `problem` has
   * the reason.
   */
  'inbox.bulk': command<BulkResult>({ touches: ['inbox', 'labels', 'blocklist', 'opt_outs'] })(
    z.object({ selection, act: bulkAct }),
  ),
  /** Undoes an action where nothing newer has happened since; returns the number of conversations. */
  'inbox.undoBulk': command<{ readonly count: number }>({ touches: ['inbox', 'labels', 'blocklist', 'opt_outs'] })(
    step,
  ),
  /** Returns actions finished after a restart, newest first, until each is undone or dismissed. */
  'inbox.resumedSteps': query<readonly ResumedStep[]>({ reads: ['inbox'] })(z.object({})),
  /** Undoes one of these actions; returns how many conversations it changed. Labels go back at Instantly one by one. */
  'inbox.undoResumed': command<{ readonly count: number }>({ touches: ['inbox', 'labels', 'blocklist', 'opt_outs'] })(
    step,
  ),
  'inbox.dismissResumed': command<void>({ touches })(step),
  /** Returns the campaigns that have conversations. */
  'inbox.campaigns': query<readonly { readonly id: string; readonly name: string | null }[]>({
    reads: ['exports', 'events', 'inbox', 'campaigns', 'clients'],
  })(clientFilter),
  'inbox.labels': query<readonly InboxLabel[]>({ reads: ['inbox'] })(z.object({ workspaceId: workspaceId.nullable() })),
  /** Returns the client's accounts that can send an answer, by address. */
  'inbox.senders': query<readonly string[]>({ reads: ['inbox', 'accounts'] })(z.object({ workspaceId })),
  /** Returns the operator's corrections, newest first. They influence the labels of similar replies. */
  'inbox.corrections': query<readonly InboxCorrection[]>({ reads: ['inbox'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Returns the effect of the corrections on the labels of each client that has any. */
  'inbox.correctionFigures': query<readonly CorrectionFigures[]>({ reads: ['inbox'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /**
   * Removes a correction; replies it influenced are labelled again. The corrected reply keeps its label, and so do
   * others the operator labelled.
   */
  'inbox.forgetCorrection': command<void>({ touches: ['inbox', 'blocklist', 'opt_outs'] })(message),
  /**
   * Corrects or confirms the label of a reply. An opt-out recorded for it is removed or added. `messageId`: the reply
   * that was on screen; refused if another reply has since become the one that decides the label.
   */
  'inbox.correct': command<InboxThread>({ touches: ['inbox', 'blocklist', 'opt_outs'] })(
    thread.extend({ sorted: z.enum(replySorts), messageId: z.number().int().nullable().optional() }),
  ),
  'inbox.saveDraft': command<InboxSend>({ touches: [] })(writing),
  'inbox.dropDraft': command<void>({ touches })(z.object({ sendId: z.number().int().positive() })),
  /** Sends an email. Idempotent: requests with the same `idempotencyKey` send only one email. */
  'inbox.send': command<InboxSend>({ touches })(writing.extend({ idempotencyKey: z.string().min(8).max(100) })),
  /** Returns the delayed emails, in sending order. */
  'inbox.held': query<readonly DelayedSend[]>({ reads: ['inbox'] })(z.object({})),
  /** Turns a delayed, waiting or failed email back into a draft; `undone` is false if it was or may have been sent. */
  'inbox.undoSend': command<{ readonly undone: boolean }>({ touches })(
    z.object({ sendId: z.number().int().positive() }),
  ),
  /** Settles an unclear or failed email: sent, sent again, or dropped. `restore` undoes dropping, sending nothing. */
  'inbox.settle': command<void>({ touches })(
    z.object({ sendId: z.number().int().positive(), as: z.enum(['went', 'again', 'drop', 'restore']) }),
  ),
  /** Returns a text proposed from templates for this conversation; null if there is none. */
  'inbox.proposal': query<InboxProposal | null>({ reads: ofThread })(thread),
  /**
   * Stores the text and brings the conversation back on that day as one to follow up. Null removes the plan. Returns
   * what the plan replaces; removing the plan with it undoes it.
   */
  'inbox.followUp': command<ReplacedByPlan>({ touches })(
    thread.extend({
      until: z.iso.datetime().nullable(),
      text: z.string().max(20_000).default(''),
      back: replacedByPlan.optional(),
    }),
  ),
  /** Opens an attachment from Instantly's storage in the browser. Only https, and never for a demo. */
  'inbox.openAttachment': command<void>({ touches: [] })(message.extend({ index: z.number().int().min(0).max(99) })),
  /** Returns a client's templates and those for every client; with null, only the latter. */
  'inbox.templates': query<readonly InboxTemplate[]>({ reads: ['inbox'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  'inbox.saveTemplate': command<InboxTemplate>({ touches })(
    z.object({
      id: z.number().int().positive().nullable(),
      /** Null: for every client. Can also be changed for an existing template. */
      workspaceId: workspaceId.nullable(),
      name: typedName(100),
      text: z.string().min(1).max(20_000),
      proposedFor: z.enum(proposable).nullable().default(null),
      language: z.enum(replyLanguages).nullable().default(null),
    }),
  ),
  'inbox.removeTemplate': command<void>({ touches })(z.object({ id: z.number().int().positive() })),
  'inbox.signature': query<InboxSignature>({ reads: ['settings', 'inbox'] })(z.object({ workspaceId })),
  /** Saves a client's own signature; null to use the one for all clients, empty for none. */
  'inbox.saveSignature': command<InboxSignature>({ touches: ['inbox', 'settings'] })(
    z.object({ workspaceId, signature: z.string().max(2_000).nullable() }),
  ),
  'inbox.settings': query<InboxSettings>({ reads: ['settings', 'inbox'] })(z.object({})),
  'inbox.saveSettings': command<InboxSettings>({ touches: ['inbox', 'settings'] })(inboxSettings.partial()),
  /** Checks for new emails now instead of at the next interval. */
  'inbox.sync': command<SyncState>({ touches })(z.object({ workspaceId: workspaceId.nullable() })),
  'inbox.syncState': query<SyncState>({ reads: ['inbox'] })(
    z.object({ workspaceId: workspaceId.nullable().default(null) }),
  ),
}
