/** What would make a campaign write to a person again after it was stopped: its subsequences, and how they are entered. */
import { parseJson } from '../../core/lib/parse-json.ts'

/** Interest statuses that say no, the plainest first. Out of office (0) does not stop a sequence. */
const sayNo = [-1, -3, -2, -4] as const

export type Triggers = {
  /** The status to set: one no subsequence of the campaign waits for. */
  readonly interest: number
  /** A subsequence can still be entered by opening, clicking or answering. */
  readonly watch: boolean
}

/** Reads the conditions of subsequences as Instantly tells them; what cannot be read counts as none. */
export function triggersOf(subsequences: readonly unknown[]): Triggers {
  const conditions = subsequences.map((each) => recordOf(recordOf(each)['conditions']))
  const waitedFor = new Set(conditions.flatMap((each) => listOf(each['crm_status'])))
  const watch = conditions.some((each) => listOf(each['lead_activity']).length > 0 || Boolean(each['reply_contains']))
  return { interest: sayNo.find((value) => !waitedFor.has(value)) ?? sayNo[0], watch }
}

/** The same of what is kept here, as JSON. */
export const triggersOfKept = (kept: readonly string[]): Triggers => triggersOf(kept.map((each) => parseJson(each)))

/** Whether an interest status says no, so that its lead is written to no more. */
export const saysNo = (interest: number | null): boolean =>
  interest !== null && (sayNo as readonly number[]).includes(interest)

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
