/** What a campaign says, when and from whom, out of Instantly's answer. Everything in it was written by others. */
import { z } from 'zod'
import { htmlText } from '../inbox/html-text.ts'

export type CopyVariant = { readonly subject: string; readonly text: string; readonly off: boolean }
export type CopyStep = {
  /** How long after the step before it goes out; null for the first. */
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
/** Settings that change how it sends, by Instantly's names. */
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
  /** YYYY-MM-DD */
  readonly startDate: string | null
  readonly endDate: string | null
  readonly senders: readonly string[]
  /** Whether it also sends from all mailboxes with certain tags: how many tags. */
  readonly senderTags: number
  readonly switches: readonly { readonly name: CampaignSwitch; readonly on: boolean }[]
  readonly numbers: readonly { readonly name: CampaignNumber; readonly value: number }[]
}

/** Longer copy than anybody writes: an answer must not flood the window. */
const longestText = 20_000
const mostVariants = 26
const mostSteps = 100
const mostSenders = 20_000

const words = z.string().catch('')
const variant = z
  .object({ subject: words, body: words, v_disabled: z.boolean().nullish().catch(null) })
  .transform((row) => ({
    subject: oneLine(row.subject),
    text: htmlText(row.body.slice(0, longestText * 4)).slice(0, longestText),
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
    name: words,
    timing: z.object({ from: clock, to: clock }),
    days: z.record(z.string(), z.unknown()).catch({}),
    timezone: words,
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

const whole = z.looseObject({
  sequences: z.array(z.object({ steps: z.array(step).catch([]) })).catch([]),
  campaign_schedule: z
    .object({ start_date: date, end_date: date, schedules: z.array(schedule.nullable().catch(null)).catch([]) })
    .nullish()
    .catch(null),
  email_list: z.array(z.string()).catch([]),
  email_tag_list: z.array(z.string()).catch([]),
})

/** Reads what is there and leaves out what cannot be read: a setting of next year's is no reason to show nothing. */
export function readCampaign(raw: unknown): CampaignCopy {
  const parsed = whole.safeParse(raw)
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
  const steps = (data.sequences[0]?.steps ?? []).slice(0, mostSteps)
  return {
    steps: steps.map((one, at) => {
      // A step's delay is the wait before the next one.
      const before = steps[at - 1]
      const wait = before ? { amount: before.delay ?? 0, unit: before.delay_unit } : null
      return { wait, variants: one.variants.slice(0, mostVariants) }
    }),
    schedules: (data.campaign_schedule?.schedules ?? []).flatMap((one) => (one ? [one] : [])).slice(0, 50),
    startDate: data.campaign_schedule?.start_date ?? null,
    endDate: data.campaign_schedule?.end_date ?? null,
    senders: data.email_list.slice(0, mostSenders).map(oneLine),
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

/** The same without subjects and texts, which are long: when it sends, with which accounts and settings. */
export function readCampaignPlan(raw: unknown): CampaignCopy {
  const bare = z.looseObject({ sequences: z.array(z.object({ steps: z.array(waitOnly).catch([]) })).catch([]) })
  const parsed = bare.safeParse(raw)
  return readCampaign(parsed.success ? parsed.data : raw)
}
const waitOnly = z.object({ delay: z.unknown().optional(), delay_unit: z.unknown().optional() })

/** On one line, without what changes how other words are read. */
function oneLine(text: string): string {
  return text
    .slice(0, 2_000)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 500)
}

/**
 * Whether steps in figures begin at 0 or 1, which Instantly does not say: a campaign's first step always has sent, so
 * figures without a step 0 begin at 1.
 */
export const firstStepNumber = (steps: readonly number[]): 0 | 1 => (steps.includes(0) ? 0 : 1)
