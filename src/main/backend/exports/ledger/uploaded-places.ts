/** Places of the leads an export uploaded. */
import type { Database } from 'better-sqlite3'
import type { Run } from '../engine/run-store.ts'
import type { Places } from './ledger-places.ts'

/** Finds them. */
export function createUploadedPlaces(db: Database, own: string) {
  /** The batch that holds the offset is found by adding up counts; only its rows and the next ones' are read. */
  function uploaded(run: Run, offset: number, limit: number, total: number): Places {
    const batches = db
      .prepare(
        `select first_position as first, last_position as last, uploaded from export_batch
         where export_id = ? and uploaded > 0 order by first_position`,
      )
      .all(run.id) as { first: number; last: number; uploaded: number }[]
    const members = db.prepare(`
      select l.position from lead l
      where l.list_id = @listId and l.position between @first and @last and l.gate = 0 and ${own}
        and not exists (select 1 from export_problem p where p.export_id = @exportId and p.position = l.position)
      order by l.position`)
    const positions: number[] = []
    let passed = 0
    for (const batch of batches) {
      if (positions.length >= limit) break
      if (passed + batch.uploaded > offset) {
        const rows = members.all({
          listId: run.listId,
          zoneId: run.zoneId,
          first: batch.first,
          last: batch.last,
          exportId: run.id,
        }) as { position: number }[]
        const from = Math.max(offset - passed, 0)
        positions.push(...rows.slice(from, from + limit - positions.length).map((row) => row.position))
      }
      passed += batch.uploaded
    }
    return { positions, total }
  }
  return uploaded
}
