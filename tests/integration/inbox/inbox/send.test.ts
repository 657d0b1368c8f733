import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InboxSend } from '#shared/contract/inbox/inbox.ts'
import { subjectFor } from '#shared/domain/inbox/addresses.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { startAfterKill, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import { type Bench, paceAt } from '../../../support/export-bench.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import type { Fault } from '../../../support/instantly/fault-rules.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { times } from '../../../support/long.ts'
import { answerFor, label, mail, remoteWorkspace, sendAtOnce, startInbox, synced, threads } from './support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const byHand = (from: Pick<Bench, 'fake'> = bench) =>
  remoteWorkspace(from)
    .messages.filter(({ kind }) => kind === 3)
    .map(({ to, text }) => [to, text])
const sendsOf = async (threadId: number): Promise<readonly InboxSend[]> =>
  (await bench.app.call('inbox.thread', { threadId })).sends

/** Waits, because a busy machine answers before the mail is settled, which then continues in the background. */
const gone = (threadId: number) => until('the mail to be gone', async () => (await sendsOf(threadId)).length === 0)

async function oneThread(): Promise<number> {
  mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
  return (await synced(bench))[0]?.id ?? 0
}

describe('the recipient of a mail', () => {
  it('is never our own account, and never other than what was shown', async () => {
    const own = remoteWorkspace(bench).mailboxes[0]?.email ?? ''
    const sent = mail(bench, { lead: 'anna@kessler.example', text: 'Hi Anna', kind: 1 })
    mail(bench, { lead: 'anna@kessler.example', text: 'Hello', after: sent })
    const [thread] = await synced(bench)
    const threadId = thread?.id ?? 0
    await bench.app.call('inbox.readThrough', { threadId })
    const { messages } = await bench.app.call('inbox.thread', { threadId })
    expect(messages.map(({ direction, answer }) => [direction, answer?.to ?? null])).toEqual([
      ['sent', null],
      ['received', 'anna@kessler.example'],
    ])
    const writing = await answerFor(bench, threadId)
    const ours = messages[0]?.id ?? 0
    await expect(
      bench.app.call('inbox.send', { ...writing, messageId: ours, to: own, idempotencyKey: 'to-ourselves' }),
    ).rejects.toMatchObject({ code: 'REPLY_TO_OWN_MAIL' })
    await expect(
      bench.app.call('inbox.send', { ...writing, to: 'other@kessler.example', idempotencyKey: 'to-another' }),
    ).rejects.toMatchObject({ code: 'RECIPIENT_CHANGED', data: { to: 'anna@kessler.example' } })
    await expect(
      bench.app.call('inbox.send', { ...writing, text: 'Hi {{firstName}}', idempotencyKey: 'with-braces' }),
    ).rejects.toMatchObject({ code: 'VARIABLES_OPEN' })
    await expect(
      bench.app.call('inbox.send', { ...writing, cc: 'nobody', idempotencyKey: 'to-nobody' }),
    ).rejects.toMatchObject({ code: 'RECIPIENT_UNREADABLE' })
    expect(byHand()).toEqual([])
  })

  it('cannot be added by a hostile subject: an answer has its subject on one line', async () => {
    mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more', subject: 'Hi\r\nBcc: victim@other.example' })
    const threadId = (await synced(bench))[0]?.id ?? 0
    const { thread } = await bench.app.call('inbox.thread', { threadId })
    const subject = subjectFor('reply', thread.subject)
    await bench.app.call('inbox.send', {
      ...(await answerFor(bench, threadId)),
      subject,
      idempotencyKey: 'hostile-subject',
    })
    await gone(threadId)
    const sent = remoteWorkspace(bench).messages.filter(({ kind }) => kind === 3)
    expect(sent.map((one) => one.subject)).toEqual(['Re: Hi Bcc: victim@other.example'])
  })

  it('is whom the operator names for a forward, with the original and its attachments', async () => {
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    const forward = { ...writing, kind: 'forward', to: 'Cfo <cfo@kessler.example>', includeOriginal: true } as const
    await bench.app.call('inbox.send', { ...forward, text: 'See below', idempotencyKey: 'forward-1' })
    await gone(threadId)
    expect(byHand().map(([to]) => to)).toEqual(['cfo@kessler.example'])
  })
})

it('An answer is sent from the account as Instantly spells it, and found there when its answer is lost', async () => {
  const box = remoteWorkspace(bench).mailboxes[0]
  if (!box) throw new Error('no mailbox')
  Object.assign(box, { email: 'Box.One@Sender.example' })
  await bench.app.call('accounts.sync', { workspaceId: null })
  const threadId = await oneThread()
  bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'reset', when: 'after_commit' } })
  await bench.app.call('inbox.send', { ...(await answerFor(bench, threadId)), idempotencyKey: 'with-capitals' })
  await gone(threadId)
  const [asked] = bench.fake.journal.requests('POST', '/api/v2/emails/reply')
  expect(JSON.parse(asked?.bodyText ?? '{}').eaccount).toBe(box.email)
  const looked = bench.fake.journal.requests('GET', '/api/v2/emails').map(({ query }) => new URLSearchParams(query))
  expect(new Set(looked.map((query) => query.get('eaccount') ?? box.email))).toEqual(new Set([box.email]))
  expect(byHand()).toHaveLength(1)
})

describe('a lost answer', () => {
  it('that was carried out is found in the thread, counted once, and not repeated', async () => {
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'reset', when: 'after_commit' } })
    await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'lost-mail-1' })
    await gone(threadId)
    expect(byHand()).toEqual([['anna@kessler.example', writing.text]])
    const { messages } = await bench.app.call('inbox.thread', { threadId })
    expect(messages.filter(({ direction }) => direction === 'sent')).toHaveLength(1)
  })

  it('that was carried out while the clock was a day ahead is found after the clock was corrected', async () => {
    const hasty = hastyClock(40)
    let aheadMs = 0
    await bench.close()
    bench = await startInbox({
      backend: {
        clock: { ...hasty, now: () => hasty.now() + aheadMs },
        inboxTimings: { lateMs: 80_000, looks: 2, checkEveryMs: 100 },
      },
    })
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    aheadMs = 86_400_000
    await synced(bench)
    bench.fake.faults.at('during_reply_after_commit', () => {
      aheadMs = 0
    })
    await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'lost-mail-clock' })
    // Any answer meanwhile shows the difference between the clocks.
    await bench.app.call('exports.choices', { workspaceId: bench.workspaceId })
    await gone(threadId)
    expect(byHand()).toEqual([['anna@kessler.example', writing.text]])
  })

  it('that was not carried out: the operator is asked, and it is sent once', async () => {
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status: 502, when: 'before_commit' } })
    await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'lost-mail-2' })
    const [unclear] = await until('the question', async () => {
      const sends = await sendsOf(threadId)
      return sends[0]?.state === 'unclear' ? sends : null
    })
    // The list says so too, so that nobody answers a second time.
    expect((await synced(bench)).map(({ unsent }) => unsent)).toEqual(['unclear'])
    expect(byHand()).toEqual([])
    await bench.app.call('inbox.settle', { sendId: unclear?.id ?? 0, as: 'again' })
    expect(byHand()).toHaveLength(1)
    expect((await threads(bench)).map(({ unsent }) => unsent)).toEqual([null])
    expect(await sendsOf(threadId)).toEqual([])
  })

  it('is found although Instantly put another mark for replies before its subject', async () => {
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status: 502, when: 'before_commit' } })
    const received = remoteWorkspace(bench).messages[0]
    mail(bench, {
      lead: 'anna@kessler.example',
      text: writing.text,
      subject: `AW: ${writing.subject}`,
      kind: 3,
      ...(received ? { after: received } : {}),
    })
    await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'other-mark' })
    await gone(threadId)
    expect(byHand()).toHaveLength(1)
  })

  it('that turns up late counts as sent, and sending it again does nothing more', async () => {
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status: 502, when: 'before_commit' } })
    await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'lost-mail-3' })
    const unclear = await until('the question', async () => {
      const [send] = await sendsOf(threadId)
      return send?.state === 'unclear' ? send : null
    })
    const received = remoteWorkspace(bench).messages[0]
    mail(bench, {
      lead: 'anna@kessler.example',
      text: writing.text,
      subject: writing.subject,
      kind: 3,
      ...(received ? { after: received } : {}),
    })
    await synced(bench)
    expect(await sendsOf(threadId)).toEqual([])
    await bench.app.call('inbox.settle', { sendId: unclear.id, as: 'again' })
    expect(byHand()).toHaveLength(1)
  })

  it('sent again by two clicks at once is sent once, and a crash meanwhile does not send it twice', async () => {
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status: 502, when: 'before_commit' } })
    await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'lost-mail-4' })
    const unclear = await until('the question', async () => {
      const [send] = await sendsOf(threadId)
      return send?.state === 'unclear' ? send : null
    })
    bench.fake.faults.latency({ ms: 150 })
    const press = () => bench.app.call('inbox.settle', { sendId: unclear.id, as: 'again' })
    const presses = Promise.all([press(), press()])
    const seen: (string | undefined)[] = []
    await until('the mail to be gone', async () => {
      const [send] = await sendsOf(threadId)
      seen.push(send?.state)
      return send === undefined
    })
    await presses
    // The next start relies on what is on disk during the request.
    expect(seen.at(-2)).toBe('sent')
    expect(byHand()).toHaveLength(1)
  })

  it('that was never sent says so, keeps the text, and is sent on request', async () => {
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status: 400, when: 'before_commit' } })
    const { id } = await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'refused-1' })
    // On a slow computer the call answers before Instantly does.
    const refused = await until('the refusal', async () => {
      const [send] = await sendsOf(threadId)
      return send?.state === 'failed' ? send : null
    })
    expect(refused).toMatchObject({ id, text: writing.text, problem: { code: 'API_REFUSED' } })
    await bench.app.call('inbox.settle', { sendId: id, as: 'again' })
    expect(byHand()).toHaveLength(1)
  })
})

describe.each(['before_commit', 'after_commit'] as const)('an answer refused for the time being %s', (when) => {
  it.each<[string, Fault]>([
    ['by a rate limit', { kind: 'status', status: 429, when }],
    ['by a rate limit that names a time', { kind: 'status', status: 429, when, retryAfterSeconds: 1 }],
    ['by a firewall', { kind: 'html', status: 403, when }],
  ])('%s is sent once, without a question', async (_, fault) => {
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    bench.fake.faults.script({ path: '/emails/reply', fault })
    await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'for-now-1' })
    await gone(threadId)
    expect(byHand()).toEqual([['anna@kessler.example', writing.text]])
    const { messages } = await bench.app.call('inbox.thread', { threadId })
    expect(messages.filter(({ direction }) => direction === 'sent')).toHaveLength(1)
  })
})

it.each([
  [425, 'it came too early for something in between'],
  [409, 'it was answered with a conflict'],
])('An answer that was sent although (%i) %s cannot be edited and sent twice', async (status) => {
  const threadId = await oneThread()
  const writing = await answerFor(bench, threadId)
  bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status, when: 'after_commit' } })
  await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'too-early-1' })
  await gone(threadId)
  expect(byHand()).toHaveLength(1)
})

it('An answer that was sent although it was refused is found before it is sent again', async () => {
  const threadId = await oneThread()
  const writing = await answerFor(bench, threadId)
  bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status: 400, when: 'after_commit' } })
  const { id } = await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'refused-2' })
  await until('the refusal', async () => (await sendsOf(threadId))[0]?.state === 'failed')
  await bench.app.call('inbox.settle', { sendId: id, as: 'again' })
  await gone(threadId)
  expect(byHand()).toHaveLength(1)
})

describe('an answer that was not sent', () => {
  async function refused(status = 400) {
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    bench.fake.faults.script({ path: '/emails/reply', fault: { kind: 'status', status, when: 'before_commit' } })
    const { id } = await bench.app.call('inbox.send', {
      ...writing,
      cc: 'cfo@kessler.example',
      idempotencyKey: 'not-sent-1',
    })
    const send = await until('its end', async () => {
      const [found] = await sendsOf(threadId)
      return found?.state === 'failed' || found?.state === 'unclear' ? found : null
    })
    expect(send.id).toBe(id)
    return { threadId, writing, send }
  }
  const settle = (sendId: number, as: 'again' | 'drop' | 'restore') => bench.app.call('inbox.settle', { sendId, as })

  it('can be edited: it is a draft again, above the text begun since, and is sent once, as changed', async () => {
    const { threadId, writing, send } = await refused()
    await bench.app.call('inbox.saveDraft', { ...writing, text: 'One more thing' })
    expect(await bench.app.call('inbox.undoSend', { sendId: send.id })).toEqual({ undone: true })
    const [draft, ...others] = await sendsOf(threadId)
    const text = `${writing.text}\n\nOne more thing`
    expect([draft, others]).toMatchObject([{ state: 'draft', text, cc: 'cfo@kessler.example', problem: null }, []])
    expect((await threads(bench)).map(({ unsent }) => unsent)).toEqual(['draft'])
    await settle(send.id, 'again')
    expect(byHand()).toEqual([])
    await bench.app.call('inbox.send', { ...writing, text: 'Mended', idempotencyKey: 'not-sent-2' })
    await gone(threadId)
    await settle(send.id, 'again').catch(() => undefined)
    expect(byHand()).toEqual([['anna@kessler.example', 'Mended']])
  })

  it('can be edited while it waits for a paused client, and is not sent when the client goes on', async () => {
    const threadId = await oneThread()
    const writing = await answerFor(bench, threadId)
    await bench.app.call('pauses.set', { workspaceId: bench.workspaceId, paused: true })
    const { id } = await bench.app.call('inbox.send', { ...writing, idempotencyKey: 'waiting-1' })
    expect(await bench.app.call('inbox.undoSend', { sendId: id })).toEqual({ undone: true })
    await bench.app.call('pauses.set', { workspaceId: bench.workspaceId, paused: false })
    await synced(bench)
    expect((await sendsOf(threadId)).map(({ state }) => state)).toEqual(['draft'])
    expect(bench.fake.journal.requests('POST', '/api/v2/emails/reply')).toHaveLength(0)
  })

  it('cannot be edited while it is not known whether it was sent', async () => {
    const { threadId, send } = await refused(502)
    expect(await bench.app.call('inbox.undoSend', { sendId: send.id })).toEqual({ undone: false })
    expect(await sendsOf(threadId)).toMatchObject([{ id: send.id, state: 'unclear' }])
  })

  it.each([400, 502])('comes back as it was when its discarding is undone, after status %i', async (status) => {
    const { threadId, send } = await refused(status)
    await settle(send.id, 'drop')
    expect(await sendsOf(threadId)).toEqual([])
    await settle(send.id, 'again')
    await settle(send.id, 'restore')
    const { state, text, problem } = send
    expect(await sendsOf(threadId)).toMatchObject([{ state, text, ...(state === 'failed' ? { problem } : {}) }])
    await settle(send.id, 'again')
    await settle(send.id, 'restore')
    expect(byHand()).toHaveLength(1)
    expect(await sendsOf(threadId)).toEqual([])
  })
})

describe('a killed app', () => {
  // A mail that can be undone for a while is killed afterwards in undo-send-crash.test.ts.
  it.each((['during_reply_before_commit', 'during_reply_after_commit'] as const).slice(0, times(1, 2)))(
    'sends an answer once, killed %s',
    async (point) => {
      const fake = await startFakeInstantly({
        limits: null,
        workspaces: [{ name: 'Kessler', keys: [{ key: 'kessler-key-0001' }], mailboxes: 1 }],
      })
      const dir = temporaryDir('sendoff-inbox-')
      const killable = await startCrashingApp(dir, fake.url, paceAt({ limits: null }))
      let app: UnkilledApp = killable
      const at = { fake, app } as unknown as Bench
      await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
      await sendAtOnce(at)
      mail(at, { lead: 'anna@kessler.example', text: 'Tell me more' })
      const [thread] = await synced(at)
      const threadId = thread?.id ?? 0
      const writing = await answerFor(at, threadId)
      fake.faults.killAt(point, killable.pid)
      await expect(app.call('inbox.send', { ...writing, idempotencyKey: 'killed-1' })).rejects.toMatchObject({
        code: 'BACKEND_GONE',
      })
      app = await startAfterKill(dir, fake.url, paceAt({ limits: null }))
      const again = { fake, app } as unknown as Bench
      // A repeated click of a window that got no answer is the same mail.
      await app.call('inbox.send', { ...writing, idempotencyKey: 'killed-1' })
      const end = await until('the mail to be found, or the question', async () => {
        const { sends, messages } = await app.call('inbox.thread', { threadId })
        if (sends[0]?.state === 'unclear') return sends[0]
        return sends.length === 0 && messages.some(({ direction }) => direction === 'sent') ? 'done' : null
      })
      if (point === 'during_reply_before_commit') {
        expect(byHand(again)).toEqual([])
        expect(end).not.toBe('done')
        if (end !== 'done') await app.call('inbox.settle', { sendId: end.id, as: 'again' })
      } else expect(end).toBe('done')
      expect(byHand(again)).toEqual([['anna@kessler.example', writing.text]])
      expect(await threads(again)).toHaveLength(1)
      await app.kill()
      await fake.close()
    },
  )
})

describe('labels', () => {
  it('are set at Instantly first: if refused there, they are not shown here', async () => {
    const threadId = await oneThread()
    bench.fake.faults.script({
      path: '/leads/update-interest-status',
      fault: { kind: 'status', status: 400, when: 'before_commit' },
    })
    await expect(label(bench.app, threadId, 1)).rejects.toMatchObject({ code: 'API_REFUSED' })
    expect((await threads(bench))[0]?.interest).toBeNull()
  })
})
