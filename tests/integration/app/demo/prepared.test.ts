import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { Clock } from '#backend/core/deps.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { contract } from '#shared/contract/index.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { askEverything, queryNames } from '../../../support/ask-everything.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { fewPeople } from '../../../support/demo.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { rowsOf } from '../../../support/rows-of.ts'

/** While there is no client a demo is prepared in the background, so that opening it takes no time. */

const nobody = 'http://127.0.0.1:9'
const open: TestBackend[] = []

function start(options: Partial<Parameters<typeof startBackend>[0]>): TestBackend {
  const app = startBackend({ ...fewPeople, instantlyUrl: nobody, keyProtection: 'plain', ...options })
  open.push(app)
  return app
}

afterEach(async () => {
  for (const app of open.splice(0)) await app.stop().catch(() => undefined)
})

type Prepared = { readonly folder: string; readonly workspaces: readonly WorkspaceId[] }

/** Returns the prepared demo according to the store. */
function preparedIn(dir: string): Prepared | null {
  const db = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  try {
    const kept = db.prepare(`select value from setting where key = 'demoPrepared'`).pluck().get()
    return typeof kept === 'string' ? JSON.parse(kept) : null
  } finally {
    db.close()
  }
}

function everyClient(dir: string): readonly WorkspaceId[] {
  const db = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  try {
    return db.prepare('select id from workspace order by id').pluck().all() as WorkspaceId[]
  } finally {
    db.close()
  }
}

/** Data of an app that stopped after preparing a demo: created once, copied for each test. */
let madeOnce: Promise<string> | undefined
async function preparedDir(): Promise<string> {
  madeOnce ??= (async () => {
    const app = startBackend({ ...fewPeople, instantlyUrl: nobody, keyProtection: 'plain', prepareDemoAfterMs: 0 })
    await prepared(app)
    await app.stop()
    return app.dir
  })()
  const dir = temporaryDir()
  fs.cpSync(await madeOnce, dir, { recursive: true })
  return dir
}
const preparedOf = (dir: string): Prepared => {
  const found = preparedIn(dir)
  if (!found) throw new Error('nothing is prepared')
  return found
}

const prepared = (app: TestBackend) => until('a demo to be prepared', () => preparedIn(app.dir))

/** Fields that name a row by its number, which find it whether visible or not. */
const rowNumbers = new Set(['listId', 'leadId', 'exportId', 'threadId', 'experimentId', 'callId', 'id', 'exportIds'])
/** Takes the number of a list or a campaign inside another field. */
const ofARow = 'exportHistory.page'
/** Queries about the whole app, with no client selected, as a window without clients can run them. */
const ofTheApp = queryNames.filter((name) => {
  const { properties = {} } = z.toJSONSchema(contract[name as keyof typeof contract].input, {
    unrepresentable: 'any',
    io: 'input',
  })
  return name !== ofARow && !Object.entries(properties).some(([field, of]) => rowNumbers.has(field) || isOf(field, of))
})
/** Whether a field requires certain campaigns and does not accept all. */
function isOf(field: string, of: unknown): boolean {
  return /^campaignIds?$/.test(field) && !(of as { anyOf?: unknown }).anyOf
}
/** Their answers contain the time or the size of the store. */
const aboutTheComputer = new Set(['jobs.list', 'service.view', 'backups.state'])

/** Waits for the last data that is read for each of its clients. */
const readAhead = (app: TestBackend) =>
  until('what is prepared to be read', () => {
    const db = new Database(path.join(app.dir, 'sendoff.db'), { readonly: true })
    try {
      const read = db
        .prepare(
          `select count(*) from workspace w where exists (select 1 from campaign c where c.workspace_id = w.id and c.details_key is c.totals_key)
             and exists (select 1 from mailbox m where m.workspace_id = w.id)
             and exists (select 1 from label_sync l where l.workspace_id = w.id and l.first_ended_at is not null)
             and not exists (select 1 from inbox_cursor i where i.workspace_id = w.id and i.back_done = 0)
             and exists (select 1 from inbox_cursor i where i.workspace_id = w.id)`,
        )
        .pluck()
        .get()
      return read === 2
    } finally {
      db.close()
    }
  })

test.each([
  ['just prepared', temporaryDir],
  // The app ended as soon as it was there.
  ['prepared before a restart', preparedDir],
])(
  'A demo that was %s is read before it is opened: emails, campaigns, labels and accounts are shown at once',
  async (_, folder) => {
    const app = start({ dir: await folder(), prepareDemoAfterMs: 0 })
    await prepared(app)
    await readAhead(app)
    await app.call('demo.create', {})
    const all = { workspaceId: null, partId: null }
    const { lines } = await app.call('home.clients', {})
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      expect(line.sums.sent).toBeGreaterThan(0)
      expect(line.sums.interested).not.toBeNull()
      expect(line.accounts.all).toBeGreaterThan(0)
    }
    expect((await app.call('inbox.counts', all)).mails.known).toBe(true)
    expect((await app.call('inbox.syncState', { workspaceId: null })).readingBack).toBe(0)
  },
)

test('A prepared demo is not visible anywhere', async () => {
  const dir = temporaryDir()
  const nobodys = { workspaceId: null, client: null, partId: null, page: {} }
  const without = start({ dir })
  const before = await askEverything(without, ofTheApp, () => nobodys)
  await without.stop()
  const app = start({ dir, prepareDemoAfterMs: 0 })
  await prepared(app)
  await readAhead(app)
  const after = await askEverything(app, ofTheApp, () => nobodys)
  const differ = ofTheApp.filter((name) => !aboutTheComputer.has(name) && after.get(name) !== before.get(name))
  expect(differ).toEqual([])
})

test('Opening a prepared demo gives the same as building it now', async () => {
  const dir = await preparedDir()
  const { folder, workspaces } = preparedOf(dir)
  const app = start({ dir, prepareDemoAfterMs: 0 })
  const { clients, now } = await app.call('demo.create', {})
  expect(clients).toEqual(workspaces)
  expect(Math.abs(Date.parse(now ?? '') - Date.now())).toBeLessThan(60_000)
  expect(preparedIn(app.dir)).toBeNull()
  expect(fs.readdirSync(path.join(app.dir, 'demo'))).toEqual([folder])
  for (const workspaceId of clients) {
    expect((await app.call('exports.list', { workspaceId, page: {} })).rows.map(({ state }) => state)).toEqual([
      'done',
      'done',
    ])
    expect((await app.call('exports.choices', { workspaceId })).campaigns.length).toBeGreaterThan(2)
  }
})

test('Opening the demo during its preparation gives that one', async () => {
  const app = start({ prepareDemoAfterMs: 0 })
  await until('it to be begun', () => fs.existsSync(path.join(app.dir, 'demo')))
  const { clients } = await app.call('demo.create', {})
  expect(clients).toHaveLength(2)
  expect(everyClient(app.dir)).toEqual(clients)
})

test('A prepared demo survives a restart, and is rebuilt for another version', async () => {
  const dir = await preparedDir()
  const { workspaces, folder } = preparedOf(dir)
  const again = start({ dir })
  await again.call('workspaces.list', {})
  expect(preparedIn(dir)?.folder).toBe(folder)
  await again.stop()

  const updated = start({ dir, appVersion: '0.0.1' })
  expect((await updated.call('demo.create', {})).clients.some((id) => workspaces.includes(id))).toBe(false)
  expect(rowsOf(dir, workspaces)).toEqual({})
  expect(fs.readdirSync(path.join(dir, 'demo'))).not.toContain(folder)
})

test('A prepared demo that is too old is not shown', async () => {
  const dir = await preparedDir()
  const { workspaces } = preparedOf(dir)
  const later: Clock = { ...systemClock, now: () => Date.now() + 13 * 3_600_000 }
  const again = start({ dir, clock: later })
  await again.call('workspaces.list', {})
  expect(preparedIn(dir)).toBeNull()
  expect(rowsOf(dir, workspaces)).toEqual({})
})

test('A prepared demo with an unreadable world is rebuilt', async () => {
  const dir = await preparedDir()
  const { folder } = preparedOf(dir)
  const first = start({ dir, prepareDemoAfterMs: 0 })
  fs.writeFileSync(path.join(first.dir, 'demo', folder, 'world'), 'not a world')
  const { clients } = await first.call('demo.create', {})
  expect(everyClient(first.dir)).toEqual(clients)
  expect((await first.call('demo.state', {})).damaged).toBe(false)
})

test.each(['prepared', 'being prepared', 'being read'])(
  'a first client while it is %s: all its rows are removed',
  async (when) => {
    const instantly = await startFakeInstantly()
    const dir = when === 'prepared' ? await preparedDir() : temporaryDir()
    const app = start({ dir, instantlyUrl: instantly.url, keyProtection: 'keyring', prepareDemoAfterMs: 0 })
    try {
      if (when === 'being prepared') await until('its clients to be there', () => everyClient(app.dir).length === 2)
      if (when === 'being read') await prepared(app)
      const unseen = everyClient(app.dir)
      expect(unseen).toHaveLength(2)
      const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, key: instantly.key })
      await until('it to be gone', () => everyClient(app.dir).length === 1)
      expect(everyClient(app.dir)).toEqual([workspace.id])
      await app.stop()
      expect(rowsOf(app.dir, unseen)).toEqual({})
      expect(preparedIn(app.dir)).toBeNull()
      expect(fs.readdirSync(app.dir)).not.toContain('demo/world')
    } finally {
      await instantly.close()
    }
  },
)

test('Metrics written while the demo is removed leave no rows behind', async () => {
  const instantly = await startFakeInstantly()
  const app = start({ instantlyUrl: instantly.url, keyProtection: 'keyring', prepareDemoAfterMs: 0 })
  const db = new Database(path.join(app.dir, 'sendoff.db'), { readonly: true })
  try {
    await prepared(app)
    await readAhead(app)
    const unseen = everyClient(app.dir)
    // Deleted late: by then its figures are gone, and those of the last calls are still in memory.
    const lists = db.prepare('select count(*) from lead_list where workspace_id = ?').pluck()
    await app.call('workspaces.addKey', { workspaceId: null, key: instantly.key })
    for (const id of unseen) {
      while (lists.get(id) !== 0) await new Promise((resolve) => setImmediate(resolve))
      await app.call('service.view', { workspaceId: null, span: 'day' })
    }
    await until('it to be gone', () => everyClient(app.dir).length === 1)
    expect(rowsOf(app.dir, unseen)).toEqual({})
  } finally {
    db.close()
    await instantly.close()
  }
})
