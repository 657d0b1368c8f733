/** Interface to Instantly for the rest of the backend: typed calls without any HTTP. Implemented in client.ts. */
import type { AuditCall } from '#shared/contract/clients/activity.ts'
import type { RequestedBy } from '#shared/contract/clients/requesters.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import type { InstantlyCalls } from './operations.ts'
import type { RemoteCampaign, RemoteMailbox, RemotePlan, RemoteWorkspace } from './schemas.ts'

export type * from './schemas.ts'

/** Who is served first when the rate limit is near. */
export type Priority = 'click' | 'job' | 'poll'

export type RequestContext = {
  readonly workspaceId: WorkspaceId
  readonly priority: Priority
  /** For the audit log: `export 12`, `plan`, `test connection`. */
  readonly requestedBy: RequestedBy
  readonly signal?: AbortSignal
}

export type WorkspaceKey = { readonly keyId: ApiKeyId; readonly secret: string }

/** Source of API keys. Returns only the workspace's own key: throws INSTANTLY_API_KEY_MISSING or KEYS_LOCKED. */
export type KeySource = {
  /** `scope`: the one the call needs, as a workspace may have a key for some calls and another one for others. */
  secretFor(workspaceId: WorkspaceId, scope?: string): Promise<WorkspaceKey>
  /** Called after every answer that says something about the key; `scope` is the one the call needs. */
  report(keyId: ApiKeyId, verdict: KeyStatus, scope?: string): void
}
export type KeyStatus = 'worked' | 'rejected' | 'no_plan' | 'scope_missing'

/** A call for the record of calls; its path has ids, but no query. */
export type AuditEntry = Omit<AuditCall, 'id' | 'workspaceName'>

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
 * never retried by the client; one that was never sent is. A write answered 429, or 403 with a page that is not
 * Instantly's JSON (a firewall in between), may have been carried out all the same: it is retried unless its
 * `mayRepeat` objects, which throws OUTCOME_UNKNOWN. Such a page says nothing about the key: in the end a read throws
 * API_UNAVAILABLE, a write API_REFUSED with `blocked: true`. Lists are read to their end.
 */
export type Instantly = InstantlyCalls & {
  /** By how many ms Instantly's clock is ahead of ours, from its last answer's Date; 0 until known. */
  clockAheadMs(workspaceId: WorkspaceId): number
  /** The current time by Instantly's clock, epoch ms. */
  now(workspaceId: WorkspaceId): number
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

/** A tag assigned to a campaign. */
export type TagMapping = { readonly tagId: string; readonly campaignId: string }

/** Fields of a campaign by Instantly's names. */
export type CampaignFields = Readonly<Record<string, unknown>>

/** Fields of an account by Instantly's names. */
export type MailboxFields = {
  readonly daily_limit?: number
  readonly sending_gap?: number
  readonly tracking_domain_name?: string
  readonly remove_tracking_domain?: true
}

/** Which leads of a campaign: all, some by id (at most 100), or those in one of Instantly's filters. */
export type PlacedFilter = {
  readonly campaignId: string
  readonly ids?: readonly string[]
  readonly filter?: string
}

/** Body of `POST /webhooks`, as in the official document. */
export type WebhookBody = {
  readonly target_hook_url: string
  readonly event_type: 'all_events'
  readonly name?: string
  readonly campaign?: null
  readonly headers: Readonly<Record<string, string>>
}

export type DaySpan = { readonly from: string; readonly to: string }

/** Mails of a kind that were stored in a period; epoch ms, null for an open end. */
export type MailQuery = {
  readonly kind: 'sent' | 'received'
  readonly since: number | null
  readonly until: number | null
  readonly order: 'asc' | 'desc'
  readonly after: string | null
}
