/** Results of an experiment's leads by variant, computed from local exports and events, so without a network. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type {
  ExperimentCampaign,
  ExperimentResult,
  LeadColumn,
  VariantResult,
} from '#shared/contract/exports/experiments.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import { performanceOf } from '#shared/domain/exports/experiments/goal-performance.ts'
import type { Goal } from '#shared/domain/exports/experiments/plan.ts'
import { compareStratified } from '#shared/domain/exports/experiments/stratified.ts'
import type { Performance } from '#shared/domain/insights/analytics/performers.ts'
import { compareVariants, type VariantVerdict } from '#shared/domain/insights/analytics/significance.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { isoOrNull } from '../../core/lib/iso-or-null.ts'
import type { ListSplitRequest } from './gather.ts'
import { addSentLead, resultsByColumn, zeroSums } from './results-by-column.ts'
import { type Campaign, forEachSentLead, prepareSentReading, type SentLead, type SentReading } from './sent-leads.ts'
import type { ExperimentStep } from './store.ts'

export type ResultRequest = Pick<ListSplitRequest, 'id' | 'listId' | 'plan' | 'seed'> & {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly steps: readonly ExperimentStep[]
}

export function createExperimentResults(store: Store, now: () => number) {
  const reading = prepareSentReading(store)
  const { raw } = reading
  const contactedOf = raw
    .prepare<[number, number, number]>(
      'select leads from event_campaign_count where workspace_id = ? and campaign_id = ? and type = ?',
    )
    .pluck()
  const newestEvent = raw
    .prepare<[number]>('select max(last_received_at) from event_tally where workspace_id = ?')
    .pluck()

  /** When a client's newest event arrived, ISO; null if none has arrived yet. */
  const eventsAt = (workspaceId: WorkspaceId): string | null => {
    const at = newestEvent.get(workspaceId) as number | null
    return isoOrNull(at)
  }

  return {
    eventsAt,
    async count(asked: ResultRequest): Promise<ExperimentResult> {
      const { plan } = asked
      const at = new Date(now()).toISOString()
      const heard = eventsAt(asked.workspaceId)
      const assigned = await assignedOf(reading, asked)
      const sums = plan.variants.map(({ name }, place) => ({ ...zeroSums(name), leads: assigned[place] ?? 0 }))
      const strata = new Map<number, Performance[]>()
      const contacted = new Map<Campaign, number>()
      const campaigns = await forEachSentLead(reading, asked, (sent, campaign) => {
        for (const one of sent) {
          const of = sums[one.variant]
          if (!of) continue
          addSentLead(of, one, campaign)
          if ((one.outcome?.sent ?? 0) > 0) contacted.set(campaign, (contacted.get(campaign) ?? 0) + 1)
          if (plan.stratum !== null) addTo(strata, one, campaign)
        }
      })
      const compared = performances(sums, plan.goal)
      return {
        at,
        eventsAt: heard,
        variants: sums,
        verdict: compared && compareVariants(compared),
        within: compared && within(compared, strata),
        campaigns: merged(campaigns, contacted),
      }

      function addTo(to: Map<number, Performance[]>, one: SentLead, campaign: Campaign): void {
        const cells = to.get(one.stratum) ?? plan.variants.map(() => ({ part: 0, base: 0 }))
        const single = zeroSums('')
        addSentLead(single, one, campaign)
        const { part, base } = performanceOf(single, plan.goal)
        const cell = cells[one.variant]
        if (cell) cells[one.variant] = { part: cell.part + part, base: cell.base + base }
        to.set(one.stratum, cells)
      }
      function merged(all: readonly Campaign[], known: ReadonlyMap<Campaign, number>): readonly ExperimentCampaign[] {
        const byId = Map.groupBy(all, ({ remoteId }) => remoteId)
        return [...byId.values()].map((same) => {
          const { remoteId, name, eventId, contacted: inTotals, gone } = same[0] as Campaign
          const withEvents =
            eventId === null
              ? 0
              : ((contactedOf.get(asked.workspaceId, eventId, eventTypes.email_sent.code) as number | undefined) ?? 0)
          return {
            remoteId,
            name,
            contacted: same.reduce((sum, one) => sum + (known.get(one) ?? 0), 0),
            unknown: Math.max(0, inTotals - withEvents),
            gone: gone === 1,
          }
        })
      }
    },
    byColumn: (asked: ResultRequest, column: LeadColumn, top: number) => resultsByColumn(reading, asked, column, top),
  }
}

async function assignedOf(reading: SentReading, asked: ResultRequest): Promise<readonly number[]> {
  const valid = new Set(asked.steps.map(({ actionId }) => actionId))
  const counts = asked.plan.variants.map(() => 0)
  for (let after = -1; ; ) {
    const page = reading.leadsOf.all(asked.id, after, 4_000)
    for (const { variant, actionId } of page) {
      if (valid.has(actionId)) counts[variant] = (counts[variant] ?? 0) + 1
    }
    const last = page.at(-1)
    if (!last) return counts
    after = last.address
    // Other work gets its turn in between.
    await nextTurn()
  }
}

/** Null if the goal is opens but none were measured although mails were sent. */
function performances(sums: readonly VariantResult[], goal: Goal): readonly Performance[] | null {
  const blind = goal === 'opened' && sums.every(({ opened }) => opened === null)
  return blind && sums.some(({ contacted }) => contacted > 0) ? null : sums.map((one) => performanceOf(one, goal))
}

/** Compares the two leading variants within strata. */
function within(compared: readonly Performance[], strata: ReadonlyMap<number, readonly Performance[]>) {
  const verdict: VariantVerdict = compareVariants(compared)
  const [a, b] =
    verdict.kind === 'better' || verdict.kind === 'open'
      ? [verdict.at, verdict.against]
      : compared
          .map(({ part, base }, at) => ({ at, rate: base === 0 ? -1 : part / base }))
          .toSorted((one, other) => other.rate - one.rate || one.at - other.at)
          .map(({ at }) => at)
  if (a === undefined || b === undefined) return null
  const none = { part: 0, base: 0 }
  const found = compareStratified([...strata.values()].map((cells) => ({ a: cells[a] ?? none, b: cells[b] ?? none })))
  return found && { ...found, a, b }
}
