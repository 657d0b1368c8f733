/** Turns a draft into a list: all rows or none, in short transactions that leave time for other work in between. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SavedImport } from '#shared/contract/leads/lists.ts'
import { decideGate } from '#shared/domain/leads/import/gate.ts'
import {
  emptyGateCounts,
  type GateCode,
  type GateCounts,
  gateCodes,
  gateOfCode,
} from '#shared/domain/leads/import/gates.ts'
import { findLookupGate, type GateLookup, isOverriddenByList } from '#shared/domain/leads/import/lookups.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { ImportSettings } from '#shared/domain/leads/import/row-settings.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { runWriteSteps } from '../../core/db/long-write.ts'
import { withoutForeignKeys } from '../../core/db/without-foreign-keys.ts'
import type { Store } from '../../core/deps.ts'
import { findByAnySpelling, mayHaveOtherSpelling } from '../../core/lib/domain-spellings.ts'
import type { FileFacts } from '../files/read-file.ts'
import { assertListSettled } from '../lists/lead-writes.ts'
import { type LeadInserts, type LeadRow, prepareInserts } from './insert-leads.ts'
import { type LoadedLeads, NUMBERS_WIDTH, type ParserChunk, TEXTS_WIDTH } from './parse-jobs.ts'
import { payloadEnd, payloadStart } from './payload-bytes.ts'
import { takeBriefly } from './take-briefly.ts'

/** Longer than a chunk usually takes: only a slow or busy computer writes one in several transactions. */
const BRIEF_MS = 20

export type ImportPlan = {
  readonly workspaceId: WorkspaceId
  readonly into: { readonly listId: ListId } | { readonly name: string }
  readonly fileName: string
  readonly facts: FileFacts
  readonly mapping: Mapping
  readonly settings: ImportSettings
  readonly lookups: readonly GateLookup[]
  /** ISO time. */
  readonly at: string
}

export type ImportWriter = {
  readonly listId: ListId
  /** Writes one chunk, in its own transactions. */
  add(chunk: ParserChunk): void | Promise<void>
  /** Writes what could only be decided at the end of the file. */
  settle?(): Promise<void>
  rows(): number
  /** Returns the number of leads with a usable address. */
  withAddress(): number
  /** Makes everything visible in one transaction. Returns the step that takes it back; null for a new list. */
  finish(): SavedImport['step'] | null
  /** Removes everything this import wrote. */
  remove(): Promise<void>
}

/** Begins an import: its list (or its part of one) exists from here on, invisible until `finish`. */
function rowOf({ numbers, texts, others }: LoadedLeads, lead: number, position: number, payload: Uint8Array): LeadRow {
  const text = lead * TEXTS_WIDTH
  return [
    position,
    Math.abs(numbers[lead * NUMBERS_WIDTH] as number),
    texts[text] as string | null,
    payload,
    others.get(lead) ?? null,
    texts[text + 1] as string | null,
    texts[text + 2] as string | null,
    texts[text + 3] as string | null,
    texts[text + 4] as string | null,
  ]
}

/** Writes the action by which rows added to a list of before can be taken back. Returns its id. */
function addAction(
  raw: Store['raw'],
  { workspaceId, at }: ImportPlan,
  { listId, importId, rows }: { readonly listId: ListId; readonly importId: number; readonly rows: number },
): number {
  const { lastInsertRowid } = raw
    .prepare(
      `insert into list_action (workspace_id, list_id, kind, lead_count, at, import_id)
       values (?, ?, 'import', ?, ?, ?)`,
    )
    .run(workspaceId, listId, rows, at, importId)
  return Number(lastInsertRowid)
}

type LoadedChunk = { readonly [Part in 'leads' | 'payloads']: NonNullable<ParserChunk[Part]> } & Pick<
  ParserChunk,
  'block'
>

const leadsIn = ({ numbers }: LoadedLeads): number => numbers.length / NUMBERS_WIDTH

export function beginImport(store: Store, plan: ImportPlan): ImportWriter {
  const { raw } = store
  const { workspaceId } = plan
  const { listId, importId, firstPosition } = raw.transaction(() => insertListAndImport(store, plan))()
  let inserts: LeadInserts | null = null
  const counts = emptyGateCounts()
  let rows = 0
  let withAddress = 0

  function insertHeld(by: LeadInserts, row: LeadRow, gate: GateCode) {
    by.held(row, gate)
    counts[gateOfCode(gate)] += 1
  }

  const holderOf = (by: LeadInserts, email: string): number | undefined =>
    findByAnySpelling(email, (spelling) => by.findReady.get(spelling, listId))
  /**
   * The store's index only knows one spelling of a domain, so both are looked up, after pending rows have been written.
   */
  function existsInOtherSpelling(by: LeadInserts, email: string): boolean {
    if (!mayHaveOtherSpelling(email)) return false
    by.flush()
    return holderOf(by, email) !== undefined
  }

  /** Records a row for which it matters who else has its address. */
  function insertContested(by: LeadInserts, row: LeadRow, judged: GateCode) {
    const holder = holderOf(by, row[2] as string)
    insertHeld(
      by,
      row,
      decideGate(judged, { inFile: holder === importId, inList: holder !== undefined && holder !== importId }),
    )
  }

  function insertLead(by: LeadInserts, leads: LoadedLeads, lead: number, payload: Uint8Array) {
    const { numbers, texts } = leads
    const email = texts[lead * TEXTS_WIDTH] as string | null
    const judged = numbers[lead * NUMBERS_WIDTH + 1] as GateCode
    const held = judged === gateCodes.ready && email !== null ? findLookupGate(plan.lookups, email) : null
    const asks = judged === gateCodes.too_long || (held !== null && isOverriddenByList(held))
    if (asks) by.flush()
    const isListed = held !== null && asks && holderOf(by, email as string) !== undefined
    const own = isListed ? gateCodes.already_in_list : (held ?? judged)
    if (own !== gateCodes.no_address && own !== gateCodes.bad_syntax && own !== gateCodes.masked) withAddress += 1
    const row = rowOf(leads, lead, firstPosition + rows, payload)
    rows += 1
    if (own === gateCodes.ready && existsInOtherSpelling(by, email as string)) insertContested(by, row, own)
    else if (own === gateCodes.ready) {
      counts.ready += 1
      by.ready(row)
    } else if (own === gateCodes.too_long) insertContested(by, row, own)
    else insertHeld(by, row, own)
  }

  /** Writes some leads of a chunk, from one of them on. Returns where the next turn begins. */
  function insertSome(by: LeadInserts, { leads, payloads, block }: LoadedChunk, from: number): number {
    if (block && from === 0) by.insertBlock.run(importId, block.firstRow, block.rowCount, block.codec, block.cells)
    const next = takeBriefly({ from, count: leadsIn(leads), briefMs: BRIEF_MS }, (lead) =>
      insertLead(by, leads, lead, payloads.subarray(payloadStart(leads, lead), payloadEnd(leads, lead))),
    )
    by.flush()
    return next
  }
  function close() {
    inserts?.db.close()
    inserts = null
  }

  return {
    listId,
    async add({ leads, payloads, block }) {
      if (!leads || !payloads) throw new Error('leads came without their payloads')
      const by = (inserts ??= prepareInserts(raw, { workspaceId, listId, importId }, (row) => {
        counts.ready -= 1
        if (inserts) insertContested(inserts, row, gateCodes.ready)
      }))
      const write = by.db.transaction((from: number) => insertSome(by, { leads, payloads, block }, from))
      for (let from = 0; from < leadsIn(leads); ) {
        if (from > 0) await nextTurn()
        // Cancelled in the meantime.
        if (!by.db.open) return
        from = write(from)
      }
    },
    rows: () => rows,
    withAddress: () => withAddress,
    finish() {
      close()
      return raw.transaction(() => {
        markRowsReady(store, { importId, listId, workspaceId, rows, counts })
        return 'listId' in plan.into
          ? { actionId: addAction(raw, plan, { listId, importId, rows }), counts: null }
          : null
      })()
    },
    remove() {
      close()
      return runWriteSteps(raw, removalSteps(store, { importId, listId }))
    },
  }
}

/** Writes the list, if it is new, and the import. */
export function insertListAndImport(
  store: Store,
  { workspaceId, into, fileName, facts, mapping, settings, at }: ImportPlan,
) {
  const { raw } = store
  let listId: ListId
  let firstPosition = 1
  if ('listId' in into) {
    const list = raw
      .prepare("select row_count as rowCount from lead_list where id = ? and workspace_id = ? and state = 'ready'")
      .get(into.listId, workspaceId) as { rowCount: number } | undefined
    // Also for a list of another workspace, so that clients' rows are never mixed.
    if (!list) throw new AppError('NOT_FOUND', { what: 'list' })
    assertListSettled(store, into.listId)
    listId = into.listId
    firstPosition = list.rowCount + 1
  } else {
    listId = raw
      .prepare(
        "insert into lead_list (workspace_id, name, created_at, state, row_count) values (?, ?, ?, 'importing', 0)",
      )
      .run(workspaceId, into.name, at).lastInsertRowid as ListId
  }
  const importId = raw
    .prepare(
      `insert into list_import (workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header,
         mapping, settings, row_count, imported_at, state)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 'importing')`,
    )
    .run(
      workspaceId,
      listId,
      fileName,
      facts.sha256,
      facts.sizeBytes,
      facts.encoding,
      facts.delimiter,
      JSON.stringify(facts.header),
      JSON.stringify(mapping),
      JSON.stringify({ ...settings, sheet: facts.sheet, layout: facts.layout }),
      at,
    ).lastInsertRowid as number
  return { listId, importId, firstPosition }
}

type RowsToMarkReady = {
  readonly importId: number
  readonly listId: ListId
  readonly workspaceId: WorkspaceId
  readonly rows: number
  readonly counts: GateCounts
}

/** Makes rows count; must run within a transaction. */
export function markRowsReady({ raw }: Store, { importId, listId, workspaceId, rows, counts }: RowsToMarkReady) {
  const addCount = raw.prepare(
    `insert into list_gate_count (workspace_id, list_id, gate, count) values (?, ?, ?, ?)
     on conflict (list_id, gate) do update set count = count + excluded.count`,
  )
  for (const [gate, count] of Object.entries(counts)) {
    if (count > 0) addCount.run(workspaceId, listId, gateCodes[gate as keyof GateCounts], count)
  }
  const parents = [
    raw.prepare("update list_import set row_count = ?, state = 'ready' where id = ?").run(rows, importId),
    raw
      .prepare(
        "update lead_list set row_count = row_count + ?, revision = revision + 1, state = 'ready' where id = ? and workspace_id = ?",
      )
      .run(rows, listId, workspaceId),
  ]
  if (parents.some(({ changes }) => changes !== 1)) throw new Error('the list went away during its import')
}

/** Rows removed in one transaction, which takes about 10 ms. */
const REMOVE_ROWS = 2000

/**
 * Removes what an unfinished import wrote, step by step: the rows beyond the list's count, its import, and the list if
 * it was new.
 */
export function* removalSteps(
  { raw }: Store,
  { importId, listId }: { readonly importId: number; readonly listId: number },
) {
  const rowCount = (raw.prepare('select row_count from lead_list where id = ?').pluck().get(listId) ?? 0) as number
  const last = (raw.prepare('select max(position) from lead where list_id = ?').pluck().get(listId) ?? 0) as number
  const removeRows = raw.prepare('delete from lead where list_id = ? and position > ? and import_id = ?')
  for (let from = last - REMOVE_ROWS; from + REMOVE_ROWS > rowCount; from -= REMOVE_ROWS) {
    removeRows.run(listId, Math.max(rowCount, from), importId)
    yield
  }
  withoutForeignKeys(raw, () =>
    raw.transaction(() => {
      raw.prepare('delete from import_rows where import_id = ?').run(importId)
      raw.prepare('delete from import_same where import_id = ?').run(importId)
      raw.prepare('delete from list_import where id = ?').run(importId)
      raw.prepare("delete from lead_list where id = ? and state = 'importing'").run(listId)
    })(),
  )
}

/** Removes, at start, imports that a crash or a kill left unfinished. Returns how many there were. */
export function removeUnfinishedImports(store: Store): number {
  const halves = store.raw
    .prepare("select id as importId, list_id as listId from list_import where state = 'importing'")
    .all() as { importId: number; listId: number }[]
  for (const half of halves) for (const _ of removalSteps(store, half));
  return halves.length
}
