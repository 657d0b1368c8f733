/** The work of the parse thread: reads, splits and maps rows, and sends chunks as fast as they are accepted. */

import { readFileSync, statSync } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { recogniseColumns } from '#shared/domain/leads/import/columns/recognise-columns.ts'
import { ADDRESS_MARK, flagMark, KNOWN_MARK, TEXTS_LEFT_OUT_MARK } from '#shared/domain/leads/import/count-gates.ts'
import { isStructured } from '#shared/domain/leads/import/detect-bytes.ts'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { mayForbidEmailIn } from '#shared/domain/leads/import/may-forbid-email.ts'
import { optOutHeaderOf } from '#shared/domain/leads/import/opt-out-headers.ts'
import { findQuirks } from '#shared/domain/leads/import/quirks.ts'
import { recogniseSource } from '#shared/domain/leads/import/recognise-source.ts'
import { AppError, toWire } from '#shared/errors.ts'
import { createCellMarks } from '../files/cell-marks.ts'
import { decodeWhole } from '../files/decode-bytes.ts'
import { withoutOpenQuotes } from '../files/open-quotes.ts'
import { type RowHandler, readLeadFile } from '../files/read-file.ts'
import { cutLongCells, type RowIssue } from '../files/read-table.ts'
import { csvLinesOfForm } from '../files/table-form.ts'
import { createCellSkip, READ, UNREAD, WRITTEN } from '../files/tokenizer.ts'
import { createRowBlocks } from '../lists/original-rows.ts'
import { createRowMapper, type RowMapper } from '../rows/row-mapper.ts'
import { createCheckpointer } from './checkpointer.ts'
import { excludeOptedOut, findDuplicates } from './duplicates.ts'
import { createLeadGatherer } from './gather-leads.ts'
import {
  CHECK_WIDTH,
  CREDIT,
  type FromParser,
  type MappedFacts,
  type MappedJob,
  type MendedText,
  type ParseJob,
  type ParserChunk,
  type Peek,
  type Recognised,
  type RowsRead,
  type Surveyed,
  type ToParser,
} from './parse-jobs.ts'
import { createPayloadBytes } from './payload-bytes.ts'
import { completeSurvey, createSurveyor, LOOKED_AT_CHARS, SOME_ROWS_CHARS, type Surveyor } from './survey.ts'
import { surveyLastPart } from './survey-last-part.ts'

export type ParserPort = {
  postMessage(message: FromParser, handedOver?: readonly ArrayBuffer[]): void
  on(event: 'message', listener: (message: ToParser) => void): unknown
}

/** Rows per chunk: one store transaction of some 12 ms, short enough not to be noticed. */
const CHUNK_ROWS = 2500
/** The first chunk is small because the store waits for it. */
const FIRST_CHUNK_ROWS = 400
/** Characters per chunk, for rows with very long cells. */
const CHUNK_CHARS = 2_000_000

/** Reports progress about every megabyte. */
const PROGRESS_EVERY = 16

/** Serves one job over the port; errors are returned in their wire form. */
export function serveParser(port: ParserPort): void {
  let outstanding = 0
  /** A caller waiting until at most this many chunks are pending. */
  let waiting: { readonly atMost: number; readonly go: () => void } | null = null
  const untilAtMost = (atMost: number) =>
    outstanding <= atMost
      ? Promise.resolve(true)
      : new Promise<boolean>((resolve) => {
          waiting = { atMost, go: () => resolve(true) }
        })
  const spare: ArrayBuffer[] = []
  const send = (message: FromParser) => port.postMessage(message)

  const outlet: ParseOutput = {
    progress: (rows, share) => send({ t: 'progress', rows, share }),
    chunk(chunk) {
      outstanding += 1
      const { leads, payloads } = chunk
      const handedOver = [leads?.numbers.buffer, payloads?.buffer].filter((buffer) => buffer !== undefined)
      port.postMessage({ t: 'chunk', ...chunk }, handedOver)
    },
    spare: () => spare.pop(),
    ready: () => (outstanding < CREDIT ? true : untilAtMost(CREDIT - 1)),
    drained: () => untilAtMost(0),
  }

  port.on('message', (message) => {
    if (message.t === 'more') {
      outstanding -= 1
      if (message.spare) spare.push(message.spare)
      if (waiting && outstanding <= waiting.atMost) {
        waiting.go()
        waiting = null
      }
      return
    }
    runParseJob(message.job, outlet).then(
      (result) => send({ t: 'done', result }),
      (error: unknown) =>
        send({
          t: 'failed',
          error: toWire(error),
          detail:
            error instanceof AppError ? '' : error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
    )
  })
}

export type ParseOutput = {
  progress(rows: number, share: number): void
  chunk(chunk: ParserChunk): void
  /** Returns the memory of an earlier chunk's payloads for reuse. */
  spare(): ArrayBuffer | undefined
  /** Returns true immediately, or a promise that resolves when there is room for more. */
  ready(): true | Promise<boolean>
  /** Resolves when every chunk sent has been accepted. */
  drained(): Promise<unknown>
}

/** Runs one job in this thread. */
export async function runParseJob(job: ParseJob, outlet: ParseOutput): Promise<unknown> {
  switch (job.kind) {
    case 'survey':
      return survey(job, outlet)
    case 'last_part':
      return surveyLastPart(job)
    case 'recognise':
      return recognise(job)
    case 'peek':
      return peek(job)
    case 'rows':
      return readSomeRows(job)
    case 'rewrite':
      return rewrite(job)
    case 'mend':
      return repairQuotes(job)
    case 'check':
      return check(job, outlet)
    case 'load':
      return load(job, outlet)
  }
}

/** Creates a function for `afterChunk` that reports progress now and then. */
function createProgressReporter(outlet: ParseOutput, rows: () => number) {
  let pieces = 0
  return (share: number) => {
    pieces += 1
    if (pieces % PROGRESS_EVERY === 0) outlet.progress(rows(), share)
  }
}

async function survey(
  { path, format, hash, parted }: ParseJob & { kind: 'survey' },
  outlet: ParseOutput,
): Promise<Surveyed> {
  let surveyor: Surveyor | null = null
  let endedAt: number | null = null
  const onParted = (at: number) => {
    endedAt = at
  }
  const skip = createCellSkip(mayForbidEmailIn)
  const options = { path, format: format ?? null, hash, tokens: { skip }, ...(parted ? { onParted } : {}) }
  const facts = await readLeadFile(options, () => {
    // A second reading (in another encoding) starts from scratch.
    const looking = createSurveyor(skip)
    surveyor = looking
    const pace = createProgressReporter(outlet, looking.rows)
    return {
      onHeader: looking.onHeader,
      onRow: looking.onRow,
      onOptOut: looking.onOptOut,
      afterChunk(share) {
        pace(share)
        return true
      },
    }
  })
  const { seen } = surveyor as unknown as Surveyor
  return endedAt === null ? { whole: completeSurvey(facts, seen) } : { facts, beginning: seen, endedAt }
}

function recognise({ header, filledCells, partlyRead, firstRows }: ParseJob & { kind: 'recognise' }): Recognised {
  const looks = header.map((name, at) => ({
    header: name,
    cells: filledCells[at] ?? [],
    isPartlyRead: partlyRead.has(at),
  }))
  const suggestions = recogniseColumns(looks, firstRows)
  const notesAt = new Set(header.keys().filter((at) => optOutHeaderOf(headerKey(header[at] as string)) === 'notes'))
  return { suggestions, notesAt, quirks: findQuirks(looks, suggestions), source: recogniseSource(header) }
}

/** Number of rows shown before the requested line of a peek. */
const ROWS_BEFORE = 2

async function peek(job: ParseJob & { kind: 'peek' }): Promise<Peek> {
  let rows: string[][] = []
  const facts = await readLeadFile({ path: job.path, format: job.format, hash: false }, () => {
    rows = []
    return {
      onRow(cells, _rowNumber, _issue, line) {
        if (rows.length >= job.count) return
        rows.push(cells.map((cell) => cell.slice(0, LOOKED_AT_CHARS)))
        if (line < job.nearLine && rows.length > ROWS_BEFORE) rows.shift()
      },
      afterChunk: () => rows.length < job.count,
    }
  })
  const { encoding, delimiter, sheet, layout, header } = facts
  return { format: { encoding, delimiter, sheet, layout }, header, rows }
}

async function readSomeRows({ path, format, rowNumbers }: ParseJob & { kind: 'rows' }): Promise<RowsRead> {
  const wanted = new Set(rowNumbers)
  const rows: RowsRead[number][] = []
  let chars = 0
  const isDone = () => rows.length === wanted.size || chars >= SOME_ROWS_CHARS
  await readLeadFile({ path, format, hash: false }, () => ({
    onRow(cells, rowNumber, issue, _line, long) {
      if (!wanted.has(rowNumber) || isDone()) return
      // As when the rows are checked and saved.
      if (long) cutLongCells(cells)
      for (const cell of cells) chars += cell.length
      rows.push({ rowNumber, cells, ragged: isRagged(issue) })
    },
    afterChunk: () => !isDone(),
  }))
  return rows
}

/** Characters written at a time. */
const REWRITTEN_CHARS = 1_000_000

async function rewrite({ path, format, form, into }: ParseJob & { kind: 'rewrite' }): Promise<void> {
  const file = await open(into, 'w', 0o600)
  try {
    let lines = ''
    const add = (cells: readonly string[]) => {
      lines += csvLinesOfForm(form, cells) ?? ''
    }
    const flush = async () => {
      const piece = lines
      lines = ''
      // Writes all of it: a plain `write` may stop early.
      await file.appendFile(piece)
      return true
    }
    await readLeadFile({ path, format, hash: false }, () => ({
      onHeader(header, { layout }) {
        if (layout.headerLine !== null) add(header)
      },
      onRow: (cells) => add(cells),
      afterChunk: () => (lines.length < REWRITTEN_CHARS ? true : flush()),
    }))
    await flush()
  } finally {
    await file.close()
  }
}

/** Texts larger than this are refused, like those in which more lines are unreliable. */
const MENDED_BYTES = 32 * 1024 * 1024

async function repairQuotes({ path, format, into }: ParseJob & { kind: 'mend' }): Promise<MendedText | null> {
  if (statSync(path).size > MENDED_BYTES) return null
  // Only the beginning, as reading to the end would refuse it.
  const facts = await readLeadFile({ path, format, hash: false }, () => ({
    onRow: () => undefined,
    afterChunk: () => false,
  }))
  const { encoding, delimiter, layout, header } = facts
  if (isStructured(encoding)) return null
  const text = decodeWhole(readFileSync(path), encoding)
  const headerLine = layout.headerLine ?? layout.fromLine - 1
  const mended = text === null ? null : withoutOpenQuotes(text, { delimiter, width: header.length, headerLine })
  if (mended === null) return null
  await writeFile(into, mended.text, { mode: 0o600 })
  return { encoding, delimiter, quotes: mended.quotes }
}

const isRagged = (issue: RowIssue | null): boolean => issue === 'row_too_short' || issue === 'row_too_long'

/** Gates at which the row has no usable address. */
const withoutAddress = new Set<GateCode>([gateCodes.no_address, gateCodes.bad_syntax, gateCodes.masked])
const mayChange = (gate: GateCode) => gate === gateCodes.ready || gate === gateCodes.too_long

async function check(job: MappedJob, outlet: ParseOutput): Promise<MappedFacts> {
  const mapper = createRowMapper(job.mapping, job)
  const asked = await excludeOptedOut(job, mapper)
  const doubles = await findDuplicates(job, mapper)
  const facts = await readLeadFile({ path: job.path, format: job.format, before: job.before }, () => {
    let values: (string | number | null)[] = []
    let rows = 0
    const pace = createProgressReporter(outlet, () => rows)
    const flush = () => {
      if (values.length > 0) outlet.chunk({ values, leads: null, payloads: null, block: null })
      values = []
    }
    return {
      onRow(cells, rowNumber, issue, _line, long) {
        rows = rowNumber
        if (long) cutLongCells(cells)
        const ragged = isRagged(issue)
        const row = mapper.judge(cells, ragged)
        const gate = doubles?.gateOf(row, rowNumber) ?? row.gate
        let marks = row.verification === 'unknown' ? 0 : KNOWN_MARK
        if (!withoutAddress.has(row.gate)) marks |= ADDRESS_MARK
        for (const flag of mapper.flags(cells)) marks |= flagMark(flag)
        values.push(gate, mayChange(gate) ? row.email : null, marks, rowNumber)
        const person = mapper.derive(cells, row, ragged)
        if (person) {
          const texts = person.textsLeftOut.length > 0 ? TEXTS_LEFT_OUT_MARK : 0
          values.push(person.gate, mayChange(person.gate) ? person.email : null, ADDRESS_MARK | texts, -rowNumber)
        }
      },
      afterChunk(share) {
        pace(share)
        if (values.length < CHUNK_ROWS * CHECK_WIDTH) return true
        flush()
        return outlet.ready()
      },
      atEnd: flush,
    }
  })
  return { ...facts, asked }
}

/** Returns the values of a lead that are stored beside its payload. */
const textsOf = (email: string | null, { made }: Pick<RowMapper, 'made'>) => ({
  email,
  firstName: made('first_name'),
  lastName: made('last_name'),
  company: made('company_name'),
  title: made('job_title'),
})

async function load(job: ParseJob & { kind: 'load' }, outlet: ParseOutput): Promise<MappedFacts> {
  const marks = createCellMarks()
  const mapper = createRowMapper(job.mapping, job, marks)
  const asked = await excludeOptedOut(job, mapper)
  const doubles = await findDuplicates(job, mapper)
  const checkpointer = createCheckpointer(job.storePath)
  const skip = createCellSkip()
  const rest = async () => {
    await outlet.drained()
    checkpointer.now()
    return true
  }
  try {
    const { path, format, before } = job
    const tokens = { keepText: true, marks, skip }
    return { ...(await readLeadFile({ path, format, before, tokens }, () => createLoadHandler())), asked }
  } finally {
    checkpointer.close()
  }

  function createLoadHandler(): RowHandler {
    // A row is at most two leads.
    const leads = createLeadGatherer(CHUNK_ROWS + 1)
    const payloads = createPayloadBytes(outlet.spare)
    let chars = 0
    let rows = 0
    let most = FIRST_CHUNK_ROWS
    const blocks = createRowBlocks(job.format.delimiter ?? '', marks)
    skip.columns.fill(READ)
    marks.direct = false
    const pace = createProgressReporter(outlet, () => rows)
    const flush = () => {
      // The writer's log grows mostly by the payloads; the rows themselves are compressed.
      checkpointer.wrote(payloads.ended())
      if (leads.count() > 0)
        outlet.chunk({ values: [], leads: leads.take(), payloads: payloads.take(), block: blocks.take() })
      chars = 0
    }
    return {
      onHeader() {
        // Columns left out are kept in the text of the row; nobody reads their cells.
        job.mapping.forEach((target, at) => {
          if (target.kind === 'left_out') skip.columns[at] = UNREAD
        })
        for (const at of mapper.copied) skip.columns[at] = WRITTEN
        for (const at of mapper.composedOf) skip.columns[at] = READ
        marks.direct = true
      },
      onRow(cells, rowNumber, issue, _line, long) {
        rows = rowNumber
        // As it stands in the file, before anything is cut.
        chars += blocks.add(cells, rowNumber)
        if (long) cutLongCells(cells)
        const ragged = isRagged(issue)
        const row = mapper.judge(cells, ragged)
        const { email, otherEmails } = row
        const gate = doubles?.gateOf(row, rowNumber) ?? row.gate
        mapper.write(doubles?.cellsOf(row, rowNumber) ?? cells, email, payloads)
        const others = otherEmails.length === 0 ? null : JSON.stringify(otherEmails)
        const isKnown = row.verification !== 'unknown'
        leads.add(rowNumber, gate, payloads.ended(), isKnown, textsOf(email, mapper), others)
        const person = mapper.derive(cells, row, ragged)
        if (person) {
          payloads.add(person.payload)
          leads.add(-rowNumber, person.gate, payloads.ended(), false, textsOf(person.email, person), null)
        }
        if (leads.count() < most && chars + payloads.ended() < CHUNK_CHARS) return
        flush()
        most = CHUNK_ROWS
      },
      afterChunk(share) {
        pace(share)
        return checkpointer.wantsRest() ? rest() : outlet.ready()
      },
      atEnd: flush,
    }
  }
}
