import { dayOfDate } from '#shared/domain/core/days.ts'
import '../analytics/analytics.css'
import './money.css'
import { Coins, Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { MoneyGroup, MoneyOverview } from '#shared/contract/insights/money.ts'
import { countDaysCovered } from '#shared/domain/insights/money/days-covered.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { go, replace } from '../../core/lib/router.ts'
import { formatAgo, formatCents, formatList, t } from '../../core/lib/texts.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentClient, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { EmptyState, PageHead } from '../../core/ui/page.tsx'
import { Tabs } from '../../core/ui/tabs.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { AnalyticsViews } from '../analytics/analytics-views.tsx'
import { PeriodChoice, usePeriod } from '../analytics/period-choice.tsx'
import { moneyCommands } from '../commands.ts'
import { CostDialog } from './cost-dialog.tsx'
import { CostsTab } from './costs-tab.tsx'
import { MoneyHeadline } from './money-headline.tsx'
import { MoneyPictures } from './money-pictures.tsx'
import { MoneyStart } from './money-start.tsx'
import { MoneyTable } from './money-table.tsx'
import { type PartBy, PartsTab, partsBy, type RequestedPeriod } from './parts-tab.tsx'
import { SumDialog, type SumOf } from './sum-dialog.tsx'
import { ValuesTab } from './values-tab.tsx'

const path = '/analytics/money'
const tabs = ['costs', 'values'] as const
type Tab = (typeof tabs)[number]
const toEdit = (tab: Tab) => replace(`${path}/${tab}`)

/** Cost, revenue, and the price of each result. `parts`: the table is broken down by something other than campaigns. */
export function MoneyPage({ parts = false }: { parts?: boolean }) {
  const client = useCurrentClient()
  const period = usePeriod('quarter')
  const asked = period.asked && { ...client, period: period.asked }
  const overview = useQuery('money.overview', asked)
  const save = useAction(async () => {
    if (!asked) return
    const saved = await call('money.saveCsv', asked)
    if (saved) showToast(t.money.saved(saved.path, saved.rows))
  })
  const data = overview.data
  const rows = data?.groups.reduce((sum, group) => sum + group.rows.length, 0) ?? 0
  useCommand(rows > 0 ? moneyCommands.save : undefined, save.run)
  useCommand(moneyCommands.values, () => go(`${path}/values`))
  useScreenKeys([
    ['c', t.frame.keys.costs],
    ['d', t.frame.keys.values],
  ])
  return (
    <AnalyticsViews
      view="money"
      actions={
        <>
          <PeriodChoice period={period} shown={data} />
          <Button label={t.money.editCosts} command={moneyCommands.costs} keysHidden onClick={toCosts} />
        </>
      }
    >
      <div className="analytics-body money-body">
        {save.error && <ErrorNote error={save.error} />}
        {overview.error && <ErrorNote error={overview.error} onAction={overview.refetch} />}
        {data && asked && (
          <Figures key={JSON.stringify(client)} overview={data} asked={asked} parts={parts} save={save} />
        )}
      </div>
    </AnalyticsViews>
  )
}

const toCosts = () => go(`${path}/costs`)

/** Costs and values of results, from which the figures of Money are calculated. */
export function MoneyEditPage({ tab }: { tab: Tab }) {
  const words = t.money
  const { workspaceId } = useCurrentClient()
  useCommand(moneyCommands.costs, tab === 'costs' ? null : () => toEdit('costs'))
  useCommand(moneyCommands.values, tab === 'values' ? null : () => toEdit('values'))
  useScreenKeys([tab === 'costs' ? ['d', t.frame.keys.values] : ['c', t.frame.keys.costs]])
  return (
    <div className="page">
      <Tabs
        label={words.tabsLabel}
        value={tab}
        onChange={toEdit}
        tabs={tabs.map((value) => ({ value, label: words.tabs[value] }))}
        head={(list) => (
          <PageHead
            title={words.editTitle}
            crumbs={[
              { label: t.analytics.title, to: '/analytics' },
              { label: words.title, to: path },
            ]}
            tabs={list}
          />
        )}
      >
        <div className="page-body">
          <div className="analytics-body money-body">
            {tab === 'costs' && <CostsTab key={workspaceId ?? 'all'} workspaceId={workspaceId} />}
            {tab === 'values' && <ValuesTab key={workspaceId ?? 'all'} current={workspaceId} />}
          </div>
        </div>
      </Tabs>
    </div>
  )
}

const tables = ['campaign', ...partsBy] as const

type FiguresProps = {
  overview: MoneyOverview
  asked: RequestedPeriod
  parts: boolean
  save: { readonly run: () => void; readonly busy: boolean }
}

function Figures({ overview, asked, parts, save }: FiguresProps) {
  const words = t.money
  const [part, setPart] = useState<PartBy>('list')
  const by = parts ? part : 'campaign'
  const choose = (next: PartBy | 'campaign') => {
    if (next === 'campaign') return replace('/analytics/money')
    setPart(next)
    if (!parts) replace('/analytics/money/parts')
  }
  const [opened, setOpened] = useState<SumOf | null>(null)
  const [adding, setAdding] = useState(false)
  const { groups, others, withoutCosts } = overview
  const shown = groups.filter(({ rows }) => rows.length > 0)
  const costs = useQuery('money.costs', { workspaceId: asked.workspaceId ?? null }).data
  const period = { from: dayOfDate(overview.from), to: dayOfDate(overview.to) }
  const coveredOf = ({ rows }: MoneyGroup) => {
    const paying = new Set(rows.flatMap((row) => (row.costCents === null ? [] : [row.workspaceId])))
    const days = costs ? countDaysCovered(costs, [...paying], period) : null
    return days === null ? null : { days, of: period.to - period.from + 1 }
  }
  const clients = (useWorkspaces() ?? []).filter(({ id, demo }) =>
    asked.workspaceId
      ? id === asked.workspaceId
      : !demo || shown.some(({ rows }) => rows.some((row) => row.workspaceId === id)),
  )
  const choice = (
    <Segmented
      label={words.parts.by}
      value={by}
      onChange={choose}
      options={tables.map((value) => ({ value, label: value === 'campaign' ? words.byCampaign : words.parts[value] }))}
    />
  )
  const hasCosts = shown.some(({ sums }) => sums.costCents !== null)
  // The results of each part are known even without costs.
  if (!hasCosts && by !== 'campaign') return <PartsTab asked={asked} by={by} choice={choice} />
  if (shown.length === 0 && withoutCosts === 0)
    return <EmptyState icon={Coins} title={words.nothingTitle} text={words.nothingText} />
  if (!hasCosts)
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
        <section key={group.currency} className="stack" aria-label={`${words.cards}, ${group.currency}`}>
          {shown.length > 1 && <h2>{group.currency}</h2>}
          <Answer
            group={group}
            covered={coveredOf(group)}
            readAt={overview.readAt}
            asked={asked}
            onOpen={() => setOpened({ ...asked, currency: group.currency, name: words.sum.all })}
          />
          <MoneyPictures group={group} asked={asked} from={overview.from} to={overview.to} />
        </section>
      ))}
      <Tables
        groups={shown}
        isSynced={overview.readAt !== null}
        asked={asked}
        by={by}
        choice={choice}
        save={save}
        onOpen={setOpened}
      />
      {opened && <SumDialog of={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

type TablesProps = Pick<FiguresProps, 'asked' | 'save'> & {
  groups: readonly MoneyGroup[]
  isSynced: boolean
  by: PartBy | 'campaign'
  choice: ReactNode
  onOpen: (sum: SumOf) => void
}

/** The figures broken down: by campaign with one table per currency, or by the source of the leads. */
function Tables({ groups, isSynced, asked, by, choice, save, onOpen }: TablesProps) {
  if (by !== 'campaign') return <PartsTab asked={asked} by={by} choice={choice} />
  return (
    <>
      <div className="money-choice">
        {choice}
        <IconButton icon={Download} label={t.money.save} onClick={save.run} busy={save.busy} />
      </div>
      {groups.map((group) => (
        <MoneyTable
          key={group.currency}
          group={group}
          isSynced={isSynced}
          onOpen={(row) =>
            onOpen({
              ...asked,
              workspaceId: row.workspaceId,
              currency: group.currency,
              campaignId: row.id,
              name: row.id === null ? t.money.noCampaign : row.name,
            })
          }
        />
      ))}
    </>
  )
}

type AnswerProps = Omit<Parameters<typeof MoneyHeadline>[0], 'age' | 'of' | 'group'> & {
  group: MoneyGroup
  readAt: string | null
  asked: RequestedPeriod
}

/** The headline with the sources of its revenue. */
function Answer({ readAt, asked, ...rest }: AnswerProps) {
  const sum = useQuery('money.sum', { ...asked, currency: rest.group.currency }).data
  return <MoneyHeadline {...rest} age={readAt === null ? null : formatAgo(readAt)} of={sum?.revenue ?? []} />
}

const otherWords = (others: MoneyOverview['others']): string =>
  formatList(
    others.flatMap(({ currency, costCents, revenueCents }) => [
      ...(costCents > 0 ? [t.money.otherCost(formatCents(costCents, currency))] : []),
      ...(revenueCents > 0 ? [t.money.otherRevenue(formatCents(revenueCents, currency))] : []),
    ]),
  )
