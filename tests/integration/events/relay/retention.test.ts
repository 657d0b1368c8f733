import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger, type LogLine } from '#shared/log.ts'
import { createMetrics } from '../../../../relay/metrics.ts'
import { applyRetention, type RetentionRules, watchClock } from '../../../../relay/retention.ts'
import type { RelayStore } from '../../../../relay/store/types.ts'
import { poll, statusOf } from '../../../support/relay/client.ts'
import { addWorkspace, startTestRelay, type TestRelay } from '../../../support/relay/relay.ts'
import { storeKinds, useStores } from '../../../support/relay/stores.ts'

const newPlace = useStores()
const dayMs = 86_400_000
const now = Date.UTC(2026, 10, 20)
const roomy: RetentionRules = { acknowledgedDays: 14, unacknowledgedDays: 90, maxBytes: 1e9 }

describe.each(storeKinds)('retention, %s', (kind) => {
  let store: RelayStore
  let relay: TestRelay | null
  let lines: LogLine[]
  let kessler: { id: number; token: string }
  let brandt: { id: number; token: string }

  beforeEach(async () => {
    store = await (await newPlace(kind)).open()
    kessler = await addWorkspace(store, 'Kessler')
    brandt = await addWorkspace(store, 'Brandt')
    lines = []
    relay = null
  })
  afterEach(() => (relay ? relay.stop() : store.close()))

  /** Started only to read, because a relay cleans up when it starts. */
  const address = async () => {
    relay ??= await startTestRelay(store, { now: () => now })
    return relay.url
  }

  const receive = async (id: number, daysAgo: readonly number[], bytes = 10) => {
    for (const days of daysAgo) {
      const event = { receivedAt: now - days * dayMs, headers: '{}', source: null, body: Buffer.alloc(bytes, 'a') }
      expect(await store.append(id, event)).toBe(true)
    }
  }
  const cleanUp = (rules: RetentionRules = roomy, isClockSteady = true) => {
    const log = createLogger('relay', (line) => lines.push(line))
    return applyRetention({
      store,
      rules,
      metrics: createMetrics(),
      log,
      now: () => now,
      isClockSteady: () => isClockSteady,
    })
  }
  const left = async (token: string) =>
    (await poll(await address(), token, { limit: 1_000 })).events.map(({ seq }) => seq)

  it('deletes acknowledged events after their days, and keeps unread ones', async () => {
    await receive(kessler.id, [40, 30, 20, 10, 1])
    await store.acknowledge(kessler.id, 2)
    await receive(brandt.id, [40, 13])
    await store.acknowledge(brandt.id, 2)
    expect(await cleanUp()).toBe(false)
    expect(await left(kessler.token)).toEqual([3, 4, 5])
    expect(await left(brandt.token)).toEqual([2])
    expect((await statusOf(await address(), kessler.token)).position).toMatchObject({
      newest: 5,
      forgottenThrough: 2,
      forgottenUnacknowledged: 0,
    })
    expect((await statusOf(await address(), kessler.token)).stored).toEqual({ events: 3, bytes: 30 })
    expect(lines).toEqual([])
  })

  it('deletes unread events that are too old, and tells the reader and the log how many', async () => {
    await receive(kessler.id, [120, 100, 91, 89])
    await store.acknowledge(kessler.id, 1)
    await cleanUp()
    const page = await poll(await address(), kessler.token, { after: 1 })
    expect(page.events.map(({ seq }) => seq)).toEqual([4])
    expect(page.position).toMatchObject({ forgottenThrough: 3, forgottenUnacknowledged: 2 })
    expect(lines.map(({ level, data }) => [level, data])).toEqual([['warn', { workspace: 'Kessler', events: 2 }]])
  })

  it('deletes no unread event by a clock that was just set', async () => {
    await receive(kessler.id, [9_000, 400, 1])
    await store.acknowledge(kessler.id, 1)
    await cleanUp(roomy, false)
    expect(await left(kessler.token)).toEqual([2, 3])
  })

  it('deletes the oldest acknowledged events first if space runs out, of any workspace', async () => {
    await receive(kessler.id, [9, 7, 5], 1_000)
    await receive(brandt.id, [8, 6, 4], 1_000)
    await store.acknowledge(kessler.id, 3)
    await store.acknowledge(brandt.id, 1)
    expect(await cleanUp({ ...roomy, maxBytes: 3 * 1_300 })).toBe(false)
    expect(await left(kessler.token)).toEqual([])
    expect(await left(brandt.token)).toEqual([1, 2, 3])
  })

  it('deletes no unread event for lack of space, and reports the lack instead', async () => {
    await receive(kessler.id, [80, 5, 4], 1_000)
    expect(await cleanUp({ ...roomy, maxBytes: 1_000 })).toBe(true)
    expect(await left(kessler.token)).toEqual([1, 2, 3])
    expect(lines.map(({ level }) => level)).toEqual(['warn'])
  })

  it('continues numbering after all was deleted, and leads a reader who was away over the gap', async () => {
    await receive(kessler.id, [200, 190])
    await cleanUp()
    expect(await left(kessler.token)).toEqual([])
    const empty = await poll(await address(), kessler.token, { after: 0 })
    expect([empty.next, empty.more]).toEqual([2, false])
    await receive(kessler.id, [0])
    expect(await left(kessler.token)).toEqual([3])
  })

  it('deletes more than one batch in a round', async () => {
    await receive(
      kessler.id,
      Array.from({ length: 1_100 }, () => 30),
    )
    await receive(kessler.id, [1])
    await store.acknowledge(kessler.id, 1_101)
    await cleanUp()
    expect(await left(kessler.token)).toEqual([1_101])
    expect((await statusOf(await address(), kessler.token)).stored).toEqual({ events: 1, bytes: 10 })
  })
})

it('A clock is believed once it has run evenly for a day', () => {
  let [clock, elapsed] = [Date.UTC(2000, 0, 1), 0]
  const pass = (ms: number) => {
    clock += ms
    elapsed += ms
  }
  const isSteady = watchClock(
    () => clock,
    () => elapsed,
  )
  expect(isSteady()).toBe(false)
  pass(dayMs - 1)
  expect(isSteady()).toBe(false)
  pass(1)
  expect(isSteady()).toBe(true)
  clock = now
  expect(isSteady()).toBe(false)
  pass(dayMs)
  expect(isSteady()).toBe(true)
  clock -= 400 * dayMs
  expect(isSteady()).toBe(false)
})
