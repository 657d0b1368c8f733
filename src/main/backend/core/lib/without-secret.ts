/** What is left out where a secret is written apart or wrapped. */
const between = /[\s\p{Cc}\p{Cf}]/gu
const isBetween = (letter: string): boolean => /^[\s\p{Cc}\p{Cf}]$/u.test(letter)

/** So many letters of a secret in a row are a piece of it, wherever it was cut; of a shorter one, the whole. */
const piece = 12

/**
 * What a server says without our secrets, should it repeat one, or a piece of it: as it is, as part of an address, in
 * base64, or over two lines.
 */
export const withoutSecret = (text: string, ...secrets: readonly string[]): string => secretsHider(secrets)(text)

/** The same of every text in an answer, names of fields included. */
export function withoutSecretInside(json: unknown, ...secrets: readonly string[]): unknown {
  const hide = secretsHider(secrets)
  const inside = (value: unknown): unknown => {
    if (typeof value === 'string') return hide(value)
    if (Array.isArray(value)) return value.map(inside)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [hide(name), inside(of)]))
  }
  return inside(json)
}

function secretsHider(secrets: readonly string[]): (text: string) => string {
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
    const placeOf = placesIn(text)
    let said = ''
    let saidUpTo = 0
    let foundUpTo = 0
    for (const [from, to] of found) {
      if (to <= foundUpTo) continue
      // What overlaps is one repetition, or two that touch.
      if (from > foundUpTo || foundUpTo === 0) said += `${text.slice(saidUpTo, placeOf(from))}[key]`
      saidUpTo = placeOf(to - 1) + 1
      foundUpTo = to
    }
    return said + text.slice(saidUpTo)
  }
}

/** Most texts repeat nothing, and can be long: of them only every sixth letter is looked at. */
function repeatsIn(pieces: ReadonlySet<string>): (letters: string) => boolean {
  const step = Math.min(...[...pieces].map(({ length }) => Math.ceil(length / 2)))
  // A piece holds at least one stretch of half its length that begins where one is looked for.
  const stretches = new Set(
    [...pieces].flatMap((one) => Array.from({ length: step }, (_, at) => one.slice(at, at + step))),
  )
  return (letters) => {
    for (let at = 0; at < letters.length; at += step) if (stretches.has(letters.slice(at, at + step))) return true
    return false
  }
}

/** Where letters are those of pieces of this length, from and up to which. */
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

/** The letters of a text without what may stand between them; small, as an address may be written either way. */
const lettersOf = (text: string): string =>
  text.replaceAll(between, '').replaceAll(/[A-Z]+/g, (capitals) => capitals.toLowerCase())

/** Where in the text a letter stands; asked for in rising order. */
function placesIn(text: string): (letter: number) => number {
  let [next, letters] = [0, 0]
  let place = 0
  return (wanted) => {
    while (letters <= wanted) {
      const sign = String.fromCodePoint(text.codePointAt(next) ?? 0)
      if (!isBetween(sign)) {
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
  const length = Math.min(piece, letters.length)
  return Array.from({ length: letters.length - length + 1 }, (_, at) => letters.slice(at, at + length))
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  // Behind other words ("Bearer", a name) base64 cuts the same bytes otherwise; what it makes of those words is left out.
  const behind = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return before === 0 ? whole : whole.slice(before + 1).replace(/.?=+$/, '')
  })
  const inBase64 = behind.flatMap((each) => [each, each.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')])
  return [secret, encodeURIComponent(secret), ...inBase64].filter((form) => form !== '')
}
