/** Answers about sending accounts. Tolerant like `schemas.ts`. */
import { z } from 'zod'
import { id, isRecord, jobAnswer, page, parseCount, parseTime, text } from './schemas.ts'

const addresses = z.array(z.string().max(320)).catch([])

export const pausedAnswer = z
  .object({ paused_emails: addresses, failed_emails: addresses })
  .transform((answer) => ({ paused: answer.paused_emails, failed: answer.failed_emails }))

/** A UTC day of an account's warmup; null if Instantly returned none. */
export type WarmupDay = {
  readonly email: string
  readonly date: string
  readonly sent: number | null
  readonly inbox: number | null
  readonly spam: number | null
  readonly received: number | null
}

/** Parsed by hand, as there are thousands of days and the operator waits. An unreadable day is skipped. */
export const warmupAnswer = z
  .object({ email_date_data: z.record(z.string(), z.unknown()).nullish() })
  .transform(({ email_date_data: byMailbox }) => {
    const dates = new Map<string, string | null>()
    const dateOf = (written: string): string | null => {
      const known = dates.get(written)
      if (known !== undefined) return known
      const date = written.slice(0, 10)
      const found = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date)) ? date : null
      dates.set(written, found)
      return found
    }
    return Object.entries(byMailbox ?? {}).flatMap(([written, days]) => {
      const email = written.trim().toLowerCase()
      return Object.entries(isRecord(days) ? days : {}).flatMap(([day, of]): WarmupDay[] => {
        const date = dateOf(day)
        if (date === null || !isRecord(of)) return []
        const { sent, landed_inbox: inbox, landed_spam: spam, received } = of
        return [
          {
            email,
            date,
            sent: parseCount(sent),
            inbox: parseCount(inbox),
            spam: parseCount(spam),
            received: parseCount(received),
          },
        ]
      })
    })
  })

const check = z
  .boolean()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null)
/** DNS of a domain as tested by Instantly; null if it did not say. */
const vitals = z
  .object({ domain: z.string().min(1).max(255), mx: check, spf: check, dkim: check, dmarc: check })
  .transform((row) => ({ ...row, domain: row.domain.toLowerCase() }))

/** Every field is optional, the name too; a domain without one is left out. */
const testedDomains = z.array(vitals.nullable().catch(null)).nullish()

export const vitalsAnswer = z
  .object({ success_list: testedDomains, failure_list: testedDomains })
  .transform(({ success_list: fine, failure_list: failing }) =>
    [...(fine ?? []), ...(failing ?? [])].filter((row) => row !== null),
  )

const createdAt = z.object({ created_at: text, type: text }).transform((row) => {
  const at = parseTime(row.created_at ?? '')
  return { createdAt: Number.isNaN(at) ? null : at, type: row.type ?? null }
})
export const warmupJobPage = page(z.intersection(jobAnswer, createdAt).transform((job): typeof job => ({ ...job })))

export const mappedCampaignPage = page(
  z.object({ campaign_id: id }).transform((row) => ({ campaignId: row.campaign_id })),
)
