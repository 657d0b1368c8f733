/** Answers about subsequences. Tolerant like `schemas.ts`; strict only about the ids of leads and subsequences. */
import { z } from 'zod'
import { id, moment, optionalId, page, parseCount, text } from './schemas.ts'
import { whole } from './schemas-campaigns.ts'

export type RemoteSubsequence = z.output<typeof subsequenceAnswer>
export const subsequenceAnswer = z
  .looseObject({ id, parent_campaign: id, name: z.string(), status: z.number() })
  .transform((raw) => ({
    id: raw.id,
    campaignId: raw.parent_campaign,
    name: raw.name,
    status: raw.status,
    /** As returned. */
    raw: raw as Readonly<Record<string, unknown>>,
  }))
export const subsequencePage = page(subsequenceAnswer)

/** Figures of one subsequence since it began. */
export type SubsequenceTotals = z.output<typeof subsequenceTotalsAnswer>[number]
export const subsequenceTotalsAnswer = z.array(
  z.object({ subsequence_id: id, emails_sent: whole, unique_opens: whole, unique_replies: whole }).transform((row) => ({
    subsequenceId: row.subsequence_id,
    sent: row.emails_sent,
    openedUnique: row.unique_opens,
    repliedUnique: row.unique_replies,
  })),
)

const words = text.catch(null)
/** Whether something happened at least once; null if Instantly does not say. */
const happened = z
  .unknown()
  .optional()
  .transform((value) => {
    const count = parseCount(value)
    return count === null ? null : count > 0
  })

/** A lead and the subsequence it is in. */
export type PlacedLead = z.output<typeof placedLeadAnswer>
export const placedLeadAnswer = z
  .object({
    id,
    email: text,
    first_name: words,
    last_name: words,
    company_name: words,
    campaign: optionalId,
    status: z.number().nullish().catch(null),
    lt_interest_status: z.number().nullish().catch(null),
    email_open_count: happened,
    email_click_count: happened,
    email_reply_count: happened,
    subsequence_id: optionalId,
    timestamp_added_subsequence: moment,
  })
  .transform((row) => ({
    id: row.id,
    email: row.email?.trim().toLowerCase() || null,
    name: [row.first_name, row.last_name].filter(Boolean).join(' ').slice(0, 300),
    company: (row.company_name ?? '').slice(0, 300),
    campaignId: row.campaign ?? null,
    /** Instantly's number: 1 active, 3 completed, -1 bounced and so on; 0 is none of them. */
    status: row.status ?? 0,
    interest: row.lt_interest_status ?? null,
    opened: row.email_open_count,
    clicked: row.email_click_count,
    replied: row.email_reply_count,
    /** Null: in no subsequence. */
    subsequenceId: row.subsequence_id || null,
    addedAt: row.timestamp_added_subsequence,
  }))
export const placedLeadPage = page(placedLeadAnswer)
