import type { Database } from 'better-sqlite3'
import type { Page } from '#shared/contract/core/page.ts'
import type {
  ExportSummary,
  Fate,
  HeldGate,
  LeadSent,
  Ledger,
  LedgerReason,
  LedgerRow,
  Refusal,
  RowsShown,
  TargetKind,
} from '#shared/contract/exports/exports.ts'
import { isNewTarget } from '#shared/contract/exports/exports.ts'
import { gateOfCode } from '#shared/domain/leads/import/gates.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { ExportId, LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import { allClientsSql } from '../../clients/workspaces/demo-teller.ts'
import { matchZone } from '../../core/instantly/match-zone.ts'
import { inZoneOf, inZoneOfExport } from '../../leads/leads/zone-sql.ts'
import { createLedgerPlaces } from './ledger-places.ts'
import { unpackRemoteIds } from './remote-ids.ts'
import type { Run, RunStore } from './run-store.ts'
import { unclearCode } from './target-place.ts'

type RowFilter = {
  readonly fate: RowsShown
  readonly search: string
  readonly offset: number
  readonly limit: number
}

export type LedgerQueries = ReturnType<typeof createLedgerQueries>

/**
 * Reads the ledger of an export. A row's fate follows from three things, in this order: its gate, a problem written for
 * it, the state of the batch its position falls into.
 */
export function createLedgerQueries(db: Database, runs: RunStore) {
  const fateSql = `
    case
      when l.gate <> 0 then 'stayed_behind'
      when p.fate is not null then p.fate
      when b.state = 'failed' then 'failed'
      when b.state = 'done' then case when r.taken_back_at is null then 'uploaded' else 'taken_back' end
      else 'waiting'
    end`
  const rowSql = `
    select ${fateSql} as fate, l.id, l.position, l.row_number, l.gate, l.email,
      l.first_name, l.last_name, l.company_name, p.reason, b.id as batch, b.problem_code, d.kind as differs
    from export_run r
    join lead l on l.list_id = r.list_id and l.position <= r.row_count and ${inZoneOf('r', 'l.position')}
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
  const places = createLedgerPlaces(db, runs)
  const listName = db.prepare<[number], { name: string }>('select name from lead_list where id = ?')
  const takenBack = db.prepare<[number], { n: number }>(
    `select coalesce(sum(uploaded), 0) as n from export_batch where export_id = ?`,
  )

  const thereAlready = db
    .prepare<[number], number>(
      `select count(*) from export_problem where export_id = ?
         and reason in ('already_uploaded', 'in_workspace', 'contacted', 'duplicated_leads', 'skipped_count')`,
    )
    .pluck()
  const isGone = db.prepare('select 1 from campaign where workspace_id = ? and remote_id = ? and gone_at is not null')

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
      startedAt: run.startedAt,
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
    }
  }

  /** Every reason with its count; together with the uploaded they are all rows. */
  function reasons(run: Run): readonly LedgerReason[] {
    const held = db
      .prepare(
        `select gate, count(*) as n from lead where list_id = @listId and position <= @rowCount and gate <> 0
           and ${inZoneOfExport('@exportId', 'lead.position')} group by gate`,
      )
      .all({ listId: run.listId, rowCount: run.rowCount, exportId: run.id }) as { gate: number; n: number }[]
    const problems = db
      .prepare('select fate, reason, count(*) as n from export_problem where export_id = ? group by fate, reason')
      .all(run.id) as { fate: Fate; reason: string; n: number }[]
    const failed = db
      .prepare(
        `select problem_code as code, sum(failed) as n from export_batch where export_id = ? and state = 'failed' group by problem_code`,
      )
      .all(run.id) as { code: ErrorCode; n: number }[]
    // Some were held back by their list, others for the same reason when the export looked again: one sum.
    const later = new Map(problems.filter(({ fate }) => fate === 'stayed_behind').map((row) => [row.reason, row.n]))
    const heldNames = new Set<string>(held.map((row) => gateOfCode(row.gate)))
    return [
      ...held.map((row) => {
        const gate = gateOfCode(row.gate)
        return reason('stayed_behind', row.n + (later.get(gate) ?? 0), { gate })
      }),
      ...problems
        .filter((row) => row.fate !== 'stayed_behind' || !heldNames.has(row.reason))
        .map((row) => reason(row.fate, row.n, splitReason(row.fate, row.reason))),
      ...failed.map((row) => reason('failed', row.n, { error: row.code })),
    ]
  }

  function answers(run: Run): Ledger['answers'] {
    const names = [
      'total_sent',
      'leads_uploaded',
      'in_blocklist',
      'duplicated_leads',
      'skipped_count',
      'invalid_email_count',
      'incomplete_count',
      'duplicate_email_count',
    ] as const
    const sums = names.map((name) => `coalesce(sum(answer ->> '$.${name}'), 0) as ${name}`).join(', ')
    return db
      .prepare(`select ${sums} from export_batch where export_id = ? and answer is not null`)
      .get(run.id) as Ledger['answers']
  }

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
      const requests = db
        .prepare(
          `select count(*) as batches, coalesce(sum(max(tries - 1, 0)), 0) as repeated,
             coalesce(sum(settled_by = 'reading'), 0) as settledByReading from export_batch where export_id = ?`,
        )
        .get(run.id) as Ledger['requests']
      return {
        summary: summary(id),
        settings: run.settings,
        zone:
          target.kind === 'new'
            ? matchZone(target.schedule.timezone, target.schedule, Date.parse(run.createdAt))
            : null,
        copy:
          run.copyCheck === null
            ? null
            : run.copyCheck === 'unread'
              ? { state: 'unread', differences: [] }
              : { state: run.copyCheck.length > 0 ? 'differs' : 'same', differences: run.copyCheck },
        reasons: reasons(run),
        answers: answers(run),
        requests,
        tagProblem: run.tagProblem,
        shareOf: runs.zoneOf(run),
        zones: runs.zonesOf(run).map(({ id: exportId, zone }) => {
          const other = runs.get(exportId)
          return {
            exportId,
            zone,
            campaignName: other.campaignName,
            state: other.state,
            promised: runs.promised(other),
            totals: runs.totals(other),
          }
        }),
        question:
          run.problem?.code === unclearCode(run.target)
            ? {
                kind: run.target === 'list' ? 'list_creation' : 'campaign_creation',
                name: run.campaignName,
                candidates: run.candidates,
              }
            : null,
      }
    },
    /** One page of rows by fate. Without a search only indexes are walked; a search reads on in small steps. */
    async rows(id: ExportId, filter: RowFilter): Promise<Page<LedgerRow>> {
      const run = runs.get(id)
      if (filter.search.trim() !== '') return searchRows(run, filter)
      const { positions, total } = places.page(run, filter.fate, filter.offset, filter.limit)
      return { rows: rowsAt(run, positions), total }
    },
    /** Rows in order, for a file: in steps, so that a million rows never stand in memory. */
    *everyRow(id: ExportId, what: 'problems' | 'all'): Generator<readonly LedgerRow[]> {
      const run = runs.get(id)
      for (let offset = 0; ; offset += 2000) {
        const { positions } = places.page(run, what, offset, 2000)
        if (positions.length === 0) return
        yield rowsAt(run, positions)
      }
    },
    /** Ids at Instantly of every lead this export uploaded, batch by batch. */
    uploadedIds(id: ExportId): readonly string[] {
      const rows = db
        .prepare(
          `select remote_ids as ids from export_batch where export_id = ? and remote_ids is not null order by no`,
        )
        .all(id) as { ids: Buffer }[]
      return rows.flatMap((row) => unpackRemoteIds(row.ids).filter((remoteId) => remoteId !== null))
    },
    /** Where one lead was sent, newest first. */
    fatesOfLead(leadId: LeadId): readonly LeadSent[] {
      const found = db.prepare('select list_id as listId, position from lead where id = ?').get(leadId) as
        | { listId: number; position: number }
        | undefined
      if (!found) return []
      const exportsOf = db
        .prepare(
          `select id, target, campaign_name as name, created_at as at from export_run r where list_id = @listId
             and row_count >= @position and ${inZoneOf('r', '@position')} order by id desc limit 50`,
        )
        .all(found) as { id: ExportId; target: TargetKind; name: string; at: string }[]
      return exportsOf.map(({ id, target, name, at }) => {
        const run = runs.get(id)
        const [row] = rowsAt(run, [found.position])
        const { fate, gate, refusals, error } = row ?? { fate: 'waiting', ...blank }
        return {
          exportId: id,
          target,
          campaignName: name,
          at,
          over: run.finishedAt !== null,
          fate,
          gate,
          refusals,
          error,
        }
      })
    },
  }

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
        if (!isShown(row, filter.fate)) continue
        if (total >= filter.offset && matches.length < filter.limit) matches.push(row.position)
        total += 1
      }
      await nextTurn()
    }
    return { rows: rowsAt(run, matches), total }
  }
}

const searchStep = 4000
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

function isShown(row: Pick<RawRow, 'fate' | 'differs'>, wanted: RowsShown): boolean {
  const { fate } = row
  if (wanted === 'all') return true
  if (wanted === 'missing' || wanted === 'uncounted') return row.differs === wanted
  if (wanted === 'problems') return fate === 'stayed_behind' || fate === 'refused' || fate === 'failed'
  return fate === wanted
}

/** The lead ids at Instantly of uploaded rows: unpacked from each batch once, found by place among its members. */
function remoteIdsFor(db: Database, exportId: ExportId, rows: readonly RawRow[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  const batches = new Set(rows.filter((row) => row.fate === 'uploaded' && row.batch !== null).map((row) => row.batch))
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
         where r.id = ? and l.position between ? and ? and l.gate = 0 and ${inZoneOf('r', 'l.position')} and not exists (
           select 1 from export_problem p where p.export_id = r.id and p.position = l.position and p.fate = 'stayed_behind')
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
  readonly fate: Fate
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
  readonly differs: LedgerRow['differs']
}

function toRow(row: RawRow, remoteLeadId: string | null): LedgerRow {
  const why =
    row.gate === 0
      ? row.reason === null
        ? { error: row.fate === 'failed' ? row.problem_code : null }
        : splitReason(row.fate, row.reason)
      : { gate: gateOfCode(row.gate) }
  return {
    leadId: row.id as LeadId,
    position: row.position,
    rowNumber: row.row_number,
    name: [row.first_name, row.last_name].filter(Boolean).join(' '),
    email: row.email,
    companyName: row.company_name,
    fate: row.fate,
    ...blank,
    ...why,
    remoteLeadId,
    differs: row.differs,
  }
}

type Why = { readonly gate: HeldGate | null; readonly refusals: readonly Refusal[]; readonly error: ErrorCode | null }
const blank: Why = { gate: null, refusals: [], error: null }

function reason(fate: Fate, count: number, why: Partial<Why>): LedgerReason {
  return { fate, count, ...blank, ...why }
}

function splitReason(fate: Fate, text: string): Partial<Why> {
  if (fate === 'stayed_behind') return { gate: text as HeldGate }
  if (fate === 'refused') return { refusals: text.split(',') as Refusal[] }
  return { error: text as ErrorCode }
}
