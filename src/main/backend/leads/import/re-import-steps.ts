/**
 * Takes a re-import back: completely if it was not finished, or as an operator's step if it was. A verification and a
 * split into variants are undone in the same way.
 */
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { runWriteSteps } from '../../core/db/long-write.ts'
import type { Store } from '../../core/deps.ts'
import { exportedRows, prepareLeadWrites } from '../lists/lead-writes.ts'
import { createReadyLookup } from '../lists/ready-lookup.ts'
import { pullsOfListSql } from '../supabase/seen-rows.ts'
import { removalSteps } from './import-csv.ts'
import type { KnownLead } from './re-import.ts'

/** Leads restored in one transaction, which takes about 10 ms. */
const STEP_LEADS = 250
/** Positions scanned in one step for leads added by a file. */
const STEP_PLACES = 5000

type ActionRow = { readonly id: number; readonly listId: number; readonly importId: number | null; readonly at: string }
type ChangeRow = {
  readonly leadId: number
  readonly newLeadId: number | null
  readonly gate: GateCode
  readonly email: string | null
  readonly payload: string
}
type LeadNow = KnownLead & { readonly removed: number }

const actionColumns = 'select id, list_id as listId, import_id as importId, at from list_action'

const readAction = ({ raw }: Store, actionId: number) =>
  raw.prepare(`${actionColumns} where id = ?`).get(actionId) as ActionRow | undefined

/**
 * Yields the changes recorded by an action in steps of one transaction each; `take` returns whether a change is done.
 */
function* changesOf({ raw }: Store, actionId: number, take: (change: ChangeRow) => boolean) {
  const next = raw.prepare(
    `select lead_id as leadId, new_lead_id as newLeadId, gate, email, payload from lead_change
     where action_id = ? and lead_id > ? order by lead_id limit ${STEP_LEADS}`,
  )
  const forget = raw.prepare('delete from lead_change where action_id = ? and lead_id = ?')
  const step = raw.transaction((changes: readonly ChangeRow[]) => {
    for (const change of changes) if (take(change)) forget.run(actionId, change.leadId)
  })
  let last = 0
  for (;;) {
    const changes = next.all(actionId, last) as ChangeRow[]
    const end = changes.at(-1)
    if (!end) return
    step(changes)
    last = end.leadId
    yield
  }
}

const prepareRead = ({ raw }: Store) => {
  const read = raw.prepare('select id, position, gate, email, payload, removed from lead where id = ?')
  return (leadId: number) => read.get(leadId) as LeadNow
}

/** Rolls back an unfinished re-import and removes what it wrote, so that the list is as before. */
function* rollbackSteps(store: Store, action: ActionRow) {
  const { raw } = store
  const write = prepareLeadWrites(raw, action.listId)
  const read = prepareRead(store)
  const drop = raw.prepare('delete from lead where id = ?')
  const untag = raw.prepare('delete from lead_tag where list_id = ? and position = ?')
  yield* changesOf(store, action.id, ({ leadId, newLeadId, gate, payload }) => {
    if (newLeadId === null) write.change(read(leadId), gate, payload)
    else {
      untag.run(action.listId, read(newLeadId).position)
      drop.run(newLeadId)
      write.putBack({ id: leadId, gate })
    }
    return true
  })
  raw.prepare('delete from list_action where id = ?').run(action.id)
  if (action.importId !== null) yield* removalSteps(store, { listId: action.listId, importId: action.importId })
}

export async function removeReImport(store: Store, actionId: number): Promise<void> {
  const action = readAction(store, actionId)
  if (action) await runWriteSteps(store.raw, rollbackSteps(store, action))
}

export type UndoneImport = {
  /** Leads that are restored, or removed again. */
  count: number
  /** Leads that are left unchanged because something else happened to them since. */
  kept: number
}

/** Takes back a finished import into a list, or a verification. Leads that changed again since are left unchanged. */
function* undoSteps(store: Store, action: ActionRow, at: string, sums: UndoneImport) {
  const { raw } = store
  raw.prepare("update list_action set state = 'undoing' where id = ?").run(action.id)
  const outId = Number(
    raw
      .prepare(
        `insert into list_action (workspace_id, list_id, kind, lead_count, at)
         select workspace_id, list_id, 'remove', 0, ? from list_action where id = ?`,
      )
      .run(at, action.id).lastInsertRowid,
  )
  const restore = createLeadRestore(store, action, outId)
  yield* changesOf(store, action.id, (change) => {
    const restored = restore(change)
    sums[restored ? 'count' : 'kept'] += 1
    return restored
  })
  if (action.importId !== null) yield* removeAddedLeads(store, action, outId, sums)
  raw.transaction(() => {
    raw.prepare("update list_action set state = 'done', undone_at = ? where id = ?").run(at, action.id)
    // A separate step only if leads were removed.
    if (action.importId !== null)
      raw.prepare('update list_action set lead_count = ? where id = ?').run(sums.count, outId)
    raw.prepare('update lead_list set revision = revision + 1 where id = ?').run(action.listId)
  })()
}

function* removeAddedLeads({ raw }: Store, action: ActionRow, outId: number, sums: UndoneImport) {
  const rowCount = raw.prepare('select row_count from lead_list where id = ?').pluck().get(action.listId) as number
  const write = prepareLeadWrites(raw, action.listId)
  const find = raw.prepare(
    `select id, gate from lead
     where list_id = ? and position between ? and ? and import_id = ? and removed = 0`,
  )
  const takeOut = raw.transaction((from: number) => {
    const leads = find.all(action.listId, from, from + STEP_PLACES - 1, action.importId) as LeadNow[]
    for (const lead of leads) write.takeOut(lead, outId)
    sums.count += leads.length
  })
  // Leads added by a file stand at the end of the list or near it.
  for (let from = 1; from <= rowCount; from += STEP_PLACES) {
    takeOut(from)
    yield
  }
  // Rows pulled into this list would otherwise count as known: the next pull brings them again, and the list shows
  // which ones it already has.
  const forget = raw.prepare(
    `delete from supabase_row where rowid in (
       select rowid from supabase_row where pull_id in (${pullsOfListSql}) limit ${STEP_PLACES})`,
  )
  while (forget.run({ listId: action.listId }).changes > 0) yield
}

/** Restores a lead; returns false if it changed again since, or its address belongs to another lead now. */
function createLeadRestore(store: Store, action: ActionRow, outId: number) {
  const { raw } = store
  const write = prepareLeadWrites(raw, action.listId)
  const read = prepareRead(store)
  const exportedTo = exportedRows(store, action.listId)
  const changedSince = raw.prepare(
    `select 1 from lead_change c join list_action a on a.id = c.action_id
     where c.lead_id = ? and c.action_id > ? and a.undone_at is null`,
  )
  const findReady = createReadyLookup(store)
  const lengthen = raw
    .prepare('update lead_list set row_count = row_count + 1 where id = ? returning row_count')
    .pluck()

  return ({ leadId, newLeadId, gate, email, payload }: ChangeRow): boolean => {
    const now = read(newLeadId ?? leadId)
    if (!now || now.removed !== 0 || changedSince.get(now.id, action.id)) return false
    // A lead that was ready has an address.
    if (gate === gateCodes.ready && findReady(email ?? '', action.listId, [leadId, newLeadId])) return false
    if (newLeadId !== null) {
      write.takeOut(now, outId)
      write.moveTags(now.position, read(leadId).position)
      write.putBack({ id: leadId, gate })
    } else if (gate !== now.gate && now.position <= exportedTo) {
      const position = lengthen.get(action.listId) as number
      write.move(now, { position, gate, email, payload }, outId)
      write.countAppended(gate)
    } else write.change(now, gate, payload)
    return true
  }
}

export async function undoImport(store: Store, actionId: number, at: string): Promise<UndoneImport> {
  const sums = { count: 0, kept: 0 }
  const action = readAction(store, actionId)
  if (action) await runWriteSteps(store.raw, undoSteps(store, action, at, sums))
  return sums
}

/**
 * At start, rolls back what a kill left unfinished, and completes what was partly undone. Other actions resume on their
 * own.
 */
export function finishReImports(store: Store): void {
  const halves = (state: 'working' | 'undoing') =>
    store.raw
      .prepare(`${actionColumns} where kind in ('import', 'verify', 'split') and state = ?`)
      .all(state) as ActionRow[]
  for (const action of halves('working')) for (const _ of rollbackSteps(store, action));
  for (const action of halves('undoing')) for (const _ of undoSteps(store, action, action.at, { count: 0, kept: 0 }));
}
