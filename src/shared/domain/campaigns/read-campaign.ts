/** Reads a campaign's copy, schedule and senders from Instantly's response. Everything in it was written by others. */
import { z } from 'zod'
import { htmlToText } from '../inbox/html-text.ts'

export type CopyVariant = { readonly subject: string; readonly text: string; readonly off: boolean }
export type CopyStep = {
  /** How long after the previous step it is sent; null for the first. */
  readonly wait: { readonly amount: number; readonly unit: 'minutes' | 'hours' | 'days' } | null
  readonly variants: readonly CopyVariant[]
}
export type CopySchedule = {
  readonly name: string
  /** HH:MM in `timezone`. */
  readonly from: string
  readonly to: string
  /** 0 is Sunday. */
  readonly days: readonly number[]
  readonly timezone: string
}
/** Settings that change how the campaign sends, under Instantly's names. */
export const campaignSwitches = [
  'open_tracking',
  'link_tracking',
  'stop_on_reply',
  'stop_on_auto_reply',
  'stop_for_company',
  'text_only',
  'first_email_text_only',
  'prioritize_new_leads',
  'match_lead_esp',
  'insert_unsubscribe_header',
  'allow_risky_contacts',
  'disable_bounce_protect',
  'is_evergreen',
] as const
export type CampaignSwitch = (typeof campaignSwitches)[number]
export const campaignNumbers = ['daily_limit', 'daily_max_leads', 'email_gap', 'random_wait_max', 'pl_value'] as const
export type CampaignNumber = (typeof campaignNumbers)[number]

export type CampaignCopy = {
  readonly steps: readonly CopyStep[]
  readonly schedules: readonly CopySchedule[]
  /** YYYY-MM-DD. */
  readonly startDate: string | null
  readonly endDate: string | null
  readonly senders: readonly string[]
  /** Number of tags whose accounts also send for the campaign. */
  readonly senderTags: number
  readonly switches: readonly { readonly name: CampaignSwitch; readonly on: boolean }[]
  readonly numbers: readonly { readonly name: CampaignNumber; readonly value: number }[]
}

/** Longer than any real copy; limits what a response can put into the window. */
const longestText = 20_000
const maxVariants = 26
const maxSteps = 100
const maxSenders = 20_000

const textOrEmpty = z.string().catch('')
const variant = z
  .object({ subject: textOrEmpty, body: textOrEmpty, v_disabled: z.boolean().nullish().catch(null) })
  .transform((row) => ({
    subject: oneLine(row.subject),
    text: htmlToText(row.body.slice(0, longestText * 4)).slice(0, longestText),
    off: row.v_disabled === true,
  }))
const step = z.object({
  delay: z.number().nonnegative().nullish().catch(null),
  delay_unit: z.enum(['minutes', 'hours', 'days']).catch('days'),
  variants: z.array(variant).catch([]),
})
const clock = z.string().regex(/^\d\d:\d\d$/)
const schedule = z
  .object({
    name: textOrEmpty,
    timing: z.object({ from: clock, to: clock }),
    days: z.record(z.string(), z.unknown()).catch({}),
    timezone: textOrEmpty,
  })
  .transform((row) => ({
    name: oneLine(row.name),
    ...row.timing,
    days: [0, 1, 2, 3, 4, 5, 6].filter((day) => row.days[String(day)] === true),
    timezone: oneLine(row.timezone),
  }))
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/)
  .transform((text) => text.slice(0, 10))
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .nullish()
  .catch(null)

const campaignShape = z.looseObject({
  sequences: z.array(z.object({ steps: z.array(step).catch([]) })).catch([]),
  campaign_schedule: z
    .object({ start_date: date, end_date: date, schedules: z.array(schedule.nullable().catch(null)).catch([]) })
    .nullish()
    .catch(null),
  email_list: z.array(z.string()).catch([]),
  email_tag_list: z.array(z.string()).catch([]),
})

/** Reads what can be read and leaves out the rest, so that an unknown new setting does not hide everything. */
export function readCampaign(raw: unknown): CampaignCopy {
  const parsed = campaignShape.safeParse(raw)
  if (!parsed.success) {
    return {
      steps: [],
      schedules: [],
      startDate: null,
      endDate: null,
      senders: [],
      senderTags: 0,
      switches: [],
      numbers: [],
    }
  }
  const { data } = parsed
  // Only the first sequence is ever used.
  const steps = (data.sequences[0]?.steps ?? []).slice(0, maxSteps)
  return {
    steps: steps.map((one, at) => {
      // A step's delay is the wait before the next step.
      const before = steps[at - 1]
      const wait = before ? { amount: before.delay ?? 0, unit: before.delay_unit } : null
      return { wait, variants: one.variants.slice(0, maxVariants) }
    }),
    schedules: (data.campaign_schedule?.schedules ?? []).flatMap((one) => (one ? [one] : [])).slice(0, 50),
    startDate: data.campaign_schedule?.start_date ?? null,
    endDate: data.campaign_schedule?.end_date ?? null,
    senders: data.email_list.slice(0, maxSenders).map(oneLine),
    senderTags: data.email_tag_list.length,
    switches: campaignSwitches.flatMap((name) => {
      const on = data[name]
      return typeof on === 'boolean' ? [{ name, on }] : []
    }),
    numbers: campaignNumbers.flatMap((name) => {
      const value = data[name]
      return typeof value === 'number' && Number.isFinite(value) ? [{ name, value }] : []
    }),
  }
}

/** Reads the same without subjects and bodies, which are long: schedule, accounts and settings. */
export function readCampaignPlan(raw: unknown): CampaignCopy {
  const bare = z.looseObject({ sequences: z.array(z.object({ steps: z.array(waitOnly).catch([]) })).catch([]) })
  const parsed = bare.safeParse(raw)
  return readCampaign(parsed.success ? parsed.data : raw)
}
const waitOnly = z.object({ delay: z.unknown().optional(), delay_unit: z.unknown().optional() })

/** Returns the text on one line, without characters that change how other text is displayed. */
function oneLine(text: string): string {
  return text
    .slice(0, 2_000)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 500)
}

/**
 * Returns whether step numbers in figures start at 0 or 1, which Instantly does not document. A campaign's first step
 * always has sent emails, so figures without a step 0 start at 1.
 */
export const firstStepNumber = (steps: readonly number[]): 0 | 1 => (steps.includes(0) ? 0 : 1)
