import type { Database } from 'better-sqlite3'
import type { Page } from '#shared/contract/core/page.ts'
import type { ExportSummary, LeadSent, Ledger, LedgerRow, TargetKind } from '#shared/contract/exports/exports.ts'
import type { ExportId, LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-workspaces.ts'
import { matchZone } from '../../core/instantly/match-zone.ts'
import { isLeftAfterUndoSql } from '../../leads/gates/left-after-undo.ts'
import { inZoneOfRunSql } from '../../leads/lists/zone-sql.ts'
import { unpackRemoteIds } from '../engine/remote-ids.ts'
import type { Run, RunStore } from '../engine/run-store.ts'
import { creationUnclearCode } from '../engine/target-place.ts'
import { createLedgerPlaces } from './ledger-places.ts'
import { createRowReader, type RowFilter } from './ledger-rows.ts'
import { blank, createLedgerSummary } from './ledger-summary.ts'

export type LedgerQueries = ReturnType<typeof createLedgerQueries>

/** A row's outcome follows from, in this order: its gate, a problem stored for it, and the state of its batch. */
const outcomeSql = `
  case
    when l.gate <> 0 then 'stayed_behind'
    when p.outcome is not null then p.outcome
    when b.state = 'failed' then 'failed'
    when b.state = 'done' then case when r.taken_back_at is null or ${isLeftAfterUndoSql('r.id', 'l.position')} then 'uploaded' else 'taken_back' end
    else 'waiting'
  end`

export function createLedgerQueries(db: Database, runs: RunStore) {
  const { searchRows, rowsAt } = createRowReader(db, outcomeSql)
  const places = createLedgerPlaces(db, runs)
  const { summary, reasons, answers } = createLedgerSummary(db, runs)

  return {
    summary,
    list(filter: {
      readonly workspaceId: WorkspaceId | null
      readonly listId?: ListId | undefined
      readonly offset: number
      readonly limit: number
    }): Page<ExportSummary> {
      const whose = filter.workspaceId === null ? allClientsSql('workspace_id') : 'workspace_id = @workspaceId'
      const where = `where ${whose} and (@listId is null or list_id = @listId)`
      const values = {
        ...(filter.workspaceId === null ? {} : { workspaceId: filter.workspaceId }),
        listId: filter.listId ?? null,
      }
      const { n } = db.prepare(`select count(*) as n from export_run ${where}`).get(values) as { n: number }
      const ids = db
        .prepare(`select id from export_run ${where} order by id desc limit @limit offset @offset`)
        .all({ ...values, limit: filter.limit, offset: filter.offset }) as { id: number }[]
      return { rows: ids.map((row) => summary(row.id as ExportId)), total: n }
    },
    ledger(id: ExportId): Ledger {
      const run = runs.get(id)
      const { target } = run.settings
      return {
        summary: summary(id),
        settings: run.settings,
        zone:
          target.kind === 'new'
            ? matchZone(target.schedule.timezone, target.schedule, Date.parse(run.createdAt))
            : null,
        copy: copyOf(run),
        reasons: reasons(run),
        answers: answers(run),
        requests: requestsOf(db, run),
        tagProblem: run.tagProblem,
        shareOf: runs.zoneOf(run),
        zones: runs.zonesOf(run).map((share) => shareOf(runs, share)),
        question: questionOf(run),
      }
    },
    /** One page of rows by outcome. Without a search only indexes are read; a search scans in small steps. */
    async rows(id: ExportId, filter: RowFilter): Promise<Page<LedgerRow>> {
      const run = runs.get(id)
      if (filter.search.trim() !== '') return searchRows(run, filter)
      const { positions, total } = places.page(run, filter.outcome, filter.offset, filter.limit)
      return { rows: rowsAt(run, positions), total }
    },
    /** Rows in order, for a file, in steps so that a million rows are never in memory at once. */
    *everyRow(id: ExportId, what: 'problems' | 'all'): Generator<readonly LedgerRow[]> {
      const run = runs.get(id)
      let last = 0
      for (let offset = 0; ; offset += 2000) {
        const positions =
          what === 'problems' ? places.problemsAfter(run, last, 2000) : places.page(run, what, offset, 2000).positions
        if (positions.length === 0) return
        last = positions.at(-1) ?? 0
        yield rowsAt(run, positions)
      }
    },
    /** Instantly's ids of all leads this export uploaded, batch by batch. */
    uploadedIds(id: ExportId): readonly string[] {
      const rows = db
        .prepare(
          `select remote_ids as ids from export_batch where export_id = ? and remote_ids is not null order by no`,
        )
        .all(id) as { ids: Buffer }[]
      return rows.flatMap((row) => unpackRemoteIds(row.ids).filter((remoteId) => remoteId !== null))
    },
    /** The exports that included a lead, newest first. */
    outcomesOfLead(leadId: LeadId): readonly LeadSent[] {
      const found = db.prepare('select list_id as listId, position from lead where id = ?').get(leadId) as
        | { listId: number; position: number }
        | undefined
      if (!found) return []
      const exportsOf = db
        .prepare(
          `select id, target, campaign_name as name, created_at as at from export_run r where list_id = @listId
             and row_count >= @position and ${inZoneOfRunSql('r', '@position')} order by id desc limit 50`,
        )
        .all(found) as { id: ExportId; target: TargetKind; name: string; at: string }[]
      return exportsOf.map(({ id, target, name, at }) => {
        const run = runs.get(id)
        const [row] = rowsAt(run, [found.position])
        const { outcome, gate, refusals, error } = row ?? { outcome: 'waiting', ...blank }
        const over = run.finishedAt !== null
        return { exportId: id, target, campaignName: name, at, over, outcome, gate, refusals, error }
      })
    },
  }
}

const requestsOf = (db: Database, run: Run): Ledger['requests'] =>
  db
    .prepare(
      `select count(*) as batches, coalesce(sum(max(tries - 1, 0)), 0) as repeated,
             coalesce(sum(settled_by = 'reading'), 0) as settledByReading from export_batch where export_id = ?`,
    )
    .get(run.id) as Ledger['requests']

/** How the campaign's texts at Instantly compare with what was sent. */
const copyOf = (run: Run): Ledger['copy'] =>
  run.copyCheck === null
    ? null
    : run.copyCheck === 'unread'
      ? { state: 'unread', differences: [] }
      : { state: run.copyCheck.length > 0 ? 'differs' : 'same', differences: run.copyCheck }

/** The share of an export for another time zone. */
function shareOf(
  runs: RunStore,
  { id: exportId, zone }: ReturnType<RunStore['zonesOf']>[number],
): Ledger['zones'][number] {
  const other = runs.get(exportId)
  return {
    exportId,
    zone,
    state: other.state,
    promised: runs.promised(other),
    totals: runs.totals(other),
  }
}

const questionOf = (run: Run): Ledger['question'] =>
  run.problem?.code === creationUnclearCode(run.target)
    ? {
        kind: run.target === 'list' ? 'list_creation' : 'campaign_creation',
        name: run.campaignName,
        candidates: run.candidates,
      }
    : null
