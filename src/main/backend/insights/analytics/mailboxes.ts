/** Figures by account: Instantly's own by day; for single campaigns and unreported addresses, from events. */
import type { Database } from 'better-sqlite3'
import type { PeriodPlace } from '#shared/contract/insights/analytics.ts'
import type { MailboxFigures, MailboxList } from '#shared/contract/insights/breakdowns.ts'
import { dateOfDay } from '#shared/domain/core/days.ts'
import { type Counter, eventTypes } from '#shared/domain/events/event-types.ts'
import { grainOf, intervalStartOf, intervalStartsOf, type Period } from '#shared/domain/insights/analytics/period.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { DaySums } from '../../campaigns/campaigns/day-sums.ts'
import { mailboxesReadAt } from '../../campaigns/campaigns/read-mailboxes.ts'
import { getSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'
import { createReportedKinds } from '../../events/events/reported-kinds.ts'
import { createCampaignScope, createClientScope, type Scope, toInstants } from './scope.ts'
import { addDaySums, zeroDaySums } from './sums.ts'

type Counted = { readonly email: string; readonly type: number; readonly events: number; readonly people: number }
type Tracked = { readonly opens: 0 | 1; readonly clicks: 0 | 1 }
const untracked: Tracked = { opens: 0, clicks: 0 }
/** Labels belong to leads, not to accounts. */
const noLabelCounts = { interested: null, meetings: null, closed: null }
type Summed = Omit<MailboxFigures, 'workspaceId' | 'source'>
type ReportedFigures = Summed | { readonly email: string; readonly sent: null }

const summedColumns = [
  'sent',
  'contacted',
  'opened_unique',
  'clicked_unique',
  'replied_unique',
  'automatic',
  'bounced',
] as const
const eventFigures = ['sent', 'contacted', 'opened', 'clicked', 'replied', 'automatic', 'bounced'] as const

// Whether all that was sent is tracked, as it is not reported which campaigns an account sent for.
const trackedSql = `coalesce(min(open_tracking is 1 or opened > 0), 0) as opens,
    coalesce(min(link_tracking is 1 or clicked > 0), 0) as clicks from campaign where sent > 0 and`

const statementsOf = (raw: Database) => ({
  // Goes from account to account and finds the last day of each up to the end and the last before the start with index
  // lookups, however many days lie between. Null if it has none.
  reported: raw.prepare<[object], ReportedFigures>(
    `with recursive box(email) as (
       select min(email) from mailbox_day where workspace_id = @workspaceId
       union all select (select min(email) from mailbox_day where workspace_id = @workspaceId and email > box.email)
         from box where box.email is not null)
     select box.email, ${summedColumns
       .map((column, at) => `b.${column}_so_far - coalesce(a.${column}_so_far, 0) as ${eventFigures[at]}`)
       .join(', ')}
     from box left join mailbox_day b on b.workspace_id = @workspaceId and b.email = box.email and b.day =
         (select max(day) from mailbox_day where workspace_id = @workspaceId and email = box.email and day <= @to)
       left join mailbox_day a on a.workspace_id = @workspaceId and a.email = box.email and a.day =
         (select max(day) from mailbox_day where workspace_id = @workspaceId and email = box.email and day < @from)
      where box.email is not null`,
  ),
  accountsOf: raw.prepare<[object], { readonly id: number; readonly email: string }>(
    'select id, email from event_account where workspace_id = @workspaceId',
  ),
  ofAccount: raw.prepare<[object], Counted>(
    `select @email as email, type, sum(events) as events, 0 as people from event_account_day
      where workspace_id = @workspaceId and account_id = @id and day between @from and @to group by type`,
  ),
  ofCampaign: raw.prepare<[object], Counted>(
    `select a.email, e.type, count(*) as events, count(distinct e.contact_id) as people
       from json_each('[1,2,3,4,5,6]') t join event e indexed by event_of_campaign
         on e.campaign_id = @eventId and e.type = t.value and e.at between @since and @until
       join event_account a on a.id = e.account_id group by a.id, e.type`,
  ),
  clientTracks: raw.prepare<[number], Tracked>(`select ${trackedSql} workspace_id = ?`),
  campaignsTrack: raw.prepare<[string], Tracked>(`select ${trackedSql} id in (select value from json_each(?))`),
  days: raw.prepare<
    [object],
    {
      day: number
      sent: number
      contacted: number
      openedUnique: number
      clickedUnique: number
      repliedUnique: number
      automatic: number
    }
  >(
    `select day, sent, contacted, opened_unique as openedUnique, clicked_unique as clickedUnique,
       replied_unique as repliedUnique, automatic
     from mailbox_day where workspace_id = @workspaceId and email = @email and day between @from and @to order by day`,
  ),
})

export function createMailboxFigures(store: Store) {
  const { raw } = store
  const clientsOf = createClientScope(store)
  const campaignsOf = createCampaignScope(store)
  const reportedKindsOf = createReportedKinds(store)
  const sql = statementsOf(raw)

  const measured = (
    workspaceId: WorkspaceId,
    { opens, clicks }: Tracked,
    rows: readonly Omit<MailboxFigures, 'workspaceId'>[],
  ): readonly MailboxFigures[] => {
    const kinds = reportedKindsOf(workspaceId)
    /** Instantly counts on its own, but counts from events need a source that reports them. */
    const isReported = ({ source }: (typeof rows)[number], counter: Counter) =>
      source === 'instantly' || kinds.has(counter)
    return rows.map((row) => ({
      ...row,
      workspaceId,
      opened: isReported(row, 'opened') && (opens || row.opened) ? row.opened : null,
      clicked: isReported(row, 'clicked') && (clicks || row.clicked) ? row.clicked : null,
      bounced: isReported(row, 'bounced') ? row.bounced : null,
    }))
  }

  function ofScope(scope: Scope, period: Period): readonly MailboxFigures[] {
    if (scope.campaignIds === null) {
      return clientsOf(scope).flatMap((workspaceId) => {
        const asked = { workspaceId, ...period }
        const reportedRows = sql.reported.all(asked)
        const named = new Set(reportedRows.map(({ email }) => email))
        const byInstantly = reportedRows.flatMap((row) =>
          row.sent === null ? [] : [{ ...row, source: 'instantly' as const }],
        )
        const missingAccounts = sql.accountsOf.all(asked).filter(({ email }) => !named.has(email))
        return measured(workspaceId, sql.clientTracks.get(workspaceId) ?? untracked, [
          ...byInstantly,
          ...figuresFromEvents(
            missingAccounts.flatMap((account) => sql.ofAccount.all({ ...asked, ...account })),
            false,
          ),
        ])
      })
    }
    const byClient = new Map<WorkspaceId, Counted[]>()
    for (const { eventId, workspaceId } of campaignsOf(scope)) {
      if (eventId === null) continue
      const rows = byClient.get(workspaceId) ?? []
      rows.push(...sql.ofCampaign.all({ eventId, ...toInstants(period) }))
      byClient.set(workspaceId, rows)
    }
    const tracks = sql.campaignsTrack.get(JSON.stringify(scope.campaignIds)) ?? untracked
    return [...byClient].flatMap(([workspaceId, rows]) => measured(workspaceId, tracks, figuresFromEvents(rows, true)))
  }

  return {
    list(scope: Scope, period: Period): MailboxList {
      const times = clientsOf(scope).map((id) => getSetting(store, id, mailboxesReadAt))
      const at = Math.min(...times.filter((time) => time > 0))
      return {
        mailboxes: ofScope(scope, period)
          .filter(({ sent, replied, automatic, bounced }) => sent + replied + automatic + (bounced ?? 0) > 0)
          .toSorted((a, b) => b.sent - a.sent || (a.email < b.email ? -1 : 1)),
        readAt: Number.isFinite(at) ? new Date(at).toISOString() : null,
      }
    },
    days(workspaceId: WorkspaceId, email: string, period: Period): readonly PeriodPlace[] {
      const rows = sql.days.all({ workspaceId, email, ...period })
      if (rows.length === 0) return []
      const grain = grainOf(period)
      const sums = new Map<number, DaySums>()
      for (const row of rows) {
        const place = intervalStartOf(row.day, grain)
        sums.set(place, addDaySums(sums.get(place) ?? zeroDaySums, row))
      }
      return intervalStartsOf(period, grain).map((place) => ({
        date: dateOfDay(place),
        sums: { ...(sums.get(place) ?? zeroDaySums), ...noLabelCounts },
      }))
    },
  }
}

/** Turns counts of events by account into figures. `people`: opens and replies count people, if known. */
function figuresFromEvents(rows: readonly Counted[], people: boolean): readonly Omit<MailboxFigures, 'workspaceId'>[] {
  const boxes = new Map<string, Map<number, number>>()
  for (const row of rows) {
    const counts = boxes.get(row.email) ?? new Map<number, number>()
    const by = people && row.type !== eventTypes.email_sent.code ? row.people : row.events
    counts.set(row.type, (counts.get(row.type) ?? 0) + by)
    boxes.set(row.email, counts)
  }
  return [...boxes].map(([email, counts]) => {
    const of = (
      type: 'email_sent' | 'email_opened' | 'link_clicked' | 'reply_received' | 'auto_reply_received' | 'email_bounced',
    ) => counts.get(eventTypes[type].code) ?? 0
    return {
      email,
      source: 'events' as const,
      sent: of('email_sent'),
      contacted: null,
      opened: of('email_opened'),
      clicked: of('link_clicked'),
      replied: of('reply_received'),
      automatic: of('auto_reply_received'),
      bounced: of('email_bounced'),
    }
  })
}
