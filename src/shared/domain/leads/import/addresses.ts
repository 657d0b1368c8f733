/** Finds email addresses in cells: single ones, several at once, or embedded in a name. */
import { nullWords } from './null-words.ts'

const LOCAL_MAX = 64
const ADDRESS_MAX = 254

/**
 * Fast check for the common case, excluding file names (`logo@2x.png`) and typos (`ann@acme.con`). A total length of at
 * most 64 guarantees that the parts are within their limits.
 */
const plain =
  /^[a-z0-9_][a-z0-9_+-]*(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?!(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|ico|heic|css|js|mjs|json|html?|php|woff|pdf|mp4|con|cmo|ocm|vom|xom|comm|coml|cpm|nte|nett|rog|orgg)$)[a-z]{2,}$/

/**
 * Dot-separated atoms with letters of any script. No `*` (masked cells), no brackets, no leading quote; `?` starts a
 * URL's query.
 */
const local = /^(?!')[\p{L}\p{M}\p{N}!#$%&'+=^_~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'+=^_~-]+)*$/u
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u
/** File name extensions and typos of `.com`, `.net` or `.org`; these are not top-level domains. */
const noTopLabel =
  /^(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|ico|heic|css|m?js|json|html?|php|woff2?|pdf|mp4|con|cmo|ocm|vom|xom|comm|coml|cpm|nte|nett|rog|orgg)$/
/** Letters that look like those of another script: no address mixes two scripts that look alike. */
const lookalike =
  /\p{Script=Latin}.*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}].*\p{Script=Latin}/u
const topLabel = /^(?:\p{L}[\p{L}\p{M}]{1,62}|xn--[a-z0-9-]{1,59})$/u

/**
 * Returns whether this trimmed, lower-cased text is an address that can receive email. Covers a sensible part of the
 * RFCs, not all of it.
 */
export function isAddress(key: string): boolean {
  if (key.length > ADDRESS_MAX) return false
  const at = key.indexOf('@')
  if (at < 1 || at > LOCAL_MAX || at !== key.lastIndexOf('@')) return false
  if (key.length - at <= 64 && plain.test(key)) return true
  const labels = key.slice(at + 1).split('.')
  if (labels.length < 2) return false
  const name = key.slice(0, at)
  const top = labels.at(-1) ?? ''
  if (!local.test(name) || !topLabel.test(top) || noTopLabel.test(top) || lookalike.test(name)) return false
  return labels.every((part) => label.test(part) && !lookalike.test(part))
}

/**
 * Everything Unicode says is drawn as nothing (zero-width and direction marks, soft hyphens, fillers, variation
 * selectors): nobody sees that an address with one is not the address without. Removed inside words too.
 */
const invisible = /\p{Default_Ignorable_Code_Point}/gu
const withoutInvisible = (text: string): string => (/[^\0-\x7f]/.test(text) ? text.replace(invisible, '') : text)

/**
 * Writes letters as they are typed. Files from a Mac have decomposed letters such as `ü`, East Asian keyboards produce
 * full-width ones (`ａｂｃ`), and a text copied from a PDF has joined ones: `oﬃce@…` is nobody but `office@…`.
 */
const asTyped = (text: string): string =>
  /[^\0-\x7f]/.test(text)
    ? text
        .normalize('NFC')
        .replace(/[\uff01-\uff5e]/g, toHalfWidth)
        .replace(/(?:(?![\0-\x7f])[\p{L}\p{N}])+/gu, (letters) => letters.normalize('NFKC'))
    : text
const toHalfWidth = (sign: string): string => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)

/** Returns the key of an address: what is visible of it, as it would be typed, in lower case; nothing else is folded. */
export const addressKey = (text: string): string => asTyped(withoutInvisible(text)).trim().toLowerCase()

/** Words that people and tools write when there is no address. */
const wordsForNothing = new Set([
  ...nullWords,
  ...'na|no email|no e-mail|keine|keine e-mail|aucun|aucune|ninguno|sin correo|geen|geen e-mail|0|x|?|.|false'.split(
    '|',
  ),
])

/** Returns whether a cell is empty or contains a word for nothing. */
const isEmptyValue = (cell: string): boolean => {
  const key = addressKey(cell)
  return key === '' || wordsForNothing.has(key)
}

export type FoundAddresses = {
  /** Valid addresses in cell order, without duplicates. */
  readonly valid: readonly string[]
  /** Whether the cell contains something that is not a valid address; the cell is then shown unchanged. */
  readonly broken: boolean
}

const NONE_FOUND: FoundAddresses = { valid: [], broken: false }
const BROKEN: FoundAddresses = { valid: [], broken: true }
const separators = /[\s,;/|<>()[\]"{}•·、，；｜→“”„«»‹›‘]+/
const edgesOfWord =
  /^(?:mailto:|e-?mail:|smtp:)+|^[^@?]*\?[^@]*=|^(?:e-?)?mail=|^[':*]+|(?<![':.!*])[':.!*]+$|\?(?:subject|cc|bcc|body)=.*$/gi

/** A phone number in an address column is not a misspelt address. */
const isPhone = /^[+(]?\d[\d\s().\-/]{5,24}$/

/** A longer cell is not an address cell; only its beginning is examined. */
const MAX_CELL_CHARS = 5000

/** Replaces East Asian characters that mean the same. */
const asAscii = (text: string): string => text.replace(/[＠﹫]/g, '@').replace(/[．。｡]/g, '.')

/** Replaces obfuscated forms such as `ann (at) b [dot] co`, which hide an address from programs but not from people. */
function deobfuscate(text: string): string {
  if (text.includes('@')) return text
  if (speltAt.test(text)) return text.replace(speltAt, '@').replace(speltDot, '.')
  return text.length <= ADDRESS_MAX && speltWhole.test(text)
    ? text.replace(/\s+(?:at|arroba)\s+/i, '@').replace(/\s+(?:dot|punkt|punto|point|punt|ponto)\s+/gi, '.')
    : text
}
/** `ann AT acme DOT co`: without brackets, only if the cell says nothing else. */
const speltWhole =
  /^\s*[\p{L}\p{N}._+-]+(?:\s+(?:dot|punkt|punto|point|punt|ponto)\s+[\p{L}\p{N}_+-]+)*\s+(?:at|arroba)\s+[\p{L}\p{N}-]+(?:\s+(?:dot|punkt|punto|point|punt|ponto)\s+[\p{L}\p{N}-]+)+\s*$/iu
const speltAt = /\s{0,3}[([{]\s{0,3}at\s{0,3}[)\]}]\s{0,3}/i
const speltDot = /\s{0,3}[([{]\s{0,3}(?:dot|punkt|punto|point|punt)\s{0,3}[)\]}]\s{0,3}/gi

/**
 * Returns every address in a cell: `a@b.co; c@d.co`, `Ann <a@b.co>`, `mailto:a@b.co`, a list in brackets, "address /
 * phone".
 */
export function findAddresses(cell: string): FoundAddresses {
  if (cell === '') return NONE_FOUND
  // `\\u003eann@…`: an escape from a page's script, read without its quotes.
  if (/^\\?u003[ce]/i.test(cell)) return findAddresses(cell.replace(/^\\?u003[ce]/i, ''))
  if (cell.length <= 64 && plain.test(cell)) return isTemplateAddress(cell) ? BROKEN : { valid: [cell], broken: false }
  const key = addressKey(cell)
  if (isAddress(key) && !isTemplateAddress(key)) return { valid: [key], broken: false }
  if (isEmptyValue(cell) || isPhone.test(key)) return NONE_FOUND
  const text = deobfuscate(asAscii(asTyped(withoutInvisible(cell.slice(0, MAX_CELL_CHARS)))))
  // `ann @b.co`, `ann @ b.co`: with one word on each side, there is no other way to read it.
  const gapped = text.length <= ADDRESS_MAX && /^\s*([^\s@]+)\s*@\s*([^\s@]+)\s*$/.exec(text)
  const joined = gapped ? `${gapped[1]}@${gapped[2]}`.toLowerCase() : ''
  if (isAddress(joined) && !isTemplateAddress(joined)) return { valid: [joined], broken: false }
  const found = [...new Set(/^\s*[[{]/.test(text) ? addressesInJson(text) : findAddressesInText(text))]
  // Placeholders of a page template or tracker are nobody's address.
  const valid = found.filter((address) => !isTemplateAddress(address))
  return { valid, broken: valid.length === 0 }
}

const templateAddress =
  /^(?:user|name|you|your|jouw|uw|deine?|ihre?|votre|tuo|tu|yourname|youremail|email|mail|someone|example|(?:firstname|vorname|voornaam|prenom|nombre|nome)\.(?:lastname|nachname|achternaam|nom|apellido|cognome)|vorname|nom|naam|nombre|nome)@(?:domain|example|firma|unternehmen|bedrijf|entreprise|societe|empresa|azienda|yourdomain|mydomain|company|yourcompany|website|mysite|yoursite|email|mail)\.[a-z]{2,3}$|^[0-9a-f]{24,64}@|^test@(?:meta|fb|facebook|test|example)\.[a-z]{2,3}$|^(?:(?:max|erika|m|e|info)[._-]?)?(?:mustermann|musterfrau)?@(?:mustermann|musterfirma|muster)\.[a-z]{2,3}$|^(?:keine?|no|na|null|nomail|noemail|none|nobody|unbekannt|unknown|fake|asdf|xxx+|abc)@(?:keine?|no|na|null|nomail|noemail|none|nobody|unbekannt|unknown|fake|asdf|xxx+|abc|e?mail)\.[a-z]{2,3}$|^(?:no-?e?-?mail|keine?-?e?-?mail)@|@(?:gmial|gmal|gmaill|gmali|gamil|gnail|gmil|hotmial|hotmal|hotmaill|hotnail|hotmai|yaho|yahooo|yahho|outlok|outloo|outllook|iclod|icoud)\.[a-z]{2,3}(?:\.[a-z]{2})?$/

/** The start is checked first because few addresses begin or continue this way. */
const isTemplateAddress = (address: string): boolean => templateStart.test(address) && templateAddress.test(address)
const templateStart = /^(?:[uynjdivtefsmkxa]|[0-9a-f]{24})|@[ghoyi]/

/** Returns the addresses in a JSON list or object, examining each of its texts separately. */
const addressesInJson = (text: string): readonly string[] => {
  const texts = text.match(/"[^"]*"|'[^']*'/g)
  return texts === null
    ? findAddressesInText(text)
    : texts.flatMap((quoted) => findAddressesInText(quoted.slice(1, -1)))
}

type Piece = { readonly text: string; readonly address: string | null }

/**
 * Returns addresses among other words. The words beside an address must look like a name or a label: `john doe@b.co`
 * and `john,doe@b.co` are typos, and `doe@b.co` would be somebody else.
 */
function findAddressesInText(text: string): readonly string[] {
  const pieces = splitAtAddresses(text)
  const found: string[] = []
  pieces.forEach(({ address }, at) => {
    if (address === null) return
    const before = pieces[at - 1]?.text ?? ''
    const after = pieces[at + 1]?.text ?? ''
    if (staleAfter.test(after) || staleBefore.test(before)) return
    const isFirst = pieces.findIndex((piece) => piece.address !== null) === at
    if (canPrecedeAddress(before, pieces[at]?.text ?? '', isFirst) && canFollowAddress(after)) found.push(address)
  })
  return found
}

/** Words that people write beside an address that is no longer used. */
const stale =
  'left(?= ?(?:[)\\],;]|$))|(?:has )?left (?:the )?company|gone|retired|deceased|wrong(?! (?:number|phone))|ausgeschieden|verstorben|falsch|partie?|décédée?|uit dienst|vertrokken|old|outdated|obsolete|invalid|bounced|bounces|dead|former|not used|do not use|no longer used|veraltet|alt|alte|ungültig|nicht mehr gültig|tot|ancien|ancienne|périmée?|invalide|morte|antiguo|antigua|viejo|vieja|no válid[oa]|vecchi[oa]|obsolet[oa]|non valid[oa]|oud|oude|verouderd|ongeldig|antig[oa]|inválid[oa]|nieaktualn\\p{L}*|stary|stara|nieważny|gammel|gammal|ugyldig|ogiltig|vanha|vechi|veche|starý|stará|neplatn\\p{L}*|régi|eski'
const staleAfter = new RegExp(`^\\s*(?:[([]\\s*|[-–—=:]+\\s*)(?:${stale})(?!\\p{L}|\\s*[:=]\\s*$)`, 'iu')
const staleBefore = new RegExp(`(?:^|[\\s,;/|(])(?:${stale})\\s*[:=]\\s*$`, 'iu')

/** Splits the text into alternating pieces: words (possibly none), an address, words, and so on. */
function splitAtAddresses(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let words = ''
  const word = (part: string) => {
    const bare = part.replace(edgesOfWord, '')
    const key = bare.toLowerCase()
    if (!part.includes('@') || !isAddress(key)) return false
    const start = part.indexOf(bare)
    pieces.push({ text: words + part.slice(0, start), address: null }, { text: bare, address: key })
    words = part.slice(start + bare.length)
    return true
  }
  // Every second part is a separator.
  text.split(new RegExp(`(${separators.source})`)).forEach((part, at) => {
    if (at % 2 === 1) words += part
    else if (!word(part) && !splitJoinedAddresses(part).every(word)) words += part
  })
  pieces.push({ text: words, address: null })
  return pieces
}

/** Splits two addresses that are joined by a character no domain contains: `a@b.co&c@d.co`. */
function splitJoinedAddresses(part: string): readonly string[] {
  const [before = '', middle = '', after = '', ...more] = part.split('@')
  const domain = /^[\p{L}\p{N}.-]+/u.exec(middle)?.[0] ?? ''
  if (after === '' || more.length > 0 || domain === '' || domain === middle) return ['']
  return [`${before}@${domain}`, `${middle.slice(domain.length).replace(/^[^\p{L}\p{N}_]+/u, '')}@${after}`]
}

const labels = new Set(
  [
    'email|mail|emails|mails|mailto|smtp|address|addresses|contact|contacts|us|at|to|via|by|or|and|und|oder|et|ou|of|per|als|auch|also|sowie|plus|resp|bzw|reply|write|send|please|for|the|is|our|my|new|old|current|direct|default',
    'work|private|privat|home|business|personal|office|main|primary|secondary|other|alternative|alternate|company|general|billing|sales|support|info|work1|corporate|preferred|geschaftlich|geschäftlich|dienstlich|privé|prive|professionnel|pro|perso|personnel|bureau|domicile|trabajo|personal|casa|lavoro|ufficio|werk|thuis|zakelijk|praca|jobb|hem|internet|verified|valid|unverified|invalid|catchall',
    'mailadresse|adresse|emailadresse|kontakt|courriel|correo|électronique|electrónico|electronico|posta|elettronica|poczta|epost|post|mél|mel|adres|indirizzo|dirección|direccion|endereço|tel|telefon|telefono|téléphone|phone|mobile|mobil|fax|cell|fon|web|website|www|cc|bcc|from|von|de|vom|da|od|från|dm|ceo|cfo|cto|hr',
  ].flatMap((words) => words.split('|')),
)
const nameParticles = new Set(
  'van|von|der|den|de|di|da|del|della|dos|du|la|le|el|al|bin|ben|ter|ten|zu|zur|y|e|i|het|af|av|und|and|et'.split('|'),
)
const isLabel = (word: string) => {
  const bare = word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return labels.has(bare) || (bare.length > 1 && wordsForNothing.has(bare))
}
/** A name starts with a capital letter, or is in a script without capitals. */
const isNameWord = (word: string) =>
  /^[^\p{L}]*(?:\p{Lu}|\p{Lt}|\p{Lo})/u.test(word) || nameParticles.has(word.toLowerCase())
const hasNoLetters = (word: string) => !/\p{L}/u.test(word)
const containsAt = (word: string) => word.includes('@')
const wordsOf = (text: string) =>
  text
    .replace(/\b(?:https?:|www\.)[^\s,;|<>"]+/gi, '')
    .split(/[\s,;/|()[\]"<>{}•·“”„«»‹›‘]+/)
    .filter((word) => word !== '')

/** Returns whether the words before an address are not part of it. */
function canPrecedeAddress(text: string, address: string, isFirst: boolean): boolean {
  const words = wordsOf(text)
  if (words.length === 0) return true
  // An address in brackets or after a colon may follow any words.
  if (/[<([]\s*$/.test(text) || /[:=]\s*$/.test(text)) return true
  // Between two addresses, or after an invalid one, any separator is enough.
  const last = words.at(-1) as string
  if (containsAt(last))
    return /[,;/|\n•·]/.test(text.slice(text.lastIndexOf(last) + last.length)) || /\.[a-z]{2,}$/i.test(last)
  if (words.every((word) => isLabel(word) || hasNoLetters(word) || (!isFirst && nameParticles.has(word))))
    return !isFirst || !/[\p{L}\p{N}]$/u.test(text)
  if (/^\p{Lu}\p{Ll}/u.test(address) && /[\p{L}\p{N}] $/u.test(text)) return false
  if (!/[\s]$/.test(text)) return false
  if (words.every((word) => isNameWord(word) || isLabel(word) || hasNoLetters(word))) return true
  // `anna schmidt, anna@b.co`: an intended separator.
  return /[,;/|–—-]\s+$|\n\s*$/.test(text)
}

/** Returns whether the words after an address are not part of it. */
function canFollowAddress(text: string): boolean {
  const words = wordsOf(text)
  if (words.length === 0) return true
  if (/^\s*[>)\]]/.test(text) || /^\s*[([,;/|–—\n•·?’”»'"]/.test(text) || /^\s+-\s/.test(text)) return true
  const first = words[0] as string
  return isLabel(first) || hasNoLetters(first) || isNameWord(first) || containsAt(first)
}
