/** Suggests columns whose cells say who must not be contacted. */
import { isDescription, isWrittenText } from '../business-texts.ts'
import { isCross } from '../cross-marks.ts'
import { saysDeparted } from '../departures.ts'
import { onlySaysGone } from '../gone-persons.ts'
import { knownVariables, type Suggestion } from '../mapping.ts'
import {
  forbidsEmail,
  isAnsweredNo,
  isExistingCustomer,
  isNotFound,
  isOfOwnBusiness,
  isRefusalCell,
  isRequest,
  isStageCell,
  onlyForbidsEmail,
  readOptOutCell,
  stopReasonOf,
} from '../opt-out-cells.ts'
import { isConsentStatus, isOfBusinessState, optOutHeaderOf, otherChannel } from '../opt-out-headers.ts'
import { share } from './cells.ts'
import { type Column, isReassignable } from './column.ts'
import { isOfValues } from './header-meaning.ts'
import { optOutSuggestion } from './propose-consent.ts'
import { checker } from './verification-services.ts'

/** Longer texts are not answers; the text of an email in a cell also says how to unsubscribe. */
const ANSWER_MAX = 40

/** Status columns may also contain whole sentences from a mail server. */
const REASON_MAX = 160

/** `debounce_reason`: the reason for a result is given in a separate column. */
const isOfChecker = (key: string) =>
  /(?:^| )sub ?(?:status|result)$/.test(key) ||
  (checker.test(key) && /(?:^| )(?:reason|code|result|score|sub ?status)(?: |$)/.test(key))

/**
 * Suggests columns whose cells say that some people do not want email: `Unsubscribed` among `Completed`, a tag, a note,
 * an answer.
 */
export function proposeStatus(columns: readonly Column[], found: Map<number, Suggestion>) {
  for (const { at, key, header, cells, isPartlyRead = false } of columns) {
    const now = found.get(at)
    if (isOfBusinessState(key) && isReassignable(now) && isSometimes(cells, isNoBusiness)) {
      found.set(at, optOutSuggestion('words_stop', 'likely', cells))
      continue
    }
    if (
      !isReassignable(now) ||
      (otherChannel.test(key) && optOutHeaderOf(key) !== 'notes') ||
      isOfChecker(key) ||
      (now?.target.kind === 'variable' && isUsualVariable(now.target.name))
    )
      continue
    if (isInterestOfLead(key, cells)) {
      found.set(at, optOutSuggestion('interest_numbers', 'certain', cells))
      continue
    }
    const kind = key === 'state' ? 'status' : isRemark(key, columns) ? 'notes' : optOutHeaderOf(key)
    // `Unsubscribe Ltd` is a company, and every newsletter has an unsubscribe link.
    if (kind === null && isOfValues(key)) continue
    const most = kind === 'status' ? REASON_MAX : ANSWER_MAX
    // Excludes URLs, but not `cancelled / unsubscribed` or `opt-out 3/4`.
    const isShort = (cell: string) => cell.length <= most && !/[^\s\d]\/|\/[^\s\d]/.test(cell)
    // Under any header, if the cells show that it tells prospects from others; among tags, it is one of many.
    const sorts =
      kind !== 'answer' &&
      (kind !== 'notes' || ofOneTag.test(key)) &&
      isSometimes(cells, isOfOwnBusiness) &&
      share(cells, (cell) => isState(cell) || isNotFound(cell)) >= (kind === 'status' ? 0.6 : 0.8)
    // `Existing customer` says so beside anything.
    const hasCustomers = kind === null && !ofTopic.test(key) && isSometimes(cells, isExistingCustomer)
    // Nobody has read what is further down, and what says no there must count.
    // A question in an answer is one to us, rather than a doubt; a cross means that there was none.
    const remarks = () =>
      isPartlyRead ||
      cells.some((cell) => {
        const reason = stopReasonOf(cell, 'words_stop')
        return (
          reason !== null &&
          !(kind === 'answer' && reason === 'unknown' && cell.includes('?')) &&
          // In a list of customers, and among tags, this is nothing special.
          !(
            isOfOwnBusiness(cell) &&
            ((ofTags.test(key) && !isExistingCustomer(cell)) || !isSometimes(cells, isOfOwnBusiness))
          ) &&
          !(kind !== 'notes' && isCross(cell))
        )
      })
    if (kind === 'notes' && !sorts) {
      if (remarks()) found.set(at, optOutSuggestion('words_stop', 'likely', cells))
      continue
    }
    // `Bounce house rental`, `Unsubscribe management`: what a business does, or what a question is about.
    const isOfSubject = kind === null && (isDescription(key) || asksForFacts.test(header))
    const saysNo = key === '' ? mayBeNo : isOfSubject ? onlyForbidsEmail : forbidsEmail
    const wishes = cells.some((cell) =>
      isShort(cell) ? saysNo(cell) : kind === null && isLongWish(cell, key, isOfSubject),
    )
    if (isLeadState(key, cells, columns)) {
      found.set(at, optOutSuggestion('states', 'certain', cells))
      continue
    }
    if (
      ofDelivery.test(key) &&
      share(cells, isDelivery) >= 0.6 &&
      cells.some((cell) => stopReasonOf(cell, 'states') !== null)
    ) {
      found.set(at, optOutSuggestion('states', 'likely', cells))
      continue
    }
    const isOfConsent = isConsentStatus(key)
    const refused =
      (kind === 'answer' || kind === 'status') &&
      cells.some(
        (cell) =>
          isShort(cell) && (isRefusalCell(cell) || (isOfConsent && readOptOutCell(cell, 'no_stops') === 'stop')),
      )
    const refuses = refused && (kind === 'answer' || isOfConsent || share(cells, isState) >= 0.6)
    if (!wishes && !refuses && !sorts) {
      // `verstorben` among `aktiv` and `passiv` says so under any header.
      const saysGone = (cell: string) =>
        onlySaysGone(cell) || (!isOfSubject && !isWrittenText(key) && saysDeparted(cell))
      if (kind === null ? hasCustomers || cells.some(saysGone) : remarks())
        found.set(at, optOutSuggestion('words_stop', 'likely', cells))
      continue
    }
    const isOfStates = sorts || kind === 'answer' || kind === 'status' || share(cells, isState) >= 0.8
    // Whether somebody is subscribed has a definite answer; somebody who has not confirmed yet has not given one.
    const read = isOfConsent ? 'no_stops' : 'states'
    found.set(at, optOutSuggestion(isOfStates ? read : 'words_stop', 'likely', cells))
  }
}

/** `What keeps you from sending more email?`, unlike `May we write to you?` and `Anything else?` */
const asksForFacts =
  /^\W*(?:what|which|why|how|who|was|welche[nrs]?|warum|wieso|wie|wat|welke?|waarom|hoe|quel(?:le)?s?|pourquoi|comment|cu[aá]l(?:es)?|qu[eé]|por qu[eé]|c[oó]mo|quale?|quali|perch[eé]|come|qual|quais|como|jakie?|dlaczego|jak|vad|vilken|hvad|hvilken)\s[^?]*\?/iu

/**
 * Returns whether a longer text under any header is a request of its person for no more email: `Asked us to take her
 * off our list when we called`, `Please do not contact again - very annoyed`. Texts about a business, as tools write
 * them, also speak of people who unsubscribe, but hardly ever of us or him in the same words.
 */
const isLongWish = (cell: string, key: string, isOfSubject: boolean): boolean =>
  cell.length <= REASON_MAX && !isWrittenText(key) && forbidsEmail(cell) && isRequest(cell, isOfSubject)

/** In an address book, categories are labels; in a CRM, the description of a lead is what somebody noted about it. */
function isRemark(key: string, columns: readonly Column[]): boolean {
  const beside = /^kategori\p{L}+$|^categor\p{L}+$/u.test(key)
    ? ofAddressBook
    : /^(?:description|beschreibung|omschrijving|descripcion|descrizione|descricao|opis)$/.test(key)
      ? ofCrm
      : null
  return beside !== null && columns.some((other) => beside.test(other.key))
}

const ofAddressBook = /^email (?:1 )?(?:typ[eo]?|label)$|^type de messagerie$|^tipo de correo/
const ofCrm =
  /^(?:lead|contact|record|kontakt|contatto|contacto) (?:status|owner|besitzer|inhaber|eigenaar|propietario)/

/** In a column without a name, `stop` or `tot` is the remark of somebody who keeps the file by hand. */
const mayBeNo = (cell: string): boolean => {
  const stop = stopReasonOf(cell, 'words_stop')
  return stop === 'stop' || stop === 'unknown'
}

/** `status` of a lead in Instantly's API: 1 active, 2 paused, 3 completed, -1 bounced, -2 unsubscribed, -3 skipped. */
const isLeadState = (key: string, cells: readonly string[], columns: readonly Column[]): boolean =>
  key === 'status' &&
  cells.length > 0 &&
  cells.every((cell) => /^-?[0-3]$/.test(cell.trim())) &&
  columns.some((other) => other.key === 'timestamp created' || other.key === interestKey)

const interestKey = 'lt interest status'

/**
 * A column with the interest of a lead: in the numbers of Instantly’s API, 1 interested, -1 not interested; or as yes
 * and no under `Interested`, or under `Envoi`, where only the author knows whether a no is a refusal.
 */
const isInterestOfLead = (key: string, cells: readonly string[]): boolean =>
  (key === interestKey && cells.length > 0 && cells.every((cell) => /^-?\d+$/.test(cell.trim()))) ||
  ((interested.test(key) || toSend.test(key)) &&
    cells.some(isAnsweredNo) &&
    share(cells, (cell) => readOptOutCell(cell, 'interest_numbers') !== 'unknown') >= 0.8)

const toSend =
  /^(?:versand|senden|schicken|anschreiben|envoi|envoyer|envio|enviar|invio|inviare|verzenden|versturen|aanschrijven|wysylka|wysylac|utskick|skicka)(?: (?:emails?|mails?))?(?: (?:j n|ja nein|o n|oui non|s n|si no))?$/

const interested =
  /^(?:(?:is|still|ist|noch) )?(?:interest(?:ed)?|interess?e?|interess(?:iert|ee|ato|ata|ado|ada|eret|ert)|(?:ge)?interesseerd|interet|interes(?:ado|ada)?|zainteresowan[yaei]|intresserad)(?: (?:in (?:us|offer|our offer)|y n|yes no|j n|ja nein))?$/

/** The delivery of an email rather than a parcel, which the words in the cells show. */
const ofDelivery =
  /^(?:(?:last|email|mail|message) )*(?:delivery|delivered|send(?:ing)?|sent|zustell(?:ung|status)|versand(?:status)?|zustellungs?status|livraison|envoi|entrega|envio|bezorg(?:ing|status)|consegna|invio)(?: (?:status|state|result|event|outcome|statut|estado|stato))?$|^(?:status|statut|estado|stato) (?:der |de |d |di |del )?(?:zustellung|livraison|envoi|entrega|envio|consegna|invio)$/

const isDelivery = (cell: string) =>
  /^(?:sent|delivered|failed|failure|dropped|deferred|delayed|queued|processed|opened|clicked|complaints?|spam|rejected|blocked|undelivered|(?:hard |soft )?bounced?|delivery failed|failed to deliver|zugestellt|gesendet|fehlgeschlagen|nicht zugestellt|zustellung fehlgeschlagen|unzustellbar|envoyée?|livrée?|échec|échoué|entregado|enviado|fallido|consegnato|inviato|fallito|verzonden|bezorgd|mislukt)$/i.test(
    cell.trim(),
  ) || forbidsEmail(cell)

const ofTags = /(?:^| )(?:tags?|labels?|groups?|segments?|lists?|categor\p{L}+|kategori\p{L}+|memberships?)(?: |$)/u

/** Where a lead is from, or what it is interested in. */
const ofTopic =
  /(?:^| )(?:source|quelle|herkunft|bron|origen|origine|fonte|zrodlo|channel|kanal|topics?|intent|signals?|keywords?|angle|tools?|technolog\p{L}+)(?: |$)/u

/** Of these, a person usually has one. */
const ofOneTag = /(?:^| )(?:labels?|lists?|groups?|segment)$/

const isSometimes = (cells: readonly string[], is: (cell: string) => boolean) =>
  cells.some(is) && share(cells, is) <= 0.5

/** `CLOSED_PERMANENTLY`, `Dissolved`. */
const isNoBusiness = (cell: string) => stopReasonOf(cell, 'words_stop') !== null

const isState = (cell: string) =>
  forbidsEmail(cell) || isStageCell(cell) || isOfOwnBusiness(cell) || isRefusalCell(cell)

/**
 * Returns whether a variable is certainly what its header says. `category` is not, because `Lead Category` is mapped to
 * it too.
 */
const isUsualVariable = (name: string) => (knownVariables as readonly string[]).includes(name) && name !== 'category'
