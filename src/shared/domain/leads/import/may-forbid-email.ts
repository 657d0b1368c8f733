/**
 * A fast check of cells before the full one, which takes a hundred times as long: whether any word is the beginning of a
 * wording by which people say that they want no mail. Derived from these wordings, so that it cannot miss one.
 */
import { optOutWording, plainWords, wordSet } from './opt-out-wording.ts'

/** The beginnings of all texts that a part of a pattern matches. */
type Beginnings = {
  /** Whole texts, to which the next part is added. */
  readonly open: ReadonlySet<string>
  /** Texts of which only the beginning matters, or is known. */
  readonly closed: ReadonlySet<string>
}

/** More letters exclude hardly any more words. */
const LETTERS = 6
/** What follows these may stand further on: `no calls or emails`. */
const negations = wordSet(
  'no|not|never|do|dont|does|doesn|did|didn|must|should|may|please|nicht|nichts|nie|kein|keine|keinen|keinerlei|niet|niets|geen|ne|pas|plus|non|nao|ei|ej|ikke|inte|inga|inget|ingen|intet|nem|nu|sin|не|не|δεν|μη|μην|לא|لا|stop',
)
/** The one wording that may begin within a word. */
const wordEnd = /sperrliste/i
const nothing: Beginnings = { open: new Set(['']), closed: new Set() }
const anything: Beginnings = { open: new Set(), closed: new Set(['']) }
const digit: Beginnings = { open: new Set('0123456789'), closed: new Set() }

/** Ends a text that is long enough. */
function joined(before: Beginnings, after: Beginnings): Beginnings {
  if (before.open.size === 0) return before
  const open = new Set<string>()
  const closed = new Set(before.closed)
  for (const start of before.open) {
    for (const next of after.closed) closed.add(cut(start + next))
    for (const next of after.open) {
      const text = start + next
      if (text.length >= LETTERS || cut(text) !== text) closed.add(cut(text))
      else open.add(text)
    }
  }
  return { open, closed }
}

function cut(text: string): string {
  const space = text.indexOf(' ')
  return space > 0 && negations.has(text.slice(0, space)) ? text.slice(0, space + 1) : text.slice(0, LETTERS)
}

const anyOf = (all: readonly Beginnings[]): Beginnings => ({
  open: new Set(all.flatMap(({ open }) => [...open])),
  closed: new Set(all.flatMap(({ closed }) => [...closed])),
})

/** Reads the forms of patterns that wordings consist of. */
function beginningsOf(source: string): Beginnings {
  let at = 0

  function alternatives(): Beginnings {
    const all = [sequence()]
    while (source[at] === '|') {
      at += 1
      all.push(sequence())
    }
    return anyOf(all)
  }

  function sequence(): Beginnings {
    let made = nothing
    while (at < source.length && source[at] !== '|' && source[at] !== ')') made = joined(made, repeated(atom()))
    return made
  }

  function atom(): Beginnings {
    if (source[at] === '(') return group()
    if (source[at] === '[') return oneOf()
    const char = source[at] as string
    at += 1
    if (char === '^' || char === '$') return nothing
    if (char === '.') return anything
    if (char !== '\\') return { open: new Set([char]), closed: new Set() }
    at += 1
    if (source[at - 1] === 'd') return digit
    return source[at - 1] === 'b' ? nothing : anything
  }

  function group(): Beginnings {
    const kind = /^\((?:\?(?::|<?[=!]))?/.exec(source.slice(at, at + 4))?.[0] ?? '('
    at += kind.length
    const inside = alternatives()
    at += 1
    return kind === '(' || kind === '(?:' ? inside : nothing
  }

  function oneOf(): Beginnings {
    const end = source.indexOf(']', at)
    const chars = source.slice(at + 1, end)
    at = end + 1
    return /[\\^-]/.test(chars) ? anything : { open: new Set(chars), closed: new Set() }
  }

  function repeated(one: Beginnings): Beginnings {
    const sign = /^(?:[?*+]|\{\d+,?\d*\})/.exec(source.slice(at, at + 12))?.[0]
    if (sign === undefined) return one
    at += sign.length
    const more = sign === '?' ? one : anyOf([one, joined(joined(one, one), anything)])
    return sign === '+' || /^\{[^0]/.test(sign) ? more : anyOf([nothing, more])
  }

  return alternatives()
}

type Letter = { readonly next: Map<number, Letter>; isLast: boolean }
const newLetter = (): Letter => ({ next: new Map(), isLast: false })

/** Returns the beginnings of all wordings, without the one that may begin within a word. */
function allBeginnings(): readonly string[] {
  const { closed, open } = beginningsOf(optOutWording.source.replace('(?:^| )', ''))
  // A wording ends with a word.
  return [...closed, ...[...open].map((text) => `${text} `)].filter((beginning) => beginning !== '')
}

function lettersOf(beginnings: readonly string[]): Letter {
  const first = newLetter()
  for (const beginning of beginnings) {
    let letter = first
    for (const char of beginning) {
      const code = char.charCodeAt(0)
      const next = letter.next.get(code) ?? newLetter()
      letter.next.set(code, next)
      letter = next
    }
    letter.isLast = true
  }
  return first
}

/** Made when first needed. `shown`: what the first two, four and six letters of a word show, by their hash. */
let made: { readonly first: Letter; readonly shown: readonly Uint8Array[] } | null = null

function tables() {
  if (made) return made
  const beginnings = allBeginnings()
  const shown = [2, 4, LETTERS].map(() => new Uint8Array(0x10000))
  const show = (step: number, hash: number, what: number) => {
    const table = shown[step] as Uint8Array
    table[hash] = Math.max(what, table[hash] as number)
  }
  for (const beginning of beginnings) {
    const codes = Array.from(beginning, (char) => char.charCodeAt(0))
    // Any letter may follow.
    const all = codes.length > 1 ? [codes] : Array.from({ length: 128 }, (_, next) => [...codes, next])
    for (const each of all) {
      for (const [step, count] of [2, 4, LETTERS].entries()) {
        if (each.length < count) break
        const isWhole = each.length < count + 2
        show(step, each.slice(0, count).reduce(hashOf, 0), isWhole ? ENOUGH : LOOK)
      }
    }
  }
  made = { first: lettersOf(beginnings), shown }
  return made
}

const LOOK = 1
const ENOUGH = 2
const hashOf = (before: number, code: number): number => (before * 31 + code) & 0xffff

const SPACE = 32

/** Does the same as `plainWords` if nothing but ASCII has to be normalised. */
const plainAscii = (cell: string): string =>
  cell
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')

function hasBeginning(plain: string): boolean {
  const { first } = tables()
  for (let start = 0; start < plain.length; start = plain.indexOf(' ', start) + 1 || plain.length) {
    let letter: Letter | undefined = first
    for (let at = start; letter !== undefined; at += 1) {
      if (letter.isLast) return true
      if (at > plain.length) break
      letter = letter.next.get(at < plain.length ? plain.charCodeAt(at) : SPACE)
    }
  }
  return false
}

/** Returns whether a cell may say that a person must not be emailed; if not, `forbidsEmail` is false. */
export const mayForbidEmail = (cell: string): boolean =>
  hasBeginning(/[^ -~\s]/.test(cell) ? plainWords(cell) : plainAscii(cell)) || wordEnd.test(cell)

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

/** Does the same, less exactly, with the bytes of a cell, so that most cells need no text. */
export function mayForbidEmailIn(bytes: Uint8Array, start: number, end: number): boolean {
  const { shown } = tables()
  let before = APART
  for (let at = start; at < end; at += 1) {
    const kind = kindOf[bytes[at] as number] as number
    const isStart = kind !== APART && (before === APART || before === FURTHER || (kind === UPPER && before === LOWER))
    before = kind
    if (isStart && mayBegin(bytes, at, end, shown)) return true
    if (plainByte[bytes[at] as number] === LAST_OF_LIST && mayEndList(bytes, start, at, end)) return true
  }
  return false
}

/** Returns whether a wording may begin with the word at `from`. */
function mayBegin(bytes: Uint8Array, from: number, end: number, shown: readonly Uint8Array[]): boolean {
  let hash = 0
  let last = 0
  let count = 0
  for (let at = from; ; at += 1) {
    const byte = at < end ? (bytes[at] as number) : SPACE
    const kind = kindOf[byte] as number
    // Letters that have to be normalised, and `doNot`.
    if (kind === FURTHER || (kind === UPPER && count > 0 && (kindOf[bytes[at - 1] as number] as number) === LOWER))
      return true
    const code = plainByte[byte] as number
    if (code === SPACE && last === SPACE) {
      if (at >= end) return false
      continue
    }
    last = code
    count += 1
    hash = hashOf(hash, code)
    if ((count & 1) !== 0) continue
    const what = shown[(count >> 1) - 1]?.[hash]
    if (what !== LOOK) return what === ENOUGH
  }
}

/** `Werbesperrliste` */
const LAST_OF_LIST = 101
const mayEndList = (bytes: Uint8Array, start: number, at: number, end: number): boolean =>
  at - start >= 9 &&
  (at + 1 >= end || kindOf[bytes[at + 1] as number] === APART) &&
  plainByte[bytes[at - 1] as number] === 116 &&
  plainByte[bytes[at - 2] as number] === 115
