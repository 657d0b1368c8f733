/** Reads a lead file from disk, row by row, in constant memory: bytes → text → rows, with its hash on the way. */
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { detectBytes, type Encoding } from '#shared/domain/csv/detect-bytes.ts'
import { createTextReader, type RowIssue, type TextReader } from '#shared/domain/csv/read-text.ts'
import { NoTable, UnclosedQuote } from '#shared/domain/csv/tokenizer.ts'
import { AppError } from '#shared/errors.ts'
import { createDecoder, createUtf8Survey, Undecodable } from './decode-bytes.ts'

/** 64 KiB: larger pieces make every reader slower, not faster. */
const CHUNK_BYTES = 64 * 1024
const MAX_COLUMNS = 1000

export type FileFormat = { readonly encoding: Encoding; readonly delimiter: string }

export type FileFacts = FileFormat & {
  readonly sha256: string
  readonly sizeBytes: number
  readonly header: readonly string[]
  readonly rowCount: number
}

export type RowHandler = {
  onHeader?(header: readonly string[], format: FileFormat): void
  onRow(cells: string[], rowNumber: number, issue: RowIssue | null, line: number): void
  /** After each piece: the share of the file read. A place to wait; saying false stops (facts are then partial). */
  afterChunk?(share: number): boolean | Promise<boolean>
  /** After the last row. */
  atEnd?(): void
}

export type ReadOptions = {
  readonly path: string
  /** As found when the file was first read; null to find out. */
  readonly format: FileFormat | null
  readonly chunkBytes?: number
  readonly hash?: boolean
}

const fileName = (path: string) => path.split(/[\\/]/).at(-1) ?? path

function openFile(path: string): number {
  try {
    const fd = openSync(path, 'r')
    if (fstatSync(fd).isFile()) return fd
    closeSync(fd)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('FILE_NOT_FOUND', { fileName: fileName(path) })
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

/**
 * UTF-8 that turned out not to be: Windows-1252, unless the file is clearly UTF-8 with a fault in it, or holds bytes
 * that are no Windows-1252 either. Then guessing would give garbled names.
 */
function isWindows1252(fd: number, path: string): boolean {
  const survey = createUtf8Survey()
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  for (let position = 0; ; ) {
    const bytes = readAt(fd, buffer, position, path)
    if (bytes.length === 0) break
    survey.push(bytes)
    position += bytes.length
  }
  survey.end()
  return survey.may1252() && survey.unsound() > survey.sound()
}

const countLines = (text: string) => text.split(/\r\n|\n|\r/).length - 1

/** The line of the first fault, found by decoding again in the smallest steps. */
function faultLine(fd: number, path: string, encoding: Encoding, from: number): number {
  const decoder = createDecoder(encoding)
  const step = encoding === 'utf-8' || encoding === 'windows-1252' ? 1 : 2
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

type Start = { readonly encoding: Encoding; readonly bomBytes: number; readonly stated: boolean }

function judgeStart(head: Buffer, path: string, known: FileFormat | null): Start {
  if (head.length === 0) throw new AppError('FILE_EMPTY', { fileName: fileName(path) })
  const verdict = detectBytes(head)
  if (verdict.kind === 'not_text') {
    throw new AppError('FILE_TYPE_UNKNOWN', { fileName: fileName(path), looksLike: verdict.looksLike })
  }
  if (known && !verdict.stated) return { encoding: known.encoding, bomBytes: 0, stated: true }
  return verdict
}

/**
 * Reads the whole file. Throws FILE_* errors. With an encoding not known beforehand it may have to begin again, and
 * then asks for another handler: the caller forgets what the first one was given.
 */
export async function readLeadFile(options: ReadOptions, makeHandler: () => RowHandler): Promise<FileFacts> {
  const fd = openFile(options.path)
  try {
    const head = readAt(fd, Buffer.alloc(CHUNK_BYTES), 0, options.path)
    const start = judgeStart(head, options.path, options.format)
    try {
      return await readOnce(fd, options, start, makeHandler())
    } catch (error) {
      if (!(error instanceof Undecodable)) throw error
      const name = fileName(options.path)
      if (start.stated || !isWindows1252(fd, options.path)) {
        const line = faultLine(fd, options.path, start.encoding, start.bomBytes)
        throw new AppError('FILE_UNDECODABLE', { fileName: name, line, encoding: start.encoding })
      }
    }
    return await readOnce(fd, options, { ...start, encoding: 'windows-1252' }, makeHandler())
  } finally {
    closeSync(fd)
  }
}

async function readOnce(fd: number, options: ReadOptions, start: Start, handler: RowHandler): Promise<FileFacts> {
  const { path } = options
  const name = fileName(path)
  const hash = createHash('sha256')
  const decoder = createDecoder(start.encoding)
  const total = Math.max(1, fstatSync(fd).size)
  let header: readonly string[] = []
  let rowCount = 0
  const reader: TextReader = createTextReader({
    delimiter: options.format?.delimiter ?? null,
    onHeader(found) {
      if (found.length > MAX_COLUMNS) throw new AppError('FILE_TOO_WIDE', { fileName: name, columns: found.length })
      header = found
      handler.onHeader?.(found, { encoding: start.encoding, delimiter: reader.delimiter() })
    },
    onRow(cells, rowNumber, issue, line) {
      rowCount = rowNumber
      handler.onRow(cells, rowNumber, issue, line)
    },
    onOther(looksLike) {
      throw new AppError('FILE_TYPE_UNKNOWN', { fileName: name, looksLike })
    },
  })
  const buffer = Buffer.allocUnsafe(options.chunkBytes ?? CHUNK_BYTES)
  let position = 0
  try {
    for (;;) {
      const bytes = readAt(fd, buffer, position, path)
      if (bytes.length === 0) break
      if (options.hash !== false) hash.update(bytes)
      const text = decoder.push(position < start.bomBytes ? bytes.subarray(start.bomBytes - position) : bytes)
      position += bytes.length
      reader.push(text)
      const goOn = handler.afterChunk?.(Math.min(1, position / total))
      if (goOn === false || (goOn instanceof Promise && !(await goOn))) break
    }
    reader.push(decoder.end())
    reader.end()
    handler.atEnd?.()
  } catch (error) {
    if (error instanceof UnclosedQuote) throw new AppError('FILE_UNCLOSED_QUOTE', { fileName: name, line: error.line })
    if (error instanceof NoTable) {
      throw new AppError('FILE_TYPE_UNKNOWN', { fileName: name, looksLike: 'no_table', line: error.line })
    }
    throw error
  }
  if (header.length === 0) throw new AppError('FILE_EMPTY', { fileName: name })
  return {
    encoding: start.encoding,
    delimiter: reader.delimiter(),
    sha256: hash.digest('hex'),
    sizeBytes: position,
    header,
    rowCount,
  }
}
