/** Groups leads by the value of a column: those first contacted in a period, and what they did since. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import {
  type ColumnFigures,
  groupingColumns,
  type LeadColumn,
  type ValueFigures,
} from '#shared/contract/insights/breakdowns.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { isBuiltIn, parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createReportedKinds } from '../../events/events/reported-kinds.ts'
import { leadActivityOf } from '../../events/lead-activity/lead-activity.ts'
import { createLabelCounts } from '../../events/lead-labels/label-counts.ts'
import { columnsOfClient } from '../../leads/import/client-columns.ts'
import { createCellReader } from '../../leads/lists/column-values.ts'
import { createExportNames } from './export-names.ts'
import { addOutcomes, countOutcome, type MeasuredOutcomes, noOutcomes } from './lead-outcomes.ts'
import { createLeadRows, isOriginColumn, type LeadOutcomeRow } from './lead-rows.ts'
import type { Scope } from './scope.ts'
import { createValueGroups } from './value-groups.ts'

type Sums = { -readonly [Key in keyof ValueFigures]: ValueFigures[Key] }

const statementsOf = (raw: Database) => ({
  listNames: raw.prepare<[number], { id: number; name: string }>(
    'select id, name from lead_list where workspace_id = ?',
  ),
  fileNames: raw.prepare<[number], { id: number; name: string }>(
    'select id, file_name as name from list_import where workspace_id = ?',
  ),
  all: raw.prepare<[number], { eventId: number; opens: 0 | 1 }>(
    `select e.id as eventId, coalesce(c.open_tracking, 0) = 1 or c.opened > 0 as opens
       from campaign c join event_campaign e on e.workspace_id = c.workspace_id and e.remote_id = c.remote_id
      where c.workspace_id = ?`,
  ),
  exported: raw.prepare<[number], { eventId: number; listId: number }>(
    `select e.id as eventId, r.list_id as listId from export_run r
       join event_campaign e on e.workspace_id = r.workspace_id and e.remote_id = r.campaign_id where r.workspace_id = ?`,
  ),
})

export function createColumnBreakdown(store: Store) {
  const { raw } = store
  const steps = createLeadRows(store)
  const labelCounts = createLabelCounts(store)
  const toldOf = createReportedKinds(store)
  const activity = leadActivityOf(store)
  const sql = statementsOf(raw)
  return {
    /** Returns the columns of a client's leads, most informative first. */
    columns: (workspaceId: WorkspaceId): readonly LeadColumn[] => [
      ...columnsOfClient(store, workspaceId),
      ...groupingColumns,
    ],
    /** Returns the figures. A lead in several lists counts with the one exported there, else with the newest. */
    async figures(
      scope: Scope & { readonly workspaceId: WorkspaceId },
      period: Period,
      column: LeadColumn,
      top: number,
    ): Promise<ColumnFigures> {
      const { workspaceId } = scope
      if (!isOriginColumn(column) && (isBuiltIn(column) || parseColumnKey(column) === null)) {
        throw new AppError('INVALID_INPUT', { field: 'column' })
      }
      const other = isOriginColumn(column) ? null : parseColumnKey(column)
      const cellOf = createCellReader(raw)
      const broughtBy = column === 'export' ? createExportNames(store, workspaceId) : null
      const names = new Map(
        (column === 'list'
          ? sql.listNames.all(workspaceId)
          : column === 'source'
            ? sql.fileNames.all(workspaceId)
            : []
        ).map(({ id, name }) => [id, name] as const),
      )
      const reportedKinds = toldOf(workspaceId)
      const tracked = new Set(sql.all.all(workspaceId).flatMap(({ eventId, opens }) => (opens === 1 ? [eventId] : [])))
      const listedAt = activity.readAt(workspaceId) ?? Number.NEGATIVE_INFINITY
      const listsOf = new Set(sql.exported.all(workspaceId).map(({ eventId, listId }) => `${eventId} ${listId}`))
      const valueOf = (row: LeadOutcomeRow): string => {
        const [, eventId, , , , , , , value, listId, importId, rowNumber, original, position] = row
        if (column === 'list') return names.get(listId ?? 0) ?? ''
        if (broughtBy) return broughtBy(eventId, listId ?? 0, position ?? 0)
        if (column === 'source') return names.get(importId ?? 0) ?? ''
        if (other?.kind === 'original' || other?.kind === 'consent') {
          return cellOf({ importId: importId ?? 0, rowNumber: rowNumber ?? 0, original: original ?? '' }, other)
        }
        return value === null ? '' : String(value)
      }
      const none = labelCounts.read(workspaceId).known ? 0 : null
      const groups = createValueGroups((text) => sumsOf(text, none))
      const [elsewhere, whole] = [sumsOf('', none), sumsOf('', none)]
      const take = (row: LeadOutcomeRow) => {
        const [, eventId, , , , , firstAt, , , listId] = row
        const group = listId === null ? elsewhere : groups.of(valueOf(row))
        // A lead first contacted after the lead list was read may have done something since that only events report.
        const isListed = firstAt <= listedAt
        const opens = tracked.has(eventId) && (isListed || reportedKinds.has('opened'))
        for (const sums of [group, whole])
          countRow(sums, row, { opens, bounces: isListed || reportedKinds.has('bounced') })
      }
      for (const rows of steps(scope, period, column)) {
        let held: LeadOutcomeRow | null = null
        for (const row of rows) {
          if (held && held[0] === row[0] && held[1] === row[1]) {
            held = preferredRow(held, row, listsOf)
            continue
          }
          if (held) take(held)
          held = row
        }
        if (held) take(held)
        await nextTurn()
      }
      const { values, rest, empty } = groups.inOrder((sums) => sums.contacted, top)
      return {
        values,
        others: rest.length === 0 ? null : { ...rest.reduce(addColumnSums, sumsOf('', none)), values: rest.length },
        empty: empty.contacted === 0 ? null : empty,
        elsewhere: elsewhere.contacted === 0 ? null : elsewhere,
        all: whole,
      }
    },
  }
}

/** Returns the row of the list exported into the campaign; else that of the newest list. */
function preferredRow(a: LeadOutcomeRow, b: LeadOutcomeRow, exported: ReadonlySet<string>): LeadOutcomeRow {
  const of = (row: LeadOutcomeRow) => exported.has(`${row[1]} ${row[9]}`)
  if (of(a) !== of(b)) return of(a) ? a : b
  return (a[9] ?? 0) >= (b[9] ?? 0) ? a : b
}

const sumsOf = (value: string, interested: 0 | null): Sums => ({ value, ...noOutcomes, interested })

function countRow(sums: Sums, row: LeadOutcomeRow, measured: MeasuredOutcomes): void {
  const [, , opened, replied, automatic, bounced, , stage] = row
  countOutcome(sums, { opened, replied, automatic, bounced }, measured)
  if (sums.interested !== null) sums.interested += Number((stage ?? 0) > 0)
}

const addColumnSums = (a: Sums, b: Sums): Sums => ({
  value: '',
  ...addOutcomes(a, b),
  interested: a.interested === null || b.interested === null ? null : a.interested + b.interested,
})
