/** The second thread of a survey: hashes the file and surveys its last part. */
import { closeSync, openSync, readSync } from 'node:fs'
import { detectBytes, otherTextKind } from '#shared/domain/leads/import/detect-bytes.ts'
import { mayForbidEmailIn } from '#shared/domain/leads/import/may-forbid-email.ts'
import { createByteTokenizer, fitsBytes } from '../files/byte-tokenizer.ts'
import { createDecoder } from '../files/decode-bytes.ts'
import { findLastPart } from '../files/part-file.ts'
import { byteTexts, CHUNK_BYTES, type FileFacts, hashFile, readLeadFile } from '../files/read-file.ts'
import { createTableReader } from '../files/read-table.ts'
import { createCellSkip } from '../files/tokenizer.ts'
import type { LastPartSurveyed, ParseJob } from './parse-jobs.ts'
import { createSurveyor } from './survey.ts'

type LastPartJob = ParseJob & { readonly kind: 'last_part' }

export async function surveyLastPart(job: LastPartJob): Promise<LastPartSurveyed> {
  const sha256 = hashFile(job.path)
  // Any error in the file is found and reported with its line by the thread that reads it from the beginning.
  const lastPart = await readLastPart(job).catch(() => null)
  return { sha256, lastPart }
}

async function readLastPart({ path, format }: LastPartJob): Promise<LastPartSurveyed['lastPart']> {
  const fd = openSync(path, 'r')
  try {
    const head = Buffer.alloc(CHUNK_BYTES)
    const read = head.subarray(0, readSync(fd, head, 0, head.length, 0))
    // JSON and web pages have no rows to start at, and the whole file would be read to find that out.
    if (detectBytes(read).kind === 'not_text' || otherTextKind(read.toString('latin1')) !== null) return null
    const facts = await headOf(path, format)
    const { delimiter, header } = facts
    if (facts.encoding !== 'utf-8' || !fitsBytes(delimiter)) return null
    const beganAt = findLastPart(fd, delimiter, header.length)
    return beganAt === null ? null : { beganAt, ...surveyFrom(fd, beganAt, facts) }
  } finally {
    closeSync(fd)
  }
}

/** Reads only until the header is known. */
function headOf(path: string, format: LastPartJob['format']): Promise<FileFacts> {
  let known = false
  return readLeadFile({ path, format: format ?? null, hash: false }, () => ({
    onHeader() {
      known = true
    },
    onRow: () => undefined,
    afterChunk: () => !known,
  }))
}

function surveyFrom(fd: number, from: number, { delimiter, header, layout }: FileFacts) {
  const skip = createCellSkip(mayForbidEmailIn)
  const surveyor = createSurveyor(skip)
  surveyor.onHeader(header, { encoding: 'utf-8', delimiter, sheet: null, layout })
  const table = createTableReader(
    { layout: null, isSheet: false, header },
    { onHeader: () => undefined, onRow: surveyor.onRow },
  )
  const tokenizer = createByteTokenizer({
    delimiter,
    onRow: table.take,
    skip,
    texts: byteTexts,
    needsWhole: table.tables.needsWhole,
  })
  const decoder = createDecoder('utf-8')
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  let position = from
  for (;;) {
    const length = readSync(fd, buffer, 0, buffer.length, position)
    if (length === 0) break
    position += length
    tokenizer.push(decoder.toUtf8(buffer.subarray(0, length)))
  }
  decoder.end()
  tokenizer.end()
  return { seen: surveyor.seen, rowCount: surveyor.rows(), sizeBytes: position }
}
