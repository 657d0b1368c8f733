/** Suggests opt-out and consent columns. */
import { consentAliases, optOutAliases, variableAliases } from '../column-aliases.ts'
import { isOfGonePerson } from '../gone-persons.ts'
import type { Suggestion, Target } from '../mapping.ts'
import { forbidsEmail, listedIn, type OptOutColumnRule, readOptOutCell } from '../opt-out-cells.ts'
import {
  isConsentStatus,
  isOwnActivityHeader,
  listsBarredDomains,
  optOutHeaderOf,
  withoutFlagWords,
} from '../opt-out-headers.ts'
import { isFlag, isLink, share } from './cells.ts'
import { type Column, isReassignable } from './column.ts'
import { targetOfKey } from './header-meaning.ts'
import { isOfService } from './verification-services.ts'

/**
 * Suggests columns with the source and date of a consent. They are stored with the lead, and are variables only if the
 * operator makes them so.
 */
export function proposeConsentFacts(columns: readonly Column[], found: Map<number, Suggestion>) {
  for (const kind of ['consent_source', 'consent_date'] as const) {
    const column = columns.find(({ at, key }) => !found.has(at) && variableAliases[kind].includes(key))
    if (column) found.set(column.at, { target: { kind }, sure: 'certain', why: 'alias' })
  }
}

/**
 * Columns that an email service's list of bounces, blocks or spam reports has besides the address, and that no plain
 * list of leads has.
 */
const suppressionKeys: ReadonlySet<string> = new Set(['email', 'status', 'reason', 'created', 'ip'])

/** Suggests opt-out and consent columns, by their headers. */
export function proposeConsent(columns: readonly Column[], found: Map<number, Suggestion>) {
  const keys = columns.map(({ key }) => key)
  const since = columns.find(({ key }) => key === 'created')
  // Everyone in such a list counts, even without a reason.
  if (since && keys.every((key) => suppressionKeys.has(key)) && (keys.includes('reason') || keys.includes('ip')))
    found.set(since.at, optOutSuggestion('yes_stops', 'certain', since.cells))
  const open = columns.filter(({ at }) => isReassignable(found.get(at)))
  const consent = open.find(
    ({ key, cells }) =>
      consentAliases.includes(withoutFlagWords(key)) && share(cells, isLink) < 0.5 && !isOfPartners(key, columns),
  )
  if (consent)
    found.set(consent.at, isOpenQuestion(consent) ? optOutSuggestion('no_stops', 'likely', consent.cells) : isConsent)
  for (const column of open) {
    const { at, key, cells } = column
    if (at === consent?.at || share(cells, isLink) >= 0.5 || isOfService(column)) continue
    if (listsBarredDomains(key) && share(cells, (cell) => listedIn(cell).length > 0) >= 0.5) {
      found.set(at, optOutSuggestion('lists_stop', 'likely', cells))
      continue
    }
    const isListed = optOutAliases.includes(withoutFlagWords(key))
    const kind = isListed ? 'stop' : optOutHeaderOf(key)
    if (kind === 'stop' && (isCountBesideStatus(key, cells, columns) || isOfPost(key, columns))) continue
    if (isOfPlan(key, cells, columns) || isOfPartners(key, columns) || isHowOfStatus(key, columns)) continue
    if (kind === 'stop') {
      // `Kein Mailing` also ends with a word for mailings, but a yes under it means no.
      found.set(at, optOutSuggestion('yes_stops', isListed ? 'certain' : 'likely', cells))
      continue
    }
    if ((isHarmful(key) && share(cells, isFlag) >= 0.8) || (kind === null && isOfGonePerson(key, cells))) {
      found.set(at, optOutSuggestion('yes_stops', 'likely', cells))
      continue
    }
    const permits =
      kind === 'permission' || isAddressByName(key, cells) || isOfMailing(key, cells) || asksWhetherToWrite(key, cells)
    if (permits || isConfirmation(key, columns)) {
      const read = ruleOfPermissionColumn(cells)
      if (read) found.set(at, optOutSuggestion(read, 'likely', cells))
    }
  }
}

/** Flags set by verification services for addresses that harm the sender or reach nobody. */
const isHarmful = (key: string): boolean =>
  /^(?:(?:is|known|email) )?(?:spam ?trap|honeypot|toxic|abuse|complainer|(?:serial )?litigator|disposable(?: email)?|temporary email|temp ?mail|throwaway|wegwerfadresse|wegwerf ?mail)s?$/.test(
    key,
  )

/** `Email` with yes and no: below *Marketing consent* in the line above, or beside `Phone` and `Post`. */
const isAddressByName = (key: string, cells: readonly string[]): boolean =>
  targetOfKey.get(key)?.name === 'email' && cells.length > 0 && share(cells, isFlag) >= 0.8

/** `Bounce Count`: the number of bounces is not a result if a status column shows bounces. */
const isCountBesideStatus = (key: string, cells: readonly string[], columns: readonly Column[]): boolean =>
  /(?:^| )bounces?(?: count)?$/.test(key) &&
  cells.every((cell) => /^\s*\d*\s*$/.test(cell)) &&
  columns.some((other) => optOutHeaderOf(other.key) === 'status' && other.cells.some(saysBounced))

/** `Statistics mailing`, `Werbung per E-Mail`, `Contact by email` with yes and no. */
const isOfMailing = (key: string, cells: readonly string[]): boolean =>
  !isOwnActivityHeader(key) &&
  (/(?:^| )(?:mailings?|emailing|newsletter|infomail)$/.test(key) || (byMail.test(key) && forMailing.test(key))) &&
  share(cells, isFlag) >= 0.5

const byMail = /(?:^| )(?:e ?mails?|mails?|e ?post|correos?|courriels?|mailen)(?: |$)/

const forMailing =
  /(?:^| )(?:werbung|reclame|publicidad|publicite|pubblicita|publicidade|kontakt[^ ]*|contact[^ ]*|communications?|commercial|promotional|promo|offers|angebote|updates|prospection|marketing|third party|toegestaan|ok|j n|y n|ja nein|yes no)(?: |$)|^(?:mailen|emails)$/

/** `Contact?` with yes and no does not say whom to contact. */
export const asksWhetherToWrite = (key: string, cells: readonly string[]): boolean =>
  /^(?:contact|kontakt|contacto|contatto|contato)$/.test(key) &&
  cells.length > 0 &&
  share(cells, (cell) => !/\d/.test(cell) && /^(?:fine|stop)$/.test(readOptOutCell(cell, 'no_stops'))) >= 0.9

/** `Activated` beside `Deactivated`: without a value, the person never confirmed. */
const isConfirmation = (key: string, columns: readonly Column[]): boolean =>
  /^(?:activated|aktiviert|active since|active|actif|geactiveerd|attivato|activado|confirmed)(?: at| am| on)?$/.test(
    key,
  ) &&
  columns.some((other) =>
    /^(?:deactivated|deaktiviert|desactive|gedeactiveerd|disattivato|desactivado)(?: at| am| on)?$/.test(other.key),
  )

/** `Do not allow mails` beside `Do not allow emails` is about postal mail. */
const isOfPost = (key: string, columns: readonly Column[]): boolean =>
  /(?:^| )mails?(?: |$)/.test(key) &&
  columns.some(
    (other) =>
      other.key !== key && other.key.replace(/(^| )emails?(?= |$)/, '$1mails') === key.replace(/mail(?= |$)/, 'mails'),
  )

/** `active_subscription` beside a plan and payments: a paid subscription, not an email subscription. */
const isOfPlan = (key: string, cells: readonly string[], columns: readonly Column[]): boolean =>
  /(?:^| )subscri(?:ption|ber)s?(?: |$)/.test(key) &&
  !/email|newsletter|marketing|status/.test(key) &&
  share(cells, isFlag) >= 0.8 &&
  columns.some((other) =>
    /(?:^| )(?:plan|payment|paid|billing|expiry|expires|renewal|mrr|price|tier)(?: |$)/.test(other.key),
  )

/**
 * `Double opt-in` beside `Marketing status`: how somebody subscribed. The status says whether they did, and a no under
 * the other refuses nothing.
 */
const isHowOfStatus = (key: string, columns: readonly Column[]): boolean =>
  /(?:^| )(?:double opt ?in|doi)$/.test(key) &&
  columns.some(
    (other) =>
      (/(?:^| )marketing ?status$/.test(other.key) || isConsentStatus(other.key)) &&
      other.cells.length > 0 &&
      share(other.cells, isFlag) < 0.5,
  )

/** A shop that asks for consent to its own newsletter, and uses `optin` for offers of partners. */
const isOfPartners = (key: string, columns: readonly Column[]): boolean =>
  /^(?:opt ?in|partner offers?)$/.test(key) && columns.some((other) => other.key === 'newsletter')

const saysBounced = (cell: string) => /bounce/i.test(cell) && forbidsEmail(cell)
const isConsent: Suggestion = { target: { kind: 'consent' }, sure: 'certain', why: 'alias' }

/**
 * Returns whether a yes/no consent column also contains other answers, such as `to be checked`; the operator is then
 * asked about those people.
 */
const isOpenQuestion = ({ cells }: Column) => {
  const answers = new Set(cells.map((cell) => readOptOutCell(cell, 'no_stops')))
  return ruleOfPermissionColumn(cells) === 'no_stops' && answers.has('fine') && answers.has('unknown')
}

/**
 * Suggests an opt-out column. Cells that are not understood exclude their row, and the operator is asked about them.
 */
export function optOutSuggestion(
  read: OptOutColumnRule,
  sure: 'certain' | 'likely',
  cells: readonly string[],
): Suggestion {
  const isClear = cells.every((cell) => readOptOutCell(cell, read) !== 'unknown')
  const target: Target = read === 'yes_stops' ? { kind: 'opt_out' } : { kind: 'opt_out', read }
  return { target, sure: isClear ? sure : 'ask', why: 'alias' }
}

/** What Airtable and others write for a ticked box; they write nothing for one that is not ticked. */
const isTick = /^(?:checked|ticked|☑|✅)$/iu

/**
 * Returns how to read a `Newsletter` column, which may contain yes and no or the newsletter's name; the cells decide.
 */
function ruleOfPermissionColumn(cells: readonly string[]): OptOutColumnRule | null {
  const answers = cells.map((cell) => readOptOutCell(cell, 'no_stops')).filter((answer) => answer !== 'blank')
  if (!answers.some((answer) => answer !== 'unknown')) return null
  if (cells.every((cell) => isTick.test(cell.trim()))) return 'blank_stops'
  const understood = answers.filter((answer) => answer !== 'unknown').length
  return understood * 2 >= answers.length ? 'no_stops' : 'refusal_stops'
}
