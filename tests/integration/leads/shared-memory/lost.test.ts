import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startBackend, until } from '../../../support/backend.ts'
import { ended, ledgerFaults, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { type Computer, exported, heldIn, joinAs, listFor, startDatabase, takenOf, twoComputers } from './support.ts'

/** A computer is lost, and another one takes over from it. */

let db: TestPostgres
let fake: FakeInstantly
let one: Computer
let isOneThere = false
let two: Computer

beforeAll(async () => {
  db = await startDatabase()
})
afterAll(() => db.stop())

beforeEach(async () => {
  ;({ fake, one, two } = await twoComputers(db))
  isOneThere = true
})
afterEach(async () => {
  await stopOne()
  await two.app.stop()
  expect(fake.violations).toEqual([])
  await fake.close()
})

const there = () =>
  new Set(
    fake.world.workspaces.flatMap(({ campaigns }) =>
      [...campaigns.values()].flatMap(({ leads }) => leads.map(({ email }) => email)),
    ),
  ).size
const numberOf = async ({ app, memory }: Computer, name: string) => {
  const all = await app.call('sharedMemory.computers', { id: memory.id })
  return all.find((computer) => computer.name === name)?.no ?? 0
}

async function stopOne(): Promise<void> {
  if (isOneThere) await one.app.stop()
  isOneThere = false
}

/** One computer starts an export, claims all of it and uploads a part; then it is lost. */
async function loseOne(): Promise<{ readonly exportId: Awaited<ReturnType<typeof startExport>> }> {
  // After two batches Instantly asks to wait.
  const fault = { kind: 'status', status: 429, when: 'before_commit', retryAfterSeconds: 60 } as const
  fake.faults.script({ method: 'POST', path: '/leads/add', nth: 3, times: 10_000, fault })
  const listId = listFor(one, 2_050)
  const exportId = await startExport(one.app, listId, newCampaignSettings('Lost', { skipIfInWorkspace: false }))
  await until(
    'all of it to be claimed and some to be uploaded',
    async () => (await heldIn(db)) === 2_050 && there() === 2_000,
  )
  await stopOne()
  fake.faults.clear()
  return { exportId }
}

it("A lost computer's leads at Instantly stay contacted, the others are released", async () => {
  await loseOne()
  const uploaded = there()
  expect(uploaded).toBeLessThan(2_050)
  // Until then all of them are unavailable.
  expect(takenOf(await exported(two, listFor(two, 2_050), 'Before'))).toBe(2_050)
  const lost = await numberOf(two, 'One')
  const found = await two.app.call('sharedMemory.takeOver', { id: two.memory.id, computer: lost })
  expect(found).toEqual({ kept: uploaded, freed: 2_050 - uploaded })
  expect(await heldIn(db)).toBe(uploaded)
  // For a third computer they stay claimed; leads that were never sent are free.
  const three = await joinAs({ connection: db.url, fake, computerName: 'Three' })
  const rest = await exported(three, listFor(three, 2_050), 'The rest')
  await three.app.stop()
  expect(takenOf(rest)).toBe(uploaded)
  expect(rest.summary.totals.uploaded).toBe(2_050 - uploaded)
  expect(fake.journal.addressesCommittedTwice()).toEqual([])
  // Itself and the third; the lost one no longer counts.
  await two.app.call('sharedMemory.syncNow', { id: two.memory.id })
  expect(await two.app.call('sharedMemory.list', {})).toMatchObject([{ takingOver: false, computers: 2 }])
})

it('A lost computer that returns uploads nobody it lost, and may share the client again', async () => {
  const { exportId } = await loseOne()
  const uploaded = there()
  await two.app.call('sharedMemory.takeOver', { id: two.memory.id, computer: await numberOf(two, 'One') })
  await exported(two, listFor(two, 2_050), 'The rest')
  // After a restart it checks before it uses any of its claims.
  const app = startBackend({ instantlyUrl: fake.url, dir: one.app.dir })
  one = { ...one, app }
  isOneThere = true
  await until('it to be told', async () => {
    const [memory] = await app.call('sharedMemory.list', {})
    return memory?.problem === 'SHARED_MEMORY_TAKEN_OVER'
  })
  await until('its export to wait', async () => {
    const { summary } = await app.call('exports.ledger', { exportId })
    return summary.state === 'waiting'
  })
  const twice = fake.journal.addressesCommittedTwice()
  await app.call('sharedMemory.joinAgain', { id: one.memory.id })
  const ledger = await ended(app, exportId)
  expect(ledgerFaults(ledger)).toEqual([])
  expect(ledger.summary.totals.uploaded).toBe(uploaded)
  expect(fake.journal.addressesCommittedTwice()).toEqual(twice)
})

it('A takeover continues automatically if Instantly did not answer', async () => {
  await loseOne()
  const uploaded = there()
  const lost = await numberOf(two, 'One')
  fake.faults.random({
    seed: 1,
    rate: 1,
    path: '/leads/list',
    faults: [{ kind: 'status', status: 403, when: 'before_commit' }],
  })
  await expect(two.app.call('sharedMemory.takeOver', { id: two.memory.id, computer: lost })).rejects.toThrow()
  expect(await two.app.call('sharedMemory.list', {})).toMatchObject([{ takingOver: true }])
  // Nobody was released meanwhile.
  expect(await heldIn(db)).toBe(2_050)
  fake.faults.clear()
  await until('it to be over', async () => {
    await two.app.call('sharedMemory.syncNow', { id: two.memory.id }).catch(() => undefined)
    return (await heldIn(db)) === uploaded
  })
})

it('No computer takes over from itself', async () => {
  const mine = await numberOf(two, 'Two')
  await expect(two.app.call('sharedMemory.takeOver', { id: two.memory.id, computer: mine })).rejects.toThrow()
  await two.app.call('sharedMemory.syncNow', { id: two.memory.id })
})
