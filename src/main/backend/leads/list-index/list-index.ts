/**
 * Sorts and searches big lists: sorted positions and searchable texts, built by a separate thread and kept in a file
 * beside the store. Small lists are read with SQL.
 */
import fs from 'node:fs'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { LeadFilter } from '#shared/contract/leads/lists.ts'
import { ageOf } from '#shared/domain/core/age-of.ts'
import { AppError } from '#shared/errors.ts'
import { listIndexName } from '../../core/db/install-restored.ts'
import type { Deps } from '../../core/deps.ts'
import type { JobRun } from '../../core/jobs.ts'
import { createDelayedRun } from '../../core/lib/delayed-run.ts'
import { endThread, type ThreadLoaded, watchLoading } from '../../core/lib/native-threads.ts'
import type { FromIndexer, ToIndexer } from './index-jobs.ts'
import { createEngagedRows, VIEWS_KEPT } from './list-engaged.ts'
import { createIndexFile } from './list-index-file.ts'
import { createOrders } from './list-orders.ts'
import { createRowHits, MAX_APPENDED, RESULTS_KEPT } from './list-row-hits.ts'
import { createView, type FoundRows, type IndexBuild, type IndexedList, type ListView } from './list-view.ts'
import { collectMatches, excludedRows, includedInOrder, wholeOrder } from './rows-in-order.ts'
import { createTextSearch } from './text-search.ts'

/** Smaller lists are sorted and searched fast enough with SQL. */
const BIG_ROWS = 20_000
/** Time spent checking rows one by one for the first page of a common text; the index thread finds all of them. */
const WALK_MS = 15
const AGAIN_AFTER_MS = 60_000

/** `sort` is `position`, a built-in column or the key of another one. */
export type LeadQuery = LeadFilter & { readonly sort: string; readonly descending: boolean }

export type ListIndex = ReturnType<typeof createListIndex>

export function createListIndex(deps: Deps, spawn: ((storePath: string, indexPath: string) => Worker) | undefined) {
  const { raw } = deps.store
  const log = deps.log('list index')
  const isUsed = spawn !== undefined
  const indexPath = path.join(deps.config.paths.dataDir, listIndexName)
  /** Progress of the lists being built. */
  const making = new Map<number, number>()
  const madeAt = new Map<number, number>()
  const runs = new Map<number, JobRun>()
  const endRun = (listId: number, how: (run: JobRun) => void) => {
    const run = runs.get(listId)
    runs.delete(listId)
    if (run) how(run)
  }
  const views = new Map<number, ListView>()
  const { rowHits, columnHitsOf, taggedOf } = createRowHits(raw, tell)
  /** Progress of reading the column being prepared for a list. */
  const preparing = new Map<number, number>()
  const { stopReading, engagedFor, forgetEngaged, engagedLater, engaged } = createEngagedRows({
    raw,
    deps,
    tell,
    isUsed,
  })
  const waiting = new Set<() => void>()
  const search = createTextSearch(raw, tell)
  let worker: Worker | null = null
  let isOver = false
  const { open, closeFile, removeFile } = createIndexFile(isUsed, log, indexPath)
  const { ordering, orderOf } = createOrders({ raw, open, search, tell })

  function tell(message: ToIndexer) {
    if (!spawn) return
    if (!worker) {
      worker = watchLoading(spawn(raw.name, indexPath))
      worker.unref()
      worker.on('message', hear)
      worker.on('error', (error) => {
        log.warn('the index thread failed', { error: String(error) })
        for (const run of runs.values()) run.failed(error)
        runs.clear()
        worker = null
        making.clear()
        preparing.clear()
        ordering.clear()
        search.forget()
        rowHits.clear()
        stopReading()
      })
    }
    worker.postMessage(message)
  }

  function hear(message: FromIndexer | ThreadLoaded) {
    if (message.t === 'loaded') return
    if (message.t === 'progress') {
      making.set(message.listId, message.share)
      deps.announce('list.indexing', { listId: message.listId as never, share: message.share })
      return
    }
    if (message.t === 'preparing') {
      preparing.set(message.listId, message.share)
      deps.announce('list.indexing', { listId: message.listId as never, share: message.share })
      return
    }
    preparing.clear()
    const asked = message.t === 'found' ? rowHits.get(message.key) : undefined
    const ofList = message.t === 'found' || message.t === 'failed' ? engagedFor(message) : undefined
    if (ofList) {
      ofList.reading = false
      ofList.readAt = performance.now()
    }
    if (message.t === 'found' && ofList) {
      ofList.positions = message.positions
      ofList.tookMs = message.tookMs
    } else if (message.t === 'found' && asked) rowHits.set(message.key, { ...asked, positions: message.positions })
    else if (message.t === 'found') search.found(message.key, message.positions)
    else if (message.t === 'texts') search.loaded(message)
    else if (message.t === 'ordered') ordering.delete(`${message.listId} ${message.column}`)
    else if (message.t === 'failed') {
      log.warn('the index thread could not do it', { about: String(message.about), detail: message.detail })
      if (typeof message.about === 'number') {
        making.delete(message.about)
        endRun(message.about, (run) => run.failed(new AppError('INTERNAL', { reason: message.detail })))
      } else {
        // If it is requested again, it is retried.
        search.failed(message.about)
        rowHits.delete(message.about)
        ordering.delete(message.about)
      }
    } else {
      making.delete(message.listId)
      views.delete(message.listId)
      endRun(message.listId, (run) => run.done({ items: 1 }))
    }
    for (const go of waiting) go()
    deps.changed('lists')
  }

  /** Returns the existing index of a big list, possibly slightly out of date; requests a newer one if it is. */
  function ensure(list: IndexedList): IndexBuild | null {
    if (list.rowCount < BIG_ROWS) return null
    const index = open()
    if (!index) return null
    const known = index
      .prepare(
        `select made, revision, row_count as rowCount, last_action as last,
           last_change as lastChange, undone from list_index where list_id = ?`,
      )
      .get(list.id) as IndexBuild | undefined
    if (known?.revision === list.revision && known.rowCount === list.rowCount) return known
    // A few edits do not make an index useless: they are checked separately until it is rebuilt.
    const isUsable =
      known !== undefined && known.rowCount <= list.rowCount && list.rowCount - known.rowCount <= MAX_APPENDED
    if (!isUsable || ageOf(madeAt.get(list.id) ?? 0, deps.clock.now()) > AGAIN_AFTER_MS) make(list)
    return isUsable ? known : null
  }

  function make({ id, revision, rowCount }: IndexedList) {
    if (making.has(id)) return
    making.set(id, 0)
    if (!runs.has(id)) runs.set(id, deps.jobs.begin('list_index', null))
    madeAt.set(id, deps.clock.now())
    tell({ t: 'build', listId: id, revision, rowCount })
  }

  function viewOf(list: IndexedList): ListView | null {
    const kept = views.get(list.id)
    if (kept && kept.list.revision === list.revision && kept.list.rowCount === list.rowCount) return kept
    const known = ensure(list)
    if (!known) return null
    const view = createView(raw, list, known, (name) => blobOf(list.id, name))
    if (!view) {
      make(list)
      return null
    }
    // Somebody who opens a list is likely to search it soon.
    search.textsOf(view)
    views.delete(list.id)
    views.set(list.id, view)
    for (const id of views.keys()) if (views.size > VIEWS_KEPT) views.delete(id)
    return view
  }

  const blobOf = (listId: number, name: string) =>
    open()?.prepare('select positions from list_order where list_id = ? and sorted_by = ?').pluck().get(listId, name) as
      | Buffer
      | undefined

  /** Returns all matching rows; for a text still being searched, at least `until` of them if that is fast. */
  function find(view: ListView, wanted: LeadQuery, until: number): FoundRows {
    const order = wanted.sort === 'position' ? null : orderOf(view, wanted.sort)
    const sorted = wanted.sort === 'position' || order !== null
    const text = wanted.search === '' ? null : search.look(view, wanted.search)
    const hits = [
      ...wanted.where.map((filter) => columnHitsOf(view, filter)),
      ...(wanted.tagId === null ? [] : [taggedOf(view, wanted.tagId)]),
    ]
    const maps = hits.map(({ map }) => map)
    const complete = [text, ...hits].every((part) => part?.complete ?? true)
    if (text && !text.fits && !text.map) return { positions: new Uint32Array(), complete, sorted }
    const isEvery = wanted.gate === 'all' || (wanted.gate === 'ready' && view.isAllReady)
    const isPlain = view.isWhole && isEvery && maps.length === 0 && !text && wanted.importId === null
    if (isPlain) return { positions: wholeOrder(view, order, wanted.descending), complete, sorted }
    const out = excludedRows(view, wanted, [...maps, ...(text?.map ? [text.map] : [])])
    const positions = text?.fits
      ? collectMatches(view, order, {
          out,
          descending: wanted.descending,
          fits: text.fits,
          most: until,
          forMs: WALK_MS,
        })
      : includedInOrder(view, order, { out, descending: wanted.descending })
    return { positions, complete, sorted }
  }

  return {
    engaged,
    /** Builds the index of a list that was just imported, without delaying the answer. */
    ensure(list: IndexedList): void {
      setImmediate(() => {
        if (!isOver) ensure(list)
      })
    },
    /** Rebuilds it after more changes at once than are checked separately. */
    renew(list: IndexedList): void {
      if (list.rowCount < BIG_ROWS || !open()) return
      making.delete(list.id)
      make(list)
    },
    /** Forgets a removed list, on disk too. */
    drop(listId: number): void {
      views.delete(listId)
      forgetEngaged(listId)
      search.forget()
      if (fs.existsSync(indexPath) && open()) tell({ t: 'drop', listId })
    },
    /** Returns the progress of building a list's index; null if none is being built. */
    making: (listId: number) => making.get(listId) ?? preparing.get(listId) ?? null,
    /** Resolves when the index thread next finishes something, or after a timeout. */
    soon: (ms: number) =>
      new Promise<void>((resolve) => {
        const go = () => {
          timeUp.cancel()
          waiting.delete(go)
          resolve()
        }
        const timeUp = createDelayedRun(go)
        timeUp.in(ms)
        waiting.add(go)
      }),
    isBig: (list: IndexedList) => spawn !== undefined && list.rowCount >= BIG_ROWS,
    /** Reads the index of a list, so that `find` need not; returns whether there is one. */
    prepare: (list: IndexedList): boolean => viewOf(list) !== null,
    /**
     * Returns all matching rows, in order; null if there is no index. `complete` is false while rows are still being
     * searched, when the first `until` are already correct. `sorted` is false while the column is being prepared.
     */
    find(list: IndexedList, wanted: LeadQuery, until = 0): FoundRows | null {
      const view = viewOf(list)
      if (!view) return null
      const key = JSON.stringify(wanted)
      const kept = view.results.get(key)
      if (kept) return kept
      const found = find(view, wanted, until)
      if (found.complete && found.sorted) {
        view.results.set(key, found)
        for (const old of view.results.keys()) if (view.results.size > RESULTS_KEPT) view.results.delete(old)
      }
      return found
    },
    /** Removes everything built for lists, including the file, which is rebuilt when a list is opened. */
    async remove() {
      search.forget()
      views.clear()
      rowHits.clear()
      forgetEngaged()
      engagedLater.cancel()
      making.clear()
      ordering.clear()
      const ending = worker
      worker = null
      if (ending) await endThread(ending)
      closeFile()
      removeFile()
    },
    async stop() {
      isOver = true
      engagedLater.cancel()
      search.forget()
      if (worker) await endThread(worker)
      closeFile()
    },
  }
}
