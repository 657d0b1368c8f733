import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { InboxBox } from '#shared/contract/inbox/inbox.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import { answerFor, mail, remoteWorkspace, synced } from './support.ts'

let bench: Bench
let store: Store
let hasQuit = false
let clock: ReturnType<typeof hastyClock>
beforeEach(async () => {
  hasQuit = false
  const hasty = hastyClock(40)
  // Quitting waits for mails by the same clock, and a busy machine may be slower than a fortieth of that.
  clock = { now: hasty.now, sleep: (ms, signal) => (hasQuit ? systemClock : hasty).sleep(ms, signal) }
  // Held mails are checked when the machine wakes, so not before the test says so.
  bench = await startBench({
    limits: null,
    backend: {
      clock,
      paces: { held_sends: 'woken' },
      openStore: (...from) => {
        store = openStore(...from)
        return store
      },
    },
  })
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  if (hasQuit) await bench.fake.close()
  else await bench.close()
})

/** Lets the undo period end, and triggers the check. */
async function timePasses(): Promise<void> {
  const end = clock.now() + 10_000
  await until('the time to pass', () => clock.now() > end)
  bench.app.backend.machine('resume')
}

const byHand = () => remoteWorkspace(bench).messages.filter(({ kind }) => kind === 3)
const replies = () => bench.fake.journal.entries.filter(({ path }) => path.endsWith('/emails/reply'))
const count = async (box: InboxBox) =>
  (await bench.app.call('inbox.threads', { workspaceId: null, box })).rows.map(({ leadEmail }) => leadEmail)
const held = () => bench.app.call('inbox.held', {})

async function pressed(idempotencyKey = 'pressed-1') {
  mail(bench, { lead: 'anna.kessler@kessler.example', text: 'Tell me more' })
  const threadId = (await synced(bench))[0]?.id ?? 0
  const writing = await answerFor(bench, threadId)
  const send = await bench.app.call('inbox.send', { ...writing, idempotencyKey })
  return { threadId, writing, send }
}

it('A mail is held for ten seconds, shows its recipient and time, and is then sent once', async () => {
  const { send, threadId } = await pressed()
  expect(send).toMatchObject({ state: 'pending' })
  expect(Date.parse(send.leavesAt ?? '') - Date.parse(send.createdAt)).toBe(10_000)
  expect(await held()).toEqual([
    { id: send.id, threadId, kind: 'reply', name: 'Anna Kessler', leavesAt: send.leavesAt },
  ])
  // It no longer needs an answer, though nothing has been sent yet.
  expect([await count('answer'), await count('waiting')]).toEqual([[], ['anna.kessler@kessler.example']])
  expect(replies()).toHaveLength(0)
  await timePasses()
  await until('the mail to leave', () => byHand().length === 1)
  await until('its end to be told', () => bench.app.events.some(({ name }) => name === 'inbox.sendEnded'))
  expect(bench.app.events.find(({ name }) => name === 'inbox.sendEnded')?.payload).toEqual({
    threadId,
    name: 'Anna Kessler',
    state: 'done',
  })
  expect(await held()).toEqual([])
  expect(replies()).toHaveLength(1)
})

it('A held mail does not wait for a day if the clock was put back a day after the click', async () => {
  await pressed()
  const { now } = clock
  Object.assign(clock, { now: () => now() - 86_400_000 })
  await timePasses()
  await until('the mail to leave', () => byHand().length === 1)
})

it('Undone: Instantly gets nothing, the text is a draft again, and the conversation is to be answered', async () => {
  const { send, threadId, writing } = await pressed()
  expect(await bench.app.call('inbox.undoSend', { sendId: send.id })).toEqual({ undone: true })
  await timePasses()
  expect(await count('answer')).toEqual(['anna.kessler@kessler.example'])
  const { sends } = await bench.app.call('inbox.thread', { threadId })
  expect(sends).toEqual([expect.objectContaining({ state: 'draft', text: writing.text, leavesAt: null })])
  // A repeated click of a window that got no answer does not send it after all; a new one does.
  await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'pressed-1' })
  await timePasses()
  await synced(bench)
  expect(replies()).toHaveLength(0)
  await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'pressed-2' })
  await timePasses()
  await until('the mail to leave', () => byHand().length === 1)
})

it('A mail cannot be undone once it was sent, and says so', async () => {
  const { send } = await pressed()
  await timePasses()
  await until('the mail to leave', () => byHand().length === 1)
  expect(await bench.app.call('inbox.undoSend', { sendId: send.id })).toEqual({ undone: false })
  expect(byHand()).toHaveLength(1)
})

it('Undo keeps the text of a draft begun meanwhile', async () => {
  const { send, threadId, writing } = await pressed()
  await bench.app.call('inbox.saveDraft', { ...writing, text: 'One more thing' })
  await bench.app.call('inbox.undoSend', { sendId: send.id })
  const { sends } = await bench.app.call('inbox.thread', { threadId })
  expect(sends.map(({ state, text }) => [state, text])).toEqual([['draft', `${writing.text}\n\nOne more thing`]])
})

it('The list marks a conversation with an unsent answer, until it is sent or discarded', async () => {
  mail(bench, { lead: 'anna.kessler@kessler.example', text: 'Tell me more' })
  const threadId = (await synced(bench))[0]?.id ?? 0
  const writing = await answerFor(bench, threadId)
  const marks = async () =>
    (await bench.app.call('inbox.threads', { workspaceId: null, box: 'all' })).rows.map(({ draft }) => draft)
  const told = () => bench.app.events.filter(({ name }) => name === 'data.changed').length
  expect(await marks()).toEqual([false])
  const before = told()
  const { id } = await bench.app.call('inbox.saveDraft', writing)
  expect(await marks()).toEqual([true])
  await until('the list to hear of it', () => told() > before)
  await bench.app.call('inbox.dropDraft', { sendId: id })
  expect(await marks()).toEqual([false])
  await bench.app.call('inbox.saveDraft', { ...writing, text: ' ' })
  expect(await marks()).toEqual([false])
  await bench.app.call('inbox.saveDraft', writing)
  const send = await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'pressed-2' })
  expect(await marks()).toEqual([false])
  await bench.app.call('inbox.undoSend', { sendId: send.id })
  expect(await marks()).toEqual([true])
})

it('A draft saved again since its conversation was read is discarded by what the window knows of it', async () => {
  mail(bench, { lead: 'anna.kessler@kessler.example', text: 'Tell me more' })
  const threadId = (await synced(bench))[0]?.id ?? 0
  const writing = await answerFor(bench, threadId)
  const { id } = await bench.app.call('inbox.saveDraft', writing)
  await bench.app.call('inbox.saveDraft', { ...writing, text: 'More words' })
  const sends = async () => (await bench.app.call('inbox.thread', { threadId })).sends
  expect(await sends()).toMatchObject([{ id, text: 'More words', state: 'draft' }])
  await bench.app.call('inbox.dropDraft', { sendId: id })
  expect(await sends()).toEqual([])
})

it('A held mail reports its failure, wherever the operator is by then', async () => {
  bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status: 400, when: 'before_commit' } })
  const { threadId } = await pressed()
  await timePasses()
  const ended = await until('its end', () => bench.app.events.find(({ name }) => name === 'inbox.sendEnded') ?? null)
  expect(ended.payload).toEqual({ threadId, name: 'Anna Kessler', state: 'failed' })
  expect(await count('answer')).toEqual(['anna.kessler@kessler.example'])
})

it('A held mail is sent when the operator quits', async () => {
  await pressed()
  hasQuit = true
  await bench.app.stop()
  expect(byHand()).toHaveLength(1)
})

it('A mail whose time is over while the disk is full is sent once there is room, once, and the app keeps working', async () => {
  let refused = 0
  let isFull = true
  const { raw } = store
  // A busy loop would hang the test too, so the disk has space again after this many refusals.
  raw.function('refuses', () => {
    if (isFull && refused < 300) {
      refused += 1
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    }
    return null
  })
  const { send } = await pressed()
  raw.exec('create temp trigger full before update on main.inbox_send begin select refuses(); end')
  await timePasses()
  await until('it to be refused', () => refused > 0)
  expect((await held()).map(({ id }) => id)).toEqual([send.id])
  for (let turn = 0; turn < 400; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect([replies().length, refused < 20]).toEqual([0, true])
  isFull = false
  bench.app.backend.machine('resume')
  await until('the mail to leave', () => byHand().length === 1)
  await until('its end to be written', async () => (await held()).length === 0)
  expect(replies()).toHaveLength(1)
})
