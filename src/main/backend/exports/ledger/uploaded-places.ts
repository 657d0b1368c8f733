/** Positions of the leads an export uploaded. */
import type { Database, Statement } from 'better-sqlite3'
import { inZoneSql } from '../../leads/lists/zone-sql.ts'
import type { Run } from '../engine/run-store.ts'
import type { Places } from './ledger-places.ts'

type UploadedBatch = { readonly first: number; readonly last: number; readonly uploaded: number }

/** Batches of an export that uploaded at least one lead, in list order. */
export const prepareUploadedBatches = (db: Database): Statement<[number], UploadedBatch> =>
  db.prepare<[number], UploadedBatch>(
    `select first_position as first, last_position as last, uploaded from export_batch
     where export_id = ? and uploaded > 0 order by first_position`,
  )

/** Leads `l` uploaded by such a batch, as SQL with @listId, @zoneId, @exportId, @first and @last. */
export const uploadedLeads = `lead l
  where l.list_id = @listId and l.position between @first and @last and l.gate = 0 and ${inZoneSql('@zoneId', 'l.position')}
    and not exists (select 1 from export_problem p where p.export_id = @exportId and p.position = l.position)`

export function createUploadedPlaces(db: Database) {
  /** Finds the batch that contains the offset by adding up counts, and reads only its rows and those that follow. */
  function uploaded(run: Run, offset: number, limit: number, total: number): Places {
    const batches = prepareUploadedBatches(db).all(run.id)
    const members = db.prepare(`select l.position from ${uploadedLeads} order by l.position`)
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
