/**
 * Parses Instantly's answers as far as the app reads them. Tolerant: unknown fields and values are ignored, null and
 * absent are equivalent. Strict only where a wrong guess could upload a lead twice or name the wrong campaign.
 */

import { z } from 'zod'
import { dayMs, storedTimes } from '#shared/domain/core/days.ts'
import { withoutDirectionMarks } from '#shared/domain/core/direction-marks.ts'
import { parseIsoTime } from '#shared/domain/core/iso-time.ts'
import { uniformId } from '#shared/domain/core/uniform-id.ts'
import { leadFields } from '#shared/domain/leads/import/mapping.ts'

const longestId = 200
export const id = z.string().min(1).max(longestId).overwrite(uniformId)
export const text = z.string().nullish()
/** An id that may be absent. */
export const optionalId = z.string().overwrite(uniformId).nullish()
/** Returns a time in any of its formats in ms; NaN if it is none. Without a zone it is in UTC, not in the operator's. */
export function parseTime(value: string): number {
  const at = parseIsoTime(value)
  return Number.isNaN(at) ? Date.parse(value) : at
}
/**
 * Converts a time in any of its formats to UTC with milliseconds, because the store compares times as texts and takes
 * days from them. An invalid time, which the API document does not rule out, counts as missing.
 */
export const moment = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => {
    const at = parseTime(value ?? '')
    return Number.isNaN(at) ? null : new Date(at).toISOString()
  })
/** Returns an amount, which databases also write as text; null if it is absent, negative or unreadable. */
export function parseAmount(value: unknown): number | null {
  const amount = typeof value === 'string' && /^\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : value
  return typeof amount === 'number' && amount >= 0 && Number.isFinite(amount) ? amount : null
}
const strictCount = z.number().nonnegative().nullish()
/** An invalid count counts as missing, e.g. a negative one for no limit, so that the other fields are still read. */
export const count = z.unknown().optional().transform(parseAmount)
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
/** Returns a rounded count; null if it is absent or unreadable. */
export function parseCount(value: unknown): number | null {
  const amount = parseAmount(value)
  return amount === null ? null : Math.round(amount)
}

/** Where a list continues; null at its end. */
const cursor = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === '' ? null : String(value)))

/** A page of a list. */
export type RemotePage<T> = { readonly items: readonly T[]; readonly next: string | null }

/** Any list of the API. */
export function page<T>(item: z.ZodType<T>): z.ZodType<RemotePage<T>> {
  return z
    .object({ items: z.array(item), next_starting_after: cursor })
    .transform((answer) => ({ items: answer.items, next: answer.next_starting_after }))
}

export type RemoteWorkspace = z.output<typeof workspaceAnswer>
export const workspaceAnswer = z
  .object({ id, name: text })
  .transform((answer) => ({ id: answer.id, name: answer.name ?? '' }))

const soldPlan = z
  .object({
    plan_name: text,
    total_lead_limit: count,
    current_lead_count: count,
    price_in_dollars: count,
    interval: z.enum(['day', 'week', 'month', 'year']).nullish().catch(null),
    current_period_end: count,
  })
  .nullish()

const unixMs = (seconds: number | null | undefined): number | null =>
  seconds === null || seconds === undefined || seconds <= 0 || seconds > 1e11 ? null : Math.round(seconds * 1000)

export type RemotePlan = z.output<typeof planAnswer>
export const planAnswer = z
  .object({ subscriptions: z.object({ outreach: soldPlan, bundle: soldPlan.catch(null) }).nullish() })
  .transform(({ subscriptions }) => {
    const { outreach, bundle } = subscriptions ?? {}
    // Contacts are sold separately or in a bundle, which may leave a plan beside it without any.
    const plan = (bundle?.total_lead_limit ?? -1) > (outreach?.total_lead_limit ?? -1) ? bundle : outreach
    return {
      planName: plan?.plan_name ?? null,
      contactsLimit: plan?.total_lead_limit ?? null,
      contactsUsed: plan?.current_lead_count ?? null,
      /** Price in US dollars per `interval`; null if Instantly returns none. */
      priceDollars: plan?.price_in_dollars ?? null,
      interval: plan?.interval ?? null,
      /** Epoch ms: when the paid period ends. */
      periodEndsAt: unixMs(plan?.current_period_end),
    }
  })

const accountTags = z
  .array(z.object({ id, label: text }))
  .nullish()
  .catch(null)

/** The account's own tracking domain; `inactive`: set up, but Instantly does not report it as active. */
function trackingDomainState(
  name: string | null | undefined,
  status: string | null | undefined,
): 'active' | 'inactive' | 'none' {
  if (!name?.trim()) return 'none'
  return /^active$/i.test(status?.trim() || 'active') ? 'active' : 'inactive'
}

export type RemoteMailbox = z.output<typeof mailboxAnswer>
export const mailboxAnswer = z
  .object({
    email: z.string().min(1),
    first_name: text,
    last_name: text,
    status: z.number().nullish(),
    daily_limit: count,
    warmup_status: z.number().nullish().catch(null),
    stat_warmup_score: z.number().nullish().catch(null),
    tracking_domain_name: z.string().nullish().catch(null),
    tracking_domain_status: z.string().nullish().catch(null),
    status_message: z.looseObject({ e_message: text, response: text }).nullish().catch(null),
    provider_code: z.number().nullish().catch(null),
    sending_gap: z.number().nonnegative().nullish().catch(null),
    setup_pending: z.boolean().nullish().catch(null),
    timestamp_warmup_start: moment,
    enable_slow_ramp: z.boolean().nullish().catch(null),
    tags: accountTags,
  })
  .transform((row) => ({
    email: row.email,
    name: [row.first_name, row.last_name].filter(Boolean).join(' '),
    // 0 is not one of Instantly's values: not known to be active.
    status: row.status ?? 0,
    dailyLimit: row.daily_limit ?? null,
    /** Null if Instantly returns none. */
    warmupStatus: row.warmup_status ?? null,
    warmupScore: row.stat_warmup_score ?? null,
    trackingDomain: trackingDomainState(row.tracking_domain_name, row.tracking_domain_status),
    /** Instantly's own description of the problem. */
    message: (row.status_message?.e_message ?? row.status_message?.response)?.slice(0, 500) || null,
    /** Instantly's number of the provider. */
    provider: row.provider_code ?? null,
    /** Minutes between two emails. */
    sendingGap: row.sending_gap ?? null,
    trackingDomainName: row.tracking_domain_name?.trim() || null,
    setupPending: row.setup_pending ?? null,
    /** Epoch ms. */
    warmupSince: Date.parse(row.timestamp_warmup_start ?? '') || null,
    /** Whether its daily limit is raised step by step. */
    slowRamp: row.enable_slow_ramp ?? null,
    /** Null if the answer contains no tags at all: only the list of all accounts does. */
    tags: row.tags?.map((tag) => ({ id: tag.id, label: tag.label ?? '' })) ?? null,
  }))

export type RemoteCampaign = z.output<typeof campaignAnswer>
export const campaignAnswer = z
  .looseObject({ id, name: z.string(), status: z.number(), timestamp_created: moment })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    status: raw.status,
    createdAt: raw.timestamp_created,
    /** As returned, for comparisons. */
    raw: raw as Readonly<Record<string, unknown>>,
  }))

export type RemoteLead = z.output<typeof lead>
const lead = z.object({ id, email: text, campaign: optionalId, timestamp_created: moment }).transform((row) => ({
  id: row.id,
  email: row.email?.trim().toLowerCase() || null,
  campaignId: row.campaign ?? null,
  createdAt: row.timestamp_created,
}))

export type RemoteBlockEntry = z.output<typeof blockEntryAnswer>
export const blockEntryAnswer = z
  .object({ id, bl_value: z.string() })
  .transform((row) => ({ id: row.id, value: row.bl_value }))

const verificationWords = ['pending', 'verified', 'invalid'] as const

/** A catch-all domain accepts every address, so "verified" proves nothing there, nor while that is still pending. */
const verdictOfCatchAll = (catchAll: unknown) =>
  catchAll === true ? 'risky' : catchAll === 'pending' ? 'pending' : 'verified'

/** Result of Instantly's verification of an address. */
export type RemoteVerification = z.output<typeof verificationAnswer>
export const verificationAnswer = z
  .object({
    // A word from a newer document is not treated as a verdict: the address is checked again and eventually given up,
    // without affecting others.
    verification_status: z.string().transform((word) => verificationWords.find((known) => known === word) ?? 'pending'),
    catch_all: z.union([z.boolean(), z.string()]).nullish(),
    credits: count,
    credits_used: count,
  })
  .transform((answer) => ({
    verdict:
      answer.verification_status === 'verified' ? verdictOfCatchAll(answer.catch_all) : answer.verification_status,
    creditsUsed: answer.credits_used ?? null,
    /** Credits left after the verification. */
    creditsLeft: answer.credits ?? null,
  }))

export type RemoteLeadList = z.output<typeof leadListAnswer>
export const leadListAnswer = z.object({ id, name: text }).transform((row) => ({ id: row.id, name: row.name ?? '' }))

/** Status of a lead: whether it would still be written to. */
export type LeadSendState = z.output<typeof leadStanding>
/** Strict only about the id. An unreadable status counts as active, so that nobody goes on being written to. */
const leadStanding = z
  .object({
    id,
    email: text,
    campaign: optionalId.catch(null),
    status: z.number().nullish().catch(null),
    lt_interest_status: z.number().nullish().catch(null),
    subsequence_id: optionalId.catch(null),
  })
  .transform((row) => ({
    id: row.id,
    email: row.email?.trim().toLowerCase() || null,
    /** Null for a lead in a lead list or in no place. */
    campaignId: row.campaign || null,
    /** Instantly's number: 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped. */
    status: row.status ?? 1,
    interest: row.lt_interest_status ?? null,
    /** Null: in no subsequence. */
    subsequenceId: row.subsequence_id || null,
  }))

const ownFields = leadFields.filter((name) => name !== 'email')
/** `payload` repeats Instantly's own fields in another spelling. */
const repeated = new Set([
  'email',
  'firstName',
  'lastName',
  'companyName',
  'jobTitle',
  'phone',
  'website',
  'personalization',
])

/** A lead with all fields an operator can set. */
export type FullRemoteLead = z.output<typeof fullLead>
const fullLead = z
  .looseObject({ id, email: text, status: z.number().nullish(), payload: z.record(z.string(), z.unknown()).nullish() })
  .transform((row) => {
    const fields = ownFields.flatMap((name) => {
      const value = row[name]
      return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
    })
    const variables = Object.entries(row.payload ?? {}).filter(
      (entry): entry is [string, string | number | boolean] =>
        !repeated.has(entry[0]) && entry[1] !== '' && ['string', 'number', 'boolean'].includes(typeof entry[1]),
    )
    return {
      id: row.id,
      email: row.email?.trim().toLowerCase() || null,
      status: row.status ?? 0,
      /** Instantly's own fields by their API names, empty ones left out. */
      fields: Object.fromEntries(fields),
      variables: Object.fromEntries(variables),
    }
  })

/** A lead with everything Instantly returns about it. */
export type LeadRecord = z.output<typeof leadRecord>
const leadRecord = z.looseObject({ id, email: text }).transform((raw) => ({
  id: raw.id,
  email: raw.email?.trim().toLowerCase() || null,
  raw: raw as Readonly<Record<string, unknown>>,
}))

const time = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => (value ? parseTime(value) : Number.NaN))
const step = z.object({ timestamp_executed: time }).nullish().catch(null)
/** Completed and bounced: a lead reaches these only after a mail was sent to it. */
const mailedStatuses: ReadonlySet<number | null | undefined> = new Set([3, -1])

const activityCount = z.number().int().min(0).max(1_000_000).nullish().catch(null)
const msOf = (value: number): number | null => (Number.isNaN(value) ? null : value)

/** A place for leads at Instantly. */
export type RemotePlace = { readonly kind: 'campaign' | 'list'; readonly id: string }
/** A lead with the fields gates need. */
export type LeadPlace = z.output<typeof leadPlace>
/** Strict only about the id. */
export const leadPlace = z
  .object({
    id,
    email: text.catch(null),
    campaign: optionalId.catch(null),
    list_id: optionalId.catch(null),
    status: z.number().nullish().catch(null),
    lt_interest_status: z.number().int().nullish().catch(null),
    timestamp_created: time,
    timestamp_last_contact: time,
    timestamp_last_interest_change: time,
    email_open_count: activityCount,
    email_click_count: activityCount,
    email_reply_count: activityCount,
    timestamp_last_open: time,
    timestamp_last_click: time,
    timestamp_last_reply: time,
    status_summary: z.object({ lastStep: step }).nullish().catch(null),
  })
  .transform((row) => {
    const at = [row.timestamp_last_contact, row.status_summary?.lastStep?.timestamp_executed ?? Number.NaN].find(
      (value) => !Number.isNaN(value),
    )
    /** Null for a lead that is in no campaign and no list. */
    const place: RemotePlace | null = row.campaign
      ? { kind: 'campaign', id: row.campaign }
      : row.list_id
        ? { kind: 'list', id: row.list_id }
        : null
    return {
      id: row.id,
      email: row.email?.trim().toLowerCase() || null,
      place,
      /** Epoch ms; null if Instantly does not say. */
      createdAt: msOf(row.timestamp_created),
      /** Epoch ms of the last mail to it; 0: mailed at an unknown time; null: never mailed. */
      contactedAt: at ?? (mailedStatuses.has(row.status) ? 0 : null),
      status: row.status ?? null,
      interest: row.lt_interest_status ?? null,
      /** Epoch ms of the last change of its interest status; null if Instantly does not say. */
      interestAt: msOf(row.timestamp_last_interest_change),
      unsubscribed: row.status === -2,
      /** Counts, and last times (epoch ms; null: unknown). */
      activity: {
        opened: row.email_open_count ?? 0,
        clicked: row.email_click_count ?? 0,
        /** Instantly does not say whether this includes automatic replies. */
        replied: row.email_reply_count ?? 0,
        openedAt: msOf(row.timestamp_last_open),
        clickedAt: msOf(row.timestamp_last_click),
        repliedAt: msOf(row.timestamp_last_reply),
      },
    }
  })

const moves = z.object({
  moved_leads: z.number().int().min(0).optional().catch(undefined),
  // Only the first 10,000 are listed.
  moved_lead_emails: z.array(z.unknown()).max(9_999).optional().catch(undefined),
})
/** Also accepts status words seen only by polling. Any status other than finished or failed means running. */
export const jobAnswer = z.object({ id, status: z.string(), data: moves.nullish().catch(null) }).transform((job) => {
  const over = /^(?:success|completed)$/.test(job.status)
  const failed = /^(?:failed|error|cancelled)$/.test(job.status)
  const moved = job.data?.moved_leads ?? job.data?.moved_lead_emails?.length ?? null
  const state: 'done' | 'failed' | 'running' = over ? 'done' : failed ? 'failed' : 'running'
  /** `moved`: number of leads a `move-leads` job moved; null if not reported. */
  return { id: job.id, state, moved }
})

const when = z.string().refine((value) => !Number.isNaN(parseTime(value)))
const anyName = z.object({ address: text, name: text }).partial()
const attachment = z.object({ filename: z.string(), size: z.number().nullish(), type: text, url: text })
/**
 * Returns when a mail arrived, in ms. Its own date is set by its sender, so it is ignored if it cannot be stored or is
 * later than the time Instantly received the mail.
 */
function timeOfMail(created: string, dated: string | null | undefined): number {
  const { from, before } = storedTimes
  const had = Math.min(Math.max(parseTime(created), from), before - 1)
  const dateTime = dated ? parseTime(dated) : had
  return dateTime >= from && dateTime <= had + dayMs ? Math.min(dateTime, before - 1) : had
}
const normalisedAddress = (value: string | null | undefined) => value?.trim().toLowerCase() || null

/** A mail as returned by Instantly. Addresses are trimmed and lower-cased; times ISO. */
export type RemoteEmail = z.output<typeof emailAnswer>
/** Strict only about the mail's id and time. */
export const emailAnswer = z
  .object({
    id,
    timestamp_created: when,
    timestamp_email: when.nullish().catch(null),
    thread_id: optionalId,
    subject: text,
    from_address_email: text,
    from_address_json: z.array(anyName).nullish().catch(null),
    to_address_email_list: text,
    cc_address_email_list: text,
    reply_to: text,
    body: z
      .union([z.object({ text, html: text }), z.string()])
      .nullish()
      .catch(null),
    content_preview: text,
    ue_type: z.number().nullish().catch(null),
    is_auto_reply: z.union([z.number(), z.boolean()]).nullish().catch(null),
    campaign_id: optionalId,
    lead: text,
    eaccount: text,
    step: z.union([z.string(), z.number()]).nullish().catch(null),
    is_unread: z.union([z.number(), z.boolean()]).nullish().catch(null),
    i_status: z.number().nullish().catch(null),
    attachment_json: z
      .object({ files: z.array(attachment) })
      .nullish()
      .catch(null),
  })
  .transform((row) => {
    const body = typeof row.body === 'string' ? { text: row.body, html: null } : row.body
    return {
      id: row.id,
      /** When Instantly stored it, by which lists are sorted. */
      createdAt: new Date(parseTime(row.timestamp_created)).toISOString(),
      /** The mail server's time. */
      at: new Date(timeOfMail(row.timestamp_created, row.timestamp_email)).toISOString(),
      threadId: row.thread_id || null,
      subject: withoutDirectionMarks(row.subject ?? ''),
      from: normalisedAddress(row.from_address_email) ?? normalisedAddress(row.from_address_json?.[0]?.address),
      fromName: withoutDirectionMarks(row.from_address_json?.[0]?.name?.trim() ?? ''),
      to: row.to_address_email_list ?? '',
      cc: row.cc_address_email_list ?? '',
      replyTo: normalisedAddress(row.reply_to),
      text: body?.text || null,
      html: body?.html || null,
      preview: row.content_preview ?? null,
      /** 1 by a campaign, 2 received, 3 by hand, 4 scheduled; null if not given. */
      kind: row.ue_type ?? null,
      automatic: Number(row.is_auto_reply ?? 0) === 1,
      campaignId: row.campaign_id || null,
      lead: normalisedAddress(row.lead),
      account: normalisedAddress(row.eaccount),
      step: row.step === null || row.step === undefined ? null : String(row.step),
      unread: row.is_unread === null || row.is_unread === undefined ? null : Number(row.is_unread) === 1,
      interest: row.i_status ?? null,
      attachments: (row.attachment_json?.files ?? []).slice(0, 100).map((file) => ({
        name: withoutDirectionMarks(file.filename),
        size: file.size ?? null,
        type: file.type ?? null,
        url: file.url ?? null,
      })),
    }
  })

export type RemoteLabel = z.output<typeof leadLabel>
const leadLabel = z
  .object({
    label: z.string(),
    interest_status: z.number(),
    interest_status_label: z.enum(['positive', 'negative', 'neutral']).catch('neutral'),
  })
  .transform((row) => ({ value: row.interest_status, name: row.label, tone: row.interest_status_label }))

/** An answer of any status. */
export const rawAnswer = z.object({ status: z.number(), json: z.unknown() })

/** Success is reported by the status alone. */
export const doneAnswer = z.unknown().transform(() => undefined)

/** Why a test mail was not sent, in Instantly's words; null if it was sent. Any other answer is an error. */
export const testMailAnswer: z.ZodType<string | null> = z
  .union([z.object({ error: z.string().min(1).max(200) }), z.object({ status: z.literal('success') })])
  .transform((answer) => ('error' in answer ? answer.error : null))

export const emailPageAnswer = page(emailAnswer)
export const labelPage = page(leadLabel)
export const leadListPage = page(leadListAnswer)
export const fullLeadPage = page(fullLead)
export const leadRecordPage = page(leadRecord)
export const leadPlacePage = page(leadPlace)
export const mailboxPage = page(mailboxAnswer)
export const blockPage = page(blockEntryAnswer)
/** Values that could not be blocked are missing from the items. */
export const blockedAnswer = z.object({ items: z.array(blockEntryAnswer) }).transform(({ items }) => items)
export const campaignPage = page(campaignAnswer)
export const leadPageAnswer = page(lead)
export const leadStandingPage = page(leadStanding)

/** How many were deleted; null if not given: the count is optional in the API document. */
export const deletedAnswer: z.ZodType<number | null> = z
  .object({ count: z.number().int().nonnegative().nullish() })
  .nullable()
  .transform((answer) => answer?.count ?? null)

/** `index` is the lead's position in the request, `email` that of the lead created from it, if it is a text. */
type CreatedLead = { readonly index: number; readonly id: string; readonly email?: unknown }

/** The name of a created lead's field that is unusable; null if none is. */
function unusableField(item: unknown): keyof CreatedLead | null {
  const { index, id: remoteId } = Object(item) as { readonly [Key in keyof CreatedLead]?: unknown }
  if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0) return 'index'
  return typeof remoteId !== 'string' || remoteId === '' || remoteId.length > longestId ? 'id' : null
}

/** Checked by hand: an export brings a million leads, and zod takes ten times as long for the two values of each. */
const createdLeads = z.custom<readonly CreatedLead[]>(Array.isArray).check(({ value, issues }) => {
  for (const [at, item] of value.entries()) {
    const field = unusableField(item)
    if (field !== null) {
      issues.push({ code: 'custom', path: [at, field], input: item })
      return
    }
  }
})

/** An answer that says neither how many leads were uploaded nor which ones cannot be acted on. */
export const addLeadsAnswer = z
  .object({
    status: text,
    total_sent: strictCount,
    leads_uploaded: strictCount,
    in_blocklist: strictCount,
    duplicated_leads: strictCount,
    skipped_count: strictCount,
    invalid_email_count: strictCount,
    incomplete_count: strictCount,
    duplicate_email_count: strictCount,
    remaining_in_plan: z.number().nullish(),
    created_leads: createdLeads.nullish(),
  })
  .refine((answer) => typeof answer.leads_uploaded === 'number' || Array.isArray(answer.created_leads))
  // The status says that the request was not processed: no lead was looked at, so none was refused.
  .refine(({ status, leads_uploaded }) => (leads_uploaded ?? 0) > 0 || !/^(?:error|fail)/i.test(status ?? ''))

/** Instantly's counts for one /leads/add: a missing one is 0, a missing `remaining_in_plan` null. */
export type AddLeadsCounts = AddLeadsAnswer['counts']
export type AddLeadsAnswer = ReturnType<typeof toAddLeadsAnswer>
/**
 * Not a `transform` of the schema: zod gives each transformed value a function (`addIssue`), which V8 creates in the
 * old generation because it is assigned to a property, and which keeps the whole answer until the next full collection.
 */
export const toAddLeadsAnswer = (answer: z.output<typeof addLeadsAnswer>) => ({
  counts: {
    total_sent: answer.total_sent ?? 0,
    leads_uploaded: answer.leads_uploaded ?? answer.created_leads?.length ?? 0,
    in_blocklist: answer.in_blocklist ?? 0,
    duplicated_leads: answer.duplicated_leads ?? 0,
    skipped_count: answer.skipped_count ?? 0,
    invalid_email_count: answer.invalid_email_count ?? 0,
    incomplete_count: answer.incomplete_count ?? 0,
    duplicate_email_count: answer.duplicate_email_count ?? 0,
    remaining_in_plan: answer.remaining_in_plan ?? null,
  },
  // Only what is used: an answer may repeat whole leads, and an export reads a million.
  created: (answer.created_leads ?? []).map(({ index, id: leadId, email }) => ({
    index,
    id: uniformId(leadId),
    email,
  })),
})
