/**
 * Limits on how much is read of untrusted input: emails, files, server responses. They are all in one place so that a
 * reader without a limit is noticed. Each reader stops at its limit; none depends on elapsed time.
 */
const kb = 1024
const mb = 1024 * kb

/** Limits for an email. Anything beyond them is not shown, and a mark at the end of its text indicates the cut. */
export const mailLimits = {
  /** Characters of HTML that are stored and parsed. */
  html: 1_000_000,
  tags: 20_000,
  /** Nesting depth of quotations. */
  quoteDepth: 20,
  /** Characters of text. */
  words: 200_000,
  /** Characters of text that are used when two emails are compared. */
  compared: 20_000,
  /** Characters that the labelling looks at. */
  sorted: 50_000,
  /** Pixels of one picture. Each takes four bytes while it is drawn, however small the file is. */
  pixels: 40_000_000,
} as const

/** Limits for the unpacked contents of a workbook. A small file that unpacks to more is an attack, or no list. */
export const workbookLimits = {
  entries: 20_000,
  part: 32 * mb,
  strings: 512 * mb,
  sheet: 4096 * mb,
  text: 4 * mb,
  /** Characters of one row. Excel’s longest cells in every column a list can have are fewer. */
  row: 32 * mb,
  /** Characters of all rows, unless the file is so large that it may have more. */
  rows: 512 * mb,
  /** Bytes of any part, unless its packed bytes are so many that it may have more. */
  unpacked: 16 * mb,
  /** Characters or bytes for each byte of a large file. Real sheets pack twenty into one, empty cells a thousand. */
  perByte: 200,
  /** Number and total characters of shared strings, which are kept in memory. */
  sharedStrings: 10_000_000,
  sharedCharacters: 256 * mb,
  /** Nesting depth of tags; real workbooks have about ten levels. */
  depth: 100,
} as const

/** Limits for a lead file in JSON, or a table in a web page. */
export const structuredLimits = {
  /** Characters of one record, or of an API response with all its records. */
  record: 256 * mb,
  /** Characters that cells of a table add to further rows by spanning them. */
  spanned: 64 * mb,
  /** Nesting depth of tags; real pages have about fifty levels. */
  depth: 2_000,
} as const

/** Memory limits of the thread that parses lead files, in MB; files that need more cannot be read. */
export const parserMemoryMb = { young: 48, old: 2_048 } as const

/** Maximum size of one response, in bytes. */
export const answerLimits = {
  /** 100 campaigns with all their sequences stay far below this. */
  instantly: 64 * mb,
  supabase: 256 * mb,
  crm: 64 * mb,
  /** A page of events has at most 4 MB, and up to twice that as escaped text. */
  relay: 64 * mb,
  model: 1_000_000,
  picture: 4 * mb,
} as const

/**
 * Maximum number of values in one response. The longest page of rows of a table has 1.6 million, others far fewer; a
 * relay's events are texts.
 */
export const answerValues = { instantly: 500_000, crm: 500_000, relay: 50_000, supabase: 2_000_000 } as const

/**
 * Maximum nesting depth of arrays and objects. SQLite treats JSON of more than 1,000 levels as malformed, which makes
 * every query on its table fail.
 */
export const maxJsonDepth = 200

/** Maximum unpacked bytes of a compressed block of the store. A row may be long, but no string longer than this. */
export const maxUnpackedBytes = 512 * mb - kb

/** Maximum unpacked characters of the events of one relay page. A page has at least one event, however long it is. */
export const maxUnpackedPageBytes = 64 * mb

/** Maximum size of a report’s logo, in bytes. */
export const maxLogoBytes = 1_000_000
