/**
 * Benchmarks bulk steps over a list of a million leads: a tag, all leads removed, copied to another list, split into
 * two variants, each undone; then one list permanently emptied and one deleted. Measures how long each takes, and how
 * long a screen that queries continuously waits during the step and for some seconds after. The peer is one statement
 * that marks every lead.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { createRowBlocks } from '#backend/leads/lists/original-rows.ts'
import type { ExperimentPlan } from '#shared/domain/exports/experiments/plan.ts'
import type { ListId } from '#shared/ids.ts'
import { makeLists, makeOneList } from './lib/make-lists.ts'
import { type Product, startProduct } from './lib/product.ts'
import { percentile, quick, report } from './lib/report.ts'

const bench = 'steps'
const rows = quick ? 50_000 : 1_000_000
const rowsABlock = 2_000
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-steps-'))
/** After a step its indexes are rebuilt and its log is moved; screens must not wait for that either. */
const afterwardsMs = quick ? 500 : 4_000

const plan: ExperimentPlan = {
  name: 'Icebreaker',
  hypothesis: '',
  variable: 'icebreaker',
  variants: [
    { name: 'own', share: 1, value: { kind: 'text', text: 'Hi {{firstName}}, how is {{companyName}} doing?' } },
    { name: 'none', share: 1, value: { kind: 'empty' } },
  ],
  stratum: null,
  together: true,
  goal: 'replied',
}

type Step = { readonly name: string; readonly seconds: number; readonly waits: readonly number[] }

async function main(): Promise<void> {
  const { workspaceId, listId } = await makeOneList(dir, rows)
  const [imported] = makeLists(dir, workspaceId, [rows]) as [ListId]
  storeFileRows(imported)
  const sqlS = plainSql(listId)
  const product = startProduct(dir, null)
  await product.call('lists.leads', { listId, page: {} })
  await product.call('experiments.list', { workspaceId: null })
  const steps: Step[] = []
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const screen = watchScreen(product, listId)
    const startedAt = performance.now()
    const result = await work()
    const seconds = (performance.now() - startedAt) / 1000
    await sleep(afterwardsMs)
    const waits = await screen.end()
    steps.push({ name, seconds, waits })
    console.error(
      `${name}: ${seconds.toFixed(1)} s, longest wait ${Math.max(...waits).toFixed(0)} ms, 99 of 100 under ${percentile(waits, 0.99).toFixed(0)}`,
    )
    return result
  }
  const all = { all: {} }
  const undo =
    ({ actionId }: { readonly actionId: number }) =>
    () =>
      product.call('lists.undo', { actionId })

  const tagged = await timed('tag', () => product.call('lists.tag', { listId, choice: all, name: 'Autumn' }))
  await timed('undo_tag', undo(tagged))
  const removed = await timed('remove', () => product.call('lists.removeLeads', { listId, choice: all }))
  await timed('undo_remove', undo(removed))
  const copied = await timed('copy', () =>
    product.call('lists.transfer', { listId, choice: all, kind: 'copy', into: { name: 'Copy' } }),
  )
  await timed('undo_copy', undo(copied))
  const experiment = await product.call('experiments.save', { id: null, listId, plan, seed: 'bench' })
  const split = await timed('split', () => product.call('experiments.apply', { id: experiment.id }))
  await timed('undo_split', undo(split))
  await product.call('lists.removeLeads', { listId: imported, choice: all })
  await timed('empty_for_good', () =>
    product.call('lists.purge', { listId: imported, what: 'removed', typed: `List of ${rows}` }),
  )
  await product.call('lists.archive', { listId, archived: true })
  await timed('remove_for_good', () => product.call('lists.purge', { listId, what: 'list', typed: `List of ${rows}` }))
  await product.stop()
  print(steps, sqlS)
}

/** Runs the queries of an open screen continuously and records how long each waited. */
function watchScreen(product: Product, listId: ListId) {
  const waits: number[] = []
  const over = new AbortController()
  const watching = (async () => {
    while (!over.signal.aborted) {
      const askedAt = performance.now()
      await product.call('lists.history', { listId }).catch(() => null)
      waits.push(performance.now() - askedAt)
      await sleep(5)
    }
  })()
  return {
    async end(): Promise<readonly number[]> {
      over.abort()
      await watching
      return waits
    },
  }
}

/** Stores the rows of the list's file in compressed blocks, as an import does. */
function storeFileRows(listId: ListId): void {
  const db = new Database(path.join(dir, 'sendoff.db'))
  const insert = db.prepare(
    `insert into import_rows (import_id, first_row, row_count, codec, cells)
     select id, :firstRow, :rowCount, :codec, :cells from list_import where list_id = :listId`,
  )
  db.transaction(() => {
    const blocks = createRowBlocks(',')
    for (let row = 1; row <= rows; row += 1) {
      blocks.add([`lead.${row}@company.example`, `Kjær Zerspanung ${row} GmbH`, 'Geschäftsführerin', String(row)], row)
      const block = row % rowsABlock === 0 || row === rows ? blocks.take() : null
      if (block) insert.run({ ...block, listId })
    }
  })()
  db.close()
}

/**
 * Returns the seconds for the lower bound of a step over all leads: one statement that marks each, written to disk and
 * rolled back.
 */
function plainSql(listId: ListId): number {
  const db = new Database(path.join(dir, 'sendoff.db'))
  const startedAt = performance.now()
  db.pragma('synchronous = FULL')
  db.transaction(() => db.prepare('update lead set removed = 1 where list_id = ?').run(listId))()
  const seconds = (performance.now() - startedAt) / 1000
  db.prepare('update lead set removed = 0 where list_id = ?').run(listId)
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return seconds
}

function print(steps: readonly Step[], sqlS: number): void {
  for (const { name, seconds } of steps) {
    report({ bench, figure: `${name}_s`, value: seconds, unit: 's', target: 'none', peer: { one_statement_s: sqlS } })
  }
  const waits = steps.flatMap((step) => step.waits)
  const longest = Object.fromEntries(steps.map((step) => [step.name, Math.round(Math.max(...step.waits))]))
  report({ bench, figure: 'screen_wait_p99_ms', value: percentile(waits, 0.99), unit: 'ms', target: '<= 50' })
  report({
    bench,
    figure: 'screen_wait_max_ms',
    value: Math.max(...waits),
    unit: 'ms',
    target: '<= 50',
    peer: longest,
  })
}

try {
  await main()
} finally {
  fs.rmSync(dir, { recursive: true, force: true })
}
