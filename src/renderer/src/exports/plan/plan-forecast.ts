/** Forecast of a plan, for its one campaign or for all campaigns it creates. */
import type { ExportZones } from '#shared/contract/exports/export-zones.ts'
import type { ExportChoices } from '#shared/contract/exports/exports.ts'
import type { AccountWeek, MoreLeads } from '#shared/contract/insights/capacity.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { datesToAvoid } from '#shared/domain/exports/forecast/avoid.ts'
import { firstDay } from '#shared/domain/exports/forecast/first-day.ts'
import { type Forecast, type ForecastRequest, forecastTogether } from '#shared/domain/exports/forecast/forecast.ts'
import { splitProportionally } from '#shared/domain/exports/lead-time-zone/shares.ts'
import { readWhole, stepDays } from '../../campaigns/copy/step-form.ts'
import { accountsOf, type PlanForm } from './plan-form.ts'

export type ForecastResult = Forecast | 'noEmails' | 'noLimits' | 'nothing' | 'half_typed'

/** If `zones` is undefined (not known yet, or not queried), the forecast treats the plan as one campaign. */
export function forecastOf(
  form: PlanForm,
  choices: ExportChoices | undefined,
  leads: number,
  zones: ExportZones | undefined,
  nowMs: number,
): ForecastResult {
  if (form.steps.length === 0) return 'noEmails'
  const time = /^\d{2}:\d{2}$/
  if (!time.test(form.from) || !time.test(form.to) || form.from >= form.to) return 'half_typed'
  const perDay = perDayOf(form, choices)
  if (perDay === null) return 'noLimits'
  return forecastTogether(requestsOf(form, leads, perDay, zones, nowMs)) ?? 'nothing'
}

/** If a lead would wait longer than this many days for its first email, there are too many leads for the accounts. */
const slowAfterDays = 28

export type TooFew = {
  /** Whole emails per day that the accounts have left beside other campaigns, and that are needed. */
  readonly free: number
  readonly need: number
  /** Date on which the last lead gets its first email, YYYY-MM-DD; null if no capacity is free. */
  readonly lastFirst: string | null
}

/**
 * Returns by how much the accounts' capacity is too small for the leads, counting what other campaigns send from the
 * same accounts. Null if it suffices.
 */
export function tooFewAccounts(
  form: PlanForm,
  choices: ExportChoices | undefined,
  of: { leads: number; zones: ExportZones | undefined; weeks: readonly AccountWeek[] | undefined; nowMs: number },
): TooFew | null {
  const { leads, zones, weeks, nowMs } = of
  if (form.kind !== 'new' || form.steps.length === 0 || leads === 0 || !weeks) return null
  const chosen = new Set(accountsOf(form, choices).map((email) => email.toLowerCase()))
  const own = weeks.filter(({ email }) => chosen.has(email))
  // Without limits the free capacity is unknown.
  if (own.length < chosen.size || own.length === 0 || perDayOf(form, choices) === null) return null
  const free = Math.floor(own.reduce((sum, { days }) => sum + freeADay(days), 0))
  const perDay = Math.min(free, readWhole(form.dailyLimit) ?? free)
  const found = perDay === 0 ? null : forecastTogether(requestsOf(form, leads, perDay, zones, nowMs))
  const lastFirst = found?.days.findLast(({ first }) => first > 0)?.date ?? null
  const start = form.startDate ? Math.max(nowMs, Date.parse(form.startDate)) : nowMs
  const isSlow = lastFirst === null || Date.parse(lastFirst) - start > slowAfterDays * dayMs
  if (free > 0 && !isSlow) return null
  // Follow-ups take their share of each day.
  const need = Math.ceil((leads * form.steps.length) / ((slowAfterDays / 7) * Math.max(1, form.days.length)))
  return { free, need, lastFirst }
}

/** Whether the last lead of a running campaign, old or new, would wait too long for its first email. */
export function isTooLate({ lastFirst }: MoreLeads, nowMs: number): boolean {
  return lastFirst === null || Date.parse(lastFirst) - nowMs > slowAfterDays * dayMs
}

/** Average over the days the account can send on. Today is skipped, as what is left of it says little. */
function freeADay(days: AccountWeek['days']): number {
  const whole = days.slice(1).filter(({ possible }) => possible > 0)
  return whole.reduce((sum, { possible, planned }) => sum + possible - planned, 0) / Math.max(1, whole.length)
}

function requestsOf(
  form: PlanForm,
  leads: number,
  perDay: number,
  zones: ExportZones | undefined,
  nowMs: number,
): readonly ForecastRequest[] {
  const on = stepDays(form.steps)
  const requestOf = (of: {
    leads: number
    perDay: number
    zone: string
    avoid: PlanForm['avoid']
  }): ForecastRequest => ({
    leads: of.leads,
    perDay: of.perDay,
    waits: on.slice(1).map((day, at) => day - (on[at] ?? 0)),
    days: form.days,
    to: form.endDate || null,
    without: new Set(of.avoid.map(({ date }) => date)),
    ...firstDay({ timezone: of.zone, from: form.from, to: form.to, startDate: form.startDate || null }, nowMs),
  })
  const groups = form.perZone ? (zones?.groups ?? []) : []
  // With fewer emails per day than campaigns, they cannot be divided among the campaigns.
  if (groups.length < 2 || perDay < groups.length) {
    return [requestOf({ leads, perDay, zone: groups[0]?.zone ?? form.zone, avoid: form.avoid })]
  }
  const counts = groups.map((group) => group.leads)
  const [leadsOf, perDayShares] = [splitProportionally(leads, counts), splitProportionally(perDay, counts)]
  return groups.map(({ zone, countries }, at) =>
    requestOf({
      leads: leadsOf[at] ?? 0,
      perDay: perDayShares[at] ?? 0,
      zone,
      avoid: datesToAvoid(form.avoid, countries),
    }),
  )
}

/** Returns emails per day: what the accounts may send, capped at the campaign's limit. Null if neither is known. */
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
