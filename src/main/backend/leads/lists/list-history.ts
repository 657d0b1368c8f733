/** The steps of a list, newest first. */
import type { ListHistoryStep } from '#shared/contract/leads/lists.ts'
import type { ListId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { listStateOf } from './queries.ts'

const HISTORY_STEPS = 50

/** Creates the function that reads them. */
export function createHistory(deps: Deps) {
  const { raw } = deps.store
  return {
    history: (listId: ListId): readonly ListHistoryStep[] => {
      listStateOf(deps.store, listId)
      const rows = raw
        .prepare(
          `select a.id as actionId, kind, lead_count as count, at, undone_at is not null as undone,
             unfinished is not null as unfinished, t.name as tag,
             coalesce(l.name, a.unfinished ->> '$.newList') as target,
             (select x.plan ->> '$.name' from experiment_step s join experiment x on x.id = s.experiment_id
               where s.action_id = a.id) as experiment
           from list_action a left join tag t on t.id = a.tag_id left join lead_list l on l.id = a.target_list_id
           where a.list_id = ? and (lead_count > 0 or unfinished is not null) order by a.id desc limit ${HISTORY_STEPS}`,
        )
        .all(listId) as (Omit<ListHistoryStep, 'undone' | 'unfinished'> & { undone: number; unfinished: number })[]
      return rows.map((row) => ({ ...row, undone: row.undone !== 0, unfinished: row.unfinished !== 0 }))
    },
  }
}
