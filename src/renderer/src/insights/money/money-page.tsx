import '../analytics/analytics.css'
import './money.css'
import { Coins, Download } from 'lucide-react'
import { useState } from 'react'
import type { MoneyGroup, MoneyOverview } from '#shared/contract/insights/money.ts'
import { dayOfDate } from '#shared/domain/insights/analytics/period.ts'
import { daysCovered } from '#shared/domain/insights/money/days-covered.ts'
import { call } from '../../core/lib/call.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { formatCents, formatList } from '../../core/lib/format.ts'
import { replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { usePageFocus } from '../../core/lib/use-page-focus.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentClient, useWorkspaces } from '../../core/stores/workspaces.ts'
import { EmptyState } from '../../core/ui/empty-state.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { IconButton } from '../../core/ui/icon-button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Tabs } from '../../core/ui/tabs.tsx'
import { AnalyticsViews } from '../analytics/analytics-views.tsx'
import { PeriodChoice, usePeriod } from '../analytics/period-choice.tsx'
import { moneyCommands } from './commands.ts'
import { CostDialog } from './cost-dialog.tsx'
import { CostsTab } from './costs-tab.tsx'
import { MoneyHeadline } from './money-headline.tsx'
import { MoneyPictures } from './money-pictures.tsx'
import { MoneyStart } from './money-start.tsx'
import { MoneyTable } from './money-table.tsx'
import { type AskedPeriod, PartsTab } from './parts-tab.tsx'
import { SumDialog, type SumOf } from './sum-dialog.tsx'
import { ValuesTab } from './values-tab.tsx'

const tabs = ['figures', 'parts', 'costs', 'values'] as const
type Tab = (typeof tabs)[number]
const pathOf = (tab: Tab) => (tab === 'figures' ? '/analytics/money' : `/analytics/money/${tab}`)

/** What was paid, what it brought, and the price of each result. */
export function MoneyPage({ tab }: { tab: Tab }) {
  const words = t.money
  usePageFocus()
  const client = useCurrentClient()
  const { workspaceId } = client
  const period = usePeriod('quarter')
  const asked = period.asked && { ...client, period: period.asked }
  const overview = useQuery('money.overview', asked)
  const save = useAction(async () => {
    if (!asked) return
    const saved = await call('money.saveCsv', asked)
    if (saved) showToast(words.saved(saved.path, saved.rows))
  })
  const data = overview.data
  const rows = data?.groups.reduce((sum, group) => sum + group.rows.length, 0) ?? 0
  useCommand(tab === 'figures' && rows > 0 ? moneyCommands.save : undefined, save.run)
  useCommand(moneyCommands.costs, tab === 'costs' ? null : () => replace(pathOf('costs')))
  useCommand(moneyCommands.values, tab === 'values' ? null : () => replace(pathOf('values')))
  useScreenKeys([
    ...(tab === 'costs' ? [] : ([['c', t.frame.keys.costs]] as const)),
    ...(tab === 'values' ? [] : ([['d', t.frame.keys.values]] as const)),
  ])
  const hasPeriod = tab === 'figures' || tab === 'parts'
  return (
    <AnalyticsViews
      view="money"
      actions={
        <>
          {hasPeriod && <PeriodChoice period={period} shown={data} />}
          {tab === 'figures' && (
            <IconButton icon={Download} label={words.save} onClick={save.run} disabled={rows === 0 || save.busy} />
          )}
        </>
      }
    >
      <Tabs
        value={tab}
        onChange={(next) => replace(pathOf(next))}
        label={words.tabsLabel}
        tabs={tabs.map((value) => ({ value, label: words.tabs[value] }))}
      >
        <div className="analytics-body money-body">
          {save.error && <ErrorNote error={save.error} />}
          {hasPeriod && overview.error && <ErrorNote error={overview.error} />}
          {tab === 'figures' && data && asked && <Figures overview={data} asked={asked} />}
          {tab === 'parts' && asked && <PartsTab key={JSON.stringify(client)} asked={asked} />}
          {tab === 'costs' && <CostsTab key={workspaceId ?? 'all'} workspaceId={workspaceId} />}
          {tab === 'values' && <ValuesTab key={workspaceId ?? 'all'} current={workspaceId} />}
        </div>
      </Tabs>
    </AnalyticsViews>
  )
}

function Figures({ overview, asked }: { overview: MoneyOverview; asked: AskedPeriod }) {
  const words = t.money
  const [opened, setOpened] = useState<SumOf | null>(null)
  const [adding, setAdding] = useState(false)
  const { groups, others, withoutCosts } = overview
  const shown = groups.filter(({ rows }) => rows.length > 0)
  const costs = useQuery('money.costs', { workspaceId: asked.workspaceId ?? null }).data
  const period = { from: dayOfDate(overview.from), to: dayOfDate(overview.to) }
  const coveredOf = ({ rows }: MoneyGroup) => {
    const paying = new Set(rows.flatMap((row) => (row.costCents === null ? [] : [row.workspaceId])))
    const days = costs ? daysCovered(costs, [...paying], period) : null
    return days === null ? null : { days, of: period.to - period.from + 1 }
  }
  const clients = (useWorkspaces() ?? []).filter(({ id, demo }) =>
    asked.workspaceId
      ? id === asked.workspaceId
      : !demo || shown.some(({ rows }) => rows.some((row) => row.workspaceId === id)),
  )
  if (shown.length === 0 && withoutCosts === 0)
    return <EmptyState icon={Coins} title={words.nothingTitle} text={words.nothingText} />
  if (shown.every(({ sums }) => sums.costCents === null))
    return (
      <>
        <MoneyStart clients={clients} overview={overview} onMore={() => setAdding(true)} />
        {adding && <CostDialog cost={null} workspaceId={asked.workspaceId ?? null} onClose={() => setAdding(false)} />}
      </>
    )
  return (
    <>
      {withoutCosts > 0 && asked.workspaceId === null && <Note title={words.withoutCosts(withoutCosts)} />}
      {others.length > 0 && <Note tone="warn" title={words.others(otherWords(others))} />}
      {shown.map((group) => (
        <section key={group.currency} className="money-group" aria-label={`${words.cards}, ${group.currency}`}>
          {shown.length > 1 && <h2>{group.currency}</h2>}
          <MoneyHeadline
            group={group}
            covered={coveredOf(group)}
            onOpen={() => setOpened({ ...asked, currency: group.currency, name: words.sum.all })}
          />
          <MoneyPictures group={group} asked={asked} from={overview.from} to={overview.to} />
          <MoneyTable
            group={group}
            onOpen={(row) =>
              setOpened({
                ...asked,
                workspaceId: row.workspaceId,
                currency: group.currency,
                campaignId: row.id,
                name: row.id === null ? words.noCampaign : row.name,
              })
            }
          />
        </section>
      ))}
      {opened && <SumDialog of={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

const otherWords = (others: MoneyOverview['others']): string =>
  formatList(
    others.flatMap(({ currency, costCents, revenueCents }) => [
      ...(costCents > 0 ? [t.money.otherCost(formatCents(costCents, currency))] : []),
      ...(revenueCents > 0 ? [t.money.otherRevenue(formatCents(revenueCents, currency))] : []),
    ]),
  )
