import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ExportId } from '#shared/ids.ts'
import { startBackend, until } from '../../../support/backend.ts'
import { ended, ledgerFaults, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { type Computer, exported, heldIn, listFor, startDatabase, takenOf, twoComputers } from './support.ts'

/** A computer restores a copy, on itself or on another one: the shared memory knows more than the copy. */

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
  await one.app.stop()
  await two.app.stop()
  expect(fake.violations).toEqual([])
  await fake.close()
})

const twice = () => fake.journal.addressesCommittedTwice()
const sendTo = (computer: Computer, count: number, name: string) =>
  startExport(computer.app, listFor(computer, count), newCampaignSettings(name, { skipIfInWorkspace: false }))

async function backUp({ app }: Computer): Promise<string> {
  await app.call('backups.start', {})
  return (await app.call('backups.state', {})).copies?.[0]?.path ?? ''
}

async function compared({ app }: Computer): Promise<void> {
  await until('the copy to be compared', async () => {
    const { restored } = await app.call('backups.state', {})
    return restored !== null && !restored.reading && restored.reconciled === restored.clients
  })
}

const thirdBatch = { method: 'POST', path: '/leads/add', nth: 3 } as const
function refuseFromThird(): void {
  const fault = { kind: 'status', status: 429, when: 'before_commit', retryAfterSeconds: 60 } as const
  fake.faults.script({ ...thirdBatch, times: 10_000, fault })
}

/** Makes a copy after one computer has claimed 2,050 people and uploaded 2,000 of them. */
async function copyOfOneAtWork(
  hold: () => unknown = refuseFromThird,
): Promise<{ readonly copy: string; readonly exportId: ExportId }> {
  hold()
  const exportId = await sendTo(one, 2_050, 'First')
  await until('all of it to be claimed and some to be uploaded', async () => {
    const { summary } = await one.app.call('exports.ledger', { exportId })
    return (await heldIn(db)) === 2_050 && summary.totals.uploaded === 2_000
  })
  const copy = await backUp(one)
  return { copy, exportId }
}

const hears = ({ app, workspaceId }: Computer, value: string) =>
  until(`${value} to be known as opted out`, async () => {
    const { rows } = await app.call('optOuts.list', { workspaceId, filter: 'all', search: value, page: {} })
    return rows.some((row) => row.value === value && row.state === 'on')
  })

describe('a copy restored on the same computer', () => {
  it('uploads nobody claimed by another computer since the copy was made', async () => {
    const { copy, exportId } = await copyOfOneAtWork()
    // It is considered lost, and what it had not uploaded is free for the others.
    await one.app.stop()
    fake.faults.clear()
    const computers = await two.app.call('sharedMemory.computers', { id: two.memory.id })
    const lost = computers.find(({ name }) => name === 'One')?.no ?? 0
    await two.app.call('sharedMemory.takeOver', { id: two.memory.id, computer: lost })
    const others = await exported(two, listFor(two, 2_050), 'The rest')
    expect(others.summary.totals.uploaded).toBe(50)
    one = { ...one, app: startBackend({ instantlyUrl: fake.url, dir: one.app.dir }) }
    await one.app.call('backups.restore', { path: copy })
    await compared(one)
    await one.app.call('backups.release', { item: null })
    const ledger = await ended(one.app, exportId)
    expect(ledgerFaults(ledger)).toEqual([])
    expect(ledger.summary.totals.uploaded).toBe(2_000)
    expect(takenOf(ledger)).toBe(50)
    expect(twice()).toEqual([])
  })

  it('may contact its own people again, and nobody else may', async () => {
    const { copy, exportId } = await copyOfOneAtWork()
    fake.faults.clear()
    await one.app.call('backups.restore', { path: copy })
    await compared(one)
    await one.app.call('backups.release', { item: null })
    expect((await ended(one.app, exportId)).summary.totals.uploaded).toBe(2_050)
    expect(takenOf(await exported(two, listFor(two, 2_050), 'Of others'))).toBe(2_050)
    expect(takenOf(await exported(one, listFor(one, 2_050), 'Again'))).toBe(0)
  })

  it('counts leads it claimed and uploaded after the copy as uploaded, and keeps them claimed', async () => {
    const goOn = fake.faults.hold({ method: 'POST', path: '/campaigns' })
    const exportId = await sendTo(one, 2_050, 'First')
    await until('the campaign to be asked for', () => fake.journal.requests('POST', /\/campaigns$/).length > 0)
    const copy = await backUp(one)
    goOn()
    expect((await ended(one.app, exportId)).summary.totals.uploaded).toBe(2_050)
    await one.app.call('backups.restore', { path: copy })
    await compared(one)
    await one.app.call('backups.release', { item: null })
    const ledger = await ended(one.app, exportId)
    expect(ledgerFaults(ledger)).toEqual([])
    expect(ledger.summary.totals.uploaded).toBe(2_050)
    expect(twice()).toEqual([])
    expect(takenOf(await exported(one, listFor(one, 2_050), 'Again'))).toBe(0)
  })

  it('knows who opted out here after the copy was made', async () => {
    const { copy } = await copyOfOneAtWork()
    const person = 'lead5@list.example'
    await one.app.call('optOuts.add', { workspaceId: one.workspaceId, scope: 'client', text: person })
    await until('the others to be told', async () => {
      const [{ n } = { n: 0 }] = await db.sql(`select count(*)::int as n from sendoff_shared.entry where kind = 'stop'`)
      return n === 1
    })
    await one.app.call('backups.restore', { path: copy })
    await hears(one, person)
  })
})

describe('a copy restored on another computer', () => {
  it('is an additional computer: the original continues, and nobody is contacted by both', async () => {
    let goOn: () => void = () => undefined
    const { copy, exportId } = await copyOfOneAtWork(() => {
      goOn = fake.faults.hold(thirdBatch)
    })
    const app = startBackend({ instantlyUrl: fake.url })
    await app.call('backups.restore', { path: copy })
    const three = { ...one, app }
    await until('the copy to be there', async () => (await app.call('sharedMemory.list', {})).length === 1)
    await app.call('workspaces.addKey', { workspaceId: three.workspaceId, name: 'Kessler', key: fake.key })
    await app.call('backups.reconcile', {})
    await compared(three)
    await app.call('backups.release', { item: null })
    const copied = await ended(app, exportId)
    expect([copied.summary.totals.uploaded, takenOf(copied)]).toEqual([2_000, 50])
    goOn()
    expect((await ended(one.app, exportId)).summary.totals.uploaded).toBe(2_050)
    expect(twice()).toEqual([])
    // After a permanent takeover, the people whom the first computer contacted before the copy was made are no longer
    // claimed by it, because they are in the copy.
    await one.app.stop()
    const computers = await app.call('sharedMemory.computers', { id: three.memory.id })
    expect(computers).toHaveLength(3)
    const [lost] = computers.filter(({ name, isThis }) => name === 'One' && !isThis)
    await app.call('sharedMemory.takeOver', { id: three.memory.id, computer: lost?.no ?? 0 })
    expect(takenOf(await exported(three, listFor(three, 2_050), 'Again'))).toBe(50)
    await app.stop()
  })
})
