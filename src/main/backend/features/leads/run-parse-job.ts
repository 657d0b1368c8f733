/** The work of the parse thread: reads, cuts, maps, and hands over in chunks as fast as they are taken. */
import type { RowIssue } from '#shared/domain/csv/read-text.ts'
import { gateCodes } from '#shared/domain/gates.ts'
import { createRowMapper } from '#shared/domain/row-mapper.ts'
import { AppError, toWire } from '#shared/errors.ts'
import {
  CHECK_WIDTH,
  CREDIT,
  type FromParser,
  LOAD_WIDTH,
  type MappedJob,
  type ParseJob,
  type Survey,
  type ToParser,
} from './parse-jobs.ts'
import { type FileFacts, type RowHandler, readLeadFile } from './read-file.ts'

export type ParserPort = {
  postMessage(message: FromParser): void
  on(event: 'message', listener: (message: ToParser) => void): unknown
}

/** Rows a chunk: one transaction of the store, some 8 ms, short enough that nobody waiting notices. */
const CHUNK_ROWS = 1000
/** Or characters, for rows of very long cells. */
const CHUNK_CHARS = 2_000_000
const FIRST_ROWS = 200
const FIRST_ROWS_CHARS = 1_000_000
const LOOKED_AT_CELLS = 100
const LOOKED_AT_CHARS = 600

/** Tells how far the reading is, about every megabyte. */
const PROGRESS_EVERY = 16

/** Serves one job over the port; errors go back as their wire form. */
export function serveParser(port: ParserPort): void {
  let outstanding = 0
  /** Who waits until no more than so many chunks are under way. */
  let waiting: { readonly atMost: number; readonly go: () => void } | null = null
  const untilAtMost = (atMost: number) =>
    outstanding <= atMost
      ? Promise.resolve(true)
      : new Promise<boolean>((resolve) => {
          waiting = { atMost, go: () => resolve(true) }
        })
  const send = (message: FromParser) => port.postMessage(message)

  const outlet: Outlet = {
    progress: (rows, share) => send({ t: 'progress', rows, share }),
    chunk(values) {
      outstanding += 1
      send({ t: 'chunk', values })
    },
    ready: () => (outstanding < CREDIT ? true : untilAtMost(CREDIT - 1)),
    drained: () => untilAtMost(0),
  }

  port.on('message', (message) => {
    if (message.t === 'more') {
      outstanding -= 1
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

export type Outlet = {
  progress(rows: number, share: number): void
  chunk(values: (string | number | null)[]): void
  /** True at once, or when there is room for more. */
  ready(): true | Promise<boolean>
  /** When every chunk handed over was taken in. */
  drained(): Promise<unknown>
}

function runParseJob(job: ParseJob, outlet: Outlet): Promise<unknown> {
  if (job.kind === 'survey') return survey(job.path, outlet)
  if (job.kind === 'rows') return someRows(job)
  return job.kind === 'check' ? check(job, outlet) : load(job, outlet)
}

/** Announces progress now and then; returned so that `afterChunk` can go on from it. */
function createPace(outlet: Outlet, rows: () => number) {
  let pieces = 0
  return (share: number) => {
    pieces += 1
    if (pieces % PROGRESS_EVERY === 0) outlet.progress(rows(), share)
  }
}

async function survey(path: string, outlet: Outlet): Promise<Survey> {
  let found: Omit<Survey, 'facts'> | null = null
  const facts = await readLeadFile({ path, format: null }, () => {
    const firstRows: string[][] = []
    const filledCells: string[][] = []
    const filledCounts: number[] = []
    const issues: Record<RowIssue, number> = { row_too_short: 0, row_too_long: 0, text_after_quote: 0 }
    let rows = 0
    let keptChars = 0
    let openColumns = 0
    const pace = createPace(outlet, () => rows)
    // A second reading (another encoding) begins with empty hands.
    found = { firstRows, filledCells, filledCounts, issues }
    return {
      onHeader(header) {
        openColumns = header.length
        for (let i = 0; i < header.length; i += 1) {
          filledCells.push([])
          filledCounts.push(0)
        }
      },
      onRow(cells, rowNumber, issue) {
        rows = rowNumber
        if (issue !== null) issues[issue] += 1
        if (firstRows.length < FIRST_ROWS && keptChars < FIRST_ROWS_CHARS) {
          firstRows.push(cells)
          for (const cell of cells) keptChars += cell.length
        }
        for (let i = 0; i < filledCounts.length; i += 1) {
          const cell = cells[i] as string
          if (cell === '' || cell.trim() === '') continue
          filledCounts[i] = (filledCounts[i] as number) + 1
          if (openColumns === 0) continue
          const looks = filledCells[i] as string[]
          if (looks.length >= LOOKED_AT_CELLS) continue
          looks.push(cell.slice(0, LOOKED_AT_CHARS))
          if (looks.length === LOOKED_AT_CELLS) openColumns -= 1
        }
      },
      afterChunk(share) {
        pace(share)
        return true
      },
    }
  })
  return { facts, ...(found as unknown as Omit<Survey, 'facts'>) }
}

async function someRows(job: ParseJob & { kind: 'rows' }): Promise<readonly (readonly string[])[]> {
  const rows: string[][] = []
  await readLeadFile({ path: job.path, format: job.format, hash: false }, () => ({
    onRow(cells, rowNumber) {
      if (rowNumber >= job.fromRow && rows.length < job.count) rows.push(cells)
    },
    afterChunk: () => rows.length < job.count,
  }))
  return rows
}

function check(job: MappedJob, outlet: Outlet): Promise<FileFacts> {
  const mapper = createRowMapper(job.mapping, job)
  return readLeadFile({ path: job.path, format: job.format }, () => {
    let values: (string | number | null)[] = []
    let rows = 0
    const pace = createPace(outlet, () => rows)
    const flush = () => {
      if (values.length > 0) outlet.chunk(values)
      values = []
    }
    return {
      onRow(cells, rowNumber) {
        rows = rowNumber
        const { gate, email, verification } = mapper.judge(cells)
        const known = verification === 'unknown' ? 0 : 1
        values.push(gate, gate === gateCodes.ready || gate === gateCodes.too_long ? email : null, known)
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
}

async function load(job: ParseJob & { kind: 'load' }, outlet: Outlet): Promise<FileFacts> {
  const mapper = createRowMapper(job.mapping, job)
  // Only here: the other jobs need no store, and start the quicker for it.
  const { createCheckpointer } = await import('./checkpoint.ts')
  const checkpointer = createCheckpointer(job.storePath)
  const rest = async () => {
    await outlet.drained()
    checkpointer.now()
    return true
  }
  try {
    const facts = await readLeadFile({ path: job.path, format: job.format }, () => loadHandler())
    await rest()
    return facts
  } finally {
    checkpointer.close()
  }

  function loadHandler(): RowHandler {
    let values: (string | number | null)[] = []
    let chars = 0
    let rows = 0
    const pace = createPace(outlet, () => rows)
    const flush = () => {
      if (values.length > 0) outlet.chunk(values)
      checkpointer.wrote(chars)
      values = []
      chars = 0
    }
    return {
      onRow(cells, rowNumber) {
        rows = rowNumber
        const { gate, email, otherEmails } = mapper.judge(cells)
        const payload = mapper.payload(cells, email)
        const original = JSON.stringify(cells)
        chars += original.length + payload.length
        values.push(gate, email, payload, original, otherEmails.length === 0 ? null : JSON.stringify(otherEmails))
        if (values.length >= CHUNK_ROWS * LOAD_WIDTH || chars >= CHUNK_CHARS) flush()
      },
      afterChunk(share) {
        pace(share)
        return checkpointer.wantsRest() ? rest() : outlet.ready()
      },
      atEnd: flush,
    }
  }
}
