import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'

let fake: FakeInstantly
let ask: ReturnType<typeof createAsk>
beforeAll(async () => {
  fake = await startFakeInstantly({ limits: null })
  ask = createAsk(fake)
})
afterAll(() => fake.close())

/** Creates a campaign with one lead, as most operations need. */
async function seeded() {
  const campaign = await ask('POST', '/campaigns', campaignBody)
  const campaignId = String(campaign.body['id'])
  const leads = [
    { email: `kai${Math.random()}@prospect.example`, first_name: 'Kai', custom_variables: { city: 'Porto' } },
  ]
  const added = await ask('POST', '/leads/add', { campaign_id: campaignId, leads })
  const [created] = added.body['created_leads'] as { id: string }[]
  return { campaignId, leadId: String(created?.id) }
}

describe('every answer matches its published schema, and no request was wrong', () => {
  test.each([
    '/workspaces/current',
    '/workspace-billing/plan-details',
    '/accounts?limit=2&sort_order=asc',
    '/campaigns?limit=5&search=north&status=0',
    '/campaigns/analytics?start_date=2026-01-01&end_date=2026-02-01',
    '/emails?limit=10&email_type=received&sort_order=asc',
    '/lead-lists',
    '/block-lists-entries?domains_only=true',
    '/webhooks',
    '/webhooks/event-types',
    '/api-keys',
    '/webhook-events?success=true&from=2026-01-01',
    '/background-jobs?sort_order=desc',
    '/custom-tags',
    '/lead-labels?interest_status=positive',
    '/subsequences?limit=1',
    '/campaigns/analytics/overview',
    '/campaigns/analytics/daily?start_date=2026-01-01&end_date=2026-02-01',
    '/campaigns/analytics/steps',
    '/accounts/analytics/daily?emails=a%40b.co&start_date=2026-01-01&end_date=2026-02-01',
    '/webhook-events/summary?from=2026-01-01&to=2026-01-02',
  ])('GET %s', async (path) => {
    await seeded()
    const answer = await ask('GET', path)
    expect(answer).toMatchObject({ status: 200, problems: [] })
  })

  test('a campaign is created, read, changed, started, paused, checked and deleted', async () => {
    const { campaignId } = await seeded()
    const path = `/campaigns/${campaignId}`
    for (const [method, at, body] of [
      ['GET', path, undefined],
      ['PATCH', path, { daily_limit: 40 }],
      ['GET', `${path}/sending-status`, undefined],
      ['POST', `${path}/activate`, undefined],
      ['GET', `${path}/sending-status?with_ai_summary=false`, undefined],
      ['POST', `${path}/pause`, undefined],
      ['DELETE', path, undefined],
    ] as const) {
      expect(await ask(method, at, body), `${method} ${at}`).toMatchObject({ status: 200, problems: [] })
    }
    expect((await ask('GET', path)).status).toBe(404)
  })

  test('leads are added, created, read, changed, listed and deleted', async () => {
    const { campaignId, leadId } = await seeded()
    const single = await ask('POST', '/leads', { campaign: campaignId, email: 'ana@prospect.example' })
    expect(single).toMatchObject({ status: 200, problems: [] })
    for (const [method, at, body] of [
      ['GET', `/leads/${leadId}`, undefined],
      ['PATCH', `/leads/${leadId}`, { job_title: 'CTO', custom_variables: { seats: 4 } }],
      ['POST', '/leads/list', { campaign: campaignId, limit: 100 }],
      ['DELETE', `/leads/${leadId}`, undefined],
      ['DELETE', '/leads', { campaign_id: campaignId, ids: [String(single.body['id'])] }],
    ] as const) {
      expect(await ask(method, at, body), `${method} ${at}`).toMatchObject({ status: 200, problems: [] })
    }
    const batch = { campaign_id: campaignId, leads: [{ email: 'new@prospect.example' }, { email: 'no' }] }
    expect(await ask('POST', '/leads/add', batch)).toMatchObject({ status: 200, problems: [] })
  })

  test('lists and the block list are created, read and deleted', async () => {
    const list = await ask('POST', '/lead-lists', { name: 'Webinar' })
    expect(list).toMatchObject({ status: 200, problems: [] })
    const toList = await ask('POST', '/leads/add', { list_id: list.body['id'], leads: [{ first_name: 'Kai' }, {}] })
    expect(toList).toMatchObject({ status: 200, problems: [] })
    expect(toList.body).toMatchObject({ leads_uploaded: 1, incomplete_count: 1, remaining_in_plan: null })
    const entry = await ask('POST', '/block-lists-entries', { bl_value: 'blocked.example' })
    expect(entry).toMatchObject({ status: 200, problems: [], body: { is_domain: true } })
    expect(await ask('GET', '/block-lists-entries')).toMatchObject({ problems: [], items: [entry.body] })
    expect(await ask('DELETE', `/block-lists-entries/${String(entry.body['id'])}`)).toMatchObject({
      status: 200,
      problems: [],
    })
    expect((await ask('GET', '/block-lists-entries')).items).toEqual([])
  })

  test('none of these was a violation', () => expect(fake.violations).toEqual([]))
})

describe('campaigns behave as at the real Instantly', () => {
  test('a new one is a draft, keeps its first sequence only and shows no null', async () => {
    const twice = [...campaignBody.sequences, ...campaignBody.sequences]
    const { body } = await ask('POST', '/campaigns', { ...campaignBody, sequences: twice, daily_limit: null })
    expect(body['status']).toBe(0)
    expect(body['sequences']).toHaveLength(1)
    expect(Object.values(body)).not.toContain(null)
  })

  test.each([
    [
      'a zone outside the list',
      { timezone: 'America/New_York' },
      'body/campaign_schedule/schedules/0/timezone must be equal to one of the allowed values',
    ],
    [
      'an invalid time',
      { timing: { from: '9:00', to: '17:00' } },
      'body/campaign_schedule/schedules/0/timing/from must match pattern "^([01][0-9]|2[0-3]):([0-5][0-9])$"',
    ],
  ])("%s is refused with Instantly's words", async (_, change, message) => {
    const [first] = campaignBody.campaign_schedule.schedules
    const wrong = { ...campaignBody, campaign_schedule: { schedules: [{ ...first, ...change }] } }
    expect(await ask('POST', '/campaigns', wrong)).toMatchObject({
      status: 400,
      body: { message, error: 'Bad Request' },
    })
  })

  test('none is created without a name or a schedule', async () => {
    const { name: _, ...unnamed } = campaignBody
    expect((await ask('POST', '/campaigns', unnamed)).body['message']).toBe("body must have required property 'name'")
    const empty = { name: 'A', campaign_schedule: { schedules: [] } }
    expect((await ask('POST', '/campaigns', empty)).status).toBe(400)
  })

  test('one without mailboxes or steps cannot be started', async () => {
    const { email_list: _, ...noMailbox } = campaignBody
    for (const body of [noMailbox, { ...campaignBody, sequences: [] }]) {
      const created = await ask('POST', '/campaigns', body)
      expect((await ask('POST', `/campaigns/${String(created.body['id'])}/activate`)).status).toBe(400)
    }
  })

  test('figures need a period in order, for mailboxes of at most 31 days', async () => {
    const backwards = await ask('GET', '/campaigns/analytics?start_date=2026-02-01&end_date=2026-01-01')
    expect(backwards).toMatchObject({ status: 400, body: { message: 'Start Date must be earlier than End Date' } })
    const long = await ask('GET', '/accounts/analytics/daily?emails=a%40b.co&start_date=2026-01-01&end_date=2026-03-01')
    expect(long.status).toBe(400)
  })

  test('changing a list of mailboxes replaces it completely', async () => {
    const { campaignId } = await seeded()
    const changed = await ask('PATCH', `/campaigns/${campaignId}`, { email_list: ['other@outreach1.example'] })
    expect(changed.body['email_list']).toEqual(['other@outreach1.example'])
    expect(changed.body['name']).toBe(campaignBody.name)
  })

  test('deleting one deletes its leads', async () => {
    const { campaignId, leadId } = await seeded()
    await ask('DELETE', `/campaigns/${campaignId}`)
    expect((await ask('GET', `/leads/${leadId}`)).status).toBe(404)
  })
})
