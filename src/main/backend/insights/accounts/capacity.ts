/** Forecasts what accounts and campaigns send on the next days and how long leads last, from the data last read. */
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type {
  AccountWeek,
  CapacityCampaignRow,
  CapacityClient,
  CapacityView,
  MoreLeads,
} from '#shared/contract/insights/capacity.ts'
import { dateOfDay } from '#shared/domain/core/days.ts'
import { compareNames } from '#shared/domain/core/name-order.ts'
import { type Capacity, capacityDays, maxDays } from '#shared/domain/exports/forecast/capacity.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { AccountFacts } from './account-facts.ts'
import { createCapacityCount, type KnownCampaign } from './count-capacity.ts'

export type AccountCapacity = ReturnType<typeof createAccountCapacity>

export function createAccountCapacity(deps: Pick<Deps, 'store' | 'clock'>, facts: AccountFacts) {
  const { ofWorkspace, count } = createCapacityCount(deps, facts)

  return {
    view(client: ClientFilter): CapacityView {
      const clients: CapacityClient[] = []
      const campaigns: CapacityCampaignRow[] = []
      const days = new Map<string, { date: string; possible: number; first: number; followUps: number }>()
      for (const workspaceId of facts.workspacesOf(client)) {
        const { found, known: all } = ofWorkspace(workspaceId)
        const known = filterByPart(client, all)
        const used = client.partId === null ? null : new Set(known.flatMap(({ accounts }) => accounts))
        const total = { first: 0, followUps: 0 }
        for (const [at, date] of found.dates.entries()) {
          const day = days.get(date) ?? { date, possible: 0, first: 0, followUps: 0 }
          days.set(date, day)
          for (const [email, week] of found.accounts)
            if (used === null || used.has(email)) day.possible += week[at]?.possible ?? 0
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
        campaigns: campaigns.toSorted(
          (a, b) => soonestEmptyKey(a) - soonestEmptyKey(b) || compareNames(a.name, b.name),
        ),
        mostDays: maxDays,
      }
    },
    /**
     * Returns when the last of this many additional leads gets its first email; null if the campaign does not run or
     * its leads were never counted.
     */
    more(workspaceId: WorkspaceId, campaignId: string, leads: number): MoreLeads | null {
      const { found, known } = count(workspaceId, { campaignId, leads })
      const one = known.find(({ row }) => row.remoteId === campaignId)
      if (!one || one.waiting === null) return null
      const last = found.lastLeads.get(one.row.id) ?? null
      return { lastFirst: last === null ? null : dateOfDay(facts.todayOf(workspaceId) + last), mostDays: maxDays }
    },
    /** Returns the next days of each account of a client, or only of those in `only`. */
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

/** Returns how long the leads of some campaigns last in total. */
function leadsOf(known: readonly KnownCampaign[], { lastLeads }: Capacity<CampaignId>): CapacityClient['leads'] {
  if (known.length === 0) return { waiting: 0, days: 0 }
  if (known.some(({ waiting }) => waiting === null)) return { waiting: null, days: null }
  const waiting = known.reduce((sum, one) => sum + (one.waiting ?? 0), 0)
  const days = known.flatMap(({ row }) => {
    const last = lastLeads.get(row.id)
    return last === undefined ? [] : [last]
  })
  return { waiting, days: days.includes(null) ? null : Math.max(0, ...days.map(Number)) }
}

const filterByPart = ({ partId }: ClientFilter, known: readonly KnownCampaign[]) =>
  partId === null ? known : known.filter(({ row }) => row.partId === partId)

/** Sort key: campaigns that run out of leads soonest come first, unknown ones last. */
const soonestEmptyKey = ({ leads }: CapacityCampaignRow): number =>
  leads.waiting === null ? maxDays * 2 : (leads.days ?? maxDays)
