/** Characters that are ignored where a secret is spaced out or wrapped. */
const separatorPattern = /[\s\p{Cc}\p{Cf}]/gu
const isSeparator = (letter: string): boolean => /^[\s\p{Cc}\p{Cf}]$/u.test(letter)

/** This many consecutive characters of a secret count as a part of it; a shorter secret counts as a whole. */
const pieceLength = 12

/**
 * Removes our secrets from a server's message in case it repeats one or a part of it: verbatim, as part of an address,
 * in base64, or across two lines.
 */
export const withoutSecret = (text: string, ...secrets: readonly string[]): string => createSecretHider(secrets)(text)

/** Does the same for every text in an answer, including field names. */
export function withoutSecretInside(json: unknown, ...secrets: readonly string[]): unknown {
  const hide = createSecretHider(secrets)
  const inside = (value: unknown): unknown => {
    if (typeof value === 'string') return hide(value)
    if (Array.isArray(value)) return value.map(inside)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [hide(name), inside(of)]))
  }
  return inside(json)
}

function createSecretHider(secrets: readonly string[]): (text: string) => string {
  const pieces = new Set(
    secrets
      .filter((secret) => secret !== '')
      .flatMap(formsOf)
      .flatMap(piecesOf),
  )
  if (pieces.size === 0) return (text) => text
  const lengths = [...new Set([...pieces].map(({ length }) => length))]
  const mayRepeat = repeatsIn(pieces)
  return (text) => {
    const letters = lettersOf(text)
    if (!mayRepeat(letters)) return text
    const found = lengths.flatMap((length) => runsIn(letters, pieces, length)).toSorted(([a], [b]) => a - b)
    const placeOf = createLetterIndex(text)
    let said = ''
    let copiedUpTo = 0
    let foundUpTo = 0
    for (const [from, to] of found) {
      if (to <= foundUpTo) continue
      // Overlapping or adjacent matches are replaced once.
      if (from > foundUpTo || foundUpTo === 0) said += `${text.slice(copiedUpTo, placeOf(from))}[key]`
      copiedUpTo = placeOf(to - 1) + 1
      foundUpTo = to
    }
    return said + text.slice(copiedUpTo)
  }
}

/** Quick check: most texts contain no secret and can be long, so only every sixth position is looked at. */
function repeatsIn(pieces: ReadonlySet<string>): (letters: string) => boolean {
  const step = Math.min(...[...pieces].map(({ length }) => Math.ceil(length / 2)))
  // Every piece contains at least one stretch of half its length that begins at a position looked at.
  const stretches = new Set(
    [...pieces].flatMap((one) => Array.from({ length: step }, (_, at) => one.slice(at, at + step))),
  )
  return (letters) => {
    for (let at = 0; at < letters.length; at += step) if (stretches.has(letters.slice(at, at + step))) return true
    return false
  }
}

/** Returns the ranges, end exclusive, that consist of pieces of this length. */
function runsIn(letters: string, pieces: ReadonlySet<string>, length: number): [from: number, to: number][] {
  const runs: [from: number, to: number][] = []
  for (let at = 0; at + length <= letters.length; at += 1) {
    if (!pieces.has(letters.slice(at, at + length))) continue
    const last = runs.at(-1)
    if (last && at <= last[1]) last[1] = at + length
    else runs.push([at, at + length])
  }
  return runs
}

/** Returns a text without ignored characters and in lower case, because an address may be written in either case. */
const lettersOf = (text: string): string =>
  text.replaceAll(separatorPattern, '').replaceAll(/[A-Z]+/g, (capitals) => capitals.toLowerCase())

/** Returns a function that maps a letter's index to its position in the text; must be called in ascending order. */
function createLetterIndex(text: string): (letter: number) => number {
  let [next, letters] = [0, 0]
  let place = 0
  return (wanted) => {
    while (letters <= wanted) {
      const sign = String.fromCodePoint(text.codePointAt(next) ?? 0)
      if (!isSeparator(sign)) {
        place = next + Math.min(sign.length - 1, wanted - letters)
        letters += sign.length
      }
      next += sign.length
    }
    return place
  }
}

function piecesOf(form: string): readonly string[] {
  const letters = lettersOf(form)
  const length = Math.min(pieceLength, letters.length)
  return Array.from({ length: letters.length - length + 1 }, (_, at) => letters.slice(at, at + length))
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  // After other words ("Bearer", a name) base64 encodes the same bytes differently, depending on the offset; the part
  // that depends on those words is dropped.
  const behind = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return before === 0 ? whole : whole.slice(before + 1).replace(/.?=+$/, '')
  })
  const inBase64 = behind.flatMap((each) => [each, each.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')])
  return [secret, encodeURIComponent(secret), ...inBase64].filter((form) => form !== '')
}
