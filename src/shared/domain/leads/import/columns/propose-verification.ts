/** Suggests the columns with the results of an email verification. */
import { maybeVerification, verificationAliases, wholeNameHeaders } from '../column-aliases.ts'
import type { Suggestion } from '../mapping.ts'
import { isFlag, isJson, isStatusWord, isVerdict, share } from './cells.ts'
import { type AssignColumn, type Column, isReassignable } from './column.ts'
import { meaningOf, ofPerson } from './header-meaning.ts'
import { isPlaceFile } from './propose-by-alias.ts'
import { optOutSuggestion } from './propose-consent.ts'
import { checker } from './verification-services.ts'

const statusEnd =
  /^(.+?) (?:emails validator status|validator status|verification status|validation status|verification|validation|status|deliverability)$/

const statusStart =
  /^(?:verif(?:y|ied|ication|ier)|validat(?:e|ed|ion|or)|check(?:ed|er)?|status|result)(?: of| status| result)? (.+?)(?: status| result)?$/

/** Returns the header of the address column that a status column refers to: `Email 2 Status`, `Verify Email 2`. */
const addressHeaderOfStatus = (key: string) => statusEnd.exec(key)?.[1] ?? statusStart.exec(key)?.[1]

/** Headers that may be about anything, so that the cells decide: `Email 2 Quality`. */
const resultEnd = /^(.+?) (?:smtp )?(?:qualification|quality|result|verdict|validity|check)$/

/**
 * `Email Verified`, `Is Valid`: yes or no for the address. A bare `Verified` is not included, because directories use
 * it for businesses.
 */
const saysVerified =
  /^(?:can send|(?:is |email )?sendable|(?:ok|okay) to send|send ok)$|^(?:is )?email (?:is )?(?:verified|valid|deliverable)$|^(?:verified|valid) email$|^(?:is )?(?:valid|deliverable|safe to send)$|^(?:gultig|zustellbar|valide|valido|valida|geldig|wazny|giltig|gyldig|reachable|email works|email funktioniert|mail kommt an)$|^email (?:verifiziert|gepruft|gultig|verifie|valide|valido|verificado|verificato|geverifieerd|geldig)$/

/** Results of querying the mail server; without a mailbox, nothing arrives. */
const ofMailbox = /^(?:mailbox exists|email exists|smtp valid|smtp check|mx valid|mx found|has mx|domain exists)$/

/**
 * Endings such as `AcmeCheck Result` after the name of a verification service, used if the cells have words that only
 * describe addresses.
 */
const verdictEnd = / (?:status|result|verdict|quality|validity|deliverability)$/

const isAboutAddress = (cell: string) =>
  isStatusWord(cell) &&
  /valid|deliver|catch|accept[-_ ]?all|accepted[-_ ]e?-?mail|dispos|mailbox|gültig|zustell|válid|geldig|spam ?trap|safe to send/i.test(
    cell,
  )

const catchAllEnd = /(?:^|^(.+?) )catch ?all(?: status)?$/

/** Suggests the verification column, and one for each further address that has its own. */
export function proposeVerification(columns: readonly Column[], found: Map<number, Suggestion>, settle: AssignColumn) {
  const addresses = columns.filter(({ at }) => {
    const target = found.get(at)?.target
    return target?.kind === 'email_other' || (target?.kind === 'field' && target.field === 'email')
  })
  const isMain = (column: Column) => found.get(column.at)?.target.kind === 'field'
  const keyed = (key: string | undefined) => addresses.find((address) => address.key === key)
  const addressOf = ({ key, cells }: Column) =>
    keyed(addressHeaderOfStatus(key)) ?? (share(cells, isVerdict) >= 0.6 ? keyed(resultEnd.exec(key)?.[1]) : undefined)
  const isOfMain = (column: Column): boolean => {
    const of = addressOf(column)
    return of !== undefined && isMain(of)
  }
  for (const column of columns) {
    if (found.has(column.at)) continue
    const catchAll = catchAllEnd.exec(column.key)
    if (catchAll) {
      const of = keyed(catchAll[1])
      const about = of && !isMain(of) ? { column: of.at } : {}
      const another = [...found.values()].some(
        ({ target }) => target.kind === 'catch_all' && target.column === about.column,
      )
      if (!another) found.set(column.at, { target: { kind: 'catch_all', ...about }, sure: 'certain', why: 'alias' })
      continue
    }
    const of = addressOf(column)
    if (!of || isMain(of) || share(column.cells, isFlag) >= 0.8) continue
    const taken = [...found.values()].some(({ target }) => target.kind === 'verification' && target.column === of.at)
    if (!taken) found.set(column.at, { target: { kind: 'verification', column: of.at }, sure: 'certain', why: 'alias' })
  }
  const open = columns.filter(
    (column) =>
      !found.has(column.at) && (!notVerdict.test(column.key) || column.cells.length === 0 || isOfMain(column)),
  )
  const named = open
    .map((column) => ({
      column,
      place: verificationAliases.indexOf(column.key),
      own: Number(isOfMain(column)),
      speaks: share(column.cells, isVerdict),
      // `catch_all` is more informative than `risky` in another column, and interpreted as something else it would
      // count as an opt-out.
      about: Number(column.cells.some(isAboutAddress)),
      // The result of a verification service takes precedence over what the source of the address said about it.
      checker: Number(checker.test(column.key)),
      plain: Number(share(column.cells, isJson) < 0.5),
    }))
    .filter(({ column, place, own, speaks, checker: checks }) => {
      if (share(column.cells, isFlag) >= 0.8) return false
      if (place >= 0 || own === 1) return true
      if (speaks < 0.6 || otherSubject.test(column.key)) return false
      if (maybeVerification.has(column.key)) return column.cells.some(isStatusWord)
      const isAbout = column.cells.some(isAboutAddress)
      return checks === 1 || (isAbout && (verdictEnd.test(column.key) || speaks >= 0.9))
    })
    .toSorted(
      (a, b) =>
        Number(b.speaks >= 0.5) - Number(a.speaks >= 0.5) ||
        b.plain - a.plain ||
        b.checker - a.checker ||
        b.own - a.own ||
        Number(a.place < 0) - Number(b.place < 0) ||
        a.place - b.place ||
        b.about - a.about ||
        a.column.at - b.column.at,
    )
  const [best, ...others] = named
  if (best) {
    settle(best.column, 'verification', {
      target: { kind: 'verification' },
      sure: best.speaks >= 0.5 && (best.place >= 0 || best.own === 1) ? 'certain' : 'likely',
      why: best.place >= 0 || best.own === 1 ? 'alias' : 'content',
    })
    const main = addresses.find(isMain)
    // What a second service says about the address; a column has room for one more, and the words of any others count
    // as those of a status.
    const further = others.filter(({ speaks, checker: checks }) => speaks >= 0.6 && checks === 1)
    for (const [nth, { column }] of further.entries()) {
      if (nth > 0) found.set(column.at, optOutSuggestion('states', 'likely', column.cells))
      else if (main)
        found.set(column.at, { target: { kind: 'verification', column: main.at }, sure: 'likely', why: 'content' })
    }
    return
  }
  const flagged = columns.find(
    ({ at, key, cells }) =>
      !found.has(at) &&
      (ofMailbox.test(key) || open.some((other) => other.at === at)) &&
      (saysVerified.test(key) ||
        ofMailbox.test(key) ||
        (checker.test(key) && !otherSubject.test(key) && (key !== 'verified' || hasPerson(columns)))) &&
      cells.length > 0 &&
      share(cells, isFlag) >= 0.8 &&
      !isPlaceFile(columns),
  )
  const told =
    flagged ?? columns.find(({ at, key, cells }) => isReassignable(found.get(at)) && isAnswerOfServer(key, cells))
  if (told) settle(told, 'verification', { target: { kind: 'verification' }, sure: 'likely', why: 'content' })
}

/**
 * Returns whether the rows are about people, whose addresses are verified, rather than places, which are verified
 * themselves.
 */
const hasPerson = (columns: readonly Column[]): boolean =>
  columns.some(({ key }) => wholeNameHeaders.has(key) || ofPerson.has(meaningOf(key)?.name ?? ''))

/** `SMTP code` with 250 and 550, as returned by a server for the address. */
const isAnswerOfServer = (key: string, cells: readonly string[]): boolean =>
  /^(?:smtp|bounce|dsn|smtp response|smtp reply|server response) (?:code|status|status code|response)$/.test(key) &&
  cells.length > 0 &&
  cells.every((cell) => /^\s*[245](?:\d\d|\.\d{1,3}\.\d{1,3})\s*$/.test(cell))

/** Other columns written by verification services. */
const notVerdict =
  /(?:^| )(?:sub ?status|reason|accounts?|domain|gender|free|mx|smtp|provider|did you mean|at|date|time|on|by|score|confidence|source|count|cost|credits|id|role|disposable|first name|last name|city|country|region|zipcode|ip|activity|phone|age)(?: |$)/

const otherSubject =
  /(?:^| )(?:phone|mobile|sms|fax|tel|telefon\w*|vat|tax|licen[cs]e|insurance|passport|certificate|website|url|web|linkedin|company|business|order|payment|contract|warranty|address line|postal|identity|age|captcha|ssl|tls|https|dkim|spf|dmarc|schema|html|sitemap)(?: |$)/
