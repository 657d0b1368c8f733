/**
 * A fast check of cells before the full one, which takes a hundred times as long: whether any word is the beginning of a
 * wording by which people say that they want no mail. Derived from these wordings, so that it cannot miss one: the
 * pattern of all wordings → their beginnings → a table of which letter may follow which → walked from every word.
 */
import { allOptOutWordings, optOutWordings, wordSet } from './opt-out-wording.ts'

/** The beginnings of all texts that a part of a pattern matches. What follows one that ends with a star is not known. */
type Beginnings = readonly string[]

/** More letters exclude hardly any more words. */
const LETTERS = 6
/** What follows these may stand further on: `no calls or emails`. */
const negations = wordSet(
  'no|not|never|do|dont|does|doesn|did|didn|must|should|may|please|nicht|nichts|nie|kein|keine|keinen|keinerlei|niet|niets|geen|ne|pas|plus|non|nao|ei|ej|ikke|inte|inga|inget|ingen|intet|nem|nu|sin|не|не|δεν|μη|μην|לא|لا|stop',
)
/** The one wording that may begin within a word. */
const wordEnd = /sperrliste/i
const nothing: Beginnings = ['']
const anything: Beginnings = ['*']

const anyOf = (...all: readonly Beginnings[]): Beginnings => [...new Set(all.flat())]

const joined = (before: Beginnings, after: Beginnings): Beginnings =>
  before.every((start) => start.endsWith('*'))
    ? before
    : anyOf(before.flatMap((start) => (start.endsWith('*') ? start : after.map((next) => cut(start + next)))))

function cut(text: string): string {
  const space = text.indexOf(' ') + 1
  const length = space > 1 && negations.has(text.slice(0, space - 1)) ? space : LETTERS
  return text.length > length ? `${text.slice(0, length)}*` : text
}

/** Reads the forms of patterns that wordings consist of. */
function beginningsOf(source: string): Beginnings {
  let at = 0
  const take = (form: RegExp): string | null => {
    form.lastIndex = at
    const taken = form.exec(source)?.[0] ?? null
    at += taken?.length ?? 0
    return taken
  }
  function alternatives(): Beginnings {
    const all: Beginnings[] = []
    do {
      let made = nothing
      while (at < source.length && !'|)'.includes(source[at] as string)) made = joined(made, repeated(atom()))
      all.push(made)
    } while (take(/\|/y))
    return anyOf(...all)
  }
  function atom(): Beginnings {
    const letters = take(/[^\\|()[\].?*+{^$]+(?![?*+{])/y)
    if (letters !== null) return [letters]
    const group = take(/\((?:\?(?::|<?[=!]))?/y)
    if (group !== null) {
      const inside = alternatives()
      at += 1
      return group === '(' || group === '(?:' ? inside : nothing
    }
    const one = take(/\[[^\]]*\]|\\.|./uy) as string
    if (/^(?:[$^]|\\b)$/.test(one)) return nothing
    if (one === '\\d') return Array.from('0123456789')
    return /^(?:\.|\\.|\[.*[\\^-].*\])$/.test(one) ? anything : Array.from(one.replace(/^\[|\]$/g, ''))
  }
  function repeated(one: Beginnings): Beginnings {
    const sign = take(/[?*+]|\{\d+,?\d*\}/y)
    if (sign === null) return one
    const all = sign === '?' ? one : joined(one, anything)
    return sign === '+' || /^\{[^0]/.test(sign) ? all : anyOf(nothing, all)
  }
  return alternatives()
}

/** Places in the table: each state, after the letters read so far, has one for every next letter. */
const STATE = 128
const ENOUGH = 1
const FIRST = 2
const SPACE = 32

/** Holds the state after the next letter; 0 if no wording begins so. Further letters share the places of ASCII. */
function tableOf(beginnings: Beginnings): Uint16Array {
  const next = new Uint16Array((FIRST + 1 + beginnings.length * LETTERS) * STATE)
  let states = FIRST + 1
  for (const beginning of beginnings) {
    // A wording ends with a word.
    const letters = beginning.endsWith('*') ? beginning.slice(0, -1) : `${beginning} `
    let state = FIRST
    for (let at = 0; at < letters.length && state !== ENOUGH; at += 1) {
      const place = state * STATE + (letters.charCodeAt(at) % STATE)
      if (at === letters.length - 1) next[place] = ENOUGH
      else if (next[place] === 0) next[place] = states++
      state = next[place] as number
    }
  }
  return next.slice(0, states * STATE)
}

/** Made when first needed. */
let made: Uint16Array | null = null

function table(): Uint16Array {
  made ??= tableOf(beginningsOf(allOptOutWordings.source.replace('(?:^| )', '')))
  return made
}

function mayContainWording(plain: string): boolean {
  const next = table()
  for (let start = 0; start < plain.length; start = plain.indexOf(' ', start) + 1 || plain.length) {
    let state = FIRST
    for (let at = start; state > ENOUGH && at <= plain.length; at += 1) {
      const code = at < plain.length ? plain.charCodeAt(at) : SPACE
      state = next[state * STATE + (code % STATE)] as number
    }
    if (state === ENOUGH) return true
  }
  return wordEnd.test(plain)
}

/** Returns whether a normalised text contains wording that always means that a person must not be contacted. */
export const saysOptOut = (plain: string): boolean =>
  mayContainWording(plain) && optOutWordings.some((wording) => wording.test(plain))

const APART = 0
const LOWER = 1
const UPPER = 2
const FURTHER = 3
/** The kinds of bytes: signs, letters and digits, upper-case letters, parts of further letters and signs. */
const kindOf = Uint8Array.from({ length: 0x100 }, (_, byte) => {
  if (byte > 127) return FURTHER
  const char = String.fromCharCode(byte)
  return /[A-Z]/.test(char) ? UPPER : /[a-z0-9]/.test(char) ? LOWER : APART
})
const plainByte = Uint8Array.from({ length: 0x100 }, (_, byte) => (kindOf[byte] === APART ? SPACE : byte | SPACE))
const [lastOfList, doubledInList] = [101, 114]

/** The first of the two bytes of `ä`, `É`, `ñ`. */
const ACCENTED = 0xc3
/** The letters of ASCII they are normalised to, in their case, by their second byte; 0 for others, such as `ß`. */
const withoutAccent = Uint8Array.from({ length: 0x100 }, (_, byte) => {
  const [letter = '', ...marks] = byte < 0x80 || byte > 0xbf ? '' : String.fromCharCode(byte + 0x40).normalize('NFD')
  return marks.length === 1 && /[A-Za-z]/.test(letter) ? letter.charCodeAt(0) : 0
})

/** Returns the letter of ASCII that the two bytes here are normalised to; 0 if they are not one with an accent. */
const accentedAt = (bytes: Uint8Array, at: number, end: number): number =>
  bytes[at] === ACCENTED && at + 1 < end ? (withoutAccent[bytes[at + 1] as number] as number) : 0

/**
 * Returns whether the bytes of a cell may say that a person must not be emailed; if not, `forbidsEmail` is false. Most
 * cells need no text for that.
 */
export function mayForbidEmailIn(bytes: Uint8Array, start: number, end: number): boolean {
  const next = table()
  let before = APART
  for (let at = start; at < end; at += 1) {
    const from = at
    let byte = bytes[at] as number
    const letter = accentedAt(bytes, at, end)
    if (letter > 0) {
      byte = letter
      at += 1
    }
    const kind = kindOf[byte] as number
    const isStart = kind !== APART && (before === APART || before === FURTHER || (kind === UPPER && before === LOWER))
    before = kind
    if (isStart && mayBegin(bytes, from, end, next)) return true
    // `Werbesperrliste`
    const isListEnd = plainByte[byte] === lastOfList && at - start >= 9
    if (
      isListEnd &&
      plainByte[bytes[at - 5] as number] === doubledInList &&
      plainByte[bytes[at - 6] as number] === doubledInList
    )
      return true
  }
  return false
}

/** Returns whether a wording may begin with the word at `from`. */
function mayBegin(bytes: Uint8Array, from: number, end: number, next: Uint16Array): boolean {
  let state = FIRST
  let last = 0
  let before = APART
  for (let at = from; state > ENOUGH; at += 1) {
    let byte = at < end ? (bytes[at] as number) : SPACE
    const letter = accentedAt(bytes, at, end)
    if (letter > 0) {
      byte = letter
      at += 1
    }
    const kind = kindOf[byte] as number
    // Letters that have to be normalised otherwise, and `doNot`.
    if (kind === FURTHER || (kind === UPPER && before === LOWER)) return true
    before = kind
    const code = plainByte[byte] as number
    if (code === SPACE && last === SPACE) {
      if (at >= end) return false
      continue
    }
    last = code
    state = next[state * STATE + code] as number
  }
  return state === ENOUGH
}
