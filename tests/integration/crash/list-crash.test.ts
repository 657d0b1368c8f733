import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Ledger } from '#shared/contract/exports.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../support/backend.ts'
import { type CrashingApp, startCrashingApp } from '../../support/crash/crashing-app.ts'
import { ledgerFaults } from '../../support/export-bench.ts'
import { newListSettings } from '../../support/export-settings.ts'
import { createRandom, type KillPoint } from '../../support/instantly/fault-rules.ts'
import { type FakeInstantly, startFakeInstantly } from '../../support/instantly/server.ts'
import { type MadeList, makeList } from '../../support/lists.ts'

/** The same for a lead list as for a campaign: killed at any instant, each lead is there once, in one list. */
vi.setConfig({ testTimeout: 120_000 })

const name = 'Crashed list - 2026-11-20'
let fake: FakeInstantly
let dir: string
let app: CrashingApp
let list: MadeList
let workspaceId: WorkspaceId

beforeEach(async () => {
  dir = temporaryDir('sendoff-crash-')
  fake = await startFakeInstantly({ dedupe: false })
  app = await startCrashingApp(dir, fake.url)
  const added = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
  workspaceId = added.workspace.id
  list = makeList(dir, { workspaceId, name: 'Crashed', count: 4_300, heldEvery: 31 })
  fake.faults.latency({ ms: 60, jitterMs: 40, commitAt: 0.5 })
})
afterEach(async () => {
  if (!app.dead()) await app.kill()
  expect(fake.violations).toEqual([])
  await fake.close()
})

const goneIsNothing = (error: unknown) => {
  if (!(error instanceof AppError && error.code === 'BACKEND_GONE')) throw error
  return null
}

const click = () =>
  app
    .call('exports.start', { listId: list.listId, settings: newListSettings(name), clickId: 'the-one-click' })
    .catch(goneIsNothing)

/** Starts the app again whenever it dies, until the export has ended or asks. */
async function carryToEnd(killAfterMs: () => number | null = () => null): Promise<Ledger> {
  for (const end = Date.now() + 90_000; Date.now() < end; ) {
    if (app.dead()) app = await startCrashingApp(dir, fake.url)
    const { pid } = app
    const ms = killAfterMs()
    const timer = ms === null ? null : setTimeout(() => process.kill(pid, 'SIGKILL'), ms)
    await click()
    const ledger = await watch().catch(goneIsNothing)
    if (timer) clearTimeout(timer)
    if (ledger) return ledger
  }
  throw new Error('the export did not end')
}

async function watch(): Promise<Ledger> {
  for (;;) {
    const { rows } = await app.call('exports.list', { workspaceId, page: {} })
    const run = rows[0]
    const stands = run && (run.finishedAt !== null || run.problem?.code === 'LEAD_LIST_CREATION_UNCLEAR')
    if (stands) return app.call('exports.ledger', { exportId: run.id })
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

const listsMade = () => fake.journal.requests('POST', '/api/v2/lead-lists').filter((entry) => entry.committed).length

function expectExactlyOnce(ledger: Ledger): void {
  expect(ledger.summary).toMatchObject({ state: 'done', target: 'list' })
  expect(ledgerFaults(ledger)).toEqual([])
  expect(listsMade()).toBe(1)
  expect(fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  const committed = new Set(fake.journal.committedAddresses(ledger.summary.leadListId ?? ''))
  expect(list.emails.filter((email) => !committed.has(email)).slice(0, 3)).toEqual([])
  expect(committed.size).toBe(list.emails.length)
  expect(ledger.summary.totals.uploaded).toBe(list.emails.length)
}

const points: readonly (readonly [KillPoint, number])[] = [
  ['before_commit', 2],
  ['after_commit_before_answer', 1],
  ['after_answer', 3],
  ['during_list_create_after_commit', 1],
]
it.each(points)('killed at %s (time %i): each lead once, one list, a ledger that adds up', async (point, nth) => {
  fake.faults.killAt(point, app.pid, { nth })
  await click()
  await app.gone
  expectExactlyOnce(await carryToEnd())
})

it('killed before Instantly made the list: asks, and goes on when told to create it', async () => {
  fake.faults.killAt('during_list_create_before_commit', app.pid)
  await click()
  await app.gone
  const asked = await carryToEnd()
  expect(asked.question).toEqual({ kind: 'list_creation', name, candidates: [] })
  expect(listsMade()).toBe(0)
  await app.call('exports.answer', { exportId: asked.summary.id, answer: { kind: 'create_again' } })
  expectExactlyOnce(await carryToEnd())
})

it('killed at random instants while answers get lost: each lead once, one list, a ledger that adds up', async () => {
  fake.faults.random({
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
  const ledger = await carryToEnd(() => {
    kills += 1
    return kills > 5 ? null : 200 + Math.floor(random() * 600)
  })
  if (ledger.question) {
    await app.call('exports.answer', { exportId: ledger.summary.id, answer: { kind: 'create_again' } })
    expectExactlyOnce(await carryToEnd())
  } else expectExactlyOnce(ledger)
})
