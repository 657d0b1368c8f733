/** Permanently deletes what was taken out of a list: its positions stay, empty, as exports identify rows by them. */
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { exportedRows } from './lead-writes.ts'
import { blankRows } from './original-rows.ts'
import { fileRowsOf } from './purge-file-rows.ts'
import { PURGED_PAYLOAD } from './purge-list.ts'
import type { PositionRange } from './step-along-list.ts'

/** Leads emptied in one transaction, which takes about 10 ms. */
const STEP_LEADS = 250

/** SQL condition: taken out by the operator. A row moved by a correction or a newer file is part of that lead. */
const takenOutSql = `l.list_id = :listId and l.removed <> 0 and l.payload <> '${PURGED_PAYLOAD}'
  and l.removed in (select id from list_action where kind in ('remove', 'move'))`

type Lead = { readonly id: number; readonly position: number; readonly importId: number; readonly rowNumber: number }

/** Counts leads that were taken out in a range of a list. */
export function countRemoved({ raw }: Store, listId: ListId): (places: PositionRange) => number {
  const count = raw
    .prepare(`select count(*) from lead l where ${takenOutSql} and l.position between :first and :last`)
    .pluck()
  return ([first, last]) => count.get({ listId, first, last }) as number
}

/** A recorded removal: the list is busy until it is done, and the next start resumes it. */
export type Removal = { readonly listId: ListId; readonly actionId: number }

export const beginRemoval = ({ raw }: Store, listId: ListId, at: string): Removal => ({
  listId,
  actionId: Number(
    raw
      .prepare(
        `insert into list_action (workspace_id, list_id, kind, lead_count, at, state)
         select workspace_id, id, 'purge', 0, ?, 'working' from lead_list where id = ?`,
      )
      .run(at, listId).lastInsertRowid,
  ),
})

/** Returns removals that were interrupted. */
export const unfinishedRemovals = ({ raw }: Store): readonly Removal[] =>
  raw
    .prepare(
      `select a.id as actionId, a.list_id as listId from list_action a
       where a.kind = 'purge' and a.state = 'working' order by a.id`,
    )
    .all() as Removal[]

/** Can be interrupted anywhere and started again: it covers the leads taken out before it began. */
export function* purgeRemovedSteps(store: Store, { listId, actionId }: Removal): Generator<undefined> {
  const { raw } = store
  const exportedTo = exportedRows(store, listId)
  const next = raw.prepare(
    `select id, position, import_id as importId, row_number as rowNumber from lead l
     where ${takenOutSql} and l.removed < ${actionId} and l.position > :after order by l.position limit ${STEP_LEADS}`,
  )
  const empty = prepareEmptying(store, listId, exportedTo)
  const step = raw.transaction((leads: readonly Lead[]) => {
    empty(leads)
    raw.prepare('update list_action set lead_count = lead_count + ? where id = ?').run(leads.length, actionId)
    raw.prepare('update lead_list set revision = revision + 1 where id = ?').run(listId)
  })
  function* pages(): Generator<readonly Lead[]> {
    for (let after = 0; ; ) {
      const leads = next.all({ listId, after }) as Lead[]
      const last = leads.at(-1)
      if (!last) return
      yield leads
      after = last.position
    }
  }
  // The rows of their files come first: if interrupted before the leads are empty, this is repeated.
  yield* blankRows(store, yield* fileRowsOf(store, listId, pages))
  for (const leads of pages()) {
    step(leads)
    yield
  }
  raw.prepare("update list_action set state = 'done' where id = ?").run(actionId)
}

/** Empties leads, their earlier rows, and what was recorded about them. */
function prepareEmptying({ raw }: Store, listId: ListId, exportedTo: number) {
  // Stops at a row that is in the list again because its correction was undone: that lead and its earlier rows
  // stay.
  const earlier = raw
    .prepare<[string], number>(
      `with recursive before(id) as (
         select value from json_each(?) union select c.lead_id from before b join lead_change c on c.new_lead_id = b.id
           join lead l on l.id = c.lead_id and l.removed <> 0)
       select id from before`,
    )
    .pluck()
  const chosen = '(select value from json_each(?))'
  const strip = raw.prepare(
    `update lead set payload = '${PURGED_PAYLOAD}', original = '', other_emails = null, job_title = null,
       email = case when position <= ${exportedTo} then email end,
       first_name = case when position <= ${exportedTo} then first_name end,
       last_name = case when position <= ${exportedTo} then last_name end,
       company_name = case when position <= ${exportedTo} then company_name end
     where id in ${chosen} and removed <> 0`,
  )
  const forget = raw.prepare(`delete from lead_change where lead_id in ${chosen} or new_lead_id in ${chosen}`)
  const untag = raw.prepare(`delete from lead_tag where list_id = ? and position in ${chosen}`)
  return (leads: readonly Lead[]): void => {
    const ids = JSON.stringify(earlier.all(JSON.stringify(leads.map(({ id }) => id))))
    strip.run(ids)
    forget.run(ids, ids)
    untag.run(listId, JSON.stringify(leads.map(({ position }) => position)))
  }
}
