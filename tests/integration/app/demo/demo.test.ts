import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { quickOptOuts, startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { demoDir, fewPeople } from '../../../support/demo.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { rowsOf } from '../../../support/rows-of.ts'
import { watchNetwork } from '../../../support/watch-network.ts'

/** Nobody listens there, so any network access fails. */
const nobody = 'http://127.0.0.1:9'
const open: TestBackend[] = []

function start(options: Partial<Parameters<typeof startBackend>[0]> = {}): TestBackend {
  // The demo must need neither a keyring nor a passphrase.
  const app = startBackend({ ...fewPeople, instantlyUrl: nobody, keyProtection: 'plain', ...options })
  open.push(app)
  return app
}

const startWithDemo = async (options: Partial<Parameters<typeof startBackend>[0]> = {}) =>
  start({ ...options, dir: await demoDir() })
const startWithSmallDemo = async (options: Partial<Parameters<typeof startBackend>[0]> = {}) =>
  start({ ...options, dir: await demoDir('small') })

afterEach(async () => {
  for (const app of open.splice(0)) await app.stop().catch(() => undefined)
})

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

async function sendOff(app: TestBackend, workspaceId: WorkspaceId) {
  const lists = await app.call('lists.all', { workspaceId })
  const waiting = lists.find((list) => list.exportCount === 0)
  if (!waiting) throw new Error('no list waits')
  const { id } = await app.call('exports.start', {
    listId: waiting.id,
    settings: newCampaignSettings('Sent off by hand'),
    idempotencyKey: crypto.randomUUID(),
  })
  return until('the export to end', async () => {
    const { summary } = await app.call('exports.ledger', { exportId: id })
    return summary.state === 'done' ? summary : null
  })
}

describe('the demo', () => {
  test('has people who opted out, known to its Instantly', async () => {
    const app = await startWithDemo({ optOutTimings: quickOptOuts })
    const listed = () => app.call('optOuts.list', { workspaceId: null, order: 'value', page: {} })
    const all = await until('all of them to be confirmed', async () => {
      const { rows } = await listed()
      // An uncertain opt-out is sent to Instantly only after a day.
      const told = rows.filter(({ atInstantly }) => atInstantly.tellAt === null)
      return told.length > 0 && told.every(({ atInstantly }) => atInstantly.state === 'confirmed') ? told : null
    })
    expect(all.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['hollins-freight.example', 'joan.okafor@brightmoor-storage.example']),
    )
    expect(new Set(all.map(({ workspaceId }) => workspaceId)).size).toBe(2)
    expect(all.every(({ words, source }) => words !== null || source === 'event')).toBe(true)
  })

  test('proves with its simulated Instantly that no event is missing', async () => {
    const app = await startWithDemo()
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
    for (const { id: workspaceId } of await app.call('workspaces.list', {})) {
      const asked = { workspaceId, fromDay: day(6), toDay: day(0) }
      await app.call('gaps.check', asked)
      const seen = await until('the comparison to end', async () => {
        const view = await app.call('gaps.view', asked)
        return view.check?.state === 'done' ? view : null
      })
      expect(seen.check?.added).toBe(0)
      expect(seen.counts.equal).toBeGreaterThan(10)
      // Today is not over; every earlier day is verified.
      expect(seen.rows.filter((row) => row.verdict !== 'equal' && row.day !== day(0))).toEqual([])
    }
  })

  test('fills every screen without key, keyring or network', async () => {
    const network = watchNetwork()
    const { clients, now } = await start().call('demo.create', {})
    expect(clients).toHaveLength(2)
    expect(Math.abs(Date.parse(now ?? '') - Date.now())).toBeLessThan(60_000)
    // With all of its people, as operators get it.
    const app = await startWithDemo()
    const shown = await app.call('workspaces.list', {})
    expect(shown).toHaveLength(2)
    for (const client of shown) {
      expect(client).toMatchObject({ demo: true, hasKey: true, keyState: 'active' })
      const lists = await app.call('lists.all', { workspaceId: client.id })
      expect(lists.length).toBeGreaterThan(1)
      expect(lists.every((list) => list.gates.ready > 0 && list.gates.ready < list.rowCount)).toBe(true)
      expect(lists.some((list) => list.exportCount === 0)).toBe(true)
      const exports = await app.call('exports.list', { workspaceId: client.id, page: {} })
      expect(exports.rows.length).toBeGreaterThan(1)
      for (const { state, totals, createdAt } of exports.rows) {
        expect(state).toBe('done')
        expect(totals.uploaded + totals.stayedBehind + totals.refused).toBe(totals.rows)
        expect(totals.uploaded).toBeGreaterThan(0)
        expect(Date.parse(createdAt)).toBeLessThan(Date.now() - 86_400_000)
      }
      const choices = await app.call('exports.choices', { workspaceId: client.id })
      expect(choices.campaigns.length).toBeGreaterThan(1)
      expect(choices.mailboxes.length).toBeGreaterThan(1)
      const health = await app.call('events.health', { workspaceId: client.id })
      expect(health).toMatchObject({ duplicates: 0, unknownTypes: [], unknownCampaigns: [], dead: 0 })
      expect(health.events).toBeGreaterThan(1_000)
      const { groups } = await app.call('money.overview', { workspaceId: client.id, period: 'quarter' })
      expect(groups[0]?.sums.costCents).toBeGreaterThan(0)
    }
    expect((await app.call('audit.list', { page: {} })).total).toBeGreaterThan(10)
    expect(network.stop()).toEqual([])
  })

  test('exports a list like any other client', async () => {
    const app = await startWithSmallDemo()
    const { clients } = await app.call('demo.state', {})
    const summary = await sendOff(app, clients[0] as WorkspaceId)
    expect(summary.totals.uploaded).toBeGreaterThan(0)
    expect(summary.totals.waiting).toBe(0)
  })

  test('survives a restart, with its exports', async () => {
    const first = await startWithDemo()
    const { clients } = await first.call('demo.state', {})
    const workspaceId = clients[0] as WorkspaceId
    const { campaignId } = await sendOff(first, workspaceId)
    const { happened } = await first.call('demo.moveOn', { days: 7 })
    expect(happened.sent).toBeGreaterThan(10)
    expect(happened.replied).toBeGreaterThan(0)
    const before = await first.call('demo.state', {})
    await first.stop()

    const again = start({ dir: first.dir })
    const after = await again.call('demo.state', {})
    expect(after.clients).toEqual(before.clients)
    expect(Date.parse(after.now ?? '') - Date.parse(before.now ?? '')).toBeLessThan(60_000)
    expect(Date.parse(after.now ?? '') - Date.now()).toBeGreaterThan(6 * 86_400_000)
    const { campaigns } = await again.call('exports.choices', { workspaceId })
    expect(campaigns.map(({ id }) => id)).toContain(campaignId)
  })

  test('accepts no key, cannot be archived, and has no page at Instantly', async () => {
    const app = await startWithSmallDemo({ keyProtection: 'keyring' })
    const { clients } = await app.call('demo.state', {})
    const workspaceId = clients[0] as WorkspaceId
    const key = 'a-key-of-a-real-workspace'
    expect(await code(app.call('workspaces.addKey', { workspaceId, key }))).toBe('DEMO_WORKSPACE')
    expect(await code(app.call('workspaces.testKey', { workspaceId, key }))).toBe('DEMO_WORKSPACE')
    expect(await code(app.call('workspaces.archive', { workspaceId, archived: true }))).toBe('DEMO_WORKSPACE')
    const { rows } = await app.call('exports.list', { workspaceId, page: {} })
    const exportId = rows[0]?.id as NonNullable<(typeof rows)[0]>['id']
    expect(await code(app.call('exports.openCampaign', { exportId }))).toBe('DEMO_WORKSPACE')
    expect(app.opened).toEqual([])
    app.savePath = path.join(app.dir, 'ledger.csv')
    await app.call('exports.saveCsv', { exportId, what: 'all' })
    expect(app.savedAs.at(-1)).toMatch(/^DEMO /)
    app.savePath = path.join(app.dir, 'calls.csv')
    await app.call('audit.saveCsv', { workspaceId })
    expect(app.savedAs.at(-1)).toMatch(/^DEMO /)
    app.savePath = path.join(app.dir, 'leads.csv')
    const [list] = await app.call('lists.all', { workspaceId, archived: false })
    if (!list) throw new Error('no list')
    await app.call('lists.saveCsv', { listId: list.id, choice: { all: {} } })
    expect(app.savedAs.at(-1)).toMatch(/^DEMO /)
    const dragged = await app.call('lists.dragFile', { listId: list.id })
    expect(path.basename(dragged.path)).toMatch(/^DEMO /)
  })

  test('with a damaged file says so, and a reset repairs it', async () => {
    const first = await startWithSmallDemo()
    await first.stop()
    const [folder] = fs.readdirSync(path.join(first.dir, 'demo'))
    fs.writeFileSync(path.join(first.dir, 'demo', folder ?? '', 'world'), 'not a world')

    const app = start({ dir: first.dir })
    const { clients, damaged } = await app.call('demo.state', {})
    expect(damaged).toBe(true)
    expect(await code(app.call('exports.choices', { workspaceId: clients[0] as WorkspaceId }))).toBe('DEMO_DAMAGED')
    expect(await app.call('demo.reset', {})).toMatchObject({ damaged: false })
  })
})

describe('a real client beside the demo', () => {
  test('each uses its own Instantly, and neither is in the other’s figures', async () => {
    const instantly = await startFakeInstantly()
    const app = await startWithSmallDemo({ instantlyUrl: instantly.url, keyProtection: 'keyring' })
    try {
      const { clients } = await app.call('demo.state', {})
      const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, key: instantly.key })
      expect(workspace.demo).toBe(false)
      const arrived = instantly.journal.entries.length
      expect(arrived).toBeGreaterThan(0)

      const simulated = await app.call('exports.choices', { workspaceId: clients[0] as WorkspaceId })
      await sendOff(app, clients[0] as WorkspaceId)
      const real = await app.call('exports.choices', { workspaceId: workspace.id })
      expect(simulated.campaigns.length).toBeGreaterThan(0)
      expect(real.campaigns).toEqual([])
      // Only the real client's own requests reached the server: no demo key, no lead, no campaign.
      const tokens = new Set(instantly.journal.entries.map(({ token }) => token))
      expect([...tokens]).toEqual([instantly.key])
      expect(instantly.journal.committedAddresses()).toEqual([])
      expect(instantly.journal.campaignsCreated()).toBe(0)

      // All clients means the real ones.
      expect((await app.call('exports.list', { workspaceId: null, page: {} })).total).toBe(0)
      const calls = await app.call('audit.list', { page: { limit: 500 } })
      expect(new Set(calls.rows.map((row) => row.workspaceId))).toEqual(new Set([null, workspace.id]))
    } finally {
      await app.stop()
      await instantly.close()
    }
  })

  test('keeps every row when the demo is removed', async () => {
    const instantly = await startFakeInstantly()
    const app = start({ instantlyUrl: instantly.url, keyProtection: 'keyring' })
    try {
      const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, key: instantly.key })
      const draft = await app.call('imports.paste', {
        workspaceId: workspace.id,
        text: 'Email\na@one.example\nb@two.example',
      })
      const list = await app.call('imports.save', {
        importId: draft.importId,
        mapping: draft.columns.map((column) => column.suggestion.target),
        settings: { holdUnverified: true },
        into: { name: 'Mine' },
      })
      const { clients } = await app.call('demo.create', {})
      const before = rowsOf(app.dir, [workspace.id])
      await app.call('demo.remove', {})
      expect(rowsOf(app.dir, clients)).toEqual({})
      expect(rowsOf(app.dir, [workspace.id])).toEqual(before)
      expect(fs.existsSync(path.join(app.dir, 'demo'))).toBe(false)
      expect(await app.call('demo.state', {})).toMatchObject({ clients: [], now: null })
      expect((await app.call('lists.all', { workspaceId: workspace.id })).map(({ id }) => id)).toEqual([list.id])
    } finally {
      await app.stop()
      await instantly.close()
    }
  })
})

describe('removing and resetting', () => {
  test('a reset gives a new demo, with nothing of the old one', async () => {
    const app = await startWithSmallDemo()
    const { clients: old } = await app.call('demo.state', {})
    await sendOff(app, old[0] as WorkspaceId)
    const { clients } = await app.call('demo.reset', {})
    expect(clients).toHaveLength(2)
    expect(clients.some((id) => old.includes(id))).toBe(false)
    expect(rowsOf(app.dir, old)).toEqual({})
    expect(fs.readdirSync(path.join(app.dir, 'demo'))).toHaveLength(1)
  })

  test('during an export ends the export first', async () => {
    const app = await startWithSmallDemo()
    const { clients } = await app.call('demo.state', {})
    const workspaceId = clients[0] as WorkspaceId
    const lists = await app.call('lists.all', { workspaceId })
    const listId = lists.find((list) => list.exportCount === 0)?.id
    if (listId === undefined) throw new Error('no list waits')
    await app.call('exports.start', {
      listId,
      settings: newCampaignSettings('Under way'),
      idempotencyKey: crypto.randomUUID(),
    })
    await app.call('demo.remove', {})
    expect(await app.call('exports.running', {})).toEqual([])
    expect(rowsOf(app.dir, clients)).toEqual({})
    // Unsaved measurements of its calls are removed too.
    await app.stop()
    expect(rowsOf(app.dir, clients)).toEqual({})
  })
})

describe('a power cut', () => {
  test('while the demo is removed: at the next start it is completely gone', async () => {
    const app = await startWithSmallDemo()
    const { clients } = await app.call('demo.state', {})
    await app.stop()
    // As if interrupted between two steps of the removal: marked, some rows deleted, its files still there.
    const db = new Database(path.join(app.dir, 'sendoff.db'))
    db.pragma('foreign_keys = OFF')
    db.prepare(`update workspace set demo = 'removing'`).run()
    db.prepare(`delete from setting where key = 'demo'`).run()
    db.prepare('delete from export_problem').run()
    db.prepare('delete from lead where id % 3 = 0').run()
    db.close()

    const again = start({ dir: app.dir })
    expect(await again.call('workspaces.list', { archived: true })).toEqual([])
    expect(rowsOf(app.dir, clients)).toEqual({})
    expect(fs.existsSync(path.join(app.dir, 'demo'))).toBe(false)
  })

  test('while the demo is made: at the next start there is none, and it can be made', async () => {
    const app = await startWithSmallDemo()
    const { clients } = await app.call('demo.state', {})
    await app.stop()
    const db = new Database(path.join(app.dir, 'sendoff.db'))
    db.prepare(`update workspace set demo = 'building'`).run()
    db.prepare(`update export_run set state = 'running'`).run()
    db.prepare(`delete from setting where key = 'demo'`).run()
    db.close()

    const again = start({ dir: app.dir })
    expect(await again.call('workspaces.list', { archived: true })).toEqual([])
    expect(rowsOf(app.dir, clients)).toEqual({})
    expect((await again.call('demo.create', {})).clients).toHaveLength(2)
  })
})
