/** Determines which ready leads of a list are at Instantly because an export of it uploaded them, and not removed again. */
import type { Database } from 'better-sqlite3'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'
import { hasLeadsLeftSql, isLeftAfterUndoSql } from '../gates/left-after-undo.ts'
import { inZoneOfRunSql } from './zone-sql.ts'

const statementOf = memoizeByKey((raw: Database) =>
  raw
    .prepare<[object], number>(
      `select l.value from json_each(@positions) l
         join lead d on d.list_id = @listId and d.position = l.value and d.gate = 0 where exists (
         select 1 from export_run r where r.list_id = @listId and ${hasLeadsLeftSql('r')}
           and r.row_count >= l.value and ${inZoneOfRunSql('r', 'l.value')}
           and (r.taken_back_at is null or ${isLeftAfterUndoSql('r.id', 'l.value')})
           and not exists (select 1 from export_problem p where p.export_id = r.id and p.position = l.value)
           and exists (select 1 from export_batch b where b.id = (
               select c.id from export_batch c where c.export_id = r.id and c.first_position <= l.value
               order by c.first_position desc limit 1) and b.last_position >= l.value and b.state = 'done'))`,
    )
    .pluck(),
)

export const exportedAt = (raw: Database, listId: number, positions: readonly number[]): ReadonlySet<number> =>
  new Set(statementOf(raw).all({ listId, positions: JSON.stringify(positions) }))
