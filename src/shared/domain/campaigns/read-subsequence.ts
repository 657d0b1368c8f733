/** Reads a subsequence's copy, conditions and schedule from Instantly's response. */
import { z } from 'zod'
import { type CopySchedule, type CopyStep, readCampaign } from './read-campaign.ts'

/** Conditions by which leads enter. Instantly does not document how several of them are combined. */
export type SubsequenceConditions = {
  /** Numbers of interest statuses, including those of custom labels. */
  readonly interest: readonly number[]
  readonly opened: boolean
  readonly clicked: boolean
  /** Leads who were sent every email of the campaign and did not reply. */
  readonly completed: boolean
  readonly replyContains: string | null
  /** Number of conditions that Sendoff does not know. */
  readonly others: number
}

export type SubsequenceCopy = {
  readonly conditions: SubsequenceConditions
  /** The first step also has a wait: from entering the subsequence to its email. */
  readonly steps: readonly CopyStep[]
  /** Null: same as the campaign. */
  readonly schedules: readonly CopySchedule[] | null
  readonly startDate: string | null
  readonly endDate: string | null
  /** Emails a day; null: same as the campaign, or not reported. */
  readonly limit: { readonly mode: 'custom' | 'unlimited'; readonly perDay: number | null } | null
  readonly ignoresAccountLimit: boolean
}

const activities = { opened: 2, clicked: 4, completed: 91 } as const
const known: ReadonlySet<number> = new Set(Object.values(activities))

const numbers = z
  .array(z.unknown())
  .catch([])
  .transform((list) => [...new Set(list.filter((one) => typeof one === 'number' && Number.isInteger(one)))] as number[])
const wait = z.object({
  pre_delay: z.number().nonnegative().nullish().catch(null),
  pre_delay_unit: z.enum(['minutes', 'hours', 'days']).catch('days'),
})
const subsequenceShape = z.looseObject({
  conditions: z
    .object({ crm_status: numbers, lead_activity: numbers, reply_contains: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
  sequences: z.array(z.object({ steps: z.array(wait).catch([]) })).catch([]),
  daily_limit_mode: z.string().nullish().catch(null),
  daily_limit: z.number().nullish().catch(null),
  ignore_account_daily_limit: z.boolean().nullish().catch(null),
})

/** Reads what can be read and leaves out the rest, as for a campaign. */
export function readSubsequence(raw: Readonly<Record<string, unknown>>): SubsequenceCopy {
  const parsed = subsequenceShape.parse(raw)
  const own = raw['subsequence_schedule']
  const { steps, schedules, startDate, endDate } = readCampaign({ sequences: raw['sequences'], campaign_schedule: own })
  const first = parsed.sequences[0]?.steps[0]
  const activity = parsed.conditions?.lead_activity ?? []
  const mode = parsed.daily_limit_mode
  return {
    conditions: {
      interest: (parsed.conditions?.crm_status ?? []).slice(0, 100),
      opened: activity.includes(activities.opened),
      clicked: activity.includes(activities.clicked),
      completed: activity.includes(activities.completed),
      replyContains: oneLine(parsed.conditions?.reply_contains ?? '') || null,
      others: activity.filter((one) => !known.has(one)).length,
    },
    steps: steps.map((step, at) =>
      at === 0 ? { ...step, wait: { amount: first?.pre_delay ?? 0, unit: first?.pre_delay_unit ?? 'days' } } : step,
    ),
    schedules: own === undefined || own === null ? null : schedules,
    startDate,
    endDate,
    limit: mode === 'custom' || mode === 'unlimited' ? { mode, perDay: parsed.daily_limit ?? null } : null,
    ignoresAccountLimit: parsed.ignore_account_daily_limit === true,
  }
}

const oneLine = (text: string): string =>
  text
    .slice(0, 2_000)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)
