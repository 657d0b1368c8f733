/** Splits and tidies names of people, but only where the result is certain. */
import { isGivenName } from './given-names.ts'
import { plainWords } from './opt-out-wording.ts'

const titles =
  /^(?:(?:mr|mrs|ms|miss|mister|mx|dr|prof|professor|doctor|doktor|rev|herr|herrn|hr|hrn|frau|fru|fr|m|mme|mlle|monsieur|madame|mademoiselle|señora?|senhora?|signora?|meneer|mevrouw|ing|dipl|dipl\.?-\p{L}+|sr|sra|dhr|mevr|mw|sir|drs|ir|mag|sig|sig\.?ra|dott|dott\.?ssa|avv|rag|geom|arch|d|dª|dña|don|doña|srta|me|maître|pani?|mgr|inż|lic|eng|univ|med|h\.?c|fam(?:ilie|ille|ilia|iglia)?)\.?|(?:dr|prof|univ|priv)\.?-\p{L}+\.?|dr\.? ?med\.?)$/iu
/** Titles before which nobody puts a given name alone. */
const beforeSurname =
  /^(?:mr|mrs|herrn?|hrn?|frau|mme|madame|monsieur|meneer|mevrouw|dhr|mevr|fam(?:ilie|ille|ilia|iglia)?)\.?$/i
/** Titles only in exactly this spelling: `Di Marco` and `Ra` are names. */
const shortTitles = /^(?:DI|RA|RAin|StB|StBin|WP|MMag|DDr|KommR)\.?$/
/** Parts between a title and the name: `Dr. rer. nat. Karl`, `Dr. h. c. Anna`. */
const titlePart = /^(?:\p{Ll}{2,}|h|c|h\.c)\.$/u
const suffixes =
  /^(?:(?:sen|jun)(?=\.)|jr|sr|ii|iii|iv|ph\.?d|m\.?d|mba|msc|bsc|cpa|esq|pmp|cfa|phr|rn|dds|ll\.?m|m\.sc|b\.sc|m\.a|b\.a|m\.eng|b\.eng)\.?$/i
const particles =
  /^(?:van|von|und|de|der|den|del|della|di|da|dos|du|la|le|ter|ten|zu|zur|al|el|bin|ben|mac|st\.?|saint)$/i
/** Further ones, in small letters at the end of a name whose surname comes first: `Veld, Thijs in 't`. */
const particlesBehind =
  /^(?:['’][ts]|in|op|uit|aan|onder|bij|voor|over|af|of|dei|degli|do|das|y|e|[dl]['’]|d[ae]ll['’])$/

const isParticleBehind = (word: string): boolean =>
  particlesBehind.test(word) || (particles.test(word) && /^\p{Ll}/u.test(word))

/** Vietnamese family names, which come first; without accents. */
const vietnamese = /^(?:nguyen|tran|le|pham|huynh|hoang|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly)$/
/** Further ones, which other languages have too: only with Vietnamese letters, and with a usual middle name. */
const perhapsVietnamese =
  /^(?:cao|chau|chu|dam|dinh|doan|ha|hua|kieu|la|lam|luong|luu|ly|mac|mai|nghiem|on|phung|quach|ta|tang|thai|to|tong|trieu|trinh|truong|tu|vuong)$/
const vietnameseLetter = /[ăđơư\u1ea0-\u1ef9]/i
const vietnameseMiddle =
  /^(?:thi|van|duc|huu|quoc|minh|thanh|ngoc|xuan|dinh|cong|kim|hong|bao|gia|anh|hoang|thu|phuong|tuan|quang|viet|khanh|nhat|my|trong|the|manh|duy|tien|hai)$/
/** A business is not a person: `Acme GmbH` has no first name. Short legal forms are also names unless in capitals. */
const businessForm =
  /\s(?:(?:gmbh|ohg|gbr|ltd|limited|llc|inc|corp|plc|llp|sarl|pty|ehf|aps|kft|zrt|oü|s\.r\.o|d\.o\.o|gmbh & co\.? kg)\.?)$/i
const shortLegalForm = /\p{Ll}.*\s(?:AG|KG|UG|SA|AB|AS|ASA|BV|NV|OY|SL|B\.V\.|S\.A\.|S\.L\.)$/u
const isBusiness = (text: string) => businessForm.test(text) || shortLegalForm.test(text)
const cjk = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

/** `Christopher Lee 李`: the name once more, in the other script. */
const withoutOtherScript = (name: string): string =>
  /^\p{Script=Latin}/u.test(name) && cjk.test(name) ? withoutEnd(name, (word) => cjk.test(word)) : name

/** Removes the last words that are no part of the name; the first one stays. */
function withoutEnd(name: string, isNoName: (word: string) => boolean): string {
  const words = name.split(' ')
  return words.slice(0, words.findLastIndex((word, at) => at === 0 || !isNoName(word)) + 1).join(' ')
}

const splitEastAsianName = ([last = '', first = '', ...more]: readonly string[]): SplitName =>
  more.length === 0 &&
  [last, first].every((part) =>
    /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]{1,4}$/u.test(part),
  )
    ? { first, last }
    : { first: null, last: null }

const toPlainWord = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()

export type SplitName = { readonly first: string | null; readonly last: string | null }

/** Introductions such as `Geschäftsführer: Karl Ott`, `z.Hd. Herrn Ott`. */
const introduction = /^\s*(?:[\p{L} /-]{2,40}:|z\.? ?h(?:d|dn)?\.|attn\.?|att\.|t\.a\.v\.)\s*(?=\p{L})/iu
/** As company registers write it: `Ott, Karl, *12.03.1979`. */
const birthDate = /,? ?(?:\*|geb\.|born) ?\d[\d./-]{5,9}$/i
const jobTitle =
  /(?:^|\s)(?:c[etfomi]o|v\.?p|md|head|chief|(?:co-?)?owner|(?:co-?)?founder|(?:managing )?director|manager|president|partner|sales|marketing|purchasing|engineer|consultant|geschäftsführ\p{L}*|inhaber(?:in)?|leiter(?:in)?|\p{L}+leit(?:er|erin|ung)|vorstand|prokurist(?:in)?|einkauf|vertrieb|gérante?|directeur|directrice|responsable|gerente|direct(?:or|ora)|titolare|direttore|eigenaar)(?:\s|$)/iu
const initial = /^\p{Lu}\.?$/u
/** The initial in `Paula J.`, which does not belong in a greeting. */
const initialsBehind = /(?<=\p{L}{2})(?: \p{Lu}\.?)+$/u

/**
 * `Anna Kern – Kern Optik`: if a cell has a person and a business, returns the side with a first name, provided the
 * other has none.
 */
function extractPerson(whole: string): string | null {
  const sides = whole.split(/\s[–—|/-]\s/).map((side) => side.trim())
  // `Olivia Barlow | Growth`: other signs also join two parts of a name.
  if (sides.length < 2 || !(whole.includes('|') || sides.every((side) => side.includes(' ')))) return whole
  const persons = sides.filter(
    (side) => side.includes(' ') && !isBusiness(side) && side.split(' ').some((word) => isGivenName(word)),
  )
  return persons.length === 1 ? (persons[0] as string) : null
}

/**
 * A patronymic, as in `Белозёрова Марина Игоревна`: the given name precedes it, and the surname is at the other end.
 */
const patronymic = /\p{L}(?:ич|вна|чна|івна|ївна)$/iu

/** Returns whether a Slavic name itself shows which of its words is the surname. */
export const showsSurname = (whole: string): boolean => {
  const words = whole.trim().split(/\s+/)
  return (splitByPatronymic(words) ?? splitBySurname(words)) !== null
}

function splitByPatronymic([one = '', two = '', three = '', ...more]: readonly string[]): SplitName | null {
  if (three === '' || more.length > 0) return null
  // Many surnames have the same ending, but no given name does.
  if (patronymic.test(two)) return { first: one, last: three }
  return patronymic.test(three) ? { first: two, last: one } : null
}

const slavicSurname =
  /^(?:\p{Script=Cyrillic}+-)?\p{Script=Cyrillic}{2,}(?:[оеё]ва?|[иы]на?|[сц]ь?к(?:ий|ій|ая|а)|ко|[ую]к|чук|ян|дзе|швили)$/iu
/** Given names with such an ending. */
const likeSurname: ReadonlySet<string> = new Set(
  'марина ирина ірина арина карина алина аліна галина регина полина поліна кристина христина ангелина екатерина катерина эвелина акулина василина фаина альбина сабина мальвина лина нина зина тина дина франциска константин валентин августин мартин вениамин юстин яков севастьян демьян касьян лукьян емельян марко данко юрко сашко василько левко'.split(
    ' ',
  ),
)

/** `Петренко Василь`, as lists in Russian and Ukrainian put it: only the first word is formed like a surname. */
function splitBySurname([one = '', two = '', ...more]: readonly string[]): SplitName | null {
  const isSurname = (word: string) => slavicSurname.test(word) && !likeSurname.has(word.toLowerCase())
  return more.length === 0 && isSurname(one) && !isSurname(two) && /^\p{Script=Cyrillic}{2,}$/u.test(two)
    ? { first: two, last: one }
    : null
}

/** `Dr. Anna van Dijk, MBA` → Anna, van Dijk. Both null if the order of the parts is not certain. */
export function splitName(together: string): SplitName {
  const nothing = { first: null, last: null }
  const whole = extractPerson(together)
  if (whole === null) return nothing
  const clean = withoutOtherScript(whole)
    .replace(introduction, '')
    .replace(/\([^()]*\)|<[^<>@]+@[^<>@]+>|(?<=\p{L} )["“„][^"“”„]*["“”](?= \p{L})/gu, ' ')
    .replace(pictures, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    // `'Ann Lee'`, as a mail program writes a recipient.
    .replace(/^(['"])(.+)\1$/, '$2')
    .replace(birthDate, '')
  if (clean === '' || clean.length > 80 || /[@\d/&|]/.test(clean)) return nothing
  // `佐藤 健一`: in China, Japan and Korea the family name comes first; without a space its end cannot be determined.
  if (cjk.test(clean)) return splitEastAsianName(clean.split(' '))
  if (isBusiness(clean)) return nothing
  if (department.test(clean)) return nothing
  const parted = clean.split(',').map((part) => part.trim())
  // `Ham, Leo van der, Dr.`
  const ofName = parted.findLastIndex((part, at) => at < 2 || !part.split(' ').every(isTitleOrSuffix)) + 1
  const [before = '', after = '', ...more] = parted.slice(0, ofName)
  // `Acme AG, Ann Lee`: the person at the business.
  if (after !== '' && more.length === 0 && isBusiness(before)) return splitName(after)
  if (after !== '' && more.length === 0 && !after.split(' ').every((word) => suffixes.test(word))) {
    // `Petra Lang, CEO`: the text after the comma may be a job title, which must not be used as a name.
    const [begins = '', ...others] = before.split(' ')
    const isGiven = after.split(' ').some((word) => isGivenName(word))
    const isWhole = others.length > 0 && !isGiven
    if (jobTitle.test(after) || (isWhole && titles.test(begins))) return splitName(before)
    if (isWhole && isGivenName(begins)) return nothing
    // `Schmidt, Anna`: the comma shows which is which.
    const given = withoutLeadingTitle(after.split(' ').filter((word) => !titles.test(word) && !suffixes.test(word)))
    // `Groß-Gerau, Tom von`: a particle at the end belongs to the surname.
    const end = given.findLastIndex((word) => !isParticleBehind(word)) + 1
    const first = end === 0 ? given : given.slice(0, end)
    const family = withoutLeadingTitle(before.split(' ')).filter((word, at) => at === 0 || !suffixes.test(word))
    const last = [...(end === 0 ? [] : given.slice(end)), ...family].join(' ').replace(afterElision, '')
    return first.length === 0 || first.length > 3
      ? nothing
      : { first: first.join(' ').replace(initialsBehind, ''), last }
  }
  const words = before.split(' ')
  let parts = withoutLeadingTitle(words)
  const isAddressed = parts.length < words.length
  while (parts.length > 1 && suffixes.test(parts.at(-1) ?? '')) parts = parts.slice(0, -1)
  const [first = ''] = parts
  if (parts.length === 1) {
    // In `Frau Weber`, Weber is the surname; `Weber` alone may be either.
    // `Herr Franz`, `Fam. Lutz`: even a given name.
    if (isGivenName(first) && !beforeSurname.test(words[0] ?? '')) return { first, last: null }
    return isAddressed ? { first: null, last: first } : nothing
  }
  if (parts.filter((part) => !particles.test(part)).length > 5) return nothing
  const slavic = splitByPatronymic(parts) ?? splitBySurname(parts)
  if (slavic) return slavic
  // `DUPONT Jean`, as is usual in France: the capitals show which is which.
  const capitals = parts.findIndex((part) => !isCapitals(part))
  if (capitals > 0 && parts.slice(capitals).every((part) => !isCapitals(part))) {
    return { first: parts.slice(capitals).join(' '), last: parts.slice(0, capitals).join(' ') }
  }
  if (parts.length > 2 && isVietnamese(parts, clean)) return { first: parts.at(-1) ?? null, last: first }
  // `Ben` is part of a family name, but also a common first name.
  if (particles.test(first) && !(isGivenName(first) && /^\p{Lu}/u.test(first))) {
    // Accepts `Mevrouw de Vries`, but not `Herr und Frau Weber`.
    const isSurname = isAddressed && !parts.some((part) => titles.test(part))
    return isSurname ? { first: null, last: parts.join(' ') } : nothing
  }
  const ofMary = marian.exec(parts.join(' '))
  if (ofMary) return { first: ofMary[1] as string, last: ofMary[2] as string }
  // `Robert J. Kowalski`: a middle initial belongs to neither name.
  const lastAt = parts.findIndex((part, at) => at > 0 && !initial.test(part))
  return { first, last: parts.slice(Math.max(1, lastAt)).join(' ') }
}

/**
 * Splits a name from a column in which surnames come first: `Kowalski Jan`, `van den Berg Anna Maria`. Both null if it
 * is not certain where the surname ends, or if this name seems to be the other way round.
 */
export function splitSurnameFirst(whole: string): SplitName {
  const nothing = { first: null, last: null }
  const natural = splitName(whole)
  const { first, last } = natural
  const plain = whole.trim().replace(/\s+/g, ' ')
  const isCut = first !== null && last !== null
  const startsWithParticle = !isCut && particles.test(plain.split(' ')[0] ?? '')
  // One word, or capitals or a comma that show the order themselves.
  if (isCut ? plain.indexOf(first) > plain.indexOf(last) : !startsWithParticle) return natural
  const words = isCut ? `${first} ${last}`.split(' ') : plain.split(' ')
  const [begin = '', end = ''] = [words[0], words.at(-1)]
  if (words.length < 2 || (isGivenName(begin) && !isGivenName(end))) return nothing
  const ofParticles = words.findIndex((word) => !particles.test(word))
  const leastOfSurname = ofParticles < 0 ? words.length : ofParticles + 1
  const given = words.findLastIndex((word, at) => at < leastOfSurname || !isGivenName(word)) + 1
  const cut = given < words.length ? given : leastOfSurname === words.length - 1 ? leastOfSurname : words.length
  return cut === words.length ? nothing : { first: words.slice(cut).join(' '), last: words.slice(0, cut).join(' ') }
}

/** `María del Carmen Ruiz`, `Maria da Conceição Souza`: a given name of several words, unlike `María de la Torre`. */
const marian =
  /^((?:mar[ií]a|m\.?ª|m[aª]\.) (?:del?|d[ao]s?|de (?:l[ao]s?)) (?:carmen|carmo|pilar|mar|rosario|rosário|roc[ií]o|socorro|consuelo|refugio|milagros?|[áa]ngeles|dolores|mercedes|nieves|remedios|luz|soledad|concepci[óo]n|concei[çc][ãa]o|esperanza|encarnaci[óo]n|asunci[óo]n|lourdes|f[áa]tima|guadalupe|gra[çc]as?|penha|c[ée]u)) (\p{L}.*)$/iu

/** Returns whether a name of at least three words begins with a Vietnamese family name. */
function isVietnamese([family = '', middle = '']: readonly string[], whole: string): boolean {
  const plain = toPlainWord(family)
  if (vietnamese.test(plain)) return toPlainWord(whole) !== whole.toLowerCase()
  return perhapsVietnamese.test(plain) && vietnameseLetter.test(whole) && vietnameseMiddle.test(toPlainWord(middle))
}

/** Only the letters, and umlauts as in an address: `Müller` and `mueller` are equal. */
const lettersOf = (text: string): string =>
  plainWords(text)
    .replace(/[^a-z]/g, '')
    .replace(/([aou])e/g, '$1')

/**
 * `Bianchi Lucia` at `lucia.bianchi@`: the family name comes first. Only if the last word is a first name, the first
 * word is none, and the address has them the other way round.
 */
export function orderedByAddress(name: SplitName, email: string | null): SplitName {
  const { first, last } = name
  if (email === null || !first || !last || !isGivenName(last) || isGivenName(first)) return name
  const [given, family] = [lettersOf(last), lettersOf(first)]
  const mailbox = lettersOf(email.slice(0, email.indexOf('@')))
  return mailbox === given + family || mailbox === given.charAt(0) + family ? { first: last, last: first } : name
}

/** Returns whether the remaining words begin with a title or its continuation. */
const isTitleAt = ([word = '', ...rest]: readonly string[], all: number): boolean =>
  titles.test(word) ||
  // `Mme le Dr Anne Petit`
  (/^(?:le|la|il|el|der)$/i.test(word) && rest.length + 1 < all && titles.test(rest[0] ?? '')) ||
  (shortTitles.test(word) && rest.some((other) => /\p{Ll}/u.test(other))) ||
  (rest.length + 1 < all && titlePart.test(word))

function withoutLeadingTitle(words: readonly string[]): readonly string[] {
  let parts = words
  while (parts.length > 1 && isTitleAt(parts, words.length) && !isNamedLikeTitle(parts)) parts = parts.slice(1)
  return parts
}

const isTitleOrSuffix = (word: string): boolean => titles.test(word) || suffixes.test(word)

/** `d' Arco` */
const afterElision = /(?<=(?:^| )(?:[dl]|d[ae]ll)['’]) /giu

/** `Don Keller`: as a title it would be followed by more words, or have a dot. */
const isNamedLikeTitle = ([word = '', ...more]: readonly string[]): boolean => more.length === 1 && isGivenName(word)

/** The column for particles between the names, as in Dutch spreadsheets. */
export const nameInfix = 'tussenvoegsel'
/** Returns whether a text is a name particle such as `van den` or `'t`; a middle name or initial is not. */
export const isNameInfix = (text: string): boolean =>
  text.split(' ').some((word) => /^(?:['’]|\p{Ll})/u.test(word) || particles.test(word))

/** Departments and other names of nobody in particular. */
const department =
  /^the\s|(?:^|\s)(?:afd|afdeling|abt|abteilung|dept|department|team|office|reception|buchhaltung|einkauf|vertrieb|inkoop|verkoop|administratie|accueil|secr[ée]tariat|comptabilit[ée]|ventas|compras|administraci[óo]n|ufficio|acquisti|zentrale|empfang|sekretariat|e-?mail|mail|send|senden|schreiben|write|contact|kontakt|envoyer|écrire|enviar|escribir|invia|scrivi|sturen|klick|click)(?:[.\s]|$)/i
const isCapitals = (word: string) => /^\p{Lu}[\p{Lu}'’-]+$/u.test(word)

/** Also includes flags and skin tones. */
const pictures = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\ufe0f\u200d]/gu

/**
 * A word with these letters is Turkish, where a capital `I` is the dotless letter. With only `Ş` it may be Romanian,
 * and the difference would only matter if it has an `I`.
 */
const turkish = /[İĞ]/
const capitals = /^(?!(?=.*Ş)(?=.*I)[^İĞ]*$)\p{Lu}+(?:[- ]\p{Lu}{2,})*$/u
/** `DJ` may be a nickname; `HANS-PETER` is not. */
const wordInCapitals = /^(?=.*[aeiouy])[a-zł]{4,}(?:[- ][a-zł]{2,})*$/

/** The form of nearly every name; needs no changes. */
const regularFirstName = /^[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+$/
const regularLastName = /^[A-Za-z\u00c0-\u00ff'-][A-Za-z0-9\u00c0-\u00ff'.-]*(?: [A-Za-z0-9\u00c0-\u00ff'.-]+)*$/

/**
 * Removes characters that are not part of a name; converts a first name in all capitals or all lower case to its usual
 * form.
 */
export function tidyFirstName(name: string): string {
  if (regularFirstName.test(name)) return name
  const bare = name
    .replace(pictures, '')
    .replace(/\s+/g, ' ')
    .replace(/^["'“”]+|(?<!["“”,;])["“”,;]+$/g, '')
    // `Anna (Annie)`: text in brackets is a note.
    .replace(/(?<=\p{L}) \([^()]*\)$/u, '')
    .trim()
    .replace(initialsBehind, '')
  if (bare === '') return name
  const untitled = withoutTitles(bare)
  if (untitled !== bare) return tidyFirstName(untitled)
  if (capitals.test(bare) && (isGivenName(bare) || wordInCapitals.test(toPlainWord(bare)))) return lowerCapitals(bare)
  if (inSmallLetters.test(bare) && !bare.split(' ').some((word) => bare !== word && particles.test(word)))
    return withCapitals(bare)
  return bare
}

/** `anna-lena`, `li wei`; `van der` may be intended. */
const inSmallLetters = /^\p{Ll}{2,}(?:-\p{Ll}{2,})*$|^\p{Ll}{2,} \p{Ll}{2,}$/u
const withCapitals = (name: string) => name.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())

/** `Dr Anna`, `M. Durand`; `M` may be an initial, and `Di` a name. */
const isLongTitle = (word: string) => word.length + (word.endsWith('.') ? 1 : 0) > 2 || /^[^aeiou.]{2}$/i.test(word)

/** `Dr. Anna` → `Anna`; text that consists only of titles stays. */
function withoutTitles(name: string): string {
  const parts = name.split(' ')
  const all = parts.length
  while (parts.length > 1 && isTitleAt(parts, all) && isLongTitle(parts[0] as string)) parts.shift()
  return parts.join(' ')
}

/** Converts `SCHMIDT` and `MCDONALD`; text that may be an abbreviation stays. */
function lowerCapitals(name: string): string {
  if (turkish.test(name))
    return name.toLocaleLowerCase('tr').replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toLocaleUpperCase('tr'))
  return withCapitals(name.toLowerCase()).replace(/^Mc(\p{Ll})/u, (_, letter: string) => `Mc${letter.toUpperCase()}`)
}

/** A surname typed without capitals. Excludes `de` and `van dijk`, which may be intended. */
const smallSurname = /^(?:o['’])?\p{Ll}{2,}(?:-\p{Ll}{2,})*$/u

/** Converts a surname in all capitals or all lower case to its usual form, without anything that follows it. */
export function tidyLastName(name: string): string {
  if (name.charCodeAt(0) >= 0x61 && smallSurname.test(name) && !particles.test(name)) return withCapitals(name)
  const isRegular = regularLastName.test(name) && !name.endsWith('.')
  const bare =
    isRegular && !name.includes(' ') ? name : withoutDegrees(isRegular ? name : withoutOtherScript(tidied(name)))
  const isInCapitals = !/\p{Ll}/u.test(bare) && capitals.test(bare) && surnameInCapitals.test(toPlainWord(bare))
  return isInCapitals && !suffixes.test(bare) ? lowerCapitals(bare) : bare
}

/** `LEE` is a surname, although `DJ` and `HLK` are not. */
const surnameInCapitals = /^(?=.*[aeiouy])[a-zł]{3,}(?:[- ][a-zł]{2,})*$/
const degree = /^(?:\p{Lu}\.?){2,4}$/u

/** `Price MBA, P.E.`: short capitals behind a surname, but not behind a given name or a particle (`Marc ROUX`). */
function withoutDegrees(name: string): string {
  const end = name.slice(name.lastIndexOf(' ') + 1).replace(/,$/, '')
  if (!suffixes.test(end) && !degree.test(end)) return name.replace(/,$/, '')
  if (name.length > 80 || isBusiness(name)) return name
  const known = withoutEnd(name, (word) => suffixes.test(word.replace(/,$/, '')))
  const bare = withoutEnd(known, (word) => degree.test(word.replace(/,$/, '')))
  const isSurname = bare.endsWith(',') || bare.split(' ').some((word) => !particles.test(word) && !isGivenName(word))
  return (isSurname && /\p{Ll}/u.test(bare) ? bare : known).replace(/,$/, '')
}

const tidied = (name: string): string =>
  name
    .replace(pictures, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{L}) \([^()]*\)(?= |$)/gu, '')
    // `Lund - we are hiring!`, but not `García - López`.
    .replace(/ (?:\||[–—-](?! \p{Lu}[\p{L}'’-]+$)) .*$/u, '')
    .replace(/(?<=\p{L}),? (?:jr|sr|sen|jun)\.$/iu, '')
    .replace(/(?:,\s?(?:ph\.?d|m\.?d|mba|msc|bsc|cpa|esq|pmp|cfa|phr|rn|dds|llm|jr|sr)\.?){1,6}$/i, '')
    .replace(/(?<![,;])[,;]+$/, '')
    .trim() || name
