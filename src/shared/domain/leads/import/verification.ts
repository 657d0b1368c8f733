/**
 * Reads whether an address was verified according to the file. If the file does not say, the result is unknown, not
 * negative.
 */

import { nullWords } from './null-words.ts'
import data from './verification-words.json' with { type: 'json' }

export type Verification = 'verified' | 'unverified' | 'risky' | 'not_found' | 'unknown'

/** Higher is better; decides which of several addresses in a row is used. */
export const verificationRank: Readonly<Record<Verification, number>> = {
  verified: 4,
  unknown: 3,
  risky: 2,
  unverified: 1,
  not_found: 0,
}

const words: Readonly<Record<Exclude<Verification, 'unknown'>, readonly string[]>> = data

const verdictOfWord = new Map<string, Verification>(
  (Object.keys(words) as (keyof typeof words)[]).flatMap((verdict) =>
    words[verdict].map((word) => [word, verdict] as const),
  ),
)

const saysCatchAll = /^(?:catch[-_ ]?all|accept[-_ ]?all|yes|true|1|ja|oui|si|sí)$/i
/** Returns whether a catch-all column says that the address's domain accepts any name. */
export const readCatchAll = (cell: string): boolean => saysCatchAll.test(cell.trim())

/** Longer text is not a verification result. */
const ANSWER_MAX = 100
const marks = /[\p{Extended_Pictographic}✓✗]/gu
/** Variation selector that requests display as a picture. */
const asPicture = /\ufe0f/g
/** `✅ Valid`: a symbol beside a word is removed because it adds nothing. A symbol on its own is the answer. */
function withoutSymbol(word: string): string {
  if (word.length > ANSWER_MAX) return word
  const plain = word.replace(asPicture, '')
  return plain.replace(marks, '').trim() || plain
}

const statusKey = (cell: string) =>
  withoutSymbol(cell.trim())
    .toLowerCase()
    // `invalid@pro`, `nominative@perso`: Dropcontact appends the kind of address.
    .replace(/@(?:pro|perso)$/, '')
    .replace(/[_\s-]+/g, ' ')

/** Cache of results; a status column has few different values. */
const resultCache = new Map<string, Verification>()
const MAX_CACHED = 200

/** A verification service's response stored as JSON in the cell. */
const wordInJson =
  /"(?:status|result|state|verdict|deliverability|email_status|verification_status|verification)"\s*:\s*"([\w -]{2,40})"/i
const JSON_LOOKED_AT = 1000

const strictCache = new Map<string, Verification>()
/** Stems for unknown wording: `catch_all_not_safe`, `invalid (smtp)`, `mailbox not found`. */
const stems: readonly (readonly [RegExp, Verification])[] = [
  // Not merely risky: a single email to such an address harms the sender.
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
 * Reads a cell of a status column for excluding rows. Like `readVerification`, except that unknown wording, and
 * *unknown* itself, count as not verified: a column that has a status for every address and nothing good for this one
 * means no.
 */
export function readVerificationStrictly(cell: string): Verification {
  if (cell === '') return 'unknown'
  const known = strictCache.get(cell)
  if (known !== undefined) return known
  const means = readStrictly(cell)
  if (strictCache.size < MAX_CACHED && cell.length < 50) strictCache.set(cell, means)
  return means
}

function readStrictly(cell: string): Verification {
  const plainly = readVerification(cell)
  const word = statusKey(cell)
  const numbered = numbersOfInstantly[cell.trim()]
  if (numbered) return numbered
  if (plainly !== 'unknown' || cell.startsWith('{') || !/\p{L}{2}/u.test(word) || isElsewhere.test(word)) return plainly
  if (unknownWords.has(word)) return 'unverified'
  // `Subscribed`, `Single opt-in`: a subscription status rather than a verification result.
  if (isSubscriber.test(word)) return 'unknown'
  if (nothing.has(word)) return 'unknown'
  return stems.find(([stem]) => stem.test(word))?.[1] ?? 'unverified'
}
/** `verification_status` of a lead in Instantly's API: invalid, risky, catch-all, has changed jobs. */
const numbersOfInstantly: Readonly<Record<string, Verification>> = {
  '-1': 'not_found',
  '-2': 'risky',
  '-3': 'risky',
  '-4': 'not_found',
}
const isSubscriber =
  /^(?:active|aktiv|actif|activo|ativo|attivo|actief|aktywny|subscribed|abonniert|abonné|suscrito|iscritto|(?:single|double|confirmed)? ?opt(?:ed)? ?in|sent|opened|clicked|delivered|new|current)$/
/** Not a status: who maintains the address, or a date. */
const isElsewhere = /^(?:user managed|\d.*)$/
/** Words for *unknown*; in other columns they mean that there is no value. */
const unknownWords = new Set(
  'unknown|unbekannt|inconnu|inconnue|desconocido|onbekend|sconosciuto|desconhecido|nieznany|ukendt|okänd|bilinmiyor|necunoscut'.split(
    '|',
  ),
)
const nothing: ReadonlySet<string> = new Set(nullWords)

/** Returns the meaning of a status cell; unknown wording means nothing. */
export function readVerification(cell: string): Verification {
  const known = resultCache.get(cell)
  if (known !== undefined) return known
  const word = cell.startsWith('{') ? (wordInJson.exec(cell.slice(0, JSON_LOOKED_AT))?.[1] ?? '') : cell
  const means = verdictOfWord.get(statusKey(word)) ?? verdictOfWord.get(word.trim().toLowerCase()) ?? 'unknown'
  if (resultCache.size < MAX_CACHED && cell.length < 50) resultCache.set(cell, means)
  return means
}
