import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { leadLabelsOf } from '#backend/events/lead-labels/lead-labels.ts'
import type { Input } from '#shared/contract/index.ts'
import { dayOfDate } from '#shared/domain/core/days.ts'
import type { CampaignId, CostId, WorkspaceId } from '#shared/ids.ts'
import { migrationsDir, startBackend, type TestBackend } from '../../../support/backend.ts'

export type MoneyBench = { readonly app: TestBackend; readonly store: Store; readonly workspaceId: WorkspaceId }

/** Starts a backend without a network and with one client. */
export async function startMoney(): Promise<MoneyBench> {
  let store: Store | undefined
  const app = startBackend({
    instantlyUrl: 'http://127.0.0.1:9',
    openStore: (dir) => (store = openStore(dir, migrationsDir)),
  })
  const { id } = await app.call('workspaces.create', { name: 'Northwind', colour: 1 })
  if (!store) throw new Error('no store')
  return { app, store, workspaceId: id }
}

type Day = {
  readonly date: string
  readonly sent: number
  readonly contacted?: number
  readonly replied?: number
  readonly opportunities?: number
}

/** Creates a campaign with its figures by day, as a sync would have left it. */
export function campaignWith(
  { store }: Pick<MoneyBench, 'store'>,
  workspaceId: WorkspaceId,
  name: string,
  days: readonly Day[],
  opportunityCents = 0,
): CampaignId {
  const contacted = days.reduce((sum, day) => sum + (day.contacted ?? 0), 0)
  const repliedInAll = days.reduce((sum, day) => sum + (day.replied ?? 0), 0)
  const { lastInsertRowid } = store.raw
    .prepare(
      `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at,
         totals_key, details_key, details_at, contacted, replied_unique, opportunity_cents)
       values (?, ?, ?, lower(?), 1, '', 0, 0, 'k', 'k', 0, ?, ?, ?)`,
    )
    .run(workspaceId, `remote ${name}`, name, name, contacted, repliedInAll, opportunityCents)
  const insert = store.raw.prepare(
    `insert into campaign_day (workspace_id, campaign_id, day, sent, contacted, replied_unique, opportunities)
     values (?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const { date, sent, contacted: people = 0, replied = 0, opportunities = 0 } of days) {
    insert.run(workspaceId, lastInsertRowid, dayOfDate(date), sent, people, replied, opportunities)
  }
  return Number(lastInsertRowid) as CampaignId
}

/** Creates a lead with a conversation and a label, as set at Instantly on that day. */
export function labelled(
  { store }: Pick<MoneyBench, 'store'>,
  workspaceId: WorkspaceId,
  of: { readonly campaign: string; readonly email: string; readonly interest: number; readonly date: string },
): void {
  const at = Date.parse(`${of.date}T12:00:00Z`)
  store.raw
    .prepare(
      `insert into inbox_thread (workspace_id, lead_email, campaign_id, subject, snippet, last_at, last_received_at, box,
         their_turn, interest, label_stage) values (?, ?, ?, '', '', ?, ?, 'answer', 1, ?, ?)`,
    )
    .run(workspaceId, of.email, `remote ${of.campaign}`, at, at, of.interest, Math.sign(of.interest))
  leadLabelsOf(store).take(
    workspaceId,
    { campaignId: `remote ${of.campaign}`, email: of.email },
    { value: of.interest, source: 'listed', since: at, asOf: at },
  )
}

export const addCost = async ({ app }: Pick<MoneyBench, 'app'>, cost: Input<'money.addCost'>): Promise<CostId> =>
  (await app.call('money.addCost', cost)).id

export const march = { from: '2026-03-01', to: '2026-03-31' }
