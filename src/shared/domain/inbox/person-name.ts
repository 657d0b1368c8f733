/** Determines who wrote an email: the name in its header, else in its signature, else in the address. */
import { splitQuotedText } from './own-words.ts'

const longestName = 60
/** A word of a name: letters, which may include hyphens, apostrophes and a dot after an initial. */
const nameWord = /^(?:\p{L}\.|\p{L}[\p{L}\p{M}]*(?:['’‑-]\p{L}[\p{L}\p{M}]*)*\.?)$/u
/** Name particles, which do not disqualify a line from being a name. */
const particles: ReadonlySet<string> = new Set(
  'van der den de het ter ten te von vom zu zum zur del della di da du la le los las dos y e af av'.split(' '),
)
const closing =
  /^(?:(?:mit )?(?:freundlichen|besten|vielen|herzlichen|lieben|schönen) (?:grüßen|grüssen|dank)|(?:viele|beste|liebe|freundliche|schöne|herzliche) grü(?:ß|ss)e|grüße|gruß|vg|lg|mfg|(?:kind|best|warm|many) (?:regards|wishes|thanks)|regards|cheers|thanks|thank you|best|sincerely|yours|all the best|met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|hartelijke groet(?:en)?|cordialement|bien (?:cordialement|à vous)|(?:meilleures |sincères )?salutations|merci|saludos|un saludo|atentamente|gracias)\b/iu
/** Local parts of role addresses, which belong to nobody in particular. */
const roles: ReadonlySet<string> = new Set(
  'info kontakt contact office mail email hello hallo hi team sales support service admin buero verwaltung post einkauf verkauf vertrieb marketing hr jobs career karriere presse press billing accounting buchhaltung rechnung invoice noreply reply no do not newsletter webmaster inkoop verkoop bonjour hola ventas compras'.split(
    ' ',
  ),
)

/** Returns the text beside a conversation's name: the company or, if that already serves as the name, the address. */
export const secondaryNameOf = (thread: {
  readonly name: string
  readonly company: string | null
  readonly leadEmail: string | null
}): string | null => (thread.company === thread.name ? thread.leadEmail : thread.company)

/** Returns the writer's name as given in an email; empty if there is none. */
export function nameOfSender(mail: {
  readonly fromName: string
  readonly address: string | null
  readonly text: string
}): string {
  const header = nameInHeader(mail.fromName)
  if (header !== '') return header
  const byAddress = nameInAddress(mail.address)
  const signed = nameInSignature(mail.text)
  // "Anna" in the signature of anna.kessler@…: the address has more of the same name.
  if (!signed.includes(' ') && byAddress !== '' && wordsOf(byAddress).some((word) => sameWord(word, signed))) {
    return byAddress
  }
  return signed || byAddress
}

/** Returns the sender's name from the header, unless it only repeats the address. */
function nameInHeader(fromName: string): string {
  // Cut first, because a header may have any length.
  const name = fromName
    .trim()
    .slice(0, longestName)
    .replaceAll(/^["'\s]+|["'\s]+$/g, '')
    .replaceAll(/\s+/g, ' ')
  if (name === '' || name.includes('@') || !/\p{L}/u.test(name)) return ''
  const [last, first, ...more] = name.split(',').map((part) => part.trim())
  return last && first && more.length === 0 && isName(`${first} ${last}`) ? `${first} ${last}` : name
}

/** Returns the name below the writer's own text: the first line after the closing phrase that is a name. */
function nameInSignature(text: string): string {
  const lines = splitQuotedText(text.slice(0, 20_000))
    .own.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '--')
  const at = lines.findLastIndex((line, index) => index > 0 && line.length < longestName && closing.test(line))
  if (at < 0) return ''
  const names = lines.slice(at + 1, at + 3).map((line) => (line.split(/[,;|]/, 1)[0] ?? '').trim())
  return names.find(isName) ?? ''
}

/** `jack.denholm@…` is Jack Denholm; a single word could be anything. */
function nameInAddress(address: string | null): string {
  const local = /^(?<local>[^@+]+)/.exec(address ?? '')?.groups?.['local'] ?? ''
  const words = local
    .toLowerCase()
    .split(/[._-]+/)
    .map((word) => word.replace(/(?<!\d)\d+$/, ''))
    .filter((word) => word !== '')
  if (words.length < 2 || words.length > 4 || words.some((word) => roles.has(word) || !/^\p{L}+$/u.test(word)))
    return ''
  if (!words.some((word) => word.length > 2)) return ''
  return words
    .map((word, index) => {
      if (index > 0 && particles.has(word)) return word
      const first = word.slice(0, 1).toUpperCase()
      return word.length === 1 ? `${first}.` : `${first}${word.slice(1)}`
    })
    .join(' ')
}

function isName(line: string): boolean {
  const words = wordsOf(line)
  if (line.length > longestName || words.length === 0 || words.length > 5) return false
  const said = words.filter((word) => !particles.has(word))
  return said.length > 0 && said.every((word) => nameWord.test(word) && /^\p{Lu}/u.test(word))
}

const wordsOf = (line: string): readonly string[] => line.split(/\s+/).filter((word) => word !== '')
const sameWord = (a: string, b: string): boolean => b !== '' && a.toLowerCase() === b.toLowerCase()
