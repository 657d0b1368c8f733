import type { lookup } from 'node:dns'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutsideFetch, fetchImages, type GetBytes } from '#backend/inbox/inbox/remote-images.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, ended, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import { makeList } from '../../../support/lists.ts'
import { label, mail, remoteWorkspace, startInbox, synced, threads } from './support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const list = (box: 'answer' | 'waiting' | 'snoozed' | 'done' | 'interested' | 'noReply') =>
  bench.app
    .call('inbox.threads', { workspaceId: bench.workspaceId, box })
    .then(({ rows }) => rows.map(({ leadEmail }) => leadEmail))

/** Creates a lead of an export, at Instantly and here, who replied. */
async function answeredLead() {
  const { listId, emails } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Dentists', count: 3 })
  await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('Dentists')))
  const email = emails[0] ?? ''
  const campaign = [...remoteWorkspace(bench).campaigns.values()][0]
  const message = mail(bench, { lead: email, text: 'Tell me more' })
  Object.assign(message, { campaign: campaign ?? null })
  const [thread] = await synced(bench)
  return { email, message, thread, threadId: thread?.id ?? 0 }
}

describe('a conversation with a lead', () => {
  it('shows who it is and where the lead came from', async () => {
    const { threadId, email } = await answeredLead()
    const { thread, context } = await bench.app.call('inbox.thread', { threadId })
    expect(thread).toMatchObject({
      leadEmail: email,
      name: 'First 1',
      company: 'Company 1',
      campaignName: expect.stringContaining('Dentists'),
    })
    expect(context).toMatchObject({
      place: 'Köln',
      list: { name: 'Dentists', file: 'made.csv', row: 1 },
      optedOut: false,
    })
    expect(context.variables).toMatchObject({ firstName: 'First 1', companyName: 'Company 1', city: 'Köln' })
  })

  it.each(['one', 'many'])('returns with a reply that was at Instantly when it was marked done (%s)', async (how) => {
    const { threadId, email, message } = await answeredLead()
    mail(bench, { lead: email, text: 'Actually, could you send me an offer this week?', after: message })
    if (how === 'one') await bench.app.call('inbox.archive', { threadIds: [threadId], archived: true })
    else await bench.app.call('inbox.bulk', { selection: { threadIds: [threadId] }, act: { kind: 'done' } })
    await synced(bench)
    expect(await list('answer')).toContain(email)
  })

  it("shows its campaign's current name at Instantly", async () => {
    const { threadId } = await answeredLead()
    for (const campaign of remoteWorkspace(bench).campaigns.values())
      campaign.settings['name'] = 'Dentists of the north'
    await bench.app.call('campaigns.readNow', { workspaceId: null })
    const { thread } = await bench.app.call('inbox.thread', { threadId })
    expect(thread.campaignName).toBe('Dentists of the north')
  })

  it('sets a label at Instantly first, then shows it among the interested', async () => {
    const { threadId, email } = await answeredLead()
    await label(bench.app, threadId, 1)
    const asked = bench.fake.journal.entries.filter((entry) => entry.path.endsWith('/update-interest-status'))
    expect(asked).toHaveLength(1)
    // Instantly accepts it and applies it a moment later.
    const lead = remoteWorkspace(bench).leads.find((one) => one?.email === email)
    await until('Instantly to have the label', async () => {
      bench.fake.clock.advance(60_000)
      await bench.app.call('inbox.sync', { workspaceId: null })
      return lead?.fields?.core['lt_interest_status'] === 1
    })
    expect(await list('interested')).toEqual([email])
    expect((await bench.app.call('inbox.counts', { workspaceId: null })).interested).toBe(1)
    await label(bench.app, threadId, null)
    // Nobody is counted any more; an interested-sounding reply is only a suggestion.
    const counts = await bench.app.call('inbox.counts', { workspaceId: null })
    expect([counts.interested, counts.suggested]).toEqual([0, 1])
  })

  it('is found as interested after an absence, although its label at Instantly still says out of office', async () => {
    const { threadId, email } = await answeredLead()
    await label(bench.app, threadId, 0)
    const { rows } = await bench.app.call('inbox.threads', { workspaceId: null, box: 'all', interest: 1 })
    expect(rows.map(({ leadEmail }) => leadEmail)).toEqual([email])
    expect(await list('interested')).toEqual([email])
    const counts = await bench.app.call('inbox.counts', { workspaceId: null })
    expect([counts.interested, counts.suggested]).toEqual([0, 1])
  })

  it('hands a lead over to CRMs once for each qualifying label, with the data of the list', async () => {
    const { threadId, email } = await answeredLead()
    for (const interest of [-1, 1, null, 1, 2]) await label(bench.app, threadId, interest)
    bench.app.savePath = path.join(bench.app.dir, 'qualified.csv')
    const { workspaceId } = (await bench.app.call('inbox.thread', { threadId })).thread
    await bench.app.call('crm.saveCsv', { workspaceId })
    const { data } = Papa.parse<Record<string, string>>(fs.readFileSync(bench.app.savePath, 'utf8'), {
      header: true,
      skipEmptyLines: true,
    })
    expect(data.map(({ Email, Status, 'First Name': first }) => [Email, Status, first])).toEqual([
      [email, 'interested', 'First 1'],
      [email, 'meeting_booked', 'First 1'],
    ])
  })
})

describe('actions on a conversation', () => {
  async function one() {
    const message = mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
    const [thread] = await synced(bench)
    return { message, threadIds: [thread?.id ?? 0] }
  }

  it('mark it read and unread here and at Instantly, and a later reading does not undo it', async () => {
    const { message, threadIds } = await one()
    await bench.app.call('inbox.markRead', { threadIds, read: true })
    expect((await synced(bench))[0]?.unread).toBe(0)
    await until('Instantly to know', () => !message.unread)
    await bench.app.call('inbox.markRead', { threadIds, read: false })
    await until('Instantly to know', () => message.unread)
    expect((await synced(bench))[0]?.unread).toBe(1)
    message.unread = false
    expect((await synced(bench))[0]?.unread).toBe(0)
  })

  it('mark it done and return it', async () => {
    const { threadIds } = await one()
    await bench.app.call('inbox.archive', { threadIds, archived: true })
    expect([await list('answer'), await list('done')]).toEqual([[], ['anna@kessler.example']])
    await bench.app.call('inbox.archive', { threadIds, archived: false })
    expect(await list('answer')).toEqual(['anna@kessler.example'])
  })

  it('snooze it until its time', async () => {
    const { threadIds } = await one()
    await bench.app.call('inbox.snooze', { threadIds, until: new Date(Date.now() + 40 * 3_600_000).toISOString() })
    expect([await list('answer'), await list('snoozed')]).toEqual([[], ['anna@kessler.example']])
    await bench.app.call('inbox.snooze', { threadIds, until: new Date(Date.now() - 1_000).toISOString() })
    expect(await list('answer')).toEqual(['anna@kessler.example'])
  })

  it('correct a misread opt-out: the person comes off the opt-out list', async () => {
    mail(bench, { lead: 'ida@other.example', text: 'Please remove me from your mailing list.' })
    const [thread] = await synced(bench)
    const threadId = thread?.id ?? 0
    const optedOut = async () => (await bench.app.call('inbox.thread', { threadId })).context.optedOut
    expect(thread?.sorted).toBe('unsubscribe')
    expect(await optedOut()).toBe(true)
    await bench.app.call('inbox.correct', { threadId, sorted: 'question' })
    expect(await optedOut()).toBe(false)
    // Reading the same reply again does not restore them.
    expect((await synced(bench))[0]).toMatchObject({ sorted: 'question', sortedFixed: true })
    expect(await optedOut()).toBe(false)
  })
})

describe('details of a reply besides its category', () => {
  it('show whom it names instead, and how certain the category is', async () => {
    const text =
      'I left purchasing in May. Please contact Sabine Meier, sabine.meier@kessler.example, she decides this now.'
    mail(bench, { lead: 'jan@kessler.example', text })
    const [thread] = await synced(bench)
    expect(thread).toMatchObject({
      sorted: 'referral',
      referral: { name: 'Sabine Meier', email: 'sabine.meier@kessler.example' },
    })
    expect(thread?.sortedCertainty).toBeGreaterThan(0.5)
    expect(thread?.sortedCertainty).toBeLessThan(1)
    // The operator's choice is not a guess.
    await bench.app.call('inbox.correct', { threadId: thread?.id ?? 0, sorted: 'referral' })
    expect((await threads(bench))[0]).toMatchObject({ sortedFixed: true, sortedCertainty: null })
  })

  it('belong to the newest reply: the next one names nobody', async () => {
    const first = mail(bench, {
      lead: 'jan@kessler.example',
      text: 'Please ask Sabine Meier, sabine.meier@kessler.example.',
    })
    await synced(bench)
    mail(bench, {
      lead: 'jan@kessler.example',
      text: 'Sorry, I am the right person after all. What does it cost?',
      after: first,
    })
    const [thread] = await synced(bench)
    expect(thread).toMatchObject({ messageCount: 2, referral: null })
  })
})

describe("the operator's word on a reply", () => {
  const unsureOnes = async () =>
    (await bench.app.call('inbox.threads', { workspaceId: bench.workspaceId, box: 'all', unsure: true })).rows

  it('reclassifies similar unsure ones at once, and no others', async () => {
    mail(bench, { lead: 'eli@other.example', text: 'Hmm, my brother in law does these.' })
    mail(bench, { lead: 'uma@other.example', text: 'Hmm my brother in law does these!' })
    mail(bench, { lead: 'pia@third.example', text: 'Perhaps ask the harbour office about cranes.' })
    await synced(bench)
    const before = await unsureOnes()
    const eli = before.find(({ leadEmail }) => leadEmail === 'eli@other.example')
    const pia = before.find(({ leadEmail }) => leadEmail === 'pia@third.example')
    await bench.app.call('inbox.correct', { threadId: eli?.id ?? 0, sorted: 'other' })
    const after = await threads(bench)
    expect(after.find(({ leadEmail }) => leadEmail === 'uma@other.example')?.sorted).toBe('other')
    expect(after.find(({ leadEmail }) => leadEmail === 'pia@third.example')?.sorted).toBe(pia?.sorted)
  })

  it('accepts the suggested label as confirmation of its category', async () => {
    const { threadId } = await answeredLead()
    const read = async () => (await bench.app.call('inbox.thread', { threadId })).thread
    expect(await read()).toMatchObject({ sorted: 'interested', sortedFixed: false })
    await label(bench.app, threadId, -1)
    expect((await read()).sortedFixed).toBe(false)
    await label(bench.app, threadId, 1)
    expect(await read()).toMatchObject({ sorted: 'interested', sortedFixed: true, sortedUnsure: false })
    const kept = await bench.app.call('inbox.corrections', { workspaceId: bench.workspaceId })
    expect(kept).toMatchObject([{ threadId, label: 'interested', was: 'interested' }])
  })

  it('removes it from the unsure ones, is stored with its text, and can be undone separately', async () => {
    mail(bench, { lead: 'eli@other.example', text: 'Hmm, my brother in law does these.' })
    await synced(bench)
    const unsure = () => bench.app.call('inbox.threads', { workspaceId: bench.workspaceId, box: 'all', unsure: true })
    const kept = () => bench.app.call('inbox.corrections', { workspaceId: bench.workspaceId })
    const [thread] = (await unsure()).rows
    expect(thread).toMatchObject({ leadEmail: 'eli@other.example', sortedUnsure: true })
    await bench.app.call('inbox.correct', { threadId: thread?.id ?? 0, sorted: 'question' })
    expect((await unsure()).rows).toEqual([])
    const [one] = await kept()
    expect(one).toMatchObject({ label: 'question', was: thread?.sorted, words: expect.stringContaining('brother') })
    await bench.app.call('inbox.forgetCorrection', { messageId: one?.messageId ?? 0 })
    expect(await kept()).toEqual([])
    expect((await bench.app.call('inbox.thread', { threadId: thread?.id ?? 0 })).thread.sorted).toBe('question')
  })
})

describe('desktop notifications', () => {
  const quiet = async (on: boolean) =>
    bench.app.call('inbox.saveSettings', { quiet: on ? { from: 0, to: 1_439 } : null })

  it('announce each new reply of a person once, with a link to it', async () => {
    await quiet(false)
    await synced(bench)
    await until('the past', async () => (await bench.app.call('inbox.syncState', {})).readingBack === 0)
    mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
    mail(bench, { lead: 'ida@other.example', subject: 'Automatic reply', text: 'I am out of the office until Monday.' })
    const found = await synced(bench)
    await synced(bench)
    const anna = found.find(({ leadEmail }) => leadEmail === 'anna@kessler.example')
    expect(bench.app.notices).toEqual([
      { kind: 'reply', name: 'anna@kessler.example', subject: 'Re: Stock counts', route: `/inbox/${anna?.id}` },
    ])
  })

  it('are silent in quiet hours, and for replies before the first reading', async () => {
    mail(bench, { lead: 'old@kessler.example', text: 'From before' })
    await synced(bench)
    await quiet(true)
    mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
    await synced(bench)
    expect(bench.app.notices).toEqual([])
  })

  it('announce a reply though the computer’s clock is days ahead', async () => {
    await bench.close()
    const hasty = hastyClock(40)
    bench = await startInbox({ backend: { clock: { ...hasty, now: () => hasty.now() + 3 * dayMs } } })
    await quiet(false)
    await synced(bench)
    await until('the past', async () => (await bench.app.call('inbox.syncState', {})).readingBack === 0)
    mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
    await synced(bench)
    expect(bench.app.notices).toMatchObject([{ kind: 'reply', name: 'anna@kessler.example' }])
  })
})

it('Two clients are kept apart in lists, searches and threads', async () => {
  await bench.close()
  bench = await startInbox({
    workspaces: [
      { name: 'Northwind', keys: [{ key: 'northwind-key-0001' }], mailboxes: 1 },
      { name: 'Southwind', keys: [{ key: 'southwind-key-0002' }], mailboxes: 1 },
    ],
  })
  const { workspace } = await bench.app.call('workspaces.addKey', {
    workspaceId: null,
    name: 'South',
    key: 'southwind-key-0002',
  })
  mail(bench, { lead: 'anna@kessler.example', text: 'A word for the north' })
  await synced(bench)
  const of = async (workspaceId: typeof workspace.id, search = '') =>
    (await bench.app.call('inbox.threads', { workspaceId, box: 'all', search })).rows.length
  expect([await of(bench.workspaceId), await of(workspace.id)]).toEqual([1, 0])
  expect([await of(bench.workspaceId, 'north'), await of(workspace.id, 'north')]).toEqual([1, 0])
  expect(await threads(bench, 'north')).toHaveLength(1)
})

describe('a search in the inbox', () => {
  it('finds words in any case and accents, phrases, senders and beginnings, and accepts no commands', async () => {
    mail(bench, { lead: 'anna@kessler.example', text: 'Die Rüstzeit liegt bei 22 Minuten je Auftrag' })
    mail(bench, { lead: 'ben@nordwind.example', text: 'Minuten haben wir keine' })
    await synced(bench)
    const found = async (search: string) =>
      (await threads(bench, search)).map(({ leadEmail }) => leadEmail?.split('@')[0])
    expect(await found('rustzeit')).toEqual(['anna'])
    expect(await found('MINUTEN')).toEqual(['ben', 'anna'])
    expect(await found('"22 minuten"')).toEqual(['anna'])
    expect(await found('nordwind')).toEqual(['ben'])
    expect(await found('rüstz')).toEqual(['anna'])
    // Shows the part that contains the words, wherever it is in the mail.
    mail(bench, {
      lead: 'cleo@kessler.example',
      text: `Hello, ${'thank you very much for writing. '.repeat(8)}The price is 40 Gulden.`,
    })
    await synced(bench)
    expect((await threads(bench, 'gulden'))[0]?.snippet).toMatch(/^….*The price is 40 Gulden\.$/)
    expect((await threads(bench, 'cleo'))[0]?.snippet).toMatch(/^Hello, thank you/)
    for (const odd of ['"', '* OR *', 'NEAR(', 'text:', "' or 1=1 --", '-', 'scope : client1', '{', '"" ""']) {
      await expect(found(odd)).resolves.toBeDefined()
    }
  })
})

describe('a search for campaign emails', () => {
  it('finds an email read before it was answered, without opening the conversation', async () => {
    await bench.close()
    bench = await startInbox({ backend: { paces: { whole_threads: {} } } })
    const sent = mail(bench, { lead: 'anna@kessler.example', kind: 1, text: 'Your Rüstzeit could be halved' })
    mail(bench, { lead: 'ben@kessler.example', kind: 1, text: 'Your Rüstzeit too' })
    await synced(bench)
    await bench.app.call('jobs.run', { kind: 'sent_mails', workspaceId: bench.workspaceId })
    expect(await threads(bench, 'rüstzeit')).toEqual([])
    mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more', after: sent })
    await synced(bench)
    const found = await until('it to be found', async () => {
      const rows = await threads(bench, 'rüstzeit')
      return rows.length > 0 && rows
    })
    expect(found.map(({ leadEmail, messageCount }) => [leadEmail, messageCount])).toEqual([['anna@kessler.example', 2]])
    // Read once: each reading begins without a cursor.
    const whole = () =>
      bench.fake.journal.entries.filter(({ query }) => query.includes('thread%3A') && !query.includes('starting_after'))
        .length
    expect(whole()).toBe(1)
    await synced(bench)
    expect(whole()).toBe(1)
  })
})

describe('images of a mail', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const asked: string[] = []
  const get: GetBytes = async (url) => {
    asked.push(String(url))
    if (url.pathname === '/bomb') {
      const bomb = Buffer.from(png)
      bomb.writeUInt32BE(20_000, 16)
      bomb.writeUInt32BE(20_000, 20)
      return bomb
    }
    return url.pathname === '/page' ? Buffer.from('<html>') : png
  }

  it('are fetched only from public addresses, and only if they are pictures', async () => {
    const found = await fetchImages(
      [
        'https://cdn.example/a.png',
        'https://cdn.example/page',
        // It would take gigabytes to draw.
        'https://cdn.example/bomb',
        'http://127.0.0.1/a.png',
        'http://[::1]/a.png',
        'http://[::ffff:10.0.0.1]/a.png',
        'http://169.254.169.254/latest',
        'file:///etc/passwd',
        'https://user:pass@cdn.example/a.png',
      ],
      get,
    )
    expect(Object.keys(found)).toEqual(['https://cdn.example/a.png'])
    expect(found['https://cdn.example/a.png']).toMatch(/^data:image\/png;base64,/)
    expect(asked).toEqual(['a.png', 'page', 'bomb'].map((name) => `https://cdn.example/${name}`))
  })
  it('are not fetched if a public name resolves to this computer', async () => {
    let visits = 0
    const server = http.createServer((_request, response) => {
      visits += 1
      response.end(png)
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    for (const address of ['127.0.0.1', '::ffff:127.0.0.1']) {
      const names = ((_name: string, _options: unknown, done: (error: null, found: unknown) => void) =>
        done(null, [{ address, family: address.includes(':') ? 6 : 4 }])) as unknown as typeof lookup
      expect(
        await fetchImages(
          [`http://pictures.example.com:${port}/a.png`],
          createOutsideFetch({ resolve: names, environment: {} }),
        ),
      ).toEqual({})
    }
    expect(visits).toBe(0)
    server.close()
  })
  it("are fetched through the system's proxy, if one is set", async () => {
    const passed: string[] = []
    const proxy = http.createServer((request, response) => {
      passed.push(request.url ?? '')
      response.end(png)
    })
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
    const { port } = proxy.address() as AddressInfo
    const resolve = ((_name: string, _options: unknown, done: (error: null, found: unknown) => void) =>
      done(null, [{ address: '93.184.215.14', family: 4 }])) as unknown as typeof lookup
    const environment = { http_proxy: `http://127.0.0.1:${port}` }
    const address = 'http://pictures.example.com/a.png?size=2'
    expect(Object.keys(await fetchImages([address], createOutsideFetch({ resolve, environment })))).toEqual([address])
    expect(passed).toEqual([address])
    proxy.close()
  })
})
