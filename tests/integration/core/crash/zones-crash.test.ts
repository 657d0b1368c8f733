import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Ledger } from '#shared/contract/exports/exports.ts'
import { clickExport } from '../../../support/crash/carry-export.ts'
import { type CrashBench, goneIsNothing, startCrashBench } from '../../../support/crash/crash-bench.ts'
import { ledgerFaults } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createRandom, type KillPoint } from '../../../support/instantly/fault-rules.ts'
import { type MadeList, makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

/** One press, a campaign for each time zone, and a process that dies between them. */

const leadCount = times(3_200, 6_200)
const states = [{ country: 'Germany' }, { country: 'US', state: 'TX' }, { country: 'US', state: 'NY' }] as const

let bench: CrashBench
let list: MadeList

beforeEach(async () => {
  bench = await startCrashBench({ dedupe: false })
  list = makeList(bench.dir, {
    workspaceId: bench.workspaceId,
    name: 'Crashed',
    count: leadCount,
    heldEvery: 31,
    variables: (row) => ({ ...states[row % states.length] }),
  })
  bench.fake.faults.latency({ ms: 40, jitterMs: 40, commitAt: 0.5 })
  await bench.startKillable()
})
afterEach(() => bench.close())

const press = () => clickExport(bench, list.listId, newCampaignSettings('Crashed', { perZone: { smallest: 20 } }))

/** Restarts the app whenever it dies and presses the same button, until every export has ended. */
async function carryToEnd(): Promise<readonly Ledger[]> {
  const end = Date.now() + 240_000
  while (Date.now() < end) {
    if (bench.app.dead()) await bench.startAfterKill()
    try {
      await press()
      const { rows } = await bench.app.call('exports.list', { workspaceId: bench.workspaceId, page: {} })
      // Either all exports of a press exist, or none.
      expect([0, states.length]).toContain(rows.length)
      // A campaign whose request died before it was created cannot be found, so the operator decides.
      for (const { id, problem } of rows) {
        if (problem?.code !== 'CAMPAIGN_CREATION_UNCLEAR') continue
        expect(problem.data['candidates']).toBe(0)
        await bench.app.call('exports.answer', { exportId: id, answer: { kind: 'create_again' } })
      }
      if (rows.length > 0 && rows.every(({ state }) => state === 'done')) {
        return await Promise.all(rows.map(({ id }) => bench.app.call('exports.ledger', { exportId: id })))
      }
    } catch (error) {
      goneIsNothing(error)
    }
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  const { rows } = await bench.app.call('exports.list', { workspaceId: bench.workspaceId, page: {} })
  throw new Error(`the exports did not end: ${JSON.stringify(rows.map(({ state, problem }) => [state, problem]))}`)
}

function expectEachOnce(ledgers: readonly Ledger[]): void {
  expect(ledgers.flatMap(ledgerFaults)).toEqual([])
  expect(ledgers.reduce((sum, { summary }) => sum + summary.totals.rows, 0)).toBe(leadCount)
  expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  const committed = ledgers.flatMap(({ summary }) => [
    ...bench.fake.journal.committedAddresses(summary.campaignId ?? ''),
  ])
  expect(committed.length).toBe(list.emails.length)
  expect(new Set(committed).size).toBe(list.emails.length)
  for (const { summary } of ledgers) expect(bench.fake.journal.campaignsCreated(summary.campaignName)).toBe(1)
}

const points: readonly (readonly [KillPoint, number])[] = [
  ['during_campaign_create_after_commit', 2],
  ['after_commit_before_answer', 4],
  ['before_commit', 2],
  ['during_campaign_create_after_commit', 1],
]
it.each(points.slice(0, times(2, points.length)))(
  'killed at %s (time %i): each lead once, in one campaign of its zone',
  async (point, nth) => {
    bench.fake.faults.killAt(point, bench.pid, { nth })
    await press()
    await bench.app.gone
    expectEachOnce(await carryToEnd())
  },
)

it('Killed while storing what each campaign takes, nothing is half stored', async () => {
  const random = createRandom(7)
  for (let round = 0; round < times(1, 6); round += 1) {
    if (bench.app.dead()) await bench.startKillable()
    const { pid } = bench
    setTimeout(() => process.kill(pid, 'SIGKILL'), 5 + random() * 120)
    await press()
    await bench.app.gone
  }
  expectEachOnce(await carryToEnd())
})
