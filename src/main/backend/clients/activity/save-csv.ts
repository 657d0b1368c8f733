import type { AuditCall, AuditFilter } from '#shared/contract/clients/activity.ts'
import type { Store } from '../../core/deps.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'
import { auditChunks } from './queries.ts'

const chunkRows = 1_000

/** Writes the calls that match the filter. Returns the number of rows. */
export const saveAuditCsv = (
  store: Store,
  filter: AuditFilter,
  path: string,
  header: readonly string[],
): Promise<number> => saveCsv(path, header, auditChunks(store, filter, chunkRows), cellsOf)

const cellsOf = (call: AuditCall) => [
  call.at,
  call.workspaceName,
  call.requestedBy,
  call.method,
  call.path,
  call.status,
  call.durationMs,
  call.tries,
  call.outcome,
]
