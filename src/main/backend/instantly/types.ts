/** What the rest of the backend knows of Instantly: typed calls, nothing of HTTP. Implemented in client.ts. */
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'

/** Who is served first when the limit is near. */
export type Priority = 'click' | 'job' | 'poll'

export type Asker = {
  readonly workspaceId: WorkspaceId
  readonly priority: Priority
  /** For the audit log: `export 12`, `plan`, `test connection`. */
  readonly askedBy: string
  readonly signal?: AbortSignal
}

/** Where keys come from. Each workspace's own, never another's: throws INSTANTLY_API_KEY_MISSING or KEYS_LOCKED. */
export type KeySource = {
  secretFor(workspaceId: WorkspaceId): Promise<{ readonly keyId: ApiKeyId; readonly secret: string }>
  /** Told after every answer that says something about the key. */
  report(keyId: ApiKeyId, verdict: KeyVerdict): void
}
export type KeyVerdict = 'worked' | 'rejected' | 'no_plan' | 'scope_missing'

export type AuditEntry = {
  readonly workspaceId: WorkspaceId | null
  readonly at: string
  readonly askedBy: string
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
  /** As answered, for comparisons. */
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
}

export type RemoteWorkspace = { readonly id: string; readonly name: string }
export type RemotePlan = {
  readonly planName: string | null
  readonly contactsLimit: number | null
  readonly contactsUsed: number | null
}

/** Instantly's counts for one /leads/add. A count it did not give is 0; `remaining_in_plan` null. */
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
  /** `index` is the lead's place in the request. */
  readonly created: readonly { readonly index: number; readonly id: string }[]
}

/** Bodies of requests as the official document has them (snake_case, closed sets of keys). */
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
  readonly insert_unsubscribe_header?: boolean
}

/**
 * Calls throw AppError: INSTANTLY_API_KEY_*, INSTANTLY_PLAN_INACTIVE, INSTANTLY_SCOPE_MISSING, RATE_LIMIT_EXCEEDED,
 * API_OFFLINE (the request never left), API_UNAVAILABLE (reads only, after retries), API_REFUSED (4xx, with Instantly's
 * message), API_ANSWER_UNREADABLE, CAMPAIGN_NOT_FOUND, CANCELLED. A write whose outcome is not known (time-out, reset,
 * 5xx, unreadable answer, cancelled while under way) throws OUTCOME_UNKNOWN and is never repeated by the client; a write
 * answered 429, or one that never left, is repeated by the client. A 4xx page that is not Instantly's JSON (a firewall
 * in between) says nothing of the key: a read throws API_UNAVAILABLE, a write API_REFUSED with `blocked: true`, and in
 * neither case was anything done. Lists are read to their end.
 */
export type Instantly = {
  currentWorkspace(asker: Asker): Promise<RemoteWorkspace>
  planDetails(asker: Asker): Promise<RemotePlan>
  mailboxes(asker: Asker): Promise<readonly RemoteMailbox[]>
  /** All campaigns; with `name`, only those of exactly this name. */
  campaigns(asker: Asker, filter?: { readonly name?: string }): Promise<readonly RemoteCampaign[]>
  campaign(asker: Asker, id: string): Promise<RemoteCampaign>
  createCampaign(asker: Asker, body: CreateCampaignBody): Promise<RemoteCampaign>
  activateCampaign(asker: Asker, id: string): Promise<RemoteCampaign>
  /** `body` is the whole JSON body of POST /leads/add as UTF-8. */
  addLeads(asker: Asker, body: Uint8Array): Promise<AddLeadsAnswer>
  /** Leads of a campaign (null: of the whole workspace), those of `emails` when given, compared here too. */
  leads(
    asker: Asker,
    filter: { readonly campaignId: string | null; readonly emails?: readonly string[] },
  ): Promise<readonly RemoteLead[]>
  /** Deletes leads of a campaign by their ids, at most 1,000 a call. Refuses an empty list before any request. */
  deleteLeads(asker: Asker, campaignId: string, ids: readonly string[]): Promise<number>
  /** Milliseconds Instantly's clock is ahead of ours, from its last answer's Date; 0 until known. */
  clockAheadMs(workspaceId: WorkspaceId): number
  /** Live figures of a workspace's limiter. */
  limiterState(workspaceId: WorkspaceId): LimiterState
  /**
   * Reads with a key that is not kept (yet). With a workspace its limiter is shared; without one the probe has its own.
   * Calls are audited like all others; no verdict is reported, the caller judges by status and error.
   */
  withKey(secret: string, workspaceId: WorkspaceId | null, asker?: ProbeAsker): KeyProbe
}

/** `askedBy` is `test connection` and the priority `click` unless said. */
export type ProbeAsker = Partial<Pick<Asker, 'askedBy' | 'priority' | 'signal'>>

export type Query = Readonly<Record<string, string>>

/** Reads with one given key, for *Test connection* and the first-key report. Nothing here can write. */
export type KeyProbe = {
  currentWorkspace(): Promise<RemoteWorkspace>
  planDetails(): Promise<RemotePlan>
  mailboxes(): Promise<readonly RemoteMailbox[]>
  campaigns(): Promise<readonly RemoteCampaign[]>
  /**
   * The status Instantly itself gave to one read (path below /api/v2, such as `/campaigns`): 2xx has the scope, 403
   * lacks it, 401 and 402 are about the key as a whole. `/leads/list` is sent as its POST, with `query` as the body.
   * Throws API_OFFLINE, API_UNAVAILABLE (also for a page of something in between, such as a firewall's 403),
   * RATE_LIMIT_EXCEEDED or CANCELLED when there is no such status. `readProbes` in scopes.ts says what to probe.
   */
  probe(path: string, query?: Query): Promise<number>
  /** Like `probe`, with what was answered: parsed JSON, null for an empty answer. */
  readRaw(path: string, query?: Query): Promise<{ readonly status: number; readonly json: unknown }>
}

export type LimiterState = {
  /** Requests allowed a second as things stand. */
  readonly rate: number
  readonly inFlight: number
  readonly window: number
  /** Set while paused after a 429. */
  readonly pausedUntil: number | null
  readonly callsLast10s: number
  readonly waiting: number
  /** Median of the last answers; null until one came. */
  readonly answerTimeMs: number | null
  /** How long a call without a big body takes at best; null until known. */
  readonly smallCallMs: number | null
}
