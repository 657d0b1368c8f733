import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '#backend/core/deps.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { createDatabaseWriter } from '#backend/insights/write-back/database-writer.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import type { PostgrestOptions } from '../../../support/postgrest/server.ts'
import { deadlyWay } from '../../../support/silent-database.ts'
import { statementNames } from '../../../support/statement-names.ts'
import { addPlatform, startProjectDatabase } from '../../leads/supabase/support.ts'
import { prepare, startBench, unprepare, type WriteBackBench, workspaceKey } from './support.ts'

let db: TestPostgres
let campaigns: { readonly finished: string; readonly running: string }
let before: PostgrestOptions['before']
let bench: WriteBackBench

beforeAll(async () => {
  db = await startProjectDatabase()
  campaigns = await addPlatform(db)
  // As a project grants it to its server's key.
  await db.sql('grant insert, update on all tables in schema public to service_role')
})
afterAll(() => db.stop())
beforeEach(async () => {
  before = undefined
  bench = await startBench(db, { before: (request) => before?.(request) ?? null })
})
afterEach(async () => {
  await bench.stop()
  await unprepare(db)
})

const platform = () => ({ kind: 'platform', campaignId: campaigns.finished }) as const
const rows = (sql = 'select * from outreach_engagement order by campaign_id, lead_key') => db.sql(sql)
const idOf = async (table: string, column: string, value: string) =>
  String((await db.sql(`select id from ${table} where ${column} = $1`, [value]))[0]?.['id'])

it('A reply written to the source stays there when expired texts are deleted on this computer', async () => {
  await prepare(db, 'own')
  const lead = 'hello@own.example'
  bench.exported(await bench.list(platform()))
  const { id } = await bench.setUp('own', bench.byKey, { replyText: true })
  bench.happened(lead, 'email_sent')
  bench.happened(lead, 'reply_received')
  bench.replied(lead, 'Yes, call me.')
  await bench.written(id)
  const text = async () => (await rows())[0]?.['reply_text']
  expect(await text()).toBe('Yes, call me.')

  bench.raw.prepare(`update inbox_thread set box = 'done', archived_at = 2`).run()
  const { workspaceId } = bench
  await bench.call('retention.save', { workspaceId, rules: { emails: 1, payloads: null, archives: null, calls: null } })
  await bench.until(async () => bench.raw.prepare('select text from inbox_message').pluck().get() === '')
  await bench.written(id)
  expect(await text()).toBe('Yes, call me.')
})

describe.each(['project', 'database'] as const)('into our own table, by %s', (door) => {
  it('the results of each lead are stored under the id of its row', async () => {
    await prepare(db, 'own')
    const listId = await bench.list(platform())
    bench.exported(listId)
    const sentAt = bench.happened('hello@own.example', 'email_sent')
    const openedAt = bench.happened('hello@own.example', 'email_opened')
    bench.happened('hello@own.example', 'email_opened')
    const repliedAt = bench.happened('hello@own.example', 'reply_received')
    bench.happened('ada@linked.example', 'email_sent')
    // A lead of another source.
    bench.happened('stranger@x.example', 'email_sent')

    const { id } = await bench.setUp('own', door === 'project' ? bench.byKey : bench.byConnection)
    expect(await bench.call('writeBack.check', { id })).toMatchObject({ problem: null })
    const after = await bench.written(id)
    expect(after).toMatchObject({ problem: null, counts: { waiting: 0, done: 2, refused: 0, several: 0 } })

    const [ada, own, ...more] = await rows()
    expect(more).toEqual([])
    expect(own).toMatchObject({
      workspace_id: workspaceKey,
      campaign_id: 'c-1',
      lead_key: 'hello@own.example',
      organization_id: 'org-7',
      source_table: 'gmaps_businesses',
      source_id: await idOf('gmaps_businesses', 'name', 'Own Address Dental'),
      source_campaign_id: campaigns.finished,
      email_sent_at: new Date(sentAt),
      email_opened_at: new Date(openedAt),
      email_replied_at: new Date(repliedAt),
      email_clicked_at: null,
      open_count: 2,
      // Clicks were not reported, so they are not measured, which is not 0.
      click_count: null,
      reply_count: 1,
      email_status: 'replied',
      engagement_score: 4,
      reply_text: null,
    })
    expect(ada).toMatchObject({
      lead_key: 'ada@linked.example',
      source_table: 'gmaps_linkedin_enrichments',
      source_id: await idOf('gmaps_linkedin_enrichments', 'person_name', 'Ada Byron'),
      email_status: 'sent',
    })
  })
})

/** Creates a lead list of the platform's campaign, exported into one of Instantly's, with the place prepared. */
async function begun(place: 'own' | 'platform', more: { replyText?: boolean } = {}) {
  await prepare(db, place)
  const listId = await bench.list(platform())
  bench.exported(listId)
  const { id } = await bench.setUp(place, bench.byKey, more)
  return { id, listId }
}
const ofLead = async (email: string, campaign = 'c-1') =>
  (await rows(`select * from outreach_engagement where lead_key = '${email}' and campaign_id = '${campaign}'`))[0]
const own = 'hello@own.example'

describe('the meaning of columns', () => {
  it('keeps only first times, and nothing goes back, whoever writes later', async () => {
    const { id } = await begun('own')
    const first = bench.happened(own, 'email_sent')
    bench.happened(own, 'reply_received')
    await bench.written(id)
    bench.happened(own, 'email_sent', { step: 2 })
    await bench.written(id)
    expect(await ofLead(own)).toMatchObject({ email_sent_at: new Date(first), email_count: 2, email_status: 'replied' })
    // Another computer that knows less, or learns of it later.
    await db.sql(
      `update outreach_engagement set email_sent_at = now(), email_replied_at = null, reply_count = 0, email_status = 'sent',
         engagement_score = 1 where lead_key = $1`,
      [own],
    )
    expect(await ofLead(own)).toMatchObject({
      email_sent_at: new Date(first),
      reply_count: 1,
      email_status: 'replied',
      engagement_score: 4,
    })
  })

  it('counts no automatic reply, and shows unreported data as not measured', async () => {
    const { id, listId } = await begun('own')
    bench.exported(listId, 'blind', false)
    bench.happened(own, 'email_sent')
    bench.happened(own, 'auto_reply_received')
    bench.happened('office@linked.example', 'email_opened')
    bench.happened(own, 'email_sent', { campaign_id: 'blind', campaign_name: 'Blind' })
    await bench.written(id)
    expect(await ofLead(own)).toMatchObject({
      email_replied_at: null,
      email_status: 'sent',
      open_count: 0,
      click_count: null,
    })
    expect(await ofLead(own, 'blind')).toMatchObject({ open_count: null, email_opened_at: null, email_count: 1 })
  })

  it('writes the text of a reply only if ticked', async () => {
    const { id } = await begun('own')
    bench.happened(own, 'email_sent')
    bench.happened(own, 'reply_received')
    bench.replied(own, 'Yes, call me.\u0000')
    await bench.written(id)
    expect(await ofLead(own)).toMatchObject({ reply_text: null, reply_count: 1 })
    await bench.call('writeBack.change', { id, place: 'own', organizationId: 'org-7', replyText: true })
    await bench.written(id)
    expect(await ofLead(own)).toMatchObject({ reply_text: 'Yes, call me.' })
  })

  it('writes a long reply that is cut within a character', async () => {
    const { id } = await begun('own', { replyText: true })
    bench.happened(own, 'email_sent')
    bench.happened(own, 'reply_received')
    bench.replied(own, `${'a'.repeat(19_999)}😀 and more`)
    expect((await bench.written(id)).counts).toMatchObject({ done: 1, refused: 0 })
    expect(await ofLead(own)).toMatchObject({ reply_text: expect.stringMatching(/^a{19999}.$/), reply_count: 1 })
  })
})

describe('the row of a lead', () => {
  it('a person found on LinkedIn has their own columns, and the business keeps its own', async () => {
    const { id } = await begun('platform')
    bench.happened('office@linked.example', 'email_sent')
    bench.happened('ada@linked.example', 'email_sent')
    const replied = bench.happened('ada@linked.example', 'reply_received')
    await bench.written(id)
    const person = await rows(`select * from gmaps_linkedin_enrichments where person_name = 'Ada Byron'`)
    const business = await rows(`select * from gmaps_businesses where name = 'Linked Teeth'`)
    const guess = await rows(`select * from gmaps_linkedin_enrichments where person_name = 'Guess Work'`)
    expect(person[0]).toMatchObject({
      email_replied_at: new Date(replied),
      reply_count: 1,
      email_status: 'deliverable',
    })
    expect(business[0]).toMatchObject({ email_replied_at: null, email_status: 'sent' })
    expect(guess[0]).toMatchObject({ email_sent_at: null, email_status: 'risky' })
    expect(await rows(`select * from gmaps_campaigns where id = '${campaigns.finished}'`)).toMatchObject([
      {
        exported_to_instantly: true,
        instantly_export_date: new Date('2026-11-01T08:00:00.000Z'),
        instantly_campaign_count: 1,
      },
    ])
  })

  it.each([
    'mailto:ada@linked.example',
    'Ada Byron <ada@linked.example>',
    'ada@linked.example\u00a0',
    'ada@linked.example; ada@home.example',
  ])('a person whose address is stored as %j is still that person, and not the business', async (written) => {
    await db.sql(`update gmaps_linkedin_enrichments set primary_email = $1 where person_name = 'Ada Byron'`, [written])
    try {
      const { id } = await begun('platform')
      bench.happened('ada@linked.example', 'email_sent')
      const replied = bench.happened('ada@linked.example', 'reply_received')
      await bench.written(id)
      const person = await rows(`select * from gmaps_linkedin_enrichments where person_name = 'Ada Byron'`)
      const business = await rows(`select * from gmaps_businesses where name = 'Linked Teeth'`)
      expect(person[0]).toMatchObject({ email_replied_at: new Date(replied), reply_count: 1 })
      expect(business[0]).toMatchObject({ email_sent_at: null, email_replied_at: null, reply_count: null })
    } finally {
      await db.sql(
        `update gmaps_linkedin_enrichments set primary_email = 'ada@linked.example' where person_name = 'Ada Byron'`,
      )
    }
  })

  it('a business in two campaigns has the first times and the sum of its replies', async () => {
    const { id, listId } = await begun('platform')
    bench.exported(listId, 'c-2')
    const first = bench.happened(own, 'email_sent')
    bench.happened(own, 'reply_received')
    bench.happened(own, 'email_sent', { campaign_id: 'c-2' })
    bench.happened(own, 'reply_received', { campaign_id: 'c-2' })
    await bench.written(id)
    expect(await rows(`select * from gmaps_businesses where email = '${own}'`)).toMatchObject([
      { email_sent_at: new Date(first), reply_count: 2, instantly_campaign_id: 'c-1', email_status: 'replied' },
    ])
    expect(
      await rows(`select instantly_campaign_count as n from gmaps_campaigns where id = '${campaigns.finished}'`),
    ).toEqual([{ n: 2 }])
  })

  it('a lead without an id is found by campaign and address; several candidates are listed and not written', async () => {
    const { id, listId } = await begun('platform')
    await db.sql(
      `insert into gmaps_businesses (campaign_id, name, email) values ($1, 'Late', 'mailto:Late@by.example'),
         ($1, 'Twin A', 'twin@by.example'), ($1, 'Twin B', 'twin@by.example'), ($2, 'Elsewhere', 'else@by.example')`,
      [campaigns.finished, campaigns.running],
    )
    try {
      for (const name of ['late', 'twin', 'else']) {
        await bench.typed(listId, `${name}@by.example`)
        bench.happened(`${name}@by.example`, 'email_sent')
      }
      const after = await bench.written(id)
      expect(after.counts).toMatchObject({ done: 1, several: 1, none: 1 })
      const found = await rows(
        `select name, email_status from gmaps_businesses where email like '%@by.example' order by name`,
      )
      expect(found).toEqual([
        // Of another campaign of the platform, so never matched by the address alone.
        { name: 'Elsewhere', email_status: null },
        { name: 'Late', email_status: 'sent' },
        { name: 'Twin A', email_status: null },
        { name: 'Twin B', email_status: null },
      ])
      const { rows: listed } = await bench.call('writeBack.notWritten', { id })
      expect(listed.map(({ email, state }) => [email, state])).toEqual(
        expect.arrayContaining([
          ['twin@by.example', 'several'],
          ['else@by.example', 'none'],
        ]),
      )
      expect(listed.find(({ state }) => state === 'several')?.detail.match(/gmaps_businesses/g)).toHaveLength(2)
    } finally {
      await db.sql(`delete from gmaps_businesses where email like '%@by.example'`)
    }
  })

  it('an address exported from two rows of the source is written to neither', async () => {
    const [again] = await db.sql(
      `insert into gmaps_campaigns (name, status, total_businesses_found) values ('Again', 'completed', 1) returning id`,
    )
    const other = String(again?.['id'])
    await db.sql(`insert into gmaps_businesses (campaign_id, name, email) values ($1, 'Own again', $2)`, [other, own])
    try {
      const { id } = await begun('own')
      bench.exported(await bench.list({ kind: 'platform', campaignId: other }, { name: 'Again' }))
      bench.happened(own, 'email_sent')
      const after = await bench.written(id)
      expect(after.counts).toMatchObject({ done: 0, several: 1 })
      expect(await rows()).toEqual([])
    } finally {
      await db.sql('delete from gmaps_businesses where campaign_id = $1', [other])
      await db.sql('delete from gmaps_campaigns where id = $1', [other])
    }
  })

  it('rows of a plain table are stored under their own key, whatever its name', async () => {
    await db.sql(`create table people (nr bigint primary key, email text, id text); grant select on people to service_role;
                  insert into people values (9007199254740993, 'big@people.example', 'of another system')`)
    try {
      await prepare(db, 'own')
      bench.exported(
        await bench.list({
          kind: 'table',
          schema: 'public',
          relation: 'people',
          columns: null,
          filters: [],
          keyColumn: null,
        }),
      )
      bench.happened('big@people.example', 'email_sent')
      await bench.written((await bench.setUp('own')).id)
      expect(await ofLead('big@people.example')).toMatchObject({
        source_table: 'people',
        source_id: '9007199254740993',
        source_campaign_id: null,
      })
    } finally {
      await db.sql('drop table people')
    }
  })
})

describe('the two views', () => {
  it("have the platform's column names", async () => {
    const { id, listId } = await begun('own')
    bench.exported(listId, 'c-2')
    const first = bench.happened(own, 'email_sent')
    bench.happened(own, 'email_sent', { campaign_id: 'c-2' })
    bench.happened(own, 'reply_received', { campaign_id: 'c-2' })
    await bench.written(id)
    expect(await rows('select * from outreach_leads')).toMatchObject([
      {
        source_table: 'gmaps_businesses',
        id: await idOf('gmaps_businesses', 'email', own),
        organization_id: 'org-7',
        email_sent_at: new Date(first),
        reply_count: 1,
        email_status: 'replied',
        instantly_campaign_id: 'c-1',
      },
    ])
    expect(await rows('select * from outreach_campaigns')).toMatchObject([
      { id: campaigns.finished, exported_to_instantly: true, instantly_campaign_count: 2 },
    ])
  })
})

describe('a dry run', () => {
  it.each(['own', 'platform'] as const)(
    'shows the rows and what would change, and writes nothing: %s',
    async (place) => {
      const { id } = await begun(place)
      bench.happened(own, 'email_sent')
      const fresh = await bench.call('writeBack.dryRun', { id })
      expect(fresh.counts).toMatchObject({ waiting: 1, done: 0 })
      expect(fresh.rows).toMatchObject([{ email: own, isNew: place === 'own' }])
      expect(fresh.rows[0]?.changes).toContainEqual({ column: 'email_status', before: null, after: 'sent' })
      const table = place === 'own' ? 'outreach_engagement' : 'gmaps_businesses'
      expect(await rows(`select * from ${table} where email_sent_at is not null`)).toEqual([])

      await bench.written(id)
      bench.happened(own, 'reply_received')
      const next = await bench.call('writeBack.dryRun', { id })
      expect(next.rows[0]?.changes).toEqual(
        expect.arrayContaining([
          { column: 'email_status', before: 'sent', after: 'replied' },
          { column: 'reply_count', before: null, after: '1' },
        ]),
      )
      expect(next.rows[0]?.changes.map(({ column }) => column)).not.toContain('email_sent_at')
    },
  )
})

describe('refused rows', () => {
  it('are listed with the reason, and all others are written', async () => {
    const { id } = await begun('own')
    await db.sql(`alter table outreach_engagement add constraint no_ada check (email not like 'ada%')`)
    for (const email of [own, 'ada@linked.example', 'office@linked.example']) bench.happened(email, 'email_sent')
    const after = await bench.written(id)
    expect(after.counts).toMatchObject({ done: 2, refused: 1, waiting: 0 })
    const { rows: listed } = await bench.call('writeBack.notWritten', { id })
    expect(listed).toMatchObject([{ email: 'ada@linked.example', state: 'refused', campaignName: 'Campaign c-1' }])
    expect(listed[0]?.detail).toContain('no_ada')

    await db.sql('alter table outreach_engagement drop constraint no_ada')
    await bench.call('writeBack.again', { id })
    expect((await bench.written(id)).counts).toMatchObject({ done: 3, refused: 0 })
  })

  it('are noticed if row-level security or a trigger drops them without an error', async () => {
    const { id } = await begun('own')
    await db.sql(`create function drop_ada() returns trigger language plpgsql as
                    $$ begin return case when new.email like 'ada%' then null else new end; end $$;
                  create trigger drop_ada before insert on outreach_engagement for each row execute function drop_ada()`)
    for (const email of [own, 'ada@linked.example']) bench.happened(email, 'email_sent')
    const after = await bench.written(id)
    expect(after.counts).toMatchObject({ done: 1, refused: 1 })
    expect((await bench.call('writeBack.notWritten', { id })).rows).toMatchObject([{ detail: 'hidden' }])
    await db.sql('drop function drop_ada cascade')
  })

  it('are noticed if policies hide rows of the platform, in its own columns too', async () => {
    const { id } = await begun('platform')
    await db.sql(`alter role service_role nobypassrls; 
                  alter table gmaps_businesses enable row level security;
                  create policy seen on gmaps_businesses for select to service_role using (true);
                  create policy changed on gmaps_businesses for update to service_role using (name <> 'Own Address Dental')`)
    try {
      bench.happened(own, 'email_sent')
      bench.happened('office@linked.example', 'email_sent')
      const after = await bench.written(id)
      expect(after.counts).toMatchObject({ done: 1, refused: 1 })
    } finally {
      await db.sql(`alter role service_role bypassrls; alter table gmaps_businesses disable row level security;
                    drop policy seen on gmaps_businesses; drop policy changed on gmaps_businesses`)
    }
  })

  it('in an unprepared database lose nothing, and are written once it is prepared', async () => {
    bench.exported(await bench.list(platform()))
    bench.happened(own, 'email_sent')
    const { id } = await bench.setUp('own')
    await expect(bench.call('writeBack.check', { id })).rejects.toMatchObject({ code: 'WRITE_BACK_NOT_READY' })
    expect(await bench.written(id)).toMatchObject({
      problem: { code: 'WRITE_BACK_NOT_READY' },
      counts: { waiting: 1, refused: 0 },
    })
    await prepare(db, 'own')
    expect(await bench.call('writeBack.check', { id })).toMatchObject({ problem: null })
    expect((await bench.written(id)).counts).toMatchObject({ waiting: 0, done: 1 })
  })

  it('leave nothing behind after a check, and a key that may not write is reported', async () => {
    const { id } = await begun('own')
    expect((await bench.call('writeBack.check', { id })).checkedAt).not.toBeNull()
    expect(await rows()).toEqual([])
    await bench.call('writeBack.remove', { id })
    const { id: other } = await bench.setUp('own', {
      kind: 'project',
      address: bench.project.url,
      key: 'sb_publishable_test_0123456789abcdef',
    })
    await expect(bench.call('writeBack.check', { id: other })).rejects.toMatchObject({ code: 'WRITE_BACK_REFUSED' })
  })
})

describe('over a connection string', () => {
  it('continues after sleep on a new connection', async () => {
    await prepare(db, 'own')
    const way = await deadlyWay(db.port)
    bench.exported(await bench.list(platform()))
    bench.happened('hello@own.example', 'email_sent')
    const connection = db.url.replace(String(db.port), String(way.port))
    const { id } = await bench.setUp('own', { kind: 'database', connection })
    const dead = way.deadAt('insert into public.outreach_engagement')
    await bench.call('writeBack.switch', { id, on: true })
    await dead
    bench.app().backend.machine('suspend')
    bench.app().backend.machine('resume')
    await bench.until(async () => (await bench.call('writeBack.of', { sourceId: bench.sourceId }))?.counts.done === 1)
    expect(await rows()).toHaveLength(1)
    await way.close()
  })

  it.each(['own', 'platform'] as const)(
    'the SQL is run only after a confirmation, and running it twice changes nothing: %s',
    async (place) => {
      const { id } = await bench.setUp(place, bench.byConnection)
      await expect(bench.call('writeBack.prepare', { id, yes: false as never })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      })
      expect(await db.sql(`select to_regclass('outreach_engagement') as t`)).toEqual([{ t: null }])
      expect(await bench.call('writeBack.prepare', { id, yes: true })).toMatchObject({ problem: null })
      expect(await bench.call('writeBack.prepare', { id, yes: true })).toMatchObject({ problem: null })
    },
  )
})

describe('order and loss', () => {
  it.each(['fails', 'is cut off by the end of the app'])(
    'a platform campaign is marked as exported though its request %s behind those of its rows',
    async (how) => {
      const { id } = await begun('platform')
      bench.happened(own, 'email_sent')
      const arrived = Promise.withResolvers<void>()
      before = async (request) => {
        if (!request.url.includes('outreach_write_platform')) return null
        if (!(await request.clone().text()).includes('gmaps_campaigns')) return null
        arrived.resolve()
        return how === 'fails' ? new Response('{}', { status: 500 }) : new Promise<never>(() => undefined)
      }
      await bench.call('writeBack.switch', { id, on: true })
      await arrived.promise
      const stands = async () => await bench.call('writeBack.of', { sourceId: bench.sourceId })
      if (how === 'fails') await bench.until(async () => (await stands())?.problem?.code === 'SUPABASE_UNREACHABLE')
      before = undefined
      if (how !== 'fails') await bench.restart()
      const writtenAt = (await stands())?.writtenAt
      await bench.call('writeBack.now', { id })
      await bench.until(async () => (await stands())?.writtenAt !== writtenAt)
      expect(await rows('select * from gmaps_campaigns where exported_to_instantly')).toMatchObject([
        { id: campaigns.finished, instantly_campaign_count: 1 },
      ])
    },
  )

  it('after days offline one final state arrives', async () => {
    let online = false
    let posts = 0
    before = (request) => {
      if (request.method !== 'POST') return null
      posts += 1
      return online ? null : Response.json({ message: 'paused' }, { status: 540 })
    }
    const { id } = await begun('own')
    bench.happened(own, 'email_sent')
    expect((await bench.written(id)).problem).not.toBeNull()
    for (const type of ['email_opened', 'email_opened', 'link_clicked', 'reply_received']) {
      bench.happened(own, type)
      await bench.call('writeBack.dryRun', { id })
    }
    online = true
    posts = 0
    await bench.call('writeBack.now', { id })
    await bench.until(async () => (await bench.call('writeBack.of', { sourceId: bench.sourceId }))?.counts.done === 1)
    expect(posts).toBe(1)
    expect(await ofLead(own)).toMatchObject({ open_count: 2, click_count: 1, reply_count: 1, email_status: 'replied' })
  })

  it('a clock that is put back a day delays nothing for that day', async () => {
    await bench.stop()
    let aheadMs = 0
    const now = () => Date.now() + aheadMs
    // Shortens waits of minutes.
    const sleep: Clock['sleep'] = (ms, signal) => systemClock.sleep(Math.min(ms, 200), signal)
    bench = await startBench(db, { clock: { now, sleep } })
    const { id } = await begun('own')
    bench.happened(own, 'email_sent')
    await bench.written(id)
    bench.happened(own, 'reply_received')
    aheadMs = -86_400_000
    await bench.until(async () => (await ofLead(own))?.['reply_count'] === 1)
  })

  it('an app that ends during a write repeats it with the same state', async () => {
    const { id } = await begun('own')
    bench.happened(own, 'email_sent')
    await bench.written(id)
    bench.happened(own, 'reply_received')
    await bench.call('writeBack.dryRun', { id })
    await bench.app().stop()
    // As after a kill: sent, but not answered.
    bench.raw.prepare(`update write_back_row set state = 'sending'`).run()
    await bench.restart(true)
    await bench.written(id)
    expect(await rows()).toMatchObject([{ reply_count: 1, email_status: 'replied' }])
  })

  it('a change during a write is written too', async () => {
    const { id } = await begun('own')
    bench.happened(own, 'email_sent')
    let answered = false
    before = async (request) => {
      if (request.method === 'POST' && !answered) {
        answered = true
        bench.happened(own, 'reply_received')
        await bench.call('writeBack.dryRun', { id })
      }
      return null
    }
    await bench.written(id)
    expect(await ofLead(own)).toMatchObject({ reply_count: 1 })
  })

  it('a project that limits its answers to two rows loses and refuses nothing', async () => {
    const narrow = await startBench(db, { maxRows: 2 })
    try {
      await prepare(db, 'own')
      const listId = await narrow.list(platform())
      narrow.exported(listId)
      for (const email of [own, 'ada@linked.example', 'office@linked.example', 'smiles@page.example'])
        narrow.happened(email, 'email_sent')
      const { id } = await narrow.setUp('own')
      expect((await narrow.written(id)).counts).toMatchObject({ done: 4, refused: 0, waiting: 0 })
      expect(await rows('select count(*)::int as n from outreach_engagement')).toEqual([{ n: 4 }])
    } finally {
      await narrow.stop()
    }
  })

  it('its key is deleted with the source, and written results stay', async () => {
    const { id } = await begun('own')
    bench.happened(own, 'email_sent')
    await bench.written(id)
    await bench.call('supabase.remove', { sourceId: bench.sourceId })
    expect(bench.raw.prepare('select count(*) as n from write_back where cipher is not null').get()).toEqual({ n: 0 })
    expect(bench.raw.prepare('select count(*) as n from write_back_row').get()).toEqual({ n: 0 })
    expect(await rows()).toHaveLength(1)
  })
})

it('No statement is prepared by name: behind a transaction pooler another connection would get it', async () => {
  await prepare(db, 'own')
  await prepare(db, 'platform')
  const names = statementNames()
  const { signal } = new AbortController()
  const writer = createDatabaseWriter(db.url)
  try {
    expect(await writer.check('own', workspaceKey, signal)).toBe(true)
    expect(await writer.check('platform', workspaceKey, signal)).toBe(true)
    const row = { workspace_id: workspaceKey, campaign_id: 'c', lead_key: 'a@x.example', email: 'a@x.example' }
    expect((await writer.put([row], signal)).size).toBe(1)
    expect(await writer.putPlatform({}, signal)).toEqual(new Set())
    expect(new Set(names())).toEqual(new Set(['']))
  } finally {
    await writer.close()
  }
})
