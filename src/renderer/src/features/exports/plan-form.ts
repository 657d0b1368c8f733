import type { ExportChoices, ExportPlan } from '#shared/contract/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { LeaveOutRule } from '#shared/domain/copy/coverage.ts'
import type { AvoidedDate } from '#shared/domain/forecast/avoid.ts'
import type { SequenceId } from '#shared/ids.ts'
import { formsOfPlan, planSteps, readWhole, type StepForm, stepProblems, wholeNumber } from '../copy/step-form.ts'

/** The plan as it is being filled in: texts as typed, checked by `problemsOf`. */
export type PlanForm = {
  readonly kind: 'new' | 'existing'
  readonly name: string
  readonly campaignId: string | null
  readonly zone: string
  readonly from: string
  readonly to: string
  readonly days: readonly number[]
  readonly startDate: string
  readonly endDate: string
  readonly steps: readonly StepForm[]
  /** The template of the library they were taken from. */
  readonly template: { readonly id: SequenceId; readonly version: number; readonly name: string } | null
  /** Leads with such a value under a variable of the copy stay behind. */
  readonly leaveOut: readonly LeaveOutRule[]
  /** Null until the operator chose: then every account that can send. */
  readonly accounts: readonly string[] | null
  readonly dailyLimit: string
  readonly skip: boolean
  /** Leave out who is blocked, or was written to for another client, by now. */
  readonly holdBlocked: boolean
  readonly holdOtherClients: boolean
  readonly activate: boolean
  /** A campaign of its own for each time zone of the leads, none smaller than so many leads where that can be. */
  readonly perZone: boolean
  readonly smallest: string
  /** Dates nothing is sent on. */
  readonly avoid: readonly AvoidedDate[]
}

const workingDays = [1, 2, 3, 4, 5] as const

/** As last used in this workspace, or sensible for a first time. Days that are over are left open. */
export function formOf(plan: Pick<ExportPlan, 'suggestedName' | 'remembered'>, zone: string, today: string): PlanForm {
  const fresh: PlanForm = {
    kind: 'new',
    name: plan.suggestedName,
    campaignId: null,
    zone,
    from: '09:00',
    to: '17:00',
    days: workingDays,
    startDate: '',
    endDate: '',
    steps: [],
    template: null,
    leaveOut: [],
    accounts: null,
    dailyLimit: '',
    skip: true,
    holdBlocked: true,
    holdOtherClients: true,
    activate: false,
    perZone: false,
    smallest: '20',
    avoid: [],
  }
  const last = plan.remembered
  if (!last) return fresh
  const rules = { skip: last.skipIfInWorkspace, activate: last.activateWhenDone }
  if (last.target.kind === 'existing') {
    return { ...fresh, ...rules, kind: 'existing', campaignId: last.target.campaignId }
  }
  const { schedule, steps, accounts, dailyLimit, template, avoid = [] } = last.target
  const notOver = (date: string | null) => (date !== null && date >= today ? date : '')
  return {
    ...fresh,
    ...rules,
    zone: schedule.timezone,
    from: schedule.from,
    to: schedule.to,
    days: schedule.days,
    startDate: notOver(schedule.startDate),
    endDate: notOver(schedule.endDate),
    steps: formsOfPlan(steps),
    template: template ?? null,
    accounts,
    dailyLimit: dailyLimit === null ? '' : String(dailyLimit),
    perZone: last.perZone !== undefined,
    smallest: String(last.perZone?.smallest ?? fresh.smallest),
    avoid: avoid.filter(({ date }) => date >= today),
  }
}

const canSend = 1

/** The accounts the campaign gets: those chosen that are still there, or all that can send. */
export function accountsOf(form: Pick<PlanForm, 'accounts'>, choices: ExportChoices | undefined): readonly string[] {
  if (form.accounts === null) {
    return (choices?.mailboxes ?? []).filter((mailbox) => mailbox.status === canSend).map((mailbox) => mailbox.email)
  }
  if (!choices) return form.accounts
  const there = new Set(choices.mailboxes.map((mailbox) => mailbox.email))
  // A key that may not read accounts answers with none: what was used last time is then kept.
  return there.size === 0 ? form.accounts : form.accounts.filter((email) => there.has(email))
}

export type PlanProblem =
  | 'name_empty'
  | 'name_long'
  | 'campaign_missing'
  | 'campaign_gone'
  | 'hour_missing'
  | 'hours_wrong'
  | 'days_none'
  | 'dates_wrong'
  | 'date_past'
  | 'limit_wrong'
  | 'smallest_wrong'
  | 'steps'
  /** The copy has a variable no lead has. */
  | 'variables_unknown'

/** `9`, `930`, `9.30` or `9:30` as the time of day they mean; what is none stays as it was typed. */
export function readTime(typed: string): string {
  const found = /^(\d{1,2})(?:[:.h ]?(\d{2}))?$/.exec(typed.trim())
  const hour = Number(found?.[1])
  const minute = Number(found?.[2] ?? 0)
  if (!found || hour > 23 || minute > 59) return typed
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** Everything that stands in the way of sending off, in the order of the screen. */
export function problemsOf(form: PlanForm, choices: ExportChoices | undefined, today: string): readonly PlanProblem[] {
  if (form.kind === 'existing') {
    if (form.campaignId === null) return ['campaign_missing']
    const gone = choices && !choices.campaigns.some((campaign) => campaign.id === form.campaignId)
    return gone ? ['campaign_gone'] : []
  }
  const found: PlanProblem[] = []
  const name = form.name.trim()
  if (name === '') found.push('name_empty')
  if (name.length > 200) found.push('name_long')
  if (form.steps.some((_, at) => stepProblems(form.steps, at).length > 0)) found.push('steps')
  const time = /^([01]\d|2[0-3]):[0-5]\d$/
  if (!time.test(form.from) || !time.test(form.to)) found.push('hour_missing')
  else if (form.from >= form.to) found.push('hours_wrong')
  if (form.perZone && !wholeNumber(form.smallest, 100_000, 1)) found.push('smallest_wrong')
  if (form.days.length === 0) found.push('days_none')
  if (form.startDate !== '' && form.endDate !== '' && form.startDate > form.endDate) found.push('dates_wrong')
  if (form.endDate !== '' && form.endDate < today) found.push('date_past')
  if (form.dailyLimit.trim() !== '' && !wholeNumber(form.dailyLimit, 1_000_000, 1)) found.push('limit_wrong')
  return found
}

/** Leads a campaign of one zone has at least; what is half typed counts as usual. */
export const smallestOf = (form: Pick<PlanForm, 'smallest'>): number =>
  wholeNumber(form.smallest, 100_000, 1) ? (readWhole(form.smallest) ?? 20) : 20

/** The form as the export is started with it. Only for a form without problems. */
export function settingsOf(form: PlanForm, choices: ExportChoices | undefined): Input<'exports.start'>['settings'] {
  const rules = {
    skipIfInWorkspace: form.skip,
    activateWhenDone: form.activate,
    ...(form.holdBlocked ? {} : { holdBlocked: false }),
    ...(form.holdOtherClients ? {} : { holdOtherClients: false }),
    ...(form.leaveOut.length > 0 ? { leaveOut: [...form.leaveOut] } : {}),
  }
  if (form.kind === 'existing') {
    return { target: { kind: 'existing', campaignId: form.campaignId ?? '' }, ...rules }
  }
  return {
    target: {
      kind: 'new',
      name: form.name.trim(),
      schedule: {
        timezone: form.zone,
        from: form.from,
        to: form.to,
        days: [...form.days].toSorted((a, b) => a - b),
        startDate: form.startDate || null,
        endDate: form.endDate || null,
      },
      steps: planSteps(form.steps),
      ...(form.template && form.steps.length > 0 ? { template: form.template } : {}),
      accounts: [...accountsOf(form, choices)],
      dailyLimit: readWhole(form.dailyLimit),
      ...(form.avoid.length > 0 ? { avoid: [...form.avoid] } : {}),
    },
    ...rules,
    ...(form.perZone ? { perZone: { smallest: smallestOf(form) } } : {}),
  }
}
