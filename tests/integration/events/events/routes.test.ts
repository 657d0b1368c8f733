import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '#backend/core/deps.ts'
import type { LogFilter } from '#backend/events/events/log-filter.ts'
import { createEventQueries } from '#backend/events/events/queries.ts'
import { leadLabelsOf } from '#backend/events/lead-labels/lead-labels.ts'
import type { EventRow } from '#shared/contract/events/events.ts'
import type { Input } from '#shared/contract/index.ts'
import type { ClientPartId } from '#shared/ids.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import { acme, birch, eventStore, payload, received, wrongSums } from './support.ts'

let app: TestBackend
let rig: ReturnType<typeof eventStore>
beforeEach(() => {
  rig = eventStore()
  app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir: rig.dir })
})
afterEach(async () => {
  rig.store.raw.close()
  await app.stop()
})

const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 9, minute)).toISOString()
const types = ['email_sent', 'email_opened', 'link_clicked', 'Budget next year']

/** Stores 600 events of two clients; ten share each moment. */
function fill(): void {
  for (const workspaceId of [acme, birch]) {
    const own = Array.from({ length: 300 }, (_, no) =>
      received(
        payload({
          event_type: types[no % types.length],
          timestamp: at(Math.floor(no / 10)),
          workspace: workspaceId === acme ? 'remote-acme' : 'remote-birch',
          campaign_id: `c-${no % 3}`,
          lead_email: `lead${no % 7}@prospect.example`,
          email_id: `m-${no}`,
        }),
      ),
    )
    rig.ingest(workspaceId, 'relay', own)
  }
}

/** Creates a part of Acme with these campaigns. */
function partOf(...remoteIds: readonly string[]): ClientPartId {
  const add = rig.store.raw.prepare(
    `insert into client_part (workspace_id, name, search_name, colour, created_at) values (?, 'Part', ?, 1, '')`,
  )
  const partId = Number(add.run(acme, remoteIds.join(' ')).lastInsertRowid) as ClientPartId
  const put = rig.store.raw.prepare(
    `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at, part_id)
       values (?, ?, '', '', 1, '', 0, 0, ?)`,
  )
  for (const remoteId of remoteIds) put.run(acme, remoteId, partId)
  return partId
}

async function wholeLog(filter: Input<'events.count'>): Promise<readonly EventRow[]> {
  const rows: EventRow[] = []
  let before: Awaited<ReturnType<typeof app.call<'events.log'>>>['next'] = null
  do {
    const page: Awaited<ReturnType<typeof app.call<'events.log'>>> = await app.call('events.log', {
      ...filter,
      before,
      limit: 7,
    })
    rows.push(...page.rows)
    before = page.next
  } while (before !== null)
  return rows
}

/** Returns SQLite's query plans for all statements of `work`. */
function plansOf(work: (store: Store) => void): readonly { readonly sql: string; readonly steps: readonly string[] }[] {
  const asked = new Set<string>()
  const raw = new Proxy(rig.store.raw, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown
      if (typeof value !== 'function') return value
      return (...args: readonly unknown[]) => {
        if (name === 'prepare') asked.add(String(args[0]))
        return Reflect.apply(value, target, args) as unknown
      }
    },
  })
  work({ ...rig.store, raw })
  return [...asked].map((sql) => {
    const bound = sql.replaceAll(/\?|@\w+/g, '1')
    const steps = rig.store.raw.prepare(`explain query plan ${bound}`).all() as { detail: string }[]
    return { sql, steps: steps.map(({ detail }) => detail) }
  })
}

describe('the event log', () => {
  test('uses indexes for every filter and any number of events', () => {
    fill()
    const plans = plansOf((store) => {
      const queries = createEventQueries(store)
      const parts = {
        type: { type: 'email_sent' },
        campaign: { campaignId: queries.campaignNumber(acme, 'c-1') },
        lead: { lead: 'lead1@prospect.example' },
        workspace: { workspaceId: acme },
        part: { partId: partOf('c-1', 'c-2') },
      }
      const names = Object.keys(parts) as (keyof typeof parts)[]
      const pairs = names.flatMap((a) => names.map((b) => new Set([a, b])))
      for (const chosen of [new Set<keyof typeof parts>(), ...pairs, new Set(names)]) {
        for (const dates of [
          { from: null, to: null },
          { from: 0, to: Date.parse(at(60)) },
        ]) {
          const none = { type: null, campaignId: null, lead: null, workspaceId: null, partId: null }
          const filter = Object.assign({ ...none, ...dates }, ...[...chosen].map((name) => parts[name])) as LogFilter
          queries.logPage(filter, queries.logPage(filter, null, 2).next, 2)
          queries.count(filter, 10_000)
        }
      }
      queries.timeline(acme, 'lead1@prospect.example')
    })
    const walks = plans.flatMap(({ sql, steps }) => steps.map((step) => ({ sql, step })))
    expect(walks.filter(({ step }) => step.startsWith('SEARCH event')).length).toBeGreaterThan(20)
    expect(walks.filter(({ step }) => /^SCAN (e|event|event_key|event_key_fresh|p|x)\b/.test(step))).toEqual([])
    // Sorting is for a page, or for one lead's events, never for a client's.
    const sorted = walks.filter(({ step }) => step === 'USE TEMP B-TREE FOR ORDER BY').map(({ sql }) => sql)
    expect(sorted.filter((sql) => !/from json_each|contact_id = /.test(sql))).toEqual([])
  })

  test('gives each event once and in order, page by page, for every combination of filters', async () => {
    fill()
    const { campaigns } = await app.call('events.choices', { workspaceId: acme })
    const campaignId = campaigns.find(({ name }) => name === 'Autumn')?.id ?? null
    const everything = await wholeLog({})
    expect(everything).toHaveLength(600)
    for (const type of [null, 'email_opened', 'Budget next year']) {
      for (const campaign of [null, campaignId]) {
        for (const lead of ['', ' LEAD3@prospect.example ']) {
          for (const workspaceId of [null, acme, birch]) {
            for (const [from, to] of [
              [null, null],
              [at(5), at(12)],
            ] as const) {
              const filter = { type, campaignId: campaign, lead, workspaceId, from, to }
              const meant = everything.filter(
                (row) =>
                  (type === null || row.type === type) &&
                  (campaign === null || row.campaignId === campaign) &&
                  (lead === '' || row.lead === 'lead3@prospect.example') &&
                  (workspaceId === null || row.workspaceId === workspaceId) &&
                  (from === null || row.at >= from) &&
                  (to === null || row.at <= to),
              )
              // A campaign belongs to one client, so filtering by another finds nothing.
              const found = await wholeLog(filter)
              const what = JSON.stringify(filter)
              expect(
                found.map(({ id }) => id),
                what,
              ).toEqual(meant.map(({ id }) => id))
              expect((await app.call('events.count', filter)).count, what).toBe(meant.length)
            }
          }
        }
      }
    }
  })

  test('gives a part of a workspace the events of its campaigns, each once and in order', async () => {
    fill()
    const partId = partOf('c-1', 'c-2', 'c-none')
    const everything = await wholeLog({ workspaceId: acme })
    const own = new Set((await app.call('events.choices', { workspaceId: acme, partId })).campaigns.map(({ id }) => id))
    expect(own.size).toBe(2)
    for (const type of [null, 'email_opened']) {
      for (const lead of ['', 'lead3@prospect.example']) {
        for (const to of [null, at(12)]) {
          const filter = { workspaceId: acme, partId, type, lead, to }
          const meant = everything.filter(
            (row) =>
              own.has(row.campaignId ?? 0) &&
              (type === null || row.type === type) &&
              (lead === '' || row.lead === lead) &&
              (to === null || row.at <= to),
          )
          const found = await wholeLog(filter)
          expect(found.map(({ id }) => id)).toEqual(meant.map(({ id }) => id))
          expect(found.every((row) => row.partId === partId)).toBe(true)
          expect((await app.call('events.count', filter)).count).toBe(meant.length)
        }
      }
    }
    expect(await wholeLog({ workspaceId: birch, partId })).toEqual([])
  })

  test('gives a client with very many campaigns its newest events first, page by page', async () => {
    const names = Array.from({ length: 300 }, (_, no) => `m-${no}`)
    const own = names.map((name, no) =>
      received(
        payload({
          timestamp: at(no % 50),
          workspace: 'remote-acme',
          campaign_id: name,
          lead_email: `lead${no}@prospect.example`,
          email_id: name,
        }),
      ),
    )
    rig.ingest(acme, 'relay', own)
    fill()
    const partId = partOf(...names)
    const everything = await wholeLog({ workspaceId: acme })
    const found = await wholeLog({ workspaceId: acme, partId })
    expect(found).toHaveLength(300)
    const campaigns = new Set(found.map(({ campaignId }) => campaignId))
    expect(found.map(({ id }) => id)).toEqual(
      everything.filter(({ campaignId }) => campaigns.has(campaignId)).map(({ id }) => id),
    )
  })

  test('saves filtered events with their payloads, as CSV and JSON lines', async () => {
    fill()
    for (const format of ['csv', 'jsonl'] as const) {
      app.savePath = path.join(rig.dir, `out.${format}`)
      const filter = { workspaceId: acme, type: 'link_clicked', format }
      expect(await app.call('events.save', filter)).toMatchObject({ rows: 75 })
    }
    const lines = fs.readFileSync(path.join(rig.dir, 'out.jsonl'), 'utf8').trim().split('\n')
    const [first] = lines.map((line) => JSON.parse(line) as { payload: string; client: string; sources: string[] })
    expect(lines).toHaveLength(75)
    expect(first).toMatchObject({ client: 'Acme', sources: ['relay'] })
    expect(JSON.parse(first?.payload ?? '')).toMatchObject({ event_type: 'link_clicked' })
    expect(fs.readFileSync(path.join(rig.dir, 'out.csv'), 'utf8').trim().split('\n')).toHaveLength(76)
  })
})

test("A lead's timeline is for one client only, with score, state and opt-out", async () => {
  const email = 'kai@prospect.example'
  rig.ingest(acme, 'relay', [
    received(payload({ event_type: 'email_sent', email_id: 'm-1', timestamp: at(1) })),
    received(payload({ event_type: 'lead_interested', timestamp: at(3) })),
    received(payload({ event_type: 'email_clicked', timestamp: at(2) })),
    received(payload({ event_type: 'lead_unsubscribed', timestamp: at(4) })),
  ])
  rig.ingest(birch, 'relay', [received(payload({ event_type: 'reply_received', workspace: 'remote-birch' }))])
  const timeline = await app.call('events.timeline', { workspaceId: acme, email })
  expect(timeline.events.map(({ type }) => type)).toEqual([
    'lead_unsubscribed',
    'lead_interested',
    'link_clicked',
    'email_sent',
  ])
  expect(timeline).toMatchObject({
    score: 3,
    counts: { sent: 1, clicked: 1, replied: 0, unsubscribed: 1 },
    interest: { type: 'lead_interested' },
    optedOutAt: at(4),
  })
  expect(await app.call('events.timeline', { workspaceId: birch, email })).toMatchObject({ score: 4, optedOutAt: null })
})

test('Unreadable events are retried, and ingested if they can be read by then', async () => {
  rig.ingest(birch, 'delivery_log', [received(payload({})), received('no json')])
  expect(await app.call('events.health', { workspaceId: birch })).toMatchObject({ events: 0, dead: 2 })
  rig.store.raw.prepare(`update workspace set remote_id = 'another' where id = ?`).run(acme)
  expect(await app.call('events.retryDead', { workspaceId: birch, ids: null })).toEqual({ taken: 1, left: 1 })
  const { rows } = await app.call('events.dead', { workspaceId: birch, page: {} })
  expect(rows).toMatchObject([{ reason: 'not_json', text: 'no json', source: 'delivery_log' }])
  expect((await wholeLog({ workspaceId: birch })).map(({ sources }) => sources)).toEqual([['delivery_log']])
})

test('Unreadable events are saved completely and deleted only on request, for this client only', async () => {
  const long = `no json ${'x'.repeat(5_000)}`
  rig.ingest(acme, 'relay', [received('[]'), received(long), received('nor this'), received('nor this')])
  rig.ingest(birch, 'relay', [received('of Birch')])
  app.savePath = path.join(rig.dir, 'dead.jsonl')
  const saved = await app.call('events.saveDead', { workspaceId: acme, ids: null })
  expect(saved).toEqual({ path: app.savePath, rows: 3 })
  const lines = fs.readFileSync(app.savePath, 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { client: 'Acme', source: 'relay', reason: 'not_an_object', times: 1, text: '[]' },
    { reason: 'not_json', text: long },
    { text: 'nor this', times: 2 },
  ])
  const ids = async () => (await app.call('events.dead', { workspaceId: null, page: {} })).rows.map(({ id }) => id)
  const [ofBirch = 0, newest = 0] = await ids()
  // An id of another client does not match.
  expect(await app.call('events.dropDead', { workspaceId: acme, ids: [newest, ofBirch] })).toEqual({ dropped: 1 })
  expect(await app.call('events.dropDead', { workspaceId: acme, ids: null })).toEqual({ dropped: 2 })
  expect(await ids()).toEqual([ofBirch])
  // Delivered again, it is stored again.
  rig.ingest(acme, 'relay', [received('[]')])
  expect(await ids()).toHaveLength(2)
})

test('Unknown events are read again under their name, with their counts', async () => {
  const unknown = payload({ event_type: 'lead_levitated', timestamp: at(1) })
  rig.ingest(acme, 'relay', [
    received(unknown),
    received(payload({ event_type: 'email_sent', email_id: 'm', timestamp: at(0) })),
  ])
  expect((await app.call('events.health', { workspaceId: acme })).unknownTypes).toEqual([
    { type: 'lead_levitated', events: 1 },
  ])
  // As after an update that knows the name.
  rig.store.raw
    .prepare('update event_payload set raw = ? where raw = ?')
    .run(unknown.replace('lead_levitated', 'email_opened'), unknown)
  const ids = (await wholeLog({ workspaceId: acme })).map(({ id }) => id)
  expect(await app.call('events.replay', { workspaceId: acme, eventIds: ids })).toEqual({ replayed: 2, changed: 1 })
  expect(await app.call('events.replay', { workspaceId: acme, eventIds: ids })).toEqual({ replayed: 2, changed: 0 })
  expect((await wholeLog({ workspaceId: acme })).map(({ type }) => type)).toEqual(['email_opened', 'email_sent'])
  for (const [name, wrong] of Object.entries(wrongSums(rig.store))) expect(wrong, name).toEqual([])
})

test('A reply is opened only at Instantly', async () => {
  const reply = { event_type: 'reply_received', unibox_url: 'https://app.instantly.ai/app/unibox?thread=1' }
  rig.ingest(acme, 'relay', [
    received(payload({ ...reply, timestamp: at(1) })),
    received(payload({ ...reply, timestamp: at(2), unibox_url: 'https://app.instantly.ai.evil.example/' })),
  ])
  const [evil, good] = await wholeLog({ workspaceId: acme })
  if (!evil || !good) throw new Error('two events were given')
  expect(await app.call('events.detail', { workspaceId: acme, eventId: evil.id })).toMatchObject({ canOpen: false })
  await app.call('events.openReply', { workspaceId: acme, eventId: good.id })
  await expect(app.call('events.openReply', { workspaceId: acme, eventId: evil.id })).rejects.toThrow()
  // Another client's event cannot be requested.
  await expect(app.call('events.detail', { workspaceId: birch, eventId: good.id })).rejects.toThrow()
  expect(app.opened).toEqual([reply.unibox_url])
})

test('Events of an unknown campaign are reported', async () => {
  rig.ingest(acme, 'relay', [
    received(payload({})),
    received(payload({ event_type: 'account_suspended', lead_email: undefined, timestamp: new Date().toISOString() })),
  ])
  expect(await app.call('events.health', { workspaceId: acme })).toMatchObject({
    unknownCampaigns: [{ name: 'Autumn', events: 2 }],
  })
  rig.knowCampaigns(acme, [{ id: 'c-1', name: 'Autumn' }])
  expect((await app.call('events.health', { workspaceId: acme })).unknownCampaigns).toEqual([])
})

describe('people in events, not only counts', () => {
  const reply = (text: string, minute: number, email = 'ada@prospect.example') =>
    received(
      payload({
        event_type: 'reply_received',
        timestamp: at(minute),
        workspace: 'remote-acme',
        campaign_id: 'c-who',
        lead_email: email,
        email_id: `who-${minute}`,
        reply_text: text,
      }),
    )

  test("a campaign names who replied last and who is warm, by the lead's name, with the text", async () => {
    const { raw } = rig.store
    const list = raw
      .prepare(
        `insert into lead_list (workspace_id, name, created_at, state, row_count) values (?, 'L', '', 'ready', 1)`,
      )
      .run(acme).lastInsertRowid
    const source = raw
      .prepare(
        `insert into list_import (workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header, mapping,
           settings, row_count, imported_at, state) values (?, ?, 'a.csv', 'a', 1, 'utf-8', ',', '[]', '[]', '{}', 1, '', 'ready')`,
      )
      .run(acme, list).lastInsertRowid
    raw
      .prepare(
        `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original, first_name, last_name)
         values (?, ?, ?, 1, 1, 0, 'ada@prospect.example', '{}', '[]', 'Ada', 'Lovelace')`,
      )
      .run(acme, list, source)
    rig.ingest(acme, 'relay', [
      reply('Sounds good,\n  call me on Monday.\n\nOn Mon, 2 Nov 2026 Bo wrote:\n> our offer', 1),
      reply('Who are you?', 2, 'nobody@prospect.example'),
    ])
    const life = await app.call('events.campaign', { workspaceId: acme, remoteId: 'c-who' })
    expect(life?.latest.map(({ name, lead, replySnippet }) => ({ name, lead, replySnippet }))).toEqual([
      { name: null, lead: 'nobody@prospect.example', replySnippet: 'Who are you?' },
      { name: 'Ada Lovelace', lead: 'ada@prospect.example', replySnippet: 'Sounds good, call me on Monday.' },
    ])
    expect(life?.hottest.find(({ email }) => email.startsWith('ada'))?.name).toBe('Ada Lovelace')
    // A lead who declined is not warm, however much was opened and answered.
    const place = { campaignId: 'c-who', email: 'nobody@prospect.example' }
    leadLabelsOf(rig.store).take(acme, place, { value: -1, asOf: 9, since: 9, source: 'listed' })
    const after = await app.call('events.campaign', { workspaceId: acme, remoteId: 'c-who' })
    expect(after?.hottest.map(({ email }) => email)).toEqual(['ada@prospect.example'])
    const { events } = await app.call('events.timeline', { workspaceId: acme, email: 'ada@prospect.example' })
    expect(events[0]?.replySnippet).toBe('Sounds good, call me on Monday.')
  })

  test('of many who replied, those who did something last are the warmest', async () => {
    const who = (no: number) => `lead${no}@prospect.example`
    // The first to reply open the email again at the end.
    rig.ingest(acme, 'relay', [
      ...Array.from({ length: 90 }, (_, no) => reply('Tell me more.', no, who(no))),
      ...Array.from({ length: 12 }, (_, no) =>
        received(
          payload({
            event_type: 'email_opened',
            timestamp: at(200 + no),
            workspace: 'remote-acme',
            campaign_id: 'c-who',
            lead_email: who(no),
          }),
        ),
      ),
    ])
    const life = await app.call('events.campaign', { workspaceId: acme, remoteId: 'c-who' })
    expect(life?.hottest.map(({ email, score }) => `${email} ${score}`)).toEqual(
      Array.from({ length: 10 }, (_, place) => `${who(11 - place)} 4`),
    )
  })

  test('a reply of any length, or an empty one, keeps the timeline readable', async () => {
    rig.ingest(acme, 'relay', [reply('word '.repeat(200_000), 1), reply(' \n ', 2), reply('<b>bold</b>', 3)])
    const { events } = await app.call('events.timeline', { workspaceId: acme, email: 'ada@prospect.example' })
    expect(events.map(({ replySnippet }) => replySnippet?.length ?? null)).toEqual([11, null, 240])
  })
})
