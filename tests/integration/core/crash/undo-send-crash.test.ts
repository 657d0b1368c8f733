import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { type CrashBench, goneIsNothing, startCrashBench } from '../../../support/crash/crash-bench.ts'
import type { DieAt } from '../../../support/crash/die-at.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { times } from '../../../support/long.ts'
import { answerFor, mail, remoteWorkspace, synced } from '../../inbox/inbox/support.ts'

/** A mail that can be undone for a while is sent at most once, whenever the app dies. */
let bench: CrashBench
beforeEach(async () => {
  bench = await startCrashBench({
    limits: null,
    workspaces: [{ name: 'Kessler', keys: [{ key: 'kessler-key-0001' }], mailboxes: 1 }],
  })
})
afterEach(() => bench.close())

const asBench = () => bench as unknown as Bench
const byHand = () => remoteWorkspace(bench).messages.filter(({ kind }) => kind === 3)
const hold = (undoSeconds: number) => bench.app.call('inbox.saveSettings', { undoSeconds })

async function toAnswer() {
  mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
  const [thread] = await synced(asBench())
  const threadId = thread?.id ?? 0
  return { threadId, writing: await answerFor(asBench(), threadId) }
}

/** Waits until nothing is in flight; returns the open questions to the operator. */
const settled = (threadId: number) =>
  until('the mail to be settled', async () => {
    const { sends } = await bench.app.call('inbox.thread', { threadId })
    const open = sends.filter(({ state }) => state === 'pending' || state === 'sent')
    return open.length === 0 ? sends.map(({ state }) => state) : null
  })

it('An email held when the app was killed is held again, and sent once', async () => {
  const { threadId, writing } = await toAnswer()
  await hold(30)
  await bench.startKillable()
  await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'killed-held' })
  await hold(1)
  await bench.app.kill()
  expect(byHand()).toHaveLength(0)
  await bench.startAfterKill()
  expect(await settled(threadId)).toEqual([])
  // A repeated click of a window that got no answer is the same mail.
  await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'killed-held' })
  expect(await settled(threadId)).toEqual([])
  expect(byHand()).toHaveLength(1)
})

it('An email undone before the app was killed is never sent', async () => {
  const { threadId, writing } = await toAnswer()
  await hold(30)
  await bench.startKillable()
  const { id } = await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'killed-undone' })
  await bench.app.call('inbox.undoSend', { sendId: id })
  await hold(1)
  await bench.app.kill()
  await bench.startAfterKill()
  expect(await settled(threadId)).toEqual(['draft'])
  await synced(asBench())
  expect(byHand()).toHaveLength(0)
})

// It is marked as sent before the request to Instantly: killed inside the transaction it was never sent; killed after
// the commit the outcome is unknown, so the app looks for it.
const moments: readonly (DieAt & { readonly mails: 0 | 1 })[] = [
  { table: 'inbox_send', nth: 1, when: 'inside', mails: 0 },
  { table: 'inbox_send', column: 'sent_at', nth: 1, when: 'committed', mails: 0 },
  // In both it is stored and not marked, as when it is killed while it is held.
  { table: 'inbox_send', nth: 1, when: 'committed', mails: 1 },
  { table: 'inbox_send', column: 'sent_at', nth: 1, when: 'inside', mails: 1 },
]
it.each(moments.slice(0, times(2, moments.length)))(
  'Killed $when the row $nth of $table $column: sent $mails times',
  async ({ mails, ...dying }) => {
    const { threadId, writing } = await toAnswer()
    await hold(1)
    await bench.startKillable(dying)
    await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'killed-exactly' }).catch(goneIsNothing)
    await bench.app.gone
    await bench.startAfterKill()
    const asked = await settled(threadId)
    // If the outcome is unknown the operator is asked, and nothing is repeated automatically.
    expect([asked, byHand().length]).toEqual([dying.column && mails === 0 ? ['unclear'] : [], mails])
  },
)

// Before the commit it is marked and not at Instantly, as above.
it.each((['during_reply_after_commit', 'during_reply_before_commit'] as const).slice(0, times(1, 2)))(
  'killed %s, once its time was over: not sent twice',
  async (point) => {
    const { threadId, writing } = await toAnswer()
    await hold(1)
    await bench.startKillable()
    bench.fake.faults.killAt(point, bench.pid)
    await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'killed-leaving' })
    await bench.app.gone
    await bench.startAfterKill()
    const asked = await settled(threadId)
    expect([asked, byHand().length]).toEqual(point === 'during_reply_before_commit' ? [['unclear'], 0] : [[], 1])
  },
)
