/** Alerts on what a client has at Instantly beside campaigns: its mailboxes as last pulled, and its plan's contacts. */

import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import { judgeContacts, judgeMailbox, troubleOf } from '#shared/domain/insights/alerts/judge-account.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { campaignsSql, reachOf } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

const dayMs = 86_400_000
/** The pace of exports is that of so many days. */
const paceDays = 30

type MailboxRow = {
  readonly workspaceId: WorkspaceId
  readonly email: string
  readonly status: number | null
  readonly warmupStatus: number | null
  readonly message: string | null
  readonly failingSince: number
  readonly campaignIds: string | null
  readonly pulledAt: number
}
type PlanRow = {
  readonly workspaceId: WorkspaceId
  readonly left: number
  readonly limit: number
  readonly at: number | null
}

const plain = { partId: null, periodDays: null, currency: null } as const
const iso = (ms: number): string => new Date(ms).toISOString()

export function createStandingAlerts({ raw }: Store, now: () => number) {
  const named = raw.prepare<[string], { id: CampaignId; name: string; partId: number | null }>(
    `select id, name, part_id as partId from campaign
       where id in (select value from json_each(?)) and gone_at is null and status in (1, 4, -1) order by search_name`,
  )
  const uploaded = raw
    .prepare<[number, string], number>(
      `select coalesce(sum(b.uploaded), 0) from export_run r join export_batch b on b.export_id = r.id
         where r.workspace_id = ? and r.created_at >= ? and r.target = 'campaign'`,
    )
    .pluck()
  // A part is of its workspace's mailboxes and plan.
  const whose = (client: ClientFilter, of: string) => campaignsSql(reachOf({ ...client, partId: null }), of)

  function mailboxes(client: ClientFilter): readonly ShownAlert[] {
    const rows = raw
      .prepare<object, MailboxRow>(
        `select m.workspace_id as workspaceId, m.email, m.status, m.warmup_status as warmupStatus, m.message,
           m.failing_since as failingSince, m.campaign_ids as campaignIds, m.pulled_at as pulledAt
         from mailbox m where m.failing_since is not null and m.gone_at is null and ${whose(client, 'm')} order by m.email`,
      )
      .all(client)
    return rows.flatMap((row): ShownAlert[] => {
      const ids = row.campaignIds === null ? [] : parseJson(row.campaignIds)
      const campaigns = named.all(JSON.stringify(Array.isArray(ids) ? ids : []))
      if (client.partId !== null && !campaigns.some(({ partId }) => partId === client.partId)) return []
      const alert = judgeMailbox(row, campaigns.length)
      const trouble = troubleOf(row)
      if (!alert || !trouble) return []
      return [
        {
          ...alert,
          ...plain,
          key: `mailbox ${row.email}`,
          workspaceId: row.workspaceId,
          about: {
            kind: 'mailbox',
            email: row.email,
            trouble,
            message: row.message,
            campaigns: campaigns.map(({ id, name }) => ({ id, name })),
          },
          since: iso(row.failingSince),
          readAt: iso(row.pulledAt),
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
      const alert = judgeContacts({ left, limit, perDay })
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

  return (client: ClientFilter): readonly ShownAlert[] => [...mailboxes(client), ...contacts(client)]
}
