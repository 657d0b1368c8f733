import type { LedgerRow, TargetKind } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { type BackendTexts, backendTexts } from '#shared/texts/backend-texts.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import { saveRows } from '../../clients/workspaces/save-rows.ts'
import type { Deps } from '../../core/deps.ts'
import { plainFileName } from '../../core/lib/file-name.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'
import type { LedgerQueries } from './ledger.ts'

/** Saves an export's problem rows, or all, as CSV, with reasons in the operator's language. Null if cancelled. */
export function saveLedgerCsv(deps: Deps, ledger: LedgerQueries, id: ExportId, what: 'problems' | 'all') {
  const { summary } = ledger.ledger(id)
  const texts = backendTexts[operatorLanguage(deps)]
  const words = texts.ledgerCsv
  const name = plainFileName(summary.campaignName) || words.unnamedFile(id)
  return saveRows(deps, [summary.workspaceId], `${name} ${words.fileSuffix[what]}.csv`, (path) =>
    saveCsv(path, words.header, ledger.everyRow(id, what), (row) => cellsOf(row, texts, summary.target)),
  )
}

const cellsOf = (row: LedgerRow, texts: BackendTexts, target: TargetKind) => [
  String(row.rowNumber),
  row.email ?? '',
  row.name,
  row.companyName ?? '',
  texts.ledgerCsv.outcomes[row.outcome],
  whyOf(row, texts, target),
]

function whyOf(row: LedgerRow, { ledgerCsv, errors }: BackendTexts, target: TargetKind): string {
  if (row.gate === 'already_uploaded' && target === 'list') return ledgerCsv.ofList[row.gate]
  if (row.gate) return ledgerCsv.gates[row.gate]
  if (row.refusals.length > 0) return ledgerCsv.refused(row.refusals, target)
  return row.error ? errors[row.error]({}).what : ''
}
