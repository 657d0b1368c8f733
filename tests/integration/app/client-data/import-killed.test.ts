/** The import of a client's folder, killed at any point: the client is there completely, or not at all and again importable. */
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { ownedTablesOf } from '#backend/app/demo/remove-rows.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { startAfterKill, startHere } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import type { DieAt } from '../../../support/crash/die-at.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

const nobody = 'http://127.0.0.1:9'

/** Makes a data folder with one client, and the folder of another. */
async function makeFolders() {
  const [from, to] = [temporaryDir('sendoff-import-from-'), temporaryDir('sendoff-import-to-')]
  const there = startHere(to, nobody)
  const staying = await there.call('workspaces.create', { name: 'Staying', colour: 1 })
  await there.kill()
  makeList(to, { workspaceId: staying.id, name: 'Own', count: 500 })
  const app = startHere(from, nobody)
  const { id } = await app.call('workspaces.create', { name: 'Arriving', colour: 2 })
  makeList(from, { workspaceId: id, name: 'List', count: 6_000 })
  // The test host exports to the folder where it saves everything.
  const folder = (await app.call('clientData.export', { workspaceId: id }))?.path ?? ''
  await app.kill()
  return { to, folder, staying: staying.id }
}

function rowsOf(raw: Database.Database, workspaceId: number) {
  return ownedTablesOf(raw)
    .map(({ table, condition }) => [
      table,
      raw.prepare(`select count(*) from "${table}" where ${condition}`).pluck().get({ workspaceId }),
    ])
    .filter(([, count]) => count !== 0)
}

const places: readonly (DieAt | null)[] = [
  { table: 'workspace', nth: 1, when: 'committed' },
  null,
  { table: 'workspace', nth: 1, when: 'committed', column: 'demo' },
  null,
  { table: 'workspace', nth: 1, when: 'inside', column: 'demo' },
]
const kills = Number(process.env['IMPORT_KILLS'] ?? times(2, 60))

it(`Killed at ${kills} points, a client is imported completely or not at all, and the other keeps its rows`, async () => {
  const random = createRandom(Number(process.env['IMPORT_SEED'] ?? 5))
  const { to, folder, staying } = await makeFolders()
  for (let done = 0; done < kills; done += 1) {
    const dir = temporaryDir('sendoff-import-killed-')
    fs.cpSync(to, dir, { recursive: true })
    const dying = places[done % places.length] ?? null
    const killable = await startCrashingApp(dir, nobody, { dying })
    const imported = killable.call('clientData.import', { folder }).catch(() => null)
    if (dying === null) {
      for (let turns = Math.floor(random() * 600); turns > 0; turns -= 1)
        await new Promise((resolve) => setImmediate(resolve))
      await killable.kill()
    } else await killable.gone
    await imported
    const app = await startAfterKill(dir, nobody)
    const names = (await app.call('workspaces.list', {})).map(({ name }) => name).toSorted()
    expect([['Staying'], ['Arriving', 'Staying']]).toContainEqual(names)
    const raw = new Database(path.join(dir, 'sendoff.db'))
    expect(raw.pragma('foreign_key_check')).toEqual([])
    const own = rowsOf(raw, staying)
    if (names.length === 1) await app.call('clientData.import', { folder })
    await app.kill()
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(raw.pragma('foreign_key_check')).toEqual([])
    expect(rowsOf(raw, staying)).toEqual(own)
    expect(raw.prepare('select count(*) from lead').pluck().get()).toBe(6_500)
    raw.close()
  }
}, 600_000)
