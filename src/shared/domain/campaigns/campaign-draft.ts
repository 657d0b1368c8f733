/**
 * The editable parts of a campaign, independent of Instantly's format: read from a response, compared, and converted to
 * the fields of a request. Everything read may be hostile; nothing here is rendered as HTML.
 */

import { z } from 'zod'
import { escapeTags } from '../core/escape-html.ts'
import { instantlyZones } from '../core/instantly-zones.ts'
import { isPlainObject } from '../core/plain-object.ts'
import { typedName } from '../core/typed-name.ts'
import { htmlToText } from '../inbox/html-text.ts'
import { campaignNumbers, campaignSwitches } from './read-campaign.ts'

/** Campaigns that exceed the form's limits are not edited here. */
const maxBody = 100_000
const maxSteps = 100
const maxVariants = 26
/** Instantly itself has no limit. */
const maxSenders = 20_000

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .nullable()
export const delayUnits = ['minutes', 'hours', 'days'] as const

const draftSchedule = z.object({
  name: z.string().max(500),
  from: time,
  to: time,
  /** 0 is Sunday. */
  days: z.array(z.number().int().min(0).max(6)).max(7),
  timezone: z.string().min(1).max(100),
})
const draftVariant = z.object({
  subject: z.string().max(2_000),
  /** HTML, in Instantly's format. */
  body: z.string().max(maxBody),
  off: z.boolean(),
})
const draftStep = z.object({
  /** The wait before the NEXT step; the value of the last step is not used. */
  delay: z.number().min(0).max(100_000),
  unit: z.enum(delayUnits),
  variants: z.array(draftVariant).min(1).max(maxVariants),
})

const sender = z.string().min(3).max(320)

/** A campaign as edited in the form. A number or switch that is null is not set. */
export const campaignDraft = z.object({
  name: typedName(1_000),
  schedules: z.array(draftSchedule).max(50),
  startDate: date,
  endDate: date,
  senders: z.array(sender).max(maxSenders),
  numbers: z.record(z.enum(campaignNumbers), z.number().min(0).max(100_000_000).nullable()),
  switches: z.record(z.enum(campaignSwitches), z.boolean().nullable()),
  steps: z.array(draftStep).max(maxSteps),
})
export type CampaignDraft = z.output<typeof campaignDraft>
export type DraftSchedule = z.output<typeof draftSchedule>
export type DraftStep = z.output<typeof draftStep>
export type DraftVariant = z.output<typeof draftVariant>

/** Parts that could not be read completely: they are shown elsewhere, and never written. */
export type UnreadPart = 'schedule' | 'copy' | 'senders'
/** The field of each part at Instantly. */
export const unreadFields = {
  schedule: 'campaign_schedule',
  copy: 'sequences',
  senders: 'email_list',
} as const satisfies Record<UnreadPart, string>

const textOrEmpty = z.string().catch('')
const rawSchedule = z
  .object({
    name: textOrEmpty,
    timing: z.object({ from: time, to: time }),
    days: z.record(z.string(), z.unknown()).catch({}),
    timezone: z.string().min(1).max(100),
  })
  .transform(
    (row): DraftSchedule => ({
      name: row.name.slice(0, 500),
      ...row.timing,
      days: [0, 1, 2, 3, 4, 5, 6].filter((day) => row.days[String(day)] === true),
      timezone: row.timezone,
    }),
  )
const rawDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}/)
  .transform((text) => text.slice(0, 10))
  .nullish()
  .catch(null)
const rawVariant = z
  .object({ subject: z.string().max(2_000), body: z.string().max(maxBody), v_disabled: z.boolean().nullish() })
  .transform((row): DraftVariant => ({ subject: row.subject, body: row.body, off: row.v_disabled === true }))
const rawStep = z
  .object({
    delay: z.number().nonnegative().nullish(),
    delay_unit: z.enum(delayUnits).nullish(),
    variants: z.array(rawVariant).min(1).max(maxVariants),
  })
  .transform(
    (row): DraftStep => ({ delay: row.delay ?? 0, unit: row.delay_unit ?? 'days', variants: [...row.variants] }),
  )
const rawSteps = z.array(rawStep).max(maxSteps)

const recordOrEmpty = (value: unknown): Readonly<Record<string, unknown>> => (isPlainObject(value) ? value : {})
const listOrEmpty = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Reads Instantly's response; `unread` names parts not to be edited, as they could not be read completely. */
export function readDraft(answered: unknown): {
  readonly draft: CampaignDraft
  readonly unread: readonly UnreadPart[]
} {
  const raw = recordOrEmpty(answered)
  const plan = recordOrEmpty(raw['campaign_schedule'])
  const schedules = listOrEmpty(plan['schedules']).map((one) => rawSchedule.safeParse(one))
  // Instantly only uses the first sequence.
  const steps = rawSteps.safeParse(listOrEmpty(recordOrEmpty(listOrEmpty(raw['sequences'])[0])['steps']))
  const number = (name: string) => {
    const value = raw[name]
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
  }
  const flag = (name: string) => {
    const value = raw[name]
    return typeof value === 'boolean' ? value : null
  }
  const unread: UnreadPart[] = []
  if (schedules.some(({ success }) => !success) || schedules.length > 50) unread.push('schedule')
  if (!steps.success) unread.push('copy')
  const senders = readSenders(raw['email_list'])
  if (!senders.isWhole) unread.push('senders')
  return {
    draft: {
      name: typeof raw['name'] === 'string' ? raw['name'].slice(0, 1_000) : '',
      schedules: schedules.flatMap((one) => (one.success ? [one.data] : [])).slice(0, 50),
      startDate: rawDate.parse(plan['start_date']) ?? null,
      endDate: rawDate.parse(plan['end_date']) ?? null,
      senders: senders.read,
      // It has one entry for each name.
      numbers: Object.fromEntries(campaignNumbers.map((name) => [name, number(name)])) as CampaignDraft['numbers'],
      // It has one entry for each name.
      switches: Object.fromEntries(campaignSwitches.map((name) => [name, flag(name)])) as CampaignDraft['switches'],
      steps: steps.success ? steps.data : [],
    },
    unread,
  }
}

/** Senders are written as a whole list, so a sender that could not be read would be lost with the next change. */
function readSenders(stored: unknown): { readonly read: string[]; readonly isWhole: boolean } {
  const read = listOrEmpty(stored)
    .flatMap((one) => sender.safeParse(one).data ?? [])
    .slice(0, maxSenders)
  return { read, isWhole: (stored ?? null) === null || (Array.isArray(stored) && stored.length === read.length) }
}

/** Converts line breaks to the form Instantly expects; changes nothing else. */
const withInstantlyBreaks = (body: string): string =>
  body.replaceAll(/<br\s*\/?>/gi, '<br/>').replaceAll(/\r\n?|\n/g, (_, at: number, whole: string) =>
    // A line break between tags is only source formatting.
    />\s*$/.test(whole.slice(Math.max(0, at - 40), at)) ? '\n' : '<br/>',
  )

/** Makes all notations of a line break equal. */
const unifyBreaks = (body: string): string => body.replaceAll(/<br\s*\/?>/gi, '<br/>')

/** Returns a draft whose new bodies have line breaks that Instantly displays; earlier bodies stay as they were. */
export function withTidyBodies(before: CampaignDraft, after: CampaignDraft): CampaignDraft {
  const known = new Set(before.steps.flatMap(({ variants }) => variants.map(({ body }) => body)))
  const tidy = (variant: DraftVariant) =>
    known.has(variant.body) ? variant : { ...variant, body: withInstantlyBreaks(variant.body) }
  return { ...after, steps: after.steps.map((step) => ({ ...step, variants: step.variants.map(tidy) })) }
}

/** Names of the fields at Instantly that a draft can change. */
export const draftFields = [
  'name',
  'campaign_schedule',
  'email_list',
  'sequences',
  ...campaignNumbers,
  ...campaignSwitches,
] as const
export type DraftField = (typeof draftFields)[number]

/** Returns a field's value in Instantly's format, with a fixed set of keys and all seven days listed. */
function fieldValue(draft: CampaignDraft, field: DraftField): unknown {
  if (field === 'name') return draft.name
  if (field === 'email_list') return draft.senders
  if (field === 'campaign_schedule') {
    return {
      start_date: draft.startDate,
      end_date: draft.endDate,
      schedules: draft.schedules.map(({ name, from, to, days, timezone }) => ({
        name: name === '' ? 'Sending hours' : name,
        timing: { from, to },
        days: Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [String(day), days.includes(day)])),
        timezone,
      })),
    }
  }
  if (field === 'sequences') {
    return [
      {
        steps: draft.steps.map(({ delay, unit, variants }) => ({
          type: 'email',
          delay,
          delay_unit: unit,
          variants: variants.map(({ subject, body, off }) => ({
            subject,
            body,
            ...(off ? { v_disabled: true } : {}),
          })),
        })),
      },
    ]
  }
  return field in draft.numbers
    ? draft.numbers[field as keyof CampaignDraft['numbers']]
    : draft.switches[field as keyof CampaignDraft['switches']]
}

/** Returns the fields in which two drafts differ. */
export const changedFields = (before: CampaignDraft, after: CampaignDraft): readonly DraftField[] =>
  draftFields.filter(
    (field) => !isUnsetSwitch(after, field) && exactFieldText(before, field) !== exactFieldText(after, field),
  )

/** Instantly cannot set a switch back to *not set*, so a switch that is not set here is not sent. */
const isUnsetSwitch = (draft: CampaignDraft, field: DraftField): boolean =>
  field in draft.switches && draft.switches[field as keyof CampaignDraft['switches']] === null

/** Returns the fields of a request that changes a campaign to `after`, without unchanged ones. */
export const patchOf = (after: CampaignDraft, fields: readonly DraftField[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fields.map((field) => [field, fieldValue(after, field)]))

function exactFieldText(draft: CampaignDraft, field: DraftField): string {
  if (field === 'email_list') return JSON.stringify(draft.senders.map((one) => one.toLowerCase()).toSorted())
  if (field === 'sequences')
    return JSON.stringify(draft.steps.map((step, at) => exactStepParts(step, at, draft.steps.length)))
  return JSON.stringify(fieldValue(draft, field) ?? null)
}

/** The last step's delay is not used, so it is not compared. */
const exactStepParts = ({ delay, unit, variants }: DraftStep, at: number, count: number) => [
  at === count - 1 ? null : [delay, unit],
  variants.map(({ subject, body, off }) => [subject, unifyBreaks(body), off]),
]

/** Whether Instantly has the requested value. Of bodies, words and link URLs are compared, as HTML may be rewritten. */
export function hasWantedValue(there: CampaignDraft, wanted: CampaignDraft, field: DraftField): boolean {
  if (field !== 'sequences') return exactFieldText(there, field) === exactFieldText(wanted, field)
  if (there.steps.length !== wanted.steps.length) return false
  const gist = ({ steps }: CampaignDraft) =>
    JSON.stringify(
      steps.map((step, at) => [
        at === steps.length - 1 ? null : [step.delay, step.unit],
        step.variants.map(({ subject, body, off }) => [subject.trim(), gistOfBody(body), off]),
      ]),
    )
  return gist(there) === gist(wanted)
}

const gistOfBody = (body: string): string =>
  [
    htmlToText(withInstantlyBreaks(body)).replaceAll(/\s+/g, ' '),
    ...[...body.matchAll(/\b(?:href|src)\s*=\s*("[^"]*"|'[^']*')/gi)].map((found) =>
      (found[1] ?? '').slice(1, -1).replaceAll('&amp;', '&'),
    ),
  ].join('\n')

/** A difference, listed in reading order. `from` is null for additions, `to` for removals. */
export type DraftChange =
  | { readonly part: 'name' | 'startDate' | 'endDate'; readonly from: string | null; readonly to: string | null }
  | {
      readonly part: 'number'
      readonly name: (typeof campaignNumbers)[number]
      readonly from: number | null
      readonly to: number | null
    }
  | {
      readonly part: 'switch'
      readonly name: (typeof campaignSwitches)[number]
      readonly from: boolean | null
      readonly to: boolean | null
    }
  | {
      readonly part: 'schedule'
      /** From 1. */
      readonly at: number
      readonly from: DraftSchedule | null
      readonly to: DraftSchedule | null
    }
  | { readonly part: 'senders'; readonly from: readonly string[]; readonly to: readonly string[] }
  | {
      readonly part: 'wait'
      /** The step that waits, from 2. */
      readonly step: number
      readonly from: Pick<DraftStep, 'delay' | 'unit'> | null
      readonly to: Pick<DraftStep, 'delay' | 'unit'> | null
    }
  | {
      readonly part: 'subject' | 'body'
      readonly step: number
      /** From 0, which is A. */
      readonly variant: number
      readonly from: string | null
      readonly to: string | null
    }
  | {
      readonly part: 'off'
      readonly step: number
      readonly variant: number
      readonly from: boolean
      readonly to: boolean
    }

/** Returns every difference between two drafts, part by part. */
export function draftChanges(before: CampaignDraft, after: CampaignDraft): readonly DraftChange[] {
  const changes: DraftChange[] = []
  for (const part of ['name', 'startDate', 'endDate'] as const) {
    if (before[part] !== after[part]) changes.push({ part, from: before[part], to: after[part] })
  }
  for (let at = 0; at < Math.max(before.schedules.length, after.schedules.length); at += 1) {
    const [from, to] = [before.schedules[at] ?? null, after.schedules[at] ?? null]
    if (JSON.stringify(from && sortedDays(from)) !== JSON.stringify(to && sortedDays(to)))
      changes.push({ part: 'schedule', at: at + 1, from, to })
  }
  if (exactFieldText(before, 'email_list') !== exactFieldText(after, 'email_list'))
    changes.push({ part: 'senders', from: before.senders, to: after.senders })
  for (const name of campaignNumbers) {
    const [from, to] = [before.numbers[name], after.numbers[name]]
    if (from !== to) changes.push({ part: 'number', name, from, to })
  }
  for (const name of campaignSwitches) {
    const [from, to] = [before.switches[name], after.switches[name]]
    if (to !== null && from !== to) changes.push({ part: 'switch', name, from, to })
  }
  return [...changes, ...copyChanges(before.steps, after.steps)]
}

const sortedDays = (schedule: DraftSchedule): DraftSchedule => ({
  ...schedule,
  days: schedule.days.toSorted((a, b) => a - b),
})

function copyChanges(before: readonly DraftStep[], after: readonly DraftStep[]): readonly DraftChange[] {
  const changes: DraftChange[] = []
  for (let at = 0; at < Math.max(before.length, after.length); at += 1) {
    const [old, now] = [before[at], after[at]]
    if (at > 0) {
      const [from, to] = [old ? waitOf(before[at - 1]) : null, now ? waitOf(after[at - 1]) : null]
      if (from?.delay !== to?.delay || from?.unit !== to?.unit) changes.push({ part: 'wait', step: at + 1, from, to })
    }
    for (let number = 0; number < Math.max(old?.variants.length ?? 0, now?.variants.length ?? 0); number += 1) {
      const [from, to] = [old?.variants[number], now?.variants[number]]
      const place = { step: at + 1, variant: number }
      if (from?.subject !== to?.subject)
        changes.push({ part: 'subject', ...place, from: from?.subject ?? null, to: to?.subject ?? null })
      if ((from && unifyBreaks(from.body)) !== (to && unifyBreaks(to.body)))
        changes.push({ part: 'body', ...place, from: from?.body ?? null, to: to?.body ?? null })
      if (from && to && from.off !== to.off) changes.push({ part: 'off', ...place, from: from.off, to: to.off })
    }
  }
  return changes
}

const waitOf = (step: DraftStep | undefined): Pick<DraftStep, 'delay' | 'unit'> | null =>
  step ? { delay: step.delay, unit: step.unit } : null

/** Why a draft cannot be sent. */
export type DraftProblem = 'name' | 'days' | 'hours' | 'dates' | 'zone' | 'subject' | 'body' | 'daily_max_leads'

const fieldOfProblem = {
  name: 'name',
  days: 'campaign_schedule',
  hours: 'campaign_schedule',
  dates: 'campaign_schedule',
  zone: 'campaign_schedule',
  subject: 'sequences',
  body: 'sequences',
  daily_max_leads: 'daily_max_leads',
} as const satisfies Record<DraftProblem, DraftField>

/** Returns what Instantly would refuse or never send, for the fields to be sent. A draft need not have any copy. */
export function draftProblems(
  draft: CampaignDraft,
  fields: readonly DraftField[] = draftFields,
): readonly DraftProblem[] {
  const problems = new Set<DraftProblem>()
  if (draft.name.trim() === '') problems.add('name')
  for (const { days, from, to, timezone } of draft.schedules) {
    if (days.length === 0) problems.add('days')
    if (!time.safeParse(from).success || !time.safeParse(to).success || from >= to) problems.add('hours')
    if (!(instantlyZones as readonly string[]).includes(timezone)) problems.add('zone')
  }
  if (draft.startDate && draft.endDate && draft.endDate < draft.startDate) problems.add('dates')
  // An empty subject continues the thread of the previous step; the first email has no previous step.
  if (draft.steps[0]?.variants.some(({ subject }) => subject.trim() === '')) problems.add('subject')
  if (draft.steps.some(({ variants }) => variants.some(({ body, off }) => !off && gistOfBody(body).trim() === '')))
    problems.add('body')
  // The only one of the numbers that Instantly takes as a whole number only.
  if (!Number.isInteger(draft.numbers.daily_max_leads ?? 0)) problems.add('daily_max_leads')
  return [...problems].filter((problem) => fields.includes(fieldOfProblem[problem]))
}

/** Returns whether a body is only text and line breaks, so that it can be edited as plain text without loss. */
export const isPlainBody = (body: string): boolean => plainToBody(bodyToPlain(body)) === withInstantlyBreaks(body)

/** Returns the text of a plain body, with its line breaks. */
export const bodyToPlain = (body: string): string =>
  withInstantlyBreaks(body)
    .replaceAll('<br/>', '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** Converts text to a body. Quotation marks are kept because variables may contain them (`{{firstName|"there"}}`). */
export const plainToBody = (text: string): string => escapeTags(text).replaceAll(/\r\n?|\n/g, '<br/>')

/** Returns an empty campaign that sends on weekdays from nine to five. */
export const newDraft = (name: string, timezone: string): CampaignDraft => ({
  ...readDraft({}).draft,
  name,
  schedules: [{ name: 'Sending hours', from: '09:00', to: '17:00', days: [1, 2, 3, 4, 5], timezone }],
  steps: [{ delay: 3, unit: 'days', variants: [{ subject: '', body: '', off: false }] }],
})

/** Fields of a response that may be sent to create a copy of the campaign, without leads, senders and ids. */
const copiedFields = [
  'pl_value',
  'is_evergreen',
  'daily_limit',
  'daily_max_leads',
  'email_gap',
  'random_wait_max',
  'stop_on_reply',
  'stop_on_auto_reply',
  'stop_for_company',
  'open_tracking',
  'link_tracking',
  'text_only',
  'first_email_text_only',
  'prioritize_new_leads',
  'match_lead_esp',
  'insert_unsubscribe_header',
  'allow_risky_contacts',
  'disable_bounce_protect',
  'limit_emails_per_company_override',
  'auto_variant_select',
  'provider_routing_rules',
] as const
/** Fields that refer to accounts, tags and people of one client, and are copied only within that client. */
const clientFields = ['email_list', 'email_tag_list', 'cc_list', 'bcc_list'] as const

/** Returns the request body that creates a campaign like this one. `sameClient`: including its senders, cc and bcc. */
export function copyCampaignBody(answered: unknown, sameClient: boolean): Readonly<Record<string, unknown>> {
  const raw = recordOrEmpty(answered)
  const names = sameClient ? [...copiedFields, ...clientFields] : copiedFields
  const { draft, unread } = readDraft(raw)
  /** Parts not read completely are copied as Instantly returned them; otherwise emails or hours would be missing. */
  const whole = (part: UnreadPart, field: 'campaign_schedule' | 'sequences') =>
    unread.includes(part) ? raw[field] : fieldValue(draft, field)
  return {
    name: draft.name,
    ...Object.fromEntries(
      names.flatMap((name) => (raw[name] === undefined || raw[name] === null ? [] : [[name, raw[name]]])),
    ),
    campaign_schedule: whole('schedule', 'campaign_schedule'),
    sequences: whole('copy', 'sequences'),
  }
}

/** Returns a local body with the draft's values; fields the form does not have stay as they are. */
export function applyDraftToBody(body: unknown, draft: CampaignDraft): Readonly<Record<string, unknown>> {
  const kept = new Set<DraftField>(readDraft(body).unread.map((part) => unreadFields[part]))
  const set = draftFields.filter((field) => !kept.has(field)).map((field) => [field, fieldValue(draft, field)] as const)
  const given = set.filter(([, value]) => value !== null)
  const unset = new Set<string>(set.filter(([, value]) => value === null).map(([field]) => field))
  const rest = Object.entries(recordOrEmpty(body)).filter(([name]) => !unset.has(name))
  return { ...Object.fromEntries(rest), ...Object.fromEntries(given) }
}
