/**
 * Empties a list in state `purging`: what export reports show of it stays, everything else is deleted. Can be
 * interrupted anywhere and started again.
 */
import type { ListId } from '#shared/ids.ts'
import { withoutForeignKeys } from '../../core/db/without-foreign-keys.ts'
import type { Store } from '../../core/deps.ts'
import { pullsOfListSql } from '../supabase/seen-rows.ts'
import { exportedRows } from './lead-writes.ts'

/** Rows deleted or emptied in one transaction, which takes about 10 ms. */
const STEP_ROWS = 500
/** The payload of a permanently removed lead. No import creates this value. */
export const PURGED_PAYLOAD = '{"purged":true}'

export function* purgeListSteps(store: Store, listId: ListId): Generator<undefined> {
  const { raw } = store
  const exportedTo = exportedRows(store, listId)
  yield* purgeByPosition(store, listId, exportedTo)
  const owned: readonly [table: string, where: string][] = [
    ['lead_tag', 'list_id = @listId'],
    ['lead_change', 'action_id in (select id from list_action where list_id = @listId)'],
    ['list_copy', 'action_id in (select id from list_action where list_id = @listId)'],
    ['list_action', 'list_id = @listId'],
    ['import_same', 'import_id in (select id from list_import where list_id = @listId)'],
    ['supabase_row', `pull_id in (${pullsOfListSql})`],
  ]
  for (const [table, where] of owned) yield* removeFrom(store, table, where, listId)
  yield* handOverRows(store, listId)
  yield* removeFrom(
    store,
    'import_rows',
    'import_id in (select id from list_import where list_id = @listId)',
    listId,
    4,
  )
  withoutForeignKeys(raw, () =>
    raw.transaction(() => {
      raw.prepare('delete from setting where key = ?').run(`lists.columns.${listId}`)
      if (exportedTo === 0) {
        raw.prepare('delete from list_gate_count where list_id = ?').run(listId)
        raw
          .prepare('delete from supabase_import where import_id in (select id from list_import where list_id = ?)')
          .run(listId)
        // The number of rows in a file is what was paid for it.
        const isPriced = raw.prepare('select 1 from money_cost where list_id = ?').get(listId) !== undefined
        raw
          .prepare(
            isPriced
              ? `update list_import set file_name = '', sha256 = '', header = '[]', mapping = '[]', settings = '{}' where list_id = ?`
              : 'delete from list_import where list_id = ?',
          )
          .run(listId)
        raw.prepare("update lead_list set name = '', row_count = 0 where id = ?").run(listId)
      }
      raw.prepare("update lead_list set state = 'purged' where id = ?").run(listId)
    })(),
  )
}

/** Deletes leads without an export; of others, what an export report shows stays: address, name, company, gate. */
function* purgeByPosition({ raw }: Store, listId: ListId, exportedTo: number): Generator<undefined> {
  const remove = raw.prepare('delete from lead where list_id = ? and position between ? and ?')
  const strip = raw.prepare(
    `update lead set payload = '${PURGED_PAYLOAD}', original = '', other_emails = null, job_title = null
     where list_id = ? and position between ? and ? and payload <> '${PURGED_PAYLOAD}'`,
  )
  const last = (raw.prepare('select max(position) from lead where list_id = ?').pluck().get(listId) ?? 0) as number
  for (let to = last; to > 0; to -= STEP_ROWS) {
    const from = Math.max(1, to - STEP_ROWS + 1)
    withoutForeignKeys(raw, () => {
      if (to > exportedTo) remove.run(listId, Math.max(from, exportedTo + 1), to)
      if (from <= exportedTo) strip.run(listId, from, Math.min(to, exportedTo))
    })
    yield
  }
}

function* removeFrom({ raw }: Store, table: string, where: string, listId: ListId, rows = STEP_ROWS) {
  const remove = raw.prepare(
    `delete from ${table} where rowid in (select rowid from ${table} where ${where} limit ${rows})`,
  )
  while (withoutForeignKeys(raw, () => remove.run({ listId }).changes) > 0) yield
}

/** Hands rows of a file that leads of other lists came with over to those lists. */
function* handOverRows({ raw }: Store, listId: ListId): Generator<undefined> {
  const shared = raw
    .prepare(
      `select i.id as importId, (select min(c.id) from list_import c where c.rows_of = i.id and c.list_id <> i.list_id) as heir
       from list_import i where i.list_id = ? and i.rows_of is null`,
    )
    .all(listId) as { importId: number; heir: number | null }[]
  const move = raw.prepare(
    `update import_rows set import_id = :heir where import_id = :importId and first_row in (
       select first_row from import_rows where import_id = :importId limit 4)`,
  )
  const inherit = raw.transaction((importId: number, heir: number) => {
    raw.prepare('update list_import set rows_of = ? where rows_of = ? and id <> ?').run(heir, importId, heir)
    raw.prepare('update list_import set rows_of = null where id = ?').run(heir)
    raw
      .prepare(
        `insert or ignore into supabase_import (import_id, workspace_id, source_id, relation, campaign_id, key_column)
         select ?, workspace_id, source_id, relation, campaign_id, key_column from supabase_import where import_id = ?`,
      )
      .run(heir, importId)
    // Stopping halfway would leave leads without rows, so all of them move in one commit, and only their key changes.
    while (move.run({ importId, heir }).changes > 0);
  })
  for (const { importId, heir } of shared) {
    if (heir === null) continue
    withoutForeignKeys(raw, () => inherit(importId, heir))
    yield
  }
}
