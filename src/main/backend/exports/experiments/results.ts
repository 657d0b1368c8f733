/** What became of the leads of an experiment, variant by variant: out of exports and events kept here, so without a network. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type ExperimentCampaign,
  type ExperimentResult,
  type LeadColumn,
  type ResultOfColumn,
  type VariantResult,
} from '#shared/contract/exports/experiments.ts'
import { type Counter, eventTypes } from '#shared/domain/events/event-types.ts'
import { performanceOf } from '#shared/domain/exports/experiments/by-goal.ts'
import type { Goal } from '#shared/domain/exports/experiments/plan.ts'
import { compareWithin } from '#shared/domain/exports/experiments/stratified.ts'
import type { Performance } from '#shared/domain/insights/analytics/performers.ts'
import { compareVariants, type Verdict } from '#shared/domain/insights/analytics/significance.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createToldKinds } from '../../events/events/told-kinds.ts'
import { bothSql, joinActivitySql } from '../../events/lead-activity/activity-sql.ts'
import { leadActivityOf } from '../../events/lead-activity/lead-activity.ts'
import { joinLabelSql } from '../../events/lead-labels/label-sql.ts'
import { addedOutcomes, countOutcome, noOutcomes } from '../../insights/analytics/lead-outcomes.ts'
import { createValueGroups } from '../../insights/analytics/value-groups.ts'
import { createValueReader, type ReadPayload } from '../../leads/leads/column-values.ts'
import { inZoneOfExport } from '../../leads/leads/zone-sql.ts'
import { seededKey } from './address-key.ts'
import { createMemory, type SplitAsked } from './gather.ts'
import type { ExperimentStep } from './store.ts'

/** Leads looked at in one go: some ms. */
const stepLeads = 400

type Run = {
  readonly id: number
  readonly campaignId: string | null
  readonly campaignName: string
}
type Lead = {
  readonly position: number
  readonly email: string
  readonly payload: string
  readonly importId: number
  readonly rowNumber: number
  readonly original: string
}
type Outcome = {
  readonly email: string
  readonly sent: number
  readonly opened: number
  readonly replied: number
  readonly automatic: number
  readonly bounced: number
  readonly unsubscribed: number
  /** When the first email was sent, or the first thing happened (epoch ms). */
  readonly firstAt: number
  /** What the lead's label means; null: it has none. */
  readonly stage: number | null
}

type Sums = { -readonly [Key in keyof VariantResult]: VariantResult[Key] }

/** A lead that was uploaded with its variant. */
type Sent = {
  readonly variant: number
  readonly stratum: number
  readonly lead: Lead
  readonly outcome: Outcome | null
}

export type ResultAsked = Pick<SplitAsked, 'id' | 'listId' | 'plan' | 'seed'> & {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly steps: readonly ExperimentStep[]
}

export function createResults(store: Store, now: () => number) {
  const { raw } = store
  const toldOf = createToldKinds(store)
  const activity = leadActivityOf(store)
  const runsOf = raw.prepare<[number, string], Run>(
    `select r.id, r.campaign_id as campaignId, r.campaign_name as campaignName from export_run r
     where r.list_id = ? and r.target = 'campaign' and exists (select 1 from export_batch b where b.export_id = r.id and b.state = 'done' and b.sent_at >= ?)
     order by r.id`,
  )
  const batchesOf = raw.prepare<[number, string], { first: number; last: number; sentAt: string }>(
    `select first_position as first, last_position as last, sent_at as sentAt from export_batch
     where export_id = ? and state = 'done' and uploaded > 0 and sent_at >= ? order by no`,
  )
  const uploaded = raw.prepare<[object], Lead>(
    `select l.position, l.email, l.payload, l.import_id as importId, l.row_number as rowNumber, l.original from lead l
     where l.list_id = @listId and l.position between @first and @last and l.gate = 0
       and ${inZoneOfExport('@exportId', 'l.position')}
       and not exists (select 1 from export_problem p
         where p.export_id = @exportId and p.position = l.position and p.fate <> 'taken_back')`,
  )
  // In this order, which SQLite must not turn round: it would read every lead of the campaign.
  const outcomes = raw.prepare<[object], Outcome>(
    `select p.email, x.sent, ${bothSql('opened', 'x', 'a')} as opened, ${bothSql('replied', 'x', 'a')} as replied,
       x.auto_replied as automatic, ${bothSql('bounced', 'x', 'a')} as bounced,
       ${bothSql('unsubscribed', 'x', 'a')} as unsubscribed, x.first_at as firstAt, y.stage
     from json_each(@emails) j
       cross join event_contact p on p.workspace_id = @workspaceId and p.email = j.value
       cross join event_lead x on x.workspace_id = @workspaceId and x.contact_id = p.id and x.campaign_id = @eventId
       ${joinActivitySql('a', 'x')}
       ${joinLabelSql('y', { workspace: '@workspaceId', campaign: '@remoteId', email: 'p.email' })}`,
  )
  const campaignOf = raw.prepare<[object], { eventId: number | null; opens: 0 | 1; contacted: number; gone: 0 | 1 }>(
    `select (select e.id from event_campaign e where e.workspace_id = @workspaceId and e.remote_id = @remoteId) as eventId,
       coalesce(c.open_tracking, 0) = 1 or coalesce(c.opened, 0) > 0 as opens, coalesce(c.contacted, 0) as contacted,
       c.gone_at is not null as gone
     from (select 1) left join campaign c on c.workspace_id = @workspaceId and c.remote_id = @remoteId`,
  )
  const contactedOf = raw
    .prepare<[number, number, number]>(
      'select leads from event_campaign_count where workspace_id = ? and campaign_id = ? and type = ?',
    )
    .pluck()
  const newestEvent = raw
    .prepare<[number]>('select max(last_received_at) from event_tally where workspace_id = ?')
    .pluck()
  const leadsOf = raw.prepare<[number, number, number], { address: number; variant: number; actionId: number }>(
    `select address, variant, action_id as actionId from experiment_lead
     where experiment_id = ? and address > ? order by address limit ?`,
  )
  const listName = raw.prepare('select name from lead_list where id = ?').pluck()
  const fileNames = raw.prepare<[number], { id: number; name: string }>(
    'select id, file_name as name from list_import where list_id = ?',
  )

  /** Every lead that was uploaded since it has its variant, once, with the campaign it went to first. */
  async function eachSent(
    asked: ResultAsked,
    take: (sent: readonly Sent[], campaign: Campaign) => void,
  ): Promise<readonly Campaign[]> {
    const { workspaceId, listId } = asked
    const since = asked.steps[0]?.at
    if (since === undefined) return []
    const steps = new Map(asked.steps.map((step) => [step.actionId, step.at]))
    const memory = createMemory(store, asked)
    const told = toldOf(workspaceId)
    const listedAt = activity.readAt(workspaceId) ?? Number.NEGATIVE_INFINITY
    const seen = new Set<number>()
    const campaigns: Campaign[] = []
    for (const run of runsOf.all(listId, since)) {
      const remoteId = run.campaignId ?? ''
      const about = campaignOf.get({ workspaceId, remoteId }) ?? { eventId: null, opens: 0, contacted: 0, gone: 0 }
      const campaign = { ...about, remoteId, name: run.campaignName, told, listedAt }
      campaigns.push(campaign)
      for (const batch of batchesOf.all(run.id, since)) {
        for (let first = batch.first; first <= batch.last; first += stepLeads) {
          const last = Math.min(batch.last, first + stepLeads - 1)
          const leads = uploaded.all({ listId, first, last, exportId: run.id })
          const keys = leads.map(({ email }) => seededKey(asked.seed, email))
          const had = memory(keys)
          const ofThem = new Map(
            about.eventId === null
              ? []
              : outcomes
                  .all({
                    workspaceId,
                    remoteId,
                    eventId: about.eventId,
                    emails: JSON.stringify(leads.map(({ email }) => email)),
                  })
                  .map((outcome) => [outcome.email, outcome] as const),
          )
          const sent: Sent[] = []
          for (const [at, lead] of leads.entries()) {
            const key = keys[at] as number
            const known = had.get(key)
            // Sent before it got its variant: it had another text.
            if (!known || seen.has(key) || batch.sentAt < (steps.get(known.actionId) ?? '')) continue
            seen.add(key)
            const { variant, stratum } = known
            sent.push({ variant, stratum, lead, outcome: ofThem.get(lead.email) ?? null })
          }
          take(sent, campaign)
          // oxlint-disable-next-line no-await-in-loop -- room for others
          await nextTurn()
        }
      }
    }
    return campaigns
  }

  async function assignedOf(asked: ResultAsked): Promise<readonly number[]> {
    const valid = new Set(asked.steps.map(({ actionId }) => actionId))
    const counts = asked.plan.variants.map(() => 0)
    for (let after = -1; ; ) {
      const page = leadsOf.all(asked.id, after, 4_000)
      for (const { variant, actionId } of page) {
        if (valid.has(actionId)) counts[variant] = (counts[variant] ?? 0) + 1
      }
      const last = page.at(-1)
      if (!last) return counts
      after = last.address
      // oxlint-disable-next-line no-await-in-loop -- room for others
      await nextTurn()
    }
  }

  /** When the newest event of a client came in, ISO; null: none ever did. */
  const eventsAt = (workspaceId: WorkspaceId): string | null => {
    const at = newestEvent.get(workspaceId) as number | null
    return at === null ? null : new Date(at).toISOString()
  }

  return {
    eventsAt,
    async count(asked: ResultAsked): Promise<ExperimentResult> {
      const { plan } = asked
      const at = new Date(now()).toISOString()
      const heard = eventsAt(asked.workspaceId)
      const assigned = await assignedOf(asked)
      const sums = plan.variants.map(({ name }, place) => ({ ...noSums(name), leads: assigned[place] ?? 0 }))
      const strata = new Map<number, Performance[]>()
      const contacted = new Map<Campaign, number>()
      const campaigns = await eachSent(asked, (sent, campaign) => {
        for (const one of sent) {
          const of = sums[one.variant]
          if (!of) continue
          add(of, one, campaign)
          if ((one.outcome?.sent ?? 0) > 0) contacted.set(campaign, (contacted.get(campaign) ?? 0) + 1)
          if (plan.stratum !== null) addTo(strata, one, campaign)
        }
      })
      const told = performances(sums, plan.goal)
      return {
        at,
        eventsAt: heard,
        variants: sums,
        verdict: told && compareVariants(told),
        within: told && within(told, strata),
        campaigns: merged(campaigns, contacted),
      }

      function addTo(to: Map<number, Performance[]>, one: Sent, campaign: Campaign): void {
        const cells = to.get(one.stratum) ?? plan.variants.map(() => ({ part: 0, base: 0 }))
        const single = noSums('')
        add(single, one, campaign)
        const { part, base } = performanceOf(single, plan.goal)
        const cell = cells[one.variant]
        if (cell) cells[one.variant] = { part: cell.part + part, base: cell.base + base }
        to.set(one.stratum, cells)
      }
      function merged(all: readonly Campaign[], known: ReadonlyMap<Campaign, number>): readonly ExperimentCampaign[] {
        const byId = Map.groupBy(all, ({ remoteId }) => remoteId)
        return [...byId.values()].map((same) => {
          const { remoteId, name, eventId, contacted: told_, gone } = same[0] as Campaign
          const heardOf =
            eventId === null
              ? 0
              : ((contactedOf.get(asked.workspaceId, eventId, eventTypes.email_sent.code) as number | undefined) ?? 0)
          return {
            remoteId,
            name,
            contacted: same.reduce((sum, one) => sum + (known.get(one) ?? 0), 0),
            unknown: Math.max(0, told_ - heardOf),
            gone: gone === 1,
          }
        })
      }
    },
    /** The same by the values of a column. */
    async byColumn(asked: ResultAsked, column: LeadColumn, top: number): Promise<ResultOfColumn> {
      const groups = createValueGroups((value) => ({
        value,
        variants: asked.plan.variants.map(({ name }) => noSums(name)),
      }))
      const valueOf = readerOf(asked.listId, column)
      await eachSent(asked, (sent, campaign) => {
        for (const one of sent) {
          const of = groups.of(valueOf(one.lead)).variants[one.variant]
          if (of) add(of, one, campaign)
        }
      })
      const size = ({ variants }: { readonly variants: readonly Sums[] }) =>
        variants.reduce((sum, { uploaded: leads }) => sum + leads, 0)
      const { values, rest, empty } = groups.inOrder(size, top)
      const others = asked.plan.variants.map(({ name }, at) =>
        rest.reduce((sum, { variants }) => plus(sum, variants[at] ?? noSums(name)), noSums(name)),
      )
      return {
        values,
        others: rest.length === 0 ? null : { values: rest.length, variants: others },
        empty: size(empty) === 0 ? null : { variants: empty.variants },
      }
    },
  }

  function readerOf(listId: ListId, column: LeadColumn): (lead: Lead) => string {
    if (column === 'list') {
      const name = listName.get(listId) as string
      return () => name
    }
    if (column === 'source') {
      const names = new Map(fileNames.all(listId).map(({ id, name }) => [id, name]))
      return ({ importId }) => names.get(importId) ?? ''
    }
    const valuesOf = createValueReader(raw, [column])
    return (lead) => valuesOf(lead, JSON.parse(lead.payload) as ReadPayload)[0] ?? ''
  }
}

type Campaign = {
  readonly remoteId: string
  readonly name: string
  readonly eventId: number | null
  readonly opens: 0 | 1
  readonly contacted: number
  readonly gone: 0 | 1
  /** Kinds of events some source tells of. */
  readonly told: ReadonlySet<Counter>
  /** As of when the lead list was read (epoch ms). */
  readonly listedAt: number
}

const noSums = (name: string): Sums => ({
  name,
  leads: 0,
  uploaded: 0,
  ...noOutcomes,
  positive: 0,
  unsubscribed: null,
})

/** Rates are of those written to: what a lead did that was not is nothing an experiment made. */
function add(sums: Sums, { outcome }: Sent, campaign: Campaign): void {
  sums.uploaded += 1
  if (!outcome || outcome.sent === 0) return
  // Who was first written to after the list was read may have done something since.
  const isTold = (counter: Counter) => outcome.firstAt <= campaign.listedAt || campaign.told.has(counter)
  countOutcome(sums, outcome, { opens: campaign.opens === 1 && isTold('opened'), bounces: isTold('bounced') })
  sums.positive += Number((outcome.stage ?? 0) > 0)
  if (isTold('unsubscribed')) sums.unsubscribed = (sums.unsubscribed ?? 0) + Number(outcome.unsubscribed > 0)
}

const plus = (a: Sums, b: Sums): Sums => ({
  name: a.name,
  leads: a.leads + b.leads,
  uploaded: a.uploaded + b.uploaded,
  ...addedOutcomes(a, b),
  positive: a.positive + b.positive,
  unsubscribed: a.unsubscribed === null ? b.unsubscribed : a.unsubscribed + (b.unsubscribed ?? 0),
})

/** Null where opens are the goal and were not measured though mails were sent. */
function performances(sums: readonly VariantResult[], goal: Goal): readonly Performance[] | null {
  const blind = goal === 'opened' && sums.every(({ opened }) => opened === null)
  return blind && sums.some(({ contacted }) => contacted > 0) ? null : sums.map((one) => performanceOf(one, goal))
}

/** The two that lead, within strata. */
function within(told: readonly Performance[], strata: ReadonlyMap<number, readonly Performance[]>) {
  const verdict: Verdict = compareVariants(told)
  const [a, b] =
    verdict.kind === 'better' || verdict.kind === 'open'
      ? [verdict.at, verdict.against]
      : told
          .map(({ part, base }, at) => ({ at, rate: base === 0 ? -1 : part / base }))
          .toSorted((one, other) => other.rate - one.rate || one.at - other.at)
          .map(({ at }) => at)
  if (a === undefined || b === undefined) return null
  const none = { part: 0, base: 0 }
  const found = compareWithin([...strata.values()].map((cells) => ({ a: cells[a] ?? none, b: cells[b] ?? none })))
  return found && { ...found, a, b }
}
