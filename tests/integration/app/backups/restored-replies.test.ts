import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { times } from '../../../support/long.ts'
import { answerFor, mail, remoteWorkspace, startInbox, synced } from '../../inbox/inbox/support.ts'

/** An answer and a deletion, with copies from before, while they were in flight, and after. */
let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const answersThere = () => remoteWorkspace(bench).messages.filter(({ kind }) => kind === 3).length

async function backUp(): Promise<string> {
  await bench.app.call('backups.start', {})
  return (await bench.app.call('backups.state', {})).copies?.[0]?.path ?? ''
}
const restored = async () => (await bench.app.call('backups.state', {})).restored

async function restoreAndCompare(path: string): Promise<void> {
  await bench.app.call('backups.restore', { path })
  await until('the copy to be compared', async () => {
    const now = await restored()
    return now !== null && !now.reading && now.reconciled === now.clients
  })
}

async function thread(): Promise<number> {
  mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
  return (await synced(bench))[0]?.id ?? 0
}

it('An answer sent after the copy was made is found, and not sent again', async () => {
  const threadId = await thread()
  bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status: 502, when: 'before_commit' } })
  const { id } = await bench.app.call('inbox.send', {
    ...(await answerFor(bench, threadId)),
    idempotencyKey: 'the-one-click',
  })
  await until('nobody to know', async () =>
    (await bench.app.call('inbox.thread', { threadId })).sends.some(({ state }) => state === 'unclear'),
  )
  const copy = await backUp()
  await bench.app.call('inbox.settle', { sendId: id, as: 'again' })
  expect(answersThere()).toBe(1)
  await restoreAndCompare(copy)
  expect((await restored())?.held.filter(({ kind }) => kind === 'reply')).toEqual([])
  await bench.app.call('backups.release', { item: null })
  expect(answersThere()).toBe(1)
  expect((await bench.app.call('inbox.thread', { threadId })).sends).toEqual([])
})

it('An answer that was never sent is paused, and sent once when it is released', async () => {
  const threadId = await thread()
  bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status: 502, when: 'before_commit' } })
  await bench.app.call('inbox.send', { ...(await answerFor(bench, threadId)), idempotencyKey: 'the-one-click' })
  await until('nobody to know', async () =>
    (await bench.app.call('inbox.thread', { threadId })).sends.some(({ state }) => state === 'unclear'),
  )
  await restoreAndCompare(await backUp())
  expect((await restored())?.held.filter(({ kind }) => kind === 'reply')).toHaveLength(1)
  expect(answersThere()).toBe(0)
  await bench.app.call('backups.release', { item: null })
  expect(answersThere()).toBe(1)
})

it('An answer unknown to the copy is read back, and nothing is sent', async () => {
  const threadId = await thread()
  const copy = await backUp()
  await bench.app.call('inbox.send', { ...(await answerFor(bench, threadId)), idempotencyKey: 'the-one-click' })
  expect(answersThere()).toBe(1)
  await restoreAndCompare(copy)
  await bench.app.call('backups.release', { item: null })
  await synced(bench)
  expect(answersThere()).toBe(1)
  const { messages } = await bench.app.call('inbox.thread', { threadId })
  expect(messages.filter(({ direction }) => direction === 'sent')).toHaveLength(1)
})

const seeds = Number(process.env['RESTORE_CASES'] ?? times(1, 40))
const cases = (['before', 'middle', 'after'] as const).flatMap((moment) =>
  Array.from({ length: seeds }, (_, no) => [moment, no + Number(process.env['RESTORE_FIRST'] ?? 0)] as const),
)
describe('copies of any moment', () => {
  it.each(cases)('a copy %s an answer, case %i: the answer exists once', async (moment, seed) => {
    const random = createRandom(seed)
    const { app, fake } = bench
    const threadId = await thread()
    let copy = moment === 'before' ? await backUp() : ''
    const path = '/emails/reply'
    const trouble = (['slow', 'lost', 'refused'] as const)[Math.floor(random() * 3)] ?? 'slow'
    const goOn = trouble === 'slow' ? fake.faults.hold({ method: 'POST', path, nth: 1 }) : () => undefined
    if (trouble === 'lost') fake.faults.script({ path, fault: { kind: 'reset', when: 'after_commit' } })
    if (trouble === 'refused')
      fake.faults.script({ path, fault: { kind: 'status', status: 502, when: 'before_commit' } })
    const sends = async () => (await app.call('inbox.thread', { threadId })).sends
    const sending = app.call('inbox.send', { ...(await answerFor(bench, threadId)), idempotencyKey: 'the-one-click' })
    await until('it to be on its way', async () => (await sends()).length > 0 || answersThere() > 0)
    if (moment === 'middle') copy = await backUp()
    goOn()
    const { id } = await sending
    if (trouble === 'refused') {
      await until('nobody to know', async () => (await sends()).some(({ state }) => state === 'unclear'))
      // Otherwise the copy decides, if it has a record of it.
      if (moment === 'before' || random() < 0.5) await app.call('inbox.settle', { sendId: id, as: 'again' })
    } else await until('it to be there', () => answersThere() === 1)
    if (moment === 'after') copy = await backUp()
    await restoreAndCompare(copy)
    await bench.app.call('backups.release', { item: null })
    await until('it to be there and settled', async () => answersThere() > 0 && (await sends()).length === 0)
    await synced(bench)
    expect(answersThere()).toBe(1)
    const { messages } = await bench.app.call('inbox.thread', { threadId })
    expect(messages.filter(({ direction }) => direction === 'sent')).toHaveLength(1)
  })
})
