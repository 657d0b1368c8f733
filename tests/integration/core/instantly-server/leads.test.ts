import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDemoInstantly, type DemoOptions } from '#demo/api/app.ts'
import { createDemoClock } from '#demo/time/clock.ts'
import { campaignBody } from '../../../support/instantly/ask.ts'
import { checkRequest, checkResponse } from '../../../support/instantly/check-request.ts'
import { runs } from '../../../support/long.ts'

/** The simulator without a port: requests are passed in directly, and requests and answers are checked. */
function world(options: DemoOptions = {}) {
  const demo = createDemoInstantly({
    limits: null,
    ...options,
    workspaces: options.workspaces ?? [{ keys: [{ key: 'k' }] }],
  })
  const problems: string[] = []
  async function ask(method: string, path: string, body?: unknown): Promise<Record<string, any>> {
    const full = `/api/v2${path}`
    const contentType = body === undefined ? null : 'application/json'
    problems.push(...checkRequest({ method, path: full, body, contentType }))
    const headers = { authorization: 'Bearer k', ...(contentType ? { 'content-type': contentType } : {}) }
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await demo.app.fetch(new Request(`http://instantly.example${full}`, init))
    const answer = (await response.json()) as Record<string, unknown>
    problems.push(...checkResponse(method, full, response.status, answer))
    return { httpStatus: response.status, ...answer }
  }
  const campaign = async (name = 'A') => String((await ask('POST', '/campaigns', { ...campaignBody, name }))['id'])
  const add = (campaignId: string, leads: readonly object[], flags: object = {}) =>
    ask('POST', '/leads/add', { campaign_id: campaignId, leads, ...flags })
  const emailsOf = async (filter: object) =>
    ((await ask('POST', '/leads/list', { limit: 100, ...filter }))['items'] as { email: string }[]).map(
      (lead) => lead.email,
    )
  return { ...demo, ask, campaign, add, emailsOf, problems }
}

const counters = [
  'leads_uploaded',
  'in_blocklist',
  'duplicated_leads',
  'skipped_count',
  'invalid_email_count',
  'incomplete_count',
  'duplicate_email_count',
]
const emails = (...names: readonly string[]) => names.map((name) => ({ email: `${name}@prospect.example` }))

describe('adding leads', () => {
  test('each lead is in exactly one count, checked in order', async () => {
    const { add, campaign, problems, world: everything } = world()
    const [workspace] = everything.workspaces
    if (workspace) {
      everything.block(workspace, 'blocked@prospect.example')
      everything.block(workspace, 'competitor.example')
    }
    const other = await campaign('B')
    await add(other, emails('elsewhere'))
    const target = await campaign()
    await add(target, emails('already'))
    const leads = [
      { email: 'new@prospect.example', first_name: 'Kai', last_name: 'Lima', phone: '+351 1' },
      { email: ' NEW@prospect.example ' },
      { email: 'not an address' },
      { email: null },
      {},
      { email: 'blocked@prospect.example' },
      { email: 'blocked@prospect.example' },
      { email: 'anyone@competitor.example' },
      { email: 'already@prospect.example' },
      { email: 'elsewhere@prospect.example' },
      { email: 'second@prospect.example' },
    ]
    expect(await add(target, leads, { skip_if_in_workspace: true })).toEqual({
      httpStatus: 200,
      status: 'success',
      total_sent: 11,
      leads_uploaded: 2,
      in_blocklist: 2,
      blocklist_used: null,
      duplicated_leads: 1,
      skipped_count: 1,
      invalid_email_count: 3,
      incomplete_count: 0,
      duplicate_email_count: 2,
      remaining_in_plan: 25_000 - 4,
      created_leads: [
        {
          index: 0,
          id: expect.any(String),
          email: 'new@prospect.example',
          first_name: 'Kai',
          last_name: 'Lima',
          phone: '+351 1',
        },
        { index: 10, id: expect.any(String), email: 'second@prospect.example' },
      ],
    })
    expect(problems).toEqual([])
  })

  test('the counts add up to what was sent, and each created lead is at its position', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const lead = fc.oneof(
      name.map((text) => ({ email: `${text}@prospect.example` })),
      name.map((text) => ({ email: text.toUpperCase().concat('@Prospect.example') })),
      fc.constantFrom({ email: 'nothing' }, { email: 'x@blocked.example' }, {}, { email: null }, { first_name: 'Kai' }),
    )
    const batch = fc.record({
      leads: fc.array(lead, { minLength: 1, maxLength: 30 }),
      skip_if_in_workspace: fc.boolean(),
      skip_if_in_campaign: fc.boolean(),
      skip_if_in_list: fc.boolean(),
      into: fc.constantFrom('first', 'second', 'list'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(batch, { maxLength: 6 }),
        fc.integer({ min: 0, max: 12 }),
        async (batches, leadLimit) => {
          const { ask, campaign, problems } = world({
            workspaces: [{ keys: [{ key: 'k' }], leadLimit, blocked: ['blocked.example'] }],
          })
          const list = String((await ask('POST', '/lead-lists', { name: 'L' }))['id'])
          const targets = {
            first: { campaign_id: await campaign() },
            second: { campaign_id: await campaign('B') },
            list: { list_id: list },
          }
          for (const { into, ...body } of batches) {
            const answer = await ask('POST', '/leads/add', { ...targets[into], ...body })
            expect(counters.reduce((sum, counter) => sum + answer[counter], 0)).toBe(body.leads.length)
            expect(answer['total_sent']).toBe(body.leads.length)
            expect(answer['created_leads']).toHaveLength(answer['leads_uploaded'])
            for (const created of answer['created_leads']) {
              expect(created.email ?? null).toBe((body.leads[created.index] as { email?: string }).email ?? null)
            }
          }
          expect(problems).toEqual([])
        },
      ),
      runs(12, 300),
    )
  })

  test('skip flags check the whole workspace; the workspace flag overrides the others', async () => {
    const { ask, add, campaign } = world()
    const [first, second] = [await campaign(), await campaign('B')]
    await add(first, emails('in-campaign'))
    const list = await ask('POST', '/lead-lists', { name: 'L' })
    await ask('POST', '/leads/add', { list_id: list['id'], leads: emails('in-list') })
    const both = emails('in-campaign', 'in-list')
    expect((await add(second, both, { skip_if_in_campaign: true, skip_if_in_list: true }))['skipped_count']).toBe(2)
    expect((await add(second, both, { skip_if_in_workspace: true, skip_if_in_list: false }))['skipped_count']).toBe(2)
    expect(
      (await add(second, both, { skip_if_in_list: true }))['created_leads'].map((lead: any) => lead.email),
    ).toEqual(['in-campaign@prospect.example'])
    expect((await add(second, both))['leads_uploaded']).toBe(1)
  })

  test('when the plan runs out, the rest is counted but not created, and deleting makes room after a while', async () => {
    const clock = createDemoClock({ startAt: Date.UTC(2026, 10, 20) })
    const { ask, add, campaign } = world({ clock, workspaces: [{ keys: [{ key: 'k' }], leadLimit: 2 }] })
    const target = await campaign()
    const answer = await add(target, emails('a', 'b', 'c'))
    expect(answer).toMatchObject({ leads_uploaded: 2, skipped_count: 1, remaining_in_plan: 0 })
    await ask('DELETE', '/leads', { campaign_id: target, ids: [answer['created_leads'][0].id] })
    expect((await add(target, emails('d')))['leads_uploaded']).toBe(0)
    clock.advance(10 * 60_000)
    expect((await add(target, emails('d')))['leads_uploaded']).toBe(1)
    const plan = await ask('GET', '/workspace-billing/plan-details')
    expect(plan['subscriptions'].outreach).toMatchObject({ total_lead_limit: 2, current_lead_count: 2 })
  })

  test('custom variables are in the payload beside core names in camelCase; objects are refused', async () => {
    const { ask, add, campaign } = world()
    const target = await campaign()
    const lead = {
      email: 'kai@prospect.example',
      first_name: 'Kai',
      company_name: 'Lima SA',
      custom_variables: { city: 'Porto', seats: 4 },
    }
    const id = (await add(target, [lead]))['created_leads'][0].id
    const read = await ask('GET', `/leads/${id}`)
    expect(read['payload']).toEqual({
      firstName: 'Kai',
      companyName: 'Lima SA',
      email: 'kai@prospect.example',
      city: 'Porto',
      seats: 4,
    })
    expect(read).not.toHaveProperty('custom_variables')
    const changed = await ask('PATCH', `/leads/${id}`, { job_title: 'CTO', custom_variables: { city: 'Faro' } })
    expect(changed['payload']).toMatchObject({ jobTitle: 'CTO', city: 'Faro', seats: 4 })
    const refused = await add(target, [{ email: 'b@prospect.example', custom_variables: { deep: { a: 1 } } }])
    expect(refused).toMatchObject({
      httpStatus: 400,
      message: 'body/leads/0/custom_variables/deep must be string,number,boolean,null',
    })
    expect(Object.keys((await ask('GET', `/campaigns/${target}`))['custom_variables'])).toEqual(['city', 'seats'])
  })

  test('exactly one existing target is needed', async () => {
    const { ask, campaign } = world()
    const id = await campaign()
    const leads = emails('a')
    expect((await ask('POST', '/leads/add', { leads }))['httpStatus']).toBe(400)
    expect((await ask('POST', '/leads/add', { leads, campaign_id: id, list_id: id }))['httpStatus']).toBe(400)
    expect((await ask('POST', '/leads/add', { leads, list_id: id }))['httpStatus']).toBe(404)
    expect((await ask('POST', '/leads/add', { leads: [], campaign_id: id }))['httpStatus']).toBe(400)
  })

  test('an existing address added singly returns the lead unchanged', async () => {
    const { ask, campaign, problems } = world()
    const target = await campaign()
    const first = await ask('POST', '/leads', { campaign: target, email: 'kai@prospect.example', first_name: 'Kai' })
    const again = await ask('POST', '/leads', { campaign: target, email: 'KAI@prospect.example', first_name: 'Other' })
    expect(again).toEqual(first)
    expect(problems).toEqual([])
  })
})

describe('listing leads', () => {
  test('campaign filters; campaign_id is ignored and gives the whole workspace', async () => {
    const { add, campaign, emailsOf } = world()
    const [first, second] = [await campaign(), await campaign('B')]
    await add(first, emails('a', 'b'))
    await add(second, emails('c'))
    expect(await emailsOf({ campaign: first })).toEqual(['a@prospect.example', 'b@prospect.example'])
    expect(await emailsOf({ campaign_id: first })).toHaveLength(3)
    expect(await emailsOf({ campaign: '01a1f82c-9313-7000-a001-5eed00000004' })).toEqual([])
  })

  test('contacts, ids, excluded ids and search narrow the list', async () => {
    const { ask, add, campaign, emailsOf } = world()
    const target = await campaign()
    const created = (await add(target, [...emails('ana', 'bo', 'cy'), { email: 'd@x.example', last_name: 'Anand' }]))[
      'created_leads'
    ]
    expect(await emailsOf({ campaign: target, contacts: ['BO@prospect.example', 'no@prospect.example'] })).toEqual([
      'bo@prospect.example',
    ])
    expect(await emailsOf({ ids: [created[2].id, created[0].id] })).toEqual([
      'ana@prospect.example',
      'cy@prospect.example',
    ])
    expect(await emailsOf({ campaign: target, excluded_ids: [created[0].id] })).toHaveLength(3)
    expect(await emailsOf({ search: 'AN' })).toEqual(['ana@prospect.example', 'd@x.example'])
    await ask('DELETE', `/leads/${created[1].id}`)
    expect(await emailsOf({ contacts: ['bo@prospect.example'] })).toEqual([])
  })
})

describe('deleting leads', () => {
  test('with ids only those of the campaign are deleted, without ids all', async () => {
    const { ask, add, campaign, emailsOf, problems } = world()
    const [first, second] = [await campaign(), await campaign('B')]
    const mine = (await add(first, emails('a', 'b', 'c')))['created_leads']
    const other = (await add(second, emails('d')))['created_leads']
    const ids = [mine[0].id, mine[0].id, other[0].id]
    expect(await ask('DELETE', '/leads', { campaign_id: first, ids })).toMatchObject({ count: 1 })
    expect(await emailsOf({ campaign: second })).toHaveLength(1)
    expect(problems).toEqual([])
    expect(await ask('DELETE', '/leads', { campaign_id: first, delete_list: ['b'] })).toMatchObject({ count: 2 })
    expect(problems).toContain('body/ids is missing: this deletes every lead there is')
    expect(await emailsOf({ campaign: first })).toEqual([])
  })

  test('a deleted address can be added again', async () => {
    const { ask, add, campaign } = world()
    const target = await campaign()
    const [lead] = (await add(target, emails('a')))['created_leads']
    await ask('DELETE', `/leads/${lead.id}`)
    expect((await add(target, emails('a')))['leads_uploaded']).toBe(1)
  })
})

/** Reads 25 leads in pages of ten; returns the page sizes, with `+` for a cursor. */
async function readAll(lastPage: NonNullable<DemoOptions['lastPage']>) {
  const { ask, add, campaign } = world({ lastPage })
  const target = await campaign()
  await add(
    target,
    Array.from({ length: 25 }, (_, at) => ({ email: `lead${at}@prospect.example` })),
  )
  const pages: { count: number; cursor: boolean }[] = []
  const seen: string[] = []
  let cursor: string | undefined
  for (let at = 0; at < 6; at++) {
    const body = { campaign: target, limit: 10, ...(cursor === undefined ? {} : { starting_after: cursor }) }
    const page = await ask('POST', '/leads/list', body)
    pages.push({ count: page['items'].length, cursor: 'next_starting_after' in page })
    seen.push(...page['items'].map((lead: { email: string }) => lead.email))
    cursor = page['next_starting_after']
    if (cursor === undefined || page['items'].length === 0) break
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => `lead${at}@prospect.example`))
  return pages.map(({ count, cursor: more }) => `${count}${more ? '+' : ''}`).join(' ')
}

describe('paging', () => {
  test('after the last page comes an empty page: with a cursor, without, or none at all', async () => {
    expect(await readAll('cursor_then_empty')).toBe('10+ 10+ 5+ 0')
    expect(await readAll('cursor_then_empty_with_cursor')).toBe('10+ 10+ 5+ 0+')
    expect(await readAll('none')).toBe('10+ 10+ 5')
  })

  test('a page has 10 rows by default', async () => {
    const { ask } = world({ workspaces: [{ keys: [{ key: 'k' }], mailboxes: 30 }] })
    expect((await ask('GET', '/accounts'))['items']).toHaveLength(10)
  })

  test('leads deleted between two pages neither hide nor repeat others', async () => {
    const { ask, add, campaign } = world()
    const target = await campaign()
    const ids = (await add(target, emails('a', 'b', 'c', 'd')))['created_leads'].map((lead: { id: string }) => lead.id)
    const first = await ask('POST', '/leads/list', { campaign: target, limit: 2 })
    for (const id of ids.slice(0, 3)) await ask('DELETE', `/leads/${id}`)
    const rest = await ask('POST', '/leads/list', {
      campaign: target,
      limit: 2,
      starting_after: first['next_starting_after'],
    })
    expect(rest['items'].map((lead: { email: string }) => lead.email)).toEqual(['d@prospect.example'])
    const whole = await ask('POST', '/leads/list', { limit: 2, starting_after: first['next_starting_after'] })
    expect(whole['items']).toHaveLength(1)
  })

  test('the cursor of mailboxes contains an ampersand and works when encoded', async () => {
    const { app } = world({ workspaces: [{ keys: [{ key: 'k' }], mailboxes: 3 }] })
    const get = async (query: string) => {
      const request = new Request(`http://x.example/api/v2/accounts?limit=2${query}`, {
        headers: { authorization: 'Bearer k' },
      })
      return (await (await app.fetch(request)).json()) as { items: { email: string }[]; next_starting_after: string }
    }
    const first = await get('')
    expect(first.next_starting_after).toContain('&')
    const second = await get(`&starting_after=${encodeURIComponent(first.next_starting_after)}`)
    expect(second.items.map((item) => item.email)).toEqual(['robin1@outreach1.example'])
    const cutOff = await get(`&starting_after=${first.next_starting_after}`)
    expect(cutOff.items).toEqual(first.items)
  })
})

describe('with its own deduplication off', () => {
  test('every lead of a committed body is created again, and the journal finds the duplicates', async () => {
    const { add, campaign, emailsOf, journal } = world({ dedupe: false })
    const target = await campaign()
    await add(target, emails('a', 'b'))
    const again = await add(target, emails('b', 'c'), { skip_if_in_workspace: true })
    expect(again).toMatchObject({ leads_uploaded: 2, duplicated_leads: 0, skipped_count: 0 })
    expect(await emailsOf({ campaign: target })).toHaveLength(4)
    expect(journal.addressesCommittedTwice()).toEqual([{ target, email: 'b@prospect.example', times: 2 }])
  })

  test('with it on, the API hides the second body but the journal does not', async () => {
    const { add, campaign, emailsOf, journal } = world()
    const target = await campaign()
    await add(target, emails('a'))
    await add(target, emails('a'))
    expect(await emailsOf({ campaign: target })).toHaveLength(1)
    expect(journal.addressesCommittedTwice()).toEqual([{ target, email: 'a@prospect.example', times: 2 }])
    expect(journal.committedAddresses(target)).toHaveLength(2)
  })
})

test('A refused body is in the journal, but not as committed', async () => {
  const { ask, campaign, journal } = world()
  const target = await campaign()
  await ask('POST', '/leads/add', { campaign_id: target, list_id: target, leads: emails('a') })
  await ask('POST', '/leads/add', {
    campaign_id: target,
    leads: [{ email: 'b@prospect.example', custom_variables: { x: [] } }],
  })
  await ask('POST', '/campaigns', { name: 'Refused' })
  expect(journal.committedAddresses()).toEqual([])
  expect(journal.campaignsCreated('Refused')).toBe(0)
  expect(journal.requests('POST', /\/leads\/add$/)).toMatchObject([
    { status: 400, committed: false, emails: ['a@prospect.example'] },
    { status: 400, committed: false, emails: ['b@prospect.example'] },
  ])
})

test('Leads stored compactly still count, list and deduplicate', async () => {
  const { add, campaign, ask, problems } = world({ keepLeads: 'compact', keepBodies: 'facts' })
  const target = await campaign()
  await add(target, [{ email: 'a@prospect.example', first_name: 'Ana', custom_variables: { city: 'Porto' } }])
  expect((await add(target, emails('a')))['duplicated_leads']).toBe(1)
  const [lead] = (await ask('POST', '/leads/list', { campaign: target }))['items']
  expect(lead).toMatchObject({ email: 'a@prospect.example', payload: { email: 'a@prospect.example' } })
  expect(problems).toEqual([])
})
