import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LifeEvent } from '#demo/state/life-types.ts'
import { day, hour, minute, silence, startLiving } from '../../support/instantly/living-campaign.ts'
import { runs } from '../../support/long.ts'

const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10)

describe('the behaviour of leads', () => {
  test('shows opens and clicks only if the campaign tracks them', async () => {
    const rates = { open: 0.9, click: 1 }
    const blind = await startLiving({ leads: 50, mailboxes: 3, rates })
    await blind.moveOn(20 * day)
    expect((await blind.ask('GET', '/campaigns/analytics')).body).toMatchObject([
      { open_count: 0, link_click_count: 0 },
    ])
    const seeing = await startLiving({
      leads: 50,
      mailboxes: 3,
      rates,
      settings: { open_tracking: true, link_tracking: true },
    })
    await seeing.moveOn(20 * day)
    const [row] = (await seeing.ask('GET', '/campaigns/analytics')).body as unknown as Record<string, number>[]
    expect(row?.['open_count']).toBeGreaterThan(row?.['open_count_unique'] ?? 0)
    expect(row?.['open_count_unique_by_step']).toBeGreaterThan(row?.['open_count_unique'] ?? 0)
    expect(row?.['link_click_count_unique']).toBeGreaterThan(10)
  })

  test('ends the sequence of a lead at a bounce; too many of them stop the campaign', async () => {
    const { campaign, sent, moveOn, ask } = await startLiving({ leads: 400, mailboxes: 8, rates: { bounce: 0.3 } })
    await moveOn(20 * day)
    const bounced = campaign.leads.filter((lead) => lead.status === -1)
    expect(bounced.length).toBeGreaterThan(10)
    for (const lead of bounced) expect(lead.life?.step).toBe(1)
    expect(campaign.status).toBe(-2)
    expect(sent().length).toBeLessThan(400)
    const status = await ask('GET', `/campaigns/${campaign.id}/sending-status`)
    expect(status.body).toMatchObject({ diagnostics: null, summary: { status: 'campaign_bounce_protect' } })
  })

  test('stops the sequence at a reply, unless the campaign says otherwise', async () => {
    const stops = await startLiving({ leads: 60, mailboxes: 4, rates: { reply: 1 } })
    await stops.moveOn(40 * day)
    const lead = stops.campaign.leads.find((one) => (one.life?.replies ?? 0) > 0)
    const reply = stops.workspace.messages.find((message) => message.kind === 2 && message.lead === lead)
    expect(lead?.status).toBe(3)
    expect(stops.sent().some((message) => message.lead === lead && message.at > (reply?.at ?? 0))).toBe(false)
    const goesOn = await startLiving({
      leads: 60,
      mailboxes: 4,
      rates: { reply: 1 },
      settings: { stop_on_reply: false },
    })
    await goesOn.moveOn(40 * day)
    expect(goesOn.sent().length).toBeGreaterThan(stops.sent().length)
  })

  test('gives replies in the language of the country, in the thread, to the sending mailbox', async () => {
    const { ask, moveOn } = await startLiving({ leads: 200, mailboxes: 8, rates: { reply: 1 } })
    await moveOn(20 * day)
    const { items } = await ask('GET', '/emails?email_type=received&limit=100')
    expect(items.length).toBeGreaterThan(50)
    const prefixes = new Set(items.map((mail) => String(mail['subject']).split(':')[0]))
    expect(prefixes).toEqual(new Set(['AW', 'Antw', 'RE', 'Re']))
    for (const mail of items) {
      expect(mail).toMatchObject({
        ue_type: 2,
        to_address_email_list: mail['eaccount'],
        from_address_email: mail['lead'],
      })
      const thread = await ask('GET', `/emails?search=thread:${String(mail['thread_id'])}&limit=100`)
      expect(thread.items.length).toBeGreaterThan(1)
      expect(mail).not.toHaveProperty('is_auto_reply')
      expect(mail).not.toHaveProperty('lead_id')
    }
  })

  test('sets only interest and absence automatically, some time after the reply', async () => {
    const { workspace, campaign, moveOn } = await startLiving({ leads: 200, mailboxes: 8, rates: { reply: 1 } })
    await moveOn(40 * day)
    const labelled = workspace.events.filter((event) => event.kind === 'lead_interest')
    expect(new Set(labelled.map((event) => event.interest))).toEqual(new Set([1]))
    for (const event of labelled) {
      const reply = workspace.messages.find((message) => message.kind === 2 && message.lead === event.lead)
      expect(event.at - (reply?.at ?? 0)).toBeGreaterThan(2 * minute)
    }
    expect(
      campaign.leads.some(
        (lead) => (lead.life?.replies ?? 0) > 0 && lead.fields?.core['lt_interest_status'] === undefined,
      ),
    ).toBe(true)
  })

  test('stops emails to an unsubscribed lead and, if the workspace wants it, blocks them', async () => {
    const { workspace, campaign, sent, moveOn } = await startLiving({
      leads: 60,
      mailboxes: 4,
      rates: { unsubscribe: 0.5 },
    })
    workspace.blocksUnsubscribed = true
    await moveOn(30 * day)
    const gone = campaign.leads.filter((lead) => lead.status === -2)
    expect(gone.length).toBeGreaterThan(5)
    for (const lead of gone) {
      expect(workspace.blocked.has(lead.email ?? '')).toBe(true)
      const at = workspace.events.find((event) => event.kind === 'lead_unsubscribed' && event.lead === lead)?.at ?? 0
      expect(sent().some((message) => message.lead === lead && message.at > at)).toBe(false)
    }
  })

  test('stops what only a disconnected mailbox sends, and restarts it when it is back', async () => {
    const { world, campaign, workspace, sent, moveOn } = await startLiving({ leads: 300, rates: { mailboxError: 1 } })
    await moveOn(9 * hour)
    expect(workspace.mailboxes[0]?.status).toBe(-1)
    expect(campaign.status).toBe(-1)
    expect(workspace.events.map((event) => event.kind)).toContain('account_error')
    expect(sent()).toHaveLength(0)
    world.state.rates = silence
    await moveOn(2 * day)
    expect(workspace.mailboxes[0]?.status).toBe(1)
    expect(campaign.status).toBe(1)
    expect(sent().length).toBeGreaterThan(10)
  })
})

describe('automatic replies', () => {
  test('are in the inbox at once and counted hours later, for the day they came', async () => {
    const { ask, workspace, campaign, moveOn } = await startLiving({ leads: 40, mailboxes: 4, rates: { autoReply: 1 } })
    await moveOn(16 * hour)
    const came = workspace.messages.filter((message) => message.kind === 2 && message.automatic)
    expect(came.length).toBeGreaterThan(20)
    const daily = async () =>
      (await ask('GET', `/campaigns/analytics/daily?campaign_id=${campaign.id}`)).body as unknown as Record<
        string,
        unknown
      >[]
    const [before] = await daily()
    await ask('POST', `/campaigns/${campaign.id}/pause`)
    await moveOn(3 * day)
    const [after] = await daily()
    expect(before?.['date']).toBe('2026-01-05')
    expect(after?.['date']).toBe('2026-01-05')
    expect(Number(after?.['replies_automatic'])).toBeGreaterThan(Number(before?.['replies_automatic']))
    expect(after?.['replies_automatic']).toBe(workspace.messages.filter((message) => message.automatic).length)
    // They do not count as replies of people.
    expect(after?.['replies']).toBe(0)
    expect(after?.['unique_replies']).toBe(0)
  })

  test('stop the sequence only if the campaign says so', async () => {
    const rates = { autoReply: 1 }
    const goesOn = await startLiving({ leads: 20, mailboxes: 2, rates })
    const stops = await startLiving({ leads: 20, mailboxes: 2, rates, settings: { stop_on_auto_reply: true } })
    for (const living of [goesOn, stops]) await living.moveOn(20 * day)
    expect(goesOn.sent()).toHaveLength(60)
    expect(stops.sent()).toHaveLength(20)
  })
})

describe('interest set by the API', () => {
  test('answers 202, applies a moment later, stops the sequence, and null removes it', async () => {
    const { ask, campaign, sent, moveOn } = await startLiving({ leads: 1 })
    await moveOn(day)
    const wish = (value: number | null) =>
      ask('POST', '/leads/update-interest-status', { lead_email: 'lead1@company1.example', interest_value: value })
    const lead = async () => (await ask('POST', '/leads/list', { campaign: campaign.id })).items[0]
    expect(await wish(2)).toMatchObject({ status: 202, problems: [] })
    expect(await lead()).not.toHaveProperty('lt_interest_status')
    await moveOn(10_000)
    expect(await lead()).toMatchObject({ lt_interest_status: 2 })
    await moveOn(10 * day)
    expect(sent()).toHaveLength(1)
    await wish(null)
    await moveOn(10_000)
    expect(await lead()).not.toHaveProperty('lt_interest_status')
    const unknown = await ask('POST', '/leads/update-interest-status', {
      lead_email: 'no@such.example',
      interest_value: 1,
    })
    expect(unknown).toMatchObject({ status: 400, body: { error: 'Invalid lead email' } })
  })

  test('counts once per lead and status, and changes within ten minutes are not counted', async () => {
    const { ask, moveOn } = await startLiving({ leads: 2, settings: { pl_value: 500 } })
    await moveOn(day)
    const set = async (lead: number, value: number) => {
      const lead_email = `lead${lead}@company${lead}.example`
      await ask('POST', '/leads/update-interest-status', { lead_email, interest_value: value })
      await moveOn(10_000)
    }
    await set(1, 1)
    await set(1, 2)
    const overview = async () => (await ask('GET', '/campaigns/analytics/overview')).body
    expect(await overview()).toMatchObject({ total_interested: 1, total_meeting_booked: 0, total_opportunities: 1 })
    await moveOn(hour)
    await set(1, -1)
    await moveOn(hour)
    await set(1, 2)
    await set(2, 1)
    expect(await overview()).toMatchObject({
      total_interested: 2,
      total_meeting_booked: 1,
      total_opportunities: 2,
      total_opportunity_value: 1000,
    })
  })
})

const kinds = {
  sent: 'email_sent',
  opened: 'email_opened',
  clicks: 'link_clicked',
  replies: 'reply_received',
  replies_automatic: 'auto_reply_received',
} as const

test('Every counter equals a recount of what happened, however it is queried', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 60 }), async (seed, days) => {
      const rates = {
        open: 0.6,
        click: 0.4,
        reply: 0.3,
        autoReply: 0.3,
        bounce: 0.03,
        unsubscribe: 0.05,
        mailboxError: 0.05,
      }
      const settings = { open_tracking: true, link_tracking: true, stop_on_reply: seed % 2 === 0 }
      const { ask, workspace, campaign, moveOn } = await startLiving({ leads: 60, mailboxes: 3, rates, settings, seed })
      await moveOn(days * day)
      const events = workspace.events
      const of = (kind: LifeEvent['kind']) => events.filter((event) => event.kind === kind)
      const perLead = (kind: LifeEvent['kind']) => new Set(of(kind).map((event) => event.lead)).size
      const perStep = (kind: LifeEvent['kind']) =>
        new Set(of(kind).map((event) => `${event.lead?.serial} ${event.step}`)).size

      const [total] = (await ask('GET', '/campaigns/analytics')).body as unknown as Record<string, number>[]
      if (of('email_sent').length === 0) return expect(total).toBeUndefined()
      expect(total).toMatchObject({
        emails_sent_count: of('email_sent').length,
        new_leads_contacted_count: perLead('email_sent'),
        open_count: of('email_opened').length,
        open_count_unique: perLead('email_opened'),
        open_count_unique_by_step: perStep('email_opened'),
        link_click_count: of('link_clicked').length,
        link_click_count_unique: perLead('link_clicked'),
        reply_count: of('reply_received').length,
        reply_count_unique: perLead('reply_received'),
        reply_count_unique_by_step: perStep('reply_received'),
        reply_count_automatic: of('auto_reply_received').length,
        reply_count_automatic_unique: perLead('auto_reply_received'),
        bounced_count: campaign.leads.filter((lead) => lead.status === -1).length,
        unsubscribed_count: campaign.leads.filter((lead) => lead.status === -2).length,
      })

      const daily = (await ask('GET', `/campaigns/analytics/daily?campaign_id=${campaign.id}`))
        .body as unknown as Record<string, unknown>[]
      for (const row of daily) {
        for (const [field, kind] of Object.entries(kinds)) {
          expect(row[field], field).toBe(of(kind).filter((event) => dateOf(event.at) === row['date']).length)
        }
      }
      const steps = (await ask('GET', `/campaigns/analytics/steps?campaign_id=${campaign.id}`))
        .body as unknown as Record<string, unknown>[]
      for (const [field, kind] of Object.entries(kinds)) {
        const sums = steps.reduce((sum, row) => sum + Number(row[field]), 0)
        expect(sums, field).toBe(of(kind).length)
      }
      return undefined
    }),
    runs(10, 75),
  )
})

test('Querying some days gives the figures of those days', async () => {
  const { ask, sent, moveOn } = await startLiving({ leads: 200, mailboxes: 3 })
  await moveOn(10 * day)
  const between = await ask('GET', '/campaigns/analytics/overview?start_date=2026-01-06&end_date=2026-01-07')
  const wanted = sent().filter((message) => ['2026-01-06', '2026-01-07'].includes(dateOf(message.at)))
  expect(between.body['emails_sent_count']).toBe(wanted.length)
  const mailbox = await ask('GET', '/accounts/analytics/daily?emails=box2%40sender.example')
  const rows = mailbox.body as unknown as Record<string, unknown>[]
  expect(rows.reduce((sum, row) => sum + Number(row['sent']), 0)).toBe(
    sent().filter((message) => message.mailbox.startsWith('box2')).length,
  )
})
