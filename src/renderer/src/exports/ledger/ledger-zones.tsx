import '../plan/zones.css'
import type { Ledger } from '#shared/contract/exports/exports.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Link } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Card } from '../../core/ui/page.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { verdictText } from './verdict-text.ts'

/** Exports started together, one per time zone, with their sum; nothing for an export of the whole list. */
export function LedgerZones({ ledger: { zones, summary } }: { ledger: Ledger }) {
  const words = t.exportZones
  if (zones.length < 2) return null
  const rows = zones.map(({ exportId, zone, state, promised, totals }) => ({
    exportId,
    zone,
    outcome: { state, promised, totals, alreadyThere: 0 },
    rows: totals.rows,
    uploaded: totals.uploaded,
    behind: totals.stayedBehind + totals.refused + totals.failed,
    open: totals.waiting,
  }))
  const sum = (of: 'rows' | 'uploaded' | 'behind' | 'open') => rows.reduce((all, row) => all + row[of], 0)
  const number = (id: 'rows' | 'uploaded' | 'behind' | 'open', header: string) =>
    column(id, header, { align: 'right', width: 120 }, (row: (typeof rows)[number]) => formatNumber(row[id]))
  return (
    <Card pad={false} title={words.ledgerTitle} meta={words.ledgerMeta}>
      <PlainTable<(typeof rows)[number]>
        label={words.ledgerTitle}
        rows={rows}
        rowId={({ exportId }) => exportId}
        columns={[
          column('zone', words.zone, { minWidth: 200 }, ({ exportId, zone }) =>
            exportId === summary.id ? (
              <b>
                {zone} <span className="text-3">({words.ledgerHere})</span>
              </b>
            ) : (
              <Link to={`/exports/${exportId}`}>{zone}</Link>
            ),
          ),
          column('state', words.ledgerState, { width: 120 }, ({ outcome }) => verdictText(outcome)),
          number('rows', words.ledgerRows),
          number('uploaded', words.ledgerUploaded),
          number('behind', words.ledgerBehind),
          number('open', words.ledgerOpen),
        ]}
        foot={
          <tr>
            <td>{words.ledgerAll}</td>
            <td />
            <td className="num">{formatNumber(sum('rows'))}</td>
            <td className="num">{formatNumber(sum('uploaded'))}</td>
            <td className="num">{formatNumber(sum('behind'))}</td>
            <td className="num">{formatNumber(sum('open'))}</td>
          </tr>
        }
      />
      <p className="small text-3 plan-sum-note">{words.ledgerSum}</p>
    </Card>
  )
}
