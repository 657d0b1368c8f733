import { z } from 'zod'

const share = z.number().min(0).max(1)

/** Service-level targets, which the operator can change; rates from 0 to 1. */
export const serviceTargets = z.object({
  /** Minimum rate of successful calls to Instantly. */
  apiSuccess: share,
  /** Maximum 95th percentile of the response time; ms. */
  apiP95Ms: z.number().int().min(50).max(120_000),
  /** Maximum use of Instantly's rate limits. */
  limitUse: share,
  /** Minimum rate of events delivered by the webhook. */
  webhookShare: share,
  /** Maximum rate of events delivered twice by the webhook. */
  duplicates: share,
  exportSuccess: share,
  /** Maximum number of seconds for 1,000 leads. */
  exportSecondsPer1000: z.number().min(0.1).max(3_600),
})
export type ServiceTargets = z.output<typeof serviceTargets>

export const defaultServiceTargets: ServiceTargets = {
  apiSuccess: 0.99,
  apiP95Ms: 3_000,
  limitUse: 1,
  webhookShare: 0.99,
  duplicates: 0.02,
  exportSuccess: 0.99,
  exportSecondsPer1000: 60,
}
