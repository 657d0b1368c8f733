import { ListChecks, RotateCcw } from 'lucide-react'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import type {
  ExportCheck,
  ExportSummary,
  LedgerRow,
  RowOutcome,
  RowsShown,
  TargetKind,
} from '#shared/contract/exports/exports.ts'
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import { personPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { LeadId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { useDebounced } from '../../core/lib/use-debounced.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { Button, Icon, Link } from '../../core/ui/button.tsx'
import { type Column, column } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { Found } from '../../core/ui/found.tsx'
import { Tabs } from '../../core/ui/tabs.tsx'
import { type ChosenRows, ChosenRowsBar, noRows } from '../plan/chosen-rows.tsx'
import { retryFailed } from './export-commands.ts'
import { OutcomeBadge, OutcomeReason } from './outcome-cells.tsx'

/** All rows of the report by outcome, with the reason for each. */
export function LedgerRows({ summary }: { summary: ExportSummary }) {
  const words = t.exports.ledger
  const { totals, state } = summary
  const small = useSmallWindow()
  const check = useQuery('exports.check', { exportId: summary.id }).data?.last ?? null
  const tabs = tabsOf(summary, check)
  /** Null until the operator chooses a tab; until then, failed rows are shown first. */
  const [tab, setTab] = useState<RowsShown | null>(null)
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim(), 180)
  // Undoing the export replaces one tab with another.
  const shown = tabs.find((each) => each.value === tab)?.value ?? firstTabOf(summary)
  const count = tabs.find((each) => each.value === shown)?.count ?? 0
  const [chosen, setChosen] = useState<ChosenRows>(noRows)
  useEffect(() => setChosen(noRows), [shown, search])
  const outcomes = useRef(new Map<LeadId, RowOutcome>())
  const choose = (ids: ReadonlySet<number | string>) => {
    // Selecting rows pins the tab.
    setTab(shown)
    setChosen(new Map([...outcomes.current, ...chosen].filter(([id]) => ids.has(id))))
  }
  // After the whole export was undone nothing of it is resumed; its list can be exported again.
  const canRetry = totals.failed > 0 && state !== 'cancelled' && summary.takenBack === 0
  return (
    <section
      className="card ledger-rows"
      style={{ '--rows': Math.max(count, 2) } as CSSProperties}
      aria-label={words.tabs}
    >
      <Tabs
        label={words.tabs}
        value={shown}
        onChange={setTab}
        tabs={tabs}
        actions={
          <>
            {canRetry && (
              <Button
                label={words.retry(totals.failed)}
                size="s"
                icon={RotateCcw}
                onClick={() => retryFailed(summary.id)}
              />
            )}
            <div className="ledger-search">
              <SearchInput label={t.ui.search} placeholder={words.search} value={typed} onChange={setTyped} />
            </div>
          </>
        }
      >
        <DataTable
          label={words.table(summary.listName)}
          columns={columnsFor({ over: isOver(state), target: summary.target, small, shown, search })}
          source={{
            key: `ledger ${summary.id} ${shown} ${search}`,
            loadPage: async (offset, limit, ask) => {
              const asked = { exportId: summary.id, outcome: shown, search, page: { offset, limit } }
              const page = await ask('exports.rows', asked)
              for (const row of page.rows) outcomes.current.set(row.leadId, row.outcome)
              return page
            },
          }}
          rowId={(row) => row.leadId}
          selected={new Set(chosen.keys())}
          onSelect={choose}
          selectAll
          foot={
            chosen.size > 0 && <ChosenRowsBar summary={summary} chosen={chosen} onClear={() => setChosen(noRows)} />
          }
          onOpen={({ email }) => email !== null && go(personPath(email))}
          empty={
            <p className="ledger-none">
              <Icon of={ListChecks} className={!search && isProblem(shown) ? 'is-ok' : ''} />
              {search ? words.noneFound : words.empty[shown]}
            </p>
          }
        />
      </Tabs>
    </section>
  )
}

/** Whether an empty tab is good news. */
const isProblem = (shown: RowsShown): boolean => shown === 'failed' || shown === 'refused'

/** Returns the tab that needs action first: failed, then rejected by Instantly, then deliberately left out. */
function firstTabOf({ totals, takenBack }: ExportSummary): RowsShown {
  const { stayedBehind, refused, failed, waiting } = totals
  if (failed > 0) return 'failed'
  if (refused > 0) return 'refused'
  if (stayedBehind > 0) return 'stayed_behind'
  if (waiting > 0) return 'waiting'
  return takenBack > 0 ? 'taken_back' : 'uploaded'
}

function tabsOf(
  { totals, takenBack }: ExportSummary,
  check: ExportCheck | null,
): readonly { value: RowsShown; label: string; count: number }[] {
  const counts: readonly (readonly [RowsShown, number])[] = [
    ['failed', totals.failed],
    ['refused', totals.refused],
    ['stayed_behind', totals.stayedBehind],
    [takenBack > 0 ? 'taken_back' : 'uploaded', totals.uploaded],
    ['waiting', totals.waiting],
    ...(check && check.missing > 0 ? [['missing', check.missing] as const] : []),
    ...(check && check.uncounted > 0 ? [['uncounted', check.uncounted] as const] : []),
  ]
  return counts.map(([value, count]) => ({ value, label: t.exports.ledger.tab[value], count }))
}

type Shown = {
  readonly over: boolean
  readonly target: TargetKind
  readonly small: boolean
  readonly shown: RowsShown
  readonly search: string
}

/**
 * `small` drops the company, which the lead's own page shows. The outcome column appears only in tabs that mix
 * outcomes. The reason is the last column to be cut off.
 */
function columnsFor({ over, target, small, shown, search }: Shown): readonly Column<LedgerRow>[] {
  const words = t.exports.ledger
  return [
    column('row', words.columns.row, { width: small ? 60 : 76, align: 'right' }, (row) => (
      <span className="text-3">{formatNumber(row.rowNumber)}</span>
    )),
    column('lead', words.columns.lead, { flex: 1, minWidth: 110 }, (row) => (
      <Cell value={row.name} otherwise={words.noName} search={search} strong />
    )),
    column('email', words.columns.email, { flex: 1.8, minWidth: 130 }, (row) => (
      <Cell value={row.email ?? ''} otherwise={words.noEmail} search={search} />
    )),
    ...(small ? [] : [companyColumn(search)]),
    ...(shown === 'missing' || shown === 'uncounted'
      ? [
          column('where', words.columns.where, { width: 154 }, (row: LedgerRow) => (
            <OutcomeBadge outcome={row.outcome} />
          )),
        ]
      : []),
    column('why', words.columns.why, { flex: 3, minWidth: small ? 220 : 300 }, (row) => (
      <OutcomeReason of={row} over={over} target={target} />
    )),
    column(
      'see',
      '',
      { width: small ? 84 : 92, align: 'right' },
      ({ email, name }) =>
        email !== null && (
          <Link to={personPath(email)} className="ellipsis" aria-label={words.seeLeadNamed(name || email)}>
            {words.seeLead}
          </Link>
        ),
    ),
  ]
}

const companyColumn = (search: string): Column<LedgerRow> =>
  column('company', t.exports.ledger.columns.company, { flex: 0.9, minWidth: 90 }, (row) => (
    <Cell value={row.companyName ?? ''} otherwise="–" search={search} />
  ))

type CellProps = { value: string; otherwise: string; search: string; strong?: boolean }

function Cell({ value, otherwise, search, strong }: CellProps) {
  if (value === '') return <span className="text-3">{otherwise}</span>
  return (
    <span className={strong ? 'ellipsis export-list' : 'ellipsis text-2'} title={value}>
      <Found text={value} typed={search} />
    </span>
  )
}
