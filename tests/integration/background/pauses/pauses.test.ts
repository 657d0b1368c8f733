/** A client, or everything, is paused in Sendoff: nothing is sent after the request in flight, and nothing is lost. */
import { afterEach, describe, expect, it } from 'vitest'
import type { ExportId, WorkspaceId } from '#shared/ids.ts'
import { quickTimings, startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { makeList } from '../../../support/lists.ts'
import { hourMs, startRelayBench } from '../../../support/relay/relay-bench.ts'
import { startWebhookReceiver } from '../../../support/webhook-receiver.ts'
import { answerFor, mail, remoteWorkspace, startInbox, synced } from '../../inbox/inbox/support.ts'
import { startBench as startOptOuts } from '../../leads/opt-outs/support.ts'

const cleanUps: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
})

const pause = (app: Pick<TestBackend, 'call'>, workspaceId: WorkspaceId | null, paused = true) =>
  app.call('pauses.set', { workspaceId, paused })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error as { code?: string }).code,
  )

describe('an export of a paused client', () => {
  const leads = 20_000
  let bench: Bench
  const start = async () => {
    bench = await startBench({ backend: { timings: quickTimings } })
    cleanUps.push(() => bench.close())
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Dentists', count: leads })
    return listId
  }
  const summary = async (app: TestBackend, exportId: ExportId) =>
    (await app.call('exports.ledger', { exportId })).summary
  const uploads = () => bench.fake.journal.requests('POST', '/api/v2/leads/add').length

  it.each([null, 'client'] as const)(
    'settles requests in progress, sends nothing more, stays paused over a restart, and continues where it stopped (%s)',
    async (whom) => {
      const listId = await start()
      const id = whom === null ? null : bench.workspaceId
      const release = bench.fake.faults.hold({ method: 'POST', path: '/leads/add', nth: 3 })
      const exportId = await startExport(bench.app, listId, newCampaignSettings('Paused'))
      await until('requests to be held', () => uploads() >= 4)
      await pause(bench.app, id)
      expect(await summary(bench.app, exportId)).toMatchObject({ state: 'waiting', problem: { code: 'CLIENT_PAUSED' } })
      release()
      // Every request in flight is settled: none is left open, and most leads are still here.
      await until('what was on its way to be settled', async () => {
        const { totals } = await summary(bench.app, exportId)
        return totals.uploaded === uploads() * 1_000
      })
      expect(uploads()).toBeLessThan(15)

      await bench.app.stop()
      const again = startBackend({ instantlyUrl: bench.fake.url, dir: bench.app.dir, timings: quickTimings })
      cleanUps.push(() => again.stop())
      const asked = bench.fake.journal.entries.length
      again.backend.machine('suspend')
      again.backend.machine('resume')
      expect(await summary(again, exportId)).toMatchObject({ state: 'waiting', problem: { code: 'CLIENT_PAUSED' } })
      expect((await again.call('pauses.state', {})).waiting.exports).toBe(1)
      expect(bench.fake.journal.entries.length).toBe(asked)

      await pause(again, id, false)
      const ledger = await ended(again, exportId)
      expect(ledger.summary).toMatchObject({ state: 'done', totals: { uploaded: leads } })
      expect(ledgerFaults(ledger)).toEqual([])
      expect(bench.fake.journal.addressesCommittedTwice()).toEqual([])
      expect(remoteWorkspace(bench).campaigns.size).toBe(1)
    },
  )

  it('started meanwhile creates no campaign until the client is resumed', async () => {
    const listId = await start()
    await pause(bench.app, bench.workspaceId)
    const exportId = await startExport(bench.app, listId, newCampaignSettings('Later'))
    expect(await summary(bench.app, exportId)).toMatchObject({ state: 'waiting', problem: { code: 'CLIENT_PAUSED' } })
    expect(remoteWorkspace(bench).campaigns.size).toBe(0)
    await pause(bench.app, bench.workspaceId, false)
    expect((await ended(bench.app, exportId)).summary.totals.uploaded).toBe(leads)
  })

  it('reads back a lost answer only after it is resumed, without a second upload', async () => {
    const listId = await start()
    bench.fake.faults.script({
      method: 'POST',
      path: '/leads/add',
      nth: 2,
      fault: { kind: 'reset', when: 'after_commit' },
    })
    const release = bench.fake.faults.hold({ method: 'POST', path: '/leads/add', nth: 2, when: 'after_commit' })
    const exportId = await startExport(bench.app, listId, newCampaignSettings('Lost'))
    await until('requests to be held', () => uploads() >= 3)
    await pause(bench.app, bench.workspaceId)
    release()
    await until('answers', async () => (await summary(bench.app, exportId)).totals.uploaded > 0)
    await pause(bench.app, bench.workspaceId, false)
    expect((await ended(bench.app, exportId)).summary.totals.uploaded).toBe(leads)
    expect(bench.fake.journal.addressesCommittedTwice()).toEqual([])
  })

  it('stays paused if the operator paused it, when its client is resumed', async () => {
    const listId = await start()
    const release = bench.fake.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
    const exportId = await startExport(bench.app, listId, newCampaignSettings('By hand'))
    await until('requests to be held', () => uploads() >= 2)
    await bench.app.call('exports.pause', { exportId })
    await pause(bench.app, null)
    release()
    await pause(bench.app, null, false)
    expect((await summary(bench.app, exportId)).state).toBe('paused')
    await bench.app.call('exports.resume', { exportId })
    expect((await ended(bench.app, exportId)).summary.totals.uploaded).toBe(leads)
  })
})

describe('pausing everything', () => {
  it('sends Instantly no automatic request for a day, whatever wakes it; every job says why; later it continues', async () => {
    const clock = createFakeClock(Date.parse('2026-03-02T09:00:00Z'))
    const fake = await startFakeInstantly({
      workspaces: [{ name: 'Northwind', keys: [{ key: 'northwind-key-0001' }], mailboxes: 2 }],
    })
    cleanUps.push(() => fake.close())
    const kinds = [
      'webhooks',
      'blackout_dates',
      'campaigns',
      'inbox',
      'opt_outs',
      'lead_labels',
      'sent_mails',
      'accounts',
      'reports',
    ]
    const app = startBackend({
      instantlyUrl: fake.url,
      clock,
      paces: Object.fromEntries(kinds.map((kind) => [kind, {}])),
      leadMirrorTimings: { startAfterMs: 1_000, checkEveryMs: 60_000 },
      reportTimings: { startAfterMs: 0, freshWithinMs: 1_000 },
    })
    cleanUps.push(() => app.stop())
    /** Answers arrive over the network while the clock stands still. */
    const driven = async <T>(work: Promise<T>): Promise<T> => {
      const so = { isOver: false }
      void work.finally(() => (so.isOver = true)).catch(() => undefined)
      while (!so.isOver) {
        await clock.advance(5)
        await new Promise((resolve) => setImmediate(resolve))
      }
      return work
    }
    await pause(app, null)
    const { workspace } = await driven(app.call('workspaces.addKey', { workspaceId: null, name: 'A', key: fake.key }))
    const asked = fake.journal.entries.length
    await clock.advance(24 * 60 * 60_000)
    app.backend.machine('suspend')
    app.backend.machine('resume')
    app.backend.machine('offline')
    app.backend.machine('online')
    await clock.advance(60 * 60_000)
    expect(fake.journal.entries.length).toBe(asked)
    const jobs = await app.call('jobs.list', { workspaceId: workspace.id })
    expect(jobs.filter(({ held }) => held !== 'paused').map(({ kind }) => kind)).toEqual([])
    expect(jobs.length).toBeGreaterThan(4)
    for (const { kind } of jobs)
      expect(await codeOf(app.call('jobs.run', { kind, workspaceId: workspace.id }))).toBe('CLIENT_PAUSED')
    // A click is carried out, because the operator decides.
    await driven(app.call('workspaces.testConnection', { workspaceId: workspace.id }))
    expect(fake.journal.entries.length).toBeGreaterThan(asked)

    const clicked = fake.journal.entries.length
    await pause(app, null, false)
    await until('requests by themselves', async () => {
      await clock.advance(1_000)
      await new Promise((resolve) => setImmediate(resolve))
      return fake.journal.entries.length > clicked
    })
  })

  it('covers all clients, and a client paused separately stays paused', async () => {
    const app = startBackend({ instantlyUrl: null })
    cleanUps.push(() => app.stop())
    const { id } = await app.call('workspaces.create', { name: 'A', colour: 1 })
    await pause(app, id)
    await pause(app, null)
    expect(await app.call('pauses.state', {})).toMatchObject({
      everything: expect.any(String),
      clients: [{ workspaceId: id }],
    })
    await pause(app, null, false)
    expect(await app.call('pauses.state', {})).toMatchObject({ everything: null, clients: [{ workspaceId: id }] })
    await pause(app, id, false)
    expect(await app.call('pauses.state', {})).toMatchObject({ everything: null, clients: [] })
  })
})

it('An opt-out of a paused client counts here at once, and reaches Instantly when it is resumed', async () => {
  const bench = await startOptOuts()
  cleanUps.push(() => bench.close())
  const ann = 'ann@prospect.example'
  await bench.campaign('acme', [ann])
  await pause(bench.app, bench.ids.acme)
  await bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope: 'client', text: ann })
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.ids.acme, name: 'P', count: 1, tag: 'prospect' })
  expect(listId).toBeGreaterThan(0)
  expect((await bench.find(ann))?.atInstantly).toMatchObject({ state: 'waiting', held: 'paused', problem: null })
  // Another client's opt-out is sent meanwhile.
  await bench.app.call('optOuts.add', { workspaceId: bench.ids.brandt, scope: 'client', text: 'bob@else.example' })
  await bench.settled('bob@else.example', 'confirmed')
  expect(bench.isBlocked('acme', ann)).toBe(false)
  expect((await bench.app.call('pauses.state', {})).waiting.optOuts).toBe(1)
  await pause(bench.app, bench.ids.acme, false)
  await bench.settled(ann, 'confirmed')
  expect(bench.isBlocked('acme', ann)).toBe(true)
})

it.each([0, 5])(
  'a reply sent meanwhile waits (undo %s s), and is sent once when its client is resumed',
  async (undoSeconds) => {
    const bench = await startInbox()
    cleanUps.push(() => bench.close())
    await bench.app.call('inbox.saveSettings', { undoSeconds })
    mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
    const threadId = (await synced(bench))[0]?.id ?? 0
    const sends = async () => (await bench.app.call('inbox.thread', { threadId })).sends
    const byHand = () => remoteWorkspace(bench).messages.filter(({ kind }) => kind === 3)
    await pause(bench.app, bench.workspaceId)
    await bench.app.call('inbox.send', { ...(await answerFor(bench, threadId)), idempotencyKey: 'sent-only-once' })
    await until('it to wait', async () => (await sends())[0]?.problem?.code === 'CLIENT_PAUSED')
    expect(byHand()).toEqual([])
    expect(await codeOf(bench.app.call('inbox.sync', { workspaceId: bench.workspaceId }))).toBe('CLIENT_PAUSED')
    await pause(bench.app, bench.workspaceId, false)
    await until('it to be gone', async () => (await sends()).length === 0)
    expect(byHand()).toHaveLength(1)
  },
)

it("A lead for the CRM waits with its client, and does not hold up another client's", async () => {
  const receiver = await startWebhookReceiver()
  const app = startBackend({ instantlyUrl: null, crmTimings: { retryAfterMs: [20, 20], lockedMs: 20 } })
  cleanUps.push(
    () => receiver.close(),
    () => app.stop(),
  )
  const of = async (name: string, colour: number) => {
    const { id: workspaceId } = await app.call('workspaces.create', { name, colour })
    await app.call('crm.addWebhook', { workspaceId, name, address: receiver.url, privateNetwork: true })
    return workspaceId
  }
  const [paused, other] = [await of('A', 1), await of('B', 2)]
  const handOver = (workspaceId: WorkspaceId, key: string) =>
    app.call('crm.handOver', {
      workspaceId,
      lead: {
        key,
        email: `${key}@acme.example`,
        firstName: 'Tom',
        label: 'interested',
        qualifiedAt: '2026-03-10T09:00:00Z',
        replyText: 'Sounds good',
      },
    })
  await pause(app, paused)
  for (let n = 0; n < 6; n += 1) await handOver(paused, `waits-${n}`)
  await handOver(other, 'goes')
  await until('the other to arrive', () => receiver.received.length === 1)
  expect(receiver.received[0]?.body.lead.email).toBe('goes@acme.example')
  expect((await app.call('pauses.state', {})).waiting.deliveries).toBe(6)
  await pause(app, paused, false)
  await until('all to arrive', () => receiver.received.length === 7)
  expect(new Set(receiver.received.map(({ body }) => body.id)).size).toBe(7)
})

it('The relay of a paused client is not read while another is; later every event is here once', async () => {
  const bench = await startRelayBench({ names: ['Kessler', 'Brandt'], rates: { open: 0.9, reply: 0.5 } })
  cleanUps.push(() => bench.close())
  const [paused, other] = bench.clients
  if (!paused || !other) throw new Error('no clients')
  await pause(bench.app, paused.workspaceId)
  const before = bench.here(paused)
  for (let hour = 0; hour < 30; hour += 1) await bench.fake.moveOn(hourMs)
  await bench.caughtUp(other)
  expect(bench.here(other).length).toBeGreaterThan(before.length)
  expect(bench.here(paused)).toEqual(before)
  expect(await bench.app.call('relay.states', { workspaceId: paused.workspaceId })).toMatchObject([
    { light: 'off', problem: { code: 'CLIENT_PAUSED' } },
  ])
  await pause(bench.app, paused.workspaceId, false)
  await bench.caughtUp(paused)
  const after = bench.here(paused)
  expect(after.length).toBeGreaterThan(before.length)
  expect(new Set(after).size).toBe(after.length)
})
