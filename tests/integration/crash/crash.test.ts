import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Ledger } from '#shared/contract/exports.ts'
import { AppError } from '#shared/errors.ts'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import { temporaryDir, until } from '../../support/backend.ts'
import { type CrashingApp, startCrashingApp } from '../../support/crash/crashing-app.ts'
import { ledgerFaults } from '../../support/export-bench.ts'
import { newCampaignSettings } from '../../support/export-settings.ts'
import { createRandom, type Fault, type KillPoint } from '../../support/instantly/fault-rules.ts'
import { type FakeInstantly, startFakeInstantly } from '../../support/instantly/server.ts'
import { type MadeList, makeList } from '../../support/lists.ts'

/**
 * The app is killed, again and again, at every instant that matters, and Instantly misbehaves. Afterwards the
 * simulator's own record of requests decides: every address committed once, one campaign, and a ledger that adds up.
 * De-duplication at the simulator is off throughout: what is sent twice would be there twice.
 */
vi.setConfig({ testTimeout: 120_000 })

const leadCount = 9_300
const campaignName = 'Crashed - 2026-11-20'

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
  list = makeList(dir, { workspaceId, name: 'Crashed', count: leadCount, heldEvery: 31 })
  fake.faults.latency({ ms: 60, jitterMs: 40, commitAt: 0.5 })
})
afterEach(async () => {
  if (!app.dead()) await app.kill()
  expect(fake.violations).toEqual([])
  await fake.close()
})

/** Clicks Export; a process that dies at the click leaves either nothing or the whole export behind. */
async function click(clickId = 'the-one-click'): Promise<void> {
  const input = { listId: list.listId, settings: newCampaignSettings(campaignName), clickId }
  await app.call('exports.start', input).catch((error: unknown) => {
    if (!(error instanceof AppError && error.code === 'BACKEND_GONE')) throw error
  })
}

/** Starts the app again whenever it dies, until the export has ended. */
async function carryToEnd(options: { readonly killAfterMs?: () => number | null } = {}): Promise<Ledger> {
  const end = Date.now() + 90_000
  for (;;) {
    if (Date.now() > end) throw new Error('the export did not end')
    if (app.dead()) app = await startCrashingApp(dir, fake.url)
    const ms = options.killAfterMs?.() ?? null
    const timer = ms === null ? null : setTimeout(() => process.kill(app.pid, 'SIGKILL'), ms)
    try {
      // The same click again: one that never got through must not be lost, one that did must not count twice.
      await click()
      const ledger = await watch()
      if (ledger) return ledger
    } finally {
      if (timer) clearTimeout(timer)
    }
  }
}

/** The ledger once the export has ended, null when the app died before. */
async function watch(): Promise<Ledger | null> {
  try {
    for (;;) {
      const { rows } = await app.call('exports.list', { workspaceId, page: {} })
      const run = rows[0]
      if (run && ['done', 'failed', 'cancelled'].includes(run.state))
        return await app.call('exports.ledger', { exportId: run.id })
      if (run?.problem?.code === 'CAMPAIGN_CREATION_UNCLEAR')
        return await app.call('exports.ledger', { exportId: run.id })
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'BACKEND_GONE') return null
    throw error
  }
}

function expectExactlyOnce(ledger: Ledger): void {
  expect(ledger.summary.state).toBe('done')
  expect(ledgerFaults(ledger)).toEqual([])
  expect(fake.journal.campaignsCreated(campaignName)).toBe(1)
  // Counts and a few names: the difference of two lists of thousands would not fit the memory, let alone a screen.
  expect(fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  const committed = new Set(fake.journal.committedAddresses(ledger.summary.campaignId ?? ''))
  expect(list.emails.filter((email) => !committed.has(email)).slice(0, 3)).toEqual([])
  expect(committed.size).toBe(list.emails.length)
  expect(ledger.summary.totals.uploaded).toBe(list.emails.length)
}

describe('killed at a named point', () => {
  const points: readonly (readonly [KillPoint, number])[] = [
    ['before_commit', 1],
    ['before_commit', 5],
    ['after_commit_before_answer', 1],
    ['after_commit_before_answer', 7],
    ['after_answer', 1],
    ['after_answer', 9],
    ['during_campaign_create_after_commit', 1],
  ]
  it.each(points)('%s (time %i): each lead once, one campaign, a ledger that adds up', async (point, nth) => {
    fake.faults.killAt(point, app.pid, { nth })
    await click()
    await app.gone
    expectExactlyOnce(await carryToEnd())
  })

  it('during reconciliation: killed while it reads back what it was killed over', async () => {
    fake.faults.killAt('after_commit_before_answer', app.pid, { nth: 3 })
    await click()
    await app.gone
    for (const nth of [1, 3]) {
      app = await startCrashingApp(dir, fake.url)
      fake.faults.clear()
      fake.faults.killAt('during_leads_list', app.pid, { nth })
      await app.gone
    }
    fake.faults.clear()
    expectExactlyOnce(await carryToEnd())
  })

  it('during campaign creation, before Instantly made it: asks, and goes on when told to create it', async () => {
    fake.faults.killAt('during_campaign_create_before_commit', app.pid)
    await click()
    await app.gone
    const asked = await carryToEnd()
    expect(asked.question).toEqual({ kind: 'campaign_creation', name: campaignName, candidates: [] })
    expect(fake.journal.campaignsCreated(campaignName)).toBe(0)
    await app.call('exports.answer', { exportId: asked.summary.id, answer: { kind: 'create_again' } })
    expectExactlyOnce(await untilDone(asked.summary.id))
  })
})

describe('cancelled, and killed before the last answers came', () => {
  it('the next start finds out what was uploaded, and take back takes exactly that', async () => {
    fake.faults.latency({ ms: 400, commitAt: 0.2 })
    await click()
    await until('requests on their way', () => fake.journal.committedAddresses().length > 3000)
    const { rows } = await app.call('exports.list', { workspaceId, page: {} })
    const exportId = rows[0]?.id as ExportId
    await app.call('exports.cancel', { exportId })
    await app.kill()

    fake.faults.latency(null)
    app = await startCrashingApp(dir, fake.url)
    await until('everything settled', async () => (await app.call('exports.running', {})).length === 0)
    const ledger = await app.call('exports.ledger', { exportId })
    expect(ledger.summary.state).toBe('cancelled')
    expect(ledgerFaults(ledger)).toEqual([])
    const committed = fake.journal.committedAddresses().length
    expect(committed).toBeGreaterThan(0)
    expect(ledger.summary.totals.uploaded).toBe(committed)
    expect(await app.call('exports.takeBack', { exportId })).toEqual({ taken: committed, missing: 0 })
  })
})

describe('killed at random instants', () => {
  // 28 kills over four runs, the seeds fixed so that a failure can be repeated.
  it.each([11, 12, 13, 14])(
    'seven times (seed %i): each lead once, one campaign, a ledger that adds up',
    async (seed) => {
      const random = createRandom(seed)
      let kills = 0
      const ledger = await carryToEnd({
        killAfterMs: () => {
          if (kills >= 7) return null
          kills += 1
          return Math.floor(random() * 420)
        },
      })
      if (ledger.question) {
        await app.call('exports.answer', { exportId: ledger.summary.id, answer: { kind: 'create_again' } })
        expectExactlyOnce(await untilDone(ledger.summary.id))
        return
      }
      expectExactlyOnce(ledger)
    },
  )
})

describe('Instantly misbehaves', () => {
  const faults: readonly (readonly [string, readonly Fault[], number])[] = [
    ['answers lost after the commit', [{ kind: 'reset', when: 'after_commit' }, { kind: 'half_answer' }], 0.4],
    [
      'resets before and after the commit',
      [
        { kind: 'reset', when: 'before_commit' },
        { kind: 'reset', when: 'after_commit' },
      ],
      0.4,
    ],
    [
      '5xx before and after the commit',
      [
        { kind: 'status', status: 500, when: 'before_commit' },
        { kind: 'status', status: 502, when: 'after_commit' },
        { kind: 'html', status: 503, when: 'after_commit' },
      ],
      0.4,
    ],
    ['answers that are not JSON', [{ kind: 'invalid_json' }], 0.4],
    ['a storm of 429', [{ kind: 'status', status: 429, when: 'before_commit' }], 0.5],
  ]
  it.each(faults)('%s: each lead once, one campaign, a ledger that adds up', async (_name, kinds, rate) => {
    fake.faults.random({ seed: 5, method: 'POST', path: '/leads/add', rate, faults: kinds })
    expectExactlyOnce(await carryToEnd())
  })

  it('everything at once, and the app is killed in the middle of it', async () => {
    fake.faults.random({
      seed: 9,
      method: 'POST',
      path: '/leads/add',
      rate: 0.4,
      faults: [
        { kind: 'reset', when: 'after_commit' },
        { kind: 'status', status: 500, when: 'after_commit' },
        { kind: 'status', status: 503, when: 'before_commit' },
        { kind: 'status', status: 429, when: 'before_commit' },
      ],
    })
    const random = createRandom(77)
    let kills = 0
    expectExactlyOnce(
      await carryToEnd({
        killAfterMs: () => {
          kills += 1
          return kills > 4 ? null : 500 + Math.floor(random() * 600)
        },
      }),
    )
  })

  it('the answer to the campaign creation is lost: the one new campaign is adopted', async () => {
    fake.faults.script({ method: 'POST', path: '/campaigns', fault: { kind: 'reset', when: 'after_commit' } })
    expectExactlyOnce(await carryToEnd())
  })
})

async function untilDone(exportId: ExportId): Promise<Ledger> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const ledger = await app.call('exports.ledger', { exportId })
    if (ledger.summary.state === 'done') return ledger
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  throw new Error('the export did not end')
}
