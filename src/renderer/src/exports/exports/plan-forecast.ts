/** The forecast of a plan: of its one campaign, or of all campaigns it makes. */
import type { ExportZones } from '#shared/contract/exports/export-zones.ts'
import type { ExportChoices } from '#shared/contract/exports/exports.ts'
import { avoidedFor } from '#shared/domain/exports/forecast/avoid.ts'
import { firstDay } from '#shared/domain/exports/forecast/first-day.ts'
import { type Forecast, type ForecastWish, forecastTogether } from '#shared/domain/exports/forecast/forecast.ts'
import { sharesOf } from '#shared/domain/exports/lead-zone/shares.ts'
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

function wishesOf(
  form: PlanForm,
  leads: number,
  perDay: number,
  zones: ExportZones | undefined,
  nowMs: number,
): readonly ForecastWish[] {
  const on = stepDays(form.steps)
  const wish = (of: { leads: number; perDay: number; zone: string; avoid: PlanForm['avoid'] }): ForecastWish => ({
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
