/** Pulls the rows of one query to disk and opens them like a file. */
import { once } from 'node:events'
import { createWriteStream, rmSync, type WriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import type { Pulled, PullSpec } from '#shared/contract/leads/supabase.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId, SupabaseSourceId, WorkspaceId } from '#shared/ids.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import { verbatimCsvLine } from '../../core/lib/csv-write.ts'
import { platformColumns, platformTables, readPlatformCampaign } from './platform.ts'
import type { ReadHooks, ReadResult, TableReader, TextRow } from './reader.ts'
import {
  createSeenRows,
  lastListOf,
  questionOf,
  type RowFingerprint,
  rememberPull,
  rowFingerprintOf,
} from './seen-rows.ts'

type GeneratedImportFile = {
  readonly path: string
  readonly name: string
  readonly lastList: ListId | null
  readonly saved?: (listId: ListId) => () => Promise<void>
}

/** Opens a file created here as an import draft; deletes it with the draft, and reports when it became a list. */
export type OpenGeneratedFile = (workspaceId: WorkspaceId, file: GeneratedImportFile) => Promise<ImportDraft>

export type PullOrder = {
  readonly workspaceId: WorkspaceId
  readonly sourceId: SupabaseSourceId
  readonly sourceName: string
  readonly spec: PullSpec
  readonly onlyNew: boolean
  readonly pullId: string
  readonly signal: AbortSignal
}

const pullsDir = (deps: Deps) => path.join(deps.config.paths.dataDir, 'pulls')

/** Deletes what an earlier run pulled and never saved. */
export function removeOldPulls(deps: Deps): void {
  rmSync(pullsDir(deps), { recursive: true, force: true })
}

/** Reads every row or throws; the caller closes the reader. */
export async function pull(
  deps: Deps,
  reader: TableReader,
  openMade: OpenGeneratedFile,
  order: PullOrder,
): Promise<Pulled> {
  const { store } = deps
  const { sourceId, spec, onlyNew, pullId, signal } = order
  const question = questionOf(spec)
  const seen = createSeenRows(store, sourceId, question)
  await mkdir(pullsDir(deps), { recursive: true, mode: 0o700 })
  const file = path.join(pullsDir(deps), `${crypto.randomUUID()}.csv`)
  const out = createTableFile(file)
  const looks: RowFingerprint[] = []
  const counts = { new: 0, changed: 0, same: 0 }
  let rowsRead = 0

  const hooks: ReadHooks = {
    signal,
    async onRows({ rows, keys, total }) {
      rowsRead += rows.length
      for (const [at, row] of rows.entries()) {
        const look = rowFingerprintOf(row, keys?.[at])
        const is = seen(look)
        counts[is] += 1
        if (onlyNew && is === 'same') continue
        looks.push(look)
        out.add(row)
      }
      deps.announce('supabase.progress', { pullId, rows: rowsRead, total })
      await out.drained()
    },
  }

  try {
    const { result, name } = await readQuestion(reader, spec, hooks)
    await out.end()
    signal.throwIfAborted()
    const sums = {
      rowsRead,
      rowsCounted: result.counted,
      rowsNew: counts.new,
      rowsChanged: counts.changed,
      rowsSame: counts.same,
    }
    if (looks.length === 0) {
      await rm(file, { force: true })
      return { draft: null, ...sums }
    }
    const draft = await openMade(order.workspaceId, {
      path: file,
      name: `${order.sourceName} · ${name}`,
      lastList: lastListOf(store, sourceId, question),
      saved: (listId) => {
        const at = new Date(deps.clock.now()).toISOString()
        const origin = originOf(spec, result.keyColumn)
        return rememberPull(
          store,
          { workspaceId: order.workspaceId, sourceId, question, listId, at, rowCount: rowsRead, origin },
          looks,
        )
      },
    })
    return { draft, ...sums }
  } catch (error) {
    await out.end().catch(() => undefined)
    await rm(file, { force: true })
    throw signal.aborted ? new AppError('CANCELLED') : asStoreError(error)
  }
}

/** Returns where its rows are stored at the source, for writing results back for their leads. */
const originOf = (spec: PullSpec, keyColumn: string | null) =>
  spec.kind === 'platform'
    ? { relation: platformTables.businesses, campaignId: spec.campaignId, keyColumn: platformColumns.business }
    : { relation: spec.relation, campaignId: null, keyColumn }

async function readQuestion(
  reader: TableReader,
  spec: PullSpec,
  hooks: ReadHooks,
): Promise<{ readonly result: ReadResult; readonly name: string }> {
  if (spec.kind === 'platform') {
    const result = await readPlatformCampaign(reader, spec.campaignId, hooks)
    return { result, name: result.name }
  }
  return { result: await reader.read(spec, hooks), name: spec.relation }
}

/** Writes a CSV whose header is the first row's columns. A row with another column would lose it and is refused. */
function createTableFile(file: string) {
  const stream: WriteStream = createWriteStream(file, { mode: 0o600, highWaterMark: 1024 * 1024 })
  let header: readonly string[] | null = null
  let columns: ReadonlySet<string> = new Set()
  let full = false
  let failure: Error | null = null
  stream.on('error', (error) => {
    failure = error
  })
  return {
    add(row: TextRow): void {
      if (!header) {
        header = Object.keys(row)
        columns = new Set(header)
        full = !stream.write(verbatimCsvLine(header))
      }
      for (const column of Object.keys(row)) {
        if (!columns.has(column)) throw new AppError('SUPABASE_INCOMPLETE', { column })
      }
      full = !stream.write(verbatimCsvLine(header.map((name) => row[name] ?? '')))
    },
    async drained(): Promise<void> {
      if (failure) throw failure
      if (full) await once(stream, 'drain')
      full = false
    },
    async end(): Promise<void> {
      // A full disk destroys it as well, which `finished` reports, as nobody waits for the last write.
      if (!stream.destroyed) stream.end()
      await finished(stream)
    },
  }
}
