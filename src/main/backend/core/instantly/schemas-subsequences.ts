/** Answers about subsequences. Tolerant like `schemas.ts`; strict only about the ids of leads and subsequences. */
import { z } from 'zod'
import { id, moment, page, text } from './schemas.ts'
import { whole } from './schemas-campaigns.ts'
import type { PlacedLead, RemoteSubsequence, SubsequenceTotals } from './types-subsequences.ts'

export const subsequenceAnswer: z.ZodType<RemoteSubsequence> = z
  .looseObject({ id, parent_campaign: id, name: z.string(), status: z.number() })
  .transform((raw) => ({
    id: raw.id,
    campaignId: raw.parent_campaign,
    name: raw.name,
    status: raw.status,
    raw,
  }))
export const subsequencePage = page(subsequenceAnswer)

export const subsequenceTotalsAnswer: z.ZodType<SubsequenceTotals[]> = z.array(
  z.object({ subsequence_id: id, emails_sent: whole, unique_opens: whole, unique_replies: whole }).transform((row) => ({
    subsequenceId: row.subsequence_id,
    sent: row.emails_sent,
    openedUnique: row.unique_opens,
    repliedUnique: row.unique_replies,
  })),
)

const words = text.catch(null)

export const placedLeadAnswer: z.ZodType<PlacedLead> = z
  .object({
    id,
    email: text,
    first_name: words,
    last_name: words,
    company_name: words,
    campaign: text,
    status: z.number().nullish().catch(null),
    subsequence_id: text,
    timestamp_added_subsequence: moment,
  })
  .transform((row) => ({
    id: row.id,
    email: row.email?.trim().toLowerCase() || null,
    name: [row.first_name, row.last_name].filter(Boolean).join(' ').slice(0, 300),
    company: (row.company_name ?? '').slice(0, 300),
    campaignId: row.campaign ?? null,
    // 0 is not one of Instantly's values.
    status: row.status ?? 0,
    subsequenceId: row.subsequence_id || null,
    addedAt: row.timestamp_added_subsequence,
  }))
export const placedLeadPage = page(placedLeadAnswer)
