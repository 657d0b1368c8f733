/** A data folder copied by hand to another computer, while the original is still used. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { ended, ledgerFaults, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { type Computer, exported, heldIn, listFor, startDatabase, takenOf, twoComputers } from './support.ts'

let db: TestPostgres
let fake: FakeInstantly
let one: Computer
let two: Computer
let copied: TestBackend | null

beforeAll(async () => {
  db = await startDatabase()
})
afterAll(() => db.stop())
beforeEach(async () => {
  copied = null
  ;({ fake, one, two } = await twoComputers(db))
})
afterEach(async () => {
  for (const app of [one.app, two.app, copied]) await app?.stop()
  expect(fake.violations).toEqual([])
  await fake.close()
})

/** Copies the folder of a computer; on `otherName`, the copy wakes up on a computer of that name. */
function copyFolder({ app }: Computer, otherName = os.hostname()): string {
  const dir = temporaryDir()
  fs.cpSync(app.dir, dir, { recursive: true })
  const file = path.join(dir, 'computer-id')
  fs.writeFileSync(
    file,
    fs.readFileSync(file, 'utf8').replace(JSON.stringify(os.hostname()), JSON.stringify(otherName)),
  )
  return dir
}
const startAgain = (dir: string) => startBackend({ instantlyUrl: fake.url, dir })
const restoredOf = async (app: TestBackend) => (await app.call('backups.state', {})).restored

/** Stops the first computer after it claimed 2,050 people and uploaded 2,000 of them. */
async function stopAtWork() {
  const fault = { kind: 'status', status: 429, when: 'before_commit', retryAfterSeconds: 60 } as const
  fake.faults.script({ method: 'POST', path: '/leads/add', nth: 3, times: 10_000, fault })
  const settings = newCampaignSettings('First', { skipIfInWorkspace: false })
  const exportId = await startExport(one.app, listFor(one, 2_050), settings)
  await until('some to be uploaded', async () => {
    const { summary } = await one.app.call('exports.ledger', { exportId })
    return (await heldIn(db)) === 2_050 && summary.totals.uploaded === 2_000
  })
  await one.app.stop()
  fake.faults.clear()
  return exportId
}

it('sends nothing by itself, and is an additional computer of a shared memory: nobody is contacted by both', async () => {
  const exportId = await stopAtWork()
  const dir = copyFolder(one, 'the-other-one')
  one = { ...one, app: startAgain(one.app.dir) }
  copied = startAgain(dir)
  const three = { ...one, app: copied }
  expect((await ended(one.app, exportId)).summary.totals.uploaded).toBe(2_050)
  expect(await restoredOf(one.app)).toBeNull()
  await until('the copy to be compared', async () => {
    const restored = copied && (await restoredOf(copied))
    return restored !== null && !restored.reading && restored.reconciled === restored.clients
  })
  await copied.call('backups.release', { item: null })
  const ledger = await ended(copied, exportId)
  expect(ledgerFaults(ledger)).toEqual([])
  expect(fake.journal.addressesCommittedTwice()).toEqual([])
  expect(await copied.call('sharedMemory.computers', { id: three.memory.id })).toHaveLength(3)
  expect(takenOf(await exported(three, listFor(three, 2_050), 'Again'))).toBe(2_050)
  // Only once: it is a computer of its own from now on.
  await copied.stop()
  copied = startAgain(dir)
  expect(await restoredOf(copied)).toBeNull()
})

it('continues if it was only moved on the same computer', async () => {
  const exportId = await stopAtWork()
  one = { ...one, app: startAgain(copyFolder(one)) }
  expect((await ended(one.app, exportId)).summary.totals.uploaded).toBe(2_050)
  expect(fake.journal.addressesCommittedTwice()).toEqual([])
})
