/** Types for what happens in the world over time. Plain data only, because all of it is saved unchanged. */
import type { Campaign, Lead, Mailbox, Workspace } from './world-types.ts'

/** One mail. Mails sent by a campaign have no stored text: it is generated from the copy and the lead. */
export type Message = {
  readonly serial: number
  readonly stamp: number
  /** When the mail server accepted it. */
  readonly at: number
  /** 1 sent by a campaign, 2 received, 3 sent by hand. */
  readonly kind: 1 | 2 | 3
  readonly workspaceSalt: number
  readonly lead: Lead | null
  readonly leadEmail: string
  readonly campaign: Campaign | null
  readonly subsequence: Subsequence | null
  readonly mailbox: string
  /** The first message of its thread; null for that message itself. */
  readonly thread: Message | null
  readonly step: number
  readonly variant: number
  readonly copy: StepCopy | null
  readonly subject: string
  readonly text: string
  readonly html: string | null
  readonly from: string
  readonly to: string
  readonly cc: string | null
  readonly bcc: string | null
  readonly automatic: boolean
  /** Its attachments. Missing in worlds saved before attachments existed. */
  readonly files?: readonly AttachedFile[]
  unread: boolean
  /** The lead's interest status as shown in the inbox, some time after a reply. */
  interest: number | null
  reminder: string | null
  assignedTo: string | null
  gone: boolean
}

/** As in the official document; `error` if Instantly could not store the file, which then has no address. */
export type AttachedFile = {
  readonly filename: string
  readonly size?: number
  readonly type?: string
  readonly url?: string
  readonly error?: string
}

/** A variant of a step, as it was when the mail was sent. */
export type StepCopy = { readonly subject: string; readonly body: string }

export type LeadLife = {
  /** Steps sent so far. */
  step: number
  sentAt: number
  mailbox: Mailbox | null
  variant: number
  /** Mails sent to the lead; the next step may continue the thread of the first. */
  readonly messages: Message[]
  opens: number
  clicks: number
  replies: number
  /** One bit per step: whether the first event of its kind was recorded for that step's mail. */
  openedSteps: number
  clickedSteps: number
  repliedSteps: number
  automaticSteps: number
  openedLast: StepMark | null
  clickedLast: StepMark | null
  repliedLast: StepMark | null
  interestAt: number
  /** Whether it was counted as an opportunity. */
  opportunity: boolean
  /** Interest values that were counted, once each. */
  readonly counted: number[]
  /** Set once AI must no longer change the status. */
  fixedInterest: boolean
  subsequence: Subsequence | null
  subsequenceStep: number
  subsequenceAt: number
}

export type StepMark = { readonly at: number; readonly step: number; readonly variant: number }

export type EventKind =
  | 'email_sent'
  | 'email_opened'
  | 'link_clicked'
  | 'reply_received'
  | 'auto_reply_received'
  | 'email_bounced'
  | 'lead_unsubscribed'
  | 'lead_completed'
  | 'lead_interest'
  | 'campaign_completed'
  | 'account_error'

/** The world's own journal: what really happened, with which every counter and webhook must agree. */
export type LifeEvent = {
  readonly kind: EventKind
  /** When it happened; automatic replies are recognised later, at `knownAt`. */
  readonly at: number
  readonly knownAt: number
  readonly campaign: Campaign | null
  readonly subsequence: Subsequence | null
  readonly lead: Lead | null
  readonly mailbox: string
  readonly step: number
  readonly variant: number
  readonly message: Message | null
  /** Whether it is the first of its kind for the lead in the campaign. */
  readonly isFirst: boolean
  /** Whether it is the first of its kind for the mail of this step. */
  readonly isFirstOfStep: boolean
  /** For `lead_interest`: the new status; null if cleared. */
  readonly interest: number | null
}

export type CountRow = {
  /** Days since 1970, UTC. */
  readonly day: number
  readonly step: number
  readonly variant: number
  readonly mailbox: string
  readonly subsequence: Subsequence | null
  readonly counts: Partial<Record<Counter, number>>
}

export type Counter =
  | 'sent'
  | 'newContacted'
  | 'opened'
  | 'openedUnique'
  | 'openedByStep'
  | 'clicked'
  | 'clickedUnique'
  | 'clickedByStep'
  | 'replied'
  | 'repliedUnique'
  | 'repliedByStep'
  | 'automatic'
  | 'automaticUnique'
  | 'automaticByStep'
  | 'bounced'
  | 'unsubscribed'
  | 'completed'
  | 'opportunities'
  | 'interested'
  | 'meetingBooked'
  | 'meetingCompleted'
  | 'won'

export type FollowUp = { readonly at: number; readonly order: number; readonly lead: Lead; readonly step: number }

export type CampaignLife = {
  readonly rows: Map<string, CountRow>
  /** Leads waiting for a follow-up, by the mailbox that wrote first. */
  readonly followUps: Map<string, FollowUp[]>
  readonly subsequenceDue: FollowUp[]
  /** Index in the campaign's leads from which the next new one is searched. */
  nextNew: number
  newLeadsDay: number
  newLeadsToday: number
  sentDay: number
  sentToday: number
  sentEver: number
  bouncedEver: number
  /** The only valid tick; older ones in the queue are stale. */
  tickOrder: number
  tickAt: number
  lastSentAt: number
  readonly doneDomains: Set<string>
  completedAt: number
}

export type Subsequence = {
  readonly id: string
  readonly stamp: number
  readonly campaign: Campaign
  settings: Record<string, unknown>
  status: number
  leadsUpdatedAt: number
  gone: boolean
}

type DueBase = { readonly at: number; readonly order: number; readonly workspace: Workspace }
type DueOfMail = { readonly lead: Lead; readonly campaign: Campaign; readonly message: Message }

export type Due =
  | (DueBase & { readonly kind: 'tick'; readonly campaign: Campaign })
  | (DueBase & DueOfMail & { readonly kind: 'open' | 'click' | 'bounce' | 'unsubscribe' })
  | (DueBase & DueOfMail & { readonly kind: 'answer'; readonly tone: ReplyTone })
  | (DueBase & DueOfMail & { readonly kind: 'reply'; readonly tone: ReplyTone })
  | (DueBase & DueOfMail & { readonly kind: 'autoReply'; readonly tone: ReplyTone })
  | (DueBase & { readonly kind: 'countAutoReply'; readonly reply: Message })
  | (DueBase & {
      readonly kind: 'interest'
      readonly lead: Lead
      readonly value: number | null
      readonly by: 'ai' | 'operator' | 'api'
    })
  | (DueBase & { readonly kind: 'mailboxRecovers'; readonly mailbox: Mailbox })
  | (DueBase & { readonly kind: 'job'; readonly job: Job })
  | (DueBase & { readonly kind: 'verified'; readonly email: string })

export type ReplyTone =
  | 'interested'
  | 'meeting'
  | 'question'
  | 'not_interested'
  | 'not_now'
  | 'wrong_person'
  | 'unsubscribe'
  | 'out_of_office'
  | 'receipt'

export type Job = {
  readonly id: string
  readonly type: 'move-leads' | 'update-warmup-accounts'
  readonly entityId: string | null
  readonly entityType: 'list' | 'campaign' | 'workspace'
  readonly createdAt: number
  updatedAt: number
  progress: number
  status: 'pending' | 'in-progress' | 'success' | 'failed'
  readonly data: Record<string, unknown>
  readonly work: JobWork
}

export type JobWork =
  | {
      readonly kind: 'move'
      readonly leads: readonly Lead[]
      readonly toCampaign: Campaign | null
      readonly toListId: string | null
      readonly copy: boolean
      readonly skipKnown: boolean
      readonly resetInterest: boolean
    }
  | { readonly kind: 'warmup'; readonly mailboxes: readonly Mailbox[]; readonly on: boolean }

export type Webhook = {
  readonly id: string
  readonly stamp: number
  settings: Record<string, unknown>
  /** 1 active, -1 disabled after failures. */
  status: number
  errorAt: number | null
  failuresInRow: number
}

export type Delivery = {
  readonly id: string
  readonly at: number
  readonly webhook: Webhook
  readonly url: string
  readonly payload: Record<string, unknown>
  readonly leadEmail: string | null
  readonly group: string
  readonly tries: number
  /** Null while it has not been attempted. */
  status: number | null
  error: string | null
  success: boolean
  willRetry: boolean
  nextRetryAt: number | null
  /** For a failed attempt: whether a later one succeeded. */
  retrySuccessful: boolean | null
  tookMs: number
}

export type Outgoing = {
  readonly at: number
  readonly order: number
  readonly webhook: Webhook
  readonly payload: Record<string, unknown>
  readonly leadEmail: string | null
  readonly group: string
  readonly tries: number
  /** The attempts before this one. */
  readonly earlier: readonly Delivery[]
}
