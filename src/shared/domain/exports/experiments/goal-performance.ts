/** Results of a variant, measured by the experiment's goal. */
import type { Performance } from '../../insights/analytics/performers.ts'
import type { Goal } from './plan.ts'

type GoalCounts = {
  readonly contacted: number
  readonly opened: number | null
  readonly openedOf: number
  readonly replied: number
  readonly positive: number
}

/** Returns the number of people who reached the goal, out of those who could. */
export function performanceOf(of: GoalCounts, goal: Goal): Performance {
  if (goal === 'opened') return { part: of.opened ?? 0, base: of.openedOf }
  return { part: goal === 'replied' ? of.replied : of.positive, base: of.contacted }
}
