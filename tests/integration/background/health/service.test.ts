import { afterEach, describe, expect, it } from 'vitest'
import { watchInstantlyAnswers } from '#backend/background/answering.ts'
import { createMetrics } from '#backend/background/metrics.ts'
import { createServiceView } from '#backend/background/service-view.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createLogger } from '#shared/log.ts'
import { startBackend, temporaryDir } from '../../../support/backend.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'
import { openMigrated } from '../../../support/open-migrated.ts'
import { hourMs, startRelayBench } from '../../../support/relay/relay-bench.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function start(): Promise<Bench> {
  const rig = await startBench({ limits: null })
  closing.push(rig.close)
  return rig
}
const dayOf = ({ app, workspaceId }: Pick<Bench, 'app' | 'workspaceId'>) =>
  app.call('service.view', { workspaceId, span: 'day' })

describe('calls to Instantly', () => {
  it('are counted once each, with refusals, and known after a restart', async () => {
    const rig = await start()
    const before = await dayOf(rig)
    rig.fake.faults.script({
      method: 'GET',
      path: '/lead-labels',
      fault: { kind: 'status', status: 400, when: 'before_commit' },
    })
    for (let at = 0; at < 3; at += 1) await rig.app.call('jobs.run', { kind: 'labels', workspaceId: rig.workspaceId })
    const after = await dayOf(rig)
    const labels = (view: typeof after) => view.kinds.find(({ kind }) => kind === 'leads')
    expect((labels(after)?.calls ?? 0) - (labels(before)?.calls ?? 0)).toBe(3)
    expect((labels(after)?.refused ?? 0) - (labels(before)?.refused ?? 0)).toBe(1)
    expect(after.total.calls).toBe(after.kinds.reduce((sum, { calls }) => sum + calls, 0))
    expect(after.points.reduce((sum, { calls }) => sum + calls, 0)).toBe(after.total.calls)

    await rig.app.stop()
    rig.app.stop = async () => undefined
    const again = startBackend({ instantlyUrl: rig.fake.url, dir: rig.app.dir })
    closing.push(again.stop)
    const kept = await dayOf({ app: again, workspaceId: rig.workspaceId })
    expect(kept.total.calls).toBeGreaterThanOrEqual(after.total.calls)
    expect(kept.total.refused).toBe(after.total.refused)
  })

  it('that were rate limited and then succeeded count as succeeded, and the 429 is shown', async () => {
    const rig = await start()
    const before = await dayOf(rig)
    rig.fake.faults.script({
      method: 'GET',
      path: '/lead-labels',
      fault: { kind: 'status', status: 429, when: 'before_commit' },
    })
    await rig.app.call('jobs.run', { kind: 'labels', workspaceId: rig.workspaceId })
    const { total } = await dayOf(rig)
    expect(total.limited - before.total.limited).toBe(1)
    expect(total.refused).toBe(before.total.refused)
    expect(total.requests - total.calls).toBe(before.total.requests - before.total.calls + 1)
  })

  it('without a network are no failures', async () => {
    const rig = await start()
    const { total } = await dayOf(rig)
    await rig.fake.close()
    rig.app.backend.machine('offline')
    await rig.app.call('blocklist.pull', { workspaceId: rig.workspaceId }).catch(() => undefined)
    expect((await dayOf(rig)).total).toEqual(total)
  })
})

it('Targets are the defaults until the operator sets valid ones', async () => {
  const rig = await start()
  const usual = await rig.app.call('service.targets', {})
  expect(usual).toMatchObject({ apiSuccess: 0.99, exportSecondsPer1000: 60 })
  await rig.app.call('service.saveTargets', { ...usual, apiSuccess: 0.5 })
  expect(await rig.app.call('service.targets', {})).toEqual({ ...usual, apiSuccess: 0.5 })
  await expect(rig.app.call('service.saveTargets', { ...usual, apiSuccess: 5 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
})

it('Service figures show how many events came by webhook, how many twice, and how many a later check found', async () => {
  const bench = await startRelayBench({ leads: 10, rates: { open: 1 } })
  closing.push(bench.close)
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  await bench.fake.moveOn(30 * hourMs)
  await bench.caughtUp(client)
  const view = await bench.app.call('service.view', { workspaceId: client.workspaceId, span: 'day' })
  const here = (await bench.app.call('events.health', { workspaceId: client.workspaceId })).events
  expect(here).toBeGreaterThan(5)
  const { duplicates } = await bench.app.call('events.health', { workspaceId: client.workspaceId })
  expect(view.webhook).toEqual({ relayed: here, doubled: duplicates, found: 0 })
})

describe('service figures', () => {
  const monday = Date.UTC(2026, 0, 5, 10, 30)
  function rig() {
    const store = openMigrated(temporaryDir())
    store.raw.exec(
      `insert into workspace (id, name, colour, created_at) values (1, 'Northwind', 1, '2026-01-01T00:00:00Z')`,
    )
    const time = { now: monday }
    const clock = { ...systemClock, now: () => time.now }
    const online = () => true
    const stored = createMetrics({ store, clock, log: createLogger('test', () => undefined), online })
    const { metrics, isAnswering } = watchInstantlyAnswers(stored, { clock, online })
    closing.push(() => {
      stored.stop()
      store.raw.close()
    })
    const one = (ms: number, status = 200) => {
      const of = { workspaceId: 1 as WorkspaceId, kind: 'campaigns' as const }
      metrics.request({ ...of, sentAt: time.now, ms, status })
      metrics.call({ ...of, outcome: status < 400 ? 'ok' : 'refused' })
    }
    const view = (span: 'day' | 'week' | 'month') => {
      stored.flush()
      return createServiceView(store)(1 as WorkspaceId, span, time.now)
    }
    const rows = () => store.raw.prepare('select count(*) from service_call').pluck().get() as number
    const unanswered = () =>
      metrics.call({ workspaceId: 1 as WorkspaceId, kind: 'campaigns' as const, outcome: 'no_answer' })
    return { time, one, view, rows, unanswered, isAnswering }
  }

  it('say at once when Instantly stops answering, and when it answers again', () => {
    const { time, one, unanswered, isAnswering } = rig()
    time.now = monday
    expect(isAnswering()).toBe(true)
    one(10, 502)
    expect(isAnswering()).toBe(true)
    one(10, 502)
    expect(isAnswering()).toBe(false)
    one(10, 404)
    expect(isAnswering()).toBe(true)
    unanswered()
    expect(isAnswering()).toBe(false)
    time.now += 16 * 60_000
    expect(isAnswering()).toBe(true)
  })

  it('give the median and the 95th percentile to within a twentieth, over several hours together', async () => {
    const { time, one, view } = rig()
    for (let at = 0; at < 1_000; at += 1) {
      time.now = monday + at * 60_000
      one(10 + at)
    }
    const { p50Ms, p95Ms } = (await view('day')).total
    expect(Math.abs((p50Ms ?? 0) / 510 - 1)).toBeLessThan(0.06)
    expect(Math.abs((p95Ms ?? 0) / 960 - 1)).toBeLessThan(0.06)
  })

  it('stay few over time, lose no call of a month, and forget older ones', async () => {
    const { time, one, view, rows } = rig()
    for (let hour = 0; hour < 24 * 60; hour += 1) {
      time.now = monday + hour * 3_600_000
      one(50)
      await view('day')
    }
    expect(rows()).toBeLessThan(2 * (3 * 24 + 33))
    expect((await view('month')).total.calls).toBe(29 * 24 + new Date(time.now).getUTCHours() + 1)
    expect((await view('week')).total.calls).toBe(6 * 24 + new Date(time.now).getUTCHours() + 1)
    expect((await view('day')).total.calls).toBe(24)
  })

  it("give the busiest second and minute as a share of Instantly's limit", async () => {
    const { time, one, view } = rig()
    for (let at = 0; at < 25; at += 1) one(5)
    time.now += 10_000
    for (let at = 0; at < 10; at += 1) one(5)
    expect((await view('day')).limits).toEqual({ second: 0.25, minute: 35 / 6_000, emails: 0 })
  })
})
