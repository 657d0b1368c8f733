/**
 * Tells first names from surnames by the addresses of the same rows. A surname used as a first name greets a whole list
 * with *Hi Carver*, so an order that is not certain is none.
 */
import { findAddresses } from '../addresses.ts'
import { domainOfAddress, isFreeMail } from '../free-mail.ts'
import { isGivenName } from '../given-names.ts'
import { plainWords } from '../opt-out-wording.ts'

/** Two names of a person in the order of the file, and the address in the same row. */
export type NamedRow = { readonly one: string; readonly other: string; readonly email: string }

type Side = 'one' | 'other'

export type NameOrder = {
  /** Which of the two is the first name; `unclear` if it could be either. */
  readonly first: Side | 'unclear'
  /** Those the addresses contain. */
  readonly held: Side | 'both'
  /** Whether more than the order in the addresses shows it: initials, or the names themselves. */
  readonly isCertain: boolean
}

/** `mueller` and `Müller` are equal. */
const fold = (word: string) => word.replace(/([aou])e/g, '$1')
const wordsOf = (name: string): readonly string[] => {
  const words = plainWords(name.replace(/['’]/g, '')).split(' ')
  return words.map((word) => fold(word.replace(/[^a-z]/g, ''))).filter((word) => word !== '')
}

/** `jcarver`, `jpdupont`; `jberg` and `jvandenberg` for `van den Berg`. */
function isInitialBefore(initialed: readonly string[], whole: readonly string[], local: string): boolean {
  const letters = initialed.map((word) => word.charAt(0)).join('')
  const rests = [whole.join(''), ...whole.filter((word) => word.length >= 3)].filter((rest) => rest.length >= 2)
  return rests.some((rest) => local === letters + rest || local === letters.charAt(0) + rest)
}

type Match = 'initial_one' | 'initial_other' | 'one_other' | 'other_one' | 'either' | 'only_one' | 'only_other'

function matchOf({ one, other, email }: NamedRow): Match | null {
  const [first, second] = [wordsOf(one), wordsOf(other)]
  const [a, b] = [first.join(''), second.join('')]
  const local = fold(email.slice(0, email.indexOf('@')).replace(/[^a-z]/g, ''))
  if (a.length < 2 || b.length < 2 || local === '') return null
  if (local === a + b) return 'one_other'
  if (local === b + a) return 'other_one'
  const [ofOne, ofOther] = [isInitialBefore(first, second, local), isInitialBefore(second, first, local)]
  if (ofOne !== ofOther) return ofOne ? 'initial_one' : 'initial_other'
  // `carverj@` and `jamesc@` look the same.
  if (local === a + b.charAt(0) || local === b + a.charAt(0)) return 'either'
  return local === a ? 'only_one' : local === b ? 'only_other' : null
}

/**
 * Surnames that are put first in the East, also in addresses (`zhang.wei@`). A name that is also a first name elsewhere
 * does no harm: only a column that mostly consists of these counts.
 */
const easternSurnames: ReadonlySet<string> = new Set(
  `wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie tang song deng han
  feng cao peng zeng xiao tian dong yuan pan cai jiang yu du ye cheng wei su lu ding kim lee park choi jung kang cho
  yoon jang lim shin seo kwon hwang ahn nguyen tran le pham hoang huynh phan vu vo dang bui do ngo duong ly sato suzuki
  takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato`.split(/\s+/),
)

const shareOf = (names: ReadonlySet<string>, test: (name: string) => boolean) =>
  [...names].filter(test).length / Math.max(1, names.size)

/** Returns whether the words themselves show that `ones` are first names and `others` are surnames. */
function areGiven(ones: ReadonlySet<string>, others: ReadonlySet<string>, least: number): boolean {
  const isEastern = (name: string) => easternSurnames.has(plainWords(name))
  const [family, eastern] = [shareOf(ones, isEastern), shareOf(others, isEastern)]
  // `Kim` and `Lee` are first names elsewhere.
  if (Math.max(family, eastern) >= 0.6) return eastern >= 0.6 && family <= 0.2
  const [given, not] = [shareOf(ones, isGivenName), shareOf(others, isGivenName)]
  return given >= least && given >= 3 * not
}

/** Determines which of two names in each row is the first name; null if the addresses contain neither. */
export function orderByAddress(rows: readonly NamedRow[]): NameOrder | null {
  const counts = { initial_one: 0, initial_other: 0, one_other: 0, other_one: 0, either: 0, only_one: 0, only_other: 0 }
  for (const row of rows) {
    const match = matchOf(row)
    if (match) counts[match] += 1
  }
  const forOne = counts.initial_one + counts.one_other
  const forOther = counts.initial_other + counts.other_one
  const votes = forOne + forOther
  const ofBoth = votes + counts.either
  if (ofBoth + counts.only_one + counts.only_other < Math.max(2, rows.length * 0.5)) return null
  const enough = Math.max(2, rows.length * 0.3)
  const held = ofBoth >= enough ? 'both' : counts.only_one > counts.only_other ? 'one' : 'other'
  const isDivided = votes < enough || Math.min(forOne, forOther) * 4 > votes
  const voted = isDivided ? null : forOne > forOther ? 'one' : 'other'
  // An initial stands for the first name nearly everywhere, whereas two whole names may be in either order.
  const areInitials = (counts.initial_one + counts.initial_other) * 2 >= votes && voted !== null
  const [ones, others] = [new Set(rows.map(({ one }) => one)), new Set(rows.map(({ other }) => other))]
  // A column that the addresses do not contain may be anything, such as cities.
  const least = (side: Side) => (areInitials ? 0.6 : held === 'both' || held === side ? 0.3 : 0.5)
  const [isOne, isOther] = [areGiven(ones, others, least('one')), areGiven(others, ones, least('other'))]
  const said = isOne === isOther ? null : isOne ? 'one' : 'other'
  const isCertain = areInitials || said !== null || [...ones].some(isGivenName)
  if (voted === null || said === null || said === voted) return { first: voted ?? said ?? 'unclear', held, isCertain }
  // Two names do not outweigh the addresses.
  return { first: Math.min(ones.size, others.size) >= 3 ? said : 'unclear', held, isCertain }
}

/** Returns the rows in which both columns and the address are filled. */
export const rowsOfColumns = (
  rows: readonly (readonly string[])[],
  emailAt: number,
  oneAt: number,
  otherAt: number,
): readonly NamedRow[] =>
  rows.flatMap((row) => {
    const [email] = findAddresses(row[emailAt] ?? '').valid
    const [one, other] = [row[oneAt]?.trim() ?? '', row[otherAt]?.trim() ?? '']
    return email && one !== '' && other !== '' ? [{ one, other, email }] : []
  })

/**
 * Returns the first word of a column of whole names, or what follows a comma, and the rest. At a public provider the
 * name before the `@` may be that of a business: `smith.plumbing@gmail.com`.
 */
export const rowsOfWholeNames = (
  rows: readonly (readonly string[])[],
  emailAt: number,
  at: number,
): readonly NamedRow[] =>
  rows.flatMap((row) => {
    const [email] = findAddresses(row[emailAt] ?? '').valid
    const { one, other } = splitAtOrder(row[at] ?? '')
    if (!email || other === '') return []
    return [{ one, other, email: isFreeMail(domainOfAddress(email)) ? '@' : email }]
  })

/** `Jensen, Mette`: before a comma stands the surname. */
function splitAtOrder(whole: string): { readonly one: string; readonly other: string } {
  const [surname = '', given] = whole.split(',').map((side) => side.trim())
  if (given !== undefined) return { one: given, other: surname }
  const [one = '', ...others] = surname.split(/\s+/)
  return { one, other: others.join(' ') }
}
