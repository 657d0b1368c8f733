/**
 * Benchmarks 2,000 sending accounts of 30 clients: how fast they are synced (the first time, a day later, with nothing
 * new), how long the page and its charts take with a year of warmup, and whether switching 500 accounts of one client
 * changes each exactly once. The page is requested with every sort order and filter; in a quarter of the requests
 * something was written just before, and in a tenth all accounts were.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { type AccountChange, accountShows, accountSorts } from '#shared/contract/insights/accounts.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startServer } from './lib/processes.ts'
import { type Product, startProduct } from './lib/product.ts'
import { median, percentile, quick, report } from './lib/report.ts'

const bench = 'accounts'
const clients = quick ? 3 : 30
const mailboxes = quick ? 120 : 2_000
const big = quick ? 60 : 500
const rounds = quick ? 1 : 5
const chartDays = quick ? 30 : 365
const roundTripS = 0.15
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-accounts-'))
const dayMs = 86_400_000

type Seen = {
  readonly requests: number
  /** Requests of the client with the most. */
  readonly busiest: number
  readonly refused: number
  readonly once: number
  readonly twice: number
}

let server = await startServer<{ url: string }>('account-server.ts', [clients, mailboxes].map(String))
const control = async (order: string) => (await (await fetch(`${server.url}/api/v2/__${order}`)).json()) as Seen

/**
 * The shortest time the rate limit of the busiest client allows. Pages are requested one after the other; the rest
 * takes one round trip. Only the pages of one list count: requests the app makes on its own meanwhile must not make the
 * bound more lenient.
 */
const pages = Math.ceil(mailboxes / clients / 100)
const leastS = ({ busiest }: Seen) => Math.max(0, (busiest - 100) / 100) + (pages + 1) * roundTripS

async function connect(into: string, count: number): Promise<readonly WorkspaceId[]> {
  const product = startProduct(into, server.url)
  const added = await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const key = `bench-key-of-client-${String(at).padStart(4, '0')}`
      const { workspace } = await product.call('workspaces.addKey', { workspaceId: null, name: `Client ${at}`, key })
      return workspace.id
    }),
  )
  for (const workspaceId of added)
    while (!(await product.call('workspaces.firstKeyReport', { workspaceId }))) await sleep(50)
  await product.stop()
  return added
}

/** Moves the last reading of the figures to the day before. */
function aDayPasses(): void {
  const db = new Database(path.join(dir, 'sendoff.db'))
  db.prepare(
    `update setting set value = json(value - ${dayMs}) where key in ('mailboxDaysReadAt', 'mailboxOlderDaysReadAt')`,
  ).run()
  db.prepare(`update setting set value = json(value - 1) where key = 'warmupReadOn'`).run()
  db.close()
}

async function sync(product: Product): Promise<{ readonly seconds: number; readonly seen: Seen }> {
  await control('reset')
  const startedAt = performance.now()
  const results = await product.call('accounts.sync', { workspaceId: null })
  const seconds = (performance.now() - startedAt) / 1000
  for (const { problem } of results) if (problem) throw new Error(problem.code)
  return { seconds, seen: await control('reset') }
}

/** Writes a year of warmup for every account, as the store would hold it by then. */
function writeYear(): void {
  const db = new Database(path.join(dir, 'sendoff.db'))
  const today = Math.floor(Date.now() / dayMs)
  db.exec(
    `with recursive d(day) as (select ${today - chartDays + 1} union all select day + 1 from d where day < ${today - 7})
     insert into mailbox_warmup_day (workspace_id, email, day, score, sent, inbox, spam, received)
       select workspace_id, email, day, 90 + day % 9, 10, 9, 1, 10 from mailbox, d where true on conflict do nothing`,
  )
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

async function page(product: Product): Promise<readonly number[]> {
  const waits: number[] = []
  for (let turn = 0; turn < (quick ? 20 : 200); turn += 1) {
    if (turn % 4 === 0) await product.call('alerts.mute', { ...muted, muted: turn % 8 === 0 })
    // Rewriting all accounts makes everything be counted again.
    if (turn % 10 === 0) await product.call('accounts.sync', { workspaceId: null })
    const sort = accountSorts[turn % accountSorts.length] ?? 'account'
    const show = accountShows[turn % accountShows.length] ?? 'all'
    const search = turn % 3 === 0 ? `client${turn % clients}` : ''
    const asked = { sort, show, search, descending: turn % 2 === 0, page: { offset: (turn % 5) * 100, limit: 100 } }
    const askedAt = performance.now()
    await product.call('accounts.list', asked)
    waits.push(performance.now() - askedAt)
  }
  return waits
}
let muted: { workspaceId: WorkspaceId; alertKind: 'mailbox'; of: { kind: 'mailbox'; email: string } }

async function bulk(product: Product, workspaceId: WorkspaceId, change: AccountChange): Promise<Seen> {
  await control('reset')
  const accounts = Array.from({ length: big }, (_, at) => ({
    workspaceId,
    email: `box${String(at).padStart(4, '0')}@client0.example`,
  }))
  await product.call('accounts.act', { accounts, change, submission: `bench ${change.kind}` })
  for (;;) {
    const [action] = await product.call('accounts.actions', { workspaceId })
    if (action?.state === 'done') {
      if (action.failed > 0) throw new Error(`${action.failed} failed`)
      return control('reset')
    }
    await sleep(100)
  }
}

async function main(): Promise<void> {
  const added = await connect(dir, clients)
  await control('open')
  const [one] = added
  if (!one) throw new Error('no client')
  muted = { workspaceId: one, alertKind: 'mailbox', of: { kind: 'mailbox', email: 'box0000@client0.example' } }
  let product = startProduct(dir, server.url)
  await product.call('app.status', {})
  const first = await sync(product)
  // Waits until the automatic reading after a start is over.
  await product.call('campaigns.readNow', { workspaceId: null })
  const ratios: number[] = []
  const seconds: number[] = []
  const unchanged: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    aDayPasses()
    const daily = await sync(product)
    seconds.push(daily.seconds)
    ratios.push(daily.seconds / leastS(daily.seen))
    const again = await sync(product)
    unchanged.push(again.seen.requests)
  }
  report({ bench, figure: 'first_sync_s', value: first.seconds, unit: 's', target: 'none' })
  report({ bench, figure: 'daily_sync_s', value: median(seconds), unit: 's', target: 'none' })
  report({ bench, figure: 'limit_ratio', value: median(ratios), unit: 'x', target: '<= 1.5' })
  report({
    bench,
    figure: 'requests_unchanged',
    value: Math.max(...unchanged),
    unit: 'requests',
    target: '<= 30',
  })
  await product.stop()
  writeYear()
  product = startProduct(dir, server.url)
  await product.call('accounts.list', { page: { limit: 1 } })
  const waits = await page(product)
  const charts: number[] = []
  for (let round = 0; round < (quick ? 3 : 20); round += 1) {
    const startedAt = performance.now()
    for (const [no, workspaceId] of added.entries()) {
      const { warmup } = await product.call('accounts.domain', { workspaceId, domain: `client${no}.example` })
      if (warmup.length < chartDays) throw new Error(`${warmup.length} days`)
    }
    charts.push(performance.now() - startedAt)
  }
  report({ bench, figure: 'page_p95_ms', value: percentile(waits, 0.95), unit: 'ms', target: '<= 50' })
  report({ bench, figure: 'chart_ms', value: percentile(charts, 0.95), unit: 'ms', target: '<= 100' })
  await product.stop()
  await server.stop()

  server = await startServer<{ url: string }>('account-server.ts', ['1', String(big)])
  const other = path.join(dir, 'big')
  const [whole] = await connect(other, 1)
  await control('open')
  product = startProduct(other, server.url)
  if (!whole) throw new Error('no client')
  await sync(product)
  const switched = await bulk(product, whole, { kind: 'warmup_off' })
  const limited = await bulk(product, whole, { kind: 'daily_limit', value: 25 })
  await product.stop()

  report({ bench, figure: 'bulk_twice', value: switched.twice + limited.twice, unit: 'accounts', target: '= 0' })
  report({ bench, figure: 'bulk_lost', value: 2 * big - switched.once - limited.once, unit: 'accounts', target: '= 0' })
  report({ bench, figure: 'n429', value: switched.refused + limited.refused, unit: 'answers', target: '<= 5' })
}

try {
  await main()
} finally {
  await server.stop()
  fs.rmSync(dir, { recursive: true, force: true })
}
