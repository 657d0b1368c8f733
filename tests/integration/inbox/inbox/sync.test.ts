import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { migrationsDir, startBackend, until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { createNetwork } from '../../../support/network.ts'
import { answerFor, mail, startInbox, synced, threads } from './support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

it('Replies are shown by thread, newest first, and a second reading changes nothing', async () => {
  const first = mail(bench, { lead: 'anna@kessler.example', text: 'Sounds interesting, send me a quote?' })
  mail(bench, { lead: 'bob@nordwind.example', text: 'Not for us.' })
  mail(bench, { lead: 'anna@kessler.example', text: 'Did you see my mail?', after: first })
  const found = await synced(bench)
  expect(found.map(({ leadEmail, messageCount, unread }) => [leadEmail, messageCount, unread])).toEqual([
    ['anna@kessler.example', 2, 2],
    ['bob@nordwind.example', 1, 1],
  ])
  expect(await synced(bench)).toEqual(found)
  const [anna] = found
  const { messages } = await bench.app.call('inbox.thread', { threadId: anna?.id ?? 0 })
  expect(messages.map(({ text }) => text)).toEqual(['Sounds interesting, send me a quote?', 'Did you see my mail?'])
})

it('The whole past is read page by page, and what comes later', async () => {
  for (let no = 0; no < 230; no += 1) {
    mail(bench, {
      lead: `lead${no}@past.example`,
      text: `No ${no}`,
      at: bench.fake.clock.now() - 90 * 86_400_000 + no * 60_000,
    })
  }
  await synced(bench)
  await until('the past', async () => (await bench.app.call('inbox.counts', { workspaceId: null })).all === 230)
  mail(bench, { lead: 'late@past.example', text: 'And one more' })
  expect((await synced(bench))[0]?.leadEmail).toBe('late@past.example')
})

it('Syncing by hand says that nothing reaches Instantly although mails still wait for their turn', async () => {
  const line = await createNetwork(bench.fake.url)
  const paces = { inbox: { firstMs: 1, everyMs: 3_600_000 } }
  const app = startBackend({ instantlyUrl: line.url, emailsPerMinute: 1, paces })
  try {
    await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: bench.fake.key })
    // The next reading of mails may begin a minute after the first.
    const isRead = () => bench.fake.journal.requests('GET', '/api/v2/emails').length > 0
    const isRunning = async () => (await app.call('inbox.syncState', { workspaceId: null })).running
    await until('a reading to wait', async () => isRead() && (await isRunning()))
    await line.down()
    const state = await app.call('inbox.sync', { workspaceId: null })
    expect(state).toMatchObject({ running: true, problem: { code: 'API_OFFLINE' } })
  } finally {
    await app.stop()
    await line.close()
  }
})

/** Creates mails from before the client was connected, so that they are backfilled. */
async function pastMails(count: number, apartMs = 0): Promise<void> {
  for (let no = 0; no < count; no += 1) {
    mail(bench, { lead: `lead${no}@past.example`, text: `No ${no}` })
    bench.fake.clock.advance(apartMs)
  }
  bench.fake.clock.advance(3_600_000)
  // From an answer the app learns the time at Instantly.
  await bench.app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
}
const refused = { kind: 'status', status: 400, when: 'before_commit' } as const
const isPastRead = async () => (await bench.app.call('inbox.syncState', { workspaceId: null })).readingBack === 0
const all = async () => (await bench.app.call('inbox.counts', { workspaceId: null })).all

it('The whole past is read although the cursor of a page is refused midway', async () => {
  await pastMails(330)
  // New mails are requested first, so this is the second page of the past.
  bench.fake.faults.script({ path: '/emails', nth: 5, fault: refused })
  await synced(bench)
  await until('the past', isPastRead)
  expect(bench.fake.faults.fired).toHaveLength(1)
  expect(await all()).toBe(330)
})

it('The whole past is read although a page names itself as the next one once', async () => {
  let pages = 0
  await bench.close()
  bench = await startInbox({
    async control(request) {
      const { searchParams } = new URL(request.url)
      const after = searchParams.get('starting_after')
      if (after === null || searchParams.get('email_type') !== 'received' || searchParams.get('sort_order') !== 'desc')
        return null
      if (request.headers.has('x-passed-on') || (pages += 1) !== 2) return null
      const headers = { authorization: request.headers.get('authorization') ?? '', 'x-passed-on': '1' }
      const page = await fetch(request.url.replace(/^http:\/\/[^/]+/, bench.fake.url), { headers })
      return Response.json({ ...((await page.json()) as object), next_starting_after: after })
    },
  })
  await pastMails(430, 60_000)
  await synced(bench)
  await until('the odd page', () => pages >= 2)
  await until('the past', async () => {
    await synced(bench)
    return isPastRead()
  })
  expect(await all()).toBe(430)
})

it('The past is restarted once per reading, and the next one continues it', async () => {
  await pastMails(230)
  // The second page, and the same again after the first.
  for (const nth of [5, 7]) bench.fake.faults.script({ path: '/emails', nth, fault: refused })
  await synced(bench)
  await until('both to be refused', () => bench.fake.faults.fired.length === 2)
  expect(await isPastRead()).toBe(false)
  await synced(bench)
  await until('the past', isPastRead)
  expect(await all()).toBe(230)
})

it('Mails too large for one page are read in smaller pages, new and old ones', async () => {
  await pastMails(40)
  bench.fake.faults.script({ path: '/emails', times: 10_000, over: { limit: 5 }, fault: { kind: 'too_long' } })
  await synced(bench)
  await until('the past', isPastRead)
  expect(await all()).toBe(40)
  mail(bench, { lead: 'late@past.example', text: 'And one more' })
  expect((await synced(bench))[0]?.leadEmail).toBe('late@past.example')
})

it('A mail too large by itself is stored with its beginning, and those behind it are read', async () => {
  await pastMails(230)
  // The second page of the past, in full and with fewer and fewer mails.
  bench.fake.faults.script({ path: '/emails', nth: 5, times: 4, fault: { kind: 'too_long' } })
  await synced(bench)
  await until('the past', isPastRead)
  expect(bench.fake.faults.fired).toHaveLength(4)
  expect(await all()).toBe(230)
  const previews = bench.fake.journal
    .requests('GET', /emails$/)
    .filter(({ query }) => query.includes('preview_only=true'))
  expect(previews.map(({ query }) => new URLSearchParams(query).get('limit'))).toEqual(['1'])
})

it.each(['one client', 'all clients'])('Syncing %s whose key may not read emails says so', async (which) => {
  await bench.close()
  const keys = [{ key: 'kessler-key-0001', scopes: ['workspaces:read', 'campaigns:all', 'leads:all', 'accounts:all'] }]
  bench = await startInbox({ workspaces: [{ name: 'Kessler', keys }] })
  const workspaceId = which === 'one client' ? bench.workspaceId : null
  const { problem } = await bench.app.call('inbox.sync', { workspaceId })
  expect(problem).toMatchObject({ code: 'INSTANTLY_SCOPE_MISSING', data: { scope: 'emails:read' } })
})

it('Unreadable old mails are reported until they were read', async () => {
  await pastMails(230)
  bench.fake.faults.script({ path: '/emails', nth: 5, times: 10_000, fault: { kind: 'too_long' } })
  await synced(bench)
  const problem = async () => (await bench.app.call('inbox.syncState', { workspaceId: null })).problem
  expect(await until('the problem', problem)).toMatchObject({
    code: 'API_ANSWER_UNREADABLE',
    data: { reason: 'too_large' },
  })
  bench.fake.faults.clear()
  await synced(bench)
  await until('the past', isPastRead)
  expect(await until('no problem', async () => (await problem()) === null)).toBe(true)
  expect(await all()).toBe(230)
})

it("No screen counts a new client's mails before all of them were read once", async () => {
  const fake = await startFakeInstantly({
    limits: null,
    workspaces: [{ name: 'Kessler', keys: [{ key: 'kessler-key-0001' }], mailboxes: 1 }],
  })
  for (let no = 0; no < 230; no += 1) {
    mail({ fake }, { lead: `lead${no}@past.example`, text: 'Tell me more', at: Date.now() - (no + 1) * 3_600_000 })
  }
  // The first request tests the key, and would wait for its own timeout.
  const release = fake.faults.hold({ path: '/emails', nth: 2 })
  const app = startBackend({ instantlyUrl: fake.url, clock: hastyClock(40) })
  const look = async () => {
    const { mails, answer } = await app.call('inbox.counts', { workspaceId: null })
    const [line] = (await app.call('home.clients', {})).lines
    return { mails, answer, onHome: line?.toAnswer }
  }
  await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: 'kessler-key-0001' })
  expect(await look()).toMatchObject({ mails: { known: false, read: 0 }, onHome: null })
  release()
  void app.call('inbox.sync', { workspaceId: null })
  const seen: Awaited<ReturnType<typeof look>>[] = []
  await until('all to be read', async () => seen.push(await look()) > 0 && seen.at(-1)?.mails.known === true)
  expect(seen.filter(({ mails, answer }) => mails.known && answer < 230)).toEqual([])
  expect(seen.at(-1)?.onHome).toBe(230)
  await app.stop()
  await fake.close()
})

it('An answer goes to the sender of the mail, is shown in the thread, and marks it read at Instantly', async () => {
  const received = mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
  const [thread] = await synced(bench)
  const threadId = thread?.id ?? 0
  const writing = await answerFor(bench, threadId)
  expect(writing.to).toBe('anna@kessler.example')
  const send = () => bench.app.call('inbox.send', { ...writing, idempotencyKey: 'click-0001' })
  const sent = await send()
  // A slow request is answered before its mail has left; repeating the click refers to the same mail.
  await until('the mail to have left', async () => {
    const again = await send()
    expect(again.id).toBe(sent.id)
    return again.state === 'done'
  })
  const { messages, thread: after } = await bench.app.call('inbox.thread', { threadId })
  expect(messages.map(({ direction, to }) => [direction, to])).toEqual([
    ['received', writing.account],
    ['sent', 'anna@kessler.example'],
  ])
  expect(after).toMatchObject({ theirTurn: false, leadEmail: 'anna@kessler.example' })
  await bench.app.call('inbox.markRead', { threadIds: [threadId], read: true })
  await until('the mark', () => !received.unread)
  expect((await threads(bench, 'tuesday'))[0]?.id).toBe(threadId)
})

it('A conversation without an id at Instantly is marked read mail by mail', async () => {
  await bench.close()
  let store: Store | undefined
  bench = await startInbox({ backend: { openStore: (path) => (store = openStore(path, migrationsDir)) } })
  const first = mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
  const second = mail(bench, { lead: 'anna@kessler.example', text: 'And the price?', after: first })
  const [thread] = await synced(bench)
  // Like a conversation that webhooks reported and no sync has found yet.
  store?.raw.prepare('update inbox_thread set remote_id = null').run()
  await bench.app.call('inbox.markRead', { threadIds: [thread?.id ?? 0], read: true })
  await until('the marks', () => !first.unread && !second.unread)
})

it('Each client shows when its own mails were read', async () => {
  const fake = await startFakeInstantly({
    limits: null,
    workspaces: ['one', 'other'].map((name) => ({ name, keys: [{ key: `${name}-key-00001` }], mailboxes: 1 })),
  })
  const app = startBackend({ instantlyUrl: fake.url })
  for (const name of ['one', 'other'])
    await app.call('workspaces.addKey', { workspaceId: null, name, key: `${name}-key-00001` })
  const [one, other] = await app.call('workspaces.list', {})
  if (!one || !other) throw new Error('no clients')
  await app.call('inbox.sync', { workspaceId: null })
  const readAt = async (workspaceId: typeof one.id | null) =>
    Date.parse((await app.call('inbox.syncState', { workspaceId })).syncedAt ?? '')
  await until('the one to be read after the other', async () => {
    await app.call('inbox.sync', { workspaceId: one.id })
    return (await readAt(one.id)) > (await readAt(other.id))
  })
  expect(await readAt(null)).toBe(await readAt(other.id))
  await app.stop()
  await fake.close()
})
