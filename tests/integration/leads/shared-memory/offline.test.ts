import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { type CutLine, startCutLine } from '../../../support/cut-line.ts'
import { ended, ledgerFaults, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { type Computer, exported, heldIn, listFor, startDatabase, takenOf, twoComputers } from './support.ts'

/** Exports while the database does not answer wait or go on, as the operator chose. */

let db: TestPostgres
let fake: FakeInstantly
let line: CutLine
let one: Computer
let two: Computer

beforeAll(async () => {
  db = await startDatabase()
})
afterAll(() => db.stop())

beforeEach(async () => {
  line = await startCutLine(db.port)
  const connection = db.url.replace(`:${db.port}/`, `:${line.port}/`)
  ;({ fake, one, two } = await twoComputers(db, { connection }))
})
afterEach(async () => {
  await Promise.all([one.app.stop(), two.app.stop()])
  await line.close()
  expect(fake.violations).toEqual([])
  await fake.close()
})

const memoryOf = async ({ app }: Computer) => (await app.call('sharedMemory.list', {}))[0]
const synced = ({ app, memory }: Computer) => app.call('sharedMemory.syncNow', { id: memory.id })

it('Set to continue offline, all are uploaded, claimed afterwards, and another computer’s people are listed', async () => {
  await one.app.call('sharedMemory.setOffline', { id: one.memory.id, offline: 'go' })
  await exported(two, listFor(two, 300), 'Of the other')
  line.cut()
  const ledger = await exported(one, listFor(one, 500), 'Offline')
  expect(ledgerFaults(ledger)).toEqual([])
  expect(ledger.summary.totals.uploaded).toBe(500)
  expect(await heldIn(db)).toBe(300)
  // The screen says that the database does not answer; it is not known yet who is affected.
  await synced(one).catch(() => undefined)
  expect(await memoryOf(one)).toMatchObject({ problem: 'SHARED_MEMORY_UNREACHABLE', doubled: 0 })

  line.mend()
  await synced(one)
  expect(await heldIn(db)).toBe(500)
  expect(await memoryOf(one)).toMatchObject({ problem: null, doubled: 300 })
  const listed = await one.app.call('sharedMemory.doubled', { id: one.memory.id, page: { offset: 0, limit: 400 } })
  expect(listed.total).toBe(300)
  expect(new Set(listed.rows.map(({ email }) => email))).toEqual(
    new Set(Array.from({ length: 300 }, (_, at) => `lead${at + 1}@list.example`)),
  )
  expect(new Set(listed.rows.map(({ campaignName }) => campaignName))).toEqual(new Set(['Offline']))
  // For the other computer the new ones are claimed from now on.
  expect(takenOf(await exported(two, listFor(two, 500), 'Afterwards'))).toBe(200)
})

it("Set to wait offline, the export says why, and continues automatically without another computer's people", async () => {
  await exported(two, listFor(two, 300), 'Of the other')
  line.cut()
  const settings = newCampaignSettings('Waiting', { skipIfInWorkspace: false })
  const exportId = await startExport(one.app, listFor(one, 500), settings)
  const waiting = await until('the export to wait', async () => {
    const { summary } = await one.app.call('exports.ledger', { exportId })
    return summary.state === 'waiting' ? summary : null
  })
  expect(waiting.problem?.code).toBe('SHARED_MEMORY_UNREACHABLE')
  expect(waiting.totals.uploaded).toBe(0)
  line.mend()
  const ledger = await ended(one.app, exportId)
  expect([ledger.summary.totals.uploaded, takenOf(ledger)]).toEqual([200, 300])
  expect(await memoryOf(one)).toMatchObject({ doubled: 0 })
  expect(fake.journal.addressesCommittedTwice()).toEqual([])
})

it.for([
  {
    what: 'whose tables are gone',
    breaks: 'alter schema sendoff_shared rename to sendoff_elsewhere',
    mends: 'alter schema sendoff_elsewhere rename to sendoff_shared',
    code: 'SHARED_MEMORY_NOT_SET_UP',
  },
  {
    what: 'that answers with an error nobody knows',
    breaks: 'alter table sendoff_shared.retired rename column computer to machine',
    mends: 'alter table sendoff_shared.retired rename column machine to computer',
    code: 'SHARED_MEMORY_REFUSED',
  },
])('A database $what is no outage: exports wait under any rule', async ({ breaks, mends, code }) => {
  await one.app.call('sharedMemory.setOffline', { id: one.memory.id, offline: 'go' })
  await db.sql(breaks)
  const settings = newCampaignSettings('No tables', { skipIfInWorkspace: false })
  const exportId = await startExport(one.app, listFor(one, 50), settings)
  const { problem } = await until('the export to wait', async () => {
    const { summary } = await one.app.call('exports.ledger', { exportId })
    return summary.state === 'waiting' ? summary : null
  })
  expect(problem?.code).toBe(code)
  await db.sql(mends)
  expect((await ended(one.app, exportId)).summary.totals.uploaded).toBe(50)
})
