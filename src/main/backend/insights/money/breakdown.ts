/** Breaks money down by list, source file or lead column: costs and revenue of campaigns, by the leads sent. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type { BreakdownBy, MoneyBreakdown, MoneyPart, MoneyRequest, PartSum } from '#shared/contract/insights/money.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { addFigures, type MoneyFigures, noFigures } from '#shared/domain/insights/money/figures.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { type CampaignKey, type ClientMoney, computeClientMoney, type Parts, stageKey } from './client-money.ts'
import { createLeadGroups, stepRows } from './lead-groups.ts'
import type { ExportedRun } from './money-facts.ts'
import { createMoneyGroups, type Group, type Lines, unassignedKey } from './money-groups.ts'
import { clientsToSum } from './queries.ts'

/** Parts shown individually; the others are combined. */
const maxParts = 100

/** Number of leads per group. */
type Counts = Map<string, number>

type BreakdownData = { readonly money: ClientMoney; readonly groups: ReadonlyMap<string, Group>; readonly lines: Lines }

/** One client's breakdown in the making. */
type Work = {
  readonly workspaceId: WorkspaceId
  readonly by: BreakdownBy
  readonly period: Period
  readonly money: ClientMoney
  readonly runs: readonly ExportedRun[]
  readonly keys: ReturnType<LeadGroups['keysOf']>
  readonly groupsOfPeople: ReturnType<LeadGroups['groupsOfPeople']>
  readonly found: ReturnType<typeof createMoneyGroups>
}
type LeadGroups = ReturnType<typeof createLeadGroups>

const statementsOf = (raw: Database) => ({
  replies: raw.prepare<[object], { email: string }>(
    `select distinct p.email from event_campaign c
       join event e indexed by event_of_campaign on e.campaign_id = c.id and e.type = ${eventTypes.reply_received.code}
         and e.at between @from and @to
       join event_contact p on p.id = e.contact_id
     where c.workspace_id = @workspaceId and c.remote_id = @remoteId`,
  ),
  contacted: raw.prepare<[number], { id: number; contacted: number }>(
    'select id, contacted from campaign where workspace_id = ?',
  ),
})

export function createBreakdown({ raw }: Store, { costs, facts }: Parts) {
  const sql = statementsOf(raw)
  const leads = createLeadGroups(raw)

  /** `traced`: the group whose lines are requested. */
  async function client(
    { by, partId }: BreakdownRequest,
    workspaceId: WorkspaceId,
    period: Period,
    traced: string | null,
  ): Promise<BreakdownData> {
    const money = computeClientMoney({ costs, facts }, workspaceId, period, partId)
    const campaigns = facts.campaigns(workspaceId)
    const ids = new Map(campaigns.map(({ remoteId, id }) => [remoteId, id]))
    const runs = facts.exported(workspaceId, (remoteId) => (remoteId === null ? null : (ids.get(remoteId) ?? null)))
    const keys = leads.keysOf(by)
    const groupsOfPeople = leads.groupsOfPeople(runs, keys)
    const found = createMoneyGroups(workspaceId, { nameOf: leads.nameOf, traced })
    const work: Work = { workspaceId, by, period, money, runs, keys, groupsOfPeople, found }
    const sent = await addLeads(work)
    await addReplies(work, campaigns)
    const ofStage = addQualified(work)
    const paid = money.lines.filter(({ currency }) => currency === money.currency)
    divideCosts(work, paid, sent)
    divideRevenue(work, ofStage)
    found.complete({
      costs: paid.length > 0,
      labels: money.qualified !== null,
      revenue: [null, ...campaigns.map(({ id }) => id)].some(money.knowsRevenue),
    })
    return { money, groups: found.groups, lines: found.lines }
  }

  /** Adds the leads exported in the period. Returns all leads ever sent, by campaign, list and file. */
  async function addLeads({ by, period, money, runs, keys, found }: Work): Promise<ReadonlyMap<string, Counts>> {
    const sent = new Map<string, Counts>()
    for (const run of runs) {
      if (!money.isMeant(run.campaignId)) continue
      const now = run.day >= period.from && run.day <= period.to
      for await (const step of leads.leadsOf(run, by)) {
        const ofStep = keys(step.places)
        for (const [at, place] of step.places.entries()) {
          const key = ofStep[at] ?? unassignedKey
          addCount(countsOf(sent, `campaign ${run.campaignId}`), key, step.count)
          addCount(countsOf(sent, `list ${run.listId}`), key, step.count)
          addCount(countsOf(sent, `file ${place.importId}`), key, step.count)
          if (now) found.add(key, { leads: step.count })
        }
        await nextTurn()
      }
    }
    return sent
  }

  async function addReplies(
    { workspaceId, period, money, groupsOfPeople, found }: Work,
    campaigns: readonly { readonly id: CampaignId; readonly remoteId: string }[],
  ): Promise<void> {
    const times = { from: period.from * dayMs, to: (period.to + 1) * dayMs - 1 }
    for (const { id, remoteId } of campaigns) {
      if (!money.isMeant(id)) continue
      const people = sql.replies.all({ workspaceId, remoteId, ...times }).map(({ email }) => email)
      for (let from = 0; from < people.length; from += stepRows) {
        for (const key of groupsOfPeople(id, people.slice(from, from + stepRows))) found.add(key, { replies: 1 })
        await nextTurn()
      }
    }
  }

  /** Adds the qualified leads. Returns them per group, by campaign and stage; used to divide revenue. */
  function addQualified({ money, groupsOfPeople, found }: Work): ReadonlyMap<string, Counts> {
    const ofStage = new Map<string, Counts>()
    for (const lead of money.qualified ?? []) {
      const { campaignId, email, interested, meeting, won } = lead
      if (!money.isMeant(campaignId)) continue
      const key = groupsOfPeople(campaignId, [email])[0] ?? unassignedKey
      found.add(key, { qualified: Number(interested), meetings: Number(meeting), won: Number(won) })
      if (lead.isPaid) addCount(countsOf(ofStage, stageKey(lead)), key, 1)
      if (interested) addCount(countsOf(ofStage, stageKey({ campaignId, stage: null, cameWith: null })), key, 1)
    }
    return ofStage
  }

  /** Divides the cost of a list by its leads, and that of a campaign by the leads it got. */
  function divideCosts(
    { workspaceId, by, money, runs, found }: Work,
    paid: ClientMoney['lines'],
    sent: ReadonlyMap<string, Counts>,
  ): void {
    const beyond = contactedBeyondExports(sql.contacted.all(workspaceId), runs)
    const ofCampaigns = new Map<CampaignKey, number>()
    for (const { listId, importId, parts, about } of paid) {
      const meant = [...parts].filter(([id]) => money.isMeant(id))
      if (listId === null) {
        for (const [id, cents] of meant) ofCampaigns.set(id, (ofCampaigns.get(id) ?? 0) + cents)
        continue
      }
      const of = by !== 'list' && importId !== null ? `file ${importId}` : `list ${listId}`
      // The cost of a list that was not sent anywhere yet belongs to the list itself.
      const weights = sent.get(of) ?? leads.unsent(listId, importId, by)
      const cents = meant.reduce((sum, [, part]) => sum + part, 0)
      found.give('costCents', { kind: 'list', name: about }, cents, weights)
    }
    for (const [id, cents] of ofCampaigns) {
      const weights = new Map(sent.get(`campaign ${id}`))
      if (id !== null) weights.set(unassignedKey, (weights.get(unassignedKey) ?? 0) + (beyond.get(id) ?? 0))
      found.give('costCents', { kind: 'campaign', name: id === null ? null : money.nameOf(id) }, cents, weights)
    }
  }

  /** A deal belongs to its person's group; the value of a stage is divided by the leads that reached it. */
  function divideRevenue({ money, groupsOfPeople, found }: Work, ofStage: ReadonlyMap<string, Counts>): void {
    for (const line of money.revenue) {
      const { currency, campaignId, campaignName, email, cents } = line
      if (currency !== money.currency || !money.isMeant(campaignId)) continue
      if (email === null) {
        const name = campaignId === null ? null : campaignName
        found.give('revenueCents', { kind: 'qualified', name }, cents, ofStage.get(stageKey(line)) ?? new Map())
      } else {
        const key = groupsOfPeople(campaignId, [email])[0] ?? unassignedKey
        found.give('revenueCents', { kind: 'deal', name: email }, cents, new Map([[key, 1]]))
      }
    }
  }

  /** Returns the clients selected, only those included in sums. */
  async function clientsOf(
    asked: BreakdownRequest,
    period: Period,
    traced: string | null,
  ): Promise<readonly BreakdownData[]> {
    const all: BreakdownData[] = []
    for (const workspaceId of facts.clients(asked.workspaceId)) {
      all.push(await client(asked, workspaceId, period, traced))
    }
    return all.filter(({ money }) => {
      const same = all.filter((one) => one.money.currency === money.currency).map((one) => one.money)
      return clientsToSum(same).includes(money)
    })
  }

  return {
    /** Returns one breakdown per currency, over one client or all. */
    async parts(asked: BreakdownRequest, period: Period): Promise<readonly MoneyBreakdown[]> {
      const found = new Map<string, Map<string, Group>>()
      for (const { money, groups } of await clientsOf(asked, period, null)) {
        const known = found.get(money.currency) ?? new Map<string, Group>()
        for (const [key, group] of groups) {
          const before = known.get(key)
          known.set(key, before ? { ...before, figures: addFigures(before.figures, group.figures) } : group)
        }
        found.set(money.currency, known)
      }
      return [...found].map(([currency, groups]) => toBreakdown(currency, groups))
    },
    /** Returns the lines of one part. */
    async sum(
      asked: BreakdownRequest & { readonly key: string; readonly currency: string },
      period: Period,
    ): Promise<PartSum> {
      const { key, currency } = asked
      const found = (await clientsOf(asked, period, key)).filter(({ money }) => money.currency === currency)
      const figures = found.map(({ groups }) => groups.get(key)?.figures ?? noFigures)
      return {
        currency,
        figures: figures.reduce<MoneyFigures>(addFigures, noFigures),
        costs: found.flatMap(({ lines }) => lines.costs),
        revenue: found.flatMap(({ lines }) => lines.revenue),
      }
    },
  }
}

type BreakdownRequest = MoneyRequest & { readonly by: BreakdownBy }

function countsOf(of: Map<string, Counts>, name: string): Counts {
  const known = of.get(name) ?? new Map<string, number>()
  of.set(name, known)
  return known
}
const addCount = (counts: Counts, key: string, more: number): Counts => counts.set(key, (counts.get(key) ?? 0) + more)

/** Returns how many people each campaign contacted beyond the leads exported from here. */
function contactedBeyondExports(
  all: readonly { readonly id: number; readonly contacted: number }[],
  runs: readonly ExportedRun[],
): ReadonlyMap<number, number> {
  const sent = new Map<CampaignKey, number>()
  for (const { campaignId, uploaded } of runs) sent.set(campaignId, (sent.get(campaignId) ?? 0) + uploaded)
  return new Map(all.map(({ id, contacted }) => [id, Math.max(0, contacted - (sent.get(id as CampaignKey) ?? 0))]))
}

/** A part with any of these is shown; a meeting may be with somebody who was interested before the period. */
const shownFigures = ['leads', 'replies', 'qualified', 'meetings', 'won', 'costCents', 'revenueCents'] as const

function toBreakdown(currency: string, groups: ReadonlyMap<string, Group>): MoneyBreakdown {
  const all = [...groups]
    .map(([key, { name, workspaceId, figures }]): MoneyPart => ({ key, name, workspaceId, ...figures }))
    .filter((part) => shownFigures.some((figure) => (part[figure] ?? 0) > 0))
    .toSorted((a, b) => b.leads - a.leads || (b.costCents ?? 0) - (a.costCents ?? 0) || (a.key < b.key ? -1 : 1))
  const rest = all.slice(maxParts)
  const together = rest.reduce<MoneyFigures>(addFigures, noFigures)
  return {
    currency,
    parts: [
      ...all.slice(0, maxParts),
      ...(rest.length > 0 ? [{ key: 'rest', name: null, workspaceId: null, ...together }] : []),
    ],
    rest: rest.length,
    sums: all.reduce<MoneyFigures>(addFigures, noFigures),
  }
}
