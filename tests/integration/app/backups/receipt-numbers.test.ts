/** The number of a receipt is on papers of third parties, so no restore or later erasure may reuse it. */
import { afterEach, expect, it } from 'vitest'
import { addReceipts } from '#backend/app/backups/deleted-since.ts'
import { clientRemovals, saveRemoval } from '#backend/app/client-data/removal-store.ts'
import { openStore } from '#backend/core/db/open.ts'
import type { ClientRemoval } from '#shared/contract/app/client-data.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { migrationsDir, startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'

const apps: TestBackend[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop()
})
function start(): TestBackend {
  const app = startBackend({ instantlyUrl: null })
  apps.push(app)
  return app
}

async function erased(app: TestBackend, email: string): Promise<string> {
  const { id } = await app.call('people.erase', { email, typed: email, block: false })
  const done = await until('the person to be erased', async () =>
    (await app.call('people.erasures', {})).find((one) => one.id === id && one.state === 'done'),
  )
  return done.fingerprint
}
const numbers = async (app: TestBackend) =>
  Object.fromEntries((await app.call('people.erasures', {})).map(({ id, fingerprint }) => [fingerprint, id]))
const settled = (app: TestBackend) =>
  until('nobody to be looked for any more', async () =>
    (await app.call('people.erasures', {})).every(({ state }) => state === 'done'),
  )

it('A person erased again gets a receipt with a new number, and a restore keeps all numbers', async () => {
  const app = start()
  app.place = temporaryDir()
  await app.call('backups.chooseFolder', {})
  await app.call('backups.start', {})
  const copy = (await app.call('backups.state', {})).copies?.[0]?.path ?? ''
  const ann = await erased(app, 'ann@prospect.example')
  const bob = await erased(app, 'bob@prospect.example')
  expect(await numbers(app)).toEqual({ [ann]: 1, [bob]: 2 })
  expect(await erased(app, 'ann@prospect.example')).toBe(ann)
  expect(await numbers(app)).toEqual({ [ann]: 3, [bob]: 2 })
  const other = start()
  await erased(other, 'own@prospect.example')
  for (const each of [app, other]) {
    await each.call('backups.restore', { path: copy })
    await until('the copy to be there', async () => (await each.call('backups.state', {})).restored)
    await settled(each)
    expect(await numbers(each)).toMatchObject({ [ann]: 3, [bob]: 2 })
    const cleo = await erased(each, 'cleo@prospect.example')
    expect(Math.max(...Object.values(await numbers(each)))).toBe((await numbers(each))[cleo])
    expect(new Set(Object.values(await numbers(each))).size).toBe(Object.values(await numbers(each)).length)
  }
})

it('Receipts of clients keep their numbers in a restored copy; one of another computer gets the next', () => {
  const store = openStore(temporaryDir(), migrationsDir)
  const removal = (id: number, name: string, askedAt: number): ClientRemoval => ({
    id,
    // A client that does not exist.
    workspaceId: (id * 10) as WorkspaceId,
    name,
    createdAt: name,
    state: 'done',
    askedAt,
    endedAt: askedAt,
    problem: null,
    receipt: {
      rows: 0,
      leads: 0,
      emails: 0,
      events: 0,
      exports: 0,
      keys: 0,
      crms: 0,
      sources: 0,
      reports: 0,
      webhook: 'none',
      relay: false,
    },
  })
  // The clock was set back between the two.
  const [inCopy, since, elsewhere] = [removal(1, 'Kessler', 900), removal(4, 'Brandt', 500), removal(1, 'Lindner', 100)]
  saveRemoval(store, inCopy, 0)
  addReceipts(store.raw, [inCopy, since, elsewhere], '2026-11-23T03:00:00Z')
  const kept = clientRemovals(store).map(({ id, name }) => [id, name])
  expect(kept).toEqual([
    [1, 'Kessler'],
    [4, 'Brandt'],
    [5, 'Lindner'],
  ])
  store.raw.close()
})
