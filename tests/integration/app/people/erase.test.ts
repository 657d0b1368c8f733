import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { Store } from '#backend/core/deps.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import { localeOf } from '#shared/language.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { startBackend, temporaryDir, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { type Bench, ended, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createFullDisk } from '../../../support/full-disk.ts'
import type { Fault } from '../../../support/instantly/fault-rules.ts'
import { makeList } from '../../../support/lists.ts'
import { useBench } from '../../../support/use-bench.ts'
import { mail, startInbox, synced } from '../../inbox/inbox/support.ts'
import { traces, victim } from './support.ts'

let store: Store
const disk = createFullDisk('update of payload on main.lead')
const start = useBench(() =>
  startInbox({
    backend: {
      openStore: (...from) => {
        store = disk.openStore(...from)
        return store
      },
    },
  }),
)

const there = ({ fake }: Bench): readonly string[] =>
  [...(fake.world.workspaces[0]?.campaigns.values() ?? [])].flatMap(({ leads }) =>
    leads.flatMap(({ email, gone }) => (gone ? [] : [String(email)])),
  )

/** Creates a person in a list, a campaign, events, a conversation and another person's mail. */
async function aPerson(bench: Bench): Promise<void> {
  const { app, workspaceId } = bench
  const list = makeList(app.dir, { workspaceId, name: 'A', count: 30, heldEvery: 0 })
  const raw = new Database(path.join(app.dir, 'sendoff.db'))
  raw
    .prepare(
      `update lead set email = @email, payload = json_set(payload, '$.email', @email, '$.first_name', 'Thorsten')
       where list_id = @list and position = 7`,
    )
    .run({ email: victim, list: list.listId })
  raw.close()
  await ended(app, await startExport(app, list.listId, newCampaignSettings('Autumn')))
  const ingest = createEventIngest({ store, changed: () => undefined })
  const events = Array.from({ length: 300 }, (_, no) => ({
    raw: JSON.stringify({
      timestamp: new Date(Date.UTC(2026, 9, 2) + no * 60_000).toISOString(),
      event_type: 'email_opened',
      campaign_id: 'c-1',
      campaign_name: 'Autumn',
      lead_email: no % 5 === 0 ? victim : `lead${no % 11}@list.example`,
      email_id: `m-${no}`,
      note: no === 3 ? `in copy: ${victim}` : '',
    }),
    receivedAt: Date.UTC(2026, 9, 3),
    sourceId: String(no),
  }))
  ingest.ingest(workspaceId, 'relay', events)
  mail(bench, { lead: victim, text: `Nein danke. ${victim}`, html: `<p>Nein danke, ${victim}</p>` })
  mail(bench, { lead: 'lead3@list.example', text: `Please ask ${victim} instead.` })
  await synced(bench)
}

async function erased(bench: Bench): Promise<void> {
  await until('the person to be erased', async () => {
    const [one] = await bench.app.call('people.erasures', {})
    return one?.state === 'done'
  })
}

it.each<[string, Fault, number, { readonly deleted: number; readonly left: number }]>([
  [
    'Instantly deleted none at first',
    { kind: 'answer', body: { count: 0 }, when: 'before_commit' },
    1,
    { deleted: 1, left: 0 },
  ],
  ['the answer was lost', { kind: 'reset', when: 'after_commit' }, 1, { deleted: 1, left: 0 }],
])('The receipt counts the leads that are gone at Instantly: %s', async (_what, fault, times, expected) => {
  const bench = await start()
  await aPerson(bench)
  bench.fake.faults.script({ method: 'DELETE', path: '/leads', fault, times })
  await bench.app.call('people.erase', { email: victim, typed: victim, block: false })
  await erased(bench)
  const [{ receipt } = { receipt: null }] = await bench.app.call('people.erasures', {})
  expect(receipt?.instantly).toMatchObject([expected])
  expect(there(bench).includes(victim)).toBe(expected.left > 0)
})

it('A person Instantly does not delete is not reported as erased there, and it is tried again', async () => {
  const bench = await start()
  await aPerson(bench)
  const deletesNone = { kind: 'answer', body: { count: 0 }, when: 'before_commit' } as const
  bench.fake.faults.script({ method: 'DELETE', path: '/leads', fault: deletesNone, times: 99 })
  await bench.app.call('people.erase', { email: victim, typed: victim, block: false })
  const first = async () => (await bench.app.call('people.erasures', {}))[0]
  await until('it to be said', async () => (await first())?.problem !== null)
  expect(await first()).toMatchObject({ state: 'remote', problem: { code: 'API_UNAVAILABLE' } })
  expect(there(bench)).toContain(victim)
})

it('For an archived client, which Sendoff does not contact, the receipt says that the person remains there', async () => {
  const bench = await start()
  await aPerson(bench)
  await bench.app.call('workspaces.archive', { workspaceId: bench.workspaceId, archived: true })
  await bench.app.call('people.erase', { email: victim, typed: victim, block: false })
  await erased(bench)
  expect(there(bench)).toContain(victim)
  const [{ receipt } = { receipt: null }] = await bench.app.call('people.erasures', {})
  expect(receipt?.instantly).toMatchObject([{ workspaceId: bench.workspaceId, problem: 'WORKSPACE_ARCHIVED' }])
})

it('A person who cannot be deleted at Instantly does not come back with leads and labels', async () => {
  const bench = await start()
  await aPerson(bench)
  const { app, fake, workspaceId } = bench
  const refused = { kind: 'status', status: 400, when: 'before_commit' } as const
  fake.faults.script({ method: 'DELETE', path: '/leads', fault: refused, times: 99 })
  await app.call('people.erase', { email: victim, typed: victim, block: false })
  await erased(bench)
  expect(there(bench)).toContain(victim)
  for (const campaign of fake.world.workspaces[0]?.campaigns.values() ?? [])
    for (const { fields } of campaign.leads) Object.assign(fields?.core ?? {}, { lt_interest_status: 1 })
  await app.call('leadMirror.start', { workspaceId, what: 'whole' })
  await until('the leads to be copied', async () => (await app.call('leadMirror.state', { workspaceId })).copy !== null)
  await synced(bench)
  // The rows of other people stay.
  for (const table of ['lead_copy_row', 'lead_label'])
    expect(store.raw.prepare(`select count(*) from ${table} where email like '%@list.example'`).pluck().get()).toBe(29)
  expect(traces(app.dir, victim)).toEqual([])
})

it('A person is found with all data, saved as a page, erased everywhere, and does not come back', async () => {
  const bench = await start()
  const { app, workspaceId } = bench
  await aPerson(bench)
  const found = await app.call('people.view', { email: ` ${victim.toUpperCase()}` })
  expect(found).toMatchObject({ name: 'Thorsten', events: 60, replies: 1, clients: [workspaceId], isAccount: false })
  expect(found.leads).toHaveLength(1)
  expect(found.leads[0]?.exportedTo).toEqual(['Autumn'])

  app.savePath = path.join(app.dir, '..', `${path.basename(app.dir)}-person.html`)
  await app.call('people.saveFile', { email: victim })
  const page = fs.readFileSync(app.savePath, 'utf8')
  for (const word of ['Thorsten', 'Nein danke', 'Autumn', 'made.csv']) expect(page).toContain(word)

  expect(there(bench)).toContain(victim)
  expect(traces(app.dir, victim)).not.toEqual([])
  const figures = () => store.raw.prepare('select sum(events) from event_campaign_day').pluck().get()
  const before = figures()
  await app.call('people.erase', { email: victim, typed: victim, block: true })
  await erased(bench)

  expect(traces(app.dir, victim)).toEqual([])
  expect(app.erasedFromLog).toEqual([victim])
  expect(there(bench)).not.toContain(victim)
  expect(figures()).toBe(before)
  const [receipt] = await app.call('people.erasures', {})
  expect(receipt?.receipt).toMatchObject({
    here: { leads: 1, events: 60 },
    instantly: [{ workspaceId, deleted: 1, left: 0, blocked: true, problem: null }],
  })
  expect(JSON.stringify(receipt)).not.toContain('drehteile')
  // The printed receipt may be given to whoever asked, so it has no address, no client's name, no folder.
  app.savePath = path.join(app.dir, '..', `${path.basename(app.dir)}-receipt.pdf`)
  for (const language of ['en', 'de', 'nl'] as const) {
    await app.call('app.saveUiState', { language })
    expect(await app.call('people.saveReceipt', { id: receipt?.id ?? 0 })).toEqual({ path: app.savePath })
    const words = textsOf[language].people
    const paper = fs.readFileSync(app.savePath, 'utf8')
    expect(paper.startsWith('%PDF-')).toBe(true)
    const number = `P-${new Date().getUTCFullYear()}-001`
    const day = new Intl.DateTimeFormat(localeOf[language], { dateStyle: 'long' }).format(new Date())
    for (const word of [receipt?.fingerprint, words.thisComputer, words.receipt.deleted(1), words.receipt.blocked(1)])
      expect(paper).toContain(word)
    expect(paper).toContain(number)
    // The fate of backups is stated as of today.
    expect(paper).toContain(words.receipt.asOf(day).replace(/\.$/, ''))
    const [client] = await app.call('workspaces.list', {})
    for (const secret of ['drehteile', 'Thorsten', 'Brünjes', client?.name ?? '', app.dir])
      expect(paper).not.toContain(secret)
  }
  await app.call('app.saveUiState', { language: 'en' })
  expect(app.savedAs.at(-1)).toMatch(/^wisbewijs-P-\d{4}-001\.pdf$/)
  await expect(app.call('people.saveReceipt', { id: 99 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const after = await app.call('people.view', { email: victim })
  expect(after).toMatchObject({ clients: [], leads: [], events: 0, replies: 0 })
  expect(after.erasedAt).not.toBeNull()

  // Unreadable events are delivered once more.
  const unreadable = [
    `{"event_type":"reply_received","timestamp":"bad","lead_email":"${victim}","reply_text":"Nein danke."}`,
    `{"event_type":"","lead_email":"${victim.replace('@', '\\u0040')}"}`,
    `no JSON <${victim.toUpperCase()}>.`,
    '{"event_type":"reply_received","timestamp":"bad","lead_email":"other@list.example"}',
  ]
  const told = createEventIngest({ store, changed: () => undefined }).ingest(
    workspaceId,
    'relay',
    unreadable.map((text, no) => ({ raw: text, receivedAt: Date.now(), sourceId: `again-${no}` })),
  )
  expect(told.dead).toBe(1)
  // Instantly still lists the mail and the block list entry, and a file brings the address back.
  await synced(bench)
  await app.call('blocklist.pull', { workspaceId })
  expect(traces(app.dir, victim)).toEqual([])
  const again = makeList(app.dir, { workspaceId, name: 'B', count: 3, heldEvery: 0, tag: 'other' })
  const raw = new Database(path.join(app.dir, 'sendoff.db'))
  raw
    .prepare(
      `update lead set email = @email, payload = json_set(payload, '$.email', @email) where list_id = @list and position = 2`,
    )
    .run({ email: victim, list: again.listId })
  raw.close()
  const ledger = await ended(app, await startExport(app, again.listId, newCampaignSettings('Winter')))
  expect(ledger.summary.totals).toMatchObject({ stayedBehind: 1 })
  expect(there(bench)).not.toContain(victim)
})

it('The receipt of an erasure that a full disk interrupted counts what was erased before', async () => {
  const bench = await start()
  await aPerson(bench)
  disk.isFull = true
  await bench.app.call('people.erase', { email: victim, typed: victim, block: false })
  await until('the disk to refuse', () => disk.refused > 0)
  disk.isFull = false
  bench.app.backend.machine('resume')
  await erased(bench)
  const [{ receipt } = { receipt: null }] = await bench.app.call('people.erasures', {})
  expect(receipt?.here).toMatchObject({ leads: 1, events: 60, emails: 1 })
})

it("An erased person on Instantly's block list stays erased when many opt-outs are sent there", async () => {
  const bench = await start()
  const { app, fake, workspaceId } = bench
  await aPerson(bench)
  await app.call('people.erase', { email: victim, typed: victim, block: true })
  await erased(bench)
  const others = Array.from({ length: 12 }, (_, no) => `other${no}@optedout.example`)
  await app.call('optOuts.add', { workspaceId, scope: 'client', text: others.join('\n') })
  await app.call('optOuts.tellNow', { workspaceId })
  expect([...(fake.world.workspaces[0]?.blocked.keys() ?? [])]).toEqual(expect.arrayContaining([victim, ...others]))
  expect(traces(app.dir, victim)).toEqual([])
})

it('Restoring an earlier copy erases the person from it too', async () => {
  const bench = await start()
  await aPerson(bench)
  await bench.app.call('backups.start', {})
  const copy = (await bench.app.call('backups.state', {})).copies?.[0]?.path ?? ''
  await bench.app.call('people.erase', { email: victim, typed: victim, block: false })
  await erased(bench)
  await bench.app.call('backups.restore', { path: copy })
  await erased(bench)
  expect(traces(bench.app.dir, victim)).toEqual([])
  expect(await bench.app.call('people.view', { email: victim })).toMatchObject({ leads: [], events: 0 })
})

it.each([
  [
    'a colleague of the lead who answered',
    `update inbox_message set from_address = @email where direction = 'received' and lead_email = 'lead3@list.example'`,
  ],
  ['a further address of a lead', `update lead set other_emails = json_array(@email) where position = 3`],
])('A copy is restored in which the person is only %s: erased from it too', async (_, sql) => {
  const bench = await start()
  await aPerson(bench)
  const email = 'only.colleague@other.example'
  expect(store.raw.prepare(sql).run({ email }).changes).toBeGreaterThan(0)
  await bench.app.call('backups.start', {})
  const copy = (await bench.app.call('backups.state', {})).copies?.[0]?.path ?? ''
  await bench.app.call('people.erase', { email, typed: email, block: false })
  await erased(bench)
  expect(traces(bench.app.dir, email)).toEqual([])
  await bench.app.call('backups.restore', { path: copy })
  await erased(bench)
  expect(traces(bench.app.dir, email)).toEqual([])
})

it('Restoring a copy from another disk on another computer erases the person there too', async () => {
  const bench = await start()
  await aPerson(bench)
  bench.app.place = temporaryDir()
  await bench.app.call('backups.chooseFolder', {})
  await bench.app.call('backups.start', {})
  const copy = (await bench.app.call('backups.state', {})).copies?.[0]?.path ?? ''
  await bench.app.call('people.erase', { email: victim, typed: victim, block: false })
  await erased(bench)
  expect(fs.readdirSync(path.dirname(copy)).join(' ')).not.toContain(victim)

  const other = startBackend({ instantlyUrl: null })
  await other.call('backups.restore', { path: copy })
  await until('the person to be erased there', async () => {
    const [one] = await other.call('people.erasures', {})
    return one?.state === 'done'
  })
  expect(await other.call('people.view', { email: victim })).toMatchObject({ leads: [], events: 0, replies: 0 })
  expect(traces(other.dir, victim)).toEqual([])
  await other.stop()
})

it('After restoring a copy made before Instantly was asked, it is asked once the copy was compared', async () => {
  const bench = await start()
  const { app, workspaceId } = bench
  await aPerson(bench)
  await app.call('backups.start', {})
  const copy = (await app.call('backups.state', {})).copies?.[0]?.path ?? ''
  await app.call('pauses.set', { workspaceId, paused: true })
  await app.call('people.erase', { email: victim, typed: victim, block: true })
  await until('the erasure to wait for the client', async () => {
    const [one] = await app.call('people.erasures', {})
    return one?.problem?.code === 'CLIENT_PAUSED'
  })
  expect(there(bench)).toContain(victim)
  await app.call('backups.restore', { path: copy })
  await erased(bench)
  expect(there(bench)).not.toContain(victim)
  const [receipt] = await app.call('people.erasures', {})
  expect(receipt?.receipt).toMatchObject({ instantly: [{ workspaceId, deleted: 1, blocked: true }] })
  expect(traces(app.dir, victim)).toEqual([])
})

it('A person of a demo is erased from its files too, and the receipt names what stays there', async () => {
  const app = startBackend({ instantlyUrl: null, dir: await demoDir('small') })
  const email = 'einkauf@grosshandelpetersen.example'
  const lists = () =>
    fs
      .readdirSync(path.join(app.dir, 'demo'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.csv'))
      .map((name) => fs.readFileSync(path.join(app.dir, 'demo', name), 'latin1'))
  const before = lists()
  expect(before.filter((text) => text.includes(email))).toHaveLength(1)
  await app.call('people.erase', { email, typed: email, block: false })
  await until('the person to be erased', async () => (await app.call('people.erasures', {}))[0]?.state === 'done')
  // Nothing else in the files changes, whatever their encoding.
  const blank = (text: string) => text.replaceAll(email, '').replaceAll('[erased]', '')
  expect(lists().filter((text) => text.includes(email))).toEqual([])
  expect(lists().map(blank)).toEqual(before.map(blank))
  expect((await app.call('people.erasures', {}))[0]?.receipt).toMatchObject({ demo: true })
  await app.stop()
})

it('An unreadable backup folder is named before and after, and searched again once it can be read', async () => {
  const bench = await start()
  const { app } = bench
  await aPerson(bench)
  const away = temporaryDir()
  app.place = away
  await app.call('backups.chooseFolder', {})
  await app.call('backups.start', {})
  fs.renameSync(away, `${away}-gone`)
  expect(await app.call('backups.earlier', {})).toMatchObject({ copies: 0, unread: [away] })
  await app.call('people.erase', { email: victim, typed: victim, block: false })
  await erased(bench)
  const copies = async () => (await app.call('people.erasures', {}))[0]?.copies
  expect(await copies()).toMatchObject({ copies: 0, unread: [away] })
  // On paper the folder is not named, because whoever asked reads it.
  app.savePath = path.join(temporaryDir(), 'receipt.pdf')
  await app.call('people.saveReceipt', { id: 1 })
  const paper = fs.readFileSync(app.savePath, 'utf8')
  expect(paper).toContain(textsOf.en.people.receipt.aFolder)
  expect(paper).not.toContain(away)
  fs.renameSync(`${away}-gone`, away)
  expect(await copies()).toMatchObject({ copies: 1, unread: [] })
})

it.each([
  ['eva@müller.example', 'eva@xn--mller-kva.example'],
  ['eva@xn--mller-kva.example', 'eva@müller.example'],
])('%s is erased as %s too, and does not come back under it', async (email, other) => {
  const bench = await start()
  await aPerson(bench)
  store.raw.prepare(`update lead set email = ? where position = 3`).run(other)
  mail(bench, { lead: other, text: 'No, thanks.' })
  await synced(bench)
  await bench.app.call('people.erase', { email, typed: email, block: false })
  await until('all to be erased', async () =>
    (await bench.app.call('people.erasures', {})).every(({ state }) => state === 'done'),
  )
  await synced(bench)
  expect(traces(bench.app.dir, other)).toEqual([])
})

it('A person is erased beside people erased on another computer, whatever their numbers there', async () => {
  const bench = await start()
  await aPerson(bench)
  const contact = store.raw.prepare('select id from event_contact where email = ?').pluck().get(victim) as number
  store.raw
    .prepare('insert into event_contact (workspace_id, email) values (?, ?)')
    .run(bench.workspaceId, `erased-${contact}`)
  await bench.app.call('people.erase', { email: victim, typed: victim, block: false })
  await erased(bench)
  expect(traces(bench.app.dir, victim)).toEqual([])
})

it('Stopping everywhere is an opt-out for all clients, and can be undone', async () => {
  const bench = await start()
  await aPerson(bench)
  const { ids } = await bench.app.call('people.stop', { email: victim })
  expect((await bench.app.call('people.view', { email: victim })).optOuts).toMatchObject([
    { state: 'on', scope: 'all' },
  ])
  // An accidental erasure request is undone as a whole.
  await bench.app.call('optOuts.undo', { ids: [...ids], undone: true })
  expect((await bench.app.call('people.view', { email: victim })).optOuts).toEqual([])
})

it.each([
  ['eva@müller.example', 'eva@xn--mller-kva.example'],
  ['eva@xn--mller-kva.example', 'eva@müller.example'],
  ['eva@müller.example'.normalize('NFD'), 'eva@müller.example'],
])('A person requested as %s is found, and stopped everywhere, if a list has them as %s', async (said, known) => {
  const bench = await start()
  const { workspaceId } = bench
  makeList(bench.app.dir, { workspaceId, name: 'Known', count: 1, emailOf: () => known })
  expect((await bench.app.call('people.view', { email: said })).leads).toHaveLength(1)
  expect(await bench.app.call('people.stop', { email: said })).toEqual({ ids: [expect.any(Number)] })
  expect((await bench.app.call('optOuts.of', { workspaceId, email: known }))?.row).toMatchObject({ state: 'on' })
})

it('Nobody is erased without typing the address, and never a sending account', async () => {
  const bench = await start()
  await aPerson(bench)
  await expect(
    bench.app.call('people.erase', { email: victim, typed: 'x@y.example', block: false }),
  ).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
  store.raw
    .prepare('insert into mailbox (workspace_id, email, pulled_at) values (?, ?, 0)')
    .run(bench.workspaceId, 'own@sender.example')
  await expect(
    bench.app.call('people.erase', { email: 'own@sender.example', typed: 'own@sender.example', block: false }),
  ).rejects.toMatchObject({ code: 'PERSON_IS_ACCOUNT' })
})
