import type { TagChoice } from '#shared/contract/campaigns/campaign-tags.ts'
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import type {
  CampaignOptions,
  ExportChoices,
  ExportPlan,
  LeadListChoice,
  MailboxChoice,
} from '#shared/contract/exports/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { LeaveOutRule } from '#shared/domain/campaigns/copy/coverage.ts'
import type { FillRule } from '#shared/domain/campaigns/copy/fill-values.ts'
import type { BlackoutDate } from '#shared/domain/exports/forecast/avoid.ts'
import type { SequenceId } from '#shared/ids.ts'
import { planSteps, readWhole, type StepForm, stepProblems, wholeNumber } from '../../campaigns/copy/step-form.ts'

/** Sending and tracking options, with minutes as typed. */
export type OptionsForm = Omit<CampaignOptions, 'email_gap' | 'random_wait_max'> & {
  readonly email_gap: string
  readonly random_wait_max: string
}

/** No tracking, and leads who reply get no further emails. Minutes are from examples in Instantly's documentation. */
const firstOptions: OptionsForm = {
  open_tracking: false,
  link_tracking: false,
  stop_on_reply: true,
  stop_on_auto_reply: false,
  text_only: false,
  email_gap: '10',
  random_wait_max: '10',
}

/** Form state of a plan: texts as typed, validated by `problemsOf`. */
export type PlanForm = {
  readonly kind: 'new' | 'existing' | 'list'
  readonly name: string
  readonly campaignId: string | null
  /** For lead lists: a new list gets the plan's name. */
  readonly listKind: 'new' | 'existing'
  readonly leadListId: string | null
  /** Tags for a new campaign. */
  readonly tags: readonly TagChoice[]
  readonly zone: string
  /** False until the operator chooses a zone; until then the leads' zone is used if it is known. */
  readonly zoneChosen: boolean
  readonly from: string
  readonly to: string
  readonly days: readonly number[]
  readonly startDate: string
  readonly endDate: string
  readonly steps: readonly StepForm[]
  /** Library template the emails were taken from. */
  readonly template: { readonly id: SequenceId; readonly version: number; readonly name: string } | null
  /** Leads with such a fault in a variable of the copy are left out. */
  readonly leaveOut: readonly LeaveOutRule[]
  /** Values for leads that have none, in this export only. */
  readonly fill: readonly FillRule[]
  /** Also exports leads with a blank in a variable that has no fallback. */
  readonly sendBlanks: boolean
  /** Null until the operator chooses; until then, the accounts of last time, else all, are used if they can send. */
  readonly accounts: readonly string[] | null
  readonly lastAccounts: readonly string[] | null
  readonly options: OptionsForm
  readonly dailyLimit: string
  readonly skip: boolean
  /** Finer rules when `skip` is off: leave out leads that are in any campaign, or in any lead list. */
  readonly skipInCampaign: boolean
  readonly skipInList: boolean
  /** Leave out leads that are blocked, or that another client has contacted since the import. */
  readonly holdBlocked: boolean
  readonly holdOtherClients: boolean
  /** Leave out leads at companies that another client contacted recently. */
  readonly holdOtherCompanies: boolean
  /** Leave out leads whose address is not verified. */
  readonly onlyVerified: boolean
  /** Part of the list to export; undefined for all of it. */
  readonly part: ExportPart | undefined
  readonly activate: boolean
  /** One campaign for each time zone of the leads, each with at least `smallest` leads if possible. */
  readonly perZone: boolean
  readonly smallest: string
  /** Dates without sending. */
  readonly avoid: readonly BlackoutDate[]
}

const workingDays = [1, 2, 3, 4, 5] as const

/**
 * Returns a form with the schedule, accounts and rules last used in this workspace, or sensible defaults the first
 * time. Dates in the past are left empty. The emails, an existing campaign (which has its own) and starting the
 * campaign are never carried over.
 */
export function formOf(plan: Pick<ExportPlan, 'suggestedName' | 'remembered'>, zone: string, today: string): PlanForm {
  const fresh: PlanForm = {
    kind: 'new',
    name: plan.suggestedName,
    campaignId: null,
    listKind: 'new',
    leadListId: null,
    tags: [],
    zone,
    zoneChosen: false,
    from: '09:00',
    to: '17:00',
    days: workingDays,
    startDate: '',
    endDate: '',
    steps: [],
    template: null,
    leaveOut: [],
    fill: [],
    sendBlanks: false,
    accounts: null,
    lastAccounts: null,
    options: firstOptions,
    dailyLimit: '',
    skip: true,
    skipInCampaign: false,
    skipInList: false,
    holdBlocked: true,
    holdOtherClients: true,
    holdOtherCompanies: false,
    onlyVerified: false,
    part: undefined,
    activate: false,
    perZone: false,
    smallest: '20',
    avoid: [],
  }
  const last = plan.remembered
  if (!last) return fresh
  const rules = {
    skip: last.skipIfInWorkspace,
    skipInCampaign: last.skipIfInCampaign ?? false,
    skipInList: last.skipIfInList ?? false,
    onlyVerified: last.onlyVerified ?? false,
  }
  if (last.target.kind === 'existing') return { ...fresh, ...rules }
  if (last.target.kind === 'new_list') return { ...fresh, ...rules, kind: 'list' }
  if (last.target.kind === 'existing_list') {
    return { ...fresh, ...rules, kind: 'list', listKind: 'existing', leadListId: last.target.leadListId }
  }
  const { schedule, accounts, dailyLimit, options, tags = [], avoid = [] } = last.target
  const notOver = (date: string | null) => (date !== null && date >= today ? date : '')
  return {
    ...fresh,
    ...rules,
    tags,
    zone: schedule.timezone,
    from: schedule.from,
    to: schedule.to,
    days: schedule.days,
    startDate: notOver(schedule.startDate),
    endDate: notOver(schedule.endDate),
    lastAccounts: accounts,
    dailyLimit: asTyped(dailyLimit),
    options: options
      ? { ...options, email_gap: asTyped(options.email_gap), random_wait_max: asTyped(options.random_wait_max) }
      : firstOptions,
    perZone: last.perZone !== undefined,
    smallest: String(last.perZone?.smallest ?? fresh.smallest),
    avoid: avoid.filter(({ date }) => date >= today),
  }
}

const asTyped = (value: number | null): string => (value === null ? '' : String(value))

/** Instantly's status code of an account that can send. */
export const canSend = 1

type Accounts = Pick<PlanForm, 'accounts' | 'lastAccounts'>

/** Returns the campaign's accounts: the chosen ones still there; else those of last time, else all, that can send. */
export function accountsOf(form: Accounts, choices: ExportChoices | undefined): readonly string[] {
  const wanted = form.accounts ?? form.lastAccounts
  if (!choices) return wanted ?? []
  const { mailboxes } = choices
  // A key without permission to read accounts returns none, so the accounts of last time are kept.
  if (mailboxes.length === 0) return wanted ?? []
  const can = new Set(
    mailboxes.filter(({ status }) => form.accounts !== null || status === canSend).map(({ email }) => email),
  )
  return wanted ? wanted.filter((email) => can.has(email)) : [...can]
}

/** Returns preselected accounts that cannot send, and are unticked; none once the operator has chosen. */
export function unusable(form: Accounts, choices: ExportChoices | undefined): readonly MailboxChoice[] {
  if (form.accounts !== null) return []
  return (choices?.mailboxes ?? []).filter(
    ({ email, status }) => status !== canSend && (form.lastAccounts === null || form.lastAccounts.includes(email)),
  )
}

export type PlanProblem =
  | 'name_empty'
  | 'name_long'
  | 'campaign_missing'
  | 'campaign_gone'
  | 'list_missing'
  | 'list_gone'
  | 'hour_missing'
  | 'hours_wrong'
  | 'days_none'
  | 'dates_wrong'
  | 'date_past'
  | 'limit_wrong'
  | 'gap_wrong'
  | 'wait_wrong'
  | 'smallest_wrong'
  | 'steps'
  /** The copy has a variable that no lead has. */
  | 'variables_unknown'

/** Returns `9`, `930`, `9.30` or `9:30` as a time of day; any other text is returned as typed. */
export function readTime(typed: string): string {
  const found = /^(\d{1,2})(?:[:.h ]?(\d{2}))?$/.exec(typed.trim())
  const hour = Number(found?.[1])
  const minute = Number(found?.[2] ?? 0)
  if (!found || hour > 23 || minute > 59) return typed
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** Returns everything that prevents sending, in the order of the screen. */
export function problemsOf(
  form: PlanForm,
  choices: ExportChoices | undefined,
  today: string,
  lists?: readonly LeadListChoice[],
): readonly PlanProblem[] {
  if (form.kind === 'list') return listProblems(form, lists)
  if (form.kind === 'existing') {
    if (form.campaignId === null) return ['campaign_missing']
    const gone = choices && !choices.campaigns.some((campaign) => campaign.id === form.campaignId)
    return gone ? ['campaign_gone'] : []
  }
  const found = [...nameProblems(form)]
  if (form.steps.some((_, at) => stepProblems(form.steps, at).length > 0)) found.push('steps')
  const time = /^([01]\d|2[0-3]):[0-5]\d$/
  if (!time.test(form.from) || !time.test(form.to)) found.push('hour_missing')
  else if (form.from >= form.to) found.push('hours_wrong')
  if (form.perZone && !wholeNumber(form.smallest, 100_000, 1)) found.push('smallest_wrong')
  if (form.days.length === 0) found.push('days_none')
  if (form.startDate !== '' && form.endDate !== '' && form.startDate > form.endDate) found.push('dates_wrong')
  if (form.endDate !== '' && form.endDate < today) found.push('date_past')
  if (form.dailyLimit.trim() !== '' && !wholeNumber(form.dailyLimit, 1_000_000, 1)) found.push('limit_wrong')
  const isMinutes = (text: string) => text.trim() === '' || wholeNumber(text, 1440)
  if (!isMinutes(form.options.email_gap)) found.push('gap_wrong')
  if (!isMinutes(form.options.random_wait_max)) found.push('wait_wrong')
  return found
}

function nameProblems({ name }: PlanForm): readonly PlanProblem[] {
  const typed = name.trim()
  if (typed === '') return ['name_empty']
  return typed.length > 200 ? ['name_long'] : []
}

function listProblems(form: PlanForm, lists: readonly LeadListChoice[] | undefined): readonly PlanProblem[] {
  if (form.listKind === 'new') return nameProblems(form)
  if (form.leadListId === null) return ['list_missing']
  return lists && !lists.some(({ id }) => id === form.leadListId) ? ['list_gone'] : []
}
/** Returns the minimum number of leads for a campaign of one zone; the default if the input is incomplete. */
export const smallestOf = (form: Pick<PlanForm, 'smallest'>): number =>
  wholeNumber(form.smallest, 100_000, 1) ? (readWhole(form.smallest) ?? 20) : 20

/** Returns the settings the export is started with. The form must have no problems. */
export function settingsOf(form: PlanForm, choices: ExportChoices | undefined): Input<'exports.start'>['settings'] {
  const rules = {
    skipIfInWorkspace: form.skip,
    activateWhenDone: form.activate && form.kind !== 'list',
    ...(!form.skip && form.skipInCampaign ? { skipIfInCampaign: true } : {}),
    ...(!form.skip && form.skipInList ? { skipIfInList: true } : {}),
    ...(form.holdBlocked ? {} : { holdBlocked: false }),
    ...(form.holdOtherClients ? {} : { holdOtherClients: false }),
    // A lead list has no copy in which a value could look wrong.
    ...(form.leaveOut.length > 0 && form.kind !== 'list' ? { leaveOut: [...form.leaveOut] } : {}),
    ...(form.fill.length > 0 && form.kind !== 'list' ? { fill: [...form.fill] } : {}),
    ...(form.holdOtherCompanies ? { holdOtherCompanies: true } : {}),
    ...(form.onlyVerified ? { onlyVerified: true } : {}),
    ...(form.sendBlanks && form.kind !== 'list' ? { sendBlanks: true } : {}),
  }
  if (form.kind === 'existing') {
    return { target: { kind: 'existing', campaignId: form.campaignId ?? '' }, ...rules }
  }
  if (form.kind === 'list') {
    const target =
      form.listKind === 'new'
        ? { kind: 'new_list' as const, name: form.name.trim() }
        : { kind: 'existing_list' as const, leadListId: form.leadListId ?? '' }
    return { target, ...rules }
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
      ...(form.tags.length > 0 ? { tags: [...form.tags] } : {}),
      accounts: [...accountsOf(form, choices)],
      dailyLimit: readWhole(form.dailyLimit),
      options: {
        ...form.options,
        email_gap: readWhole(form.options.email_gap),
        random_wait_max: readWhole(form.options.random_wait_max),
      },
      ...(form.avoid.length > 0 ? { avoid: [...form.avoid] } : {}),
    },
    ...rules,
    ...(form.perZone ? { perZone: { smallest: smallestOf(form) } } : {}),
  }
}

/** Returns the contacts left in the Instantly plan, if known; leads in a lead list use none. */
export const contactsOf = (
  { kind }: PlanForm,
  choices: ExportChoices | undefined,
): { readonly contactsLeft?: number } => {
  const left = choices?.contactsLeft ?? null
  return kind === 'list' || left === null ? {} : { contactsLeft: left }
}
