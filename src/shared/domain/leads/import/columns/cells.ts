/** Recognises what a cell of a lead file holds, whatever the header of its column says. */
import { addressKey, findAddresses, isAddress } from '../addresses.ts'
import { salutationWords } from '../column-aliases.ts'
import { isGivenName } from '../given-names.ts'
import { headerKey } from '../header-key.ts'
import { splitName } from '../person-names.ts'
import { readVerification } from '../verification.ts'

export const share = (cells: readonly string[], test: (cell: string) => boolean) =>
  cells.length === 0 ? 0 : cells.filter(test).length / cells.length

export const holdsAddress = (cell: string) => findAddresses(cell).valid.length > 0

/** Of any kind: web pages have others between the words of a name. */
export const hasSpace = (cell: string) => /\s/.test(cell.trim())

export const isAloneAddress = (cell: string) => isAddress(addressKey(cell))
export const isJson = (cell: string) => /^\s*[[{]/.test(cell)
export const isSalutation = (cell: string) => salutationWords.has(headerKey(cell))
export const isNumber = (cell: string) => /^[\d.,\s+-]+$/.test(cell)
export const isLink = (cell: string) => /^https?:\/\//i.test(cell.trim())
/** Returns whether a cell is a domain, with or without a protocol and a path. */
export const isSite = (cell: string) =>
  /^(?:https?:\/\/)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/?\S*$/i.test(cell.trim())

export const isFlag = (cell: string) =>
  /^(true|false|yes|no|ja|nein|oui|non|s[ií]|sì|sim|n[ãa]o|tak|nie|nee|nej|[yjn]|0|1)$/i.test(cell.trim())

export const isStatusWord = (cell: string) => !isFlag(cell) && readVerification(cell) !== 'unknown'

/** A profile on another site, a map, a shortened or tracked link, an address. */
const elsewhereOnTheWeb =
  /^(?:https?:\/\/)?(?:[\w-]+\.)*(?:linkedin\.com|lnkd\.in|facebook\.com|fb\.com|fb\.me|instagram\.com|twitter\.com|x\.com|youtube\.com|youtu\.be|tiktok\.com|pinterest\.[a-z]+|xing\.com|yelp\.[a-z]+|tripadvisor\.[a-z]+|wa\.me|whatsapp\.com|t\.me|threads\.net|linktr\.ee|goo\.gl|g\.page|g\.co|google\.[a-z.]+|bit\.ly|tinyurl\.com|calendly\.com|zoom\.us|list-manage\.com|hubspotlinks\.com|sendgrid\.net|crunchbase\.com|angel\.co|github\.com|skype\.com|gravatar\.com)(?:[/?#:]|$)/i

export const isNoWebsite = (cell: string) =>
  elsewhereOnTheWeb.test(cell.trim()) || /@/.test(cell) || /\.(?:jpe?g|png|webp|svg|gif)(?:[?#]|$)/i.test(cell)

/** Returns whether this is a role in a meeting or a tool rather than a job title. */
export const isSeat = (cell: string) =>
  /^(?:attendee|presenter|organi[sz]er|panelist|host|co-?host|guest|participant|viewer|member|admin|user|subscriber|customer)$/i.test(
    cell.trim(),
  )

/**
 * Returns whether this is the text of an email. An address in it belongs to the writer, not to the person the row is
 * about.
 */
export const isMailText = (cell: string) => cell.includes('@') && cell.split(/\s+/).filter(isWord).length >= 8

const isWord = (word: string) => /^\p{L}{2,}[,.!?;:]?$/u.test(word)
export const holdsName = (cell: string) => /^\p{L}[\p{L}.'’-]*(?: \p{L}[\p{L}.'’-]*){1,4}$/u.test(cell.trim())

export const isPersonName = (cell: string) => {
  const { first, last } = splitName(cell)
  return first !== null && last !== null && isGivenName(first)
}

export const isOneWord = (cell: string) => /^\p{L}[\p{L}.'’-]*$/u.test(cell.trim())
export const isVerdict = (cell: string) => isStatusWord(cell) || /^\s*unknown\s*$/i.test(cell)

export const legalForm =
  /\b(?:gmbh|ag|kg|ohg|ug|e\.?k\.?|ltd|limited|llc|inc|corp|plc|llp|sarl|sas|s\.?a\.?|s\.?l\.?|b\.?v\.?|n\.?v\.?|s\.?r\.?l\.?|s\.?p\.?a\.?|oy|ab|aps|lda|ltda|pty|sp\. z o\.o\.|tnhh)\.?$/i
