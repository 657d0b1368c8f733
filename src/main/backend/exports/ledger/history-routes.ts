import type { exportHistory, RepeatOf } from '#shared/contract/exports/export-history.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { ExportId } from '#shared/ids.ts'
import { saveRows } from '../../clients/workspaces/save-rows.ts'
import type { Deps } from '../../core/deps.ts'
import { plainFileName } from '../../core/lib/file-name.ts'
import type { RunStore } from '../engine/run-store.ts'
import { settingsOfWholeExport } from '../plan/zone-plan.ts'
import { createHistory } from './history.ts'
import { saveHistoryCsv } from './history-csv.ts'
import type { LedgerQueries } from './ledger.ts'

export function exportHistoryRoutes(
  deps: Deps,
  { runs, ledger }: { readonly runs: RunStore; readonly ledger: LedgerQueries },
): Handlers<typeof exportHistory> {
  const { raw } = deps.store
  const history = createHistory(deps.store, ledger)
  const stateOf = raw.prepare<[number], string>('select state from lead_list where id = ?').pluck()
  const templateNow = raw
    .prepare<[number], number>('select version from sequence where id = ? and removed_at is null')
    .pluck()

  function repeat(id: ExportId): RepeatOf {
    const summary = ledger.summary(id)
    // For a campaign of one time zone, the settings of all zones are used: its own alone would put everybody into it.
    const settings = settingsOfWholeExport(runs.get(id).settings)
    const template = settings.target.kind === 'new' ? settings.target.template : undefined
    return {
      workspaceId: summary.workspaceId,
      listId: summary.listId,
      listThere: stateOf.get(summary.listId) === 'ready',
      campaignName: summary.campaignName,
      at: summary.createdAt,
      settings,
      template: template
        ? { name: template.name, used: template.version, now: templateNow.get(template.id) ?? null }
        : null,
    }
  }

  return {
    'exportHistory.page': ({ after, limit, ...asked }) => ({
      ...history.page(asked, after, limit),
      total: history.total(asked.of),
    }),
    'exportHistory.saveCsv': (asked) => {
      const [first] = history.page(asked, null, 1).rows
      const of = first && ('listId' in asked.of ? first.listName : first.campaignName)
      const name = `${plainFileName(of ?? '') || 'exports'} exports.csv`
      return saveRows(deps, [first?.workspaceId ?? null], name, (path) =>
        saveHistoryCsv(path, history.every(asked), ({ id }) => runs.get(id).settings),
      )
    },
    'exportHistory.repeat': ({ exportId }) => repeat(exportId),
  }
}
