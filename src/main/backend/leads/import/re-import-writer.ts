/**
 * Saves a newer file into a list that already has some of its leads: all of it or nothing, leaving time for other work
 * in between.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { emptyGateCounts, type GateCode, gateCodes, gateOfCode } from '#shared/domain/leads/import/gates.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import type { ListId } from '#shared/ids.ts'
import { commitUnsynced } from '../../core/db/long-write.ts'
import { withoutForeignKeys } from '../../core/db/without-foreign-keys.ts'
import type { Store } from '../../core/deps.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'
import { exportedRows, prepareLeadWrites } from '../lists/lead-writes.ts'
import type { RowBlock } from '../lists/original-rows.ts'
import { createSameRowWriter } from '../lists/same-rows.ts'
import { type ImportPlan, type ImportWriter, insertListAndImport, markRowsReady } from './import-csv.ts'
import type { LoadValues } from './parse-jobs.ts'
import { withPayloads } from './payload-bytes.ts'
import { createMergeTally, createRowMatcher, type KnownLead, takeSomeLeads } from './re-import.ts'
import { removeReImport } from './re-import-steps.ts'

/** Leads written in one transaction if each of them changes, which takes about 10 ms. */
const SLICE_LEADS = 250

export type ReImportPlan = ImportPlan & { readonly into: { readonly listId: ListId; readonly merge: MergeRule } }

/**
 * Begins a re-import. The previous state of each lead that changes is recorded (`lead_change`) in the transaction that
 * changes it, under an action that is `working` until `finish`; an action found `working` at start is rolled back. In
 * the meantime the list accepts no other change and no export.
 */
export function beginReImport(store: Store, plan: ReImportPlan): ImportWriter {
  const { raw } = store
  const { workspaceId } = plan
  const { listId, importId, firstPosition, actionId } = beginAction(store, plan)
  const exportedTo = exportedRows(store, listId)
  const findNew = raw.prepare(
    'select 1 from lead where email = ? and list_id = ? and removed = 0 and gate = 0 and position >= ?',
  )
  const judge = createRowMatcher(store, {
    ...plan,
    listId,
    rowCount: firstPosition - 1,
    merge: plan.into.merge,
    isNewAlready: (email) =>
      domainSpellings(email).some((spelling) => findNew.get(spelling, listId, firstPosition) !== undefined),
  })
  const tally = createMergeTally()
  const same = createSameRowWriter(store, importId)
  const write = prepareWrites(store, { listId, workspaceId, importId, actionId })
  /** Rows appended to the list, by gate; they are added to the list's counts at the end. */
  const counts = emptyGateCounts()
  let rows = 0
  let done = 0
  let withAddress = 0
  let isOver = false

  const nextPosition = (gate: GateCode) => {
    counts[gateOfCode(gate)] += 1
    rows += 1
    return firstPosition + rows - 1
  }

  function change(lead: KnownLead, gate: GateCode, payload: string, rowNumber: number): void {
    // Exports identify their rows by position and gate: where an export reached, the lead continues in a new row.
    const isMoved = gate !== lead.gate && lead.position <= exportedTo
    const newLeadId = isMoved ? write.move(lead, nextPosition(gate), gate, payload) : null
    write.note(lead, newLeadId, rowNumber)
    if (newLeadId === null) write.change(lead, gate, payload)
  }

  const takeRow = (values: LoadValues, at: number) => {
    const row = values[at] as number
    const own = values[at + 1] as GateCode
    done += 1
    if (own !== gateCodes.no_address && own !== gateCodes.bad_syntax && own !== gateCodes.masked) withAddress += 1
    const outcome = judge.judge(values, at)
    tally.count(outcome, row)
    if (outcome.is === 'added') write.add(values, at, nextPosition(outcome.gate), outcome.gate)
    else if (outcome.is === 'same') same.add(Math.abs(row), outcome.lead.id)
    else if (outcome.is === 'changed') change(outcome.lead, outcome.gate, outcome.payload, Math.abs(row))
  }
  /** Returns where the next slice begins. */
  const takeSlice = raw.transaction((values: LoadValues, from: number, block: RowBlock | null): number => {
    if (block) write.block(block)
    const next = takeSomeLeads(values, from, (at) => takeRow(values, at))
    if (next >= values.length) same.write()
    return next
  })

  return {
    listId,
    async add(chunk) {
      const values = withPayloads(chunk)
      for (let from = 0; from < values.length; ) {
        if (from > 0) await nextTurn()
        if (isOver) return
        from = yieldToReaders(raw, () => takeSlice(values, from, from === 0 ? chunk.block : null))
      }
    },
    async settle() {
      const held = judge.nowHeld()
      const takeHeld = raw.transaction((from: number) => {
        for (const each of held.slice(from, from + SLICE_LEADS)) {
          tally.countNowHeld(each)
          change(each.lead, each.gate, each.lead.payload, each.rowNumber)
        }
      })
      for (let from = 0; from < held.length; from += SLICE_LEADS) {
        if (isOver) return
        yieldToReaders(raw, () => takeHeld(from))
        await nextTurn()
      }
    },
    rows: () => done,
    withAddress: () => withAddress,
    finish() {
      const sums = tally.counts()
      raw.transaction(() => {
        markRowsReady(store, { importId, listId, workspaceId, rows, counts })
        write.end(sums.added + sums.changed + sums.nowHeld)
      })()
      return { actionId, counts: sums }
    },
    async remove() {
      isOver = true
      await removeReImport(store, actionId)
    },
  }
}

type Ids = {
  readonly listId: number
  readonly workspaceId: number
  readonly importId: number
  readonly actionId: number
}

function prepareWrites({ raw }: Store, { listId, workspaceId, importId, actionId }: Ids) {
  const insert = raw.prepare(
    `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original,
       other_emails, first_name, last_name, company_name, job_title)
     values (${workspaceId}, ${listId}, ${importId}, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?)`,
  )
  const insertBlock = raw.prepare(
    'insert into import_rows (import_id, first_row, row_count, codec, cells) values (?, ?, ?, ?, ?)',
  )
  const insertChange = raw.prepare(
    `insert into lead_change (action_id, lead_id, new_lead_id, gate, email, payload, row_number)
     values (${actionId}, ?, ?, ?, ?, ?, ?)`,
  )
  const endAction = raw.prepare(`update list_action set state = 'done', lead_count = ? where id = ${actionId}`)
  const leads = prepareLeadWrites(raw, listId)
  return {
    ...leads,
    add(values: LoadValues, at: number, position: number, gate: GateCode) {
      insert.run(
        position,
        Math.abs(values[at] as number),
        gate,
        values[at + 2],
        values[at + 3],
        values[at + 4],
        values[at + 5],
        values[at + 6],
        values[at + 7],
        values[at + 8],
      )
    },
    block: ({ firstRow, rowCount, codec, cells }: RowBlock) =>
      insertBlock.run(importId, firstRow, rowCount, codec, cells),
    note: (lead: KnownLead, newLeadId: number | null, rowNumber: number) =>
      insertChange.run(lead.id, newLeadId, lead.gate, lead.email, lead.payload, rowNumber),
    move: (lead: KnownLead, position: number, gate: GateCode, payload: string) =>
      leads.move(lead, { position, gate, email: lead.email, payload }, actionId),
    end: (leadCount: number) => endAction.run(leadCount),
  }
}

/** Creates the re-import's own rows, and the action its changes are recorded under. */
function beginAction(store: Store, plan: ReImportPlan) {
  const { raw } = store
  return raw.transaction(() => {
    const heads = insertListAndImport(store, plan)
    const { lastInsertRowid } = raw
      .prepare(
        `insert into list_action (workspace_id, list_id, kind, lead_count, at, state, import_id)
         values (?, ?, 'import', 0, ?, 'working', ?)`,
      )
      .run(plan.workspaceId, heads.listId, plan.at, heads.importId)
    return { ...heads, actionId: Number(lastInsertRowid) }
  })()
}

/**
 * A power cut may lose an unfinished import, which would be removed at start anyway. The last commit, which makes the
 * rows count, is a full one and flushes everything before it to disk. The three parents of every row were written or
 * read at the beginning and are checked again at the end; checking them for each row would cost a third. In the
 * meantime checkpoints are made by the parse thread.
 *
 * Changing these settings on the store's own connection, for a moment at a time, makes every statement recompile, so
 * rows of a file get a connection of their own (`openExtraConnection`).
 */
function yieldToReaders<T>(raw: Store['raw'], write: () => T): T {
  const checkpointAt = raw.pragma('wal_autocheckpoint', { simple: true }) as number
  raw.pragma('wal_autocheckpoint = 0')
  try {
    return commitUnsynced(raw, () => withoutForeignKeys(raw, write))
  } finally {
    raw.pragma(`wal_autocheckpoint = ${checkpointAt}`)
  }
}
