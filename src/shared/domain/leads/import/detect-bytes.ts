/** Detects from the first bytes of a file what encoding it is probably in, or that it is not text. */

/**
 * Encodings of a text file. Most are detected if the bytes are unambiguous; a file that mixes two encodings must be
 * identified by the operator.
 */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'utf-8+windows-1252',
  'shift_jis',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'iso-8859-2',
  'iso-8859-15',
  'macintosh',
  'cp850',
  'koi8-r',
  'ibm866',
  'iso-8859-5',
  'x-mac-cyrillic',
  'gb18030',
  'big5',
  'euc-jp',
  'euc-kr',
] as const
export type Encoding = (typeof encodings)[number]

/** Files with a cell structure of their own, for which encoding and delimiter do not matter. */
export const structuredKinds = ['xlsx', 'json', 'html', 'xml_sheet'] as const
export type StructuredKind = (typeof structuredKinds)[number]
export const isStructured = (encoding: string): encoding is StructuredKind =>
  (structuredKinds as readonly string[]).includes(encoding)

export type ByteVerdict =
  | {
      readonly kind: 'text'
      readonly encoding: Encoding
      /** Number of bytes of the byte order mark to skip. */
      readonly bomBytes: number
      /**
       * Whether the file itself declares its encoding (byte order mark, or the zeros of UTF-16); no other encoding is
       * tried then.
       */
      readonly stated: boolean
    }
  | { readonly kind: 'not_text'; readonly looksLike: string }

/** Magic numbers of file types. Longer ones come before shorter ones with the same beginning. */
const magics: readonly (readonly [looksLike: string, bytes: readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['gzip', [0x1f, 0x8b]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['elf', [0x7f, 0x45, 0x4c, 0x46]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
  ['sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f, 0x72]],
]

const startsWith = (head: Uint8Array, bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte)

const asText = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/**
 * Returns the type of a zip according to its first file names; others stay `zip`. An Office document of unknown type
 * may be a workbook.
 */
function zipKind(head: Uint8Array): string {
  const text = asText(head)
  if (text.includes('xl/workbook.bin')) return 'xlsb'
  if (text.includes('xl/')) return 'xlsx'
  if (text.includes('opendocument.spreadsheet')) return 'ods'
  if (text.includes('.iwa')) return 'iwork'
  if (!text.includes('[Content_Types].xml')) return 'zip'
  return text.includes('word/') ? 'docx' : text.includes('ppt/') ? 'pptx' : 'xlsx'
}

/**
 * Returns the type of a Microsoft OLE container, which may hold other documents than old workbooks; its names are in
 * UTF-16.
 */
function oleKind(head: Uint8Array): string {
  const text = asText(head).replaceAll('\0', '')
  if (text.includes('EncryptedPackage')) return 'locked'
  return text.includes('WordDocument') ? 'doc' : 'xls'
}

const containers: Readonly<Record<string, (head: Uint8Array) => string>> = { zip: zipKind, ole: oleKind }

function countZeros(head: Uint8Array): { readonly even: number; readonly odd: number } {
  let even = 0
  let odd = 0
  for (let i = 0; i < head.length; i += 1) {
    if (head[i] !== 0) continue
    if (i % 2 === 0) even += 1
    else odd += 1
  }
  const half = Math.max(1, head.length / 2)
  return { even: even / half, odd: odd / half }
}

const isControl = (byte: number) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)

/**
 * Returns whether the two-byte characters would be text: Latin text has a zero in nearly every second byte, and few
 * control characters.
 */
function looksLikeUtf16(head: Uint8Array, highAt: 0 | 1): boolean {
  let units = 0
  let controls = 0
  for (let i = 0; i + 1 < head.length; i += 2) {
    units += 1
    if (head[i + highAt] === 0 && isControl(head[i + 1 - highAt] as number)) controls += 1
  }
  return units > 0 && controls / units < 0.02
}

/**
 * Returns the share of control characters that are rare in text; tab, line ends, vertical tab, form feed and escape are
 * not counted.
 */
function controlShare(head: Uint8Array): number {
  let controls = 0
  for (const byte of head) if (isControl(byte)) controls += 1
  return head.length === 0 ? 0 : controls / head.length
}

const text = (encoding: Encoding, bomBytes: number, stated: boolean): ByteVerdict => ({
  kind: 'text',
  encoding,
  bomBytes,
  stated,
})

/**
 * Classifies a file by its first bytes (64 KiB are enough). UTF-8 is a guess here, which only reading the whole file
 * can confirm.
 */
export function detectBytes(head: Uint8Array): ByteVerdict {
  for (const [looksLike, bytes] of magics) {
    if (startsWith(head, bytes)) return { kind: 'not_text', looksLike: containers[looksLike]?.(head) ?? looksLike }
  }
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return text('utf-8', 3, true)
  if (startsWith(head, [0xff, 0xfe, 0, 0])) return { kind: 'not_text', looksLike: 'utf-32' }
  if (startsWith(head, [0xff, 0xfe])) return text('utf-16le', 2, true)
  if (startsWith(head, [0xfe, 0xff])) return text('utf-16be', 2, true)
  const { even, odd } = countZeros(head)
  if (odd >= 0.2 && even * 4 <= odd && looksLikeUtf16(head, 1)) return text('utf-16le', 0, true)
  if (even >= 0.2 && odd * 4 <= even && looksLikeUtf16(head, 0)) return text('utf-16be', 0, true)
  // `MZ` alone could be the beginning of a header; an executable also contains zeros.
  if (startsWith(head, [0x4d, 0x5a]) && even + odd > 0.1) return { kind: 'not_text', looksLike: 'exe' }
  if (head.length >= 16 && controlShare(head) > 0.1) return { kind: 'not_text', looksLike: 'binary' }
  return text('utf-8', 0, false)
}

/** Excel's XML format of 2003, which many programs save as `.xls`. */
const workbookXml = /urn:schemas-microsoft-com:office:spreadsheet/

/** Beginnings of MySQL, MariaDB and Postgres dumps, whose rows are inside statements. */
const sqlDump =
  /^(?:--\s+(?:-- )?(?:phpmyadmin sql|mysql|mariadb|postgresql database|adminer)|-- (?:adminer|dump of)|(?:create|drop|lock) table\b|insert into\b|copy [\w."]+ ?\()/

/**
 * Returns the kind of text that has no rows of cells: JSON, a web page, a contact card, a dump, a mail. Null if it may
 * have rows.
 */
export function otherTextKind(head: string): string | null {
  const start = head.trimStart().slice(0, 200).toLowerCase()
  if (/^(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|meta|title|style|body|center|div|table)\b/s.test(start))
    return 'html'
  if (start.startsWith('<?xml')) return workbookXml.test(head) ? 'xml_sheet' : /<html\b/.test(start) ? 'html' : 'xml'
  if (/^(?:\{\s*"|\[\s*[[{"])/.test(start)) return /docs\.google\.com|"doc_id"/.test(start) ? 'gsheet' : 'json'
  if (start.startsWith('{\\rtf')) return 'rtf'
  if (start.startsWith('begin:vcard')) return 'vcard'
  if (sqlDump.test(start)) return 'sql'
  const beginning = head.slice(0, BEGINNING)
  if (isMail(beginning)) return 'eml'
  return isYaml(beginning) ? 'yaml' : null
}

const BEGINNING = 4_000

/** A saved mail: lines of its head that only programs write, not those a mail program shows above a text. */
function isMail(beginning: string): boolean {
  const lines = beginning.trimStart().split(/\r\n|\n|\r/)
  const named = /^(?:[A-Za-z][A-Za-z-]{1,40}:\s|From \S+ )/
  if (!named.test(lines[0] ?? '')) return false
  const end = lines.indexOf('')
  const names = (end < 0 ? lines : lines.slice(0, end)).map((line) => line.split(':', 1)[0]?.toLowerCase() ?? '')
  const ofPrograms = names.filter((name) =>
    /^(?:received|return-path|delivered-to|message-id|mime-version|content-type|content-transfer-encoding|dkim-signature|authentication-results|x-[a-z-]+)$/.test(
      name,
    ),
  )
  return ofPrograms.length >= 2 && names.some((name) => name === 'from' || name === 'subject')
}

/** Records of names and values on lines of their own, as `- email: ann@acme.example`, then `  name: Ann`. */
function isYaml(beginning: string): boolean {
  const lines = beginning
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '' && !/^\s*#|^---|^%YAML/.test(line))
    .slice(0, YAML_LINES)
  const at = lines.findIndex((line) => yamlItem.test(line))
  if (at < 0 || !lines.slice(0, at).every((line) => /^\s*["']?[\w -]{1,40}["']?:\s*$/.test(line))) return false
  const indent = (lines[at] as string).search(/\S/)
  const next = lines[at + 1] ?? ''
  return yamlValue.test(next) && next.search(/\S/) > indent
}

const YAML_LINES = 20
const yamlItem = /^\s*-\s+["']?\w[\w .-]{0,40}["']?:(?:\s|$)/
const yamlValue = /^\s+["']?\w[\w .-]{0,40}["']?:(?:\s|$)/
