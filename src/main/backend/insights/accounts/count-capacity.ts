/** Counts what a client's campaigns have yet to send, and how much its accounts can, from the data last read. */
import type { Database } from 'better-sqlite3'
import { type CampaignCopy, firstStepNumber, readCampaignPlan } from '#shared/domain/campaigns/read-campaign.ts'
import { dateOfDay } from '#shared/domain/core/days.ts'
import {
  type Capacity,
  type CapacityAccount,
  type CapacityCampaign,
  computeCapacity,
  estimateDueFollowUps,
} from '#shared/domain/exports/forecast/capacity.ts'
import { firstDay } from '#shared/domain/exports/forecast/first-day.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { switchedOnSql } from '../../clients/clients/filter-sql.ts'
import type { Deps } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import type { AccountFacts } from './account-facts.ts'

const hourMs = 3_600_000
/** Age in days after which a first email has no follow-ups left to send. */
const longestSequence = 120

type Row = {
  readonly id: CampaignId
  readonly remoteId: string
  readonly name: string
  readonly partId: ClientPartId | null
  readonly contacted: number
  readonly bounced: number
  readonly unsubscribed: number
  readonly hash: string
  /** Leads as counted by Instantly; before the first count, 0 for an export's campaign and null for others. */
  readonly leads: number | null
  /** Leads uploaded by exports since then. */
  readonly uploaded: number
  readonly sentToday: number
}
type Plan = Pick<CampaignCopy, 'schedules' | 'startDate' | 'endDate'> & {
  readonly waits: readonly number[]
  readonly dailyLimit: number | null
  readonly newPerDay: number | null
  readonly newFirst: boolean
  readonly stopsOnReply: boolean
}
/** `waiting`: leads without an email; null if Instantly was never asked. */
export type KnownCampaign = { readonly row: Row; readonly waiting: number | null; readonly accounts: readonly string[] }
type ClientCapacity = { readonly found: Capacity<CampaignId>; readonly known: readonly KnownCampaign[] }

const unitDays = { days: 1, hours: 1 / 24, minutes: 1 / 1440 } as const

/** Returns a condition on campaigns that were created by an export, so that their initial leads are known. */
export const createdByExportSql = (campaign: string): string =>
  `exists (select 1 from export_run r where r.workspace_id = ${campaign}.workspace_id
     and r.campaign_id = ${campaign}.remote_id and json_extract(r.settings, '$.target.kind') = 'new')`

const statementsOf = (raw: Database) => ({
  running: raw.prepare<[object], Row>(
    `select c.id, c.remote_id as remoteId, c.name, c.part_id as partId, c.contacted, c.bounced, c.unsubscribed, c.content_hash as hash,
       case when c.leads is null and ${createdByExportSql('c')} then 0 else c.leads end as leads,
       coalesce((select sum(b.uploaded) from export_run r join export_batch b on b.export_id = r.id
         where r.workspace_id = c.workspace_id and r.campaign_id = c.remote_id and r.target = 'campaign'
           and r.taken_back_at is null and coalesce(b.settled_at, r.created_at) > strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(c.leads_at, 0) / 1000.0, 'unixepoch')), 0) as uploaded,
       coalesce((select d.sent from campaign_day d where d.campaign_id = c.id and d.day = @today), 0) as sentToday
     from campaign c where c.workspace_id = @workspaceId and ${switchedOnSql('c')}`,
  ),
  contentOf: raw.prepare<[number], string>('select raw from campaign_content where campaign_id = ?').pluck(),
  contactedOf: raw.prepare<[number, number], { day: number; count: number }>(
    'select day, contacted as count from campaign_day where campaign_id = ? and day >= ? and contacted > 0',
  ),
  stepsOf: raw.prepare<[number], { step: number; sent: number; replied: number }>(
    `select step, sum(sent) as sent, sum(replied_unique) as replied from campaign_step
       where campaign_id = ? and step >= 0 group by step order by step`,
  ),
  sendersOf: raw.prepare<[number], { campaignId: CampaignId; email: string }>(
    `select u.campaign_id as campaignId, u.email from mailbox_campaign u join campaign c on c.id = u.campaign_id
       where u.workspace_id = ? and ${switchedOnSql('c')}`,
  ),
  rampsOf: raw.prepare<[object], { email: string; busiest: number }>(
    `select m.email, coalesce((select max(d.sent) from mailbox_day d where d.workspace_id = m.workspace_id
         and d.email = m.email and d.day between @today - 7 and @today - 1), 0) as busiest
       from mailbox m where m.workspace_id = @workspaceId and m.slow_ramp = 1 and m.gone_at is null`,
  ),
  blackouts: raw.prepare<[number], { campaignId: CampaignId; date: string }>(
    `select c.id as campaignId, x.date from campaign_rest x join export_run r on r.id = x.export_id
       join campaign c on c.workspace_id = x.workspace_id and c.remote_id = r.campaign_id
      where x.workspace_id = ? and x.state in ('planned', 'pausing', 'paused')`,
  ),
  changes: raw.prepare<[], number>('select total_changes()').pluck(),
})

/** Creates the count of what a client's campaigns and accounts send; cached until the data changes or the hour ends. */
export function createCapacityCount({ store, clock }: Pick<Deps, 'store' | 'clock'>, facts: AccountFacts) {
  const sql = statementsOf(store.raw)
  const plans = new Map<CampaignId, { readonly hash: string; readonly plan: Plan }>()
  let cached = { at: -1, hour: -1, of: new Map<WorkspaceId, ClientCapacity>() }

  function planOf({ id, hash }: Row): Plan {
    const known = plans.get(id)
    if (known?.hash === hash) return known.plan
    const plan = parsePlan(parseJson(sql.contentOf.get(id) ?? '{}'))
    plans.set(id, { hash, plan })
    return plan
  }

  function ofWorkspace(workspaceId: WorkspaceId): ClientCapacity {
    const at = sql.changes.get() ?? 0
    const hour = Math.floor(clock.now() / hourMs)
    if (cached.at !== at || cached.hour !== hour) cached = { at, hour, of: new Map() }
    const found = cached.of.get(workspaceId)
    if (found) return found
    const made = count(workspaceId)
    cached.of.set(workspaceId, made)
    return made
  }

  /** `more`: leads in addition to those of the campaign. */
  function count(
    workspaceId: WorkspaceId,
    more?: { readonly campaignId: string; readonly leads: number },
  ): ClientCapacity {
    const today = facts.todayOf(workspaceId)
    const senders = Map.groupBy(sql.sendersOf.all(workspaceId), ({ campaignId }) => campaignId)
    const without = Map.groupBy(sql.blackouts.all(workspaceId), ({ campaignId }) => campaignId)
    const ramps = new Map(sql.rampsOf.all({ workspaceId, today }).map(({ email, busiest }) => [email, busiest]))
    const known = sql.running.all({ workspaceId, today }).map(
      (row): KnownCampaign => ({
        row,
        waiting:
          row.leads === null
            ? null
            : Math.max(0, row.leads + row.uploaded - row.contacted) +
              (more?.campaignId === row.remoteId ? more.leads : 0),
        accounts: (senders.get(row.id) ?? []).map(({ email }) => email),
      }),
    )
    const accounts = facts.of({ workspaceId, partId: null }).map(
      (one): CapacityAccount => ({
        email: one.email,
        dailyLimit: one.dailyLimit,
        sentToday: one.sentToday,
        rampFrom: ramps.get(one.email) ?? null,
        canSend: one.verdict !== 'disconnected' && (one.state === 'sending' || one.state === 'unused'),
      }),
    )
    const campaigns = known.map(({ row, waiting, accounts: own }) => {
      const dates = new Set((without.get(row.id) ?? []).map(({ date }) => date))
      return asCampaign(row, planOf(row), { waiting: waiting ?? 0, accounts: own, without: dates, today })
    })
    return { found: computeCapacity(campaigns, accounts, dateOfDay(today)), known }
  }

  function asCampaign(
    row: Row,
    plan: Plan,
    of: { waiting: number; accounts: readonly string[]; without: ReadonlySet<string>; today: number },
  ): CapacityCampaign<CampaignId> {
    const [schedule] = plan.schedules
    const hours = {
      timezone: schedule?.timezone ?? 'UTC',
      from: schedule?.from ?? '00:00',
      to: schedule?.to ?? '23:59',
      startDate: plan.startDate,
    }
    return {
      id: row.id,
      accounts: of.accounts,
      leads: of.waiting,
      waits: plan.waits,
      begun: estimateDueFollowUps({
        contacted: plan.waits.length === 0 ? [] : sql.contactedOf.all(row.id, of.today - longestSequence),
        ...countBySteps(row, plan, sql.stepsOf.all(row.id)),
        waits: plan.waits,
        today: of.today,
      }),
      dailyLimit: plan.dailyLimit,
      newPerDay: plan.newPerDay,
      newFirst: plan.newFirst,
      sentToday: row.sentToday,
      days: [...new Set(plan.schedules.flatMap(({ days }) => days))],
      to: plan.endDate,
      without: of.without,
      ...firstDay(hours, clock.now()),
    }
  }

  return { ofWorkspace, count }
}

/** Returns how many emails each step has sent, and how many leads ended with it. */
function countBySteps(
  row: Row,
  plan: Plan,
  steps: readonly { readonly step: number; readonly sent: number; readonly replied: number }[],
): { readonly sentOfStep: readonly number[]; readonly stopped: readonly number[] } {
  const first = firstStepNumber(steps.map(({ step }) => step))
  const sentOfStep: number[] = []
  const stopped: number[] = [row.bounced + row.unsubscribed]
  for (const { step, sent, replied } of steps) {
    sentOfStep[step - first] = sent
    if (plan.stopsOnReply) stopped[step - first] = (stopped[step - first] ?? 0) + replied
  }
  return { sentOfStep, stopped }
}

function parsePlan(raw: unknown): Plan {
  const { steps, schedules, startDate, endDate, numbers, switches } = readCampaignPlan(raw)
  const number = (name: string) => numbers.find((one) => one.name === name)?.value ?? null
  const isOn = (name: string) => switches.find((one) => one.name === name)?.on
  return {
    schedules,
    startDate,
    endDate,
    waits: steps.slice(1).map(({ wait }) => Math.round((wait?.amount ?? 0) * unitDays[wait?.unit ?? 'days'])),
    dailyLimit: number('daily_limit'),
    newPerDay: number('daily_max_leads'),
    newFirst: isOn('prioritize_new_leads') === true,
    // By default, Instantly stops at a reply.
    stopsOnReply: isOn('stop_on_reply') !== false,
  }
}
