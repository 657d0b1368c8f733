/** Reads sheets of an .xlsx workbook as a stream: only the parts a table needs, each within its limit. */
import type { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { SaxesParser } from 'saxes'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { workbookLimits } from '#shared/domain/core/reading-limits.ts'
import { AppError } from '#shared/errors.ts'
import { type CellColour, createStyleColours } from './cell-colours.ts'
import { type CommentsOfRows, notesHandler, threadsHandler } from './sheet-comments.ts'
import { addressOfLink, createSheetExtras, type SheetExtras, type SheetLinks } from './sheet-extras.ts'
import { createItemFeed, createSharedTextReader, createSheetRowReader } from './sheet-items.ts'
import { createSheetRemarks, type SheetRemarks } from './sheet-remarks.ts'
import { columnOf, MAX_COLUMN, type NumberKind, numberKind, numberText, withoutEscapes } from './sheet-values.ts'
import { createRunMarks, isStrike } from './struck-text.ts'
import { attribute, localName, type XmlHandler } from './xml-handler.ts'

/** Thrown if the archive is damaged, no workbook, needs more than a list can, or has cells too far to the right. */
export class BadWorkbook extends Error {
  readonly reason: 'damaged' | 'no_workbook' | 'too_big' | 'too_wide'
  constructor(reason: BadWorkbook['reason'], options?: ErrorOptions) {
    super(`workbook: ${reason}`, options)
    this.reason = reason
  }
}

export type Sheet = { readonly name: string; readonly part: string; readonly hidden: boolean }

export type Workbook = {
  readonly sheets: readonly Sheet[]
  /** Reads rows that are not empty; `line` is the number in the sheet. False stops. Returns how many are hidden. */
  readRows(
    sheet: Sheet,
    onRow: (cells: string[], line: number) => void,
    after?: AfterPart,
    /** Set if the sheet is only examined to choose one; merged cells are then ignored. */
    isPeek?: boolean,
  ): Promise<number>
  /** Returns the remarks on the cells of a sheet, regardless of the cells' contents; null if there are none. */
  readRemarks(sheet: Sheet, after?: AfterPart): Promise<SheetRemarks | null>
  close(): void
}

/** Called after each piece with the share of the sheet read. */
export type AfterPart = (share: number) => boolean | Promise<boolean>

/** The text of a sheet with three bytes for each of its characters. */
const MAX_GATHERED = 3 * workbookLimits.text
const MAX_ROWS = 1_048_576

/** Counts the text of rows: many cells may name the same long text, which the file contains once. */
function createRowCounter(fileBytes: number): (cells: readonly string[]) => void {
  const most = Math.max(workbookLimits.rows, workbookLimits.perByte * fileBytes)
  let all = 0
  return (cells) => {
    let row = 0
    for (const cell of cells) row += cell.length
    all += row
    if (row > workbookLimits.row || all > most) throw new BadWorkbook('too_big')
  }
}

/** `entries`: by path in lower case, because the names of parts ignore case, and some programs write `SharedStrings`. */
type Zip = { readonly file: ZipFile; readonly entries: ReadonlyMap<string, Entry> }

function openZip(path: string): Promise<Zip> {
  return new Promise((resolve, reject) => {
    const damaged = (cause: unknown) => reject(new BadWorkbook('damaged', { cause }))
    yauzl.open(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, file) => {
      if (error) return damaged(error)
      const entries = new Map<string, Entry>()
      file.on('entry', (entry: Entry) => {
        entries.set(entry.fileName.replace(/^\/+/, '').toLowerCase(), entry)
        if (entries.size > workbookLimits.entries) return reject(new BadWorkbook('too_big'))
        file.readEntry()
      })
      file.on('end', () => resolve({ file, entries }))
      file.on('error', damaged)
      file.readEntry()
    })
  })
}

/** Sheets are large; passing on the unzipper's default small pieces would take longer than reading. */
const PIECE_BYTES = 256 * 1024

const openPart = ({ file }: Zip, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    if (entry.isEncrypted()) return reject(new BadWorkbook('damaged'))
    if (!entry.isCompressed()) {
      file.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)))
      return
    }
    file.openReadStream(entry, { decompress: false }, (error, stream) => {
      if (error) return reject(error)
      const inflate = createInflateRaw({ chunkSize: PIECE_BYTES })
      stream.on('error', (cause) => inflate.destroy(cause))
      inflate.on('close', () => stream.destroy())
      resolve(stream.pipe(inflate))
    })
  })

/** Runs a part through the handler. Throws BadWorkbook if the part is damaged or larger than `limit`. */
async function readXml(zip: Zip, entry: Entry, limit: number, handler: XmlHandler, after?: AfterPart): Promise<void> {
  const likely = Math.max(workbookLimits.unpacked, workbookLimits.perByte * entry.compressedSize)
  if (entry.uncompressedSize > Math.min(limit, likely)) throw new BadWorkbook('too_big')
  const parser = new SaxesParser({ xmlns: false, position: false })
  const path: string[] = []
  /** Bytes since the reader last reported something: it buffers a text, a tag or a comment until it ends. */
  let gathered = 0
  const countNode = () => {
    gathered = 0
  }
  parser.on('comment', countNode)
  parser.on('processinginstruction', countNode)
  parser.on('opentag', ({ name, attributes }) => {
    countNode()
    path.push(name)
    if (path.length > workbookLimits.depth) throw new BadWorkbook('damaged')
    handler.open?.(localName(name), attributes)
  })
  parser.on('text', (text) => handler.text?.(text))
  parser.on('cdata', (text) => handler.text?.(text))
  parser.on('closetag', ({ name }) => {
    countNode()
    path.pop()
    handler.close?.(localName(name))
  })
  parser.on('error', (error) => {
    throw new BadWorkbook('damaged', { cause: error })
  })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const { items } = handler
  const slow = { write: (text: string) => void parser.write(text), path }
  const feed = items
    ? createItemFeed(
        {
          ...items,
          take(text, from, to) {
            const taken = items.take(text, from, to)
            if (taken) countNode()
            return taken
          },
        },
        slow,
      )
    : null
  const push = feed?.push ?? slow.write
  let seen = 0
  let sum = 0
  try {
    const stream = await openPart(zip, entry)
    for await (const chunk of stream) {
      const bytes = chunk as Buffer
      seen += bytes.length
      sum = crc32(bytes, sum)
      if (seen > limit) throw new BadWorkbook('too_big')
      if (seen > entry.uncompressedSize) throw new BadWorkbook('damaged')
      gathered += bytes.length
      if (gathered > MAX_GATHERED) throw new BadWorkbook('too_big')
      push(decoder.decode(bytes, { stream: true }))
      const goOn = after?.(Math.min(1, seen / Math.max(1, entry.uncompressedSize)))
      if (goOn === false || (goOn instanceof Promise && !(await goOn))) {
        stream.destroy()
        return
      }
    }
    // Nothing else detects a changed letter in an address.
    if (seen !== entry.uncompressedSize || sum !== entry.crc32) throw new BadWorkbook('damaged')
    decoder.decode()
    feed?.end()
    parser.close()
  } catch (error) {
    // Errors of the archive, the inflater and the XML reader about a damaged file become one error; our own pass
    // through.
    if (error instanceof BadWorkbook || error instanceof AppError) throw error
    throw new BadWorkbook('damaged', { cause: error })
  }
}

/** Returns a path such as `xl/worksheets/sheet1.xml` for a relation's target, relative or from the root. */
const partPath = (target: string, base: string) => {
  const path = target.toLowerCase()
  if (path.startsWith('/')) return path.slice(1)
  const steps = base.split('/').slice(0, -1)
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}

function relationsPart(zip: Zip, part: string): Entry | undefined {
  const at = part.lastIndexOf('/')
  return zip.entries.get(`${part.slice(0, at + 1)}_rels/${part.slice(at + 1)}.rels`)
}

async function relationsOf(zip: Zip, part: string): Promise<ReadonlyMap<string, { type: string; path: string }>> {
  const entry = relationsPart(zip, part)
  const relations = new Map<string, { type: string; path: string }>()
  if (!entry) return relations
  await readXml(zip, entry, workbookLimits.part, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return
      const { Id = '', Type = '', Target = '' } = attributes
      relations.set(Id, { type: Type.split('/').at(-1) ?? '', path: partPath(Target, part) })
    },
  })
  return relations
}

type SharedTexts = {
  readonly strings: readonly string[]
  /** Texts made of runs, some struck through or explicitly not; these override the styles of their cells. */
  readonly struckTexts: ReadonlyMap<number, boolean>
}

async function sharedStrings(zip: Zip, path: string | undefined): Promise<SharedTexts> {
  const entry = path === undefined ? undefined : zip.entries.get(path)
  const strings: string[] = []
  const struckTexts = new Map<number, boolean>()
  if (!entry) return { strings, struckTexts }
  let text = ''
  let characters = 0
  let inText = false
  let phonetic = 0
  const runs = createRunMarks()
  const add = (string: string) => {
    strings.push(withoutEscapes(string))
    characters += string.length
    if (strings.length > workbookLimits.sharedStrings || characters > workbookLimits.sharedCharacters)
      throw new BadWorkbook('too_big')
  }
  await readXml(zip, entry, workbookLimits.strings, {
    items: createSharedTextReader((string) => {
      if (string.length > workbookLimits.text) throw new BadWorkbook('too_big')
      add(string)
    }),
    open(name, attributes) {
      if (name === 'si') {
        text = ''
        runs.begin()
      } else if (name === 't') inText = phonetic === 0
      else if (name === 'rPh') phonetic += 1
      else runs.open(name, attributes)
    },
    text(piece) {
      if (!inText) return
      text += piece
      runs.text(piece)
      if (text.length > workbookLimits.text) throw new BadWorkbook('too_big')
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic -= 1
      else if (name === 'si') {
        const struck = runs.areStruck()
        if (struck !== null) struckTexts.set(strings.length, struck)
        add(text)
      }
    },
  })
  return { strings, struckTexts }
}

type Styles = {
  /** The kind of number each cell style displays. */
  readonly kinds: readonly NumberKind[]
  /** Styles of cells that are struck through. */
  readonly struckStyles: ReadonlySet<number>
  readonly colouredStyles: ReadonlyMap<number, CellColour>
}

async function cellStyles(zip: Zip, path: string | undefined): Promise<Styles> {
  const entry = path === undefined ? undefined : zip.entries.get(path)
  const kinds: NumberKind[] = []
  const struckStyles = new Set<number>()
  const colouredStyles = new Map<number, CellColour>()
  if (!entry) return { kinds, struckStyles, colouredStyles }
  const colours = createStyleColours()
  const codes = new Map<number, string>()
  const struckFonts = new Set<number>()
  let fonts = 0
  let within = ''
  await readXml(zip, entry, workbookLimits.part, {
    open(name, attributes) {
      colours.open(within, name, attributes)
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'cellXfs' || name === 'fonts' || name === 'fills') within = name
      else if (name === 'font' && within === 'fonts') fonts += 1
      else if (name === 'strike' && within === 'fonts') {
        if (isStrike(attributes)) struckFonts.add(fonts - 1)
      } else if (name === 'xf' && within === 'cellXfs') {
        const id = Number(attributes['numFmtId'] ?? 0)
        if (struckFonts.has(Number(attributes['fontId'] ?? 0))) struckStyles.add(kinds.length)
        const colour = colours.ofStyle(attributes)
        if (colour) colouredStyles.set(kinds.length, colour)
        kinds.push(numberKind(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === within) within = ''
    },
  })
  return { kinds, struckStyles, colouredStyles }
}

async function linksOf(zip: Zip, part: string): Promise<SheetLinks> {
  const addresses = new Map<string, string>()
  const pages = new Map<string, string>()
  const entry = relationsPart(zip, part)
  if (!entry) return { addresses, pages }
  await readXml(zip, entry, workbookLimits.part, {
    open(name, { Id = '', Target = '' }) {
      if (name !== 'Relationship') return
      const address = addressOfLink(Target)
      if (address !== null) addresses.set(Id, address)
      else if (/^https?:/i.test(Target)) pages.set(Id, Target)
    },
  })
  return { addresses, pages }
}

async function commentsOf(zip: Zip, part: string): Promise<CommentsOfRows> {
  const relations = [...(await relationsOf(zip, part)).values()]
  const partsOf = (type: string) => {
    const paths = relations.filter((relation) => relation.type === type).map(({ path }) => path)
    return [...new Set(paths)].flatMap((path) => zip.entries.get(path) ?? [])
  }
  const [notes, threads] = [partsOf('comments'), partsOf('threadedComment')]
  // A sheet has one part of each kind; if there are more, the total must not be larger.
  const unpacked = [...notes, ...threads].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  if (unpacked > workbookLimits.part) throw new BadWorkbook('too_big')
  const said = new Map<number, string[]>()
  const limit = workbookLimits.part
  for (const entry of notes) await readXml(zip, entry, limit, notesHandler(said, threads.length > 0))
  for (const entry of threads) await readXml(zip, entry, limit, threadsHandler(said))
  return said
}

/** Cells are merged by hand; a sheet larger than this was written by a program. */
const HAND_MADE_BYTES = 8 * 1024 * 1024

/** Reads a sheet a second time for the data stored outside its rows. */
async function readSheetExtras(
  zip: Zip,
  entry: Entry,
  links: SheetLinks,
  goOn: () => boolean | Promise<boolean>,
): Promise<SheetExtras> {
  const behind = createSheetExtras(links)
  const nothing = () => undefined
  await readXml(
    zip,
    entry,
    workbookLimits.sheet,
    {
      items: createSheetRowReader({ beginRow: nothing, cell: nothing, endRow: nothing }),
      open(name, attributes) {
        const ref = attributes['ref'] ?? ''
        if (name === 'hyperlink') behind.keepLink(ref, attribute(attributes, 'id') ?? '')
        else if (name === 'mergeCell') behind.keepMerge(ref)
      },
    },
    goOn,
  )
  return behind
}

/** Opens a workbook; throws BadWorkbook. Its strings are held in memory once a sheet is read, its sheets are not. */
export async function openWorkbook(path: string): Promise<Workbook> {
  const zip = await openZip(path)
  try {
    return await readParts(zip)
  } catch (error) {
    zip.file.close()
    throw error
  }
}

async function readParts(zip: Zip): Promise<Workbook> {
  const root = await relationsOf(zip, '')
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml'
  const entry = zip.entries.get(main)
  if (!entry || !/workbook/i.test(main)) throw new BadWorkbook('no_workbook')
  const relations = await relationsOf(zip, main)
  const ofType = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.path
  const sheets: Sheet[] = []
  let from1904 = false
  await readXml(zip, entry, workbookLimits.part, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const relation = relations.get(attribute(attributes, 'id') ?? '')
      if (relation?.type !== 'worksheet' || !zip.entries.has(relation.path)) return
      const hidden = /hidden/i.test(attributes['state'] ?? '')
      sheets.push({ name: attributes['name'] ?? '', part: relation.path, hidden })
    },
  })
  if (sheets.length === 0) throw new BadWorkbook('no_workbook')
  let texts: Promise<Omit<Values, 'from1904'>> | null = null
  const readTexts = async () => ({
    ...(await sharedStrings(zip, ofType('sharedStrings'))),
    ...(await cellStyles(zip, ofType('styles'))),
  })
  const known = new Map<string, SheetExtras>()
  /** A sheet that is only examined is not read twice for cells that may be merged. */
  async function sheetExtrasOf(
    part: string,
    stored: Entry,
    isPeek: boolean,
    goOn: () => boolean | Promise<boolean>,
  ): Promise<SheetExtras> {
    const kept = known.get(part)
    if (kept) return kept
    const links = await linksOf(zip, part)
    if (links.addresses.size === 0 && (isPeek || stored.uncompressedSize > HAND_MADE_BYTES))
      return createSheetExtras(links)
    const behind = await readSheetExtras(zip, stored, links, goOn)
    known.set(part, behind)
    return behind
  }
  return {
    sheets,
    async readRows(sheet, onRow, after, isPeek = false) {
      const stored = zip.entries.get(sheet.part) as Entry
      const values = await (texts ??= readTexts())
      const behind = await sheetExtrasOf(sheet.part, stored, isPeek, () => after?.(0) ?? true)
      const complete = behind.completer()
      const count = createRowCounter(zip.file.fileSize)
      let hiddenRows = 0
      await readXml(
        zip,
        stored,
        workbookLimits.sheet,
        sheetHandler({ ...values, colouredStyles: noColours, from1904 }, isPeek, count, (cells, line, isHidden) => {
          if (complete(cells, line)) count(cells)
          if (isHidden) hiddenRows += 1
          onRow(cells, line)
        }),
        after,
      )
      return hiddenRows
    },
    async readRemarks(sheet, after) {
      const stored = zip.entries.get(sheet.part) as Entry
      const values = await (texts ??= readTexts())
      const comments = await commentsOf(zip, sheet.part)
      const mayBeStruck = values.struckStyles.size > 0 || [...values.struckTexts.values()].includes(true)
      // Inline texts of the sheet may be struck through too, but nobody creates many of those by hand.
      if (comments.size === 0 && !mayBeStruck && stored.uncompressedSize > HAND_MADE_BYTES) return null
      const remarks = createSheetRemarks()
      for (const [line, said] of comments) for (const text of said) remarks.keepComment(line, text)
      await readXml(
        zip,
        stored,
        workbookLimits.sheet,
        sheetHandler(
          { ...values, from1904 },
          true,
          createRowCounter(zip.file.fileSize),
          (cells, line, _isHidden, { struck, coloured }) => remarks.keepRow(cells, line, struck, coloured),
        ),
        after,
      )
      return remarks
    },
    close: () => zip.file.close(),
  }
}

type Values = SharedTexts & Styles & { readonly from1904: boolean }

const noColours: ReadonlyMap<number, CellColour> = new Map()

/** The columns of cells that are struck through, and of those in a colour. */
type RowLooks = { readonly struck: readonly number[]; readonly coloured: ReadonlyMap<number, CellColour> }

function sheetHandler(
  values: Values,
  isPeek: boolean,
  count: (cells: readonly string[]) => void,
  onRow: (cells: string[], line: number, isHidden: boolean, looks: RowLooks) => void,
): XmlHandler {
  const { struckStyles, colouredStyles, struckTexts } = values
  const runs = createRunMarks()
  let cells: string[] = []
  let struck: number[] = []
  let coloured = new Map<number, CellColour>()
  let line = 0
  let rows = 0
  let isHidden = false
  let column = -1
  let type = 'n'
  let style = 0
  let text = ''
  let takes = false
  let phonetic = 0

  function endCell() {
    if (text === '') return
    const value = cellText(text, type, values, style)
    if (value === '') return
    if (column > MAX_COLUMN) {
      // It may be a sheet that nobody asked for.
      if (isPeek) return
      throw new BadWorkbook('too_wide')
    }
    while (cells.length < column) cells.push('')
    cells[column] = value
    const ofRuns = (type === 's' ? struckTexts.get(Number(text)) : runs.areStruck()) ?? null
    if (ofRuns ?? struckStyles.has(style)) struck.push(column)
    const colour = colouredStyles.get(style)
    if (colour) coloured.set(column, colour)
  }

  function beginRow(said: string | undefined, hidden: string | undefined) {
    rows += 1
    isHidden = hidden === '1' || hidden === 'true'
    if (rows > MAX_ROWS) throw new BadWorkbook('too_big')
    const stated = Number(said)
    line = Number.isInteger(stated) && stated > line ? stated : line + 1
    cells = []
    if (struck.length > 0) struck = []
    if (coloured.size > 0) coloured = new Map()
    column = -1
    runs.begin()
  }
  function endRow() {
    count(cells)
    if (cells.some((cell) => cell.trim() !== '')) onRow(cells, line, isHidden, { struck, coloured })
  }

  return {
    items: createSheetRowReader({
      beginRow,
      cell(at, ofType, ofStyle, said) {
        if (said.length > workbookLimits.text) throw new BadWorkbook('too_big')
        column = at
        type = ofType
        style = ofStyle
        text = said
        endCell()
      },
      endRow,
    }),
    open(name, attributes) {
      if (name === 'row') beginRow(attributes['r'], attributes['hidden'])
      else if (name === 'c') {
        const reference = attributes['r']
        column = reference ? columnOf(reference) : column + 1
        if (column < 0) throw new BadWorkbook('damaged')
        type = attributes['t'] ?? 'n'
        style = Number(attributes['s'] ?? 0)
        text = ''
        runs.begin()
      } else if (name === 'rPh') phonetic += 1
      else if (name === 'v' || name === 't') takes = phonetic === 0
      else runs.open(name, attributes)
    },
    text(piece) {
      if (!takes) return
      text += piece
      runs.text(piece)
      if (text.length > workbookLimits.text) throw new BadWorkbook('too_big')
    },
    close(name) {
      if (name === 'v' || name === 't') takes = false
      else if (name === 'rPh') phonetic -= 1
      else if (name === 'c') endCell()
      else if (name === 'row') endRow()
    },
  }
}

function cellText(text: string, type: string, { strings, kinds, from1904 }: Values, style: number): string {
  switch (type) {
    case 's': {
      const shared = strings[Number(text)]
      if (shared === undefined) throw new BadWorkbook('damaged')
      return shared
    }
    case 'str':
    case 'inlineStr':
      return withoutEscapes(text)
    case 'b':
      return text.trim() === '1' ? 'TRUE' : 'FALSE'
    case 'e':
      // Errors such as `#N/A`: the sheet itself has no value here.
      return ''
    case 'd':
      return text.replace('T', ' ').replace(/[ T]00:00(:00)?(\.0+)?Z?$/, '')
    default:
      return numberText(text, kinds[style] ?? 'plain', from1904)
  }
}
