/**
 * Benchmarks the queries of Analytics over 5,000,000 events and 1,000 campaigns of a year, against DuckDB with the same
 * rows and against our own tables and indexes without the precomputed sums. SENDOFF_BENCH_STORE names a folder whose
 * store is reused, or created there.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createCampaignQueries } from '#backend/campaigns/campaigns/queries.ts'
import { createEventFigures } from '#backend/events/events/figures.ts'
import { createEventQueries } from '#backend/events/events/queries.ts'
import { createColumnBreakdown } from '#backend/insights/analytics/by-column.ts'
import { createHourAnalytics } from '#backend/insights/analytics/hours.ts'
import { createMailboxFigures } from '#backend/insights/analytics/mailboxes.ts'
import { createAnalyticsQueries } from '#backend/insights/analytics/queries.ts'
import { createVariantTests } from '#backend/insights/analytics/variant-tests.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { wrongSums } from '../../tests/integration/events/events/support.ts'
import { wrongDays } from '../../tests/integration/insights/analytics/support.ts'
import { openDuck } from './lib/duck-analytics.ts'
import { firstDay, makeAnalytics } from './lib/make-analytics.ts'
import { campaignId, type EventPlan, leadEmail } from './lib/make-events.ts'
import { startProduct } from './lib/product.ts'
import { percentile, quick, report } from './lib/report.ts'

const bench = 'analytics'
const plan: EventPlan = {
  events: quick ? 200_000 : 5_000_000,
  workspaces: 20,
  campaigns: 1_000,
  leads: quick ? 20_000 : 500_000,
  days: 365,
}
/** The clients take turns, so the first query of each is among the slowest five. */
const rounds = 100
/** The peers take long, so their median is enough. */
const peerRounds = quick ? 2 : 5
const kept = process.env['SENDOFF_BENCH_STORE']
const dir = kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-analytics-'))
const load = () => Math.round((os.loadavg()[0] ?? 0) * 10) / 10

const lastDay = firstDay + plan.days - 1
const year = { from: firstDay, to: lastDay }
const quarter = { from: lastDay - 83, to: lastDay }
const date = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
const days = ({ from, to }: typeof year) => ({ from: date(from), to: date(to) })
const sums = 'sum(sent), sum(contacted), sum(opened_unique), sum(clicked_unique), sum(replied_unique), sum(automatic)'

/**
 * `sql`: the same query over rows without precomputed sums; absent if the query uses none. `duck`: the query in
 * DuckDB's dialect.
 */
type Query = {
  readonly name: string
  readonly core?: true
  ask(round: number): unknown
  readonly duck?: (round: number) => string
  readonly sql?: (round: number) => string
}

type Measured = {
  readonly query: Query
  readonly mid: number
  readonly p95: number
  readonly cpu95: number
  readonly plain: number | null
  readonly duck: number | null
}

async function main(): Promise<void> {
  const store = await makeAnalytics(dir, plan)
  const { raw } = store
  const now = () => (lastDay + 1) * 86_400_000 - 1
  const analytics = createAnalyticsQueries(store, now)
  const hours = createHourAnalytics(store)
  const mailboxes = createMailboxFigures(store)
  const tests = createVariantTests(store)
  const campaigns = createCampaignQueries(store)
  const figures = createEventFigures(store)
  const log = createEventQueries(store)
  const byColumn = createColumnBreakdown(store)
  const wrong = Object.entries({ ...wrongSums(store), ...wrongDays(store) }).filter(([, rows]) => rows.length > 0)
  for (const [name, rows] of wrong) console.error(`not equal to a recount: ${name}`, rows.slice(0, 3))
  report({ bench, figure: 'sums_not_equal_a_recount', value: wrong.length, unit: 'tables', target: '= 0' })

  const client = (round: number) => ((round % plan.workspaces) + 1) as WorkspaceId
  const place = (round: number) => (round * 37) % plan.campaigns
  const ownerOf = (no: number) => ((no % plan.workspaces) + 1) as WorkspaceId
  const ourId = raw.prepare('select id from campaign where workspace_id = ? and remote_id = ?').pluck()
  const ids = Array.from({ length: plan.campaigns }, (_, no) => ourId.get(ownerOf(no), campaignId(no)) as CampaignId)
  const campaign = (round: number) => ids[place(round)] as CampaignId
  const eventId = (round: number) => log.campaignNumber(ownerOf(place(round)), campaignId(place(round))) ?? 0
  const all = { workspaceId: null, partId: null, campaignIds: null }
  const one = (round: number) => ({ workspaceId: client(round), campaignIds: null })
  const contact = raw.prepare('select id from event_contact where workspace_id = ? and email = ?').pluck()
  const perCampaign = Math.floor(plan.leads / plan.campaigns)
  const lead = (round: number) => leadEmail(place(round) * perCampaign + (round % perCampaign))
  const between = ({ from, to }: typeof year) => `between ${from} and ${to}`
  const overviewSql = (period: typeof year, where: string) =>
    `select campaign_id, ${sums} from campaign_day where ${where} day ${between(period)} group by campaign_id`
  const warmthSql = (id: number, at: string) =>
    `with lead as materialized (select contact_id, max(case when type between 1 and 4 then type else 0 end) as score,
         max(${at}) as last from event where campaign_id = ${id} group by contact_id)
       select score, count(*) as leads, null as last from lead group by score
       union all select * from (select contact_id, score, last from lead order by score desc, last desc limit 10)`
  const moments = ({ from, to }: typeof year) => `between ${from * 86_400_000} and ${(to + 1) * 86_400_000 - 1}`
  const hoursSql = (period: typeof year, where: string) =>
    `select type, at / 3600000 % 168 as h, count(*) from event where ${where} type in (1, 4) and at ${moments(period)} group by 1, 2`
  /** `at` is a keyword in DuckDB. */
  const duckHours = (sql: string) =>
    sql.replace('at / 3600000 %', 'moment // 3600000 %').replace('and at between', 'and moment between')

  const queries: readonly Query[] = [
    {
      name: 'one campaign: events by type',
      core: true,
      ask: (no) => figures.campaign(ownerOf(place(no)), campaignId(place(no))),
      sql: (no) =>
        `select type, count(*), count(distinct contact_id) from event where campaign_id = ${eventId(no)} group by type`,
      duck: (no) =>
        `select type, count(*), count(distinct contact_id) from event where campaign_id = ${eventId(no)} group by type`,
    },
    {
      name: 'one campaign: its leads by score, the warmest',
      core: true,
      ask: (no) => figures.warmth(eventId(no)),
      sql: (no) => warmthSql(eventId(no), 'at'),
      duck: (no) => warmthSql(eventId(no), 'moment'),
    },
    {
      name: 'one campaign: days and steps',
      core: true,
      ask: (no) => campaigns.figures(campaign(no)),
      duck: (no) => `select * from campaign_day where campaign_id = ${campaign(no)} order by day`,
    },
    {
      name: 'one campaign along twelve weeks',
      core: true,
      ask: (no) => analytics.series([campaign(no)], date(quarter.from), date(quarter.to)),
      duck: (no) =>
        `select day, ${sums} from campaign_day where campaign_id = ${campaign(no)} and day ${between(quarter)} group by day order by day`,
    },
    {
      name: 'timeline of one lead',
      core: true,
      ask: (no) => log.timeline(ownerOf(place(no)), lead(no)),
      duck: (no) =>
        `select * from event where contact_id = ${Number(contact.get(ownerOf(place(no)), lead(no)) ?? 0)} order by moment desc`,
    },
    {
      name: 'client, twelve weeks',
      ask: (no) =>
        analytics.overview({ workspaceId: client(no), partId: null, campaignIds: null, period: days(quarter) }),
      sql: (no) => overviewSql(quarter, `workspace_id = ${client(no)} and`),
      duck: (no) => overviewSql(quarter, `workspace_id = ${client(no)} and`),
    },
    {
      name: 'client, a year',
      ask: (no) => analytics.overview({ workspaceId: client(no), partId: null, campaignIds: null, period: days(year) }),
      sql: (no) => overviewSql(year, `workspace_id = ${client(no)} and`),
      duck: (no) => overviewSql(year, `workspace_id = ${client(no)} and`),
    },
    {
      name: 'all clients, twelve weeks',
      ask: () => analytics.overview({ ...all, period: days(quarter) }),
      sql: () => overviewSql(quarter, ''),
      duck: () => overviewSql(quarter, ''),
    },
    {
      name: 'all clients, a year',
      ask: () => analytics.overview({ ...all, period: days(year) }),
      sql: () => overviewSql(year, ''),
      duck: () => overviewSql(year, ''),
    },
    {
      name: 'client: hours of replies, twelve weeks',
      ask: (no) => hours(one(no), quarter, 'replied', 'Europe/Berlin'),
      sql: (no) => hoursSql(quarter, `workspace_id = ${client(no)} and`),
      duck: (no) => duckHours(hoursSql(quarter, `workspace_id = ${client(no)} and`)),
    },
    {
      name: 'all clients: hours of replies, a year',
      ask: () => hours(all, year, 'replied', 'Europe/Berlin'),
      sql: () => hoursSql(year, ''),
      duck: () => duckHours(hoursSql(year, '')),
    },
    {
      name: 'campaign: hours of replies',
      ask: (no) => hours({ workspaceId: null, campaignIds: [campaign(no)] }, year, 'replied', 'Europe/Berlin'),
      duck: (no) => duckHours(hoursSql(year, `campaign_id = ${eventId(no)} and`)),
    },
    {
      name: 'client: mailboxes, twelve weeks',
      ask: (no) => mailboxes.list(one(no), quarter),
      sql: (no) =>
        `select email, ${sums} from mailbox_day where workspace_id = ${client(no)} and day ${between(quarter)} group by email`,
      duck: (no) =>
        `select email, ${sums} from mailbox_day where workspace_id = ${client(no)} and day ${between(quarter)} group by email`,
    },
    {
      name: 'client: variants, twelve weeks',
      ask: (no) => tests(one(no), quarter),
    },
    {
      name: 'client: events by type',
      ask: (no) => figures.choices([client(no)]),
      sql: (no) => `select type, campaign_id, count(*) from event where workspace_id = ${client(no)} group by 1, 2`,
      duck: (no) => `select type, campaign_id, count(*) from event where workspace_id = ${client(no)} group by 1, 2`,
    },
  ]

  const duck = await openDuck(store, dir)
  const measured: Measured[] = []
  for (const query of queries) {
    query.ask(0)
    const own = timesOf(rounds, query.ask)
    const { sql, duck: words } = query
    const plain = sql ? timesOf(peerRounds, (no) => raw.prepare(sql(no)).all()) : []
    const ducks: number[] = []
    for (let no = 0; no < (words ? peerRounds + 1 : 0); no += 1) {
      if (!words) break
      const at = performance.now()
      await duck.runAndReadAll(words(no)).then((found) => found.getRows())
      // The first round of each is left out, because it finds nothing in memory.
      if (no > 0) ducks.push(performance.now() - at)
    }
    const [mid, p95] = [percentile(clockOf(own), 0.5), percentile(clockOf(own), 0.95)]
    const cpu95 = percentile(
      own.map(({ cpuMs }) => cpuMs),
      0.95,
    )
    measured.push({ query, mid, p95, cpu95, plain: median(clockOf(plain)), duck: median(ducks) })
    console.error(
      `${query.name}: p50 ${mid.toFixed(2)}, p95 ${p95.toFixed(2)} ms (computing ${cpu95.toFixed(2)}); DuckDB ${median(ducks)?.toFixed(1) ?? '-'}, unsummed ${median(clockOf(plain))?.toFixed(1) ?? '-'}`,
    )
  }
  duck.closeSync()
  const worst = (some: readonly Measured[]) => Math.max(...some.map(({ p95 }) => p95))
  const computing = (some: readonly Measured[]) => Math.max(...some.map(({ cpu95 }) => cpu95))
  const core = measured.filter(({ query }) => query.core)
  const peer = { load: load() }
  report({
    bench,
    figure: 'query_p95_ms',
    value: worst(measured),
    unit: 'ms',
    target: '<= 4',
    peer: { own_computing: computing(measured), ...peer },
  })
  report({
    bench,
    figure: 'core_p95_ms',
    value: worst(core),
    unit: 'ms',
    target: '<= 2',
    peer: { own_computing: computing(core), ...peer },
  })
  const times = (of: 'duck' | 'plain') =>
    geometricMean(measured.flatMap(({ [of]: peerMs, mid }) => (peerMs === null ? [] : [peerMs / mid])))
  report({ bench, figure: 'times_duckdb', value: times('duck'), unit: 'x', target: '>= 20', peer })
  report({ bench, figure: 'times_raw_sql', value: times('plain'), unit: 'x', target: '>= 50', peer })

  const columns = ['variable:industry', 'variable:city', 'field:company_name', 'list'] as const
  const columnMs: number[] = []
  let holdMs = 0
  for (let no = 0; no < (quick ? 4 : 20); no += 1) {
    const beat = watch()
    const at = performance.now()
    await byColumn.figures({ workspaceId: client(no), campaignIds: null }, year, columns[no % 4] ?? 'list', 12)
    columnMs.push(performance.now() - at)
    holdMs = Math.max(holdMs, beat())
  }
  report({
    bench,
    figure: 'any_column_p95_ms',
    value: percentile(columnMs, 0.95),
    unit: 'ms',
    target: '<= 300',
    peer: { hold_max: holdMs, ...peer },
  })
  raw.close()

  // The page as a window opens it: all its queries at once, through the built backend thread.
  const product = startProduct(dir, null)
  const opened: number[] = []
  for (let no = 0; no < 12; no += 1) {
    const asked = { workspaceId: no % 2 === 0 ? null : client(no), campaignIds: null }
    const at = performance.now()
    await Promise.all([
      product.call('analytics.overview', { ...asked, period: days(no % 4 < 2 ? quarter : year) }),
      product.call('analytics.tableColumns', {}),
      product.call('sets.list', { workspaceId: asked.workspaceId }),
      product.call('analytics.mailboxes', { ...asked, days: days(quarter) }),
    ])
    if (no > 1) opened.push(performance.now() - at)
  }
  await product.stop()
  report({ bench, figure: 'dashboard_open_ms', value: percentile(opened, 0.95), unit: 'ms', target: '<= 100', peer })
  if (kept === undefined) fs.rmSync(dir, { recursive: true, force: true })
}

/** Returns a function that returns the longest time the thread was blocked so far, in ms. */
function watch(): () => number {
  let [last, most] = [performance.now(), 0]
  const timer = setInterval(() => {
    most = Math.max(most, performance.now() - last - 1)
    last = performance.now()
  }, 1)
  return () => {
    clearInterval(timer)
    return Math.max(most, performance.now() - last)
  }
}

type Time = { readonly ms: number; readonly cpuMs: number }

/**
 * Times the work by the clock and in this thread's own CPU time; only the latter is comparable while other programs use
 * the machine.
 */
function timesOf(count: number, work: (round: number) => unknown): readonly Time[] {
  return Array.from({ length: count }, (_, no) => {
    const [at, cpu] = [performance.now(), process.threadCpuUsage()]
    work(no + 1)
    const used = process.threadCpuUsage(cpu)
    return { ms: performance.now() - at, cpuMs: (used.user + used.system) / 1000 }
  })
}
const clockOf = (times: readonly Time[]) => times.map(({ ms }) => ms)

const median = (values: readonly number[]): number | null => (values.length === 0 ? null : percentile(values, 0.5))
const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)

await main()
