/** What would make a campaign email a person again after it was stopped: its subsequences and their triggers. */
import { parseJson } from '../../core/lib/parse-json.ts'

/** Interest statuses that mean no, the clearest first. Out of office (0) does not stop a sequence. */
const negativeInterests = [-1, -3, -2, -4] as const

export type Triggers = {
  /** The status to set: one that does not trigger any subsequence of the campaign. */
  readonly interest: number
  /** Whether a subsequence can still be triggered by opening, clicking or replying. */
  readonly watch: boolean
}

/** Reads the conditions of subsequences as returned by Instantly; a condition that cannot be read counts as none. */
export function triggersOf(subsequences: readonly unknown[]): Triggers {
  const conditions = subsequences.map((each) => recordOf(recordOf(each)['conditions']))
  const waitedFor = new Set(conditions.flatMap((each) => listOf(each['crm_status'])))
  const watch = conditions.some((each) => listOf(each['lead_activity']).length > 0 || Boolean(each['reply_contains']))
  return { interest: negativeInterests.find((value) => !waitedFor.has(value)) ?? negativeInterests[0], watch }
}

/** Does the same for subsequences stored locally as JSON. */
export const triggersOfStored = (kept: readonly string[]): Triggers => triggersOf(kept.map((each) => parseJson(each)))

/** Returns whether an interest status means no, so that the lead is not emailed any more. */
export const isNegativeInterest = (interest: number | null): boolean =>
  interest !== null && (negativeInterests as readonly number[]).includes(interest)

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
