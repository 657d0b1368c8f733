import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AuditCall, AuditFilter } from '#shared/contract/clients/activity.ts'
import type { Store } from '../../core/deps.ts'
import { csvBom, csvLine } from '../../core/lib/csv-write.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'
import { auditChunks } from './queries.ts'

const chunkRows = 1_000

/**
 * Writes the calls that match the filter; the file gets its name only once it is complete. Returns the number of rows.
 */
export async function saveAuditCsv(
  store: Store,
  filter: AuditFilter,
  path: string,
  header: readonly string[],
): Promise<number> {
  let rows = 0
  await writeFileAtomically(path, async (file) => {
    await file.write(csvBom + csvLine(header))
    for (const calls of auditChunks(store, filter, chunkRows)) {
      await file.write(calls.map(asLine).join(''))
      rows += calls.length
      await nextTurn()
    }
  })
  return rows
}

const asLine = (call: AuditCall): string =>
  csvLine([
    call.at,
    call.workspaceName,
    call.requestedBy,
    call.method,
    call.path,
    call.status,
    call.durationMs,
    call.tries,
    call.outcome,
  ])
