import type { Database } from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { AppError } from '#shared/errors.ts'
import type { ExportId } from '#shared/ids.ts'
import { errorsEn } from '#shared/texts/en/core/errors.ts'
import { quickTimings, startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import type { Fault } from '../../../support/instantly/fault-rules.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { makeList } from '../../../support/lists.ts'
import { createNetwork } from '../../../support/network.ts'

let bench: Bench
afterEach(async () => {
  await bench.close()
})

const list = (count: number) => makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Dentists', count })
const ledgerOf = (id: ExportId, app: TestBackend = bench.app) => app.call('exports.ledger', { exportId: id })
const waitsFor = (id: ExportId, ...codes: readonly string[]) =>
  until(`export to wait for ${codes.join(' or ')}`, async () => {
    const ledger = await ledgerOf(id)
    return ledger.summary.state === 'waiting' && codes.includes(ledger.summary.problem?.code ?? '') ? ledger : null
  })

/** Two requests with leads are answered; the others wait until they are released, however busy the machine is. */
const atWork = (fake = bench.fake) => fake.faults.hold({ method: 'POST', path: '/leads/add', nth: 3 })

describe('an export in trouble', () => {
  it('stops with the reason if its campaign is deleted at Instantly, and counts what was not sent', async () => {
    bench = await startBench()
    const first = await ended(bench.app, await startExport(bench.app, list(10).listId, newCampaignSettings('Target')))
    const campaignId = first.summary.campaignId ?? ''
    // The first request was that of the ten.
    const release = atWork()
    const { listId } = makeList(bench.app.dir, {
      workspaceId: bench.workspaceId,
      name: 'More',
      count: 4_000,
      tag: 'more',
    })
    const id = await startExport(bench.app, listId, existingCampaignSettings(campaignId))
    await until('first leads', async () => (await ledgerOf(id)).summary.totals.uploaded > 0)
    await fetch(`${bench.fake.url}/api/v2/campaigns/${campaignId}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${bench.fake.key}` },
    })
    release()
    const ledger = await ended(bench.app, id)
    expect(ledger.summary.state).toBe('failed')
    expect(ledger.summary.problem?.code).toBe('CAMPAIGN_NOT_FOUND')
    expect(ledger.summary.totals.waiting).toBeGreaterThan(0)
    expect(ledgerFaults(ledger)).toEqual([])
    // Its leads are in no campaign now, so the next export may have them.
    expect((await ledgerOf(first.summary.id)).summary.campaignGone).toBe(true)
  })

  it('asks before sending its leads into a campaign of its name with other emails', async () => {
    bench = await startBench()
    bench.fake.faults.latency({ ms: 600, commitAt: 0.9 })
    bench.fake.faults.script({ method: 'POST', path: '/campaigns', fault: { kind: 'reset', when: 'before_commit' } })
    const id = await startExport(bench.app, list(5).listId, newCampaignSettings('Autumn'))
    await until('the request', () => bench.fake.journal.requests('POST', '/api/v2/campaigns').length === 1)
    bench.fake.faults.latency(null)
    const steps = [{ type: 'email', delay: 1, variants: [{ subject: 'Theirs', body: '<div>Other</div>' }] }]
    const body = { ...campaignBody, name: 'Autumn', sequences: [{ steps }] }
    const theirs = (await createAsk(bench.fake)('POST', '/campaigns', body)).body['id']
    await waitsFor(id, 'CAMPAIGN_CREATION_UNCLEAR')
    expect((await ledgerOf(id)).question).toMatchObject({ candidates: [{ id: theirs }] })
    expect(bench.fake.journal.requests('POST', '/api/v2/leads/add')).toEqual([])
    await bench.app.call('exports.answer', { exportId: id, answer: { kind: 'create_again' } })
    const { summary } = await ended(bench.app, id)
    expect(summary).toMatchObject({ state: 'done', totals: { uploaded: 5 } })
    expect(summary.campaignId).not.toBe(theirs)
  })

  it('settles a lost answer even if an address has letters beyond ASCII', async () => {
    bench = await startBench()
    bench.fake.faults.script({ method: 'POST', path: '/leads/add', fault: { kind: 'reset', when: 'after_commit' } })
    const emailOf = (row: number) => (row === 3 ? 'käthe@müller.example' : `lead${row}@list.example`)
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Umlaut', count: 150, emailOf })
    const ledger = await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('Umlaut')), 20_000)
    expect(ledger.summary.totals).toMatchObject({ uploaded: 150, refused: 0 })
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
    expect(bench.fake.violations).toEqual([])
  })

  it('continues if Instantly does not know its new campaign yet', async () => {
    bench = await startBench()
    bench.fake.faults.script({
      method: 'POST',
      path: '/leads/add',
      fault: { kind: 'status', status: 404, when: 'before_commit' },
    })
    const ledger = await ended(bench.app, await startExport(bench.app, list(20).listId, newCampaignSettings('New')))
    expect(ledger.summary).toMatchObject({ state: 'done', totals: { uploaded: 20 } })
  })

  it('sends the rest of a request that Instantly interrupted, and nobody twice', async () => {
    bench = await startBench()
    bench.fake.faults.script(
      { method: 'POST', path: '/leads/add', fault: { kind: 'reset', when: 'part_way' } },
      // The rest, interrupted again.
      { method: 'POST', path: '/leads/add', nth: 3, fault: { kind: 'status', status: 500, when: 'part_way' } },
    )
    const ledger = await ended(bench.app, await startExport(bench.app, list(1_500).listId, newCampaignSettings('Half')))
    expect(ledger.summary.totals).toMatchObject({ uploaded: 1_500, refused: 0 })
    const page = { offset: 900, limit: 200 }
    const { rows } = await bench.app.call('exports.rows', { exportId: ledger.summary.id, outcome: 'uploaded', page })
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 200 }, (_, at) => at + 901))
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
    expect(ledgerFaults(ledger)).toEqual([])
    expect(bench.fake.violations).toEqual([])
  })

  it.each<[string, Fault]>([
    ['a rate limit', { kind: 'status', status: 429, when: 'after_commit' }],
    ['a firewall', { kind: 'html', status: 403, when: 'after_commit' }],
    ['a proxy that gave up', { kind: 'status', status: 499, when: 'after_commit' }],
    ['a redirect', { kind: 'status', status: 307, when: 'after_commit' }],
  ])('counts leads as its own that arrived although the answer was that of %s', async (_, fault) => {
    bench = await startBench()
    const ask = createAsk(bench.fake)
    const campaign_id = String((await ask('POST', '/campaigns', campaignBody)).body['id'])
    await ask('POST', '/leads/add', { campaign_id, leads: [{ email: 'lead2@list.example' }] })
    bench.fake.clock.advance(3_600_000)
    bench.fake.faults.script({ method: 'POST', path: '/leads/add', fault })
    const { listId } = list(20)
    const ledger = await ended(bench.app, await startExport(bench.app, listId, existingCampaignSettings(campaign_id)))
    expect(ledger.summary.totals).toMatchObject({ uploaded: 19, refused: 1, failed: 0 })
    expect(ledgerFaults(ledger)).toEqual([])
  })

  it.each<[string, Fault]>([
    ['a rate limit', { kind: 'status', status: 429, when: 'after_commit' }],
    ['a firewall', { kind: 'html', status: 403, when: 'after_commit' }],
  ])('creates one campaign although the answer to its creation was that of %s', async (_, fault) => {
    bench = await startBench()
    bench.fake.faults.script({ method: 'POST', path: '/campaigns', fault })
    const ledger = await ended(bench.app, await startExport(bench.app, list(5).listId, newCampaignSettings('Once')))
    expect(ledger.summary.totals).toMatchObject({ uploaded: 5 })
    expect(bench.fake.journal.campaignsCreated('Once')).toBe(1)
  })

  it('creates its campaign once a rate limit is over that refused it', async () => {
    bench = await startBench()
    const fault = { kind: 'status', status: 429, when: 'before_commit' } as const
    bench.fake.faults.script({ method: 'POST', path: '/campaigns', times: 3, fault })
    const ledger = await ended(bench.app, await startExport(bench.app, list(5).listId, newCampaignSettings('Late')))
    expect(ledger.summary).toMatchObject({ state: 'done', totals: { uploaded: 5 } })
    expect(bench.fake.journal.campaignsCreated('Late')).toBe(1)
  })

  it.each<['before_commit' | 'after_commit', string]>([
    ['before_commit', 'creates its campaign after all'],
    ['after_commit', 'uses the campaign that was created'],
  ])('goes on by itself if a refusal (%s) cannot be checked at once, and %s', async (when) => {
    bench = await startBench()
    const { faults, journal } = bench.fake
    const name = 'Unseen'
    faults.script({ method: 'POST', path: '/campaigns', fault: { kind: 'status', status: 429, when } })
    const unreadable = { method: 'GET', path: '/campaigns', fault: { kind: 'invalid_json' } } as const
    faults.at(`during_campaign_create_${when}`, () => faults.script(unreadable), { afterwards: 'go_on' })
    const ledger = await ended(bench.app, await startExport(bench.app, list(5).listId, newCampaignSettings(name)))
    expect(faults.fired.filter(({ what }) => what.startsWith('invalid_json'))).toHaveLength(1)
    expect(ledger.summary).toMatchObject({ state: 'done', totals: { uploaded: 5 } })
    expect(journal.campaignsCreated(name)).toBe(1)
  })

  it('does not count leads as rejected that Instantly lists a moment later than the others', async () => {
    bench = await startBench()
    // Later than the first checks, sooner than the last.
    bench.fake.faults.listLate(110)
    bench.fake.faults.script({ method: 'POST', path: '/leads/add', fault: { kind: 'reset', when: 'after_commit' } })
    const ledger = await ended(bench.app, await startExport(bench.app, list(60).listId, newCampaignSettings('Late')))
    expect(ledger.summary.totals).toMatchObject({ uploaded: 60, refused: 0 })
    expect(ledger.requests.settledByReading).toBe(1)
    expect(bench.fake.journal.addressesCommittedTwice()).toEqual([])
  })

  it('counts leads of a lost answer as its own that Instantly lists only after they were sent again', async () => {
    bench = await startBench()
    bench.fake.faults.listLate({ sentTimes: 2 })
    bench.fake.faults.script({ method: 'POST', path: '/leads/add', fault: { kind: 'reset', when: 'after_commit' } })
    const ledger = await ended(
      bench.app,
      await startExport(bench.app, list(1).listId, newCampaignSettings('Very late')),
    )
    expect(ledger.answers.duplicated_leads).toBe(1)
    expect(ledger.summary.totals).toMatchObject({ uploaded: 1, refused: 0 })
    expect(ledgerFaults(ledger)).toEqual([])
  })

  it('counts leads as removed that a deletion without an answer removed', async () => {
    bench = await startBench()
    const id = await startExport(bench.app, list(20).listId, newCampaignSettings('Undone'))
    await ended(bench.app, id)
    bench.fake.faults.script({ method: 'DELETE', path: '/leads', fault: { kind: 'reset', when: 'after_commit' } })
    expect(await bench.app.call('exports.takeBack', { exportId: id })).toEqual({ taken: 20, missing: 0, left: 0 })
  })

  it.each([false, true])(
    'counts as removed only what is gone, not what was moved elsewhere; an answer lost: %s',
    async (isLost) => {
      bench = await startBench()
      const { app, workspaceId } = bench
      const id = await startExport(app, list(20).listId, newCampaignSettings('Moved'))
      const { summary } = await ended(app, id)
      const from = { kind: 'campaign', id: summary.campaignId ?? '' } as const
      const ask = createAsk(bench.fake)
      const { id: listId } = (await ask('POST', '/lead-lists', { name: 'Later' })).body as unknown as { id: string }
      const { rows } = await app.call('remoteLeads.page', { workspaceId, place: from, after: null })
      const ids = rows.slice(0, 5).map((row) => row.id)
      await app.call('remoteLeads.move', { workspaceId, from, to: { kind: 'list', id: listId }, ids })
      const lost = { kind: 'reset', when: 'before_commit' } as const
      if (isLost) bench.fake.faults.script({ method: 'DELETE', path: '/leads', fault: lost })
      expect(await app.call('exports.takeBack', { exportId: id })).toEqual({ taken: 15, missing: 0, left: 5 })
      expect((await ledgerOf(id)).summary.takenBack).toBe(15)
    },
  )

  it('is not undone if Instantly deleted nobody, and can be undone again', async () => {
    bench = await startBench()
    const id = await startExport(bench.app, list(20).listId, newCampaignSettings('Not yet'))
    await ended(bench.app, id)
    const none = { kind: 'answer', body: { count: 0 }, when: 'before_commit' } as const
    bench.fake.faults.script({ method: 'DELETE', path: '/leads', fault: none })
    const undo = () => bench.app.call('exports.takeBack', { exportId: id })
    expect(await undo()).toEqual({ taken: 0, missing: 0, left: 20 })
    expect((await ledgerOf(id)).summary.takenBack).toBe(0)
    expect(await undo()).toEqual({ taken: 20, missing: 0, left: 0 })
    expect((await ledgerOf(id)).summary.takenBack).toBe(20)
  })

  it('says that an undo without an answer can be repeated, which removes the rest', async () => {
    bench = await startBench()
    const id = await startExport(bench.app, list(20).listId, newCampaignSettings('Cut short'))
    await ended(bench.app, id)
    const lost = { kind: 'reset', when: 'before_commit' } as const
    bench.fake.faults.script({ method: 'DELETE', path: '/leads', fault: lost, times: 4 })
    const undo = () => bench.app.call('exports.takeBack', { exportId: id })
    const error = await undo().then(
      () => null,
      (thrown: unknown) => thrown as AppError,
    )
    expect(error && errorsEn.OUTCOME_UNKNOWN(error.data).todo).toContain('Undo again')
    expect(await undo()).toEqual({ taken: 20, missing: 0, left: 0 })
  })

  it('waits while the network is gone and continues automatically', async () => {
    bench = await startBench()
    const network = await createNetwork(bench.fake.url)
    const app = startBackend({ instantlyUrl: network.url })
    const { workspace } = await app.call('workspaces.addKey', {
      workspaceId: null,
      name: 'Trains',
      key: bench.fake.key,
    })
    const release = atWork()
    const made = makeList(app.dir, { workspaceId: workspace.id, name: 'Trains', count: 4_000 })
    const id = await startExport(app, made.listId, newCampaignSettings('Trains'))
    await until('first leads', async () => (await ledgerOf(id, app)).summary.totals.uploaded > 0)
    await network.down()
    release()
    await until('waiting', async () => (await ledgerOf(id, app)).summary.state === 'waiting')
    await network.up()
    const ledger = await ended(app, id, 60_000)
    expect(ledger.summary.totals.uploaded).toBe(4_000)
    expect(ledgerFaults(ledger)).toEqual([])
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
    await app.stop()
    await network.close()
  })

  it('waits for a working key when its key is revoked, and continues with the next one', async () => {
    bench = await startBench({
      workspaces: [
        { name: 'Northwind', keys: [{ key: 'first-key-0001' }, { key: 'second-key-0002' }], leadLimit: 1_000_000 },
      ],
    })
    const release = atWork()
    const id = await startExport(bench.app, list(4_000).listId, newCampaignSettings('Revoked'))
    await until('first leads', async () => (await ledgerOf(id)).summary.totals.uploaded > 0)
    const [key] = bench.fake.world.workspaces[0]?.keys ?? []
    if (key) key.revoked = true
    release()
    const held = await waitsFor(id, 'INSTANTLY_API_KEY_REVOKED')
    expect(ledgerFaults(held)).toEqual([])
    const [workspace] = await bench.app.call('workspaces.list', {})
    expect(workspace?.keyState).toBe('revoked')
    await bench.app.call('workspaces.addKey', { workspaceId: bench.workspaceId, key: 'second-key-0002' })
    const ledger = await ended(bench.app, id)
    expect(ledger.summary.totals.uploaded).toBe(4_000)
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  })

  it.each([
    ['while it runs', false],
    ['while it waits because the old one was revoked', true],
  ])('continues with a key that replaces its own %s', async (_when, revokedBefore) => {
    bench = await startBench({
      workspaces: [
        { name: 'Northwind', keys: [{ key: 'first-key-0001' }, { key: 'second-key-0002' }], leadLimit: 1_000_000 },
      ],
    })
    const [before] = await bench.app.call('workspaces.list', {})
    const [old] = before?.keys ?? []
    const [remote] = bench.fake.world.workspaces[0]?.keys ?? []
    if (!old || !remote) throw new Error('no key')
    const release = atWork()
    const id = await startExport(bench.app, list(4_000).listId, newCampaignSettings('Replaced'))
    await until('first leads', async () => (await ledgerOf(id)).summary.totals.uploaded > 0)
    if (revokedBefore) {
      remote.revoked = true
      release()
      await waitsFor(id, 'INSTANTLY_API_KEY_REVOKED')
    }
    const { workspace } = await bench.app.call('workspaces.replaceKey', {
      workspaceId: bench.workspaceId,
      keyId: old.id,
      key: 'second-key-0002',
    })
    release()
    expect(workspace.keys).toMatchObject([{ masked: '••••••••0002', state: 'active' }])
    const ledger = await ended(bench.app, id)
    expect(ledger.summary.totals.uploaded).toBe(4_000)
    expect(ledgerFaults(ledger)).toEqual([])
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  })

  it('waits visibly for the passphrase after a restart on a computer without a keyring', async () => {
    bench = await startBench()
    const fake = await startFakeInstantly({
      workspaces: [{ name: 'Locked', keys: [{ key: 'locked-key-0001' }], leadLimit: 1_000_000 }],
    })
    const options = { instantlyUrl: fake.url, keyProtection: 'plain' } as const
    const before = startBackend(options)
    await before.call('vault.setPassphrase', { passphrase: 'correct horse battery' })
    const { workspace } = await before.call('workspaces.addKey', { workspaceId: null, name: 'Locked', key: fake.key })
    // More than may be in flight at once, so that some remain for the next start after the answers during shutdown.
    const made = makeList(before.dir, { workspaceId: workspace.id, name: 'Locked', count: 30_000 })
    const release = atWork(fake)
    const id = await startExport(before, made.listId, newCampaignSettings('Locked'))
    await until('first leads', async () => (await ledgerOf(id, before)).summary.totals.uploaded > 0)
    const stopped = before.stop()
    release()
    await stopped

    const after = startBackend({ ...options, dir: before.dir })
    await until('locked', async () => (await ledgerOf(id, after)).summary.problem?.code === 'KEYS_LOCKED')
    await expect(after.call('vault.unlock', { passphrase: 'wrong' })).rejects.toMatchObject({
      code: 'PASSPHRASE_WRONG',
    })
    await after.call('vault.unlock', { passphrase: 'correct horse battery' })
    const ledger = await ended(after, id)
    expect(ledger.summary.totals.uploaded).toBe(30_000)
    expect(fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
    await after.stop()
    await fake.close()
  })

  /** Starts the app and returns its own connection to the store, whose disk can be made full. */
  async function startOverStore(): Promise<Database> {
    let db: Database | null = null
    bench = await startBench({
      backend: {
        openStore: (...args) => {
          const store = openStore(...args)
          db = store.raw
          return store
        },
      },
    })
    return db as unknown as Database
  }

  it('sends nothing it cannot store while the disk is full, and continues once there is room', async () => {
    const raw = await startOverStore()
    const { listId } = list(4_000)
    const pages = raw.pragma('page_count', { simple: true }) as number
    raw.pragma(`max_page_count = ${pages + 3}`)
    const id = await startExport(bench.app, listId, newCampaignSettings('Full'))
    const told = () =>
      bench.app.events.filter(
        ({ name, payload }) =>
          name === 'export.progress' && 'problem' in payload && payload.problem?.code === 'STORE_FULL',
      ).length
    await until('the operator to be told', () => told() > 0)
    // Also once nothing is left to send and only answers still have to be recorded.
    const before = told()
    await until('the operator to be told for as long as it is full', () => told() > before + 3)
    raw.pragma('max_page_count = 1000000')
    const ledger = await ended(bench.app, id, 60_000)
    expect(ledger.summary.totals.uploaded).toBe(4_000)
    expect(ledgerFaults(ledger)).toEqual([])
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  })

  it('creates one campaign though the disk had no room for its id, and room again for the next write', async () => {
    const raw = await startOverStore()
    let refused = 0
    raw.function('test_full', () => {
      refused += 1
      if (refused === 1) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
      return null
    })
    raw.exec(`create temp trigger full before update of campaign_id on main.export_run
      when new.campaign_id is not null begin select test_full(); end`)
    const id = await startExport(bench.app, list(10).listId, newCampaignSettings('Full'))
    const ledger = await ended(bench.app, id)
    expect(refused).toBeGreaterThan(1)
    expect(ledger.summary.totals.uploaded).toBe(10)
    expect(bench.fake.journal.campaignsCreated('Full')).toBe(1)
  })

  it('can be resumed although the full disk could not record that it waits, and while it runs', async () => {
    const raw = await startOverStore()
    let isFull = false
    raw.function('test_full', () => {
      if (isFull) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
      return null
    })
    raw.exec('create temp trigger full before update on main.export_run begin select test_full(); end')
    const release = bench.fake.faults.hold({ method: 'POST', path: '/campaigns' })
    const id = await startExport(bench.app, list(10).listId, newCampaignSettings('Full'))
    isFull = true
    release()
    await until('the operator to be told', () =>
      bench.app.events.some(
        ({ name, payload }) =>
          name === 'export.progress' && 'problem' in payload && payload.problem?.code === 'STORE_FULL',
      ),
    )
    const resume = () => bench.app.call('exports.resume', { exportId: id })
    await expect(resume()).rejects.toMatchObject({ code: 'STORE_FULL' })
    isFull = false
    await resume()
    await resume()
    expect((await ended(bench.app, id)).summary.totals.uploaded).toBe(10)
  })

  it('that makes no progress for too long waits for the operator, and can be resumed', async () => {
    // Long enough that even a busy machine sends the first request before.
    bench = await startBench({ backend: { timings: { ...quickTimings, noProgressMs: 2_000 } } })
    const release = bench.fake.faults.hold({ method: 'POST', path: '/leads/add' })
    const id = await startExport(bench.app, list(10).listId, newCampaignSettings('Slow'))
    const held = await waitsFor(id, 'EXPORT_TIMEOUT')
    expect(held.summary.totals.waiting).toBe(10)
    // They were sent, so they are not shown as queued.
    const rows = () => bench.app.call('exports.rows', { exportId: id, outcome: 'all', page: {} })
    expect((await rows()).rows.map(({ unanswered }) => unanswered)).toEqual(Array(10).fill(true))
    release()
    await until('the late answer', async () => (await ledgerOf(id)).summary.totals.uploaded === 10)
    expect((await ledgerOf(id)).summary.state).toBe('waiting')
    await bench.app.call('exports.resume', { exportId: id })
    const ledger = await ended(bench.app, id)
    expect(ledger.summary.totals.uploaded).toBe(10)
    expect((await rows()).rows.some(({ unanswered }) => unanswered)).toBe(false)
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  })

  it('keeps leads that Instantly refuses as failed, and sends them again on request', async () => {
    bench = await startBench()
    bench.fake.faults.script({
      method: 'POST',
      path: '/leads/add',
      fault: { kind: 'status', status: 410, when: 'before_commit' },
    })
    const id = await startExport(bench.app, list(1_500).listId, newCampaignSettings('Retry'))
    const failed = await ended(bench.app, id)
    expect(failed.summary.totals).toMatchObject({ uploaded: 500, failed: 1000 })
    expect(ledgerFaults(failed)).toEqual([])
    const rows = await bench.app.call('exports.rows', { exportId: id, outcome: 'failed', page: {} })
    expect(rows.rows[0]).toMatchObject({ position: 1, outcome: 'failed', error: 'API_REFUSED' })
    await bench.app.call('exports.retryFailed', { exportId: id })
    const ledger = await ended(bench.app, id)
    expect(ledger.summary.totals).toMatchObject({ uploaded: 1500, failed: 0 })
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  })

  it.each([
    ['of its own', 400, '{"message":"leads/617 must be a lead"}'],
    ['of what stands before it', 413, '<html>Request Entity Too Large</html>'],
  ])('sends the others if a request is refused for one of its leads, in words %s', async (_whose, status, body) => {
    const isRefused = (text: string) => (status === 413 ? text.length > 20_000 : text.includes('"lead617@'))
    bench = await startBench({
      control: async (request) => {
        const { pathname } = new URL(request.url)
        if (!pathname.endsWith('/leads/add') || !isRefused(await request.clone().text())) return null
        const type = body.startsWith('{') ? 'application/json' : 'text/html'
        return new Response(body, { status, headers: { 'content-type': type } })
      },
    })
    const id = await startExport(bench.app, list(1_300).listId, newCampaignSettings('One'))
    const ledger = await ended(bench.app, id)
    const failed = status === 413 ? 0 : 1
    expect(ledger.summary.totals).toMatchObject({ uploaded: 1_300 - failed, failed })
    expect(ledgerFaults(ledger)).toEqual([])
    const { rows } = await bench.app.call('exports.rows', { exportId: id, outcome: 'failed', page: {} })
    expect(rows.map(({ email }) => email?.split('@')[0])).toEqual(failed === 0 ? [] : ['lead617'])
    expect(bench.fake.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  })

  it('keeps its failed leads if sending them again cannot be stored completely', async () => {
    let store: ReturnType<typeof openStore> | null = null
    bench = await startBench({ backend: { openStore: (...args) => (store = openStore(...args)) } })
    const { raw } = store as unknown as ReturnType<typeof openStore>
    const refused = { kind: 'status', status: 410, when: 'before_commit' } as const
    bench.fake.faults.script({ method: 'POST', path: '/leads/add', fault: refused })
    const id = await startExport(bench.app, list(1_500).listId, newCampaignSettings('Full'))
    const before = await ended(bench.app, id)
    raw.exec(
      `create temp trigger full before update of state on main.export_run begin select raise(abort, 'full'); end`,
    )
    await expect(bench.app.call('exports.retryFailed', { exportId: id })).rejects.toBeDefined()
    raw.exec('drop trigger full')
    expect((await bench.app.call('exports.ledger', { exportId: id })).summary).toEqual(before.summary)
    await bench.app.call('exports.retryFailed', { exportId: id })
    expect((await ended(bench.app, id)).summary.totals).toMatchObject({ uploaded: 1500, failed: 0, waiting: 0 })
  })

  it('does not retry endlessly if every lead is refused', async () => {
    bench = await startBench()
    const refused = { kind: 'status', status: 400, when: 'before_commit' } as const
    bench.fake.faults.script({ method: 'POST', path: '/leads/add', fault: refused, times: 999 })
    const id = await startExport(bench.app, list(1_000).listId, newCampaignSettings('All'))
    const ledger = await ended(bench.app, id)
    expect(ledger.summary.totals).toMatchObject({ uploaded: 0, failed: 1_000 })
    expect(bench.fake.journal.requests('POST', '/leads/add').length).toBeLessThan(100)
  })

  it('sends nothing again of an export that is being or was undone: it would stay and count as undone', async () => {
    bench = await startBench()
    const refused = { kind: 'status', status: 410, when: 'before_commit' } as const
    bench.fake.faults.script({ method: 'POST', path: '/leads/add', fault: refused })
    const id = await startExport(bench.app, list(1_500).listId, newCampaignSettings('Undone'))
    await ended(bench.app, id)
    const slow = { kind: 'delay', ms: 1_000, when: 'before_commit' } as const
    bench.fake.faults.script({ method: 'DELETE', path: '/leads', fault: slow })
    const undo = bench.app.call('exports.takeBack', { exportId: id })
    const again = () => bench.app.call('exports.retryFailed', { exportId: id })
    await expect(again()).rejects.toMatchObject({ code: 'EXPORT_NOT_POSSIBLE_NOW' })
    expect(await undo).toEqual({ taken: 500, missing: 0, left: 0 })
    await expect(again()).rejects.toMatchObject({ code: 'EXPORT_NOT_POSSIBLE_NOW' })
    expect((await bench.app.call('exports.ledger', { exportId: id })).summary).toMatchObject({ takenBack: 500 })
  })

  it('waits and retries if a firewall answers instead of Instantly: no lead counts as rejected', async () => {
    bench = await startBench()
    bench.fake.faults.script({
      method: 'POST',
      path: '/leads/add',
      times: 3,
      fault: { kind: 'html', status: 403, when: 'before_commit' },
    })
    const id = await startExport(bench.app, list(900).listId, newCampaignSettings('Firewall'))
    const ledger = await ended(bench.app, id)
    expect(ledger.summary.totals).toMatchObject({ uploaded: 900, refused: 0, failed: 0 })
    const [workspace] = await bench.app.call('workspaces.list', {})
    expect(workspace?.keyState).toBe('active')
  })
})
