/** The second thread of a survey: hashes the file, and surveys its last part. */
import { closeSync, openSync, readSync } from 'node:fs'
import { detectBytes } from '#shared/domain/leads/import/detect-bytes.ts'
import { createByteTokenizer, fitsBytes } from '../csv/byte-tokenizer.ts'
import { createTableReader } from '../csv/read-table.ts'
import { createCellSkip } from '../csv/tokenizer.ts'
import { createDecoder } from './decode-bytes.ts'
import type { ParseJob, RestSurveyed } from './parse-jobs.ts'
import { partAt } from './part-file.ts'
import { byteTexts, CHUNK_BYTES, type FileFacts, hashFile, readLeadFile } from './read-file.ts'
import { createSurveyor } from './survey.ts'

type RestJob = ParseJob & { readonly kind: 'rest' }

export async function surveyRest(job: RestJob): Promise<RestSurveyed> {
  const sha256 = hashFile(job.path)
  // Whatever is wrong with the file is found, and told with its line, by who reads it from the beginning.
  const rest = await readRest(job).catch(() => null)
  return { sha256, rest }
}

async function readRest({ path, format }: RestJob): Promise<RestSurveyed['rest']> {
  const fd = openSync(path, 'r')
  try {
    const head = Buffer.alloc(CHUNK_BYTES)
    if (detectBytes(head.subarray(0, readSync(fd, head, 0, head.length, 0))).kind === 'not_text') return null
    const facts = await headOf(path, format)
    const { delimiter, header } = facts
    if (facts.encoding !== 'utf-8' || !fitsBytes(delimiter)) return null
    const beganAt = partAt(fd, delimiter, header.length)
    return beganAt === null ? null : { beganAt, ...surveyFrom(fd, beganAt, facts) }
  } finally {
    closeSync(fd)
  }
}

/** Reads only until the header is known. */
function headOf(path: string, format: RestJob['format']): Promise<FileFacts> {
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
  const skip = createCellSkip()
  const surveyor = createSurveyor(skip)
  surveyor.onHeader(header, { encoding: 'utf-8', delimiter, sheet: null, layout })
  const table = createTableReader(
    { layout: null, isSheet: false, width: header.length },
    { onHeader: () => undefined, onRow: surveyor.onRow },
  )
  const tokenizer = createByteTokenizer({ delimiter, onRow: table.take, skip, texts: byteTexts })
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
