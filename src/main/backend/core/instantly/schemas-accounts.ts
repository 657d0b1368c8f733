/** Answers about sending accounts. Tolerant like `schemas.ts`. */
import { z } from 'zod'
import { id, jobAnswer, page, text } from './schemas.ts'
import type { RemoteVitals, WarmupDay } from './types-accounts.ts'

const addresses = z.array(z.string().max(320)).catch([])

export const pausedAnswer = z
  .object({ paused_emails: addresses, failed_emails: addresses })
  .transform((answer) => ({ paused: answer.paused_emails, failed: answer.failed_emails }))

const whole = z
  .number()
  .nonnegative()
  .nullish()
  .catch(null)
  .transform((value) => (value === null || value === undefined ? null : Math.round(value)))
const warmupDay = z.object({ sent: whole, landed_inbox: whole, landed_spam: whole, received: whole })

/** A day that cannot be read is left out: the others are worth keeping. */
export const warmupAnswer: z.ZodType<readonly WarmupDay[]> = z
  .object({ email_date_data: z.record(z.string(), z.record(z.string(), warmupDay.nullable().catch(null))).nullish() })
  .transform(({ email_date_data: byMailbox }) =>
    Object.entries(byMailbox ?? {}).flatMap(([email, days]) =>
      Object.entries(days).flatMap(([date, day]): WarmupDay[] =>
        day === null || !/^\d{4}-\d{2}-\d{2}/.test(date) || Number.isNaN(Date.parse(date.slice(0, 10)))
          ? []
          : [
              {
                email: email.trim().toLowerCase(),
                date: date.slice(0, 10),
                sent: day.sent,
                inbox: day.landed_inbox,
                spam: day.landed_spam,
                received: day.received,
              },
            ],
      ),
    ),
  )

const told = z
  .boolean()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)
const vitals = z
  .object({ domain: z.string().min(1).max(255), mx: told, spf: told, dkim: told, dmarc: told })
  .transform((row): RemoteVitals => ({ ...row, domain: row.domain.toLowerCase() }))

export const vitalsAnswer: z.ZodType<readonly RemoteVitals[]> = z
  .object({ success_list: z.array(vitals).nullish(), failure_list: z.array(vitals).nullish() })
  .transform(({ success_list: fine, failure_list: failing }) => [...(fine ?? []), ...(failing ?? [])])

const createdAt = z.object({ created_at: text, type: text }).transform((row) => {
  const at = Date.parse(row.created_at ?? '')
  return { createdAt: Number.isNaN(at) ? null : at, type: row.type ?? null }
})
export const warmupJobPage = page(z.intersection(jobAnswer, createdAt).transform((job): typeof job => ({ ...job })))

export const mappedCampaignPage = page(
  z.object({ campaign_id: id }).transform((row) => ({ campaignId: row.campaign_id })),
)
