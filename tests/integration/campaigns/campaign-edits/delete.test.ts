import { expect, it, vi } from 'vitest'
import type { Clock } from '#backend/core/deps.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { startBackend, until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { useBench } from '../../../support/use-bench.ts'
import { makeCampaign, oneCampaign, read, rowOf, rowsByName, startEdits } from './support.ts'

const start = useBench((holdMs: number = 400, settleMs: readonly number[] = [0], clock: Clock = systemClock) =>
  startEdits({ backend: { clock, editTimings: { deleteHoldMs: holdMs, settleMs } } }),
)
const deletes = (rig: Bench) => rig.fake.journal.requests('DELETE', /campaigns/)
const isThere = (rig: Bench, id: string) => rig.fake.world.workspaces[0]?.campaigns.has(id) ?? false

async function results(rig: Bench, ids: readonly number[]) {
  return until('the deletions to end', async () => {
    const rows = await rig.app.call('campaignDeletions.results', { ids: [...ids] })
    return rows.every(({ state }) => state !== 'held' && state !== 'sent') ? rows : null
  })
}

it('A campaign is deleted after the undo time, and everything read before stays', async () => {
  const rig = await start()
  const { id, remoteId } = await oneCampaign(rig)
  const [asked] = await rig.app.call('campaignDeletions.ask', { campaignIds: [id] })
  expect(asked?.state).toBe('held')
  expect(isThere(rig, remoteId)).toBe(true)
  expect(await results(rig, [asked?.id ?? 0])).toMatchObject([{ name: 'Autumn', state: 'done', problem: null }])
  expect(isThere(rig, remoteId)).toBe(false)
  expect(await rowOf(rig, 'Autumn')).toMatchObject({ state: 'gone' })
  expect((await rig.app.call('campaigns.detail', { campaignId: id })).copy.steps).toHaveLength(3)
})

it('A deletion does not wait for a day if the clock was put back a day after the click', async () => {
  let aheadMs = 86_400_000
  const rig = await start(400, [0], { ...systemClock, now: () => Date.now() + aheadMs })
  const { id, remoteId } = await oneCampaign(rig)
  const [asked] = await rig.app.call('campaignDeletions.ask', { campaignIds: [id] })
  aheadMs = 0
  expect(await results(rig, [asked?.id ?? 0])).toMatchObject([{ state: 'done', problem: null }])
  expect(isThere(rig, remoteId)).toBe(false)
})

it('A deletion undone in time sends nothing, and a second undo changes nothing', async () => {
  const rig = await start()
  const { id, remoteId } = await oneCampaign(rig)
  const [asked] = await rig.app.call('campaignDeletions.ask', { campaignIds: [id] })
  const ids = [asked?.id ?? 0]
  expect(await rig.app.call('campaignDeletions.undo', { ids })).toEqual(ids)
  expect(await rig.app.call('campaignDeletions.undo', { ids })).toEqual([])
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(deletes(rig)).toEqual([])
  expect(isThere(rig, remoteId)).toBe(true)
})

it('A deletion is dropped if the app quits within the undo time', async () => {
  const rig = await start(60_000)
  const { id, remoteId } = await oneCampaign(rig)
  const [asked] = await rig.app.call('campaignDeletions.ask', { campaignIds: [id] })
  await rig.app.stop()
  const again = startBackend({ instantlyUrl: rig.fake.url, dir: rig.app.dir, editTimings: { deleteHoldMs: 0 } })
  try {
    const [after] = await again.call('campaignDeletions.results', { ids: [asked?.id ?? 0] })
    expect(after?.state).toBe('undone')
    expect(deletes(rig)).toEqual([])
    expect(isThere(rig, remoteId)).toBe(true)
  } finally {
    await again.stop()
  }
})

it('A deletion of many reports the outcome of each', async () => {
  const rig = await start()
  for (const name of ['Autumn', 'Winter', 'Spring']) await makeCampaign(rig, name, { start: false })
  await read(rig)
  const rows = await rowsByName(rig)
  const spring = rows.get('Spring')
  await createAsk(rig.fake)('DELETE', `/campaigns/${spring?.remoteId}`)
  rig.fake.faults.script({
    method: 'DELETE',
    path: `/campaigns/${rows.get('Winter')?.remoteId}`,
    fault: { kind: 'status', status: 403, when: 'before_commit' },
  })
  const asked = await rig.app.call('campaignDeletions.ask', { campaignIds: [...rows.values()].map(({ id }) => id) })
  const ended = await results(
    rig,
    asked.map(({ id }) => id),
  )
  expect(Object.fromEntries(ended.map(({ name, state, problem }) => [name, problem?.code ?? state]))).toEqual({
    Autumn: 'done',
    Winter: 'INSTANTLY_SCOPE_MISSING',
    Spring: 'done',
  })
})

it('A lost answer to a deletion is settled by reading, and nothing is deleted twice', async () => {
  const rig = await start()
  for (const name of ['Autumn', 'Winter']) await makeCampaign(rig, name, { start: false })
  await read(rig)
  const rows = await rowsByName(rig)
  for (const [name, when] of [
    ['Autumn', 'after_commit'],
    ['Winter', 'before_commit'],
  ] as const)
    rig.fake.faults.script({
      method: 'DELETE',
      path: `/campaigns/${rows.get(name)?.remoteId}`,
      fault: { kind: 'reset', when },
    })
  const asked = await rig.app.call('campaignDeletions.ask', { campaignIds: [...rows.values()].map(({ id }) => id) })
  const ended = await results(
    rig,
    asked.map(({ id }) => id),
  )
  expect(Object.fromEntries(ended.map(({ name, state, problem }) => [name, problem?.code ?? state]))).toEqual({
    Autumn: 'done',
    Winter: 'CAMPAIGN_NOT_DELETED',
  })
  expect(deletes(rig)).toHaveLength(2)
  expect((await rowOf(rig, 'Winter')).state).toBe('draft')
})

it('A deletion is not cancelled by a reading of campaigns while it still reads who unsubscribed', async () => {
  const time = { offset: 0 }
  const rig = await start(0, [0], { ...systemClock, now: () => Date.now() + time.offset })
  const { id, remoteId } = await oneCampaign(rig)
  const release = rig.fake.faults.hold({ method: 'POST', path: '/leads/list' })
  const [asked] = await rig.app.call('campaignDeletions.ask', { campaignIds: [id] })
  const ids = [asked?.id ?? 0]
  const state = async () => (await rig.app.call('campaignDeletions.results', { ids }))[0]
  await until('it to be under way', async () => (await state())?.state === 'sent')
  time.offset = 120_000
  await read(rig)
  expect(await state()).toMatchObject({ state: 'sent', problem: null })
  release()
  expect(await results(rig, ids)).toMatchObject([{ state: 'done' }])
  expect(isThere(rig, remoteId)).toBe(false)
})

/** A wait that ends when the test says so. */
const heldMs = 77_777

it.each([
  ['a moment after its answer was lost', [0, heldMs]],
  ['after it was reported as failed', [0]],
])('A deletion that Instantly carries out %s is reported as done', async (_when, settleMs) => {
  const waited = Promise.withResolvers<void>()
  const rig = await start(0, settleMs, {
    ...systemClock,
    sleep: (ms, signal) => (ms === heldMs ? waited.promise : systemClock.sleep(ms, signal)),
  })
  const { id, remoteId } = await oneCampaign(rig)
  rig.fake.faults.script({
    method: 'DELETE',
    path: `/campaigns/${remoteId}`,
    fault: { kind: 'reset', when: 'before_commit' },
  })
  const looks = () => rig.fake.journal.requests('GET', new RegExp(`/campaigns/${remoteId}$`)).length
  const before = looks()
  const [asked] = await rig.app.call('campaignDeletions.ask', { campaignIds: [id] })
  await until('a look whether it is gone', () => looks() > before)
  const isTold = settleMs.length === 1
  if (isTold) expect(await results(rig, [asked?.id ?? 0])).toMatchObject([{ state: 'failed' }])
  await createAsk(rig.fake)('DELETE', `/campaigns/${remoteId}`)
  waited.resolve()
  if (isTold) await read(rig)
  expect(await results(rig, [asked?.id ?? 0])).toMatchObject([{ state: 'done', problem: null }])
})

it('A list of campaigns asked for before the deletion does not bring the campaign back', async () => {
  const rig = await start()
  await makeCampaign(rig, 'Autumn', { start: false })
  await read(rig)
  const { id } = await rowOf(rig, 'Autumn')
  rig.fake.journal.clear()
  const answer = rig.fake.faults.hold({ method: 'GET', path: '/campaigns', when: 'after_commit' })
  const reading = read(rig)
  await vi.waitFor(() => expect(rig.fake.journal.requests('GET', /campaigns$/)[0]?.committed).toBe(true))
  const asked = await rig.app.call('campaignDeletions.ask', { campaignIds: [id] })
  expect(
    await results(
      rig,
      asked.map((one) => one.id),
    ),
  ).toMatchObject([{ state: 'done' }])
  answer()
  await reading
  expect((await rowOf(rig, 'Autumn')).state).toBe('gone')
})
