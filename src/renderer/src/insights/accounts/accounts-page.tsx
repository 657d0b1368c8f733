import './accounts.css'
import { ChevronDown, ChevronRight, Download, Group, List, Mail, RefreshCw } from 'lucide-react'
import { useDeferredValue, useRef, useState } from 'react'
import {
  type AccountShow,
  type AccountSort,
  type AccountSync,
  accountShows,
  accountSorts,
  type CollapsedAccounts,
  type DomainRow,
} from '#shared/contract/insights/accounts.ts'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { SyncFailure } from '../../background/sync-failure.tsx'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { usePageFocus } from '../../core/lib/use-page-focus.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { showFailureOf } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useClientLabel, useCurrentClient } from '../../core/stores/workspaces.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Button, Icon, IconButton } from '../../core/ui/button.tsx'
import { type Column, column, type Sort } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Meter } from '../../core/ui/meter.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Spark } from '../../core/ui/spark.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { AccountActions } from './account-actions.tsx'
import { AccountPanel } from './account-panel.tsx'
import { figure, newSubmission, problemText, standing } from './account-text.ts'
import { ActionProgress } from './action-progress.tsx'
import { CapacityCard } from './capacity-card.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { accountCommands } from './commands.ts'
import { DomainPanel } from './domain-panel.tsx'
import { AccountStateMark, DnsMarks } from './panel-parts.tsx'
import { idOf, type Row, useAccountSelection } from './use-account-selection.ts'

const isSort = (id: string): id is AccountSort => accountSorts.some((one) => one === id)
type AccountsPageProps = { opened: { readonly workspaceId: WorkspaceId; readonly email: string } | null }

/**
 * All sending accounts of one client or of all, grouped by domain. The account in the path, or its domain
 * (`@acme.example`), is shown beside the table.
 */
export function AccountsPage({ opened }: AccountsPageProps) {
  const words = t.accounts
  usePageFocus()
  const client = useCurrentClient()
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const [show, setShow] = useState<AccountShow>('all')
  const [sort, setSort] = useState<Sort>({ id: 'account', descending: false })
  /** The account whose daily limit is being changed with F2. */
  const [limited, setLimited] = useState<Row | null>(null)
  const filters = useRef<HTMLDivElement>(null)
  useCommand(accountCommands.search, () => filters.current?.querySelector('input')?.focus())
  const selection = useAccountSelection(JSON.stringify([client.workspaceId, client.partId, search, show]))
  const asked = {
    ...client,
    search,
    show,
    sort: isSort(sort.id) ? sort.id : ('account' as const),
    descending: sort.descending,
  }
  const head = useQuery('accounts.list', { ...asked, arranged: true, page: { limit: 1 } }).data
  useScreenKeys(
    head?.counts.all
      ? [
          ['x', t.frame.keys.select],
          ['p', t.frame.keys.pause],
          ['space', t.frame.keys.panel],
        ]
      : [],
  )
  const failure = head?.problem ?? null
  const byDomain = head?.byDomain ?? true
  const arrange = useAction((to: boolean) => call('accounts.arrange', { byDomain: to }))
  const fold = useAction((workspaceId: WorkspaceId | null, domain: string | null, folded: boolean, rest: boolean) =>
    call('accounts.fold', { workspaceId, domain, folded, rest }),
  )
  const foldRow = (row: DomainRow | CollapsedAccounts, folded: boolean) =>
    fold.run(row.workspaceId, row.domain, folded, row.kind === 'rest')
  const arrangeError = arrange.error ?? fold.error
  // Search results are never collapsed.
  const canFold = byDomain && search.trim() === '' && show === 'all'
  const save = useAction(async () => {
    const saved = await call('accounts.saveCsv', asked)
    if (saved) showToast(words.saved(saved.rows))
  })
  const isSmall = useSmallWindow()
  const room = opened ? (isSmall ? 'little' : 'some') : isSmall ? 'some' : 'all'
  const shows = accountShows.map((value) => ({
    value,
    label: head ? `${words.shows[value]} ${formatNumber(head.counts[value])}` : words.shows[value],
  }))
  const narrowed = search.trim() !== '' || show !== 'all'
  return (
    <div className="page">
      <PageHead
        title={words.title}
        meta={head && head.counts.all > 0 ? words.meta(head.counts.all, head.domains, head.clients) : undefined}
      >
        <Button label={words.save} icon={Download} action={save} disabled={!head || head.total === 0} />
        <SyncNow workspaceId={client.workspaceId} readAt={head?.readAt ?? null} failed={failure !== null} />
      </PageHead>
      <div className="accounts-body">
        <div className="accounts-main">
          {save.error && <ErrorNote error={save.error} />}
          {arrangeError && <ErrorNote error={arrangeError} />}
          <ActionProgress workspaceId={client.workspaceId} />
          {head && head.counts.all === 0 && !narrowed ? (
            <Card className="card-fill">
              {failure ? (
                <SyncFailure problem={failure} client={client.workspaceId} />
              ) : (
                <EmptyState
                  icon={Mail}
                  title={head.readAt === null ? words.unsyncedTitle : words.emptyTitle}
                  text={head.readAt === null ? words.unsyncedText : words.emptyText}
                />
              )}
            </Card>
          ) : (
            <>
              <CapacityCard client={client} narrow={opened !== null} />
              <Card className="card-fill" pad={false}>
                <div className="filters campaigns-filters" ref={filters}>
                  {selection.accounts.length > 0 ? (
                    <div className="row-wrap grow campaigns-chosen">
                      <b>{words.selected(selection.accounts.length)}</b>
                      <AccountActions of={selection.accounts} one={null} paused={selection.allPaused} withKeys />
                      <Button label={words.clear} size="s" variant="quiet" onClick={selection.clear} />
                    </div>
                  ) : (
                    <>
                      <div className="campaigns-search">
                        <SearchInput value={typed} onChange={setTyped} placeholder={words.search} maxLength={200} />
                      </div>
                      {room === 'little' ? (
                        <span className="accounts-show">
                          <Select label={words.show} value={show} options={shows} onChange={setShow} />
                        </span>
                      ) : (
                        <Segmented label={words.show} value={show} options={shows} onChange={setShow} />
                      )}
                      <span className="accounts-arrange">
                        <Menu
                          trigger={
                            <IconButton
                              icon={byDomain ? Group : List}
                              label={byDomain ? words.arrange.byDomain : words.arrange.oneList}
                            />
                          }
                          items={[
                            { label: words.arrange.byDomain, chosen: byDomain, onSelect: () => arrange.run(true) },
                            { label: words.arrange.oneList, chosen: !byDomain, onSelect: () => arrange.run(false) },
                            'line',
                            {
                              label: words.arrange.foldAll,
                              disabled: !canFold,
                              onSelect: () => fold.run(client.workspaceId, null, true, false),
                            },
                            {
                              label: words.arrange.unfoldAll,
                              disabled: !canFold,
                              onSelect: () => fold.run(client.workspaceId, null, false, false),
                            },
                          ]}
                        />
                      </span>
                    </>
                  )}
                </div>
                <DataTable<Row>
                  label={words.table}
                  columns={columnsFor(byDomain, room, canFold ? foldRow : null)}
                  source={{
                    key: `accounts ${byDomain} ${JSON.stringify(asked)}`,
                    loadPage: async (offset, limit, ask) => {
                      const page = await ask('accounts.list', {
                        ...asked,
                        arranged: true,
                        kept: selection.toKeep(),
                        page: { offset, limit },
                      })
                      selection.remember(page.rows, offset)
                      return page
                    },
                  }}
                  rowId={idOf}
                  sort={sort}
                  onSort={setSort}
                  selected={selection.selected}
                  onSelect={selection.choose}
                  onFold={
                    canFold
                      ? (row, folded) => {
                          if (row.kind !== 'account') foldRow(row, folded)
                        }
                      : undefined
                  }
                  selectAll
                  onRename={setLimited}
                  onPeek={(row, passing) => {
                    if (row.kind !== 'rest')
                      go(accountPath(row.workspaceId, row.kind === 'account' ? row.email : `@${row.domain}`))
                    else if (!passing) foldRow(row, !row.folded)
                  }}
                  peeked={opened ? `${opened.workspaceId} ${opened.email}` : null}
                  empty={<EmptyState icon={Mail} title={words.noneTitle} text={words.noneText} />}
                />
              </Card>
            </>
          )}
        </div>
        {limited && (
          <ChangeDialog
            kind="daily_limit"
            count={limited.kind === 'account' ? 1 : limited.emails.length}
            of={limited.kind === 'account' ? limited : null}
            act={(change) =>
              call('accounts.act', {
                accounts: (limited.kind === 'account' ? [limited.email] : limited.emails).map((email) => ({
                  workspaceId: limited.workspaceId,
                  email,
                })),
                change,
                submission: newSubmission(),
              })
            }
            onClose={() => setLimited(null)}
          />
        )}
        {opened &&
          (opened.email.startsWith('@') ? (
            <DomainPanel
              key={opened.email}
              workspaceId={opened.workspaceId}
              domain={opened.email.slice(1)}
              onClose={() => go('/accounts')}
            />
          ) : (
            <AccountPanel key={opened.email} {...opened} onClose={() => go('/accounts')} />
          ))}
      </div>
    </div>
  )
}

type SyncNowProps = {
  workspaceId: WorkspaceId | null
  readAt: string | null
  /** Whether the last sync failed, which may be later than `readAt`. */
  failed: boolean
}

function SyncNow({ workspaceId, readAt, failed: isFailing }: SyncNowProps) {
  const words = t.accounts
  const look = useClientLabel()
  const [failed, setFailed] = useState<readonly AccountSync[]>([])
  const sync = useAction(async () => {
    const results = await call('accounts.sync', { workspaceId })
    const sum = (key: 'added' | 'updated' | 'gone') => results.reduce((all, one) => all + one[key], 0)
    const bad = results.filter(({ problem }) => problem !== null)
    const summary = words.syncDone(sum('added'), sum('updated'), sum('gone'))
    const [only] = results
    if (!only) showToast(words.nobody, { tone: 'bad' })
    else if (results.length === 1 && only.problem)
      showFailureOf(words.title, new AppError(only.problem.code, only.problem.data), only.workspaceId)
    else
      showToast(
        bad.length > 0 ? `${summary}. ${words.syncFailed(bad.length)}` : summary,
        bad.length > 0 ? { tone: 'bad' } : {},
      )
    // The message says why for a single client.
    setFailed(results.length > 1 ? bad : [])
  })
  return (
    <>
      <span className="accounts-synced text-2 small" role="status">
        {sync.busy ? (
          words.syncing
        ) : readAt ? (
          <>
            {words.synced} <Time iso={readAt} as="ago" />
            {isFailing && <span className="is-warn">, {t.health.syncFailed.note}</span>}
          </>
        ) : isFailing ? (
          <span className="is-warn">{t.health.syncFailed.title}</span>
        ) : (
          words.neverSynced
        )}
      </span>
      <Button label={words.sync} icon={RefreshCw} command={accountCommands.sync} action={sync} />
      {sync.error && <ErrorNote error={sync.error} />}
      {failed.length > 0 && (
        <Dialog
          width={560}
          title={words.syncErrors}
          onClose={() => setFailed([])}
          actions={<Button label={words.close} variant="primary" onClick={() => setFailed([])} autoFocus />}
        >
          <ul className="accounts-outcomes">
            {failed.map(
              ({ workspaceId: id, problem }) =>
                problem && (
                  <li key={id}>
                    <b>{look({ workspaceId: id, partId: null })?.name}</b>
                    <span className="text-2">{problemText(problem)}</span>
                  </li>
                ),
            )}
          </ul>
        </Dialog>
      )}
    </>
  )
}

/** How much a row can show: less if the window is small or the panel is open, least with both. */
type Room = 'all' | 'some' | 'little'

/** `grouped`: rows are grouped by domain and show only the part of the address before the `@`. */
function columnsFor(
  grouped: boolean,
  room: Room,
  fold: ((row: DomainRow | CollapsedAccounts, folded: boolean) => unknown) | null,
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
            <span className="accounts-count text-3 small">{words.accountsOf(row.accounts)}</span>
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
    ...(room === 'little' ? [] : figureColumns(narrow)),
  ]
}

type FoldButtonProps = {
  row: DomainRow | CollapsedAccounts
  label: string
  /** Null if everything is shown. */
  fold: ((row: DomainRow | CollapsedAccounts, folded: boolean) => unknown) | null
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
function figureColumns(narrow: boolean): readonly Column<Row>[] {
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
          <span className={row.sent7 >= 50 && row.bounced7 / row.sent7 > 0.05 ? 'accounts-bad' : undefined}>
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
