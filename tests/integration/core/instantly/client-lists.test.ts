import { afterEach, describe, expect, test } from 'vitest'
import { byText, errorOf, requestContext, setUp } from './client-setup.ts'
import { ok, page, refused, type Script, startScriptedServer } from './scripted-server.ts'

let stop = async () => {}
afterEach(() => stop())

async function against(script: Script) {
  const server = await startScriptedServer(script)
  stop = server.stop
  return { ...setUp(server.url), seen: server.seen }
}

const mailbox = (email: string) => ({ email, first_name: 'A', status: 1, daily_limit: null, extra: {} })
const campaign = (id: string, name = id) => ({ id, name, status: 7, timestamp_created: '2026-01-01T00:00:00.000Z' })
const lead = (email: string | null, id = email) => ({ id: id ?? 'x', email, campaign: 'c1' })
const cursorOf = (url: string) => new URL(url, 'http://x').searchParams.get('starting_after')
const bodies = (seen: readonly { body: string }[]) => seen.map((request) => JSON.parse(request.body))

/** Respects `contacts`, as Instantly should; with `heeds` false it ignores it, as Instantly may. */
const leadServer =
  (stored: readonly string[], heeds: boolean): Script =>
  ({ body }) => {
    const { contacts, limit, starting_after: after } = JSON.parse(body)
    const matching = stored.filter((email) => !heeds || !contacts || contacts.includes(email.toLowerCase()))
    const from = after ? matching.indexOf(after) + 1 : 0
    const rows = matching.slice(from, from + limit)
    return page(
      rows.map((email) => lead(email)),
      rows.at(-1),
    )
  }

describe('lists are read to their end', () => {
  test('a last page with a cursor, then an empty one with a cursor too', async () => {
    const cursor = '2026-01-01T00:00:00.000Z&jon+1@doe.com'
    const { instantly, seen } = await against(({ url }) =>
      cursorOf(url) === null ? page([mailbox('a@x.com'), mailbox('b@x.com')], cursor) : page([], 'again'),
    )
    const found = await instantly.mailboxes(requestContext)
    expect(found.map((row) => row.email)).toEqual(['a@x.com', 'b@x.com'])
    // Reads once more after the empty page, which could be in the middle of the list.
    expect(seen.map((request) => cursorOf(request.url))).toEqual([null, cursor, 'again'])
    expect(seen.every((request) => request.url.includes('limit=100'))).toBe(true)
  })

  test('a repeated cursor with rows already seen ends the list', async () => {
    const { instantly, seen } = await against(() => page([campaign('c1')], 'same'))
    expect((await instantly.campaigns(requestContext)).map((row) => row.id)).toEqual(['c1'])
    expect(seen.length).toBe(2)
  })

  test('a repeated cursor with new rows is an error: half a list must not count as complete', async () => {
    const { instantly } = await against((_, nth) => page([campaign(`c${nth}`)], 'same'))
    expect(await errorOf(instantly.campaigns(requestContext))).toMatchObject({ code: 'API_ANSWER_UNREADABLE' })
  })

  test('a full page that comes twice is an error: what follows it was never read', async () => {
    const full = Array.from({ length: 100 }, (_, nth) => campaign(`c${nth}`))
    const { instantly } = await against(() => page(full, 'c99'))
    expect(await errorOf(instantly.campaigns(requestContext))).toMatchObject({ code: 'API_ANSWER_UNREADABLE' })
  })

  test('campaigns of a name are those of exactly this name, on any page', async () => {
    const { instantly, seen } = await against(({ url }) =>
      cursorOf(url) === null
        ? page([campaign('c1', 'Q3 & more'), campaign('c2', 'q3 & more')], 'c2')
        : page([campaign('c3', 'Q3 & more - copy'), campaign('c4', 'Q3 & more')]),
    )
    const found = await instantly.campaigns(requestContext, { name: 'Q3 & more' })
    expect(found.map((row) => row.id)).toEqual(['c1', 'c4'])
    expect(seen.map((request) => new URL(request.url, 'http://x').searchParams.get('search'))).toEqual([
      'Q3 & more',
      'Q3 & more',
    ])
  })

  test('unknown fields and values pass, null and absent are equal, and the campaign is kept unchanged', async () => {
    const raw = { ...campaign('c1'), timestamp_created: null, brand_new: [1] }
    const { instantly } = await against(() => ok({ items: [raw], next_starting_after: null, total: 1 }))
    const [found] = await instantly.campaigns(requestContext)
    expect(found).toEqual({ id: 'c1', name: 'c1', status: 7, createdAt: null, raw })
  })
})

describe('leads by address', () => {
  const emails = Array.from({ length: 250 }, (_, n) => `p${n}@example.com`)

  test('are requested in hundreds, within the campaign, and compared here too', async () => {
    const stored = ['P3@Example.com', 'p120@example.com', 'p249@example.com', 'other@example.com']
    const { instantly, seen } = await against(leadServer(stored, true))
    const found = await instantly.leads(requestContext, { campaignId: 'c1', emails })
    expect(found.map((row) => row.email ?? '').toSorted(byText)).toEqual([
      'p120@example.com',
      'p249@example.com',
      'p3@example.com',
    ])
    for (const body of bodies(seen)) {
      expect(body).toMatchObject({ campaign: 'c1', limit: 100 })
      expect(body).not.toHaveProperty('campaign_id')
      expect(body.contacts.length).toBeLessThanOrEqual(100)
    }
  })

  test('are found by reading the whole campaign if Instantly ignores the addresses', async () => {
    const stored = [
      ...Array.from({ length: 330 }, (_, n) => `stranger${n}@example.com`),
      'p1@example.com',
      'p240@example.com',
    ]
    const { instantly, seen } = await against(leadServer(stored, false))
    const found = await instantly.leads(requestContext, { campaignId: 'c1', emails })
    expect(found.map((row) => row.email)).toEqual(['p1@example.com', 'p240@example.com'])
    // One page to notice, then 332 rows by the hundred and the empty page after them.
    expect(seen.length).toBeLessThanOrEqual(1 + 5)
  })

  test('one of a campaign is found on a later page if Instantly ignores the address, and reading ends there', async () => {
    const stored = Array.from({ length: 330 }, (_, n) => `P${n}@example.com`)
    const { instantly, seen } = await against(leadServer(stored, false))
    const wanted = { campaignId: 'c1', email: 'p250@example.com' }
    expect(await instantly.placedLeadOf(requestContext, wanted)).toMatchObject({ id: 'P250@example.com' })
    expect(seen.length).toBe(3)
    expect(await instantly.placedLeadOf(requestContext, { ...wanted, email: 'p999@example.com' })).toBeNull()
  })

  test('one with letters beyond ASCII, not allowed in a list, is searched for, and the others are still requested', async () => {
    const umlaut = 'käthe@müller.example'
    const { instantly, seen } = await against(({ body }) => {
      const { contacts, search } = JSON.parse(body)
      if (search === umlaut) return page([lead(umlaut, 'l2'), lead(`x${umlaut}`, 'l3')])
      return contacts?.every((email: string) => /^[ -~]+$/.test(email))
        ? page([lead('p1@example.com', 'l1')])
        : refused(400, 'body/contacts/1 must match format "email"')
    })
    const both = ['p1@example.com', umlaut]
    expect((await instantly.leads(requestContext, { campaignId: 'c1', emails: both })).map(({ id }) => id)).toEqual([
      'l1',
      'l2',
    ])
    expect((await instantly.leadStandings(requestContext, both)).map(({ id }) => id)).toEqual(['l1', 'l2'])
    expect(bodies(seen).map(({ contacts, search }) => contacts ?? search)).toEqual([
      ['p1@example.com'],
      umlaut,
      ['p1@example.com'],
      umlaut,
    ])
  })

  test('a hundred that cannot be read fails the whole reading: leads must not count as absent', async () => {
    const { instantly } = await against((_, nth) => (nth === 2 ? refused(403, 'no') : page([])))
    const call = instantly.leads(requestContext, { campaignId: 'c1', emails })
    expect(await errorOf(call)).toMatchObject({ code: 'INSTANTLY_SCOPE_MISSING' })
  })

  test('with no address nothing is sent', async () => {
    const { instantly, seen } = await against(() => page([]))
    expect(await instantly.leads(requestContext, { campaignId: 'c1', emails: [' '] })).toEqual([])
    expect(seen.length).toBe(0)
  })

  test('an address in several campaigns of the workspace is found in each', async () => {
    const { instantly } = await against((_, nth) =>
      nth === 1
        ? page([lead('p1@example.com', 'l1')], 'l1')
        : nth === 2
          ? page([lead('p1@example.com', 'l2')], 'l2')
          : page([]),
    )
    const found = await instantly.leads(requestContext, { campaignId: null, emails: ['P1@example.com '] })
    expect(found.map((row) => row.id)).toEqual(['l1', 'l2'])
  })

  test('a lead without id is not accepted for settling an upload', async () => {
    const { instantly } = await against(() => page([{ email: 'p1@example.com' }]))
    expect(await errorOf(instantly.leads(requestContext, { campaignId: 'c1' }))).toMatchObject({
      code: 'API_ANSWER_UNREADABLE',
    })
  })
})

describe('deleting leads', () => {
  test('without ids, with an empty one, without a campaign or with too many, nothing is sent', async () => {
    const { instantly, seen } = await against(() => ok({ count: 0 }))
    const tooMany = Array.from({ length: 1_001 }, (_, n) => `l${n}`)
    for (const [campaignId, ids] of [
      ['c1', []],
      ['c1', ['l1', ' ']],
      ['', ['l1']],
      ['c1', tooMany],
    ] as const) {
      expect(
        await errorOf(instantly.deleteLeads(requestContext, { kind: 'campaign', id: campaignId }, ids)),
      ).toMatchObject({
        code: 'INVALID_INPUT',
      })
    }
    expect(seen.length).toBe(0)
  })

  test.each([
    ['an object without a count', { status: 200, json: {} }],
    ['no content', { status: 204, html: '' }],
  ])('confirmed with %s is done: all named leads are gone', async (_name, answer) => {
    const { instantly } = await against(() => answer)
    expect(await instantly.deleteLeads(requestContext, { kind: 'campaign', id: 'c1' }, ['l1', 'l2'])).toBe(2)
    await instantly.deleteWebhook(requestContext, 'w1')
  })

  test('names the ids and can never delete more than it names', async () => {
    const { instantly, seen } = await against(() => ok({ count: 2 }))
    expect(await instantly.deleteLeads(requestContext, { kind: 'campaign', id: 'c1' }, ['l1', 'l2', 'l1'])).toBe(2)
    expect(seen[0]).toMatchObject({ method: 'DELETE', url: '/api/v2/leads' })
    expect(bodies(seen)).toEqual([{ campaign_id: 'c1', ids: ['l1', 'l2'], limit: 2 }])
  })
})

describe('verification results of an address', () => {
  // As in the official document for GET /email-verification/{email}.
  const unknown = { statusCode: 404, error: 'Not Found', message: 'Resource not found' }

  test('404 in Instantly’s own words: it was never verified', async () => {
    const { instantly, seen } = await against(() => ({ status: 404, json: unknown }))
    expect(await instantly.emailVerification(requestContext, 'jon+1@doe.com')).toBeNull()
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /api/v2/email-verification/jon%2B1%40doe.com',
    ])
  })

  test.each([
    ['a page of something in between', { status: 404, html: '<h1>Not found</h1>' }, 'API_UNAVAILABLE'],
    ['a refusal', { status: 400, json: { ...unknown, statusCode: 400 } }, 'API_REFUSED'],
    ['a plan that ran out', { status: 402, json: { ...unknown, statusCode: 402 } }, 'INSTANTLY_PLAN_INACTIVE'],
  ])('%s does not mean that: the address is not verified and paid again', async (_name, answer, code) => {
    const { instantly } = await against(() => answer)
    expect(await errorOf(instantly.emailVerification(requestContext, 'jon@doe.com'))).toMatchObject({ code })
  })
})

test('A campaign id that would lead elsewhere is refused before any request', async () => {
  const { instantly, seen } = await against(() => ok({}))
  for (const id of ['', '..', 'a/b', '../../leads/leads?x=']) {
    expect(await errorOf(instantly.campaign(requestContext, id))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await errorOf(instantly.activateCampaign(requestContext, id))).toMatchObject({ code: 'INVALID_INPUT' })
  }
  expect(seen.length).toBe(0)
})

test('A reply without type and sender, both optional, is one of its lead', async () => {
  const at = '2026-10-02T21:43:10.000Z'
  const bare = { id: 'm1', timestamp_created: at, timestamp_email: at, lead: 'ann@x.example', eaccount: 'me@y.example' }
  const { instantly } = await against(() => page([{ ...bare, from_address_email: null }]))
  const inbox = await instantly.emailPage(requestContext, { type: 'received', order: 'asc' }, null)
  expect(inbox.items).toMatchObject([{ kind: 2, from: 'ann@x.example' }])
  const none = { since: null, until: null, order: 'asc', after: null } as const
  const replies = await instantly.mailsBetween(requestContext, { kind: 'received', ...none })
  expect(replies.items).toMatchObject([{ kind: 2, email: { from: 'ann@x.example' } }])
  const sent = await instantly.mailsBetween(requestContext, { kind: 'sent', ...none })
  expect(sent.items).toMatchObject([{ kind: 1, email: { from: null } }])
})

test('An id may be any text the document allows: it is one part of the path', async () => {
  const ids = ['cmp.2026', 'camp:7', 'YWJj+ZA==', 'a~b']
  const { instantly, seen } = await against(({ url }) => ok(campaign(decodeURIComponent(url.split('/').at(-1) ?? ''))))
  for (const id of ids) expect(await instantly.campaign(requestContext, id)).toMatchObject({ id })
  expect(seen.map(({ url }) => url)).toEqual(ids.map((id) => `/api/v2/campaigns/${encodeURIComponent(id)}`))
})

test("The counts of an upload are Instantly's; a missing one is 0; of a created lead only its place, id and address stay", async () => {
  const created = [
    { index: 1, id: 'ABCDEF00-0000-4000-8000-000000000001', email: null, phone: null, company_name: 'Acme' },
  ]
  const { instantly } = await against(() =>
    ok({ status: 'success', total_sent: 3, leads_uploaded: 1, skipped_count: 2, created_leads: created, new_count: 9 }),
  )
  expect(await instantly.addLeads(requestContext, new TextEncoder().encode('{}'))).toEqual({
    counts: {
      total_sent: 3,
      leads_uploaded: 1,
      in_blocklist: 0,
      duplicated_leads: 0,
      skipped_count: 2,
      invalid_email_count: 0,
      incomplete_count: 0,
      duplicate_email_count: 0,
      remaining_in_plan: null,
    },
    created: [{ index: 1, id: 'abcdef00-0000-4000-8000-000000000001', email: null }],
    repeated: false,
  })
})

test('An upload says whether its answer is that of a repetition', async () => {
  const { instantly } = await against((_, nth) => (nth === 1 ? { status: 429, json: {} } : ok({ created_leads: [] })))
  expect(await instantly.addLeads(requestContext, new TextEncoder().encode('{}'))).toMatchObject({ repeated: true })
})
