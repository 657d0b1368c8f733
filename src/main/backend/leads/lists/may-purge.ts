/** Determines whether removed leads may be permanently deleted, and how many there are. */
import type { PurgePreview, PurgeWhat } from '#shared/contract/leads/lists.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { assertListSettled, exportedRows } from './lead-writes.ts'
import { PURGED_PAYLOAD } from './purge-list.ts'
import { countRemoved } from './purge-removed.ts'
import { getList } from './queries.ts'
import { type PositionRange, stepAlongList } from './step-along-list.ts'

/** Positions checked in one step, which takes some ms. */
const LOOK_PLACES = 10_000

export type PurgeRequest = { readonly listId: ListId; readonly what: PurgeWhat; readonly typed: string }

/** Counts rows in a range of a list that have not been emptied. */
function countLeft(store: Store, listId: ListId): (places: PositionRange) => number {
  const empty = store.raw
    .prepare(
      `select count(*) from lead
       where list_id = ? and position between ? and ? and removed <> 0 and payload = '${PURGED_PAYLOAD}'`,
    )
    .pluck()
  return ([first, last]) => last - first + 1 - (empty.get(listId, first, last) as number)
}

/** Returns what is deleted and what stays. Throws NOT_FOUND. */
export async function previewPurge(store: Store, listId: ListId, what: PurgeWhat): Promise<PurgePreview> {
  const list = getList(store, listId)
  const exportedTo = exportedRows(store, listId)
  const count = what === 'list' ? countLeft(store, listId) : countRemoved(store, listId)
  let sent = 0
  const goes = await stepAlongList(store, listId, LOOK_PLACES, ([first, last]) => {
    const found = count([first, last])
    if (first <= exportedTo) sent += last <= exportedTo ? found : count([first, exportedTo])
    return found
  })
  const stays = what === 'list' ? Math.min(goes, exportedTo) : sent
  return { name: list.name, leads: goes, inLedgers: stays, exports: list.exportCount, files: list.sources.length }
}

/** Throws INVALID_INPUT without the list's name, or if it is not archived; LIST_BUSY while worked on. */
export function assertMayPurge(store: Store, { listId, what, typed }: PurgeRequest): void {
  const list = getList(store, listId)
  if (typed.trim() !== list.name.trim()) throw new AppError('INVALID_INPUT', { field: 'name', message: 'not typed' })
  if (what === 'list' && !list.archived) throw new AppError('INVALID_INPUT', { field: 'list', message: 'in use' })
  assertListSettled(store, listId)
  const busy = store.raw
    .prepare(
      `select 1 where exists (select 1 from list_import where list_id = :id and state = 'importing')
         or exists (select 1 from export_run where list_id = :id and state not in ('done', 'cancelled', 'failed'))
         or exists (select 1 from verification_run where list_id = :id and state <> 'done')
         or exists (select 1 from list_action
           where unfinished is not null and undone_at is null and (list_id = :id or target_list_id = :id))`,
    )
    .get({ id: listId })
  if (busy) throw new AppError('LIST_BUSY', { list: list.name })
}
