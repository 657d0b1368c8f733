/** The outbox holds the state to be written to the source for each lead. A later state replaces an earlier one. */
import type { DryRun, NotWritten, WriteBackCounts } from '#shared/contract/insights/write-back.ts'
import type { WorkspaceId, WriteBackId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { Engagement } from './engagement.ts'

export type Outbox = ReturnType<typeof createWriteBackOutbox>
/** Gathered state of a lead in a campaign. `several`: the rows it could be, shown to the operator. */
export type OutboxRow = {
  readonly campaignId: string
  readonly email: string
  readonly body: string
  readonly several: string | null
  readonly place: { readonly table: string | null; readonly id: string | null; readonly campaign: string | null }
}
type Target = { readonly id: WriteBackId; readonly workspaceId: WorkspaceId }
export type DueRow = {
  readonly id: number
  readonly campaignId: string
  readonly email: string
  readonly rowTable: string | null
  readonly rowId: string | null
  readonly rowCampaign: string | null
  readonly body: string
}
type Place = Pick<DueRow, 'rowTable' | 'rowId'>

export const parseBody = ({ body }: Pick<DueRow, 'body'>): Engagement => JSON.parse(body) as Engagement

const columns = `id, campaign_id as campaignId, email, row_table as rowTable, row_id as rowId, row_campaign as rowCampaign, body`

export function createWriteBackOutbox({ raw }: Store) {
  // A row found by its address is kept for the lead, although gathering does not know it.
  const put = raw.prepare(
    `insert into write_back_row (workspace_id, write_back_id, campaign_id, email, state, row_table, row_id, row_campaign, body, problem)
       values (@workspaceId, @writeBackId, @campaignId, @email, iif(@several is null, 'waiting', 'several'),
         @table, @id, @campaign, @body, @several)
     on conflict (write_back_id, campaign_id, email) do update set
       state = iif(@several is null, 'waiting', 'several'), body = @body, problem = @several,
       row_table = iif(@several is null, coalesce(@table, row_table), null),
       row_id = iif(@several is null, coalesce(@id, row_id), null),
       row_campaign = iif(@several is null, coalesce(@campaign, row_campaign), null)
     where body <> @body or (@several is null and state = 'several' and row_campaign is null)
       or (@several is not null and (state <> 'several' or problem is not @several))
       or (@id is not null and row_id is not @id)`,
  )
  const putAll = raw.transaction((target: Target, rows: readonly OutboxRow[]) => {
    for (const { place, ...row } of rows) {
      put.run({ ...row, ...place, workspaceId: target.workspaceId, writeBackId: target.id })
    }
  })
  const toFind = raw.prepare<[number], DueRow>(
    `select ${columns} from write_back_row indexed by write_back_row_state where write_back_id = ? and state = 'waiting'
       and row_id is null and row_table is null and row_campaign is not null order by id limit 500`,
  )
  // An empty table name means that the row was looked for.
  const found = raw.prepare(`update write_back_row set row_table = ?, row_id = ? where id = ? and state = 'waiting'`)
  const setAside = raw.prepare(
    `update write_back_row set state = ?, problem = ? where id = ? and state in ('waiting', 'sending')`,
  )
  const due = raw.prepare<[number, number], DueRow>(
    `select ${columns} from write_back_row where write_back_id = ? and state = 'waiting' order by id limit ?`,
  )
  const mark = raw.prepare(
    `update write_back_row set state = 'sending' where id in (select value from json_each(?)) and state = 'waiting'`,
  )
  // A row that changed while `sending` is waiting again, and is written once more.
  const settled = raw.prepare(
    `update write_back_row set state = 'done', problem = null where id in (select value from json_each(?)) and state = 'sending'`,
  )
  const refused = raw.prepare(
    `update write_back_row set state = 'refused', problem = ? where id in (select value from json_each(?)) and state = 'sending'`,
  )
  const back = raw.prepare(
    `update write_back_row set state = 'waiting' where state = 'sending' and (@id is null or write_back_id = @id)`,
  )
  const samePlace = raw.prepare<[number, string, string], DueRow>(
    `select ${columns} from write_back_row where write_back_id = ? and row_table = ? and row_id = ?
       and state not in ('several', 'none')`,
  )
  const counts = raw.prepare<[number], { state: string; n: number }>(
    `select iif(state = 'sending', 'waiting', state) as state, count(*) as n from write_back_row where write_back_id = ? group by 1`,
  )
  const notWritten = raw.prepare<[object], Omit<NotWritten, 'campaignName'> & { body: string }>(
    `select id, email, state, coalesce(problem, '') as detail, body from write_back_row
      where write_back_id = @id and state in ('refused', 'several', 'none') and (@state is null or state = @state)
        and id > @after order by id limit @limit`,
  )
  const again = raw.prepare(
    `update write_back_row set state = 'waiting', problem = null, row_table = nullif(row_table, '')
      where write_back_id = ? and (state in ('refused', 'none') or (state = 'several' and row_campaign is not null))`,
  )
  const anew = raw.prepare(
    `update write_back_row set state = 'waiting', problem = null where write_back_id = ? and state <> 'several'`,
  )

  return {
    take: (target: Target, rows: readonly OutboxRow[]): void => void (rows.length > 0 && putAll(target, rows)),
    /** Returns leads whose row has to be found by campaign and address. */
    toFind: (id: WriteBackId): readonly DueRow[] => toFind.all(id),
    /** Stores the row found; a null `place` means that there is no such row and none is needed. */
    found: (id: number, place: Place | null): void => void found.run(place?.rowTable ?? '', place?.rowId ?? null, id),
    setAside: (id: number, state: 'several' | 'none', problem: string): void => void setAside.run(state, problem, id),
    due: (id: WriteBackId, most: number): readonly DueRow[] => due.all(id, most),
    /** Marks rows as `sending`. */
    begin: (rows: readonly DueRow[]): void => void mark.run(JSON.stringify(rows.map((row) => row.id))),
    settle: (rows: readonly DueRow[]): void => void settled.run(JSON.stringify(rows.map((row) => row.id))),
    refuse: (rows: readonly DueRow[], problem: string): void =>
      void refused.run(problem, JSON.stringify(rows.map((row) => row.id))),
    /** Puts `sending` rows back to waiting (null: for all targets); writing the same state twice changes nothing. */
    putBack: (id: WriteBackId | null): void => void back.run({ id }),
    /** Returns every lead that belongs to the same platform row. */
    samePlace: (id: WriteBackId, place: Place): readonly DueRow[] =>
      place.rowTable === null || place.rowId === null ? [] : samePlace.all(id, place.rowTable, place.rowId),
    counts(id: WriteBackId): WriteBackCounts {
      const of = new Map(counts.all(id).map((row) => [row.state, row.n]))
      const n = (state: string) => of.get(state) ?? 0
      return { waiting: n('waiting'), done: n('done'), refused: n('refused'), several: n('several'), none: n('none') }
    },
    notWritten: (of: object): readonly NotWritten[] =>
      notWritten.all(of).map(({ body, ...row }) => ({ ...row, campaignName: parseBody({ body }).campaign_name })),
    again: (id: WriteBackId): void => void again.run(id),
    /** Makes all rows waiting again. */
    anew: (id: WriteBackId): void => void anew.run(id),
  }
}

export type DryRunRow = DryRun['rows'][number]
