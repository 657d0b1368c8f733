/** The page of sending accounts: grouped by domain, searched and sorted; one account's details; a file of all. */

import type { Database } from 'better-sqlite3'
import {
  type AccountCampaign,
  type AccountDetail,
  type AccountFilter,
  type AccountList,
  type AccountOutcome,
  type AccountRow,
  type AccountShow,
  type CollapsedAccounts,
  type DomainDetail,
  type DomainRow,
  type RestKind,
  restKinds,
  type Vitals,
  type WarmupPoint,
} from '#shared/contract/insights/accounts.ts'
import type { AccountWeek } from '#shared/contract/insights/capacity.ts'
import { dateOfDay } from '#shared/domain/core/days.ts'
import { verdicts } from '#shared/domain/insights/alerts/evaluate-account.ts'
import { AppError, type Problem } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { saveCsv } from '../../core/lib/save-csv.ts'
import { type AccountFacts, type EvaluatedAccount, runningStatesSql } from './account-facts.ts'
import type { AccountCapacity } from './capacity.ts'
import type { PageArrangement } from './page-arrangement.ts'

/** Daily scores shown in a row. */
const scoreDays = 14
const daysShown = 14
const warmupDays = 365

type Parts = {
  readonly store: Store
  readonly facts: AccountFacts
  readonly lastAction: (workspaceId: WorkspaceId, email: string) => AccountOutcome | null
  readonly weeks: AccountCapacity['weeks']
  readonly arrangement: PageArrangement
  readonly problemOf: (workspaceId: WorkspaceId) => Problem | null
}

type VitalsRow = {
  readonly workspaceId: WorkspaceId
  readonly domain: string
  readonly mx: 0 | 1 | null
  readonly spf: 0 | 1 | null
  readonly dkim: 0 | 1 | null
  readonly dmarc: 0 | 1 | null
  readonly testedAt: number
}

const showFilters: Readonly<Record<AccountShow, (one: EvaluatedAccount) => boolean>> = {
  all: () => true,
  // Instantly no longer reports a paused account as failing, but its message does.
  trouble: ({ verdict, state, message }) =>
    verdict === 'disconnected' || verdict === 'burning' || (state === 'paused' && message !== null),
  watch: ({ verdict }) => verdict === 'watch',
  paused: ({ state }) => state === 'paused',
  unused: ({ campaigns }) => campaigns === 0,
}
const bounceShare = ({ sent7, bounced7 }: Pick<EvaluatedAccount, 'sent7' | 'bounced7'>) =>
  sent7 === 0 ? -1 : bounced7 / sent7
const sortKeys = {
  verdict: (one: EvaluatedAccount) => -verdicts.indexOf(one.verdict),
  score: (one: EvaluatedAccount) => one.score ?? -1,
  sentToday: (one: EvaluatedAccount) => one.sentToday,
  bounced: bounceShare,
  campaigns: (one: EvaluatedAccount) => one.campaigns,
} as const

const statementsOf = (raw: Database) => ({
  scores: raw.prepare<[object], { day: number; score: number | null }>(
    `select day, score from mailbox_warmup_day where workspace_id = @workspaceId and email = @email
       and day between @from and @to`,
  ),
  vitalsOf: raw.prepare<[number], VitalsRow>(
    `select workspace_id as workspaceId, domain, mx, spf, dkim, dmarc, tested_at as testedAt
       from domain_vitals where workspace_id = ?`,
  ),
  campaignsOf: raw.prepare<[object], { id: CampaignId; name: string; running: 0 | 1; byTag: 0 | 1 }>(
    `select c.id, c.name, c.status in ${runningStatesSql} as running, u.by_tag as byTag
       from mailbox_campaign u join campaign c on c.id = u.campaign_id
      where u.workspace_id = @workspaceId and u.email = @email and c.gone_at is null
      order by running desc, name_order(c.name)`,
  ),
  daysOf: raw.prepare<[object], { day: number; sent: number; replied: number; bounced: number }>(
    `select day, sent, replied_unique as replied, bounced from mailbox_day
      where workspace_id = @workspaceId and email = @email order by day desc limit ${daysShown}`,
  ),
  warmupOf: raw.prepare<[object], Omit<WarmupPoint, 'date'> & { day: number }>(
    `select day, score, sent, inbox, spam from mailbox_warmup_day
      where workspace_id = @workspaceId and email = @email and day > @from order by day`,
  ),
  domainWarmupOf: raw.prepare<[object], Omit<WarmupPoint, 'date'> & { day: number }>(
    `select day, case when scores = 0 then null else round(1.0 * score_sum / scores) end as score, sent, inbox, spam
       from domain_warmup_day where workspace_id = @workspaceId and domain = @domain and day > @from order by day`,
  ),
  more: raw.prepare<[object], { tags: string | null; warmupSince: number | null }>(
    'select tags, warmup_since as warmupSince from mailbox where workspace_id = @workspaceId and email = @email',
  ),
  readAt: raw.prepare<[number], number | null>('select mailboxes_at from workspace where id = ?').pluck(),
})

export function createAccountList({ store, facts, lastAction, weeks, arrangement, problemOf }: Parts) {
  const sql = statementsOf(store.raw)

  const withScores = (one: EvaluatedAccount): AccountRow => {
    const to = facts.todayOf(one.workspaceId)
    const from = to - scoreDays + 1
    const byDay = new Map(sql.scores.all({ ...one, from, to }).map(({ day, score }) => [day, score]))
    return {
      kind: 'account',
      ...one,
      scores: Array.from({ length: scoreDays }, (_, at) => byDay.get(from + at) ?? null),
    }
  }

  const found = (filter: AccountFilter): readonly EvaluatedAccount[] => filterAndSort(facts.of(filter), filter)

  /** Returns the DNS results for the domains of some accounts. */
  function vitalsAmong(rows: readonly EvaluatedAccount[]): ReadonlyMap<string, Vitals> {
    const vitals = new Map<string, Vitals>()
    for (const workspaceId of new Set(rows.map((row) => row.workspaceId)))
      for (const row of sql.vitalsOf.all(workspaceId)) vitals.set(keyOf(row), toVitals(row))
    return vitals
  }

  function domainVitals(workspaceId: WorkspaceId, domain: string): Vitals | null {
    const row = sql.vitalsOf.all(workspaceId).find((each) => each.domain === domain)
    return row ? toVitals(row) : null
  }

  return {
    found,
    page(
      filter: AccountFilter & {
        readonly page: { readonly offset: number; readonly limit: number }
        readonly arranged: boolean
        readonly kept: readonly { readonly workspaceId: WorkspaceId; readonly email: string }[]
      },
    ): AccountList {
      const all = facts.of(filter)
      const rows = found(filter)
      const byDomain = filter.arranged ? arrangement.byDomain() : filter.sort === 'account'
      // A search shows all matches, even in folded domains.
      const folds = filter.arranged && filter.show === 'all' && filter.search.trim() === ''
      const kept = new Set(filter.kept.map(({ workspaceId, email }) => `${workspaceId} ${email}`))
      const isKept = ({ workspaceId, email }: EvaluatedAccount) => kept.has(`${workspaceId} ${email}`)
      const shown = byDomain
        ? groupByDomain(rows, filter, vitalsAmong(rows), folds ? { ...arrangement.reader(), isKept } : null)
        : rows
      const { offset, limit } = filter.page
      const times = facts.workspacesOf(filter).flatMap((id) => sql.readAt.get(id) ?? [])
      return {
        rows: shown.slice(offset, offset + limit).map((row) => ('kind' in row ? row : withScores(row))),
        total: shown.length,
        byDomain,
        counts: countsOf(all),
        clients: new Set(all.map(({ workspaceId }) => workspaceId)).size,
        domains: new Set(all.map(({ domain }) => domain)).size,
        readAt: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
        problem: facts.workspacesOf(filter).flatMap((id) => problemOf(id) ?? [])[0] ?? null,
      }
    },
    domain(workspaceId: WorkspaceId, domain: string): DomainDetail {
      const group = facts.of({ workspaceId, partId: null }).filter((one) => one.domain === domain)
      if (group.length === 0) throw new AppError('NOT_FOUND', { what: 'domain' })
      return {
        row: toDomainRow(group, worstRank(group), domainVitals(workspaceId, domain), false),
        // Here the domain's scores are shown instead.
        accounts: group
          .toSorted((a, b) => rankOf(a) - rankOf(b))
          .map((one) => ({ kind: 'account', ...one, scores: [] })),
        warmup: sql.domainWarmupOf
          .all({ workspaceId, domain, from: facts.todayOf(workspaceId) - warmupDays })
          .map(({ day, ...row }) => ({ date: dateOfDay(day), ...row })),
        week: sumWeeks(weeks(workspaceId, new Set(group.map(({ email }) => email)))),
      }
    },
    detail(workspaceId: WorkspaceId, email: string): AccountDetail {
      const one = facts.of({ workspaceId, partId: null }).find((each) => each.email === email)
      if (!one) throw new AppError('NOT_FOUND', { what: 'account' })
      const asked = { workspaceId, email }
      const rest = sql.more.get(asked)
      return {
        row: withScores(one),
        campaigns: sql.campaignsOf
          .all(asked)
          .map((row): AccountCampaign => ({ ...row, running: row.running === 1, byTag: row.byTag === 1 })),
        days: sql.daysOf.all(asked).map(({ day, ...row }) => ({ date: dateOfDay(day), ...row })),
        warmup: sql.warmupOf
          .all({ ...asked, from: facts.todayOf(workspaceId) - warmupDays })
          .map(({ day, ...row }) => ({ date: dateOfDay(day), ...row })),
        warmupSince: rest?.warmupSince ? new Date(rest.warmupSince).toISOString() : null,
        tags: tagLabels(parseJson(rest?.tags ?? '[]')),
        vitals: domainVitals(workspaceId, one.domain),
        lastAction: lastAction(workspaceId, email),
        week: weeks(workspaceId, new Set([email]))[0]?.days ?? [],
      }
    },
  }
}

function countsOf(all: readonly EvaluatedAccount[]): AccountList['counts'] {
  const count = (show: AccountShow) => all.filter(showFilters[show]).length
  return {
    all: all.length,
    trouble: count('trouble'),
    watch: count('watch'),
    paused: count('paused'),
    unused: count('unused'),
  }
}

const tagLabels = (tags: unknown): readonly string[] =>
  (Array.isArray(tags) ? tags : []).flatMap((tag: unknown) =>
    typeof tag === 'object' && tag !== null && 'label' in tag && typeof tag.label === 'string' ? [tag.label] : [],
  )

function filterAndSort(all: readonly EvaluatedAccount[], filter: AccountFilter): readonly EvaluatedAccount[] {
  const words = filter.search.trim().toLowerCase()
  const rows = all.filter(
    (one) =>
      showFilters[filter.show](one) &&
      (words === '' || one.email.includes(words) || (one.message?.toLowerCase().includes(words) ?? false)),
  )
  const turn = filter.descending ? -1 : 1
  const byName = (a: EvaluatedAccount, b: EvaluatedAccount) => (a.email < b.email ? -1 : a.email > b.email ? 1 : 0)
  if (filter.sort === 'account') return rows.toSorted((a, b) => turn * byName(a, b))
  const by = sortKeys[filter.sort]
  return rows.toSorted((a, b) => turn * (by(a) - by(b)) || byName(a, b))
}

const keyOf = ({ domain, workspaceId }: Pick<EvaluatedAccount, 'domain' | 'workspaceId'>): string =>
  `${domain} ${workspaceId}`

type FoldState = ReturnType<PageArrangement['reader']> & { readonly isKept: (one: EvaluatedAccount) => boolean }

/** Groups accounts by domain: domains in trouble first, the others by name. A folded domain only has its head. */
function groupByDomain(
  rows: readonly EvaluatedAccount[],
  { sort, descending }: Pick<AccountFilter, 'sort' | 'descending'>,
  vitals: ReadonlyMap<string, Vitals>,
  folding: FoldState | null,
): readonly (EvaluatedAccount | DomainRow | CollapsedAccounts)[] {
  const groups = new Map<string, EvaluatedAccount[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  const ranked = [...groups].map(([key, group]) => ({ key, group, rank: worstRank(group) }))
  // When sorted by a figure, a domain is placed by its first account.
  const ordered =
    sort === 'account'
      ? ranked.toSorted((a, b) => a.rank - b.rank || (descending ? -1 : 1) * (a.key < b.key ? -1 : 1))
      : ranked
  return ordered.flatMap(({ key, group, rank }) => {
    const [first] = group
    const folded = first !== undefined && folding !== null && folding.domain(first.workspaceId, first.domain)
    const head = toDomainRow(group, rank, vitals.get(key) ?? null, folded)
    if (folded) return [head]
    // When sorted by a figure, all accounts are shown so that they can be compared.
    return [head, ...(folding === null || sort !== 'account' ? group : collapseHealthy(head, group, folding))]
  })
}

/** Returns the group of an account that needs no attention; null for one that must be shown. */
function collapsedKindOf({ verdict, reasons, pending, state, warmup }: EvaluatedAccount): RestKind | null {
  if (verdict !== 'healthy' || reasons.length > 0 || pending !== null) return null
  if (state === 'unused') return warmup === 'on' ? 'warming' : 'unused'
  return state === 'sending' ? 'sending' : null
}

/** Returns a domain's accounts. Of healthy ones in the same state the first is shown, the others are one line below. */
function collapseHealthy(
  head: DomainRow,
  group: readonly EvaluatedAccount[],
  { restShown, isKept }: FoldState,
): readonly (EvaluatedAccount | CollapsedAccounts)[] {
  const { workspaceId, domain } = head
  const isShown = restShown(workspaceId, domain)
  const rests = restKinds.flatMap((does) => {
    const others = group.filter((one) => collapsedKindOf(one) === does).slice(1)
    if (others.length < 2) return []
    // If all of them are selected, the line is shown in their place.
    const free = others.filter((one) => !isKept(one))
    return [{ does, some: isShown || free.length === 0 ? others : free }]
  })
  const inLine = new Set(rests.flatMap(({ some }) => some))
  return [
    ...group.filter((one) => !inLine.has(one)),
    ...rests.flatMap(({ does, some }) => {
      const line: CollapsedAccounts = { kind: 'rest', does, workspaceId, domain, ...sumsOf(some), folded: !isShown }
      return [line, ...(isShown ? some : [])]
    }),
  ]
}

const rankOf = ({ verdict }: EvaluatedAccount): number => verdicts.indexOf(verdict)
const worstRank = (group: readonly EvaluatedAccount[]): number => Math.min(...group.map(rankOf))

/** Sums what several accounts send per day. */
function sumWeeks(weeks: readonly AccountWeek[]): AccountWeek['days'] {
  const [first] = weeks
  return (first?.days ?? []).map(({ date }, at) => ({
    date,
    planned: weeks.reduce((sum, { days }) => sum + (days[at]?.planned ?? 0), 0),
    possible: weeks.reduce((sum, { days }) => sum + (days[at]?.possible ?? 0), 0),
  }))
}

function sumsOf(group: readonly EvaluatedAccount[]) {
  const sum = (of: (one: EvaluatedAccount) => number) => group.reduce((all, one) => all + of(one), 0)
  return {
    sentToday: sum(({ sentToday }) => sentToday),
    dailyLimit: group.some(({ dailyLimit }) => dailyLimit === null) ? null : sum(({ dailyLimit }) => dailyLimit ?? 0),
    sent7: sum(({ sent7 }) => sent7),
    bounced7: sum(({ bounced7 }) => bounced7),
    emails: group.map(({ email }) => email),
  }
}

function toDomainRow(
  group: readonly EvaluatedAccount[],
  rank: number,
  vitals: Vitals | null,
  folded: boolean,
): DomainRow {
  const [first] = group as readonly [EvaluatedAccount]
  return {
    kind: 'domain',
    workspaceId: first.workspaceId,
    domain: first.domain,
    accounts: group.length,
    verdict: verdicts[rank] ?? 'healthy',
    vitals,
    ...sumsOf(group),
    folded,
  }
}

const toBoolean = (value: 0 | 1 | null): boolean | null => (value === null ? null : value === 1)
const toVitals = (row: VitalsRow): Vitals => ({
  mx: toBoolean(row.mx),
  spf: toBoolean(row.spf),
  dkim: toBoolean(row.dkim),
  dmarc: toBoolean(row.dmarc),
  testedAt: new Date(row.testedAt).toISOString(),
})

/** Column names known to spreadsheets and other tools; they are not translated. */
const header = [
  'Client',
  'Account',
  'Domain',
  'Health',
  'Reasons',
  'State',
  'Warmup',
  'Warmup Score',
  'Sent Today',
  'Daily Limit',
  'Sent 7 Days',
  'Bounced 7 Days',
  'Campaigns',
  'Error',
  'Error Since',
  'Synced At',
]

/** Writes one row per account. Unknown values are empty cells, never 0. */
export const saveAccountsCsv = (
  path: string,
  rows: readonly EvaluatedAccount[],
  clientOf: (id: WorkspaceId) => string,
): Promise<number> =>
  saveCsv(path, header, [rows], (row) => [
    clientOf(row.workspaceId),
    row.email,
    row.domain,
    row.verdict,
    row.reasons.map(({ kind }) => kind).join(' '),
    row.state,
    row.warmup,
    row.score,
    row.sentToday,
    row.dailyLimit,
    row.sent7,
    row.bounced7,
    row.campaigns,
    row.message,
    row.failingSince,
    row.readAt,
  ])
