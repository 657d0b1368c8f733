import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WorkspaceId } from '#shared/ids.ts'
import { csvBom, csvLine } from '../../core/lib/csv-write.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'
import { sourcesOfBits } from './event-shapes.ts'
import type { LogFilter } from './log-filter.ts'
import type { Place } from './log-places.ts'
import type { EventQueries, EventRow } from './queries.ts'

const chunkRows = 500
/** Rows between two turns of other calls, some of which need a block unpacked. */
const turnRows = 50

type Parts = {
  readonly queries: EventQueries
  readPayload(workspaceId: WorkspaceId, eventId: number): string | null
  workspaceName(row: EventRow): string
}
type Wanted = { readonly path: string; readonly format: 'csv' | 'jsonl'; readonly header: readonly string[] }

/**
 * Saves the events matching a filter, newest first, with their payloads, as CSV or as one JSON object per line. The
 * file gets its name only once it is complete. Returns the number of rows.
 */
export async function saveEvents(parts: Parts, filter: LogFilter, { path, format, header }: Wanted): Promise<number> {
  let rows = 0
  await writeFileAtomically(path, async (file) => {
    if (format === 'csv') await file.write(csvBom + csvLine(header))
    for (let before: Place | null = null, more = true; more; ) {
      const page = parts.queries.logPage(filter, before, chunkRows)
      for (let at = 0; at < page.rows.length; at += turnRows) {
        const some = page.rows.slice(at, at + turnRows)
        await file.write(some.map((row) => lineOf(parts, row, format)).join(''))
        await nextTurn()
      }
      rows += page.rows.length
      before = page.next
      more = before !== null
    }
  })
  return rows
}

function lineOf(parts: Parts, row: EventRow, format: Wanted['format']): string {
  const payload = parts.readPayload(row.workspaceId, row.id) ?? ''
  const at = new Date(row.at).toISOString()
  const client = parts.workspaceName(row)
  const sources = sourcesOfBits(row.sources)
  if (format === 'csv') {
    return csvLine([
      at,
      client,
      row.type,
      row.campaignName,
      row.lead,
      row.account,
      row.step,
      row.variant,
      sources.join(' '),
      payload,
    ])
  }
  const { type, campaignName: campaign, lead, account, step, variant } = row
  return `${JSON.stringify({ at, client, type, campaign, lead, account, step, variant, sources, payload })}\n`
}
