/** What accounts and campaigns send on the next days, and how long leads last: counted from what was last read. */
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type {
  AccountWeek,
  CapacityCampaignRow,
  CapacityClient,
  CapacityView,
  MoreLeads,
} from '#shared/contract/insights/capacity.ts'
import { type CampaignCopy, firstStepNumber, readCampaignPlan } from '#shared/domain/campaigns/read-campaign.ts'
import {
  begunOf,
  type Capacity,
  type CapacityAccount,
  type CapacityCampaign,
  capacity,
  capacityDays,
  mostDays,
} from '#shared/domain/exports/forecast/capacity.ts'
import { firstDay } from '#shared/domain/exports/forecast/first-day.ts'
import { dateOfDay } from '#shared/domain/insights/analytics/period.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import type { AccountFacts } from './account-facts.ts'

const hourMs = 3_600_000
/** First emails older than this have no follow-up left to send. */
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
  /** As Instantly counted them; 0 before that in a campaign an export made, null in another. */
  readonly leads: number | null
  /** Uploaded by exports since. */
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
/** `waiting`: leads without an email; null where Instantly was never asked. */
type Known = { readonly row: Row; readonly waiting: number | null; readonly accounts: readonly string[] }
type OfClient = { readonly found: Capacity<CampaignId>; readonly known: readonly Known[] }

const unitDays = { days: 1, hours: 1 / 24, minutes: 1 / 1440 } as const

/** A condition on campaigns: an export made it, and knows the leads it began with. */
export const madeByExport = (campaign: string): string =>
  `exists (select 1 from export_run r where r.workspace_id = ${campaign}.workspace_id
     and r.campaign_id = ${campaign}.remote_id and json_extract(r.settings, '$.target.kind') = 'new')`

export type AccountCapacity = ReturnType<typeof createAccountCapacity>

export function createAccountCapacity({ store, clock }: Pick<Deps, 'store' | 'clock'>, facts: AccountFacts) {
  const { raw } = store
  const running = raw.prepare<[object], Row>(
    `select c.id, c.remote_id as remoteId, c.name, c.part_id as partId, c.contacted, c.bounced, c.unsubscribed, c.content_hash as hash,
       case when c.leads is null and ${madeByExport('c')} then 0 else c.leads end as leads,
       coalesce((select sum(b.uploaded) from export_run r join export_batch b on b.export_id = r.id
         where r.workspace_id = c.workspace_id and r.campaign_id = c.remote_id and r.target = 'campaign'
           and r.taken_back_at is null and coalesce(b.settled_at, r.created_at) > strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(c.leads_at, 0) / 1000.0, 'unixepoch')), 0) as uploaded,
       coalesce((select d.sent from campaign_day d where d.campaign_id = c.id and d.day = @today), 0) as sentToday
     from campaign c where c.workspace_id = @workspaceId and c.gone_at is null and c.status in (1, 4)`,
  )
  const contentOf = raw.prepare<[number], string>('select raw from campaign_content where campaign_id = ?').pluck()
  const contactedOf = raw.prepare<[number, number], { day: number; count: number }>(
    'select day, contacted as count from campaign_day where campaign_id = ? and day >= ? and contacted > 0',
  )
  const stepsOf = raw.prepare<[number], { step: number; sent: number; replied: number }>(
    `select step, sum(sent) as sent, sum(replied_unique) as replied from campaign_step
       where campaign_id = ? and step >= 0 group by step order by step`,
  )
  const sendersOf = raw.prepare<[number], { campaignId: CampaignId; email: string }>(
    `select u.campaign_id as campaignId, u.email from mailbox_campaign u join campaign c on c.id = u.campaign_id
       where u.workspace_id = ? and c.gone_at is null and c.status in (1, 4)`,
  )
  const rampsOf = raw.prepare<[object], { email: string; busiest: number }>(
    `select m.email, coalesce((select max(d.sent) from mailbox_day d where d.workspace_id = m.workspace_id
         and d.email = m.email and d.day between @today - 7 and @today - 1), 0) as busiest
       from mailbox m where m.workspace_id = @workspaceId and m.slow_ramp = 1 and m.gone_at is null`,
  )
  const blackouts = raw.prepare<[number], { campaignId: CampaignId; date: string }>(
    `select c.id as campaignId, x.date from campaign_rest x join export_run r on r.id = x.export_id
       join campaign c on c.workspace_id = x.workspace_id and c.remote_id = r.campaign_id
      where x.workspace_id = ? and x.state in ('planned', 'pausing', 'paused')`,
  )
  const changes = raw.prepare<[], number>('select total_changes()').pluck()
  const plans = new Map<CampaignId, { readonly hash: string; readonly plan: Plan }>()
  let cached = { at: -1, hour: -1, of: new Map<WorkspaceId, OfClient>() }

  function planOf({ id, hash }: Row): Plan {
    const known = plans.get(id)
    if (known?.hash === hash) return known.plan
    const plan = readPlan(parseJson(contentOf.get(id) ?? '{}'))
    plans.set(id, { hash, plan })
    return plan
  }

  function ofWorkspace(workspaceId: WorkspaceId): OfClient {
    const at = changes.get() ?? 0
    const hour = Math.floor(clock.now() / hourMs)
    if (cached.at !== at || cached.hour !== hour) cached = { at, hour, of: new Map() }
    const found = cached.of.get(workspaceId)
    if (found) return found
    const made = count(workspaceId)
    cached.of.set(workspaceId, made)
    return made
  }

  /** `more`: leads beside those a campaign has. */
  function count(workspaceId: WorkspaceId, more?: { readonly campaignId: string; readonly leads: number }): OfClient {
    const today = facts.todayOf(workspaceId)
    const senders = Map.groupBy(sendersOf.all(workspaceId), ({ campaignId }) => campaignId)
    const without = Map.groupBy(blackouts.all(workspaceId), ({ campaignId }) => campaignId)
    const ramps = new Map(rampsOf.all({ workspaceId, today }).map(({ email, busiest }) => [email, busiest]))
    const known = running.all({ workspaceId, today }).map(
      (row): Known => ({
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
    return { found: capacity(campaigns, accounts, dateOfDay(today)), known }
  }

  function asCampaign(
    row: Row,
    plan: Plan,
    of: { waiting: number; accounts: readonly string[]; without: ReadonlySet<string>; today: number },
  ): CapacityCampaign<CampaignId> {
    const steps = stepsOf.all(row.id)
    const first = firstStepNumber(steps.map(({ step }) => step))
    const sentOfStep: number[] = []
    const stopped: number[] = [row.bounced + row.unsubscribed]
    for (const { step, sent, replied } of steps) {
      sentOfStep[step - first] = sent
      if (plan.stopsOnReply) stopped[step - first] = (stopped[step - first] ?? 0) + replied
    }
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
      begun: begunOf({
        contacted: plan.waits.length === 0 ? [] : contactedOf.all(row.id, of.today - longestSequence),
        sentOfStep,
        stopped,
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

  /** How long the leads of some campaigns last together. */
  function leadsOf(known: readonly Known[], { lastLeads }: Capacity<CampaignId>): CapacityClient['leads'] {
    if (known.length === 0) return { waiting: 0, days: 0 }
    if (known.some(({ waiting }) => waiting === null)) return { waiting: null, days: null }
    const waiting = known.reduce((sum, one) => sum + (one.waiting ?? 0), 0)
    const days = known.flatMap(({ row }) => {
      const last = lastLeads.get(row.id)
      return last === undefined ? [] : [last]
    })
    return { waiting, days: days.includes(null) ? null : Math.max(0, ...days.map(Number)) }
  }

  const ofFilter = ({ partId }: ClientFilter, known: readonly Known[]) =>
    partId === null ? known : known.filter(({ row }) => row.partId === partId)

  return {
    view(client: ClientFilter): CapacityView {
      const clients: CapacityClient[] = []
      const campaigns: CapacityCampaignRow[] = []
      const days = new Map<string, { date: string; possible: number; first: number; followUps: number }>()
      for (const workspaceId of facts.workspacesOf(client)) {
        const { found, known: all } = ofWorkspace(workspaceId)
        const known = ofFilter(client, all)
        const used = client.partId === null ? null : new Set(known.flatMap(({ accounts }) => accounts))
        const total = { first: 0, followUps: 0, possible: 0 }
        for (const [at, date] of found.dates.entries()) {
          const day = days.get(date) ?? { date, possible: 0, first: 0, followUps: 0 }
          days.set(date, day)
          for (const [email, week] of found.accounts)
            if (used === null || used.has(email)) {
              day.possible += week[at]?.possible ?? 0
              total.possible += week[at]?.possible ?? 0
            }
          for (const { row } of known) {
            const of = found.campaigns.get(row.id)?.[at]
            day.first += of?.first ?? 0
            day.followUps += of?.followUps ?? 0
            total.first += of?.first ?? 0
            total.followUps += of?.followUps ?? 0
          }
        }
        clients.push({ workspaceId, ...total, leads: leadsOf(known, found) })
        for (const one of known) {
          const week = found.campaigns.get(one.row.id) ?? []
          campaigns.push({
            workspaceId,
            campaignId: one.row.id,
            name: one.row.name,
            first: week.reduce((sum, { first }) => sum + first, 0),
            followUps: week.reduce((sum, { followUps }) => sum + followUps, 0),
            leads: leadsOf([one], found),
          })
        }
      }
      return {
        days: [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1)).slice(0, capacityDays),
        clients,
        campaigns: campaigns.toSorted((a, b) => soonest(a) - soonest(b) || (a.name < b.name ? -1 : 1)),
        mostDays,
      }
    },
    /** When the last of so many more leads of a campaign has its first email; null where it does not run or was never counted. */
    more(workspaceId: WorkspaceId, campaignId: string, leads: number): MoreLeads | null {
      const { found, known } = count(workspaceId, { campaignId, leads })
      const one = known.find(({ row }) => row.remoteId === campaignId)
      if (!one || one.waiting === null) return null
      const last = found.lastLeads.get(one.row.id) ?? null
      return { lastFirst: last === null ? null : dateOfDay(facts.todayOf(workspaceId) + last), mostDays }
    },
    /** The next days of each account of a client; of some where they are named. */
    weeks(workspaceId: WorkspaceId, only?: ReadonlySet<string>): readonly AccountWeek[] {
      const { found } = ofWorkspace(workspaceId)
      return [...found.accounts].flatMap(([email, week]) =>
        only && !only.has(email)
          ? []
          : [{ email, days: week.map((day, at) => ({ date: found.dates[at] ?? '', ...day })) }],
      )
    },
  }
}

/** Who runs out of leads first stands first; who is not known, last. */
const soonest = ({ leads }: CapacityCampaignRow): number =>
  leads.waiting === null ? mostDays * 2 : (leads.days ?? mostDays)

function readPlan(raw: unknown): Plan {
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
    // Instantly stops at a reply unless it is told not to.
    stopsOnReply: isOn('stop_on_reply') !== false,
  }
}
