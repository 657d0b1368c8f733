/** What a subsequence says, whom it takes in and when it sends, out of Instantly's answer. */
import { z } from 'zod'
import { type CopySchedule, type CopyStep, readCampaign } from './read-campaign.ts'

/** By what leads come in. Instantly does not say how several of them go together. */
export type SubsequenceConditions = {
  /** Numbers of interest statuses, those of custom labels too. */
  readonly interest: readonly number[]
  readonly opened: boolean
  readonly clicked: boolean
  /** Had every mail of the campaign and did not reply. */
  readonly completed: boolean
  readonly replyContains: string | null
  /** How many there are that nobody knows here. */
  readonly others: number
}

export type SubsequenceCopy = {
  readonly conditions: SubsequenceConditions
  /** The first has a wait too: from coming in to its mail. */
  readonly steps: readonly CopyStep[]
  /** Null: that of the campaign. */
  readonly schedules: readonly CopySchedule[] | null
  readonly startDate: string | null
  readonly endDate: string | null
  /** Mails a day; null: as the campaign, or not told. */
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
const whole = z.looseObject({
  conditions: z
    .object({ crm_status: numbers, lead_activity: numbers, reply_contains: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
  sequences: z.array(z.object({ steps: z.array(wait).catch([]) })).catch([]),
  daily_limit_mode: z.string().nullish().catch(null),
  daily_limit: z.number().nullish().catch(null),
  ignore_account_daily_limit: z.boolean().nullish().catch(null),
})

/** Reads what is there and leaves out what cannot be read, as of a campaign. */
export function readSubsequence(raw: Readonly<Record<string, unknown>>): SubsequenceCopy {
  const told = whole.parse(raw)
  const own = raw['subsequence_schedule']
  const { steps, schedules, startDate, endDate } = readCampaign({ sequences: raw['sequences'], campaign_schedule: own })
  const first = told.sequences[0]?.steps[0]
  const activity = told.conditions?.lead_activity ?? []
  const mode = told.daily_limit_mode
  return {
    conditions: {
      interest: (told.conditions?.crm_status ?? []).slice(0, 100),
      opened: activity.includes(activities.opened),
      clicked: activity.includes(activities.clicked),
      completed: activity.includes(activities.completed),
      replyContains: oneLine(told.conditions?.reply_contains ?? '') || null,
      others: activity.filter((one) => !known.has(one)).length,
    },
    steps: steps.map((step, at) =>
      at === 0 ? { ...step, wait: { amount: first?.pre_delay ?? 0, unit: first?.pre_delay_unit ?? 'days' } } : step,
    ),
    schedules: own === undefined || own === null ? null : schedules,
    startDate,
    endDate,
    limit: mode === 'custom' || mode === 'unlimited' ? { mode, perDay: told.daily_limit ?? null } : null,
    ignoresAccountLimit: told.ignore_account_daily_limit === true,
  }
}

const oneLine = (text: string): string =>
  text
    .slice(0, 2_000)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)
