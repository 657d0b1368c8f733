import type { ClientLine, home, Weeks } from '#shared/contract/app/home.ts'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { PeriodSums } from '#shared/contract/insights/analytics.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { shareOf } from '#shared/domain/campaigns/rates.ts'
import { dateOfDay, dayAt } from '#shared/domain/core/days.ts'
import { compareNames } from '#shared/domain/core/name-order.ts'
import type { BounceLimits } from '#shared/domain/insights/alerts/evaluate-account.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { ofPartSql } from '../../clients/clients/filter-sql.ts'
import type { Deps } from '../../core/deps.ts'
import type { AccountFacts, EvaluatedAccount } from '../../insights/accounts/account-facts.ts'
import { createAnalyticsQueries } from '../../insights/analytics/queries.ts'

/** Weeks shown in a sparkline. */
const weeksShown = 12

type Parts = {
  readonly accounts: Pick<AccountFacts, 'of' | 'isShared' | 'workspacesOf' | 'todayOf'>
  readonly toAnswer: (client: ClientFilter) => number | null
  readonly limits: () => BounceLimits
}

/** Campaigns shown for a client that has not sent anything yet. */
const newestShown = 5

export function homeRoutes({ store, clock }: Pick<Deps, 'store' | 'clock'>, parts: Parts): Handlers<typeof home> {
  const analytics = createAnalyticsQueries(store, () => clock.now())
  const partsOf = store.raw
    .prepare<[number], ClientPartId>('select id from client_part where workspace_id = ? order by name_order(name), id')
    .pluck()
  const sentByPart = store.raw
    .prepare<[object], number>(
      `select total(d.sent) from campaign c join campaign_day d on d.campaign_id = c.id and d.day = @today
        where ${ofPartSql('c.')}`,
    )
    .pluck()

  /** An account's own figures are not a part's if others send with it too. */
  function sendingOf(client: ClientFilter, accounts: readonly EvaluatedAccount[], today: number) {
    const isShared = parts.accounts.isShared(client)
    const isLimited = !isShared && accounts.every(({ dailyLimit }) => dailyLimit !== null)
    return {
      sentToday:
        client.partId === null
          ? sumOf(accounts, ({ sentToday }) => sentToday)
          : (sentByPart.get({ ...client, today }) ?? 0),
      dailyLimit: isLimited ? sumOf(accounts, ({ dailyLimit }) => dailyLimit ?? 0) : null,
      bounces: isShared
        ? null
        : {
            sent: sumOf(accounts, ({ sentWeek }) => sentWeek),
            bounced: sumOf(accounts, ({ bouncedWeek }) => bouncedWeek),
          },
    }
  }

  function lineOf(client: Pick<ClientLine, 'workspaceId' | 'partId'>, today: number): ClientLine {
    const accounts = parts.accounts.of(client)
    const { weeks, campaigns } = analytics.weeks(client, today, weeksShown)
    return {
      ...client,
      ...weeksOf(weeks),
      campaigns,
      toAnswer: parts.toAnswer(client),
      ...sendingOf(client, accounts, today),
      accounts: {
        all: accounts.length,
        inTrouble: sumOf(accounts, ({ verdict }) => (verdict === 'burning' || verdict === 'disconnected' ? 1 : 0)),
      },
    }
  }

  /** The last day of all charts: the newest among the clients shown, as a demo's days may be ahead of the calendar. */
  const todayOf = (workspaces: readonly WorkspaceId[]): number =>
    workspaces.length === 0 ? dayAt(clock.now()) : Math.max(...workspaces.map(parts.accounts.todayOf))
  /** The seven days before it. */
  const span = (today: number) => {
    const { bounceAmber, bounceRed } = parts.limits()
    return { from: dateOfDay(today - 7), to: dateOfDay(today - 1), bounceAmber, bounceRed }
  }

  return {
    'home.clients': () => {
      const workspaces = parts.accounts.workspacesOf({ workspaceId: null })
      const today = todayOf(workspaces)
      const lines = workspaces.flatMap((workspaceId) =>
        [null, ...partsOf.all(workspaceId)].map((partId) => lineOf({ workspaceId, partId }, today)),
      )
      return { ...span(today), lines }
    },
    'home.sentToday': (client) => {
      const all = parts.accounts.of(client)
      if (all.length === 0) return null
      const { sentToday, dailyLimit } = sendingOf(client, all, todayOf(parts.accounts.workspacesOf(client)))
      return { sentToday, dailyLimit }
    },
    'home.campaigns': (client) => {
      const today = todayOf(parts.accounts.workspacesOf(client))
      const all = analytics.campaignWeeks(client, today, weeksShown)
      const atWork = all.filter(({ weeks, state }) => state === 'running' || weeks.some(({ sent }) => sent > 0))
      // A client that has just started sees the campaigns it created.
      const newest = () =>
        all
          .filter(({ state }) => state !== 'gone')
          .toSorted((a, b) => b.id - a.id)
          .slice(0, newestShown)
      const lines = (atWork.length > 0 ? atWork : newest())
        .map(({ weeks, ...campaign }) => ({ ...campaign, ...weeksOf(weeks) }))
        .toSorted((a, b) => b.sums.sent - a.sums.sent || compareNames(a.name, b.name))
      return { ...span(today), lines }
    },
  }
}

const weeksOf = (weeks: readonly PeriodSums[]): Weeks => ({
  sums: weeks.at(-1) as PeriodSums,
  replyRates: weeks.map(({ contacted, repliedUnique }) => shareOf(repliedUnique, contacted)),
})

const sumOf = (accounts: readonly EvaluatedAccount[], of: (account: EvaluatedAccount) => number): number =>
  accounts.reduce((sum, account) => sum + of(account), 0)
