import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { makeList } from '../../../support/lists.ts'
import { answerFor, mail, remoteWorkspace, startInbox, synced } from './support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const day = 86_400_000
const view = (threadId: number) => bench.app.call('inbox.thread', { threadId })
const proposal = (threadId: number) => bench.app.call('inbox.proposal', { threadId })
const box = async (name: 'answer' | 'followUp' | 'snoozed' | 'waiting') =>
  (await bench.app.call('inbox.threads', { workspaceId: bench.workspaceId, box: name })).rows.map(({ id }) => id)
const byHand = () => remoteWorkspace(bench).messages.filter(({ kind }) => kind === 3)

async function oneThread(text: string, lead = 'anna@kessler.example'): Promise<number> {
  mail(bench, { lead, text })
  const rows = await synced(bench)
  return rows.find(({ leadEmail }) => leadEmail === lead)?.id ?? 0
}

describe('a suggested answer', () => {
  it('is in the language of the conversation, fits the reply, and sends nothing', async () => {
    const threadId = await oneThread(
      'Guten Tag, das klingt für uns interessant. Können Sie mir bitte mehr dazu schicken? Vielen Dank und viele Grüße',
    )
    const found = await proposal(threadId)
    expect(found).toMatchObject({ language: 'de', template: null, later: null })
    expect(found?.now).toContain('Wollen wir es in fünfzehn Minuten am Telefon durchgehen?')
    expect(found?.now).not.toContain('{{')
    expect(byHand()).toEqual([])
    expect((await view(threadId)).sends).toEqual([])
  })

  it('is in the language of a short reply too, and missing where there is nothing to say', async () => {
    const [short, other] = [
      await oneThread('Derzeit nicht, vielleicht wieder im März.'),
      await oneThread('Ok.', 'ben@x.example'),
    ]
    // The weekday is that of the next first of March.
    expect((await proposal(short))?.now).toMatch(/Ich melde mich am \p{L}+, 1\. März wieder\./u)
    expect(await proposal(other)).toBeNull()
  })

  it('is missing for a person who wants no more mail', async () => {
    const threadId = await oneThread('Please remove me from your mailing list.')
    expect(await proposal(threadId)).toBeNull()
  })

  it('uses the operator’s own template, the client’s before the general one', async () => {
    const threadId = await oneThread('Sounds interesting, please send me more information about it.')
    const save = (workspaceId: WorkspaceId | null, name: string, language: 'en' | 'de' | null = null) =>
      bench.app.call('inbox.saveTemplate', {
        id: null,
        workspaceId,
        name,
        text: `${name}: {{greeting}} {{time1}}. {{companyName|your company}}`,
        proposedFor: 'interested',
        language,
      })
    await save(null, 'For all')
    expect((await proposal(threadId))?.template).toBe('For all')
    await save(bench.workspaceId, 'German of the client', 'de')
    expect((await proposal(threadId))?.template).toBe('For all')
    await save(bench.workspaceId, 'Of the client')
    const found = await proposal(threadId)
    expect(found?.template).toBe('Of the client')
    expect(found?.now).toMatch(/^Of the client: Hello, \w+.* at 10:00\. your company$/)
  })
})

describe('a follow-up', () => {
  const inDays = (days: number) => new Date(Date.now() + days * day).toISOString()

  it('that was planned returns on its day with its text, and ends once it is sent', async () => {
    const threadId = await oneThread('Not at the moment, perhaps again in March.')
    const later = (await proposal(threadId))?.later
    expect(later?.why).toBe('named')
    await bench.app.call('inbox.followUp', { threadId, until: inDays(400), text: later?.text ?? '' })
    expect((await view(threadId)).thread.followUp).toBe('planned')
    expect([await box('answer'), await box('snoozed')]).toEqual([[], [threadId]])
    // An answer sent meanwhile keeps the plan.
    await bench.app.call('inbox.send', {
      ...(await answerFor(bench, threadId, 'Gladly.')),
      idempotencyKey: 'meanwhile-1',
    })
    expect((await view(threadId)).thread.followUp).toBe('planned')
    // Due after that answer, because an earlier follow-up is cancelled by it.
    await bench.app.call('inbox.snooze', { threadIds: [threadId], until: new Date(Date.now() + 50).toISOString() })
    await until('the follow-up to be due', async () => (await box('followUp')).length > 0)
    expect(await box('followUp')).toEqual([threadId])
    const due = await view(threadId)
    expect([due.thread.followUp, due.followUpText]).toEqual(['due', later?.text])
    expect((await bench.app.call('inbox.counts', { workspaceId: null })).followUp).toBe(1)
    expect(byHand()).toHaveLength(1)
    await bench.app.call('inbox.send', {
      ...(await answerFor(bench, threadId, due.followUpText ?? '')),
      idempotencyKey: 'follow-up-1',
    })
    await until('it to be there', () => byHand().length === 2)
    await until('it to be over', async () => (await box('followUp')).length === 0)
    await until('its text to go', async () => (await view(threadId)).followUpText === null)
  })

  it('whose day comes while an earlier answer is being sent is still to be written', async () => {
    const threadId = await oneThread('Not at the moment, perhaps again in March.')
    await bench.app.call('inbox.followUp', { threadId, until: inDays(400), text: 'As promised.' })
    bench.fake.faults.latency({ ms: 2_000 })
    await bench.app.call('inbox.send', {
      ...(await answerFor(bench, threadId, 'Gladly.')),
      idempotencyKey: 'slow-answer-1',
    })
    await bench.app.call('inbox.snooze', { threadIds: [threadId], until: new Date(Date.now() + 50).toISOString() })
    await until('the follow-up to be due', async () => (await box('followUp')).length > 0)
    expect(byHand()).toHaveLength(1)
    const due = await view(threadId)
    expect([due.thread.followUp, due.followUpText]).toEqual(['due', 'As promised.'])
    expect(due.sends).toEqual([])
  })

  it('leaves the conversation as it was once undone: snoozed or done', async () => {
    const threadId = await oneThread('Not at the moment, perhaps again in March.')
    const plan = async () => {
      const back = await bench.app.call('inbox.followUp', { threadId, until: inDays(400), text: 'As promised.' })
      return () => bench.app.call('inbox.followUp', { threadId, until: null, back })
    }
    await bench.app.call('inbox.snooze', { threadIds: [threadId], until: inDays(90) })
    const before = await view(threadId)
    await (await plan())()
    expect((await view(threadId)).thread).toEqual(before.thread)

    await bench.app.call('inbox.archive', { threadIds: [threadId], archived: true })
    const undo = await plan()
    await undo()
    expect((await view(threadId)).thread.archived).toBe(true)

    // A reply meanwhile is to be answered, whatever is undone.
    await bench.app.call('inbox.archive', { threadIds: [threadId], archived: false })
    await bench.app.call('inbox.snooze', { threadIds: [threadId], until: inDays(90) })
    const late = await plan()
    const [message] = remoteWorkspace(bench).messages
    mail(bench, { lead: 'anna@kessler.example', text: 'Now it fits, call me.', ...(message ? { after: message } : {}) })
    await synced(bench)
    await late()
    expect(await box('answer')).toEqual([threadId])
  })

  it('is cancelled by a reply', async () => {
    const threadId = await oneThread('Not at the moment, perhaps again in March.')
    await bench.app.call('inbox.followUp', { threadId, until: inDays(100), text: 'Is it a better time now?' })
    const [message] = remoteWorkspace(bench).messages
    mail(bench, { lead: 'anna@kessler.example', text: 'Now it fits, call me.', ...(message ? { after: message } : {}) })
    await synced(bench)
    const { thread, followUpText } = await view(threadId)
    expect([thread.followUp, followUpText, thread.snoozedUntil]).toEqual([null, null, null])
    expect(await box('answer')).toEqual([threadId])
  })

  it('is suggested for a conversation that went quiet, unless that is switched off', async () => {
    const old = Date.now() - 9 * day
    const first = mail(bench, { lead: 'ben@kessler.example', text: 'How long does it take?', at: old })
    mail(bench, { lead: 'ben@kessler.example', text: 'Two days.', kind: 3, after: first, at: old + 60_000 })
    const [thread] = await synced(bench)
    await until('the mail by hand', async () => !(await view(thread?.id ?? 0)).thread.theirTurn)
    expect(await box('followUp')).toEqual([thread?.id])
    expect((await proposal(thread?.id ?? 0))?.now).toContain('a short word on my last mail')
    await bench.app.call('inbox.saveSettings', { followUpDays: 0 })
    expect(await box('followUp')).toEqual([])
  })
})

describe('templates and signatures', () => {
  it('belong to a client or to all, and an earlier setting is kept', async () => {
    const add = (workspaceId: WorkspaceId | null, name: string) =>
      bench.app.call('inbox.saveTemplate', { id: null, workspaceId, name, text: 'Hi' })
    await add(null, 'B, all')
    const own = await add(bench.workspaceId, 'Z, own')
    const names = async (workspaceId: WorkspaceId | null) =>
      (await bench.app.call('inbox.templates', { workspaceId })).map(({ name }) => name)
    expect([await names(bench.workspaceId), await names(null)]).toEqual([['Z, own', 'B, all'], ['B, all']])
    await bench.app.call('inbox.removeTemplate', { id: own.id })
    expect(await names(bench.workspaceId)).toEqual(['B, all'])
  })

  it('fills a signature, the client’s before the general one', async () => {
    const threadId = await oneThread('Tell me more')
    await bench.app.call('inbox.saveSettings', { signature: 'Mara, {{clientName}}, {{phone|no phone}}' })
    expect((await view(threadId)).signature).toBe('Mara, Kessler, no phone')
    const { workspaceId } = bench
    await bench.app.call('inbox.saveSignature', { workspaceId, signature: 'Best, {{accountEmail}}' })
    expect((await view(threadId)).signature).toBe(`Best, ${remoteWorkspace(bench).mailboxes[0]?.email}`)
    await bench.app.call('inbox.saveSignature', { workspaceId, signature: '' })
    expect((await view(threadId)).signature).toBe('')
    const back = await bench.app.call('inbox.saveSignature', { workspaceId, signature: null })
    expect(back).toEqual({ own: null, used: 'Mara, {{clientName}}, {{phone|no phone}}' })
  })
})

describe('attachments', () => {
  const files = [
    {
      filename: 'Requirements.pdf',
      size: 184_320,
      type: 'application/pdf',
      url: 'https://files.example/a/Requirements.pdf',
    },
    { filename: 'Plan.dwg', error: 'The attachment is too large' },
    { filename: 'run.html', url: 'javascript:alert(1)' },
  ]

  it('are shown, opened only as an https page, and forwarded as Instantly keeps them', async () => {
    mail(bench, { lead: 'anna@kessler.example', text: 'See the attached list.', files: files.slice(0, 2) })
    const [thread] = await synced(bench)
    const { messages } = await view(thread?.id ?? 0)
    const [message] = messages
    expect(message?.attachments).toEqual([
      { name: 'Requirements.pdf', size: 184_320, type: 'application/pdf', url: files[0]?.url },
      { name: 'Plan.dwg', size: null, type: null, url: null },
    ])
    await bench.app.call('inbox.openAttachment', { messageId: message?.id ?? 0, index: 0 })
    expect(bench.app.opened).toEqual([files[0]?.url])
    await expect(
      bench.app.call('inbox.openAttachment', { messageId: message?.id ?? 0, index: 1 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const writing = await answerFor(bench, thread?.id ?? 0, 'For you')
    await bench.app.call('inbox.send', {
      ...writing,
      kind: 'forward',
      to: 'cfo@kessler.example',
      includeOriginal: true,
      withAttachments: true,
      idempotencyKey: 'forward-files',
    })
    await until('it to be sent', () => byHand().length > 0)
    expect(byHand().map(({ files: with_ }) => with_?.map(({ filename }) => filename))).toEqual([['Requirements.pdf']])
  })

  it('whose address is no page are never opened, and a mail without a kept file is still forwarded', async () => {
    mail(bench, { lead: 'anna@kessler.example', text: 'Look.', files: files.slice(1) })
    const [thread] = await synced(bench)
    const message = (await view(thread?.id ?? 0)).messages[0]
    for (const index of [0, 1, 2]) {
      await expect(
        bench.app.call('inbox.openAttachment', { messageId: message?.id ?? 0, index }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(bench.app.opened).toEqual([])
  })
})

it('A warning appears for an address another client knows, but for no other address and no demo', async () => {
  await bench.close()
  bench = await startInbox({
    workspaces: [
      { name: 'One', keys: [{ key: 'key-of-one' }], mailboxes: 1 },
      { name: 'Two', keys: [{ key: 'key-of-two' }], mailboxes: 1 },
    ],
  })
  const two = await bench.app.call('workspaces.addKey', { workspaceId: null, name: 'Nordwind', key: 'key-of-two' })
  const { emails } = makeList(bench.app.dir, { workspaceId: two.workspace.id, name: 'Dentists', count: 1 })
  const known = await oneThread('Tell me more', emails[0])
  const unknown = await oneThread('Tell me more', 'anna@kessler.example')
  expect((await view(known)).context.otherClients).toMatchObject([
    { workspaceId: two.workspace.id, name: 'Nordwind', inList: true, lastMailAt: null },
  ])
  expect((await view(unknown)).context.otherClients).toEqual([])
})

describe('a client’s custom labels', () => {
  const labelled = () => {
    const db = new Database(path.join(bench.app.dir, 'sendoff.db'), { readonly: true })
    const names = db.prepare('select name from event_name where label = 1').pluck().all()
    db.close()
    return names
  }
  const makeLabel = async () => {
    const answer = await fetch(`${bench.fake.url}/api/v2/lead-labels`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bench.fake.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ label: 'Wants a trial', interest_status_label: 'positive' }),
    })
    expect(answer.status).toBe(200)
  }

  it('are read automatically after the start, and events know them', async () => {
    await bench.close()
    const inboxTimings = { startAfterMs: 30, lateMs: 200, looks: 2, checkEveryMs: 100 }
    bench = await startInbox({ backend: { inboxTimings } })
    await makeLabel()
    await bench.app.call('inbox.sync', { workspaceId: null })
    await until('the label', () => labelled().includes('Wants a trial'))
    const labels = await bench.app.call('inbox.labels', { workspaceId: bench.workspaceId })
    expect(labels.find(({ name }) => name === 'Wants a trial')?.tone).toBe('positive')
  })

  it('are not requested with every reading of mails', async () => {
    await bench.close()
    const inboxTimings = { startAfterMs: 30, lateMs: 200, looks: 2, checkEveryMs: 100 }
    bench = await startInbox({ backend: { inboxTimings } })
    const asked = (of: string) => {
      const db = new Database(path.join(bench.app.dir, 'sendoff.db'), { readonly: true })
      const calls = db
        .prepare(`select count(*) from audit_call where asked_by = 'inbox' and path like ?`)
        .pluck()
        .get(of)
      db.close()
      return Number(calls)
    }
    const labels = () => asked('%/lead-labels%')
    // The app started before it had a client, so its next automatic run is a quarter of an hour away.
    bench.app.backend.machine('resume')
    await until('the first reading', () => labels() > 0)
    const before = labels()
    // As if the machine had woken: mails are read again, labels are not.
    for (let times = 0; times < 2; times += 1) {
      const mails = asked('%/emails%')
      bench.app.backend.machine('resume')
      await until('another reading', () => asked('%/emails%') > mails)
    }
    expect(labels()).toBe(before)
    // Campaigns are read by a separate job.
    expect(asked('%/campaigns%')).toBe(0)
  })
})
