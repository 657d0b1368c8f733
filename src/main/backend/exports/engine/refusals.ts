import type { Refusal, TargetKind } from '#shared/contract/exports/exports.ts'
import type { AddLeadsCounts } from '../../core/instantly/types.ts'

/** The counts of rejected leads, as Instantly's answer names them. */
export const refusalCounts = [
  'in_blocklist',
  'duplicated_leads',
  'skipped_count',
  'invalid_email_count',
  'incomplete_count',
  'duplicate_email_count',
] as const satisfies readonly Refusal[]

/**
 * Why leads of a request were rejected. Instantly returns counts without naming leads: if only one kind was counted
 * that is the reason, otherwise every counted kind is a possible one. Rejections beyond the counts are due to the
 * plan's limit if nothing is left of it.
 */
export function refusalsOf(counts: AddLeadsCounts, refused: number): readonly Refusal[] {
  const named: Refusal[] = refusalCounts.filter((name) => counts[name] > 0)
  const covered = refusalCounts.reduce((sum, name) => sum + counts[name], 0)
  if (covered < refused) {
    const planIsFull = counts.remaining_in_plan !== null && counts.remaining_in_plan <= 0
    named.push(planIsFull ? 'plan_limit' : 'unexplained')
  }
  return named
}

const possible: readonly Refusal[] = [
  'in_blocklist',
  'duplicated_leads',
  'skipped_count',
  'invalid_email_count',
  'plan_limit',
]

/**
 * Possible reasons for a rejection when Instantly's counts were lost with its answer. For lead lists Instantly does not
 * return what is left of the plan.
 */
export const possibleRefusals = (target: TargetKind): readonly Refusal[] =>
  target === 'list' ? possible.filter((refusal) => refusal !== 'plan_limit') : possible
