/**
 * Imports a client from a folder another Sendoff made. Its rows get new numbers, above all existing ones, so that
 * nothing in the folder can refer to another client. The client is `building` until one commit makes it visible; what
 * an interruption leaves is removed at the next start. It arrives paused and without keys, and work in progress stays
 * on the other machine.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import type { z } from 'zod'
import { clientColour, clientName } from '#shared/contract/clients/workspaces.ts'
import { storedTimes } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { openExtraConnection } from '../../core/db/extra-connections.ts'
import { asStoreError } from '../../core/db/store-errors.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { createPayloads } from '../../events/events/payloads.ts'
import { clientSearchTerm, idsPerMs } from '../../inbox/inbox/mail-values.ts'
import { parsePicture } from '../../insights/reports/logo.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import { markedWorkspaces, ownedTablesOf, removeWorkspaceSteps } from '../demo/remove-rows.ts'
import { requeueErasedSince } from '../people/queue-erasures.ts'
import { isPlainFile, linesOf } from './folder-files.ts'
import { forgetReportPaths } from './forget-report-paths.ts'
import { type Manifest, manifest, manifestName } from './manifest.ts'
import {
  firstNamedType,
  references,
  secretColumns,
  textReferences,
  typeColumns,
  unexportedTables,
} from './references.ts'
import { emptyTextColumns, isWithin, jsonColumns } from './row-shapes.ts'

const ROWS_AT_ONCE = 2_000
/** Most characters of rows inserted at a time. */
const CHARS_AT_ONCE = 16 * 1024 * 1024
/** No row of ours is longer: an email is cut at a few megabytes. */
const MAX_LINE = 64 * 1024 * 1024
/** No store has this many rows. A number near SQLite's maximum would leave none for later rows. */
const MAX_ROW_NUMBER = 2 ** 40
/** An email's number is derived from its time (`inbox/inbox/message-store.ts`). */
const MAX_EMAIL_NUMBER = storedTimes.before * idsPerMs
/** The offset added to a number, and the highest number allowed. */
type NumberShift = { readonly by: number; readonly most: number }

type Value = string | number | null | Buffer
type Row = Record<string, Value>
const unreadable = (reason: string) => new AppError('CLIENT_FILE_UNREADABLE', { reason })

/** Reads the folder's description of itself. Throws CLIENT_FILE_UNREADABLE. */
export function readManifest(folder: string): Manifest {
  try {
    const file = path.join(folder, manifestName)
    if (!isPlainFile(file) || fs.statSync(file).size > 1024 * 1024) throw unreadable('manifest')
    return manifest.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch {
    throw unreadable('manifest')
  }
}

/** The exported tables, parents before their children. */
const exportedTablesOf = (raw: Database.Database): readonly string[] =>
  ownedTablesOf(raw)
    .toReversed()
    .map(({ table }) => table)
    .filter((table) => !unexportedTables.has(table))

const columnsOf = (raw: Database.Database, table: string) =>
  raw
    .prepare<[string], { name: string; pk: number; type: string; notnull: 0 | 1 }>(
      'select name, pk, type, "notnull" from pragma_table_info(?)',
    )
    .all(table)

const hasNumber = (raw: Database.Database, table: string): boolean =>
  columnsOf(raw, table).some(({ name, pk }) => name === 'id' && pk === 1)

/** Emails are sorted by number, which is derived from their time instead of given in order. */
const isNumberedByTime = (table: string): boolean => table === 'inbox_message'

/** The offset of each table's numbers, and the columns that hold them. */
function planTables(raw: Database.Database) {
  const tables = exportedTablesOf(raw)
  const sequence = raw.prepare<[string], number>('select seq from sqlite_sequence where name = ?').pluck()
  const offsets = new Map(
    tables.flatMap((table) => {
      if (!hasNumber(raw, table)) return []
      // They stay at their time, behind existing ones of the same moment.
      if (isNumberedByTime(table)) {
        const taken = raw
          .prepare<[number], number | null>('select max(id % ?) from inbox_message')
          .pluck()
          .get(idsPerMs)
        return [[table, { by: (taken ?? -1) + 1, most: MAX_EMAIL_NUMBER }] as const]
      }
      const most = raw.prepare<[], number | null>(`select max(id) from "${table}"`).pluck().get() ?? 0
      return [[table, { by: Math.max(most, sequence.get(table) ?? 0), most: MAX_ROW_NUMBER }] as const]
    }),
  )
  return tables.map((table) => {
    const columns = columnsOf(raw, table)
    const keys = raw
      .prepare<[string], { parent: string; name: string }>(
        'select "table" as parent, "from" as name from pragma_foreign_key_list(?)',
      )
      .all(table)
    const moved = new Map<string, NumberShift>()
    const move = (parent: string): NumberShift => offsets.get(parent) ?? { by: 0, most: MAX_ROW_NUMBER }
    if (offsets.has(table)) moved.set('id', move(table))
    for (const { parent, name } of keys) if (offsets.has(parent)) moved.set(name, move(parent))
    for (const [name, parent] of Object.entries(references[table] ?? {})) moved.set(name, move(parent))
    return { table, columns, moved, move, types: typeColumns[table] ?? [], texts: textReferences[table] ?? {} }
  })
}
type TablePlan = ReturnType<typeof planTables>[number]

function parsed(line: string): Row {
  const row: unknown = JSON.parse(line)
  if (typeof row !== 'object' || row === null || Array.isArray(row)) throw unreadable('row')
  const out: Row = {}
  for (const [name, value] of Object.entries(row)) {
    if (value === null || typeof value === 'string' || typeof value === 'number') out[name] = value
    else if (typeof value === 'object' && 'base64' in value && typeof value.base64 === 'string')
      out[name] = Buffer.from(value.base64, 'base64')
    else throw unreadable('value')
  }
  return out
}

/** Converts a folder's number to ours. One below 1 must not pass: it would end up at another client's row. */
function shiftNumber(value: Value | undefined, { by, most }: NumberShift): Value {
  if (value === null || value === undefined || value === 0) return value ?? null
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1 || value > most)
    throw unreadable('reference')
  return value + by
}

/** Whether a column of this kind may hold the value. What screens read as a number, text or list must be one. */
function fitsColumn(
  { name, type }: { name: string; type: string },
  value: Value,
  json: z.ZodType | undefined,
): boolean {
  if (value === null) return true
  if (/^(?:int|real)/i.test(type)) return typeof value === 'number' && isWithin(name, value)
  if (/^text/i.test(type)) return typeof value === 'string' && (!json || isOfShape(value, json))
  return Buffer.isBuffer(value)
}

function isOfShape(text: string, shape: z.ZodType): boolean {
  const value = parseJson(text)
  return value !== undefined && shape.safeParse(value).success
}

/**
 * Checks a lead as it is sent, since requests are assembled from these texts: it must be one object, in our own
 * formatting, with the address its row was checked under.
 */
function assertLeadRow(row: Row): void {
  const lead = typeof row['payload'] === 'string' ? parseJson(row['payload']) : undefined
  if (typeof lead !== 'object' || lead === null || Array.isArray(lead)) throw unreadable('lead')
  const address = 'email' in lead && typeof lead.email === 'string' ? lead.email.toLowerCase() : null
  if ((row['gate'] === 0 || (row['email'] ?? null) !== null) && (address === null || address !== row['email']))
    throw unreadable('lead')
  row['payload'] = JSON.stringify(lead)
}

/** Decodes a logo again, so that what is displayed, and stored about it, is certain to be a picture. */
function checkPicture(row: Row): void {
  try {
    Object.assign(row, parsePicture(row['bytes'] as Buffer))
  } catch {
    throw unreadable('picture')
  }
}

function toOwnValues(plan: TablePlan, row: Row, workspaceId: WorkspaceId): Value[] {
  if (plan.table === 'import_same' && Buffer.isBuffer(row['leads']))
    row['leads'] = shiftPairs(row['leads'], plan.move('lead'))
  if (plan.table === 'lead' || plan.table === 'lead_change') assertLeadRow(row)
  if (plan.table === 'report_logo') checkPicture(row)
  const json = jsonColumns[plan.table]
  const shift = (table: string, id: number) => shiftNumber(id, plan.move(table)) as number
  return plan.columns.map((column) => {
    const { name, notnull } = column
    if (name === 'workspace_id') return workspaceId
    // The search index needs the client's own number.
    if (plan.table === 'inbox_message' && name === 'scope') return clientSearchTerm(workspaceId)
    if (secretColumns.has(name)) return notnull === 1 ? '' : null
    const value = row[name] ?? null
    if (!fitsColumn(column, value, emptyTextColumns.has(name) && value === '' ? undefined : json?.[name]))
      throw unreadable('value')
    const by = plan.moved.get(name)
    if (by !== undefined) return shiftNumber(value, by)
    if (plan.types.includes(name) && typeof value === 'number' && value >= firstNamedType)
      return shiftNumber(value, plan.move('event_name'))
    const rewrite = plan.texts[name]
    return rewrite && typeof value === 'string' ? rewrite(value, shift, row) : value
  })
}

/** Pairs of row number and lead (`leads/lists/same-rows.ts`). */
function shiftPairs(packed: Buffer, by: NumberShift): Buffer {
  const bytes = zstdDecompressSync(packed, { maxOutputLength: MAX_LINE })
  const pairs = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  for (let at = 1; at < pairs.length; at += 2) pairs[at] = shiftNumber(pairs[at] ?? 0, by) as number
  return zstdCompressSync(Buffer.from(pairs.buffer))
}

const insertOf = (raw: Database.Database, { table, columns }: Pick<TablePlan, 'table' | 'columns'>) =>
  raw.prepare(
    `insert into "${table}" (${columns.map(({ name }) => `"${name}"`).join(', ')})
     values (${columns.map(() => '?').join(', ')})`,
  )

/** The row with the highest number in each of the folder's files. */
async function highestRows(
  raw: Database.Database,
  rowsOf: (table: string) => AsyncGenerator<readonly Row[]> | null,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Row>> {
  const highest = new Map<string, Row>()
  for (const table of exportedTablesOf(raw)) {
    if (isNumberedByTime(table) || !hasNumber(raw, table)) continue
    for await (const rows of rowsOf(table) ?? []) {
      for (const row of rows) if (Number(row['id']) > Number(highest.get(table)?.['id'] ?? 0)) highest.set(table, row)
      await nextTurn()
      if (signal.aborted) throw new AppError('CANCELLED')
    }
  }
  return highest
}

/**
 * Plans the numbers and reserves them in the same transaction, because other clients get new rows meanwhile: a table
 * that never gives a number twice continues behind the highest; in any other the row with it is `stored` at once.
 */
function planAndReserve(raw: Database.Database, highest: ReadonlyMap<string, Row>, workspaceId: WorkspaceId) {
  const neverTwice = raw
    .prepare<[string], 0 | 1>("select sql like '%autoincrement%' from sqlite_schema where name = ?")
    .pluck()
  const reserve = raw.prepare('update sqlite_sequence set seq = max(seq, ?) where name = ?')
  const begin = raw.prepare('insert into sqlite_sequence (name, seq) values (?, ?)')
  return raw
    .transaction(() =>
      planTables(raw).map((plan) => {
        const { table } = plan
        const row = highest.get(table)
        const id = row?.['id']
        if (row === undefined || typeof id !== 'number') return { ...plan, stored: null }
        if (neverTwice.get(table) === 1) {
          const last = shiftNumber(id, plan.move(table))
          if (reserve.run(last, table).changes === 0) begin.run(table, last)
          return { ...plan, stored: null }
        }
        insertOf(raw, plan).run(...toOwnValues(plan, row, workspaceId))
        return { ...plan, stored: id }
      }),
    )
    .immediate()
}

async function* chunksOf(file: string, expected: Manifest['files'][number]): AsyncGenerator<readonly Row[]> {
  const hash = createHash('sha256')
  let rows: Row[] = []
  let [count, chars] = [0, 0]
  for await (const lines of linesOf(file, { most: MAX_LINE, seen: (bytes) => hash.update(bytes) })) {
    for (const line of lines) {
      rows.push(parsed(line))
      count += 1
      chars += line.length
      if (rows.length < ROWS_AT_ONCE && chars < CHARS_AT_ONCE) continue
      yield rows
      rows = []
      chars = 0
    }
  }
  if (rows.length > 0) yield rows
  if (count !== expected.rows || hash.digest('hex') !== expected.sha256) throw unreadable('checksum')
}

/** Work in progress belongs to the other machine and counts as ended here. */
const endWorkSql = [
  `update export_run set state = 'cancelled', finished_at = coalesce(finished_at, @iso)
     where workspace_id = @id and state in ('preparing', 'running', 'waiting', 'paused')`,
  // The operator may have started or paused it on the other machine since, so this one requests neither.
  `update export_run set activation = 'kept' where workspace_id = @id and activation in ('pending', 'sent', 'stopping')`,
  `update inbox_send set state = 'dropped', settled_at = @now
     where workspace_id = @id and state in ('pending', 'sent', 'unclear')`,
  `update crm_delivery set state = 'dead', next_try_at = null, settled_at = @iso
     where workspace_id = @id and state in ('waiting', 'sending')`,
  `update crm_target set removed_at = coalesce(removed_at, @iso) where workspace_id = @id`,
  `update campaign_deletion set state = 'undone', ended_at = @now where workspace_id = @id and state in ('held', 'sent')`,
  `update subsequence_move set state = 'stopped', ended_at = @now where workspace_id = @id and state in ('running', 'held')`,
  `update account_action_item set state = 'failed' where state in ('waiting', 'sent', 'following')
     and action_id in (select id from account_action where workspace_id = @id)`,
  `update account_action set state = 'done', ended_at = coalesce(ended_at, @now) where workspace_id = @id and state <> 'done'`,
  `update account_replacement_item set state = 'refused' where state in ('waiting', 'sent')
     and replacement_id in (select id from account_replacement where workspace_id = @id)`,
  `update account_replacement set ended_at = coalesce(ended_at, @now) where workspace_id = @id`,
  `update gap_check set state = 'cancelled' where workspace_id = @id and state in ('waiting', 'running')`,
  `update verification_run set state = 'paused' where workspace_id = @id and state in ('running', 'waiting')`,
  `update campaign_archive set state = 'cancelled' where workspace_id = @id and state = 'running'`,
  `update campaign_rest set state = 'left' where workspace_id = @id and state in ('planned', 'pausing', 'paused', 'starting')`,
  `update campaign_edit set state = 'waiting' where workspace_id = @id and state = 'sent'`,
  `update report_plan set is_on = 0 where workspace_id = @id`,
  `delete from setting where workspace_id = @id and key = 'exports.undoing'`,
  // A template for every client stays on the other machine, and its number could become that of another one here.
  `update export_run set settings = json_remove(settings, '$.target.template') where workspace_id = @id
     and settings ->> '$.target.template.id' not in (select id from sequence where workspace_id = @id)`,
]

/**
 * Somebody who opted out from all clients, through another client: what was to be sent to Instantly is in the folder, but
 * the opt-out itself belongs to the other client and is not. Without a row of its own it would not apply here and would
 * be undone at Instantly.
 */
const holdsWithoutOthersSql = `insert into opt_out (workspace_id, value, state, scope, source, since, changed_at)
  select @id, s.value, 'on', 'client', 'instantly', @now, @now from opt_out_sync s
   where s.workspace_id = @id and s.wanted = 1 and not exists
     (select 1 from opt_out o where o.workspace_id = @id and o.value = s.value and o.state <> 'undone')
   on conflict (workspace_id, value) do update set state = 'on', source = 'instantly', since = @now, changed_at = @now`

/** Returns the client's number here. Throws CLIENT_FILE_UNREADABLE or CLIENT_ALREADY_HERE, leaving nothing behind. */
export async function importClient(
  deps: Deps,
  folder: string,
  onProgress: (rows: number) => void,
  pause: (workspaceId: WorkspaceId) => void,
  signal: AbortSignal,
): Promise<WorkspaceId> {
  const { raw } = deps.store
  const log = deps.log('client import')
  const { files, madeAt } = readManifest(folder)
  const byPath = new Map(files.map((file) => [file.path, file]))
  const beside = openExtraConnection(raw)
  let workspaceId: WorkspaceId | null = null
  try {
    const rowsOf = (table: string) => {
      const expected = byPath.get(`data/${table}.jsonl`)
      const file = path.join(folder, 'data', `${table}.jsonl`)
      if (!expected) return null
      if (!isPlainFile(file)) throw unreadable('file')
      return chunksOf(file, expected)
    }
    const highest = await highestRows(raw, rowsOf, signal)
    workspaceId = await addWorkspace(deps, rowsOf('workspace'))
    const plans = planAndReserve(beside, highest, workspaceId)
    const payloads = createPayloads({ raw: beside } as never)
    let total = 0
    for (const plan of plans) {
      const source = rowsOf(plan.table)
      if (source === null) continue
      const insert = insertOf(beside, plan)
      const id = workspaceId
      let { stored } = plan
      const put = beside.transaction((rows: readonly Row[]) => {
        if (plan.table === 'event_payload') {
          const by = plan.moved.get('event_id') ?? { by: 0, most: 0 }
          payloads.keep(
            id,
            rows.map((row) => [shiftNumber(row['event_id'], by) as number, String(row['raw'])]),
          )
        } else
          for (const row of rows)
            if (stored !== null && row['id'] === stored) stored = null
            else insert.run(...toOwnValues(plan, row, id))
      })
      for await (const rows of source) {
        put(rows)
        total += rows.length
        onProgress(total)
        await nextTurn()
        if (signal.aborted) throw new AppError('CANCELLED')
      }
    }
    const when = { id: workspaceId, now: deps.clock.now(), iso: new Date(deps.clock.now()).toISOString() }
    pause(when.id)
    raw.transaction(() => {
      for (const sql of endWorkSql) raw.prepare(sql).run(when)
      forgetReportPaths(raw, when.id)
      raw.prepare(holdsWithoutOthersSql).run(when)
      requeueErasedSince(raw, Date.parse(madeAt))
      raw.prepare('update workspace set demo = null where id = ?').run(when.id)
      createOptOuts(deps.store).cameAlong()
    })()
    return workspaceId
  } catch (error) {
    beside.close()
    // If the disk is too full for this too, the next try or start removes it.
    if (workspaceId !== null) await removeHalf(deps, workspaceId).catch((left: unknown) => asProblem(left, log))
    if (error instanceof AppError) throw error
    const problem = asStoreError(error)
    // JSON that is none comes from the file.
    if (problem instanceof AppError && problem.code !== 'STORE_CORRUPT') throw problem
    throw new AppError('CLIENT_FILE_UNREADABLE', { reason: 'rows' }, { cause: error })
  } finally {
    if (beside.open) beside.close()
  }
}

async function removeHalf({ store }: Deps, workspaceId: WorkspaceId): Promise<void> {
  if (!markedWorkspaces(store).includes(workspaceId)) return
  for (const _ of removeWorkspaceSteps(store, workspaceId)) await nextTurn()
}

/** The client itself, hidden until everything is imported. */
async function addWorkspace(deps: Deps, source: AsyncGenerator<readonly Row[]> | null): Promise<WorkspaceId> {
  const { raw } = deps.store
  const [row] = (await source?.next())?.value ?? []
  const name = clientName.safeParse(row?.['name'])
  if (!row || !name.success) throw unreadable('workspace')
  const remoteId = typeof row['remote_id'] === 'string' ? row['remote_id'] : null
  const known = raw.prepare<[string], { id: WorkspaceId; name: string; demo: string | null }>(
    'select id, name, demo from workspace where remote_id = ?',
  )
  const there = remoteId === null ? undefined : known.get(remoteId)
  if (there?.demo === 'building') await removeHalf(deps, there.id)
  else if (there) throw new AppError('CLIENT_ALREADY_HERE', { name: there.name })
  const columns = raw
    .prepare<[], { name: string; type: string }>(
      `select name, type from pragma_table_info('workspace') where name <> 'id'`,
    )
    .all()
  const colour = clientColour.safeParse(row['colour']).data ?? 1
  const kept: Row = { ...row, name: name.data, colour, archived_at: null, demo: 'building' }
  if (!columns.every((column) => fitsColumn(column, kept[column.name] ?? null, undefined))) throw unreadable('value')
  const { lastInsertRowid } = raw
    .prepare(
      `insert into workspace (${columns.map((column) => column.name).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    )
    .run(...columns.map((column) => kept[column.name] ?? null))
  return Number(lastInsertRowid) as WorkspaceId
}
