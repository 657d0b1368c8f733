/** Breaks money down by list, source file or lead column: costs and revenue of campaigns, by the leads sent. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import type {
  BreakdownBy,
  MoneyBreakdown,
  MoneyPart,
  MoneyRequest,
  PartLine,
  PartSum,
} from '#shared/contract/insights/money.ts'
import { dateOfDay, dayMs } from '#shared/domain/core/days.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import type { Period } from '#shared/domain/insights/analytics/period.ts'
import { divideCents } from '#shared/domain/insights/money/amounts.ts'
import { addFigures, type MoneyFigures, noFigures } from '#shared/domain/insights/money/figures.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { isLeftAfterUndoSql } from '../../leads/gates/left-after-undo.ts'
import { valuesAt } from '../../leads/lists/column-values.ts'
import { isUndoneImportSql } from '../../leads/lists/same-rows.ts'
import { inZoneOfExportSql } from '../../leads/lists/zone-sql.ts'
import { type CampaignKey, type ClientMoney, computeClientMoney, type Parts, stageKey } from './client-money.ts'
import type { ExportedRun } from './money-facts.ts'
import { clientsToSum } from './queries.ts'

/** Parts shown individually; the others are combined. */
const maxParts = 100
/** Leads processed before yielding to other work. */
const stepRows = 2_000
/** Key for leads, costs or replies that belong to no list here. */
const unassignedKey = 'outside'

type Lines = { readonly costs: PartLine[]; readonly revenue: PartLine[] }
type Group = { readonly name: string | null; readonly workspaceId: WorkspaceId | null; figures: MoneyFigures }
/** Number of leads per group. */
type Counts = Map<string, number>
type LeadPlace = { readonly listId: ListId; readonly importId: number; readonly position: number }

type BreakdownData = { readonly money: ClientMoney; readonly groups: ReadonlyMap<string, Group>; readonly lines: Lines }

const statementsOf = (raw: Database) => ({
  batches: raw.prepare<[number], { first: number; last: number }>(
    `select first_position as first, last_position as last from export_batch where export_id = ? and state = 'done' order by first_position`,
  ),
  uploaded: raw.prepare<[object], { position: number; importId: number }>(
    `select l.position, l.import_id as importId from lead l
     where l.list_id = @listId and l.position between @first and @last and l.gate = 0 and ${inZoneOfExportSql('@exportId', 'l.position')}
       and not exists (select 1 from export_problem p where p.export_id = @exportId and p.position = l.position)
       and ((select r.taken_back_at from export_run r where r.id = @exportId) is null
         or ${isLeftAfterUndoSql('@exportId', 'l.position')})`,
  ),
  replies: raw.prepare<[object], { email: string }>(
    `select distinct p.email from event_campaign c
       join event e indexed by event_of_campaign on e.campaign_id = c.id and e.type = ${eventTypes.reply_received.code}
         and e.at between @from and @to
       join event_contact p on p.id = e.contact_id
     where c.workspace_id = @workspaceId and c.remote_id = @remoteId`,
  ),
  placeOf: raw.prepare<[string], LeadPlace>(
    `select list_id as listId, import_id as importId, position from lead where email = ? and gate = 0 order by list_id, removed`,
  ),
  listName: raw.prepare<[number], { name: string }>('select name from lead_list where id = ?'),
  fileName: raw.prepare<[number], { name: string }>('select file_name as name from list_import where id = ?'),
  contacted: raw.prepare<[number], { id: number; contacted: number }>(
    'select id, contacted from campaign where workspace_id = ?',
  ),
  files: raw.prepare<[number], { id: number; rows: number }>(
    `select id, row_count as rows from list_import i where list_id = ? and state = 'ready' and not ${isUndoneImportSql('i')} order by id`,
  ),
})

export function createBreakdown({ raw }: Store, { costs, facts }: Parts) {
  const sql = statementsOf(raw)

  /** Returns the function that assigns leads to groups, by key. */
  function keysOf(by: BreakdownBy) {
    if (by === 'list') return (places: readonly LeadPlace[]) => places.map(({ listId }) => `list ${listId}`)
    if (by === 'file') return (places: readonly LeadPlace[]) => places.map(({ importId }) => `file ${importId}`)
    return (places: readonly LeadPlace[]): readonly string[] => {
      const values = new Map<ListId, ReadonlyMap<number, readonly string[]>>()
      for (const listId of new Set(places.map((place) => place.listId))) {
        const positions = places.filter((place) => place.listId === listId).map(({ position }) => position)
        values.set(listId, valuesAt(raw, listId, positions, [by.column]))
      }
      return places.map(({ listId, position }) => {
        const value = values.get(listId)?.get(position)?.[0]?.trim() ?? ''
        return `value ${value}`
      })
    }
  }

  function nameOf(key: string): string | null {
    const name = key.slice(key.indexOf(' ') + 1)
    if (key === unassignedKey) return null
    if (key.startsWith('list ')) return sql.listName.get(Number(name))?.name ?? null
    if (key.startsWith('file ')) return sql.fileName.get(Number(name))?.name ?? null
    return name
  }

  /** `traced`: the group whose lines are requested. */
  async function client(
    { by, partId }: BreakdownRequest,
    workspaceId: WorkspaceId,
    period: Period,
    traced: string | null,
  ): Promise<BreakdownData> {
    const lines: Lines = { costs: [], revenue: [] }
    const money = computeClientMoney({ costs, facts }, workspaceId, period, partId)
    const campaigns = facts.campaigns(workspaceId)
    const ids = new Map(campaigns.map(({ remoteId, id }) => [remoteId, id]))
    const runs = facts.exported(workspaceId, (remoteId) => (remoteId === null ? null : (ids.get(remoteId) ?? null)))
    const keys = keysOf(by)
    const groups = new Map<string, Group>()
    const groupOf = (key: string): Group => {
      const known = groups.get(key)
      if (known) return known
      const ofClient = key.startsWith('list ') || key.startsWith('file ')
      const fresh: Group = {
        name: nameOf(key),
        workspaceId: ofClient ? workspaceId : null,
        figures: noFigures,
      }
      groups.set(key, fresh)
      return fresh
    }
    const add = (key: string, more: Partial<MoneyFigures>) => {
      const group = groupOf(key)
      group.figures = addFigures(group.figures, { ...noFigures, ...more })
    }

    const sent = new Map<string, Counts>()
    for (const run of runs) {
      if (!money.isMeant(run.campaignId)) continue
      const now = run.day >= period.from && run.day <= period.to
      for await (const step of leadsOf(run, by)) {
        const found = keys(step.places)
        for (const [at, place] of step.places.entries()) {
          const key = found[at] ?? unassignedKey
          addCount(countsOf(sent, `campaign ${run.campaignId}`), key, step.count)
          addCount(countsOf(sent, `list ${run.listId}`), key, step.count)
          addCount(countsOf(sent, `file ${place.importId}`), key, step.count)
          if (now) add(key, { leads: step.count })
        }
        await nextTurn()
      }
    }

    const listsOf = new Map<CampaignKey, Set<ListId>>()
    for (const { campaignId, listId } of runs) {
      listsOf.set(campaignId, (listsOf.get(campaignId) ?? new Set()).add(listId))
    }
    /** Returns the group of each person of a campaign: that of the first list through which it got the person. */
    const groupsOfPeople = (campaignId: CampaignKey, emails: readonly string[]): readonly string[] => {
      const lists = listsOf.get(campaignId)
      const places = emails.map((email) => sql.placeOf.all(email).find(({ listId }) => lists?.has(listId)))
      const found = keys(places.filter((place) => place !== undefined))
      let at = 0
      return places.map((place) => (place === undefined ? unassignedKey : (found[at++] ?? unassignedKey)))
    }

    const times = { from: period.from * dayMs, to: (period.to + 1) * dayMs - 1 }
    for (const { id, remoteId } of campaigns) {
      if (!money.isMeant(id)) continue
      const people = sql.replies.all({ workspaceId, remoteId, ...times }).map(({ email }) => email)
      for (let from = 0; from < people.length; from += stepRows) {
        for (const key of groupsOfPeople(id, people.slice(from, from + stepRows))) add(key, { replies: 1 })
        await nextTurn()
      }
    }
    /** Qualified leads per group, by campaign and stage; used to divide revenue. */
    const ofStage = new Map<string, Counts>()
    for (const lead of money.qualified ?? []) {
      const { campaignId, email, interested, meeting, won } = lead
      if (!money.isMeant(campaignId)) continue
      const key = groupsOfPeople(campaignId, [email])[0] ?? unassignedKey
      add(key, { qualified: Number(interested), meetings: Number(meeting), won: Number(won) })
      if (lead.isPaid) addCount(countsOf(ofStage, stageKey(lead)), key, 1)
      if (interested) addCount(countsOf(ofStage, stageKey({ campaignId, stage: null, cameWith: null })), key, 1)
    }

    const give = (
      what: 'costCents' | 'revenueCents',
      of: Pick<PartLine, 'kind' | 'name'>,
      wholeCents: number,
      weights: ReadonlyMap<string, number>,
    ) => {
      const keyed = [...weights].filter(([, weight]) => weight > 0)
      const ofWeight = keyed.reduce((sum, [, weight]) => sum + weight, 0)
      const divided = divideCents(
        wholeCents,
        keyed.map(([, weight]) => weight),
      )
      const given = divided
        ? divided.map((cents, at) => ({ key: keyed[at]?.[0] ?? unassignedKey, weight: keyed[at]?.[1] ?? 0, cents }))
        : [{ key: unassignedKey, weight: 0, cents: wholeCents }]
      for (const { key, weight, cents } of given) {
        add(key, { [what]: cents })
        if (key !== traced || cents === 0) continue
        const line = { ...of, weight, ofWeight, wholeCents, cents }
        if (what === 'costCents') lines.costs.push(line)
        else lines.revenue.push(line)
      }
    }

    const beyond = contactedBeyondExports(sql.contacted.all(workspaceId), runs)
    const paid = money.lines.filter(({ currency }) => currency === money.currency)
    const ofCampaigns = new Map<CampaignKey, number>()
    for (const { listId, importId, parts, about } of paid) {
      const meant = [...parts].filter(([id]) => money.isMeant(id))
      if (listId === null) {
        for (const [id, cents] of meant) ofCampaigns.set(id, (ofCampaigns.get(id) ?? 0) + cents)
        continue
      }
      const of = by !== 'list' && importId !== null ? `file ${importId}` : `list ${listId}`
      // The cost of a list that was not sent anywhere yet belongs to the list itself.
      const cents = meant.reduce((sum, [, part]) => sum + part, 0)
      give('costCents', { kind: 'list', name: about }, cents, sent.get(of) ?? unsent(listId, importId, by))
    }
    for (const [id, cents] of ofCampaigns) {
      const weights = new Map(sent.get(`campaign ${id}`))
      if (id !== null) weights.set(unassignedKey, (weights.get(unassignedKey) ?? 0) + (beyond.get(id) ?? 0))
      give('costCents', { kind: 'campaign', name: id === null ? null : money.nameOf(id) }, cents, weights)
    }
    for (const line of money.revenue) {
      const { currency, campaignId, campaignName, email, cents } = line
      if (currency !== money.currency || !money.isMeant(campaignId)) continue
      if (email === null) {
        const name = campaignId === null ? null : campaignName
        give('revenueCents', { kind: 'qualified', name }, cents, ofStage.get(stageKey(line)) ?? new Map())
      } else {
        const key = groupsOfPeople(campaignId, [email])[0] ?? unassignedKey
        give('revenueCents', { kind: 'deal', name: email }, cents, new Map([[key, 1]]))
      }
    }
    // If revenue is known for some groups, it is 0 and not unknown for the others.
    const knowsRevenue = [null, ...campaigns.map(({ id }) => id)].some(money.knowsRevenue)
    for (const group of groups.values()) {
      const { costCents, revenueCents } = group.figures
      group.figures = {
        ...group.figures,
        costCents: costCents ?? (paid.length > 0 ? 0 : null),
        revenueCents: revenueCents ?? (knowsRevenue ? 0 : null),
      }
    }
    return { money, groups, lines }
  }

  /** Returns weights for a list without an export, by the rows of its files. */
  function unsent(listId: ListId, importId: number | null, by: BreakdownBy): ReadonlyMap<string, number> {
    if (by === 'list') return new Map([[`list ${listId}`, 1]])
    if (by !== 'file') return new Map()
    return importId === null
      ? new Map(sql.files.all(listId).map(({ id, rows }) => [`file ${id}`, rows]))
      : new Map([[`file ${importId}`, 1]])
  }

  /** Yields the leads an export brought to Instantly, some at a time; grouped by list, they need not be read. */
  async function* leadsOf(
    run: ExportedRun,
    by: BreakdownBy,
  ): AsyncGenerator<{ readonly places: readonly LeadPlace[]; readonly count: number }> {
    if (run.uploaded === 0) return
    if (by === 'list') {
      yield { places: [{ listId: run.listId, importId: 0, position: 0 }], count: run.uploaded }
      return
    }
    for (const { first, last } of sql.batches.all(run.exportId)) {
      for (let from = first; from <= last; from += stepRows) {
        const to = Math.min(last, from + stepRows - 1)
        const rows = sql.uploaded.all({ listId: run.listId, exportId: run.exportId, first: from, last: to })
        if (rows.length > 0) yield { places: rows.map((row) => ({ ...row, listId: run.listId })), count: 1 }
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
      return [...found].map(([currency, groups]) => toBreakdown(currency, groups, period))
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

function toBreakdown(currency: string, groups: ReadonlyMap<string, Group>, { from, to }: Period): MoneyBreakdown {
  const all = [...groups]
    .map(([key, { name, workspaceId, figures }]): MoneyPart => ({ key, name, workspaceId, ...figures }))
    .filter((part) => shownFigures.some((figure) => (part[figure] ?? 0) > 0))
    .toSorted((a, b) => b.leads - a.leads || (b.costCents ?? 0) - (a.costCents ?? 0) || (a.key < b.key ? -1 : 1))
  const rest = all.slice(maxParts)
  const together = rest.reduce<MoneyFigures>(addFigures, noFigures)
  return {
    currency,
    from: dateOfDay(from),
    to: dateOfDay(to),
    parts: [
      ...all.slice(0, maxParts),
      ...(rest.length > 0 ? [{ key: 'rest', name: null, workspaceId: null, ...together }] : []),
    ],
    rest: rest.length,
    sums: all.reduce<MoneyFigures>(addFigures, noFigures),
  }
}
