/** Suggests further address columns, and an address column whose header says nothing. */
import { otherEmailHeader } from '../column-aliases.ts'
import { parseHeaderSlot } from '../header-slot.ts'
import type { Suggestion, Target } from '../mapping.ts'
import { optOutHeaderOf } from '../opt-out-headers.ts'
import { holdsAddress, isAloneAddress, share } from './cells.ts'
import { type AssignColumn, type Column, fitsTarget, targetOf } from './column.ts'
import { meaningOf, privateHeader, targetOfKey } from './header-meaning.ts'
import { repeatsFewAddresses } from './propose-by-alias.ts'

/** `DO NOT MAIL`: its addresses are those of people who get no mail, whoever is in the row. */
const listsRefusals = ({ key }: Column): boolean => optOutHeaderOf(key) === 'stop'

/**
 * Returns whether the column contains a separate address for each row's person, whatever its header: `Enriched email`.
 */
const isOwnAddress = (column: Column, columns: readonly Column[]): boolean =>
  /(?:^| )(?:emails?|mail|epost|correo|courriel)(?: |$)/.test(column.key) &&
  column.cells.length >= 2 &&
  share(column.cells, isAloneAddress) >= 0.8 &&
  !repeatsFewAddresses(column) &&
  !isReplaced(column, columns) &&
  !isOfAssistant(column, columns) &&
  !listsRefusals(column)

const nobodysAddress =
  /(?:^| )(?:owner|user|sender|(?<!mail )from|from$|(?<!found )by|created|captured|assigned|agent|representative|representant|rep|manager|verantwortlich[^ ]*|zustandig[^ ]*|intern|interner?|bearbeiter(?:in)?|(?:kunden)?betreuer(?:in)?|vertriebler(?:in)?|du commercial|inviter|host|spouse|parent|suggest[^ ]*|did you mean|normali[sz]ed|recommended|corrected|old|previous|former|invalid|bounced|unsubscribed|wrong|bad|dead|blocked|opted out|gesperrte?|abgemeldete?|falsche?|ungultige?|alte|veraltete?|anciens?|anciennes?|anterior|vecchi[ao]|antigu[ao]|antig[ao]|gamm[ae]l|gaml[ae]|star[yáéa]|bisher[^ ]*|fruher[^ ]*|precedent[^ ]*|vroeger[^ ]*|tidligere|tidigare|dawn[yae]|eski|vanha|oude?|steuerberater|accountant|emergency|notfall[^ ]*|guests?|referr[^ ]*|cc|bcc|reply to|newsletter|pec|domain|provider|template|subject)(?: |$)/

/** `Old email`, and `E-Mail alt` beside `E-Mail neu`; on its own, `alt` means an alternative address in English. */
const isReplaced = ({ key }: Column, columns: readonly Column[]): boolean =>
  nobodysAddress.test(key) || (key.endsWith(' alt') && columns.some((other) => / (?:neu|aktuell)$/.test(other.key)))

/** The person who maintains a record; never a second address of the person in it. */
const recordOwnerEmail = /^(?:(?:lead|contact|account|record|deal) )?(?:user|owner) email$/

/** The person who bought tickets for others. */
const isTicketBuyer = ({ key }: Column, columns: readonly Column[]): boolean =>
  /^(?:buyer|purchaser|orderer) email(?: address)?$/.test(key) &&
  columns.some((other) => /^(?:attendee|ticket) /.test(other.key))

/** Somebody who works for the person, or lives with them; beside a chair or a treasurer, a secretary is an officer. */
const isOfAssistant = ({ key }: Column, columns: readonly Column[]): boolean =>
  ofAssistant.test(key) || (/(?:^| )secretary(?: |$)/.test(key) && !columns.some((other) => ofOfficer.test(other.key)))

const ofAssistant = /(?:^| )(?:assistant|assistenz|assistent|assistente|spouse)(?: |$)/
const ofOfficer = /^(?:vice )?(?:chair|chairman|chairwoman|chairperson|president|treasurer)(?: |$)/

/** Words for an address that everybody at the business reads; any other address comes first. */
const ofNobody =
  /(?:^| )(?:zentrale|central[aeo]?|allgemein|general(?! manager| director)|generic|algemeen|switchboard)(?: |$)/

/** `Adr`: the header of a postal address, which may have an email address in it, or be one. */
const isPostal = (target: Target | undefined): boolean => target?.kind === 'variable' && target.name === 'address'

/** Suggests further address columns, and an address column whose header says nothing. */
export function proposeEmails(
  columns: readonly Column[],
  found: Map<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: AssignColumn,
) {
  const lateness = ({ key }: Column) => 2 * Number(ofNobody.test(key)) + Number(privateHeader.test(key))
  const personalFirst = columns.toSorted((a, b) => lateness(a) - lateness(b))
  for (const column of personalFirst) {
    if (found.has(column.at)) continue
    const named =
      otherEmailHeader.test(column.key) ||
      meaningOf(column.key)?.name === 'email' ||
      parseHeaderSlot(column.key).isAddress
    if (!named || !fitsTarget('email', column.cells) || isOfAssistant(column, columns) || listsRefusals(column))
      continue
    if (!taken.has('email') && column.cells.length > 0) {
      settle(column, 'email', { target: targetOf('email'), sure: 'likely', why: 'alias' })
    } else if (!repeatsFewAddresses(column) && !recordOwnerEmail.test(column.key) && !isTicketBuyer(column, columns)) {
      found.set(column.at, { target: { kind: 'email_other' }, sure: 'likely', why: 'alias' })
    }
  }
  if (!taken.has('email')) proposeSilentEmail(columns, found, taken, settle)
  if (!taken.has('email')) return
  for (const column of columns) {
    if (found.has(column.at) || !isOwnAddress(column, columns) || isTicketBuyer(column, columns)) continue
    found.set(column.at, { target: { kind: 'email_other' }, sure: 'likely', why: 'content' })
  }
}

/** Suggests the main address among columns whose headers do not say which one it is: `Hunter email`, `Final email`. */
function proposeSilentEmail(
  columns: readonly Column[],
  found: ReadonlyMap<number, Suggestion>,
  taken: ReadonlySet<string>,
  settle: AssignColumn,
) {
  // If this is the only address, the row itself is that person.
  const person = columns.find(({ at }) => {
    const target = found.get(at)?.target
    return target?.kind === 'variable' && target.name === 'linkedin_email'
  })
  if (person && person.cells.length > 0) {
    settle(person, 'email', { target: targetOf('email'), sure: 'likely', why: 'alias' })
    for (const [key, name] of [
      ['linkedin contact title', 'job_title'],
      ['linkedin contact name', 'full_name'],
    ] as const) {
      const column = columns.find((each) => each.key === key)
      if (column && !taken.has(name)) settle(column, name, { target: targetOf(name), sure: 'likely', why: 'alias' })
    }
    return
  }
  const candidates = columns
    .filter(({ at, key }) => (found.has(at) ? isPostal(found.get(at)?.target) : !targetOfKey.has(key)))
    .map((column) => ({ column, alone: share(column.cells, isAloneAddress), some: share(column.cells, holdsAddress) }))
    .filter(({ column, some }) => some >= 0.5 && !listsRefusals(column))
    .toSorted(
      (a, b) =>
        // `New email` comes before `Old email`.
        Number(isReplaced(a.column, columns)) - Number(isReplaced(b.column, columns)) ||
        Number(repeatsFewAddresses(a.column)) - Number(repeatsFewAddresses(b.column)) ||
        b.alone - a.alone ||
        b.some - a.some ||
        // What several finders found is gathered in the fullest column.
        b.column.cells.length - a.column.cells.length ||
        a.column.at - b.column.at,
    )
  const best = candidates[0]
  if (best) settle(best.column, 'email', { target: targetOf('email'), sure: 'likely', why: 'content' })
}
