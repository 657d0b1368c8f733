import { count } from '../../core/ui/count.tsx'
import './history.css'
import { ArrowDown, ArrowUp, Download, FileSliders, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import type { HistoryRow, HistoryScope, HistorySort } from '#shared/contract/exports/export-history.ts'
import { verdictOf } from '#shared/domain/exports/export-verdict.ts'
import type { ExportId } from '#shared/ids.ts'
import { call, useAction, useComposedQuery, useQuery } from '../../core/lib/backend.ts'
import { formatCents, formatDuration, formatNumber, t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button, Icon, IconButton, Link } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { ScrollTable } from '../../core/ui/scroll-table.tsx'
import { Time } from '../../core/ui/time.tsx'
import { RepeatChooser } from '../plan/repeat-chooser.tsx'
import { repeatExport } from '../plan/repeat-export.ts'
import { SettingsList } from './ledger-settings.tsx'
import { VerdictBadge } from './verdict-badge.tsx'

const pageSize = 20

type Order = { readonly sort: HistorySort; readonly descending: boolean }

/** All exports of a list or into a campaign: their outcome, their cost, and a way to repeat each. */
export function ExportHistory({ of }: { of: HistoryScope }) {
  const words = t.exportHistory
  const ofList = 'listId' in of
  const [order, setOrder] = useState<Order>({ sort: 'at', descending: true })
  const [pages, setPages] = useState(1)
  const [settings, setSettings] = useState<ExportId | null>(null)
  const asked = useHistory(of, order, pages)
  const shown = usePreviousData(asked.data)
  const saving = useAction(async () => {
    const saved = await call('exportHistory.saveCsv', { of, ...order })
    if (saved) showToast(words.saved(saved.rows, saved.path))
  })
  const sortBy = (sort: HistorySort) =>
    setOrder((now) => ({ sort, descending: now.sort === sort ? !now.descending : sort !== 'name' }))
  const label = ofList ? words.tableOfList : words.tableOfCampaign
  const problem = asked.error ?? saving.error
  const left = (shown?.total ?? 0) - (shown?.rows.length ?? 0)
  return (
    <Card
      title={words.title}
      meta={shown && shown.total > 0 ? formatNumber(shown.total) : undefined}
      pad={false}
      actions={shown && shown.total > 0 && <Button label={words.save} size="s" icon={Download} action={saving} />}
    >
      {problem && <ErrorNote error={problem} onAction={asked.refetch} />}
      {shown?.total === 0 && <p className="text-3 history-none">{ofList ? words.noneOfList : words.noneOfCampaign}</p>}
      {shown && shown.total > 0 && (
        <ScrollTable label={label} early>
          <table className="plain-table history" aria-label={label}>
            <thead>
              <tr>
                {columns.map(({ sort, isNumber }) => (
                  <Head key={sort} sort={sort} order={order} isNumber={isNumber} ofList={ofList} onSort={sortBy} />
                ))}
                <th scope="col">
                  <span className="sr-only">{words.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.rows.map((row) => (
                <Row key={row.id} row={row} ofList={ofList} onSettings={() => setSettings(row.id)} />
              ))}
            </tbody>
          </table>
        </ScrollTable>
      )}
      {shown?.next && (
        <div className="history-more">
          <Button
            label={words.more(Math.min(left, pageSize))}
            size="s"
            busy={asked.asking}
            onClick={() => setPages(pages + 1)}
          />
        </div>
      )}
      {settings !== null && <SettingsDialog exportId={settings} onClose={() => setSettings(null)} />}
      <RepeatChooser />
    </Card>
  )
}

/** Loads this many pages, each from where the last ended. All are read again after a change, so no row is skipped. */
function useHistory(of: HistoryScope, order: Order, pages: number) {
  return useComposedQuery(`history ${JSON.stringify([of, order])} ${pages}`, async (ask) => {
    let page = await ask('exportHistory.page', { of, ...order, limit: pageSize })
    const rows = new Map(page.rows.map((row) => [row.id, row]))
    for (let at = 1; at < pages && page.next; at += 1) {
      page = await ask('exportHistory.page', { of, ...order, after: page.next, limit: pageSize })
      for (const row of page.rows) rows.set(row.id, row)
    }
    return { rows: [...rows.values()], next: page.next, total: page.total }
  })
}

const columns: readonly { readonly sort: HistorySort; readonly isNumber: boolean }[] = [
  { sort: 'at', isNumber: false },
  { sort: 'name', isNumber: false },
  { sort: 'uploaded', isNumber: true },
  { sort: 'stayedBehind', isNumber: true },
  { sort: 'refused', isNumber: true },
  { sort: 'failed', isNumber: true },
  { sort: 'takenBack', isNumber: true },
  { sort: 'took', isNumber: true },
  { sort: 'cost', isNumber: true },
]

type HeadProps = {
  sort: HistorySort
  order: Order
  isNumber: boolean
  ofList: boolean
  onSort: (sort: HistorySort) => void
}

function Head({ sort, order, isNumber, ofList, onSort }: HeadProps) {
  const words = t.exportHistory
  const word = sort === 'name' ? (ofList ? words.campaign : words.list) : words.sorts[sort]
  const isSorted = order.sort === sort
  return (
    <th
      scope="col"
      className={`history-${sort}${isNumber ? ' num' : ''}`}
      aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className={isSorted ? 'grid-sort grid-sorted' : 'grid-sort'}
        aria-label={words.sortBy(word)}
        onClick={() => onSort(sort)}
      >
        {word}
        {isSorted && <Icon of={order.descending ? ArrowDown : ArrowUp} size={12} />}
      </button>
    </th>
  )
}

const countColumns = ['uploaded', 'stayedBehind', 'refused', 'failed', 'takenBack'] as const

function Row({ row, ofList, onSettings }: { row: HistoryRow; ofList: boolean; onSettings: () => void }) {
  const words = t.exportHistory
  const { totals, cost } = row
  const name = ofList ? row.campaignName : row.listName
  return (
    <tr>
      <td>
        <Time iso={row.createdAt} />
      </td>
      <td>
        <span className="row">
          <Link to={`/exports/${row.id}`} className="ellipsis" title={name} aria-label={words.ledgerOf(name)}>
            {name || '–'}
          </Link>
          {verdictOf(row).kind !== 'complete' && <VerdictBadge summary={row} />}
        </span>
      </td>
      {countColumns.map((column) => (
        <td key={column} className={`history-${column} num`}>
          {count(column === 'takenBack' ? row.takenBack : totals[column])}
        </td>
      ))}
      <td className="history-took num">
        {row.durationMs === null ? <span className="text-3">{words.notYet}</span> : formatDuration(row.durationMs)}
      </td>
      <td className="history-cost num">
        {cost === null || cost.cents === 0 ? (
          <span className="text-3">{words.noCost}</span>
        ) : (
          formatCents(cost.cents, cost.currency)
        )}
      </td>
      <td>
        <span className="history-acts">
          <IconButton icon={FileSliders} label={`${words.settings}: ${name}`} onClick={onSettings} />
          <IconButton icon={RotateCcw} label={words.repeatOf(name)} onClick={() => repeatExport(row.id)} />
        </span>
      </td>
    </tr>
  )
}

/** Settings of an export, with a button to repeat it with another list. */
function SettingsDialog({ exportId, onClose }: { exportId: ExportId; onClose: () => void }) {
  const words = t.exportHistory
  const ledger = useQuery('exports.ledger', { exportId })
  const repeat = (how: 'same_list' | 'choose') => {
    onClose()
    repeatExport(exportId, how)
  }
  return (
    <Dialog
      onClose={onClose}
      title={words.settingsOf(exportId)}
      width={560}
      actions={
        <>
          <Button label={words.repeatOther} onClick={() => repeat('choose')} />
          <Button label={words.repeat} variant="primary" icon={RotateCcw} onClick={() => repeat('same_list')} />
        </>
      }
    >
      {ledger.error && <ErrorNote error={ledger.error} onAction={ledger.refetch} />}
      {ledger.data && <SettingsList ledger={ledger.data} />}
    </Dialog>
  )
}
