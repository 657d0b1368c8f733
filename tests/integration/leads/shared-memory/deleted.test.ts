import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { type Computer, exported, heldIn, listFor, startDatabase, takenOf, twoComputers } from './support.ts'

/** A client is deleted on a computer that shares it. */

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
  await fake.close()
})

it("A deleted client's contacted people stay claimed, its unused claims are released, and its key is removed from this computer", async () => {
  await exported(one, listFor(one, 100), 'Before')
  await one.app.call('optOuts.add', { workspaceId: one.workspaceId, scope: 'client', text: 'lead7@other.example' })
  // Claimed, and delayed at Instantly.
  const fault = { kind: 'status', status: 429, when: 'before_commit', retryAfterSeconds: 1 } as const
  fake.faults.script({ method: 'POST', path: '/leads/add', times: 10_000, fault })
  await startExport(
    one.app,
    listFor(one, 2_000, 'second'),
    newCampaignSettings('Cut off', { skipIfInWorkspace: false }),
  )
  await until('it to be claimed', async () => (await heldIn(db)) === 2_100)

  await one.app.call('clientData.remove', { workspaceId: one.workspaceId, typed: 'Kessler' })
  fake.faults.clear()
  await until('the client to be deleted', async () => {
    const [removal] = await one.app.call('clientData.removals', {})
    return removal?.state === 'done'
  })
  expect(await one.app.call('sharedMemory.list', {})).toEqual([])
  const store = new Database(path.join(one.app.dir, 'sendoff.db'), { readonly: true })
  for (const table of ['shared_memory', 'shared_stop', 'shared_told', 'shared_claim', 'shared_double'])
    expect([table, store.prepare(`select count(*) from ${table}`).pluck().get()]).toEqual([table, 0])
  store.close()

  // Requests in flight at the cancellation may have arrived.
  const uploaded = new Set(
    fake.world.workspaces.flatMap(({ campaigns }) =>
      [...campaigns.values()].flatMap(({ leads }) => leads.map(({ email }) => email)),
    ),
  )
  expect(await heldIn(db)).toBe(uploaded.size)
  expect(takenOf(await exported(two, listFor(two, 150), 'Of the other'))).toBe(100)
  const listId = listFor(two, 10, 'other')
  const sum = await two.app.call('exports.sum', {
    listId,
    rules: { skipIfInWorkspace: false },
    place: null,
    campaign: null,
  })
  expect(sum.goOut).toBe(9)
})

it('A client is deleted without the database too, and its claims can be taken over', async () => {
  await exported(one, listFor(one, 100), 'Before')
  await db.sql('alter schema sendoff_shared rename to sendoff_elsewhere')
  await one.app.call('clientData.remove', { workspaceId: one.workspaceId, typed: 'Kessler' })
  await until('the client to be deleted', async () => {
    const [removal] = await one.app.call('clientData.removals', {})
    return removal?.state === 'done'
  })
  await db.sql('alter schema sendoff_elsewhere rename to sendoff_shared')
  const [lost] = await two.app.call('sharedMemory.computers', { id: two.memory.id })
  expect(lost?.name).toBe('One')
  const found = await two.app.call('sharedMemory.takeOver', { id: two.memory.id, computer: lost?.no ?? 0 })
  expect(found).toEqual({ kept: 100, freed: 0 })
})
