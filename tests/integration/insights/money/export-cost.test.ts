/** The cost of an export is recorded before its first request. */
import { afterEach, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { migrationsDir } from '../../../support/backend.ts'
import { type Bench, ended, newIdempotencyKey, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
afterEach(() => bench.close())

async function start(): Promise<Store> {
  let store: Store | undefined
  bench = await startBench({ backend: { openStore: (dir) => (store = openStore(dir, migrationsDir)) } })
  if (!store) throw new Error('no store')
  return store
}

it('The cost of an export is stored with its assumptions, once for each click', async () => {
  const store = await start()
  const { app, workspaceId } = bench
  const { listId } = makeList(app.dir, { workspaceId, name: 'Dentists', count: 200 })
  await app.call('money.addCost', {
    workspaceId,
    kind: 'list',
    basis: 'once',
    cents: 9_900,
    listId,
    from: '2026-03-01',
    asOf: '2026-03-01',
  })
  const assumptions = {
    mailsPerLead: 3,
    centsPerThousandMails: 1_000,
    replyShare: 50,
    qualifiedShare: 250,
    qualifiedCents: 20_000,
  }
  await app.call('money.saveAssumptions', { workspaceId, assumptions })
  await app.call('exports.choices', { workspaceId })
  const settings = newCampaignSettings('Dentists')
  const idempotencyKey = newIdempotencyKey()
  const { id } = await app.call('exports.start', { listId, settings, idempotencyKey })
  await app.call('exports.start', { listId, settings, idempotencyKey })
  await ended(app, id)
  const kept = await app.call('money.exportCost', { exportId: id })
  // 600 mails at 10.00 per 1,000; a reply brings 50.00.
  expect(kept).toMatchObject({
    leads: 200,
    contactsLeft: 1_000_000,
    listCents: 9_900,
    sendingCents: 600,
    totalCents: 10_500,
    repliesToBreakEven: 3,
    assumptions,
    currency: 'USD',
  })
  expect(store.raw.prepare('select count(*) from export_cost').pluck().get()).toBe(1)
  // Later changes apply to later exports.
  await app.call('money.saveAssumptions', { workspaceId, assumptions: { ...assumptions, mailsPerLead: 1 } })
  expect(await app.call('money.exportCost', { exportId: id })).toEqual(kept)
})

it('If the cost cannot be stored there is no export, and nothing is sent', async () => {
  const store = await start()
  const { app, workspaceId, fake } = bench
  const { listId } = makeList(app.dir, { workspaceId, name: 'Dentists', count: 20 })
  store.raw.exec(`create trigger full before insert on export_cost begin select raise(abort, 'disk is full'); end`)
  await expect(startExport(app, listId, newCampaignSettings('Dentists'))).rejects.toBeDefined()
  expect((await app.call('exports.list', { workspaceId, page: {} })).rows).toEqual([])
  expect(fake.world.workspaces[0]?.campaigns.size).toBe(0)
  store.raw.exec('drop trigger full')
  const { summary } = await ended(app, await startExport(app, listId, newCampaignSettings('Dentists')))
  expect(summary.totals.uploaded).toBe(20)
})
