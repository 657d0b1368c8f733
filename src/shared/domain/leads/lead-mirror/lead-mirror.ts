/** What decides when the leads at Instantly are copied and which of them count. */
import { z } from 'zod'

/** Days between copies made by themselves; 0: none. */
export const copyEveryDays = [0, 1, 7, 30] as const

export const leadMirrorSettings = z.object({
  everyDays: z.union([z.literal(0), z.literal(1), z.literal(7), z.literal(30)]),
  /** Workspaces with more leads are copied only when asked for. */
  mostLeads: z.number().int().min(1_000).max(5_000_000),
  /** A copy older than this is called old beside the gates. */
  oldAfterDays: z.number().int().min(1).max(365),
  /** Leads in a campaign that got no mail yet count too. */
  countWaiting: z.boolean(),
})
export type LeadMirrorSettings = z.output<typeof leadMirrorSettings>

/** 100,000 leads are 1,000 requests, some seven minutes: nobody needs to be asked for that once a week. */
export const usualLeadMirrorSettings: LeadMirrorSettings = {
  everyDays: 7,
  mostLeads: 100_000,
  oldAfterDays: 7,
  countWaiting: true,
}

/** Leads a page holds, as Instantly allows. */
const leadsPerRequest = 100

/** What reading so many leads takes, one page after the other; `answerMs`: what an answer takes. */
export function copyEffort(leads: number, answerMs: number): { readonly requests: number; readonly minutes: number } {
  const requests = Math.max(1, Math.ceil(leads / leadsPerRequest))
  return { requests, minutes: Math.max(1, Math.ceil((requests * answerMs) / 60_000)) }
}
