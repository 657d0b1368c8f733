/** Queries on campaigns for the screens. Uses local data only. */

import type { Database } from 'better-sqlite3'
import type {
  CampaignCounts,
  CampaignDayRow,
  CampaignDetail,
  CampaignFigures,
  CampaignFilter,
  CampaignRow,
  CampaignSort,
  CampaignStepRow,
  SendingReason,
} from '#shared/contract/campaigns/campaigns.ts'
import type { ClientRuleWords } from '#shared/contract/clients/clients.ts'
import type { Page } from '#shared/contract/core/page.ts'
import type { LabelsRead } from '#shared/contract/events/lead-labels.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import { measuresOf } from '#shared/domain/campaigns/rates.ts'
import { firstStepNumber, readCampaign } from '#shared/domain/campaigns/read-campaign.ts'
import { searchNameOf } from '#shared/domain/campaigns/search-name.ts'
import { dateOfDay, dayAt } from '#shared/domain/core/days.ts'
import { type ErrorCode, requireFound } from '#shared/errors.ts'
import type { CampaignId, ClientPartId, ExportId, WorkspaceId } from '#shared/ids.ts'
import { campaignsSql, reachOf, switchedOnSql } from '../../clients/clients/filter-sql.ts'
import type { Store } from '../../core/deps.ts'
import type { SendingStatus } from '../../core/instantly/schemas-campaigns.ts'
import { createLabelCounts, type InterestedLead } from '../../events/lead-labels/label-counts.ts'

const countColumns = `sent, contacted, opened, opened_unique as openedUnique, clicked, clicked_unique as clickedUnique, replied,
  replied_unique as repliedUnique, automatic, automatic_unique as automaticUnique, opportunities`
const rowColumns = `c.id, c.workspace_id as workspaceId, c.remote_id as remoteId, c.name, c.status, c.tags,
  c.open_tracking as opens, c.link_tracking as clicks, c.gone_at as goneAt, c.totals_at as totalsAt,
  c.part_id as partId, c.part_by_hand as partByHand,
  c.problem_code as problemCode, c.problem_at as problemAt, c.failures,
  (select e.drift from campaign_edit e where e.campaign_id = c.id) as drift, bounced, unsubscribed, completed,
  opportunity_cents as opportunityCents, ${countColumns}`

type FoundCampaign = CampaignRow['totals'] & {
  readonly id: CampaignId
  readonly workspaceId: WorkspaceId
  readonly remoteId: string
  readonly name: string
  readonly status: number
  readonly tags: string | null
  readonly partId: ClientPartId | null
  readonly partByHand: 0 | 1
  readonly opens: number | null
  readonly clicks: number | null
  readonly goneAt: number | null
  readonly totalsAt: number | null
  readonly problemCode: ErrorCode | null
  readonly problemAt: number | null
  readonly drift: CampaignRow['drift']
  readonly failures: number
}
type FoundCampaignDetail = FoundCampaign & {
  readonly createdAt: string | null
  readonly contentAt: number
  readonly detailsAt: number | null
  readonly sendingStatus: string | null
  readonly sendingStatusAt: number | null
  readonly raw: string | null
  readonly ruleKind: ClientRuleWords['kind'] | null
  readonly ruleValue: string | null
}

const showConditions: Readonly<Record<CampaignFilter['show'], string>> = {
  all: '1',
  running: switchedOnSql('c'),
  stopped: `c.gone_at is null and not (${switchedOnSql('c')})`,
  gone: 'c.gone_at is not null',
  differing: 'exists (select 1 from campaign_edit e where e.campaign_id = c.id and e.drift is not null)',
}
/** Returns SQL that counts a campaign's people at this stage. */
const labelledSql = (stage: 1 | 2): string =>
  `(select count(*) from lead_label l where l.workspace_id = c.workspace_id and l.campaign_id = c.remote_id and l.stage > 0 and l.stage >= ${stage} and l.came_with < ${stage})`
/** Sorts by rate if the column shows one: ten of a hundred come before twenty of a thousand. */
const shareSql = (count: string, base: string) => `(case when ${base} = 0 then -1.0 else 1.0 * ${count} / ${base} end)`
const sortColumns: Readonly<Record<CampaignSort, string | readonly string[]>> = {
  name: 'name_order(c.name)',
  // By client; a workspace's own campaigns come after those of its parts.
  client: [
    '(select name_order(w.name) from workspace w where w.id = c.workspace_id)',
    'c.workspace_id',
    'coalesce((select name_order(p.name) from client_part p where p.id = c.part_id), char(1114111))',
  ],
  state: 'case when c.gone_at is not null then 99 when c.status < 0 then 0 when c.status = 0 then 50 else c.status end',
  sent: 'c.sent',
  opened: shareSql('c.opened_unique', 'c.contacted'),
  replied: shareSql('c.replied_unique', 'c.contacted'),
  bounced: shareSql('c.bounced', 'c.sent'),
  interested: labelledSql(1),
  meetings: labelledSql(2),
}

type DayCounts = CampaignCounts & { readonly day: number }
type CampaignPageRequest = CampaignFilter & { readonly sort: CampaignSort; readonly descending: boolean }

function pageSql(asked: CampaignPageRequest): { readonly where: string; readonly order: string } {
  const where = `join workspace w on w.id = c.workspace_id and (w.demo is null or w.demo = 'ready')
        where ${campaignsSql(reachOf(asked), 'c')} ${asked.unassigned ? 'and c.part_id is null' : ''} and ${showConditions[asked.show]} and (@search = '' or instr(c.search_name, @search) > 0)`
  const direction = asked.descending ? 'desc' : 'asc'
  const order = [sortColumns[asked.sort]]
    .flat()
    .map((term) => `${term} ${direction}`)
    .join(', ')
  return { where, order }
}

export type CampaignQueries = ReturnType<typeof createCampaignQueries>

const statementsOf = (raw: Database) => ({
  one: raw.prepare<[number], FoundCampaign>(`select ${rowColumns} from campaign c where c.id = ?`),
  detail: raw.prepare<[number], FoundCampaignDetail>(
    `select ${rowColumns}, c.remote_created_at as createdAt, c.content_at as contentAt, c.details_at as detailsAt,
       c.sending_status as sendingStatus, c.sending_status_at as sendingStatusAt, t.raw, r.kind as ruleKind, r.value as ruleValue
     from campaign c left join campaign_content t on t.campaign_id = c.id
       left join client_rule r on r.id = c.part_rule_id where c.id = ?`,
  ),
  exportsInto: raw.prepare<[number, string], { id: ExportId; listName: string; at: string }>(
    `select r.id, l.name as listName, r.created_at as at from export_run r join lead_list l on l.id = r.list_id
       where r.workspace_id = ? and r.campaign_id = ? order by r.id desc limit 50`,
  ),
  days: raw.prepare<[number], DayCounts>(
    `select day, ${countColumns} from campaign_day where campaign_id = ? order by day`,
  ),
  steps: raw.prepare<[number], CampaignCounts & { step: number; variant: number }>(
    `select step, variant, ${countColumns} from campaign_step where campaign_id = ? order by step, variant`,
  ),
  unsubscribed: raw.prepare<[number], { at: number; count: number }>(
    'select at, unsubscribed as count from campaign_snapshot where campaign_id = ? order by at',
  ),
  repliedStep: raw
    .prepare<[number, string, string], string>(
      `select step from inbox_message where workspace_id = ? and campaign_id = ? and lead_email = ? and direction = 'received'
         and step is not null order by at limit 1`,
    )
    .pluck(),
  content: raw.prepare<[number], { raw: string }>('select raw from campaign_content where campaign_id = ?'),
  snapshot: raw.prepare<[number, number], CampaignRow['totals']>(
    `select ${countColumns}, bounced, unsubscribed, completed, opportunity_cents as opportunityCents
       from campaign_snapshot where campaign_id = ? and at <= ? order by at desc limit 1`,
  ),
  daysSent: raw.prepare('select coalesce(sum(sent), 0) from campaign_day where campaign_id = ?').pluck(),
  byRemote: raw.prepare<[number, string], Pick<FoundCampaign, 'id' | 'name' | 'status' | 'goneAt'>>(
    'select id, name, status, gone_at as goneAt from campaign where workspace_id = ? and remote_id = ?',
  ),
})

/** Counts interested people by the email they answered, keyed by `step variant` from 0. */
function interestedBySteps(
  leads: readonly InterestedLead[],
  repliedStep: (email: string) => string | undefined,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { email, cameWith } of leads) {
    if (cameWith > 0) continue
    const step = /^\d+_(?<step>\d+)_(?<variant>\d+)$/.exec(repliedStep(email) ?? '')?.groups
    const key = step && `${Number(step['step'])} ${Number(step['variant'])}`
    if (key) sums.set(key, (sums.get(key) ?? 0) + 1)
  }
  return sums
}

export function createCampaignQueries(store: Store) {
  const { raw } = store
  const labelCounts = createLabelCounts(store)
  const sql = statementsOf(raw)

  function found(id: CampaignId): FoundCampaign {
    return requireFound(sql.one.get(id), 'campaign')
  }

  const labelsRead = (workspaceId: WorkspaceId): LabelsRead => labelCounts.read(workspaceId)

  function rowOf(row: FoundCampaign): CampaignRow {
    const read = labelsRead(row.workspaceId)
    const counted = read.known ? labelCounts.ofCampaign(row.id) : { interested: null, meetings: null, closed: null }
    return { ...toPlainRow(row), labels: { ...counted, read } }
  }

  /** Returns a campaign's steps and variants from their figures; subjects are in the copy, which is not read here. */
  function stepsOf(id: CampaignId): readonly CampaignStepRow[] {
    const rows = sql.steps.all(id)
    const first = firstStepNumber(rows.map(({ step }) => step))
    return rows.map((row) => ({
      ...countsOfRow(row),
      step: row.step < 0 ? null : row.step - first + 1,
      variant: row.variant < 0 ? null : row.variant,
      subject: null,
      interested: null,
    }))
  }

  /** Returns the same with subjects; `interested`: people by the email they answered, null if unknown. */
  function stepsWithSubjects(
    id: CampaignId,
    interested: ReadonlyMap<string, number> | null = null,
  ): readonly CampaignStepRow[] {
    const copy = readCampaign(JSON.parse(sql.content.get(id)?.raw ?? '{}')).steps
    return stepsOf(id).map((row) => {
      const [at, variant] = [row.step === null ? null : row.step - 1, row.variant ?? 0]
      return {
        ...row,
        subject: at === null ? null : (copy[at]?.variants[variant]?.subject ?? null),
        interested: interested && (interested.get(`${at} ${variant}`) ?? 0),
      }
    })
  }

  return {
    /** Throws NOT_FOUND. */
    row: (id: CampaignId): CampaignRow => rowOf(found(id)),
    /** Returns a campaign by Instantly's id; null if it was never read. */
    find(workspaceId: WorkspaceId, remoteId: string): Pick<CampaignRow, 'id' | 'name' | 'state'> | null {
      const row = sql.byRemote.get(workspaceId, remoteId)
      return row ? { id: row.id, name: row.name, state: campaignStateOf(row.status, row.goneAt !== null) } : null
    },
    /** Returns Instantly's last complete answer about a campaign; empty if nothing is stored. */
    content: (id: CampaignId): Readonly<Record<string, unknown>> =>
      // Stored as the JSON of an object.
      JSON.parse(sql.content.get(id)?.raw ?? '{}') as Readonly<Record<string, unknown>>,
    /** Returns the totals at a time in the past (epoch ms); null if none had been read by then. */
    totalsAt: (id: CampaignId, at: number): CampaignRow['totals'] | null => sql.snapshot.get(id, at) ?? null,
    /** Returns the sum of mails sent over all days. */
    daysSent: (id: CampaignId): number => sql.daysSent.get(id) as number,
    list(
      asked: CampaignPageRequest & { readonly page: { readonly offset: number; readonly limit: number } },
    ): Page<CampaignRow> {
      const { where, order } = pageSql(asked)
      const given = { workspaceId: asked.workspaceId, partId: asked.partId, search: searchNameOf(asked.search.trim()) }
      const rows = raw
        .prepare<unknown[], FoundCampaign>(
          `select ${rowColumns} from campaign c ${where}
             order by ${order}, name_order(c.name), c.id limit @limit offset @offset`,
        )
        .all({ ...given, ...asked.page })
      const total = raw.prepare(`select count(*) from campaign c ${where}`).pluck().get(given) as number
      return { rows: rows.map(rowOf), total }
    },
    detail(id: CampaignId): CampaignDetail {
      const row = requireFound(sql.detail.get(id), 'campaign')
      return {
        ...toCampaignDetail(row),
        campaign: rowOf(row),
        exports: sql.exportsInto.all(row.workspaceId, row.remoteId),
      }
    },
    steps: stepsOf,
    stepsWithSubjects: (id: CampaignId): readonly CampaignStepRow[] => stepsWithSubjects(id),
    figures(id: CampaignId): CampaignFigures {
      const { workspaceId, remoteId } = found(id)
      const leads = labelsRead(workspaceId).known ? labelCounts.leadsOf(id) : null
      return {
        days: dayRows(sql.days.all(id), leads, unsubscribedByDay(sql.unsubscribed.all(id))),
        steps: stepsWithSubjects(
          id,
          leads && interestedBySteps(leads, (email) => sql.repliedStep.get(workspaceId, remoteId, email)),
        ),
      }
    },
  }
}

function toCampaignDetail(row: FoundCampaignDetail): Omit<CampaignDetail, 'campaign' | 'exports'> {
  const { createdAt, contentAt, detailsAt, sendingStatus, sendingStatusAt, raw: text, ruleKind, ruleValue } = row
  return {
    partRule: ruleKind === null || ruleValue === null ? null : { kind: ruleKind, value: ruleValue },
    copy: readCampaign(text === null ? {} : JSON.parse(text)),
    createdAt,
    contentAt: iso(contentAt),
    detailsAt: detailsAt === null ? null : iso(detailsAt),
    sending:
      sendingStatus === null || sendingStatusAt === null
        ? null
        : toSendingReason(JSON.parse(sendingStatus) as SendingStatus, sendingStatusAt),
  }
}

function dayRows(
  known: readonly DayCounts[],
  leads: readonly InterestedLead[] | null,
  left: ReturnType<typeof unsubscribedByDay>,
): readonly CampaignDayRow[] {
  const rows = new Map(known.map((row) => [row.day, row]))
  // Labels are also set on days without emails.
  const interested = new Map<number, number>()
  for (const { interestedAt, cameWith } of leads ?? []) {
    if (cameWith > 0) continue
    const day = dayAt(interestedAt)
    interested.set(day, (interested.get(day) ?? 0) + 1)
    if (rows.size > 0 && !rows.has(day)) rows.set(day, { day, ...noCounts })
  }
  return [...rows.values()]
    .toSorted((a, b) => a.day - b.day)
    .map((row) => ({
      ...countsOfRow(row),
      date: dateOfDay(row.day),
      interested: leads === null ? null : (interested.get(row.day) ?? 0),
      unsubscribed: left === null || row.day < left.since ? null : (left.days.get(row.day) ?? 0),
    }))
}

/** Returns by day how many more unsubscribed people a sync found than the one before. */
function unsubscribedByDay(
  rows: readonly { readonly at: number; readonly count: number }[],
): { readonly since: number; readonly days: ReadonlyMap<number, number> } | null {
  const [first] = rows
  if (!first) return null
  const byDay = new Map<number, number>()
  let before = first.count
  for (const { at, count } of rows) {
    const day = dayAt(at)
    byDay.set(day, (byDay.get(day) ?? 0) + Math.max(0, count - before))
    // A lower count means that the sync was behind or that people subscribed again; in both cases the same people must
    // not be counted twice.
    before = Math.max(before, count)
  }
  return { since: dayAt(first.at), days: byDay }
}

/** Lists the properties one by one: object rest takes thirty times as long, and a year has 365 rows. */
const countsOfRow = (row: CampaignCounts): CampaignCounts => ({
  sent: row.sent,
  contacted: row.contacted,
  opened: row.opened,
  openedUnique: row.openedUnique,
  clicked: row.clicked,
  clickedUnique: row.clickedUnique,
  replied: row.replied,
  repliedUnique: row.repliedUnique,
  automatic: row.automatic,
  automaticUnique: row.automaticUnique,
  opportunities: row.opportunities,
})

const noCounts: CampaignCounts = {
  sent: 0,
  contacted: 0,
  opened: 0,
  openedUnique: 0,
  clicked: 0,
  clickedUnique: 0,
  replied: 0,
  repliedUnique: 0,
  automatic: 0,
  automaticUnique: 0,
  opportunities: 0,
}

/** Returns the reason in the contract's form. */
export const toSendingReason = (status: SendingStatus, askedAt: number): SendingReason => ({
  ...status,
  askedAt: iso(askedAt),
})

const iso = (ms: number): string => new Date(ms).toISOString()

function toPlainRow(row: FoundCampaign): Omit<CampaignRow, 'labels'> {
  const totals = {
    ...countsOfRow(row),
    bounced: row.bounced,
    unsubscribed: row.unsubscribed,
    completed: row.completed,
    opportunityCents: row.opportunityCents,
  }
  const tracking = {
    opens: row.opens === null ? null : row.opens === 1,
    clicks: row.clicks === null ? null : row.clicks === 1,
  }
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    remoteId: row.remoteId,
    name: row.name,
    state: campaignStateOf(row.status, row.goneAt !== null),
    tags: row.tags === null ? null : (JSON.parse(row.tags) as string[]),
    partId: row.partId,
    partBy: row.partByHand === 1 ? 'hand' : row.partId === null ? null : 'rule',
    totals,
    measures: measuresOf(tracking, totals),
    readAt: row.totalsAt === null ? null : iso(row.totalsAt),
    goneAt: row.goneAt === null ? null : iso(row.goneAt),
    drift: row.drift,
    problem:
      row.problemCode === null || row.problemAt === null
        ? null
        : { code: row.problemCode, at: iso(row.problemAt), failures: row.failures },
  }
}
