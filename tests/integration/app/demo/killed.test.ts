import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { startAfterKill, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { demoDir } from '../../../support/demo.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'
import { rowsOf } from '../../../support/rows-of.ts'

/** Kills the process at one instant after the other and then expects a complete demo or none. */

let app: UnkilledApp
afterEach(async () => {
  if (!app.dead()) await app.kill()
})

const nobody = 'http://127.0.0.1:9'
const folders = (dir: string) => (existsSync(path.join(dir, 'demo')) ? readdirSync(path.join(dir, 'demo')) : [])

async function start(dir: string): Promise<void> {
  app = await startCrashingApp(dir, nobody)
}

/** Kills the process `ms` after a command; returns whether the command was answered before. */
async function killDuring(name: 'demo.create' | 'demo.reset' | 'demo.remove', ms: number): Promise<boolean> {
  const answered = app.call(name, {}).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'BACKEND_GONE') return false
      throw error
    },
  )
  await new Promise((resolve) => setTimeout(resolve, ms))
  await app.kill()
  return answered
}

function everyId(dir: string): readonly number[] {
  const db = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  const last = db
    .prepare(`select coalesce(max(seq), 0) from sqlite_sequence where name = 'workspace'`)
    .pluck()
    .get() as number
  db.close()
  return Array.from({ length: last }, (_, index) => index + 1)
}

/** Checks that there is a complete demo or none. Returns its clients. */
async function wholeOrNone(dir: string): Promise<readonly WorkspaceId[]> {
  app = await startAfterKill(dir, nobody)
  const { clients, damaged } = await app.call('demo.state', {})
  const shown = await app.call('workspaces.list', { archived: true })
  expect(shown.map(({ id }) => id)).toEqual(clients)
  const others = everyId(dir).filter((id) => !clients.some((client) => client === id))
  expect(rowsOf(dir, others)).toEqual({})
  expect(folders(dir)).toHaveLength(clients.length === 0 ? 0 : 1)
  expect(damaged).toBe(false)
  if (clients.length === 0) return clients
  expect(clients).toHaveLength(2)
  for (const workspaceId of clients) {
    expect((await app.call('lists.all', { workspaceId })).length).toBeGreaterThanOrEqual(3)
    const { rows } = await app.call('exports.list', { workspaceId, page: {} })
    expect(rows.map(({ state }) => state)).toEqual(['done', 'done'])
    expect((await app.call('exports.choices', { workspaceId })).campaigns.length).toBeGreaterThan(2)
  }
  return clients
}

test('Killed while it is made, the demo is complete or absent', async () => {
  const dir = temporaryDir('sendoff-demo-')
  for (const ms of [900, 60, 1_800].slice(0, times(1, 3))) {
    await start(dir)
    const answered = await killDuring('demo.create', ms)
    const clients = await wholeOrNone(dir)
    if (answered) expect(clients).toHaveLength(2)
    if (clients.length > 0) await app.call('demo.remove', {})
    await app.kill()
  }
})

test('Killed while it is reset, the old or the new demo exists, never none', async () => {
  const dir = await demoDir('small')
  for (const ms of [700, 2_200].slice(0, times(1, 2))) {
    await start(dir)
    await killDuring('demo.reset', ms)
    expect(await wholeOrNone(dir)).toHaveLength(2)
    await app.kill()
  }
})

test('Killed while it is removed, the demo is complete or absent', async () => {
  for (const ms of [60, 0].slice(0, times(1, 2))) {
    const dir = await demoDir('small')
    await start(dir)
    const { clients } = await app.call('demo.state', {})
    makeList(dir, { workspaceId: clients[0] as WorkspaceId, name: 'Big', count: 25_000, heldEvery: 9 })
    const answered = await killDuring('demo.remove', ms)
    const left = await wholeOrNone(dir)
    if (answered) expect(left).toEqual([])
    await app.kill()
  }
})
