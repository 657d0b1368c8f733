import './accounts.css'
import { Download, Mail, RefreshCw } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Input, Output } from '#shared/contract/index.ts'
import { type AccountSort, type AccountSync, accountSorts } from '#shared/contract/insights/accounts.ts'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { SyncFailure } from '../../background/sync-failure.tsx'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { go } from '../../core/lib/router.ts'
import { formatList, t } from '../../core/lib/texts.ts'
import type { PageSource } from '../../core/lib/use-pages.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { showFailureOf } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useClientLabel, useCurrentClient } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import type { Sort } from '../../core/ui/column.ts'
import { DataTable } from '../../core/ui/data-table.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card, EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { accountCommands } from '../commands.ts'
import { AccountPanel } from './account-panel.tsx'
import { newSubmission, problemText } from './account-text.ts'
import { columnsFor } from './accounts-columns.tsx'
import { AccountsTools, useAccountFilter, useArrangement } from './accounts-tools.tsx'
import { ActionProgress } from './action-progress.tsx'
import { CapacityCard } from './capacity-card.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { DomainPanel } from './domain-panel.tsx'
import { idOf, type Row, useAccountSelection } from './use-account-selection.ts'

const isSort = (id: string): id is AccountSort => accountSorts.some((one) => one === id)
type AccountsPageProps = { opened: { readonly workspaceId: WorkspaceId; readonly email: string } | null }

/**
 * All sending accounts of one client or of all, grouped by domain. The account in the path, or its domain
 * (`@acme.example`), is shown beside the table.
 */
export function AccountsPage({ opened }: AccountsPageProps) {
  const words = t.accounts
  const client = useCurrentClient()
  const filter = useAccountFilter()
  const { search, show, isNarrowed } = filter
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
  const limits = useQuery('alerts.settings', {}).data
  useTableKeys(Boolean(head?.counts.all))
  const failure = head?.problem ?? null
  const arrangement = useArrangement(client.workspaceId, head?.byDomain ?? true, isNarrowed)
  const { byDomain, canFold, foldRow } = arrangement
  const save = useAction(async () => {
    const saved = await call('accounts.saveCsv', asked)
    if (saved) showToast(words.saved(saved.rows))
  })
  const isSmall = useSmallWindow()
  const room = opened ? (isSmall ? 'little' : 'some') : isSmall ? 'some' : 'all'
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
          {arrangement.error && <ErrorNote error={arrangement.error} />}
          <ActionProgress workspaceId={client.workspaceId} />
          {head && head.counts.all === 0 && !isNarrowed ? (
            <NoAccounts workspaceId={client.workspaceId} failure={failure} wasSynced={head.readAt !== null} />
          ) : (
            <>
              <CapacityCard client={client} narrow={opened !== null} />
              <Card className="card-fill" pad={false}>
                <AccountsTools
                  ref={filters}
                  filter={filter}
                  selection={selection}
                  counts={head?.counts}
                  room={room}
                  arrangement={arrangement}
                />
                <DataTable<Row>
                  label={words.table}
                  columns={columnsFor(byDomain, room, canFold ? foldRow : null, limits?.bounceRed ?? 1)}
                  source={sourceOf(asked, byDomain, selection)}
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
        {limited && <LimitDialog row={limited} onClose={() => setLimited(null)} />}
        {opened && <OpenedPanel opened={opened} />}
      </div>
    </div>
  )
}

/** Keys of the table, listed in the footer while there are accounts. */
function useTableKeys(hasAccounts: boolean): void {
  useScreenKeys(
    hasAccounts
      ? [
          ['x', t.frame.keys.select],
          ['p', t.frame.keys.pause],
          ['space', t.frame.keys.panel],
        ]
      : [],
  )
}

/** The rows of the table; those selected stay in it. */
const sourceOf = (
  asked: Input<'accounts.saveCsv'>,
  byDomain: boolean,
  selection: ReturnType<typeof useAccountSelection>,
): PageSource<Row> => ({
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
})

type NoAccountsProps = {
  workspaceId: WorkspaceId | null
  /** Why the last sync failed. */
  failure: Output<'accounts.list'>['problem']
  wasSynced: boolean
}

function NoAccounts({ workspaceId, failure, wasSynced }: NoAccountsProps) {
  const words = t.accounts
  return (
    <Card className="card-fill">
      {failure ? (
        <SyncFailure problem={failure} client={workspaceId} />
      ) : (
        <EmptyState
          icon={Mail}
          title={wasSynced ? words.emptyTitle : words.unsyncedTitle}
          text={wasSynced ? words.emptyText : words.unsyncedText}
        />
      )}
    </Card>
  )
}

/** Changes the daily limit of an account, or of all accounts of a domain's or joint row. */
function LimitDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  return (
    <ChangeDialog
      kind="daily_limit"
      count={row.kind === 'account' ? 1 : row.emails.length}
      of={row.kind === 'account' ? row : null}
      act={(change) =>
        call('accounts.act', {
          accounts: (row.kind === 'account' ? [row.email] : row.emails).map((email) => ({
            workspaceId: row.workspaceId,
            email,
          })),
          change,
          submission: newSubmission(),
        })
      }
      onClose={onClose}
    />
  )
}

/** Panel of the account in the path, or of its domain. */
function OpenedPanel({ opened }: { opened: NonNullable<AccountsPageProps['opened']> }) {
  const { workspaceId, email } = opened
  const close = () => go('/accounts')
  return email.startsWith('@') ? (
    <DomainPanel key={email} workspaceId={workspaceId} domain={email.slice(1)} onClose={close} />
  ) : (
    <AccountPanel key={email} {...opened} onClose={close} />
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
            {[...Map.groupBy(failed, ({ problem }) => problem && problemText(problem))].map(([why, clients]) => (
              <li key={why}>
                <b>
                  {formatList(
                    clients.map(({ workspaceId: id }) => look({ workspaceId: id, partId: null })?.name ?? ''),
                  )}
                </b>
                <span className="text-2">{why}</span>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  )
}
