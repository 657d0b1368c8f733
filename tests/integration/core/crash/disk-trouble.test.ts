/**
 * The disk fails for a while, or the clock jumps, in the middle of an export: nothing is lost, nothing is there twice.
 */
import type { Database } from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { ExportId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

let bench: Bench
afterEach(() => bench.close())

const count = 6_000
const newList = () => makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'A', count, heldEvery: 0 })

async function expectEachOnce(id: ExportId): Promise<void> {
  const ledger = await ended(bench.app, id)
  expect(ledger.summary.state).toBe('done')
  expect(ledgerFaults(ledger)).toEqual([])
  expect(ledger.summary.totals.uploaded).toBe(count)
  expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  expect(new Set(bench.fake.journal.committedAddresses()).size).toBe(count)
}

const isOver = async (exportId: ExportId) =>
  (await bench.app.call('exports.ledger', { exportId })).summary.finishedAt !== null

const codes = [
  'SQLITE_READONLY',
  'SQLITE_IOERR_WRITE',
  'SQLITE_IOERR_FSYNC',
  'SQLITE_FULL',
  'SQLITE_IOERR_LOCK',
] as const
const places = ['insert on main.export_batch', 'update on main.export_batch', 'update on main.export_run'] as const
const cases = codes.flatMap((code) => places.map((place) => [code, place] as const))
const chosen = times(0, 1) === 1 ? cases : cases.filter((_, at) => at % 4 === 0)

it.each(chosen)(
  '%s at an %s, several times: reported by name, and each lead is there once in the end',
  async (code, place) => {
    let raw: Database | null = null
    bench = await startBench({
      dedupe: false,
      backend: {
        openStore: (...from) => {
          const store = openStore(...from)
          raw = store.raw
          return store
        },
      },
    })
    const store = raw as unknown as Database
    const random = createRandom(code.length)
    let isRefusing = false
    let refused = 0
    store.function('test_refuses', () => {
      if (isRefusing) refused += 1
      if (isRefusing) throw Object.assign(new Error('disk I/O error'), { code })
      return null
    })
    store.exec(`create temp trigger refuses before ${place} begin select test_refuses(); end`)
    bench.fake.faults.latency({ ms: 30, jitterMs: 20 })
    const id = await startExport(bench.app, newList().listId, newCampaignSettings('Autumn'))
    for (let round = 0; round < 3; round += 1) {
      const before = refused
      isRefusing = true
      await until('the disk to refuse, or all to be over', async () => {
        await new Promise((resolve) => setImmediate(resolve))
        return refused > before || (await isOver(id))
      })
      for (let turns = 0; turns < random() * 200; turns += 1) await new Promise((resolve) => setImmediate(resolve))
      isRefusing = false
      const there = bench.fake.journal.committedAddresses().length
      // What the operator presses if the export asks for it.
      await bench.app.call('exports.resume', { exportId: id }).catch(() => null)
      await until('it to go on or be over', async () => {
        if (bench.fake.journal.committedAddresses().length > there) return true
        const { summary } = await bench.app.call('exports.ledger', { exportId: id })
        return summary.finishedAt !== null
      })
    }
    const told = bench.app.events.flatMap(({ name, payload }) =>
      name === 'export.progress' && 'problem' in payload && payload.problem ? [payload.problem.code] : [],
    )
    expect(told.filter((one) => one === 'INTERNAL')).toEqual([])
    await expectEachOnce(id)
  },
)

it.each([
  ['a year ahead', 1],
  ['a year back', -1],
] as const)('The clock jumps %s and back, again and again: each lead is there once', async (_, way) => {
  let ahead = 0
  bench = await startBench({ dedupe: false, backend: { clock: { ...systemClock, now: () => Date.now() + ahead } } })
  bench.fake.faults.latency({ ms: 30, jitterMs: 20 })
  bench.fake.faults.random({
    seed: 4,
    method: 'POST',
    path: '/leads/add',
    rate: 0.3,
    faults: [
      { kind: 'reset', when: 'after_commit' },
      { kind: 'status', status: 503, when: 'before_commit' },
    ],
  })
  const id = await startExport(bench.app, newList().listId, newCampaignSettings('Autumn'))
  for (let jump = 0; jump < 4; jump += 1) {
    const there = bench.fake.journal.committedAddresses().length
    ahead = jump % 2 === 0 ? way * 365 * 86_400_000 : 0
    await until('it to go on or be over', async () => {
      if (bench.fake.journal.committedAddresses().length > there) return true
      await bench.app.call('exports.resume', { exportId: id }).catch(() => null)
      return isOver(id)
    })
  }
  ahead = 0
  await bench.app.call('exports.resume', { exportId: id }).catch(() => null)
  await expectEachOnce(id)
})
