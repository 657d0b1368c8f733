/** Settings that decide when the leads at Instantly are copied and which of them count. */
import { z } from 'zod'

/** Days between automatic copies; 0 for none. */
export const copyEveryDays = [0, 1, 7, 30] as const

export const leadMirrorSettings = z.object({
  everyDays: z.union([z.literal(0), z.literal(1), z.literal(7), z.literal(30)]),
  /** Workspaces with more leads are copied only on request. */
  mostLeads: z.number().int().min(1_000).max(5_000_000),
  /** A copy older than this is shown as old beside the gates. */
  oldAfterDays: z.number().int().min(1).max(365),
  /** Whether leads in a campaign that have not been sent an email count too. */
  countWaiting: z.boolean(),
})
export type LeadMirrorSettings = z.output<typeof leadMirrorSettings>

/** 100,000 leads take 1,000 requests, or about seven minutes, which is acceptable once a week without asking. */
export const defaultLeadMirrorSettings: LeadMirrorSettings = {
  everyDays: 7,
  mostLeads: 100_000,
  oldAfterDays: 7,
  countWaiting: true,
}

/** Maximum number of leads per page at Instantly. */
const leadsPerRequest = 100

/** Returns the effort of reading this many leads, page by page; `answerMs`: response time of a request. */
export function copyEffort(leads: number, answerMs: number): { readonly requests: number; readonly minutes: number } {
  const requests = Math.max(1, Math.ceil(leads / leadsPerRequest))
  return { requests, minutes: Math.max(1, Math.ceil((requests * answerMs) / 60_000)) }
}
