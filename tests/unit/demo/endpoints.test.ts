import { describe, expect, test } from 'vitest'
import { instantlyLimits } from '#demo/api/rate-limits.ts'
import { buildHistory } from '#demo/history/history.ts'
import { campaignBody } from '../../support/instantly/ask.ts'
import { type Ask, type Asked, createDemoAsk, startDemo } from '../../support/instantly/ask-demo.ts'
import { day, minute, scheduleOf, startLiving, stepsOf } from '../../support/instantly/living-campaign.ts'

const now = Date.UTC(2026, 10, 18, 11, 0)

async function allOf(ask: Ask, path: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  for (let cursor = ''; ; ) {
    const page = await ask('GET', `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`)
    rows.push(...page.items)
    const next = page.body['next_starting_after']
    if (page.items.length === 0 || typeof next !== 'string') return rows
    cursor = `&starting_after=${encodeURIComponent(next)}`
  }
}

describe('the inbox', () => {
  const demo = startDemo({ world: buildHistory({ now, frozen: true }) })
  // The smaller client, because every page is checked against the schemas.
  const ask = createDemoAsk(demo, 1)
  const own = demo.world.workspaces[1]

  test('lists every mail once, newest first or oldest first', async () => {
    const down = await allOf(ask, '/emails')
    const up = await allOf(ask, '/emails?sort_order=asc')
    expect(down).toHaveLength(own?.messages.length ?? 0)
    expect(up.map((mail) => mail['id'])).toEqual(down.map((mail) => mail['id']).toReversed())
    expect(new Set(down.map((mail) => mail['id'])).size).toBe(down.length)
  })

  test('filters by kind, campaign, mailbox, lead, time, unread, status and the last of a thread', async () => {
    const all = await allOf(ask, '/emails')
    const received = all.filter((mail) => mail['ue_type'] === 2)
    const [some] = received
    const since = String(received[20]?.['timestamp_created'])
    const cases: readonly (readonly [string, (mail: Record<string, unknown>) => boolean])[] = [
      ['email_type=received', (mail) => mail['ue_type'] === 2],
      ['email_type=manual', (mail) => mail['ue_type'] === 3],
      [`campaign_id=${String(some?.['campaign_id'])}`, (mail) => mail['campaign_id'] === some?.['campaign_id']],
      [`eaccount=${String(some?.['eaccount'])}`, (mail) => mail['eaccount'] === some?.['eaccount']],
      [`lead=${String(some?.['lead'])}`, (mail) => mail['lead'] === some?.['lead']],
      [`search=thread:${String(some?.['thread_id'])}`, (mail) => mail['thread_id'] === some?.['thread_id']],
      ['is_unread=true', (mail) => mail['is_unread'] === 1],
      ['email_type=received&i_status=1', (mail) => mail['i_status'] === 1],
      [
        `email_type=received&min_timestamp_created=${since}`,
        (mail) => mail['ue_type'] === 2 && String(mail['timestamp_created']) >= since,
      ],
    ]
    for (const [query, wanted] of cases) {
      const found = await allOf(ask, `/emails?${query}`)
      expect(found.length, query).toBeGreaterThan(0)
      expect(found, query).toEqual(all.filter(wanted))
    }
    const latest = await allOf(ask, '/emails?latest_of_thread=true')
    expect(latest).toHaveLength(new Set(all.map((mail) => mail['thread_id'])).size)
  })

  test('sends a reply to the writer of the mail: of our own mail to ourselves, others only in addition', async () => {
    const received = (await ask('GET', '/emails?email_type=received&limit=1')).items[0]
    const sent = (await ask('GET', '/emails?email_type=sent&limit=1')).items[0]
    const reply = (about: Record<string, unknown> | undefined) =>
      ask('POST', '/emails/reply', {
        eaccount: about?.['eaccount'],
        reply_to_uuid: about?.['id'],
        subject: 'Re',
        body: { text: 'Thanks' },
        additional_recipients: ['boss@client.example'],
      })
    expect((await reply(received)).body).toMatchObject({
      ue_type: 3,
      to_address_email_list: `${String(received?.['lead'])},boss@client.example`,
      thread_id: received?.['thread_id'],
    })
    expect((await reply(sent)).body['to_address_email_list']).toBe(`${String(sent?.['eaccount'])},boss@client.example`)
  })

  test('lowers the unread count when a thread is marked as read', async () => {
    const count = async () => Number((await ask('GET', '/emails/unread/count')).body['count'])
    const before = await count()
    const [unread] = (await ask('GET', '/emails?is_unread=true&limit=1')).items
    expect((await ask('POST', `/emails/threads/${String(unread?.['thread_id'])}/mark-as-read`)).body).toEqual({
      success: true,
    })
    expect(await count()).toBeLessThan(before)
    await ask('PATCH', `/emails/${String(unread?.['id'])}`, { is_unread: 1 })
    expect((await ask('GET', `/emails/${String(unread?.['id'])}`)).body['is_unread']).toBe(1)
  })

  test('answers a failed test mail with 200', async () => {
    const mail = { to_address_email_list: 'me@client.example', subject: 'Test', body: { html: 'Test' } }
    const [working, broken] = own?.mailboxes ?? []
    if (broken) broken.status = -1
    const outcome = async (eaccount: unknown) => (await ask('POST', '/emails/test', { ...mail, eaccount })).body
    expect(await outcome(working?.email)).toEqual({ status: 'success' })
    expect(await outcome(broken?.email)).toEqual({ error: 'ACC_AUTH_ERROR' })
    expect(await outcome('no@such.example')).toEqual({ error: 'ACC_NOT_FOUND' })
  })

  test('allows at most 20 reads a minute, and 10 test mails', async () => {
    const limited = startDemo({
      world: buildHistory({ now, frozen: true }),
      limits: instantlyLimits,
    })
    const statuses = async (times: number, one: () => Promise<Asked>) => {
      const seen: number[] = []
      for (let time = 0; time < times; time++) seen.push((await one()).status)
      return seen.filter((status) => status === 200).length
    }
    expect(await statuses(25, () => limited.ask('GET', '/emails?limit=1'))).toBe(20)
    const mail = { eaccount: 'a@b.example', to_address_email_list: 'c@d.example', subject: 'T', body: { html: 'T' } }
    expect(await statuses(15, () => limited.ask('POST', '/emails/test', mail))).toBe(10)
    await limited.moveOn(minute)
    expect((await limited.ask('GET', '/emails?limit=1')).status).toBe(200)
  })
})

describe('background jobs', () => {
  test('move leads only when the job succeeds; they start at the first step there', async () => {
    const { ask, campaign, moveOn, workspace } = await startLiving({ leads: 6 })
    await moveOn(day)
    const target = await ask('POST', '/campaigns', {
      ...campaignBody,
      campaign_schedule: scheduleOf(),
      email_list: ['box1@sender.example'],
    })
    const to = String(target.body['id'])
    const { items } = await ask('POST', '/leads/list', { campaign: campaign.id, limit: 2 })
    const ids = items.map((lead) => lead['id'])
    const job = await ask('POST', '/leads/move', { ids, campaign: campaign.id, to_campaign_id: to })
    const state = async () => (await ask('GET', `/background-jobs/${String(job.body['id'])}`)).body
    const there = async () => (await ask('POST', '/leads/list', { campaign: to })).items.length
    expect(await state()).toMatchObject({ status: 'pending', progress: 0, type: 'move-leads' })
    expect(await there()).toBe(0)
    await moveOn(2_000)
    expect(await state()).toMatchObject({ status: 'in-progress' })
    expect(await there()).toBe(0)
    await moveOn(10_000)
    expect(await state()).toMatchObject({
      status: 'success',
      progress: 100,
      data: { moved_leads: 2, moved_lead_emails: items.map((lead) => lead['email']) },
    })
    expect(await there()).toBe(2)
    expect((await ask('POST', '/leads/list', { campaign: campaign.id })).items).toHaveLength(4)
    await ask('POST', `/campaigns/${to}/activate`)
    await moveOn(5 * day)
    const sent = workspace.messages.filter((message) => message.campaign?.id === to)
    expect(sent.map((message) => message.step)).toEqual([0, 0])
  })

  test('refuse ids without their place, and a move to nowhere', async () => {
    const { ask } = await startLiving()
    expect(
      (await ask('POST', '/leads/move', { ids: [crypto.randomUUID()], to_list_id: crypto.randomUUID() })).status,
    ).toBe(400)
    expect((await ask('POST', '/leads/move', { to_list_id: crypto.randomUUID() })).status).toBe(404)
    expect((await ask('POST', '/leads/move', {})).status).toBe(400)
  })

  test('switch warmup too', async () => {
    const { ask, moveOn, workspace } = await startLiving({ mailboxes: 3 })
    await ask('POST', '/accounts/warmup/disable', {
      include_all_emails: true,
      excluded_emails: ['box2@sender.example'],
    })
    expect(workspace.mailboxes.map(({ warmupStatus }) => warmupStatus)).toEqual([1, 1, 1])
    await moveOn(20_000)
    expect(workspace.mailboxes.map(({ warmupStatus }) => warmupStatus)).toEqual([0, 1, 0])
  })
})

describe('campaigns', () => {
  test('are copied as a draft with the same settings and no leads', async () => {
    const { ask, campaign } = await startLiving()
    const copy = await ask('POST', `/campaigns/${campaign.id}/duplicate`, {})
    expect(copy.body).toMatchObject({ name: 'Living (copy)', status: 0, email_list: ['box1@sender.example'] })
    expect((await ask('POST', '/leads/list', { campaign: copy.body['id'] })).items).toEqual([])
  })

  test('can be adopted for seven days if shared, otherwise not', async () => {
    const { ask, campaign, moveOn } = await startLiving()
    const take = () => ask('POST', `/campaigns/${campaign.id}/from-export`)
    expect(await take()).toMatchObject({
      status: 403,
      body: { message: 'The requested campaign not shared' },
      problems: [],
    })
    expect(await ask('POST', `/campaigns/${campaign.id}/share`)).toMatchObject({ status: 204, text: '' })
    expect((await take()).status).toBe(200)
    await moveOn(8 * day)
    expect((await take()).status).toBe(403)
  })

  test('are found by the address of a lead, and the started ones counted', async () => {
    const { ask, campaign } = await startLiving()
    await ask('POST', '/campaigns', campaignBody)
    const found = await ask('GET', '/campaigns/search-by-contact?search=lead2%40company2.example')
    expect(found.items.map((one) => one['id'])).toEqual([campaign.id])
    expect((await ask('GET', '/campaigns/count-launched')).body).toEqual({ count: 1 })
  })

  test('have figures from the first mail on', async () => {
    const { ask, moveOn } = await startLiving()
    for (const path of ['', '/daily', '/steps'])
      expect((await ask('GET', `/campaigns/analytics${path}`)).text).toBe('[]')
    await moveOn(day)
    for (const path of ['', '/daily', '/steps'])
      expect((await ask('GET', `/campaigns/analytics${path}`)).text).not.toBe('[]')
  })

  test('lose their figures and keep their mails when deleted; contacts are returned minutes later', async () => {
    const { ask, campaign, moveOn } = await startLiving({ leads: 8 })
    await moveOn(day)
    const used = async () =>
      (await ask('GET', '/workspace-billing/plan-details')).text.match(/"current_lead_count":(\d+)/)?.[1]
    await ask('DELETE', `/campaigns/${campaign.id}`)
    expect((await ask('GET', '/campaigns/analytics')).text).toBe('[]')
    expect((await ask('GET', '/emails')).items.length).toBeGreaterThan(0)
    expect(await used()).toBe('8')
    await moveOn(6 * minute)
    expect(await used()).toBe('0')
  })
})

describe('leads', () => {
  test('are found by their outcome', async () => {
    const rates = { open: 0.6, click: 0.8, reply: 0.5, bounce: 0.05, unsubscribe: 0.1 }
    const settings = { open_tracking: true, link_tracking: true }
    const { ask, campaign, moveOn } = await startLiving({ leads: 90, mailboxes: 4, rates, settings })
    await moveOn(3 * day)
    const found = async (filter: string) => (await ask('POST', '/leads/list', { filter, limit: 100 })).items.length
    const leads = campaign.leads
    expect(await found('FILTER_VAL_CONTACTED')).toBe(leads.filter((lead) => (lead.life?.step ?? 0) > 0).length)
    expect(await found('FILTER_VAL_REPLIED')).toBe(leads.filter((lead) => (lead.life?.replies ?? 0) > 0).length)
    expect(await found('FILTER_VAL_LINK_CLICKED')).toBe(leads.filter((lead) => (lead.life?.clicks ?? 0) > 0).length)
    expect(await found('FILTER_VAL_UNSUBSCRIBED')).toBe(leads.filter((lead) => lead.status === -2).length)
    expect(await found('FILTER_VAL_REPLIED')).toBeGreaterThan(0)
    const replied = (await ask('POST', '/leads/list', { filter: 'FILTER_VAL_REPLIED', limit: 1 })).items[0]
    expect(replied).toMatchObject({
      email_reply_count: 1,
      timestamp_last_reply: expect.any(String),
      status_summary: {
        lastStep: { from: expect.stringContaining('@sender.example'), stepID: expect.stringMatching(/^0_\d_0$/) },
      },
    })
  })

  test('are unique contacts by address, over all pages', async () => {
    const { ask } = await startLiving({ leads: 12 })
    const second = await ask('POST', '/campaigns', campaignBody)
    await ask('POST', '/leads/add', { campaign_id: second.body['id'], leads: [{ email: 'lead3@company3.example' }] })
    const emails: unknown[] = []
    for (let after: unknown; ; ) {
      const page = await ask('POST', '/leads/list', {
        distinct_contacts: true,
        limit: 5,
        ...(after ? { starting_after: after } : {}),
      })
      expect(page.problems).toEqual([])
      emails.push(...page.items.map((lead) => lead['email']))
      after = page.body['next_starting_after']
      if (page.items.length === 0 || !after) break
    }
    expect(emails).toHaveLength(12)
    expect(emails).toEqual(emails.map(String).toSorted())
  })
})

describe('subsequences', () => {
  test('send their steps, after their wait, to a lead that meets the condition', async () => {
    const { ask, campaign, workspace, moveOn } = await startLiving({
      leads: 30,
      mailboxes: 3,
      rates: { open: 0.7 },
      settings: { open_tracking: true },
    })
    const steps = [
      {
        type: 'email',
        delay: 0,
        pre_delay: 1,
        pre_delay_unit: 'days',
        variants: [{ subject: 'You read it', body: 'Hi' }],
      },
    ]
    const made = await ask('POST', '/subsequences', {
      parent_campaign: campaign.id,
      name: 'Readers',
      conditions: { lead_activity: [2] },
      sequences: [{ steps }],
    })
    expect(made.problems).toEqual([])
    await moveOn(15 * day)
    const extra = workspace.messages.filter((message) => message.subsequence)
    const openers = new Set(workspace.events.filter(({ kind }) => kind === 'email_opened').map(({ lead }) => lead))
    expect(extra.length).toBeGreaterThan(5)
    expect(new Set(extra.map((message) => message.lead)).size).toBe(extra.length)
    for (const message of extra) expect(openers.has(message.lead)).toBe(true)
    expect(campaign.status).toBe(3)
    const figures = await ask('GET', `/subsequences/analytics?campaign_id=${campaign.id}`)
    expect(figures.body).toMatchObject([{ subsequence_id: made.body['id'], emails_sent: extra.length }])
  })
})

test('Subsequences complete their campaign after them, and it says so', async () => {
  const { ask, campaign, moveOn } = await startLiving({ leads: 2, settings: { sequences: stepsOf(0) } })
  const steps = [
    { type: 'email', delay: 0, pre_delay: 6, pre_delay_unit: 'days', variants: [{ subject: 'Later', body: 'Hi' }] },
  ]
  const conditions = { crm_status: [1] }
  await ask('POST', '/subsequences', {
    parent_campaign: campaign.id,
    name: 'Later',
    conditions,
    sequences: [{ steps }],
  })
  await ask('POST', '/leads/update-interest-status', { lead_email: 'lead1@company1.example', interest_value: 1 })
  await moveOn(day)
  expect(campaign.status).toBe(4)
  await moveOn(10 * day)
  expect(campaign.status).toBe(3)
})

describe('mailboxes, tags, keys, verification', () => {
  test('have unique tag names, ignoring surrounding spaces; mailboxes are found by tag', async () => {
    const { ask } = await startLiving({ mailboxes: 2 })
    const tag = await ask('POST', '/custom-tags', { label: 'VIP' })
    expect(await ask('POST', '/custom-tags', { label: ' VIP ' })).toMatchObject({
      status: 409,
      body: { message: 'A tag with this name already exists.' },
    })
    const id = String(tag.body['id'])
    const set = { tag_ids: [id], resource_type: 1, assign: true, resource_ids: ['box2@sender.example'] }
    expect((await ask('POST', '/custom-tags/toggle-resource', set)).body).toEqual({ success: true })
    const emails = async () => (await ask('GET', `/accounts?tag_ids=${id}`)).items.map((mailbox) => mailbox['email'])
    expect(await emails()).toEqual(['box2@sender.example'])
    await ask('POST', '/custom-tags/toggle-resource', { ...set, assign: false })
    expect(await emails()).toEqual([])
  })

  test('let a campaign send by tag alone', async () => {
    const { ask, campaign, sent, moveOn } = await startLiving({ mailboxes: 2 })
    const tag = await ask('POST', '/custom-tags', { label: 'Senders' })
    const id = String(tag.body['id'])
    await ask('POST', '/custom-tags/toggle-resource', {
      tag_ids: [id],
      resource_type: 1,
      assign: true,
      resource_ids: ['box2@sender.example'],
    })
    await ask('PATCH', `/campaigns/${campaign.id}`, { email_list: [], email_tag_list: [id] })
    await moveOn(day)
    expect(new Set(sent().map((message) => message.mailbox))).toEqual(new Set(['box2@sender.example']))
  })

  test('show a new key once, which works until it is deleted', async () => {
    const demo = await startLiving()
    const made = await demo.ask('POST', '/api-keys', { name: 'Second', scopes: ['campaigns:read'] })
    const key = String(made.body['key'])
    const status = async (path: string) =>
      (
        await demo.app.fetch(
          new Request(`https://x.example/api/v2${path}`, { headers: { authorization: `Bearer ${key}` } }),
        )
      ).status
    expect(await status('/campaigns')).toBe(200)
    expect(await status('/lead-lists')).toBe(403)
    expect((await demo.ask('GET', '/api-keys')).text).not.toContain(key)
    await demo.ask('DELETE', `/api-keys/${String(made.body['id'])}`)
    expect(await status('/campaigns')).toBe(401)
  })

  test('may have an address pending first; each costs a credit', async () => {
    const { ask, moveOn } = await startLiving()
    const verify = (email: string) => ask('POST', '/email-verification', { email })
    const answers = [await verify('a@b.example'), await verify('ab@b.example'), await verify('abc@b.example')]
    const pending = answers.filter((answer) => answer.body['verification_status'] === 'pending')
    expect(pending).toHaveLength(1)
    expect(answers.at(-1)?.body['credits']).toBe(Number(answers[0]?.body['credits']) - 2)
    await moveOn(minute)
    const email = encodeURIComponent(String(pending[0]?.body['email']))
    expect((await ask('GET', `/email-verification/${email}`)).body['verification_status']).toBe('verified')
    expect((await verify('invalid@b.example.org')).body['verification_status']).not.toBe('verified')
  })

  test("let an admin's key act for a workspace of its group, and no other key", async () => {
    const demo = startDemo({ world: buildHistory({ now, frozen: true }) })
    const [admin, sub] = demo.world.workspaces
    if (!admin || !sub) throw new Error('two clients expected')
    const nameAs = async (key: unknown, id: string) => {
      const headers = { authorization: `Bearer ${String(key)}`, 'x-as-workspace': id }
      const answer = await demo.app.fetch(new Request('https://x.example/api/v2/workspaces/current', { headers }))
      return answer.status === 200 ? ((await answer.json()) as { name: string }).name : answer.status
    }
    expect(await nameAs(admin.keys[0]?.key, sub.id)).toBe(403)
    admin.members.add(sub.id)
    expect(await nameAs(admin.keys[0]?.key, sub.id)).toBe('Harborline Talent')
    expect(await nameAs(sub.keys[0]?.key, admin.id)).toBe(403)
    const mine = await createDemoAsk(demo, 1)('GET', '/workspaces/current')
    expect(mine.body['name']).toBe('Harborline Talent')
  })

  test('log API actions in the audit log', async () => {
    const { ask, campaign } = await startLiving()
    await ask('POST', `/campaigns/${campaign.id}/pause`)
    const { items } = await ask('GET', '/audit-logs')
    expect(items.map((entry) => entry['activity_type'])).toEqual([5, 4])
    expect((await ask('GET', '/audit-logs?activity_type=4')).items).toHaveLength(1)
  })
})
