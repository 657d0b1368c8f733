import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, until } from '../../../support/backend.ts'
import { ended, ledgerFaults, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import { makeList } from '../../../support/lists.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import {
  type Computer,
  exported,
  heldIn,
  joinAs,
  listFor as list,
  startDatabase,
  takenOf as stayed,
  twoComputers,
} from './support.ts'

/** Two computers with one client and one database, and an Instantly that accepts duplicates. */

let db: TestPostgres
let fake: FakeInstantly
let one: Computer
let two: Computer

beforeAll(async () => {
  db = await startDatabase()
})
afterAll(() => db.stop())

beforeEach(async () => {
  ;({ fake, one, two } = await twoComputers(db))
})
afterEach(async () => {
  await Promise.all([one.app.stop(), two.app.stop()])
  expect(fake.violations).toEqual([])
  await fake.close()
})

const computer = (computerName: string, app = startBackend({ instantlyUrl: fake.url }), known?: WorkspaceId) =>
  joinAs({ connection: db.url, fake, computerName, app, ...(known === undefined ? {} : { known }) })

describe('two computers that share a client', () => {
  it('export overlapping lists at once: each person is in one campaign, and each report says why', async () => {
    const [left, right] = await Promise.all([
      exported(one, list(one, 1_200), 'Left'),
      exported(two, list(two, 1_800), 'Right'),
    ])
    for (const ledger of [left, right]) expect(ledgerFaults(ledger)).toEqual([])
    const there = [left, right].flatMap(({ summary }) => fake.journal.committedAddresses(summary.campaignId ?? ''))
    expect([there.length, new Set(there).size]).toEqual([1_800, 1_800])
    expect(left.summary.totals.uploaded + right.summary.totals.uploaded).toBe(1_800)
    expect(stayed(left) + stayed(right)).toBe(1_200)
  })

  it("already leave out each other's people in the review", async () => {
    await exported(one, list(one, 300), 'First')
    const listId = list(two, 500)
    const sum = await two.app.call('exports.sum', {
      listId,
      rules: { skipIfInWorkspace: false },
      place: null,
      campaign: null,
    })
    expect(sum.held).toContainEqual({ reason: 'claimed_elsewhere', count: 300 })
    expect(sum.goOut).toBe(200)
  })

  it('do not both contact a person whose domain each has in another spelling', async () => {
    const named = ({ app, workspaceId }: Computer, email: string) =>
      makeList(app.dir, { workspaceId, name: email, count: 1, emailOf: () => email }).listId
    const first = await exported(one, named(one, 'info@müller.example'), 'First')
    const second = await exported(two, named(two, 'info@xn--mller-kva.example'), 'Second')
    expect([first.summary.totals.uploaded, second.summary.totals.uploaded]).toEqual([1, 0])
    expect(stayed(second)).toBe(1)
  })

  it("learn of each other's stops and their undoing at once", async () => {
    const listId = list(two, 20)
    const goOut = async () =>
      (await two.app.call('exports.sum', { listId, rules: { skipIfInWorkspace: false }, place: null, campaign: null }))
        .goOut
    await two.app.call('sharedMemory.syncNow', { id: two.memory.id })
    const { added } = await one.app.call('optOuts.add', {
      workspaceId: one.workspaceId,
      scope: 'client',
      text: 'lead7@list.example',
    })
    await until('the stop to arrive', async () => (await goOut()) === 19)
    await one.app.call('optOuts.undo', { ids: [...added], undone: true })
    await until('the undoing to arrive', async () => (await goOut()) === 20)
    await one.app.call('optOuts.add', { workspaceId: one.workspaceId, scope: 'client', text: 'list.example' })
    await until('the domain to arrive', async () => (await goOut()) === 0)
  })

  it('release people an export claimed and did not upload', async () => {
    fake.faults.latency({ ms: 300, jitterMs: 0, commitAt: 0.5 })
    const listId = list(one, 1_400)
    const id = await startExport(one.app, listId, newCampaignSettings('Given up', { skipIfInWorkspace: false }))
    await until('a claim', async () => (await heldIn(db)) === 1_400)
    await one.app.call('exports.cancel', { exportId: id })
    const given = await ended(one.app, id)
    await one.app.call('sharedMemory.syncNow', { id: one.memory.id })
    expect(await heldIn(db)).toBe(given.summary.totals.uploaded)
    fake.faults.clear()
    const rest = await exported(two, list(two, 1_400), 'The others')
    expect(rest.summary.totals.uploaded + given.summary.totals.uploaded).toBe(1_400)
    expect(fake.journal.addressesCommittedTwice()).toEqual([])
  })

  it('announce people they contacted before they shared anything', async () => {
    const late = startBackend({ instantlyUrl: fake.url })
    const { workspace } = await late.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
    await exported({ app: late }, list({ app: late, workspaceId: workspace.id }, 200), 'Earlier')
    const joined = await computer('Late', late, workspace.id)
    await late.call('sharedMemory.syncNow', { id: joined.memory.id })
    await late.stop()
    expect(stayed(await exported(two, list(two, 250), 'Later'))).toBe(200)
  })

  it('remember people they uploaded from a permanently deleted list', async () => {
    const late = startBackend({ instantlyUrl: fake.url })
    const { workspace } = await late.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
    const gone = list({ app: late, workspaceId: workspace.id }, 200)
    await exported({ app: late }, gone, 'Earlier')
    await late.call('lists.archive', { listId: gone, archived: true })
    await late.call('lists.purge', { listId: gone, what: 'list', typed: 'Shared' })
    const joined = await computer('Late', late, workspace.id)
    await late.call('sharedMemory.syncNow', { id: joined.memory.id })
    // Nor are they released when another export of them is cancelled before anything was sent.
    fake.faults.latency({ ms: 2_000, commitAt: 0 })
    const again = list(joined, 1_200)
    const id = await startExport(late, again, newCampaignSettings('Given up', { skipIfInWorkspace: false }))
    await until('a claim', async () => (await heldIn(db)) === 1_200)
    await late.call('exports.cancel', { exportId: id })
    fake.faults.clear()
    const { summary } = await ended(late, id)
    await late.call('sharedMemory.syncNow', { id: joined.memory.id })
    await late.stop()
    expect(await heldIn(db)).toBe(Math.max(200, summary.totals.uploaded))
    expect(stayed(await exported(two, list(two, 200), 'Later'))).toBe(200)
  })

  it('keep their work when they leave, and continue without asking', async () => {
    await exported(one, list(one, 100), 'Before')
    await two.app.call('sharedMemory.leave', { id: two.memory.id })
    expect(await two.app.call('sharedMemory.list', {})).toEqual([])
    expect((await exported(two, list(two, 100), 'After')).summary.totals.uploaded).toBe(100)
  })

  it('get their own place again when they return', async () => {
    await exported(one, list(one, 100), 'Before')
    await one.app.call('sharedMemory.leave', { id: one.memory.id })
    const back = await computer('One', one.app, one.workspaceId)
    expect((await exported(back, list(back, 120), 'Again')).summary.totals.uploaded).toBe(120)
    expect(stayed(await exported(two, list(two, 150), 'The other'))).toBe(120)
  })
})
