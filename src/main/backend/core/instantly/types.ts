/** Interface to Instantly for the rest of the backend: typed calls without any HTTP. Implemented in client.ts. */
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import type { InstantlyCalls } from './operations.ts'

/** Who is served first when the rate limit is near. */
export type Priority = 'click' | 'job' | 'poll'

export type RequestContext = {
  readonly workspaceId: WorkspaceId
  readonly priority: Priority
  /** For the audit log: `export 12`, `plan`, `test connection`. */
  readonly requestedBy: string
  readonly signal?: AbortSignal
}

/** Source of API keys. Returns only the workspace's own key: throws INSTANTLY_API_KEY_MISSING or KEYS_LOCKED. */
export type KeySource = {
  secretFor(workspaceId: WorkspaceId): Promise<{ readonly keyId: ApiKeyId; readonly secret: string }>
  /** Called after every answer that says something about the key; `scope` is the one the call needs. */
  report(keyId: ApiKeyId, verdict: KeyStatus, scope?: string): void
}
export type KeyStatus = 'worked' | 'rejected' | 'no_plan' | 'scope_missing'

export type AuditEntry = {
  readonly workspaceId: WorkspaceId | null
  readonly at: string
  readonly requestedBy: string
  readonly method: string
  /** With ids, without query. */
  readonly path: string
  readonly status: number | null
  readonly durationMs: number
  readonly tries: number
  readonly outcome: 'ok' | 'refused' | 'no_answer'
}

export type RemoteCampaign = {
  readonly id: string
  readonly name: string
  readonly status: number
  readonly createdAt: string | null
  /** As returned, for comparisons. */
  readonly raw: Readonly<Record<string, unknown>>
}

export type RemoteLead = {
  readonly id: string
  /** Trimmed and lower-cased. */
  readonly email: string | null
  readonly campaignId: string | null
  readonly createdAt: string | null
}

export type RemoteMailbox = {
  readonly email: string
  readonly name: string
  readonly status: number
  readonly dailyLimit: number | null
  /** Null if Instantly returns none. */
  readonly warmupStatus: number | null
  readonly warmupScore: number | null
  /** The account's own tracking domain; `inactive`: set up, but Instantly does not report it as active. */
  readonly trackingDomain: 'active' | 'inactive' | 'none'
  /** Instantly's own description of the problem; at most 500 characters. */
  readonly message: string | null
  /** Instantly's number of the provider. */
  readonly provider: number | null
  /** Minutes between two emails. */
  readonly sendingGap: number | null
  readonly trackingDomainName: string | null
  readonly setupPending: boolean | null
  /** Epoch ms. */
  readonly warmupSince: number | null
  /** Whether its daily limit is raised step by step. */
  readonly slowRamp: boolean | null
  /** Null if the answer contains no tags at all: only the list of all accounts does. */
  readonly tags: readonly { readonly id: string; readonly label: string }[] | null
}

/** A place for leads at Instantly. */
export type RemotePlace = { readonly kind: 'campaign' | 'list'; readonly id: string }

export type RemoteLeadList = { readonly id: string; readonly name: string }

/** A lead with all fields an operator can set. */
export type FullRemoteLead = {
  readonly id: string
  readonly email: string | null
  readonly status: number
  /** Instantly's own fields by their API names, empty ones left out. */
  readonly fields: Readonly<Record<string, string>>
  /** Custom variables; scalar values only. */
  readonly variables: Readonly<Record<string, string | number | boolean>>
}

/** Status of a lead: whether it would still be written to. */
export type LeadSendState = {
  readonly id: string
  /** Trimmed and lower-cased. */
  readonly email: string | null
  /** Null for a lead in a lead list or in no place. */
  readonly campaignId: string | null
  /** Instantly's number: 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped. */
  readonly status: number
  /** Null: none. */
  readonly interest: number | null
  /** Null: in no subsequence. */
  readonly subsequenceId: string | null
}

/** A lead with the fields gates need. */
export type LeadPlace = {
  readonly id: string
  /** Trimmed and lower-cased; null for a lead without an address. */
  readonly email: string | null
  /** Null for a lead that is in no campaign and no list. */
  readonly place: RemotePlace | null
  /** Epoch ms; null if Instantly does not say. */
  readonly createdAt: number | null
  /** Epoch ms of the last mail to it; 0: mailed at an unknown time; null: never mailed. */
  readonly contactedAt: number | null
  /** Instantly's number of its status. */
  readonly status: number | null
  readonly interest: number | null
  /** Epoch ms of the last change of its interest status; null if Instantly does not say. */
  readonly interestAt: number | null
  /** Whether Instantly's status says that the person unsubscribed. */
  readonly unsubscribed: boolean
  readonly activity: LeadActivity
}

/** Counts of a lead's activity, and last times (epoch ms; null: unknown). */
export type LeadActivity = {
  readonly opened: number
  readonly clicked: number
  /** Instantly does not say whether this includes automatic replies. */
  readonly replied: number
  readonly openedAt: number | null
  readonly clickedAt: number | null
  readonly repliedAt: number | null
}

export type RemoteJob = {
  readonly id: string
  readonly state: 'running' | 'done' | 'failed'
  /** Number of leads a `move-leads` job moved; null if not reported. */
  readonly moved: number | null
}

export type RemoteBlockEntry = { readonly id: string; readonly value: string }

/** Result of Instantly's verification of an address. */
export type RemoteVerification = {
  readonly verdict: 'pending' | 'verified' | 'risky' | 'invalid'
  readonly creditsUsed: number | null
  /** Credits left after the verification. */
  readonly creditsLeft: number | null
}

export type RemoteWorkspace = { readonly id: string; readonly name: string }
export type RemotePlan = {
  readonly planName: string | null
  readonly contactsLimit: number | null
  readonly contactsUsed: number | null
  /** Price in US dollars per `interval`; null if Instantly returns none. */
  readonly priceDollars: number | null
  readonly interval: 'day' | 'week' | 'month' | 'year' | null
  /** Epoch ms: when the paid period ends. */
  readonly periodEndsAt: number | null
}

/** Instantly's counts for one /leads/add. A missing count is 0; a missing `remaining_in_plan` null. */
export type AddLeadsCounts = {
  readonly total_sent: number
  readonly leads_uploaded: number
  readonly in_blocklist: number
  readonly duplicated_leads: number
  readonly skipped_count: number
  readonly invalid_email_count: number
  readonly incomplete_count: number
  readonly duplicate_email_count: number
  readonly remaining_in_plan: number | null
}
export type AddLeadsAnswer = {
  readonly counts: AddLeadsCounts
  /**
   * `index` is the lead's position in the request, `email` the address of the lead Instantly created from it; null if
   * it does not say.
   */
  readonly created: readonly { readonly index: number; readonly id: string; readonly email: string | null }[]
}

/** A mail as returned by Instantly. Addresses are trimmed and lower-cased; times ISO. */
export type RemoteEmail = {
  readonly id: string
  /** When Instantly stored it, by which lists are sorted. */
  readonly createdAt: string
  /** The mail server's time. */
  readonly at: string
  readonly threadId: string | null
  readonly subject: string
  readonly from: string | null
  readonly fromName: string
  readonly to: string
  readonly cc: string
  readonly replyTo: string | null
  readonly text: string | null
  readonly html: string | null
  readonly preview: string | null
  /** 1 by a campaign, 2 received, 3 by hand, 4 scheduled; null if not given. */
  readonly kind: number | null
  readonly automatic: boolean
  readonly campaignId: string | null
  readonly lead: string | null
  readonly account: string | null
  readonly step: string | null
  readonly unread: boolean | null
  readonly interest: number | null
  readonly attachments: readonly {
    readonly name: string
    readonly size: number | null
    readonly type: string | null
    readonly url: string | null
  }[]
}

export type EmailFilter = {
  readonly type?: 'received' | 'manual'
  /** Mails of one thread, or of a lead's address. */
  readonly search?: string
  readonly account?: string
  readonly campaignId?: string
  readonly since?: string
  readonly order: 'asc' | 'desc'
  /** Number of mails per page; the maximum if left out. */
  readonly limit?: number
  /** Only the beginning of each text. */
  readonly preview?: boolean
}

export type ReplyBody = {
  readonly eaccount: string
  readonly reply_to_uuid: string
  readonly subject: string
  readonly body: { readonly html: string; readonly text: string }
  readonly cc_address_email_list?: string
  readonly bcc_address_email_list?: string
}

export type TestMailBody = {
  readonly eaccount: string
  /** Comma-separated. */
  readonly to_address_email_list: string
  readonly subject: string
  readonly body: { readonly html: string }
}

export type ForwardBody = {
  readonly eaccount: string
  readonly reply_to_uuid: string
  readonly to_address_email_list: string
  readonly subject: string
  readonly body?: { readonly html: string; readonly text: string }
  readonly include_original_body?: true
  /** JSON of the original mail's attachments. */
  readonly forwarded_attachments?: string
  readonly cc_address_email_list?: string
  readonly bcc_address_email_list?: string
}

export type RemoteLabel = {
  readonly value: number
  readonly name: string
  readonly tone: 'positive' | 'negative' | 'neutral'
}

/** Request bodies as in the official document (snake_case, closed sets of keys). */
export type CreateCampaignBody = {
  readonly name: string
  readonly campaign_schedule: {
    readonly start_date?: string
    readonly end_date?: string
    readonly schedules: readonly {
      readonly name: string
      readonly timing: { readonly from: string; readonly to: string }
      readonly days: Readonly<Record<'0' | '1' | '2' | '3' | '4' | '5' | '6', boolean>>
      readonly timezone: string
    }[]
  }
  readonly sequences?: readonly {
    readonly steps: readonly {
      readonly type: 'email'
      readonly delay: number
      readonly delay_unit?: 'minutes' | 'hours' | 'days'
      readonly variants: readonly { readonly subject: string; readonly body: string }[]
    }[]
  }[]
  readonly email_list?: readonly string[]
  readonly daily_limit?: number
  readonly open_tracking?: boolean
  readonly link_tracking?: boolean
  readonly stop_on_reply?: boolean
  readonly stop_on_auto_reply?: boolean
  readonly text_only?: boolean
  readonly email_gap?: number
  readonly random_wait_max?: number
  readonly insert_unsubscribe_header?: boolean
}

/**
 * Calls throw AppError: INSTANTLY_API_KEY_*, INSTANTLY_PLAN_INACTIVE, INSTANTLY_SCOPE_MISSING, RATE_LIMIT_EXCEEDED,
 * API_OFFLINE (the request was never sent), API_UNAVAILABLE (reads only, after retries), API_REFUSED (4xx, with
 * Instantly's message), API_ANSWER_UNREADABLE, CAMPAIGN_NOT_FOUND, LEAD_LIST_NOT_FOUND, CANCELLED. A write with an
 * unknown outcome (time-out, reset, 5xx, unreadable answer, cancelled while under way) throws OUTCOME_UNKNOWN and is
 * never retried by the client; a write answered 429, or one that was never sent, is retried by the client. A 4xx page
 * that is not Instantly's JSON (a firewall in between) says nothing about the key: a read throws API_UNAVAILABLE, a
 * write API_REFUSED with `blocked: true`, and in neither case was anything done. Lists are read to their end.
 */
export type Instantly = InstantlyCalls & {
  /** By how many ms Instantly's clock is ahead of ours, from its last answer's Date; 0 until known. */
  clockAheadMs(workspaceId: WorkspaceId): number
  /** The current time by Instantly's clock, epoch ms. */
  now(workspaceId: WorkspaceId): number
  /** Current state of a workspace's limiter. */
  limiterState(workspaceId: WorkspaceId): LimiterState
  /**
   * Reads with a key that is not stored (yet). With a workspace its limiter is shared; without one the probe has its
   * own. Calls are audited like all others; no key status is reported, the caller judges by status and error.
   */
  withKey(secret: string, workspaceId: WorkspaceId | null, requestContext?: ProbeContext): KeyProbe
}

/** By default `requestedBy` is `test connection` and the priority `click`. */
export type ProbeContext = Partial<Pick<RequestContext, 'requestedBy' | 'priority' | 'signal'>>

export type Query = Readonly<Record<string, string>>

/** Reads with one given key, for *Test connection* and the first-key report. Nothing here can write. */
export type KeyProbe = {
  currentWorkspace(): Promise<RemoteWorkspace>
  planDetails(): Promise<RemotePlan>
  mailboxes(): Promise<readonly RemoteMailbox[]>
  campaigns(): Promise<readonly RemoteCampaign[]>
  /**
   * Returns the status Instantly itself gave to one read (path below /api/v2, such as `/campaigns`): 2xx has the scope,
   * 403 lacks it, 401 and 402 concern the key as a whole. `/leads/list` is sent as its POST, with `query` as the body.
   * Throws API_OFFLINE, API_UNAVAILABLE (also for a page of something in between, such as a firewall's 403),
   * RATE_LIMIT_EXCEEDED or CANCELLED when there is no such status. `readProbes` in scopes.ts says what to probe.
   */
  probe(path: string, query?: Query): Promise<number>
  /** Like `probe`, with the answer: parsed JSON, null for an empty answer. */
  readRaw(path: string, query?: Query): Promise<{ readonly status: number; readonly json: unknown }>
}

export type LimiterState = {
  /** Requests currently allowed per second. */
  readonly rate: number
  readonly inFlight: number
  readonly window: number
  /** Set while paused after a 429. */
  readonly pausedUntil: number | null
  readonly callsLast10s: number
  readonly waiting: number
  /** Median of recent answer times; null before the first. */
  readonly answerTimeMs: number | null
  /** Shortest time of a call without a big body; null until known. */
  readonly smallCallMs: number | null
}
