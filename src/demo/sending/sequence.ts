import type { StepCopy } from '../state/life-types.ts'
import { listOf, optionalText, type Values, valuesOf } from '../state/values.ts'
import type { Campaign } from '../state/world-types.ts'

export type Step = {
  /** The wait before the next step. */
  readonly delay: number
  readonly unit: string
  /** The wait before this step, in a subsequence. */
  readonly preDelay: number
  readonly preUnit: string
  /** By position; null: disabled. */
  readonly variants: readonly (StepCopy | null)[]
}

const stepsCache = new WeakMap<object, readonly Step[]>()

/** Returns the steps of a campaign: of several sequences only the first counts. */
export function stepsOf(campaign: Campaign): readonly Step[] {
  return stepsIn(campaign.settings)
}

export function stepsIn(settings: Values): readonly Step[] {
  const { sequences } = settings
  if (!Array.isArray(sequences)) return []
  // Settings are replaced, never modified, so steps parsed from a list stay valid.
  const known = stepsCache.get(sequences)
  if (known) return known
  const steps = listOf(valuesOf(sequences[0])['steps']).map((step) => stepOf(valuesOf(step)))
  stepsCache.set(sequences, steps)
  return steps
}

function stepOf(step: Values): Step {
  const all = listOf(step['variants']).map(valuesOf)
  const variants = all.map((variant) =>
    variant['v_disabled'] === true ? null : { subject: String(variant['subject']), body: String(variant['body']) },
  )
  return {
    delay: Number(step['delay'] ?? 0),
    unit: optionalText(step['delay_unit']) ?? 'days',
    preDelay: Number(step['pre_delay'] ?? 0),
    preUnit: optionalText(step['pre_delay_unit']) ?? 'days',
    variants,
  }
}
