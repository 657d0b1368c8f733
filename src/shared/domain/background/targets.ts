import { z } from 'zod'

const share = z.number().min(0).max(1)

/** What a service should reach; shares 0 to 1. The operator may set each. */
export const serviceTargets = z.object({
  /** Calls to Instantly that ended well, at least. */
  apiSuccess: share,
  /** 19 of 20 answers come within; ms. */
  apiP95Ms: z.number().int().min(50).max(120_000),
  /** Of Instantly's limits, at most. */
  limitUse: share,
  /** Events the webhook brought of all, at least. */
  webhookShare: share,
  /** Events the webhook brought twice, at most. */
  duplicates: share,
  exportSuccess: share,
  /** Seconds for 1,000 leads, at most. */
  exportSecondsPer1000: z.number().min(0.1).max(3_600),
})
export type ServiceTargets = z.output<typeof serviceTargets>

export const usualTargets: ServiceTargets = {
  apiSuccess: 0.99,
  apiP95Ms: 3_000,
  limitUse: 1,
  webhookShare: 0.99,
  duplicates: 0.02,
  exportSuccess: 0.99,
  exportSecondsPer1000: 60,
}
