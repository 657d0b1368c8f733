import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Ledger } from '#shared/contract/exports/exports.ts'
import { carryToEnd, clickExport } from '../../../support/crash/carry-export.ts'
import { type CrashBench, startCrashBench } from '../../../support/crash/crash-bench.ts'
import { ledgerFaults } from '../../../support/export-bench.ts'
import { newListSettings } from '../../../support/export-settings.ts'
import { createRandom, type KillPoint } from '../../../support/instantly/fault-rules.ts'
import { type MadeList, makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

/** The same for a lead list as for a campaign: killed at any instant, each lead is there once, in one list. */

const name = 'Crashed list - 2026-11-20'
let bench: CrashBench
let list: MadeList

beforeEach(async () => {
  bench = await startCrashBench({ dedupe: false })
  list = makeList(bench.dir, {
    workspaceId: bench.workspaceId,
    name: 'Crashed',
    count: times(2_300, 4_300),
    heldEvery: 31,
  })
  bench.fake.faults.latency({ ms: 60, jitterMs: 40, commitAt: 0.5 })
  await bench.startKillable()
})
afterEach(() => bench.close())

const click = () => clickExport(bench, list.listId, newListSettings(name))
const toTheEnd = (killAfterMs?: () => number | null) => carryToEnd(bench, click, killAfterMs)

const listsMade = () =>
  bench.fake.journal.requests('POST', '/api/v2/lead-lists').filter((entry) => entry.committed).length

function expectExactlyOnce(ledger: Ledger): void {
  expect(ledger.summary).toMatchObject({ state: 'done', target: 'list' })
  expect(ledgerFaults(ledger)).toEqual([])
  expect(listsMade()).toBe(1)
  expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  const committed = new Set(bench.fake.journal.committedAddresses(ledger.summary.leadListId ?? ''))
  expect(list.emails.filter((email) => !committed.has(email)).slice(0, 3)).toEqual([])
  expect(committed.size).toBe(list.emails.length)
  expect(ledger.summary.totals.uploaded).toBe(list.emails.length)
}

const points: readonly (readonly [KillPoint, number])[] = [
  ['after_commit_before_answer', 1],
  ['during_list_create_after_commit', 1],
  ['before_commit', 2],
  ['after_answer', 3],
]
// What is the same for a campaign, the short run tests there.
it.each(points.slice(0, times(2, points.length)))(
  'Killed at %s (time %i): each lead once, one list, a report that adds up',
  async (point, nth) => {
    bench.fake.faults.killAt(point, bench.pid, { nth })
    await click()
    await bench.app.gone
    expectExactlyOnce(await toTheEnd())
  },
)

it('Killed before Instantly created the list, it asks, and continues when told to create it', async () => {
  bench.fake.faults.killAt('during_list_create_before_commit', bench.pid)
  await click()
  await bench.app.gone
  const asked = await toTheEnd()
  expect(asked.question).toEqual({ kind: 'list_creation', name, candidates: [] })
  expect(listsMade()).toBe(0)
  await bench.app.call('exports.answer', { exportId: asked.summary.id, answer: { kind: 'create_again' } })
  expectExactlyOnce(await toTheEnd())
})

it('Killed at random moments while answers get lost: each lead once, one list, a report that adds up', async () => {
  bench.fake.faults.random({
    seed: 3,
    method: 'POST',
    path: '/leads/add',
    rate: 0.4,
    faults: [
      { kind: 'reset', when: 'after_commit' },
      { kind: 'status', status: 502, when: 'after_commit' },
      { kind: 'status', status: 429, when: 'before_commit' },
    ],
  })
  const random = createRandom(21)
  let kills = 0
  const ledger = await toTheEnd(() => {
    kills += 1
    return kills > times(1, 5) ? null : 200 + Math.floor(random() * 600)
  })
  if (ledger.question) {
    await bench.app.call('exports.answer', { exportId: ledger.summary.id, answer: { kind: 'create_again' } })
    expectExactlyOnce(await toTheEnd())
  } else expectExactlyOnce(ledger)
})
