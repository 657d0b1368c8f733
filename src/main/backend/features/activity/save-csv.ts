import fs from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AuditCall, AuditFilter } from '#shared/contract/activity.ts'
import { csvBom, csvLine } from '#shared/domain/csv-write.ts'
import type { Store } from '../../deps.ts'
import { auditChunks } from './queries.ts'

const header = ['time', 'workspace', 'asked by', 'method', 'path', 'status', 'duration (ms)', 'tries', 'outcome']
const chunkRows = 1_000

/** Writes the calls the filter finds; the file appears under its name only once it is whole. Returns the rows. */
export async function saveAuditCsv(store: Store, filter: AuditFilter, path: string): Promise<number> {
  const part = `${path}.part`
  let rows = 0
  try {
    const file = await fs.open(part, 'w', 0o600)
    try {
      await file.write(csvBom + csvLine(header))
      for (const calls of auditChunks(store, filter, chunkRows)) {
        await file.write(calls.map(asLine).join(''))
        rows += calls.length
        await nextTurn()
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await fs.rename(part, path)
  } catch (error) {
    await fs.rm(part, { force: true }).catch(() => undefined)
    throw error
  }
  return rows
}

const asLine = (call: AuditCall): string =>
  csvLine([
    call.at,
    call.workspaceName,
    call.askedBy,
    call.method,
    call.path,
    call.status,
    call.durationMs,
    call.tries,
    call.outcome,
  ])
