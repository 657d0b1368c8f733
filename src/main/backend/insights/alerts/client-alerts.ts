/**
 * Alerts on a client apart from its campaigns: its accounts as last read, its plan's contacts, and possible opt-outs
 * that wait for the operator's decision.
 */

import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { alertOfAccount, evaluateContacts } from '#shared/domain/insights/alerts/evaluate-account.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { campaignsSql, reachOf } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import { type AccountFacts, runningStatesSql } from '../accounts/account-facts.ts'

/** Number of days over which the rate of exports is measured. */
const paceDays = 30

type PlanRow = {
  readonly workspaceId: WorkspaceId
  readonly left: number
  readonly limit: number
  readonly at: number | null
}

/** How long an opt-out may wait for the operator before an alert is raised. */
const optOutWaitMs = dayMs

const plain = { partId: null, periodDays: null, currency: null } as const
const iso = (ms: number): string => new Date(ms).toISOString()

export function createClientAlerts({ raw }: Store, now: () => number, accounts: Pick<AccountFacts, 'of'>) {
  const named = raw.prepare<[number, string], { id: CampaignId; name: string; partId: number | null }>(
    `select c.id, c.name, c.part_id as partId from mailbox_campaign u join campaign c on c.id = u.campaign_id
       where u.workspace_id = ? and u.email = ? and c.gone_at is null and c.status in ${runningStatesSql} order by name_order(c.name)`,
  )
  const uploaded = raw
    .prepare<[number, string], number>(
      // Undone exports were credited back to the plan.
      `select coalesce(sum(b.uploaded), 0) from export_run r join export_batch b on b.export_id = r.id
         where r.workspace_id = ? and r.created_at >= ? and r.target = 'campaign' and r.taken_back_at is null`,
    )
    .pluck()
  // A part shares its workspace's accounts and plan.
  const whose = (client: ClientFilter, of: string) => campaignsSql(reachOf({ ...client, partId: null }), of)

  function mailboxes(client: ClientFilter): readonly ShownAlert[] {
    return accounts.of({ ...client, partId: null }).flatMap((row): ShownAlert[] => {
      const [reason] = row.reasons
      const alert = alertOfAccount(reason, row.campaigns)
      if (!reason || !alert) return []
      const campaigns = named.all(row.workspaceId, row.email)
      if (client.partId !== null && !campaigns.some(({ partId }) => partId === client.partId)) return []
      return [
        {
          ...alert,
          ...plain,
          key: `mailbox ${row.email}`,
          workspaceId: row.workspaceId,
          about: {
            kind: 'mailbox',
            email: row.email,
            emails: [row.email],
            domain: row.domain,
            reason,
            message: row.message,
            campaigns: campaigns.map(({ id, name }) => ({ id, name })),
          },
          since: row.failingSince,
          readAt: row.readAt,
        },
      ]
    })
  }

  function contacts(client: ClientFilter): readonly ShownAlert[] {
    const rows = raw
      .prepare<object, PlanRow>(
        `select p.id as workspaceId, p.contacts_left as "left", p.contacts_limit as "limit", p.contacts_at as at
         from (select w.*, w.id as workspace_id from workspace w) p
         where p.contacts_left is not null and p.contacts_limit is not null and p.contacts_at is not null
           and p.archived_at is null and (p.demo is null or p.demo = 'ready') and ${whose(client, 'p')}`,
      )
      .all(client)
    return rows.flatMap(({ workspaceId, left, limit, at }): ShownAlert[] => {
      const perDay = Number(uploaded.get(workspaceId, iso(now() - paceDays * dayMs))) / paceDays
      const alert = evaluateContacts({ left, limit, perDay })
      if (!alert) return []
      return [
        {
          ...alert,
          ...plain,
          key: 'contacts',
          workspaceId,
          about: { kind: 'contacts', left, limit, perDay },
          since: null,
          readAt: at === null ? null : iso(at),
        },
      ]
    })
  }

  /** Returns alerts on opt-outs that have waited for a day or longer; nobody writes to these people meanwhile. */
  function asked(client: ClientFilter): readonly ShownAlert[] {
    const rows = raw
      .prepare<object, { workspaceId: WorkspaceId; people: number; email: string; since: number }>(
        `select o.workspace_id as workspaceId, count(*) as people, min(o.value) as email, min(o.changed_at) as since
           from opt_out o join workspace w on w.id = o.workspace_id
          where o.state = 'asked' and o.changed_at <= @before and w.archived_at is null
            and (w.demo is null or w.demo = 'ready') and ${whose(client, 'o')}
          group by o.workspace_id`,
      )
      .all({ ...client, before: now() - optOutWaitMs })
    return rows.map(({ workspaceId, people, email, since }) => ({
      ...plain,
      share: null,
      base: people,
      against: null,
      kind: 'asked',
      level: 'amber',
      days: Math.floor((now() - since) / dayMs),
      key: 'asked',
      workspaceId,
      about: { kind: 'asked', people, email: people === 1 ? email : null },
      since: iso(since),
      readAt: null,
    }))
  }

  return (client: ClientFilter): readonly ShownAlert[] => [...mailboxes(client), ...contacts(client), ...asked(client)]
}
