/**
 * All event types. First those of Instantly's guide (webhook events), then other names for them used by older plans, by
 * other lists of Instantly's, and by tools that post in its place. The numbers are stored, so they are never reused.
 */

/** What an event concerns; an event of scope `lead` is invalid without a lead. */
export type EventScope = 'lead' | 'campaign' | 'mailbox' | 'workspace'

/** Columns of a lead's event counts. */
export const counters = ['sent', 'opened', 'clicked', 'replied', 'autoReplied', 'bounced', 'unsubscribed'] as const
export type Counter = (typeof counters)[number]

export const zeroCounts: Readonly<Record<Counter, number>> = {
  sent: 0,
  opened: 0,
  clicked: 0,
  replied: 0,
  autoReplied: 0,
  bounced: 0,
  unsubscribed: 0,
}

type EventTypeDetails = {
  readonly code: number
  readonly scope: EventScope
  readonly counter?: Counter
  /**
   * Occurs at most once per email, so that the email's id identifies the event. Bounces do not: an email may bounce
   * softly and later permanently.
   */
  readonly oncePerMail?: true
  /** Whether the event gives the lead a label, set by the operator or by Instantly's AI. */
  readonly interest?: true
  /** Whether the person must not be contacted again. */
  readonly optOut?: true
}

export const eventTypes = {
  email_sent: { code: 1, scope: 'lead', counter: 'sent', oncePerMail: true },
  email_opened: { code: 2, scope: 'lead', counter: 'opened' },
  link_clicked: { code: 3, scope: 'lead', counter: 'clicked' },
  reply_received: { code: 4, scope: 'lead', counter: 'replied', oncePerMail: true },
  auto_reply_received: { code: 5, scope: 'lead', counter: 'autoReplied', oncePerMail: true },
  email_bounced: { code: 6, scope: 'lead', counter: 'bounced' },
  lead_unsubscribed: { code: 7, scope: 'lead', counter: 'unsubscribed', optOut: true },
  lead_neutral: { code: 8, scope: 'lead', interest: true },
  lead_interested: { code: 9, scope: 'lead', interest: true },
  lead_not_interested: { code: 10, scope: 'lead', interest: true },
  lead_meeting_booked: { code: 11, scope: 'lead', interest: true },
  lead_meeting_completed: { code: 12, scope: 'lead', interest: true },
  lead_closed: { code: 13, scope: 'lead', interest: true },
  lead_out_of_office: { code: 14, scope: 'lead', interest: true },
  lead_wrong_person: { code: 15, scope: 'lead', interest: true },
  lead_no_show: { code: 16, scope: 'lead', interest: true },
  lead_lost: { code: 17, scope: 'lead', interest: true },
  campaign_completed: { code: 18, scope: 'campaign' },
  account_error: { code: 19, scope: 'mailbox' },
  supersearch_enrichment_completed: { code: 20, scope: 'workspace' },
  test_event: { code: 21, scope: 'workspace' },
  // Not in the guide, and without an equivalent there.
  email_spam_report: { code: 22, scope: 'lead', optOut: true },
  lead_completed: { code: 23, scope: 'lead' },
  lead_error: { code: 24, scope: 'lead' },
  campaign_started: { code: 25, scope: 'campaign' },
  campaign_paused: { code: 26, scope: 'campaign' },
} as const satisfies Readonly<Record<string, EventTypeDetails>>

export type KnownEventType = keyof typeof eventTypes
export const knownEventTypes = Object.keys(eventTypes) as readonly KnownEventType[]

/** `label`: a label of the workspace's own, which Instantly sends as its text. `unknown`: an unknown name. */
export type EventType = KnownEventType | 'label' | 'unknown'

/** Returns the properties of a type, in their common type. */
export const eventTypeDetails = (type: KnownEventType): EventTypeDetails => eventTypes[type]

/** Alternative name → our type. */
export const eventAliases: Readonly<Record<string, KnownEventType>> = {
  // Subscribed to as email_link_clicked, received as link_clicked.
  email_link_clicked: 'link_clicked',
  email_clicked: 'link_clicked',
  email_click: 'link_clicked',
  email_open: 'email_opened',
  email_replied: 'reply_received',
  email_reply_received: 'reply_received',
  lead_replied: 'reply_received',
  email_auto_reply_received: 'auto_reply_received',
  auto_reply: 'auto_reply_received',
  email_bounce: 'email_bounced',
  lead_bounced: 'email_bounced',
  email_unsubscribed: 'lead_unsubscribed',
  unsubscribed: 'lead_unsubscribed',
  email_spam_reported: 'email_spam_report',
  email_complained: 'email_spam_report',
  spam_report: 'email_spam_report',
  meeting_booked: 'lead_meeting_booked',
  lead_meeting_scheduled: 'lead_meeting_booked',
  meeting_completed: 'lead_meeting_completed',
  lead_won: 'lead_closed',
  out_of_office: 'lead_out_of_office',
  wrong_person: 'lead_wrong_person',
  no_show: 'lead_no_show',
  campaign_finished: 'campaign_completed',
  campaign_resumed: 'campaign_started',
  campaign_launched: 'campaign_started',
  account_suspended: 'account_error',
  account_disconnected: 'account_error',
  email_account_error: 'account_error',
  webhook_test: 'test_event',
  test: 'test_event',
}

/** Normalises to lower case with single underscores: `Email Clicked` and `email.clicked` become `email_clicked`. */
const nameKey = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.\-:]+/g, '_')

/** Returns whether a name is exactly one of our types. */
export const isEventType = (name: string): name is KnownEventType => Object.hasOwn(eventTypes, name)

/** Returns the type for one of our names or an alternative name. Null for a label or an unknown name. */
export const knownType = (rawType: string): KnownEventType | null => typeOfName(rawType) ?? typeOfName(nameKey(rawType))

const typeOfName = (name: string): KnownEventType | null =>
  isEventType(name) ? name : Object.hasOwn(eventAliases, name) ? (eventAliases[name] ?? null) : null

const typeOfCode = new Map(knownEventTypes.map((type) => [eventTypes[type].code as number, type]))

/** Returns the type stored under a number; null for the numbers of labels and unknown names. */
export const knownTypeOfCode = (code: number): KnownEventType | null => typeOfCode.get(code) ?? null

const counterOfNumber = new Map(
  knownEventTypes.flatMap((type) => {
    const { code, counter } = eventTypeDetails(type)
    return counter ? [[code, counter] as const] : []
  }),
)

/** Returns the counter for the type stored under a number; null for none. */
export const counterOfCode = (code: number): Counter | null => counterOfNumber.get(code) ?? null
