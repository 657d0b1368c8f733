/** The app is killed while a step over many leads is undone: after the next start it is undone completely. */
import { afterEach, expect, test } from 'vitest'
import type { ListId } from '#shared/ids.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { startAfterKill, startHere, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { goneIsNothing } from '../../../support/crash/crash-bench.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { makeList } from '../../../support/lists.ts'

const nobody = 'http://127.0.0.1:9'
const leads = 1_200
let app: UnkilledApp
afterEach(async () => {
  if (!app.dead()) await app.kill()
})

const readyIn = async (listId: ListId) => (await app.call('lists.get', { listId })).gates.ready

test.each(['move', 'copy'] as const)(
  'Killed while leads are taken out of the list they were brought to (%s), they end up where they came from',
  async (kind) => {
    const dir = temporaryDir('sendoff-undo-killed-')
    app = startHere(dir, nobody)
    const { id: workspaceId } = await app.call('workspaces.create', { name: 'Acme', colour: 1 })
    const { listId } = makeList(dir, { workspaceId, name: 'From', count: leads })
    const choice = { all: {} }
    const { actionId, targetListId } = await app.call('lists.transfer', { listId, choice, kind, into: { name: 'To' } })
    await app.kill()

    app = await startCrashingApp(dir, nobody, {
      dying: { table: 'lead', column: 'removed', nth: leads / 2, when: 'committed' },
    })
    await app.call('lists.undo', { actionId }).catch(goneIsNothing)
    await app.gone

    app = await startAfterKill(dir, nobody)
    await until('the undo to be complete', async () => (await app.call('lists.history', { listId }))[0]?.undone)
    expect([await readyIn(listId), await readyIn(targetListId)]).toEqual([leads, 0])
    expect(await app.call('lists.removeLeads', { listId, choice })).toMatchObject({ count: leads })
  },
)
