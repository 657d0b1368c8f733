import { once } from 'node:events'
import fs from 'node:fs'
import type { LedgerRow } from '#shared/contract/exports.ts'
import { csvBom, csvLine } from '#shared/domain/csv-write.ts'
import type { ExportId } from '#shared/ids.ts'
import { fateWords, ledgerCsv, ledgerWhy } from '#shared/texts/ledger-csv-en.ts'
import type { Deps } from '../../deps.ts'
import type { LedgerQueries } from './ledger.ts'

/** Writes the problem rows (or every row) of an export as CSV with reasons; null when the operator cancels. */
export async function saveLedgerCsv(
  deps: Deps,
  ledger: LedgerQueries,
  id: ExportId,
  what: 'problems' | 'all',
): Promise<{ readonly path: string; readonly rows: number } | null> {
  const { summary } = ledger.ledger(id)
  const name =
    summary.campaignName
      .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
      .trim()
      .slice(0, 80) || `export ${id}`
  const path = await deps.host.chooseSavePath({ defaultName: `${name} ${ledgerCsv.fileSuffix[what]}.csv` })
  if (path === null) return null

  const file = fs.createWriteStream(path, { mode: 0o600 })
  await once(file, 'open')
  let rows = 0
  file.write(csvBom + csvLine(ledgerCsv.header))
  for (const page of ledger.everyRow(id, what)) {
    rows += page.length
    if (!file.write(page.map(lineOf).join(''))) await once(file, 'drain')
    else await new Promise((resolve) => setImmediate(resolve))
  }
  file.end()
  await once(file, 'finish')
  return { path, rows }
}

function lineOf(row: LedgerRow): string {
  return csvLine([
    String(row.rowNumber),
    row.email ?? '',
    row.name,
    row.companyName ?? '',
    fateWords[row.fate],
    ledgerWhy(row),
  ])
}
