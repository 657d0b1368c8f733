/**
 * Benchmarks ten simultaneous exports of one client, three times: without faults, each with the same five faults, and
 * with random faults. Checks whether all end, whether every ledger is right, whether each gets its share, and whether
 * the rate limit is kept. Also measures how long the plan of a big list takes, before and after another client exported
 * the same people, and the same leads in one export for comparison.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Ledger } from '#shared/contract/exports/exports.ts'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { newCampaignSettings } from '../../tests/support/export-settings.ts'
import { spawnFakeInstantly } from '../../tests/support/instantly/spawn.ts'
import { makeLists } from './lib/make-lists.ts'
import { type Product, startProduct } from './lib/product.ts'
import { median, percentile, quick, report } from './lib/report.ts'

const bench = 'exports'
const lanes = 10
const each = quick ? 2_000 : 10_000
const planned = quick ? 10_000 : 100_000
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-exports-'))

/** The injected faults, some of them after the server did the work. */
const kinds = [
  { kind: 'status', status: 500, when: 'before_commit' },
  { kind: 'status', status: 502, when: 'after_commit' },
  { kind: 'reset', when: 'before_commit' },
  { kind: 'reset', when: 'after_commit' },
  { kind: 'half_answer' },
] as const
const withLeads = { method: 'POST', path: '/leads/add' } as const
/** Every export meets all of the faults, because every second of its requests fails. */
const inTurn = { ...withLeads, every: quick ? 1 : 2, faults: kinds }
/** Five in a hundred requests fail, at random. */
const random = { ...withLeads, seed: 20_261_120, rate: 0.05, faults: kinds }

async function main(): Promise<void> {
  const fake = await spawnFakeInstantly({
    workspaces: ['Bench', 'Other'].map((name) => ({
      name,
      keys: [{ key: `${name}-key-0001` }],
      leadLimit: 10_000_000,
      mailboxes: 3,
    })),
    latency: { ms: 100, jitterMs: 100, commitAt: 0.5 },
    journalFile: path.join(dir, 'journal.jsonl'),
    // The server keeps little in memory: a long garbage collection would make requests pile up behind it.
    keepBodies: 'facts',
  })
  comeFirst(fake.pid)
  const workspaceId = await addWorkspace(fake.url, 'Bench')
  const otherId = await addWorkspace(fake.url, 'Other')
  // Lists of different sizes contain different people.
  const sizes = Array.from({ length: 3 * lanes }, (_, at) => each + at)
  const made = makeLists(dir, workspaceId, [...sizes, lanes * each + 50, planned + 70]) as readonly ListId[]
  // Another client has the same people.
  const [theirs] = makeLists(dir, otherId, [planned + 70]) as readonly ListId[]
  const product = startProduct(dir, fake.url)
  try {
    const calm = await exportAll(product, made.slice(0, lanes))
    await fake.control({ inTurn })
    const troubled = await exportAll(product, made.slice(lanes, 2 * lanes))
    await fake.control({ clear: true, random })
    const unlucky = await exportAll(product, made.slice(2 * lanes, 3 * lanes))
    const state = await fake.state()
    await fake.control({ clear: true })
    const [alone] = await exportAll(product, made.slice(3 * lanes, 3 * lanes + 1))
    // Half of the people are in the lead mirror and have to be subtracted.
    putMirror(workspaceId, made.at(-1) as ListId)
    const planMs = await planTimes(product, made.at(-1) as ListId)
    await exportAll(product, [theirs as ListId])
    const besideMs = await planTimes(product, made.at(-1) as ListId)
    print({ calm, troubled, unlucky, sizes, state, alone, planMs, besideMs, journal: fake.journal() })
  } finally {
    await product.stop()
    await fake.close()
  }
}

/**
 * Raises the server's priority, since Instantly has a machine of its own: a server that waits for a core lets requests
 * pile up. Not permitted everywhere.
 */
function comeFirst(pid: number): void {
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_HIGH)
  } catch {
    process.stderr.write('The simulated server may not go before other programs here: it may refuse a few requests.\n')
  }
}

async function addWorkspace(url: string, name: string): Promise<WorkspaceId> {
  const product = startProduct(dir, url)
  const { workspace } = await product.call('workspaces.addKey', {
    workspaceId: null,
    name,
    key: `${name}-key-0001`,
  })
  await product.stop()
  return workspace.id
}

/** Starts all exports one click after the other and waits until they have ended. */
async function exportAll(product: Product, lists: readonly ListId[]): Promise<readonly Ledger[]> {
  const ids = await Promise.all(
    lists.map(async (listId, at) => {
      const settings = newCampaignSettings(`Bench ${listId}`)
      return (await product.call('exports.start', { listId, settings, idempotencyKey: `bench-${listId}-${at}` })).id
    }),
  )
  return Promise.all(ids.map((id) => endOf(product, id)))
}

async function endOf(product: Product, exportId: ExportId): Promise<Ledger> {
  for (;;) {
    const ledger = await product.call('exports.ledger', { exportId })
    if (['done', 'failed', 'cancelled'].includes(ledger.summary.state)) return ledger
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Fills the lead mirror as a sync would have: every second lead of the list, in one campaign. */
function putMirror(workspaceId: WorkspaceId, listId: ListId): void {
  const db = new Database(path.join(dir, 'sendoff.db'))
  db.transaction(() => {
    const at = Date.now()
    const copy = db
      .prepare(
        `insert into lead_copy (workspace_id, state, asked_by, started_at, ended_at) values (?, 'whole', 'operator', ?, ?)`,
      )
      .run(workspaceId, at, at).lastInsertRowid
    const place = db
      .prepare(
        `insert into lead_copy_place (workspace_id, kind, remote_id, name) values (?, 'campaign', 'there', 'There')`,
      )
      .run(workspaceId).lastInsertRowid
    db.prepare(
      `insert into lead_copy_row (email, copy_id, place_id)
       select email, ?, ? from lead where list_id = ? and gate = 0 and position % 2 = 0 order by email`,
    ).run(copy, place, listId)
  })()
  db.close()
}

/** Names in copy that uses every field of a lead. */
const names = ['firstName', 'lastName', 'companyName', 'jobTitle', 'city', 'website', 'phone', 'category'].map(
  (name) => ({ name, bare: true }),
)

/** Measures, in ms, every query the plan's screen makes about a list. */
async function planTimes(product: Product, listId: ListId): Promise<readonly number[]> {
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const startedAt = performance.now()
    await Promise.all([
      product.call('exports.plan', { listId }),
      product.call('exports.guard', { listId }),
      product.call('exports.sum', { listId }),
      product.call('exports.coverage', { listId, copy: { names }, leaveOut: [{ variable: 'city', fault: 'blank' }] }),
    ])
    times.push(performance.now() - startedAt)
  }
  return times
}

type Seen = {
  /** Without faults. */
  readonly calm: readonly Ledger[]
  /** All with the same faults. */
  readonly troubled: readonly Ledger[]
  /** With random faults. */
  readonly unlucky: readonly Ledger[]
  readonly sizes: readonly number[]
  readonly state: Awaited<ReturnType<Awaited<ReturnType<typeof spawnFakeInstantly>>['state']>>
  readonly journal: ReturnType<Awaited<ReturnType<typeof spawnFakeInstantly>>['journal']>
  readonly alone: Ledger | undefined
  readonly planMs: readonly number[]
  /** Plan times after another client exported the same people. */
  readonly besideMs: readonly number[]
}

const secondsOf = ({ summary }: Ledger): number => (summary.durationMs ?? Number.NaN) / 1000

function print({ calm, troubled, unlucky, sizes, state, journal, alone, planMs, besideMs }: Seen): void {
  const line = (figure: string, value: number, unit: string, target: string, peer?: Record<string, number>) =>
    report({ bench, figure, value, unit, target, ...(peer ? { peer } : {}) })
  const ledgers = [...calm, ...troubled, ...unlucky]
  const slowest = (some: readonly Ledger[]) => Math.max(...some.map(secondsOf))
  const spread = (some: readonly Ledger[]) => slowest(some) / Math.min(...some.map(secondsOf))
  const uploaded = ledgers.reduce((sum, { summary }) => sum + summary.totals.uploaded, 0)
  const wanted = sizes.reduce((sum, size) => sum + size, 0)
  const wrong = ledgers.filter(({ summary }, at) => {
    const { rows, uploaded: up, stayedBehind, refused, failed, waiting } = summary.totals
    return rows !== sizes[at] || rows !== up + stayedBehind + refused + failed + waiting
  })
  line('ended', ledgers.filter(({ summary }) => summary.state === 'done').length, 'exports', `= ${3 * lanes}`)
  line('ledgers_wrong', wrong.length, 'ledgers', '= 0')
  line('leads_lost', wanted - uploaded, 'leads', '= 0')
  line('leads_twice', journal.addressesCommittedTwice().length, 'leads', '= 0')
  line('limiter_exceeded', state.count429, 'requests', '= 0', { most_per_second: state.maxPerSecond })
  line('fairness', spread(troubled), 'x', '<= 1.5', { without_faults: spread(calm) })
  // An export whose request gets no answer waits some seconds before it sends again; the others do not.
  line('fairness_by_luck', spread(unlucky), 'x', 'none')
  line('slowest_s', slowest(calm), 's', 'none', {
    with_faults_s: slowest(troubled),
    by_luck_s: slowest(unlucky),
    all_in_one_export_s: alone ? secondsOf(alone) : Number.NaN,
  })
  line('faults', state.fired.length, 'faults', 'none', { requests: state.requests })
  line('plan_100k_ms', percentile(planMs, 0.95), 'ms', '<= 1000', { median_ms: median(planMs) })
  line('plan_100k_beside_ms', percentile(besideMs, 0.95), 'ms', '<= 1000', { median_ms: median(besideMs) })
}

try {
  await main()
} finally {
  fs.rmSync(dir, { recursive: true, force: true })
}
