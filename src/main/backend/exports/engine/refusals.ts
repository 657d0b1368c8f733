import type { Refusal, TargetKind } from '#shared/contract/exports/exports.ts'
import type { AddLeadsCounts } from '../../core/instantly/types.ts'

/** Counts of leads Instantly did not take, as its answer names them. */
export const refusalCounts = [
  'in_blocklist',
  'duplicated_leads',
  'skipped_count',
  'invalid_email_count',
  'incomplete_count',
  'duplicate_email_count',
] as const satisfies readonly Refusal[]

/**
 * Why rows of a request were not taken. Instantly gives counts but names no row: one reason where only one was counted,
 * else every reason that was. What its counts do not cover is the plan's limit when nothing is left in it.
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

/** What may have kept a row out when Instantly's counts were lost with its answer. For lists Instantly does not say what is left of the plan. */
export const possibleRefusals = (target: TargetKind): readonly Refusal[] =>
  target === 'list' ? possible.filter((refusal) => refusal !== 'plan_limit') : possible
