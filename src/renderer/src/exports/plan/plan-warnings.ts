/** All warnings about a plan, most serious first, each with its fix. */
import type {
  ExportChoices,
  ExportCoverage,
  ExportGuard,
  ExportPlan,
  ExportSum,
  ZoneMatch,
} from '#shared/contract/exports/exports.ts'
import type { PreflightCheck } from '#shared/contract/exports/preflight.ts'
import type { MoreLeads } from '#shared/contract/insights/capacity.ts'
import { countWithoutOptOut, findSequenceTraps } from '#shared/domain/campaigns/copy/sequence.ts'
import { type Hint, hintsOf } from '#shared/domain/exports/preflight/preflight.ts'
import { sequenceStepsOf } from '../../campaigns/copy/step-form.ts'
import { formatDay, formatList, formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { isActive } from './campaign-state.ts'
import { blockedBy } from './coverage-blocks.ts'
import type { ForecastResult, TooFew } from './plan-forecast.ts'
import { accountsOf, canSend, type PlanForm, unusable } from './plan-form.ts'
import { emptyExportText } from './use-export-sum.ts'
import { driftText } from './zone-drift.ts'

/** Target or effect of a fix; the screen carries it out. */
export type Fix =
  | {
      readonly does:
        | 'keys'
        | 'ask_again'
        | 'unlock'
        | 'problem'
        | 'list'
        | 'target'
        | 'coverage'
        | 'emails'
        | 'companies'
        | 'worst'
    }
  | { readonly does: 'row'; readonly row: 'schedule' | 'accounts' | 'options' }
  | { readonly does: 'export'; readonly id: number }
  | { readonly does: 'edit'; readonly change: Partial<PlanForm> }

export type Warning = {
  /** Subject of the warning. A warning that was seen stays seen if only its figures change. */
  readonly id: string
  readonly tone: 'bad' | 'warn'
  readonly title: string
  readonly text: string
  /** Full text, if title and text are abbreviated. */
  readonly detail?: string
  readonly fix: { readonly label: string } & Fix
  /** Shows more details. */
  readonly more?: { readonly label: string } & Fix
}

export type WarningFacts = {
  readonly form: PlanForm
  /** `ready` is the number of leads that will be exported. */
  readonly plan: Pick<ExportPlan, 'ready' | 'exportsBefore' | 'earlierExports'>
  readonly sum: ExportSum | undefined
  readonly choices: ExportChoices | undefined
  readonly guard: ExportGuard | undefined
  readonly coverage: ExportCoverage | undefined
  readonly preflight: PreflightCheck | undefined
  readonly forecast: ForecastResult
  readonly tooFew: TooFew | null
  /** For a running campaign whose own leads and the new ones together are too many. */
  readonly tooLate: MoreLeads | null
  readonly match: ZoneMatch | undefined
}

/** `access`: the obstacle to querying Instantly, or null. */
export function warningsOf(facts: WarningFacts, access: Warning | null): readonly Warning[] {
  return [
    ...(access ? [withAccounts(access, facts)] : []),
    ...copyWarnings(facts),
    ...leadWarnings(facts),
    ...campaignWarnings(facts),
    ...hintWarnings(facts),
    ...quietWarnings(facts),
  ]
}

/** If accounts are unknown, what bars asking Instantly leaves the campaign without one, so the warning says that. */
function withAccounts(access: Warning, { form, choices }: WarningFacts): Warning {
  if (choices || form.kind !== 'new' || access.fix.does === 'keys' || accountsOf(form, choices).length > 0)
    return access
  const text = t.review.warnings.accountsUnread
  return { ...access, tone: form.activate ? 'bad' : access.tone, text, detail: `${text} ${access.text}` }
}

function copyWarnings({ form, coverage }: WarningFacts): readonly Warning[] {
  const words = t.review.warnings
  const own = t.sequences.coverage
  const blocked = blockedBy(coverage, form.fill)
  const names = blocked.map(({ written, name }) => `{{${written[0] ?? name}}}`)
  const found: Warning[] = []
  if (names.length > 0) {
    found.push({
      id: 'unknown',
      tone: 'bad',
      title: own.unknownTitle(names.length),
      text: form.kind === 'new' ? own.unknownText(names) : own.unknownCampaign(names),
      fix: { label: words.show, does: 'problem' },
    })
  }
  const open = form.kind === 'new' ? findSequenceTraps(sequenceStepsOf(form.steps)) : []
  const [unwritten] = open.filter(({ kind }) => kind === 'placeholder' || kind === 'braces')
  if (unwritten) {
    const { kind, step, text } = unwritten
    found.push({
      id: 'unwritten',
      tone: 'bad',
      title: words.unwritten(step),
      text,
      detail: kind === 'braces' ? t.sequences.traps.braces(step, text) : t.sequences.traps.placeholder(step, text),
      fix: { label: words.editEmail, does: 'emails' },
    })
  }
  const bare = (coverage?.variables ?? []).filter(
    ({ bare: seen, unknown, faults, name }) =>
      seen && !unknown && faults.blank > 0 && !form.fill.some(({ variable }) => variable === name),
  )
  const listed = formatList(bare.map(({ name }) => `{{${name}}}`))
  if (form.sendBlanks && bare.length > 0) {
    found.push({
      id: 'blanks_sent',
      tone: 'bad',
      title: words.blanksSent(Math.max(...bare.map(({ faults }) => faults.blank))),
      text: words.blanksText(listed),
      fix: { label: own.leaveOut, does: 'edit', change: { sendBlanks: false } },
    })
  }
  return found
}

function leadWarnings({ form, plan, sum, coverage }: WarningFacts): readonly Warning[] {
  const words = t.exports.plan
  const own = t.review.warnings
  const found: Warning[] = []
  const blanks = form.kind === 'list' ? [] : (coverage?.blanks ?? [])
  if (plan.ready === 0 && blanks.length === 0) {
    found.push({
      id: 'none',
      tone: 'bad',
      title: emptyExportText(sum)?.word ?? words.noneTitle,
      text: emptyExportText(sum)?.why ?? words.noneText,
      fix: { label: own.openList, does: 'list' },
    })
  }
  if (sum && sum.beyondContacts > 0 && plan.ready > 0) {
    found.push({
      id: 'contacts',
      tone: 'bad',
      title: words.contactsBeyond(sum.beyondContacts),
      text: t.exportSum.beyondMeans,
      fix: { label: own.openList, does: 'list' },
    })
  }
  if (blanks.length > 0) {
    found.push({
      id: 'blanks',
      tone: plan.ready === 0 ? 'bad' : 'warn',
      title: own.blanks(blanks.reduce((all, { count }) => all + count, 0)),
      text: own.blanksText(formatList(blanks.map(({ name }) => `{{${name}}}`))),
      fix: { label: own.blanksFix, does: 'coverage' },
    })
  }
  const often = oftenBlank(coverage)
  if (often && form.kind === 'new') {
    found.push({
      id: 'often_blank',
      tone: 'warn',
      title: own.oftenBlank(formatShare(often.share), often.name),
      text: own.oftenBlankText,
      fix: { label: t.sequences.worst, does: 'worst' },
    })
  }
  return found
}

/** From this share on, a fallback is no longer the exception but what leads mostly read. */
const oftenShare = 0.25

/** Returns the variable whose fallback most leads get, if its share is high. */
function oftenBlank(coverage: ExportCoverage | undefined): { readonly name: string; readonly share: number } | null {
  if (!coverage || coverage.leads === 0 || coverage.worst === null) return null
  const [most] = coverage.variables
    .filter(({ bare, unknown }) => !bare && !unknown)
    .map(({ name, faults }) => ({ name, share: faults.blank / coverage.leads }))
    .toSorted((a, b) => b.share - a.share)
  return most && most.share >= oftenShare ? most : null
}

function campaignWarnings(facts: WarningFacts): readonly Warning[] {
  const { kind } = facts.form
  if (kind === 'list') return []
  return kind === 'existing'
    ? existingCampaignWarnings(facts)
    : [...accountWarnings(facts), ...newCampaignWarnings(facts)]
}

function existingCampaignWarnings(facts: WarningFacts): readonly Warning[] {
  const { form, choices, tooLate } = facts
  const words = t.review.warnings
  const plan = t.exports.plan
  const found: Warning[] = []
  const chosen = choices?.campaigns.find(({ id }) => id === form.campaignId)
  if (chosen && isActive(chosen)) {
    found.push({
      id: 'active',
      tone: 'warn',
      title: plan.activeTitle,
      text: plan.activeText,
      fix: { label: words.otherCampaign, does: 'target' },
    })
  }
  const nobody = nobodyToSend(facts)
  if (nobody) {
    found.push({
      id: 'no_accounts',
      tone: 'warn',
      ...nobody,
      fix: { label: words.otherCampaign, does: 'target' },
    })
  } else if (tooLate) {
    const { lastFirst, mostDays } = tooLate
    found.push({
      id: 'too_few',
      tone: 'warn',
      title: lastFirst === null ? words.tooLong(mostDays) : words.tooFew(formatDay(lastFirst)),
      text: words.tooLongText,
      fix: { label: words.otherCampaign, does: 'target' },
    })
  }
  return found
}

function accountWarnings({ form, choices }: WarningFacts): readonly Warning[] {
  const words = t.review.warnings
  const found: Warning[] = []
  const used = accountsOf(form, choices)
  const off = unusable(form, choices)
  if (choices && used.length === 0) {
    const all = choices.mailboxes.length
    const isBroken = off.length > 0
    found.push({
      id: 'no_accounts',
      tone: form.activate ? 'bad' : 'warn',
      title: isBroken ? words.noneWorks(all) : words.noAccounts,
      text: isBroken ? words.noneWorksText : words.noAccountsText,
      fix: toAccounts(),
    })
  } else if (off.length > 0) {
    const states = [...new Set(off.map(({ status }) => t.exports.mailboxState(status)))]
    found.push({
      id: 'accounts_off',
      tone: 'warn',
      title: off.length === 1 && off[0] ? words.cannotSend(off[0].email) : words.someCannotSend(off.length),
      text: words.cannotSendText(formatList(states)),
      fix: toAccounts(),
    })
  }
  return found
}

function newCampaignWarnings({ form, forecast, tooFew, match }: WarningFacts): readonly Warning[] {
  const words = t.review.warnings
  const hasEmails = form.steps.length > 0
  const found: Warning[] = []
  if (form.activate && !hasEmails) {
    found.push({
      id: 'start_needs',
      tone: 'bad',
      title: words.startNeeds,
      text: t.exports.plan.activateBlocked,
      fix: { label: words.write, does: 'emails' },
    })
  }
  if (hasEmails && typeof forecast !== 'string') {
    const { first, followUps } = forecast.unsent
    if (forecast.cut || first + followUps > 0) {
      found.push({
        id: 'unsent',
        tone: 'warn',
        title: forecast.cut ? t.forecast.tooLong : words.unsent(first + followUps),
        text: forecast.cut ? '' : words.unsentText,
        fix: { label: words.schedule, does: 'row', row: 'schedule' },
      })
    }
  }
  if (tooFew) {
    const { free, need, lastFirst } = tooFew
    found.push({
      id: 'too_few',
      tone: 'warn',
      title: lastFirst === null ? words.fullAccounts : words.tooFew(formatDay(lastFirst)),
      text: lastFirst === null ? words.fullText : words.tooFewText(free, need),
      fix: toAccounts(),
    })
  }
  if (match && match.daysOff > 0) {
    found.push({
      id: 'drift',
      tone: 'warn',
      title: words.drift(match.asked),
      text: driftText(match),
      fix: { label: words.schedule, does: 'row', row: 'schedule' },
    })
  }
  return found
}

const toAccounts = (): Warning['fix'] => ({ label: t.review.warnings.chooseAccounts, does: 'row', row: 'accounts' })

/** Explains why an existing campaign cannot send anything; null if an account can send or the accounts are unknown. */
function nobodyToSend({ preflight, choices }: WarningFacts): Pick<Warning, 'title' | 'text'> | null {
  const words = t.review.warnings
  const into = preflight?.campaign
  if (!into || into.senderTags > 0) return null
  if (into.senders.length === 0) return { title: words.noAccounts, text: words.noAccountsText }
  const known = new Map(choices?.mailboxes.map(({ email, status }) => [email.toLowerCase(), status]))
  const states = into.senders.map((email) => known.get(email.toLowerCase()))
  return states.every((status) => status !== undefined && status !== canSend)
    ? { title: words.noneWorks(states.length), text: words.noneWorksText }
    : null
}

/** Returns the warnings based on good practice. */
function hintWarnings({ form, plan, choices, guard, preflight }: WarningFacts): readonly Warning[] {
  if (form.kind === 'list') return []
  const isNew = form.kind === 'new'
  const into = isNew ? null : (preflight?.campaign ?? null)
  const chosen = new Set(isNew ? accountsOf(form, choices) : into?.senders)
  const elsewhere = guard?.held.find(({ gate }) => gate === 'other_client')?.count ?? 0
  const hints = hintsOf({
    leads: plan.ready,
    accounts: (choices?.mailboxes ?? []).filter(({ email }) => chosen.has(email)),
    earlier: plan.exportsBefore,
    alsoElsewhere: form.holdOtherClients ? 0 : elsewhere,
    tracks: isNew
      ? form.options.open_tracking || form.options.link_tracking
      : into?.opens === true || into?.clicks === true,
    noOptOut: isNew ? countWithoutOptOut(sequenceStepsOf(form.steps)) : (into?.noOptOut ?? 0),
    look: preflight
      ? {
          leads: preflight.leads,
          unverified: preflight.verification.unknown + preflight.verification.unverified,
          bounces: preflight.bounces,
          companies: form.holdOtherCompanies ? 0 : preflight.companies.leads,
        }
      : null,
  })
  return hints.map((hint): Warning => {
    const { todo, source } = t.preflight.kinds[hint.kind]
    const how = hint.kind === 'bounces' ? `${howOf(hint.guess)} ` : ''
    const [title = '', text = ''] = t.review.warnings.hints[hint.kind](countOf(hint))
    return {
      id: hint.kind,
      tone: 'warn',
      title,
      text,
      detail: `${whatOf(hint, preflight?.companies.days ?? 0)}. ${how}${todo} ${t.preflight.source(source)}`,
      fix: fixOf(hint, form),
      ...(hint.kind === 'company_elsewhere'
        ? { more: { label: t.review.warnings.showThem, does: 'companies' as const } }
        : {}),
    }
  })
}

function fixOf(hint: Hint, { options, kind }: PlanForm): Warning['fix'] {
  const words = t.review.warnings
  switch (hint.kind) {
    case 'also_elsewhere':
      return { label: words.skip(hint.leads), does: 'edit', change: { holdOtherClients: true } }
    case 'company_elsewhere':
      return { label: words.skip(hint.leads), does: 'edit', change: { holdOtherCompanies: true } }
    case 'bounces':
    case 'unverified':
      return { label: words.openList, does: 'list' }
    case 'first_is_big':
      return { label: words.limit, does: 'row', row: 'accounts' }
    case 'no_opt_out':
      return kind === 'new'
        ? { label: words.editEmail, does: 'emails' }
        : { label: words.otherCampaign, does: 'target' }
    case 'tracked_shared':
      return kind === 'new'
        ? {
            label: words.tracking,
            does: 'edit',
            change: { options: { ...options, open_tracking: false, link_tracking: false } },
          }
        : { label: words.otherCampaign, does: 'target' }
    default:
      return kind === 'new'
        ? { label: words.chooseAccounts, does: 'row', row: 'accounts' }
        : { label: words.otherCampaign, does: 'target' }
  }
}

function quietWarnings({ form, plan }: WarningFacts): readonly Warning[] {
  const words = t.review.warnings
  const found: Warning[] = []
  if (form.kind === 'new' && form.steps.length === 0 && !form.activate) {
    found.push({
      id: 'no_emails',
      tone: 'warn',
      title: words.noEmails,
      text: words.noEmailsText,
      fix: { label: words.write, does: 'emails' },
    })
  }
  const [earlier] = plan.earlierExports
  if (earlier) {
    found.push({
      id: 'earlier',
      tone: 'warn',
      title: words.earlier,
      text: words.earlierText(earlier.campaignName, earlier.uploaded),
      fix: { label: words.show, does: 'export', id: earlier.exportId },
    })
  }
  return found
}

function countOf(hint: Hint): number {
  if (hint.kind === 'bounces') return hint.guess.leads
  if (hint.kind === 'no_opt_out') return hint.mails
  return 'accounts' in hint ? hint.accounts : hint.leads
}

function whatOf(hint: Hint, days: number): string {
  const { kinds } = t.preflight
  switch (hint.kind) {
    case 'bounces':
      return kinds.bounces.what(hint.guess.leads, formatShare(hint.guess.share))
    case 'unverified':
      return kinds.unverified.what(hint.leads, formatShare(hint.share))
    case 'company_elsewhere':
      return kinds.company_elsewhere.what(hint.leads, days)
    case 'first_is_big':
    case 'also_elsewhere':
      return kinds[hint.kind].what(hint.leads)
    case 'no_opt_out':
      return kinds.no_opt_out.what(hint.mails)
    default:
      return kinds[hint.kind].what(hint.accounts)
  }
}

const howOf = ({ by, bounced, people }: Extract<Hint, { kind: 'bounces' }>['guess']): string =>
  t.preflight.kinds.bounces.how[by](formatNumber(bounced), formatNumber(people))
