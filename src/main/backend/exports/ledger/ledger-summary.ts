/** Summarises an export in totals and in Instantly's own terms. */
import type { Database } from 'better-sqlite3'
import {
  type ExportSummary,
  isNewTarget,
  type Ledger,
  type LedgerReason,
  type LeftOutReason,
  type Refusal,
  type RowOutcome,
} from '#shared/contract/exports/exports.ts'
import { gateOfCode } from '#shared/domain/leads/import/gates.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import { inZoneOfExportSql } from '../../leads/lists/zone-sql.ts'
import { refusalCounts } from '../engine/refusals.ts'
import type { Run, RunStore } from '../engine/run-store.ts'

type Why = {
  readonly gate: LeftOutReason | null
  readonly refusals: readonly Refusal[]
  readonly error: ErrorCode | null
}

export const blank: Why = { gate: null, refusals: [], error: null }

function reason(outcome: RowOutcome, count: number, why: Partial<Why>): LedgerReason {
  return { outcome, count, ...blank, ...why }
}

export function splitReason(outcome: RowOutcome, text: string): Partial<Why> {
  if (outcome === 'stayed_behind') return { gate: text as LeftOutReason }
  if (outcome === 'refused') return { refusals: text.split(',') as Refusal[] }
  return { error: text as ErrorCode }
}

/** The setting of a client with its exports that are being undone. */
export const undoingKey = 'exports.undoing'

export function createLedgerSummary(db: Database, runs: RunStore) {
  const listName = db.prepare<[number], { name: string }>('select name from lead_list where id = ?')
  const takenBack = db.prepare<[number], { n: number }>(
    `select coalesce(r.taken_back_count, (select sum(uploaded) from export_batch where export_id = r.id), 0) as n
     from export_run r where r.id = ?`,
  )

  const thereAlready = db
    .prepare<[number], number>(
      `select count(*) from export_problem where export_id = ?
         and reason in ('already_uploaded', 'in_workspace', 'contacted', 'duplicated_leads', 'skipped_count')`,
    )
    .pluck()
  const isGone = db.prepare('select 1 from campaign where workspace_id = ? and remote_id = ? and gone_at is not null')

  const isUndoing = db.prepare<[number, number]>(
    `select 1 from setting s, json_each(s.value) undone
     where s.workspace_id = ? and s.key = '${undoingKey}' and undone.value = ?`,
  )

  function summary(id: ExportId): ExportSummary {
    const run = runs.get(id)
    const totals = runs.totals(run)
    return {
      id: run.id,
      workspaceId: run.workspaceId,
      listId: run.listId,
      listName: listName.get(run.listId)?.name ?? '',
      target: run.target,
      campaignId: run.campaignId,
      leadListId: run.place?.kind === 'list' ? run.place.id : null,
      campaignName: run.campaignName,
      campaignIsNew: isNewTarget(run.settings.target),
      state: run.state,
      problem: run.problem,
      createdAt: run.createdAt,
      finishedAt: run.finishedAt,
      durationMs: run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.createdAt) : null,
      totals,
      promised: runs.promised(run),
      alreadyThere: totals.uploaded === 0 && run.finishedAt !== null ? (thereAlready.get(run.id) ?? 0) : 0,
      part: run.part,
      campaignGone: run.campaignId !== null && isGone.get(run.workspaceId, run.campaignId) !== undefined,
      activation: run.activation,
      tagging: run.tagging,
      takenBack: run.takenBackAt ? (takenBack.get(run.id)?.n ?? 0) : 0,
      undoing: isUndoing.get(run.workspaceId, run.id) !== undefined,
    }
  }

  /** Every reason with its count. Together with the uploaded leads they add up to all rows. */
  function reasons(run: Run): readonly LedgerReason[] {
    const held = db
      .prepare(
        `select gate, count(*) as n from lead where list_id = @listId and position <= @rowCount and gate <> 0
           and ${inZoneOfExportSql('@exportId', 'lead.position')} group by gate`,
      )
      .all({ listId: run.listId, rowCount: run.rowCount, exportId: run.id }) as { gate: number; n: number }[]
    const problems = db
      .prepare('select outcome, reason, count(*) as n from export_problem where export_id = ? group by outcome, reason')
      .all(run.id) as { outcome: RowOutcome; reason: string; n: number }[]
    const failed = db
      .prepare(
        `select problem_code as code, sum(failed) as n from export_batch where export_id = ? and state = 'failed' group by problem_code`,
      )
      .all(run.id) as { code: ErrorCode; n: number }[]
    // Some leads were held back by their list, others for the same reason when the export checked again: they are added
    // up.
    const later = new Map(
      problems.filter(({ outcome }) => outcome === 'stayed_behind').map((row) => [row.reason, row.n]),
    )
    const heldNames = new Set<string>(held.map((row) => gateOfCode(row.gate)))
    return [
      ...held.map((row) => {
        const gate = gateOfCode(row.gate)
        return reason('stayed_behind', row.n + (later.get(gate) ?? 0), { gate })
      }),
      ...problems
        .filter((row) => row.outcome !== 'stayed_behind' || !heldNames.has(row.reason))
        .map((row) => reason(row.outcome, row.n, splitReason(row.outcome, row.reason))),
      ...failed.map((row) => reason('failed', row.n, { error: row.code })),
    ]
  }

  function answers(run: Run): Ledger['answers'] {
    const sums = ['total_sent', 'leads_uploaded', ...refusalCounts]
      .map((name) => `coalesce(sum(answer ->> '$.${name}'), 0) as ${name}`)
      .join(', ')
    return db
      .prepare(`select ${sums} from export_batch where export_id = ? and answer is not null`)
      .get(run.id) as Ledger['answers']
  }
  return { summary, reasons, answers }
}
