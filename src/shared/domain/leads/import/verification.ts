/** Whether an address was verified, by the file's own word. What the file does not say is unknown, never a no. */

import { nullWords } from './null-words.ts'
import data from './verification-words.json' with { type: 'json' }

export type Verification = 'verified' | 'unverified' | 'risky' | 'not_found' | 'unknown'

/** The better, the higher: which of several addresses of a row is used. */
export const verificationRank: Readonly<Record<Verification, number>> = {
  verified: 4,
  unknown: 3,
  risky: 2,
  unverified: 1,
  not_found: 0,
}

const words: Readonly<Record<Exclude<Verification, 'unknown'>, readonly string[]>> = data

const meaning = new Map<string, Verification>(
  (Object.keys(words) as (keyof typeof words)[]).flatMap((verdict) =>
    words[verdict].map((word) => [word, verdict] as const),
  ),
)

const saysCatchAll = /^(?:catch[-_ ]?all|accept[-_ ]?all|yes|true|1|ja|oui|si|sí)$/i
/** Whether a catch-all column says that the address's domain takes any name. */
export const readCatchAll = (cell: string): boolean => saysCatchAll.test(cell.trim())

/** What is longer is no answer of a checker. */
const ANSWER_MAX = 100
const marks = /[\p{Extended_Pictographic}✓✗]/gu
/** Asks for a mark to be drawn as a picture. */
const asPicture = /\ufe0f/g
/** `✅ Valid`: the mark beside a word says no more than the word does. Where it stands alone it is the answer. */
function unmarked(word: string): string {
  if (word.length > ANSWER_MAX) return word
  const plain = word.replace(asPicture, '')
  return plain.replace(marks, '').trim() || plain
}

const key = (cell: string) =>
  unmarked(cell.trim())
    .toLowerCase()
    // `invalid@pro`, `nominative@perso`: Dropcontact says beside it what kind of address it is.
    .replace(/@(?:pro|perso)$/, '')
    .replace(/[_\s-]+/g, ' ')

/** A column of states has few different cells: what they say is remembered. */
const said = new Map<string, Verification>()
const MOST_SAID = 200

/** What a checker answered, left in the cell whole. */
const wordInJson =
  /"(?:status|result|state|verdict|deliverability|email_status|verification_status|verification)"\s*:\s*"([\w -]{2,40})"/i
const JSON_LOOKED_AT = 1000

const judged = new Map<string, Verification>()
/** What is left in words nobody told us of: `catch_all_not_safe`, `invalid (smtp)`, `mailbox not found`. */
const stems: readonly (readonly [RegExp, Verification])[] = [
  // No risk to be taken: one mail to them harms the sender.
  [/spam ?trap|abuse|complain/, 'not_found'],
  [/catch ?all|accept ?all|dispos|risk|full|greylist|role/, 'risky'],
  [
    /invalid|undeliver|not deliver|bounc|not found|no(?:t)? exist|doesn.?t exist|rejected|no such|disabled|ungültig|unzustellbar|inválid|ongeldig/,
    'not_found',
  ],
  [/unverif|not verif|unknown|probabl|likely|maybe/, 'unverified'],
  [
    /^(?:email )?(?:valid|verified|deliverable|safe|ok|found|success\w*|good|high|very high|medium|excellent|strong|best|trusted|a|b)(?: |$)/,
    'unknown',
  ],
]

/**
 * What is held of a cell in a column of states: like `readVerification`, but a word that is not understood, and *unknown*
 * itself, is not verified. A column that tells of every address and has nothing good to say of this one says no.
 */
export function heldVerification(cell: string): Verification {
  if (cell === '') return 'unknown'
  const known = judged.get(cell)
  if (known !== undefined) return known
  const means = held(cell)
  if (judged.size < MOST_SAID && cell.length < 50) judged.set(cell, means)
  return means
}

function held(cell: string): Verification {
  const plainly = readVerification(cell)
  const word = key(cell)
  if (plainly !== 'unknown' || cell.startsWith('{') || !/\p{L}{2}/u.test(word) || isElsewhere.test(word)) return plainly
  if (unsure.has(word)) return 'unverified'
  // `Subscribed`, `Single opt-in`: how far somebody is, where a checker's word was looked for.
  if (isSubscriber.test(word)) return 'unknown'
  if (nothing.has(word)) return 'unknown'
  return stems.find(([stem]) => stem.test(word))?.[1] ?? 'unverified'
}
const isSubscriber =
  /^(?:active|aktiv|actif|activo|ativo|attivo|actief|aktywny|subscribed|abonniert|abonné|suscrito|iscritto|(?:single|double|confirmed)? ?opt(?:ed)? ?in|sent|opened|clicked|delivered|new|current)$/
/** About who keeps the address, or a date: no state. */
const isElsewhere = /^(?:user managed|\d.*)$/
/** In other columns the same words say that there is nothing. */
const unsure = new Set(
  'unknown|unbekannt|inconnu|inconnue|desconocido|onbekend|sconosciuto|desconhecido|nieznany|ukendt|okänd|bilinmiyor|necunoscut'.split(
    '|',
  ),
)
const nothing: ReadonlySet<string> = new Set(nullWords)

/** What a status cell says. Words nobody told us of say nothing. */
export function readVerification(cell: string): Verification {
  const known = said.get(cell)
  if (known !== undefined) return known
  const word = cell.startsWith('{') ? (wordInJson.exec(cell.slice(0, JSON_LOOKED_AT))?.[1] ?? '') : cell
  const means = meaning.get(key(word)) ?? meaning.get(word.trim().toLowerCase()) ?? 'unknown'
  if (said.size < MOST_SAID && cell.length < 50) said.set(cell, means)
  return means
}
