/** Summaries of a plan's collapsed parts. */
import type { ExportZones } from '#shared/contract/exports/export-zones.ts'
import type { ExportChoices } from '#shared/contract/exports/exports.ts'
import { formatDay, formatList, t } from '../../core/lib/texts.ts'
import { accountsOf, type PlanForm, unusable } from './plan-form.ts'
import type { RowId } from './plan-row.tsx'
import { cityOfZone } from './plan-start.ts'

type Facts = {
  readonly form: PlanForm
  readonly choices: ExportChoices | undefined
  readonly zones: ExportZones | undefined
  /** Name of the exported part; empty for the whole list. */
  readonly part: string
}
type Words = { readonly value: string; readonly quiet: string }

const join = (parts: readonly (string | false)[]): string => parts.filter(Boolean).join(', ')

export const rowTexts = (facts: Facts): Readonly<Record<Exclude<RowId, 'forecast'>, Words>> => ({
  leads: { value: facts.part, quiet: '' },
  schedule: scheduleWords(facts),
  accounts: accountWords(facts),
  blackout: blackoutWords(facts.form),
  options: optionWords(facts.form),
})

/** Monday first. */
const week = [1, 2, 3, 4, 5, 6, 0] as const

/** Formats days as `Mon–Fri` or `Tue, Thu`. */
export function daysWords(days: readonly number[]): string {
  const on = week.filter((day) => days.includes(day))
  const at = on.map((day) => week.indexOf(day))
  const names = on.map((day) => t.exports.daysShort[day])
  const inRow = on.length > 2 && at.every((place, index) => place === (at[0] ?? 0) + index)
  return inRow ? `${names[0]}–${names.at(-1)}` : names.join(', ')
}

function scheduleWords({ form, zones }: Facts): Words {
  const words = t.review.rows
  const campaigns = form.perZone ? (zones?.groups.length ?? 1) : 1
  return {
    value: words.schedule(daysWords(form.days), form.from, form.to, cityOfZone(form.zone)),
    quiet: join([
      form.startDate !== '' && words.from(formatDay(form.startDate)),
      form.endDate !== '' && words.until(formatDay(form.endDate)),
      campaigns > 1 && words.campaigns(campaigns),
    ]),
  }
}

function accountWords({ form, choices }: Facts): Words {
  const words = t.review.rows
  const chosen = new Set(accountsOf(form, choices))
  // Without an answer from Instantly it is unknown whether there are any accounts.
  if (!choices && chosen.size === 0) return { value: words.accountsUnread, quiet: '' }
  const all = choices?.mailboxes ?? []
  const used = all.filter(({ email }) => chosen.has(email))
  const off = unusable(form, choices).length
  const limits = used.map(({ dailyLimit }) => dailyLimit)
  const perDay = limits.reduce<number>((sum, one) => sum + (one ?? 0), 0)
  return {
    value: join([
      chosen.size === 0 ? words.noAccounts : words.accounts(chosen.size, Math.max(all.length, chosen.size)),
      used.length > 0 && !limits.includes(null) && words.perDay(perDay),
    ]),
    quiet: off > 0 ? words.notUsed(off) : '',
  }
}

function blackoutWords({ avoid }: PlanForm): Words {
  const dates = [...new Set(avoid.map(({ date }) => date))].toSorted()
  if (dates.length === 0) return { value: t.review.rows.noBlackout, quiet: '' }
  return dates.length <= 3
    ? { value: formatList(dates.map(formatDay)), quiet: '' }
    : { value: t.review.rows.blackout(dates.length), quiet: '' }
}

function optionWords(form: PlanForm): Words {
  const words = t.review.rows
  const skip = form.skip ? words.skip : words.noSkip
  if (form.kind !== 'new') return { value: skip, quiet: '' }
  const { open_tracking, link_tracking, stop_on_reply, text_only } = form.options
  return {
    value: join([
      stop_on_reply ? words.stopOnReply : words.goesOnAfterReply,
      text_only && words.textOnly,
      open_tracking && words.opens,
      link_tracking && words.links,
      !open_tracking && !link_tracking && words.noTracking,
    ]),
    quiet: skip,
  }
}
