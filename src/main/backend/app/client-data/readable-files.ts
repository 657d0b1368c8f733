/** The CSV files of a client: what people look for, under names they know. */
import type Database from 'better-sqlite3'
import type { RowOutcome } from '#shared/contract/exports/exports.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import { csvBom, csvLine } from '../../core/lib/csv-write.ts'
import { createRunStore } from '../../exports/engine/run-store.ts'
import { createLedgerQueries } from '../../exports/ledger/ledger.ts'
import { firstNamedType } from './references.ts'

type Cell = string | number | null
type Readable = { readonly file: string; readonly lines: () => Generator<string> }

const gateOf = new Map<number, string>(Object.entries(gateCodes).map(([name, code]) => [code, name]))
const resultOf: Readonly<Record<RowOutcome, string>> = {
  uploaded: 'uploaded',
  stayed_behind: 'not_exported',
  refused: 'refused',
  failed: 'failed',
  waiting: 'not_sent',
  taken_back: 'removed_again',
}
const typeOf = new Map<number, string>(Object.entries(eventTypes).map(([name, { code }]) => [code, name]))
const isoOf = (ms: Cell): string => (typeof ms === 'number' ? new Date(ms).toISOString() : (ms ?? ''))

/** The columns of a query in order; `change` makes a cell readable. */
type ReadableQuery = {
  readonly file: string
  readonly header: readonly string[]
  readonly sql: string
  readonly change?: (cells: Cell[]) => readonly Cell[]
}

const readableQueries = (names: ReadonlyMap<number, string>): readonly ReadableQuery[] => [
  {
    file: 'leads.csv',
    header: [
      'list',
      'file',
      'row',
      'email',
      'first name',
      'last name',
      'company',
      'job title',
      'check',
      'removed',
      'fields',
    ],
    sql: `select ll.name, i.file_name, l.row_number, l.email, l.first_name, l.last_name, l.company_name, l.job_title, l.gate,
        case when l.removed <> 0 then 'removed' else '' end, l.payload
      from lead_list ll cross join lead l on l.list_id = ll.id join list_import i on i.id = l.import_id
      where ll.workspace_id = ? and ll.state = 'ready' order by ll.id, l.position`,
    change: (cells) => cells.with(8, gateOf.get(Number(cells[8])) ?? cells[8] ?? null),
  },
  {
    file: 'campaigns.csv',
    header: [
      'campaign',
      'id at Instantly',
      'created',
      'deleted',
      'contacted',
      'sent',
      'replies',
      'automatic replies',
      'bounced',
    ],
    sql: `select name, remote_id, remote_created_at, gone_at, contacted, sent, replied, automatic, bounced from campaign
      where workspace_id = ? order by id`,
    change: (cells) => cells.with(3, isoOf(cells[3] ?? null)),
  },
  {
    file: 'emails.csv',
    header: ['at', 'direction', 'from', 'to', 'cc', 'subject', 'text', 'sending account', 'lead'],
    sql: `select at, direction, from_address, to_list, cc_list, subject, text, account, lead_email from inbox_message
      where workspace_id = ?`,
    change: (cells) => cells.with(0, isoOf(cells[0] ?? null)),
  },
  {
    file: 'events.csv',
    header: ['at', 'event', 'email', 'campaign', 'step', 'sending account'],
    sql: `select e.at, e.type, c.email, g.name, e.step, a.email from event e
        left join event_contact c on c.id = e.contact_id left join event_campaign g on g.id = e.campaign_id
        left join event_account a on a.id = e.account_id
      where e.workspace_id = ?`,
    change: ([at = null, type, ...rest]) => [
      isoOf(at),
      typeOf.get(Number(type)) ?? names.get(Number(type) - firstNamedType) ?? String(type),
      ...rest,
    ],
  },
  {
    file: 'opt-outs.csv',
    header: ['address or domain', 'state', 'for', 'source', 'since', 'words'],
    sql: `select value, state, scope, source, since, words from opt_out where workspace_id = ? order by id`,
    change: (cells) => cells.with(4, isoOf(cells[4] ?? null)),
  },
  {
    file: 'archived-leads.csv',
    header: ['campaign', 'email', 'as Instantly had it'],
    sql: `select c.name, a.email, a.raw from archived_lead a join campaign c on c.id = a.campaign_id where a.workspace_id = ?`,
  },
  {
    file: 'archived-emails.csv',
    header: ['campaign', 'at', 'lead', 'as Instantly had it'],
    sql: `select c.name, a.at, a.lead, a.raw from archived_mail a join campaign c on c.id = a.campaign_id
      where a.workspace_id = ?`,
  },
]

export function readableFiles(raw: Database.Database, workspaceId: WorkspaceId): readonly Readable[] {
  const names = new Map(
    raw
      .prepare<[number], { id: number; name: string }>('select id, name from event_name where workspace_id = ?')
      .all(workspaceId)
      .map(({ id, name }) => [id, name]),
  )
  const queried = readableQueries(names).map(({ file, header, sql, change }) => ({
    file,
    *lines() {
      yield csvBom + csvLine(header)
      for (const row of raw.prepare(sql).raw().iterate(workspaceId) as IterableIterator<Cell[]>)
        yield csvLine(change ? change(row) : row)
    },
  }))
  return [...queried, { file: 'export-results.csv', lines: () => exportResults(raw, workspaceId) }]
}

/** The rows of all export reports. */
function* exportResults(raw: Database.Database, workspaceId: WorkspaceId): Generator<string> {
  yield csvBom + csvLine(['export', 'campaign', 'started', 'list', 'row', 'email', 'result', 'reason'])
  const ledger = createLedgerQueries(raw, createRunStore(raw))
  const runs = raw
    .prepare<[number], [ExportId, ...Cell[]]>(
      `select r.id, r.campaign_name, coalesce(r.started_at, r.created_at), l.name
        from export_run r left join lead_list l on l.id = r.list_id where r.workspace_id = ? order by r.id`,
    )
    .raw()
  for (const run of runs.all(workspaceId)) {
    for (const rows of ledger.everyRow(run[0], 'all')) {
      for (const { rowNumber, email, outcome, gate, refusals, error } of rows)
        yield csvLine([...run, rowNumber, email, resultOf[outcome], gate ?? error ?? refusals.join(' ')])
    }
  }
}
