/**
 * Exports everything about a client as files: rows as JSON lines, which another Sendoff can import, and CSV files for
 * people. Reads through its own connection, as one snapshot while the app continues to work, and writes as it reads, so
 * that a million leads need no more memory than a thousand.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { localDate } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { plainFileName } from '../../core/lib/file-name.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { asSaveError } from '../../core/lib/save-errors.ts'
import { unpackBlock } from '../../core/lib/unpacked.ts'
import { writePartFile } from '../../core/lib/write-atomically.ts'
import { ownedTablesOf } from '../demo/remove-rows.ts'
import { isPlainFile } from './folder-files.ts'
import { type Manifest, manifestName } from './manifest.ts'
import { readableFiles } from './readable-files.ts'
import { secretColumns, unexportedTables } from './references.ts'

/** Stored next to the files, for people who open the folder without Sendoff. */
const readme = `One client of Sendoff, whole, as of the moment named in manifest.json.

csv/      For people and spreadsheets. UTF-8, comma, one line of headings.
          leads.csv            every row of every list: values, the check it is at, the row of the file
          campaigns.csv        campaigns with their totals as Instantly last told them
          emails.csv           every email in full
          events.csv           what happened, when, to whom, in which campaign
          export-results.csv   every lead of every export and what became of it
          opt-outs.csv         who must not be written to, since when and why
          archived-leads.csv   leads of archived campaigns as Instantly had them (JSON in the last column)
          archived-emails.csv  emails of archived campaigns as Instantly had them (JSON in the last column)

data/     For programs, and for Sendoff: Settings > Clients > Import a client. One file a table, one JSON object a line,
          column names as in Sendoff's store. {"base64": "..."} stands for bytes. Times are ISO 8601 or milliseconds since
          1970. event_payload.jsonl has each event as it was received.

reports/  Reports that were still where they had been saved.

manifest.json  format, version, and for each file its number of rows and its SHA-256.

Not in here: API keys and other secrets, how relays and Supabase were connected, the copy of the leads at Instantly.
`

/** Characters written at a time. */
const CHUNK_CHARS = 256 * 1024

export type ExportedClient = { readonly path: string; readonly rows: number; readonly files: number }

/** Writes lines as they arrive, yielding to other work between chunks. */
async function writeLines(file: string, lines: Iterable<string>, signal: AbortSignal) {
  const hash = createHash('sha256')
  let rows = 0
  await writePartFile(file, async (out) => {
    let text = ''
    const flush = async () => {
      hash.update(text)
      await out.write(text)
      text = ''
      await nextTurn()
      if (signal.aborted) throw new AppError('CANCELLED')
    }
    for (const line of lines) {
      text += line
      rows += 1
      if (text.length > CHUNK_CHARS) await flush()
    }
    await flush()
  })
  return { rows, sha256: hash.digest('hex') }
}

const asJson = (_key: string, value: unknown): unknown =>
  // The result of a Buffer's `toJSON`.
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value
    ? { base64: Buffer.from(value.data as number[]).toString('base64') }
    : value

function* rowsOf(
  raw: Database.Database,
  table: string,
  condition: string,
  workspaceId: WorkspaceId,
): Generator<string> {
  const rows = raw.prepare<[object], Record<string, unknown>>(`select * from "${table}" where ${condition}`)
  for (const row of rows.iterate({ workspaceId })) {
    for (const name of Object.keys(row)) if (secretColumns.has(name)) row[name] = null
    yield `${JSON.stringify(row, asJson)}\n`
  }
}

/** Payloads by ascending event, however they are stored. */
function* payloadsOf(raw: Database.Database, workspaceId: WorkspaceId): Generator<string> {
  const blocks = raw.prepare<[number], { data: Buffer }>(
    'select data from event_block where workspace_id = ? order by first_event_id',
  )
  const line = (id: number, text: string) =>
    `${JSON.stringify({ event_id: id, workspace_id: workspaceId, raw: text })}\n`
  for (const { data } of blocks.iterate(workspaceId)) {
    for (const [id, text] of JSON.parse(unpackBlock(data).toString('utf8')) as [number, string][]) yield line(id, text)
  }
  const rest = raw.prepare<[number], { id: number; raw: string }>(
    'select event_id as id, raw from event_payload where workspace_id = ? order by event_id',
  )
  for (const one of rest.iterate(workspaceId)) yield line(one.id, one.raw)
}

/** Creates a new folder inside `place`. A failure or cancellation leaves nothing behind. */
export async function exportClient(
  deps: Deps,
  workspaceId: WorkspaceId,
  place: string,
  onProgress: (rows: number) => void,
  signal: AbortSignal,
): Promise<ExportedClient> {
  const name = deps.store.raw
    .prepare<[number], string>('select name from workspace where id = ?')
    .pluck()
    .get(workspaceId)
  if (name === undefined) throw new AppError('NOT_FOUND', { what: 'workspace' })
  const day = localDate(deps.clock.now())
  const folder = freeFolder(place, `${plainFileName(name) || 'client'} ${day}`)
  const part = `${folder}.part`
  const db = new Database(deps.store.raw.name, { readonly: true, fileMustExist: true })
  const files: Manifest['files'][number][] = []
  let total = 0
  const write = async (relative: string, lines: Iterable<string>) => {
    const { rows, sha256 } = await writeLines(path.join(part, relative), lines, signal)
    files.push({ path: relative, rows, sha256 })
    // The CSV files contain the same rows again.
    if (relative.startsWith('data/')) total += rows
    onProgress(total)
  }
  try {
    fs.rmSync(part, { recursive: true, force: true })
    for (const inside of ['data', 'csv', 'reports'])
      fs.mkdirSync(path.join(part, inside), { recursive: true, mode: 0o700 })
    db.exec('begin')
    await write('data/workspace.jsonl', rowsOf(db, 'workspace', 'id = @workspaceId', workspaceId))
    for (const { table, condition } of ownedTablesOf(db).toReversed()) {
      if (unexportedTables.has(table) || table === 'event_payload') continue
      await write(`data/${table}.jsonl`, rowsOf(db, table, condition, workspaceId))
    }
    await write('data/event_payload.jsonl', payloadsOf(db, workspaceId))
    for (const { file, lines } of readableFiles(db, workspaceId)) await write(`csv/${file}`, lines())
    copyReports(db, workspaceId, path.join(part, 'reports'))
    const manifest: Manifest = {
      format: 'sendoff-client',
      version: 1,
      app: deps.config.appVersion,
      madeAt: new Date(deps.clock.now()).toISOString(),
      client: { name },
      files,
    }
    fs.writeFileSync(path.join(part, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    fs.writeFileSync(path.join(part, 'README.txt'), readme, { mode: 0o600 })
    fs.renameSync(part, folder)
    return { path: folder, rows: total, files: files.length }
  } catch (error) {
    fs.rmSync(part, { recursive: true, force: true })
    throw asSaveError(error, place)
  } finally {
    db.close()
  }
}

function freeFolder(place: string, name: string): string {
  for (let n = 1; ; n += 1) {
    const folder = path.join(place, n === 1 ? name : `${name} (${n})`)
    if (!fs.existsSync(folder)) return folder
  }
}

/** Copies those that are still where they were saved. */
function copyReports(db: Database.Database, workspaceId: WorkspaceId, to: string): void {
  const made = db
    .prepare<[number], { id: number; folder: string; files: string }>(
      'select id, folder, files from report_made where workspace_id = ?',
    )
    .all(workspaceId)
  for (const { id, folder, files } of made) {
    for (const { name } of savedFiles.safeParse(parseJson(files)).data ?? []) {
      const file = path.join(folder, path.basename(name))
      if (path.isAbsolute(folder) && isPlainFile(file))
        fs.copyFileSync(file, path.join(to, `${id} ${path.basename(name)}`))
    }
  }
}

const savedFiles = z.array(z.object({ name: z.string().min(1) }))
