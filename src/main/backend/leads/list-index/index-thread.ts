/**
 * Entry point of the index thread: builds, outside the store, what big lists need to be sorted and searched
 * immediately. Everything can be rebuilt from the store, so it is kept in a separate file that may be deleted.
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { columnMatcher } from '#shared/domain/leads/import/list-columns.ts'
import { threadLoaded } from '../../core/lib/native-threads.ts'
import { createPrivateFile } from '../../core/lib/private-file.ts'
import { orderOfValues, readColumn } from '../lists/column-values.ts'
import { engagedPositions } from '../lists/lead-engagement.ts'
import {
  type FromIndexer,
  indexSchema,
  isSortedColumn,
  type SortedColumn,
  sortedColumns,
  type ToIndexer,
  taggedPositionsSql,
} from './index-jobs.ts'
import {
  createPacker,
  findRowsWithText,
  type ListTexts,
  type PackedRows,
  packedRows,
  textColumns,
} from './list-texts.ts'
import { sortByText } from './sort-texts.ts'
import { readTexts, storeTexts } from './stored-texts.ts'

const { storePath, indexPath } = workerData as { storePath: string; indexPath: string }
const port = parentPort
if (!port) throw new Error('the indexer runs in a worker thread')
const store = new Database(storePath, { readonly: true, fileMustExist: true, timeout: 3000 })
createPrivateFile(indexPath)
const index = new Database(indexPath, { timeout: 3000 })
index.exec(indexSchema)
port.postMessage(threadLoaded)
const postToBackend = (message: FromIndexer) => port.postMessage(message)
/** Transferred, not copied, so that the backend is not held up. */
const postFound = (key: string, positions: Uint32Array<ArrayBuffer>) =>
  port.postMessage({ t: 'found', key, positions, tookMs: performance.now() - begunAt } satisfies FromIndexer, [
    positions.buffer,
  ])
/** When the work on the current message began. */
let begunAt = 0

/** Rows read in one step, so that no read lasts long enough to delay a checkpoint. */
const STEP_ROWS = 2000
const PROGRESS_EVERY = 20

type Build = Extract<ToIndexer, { t: 'build' }>

function build(job: Build) {
  const isThere = index.prepare('select 1 from list_index where list_id = ?').get(job.listId) !== undefined
  // The old index is used until the new one is complete, in one commit.
  if (isThere) index.transaction(() => buildIndex(job))()
  else buildIndex(job)
  // Frees the space in the log, so that reads need not search it.
  index.pragma('wal_checkpoint(TRUNCATE)')
}

function buildIndex({ listId, revision, rowCount }: Build) {
  const others = (
    index.prepare('select sorted_by from list_order where list_id = ?').pluck().all(listId) as string[]
  ).filter((column) => column.includes(':'))
  const reading = Math.ceil(rowCount / STEP_ROWS / PROGRESS_EVERY)
  const steps = reading + sortedColumns.length * 2 + others.length * 2 + 3
  let done = 0
  const stepped = () => {
    done += 1
    postToBackend({ t: 'progress', listId, share: Math.min(1, done / steps) })
  }
  // Determined before anything is read, so that later changes are checked again.
  const { last, lastChange, undone } = store
    .prepare(
      `select coalesce(max(id), 0) as last, (select coalesce(max(rowid), 0) from lead_change) as lastChange,
         json_group_array(id) filter (where undone_at is not null) as undone
       from list_action where list_id = ?`,
    )
    .get(listId) as { last: number; lastChange: number; undone: string }
  const rows = readRows(listId, rowCount, stepped)
  dropIndex(listId)
  const putOrder = index.prepare(
    'insert into list_order (list_id, sorted_by, empty_count, positions) values (?, ?, ?, ?)',
  )
  for (const column of sortedColumns) {
    putOrder.run(listId, column, ...sortColumn(rows, column))
    stepped()
  }
  putOrder.run(listId, 'gate', 0, Buffer.from(rows.gates.buffer))
  putOrder.run(listId, 'import', 0, Buffer.from(rows.imports.buffer))
  storeTexts(index, listId, rows.texts, () => undefined)
  stepped()
  for (const column of others) {
    const { empty, positions } = orderOfValues(readColumn(store, { listId, rowCount }, column))
    putOrder.run(listId, column, empty, Buffer.from(positions.buffer))
    stepped()
  }
  index
    .prepare(
      `insert into list_index (list_id, revision, row_count, made, last_action, last_change, undone)
       values (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(listId, revision, rowCount, nextBuildNumber(), last, lastChange, undone)
}

/** Increases with every build of any list. */
const nextBuildNumber = () =>
  Math.max(Date.now(), index.prepare('select coalesce(max(made), 0) + 1 from list_index').pluck().get() as number)

/** Returns all rows of a list in one read, joined by SQLite, so that no text becomes a JavaScript string. */
function readRows(listId: number, rowCount: number, stepped: () => void): PackedRows {
  const packer = createPacker(rowCount)
  const read = store.prepare(packedRows).pluck()
  for (let from = 1, step = 1; from <= rowCount; from += STEP_ROWS, step += 1) {
    const some = read.get(listId, from, Math.min(rowCount, from + STEP_ROWS - 1)) as Buffer | null
    if (some) packer.push(some)
    if (step % PROGRESS_EVERY === 0) stepped()
  }
  return packer.finish()
}

/** Returns the number of empty cells, and all positions in the order of a column, empty ones last. */
function sortColumn({ texts, nulls, fields }: PackedRows, column: SortedColumn): [number, Buffer] {
  const at = textColumns.indexOf(column)
  const bit = 1 << at
  const rows = new Uint32Array(texts.rowCount)
  let filled = 0
  for (let row = 0; row < rows.length; row += 1) {
    if (((nulls[row] as number) & bit) !== 0) continue
    rows[filled] = row
    filled += 1
  }
  sortByText(texts.bytes, fields[at] as Uint32Array, rows.subarray(0, filled))
  let next = filled
  for (let row = 0; row < rows.length; row += 1) {
    if (((nulls[row] as number) & bit) === 0) continue
    rows[next] = row
    next += 1
  }
  for (let place = 0; place < rows.length; place += 1) rows[place] = (rows[place] as number) + 1
  return [rows.length - filled, Buffer.from(rows.buffer)]
}

function dropIndex(listId: number) {
  index.transaction(() => {
    for (const table of ['list_index', 'list_order', 'list_text']) {
      index.prepare(`delete from ${table} where list_id = ?`).run(listId)
    }
  })()
}

let lastSearched: { readonly listId: number; readonly made: number; readonly texts: ListTexts } | null = null

function load(listId: number) {
  const made = index.prepare('select made from list_index where list_id = ?').pluck().get(listId) as number | undefined
  if (made === undefined) return null
  if (lastSearched?.listId === listId && lastSearched.made === made) return lastSearched
  lastSearched = null
  const texts = readTexts(index, listId)
  if (texts) lastSearched = { listId, made, texts }
  return lastSearched
}

/** Finds every position of a text, for texts that are too common or too short to be found by the blocks. */
function search({ listId, made, text, key }: Extract<ToIndexer, { t: 'search' }>) {
  const known = load(listId)
  if (known?.made !== made) throw new Error('the index was made anew meanwhile')
  postFound(key, findRowsWithText(known.texts, Buffer.from(text), null))
}

/** The column last read, as conditions on it are edited character by character. */
let lastRead: { readonly key: string; readonly values: readonly string[] } | null = null

function valuesOf(job: { listId: number; rowCount: number; revision: number }, column: string): readonly string[] {
  const key = `${job.listId} ${job.rowCount} ${job.revision} ${column}`
  if (lastRead?.key !== key) {
    lastRead = null
    const onStep = (share: number) => postToBackend({ t: 'preparing', listId: job.listId, share })
    lastRead = { key, values: readColumn(store, job, column, onStep) }
  }
  return lastRead.values
}

function order(job: Extract<ToIndexer, { t: 'order' }>) {
  const { listId, column } = job
  if (isSortedColumn(column)) return
  const { positions, empty } = orderOfValues(valuesOf(job, column))
  index
    .prepare('insert or replace into list_order (list_id, sorted_by, empty_count, positions) values (?, ?, ?, ?)')
    .run(listId, column, empty, Buffer.from(positions.buffer))
  postToBackend({ t: 'ordered', listId, column })
}

function findMatches(job: Extract<ToIndexer, { t: 'match' }>) {
  const fits = columnMatcher(job.filter)
  const found = new Uint32Array(job.rowCount)
  let count = 0
  for (const [at, value] of valuesOf(job, job.filter.column).entries()) {
    if (!fits(value)) continue
    found[count] = at + 1
    count += 1
  }
  postFound(job.key, found.slice(0, count))
}

function findTagged({ listId, rowCount, tagId, key }: Extract<ToIndexer, { t: 'tagged' }>) {
  postFound(key, Uint32Array.from(store.prepare(taggedPositionsSql).pluck().all(tagId, listId, rowCount) as number[]))
}

function handle(message: ToIndexer): void {
  switch (message.t) {
    case 'tagged':
      return findTagged(message)
    case 'engaged':
      return postFound(message.key, engagedPositions(store, message.listId))
    case 'search':
      return search(message)
    case 'order':
      return order(message)
    case 'match':
      return findMatches(message)
    case 'load': {
      const known = load(message.listId)
      if (!known) throw new Error('there is no index to look into')
      return postToBackend({ t: 'texts', ...known })
    }
    case 'rest':
      lastSearched = null
      return
    case 'drop':
      lastSearched = null
      dropIndex(message.listId)
      index.exec('vacuum')
      index.pragma('wal_checkpoint(TRUNCATE)')
      return
    case 'build':
      build(message)
      return postToBackend({ t: 'built', listId: message.listId })
    default:
      return message satisfies never
  }
}

port.on('message', (message: ToIndexer) => {
  begunAt = performance.now()
  try {
    handle(message)
  } catch (error) {
    postToBackend({ t: 'failed', about: aboutOf(message), detail: String(error) })
  }
})

const aboutOf = (message: ToIndexer): number | string => {
  switch (message.t) {
    case 'build':
    case 'drop':
      return message.listId
    case 'load':
      return `load ${message.listId}`
    case 'order':
      return `${message.listId} ${message.column}`
    case 'rest':
      return 'rest'
    default:
      return message.key
  }
}
