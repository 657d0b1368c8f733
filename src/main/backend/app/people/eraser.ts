/**
 * Erases people in the background, one at a time: at Instantly first, because that needs the address, then in the
 * store, then from the bytes on disk. Each stage is stored before it begins and is repeatable, so it survives any
 * interruption.
 */

import type { EarlierCopies } from '#shared/contract/app/backups.ts'
import { type Erasure, type ErasureReceipt, erasureReceipt } from '#shared/contract/app/people.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import { hashAddress, hashKeyOf, markErasedChanged } from '../../clients/people/erased.ts'
import { createArchivedLookup } from '../../clients/workspaces/queries.ts'
import type { RunOutcome } from '../../core/background.ts'
import { createCheckpointWait } from '../../core/db/checkpoint-wait.ts'
import type { TextLocations } from '../../core/db/clean-orders.ts'
import { beginCleaning, cleanStore, type StoreCleaning } from '../../core/db/clean-store.ts'
import type { erasedPerson } from '../../core/db/schema/clients/people.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { markBlockListChanged } from '../../leads/blocklist/entries.ts'
import { addressText } from './blank-address.ts'
import { clientsToAsk, eraseAtInstantly } from './erase-remote.ts'
import { eraseElsewhereSteps, eraseKnownSteps, isBeingExported } from './erase-rows.ts'
import { readErasedFile, writeErasedFile } from './erased-file.ts'
import { findPerson } from './find-person.ts'
import { textTables } from './inventory.ts'
import { findHashed, findPacked, type Hashed, type PackedPlaces, type SpawnUnpacker } from './packed-orders.ts'
import { emptyReceipt, nextReceiptSql, queueErasures } from './queue-erasures.ts'
import { eraseFiles, searchDataFolder, truncateLog } from './scrub.ts'

export type EraserParts = {
  readonly spawnUnpacker: SpawnUnpacker
  /** Erases an address from what the relay in the app stores. */
  readonly eraseAtRelay: (address: string) => Promise<void>
  /** Drops people from caches. */
  readonly forget: () => Promise<void>
  /** Writes the hashes next to the backups, which could bring the person back. */
  readonly tellCopies: () => void
  /** Backups made before a time, and how long they are kept. */
  readonly copies: () => (before: number) => EarlierCopies
}

type Row = Readonly<Omit<typeof erasedPerson.$inferSelect, 'block' | 'problemCode'>> & {
  readonly block: 0 | 1
  readonly problemCode: ErrorCode | null
}

const columns = `id, hash, hash_key as hashKey, address, state, block, asked_at as askedAt, ended_at as endedAt, receipt,
  problem_code as problemCode from erased_person`

/** Longest stretch of work before yielding. */
const STEP_MS = 4

const hashedOf = ({ hash, hashKey }: Row): Hashed => ({ hash, hashKey })
const soughtOf = (address: string) => ({ forms: addressText(address).forms, tables: textTables })

export function createEraser(deps: Deps, parts: EraserParts) {
  const { store, clock } = deps
  const { raw } = store
  const { dataDir } = deps.config.paths
  const log = deps.log('people')
  const open = raw.prepare<[], Row>(`select ${columns} where state <> 'done' order by id`)
  const all = raw.prepare<[], Row>(`select ${columns} order by id desc limit 500`)
  const byHash = raw.prepare<[string, string], Row>(`select ${columns} where hash_key = ? and hash = ?`)
  const move = raw.prepare(
    'update erased_person set state = @state, receipt = @receipt, problem_code = null where id = @id',
  )
  const keepReceipt = raw.prepare('update erased_person set receipt = @receipt where id = @id')
  const problem = raw.prepare('update erased_person set problem_code = ? where id = ?')
  /** By receipt: the address found for each pending hash, once searched. */
  const foundByHash = new Map<number, string | null>()

  const job = deps.background.defineJob<Row>({
    kind: 'erasures',
    network: false,
    whilePaused: true,
    next: () => ({ due: open.all() }),
    of: ({ id }) => ({ key: id, client: null }),
    reconcile: requeueErased,
    run,
  })

  /** Queues people erased before a backup was restored again, by their hashes. */
  function requeueErased(): void {
    if (queueErasures(raw, readErasedFile(dataDir)) > 0) markErasedChanged(raw)
    markBlockListChanged(raw)
    writeHashFile()
  }

  function writeHashFile(): void {
    const rows = raw
      .prepare(
        `select id as no, hash, hash_key as hashKey, asked_at as at, block,
           state = 'remote' or (state = 'wanted' and receipt is null) as open from erased_person order by id`,
      )
      .all() as { no: number; hash: string; hashKey: string; at: number; block: 0 | 1; open: 0 | 1 }[]
    writeErasedFile(
      dataDir,
      rows.map((row) => ({ ...row, block: row.block === 1, open: row.open === 1 })),
    )
    parts.tellCopies()
  }

  async function run(row: Row, signal: AbortSignal): Promise<RunOutcome> {
    try {
      await carryOut(row, signal)
      return { end: 'done' }
    } catch (error) {
      if (signal.aborted) return { end: 'cancelled' }
      const found = asProblem(error, log)
      problem.run(found.code, row.id)
      deps.changed('people')
      return { end: 'retry', problem: found }
    }
  }

  const receiptOf = (row: Row): ErasureReceipt =>
    row.receipt === null ? emptyReceipt() : erasureReceipt.parse(JSON.parse(row.receipt))

  async function carryOut(start: Row, signal: AbortSignal): Promise<void> {
    const held: { cleaning: StoreCleaning | null } = { cleaning: null }
    try {
      await runStages(start, held, signal)
    } finally {
      held.cleaning?.end()
    }
  }

  async function runStages(start: Row, held: { cleaning: StoreCleaning | null }, signal: AbortSignal): Promise<void> {
    let row = start
    let checked = 0
    let receipt = receiptOf(row)
    const to = (state: Row['state']) => {
      move.run({ id: row.id, state, receipt: JSON.stringify(receipt) })
      row = { ...row, state, receipt: JSON.stringify(receipt) }
      deps.changed('people')
    }
    const halt = () => {
      if (signal.aborted) throw new AppError('CANCELLED')
    }
    if (row.state === 'wanted') {
      const address = await findByHash(row, signal)
      if (address === null) {
        // Nothing in this store contains the address. An erasure that had ended before a client was imported keeps its
        // receipt.
        if (row.endedAt === null) end(row, receipt)
        else raw.prepare(`update erased_person set state = 'done' where id = ?`).run(row.id)
        deps.changed('people')
        return
      }
      if (row.endedAt !== null) {
        row = beginAgain(row)
        receipt = receiptOf(row)
      }
      raw.prepare('update erased_person set address = ? where id = ?').run(address, row.id)
      row = { ...row, address }
      receipt = { ...receipt, ...countOutside(address) }
      // Instantly was already asked, before the backup was restored or the app ended.
      to(start.receipt === null ? 'remote' : 'local')
    }
    const { address } = row
    if (row.state === 'remote' && address !== null) {
      if (isBeingExported(store, address)) throw new AppError('PERSON_BEING_EXPORTED')
      const results: ErasureReceipt['instantly'] = []
      const clients = clientsToAsk(deps)
      if (clients.some(({ id }) => deps.pauses.isPaused(id))) throw new AppError('CLIENT_PAUSED')
      for (const client of clients) {
        halt()
        results.push(await eraseAtInstantly(deps, client, { email: address, block: row.block === 1 }, signal))
      }
      receipt = { ...receipt, ...countOutside(address), instantly: [...results, ...skippedAtArchived(address)] }
      to('local')
      writeHashFile()
    }
    if (row.state === 'local' && address !== null) {
      if (isBeingExported(store, address)) throw new AppError('PERSON_BEING_EXPORTED')
      // First, so that what is read from the relay from then on is erased here with the rest.
      await parts.eraseAtRelay(address)
      await runYielding(eraseKnownSteps(store, address, receipt, clock.now()), { row, receipt, signal })
      held.cleaning = await beginCleaning(deps, soughtOf(address), signal)
      checked = await eraseElsewhere(address, { row, receipt, cleaning: held.cleaning, signal })
      receipt = { ...receipt, files: receipt.files + (await eraseFiles(dataDir, addressText(address))) }
      await deps.host.eraseFromLog(address)
      await parts.forget()
      raw.transaction(() => {
        raw.prepare('update erased_person set address = null where id = ?').run(row.id)
        to('scrub')
      })()
      markBlockListChanged(raw)
      deps.changed('lists', 'events', 'inbox', 'opt_outs', 'blocklist', 'crm', 'lead_mirror', 'campaigns')
    }
    if (row.state === 'scrub') {
      const bytes = checked + (await scrub({ row, address, receipt, held, signal }))
      receipt = { ...receipt, bytesChecked: bytes }
      end(row, receipt)
    }
  }

  /** Archived clients that have the person: their workspace is not asked, and their campaigns may continue. */
  function skippedAtArchived(address: string): ErasureReceipt['instantly'] {
    const { clients } = findPerson(store, address, { backups: 0, replaced: 0 })
    const isArchived = createArchivedLookup(store)
    return clients.flatMap((workspaceId) =>
      isArchived(workspaceId)
        ? [{ workspaceId, deleted: 0, left: 0, blocked: false, problem: 'WORKSPACE_ARCHIVED' }]
        : [],
    )
  }

  /** Gets a receipt of its own, as the first one states what was erased, and asked of Instantly, at its time. */
  function beginAgain({ id, hash, hashKey }: Row): Row {
    raw
      .prepare(
        `update erased_person set id = ${nextReceiptSql}, asked_at = ?, ended_at = null, receipt = ? where id = ?`,
      )
      .run(clock.now(), JSON.stringify(emptyReceipt()), id)
    markErasedChanged(raw)
    writeHashFile()
    return byHash.get(hashKey, hash) as Row
  }

  type Found = { readonly row: Row; readonly receipt: ErasureReceipt; readonly signal: AbortSignal }

  /** Finds the address in every byte of the store and erases it there; returns how many bytes were read. */
  async function eraseElsewhere(
    address: string,
    { cleaning, ...found }: Found & { readonly cleaning: StoreCleaning },
  ): Promise<number> {
    const order = { storePath: raw.name, email: address }
    const both = await Promise.allSettled([cleaning.whole(), findPacked(parts.spawnUnpacker, order, found.signal)])
    const [standing, packed] = both.map((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    }) as [TextLocations, PackedPlaces]
    const where = { rows: standing.rows, whole: standing.whole, packed }
    const now = clock.now()
    await runYielding(eraseElsewhereSteps(store, address, { found: found.receipt, now, where }), found)
    return standing.bytes
  }

  /** Counts each step in the receipt in the transaction that takes it, so that an interruption loses no count. */
  async function runYielding(steps: Generator<undefined>, { row, receipt, signal }: Found): Promise<void> {
    const step = raw.transaction(() => {
      const isOver = steps.next().done === true
      keepReceipt.run({ id: row.id, receipt: JSON.stringify(receipt) })
      return isOver
    })
    const rest = createCheckpointWait(raw)
    let restAt = performance.now() + STEP_MS
    try {
      while (!step()) {
        if (performance.now() < restAt) continue
        if (signal.aborted) throw new AppError('CANCELLED')
        await rest()
        restAt = performance.now() + STEP_MS
      }
    } finally {
      steps.return(undefined)
    }
  }

  type Scrub = Found & { readonly address: string | null; readonly held: { cleaning: StoreCleaning | null } }

  /** Returns how many bytes outside the store's file were read; none if the address is not known any more. */
  async function scrub({ row, address, receipt, held, signal }: Scrub): Promise<number> {
    if (address === null || held.cleaning === null) {
      await cleanStore(deps, signal)
      await requireEmptyLog(signal)
      return 0
    }
    let left = await held.cleaning.rest()
    held.cleaning.end()
    held.cleaning = null
    const looked = await searchDataFolder(dataDir, addressText(address))
    await requireEmptyLog(signal)
    if (left === 0 && looked.found.length === 0) return looked.bytes
    // Rows written at the very last moment.
    const again = await beginCleaning(deps, soughtOf(address), signal)
    held.cleaning = again
    await eraseElsewhere(address, { row, receipt, cleaning: again, signal })
    left = await again.rest()
    again.end()
    held.cleaning = null
    await requireEmptyLog(signal)
    if (left > 0) log.info('an address like one that was erased is still there', { pages: left })
    return looked.bytes
  }

  async function requireEmptyLog(signal: AbortSignal): Promise<void> {
    if (!(await truncateLog(store, clock, signal))) throw new AppError('STORE_LOCKED')
  }

  function end(row: Row, receipt: ErasureReceipt): void {
    raw
      .prepare(
        `update erased_person set state = 'done', address = null, ended_at = @at, receipt = @receipt, problem_code = null
          where id = @id`,
      )
      .run({ id: row.id, at: clock.now(), receipt: JSON.stringify(receipt) })
    deps.changed('people')
  }

  /** Looks for all pending hashes at once, as that reads every text. A hash found in none has no address here. */
  async function findByHash(row: Row, signal: AbortSignal): Promise<string | null> {
    if (!foundByHash.has(row.id)) {
      const wanted = open.all().filter(({ id, state }) => state === 'wanted' && !foundByHash.has(id))
      const addresses = await findHashed(
        parts.spawnUnpacker,
        { storePath: raw.name, wanted: wanted.map(hashedOf) },
        signal,
      )
      for (const [at, { id }] of wanted.entries()) foundByHash.set(id, addresses[at] ?? null)
    }
    const address = foundByHash.get(row.id) ?? null
    foundByHash.delete(row.id)
    return address
  }

  function isInDemo(address: string): boolean {
    const demos = raw.prepare('select id from workspace where demo is not null').pluck().all() as number[]
    return (
      demos.length > 0 &&
      findPerson(store, address, { backups: 0, replaced: 0 }).clients.some((id) => demos.includes(id))
    )
  }

  function countOutside(address: string): Pick<ErasureReceipt, 'relays' | 'supabase' | 'crms' | 'reports' | 'demo'> {
    const of = (sql: string, ...given: string[]) =>
      raw
        .prepare(sql)
        .pluck()
        .get(...given) as number
    return {
      relays: of('select count(*) from relay_connection where removed_at is null'),
      supabase: of('select count(*) from supabase_source where removed_at is null'),
      crms: of('select count(distinct target_id) from crm_deal where email = ?', address),
      reports: of('select count(*) from report_made'),
      demo: isInDemo(address),
    }
  }

  return {
    erase(email: string, block: boolean): number {
      const hashKey = hashKeyOf(store)
      const hash = hashAddress(hashKey, email)
      const known = byHash.get(hashKey, hash)
      if (known && known.state !== 'done') return known.id
      const values = { hash, hashKey, email, block: block ? 1 : 0, at: clock.now() }
      raw
        .prepare(
          `insert into erased_person (hash, hash_key, address, state, block, asked_at)
           values (@hash, @hashKey, @email, 'remote', @block, @at)
           on conflict (hash_key, hash) do update set id = ${nextReceiptSql}, address = @email, state = 'remote', block = @block, asked_at = @at,
             ended_at = null, receipt = null, problem_code = null`,
        )
        .run(values)
      markErasedChanged(raw)
      markBlockListChanged(raw)
      writeHashFile()
      job.look()
      return (byHash.get(hashKey, hash) as Row).id
    },
    list: (): readonly Erasure[] => {
      const madeBefore = parts.copies()
      return all.all().map((row) => ({
        id: row.id,
        fingerprint: `${row.hash.slice(0, 4)} ${row.hash.slice(4, 8)}`,
        state: row.state,
        askedAt: row.askedAt,
        endedAt: row.endedAt,
        receipt: row.receipt === null ? null : receiptOf(row),
        copies: row.endedAt === null ? null : madeBefore(row.endedAt),
        problem: row.problemCode === null ? null : { code: row.problemCode, data: {} },
      }))
    },
    /** A client was imported from a folder: looks for the people queued since. */
    look(): void {
      foundByHash.clear()
      job.look()
    },
    /** Resolves when no work is in progress. */
    settled: () => job.wake(),
  }
}
