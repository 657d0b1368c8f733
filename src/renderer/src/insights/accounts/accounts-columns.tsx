import { ChevronDown, ChevronRight } from 'lucide-react'
import type { CollapsedAccounts, DomainRow } from '#shared/contract/insights/accounts.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Icon } from '../../core/ui/button.tsx'
import { type Column, column } from '../../core/ui/column.ts'
import { Meter } from '../../core/ui/meter.tsx'
import { Spark } from '../../core/ui/spark.tsx'
import { figure, standing } from './account-text.ts'
import { AccountStateMark, DnsMarks } from './panel-parts.tsx'
import type { Row } from './use-account-selection.ts'

/** How much a row can show: less if the window is small or the panel is open, least with both. */
export type Room = 'all' | 'some' | 'little'

/** Folds or unfolds the accounts that a row stands for. */
export type FoldRow = (row: DomainRow | CollapsedAccounts, folded: boolean) => void

/**
 * `grouped`: rows are grouped by domain and show only the part of the address before the `@`. `bounceRed`: the bounce
 * rate above which an account is burning.
 */
export function columnsFor(
  grouped: boolean,
  room: Room,
  fold: FoldRow | null,
  bounceRed: number,
): readonly Column<Row>[] {
  const words = t.accounts
  const narrow = room !== 'all'
  const { columns } = words
  return [
    column('account', columns.account, { flex: 2, minWidth: room === 'little' ? 120 : 150, sortable: true }, (row) =>
      row.kind === 'rest' ? (
        <span className="accounts-rest accounts-domain-free">
          <FoldButton row={row} label={words.rest[row.does](row.emails.length)} fold={fold} />
          <Dot tone={row.does === 'sending' ? 'ok' : 'quiet'} />
          <span className="text-2">{words.rest[row.does](row.emails.length)}</span>
        </span>
      ) : row.kind === 'domain' ? (
        <span className={narrow ? 'accounts-domain accounts-domain-free' : 'accounts-domain'} title={row.domain}>
          <FoldButton row={row} label={words.arrange.accountsOf(row.domain)} fold={fold} />
          <ClientMark of={{ workspaceId: row.workspaceId, partId: null }} squareOnly />
          <b className="ellipsis">{row.domain}</b>
          {narrow ? (
            <DnsFailed row={row} />
          ) : (
            <span className="accounts-count text-3 small" title={words.accountsOf(row.accounts)}>
              {figure(row.accounts)}
            </span>
          )}
        </span>
      ) : (
        <span className={grouped ? 'accounts-name ellipsis' : 'ellipsis'} title={row.email}>
          {grouped ? row.email.slice(0, row.email.lastIndexOf('@') + 1) : row.email}
        </span>
      ),
    ),
    column('verdict', columns.health, { flex: narrow ? 3 : 1, minWidth: narrow ? 150 : 216, sortable: true }, (row) =>
      row.kind !== 'account' ? (
        !narrow && row.kind === 'domain' && row.vitals && <DnsMarks vitals={row.vitals} />
      ) : (
        <span className="accounts-standing" title={standing(row)}>
          <AccountStateMark row={row} />
          <span className={row.verdict === 'healthy' || row.state === 'paused' ? 'grid-two text-2' : 'grid-two'}>
            {standing(row)}
          </span>
        </span>
      ),
    ),
    column('score', columns.warmup, { width: narrow ? 100 : 112, sortable: true }, (row) =>
      row.kind !== 'account' ? null : (
        <span className="accounts-warmup">
          <span className={row.score !== null && row.score < 80 ? 'accounts-warn' : undefined}>
            {row.score === null ? '' : figure(row.score)}
          </span>
          <ScoreTrend scores={row.scores} />
          {row.warmup === 'off' && <span className="text-3 small">{words.warmup.off}</span>}
        </span>
      ),
    ),
    ...(room === 'little' ? [] : figureColumns(narrow, bounceRed)),
  ]
}

type FoldButtonProps = {
  row: DomainRow | CollapsedAccounts
  label: string
  /** Null if everything is shown. */
  fold: FoldRow | null
}

function FoldButton({ row, label, fold }: FoldButtonProps) {
  if (fold === null) return null
  return (
    <button
      type="button"
      className="accounts-fold"
      tabIndex={-1}
      aria-expanded={!row.folded}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation()
        fold(row, !row.folded)
      }}
    >
      <Icon of={row.folded ? ChevronRight : ChevronDown} size={14} />
    </button>
  )
}

/** Columns for emails sent and responses received. */
function figureColumns(narrow: boolean, bounceRed: number): readonly Column<Row>[] {
  const words = t.accounts
  const { columns } = words
  return [
    column('sentToday', columns.sentToday, { width: narrow ? 112 : 152, align: 'right', sortable: true }, (row) => (
      <>
        {!narrow && row.kind === 'account' && row.dailyLimit !== null && (
          <Meter share={row.sentToday / Math.max(1, row.dailyLimit)} />
        )}
        <span className="accounts-sent">
          {formatNumber(row.sentToday)}
          {row.dailyLimit !== null && (
            <span className="text-3"> {words.ofLimit('', formatNumber(row.dailyLimit)).trim()}</span>
          )}
        </span>
      </>
    )),
    column('bounced', columns.bounced, { width: narrow ? 92 : 116, align: 'right', sortable: true }, (row) =>
      row.sent7 === 0 ? (
        <span className="text-3">–</span>
      ) : (
        <span>
          <span className={row.sent7 >= 50 && row.bounced7 / row.sent7 > bounceRed ? 'accounts-bad' : undefined}>
            {formatShare(row.bounced7 / row.sent7)}
          </span>{' '}
          {!narrow && <span className="text-3">{words.ofLimit('', formatNumber(row.sent7)).trim()}</span>}
        </span>
      ),
    ),
    ...(narrow
      ? []
      : [
          column('campaigns', columns.campaigns, { width: 92, align: 'right', sortable: true }, (row: Row) =>
            row.kind === 'account' ? formatNumber(row.campaigns) : null,
          ),
        ]),
  ]
}

/** Shows only failed checks; the panel has the full test. */
function DnsFailed({ row }: { row: DomainRow }) {
  const { vitals } = row
  if (!vitals || ![vitals.mx, vitals.spf, vitals.dkim, vitals.dmarc].includes(false)) return null
  const only = (value: boolean | null) => (value === false ? false : null)
  return (
    <span className="accounts-bad small">
      {(['mx', 'spf', 'dkim', 'dmarc'] as const)
        .filter((check) => only(vitals[check]) === false)
        .map((check) => t.accounts.dns.names[check])
        .join(', ')}
    </span>
  )
}

/** Trend of a warmup score over the last days. */
function ScoreTrend({ scores }: { scores: readonly (number | null)[] }) {
  const read = scores.filter((score) => score !== null)
  const label = t.accounts.trend(figure(read[0] ?? 0), figure(read.at(-1) ?? 0))
  return <Spark values={scores} label={label} scale={{ from: 0, to: 100 }} />
}
