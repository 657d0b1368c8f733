import { afterEach, describe, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import { until } from '../../../support/backend.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { demoDir } from '../../../support/demo.ts'
import { ended, ledgerFaults, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { day } from '../../campaigns/campaigns/support.ts'
import { people, type Rig, startRig } from './support.ts'

let rig: Rig
const start = async (options?: Parameters<typeof startRig>[0]) => {
  rig = await startRig(options)
  return rig
}
afterEach(async () => {
  expect(rig.fake.violations).toEqual([])
  await rig.close()
})

const looked = (file: Awaited<ReturnType<Rig['openFile']>>, source: string) =>
  file.check.lookedAt.find((each) => each.source === source)

describe('gates', () => {
  it('exclude a lead added to a campaign at Instantly for which no event ever came', async () => {
    const { makeThere, copy, openFile } = await start()
    await makeThere('kessler', 'Made in the browser', ['ann@there.example'])
    const rows = ['ann@there.example', 'new@there.example']
    const before = await openFile('kessler', rows)
    expect(before.gates).toEqual({ ready: 2 })
    expect(looked(before, 'own_leads_there')).toMatchObject({ pulledAt: null, size: 0 })
    const { copy: whole } = await copy('kessler')
    const own = await openFile('kessler', rows)
    expect(own.gates).toEqual({ ready: 1, contacted: 1 })
    expect(looked(own, 'own_leads_there')).toMatchObject({ pulledAt: whole?.copiedAt, size: 1 })
    const other = await openFile('brandt', rows)
    expect(other.gates).toEqual({ ready: 1, other_client: 1 })
    expect(looked(other, 'other_leads_there')).toMatchObject({ size: 1, clients: { copied: 1, missing: 0 } })
    expect((await openFile('kessler', rows, { holdContacted: false })).gates).toEqual({ ready: 2 })
    expect((await openFile('brandt', rows, { holdOtherClients: false })).gates).toEqual({ ready: 2 })
  })

  it('release a lead that was deleted at Instantly with the next copy', async () => {
    const { makeThere, copy, openFile, ask } = await start()
    const campaign = await makeThere('kessler', 'Autumn', people(3))
    await copy('kessler')
    const { items } = await ask('kessler')('POST', '/leads/list', { campaign, limit: 1 })
    await ask('kessler')('DELETE', `/leads/${String(items[0]?.['id'])}`)
    expect((await openFile('kessler', people(3))).gates).toEqual({ contacted: 3 })
    expect((await copy('kessler')).copy).toMatchObject({ leads: 2, addresses: 2 })
    expect((await openFile('kessler', people(3))).gates).toEqual({ ready: 1, contacted: 2 })
  })

  it('count leads of a lead list, and those not emailed yet, only as the operator says', async () => {
    const { app, fake, makeThere, copy, openFile, ask } = await start()
    const { body } = await ask('kessler')('POST', '/lead-lists', { name: 'Found' })
    await ask('kessler')('POST', '/leads/add', { list_id: body['id'], leads: [{ email: 'list@there.example' }] })
    const running = await makeThere('kessler', 'Sends', ['mailed@there.example'])
    await ask('kessler')('POST', `/campaigns/${running}/activate`)
    await fake.moveOn(5 * day)
    await makeThere('kessler', 'Waits', ['waits@there.example'])
    expect((await copy('kessler')).copy).toMatchObject({ leads: 3, campaigns: 2, lists: 1, contacted: 1 })
    const rows = ['list@there.example', 'mailed@there.example', 'waits@there.example']
    expect((await openFile('brandt', rows)).gates).toEqual({ ready: 1, other_client: 2 })
    const settings = await app.call('leadMirror.settings', {})
    await app.call('leadMirror.saveSettings', { ...settings, countWaiting: false })
    expect((await openFile('brandt', rows)).gates).toEqual({ ready: 2, other_client: 1 })
  })

  it('exclude people in an archived campaign, even after it was deleted at Instantly', async () => {
    const { app, ids, fake, makeThere, openFile, ask } = await start()
    const id = await makeThere('kessler', 'Autumn', ['mailed@there.example'])
    await ask('kessler')('POST', `/campaigns/${id}/activate`)
    await fake.moveOn(12 * day)
    await ask('kessler')('POST', `/campaigns/${id}/pause`)
    await app.call('campaigns.readNow', { workspaceId: ids.kessler })
    const campaign = await until('the campaign', async () => {
      const { rows } = await app.call('campaigns.list', { workspaceId: ids.kessler, page: {} })
      return rows.find(({ name }) => name === 'Autumn')
    })
    await app.call('archives.start', { campaignId: campaign.id })
    await until('the archive', async () => {
      const archive = await app.call('archives.get', { campaignId: campaign.id })
      return archive !== null && archive.state !== 'running'
    })
    await ask('kessler')('DELETE', `/campaigns/${id}`)
    await app.call('campaigns.readNow', { workspaceId: ids.kessler })
    const rows = ['mailed@there.example', 'new@there.example']
    const own = await openFile('kessler', rows)
    expect(own.gates).toEqual({ ready: 1, contacted: 1 })
    expect(looked(own, 'own_archives')).toMatchObject({ size: 1 })
    expect((await openFile('brandt', rows)).gates).toEqual({ ready: 1, other_client: 1 })
  })
})

describe('a workspace of several clients', () => {
  it('treats leads in campaigns of another part as another client’s', async () => {
    const { app, ids, makeThere, copy, openFile } = await start()
    const make = (name: string) => app.call('clients.createPart', { workspaceId: ids.brandt, name, colour: 1 })
    const [acme, brill] = [await make('Acme'), await make('Brill')]
    await app.call('clients.saveRules', {
      workspaceId: ids.brandt,
      rules: [
        { partId: acme.id, kind: 'starts', value: 'Acme' },
        { partId: brill.id, kind: 'starts', value: 'Brill' },
      ],
    })
    await makeThere('brandt', 'Acme autumn', ['ann@there.example'])
    await app.call('campaigns.readNow', { workspaceId: ids.brandt })
    const list = await (await openFile('brandt', ['ann@there.example', 'bea@there.example'])).save()
    await copy('brandt')
    const heldFor = async (name: string) =>
      (await app.call('exports.guard', { listId: list.id, campaign: { remoteId: null, name } })).held.filter(
        ({ count }) => count > 0,
      )
    expect(await heldFor('Acme winter')).toEqual([{ gate: 'contacted', count: 1 }])
    expect(await heldFor('Brill winter')).toEqual([{ gate: 'other_client', count: 1 }])
  })
})

describe('an export', () => {
  it('leaves out people in another campaign by a copy made after the list, and says so before', async () => {
    const { app, fake, makeThere, copy, openFile } = await start()
    const list = await (await openFile('kessler', ['ann@there.example', 'new@there.example'])).save()
    await makeThere('kessler', 'Made in the browser', ['ann@there.example'])
    await copy('kessler')
    const { held, goOut } = await app.call('exports.sum', { listId: list.id })
    expect({ held, goOut }).toEqual({ held: [{ reason: 'in_workspace', count: 1 }], goOut: 1 })
    const { rows } = await app.call('exports.sumLeads', { listId: list.id, reason: 'in_workspace', page: {} })
    expect(rows).toMatchObject([{ email: 'ann@there.example' }])
    const ledger = await ended(app, await startExport(app, list.id, newCampaignSettings('Ours')))
    expect(ledgerFaults(ledger)).toEqual([])
    expect(ledger.reasons).toMatchObject([{ gate: 'in_workspace', count: 1 }])
    expect([...fake.journal.committedAddresses(ledger.summary.campaignId ?? '')]).toEqual(['new@there.example'])
  })

  it('sends people the operator wants added although they are in another campaign', async () => {
    const { app, makeThere, copy, openFile } = await start()
    const list = await (await openFile('kessler', ['ann@there.example'])).save()
    await makeThere('kessler', 'Made in the browser', ['ann@there.example'])
    await copy('kessler')
    const settings = newCampaignSettings('Ours', { skipIfInWorkspace: false })
    expect((await ended(app, await startExport(app, list.id, settings))).summary.totals.uploaded).toBe(1)
  })

  it('is not blocked by leads it added to its own target: a second list of the same people goes there', async () => {
    const { app, makeThere, copy, openFile, fake, ask } = await start()
    const target = await makeThere('kessler', 'Target', ['old@there.example'])
    const emails = ['ann@there.example', 'bea@there.example']
    const settings = { ...newCampaignSettings('x'), target: { kind: 'existing', campaignId: target } } as const
    const list = await (await openFile('kessler', emails)).save()
    await ended(app, await startExport(app, list.id, settings))
    await copy('kessler')
    // One was deleted there: it is sent again, and a mirror that still has it is no reason against it.
    const { items } = await ask('kessler')('POST', '/leads/list', { campaign: target, contacts: ['ann@there.example'] })
    await ask('kessler')('DELETE', `/leads/${String(items[0]?.['id'])}`)
    const again = await (await openFile('kessler', emails, { holdContacted: false })).save()
    const guard = await app.call('exports.guard', {
      listId: again.id,
      campaign: { remoteId: target, name: 'Target' },
    })
    expect(guard.held.filter(({ count }) => count > 0)).toEqual([])
    await ended(app, await startExport(app, again.id, settings))
    expect(fake.world.workspaces[0]?.campaigns.get(target)?.leads.filter(({ gone }) => !gone).length).toBeGreaterThan(1)
  })

  it('may go to other campaigns once an earlier one was undone, whatever an older copy says', async () => {
    const { app, copy, openFile } = await start()
    const list = await (await openFile('kessler', ['ann@there.example'])).save()
    const { summary } = await ended(app, await startExport(app, list.id, newCampaignSettings('First')))
    await copy('kessler')
    expect((await openFile('kessler', ['ann@there.example'])).gates).toEqual({ contacted: 1 })
    await app.call('exports.takeBack', { exportId: summary.id })
    expect((await openFile('kessler', ['ann@there.example'])).gates).toEqual({ ready: 1 })
    expect((await openFile('brandt', ['ann@there.example'])).gates).toEqual({ ready: 1 })
  })
})

describe('a copy', () => {
  it("reads every page to its end, however the last one ends, and matches Instantly's count", async () => {
    for (const lastPage of ['none', 'cursor_then_empty', 'last_row_again', 'cursor_then_empty_with_cursor'] as const) {
      const { fake, makeThere, copy, ask } = await start({ fake: { lastPage } })
      const id = await makeThere('kessler', 'Autumn', people(300))
      await makeThere('kessler', 'Same people', people(50))
      await ask('kessler')('POST', `/campaigns/${id}/activate`)
      await fake.moveOn(3 * day)
      const { copy: whole, underWay } = await copy('kessler')
      expect(underWay).toBeNull()
      expect(whole).toMatchObject({ leads: 350, addresses: 300, campaigns: 2, counted: { there: 300, here: 300 } })
      if (lastPage !== 'cursor_then_empty_with_cursor') await rig.close()
    }
  })

  it('never counts while incomplete: after a kill the previous one counts, and it continues from its page', async () => {
    const { fake, makeThere, copy, ask } = await start()
    const campaign = await makeThere('kessler', 'Autumn', people(40))
    await copy('kessler')
    const { items } = await ask('kessler')('POST', '/leads/list', { campaign, contacts: ['p0@there.example'] })
    await ask('kessler')('DELETE', `/leads/${String(items[0]?.['id'])}`)
    await makeThere('kessler', 'Winter', people(700, 'winter.example'))
    const { dir } = rig.app
    await rig.app.stop()
    const crashing = await startCrashingApp(dir, fake.url)
    fake.faults.killAt('during_leads_list', crashing.pid, { nth: 4 })
    await crashing.call('leadMirror.start', { workspaceId: rig.ids.kessler, what: 'whole' }).catch(() => undefined)
    await crashing.gone
    const answered = () => rig.pages().filter(({ status }) => status === 200).length
    const read = answered()
    // While Instantly does not answer, the gates use the stored mirror.
    const answer = fake.faults.hold({ method: 'POST', path: '/leads/list' })
    await rig.restart()
    const half = await rig.state('kessler')
    expect(half.copy).toMatchObject({ leads: 40 })
    expect(half.underWay).toMatchObject({ leads: 300, goesOn: true })
    const rows = ['p0@there.example', 'p0@winter.example']
    expect((await rig.openFile('kessler', rows)).gates).toEqual({ ready: 1, contacted: 1 })
    answer()
    const { copy: whole } = await until('the copy to go on by itself', async () => {
      const now = await rig.state('kessler')
      return now.underWay === null ? now : null
    })
    expect(whole).toMatchObject({ leads: 739, addresses: 739 })
    // Three pages were stored; the other 439 leads and the empty end are six more.
    expect(answered() - read).toBeLessThanOrEqual(6)
    expect((await rig.openFile('kessler', rows)).check.rowsAt).toMatchObject({ contacted: [2] })
  })

  it('waits out 429 and 5xx, and says what stopped it if they do not end', async () => {
    const { fake, makeThere, copy } = await start()
    await makeThere('kessler', 'Autumn', people(250))
    fake.faults.script(
      { path: '/leads/list', nth: 1, fault: { kind: 'status', status: 429, when: 'before_commit' } },
      { path: '/leads/list', nth: 3, fault: { kind: 'status', status: 502, when: 'before_commit' } },
    )
    expect((await copy('kessler')).copy).toMatchObject({ leads: 250 })
    fake.faults.clear()
    fake.faults.script({
      path: '/leads/list',
      nth: 2,
      times: 100,
      fault: { kind: 'status', status: 500, when: 'before_commit' },
    })
    const failed = await copy('kessler')
    expect(failed.copy).toMatchObject({ leads: 250 })
    expect(failed.underWay).toMatchObject({ leads: 100, goesOn: true, problem: { code: 'API_UNAVAILABLE' } })
    const [job] = (await rig.app.call('jobs.list', { workspaceId: rig.ids.kessler })).filter(
      ({ kind }) => kind === 'lead_mirror',
    )
    expect(job).toMatchObject({ failures: 1, last: { state: 'failed' } })
  })

  it('starts again if Instantly refused its position', async () => {
    const { fake, makeThere, copy } = await start()
    await makeThere('kessler', 'Autumn', people(250))
    fake.faults.script({
      path: '/leads/list',
      nth: 2,
      fault: { kind: 'status', status: 400, when: 'before_commit' },
    })
    const { underWay } = await copy('kessler')
    expect(underWay).toMatchObject({ leads: 100, goesOn: false, problem: { code: 'API_REFUSED' } })
    const before = rig.pages().length
    expect((await copy('kessler')).copy).toMatchObject({ leads: 250, addresses: 250 })
    expect(rig.pages()[before]?.bodyText).not.toContain('starting_after')
  })

  it('stops with a revoked key, keeps the previous copy, and continues with a new key', async () => {
    const { app, ids, fake, makeThere, copy, openFile, state } = await start()
    await makeThere('kessler', 'Autumn', people(120))
    await copy('kessler')
    const world = fake.world.workspaces[0]
    const key = world?.keys[0]
    if (!world || !key) throw new Error('no key')
    key.revoked = true
    const refused = await copy('kessler')
    expect(refused).toMatchObject({ copy: { leads: 120 }, held: 'no_key' })
    expect(refused.underWay?.problem?.code).toMatch(/^INSTANTLY_API_KEY/)
    expect((await openFile('kessler', ['p1@there.example'])).gates).toEqual({ contacted: 1 })
    key.revoked = false
    await app.call('workspaces.testConnection', { workspaceId: ids.kessler })
    const after = await until('the copy to go on by itself', async () => {
      const now = await state('kessler')
      return now.underWay === null && now.held === null ? now : null
    })
    expect(after.copy).toMatchObject({ leads: 120 })
  })

  it('is stopped and continued by the operator, and a stopped one is not made automatically', async () => {
    const { app, ids, fake, makeThere, state, copy } = await start()
    await makeThere('kessler', 'Autumn', people(500))
    fake.faults.latency({ ms: 120 })
    await app.call('leadMirror.start', { workspaceId: ids.kessler, what: 'whole' })
    await until('two pages', async () => ((await state('kessler')).underWay?.leads ?? 0) >= 200)
    const stopped = await app.call('leadMirror.stop', { workspaceId: ids.kessler })
    expect(stopped.underWay).toMatchObject({ running: false, goesOn: true, problem: null })
    expect(stopped.copy).toBeNull()
    fake.faults.latency(null)
    await rig.restart()
    expect((await state('kessler')).underWay?.running).toBe(false)
    expect((await copy('kessler')).copy).toMatchObject({ leads: 500 })
  })

  it('adds new leads by reading those after the last one, and says that nothing else was read', async () => {
    const { makeThere, copy, openFile } = await start()
    await makeThere('kessler', 'Autumn', people(350))
    const before = await copy('kessler')
    await makeThere('kessler', 'Winter', people(30, 'winter.example'))
    const asked = rig.pages().length
    const after = await copy('kessler', 'new')
    expect(rig.pages().length - asked).toBeLessThanOrEqual(2)
    expect(after.copy).toMatchObject({ leads: 380, addresses: 380, copiedAt: before.copy?.copiedAt })
    expect(after.copy?.newAt).not.toBeNull()
    expect((await openFile('kessler', ['p3@winter.example'])).gates).toEqual({ contacted: 1 })
    expect((await copy('kessler', 'new')).copy).toMatchObject({ leads: 380, addresses: 380 })
  })

  it('counts leads once whose old ids come after the newest, and refuses a list that starts again', async () => {
    // Created before ids increased with time, as Instantly says of its older leads: anywhere in the order of ids.
    const old = { timestamp_created: '2024-03-01T08:00:00.000Z', status: 1, campaign: 'c-old' }
    const young = { timestamp_created: '2026-02-01T08:00:00.000Z', status: 1, campaign: 'c-new' }
    const rows = [
      { id: '0195-a', email: 'Old1@there.example', ...old, timestamp_last_contact: '2024-04-01T08:00:00.000Z' },
      { id: '019c-a', email: 'young1@there.example', ...young },
      { id: '7f00-a', email: 'old2@there.example', ...old },
      { id: 'f000-a', email: ' old1@there.example', ...old },
      { id: 'f000-b', email: null, ...old },
    ]
    let begun = 0
    let endless = false
    const control = async (request: Request) => {
      if (!request.url.endsWith('/leads/list')) return null
      const { starting_after: after = '' } = (await request.clone().json()) as { starting_after?: string }
      begun += after === '' ? 1 : 0
      const next = rows.filter(({ id }) => id > after).slice(0, 2)
      const items = endless && next.length === 0 ? rows.slice(0, 2) : next
      return Response.json({ items, next_starting_after: items.at(-1)?.id })
    }
    const { copy, openFile } = await start({ fake: { control } })
    const first = await copy('kessler')
    expect(first.copy).toMatchObject({ leads: 4, addresses: 3, contacted: 1, campaigns: 2 })
    rows.splice(2, 0, { id: '019d-a', email: 'young2@there.example', ...young })
    begun = 0
    const second = await copy('kessler', 'new')
    expect(begun).toBe(0)
    expect(second.copy).toMatchObject({ leads: 5, addresses: 4, contacted: 1 })
    expect((await openFile('kessler', ['young2@there.example'])).gates).toEqual({ contacted: 1 })
    endless = true
    const refused = await copy('kessler')
    expect(refused.underWay?.problem).toMatchObject({ code: 'API_ANSWER_UNREADABLE' })
    expect(refused.copy).toMatchObject({ leads: 5 })
  })

  it('is made automatically, and never more often than set', async () => {
    const { makeThere, state } = await start({ backend: { leadMirrorTimings: { startAfterMs: 10, checkEveryMs: 50 } } })
    await until('the first copies', async () => (await state('kessler')).copy && (await state('brandt')).copy)
    await makeThere('kessler', 'Autumn', people(10))
    const asked = rig.pages().length
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(rig.pages().length).toBe(asked)
    const now = await state('kessler')
    expect(now.held).toBeNull()
    expect(Date.parse(now.nextAt ?? '') - Date.parse(now.copy?.copiedAt ?? '')).toBeGreaterThan(0.9 * day)
  })

  it('is not made automatically if there are more leads than set, and is made on demand', async () => {
    const { app, fake, makeThere, copy, ask, state } = await start()
    const big = await makeThere('brandt', 'Big', people(1200))
    await ask('brandt')('POST', `/campaigns/${big}/activate`)
    await fake.moveOn(2 * day)
    await app.call('leadMirror.saveSettings', { everyDays: 1, mostLeads: 1000, oldAfterDays: 7, countWaiting: true })
    await rig.restart({ leadMirrorTimings: { startAfterMs: 10, checkEveryMs: 50 } })
    const held = await until('the look', async () => {
      const now = await state('brandt')
      return now.held === 'too_many' ? now : null
    })
    expect(held).toMatchObject({ copy: null, underWay: { problem: { code: 'LEADS_TOO_MANY' } } })
    expect((await copy('brandt')).copy).toMatchObject({ leads: 1200 })
    const jobs = await rig.app.call('jobs.list', { workspaceId: rig.ids.brandt })
    expect(jobs.find(({ kind }) => kind === 'lead_mirror')).toMatchObject({ failures: 0, held: 'off' })
  })

  it('of the demo never mixes with a real client', async () => {
    const { app, makeThere, copy, openFile } = await start({ backend: { dir: await demoDir('small') } })
    await makeThere('kessler', 'Autumn', ['ann@there.example'])
    await copy('kessler')
    const { clients } = await app.call('demo.state', {})
    const demo = clients[0]
    if (demo === undefined) throw new Error('no demo')
    await app.call('leadMirror.start', { workspaceId: demo, what: 'whole' })
    const done = await until('the demo’s copy', async () => {
      const now = await app.call('leadMirror.state', { workspaceId: demo })
      return now.underWay === null && now.copy ? now.copy : null
    })
    expect(done.addresses).toBeGreaterThan(0)
    const mine = await openFile('kessler', ['new@there.example'])
    expect(looked(mine, 'other_leads_there')).toMatchObject({ clients: { copied: 0, missing: 1 } })
    await app.call('demo.remove', {})
    expect((await openFile('kessler', ['ann@there.example'])).gates).toEqual({ contacted: 1 })
  })
})

it('A copy stopped by a full disk continues once there is room, and the app keeps running', async () => {
  let store: ReturnType<typeof openStore> | null = null
  const { makeThere, app, ids, state } = await start({
    backend: {
      openStore: (...from) => {
        store = openStore(...from)
        return store
      },
    },
  })
  await makeThere('kessler', 'Autumn', people(30))
  const { raw } = store as unknown as ReturnType<typeof openStore>
  const faults: unknown[] = []
  const heard = (error: unknown) => void faults.push(error)
  process.on('unhandledRejection', heard)
  let isFull = true
  raw.function('refuses', () => {
    if (isFull) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    return null
  })
  for (const on of ['insert on main.lead_copy_page', 'update on main.lead_copy'])
    raw.exec(`create temp trigger "${on}" before ${on} begin select refuses(); end`)
  await app.call('leadMirror.start', { workspaceId: ids.kessler, what: 'whole' })
  await until('the copy to be given up', async () => !(await state('kessler')).underWay?.running)
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', heard)
  expect(faults).toEqual([])
  const told = await app.call('jobs.history', { kind: 'lead_mirror', workspaceId: ids.kessler })
  expect(told).toMatchObject([{ state: 'failed', problem: { code: 'STORE_FULL' } }])
  isFull = false
  expect((await rig.copy('kessler')).copy).toMatchObject({ leads: 30, addresses: 30 })
})
