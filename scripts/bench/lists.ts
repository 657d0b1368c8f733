/**
 * Benchmarks how fast a page of a list of a million leads answers: any position, order, filter or search, with
 * variables as columns, and by last engagement; against plain SQL. One screen queries; the list's index was created
 * before.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Input } from '#shared/contract/index.ts'
import type { LeadPage } from '#shared/contract/leads/lists.ts'
import { makeEngagement } from './lib/make-engagement.ts'
import { makeOneList } from './lib/make-lists.ts'
import { startProduct } from './lib/product.ts'
import { percentile, quick, report } from './lib/report.ts'

const bench = 'lists'
const rows = quick ? 50_000 : 1_000_000
const rounds = quick ? 1 : 3
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-lists-'))

type Ask = Omit<Input<'lists.leads'>, 'listId'>

/** Returns what an operator does in a long list: scrolls anywhere, sorts, filters, searches rare and common texts. */
function questions(round: number): readonly Ask[] {
  const at = (step: number) => Math.floor(((step * 7919 + round * 104_729) % 997) * (rows / 997))
  const asks: Ask[] = []
  for (const sort of ['position', 'email', 'last_name', 'company_name', 'job_title'] as const) {
    for (let step = 0; step < 12; step += 1) {
      asks.push({
        sort,
        descending: step % 2 === 1,
        gate: step % 3 === 0 ? 'ready' : 'all',
        page: { offset: at(step), limit: 100 },
      })
    }
  }
  const texts = [
    'company-1',
    'lead.99',
    'zerspanung',
    'Rosenbaum',
    'gmbh',
    `lead.${at(3)}@`,
    `${at(5)} GmbH`,
    'ein',
    'no such',
  ]
  for (const search of texts) {
    for (const sort of ['position', 'company_name'] as const)
      asks.push({ search, sort, page: { offset: 0, limit: 100 } })
  }
  return asks
}

async function main(): Promise<void> {
  const { listId } = await makeOneList(dir, rows)
  makeEngagement(dir, listId)
  const product = startProduct(dir, null)
  const startedAt = performance.now()
  await product.call('lists.leads', { listId, sort: 'email', page: {} })
  while ((await product.call('lists.leads', { listId, page: {} })).making !== null) await sleep(100)
  const indexS = (performance.now() - startedAt) / 1000
  const ms: number[] = []
  const slowest: { readonly ms: number; readonly ask: Ask }[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const ask of questions(round)) {
      const askedAt = performance.now()
      await product.call('lists.leads', { listId, ...ask })
      const took = performance.now() - askedAt
      ms.push(took)
      slowest.push({ ms: took, ask })
    }
  }
  const column = await askByColumn((ask) => product.call('lists.leads', { listId, ...ask }))
  const engagement = await askByEngagement((ask) => product.call('lists.leads', { listId, ...ask }))
  await product.stop()
  const sqlMs = askPlainSql(listId)
  for (const { ms: took, ask } of slowest.toSorted((a, b) => b.ms - a.ms).slice(0, 10)) {
    console.error(`${took.toFixed(1)} ms: ${JSON.stringify(ask)}`)
  }
  const name = quick ? 'list_p95_ms' : 'list_1m_p95_ms'
  report({
    bench,
    figure: name,
    value: percentile(ms, 0.95),
    unit: 'ms',
    target: '<= 50',
    peer: { sql: percentile(sqlMs, 0.95) },
  })
  report({ bench, figure: 'list_column_index_s', value: column.indexS, unit: 's', target: 'none' })
  report({ bench, figure: 'list_column_p95_ms', value: percentile(column.ms, 0.95), unit: 'ms', target: '<= 50' })
  report({
    bench,
    figure: 'list_engagement_max_ms',
    value: Math.max(...engagement.ms),
    unit: 'ms',
    target: '<= 50',
    peer: { p95: percentile(engagement.ms, 0.95), read_s: engagement.readS },
  })
  report({ bench, figure: 'list_index_s', value: indexS, unit: 's', target: 'none' })
}

/**
 * Measures a variable column: how long its one-time index takes, and how fast sorting and filtering by it is
 * afterwards.
 */
async function askByColumn(call: (ask: Ask) => Promise<LeadPage>) {
  const where = [{ column: 'variable:city', op: 'contains' as const, value: 'köln' }]
  const startedAt = performance.now()
  const whole = async (ask: Ask) => {
    const { sorted, complete } = await call(ask)
    return sorted && complete
  }
  while (!(await whole({ sort: 'variable:zip', page: {} }))) await sleep(50)
  const indexS = (performance.now() - startedAt) / 1000
  while (!(await whole({ where, page: {} }))) await sleep(50)
  const ms: number[] = []
  for (let step = 0; step < 40; step += 1) {
    const askedAt = performance.now()
    const page = { offset: step * Math.floor(rows / 50), limit: 100 }
    const descending = step % 2 === 1
    const columns = ['variable:city', 'field:phone', 'original:Email']
    await call(
      step % 4 < 2 ? { sort: 'variable:zip', descending, columns, page } : { where, columns, descending, page },
    )
    ms.push(performance.now() - askedAt)
  }
  return { ms, indexS }
}

/**
 * Measures sorting by last engagement: repeatedly while it is read for the first time, then with conditions and deep
 * into the list. Returns how long the longest answer took at any point of the reading.
 */
async function askByEngagement(call: (ask: Ask) => Promise<LeadPage>) {
  const ms: number[] = []
  const ask = async (more: Ask): Promise<boolean> => {
    const askedAt = performance.now()
    const { sorted } = await call({ sort: 'engagement', descending: true, ...more })
    ms.push(performance.now() - askedAt)
    return sorted
  }
  const startedAt = performance.now()
  while (!(await ask({ page: { limit: 100 } }))) await sleep(5)
  const readS = (performance.now() - startedAt) / 1000
  for (let step = 0; step < 40; step += 1) {
    const page = { offset: step * Math.floor(rows / 50), limit: 100 }
    await ask({ page, descending: step % 2 === 0, gate: step % 4 < 2 ? 'all' : 'ready' })
  }
  for (const search of ['company-1', 'Rosenbaum', 'no such']) await ask({ search, page: { limit: 100 } })
  return { ms, readS }
}

/** Runs the same queries in the common way: ORDER BY, LIKE, LIMIT and OFFSET on the store itself. */
function askPlainSql(listId: number): readonly number[] {
  const db = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  const ms = questions(0)
    .filter((_, at) => at % 4 === 0)
    .map(({ sort = 'position', descending, search, page }) => {
      const found = search ? `and (email like @like or last_name like @like or company_name like @like)` : ''
      const startedAt = performance.now()
      db.prepare(
        `select * from lead where list_id = @listId ${found} order by ${sort} collate nocase ${descending ? 'desc' : 'asc'} limit 100 offset @offset`,
      ).all({ listId, offset: page.offset ?? 0, ...(search ? { like: `%${search}%` } : {}) })
      return performance.now() - startedAt
    })
  db.close()
  return ms
}

try {
  await main()
} finally {
  fs.rmSync(dir, { recursive: true, force: true })
}
