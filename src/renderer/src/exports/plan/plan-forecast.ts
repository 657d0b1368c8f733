/** The forecast of a plan: of its one campaign, or of all campaigns it makes. */
import type { ExportZones } from '#shared/contract/exports/export-zones.ts'
import type { ExportChoices } from '#shared/contract/exports/exports.ts'
import type { AccountWeek, MoreLeads } from '#shared/contract/insights/capacity.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { avoidedFor } from '#shared/domain/exports/forecast/avoid.ts'
import { firstDay } from '#shared/domain/exports/forecast/first-day.ts'
import { type Forecast, type ForecastRequest, forecastTogether } from '#shared/domain/exports/forecast/forecast.ts'
import { sharesOf } from '#shared/domain/exports/lead-time-zone/shares.ts'
import { readWhole, stepDays } from '../../campaigns/copy/step-form.ts'
import { accountsOf, type PlanForm } from './plan-form.ts'

export type Told = Forecast | 'noEmails' | 'noLimits' | 'nothing' | 'half_typed'

/** `zones` undefined: not known yet, or not asked for; then it is told as one campaign. */
export function forecastOf(
  form: PlanForm,
  choices: ExportChoices | undefined,
  leads: number,
  zones: ExportZones | undefined,
  nowMs: number,
): Told {
  if (form.steps.length === 0) return 'noEmails'
  const time = /^\d{2}:\d{2}$/
  if (!time.test(form.from) || !time.test(form.to) || form.from >= form.to) return 'half_typed'
  const perDay = perDayOf(form, choices)
  if (perDay === null) return 'noLimits'
  return forecastTogether(wishesOf(form, leads, perDay, zones, nowMs)) ?? 'nothing'
}

/** Leads that would wait longer than this for their first email are too many for the accounts. */
const slowAfterDays = 28

export type TooFew = {
  /** Emails a day the accounts have free beside their other campaigns, and how many are needed; whole numbers. */
  readonly free: number
  readonly need: number
  /** When the last lead has its first email, YYYY-MM-DD; null: nothing is free. */
  readonly lastFirst: string | null
}

/** Too little capacity for the leads in hand: what other campaigns send with the same accounts counts. Null where it is enough. */
export function tooFewAccounts(
  form: PlanForm,
  choices: ExportChoices | undefined,
  of: { leads: number; zones: ExportZones | undefined; weeks: readonly AccountWeek[] | undefined; nowMs: number },
): TooFew | null {
  const { leads, zones, weeks, nowMs } = of
  if (form.kind !== 'new' || form.steps.length === 0 || leads === 0 || !weeks) return null
  const chosen = new Set(accountsOf(form, choices).map((email) => email.toLowerCase()))
  const own = weeks.filter(({ email }) => chosen.has(email))
  // Without a limit nobody knows what is free.
  if (own.length < chosen.size || own.length === 0 || perDayOf(form, choices) === null) return null
  const free = Math.floor(own.reduce((sum, { days }) => sum + freeADay(days), 0))
  const perDay = Math.min(free, readWhole(form.dailyLimit) ?? free)
  const found = perDay === 0 ? null : forecastTogether(wishesOf(form, leads, perDay, zones, nowMs))
  const lastFirst = found?.days.findLast(({ first }) => first > 0)?.date ?? null
  const start = form.startDate ? Math.max(nowMs, Date.parse(form.startDate)) : nowMs
  const isSlow = lastFirst === null || Date.parse(lastFirst) - start > slowAfterDays * dayMs
  if (free > 0 && !isSlow) return null
  // Follow-ups take their share of each day.
  const need = Math.ceil((leads * form.steps.length) / ((slowAfterDays / 7) * Math.max(1, form.days.length)))
  return { free, need, lastFirst }
}

/** The same of a campaign that runs already: whether the last of its leads, old and new, waits too long. */
export function isTooLate({ lastFirst }: MoreLeads, nowMs: number): boolean {
  return lastFirst === null || Date.parse(lastFirst) - nowMs > slowAfterDays * dayMs
}

/** On average, of the days it can send on; the rest of today says little. */
function freeADay(days: AccountWeek['days']): number {
  const whole = days.slice(1).filter(({ possible }) => possible > 0)
  return whole.reduce((sum, { possible, planned }) => sum + possible - planned, 0) / Math.max(1, whole.length)
}

function wishesOf(
  form: PlanForm,
  leads: number,
  perDay: number,
  zones: ExportZones | undefined,
  nowMs: number,
): readonly ForecastRequest[] {
  const on = stepDays(form.steps)
  const wish = (of: { leads: number; perDay: number; zone: string; avoid: PlanForm['avoid'] }): ForecastRequest => ({
    leads: of.leads,
    perDay: of.perDay,
    waits: on.slice(1).map((day, at) => day - (on[at] ?? 0)),
    days: form.days,
    to: form.endDate || null,
    without: new Set(of.avoid.map(({ date }) => date)),
    ...firstDay({ timezone: of.zone, from: form.from, to: form.to, startDate: form.startDate || null }, nowMs),
  })
  const groups = form.perZone ? (zones?.groups ?? []) : []
  // Fewer mails a day than campaigns cannot be shared out by the day.
  if (groups.length < 2 || perDay < groups.length) {
    return [wish({ leads, perDay, zone: groups[0]?.zone ?? form.zone, avoid: form.avoid })]
  }
  const counts = groups.map((group) => group.leads)
  const [leadsOf, perDayShares] = [sharesOf(leads, counts), sharesOf(perDay, counts)]
  return groups.map(({ zone, countries }, at) =>
    wish({
      leads: leadsOf[at] ?? 0,
      perDay: perDayShares[at] ?? 0,
      zone,
      avoid: avoidedFor(form.avoid, countries),
    }),
  )
}

/** Mails a day: what the accounts may send together, and no more than the campaign may. Null where neither is known. */
function perDayOf(form: PlanForm, choices: ExportChoices | undefined): number | null {
  const chosen = new Set(accountsOf(form, choices))
  const own = (choices?.mailboxes ?? []).filter(({ email }) => chosen.has(email))
  const limits = own.map(({ dailyLimit }) => dailyLimit)
  const accounts =
    choices === undefined || limits.includes(null) ? null : limits.reduce<number>((sum, one) => sum + (one ?? 0), 0)
  const campaign = readWhole(form.dailyLimit)
  if (accounts === null) return campaign
  return campaign === null ? accounts : Math.min(accounts, campaign)
}
