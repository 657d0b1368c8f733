/** The computer's clock is set back a day: opt-outs stay in effect and are sent all the same. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { quickOptOuts, until } from '../../../support/backend.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'
import { mail, synced } from '../../inbox/inbox/support.ts'

let bench: Bench
afterEach(() => bench.close())

it('An opt-out added again by hand applies, though it was undone while the clock was ahead', async () => {
  let aheadMs = 86_400_000
  bench = await startBench({ backend: { clock: { ...systemClock, now: () => Date.now() + aheadMs } } })
  const { workspaceId } = bench
  const add = () => bench.app.call('optOuts.add', { workspaceId, scope: 'client', text: 'ann@prospect.example' })
  const list = async (filter: 'all' | 'undone') =>
    (
      await bench.app.call('optOuts.list', {
        workspaceId,
        filter,
        search: 'ann@',
        order: 'value',
        descending: false,
        page: { offset: 0, limit: 10 },
      })
    ).rows
  await add()
  await bench.app.call('optOuts.undo', { ids: (await list('all')).map(({ id }) => id), undone: true })
  expect(await list('undone')).toHaveLength(1)
  aheadMs = 0
  await add()
  expect((await list('all'))[0]?.state).toBe('on')
})

it('An opt-out does not wait for a day', async () => {
  let aheadMs = 0
  bench = await startBench({
    backend: {
      clock: { ...systemClock, now: () => Date.now() + aheadMs },
      optOutTimings: { ...quickOptOuts, settleMs: 1_000, retryAfterMs: [1_000] },
    },
  })
  const { workspaceId } = bench
  const told = () => bench.fake.journal.requests('POST', /block-lists-entries/).length
  const failing = { kind: 'status', status: 503, when: 'before_commit' } as const
  bench.fake.faults.random({ seed: 1, method: 'POST', rate: 1, faults: [failing] })
  await bench.app.call('optOuts.add', { workspaceId, scope: 'client', text: 'ann@prospect.example' })
  await until('Instantly to refuse', () => told() > 0)
  bench.fake.faults.clear()
  // Recorded, and to be sent again in a second.
  await systemClock.sleep(300)
  const before = told()
  aheadMs = -86_400_000
  await until('Instantly to be told', () => told() > before)
  expect(bench.fake.violations).toEqual([])
})

describe.each([
  ['a day behind', -86_400_000],
  ['a day ahead', 86_400_000],
  ['a second behind', -1_000],
  ['a second ahead', 1_000],
])("With the computer's clock %s", (_how, aheadMs) => {
  const lead = 'ann@prospect.example'
  const optOuts = async (filter: 'all' | 'undone') =>
    (await bench.app.call('optOuts.list', { workspaceId: null, filter, page: {} })).rows.map(({ value }) => value)
  const conversation = () => until('the conversation', async () => (await synced(bench))[0])
  beforeEach(async () => {
    let time = () => Date.now()
    bench = await startBench({
      limits: null,
      date: () => time(),
      backend: { clock: { ...systemClock, now: () => time() + aheadMs } },
    })
    time = bench.fake.clock.now
  })

  it('an opt-out that was undone stays so until the person asks again', async () => {
    const first = mail(bench, { lead, text: 'Please unsubscribe me.' })
    await conversation()
    const { rows } = await bench.app.call('optOuts.list', { workspaceId: null, page: {} })
    bench.fake.clock.advance(60_000)
    await bench.app.call('optOuts.undo', { ids: rows.map(({ id }) => id), undone: true })
    expect(await optOuts('all')).toEqual([])
    bench.fake.clock.advance(60_000)
    await synced(bench)
    expect(await optOuts('undone')).toEqual([lead])
    mail(bench, { lead, text: 'Please remove me from your list and do not email me again.', after: first })
    await synced(bench)
    expect(await optOuts('all')).toEqual([lead])
  })

  it("an opt-out given by a reply's category ends with that category", async () => {
    mail(bench, { lead, text: 'Who else uses it?' })
    const { id: threadId } = await conversation()
    bench.fake.clock.advance(60_000)
    const correct = (sorted: 'unsubscribe' | 'question') => bench.app.call('inbox.correct', { threadId, sorted })
    await correct('unsubscribe')
    expect(await optOuts('all')).toEqual([lead])
    await correct('question')
    expect(await optOuts('all')).toEqual([])
  })

  it('an opt-out by hand stays, whatever a later reply of the conversation is sorted as', async () => {
    const first = mail(bench, { lead, text: 'Who else uses it?' })
    const { id: threadId } = await conversation()
    bench.fake.clock.advance(60_000)
    await bench.app.call('inbox.bulk', {
      selection: { threadIds: [threadId] },
      act: { kind: 'optOut' },
    })
    bench.fake.clock.advance(60_000)
    mail(bench, { lead, text: 'Stop writing to me.', after: first })
    await synced(bench)
    await bench.app.call('inbox.correct', { threadId, sorted: 'question' })
    expect(await optOuts('all')).toEqual([lead])
  })
})
