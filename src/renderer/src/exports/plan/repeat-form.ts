import type { RepeatOf } from '#shared/contract/exports/export-history.ts'
import type { ExportChoices, ExportCoverage, ExportPlan } from '#shared/contract/exports/exports.ts'
import { formsOfPlan } from '../../campaigns/copy/step-form.ts'
import { blockedBy } from './coverage-blocks.ts'
import { canSend, formOf, type PlanForm } from './plan-form.ts'

/** Returns the plan filled in with the settings an export was started with, except that automatic start stays off. */
export function formOfRun(
  { settings }: Pick<RepeatOf, 'settings'>,
  plan: Pick<ExportPlan, 'suggestedName'>,
  zone: string,
  today: string,
): PlanForm {
  const { target, holdBlocked, holdOtherClients, holdOtherCompanies, leaveOut, fill, sendBlanks } = settings
  const form = formOf({ suggestedName: plan.suggestedName, remembered: settings }, zone, today)
  return {
    ...form,
    // Past dates are kept and pointed out; the operator decides.
    ...(target.kind === 'new'
      ? {
          startDate: target.schedule.startDate ?? '',
          endDate: target.schedule.endDate ?? '',
          zoneChosen: true,
          steps: formsOfPlan(target.steps),
          template: target.template ?? null,
        }
      : {}),
    ...(target.kind === 'existing' ? { kind: 'existing' as const, campaignId: target.campaignId } : {}),
    sendBlanks: sendBlanks ?? false,
    leaveOut: leaveOut ?? [],
    fill: fill ?? [],
    holdBlocked: holdBlocked ?? true,
    holdOtherClients: holdOtherClients ?? true,
    holdOtherCompanies: holdOtherCompanies ?? false,
    activate: false,
  }
}

/** A setting of the repeated export that no longer fits the current form. */
export type Misfit =
  | { readonly kind: 'accountsGone' | 'accountsOff'; readonly accounts: readonly string[] }
  | { readonly kind: 'campaignGone'; readonly campaign: string }
  | { readonly kind: 'startOver' | 'endOver'; readonly day: string }
  | { readonly kind: 'variables' | 'rules'; readonly names: readonly string[] }
  | { readonly kind: 'templateNewer'; readonly name: string; readonly used: number; readonly now: number }
  | { readonly kind: 'templateGone'; readonly name: string }

/** Compares the settings with Instantly and the list, as far as both are known. The result is in screen order. */
export function findMisfits(
  of: Pick<RepeatOf, 'settings' | 'campaignName' | 'template'>,
  form: PlanForm,
  known: {
    readonly choices: ExportChoices | undefined
    readonly coverage: ExportCoverage | undefined
    readonly today: string
  },
): readonly Misfit[] {
  const { choices, coverage, today } = known
  const { target } = of.settings
  const found: Misfit[] = []
  if (
    target.kind === 'existing' &&
    form.kind === 'existing' &&
    form.campaignId === target.campaignId &&
    choices &&
    !choices.campaigns.some(({ id }) => id === target.campaignId)
  ) {
    found.push({ kind: 'campaignGone', campaign: of.campaignName })
  }
  if (form.kind === 'new' && of.template && form.template?.version === of.template.used) {
    const { name, used, now } = of.template
    if (now === null) found.push({ kind: 'templateGone', name })
    else if (now > used) found.push({ kind: 'templateNewer', name, used, now })
  }
  const blocked = blockedBy(coverage, form.fill)
  if (blocked.length > 0) {
    found.push({ kind: 'variables', names: blocked.map(({ written, name }) => `{{${written[0] ?? name}}}`) })
  }
  if (coverage && coverage.state !== 'unread') {
    const names = [...new Set([...form.leaveOut, ...form.fill].map(({ variable }) => variable))]
    const strange = names.filter(
      (name) => !coverage.names.includes(name) && !coverage.variables.some((one) => one.name === name && !one.unknown),
    )
    if (strange.length > 0) found.push({ kind: 'rules', names: strange })
  }
  if (form.kind === 'existing') return found
  if (form.startDate !== '' && form.startDate < today) found.push({ kind: 'startOver', day: form.startDate })
  if (form.endDate !== '' && form.endDate < today) found.push({ kind: 'endOver', day: form.endDate })
  if (choices && choices.mailboxes.length > 0) {
    const wanted = form.accounts ?? form.lastAccounts ?? []
    const there = new Set(choices.mailboxes.map(({ email }) => email))
    const gone = wanted.filter((email) => !there.has(email))
    if (gone.length > 0) found.push({ kind: 'accountsGone', accounts: gone })
    const off = choices.mailboxes.filter(({ email, status }) => wanted.includes(email) && status !== canSend)
    if (off.length > 0) found.push({ kind: 'accountsOff', accounts: off.map(({ email }) => email) })
  }
  return found
}
