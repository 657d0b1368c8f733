/** Reads a lead file from disk row by row in constant memory: bytes → text → rows, hashing it on the way. */
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import type { ReadFormat } from '#shared/contract/leads/imports.ts'
import {
  detectBytes,
  type Encoding,
  encodings,
  isStructured,
  otherTextKind,
} from '#shared/domain/leads/import/detect-bytes.ts'
import { AppError } from '#shared/errors.ts'
import type { ByteTexts } from './byte-tokenizer.ts'
import { createDecoder, createUtf8Survey, UndecodableError } from './decode-bytes.ts'
import type { Layout } from './find-layout.ts'
import { createWordSample, guessEncoding } from './guess-encoding.ts'
import { findLastPart } from './part-file.ts'
import type { TextKind, TextPieces } from './read-structured.ts'
import { createTableReader, type RowIssue, type TableHandler } from './read-table.ts'
import { createTextReader, type TextReader } from './read-text.ts'
import type { RemarksColumn, SheetRemarks } from './sheet-remarks.ts'
import { NotATable, type TokenOptions, UnclosedQuote } from './tokenizer.ts'
import type { Workbook } from './workbook.ts'

/** 64 KiB: larger pieces make every reader slower, not faster. */
export const CHUNK_BYTES = 64 * 1024
const MAX_COLUMNS = 1000

export type FileFacts = ReadFormat & {
  /** Empty if it was not requested or the file changed while it was read. */
  readonly sha256: string
  /** Identifies a state of the file by its metadata; null if that is not reliable. */
  readonly stamp: string | null
  readonly sizeBytes: number
  readonly header: readonly string[]
  readonly rowCount: number
  /** The sheets that can be chosen; empty for a text file. */
  readonly sheets: readonly string[]
  /** Number of non-empty rows of the sheet that are hidden, by a filter or by hand; they are read like the others. */
  readonly hiddenRows: number
  /** Lines above the table: titles, notes. */
  readonly above: readonly string[]
}

/** Returns how a file was read, without its findings. */
export const formatOf = ({ encoding, delimiter, sheet, layout }: FileFacts): ReadFormat => ({
  encoding,
  delimiter,
  sheet,
  layout,
})

export type RowHandler = {
  onHeader?(header: readonly string[], format: ReadFormat): void
  /** `long`: a cell may have to be cut before rules are applied, see `cutLongCells`. */
  onRow(cells: string[], rowNumber: number, issue: RowIssue | null, line: number, long: boolean): void
  /** A record beside those that are read, in a list of people who get no mail. */
  onOptOut?(cells: readonly string[]): void
  /**
   * Called after each piece with the share of the file read. May return a promise to pause; returning false stops the
   * reading (the facts are then partial).
   */
  afterChunk?(share: number): boolean | Promise<boolean>
  /** Called after the last row. */
  atEnd?(): void
}

export type ReadOptions = {
  readonly path: string
  /** As detected when the file was first read, or as set by the operator; missing values are detected. */
  readonly format: Partial<ReadFormat> | null
  readonly chunkBytes?: number
  readonly hash?: boolean
  /** Called with where reading stopped before the last part, which another thread reads; without it, all is read. */
  readonly onParted?: ((at: number) => void) | undefined
  /** Facts of an earlier reading of the file: if its stamp is unchanged, so is its hash. */
  readonly before?: Pick<FileFacts, 'sha256' | 'stamp'> | undefined
  /** What else is needed, or not needed, of the rows of a text; workbooks always give every cell and nothing more. */
  readonly tokens?: TokenOptions
}

const fileName = (path: string) => path.split(/[\\/]/).at(-1) ?? path

function openFile(path: string): number {
  try {
    // Opening a pipe would block.
    if (statSync(path).isFile()) return openSync(path, 'r')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    // No file has a name this long.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG')
      throw new AppError('FILE_NOT_FOUND', { fileName: fileName(path) })
    throw new AppError('FILE_UNREADABLE', { fileName: fileName(path), reason: code ?? null }, { cause: error })
  }
  throw new AppError('FILE_UNREADABLE', { fileName: fileName(path), reason: 'not_a_file' })
}

function readAt(fd: number, buffer: Buffer, position: number, path: string): Buffer {
  try {
    return buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, position))
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? null
    throw new AppError('FILE_UNREADABLE', { fileName: fileName(path), reason }, { cause: error })
  }
}

/** File systems record times to up to two seconds: a file written just now may be again without visible change. */
const SETTLED_MS = 3000

/** Returns the size, identity and change times of a file; null for a file written a moment ago. */
function stampOf(fd: number): string | null {
  const { size, ino, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = fstatSync(fd, { bigint: true })
  const lastMs = Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs)
  return Date.now() - lastMs < SETTLED_MS ? null : `${size} ${ino} ${mtimeNs} ${ctimeNs}`
}

/** Hashes the file's bytes as they are read; skips hashing if `before` already gives the hash. */
function createFileHash(fd: number, { hash: wanted = true, before }: ReadOptions) {
  const stamp = stampOf(fd)
  const known = before !== undefined && stamp !== null && stamp === before.stamp ? before.sha256 : null
  const hash = wanted && known === null ? createHash('sha256') : null
  return {
    update: (bytes: Uint8Array) => void hash?.update(bytes),
    end(): Pick<FileFacts, 'sha256' | 'stamp'> {
      const isSame = stamp !== null && stampOf(fd) === stamp
      return { sha256: hash?.digest('hex') ?? (isSame ? (known ?? '') : ''), stamp: isSame ? stamp : null }
    },
  }
}

type FileHash = ReturnType<typeof createFileHash>

/**
 * Guesses the encoding of a text that turned out not to be UTF-8. Returns null if it is clearly UTF-8 with an error, or
 * cannot be recognised; a guess would then produce garbled names.
 */
function guessOlderEncoding(fd: number, path: string): Encoding | null {
  const survey = createUtf8Survey()
  const sample = createWordSample()
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  for (let position = 0; ; ) {
    const bytes = readAt(fd, buffer, position, path)
    if (bytes.length === 0) break
    survey.push(bytes)
    sample.push(bytes)
    position += bytes.length
  }
  survey.end()
  return survey.unsound() > survey.sound() ? guessEncoding(sample.words()) : null
}

const countLines = (text: string) => text.split(/\r\n|\n|\r/).length - 1

/** Returns the line of the first decoding error, found by decoding again in the smallest steps. */
function findFaultLine(fd: number, path: string, encoding: Encoding, from: number): number {
  const decoder = createDecoder(encoding)
  const step = encoding.startsWith('utf-16') ? 2 : 1
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  let line = 1
  let last = ''
  for (let position = from; ; ) {
    const bytes = readAt(fd, buffer, position, path)
    if (bytes.length === 0) return line
    position += bytes.length
    for (let i = 0; i < bytes.length; i += step) {
      try {
        const text = decoder.push(bytes.subarray(i, i + step))
        if (text === '') continue
        line += text === '\n' && last === '\r' ? 0 : countLines(text)
        last = text
      } catch {
        return line
      }
    }
  }
}

type TextStart = { readonly encoding: Encoding; readonly bomBytes: number; readonly stated: boolean }

function detectTextStart(head: Buffer, path: string, known: ReadOptions['format']): TextStart | 'workbook' {
  if (head.length === 0) throw new AppError('FILE_EMPTY', { fileName: fileName(path) })
  const verdict = detectBytes(head)
  if (verdict.kind === 'not_text') {
    if (verdict.looksLike === 'xlsx' || verdict.looksLike === 'zip') return 'workbook'
    throw new AppError('FILE_TYPE_UNKNOWN', { fileName: fileName(path), looksLike: verdict.looksLike })
  }
  const said = known?.encoding
  // A byte order mark is not overridden, except for lines that were added later.
  const agrees = verdict.bomBytes === 0 || (verdict.encoding === 'utf-8' && said === 'utf-8+windows-1252')
  if (said && !isStructured(said) && agrees) return { encoding: said, bomBytes: verdict.bomBytes, stated: true }
  return verdict
}

/**
 * Reads the whole file. Throws FILE_* errors. If the encoding is not known beforehand, it may have to start over, and
 * then requests another handler; the caller must discard what the first one received.
 */
export async function readLeadFile(options: ReadOptions, makeHandler: () => RowHandler): Promise<FileFacts> {
  const fd = openFile(options.path)
  try {
    const head = readAt(fd, Buffer.alloc(CHUNK_BYTES), 0, options.path)
    const start = detectTextStart(head, options.path, options.format)
    if (start === 'workbook') return await readWorkbook(fd, options, makeHandler())
    try {
      return await readText(fd, options, start, makeHandler)
    } catch (error) {
      if (!(error instanceof UndecodableError)) throw error
      const older = start.stated ? null : (declaredEncoding(head) ?? guessOlderEncoding(fd, options.path))
      if (older === null) throw undecodableError(fd, options.path, start)
      const again = { ...start, encoding: older }
      try {
        return await readText(fd, options, again, makeHandler)
      } catch (second) {
        throw second instanceof UndecodableError ? undecodableError(fd, options.path, again) : second
      }
    }
  } finally {
    closeSync(fd)
  }
}

/** Thrown for a text without rows of cells. */
class StructuredTextFound extends Error {
  readonly looksLike: string
  constructor(looksLike: string) {
    super(`text is ${looksLike}`)
    this.looksLike = looksLike
  }
}

async function readText(fd: number, options: ReadOptions, start: TextStart, makeHandler: () => RowHandler) {
  try {
    return await readOnce(fd, options, start, makeHandler())
  } catch (error) {
    if (!(error instanceof StructuredTextFound)) throw error
    const { looksLike } = error
    if (isStructured(looksLike) && looksLike !== 'xlsx')
      return readStructuredText(fd, options, start, looksLike, makeHandler())
    throw new AppError('FILE_TYPE_UNKNOWN', { fileName: fileName(options.path), looksLike })
  }
}

/** Returns the encoding that a non-UTF-8 page declares. */
function declaredEncoding(head: Buffer): Encoding | null {
  const text = head.toString('latin1')
  const kind = otherTextKind(text)
  if (kind !== 'html' && kind !== 'xml_sheet') return null
  const named =
    /<meta[^>]{1,200}charset\s*=\s*["']?([\w-]+)/i.exec(text) ??
    /<\?xml[^>]{1,200}encoding\s*=\s*["']([\w-]+)/i.exec(text)
  try {
    const { encoding } = new TextDecoder(named?.[1] ?? 'utf-8')
    return encodings.find((each) => each === encoding && each !== 'utf-8') ?? null
  } catch {
    return null
  }
}

/** Returns the decoded text of a file, each time from its beginning. */
function piecesOf(
  fd: number,
  { path, chunkBytes = CHUNK_BYTES }: ReadOptions,
  { encoding, bomBytes }: TextStart,
): TextPieces {
  return function* pieces() {
    const decoder = createDecoder(encoding)
    const total = Math.max(1, fstatSync(fd).size)
    const buffer = Buffer.allocUnsafe(chunkBytes)
    for (let position = bomBytes; ; ) {
      const bytes = readAt(fd, buffer, position, path)
      if (bytes.length === 0) break
      position += bytes.length
      yield { text: decoder.push(bytes), share: Math.min(1, position / total) }
    }
    yield { text: decoder.end(), share: 1 }
  }
}

async function readStructuredText(
  fd: number,
  options: ReadOptions,
  start: TextStart,
  kind: TextKind,
  handler: RowHandler,
): Promise<FileFacts> {
  // Most files are not of this kind, and the module that reads them takes a while to load.
  const { BadJson, BadMarkup, RecordTooLong, readStructured } = await import('./read-structured.ts')
  const name = fileName(options.path)
  const hash = createFileHash(fd, options)
  const sizeBytes = options.hash === false ? fstatSync(fd).size : hashAll(fd, options.path, hash)
  const sink = createFactsCollector(name, handler, () => ({ encoding: kind, delimiter: '', sheet: null }))
  let end = () => undefined as void
  try {
    const isTable = await readStructured(kind, piecesOf(fd, options, start), {
      begin(namesAt, remarks) {
        const layout = options.format?.layout ?? (namesAt === null ? null : { headerLine: namesAt, fromLine: namesAt })
        const table = createTableReader({ layout, isSheet: true }, remarks ? withRemarks(remarks, sink) : sink)
        end = table.end
        return table
      },
      beside: (cells) => handler.onOptOut?.(cells),
      after: (share) => handler.afterChunk?.(share) ?? true,
    })
    if (!isTable) throw new AppError('FILE_TYPE_UNKNOWN', { fileName: name, looksLike: kind })
    end()
    handler.atEnd?.()
    return { ...sink.facts(), ...hash.end(), sizeBytes, sheets: [], hiddenRows: 0 }
  } catch (error) {
    if (error instanceof BadJson)
      throw new AppError('FILE_TYPE_UNKNOWN', { fileName: name, looksLike: 'json', line: error.line }, { cause: error })
    if (error instanceof RecordTooLong || error instanceof BadMarkup)
      throw new AppError('FILE_UNREADABLE', { fileName: name, reason: 'too_big' }, { cause: error })
    throw error
  }
}

function undecodableError(fd: number, path: string, { encoding, bomBytes }: TextStart): AppError {
  const line = findFaultLine(fd, path, encoding, bomBytes)
  // A byte order mark is not overridden, so no other encoding can be chosen.
  const marked = bomBytes > 0 && encoding !== 'utf-8'
  return new AppError('FILE_UNDECODABLE', { fileName: fileName(path), line, encoding, marked })
}

/** Hashes the whole file and returns its size. */
function hashAll(fd: number, path: string, hash: FileHash): number {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  let position = 0
  for (;;) {
    const bytes = readAt(fd, buffer, position, path)
    if (bytes.length === 0) return position
    hash.update(bytes)
    position += bytes.length
  }
}

/** Returns the SHA-256 of a file as hex. Throws FILE_NOT_FOUND, FILE_UNREADABLE. */
export function hashFile(path: string): string {
  const fd = openFile(path)
  try {
    const hash = createFileHash(fd, { path, format: null })
    hashAll(fd, path, hash)
    return hash.end().sha256
  } finally {
    closeSync(fd)
  }
}

async function readWorkbook(fd: number, options: ReadOptions, handler: RowHandler): Promise<FileFacts> {
  // Most files are not workbooks, and the module that reads them takes a while to load.
  const { BadWorkbook, chooseSheet, openWorkbook } = await import('./choose-sheet.ts')
  const { path } = options
  const name = fileName(path)
  const hash = createFileHash(fd, options)
  const sizeBytes = options.hash === false ? fstatSync(fd).size : hashAll(fd, path, hash)
  let workbook: Workbook | null = null
  try {
    workbook = await openWorkbook(path)
    const { sheet, open } = await chooseSheet(workbook, options.format?.sheet)
    const sink = createFactsCollector(name, handler, () => ({ encoding: 'xlsx', delimiter: '', sheet: sheet.name }))
    const goOn = (share: number) => handler.afterChunk?.(share) ?? true
    const remarks = await workbook.readRemarks(sheet, () => goOn(0))
    const table = createTableReader(
      { layout: options.format?.layout ?? null, isSheet: true },
      remarks ? withRemarks(remarks, sink) : sink,
    )
    const hiddenRows = await workbook.readRows(sheet, (cells, line) => table.take(cells, line, null), goOn)
    table.end()
    handler.atEnd?.()
    return { ...sink.facts(), ...hash.end(), sizeBytes, sheets: open.map((each) => each.name), hiddenRows }
  } catch (error) {
    if (!(error instanceof BadWorkbook)) throw error
    if (error.reason === 'too_wide') throw new AppError('FILE_TOO_WIDE', { fileName: name })
    const looksLike = detectBytes(readAt(fd, Buffer.alloc(CHUNK_BYTES), 0, path))
    const isZip = looksLike.kind === 'not_text' && looksLike.looksLike === 'zip'
    if (error.reason === 'no_workbook' || isZip)
      throw new AppError('FILE_TYPE_UNKNOWN', { fileName: name, looksLike: 'zip' })
    throw new AppError('FILE_UNREADABLE', { fileName: name, reason: error.reason }, { cause: error })
  } finally {
    workbook?.close()
  }
}

/** Appends the remarks on a sheet's cells as columns after its own. */
function withRemarks(remarks: SheetRemarks, handler: TableHandler): TableHandler {
  let columns: readonly RemarksColumn[] = []
  let width = 0
  return {
    onHeader(header, layout, above) {
      columns = remarks.columnsOf(header, layout)
      width = header.length
      const ofSome = columns.flatMap((column) => [...(column.ofSome ?? [])])
      const ofAll = above.map((line) => ofSome.reduce((rest, text) => rest.replace(text, ''), line))
      handler.onHeader([...header, ...columns.map((column) => column.header)], layout, ofAll)
    },
    onRow(cells, rowNumber, issue, line, long) {
      // Extra cells beyond the last column stay behind the added ones.
      if (columns.length > 0) cells.splice(width, 0, ...columns.map((column) => column.cells.get(line) ?? ''))
      handler.onRow(cells, rowNumber, issue, line, long)
    },
  }
}

/** Passes the header and the rows on, and keeps what is known about them. */
function createFactsCollector(name: string, handler: RowHandler, format: () => Omit<ReadFormat, 'layout'>) {
  let header: readonly string[] = []
  let layout: Layout = { headerLine: 1, fromLine: 1 }
  let above: readonly string[] = []
  let rowCount = 0
  return {
    onHeader(found: readonly string[], at: Layout, lines: readonly string[]) {
      if (found.length > MAX_COLUMNS) throw new AppError('FILE_TOO_WIDE', { fileName: name, columns: found.length })
      header = found
      layout = at
      above = lines
      handler.onHeader?.(found, { ...format(), layout })
    },
    onRow(cells: string[], rowNumber: number, issue: RowIssue | null, line: number, long: boolean) {
      rowCount = rowNumber
      handler.onRow(cells, rowNumber, issue, line, long)
    },
    /** 0 until the header is known. */
    width: () => header.length,
    facts() {
      if (header.length === 0) throw new AppError('FILE_EMPTY', { fileName: name })
      return { ...format(), layout, above, header, rowCount }
    },
  }
}

const { latin1Slice, utf8Slice } = Buffer.prototype

/** Implemented by the platform; its functions accept any bytes. */
export const byteTexts: ByteTexts = {
  latin1: (bytes, from, to) => latin1Slice.call(bytes, from, to),
  utf8: (bytes, from, to) => utf8Slice.call(bytes, from, to),
  toUtf8: (text) => Buffer.from(text, 'utf8'),
}

async function readOnce(fd: number, options: ReadOptions, start: TextStart, handler: RowHandler): Promise<FileFacts> {
  const { path } = options
  const name = fileName(path)
  const hash = createFileHash(fd, options)
  const decoder = createDecoder(start.encoding)
  const total = Math.max(1, fstatSync(fd).size)
  const sink = createFactsCollector(name, handler, () => ({
    encoding: start.encoding,
    delimiter: reader.delimiter(),
    sheet: null,
  }))
  const reader: TextReader = createTextReader({
    delimiter: options.format?.delimiter || null,
    ...(options.tokens ? { tokens: options.tokens } : {}),
    texts: byteTexts,
    layout: options.format?.layout ?? null,
    onHeader: sink.onHeader,
    onRow: sink.onRow,
    onOther(looksLike) {
      throw new StructuredTextFound(looksLike)
    },
  })
  const buffer = Buffer.allocUnsafe(options.chunkBytes ?? CHUNK_BYTES)
  let position = 0
  let stopped = false
  let parts = options.onParted !== undefined && start.encoding === 'utf-8'
  /** Where another thread continues reading; unknown until the header is known. */
  let lastPart: number | null = null
  try {
    for (;;) {
      if (position === lastPart) {
        if (reader.isBetweenRows()) {
          options.onParted?.(position)
          stopped = true
          break
        }
        // No row begins there after all, so everything is read here.
        lastPart = null
      }
      const most = lastPart === null ? buffer.length : lastPart - position
      const bytes = readAt(fd, most < buffer.length ? buffer.subarray(0, most) : buffer, position, path)
      if (bytes.length === 0) break
      hash.update(bytes)
      const content = position < start.bomBytes ? bytes.subarray(start.bomBytes - position) : bytes
      position += bytes.length
      if (reader.takesBytes()) reader.pushBytes(decoder.toUtf8(content))
      else reader.push(decoder.push(content))
      if (parts && sink.width() > 0) {
        parts = false
        const at = findLastPart(fd, reader.delimiter(), sink.width())
        if (at !== null && at >= position) lastPart = at
      }
      const goOn = handler.afterChunk?.(Math.min(1, position / (lastPart ?? total)))
      stopped = goOn === false || (goOn instanceof Promise && !(await goOn))
      if (stopped) break
    }
    if (stopped) reader.stop()
    else {
      reader.push(decoder.end())
      reader.end()
    }
    handler.atEnd?.()
  } catch (error) {
    if (error instanceof UnclosedQuote) throw new AppError('FILE_UNCLOSED_QUOTE', { fileName: name, line: error.line })
    if (error instanceof NotATable) {
      throw new AppError('FILE_TYPE_UNKNOWN', { fileName: name, looksLike: 'no_table', line: error.line })
    }
    throw error
  }
  return { ...sink.facts(), ...hash.end(), sizeBytes: position, sheets: [], hiddenRows: 0 }
}
