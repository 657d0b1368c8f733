/**
 * How much is read of what strangers send: mails, files, answers of servers. All in one place, so that a reader without a
 * limit is seen to be missing here. Each stops where its limit is reached; none asks how long it took.
 */
const kb = 1024
const mb = 1024 * kb

/** A mail. What comes after is shown nowhere, and told by a mark at the end of its words. */
export const mailLimits = {
  /** Characters of its HTML that are kept and read. */
  html: 1_000_000,
  tags: 20_000,
  /** Quotations inside each other. */
  quoteDepth: 20,
  /** Characters of its words. */
  words: 200_000,
  /** Characters of two mails’ words that are compared. */
  compared: 20_000,
  /** Characters its sorting looks at. */
  sorted: 50_000,
  /** Of one picture. Each takes four bytes while it is drawn, however small its file is. */
  pixels: 40_000_000,
} as const

/** A workbook, as it unpacks: a small file that unpacks to more is an attack, or nothing to read into a list. */
export const workbookLimits = {
  entries: 20_000,
  part: 32 * mb,
  strings: 512 * mb,
  sheet: 4096 * mb,
  text: 4 * mb,
  /** Shared strings are held in memory: so many, of so many characters together. */
  sharedStrings: 10_000_000,
  sharedCharacters: 256 * mb,
  /** Tags in each other; those of a workbook are some ten deep. */
  depth: 100,
} as const

/** A lead file in JSON, or a table in a web page. */
export const structuredLimits = {
  /** Characters of one record, or of one answer of an API with all its records. */
  record: 256 * mb,
  /** Tags in each other; pages are some fifty deep. */
  depth: 2_000,
} as const

/** Memory of the thread that reads lead files: one that asks for more is none we can read. */
export const parserMemoryMb = { young: 48, old: 2_048 } as const

/** Bytes of one answer. */
export const answerLimits = {
  /** 100 campaigns with all their sequences stay far below. */
  instantly: 64 * mb,
  supabase: 256 * mb,
  crm: 64 * mb,
  /** A page of events is 4 MB at most, written as text up to twice that. */
  relay: 64 * mb,
  model: 1_000_000,
  picture: 4 * mb,
} as const

/** Lists and objects in each other. SQLite calls JSON of more than 1,000 damaged, and with it whatever is asked of its table. */
export const mostJsonDepth = 200

/** Bytes a packed block of the store may unpack to: one row alone may be long, and no text can be longer. */
export const mostUnpacked = 512 * mb - kb

/** Characters the events of one page of a relay may unpack to; a page has at least one event, however long. */
export const mostUnpackedOfPage = 64 * mb

/** Bytes of a report’s logo. */
export const mostLogoBytes = 1_000_000
