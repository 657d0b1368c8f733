/** Extracts the steps of a campaign from Instantly's answer, in the form of a template. Nothing in it is trusted. */
import { z } from 'zod'
import type { SequenceStep } from '#shared/domain/campaigns/copy/sequence.ts'

const textOrEmpty = z.string().catch('')
const variant = z.object({ subject: textOrEmpty, body: textOrEmpty, v_disabled: z.boolean().nullish().catch(null) })
const step = z.object({
  delay: z.number().nonnegative().nullish().catch(null),
  delay_unit: z.enum(['minutes', 'hours', 'days']).catch('days'),
  variants: z.array(variant).catch([]),
})
const campaign = z.looseObject({ sequences: z.array(z.object({ steps: z.array(step).catch([]) })).catch([]) })

const inDays = { minutes: 1 / 1440, hours: 1 / 24, days: 1 }

export type CampaignSteps = {
  readonly steps: readonly SequenceStep[]
  /** Number of waits in minutes, hours or parts of days that were rounded up to whole days. */
  readonly roundedWaits: number
  /** Number of variants that are switched off or too long for a template, and of empty steps. */
  readonly leftOut: number
}

/** Uses the first sequence only, as Instantly does. Variants that are switched off are left out. */
export function stepsOfCampaign(raw: unknown): CampaignSteps {
  const parsed = campaign.safeParse(raw)
  const found = parsed.success ? (parsed.data.sequences[0]?.steps ?? []) : []
  let roundedWaits = 0
  let leftOut = Math.max(0, found.length - 20)
  const steps = found.slice(0, 20).flatMap((one, at): SequenceStep[] => {
    const variants = one.variants
      .filter((each) => each.v_disabled !== true && each.body.length <= 50_000 && each.subject.length <= 1000)
      .slice(0, 26)
      .map(({ subject, body }) => ({ subject, body }))
    leftOut += one.variants.length - variants.length
    if (variants.length === 0) return []
    const days = (one.delay ?? 0) * inDays[one.delay_unit]
    const waitDays = Math.min(365, Math.ceil(days - 1e-9))
    if (at < found.length - 1 && Math.abs(waitDays - days) > 1e-6) roundedWaits += 1
    return [{ waitDays, html: true, variants }]
  })
  return { steps, roundedWaits, leftOut }
}
