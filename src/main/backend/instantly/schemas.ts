/**
 * Instantly's answers as far as the app reads them. Tolerant: unknown fields and values pass, null and absent are alike.
 * Strict only where a wrong guess could upload a lead twice or name the wrong campaign.
 */
import { z } from 'zod'
import type { AddLeadsAnswer, RemoteCampaign, RemoteLead, RemoteMailbox, RemotePlan, RemoteWorkspace } from './types.ts'

const id = z.string().min(1).max(200)
const text = z.string().nullish()
const count = z.number().nonnegative().nullish()

const cursor = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === '' ? null : String(value)))

/** A page of a list. */
export type RemotePage<T> = { readonly items: readonly T[]; readonly next: string | null }

function page<T>(item: z.ZodType<T>): z.ZodType<RemotePage<T>> {
  return z
    .object({ items: z.array(item), next_starting_after: cursor })
    .transform((answer) => ({ items: answer.items, next: answer.next_starting_after }))
}

export const workspaceAnswer: z.ZodType<RemoteWorkspace> = z
  .object({ id, name: text })
  .transform((answer) => ({ id: answer.id, name: answer.name ?? '' }))

const outreach = z.object({ plan_name: text, total_lead_limit: count, current_lead_count: count }).nullish()

export const planAnswer: z.ZodType<RemotePlan> = z
  .object({ subscriptions: z.object({ outreach }).nullish() })
  .transform(({ subscriptions }) => ({
    planName: subscriptions?.outreach?.plan_name ?? null,
    contactsLimit: subscriptions?.outreach?.total_lead_limit ?? null,
    contactsUsed: subscriptions?.outreach?.current_lead_count ?? null,
  }))

const mailbox: z.ZodType<RemoteMailbox> = z
  .object({
    email: z.string().min(1),
    first_name: text,
    last_name: text,
    status: z.number().nullish(),
    daily_limit: count,
  })
  .transform((row) => ({
    email: row.email,
    name: [row.first_name, row.last_name].filter(Boolean).join(' '),
    // 0 is none of Instantly's values: not known to be active.
    status: row.status ?? 0,
    dailyLimit: row.daily_limit ?? null,
  }))

export const campaignAnswer: z.ZodType<RemoteCampaign> = z
  .looseObject({ id, name: z.string(), status: z.number(), timestamp_created: text })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    status: raw.status,
    createdAt: raw.timestamp_created ?? null,
    raw,
  }))

const lead: z.ZodType<RemoteLead> = z
  .object({ id, email: text, campaign: text, timestamp_created: text })
  .transform((row) => ({
    id: row.id,
    email: row.email?.trim().toLowerCase() || null,
    campaignId: row.campaign ?? null,
    createdAt: row.timestamp_created ?? null,
  }))

export const mailboxPage = page(mailbox)
export const campaignPage = page(campaignAnswer)
export const leadPage = page(lead)

export const deletedAnswer: z.ZodType<number> = z
  .object({ count: z.number().int().nonnegative() })
  .transform((answer) => answer.count)

/** An answer that tells neither how many were uploaded nor which is no answer to act on. */
export const addLeadsAnswer: z.ZodType<AddLeadsAnswer> = z
  .object({
    total_sent: count,
    leads_uploaded: count,
    in_blocklist: count,
    duplicated_leads: count,
    skipped_count: count,
    invalid_email_count: count,
    incomplete_count: count,
    duplicate_email_count: count,
    remaining_in_plan: z.number().nullish(),
    created_leads: z.array(z.object({ index: z.number().int().nonnegative(), id })).nullish(),
  })
  .refine((answer) => typeof answer.leads_uploaded === 'number' || Array.isArray(answer.created_leads))
  .transform((answer) => ({
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
    created: answer.created_leads ?? [],
  }))
