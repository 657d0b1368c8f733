/** Rows of an export with their outcome, by position or by search. */
import type { Database } from 'better-sqlite3'
import type { Page } from '#shared/contract/core/page.ts'
import type { LedgerRow, RowOutcome, RowsShown } from '#shared/contract/exports/exports.ts'
import { gateOfCode } from '#shared/domain/leads/import/gates.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { ExportId, LeadId } from '#shared/ids.ts'
import { inZoneOfRunSql } from '../../leads/lists/zone-sql.ts'
import { unpackRemoteIds } from '../engine/remote-ids.ts'
import type { Run } from '../engine/run-store.ts'
import { blank, splitReason } from './ledger-summary.ts'

export type RowFilter = {
  readonly outcome: RowsShown
  readonly search: string
  readonly offset: number
  readonly limit: number
}

const searchStep = 4000

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

function isShown(row: Pick<RawRow, 'outcome' | 'differs'>, wanted: RowsShown): boolean {
  const { outcome } = row
  if (wanted === 'all') return true
  if (wanted === 'missing' || wanted === 'uncounted') return row.differs === wanted
  if (wanted === 'problems') return outcome === 'stayed_behind' || outcome === 'refused' || outcome === 'failed'
  return outcome === wanted
}

/** Instantly's ids of uploaded rows. Each batch is unpacked once; a lead is found by its index in the batch. */
function remoteIdsFor(db: Database, exportId: ExportId, rows: readonly RawRow[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  const batches = new Set(
    rows.filter((row) => row.outcome === 'uploaded' && row.batch !== null).map((row) => row.batch),
  )
  for (const batchId of batches) {
    const batch = db
      .prepare(
        'select first_position as first, last_position as last, remote_ids as ids from export_batch where id = ?',
      )
      .get(batchId) as { first: number; last: number; ids: Buffer | null }
    if (!batch.ids) continue
    const ids = unpackRemoteIds(batch.ids)
    const positions = db
      .prepare(
        `select l.position from lead l join export_run r on r.list_id = l.list_id
         where r.id = ? and l.position between ? and ? and l.gate = 0 and ${inZoneOfRunSql('r', 'l.position')} and not exists (
           select 1 from export_problem p where p.export_id = r.id and p.position = l.position and p.outcome = 'stayed_behind')
         order by l.position`,
      )
      .all(exportId, batch.first, batch.last) as { position: number }[]
    positions.forEach(({ position }, index) => {
      const remoteId = ids[index]
      if (remoteId) found.set(position, remoteId)
    })
  }
  return found
}

type RawRow = {
  readonly outcome: RowOutcome
  readonly id: number
  readonly position: number
  readonly row_number: number
  readonly gate: number
  readonly email: string | null
  readonly first_name: string | null
  readonly last_name: string | null
  readonly company_name: string | null
  readonly reason: string | null
  readonly batch: number | null
  readonly problem_code: ErrorCode | null
  readonly batch_state: string | null
  readonly differs: LedgerRow['differs']
}

function toRow(row: RawRow, remoteLeadId: string | null): LedgerRow {
  const why =
    row.gate === 0
      ? row.reason === null
        ? { error: row.outcome === 'failed' ? row.problem_code : null }
        : splitReason(row.outcome, row.reason)
      : { gate: gateOfCode(row.gate) }
  return {
    leadId: row.id as LeadId,
    position: row.position,
    rowNumber: row.row_number,
    name: [row.first_name, row.last_name].filter(Boolean).join(' '),
    email: row.email,
    companyName: row.company_name,
    outcome: row.outcome,
    ...blank,
    ...why,
    remoteLeadId,
    unanswered: row.outcome === 'waiting' && row.batch_state === 'sent',
    differs: row.differs,
  }
}

/** Reads ledger rows. */
export function createRowReader(db: Database, outcomeSql: string) {
  const rowSql = `
    select ${outcomeSql} as outcome, l.id, l.position, l.row_number, l.gate, l.email,
      l.first_name, l.last_name, l.company_name, p.reason, b.id as batch, b.problem_code, b.state as batch_state, d.kind as differs
    from export_run r
    join lead l on l.list_id = r.list_id and l.position <= r.row_count and ${inZoneOfRunSql('r', 'l.position')}
    left join export_problem p on p.export_id = r.id and p.position = l.position
    left join export_batch b on b.id = (
      select c.id from export_batch c
      where c.export_id = r.id and c.first_position <= l.position
      order by c.first_position desc limit 1) and b.last_position >= l.position
    left join export_check k on k.export_id = r.id
    left join export_difference d on d.export_id = r.id and d.position = l.position and d.at = k.at`
  const atPositions = db.prepare(`${rowSql}
    where r.id = ? and l.position in (select value from json_each(?)) order by l.position`)
  const matching = db.prepare(`${rowSql}
    where r.id = @exportId and l.position between @from and @to
      and (l.email like @like escape '\\' or l.first_name like @like escape '\\' or l.last_name like @like escape '\\'
        or l.company_name like @like escape '\\')
    order by l.position`)

  function rowsAt(run: Run, positions: readonly number[]): readonly LedgerRow[] {
    const rows = atPositions.all(run.id, JSON.stringify(positions)) as RawRow[]
    const remote = remoteIdsFor(db, run.id, rows)
    return rows.map((row) => toRow(row, remote.get(row.position) ?? null))
  }

  async function searchRows(run: Run, filter: RowFilter): Promise<Page<LedgerRow>> {
    const like = `%${filter.search.trim().replace(/[\\%_]/g, '\\$&')}%`
    const matches: number[] = []
    let total = 0
    for (let from = 1; from <= run.rowCount; from += searchStep) {
      const found = matching.all({ exportId: run.id, from, to: from + searchStep - 1, like }) as RawRow[]
      for (const row of found) {
        if (!isShown(row, filter.outcome)) continue
        if (total >= filter.offset && matches.length < filter.limit) matches.push(row.position)
        total += 1
      }
      await nextTurn()
    }
    return { rows: rowsAt(run, matches), total }
  }
  return { searchRows, rowsAt }
}
