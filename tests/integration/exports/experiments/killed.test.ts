/** The process is killed while leads get or lose their variants: the list is as before, or as after. */
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { temporaryDir } from '../../../support/backend.ts'
import { startAfterKill, startHere, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { times } from '../../../support/long.ts'
import { settings, suggested, writeFile } from '../../leads/support.ts'
import { leadRows, leadsOf, plan, variantsOf } from './support.ts'

const nobody = 'http://127.0.0.1:9'
const rowCount = 12_000
let app: UnkilledApp
afterEach(async () => {
  if (!app.dead()) await app.kill()
})

let made: ReturnType<typeof makeList> | null = null
/** Creates a separate folder with the list, and a killable app on it; the list is created once. */
async function startList() {
  const { dir: from, ...ids } = await (made ??= makeList())
  const dir = temporaryDir('sendoff-experiment-')
  fs.cpSync(from, dir, { recursive: true })
  app = await startCrashingApp(dir, nobody)
  return { dir, ...ids }
}

async function makeList() {
  const dir = temporaryDir('sendoff-experiment-')
  app = startHere(dir, nobody)
  const { id: workspaceId } = await app.call('workspaces.create', { name: 'Acme', colour: 1 })
  const draft = await app.call('imports.open', { workspaceId, path: writeFile(dir, 'leads.csv', leadRows(rowCount)) })
  const list = await app.call('imports.save', {
    importId: draft.importId,
    mapping: suggested(draft),
    settings,
    into: { name: 'Leads' },
  })
  const { id } = await app.call('experiments.save', { id: null, listId: list.id, plan, seed: 'seed1' })
  await app.kill()
  return { dir, listId: list.id, id }
}

/** Kills the process as soon as a count in its store passes a mark. */
async function killWhen(dir: string, isReached: (count: number) => boolean) {
  const db = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  const count = db.prepare('select count(*) from lead_change').pluck()
  while (!isReached(count.get() as number)) await new Promise((resolve) => setTimeout(resolve, 1))
  db.close()
  await app.kill()
}

test.for([6000, 1].slice(0, times(1, 2)))(
  'killed after %i leads got their variant, nothing of it is left, and the next time it is complete',
  async (mark) => {
    const { dir, listId, id } = await startList()
    const before = leadsOf(dir, listId)
    const applying = app.call('experiments.apply', { id }).then(
      () => 'applied',
      () => 'killed',
    )
    await killWhen(dir, (count) => count >= mark)
    expect(await applying).toBe('killed')
    expect(leadsOf(dir, listId)).not.toEqual(before)
    app = await startAfterKill(dir, nobody)
    expect(leadsOf(dir, listId)).toEqual(before)
    expect(await app.call('lists.history', { listId })).toEqual([])
    expect(await app.call('experiments.get', { id })).toMatchObject({ state: 'planned', assigned: 0 })
    expect((await app.call('experiments.apply', { id })).count).toBe(rowCount)
    const variants = [...variantsOf(dir, listId).values()]
    expect(variants.filter((name) => name === 'Own')).toHaveLength(rowCount / 2)
  },
)

test('A split that was half undone is undone completely', async () => {
  const { dir, listId, id } = await startList()
  const before = leadsOf(dir, listId)
  const { actionId } = await app.call('experiments.apply', { id })
  const undoing = app.call('lists.undo', { actionId }).catch(() => undefined)
  await killWhen(dir, (count) => count < rowCount)
  await undoing
  app = await startAfterKill(dir, nobody)
  expect(leadsOf(dir, listId)).toEqual(before)
  expect(await app.call('experiments.get', { id })).toMatchObject({ state: 'planned', step: null })
})
