import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  berlinHour,
  day,
  hour,
  minute,
  monday,
  scheduleOf,
  startLiving,
  stepsOf,
  weekdays,
} from '../../support/instantly/living-campaign.ts'
import { runs } from '../../support/long.ts'

const dayOf = (at: number) => Math.floor(at / day)

describe('a campaign sends by its schedule', () => {
  test('sends nothing before it is started, and nothing right after', async () => {
    const { sent, moveOn } = await startLiving()
    expect(sent()).toHaveLength(0)
    await moveOn(7.9 * hour)
    expect(sent()).toHaveLength(0)
    await moveOn(2 * hour)
    expect(sent().length).toBeGreaterThan(0)
  })

  test('sends only in its hours, in its zone, and only on its days', async () => {
    const { sent, moveOn } = await startLiving({ leads: 300, mailboxes: 3 })
    await moveOn(20 * day)
    expect(sent().length).toBeGreaterThan(300)
    for (const message of sent()) {
      expect(berlinHour(message)).toBeGreaterThanOrEqual(9)
      expect(berlinHour(message)).toBeLessThan(17)
      expect([1, 2, 3, 4, 5]).toContain(new Date(message.at).getUTCDay())
    }
  })

  test('treats day "0" as Sunday', async () => {
    const onlySunday = { ...weekdays, '0': true, '1': false, '2': false, '3': false, '4': false, '5': false }
    const { sent, moveOn } = await startLiving({ settings: { campaign_schedule: scheduleOf({ days: onlySunday }) } })
    await moveOn(14 * day)
    expect(sent().length).toBeGreaterThan(0)
    expect(new Set(sent().map((message) => new Date(message.at).getUTCDay()))).toEqual(new Set([0]))
  })

  test('sends not before its first day and not after its last', async () => {
    const dates = { start_date: '2026-01-08', end_date: '2026-01-09' }
    const { sent, moveOn } = await startLiving({
      leads: 400,
      mailboxes: 2,
      settings: { campaign_schedule: scheduleOf({}, dates) },
    })
    await moveOn(30 * day)
    const days = new Set(sent().map((message) => new Date(message.at).toISOString().slice(0, 10)))
    expect(days).toEqual(new Set(['2026-01-08', '2026-01-09']))
  })

  test('keeps nine in the morning over a change of clocks', async () => {
    const { sent, moveOn } = await startLiving({ leads: 2500, settings: { sequences: stepsOf(0) } })
    await moveOn(95 * day)
    // Europe's clocks went forward on 29 March 2026.
    const first = (date: string) => sent().find((message) => new Date(message.at).toISOString().startsWith(date))
    expect(new Date(first('2026-03-27')?.at ?? 0).getUTCHours()).toBe(8)
    expect(new Date(first('2026-03-30')?.at ?? 0).getUTCHours()).toBe(7)
  })

  test('sends nothing while paused, and continues where it stopped', async () => {
    const { ask, campaign, sent, moveOn } = await startLiving({ leads: 40 })
    await moveOn(10 * hour)
    const before = sent().length
    await ask('POST', `/campaigns/${campaign.id}/pause`)
    await moveOn(7 * day)
    expect(sent()).toHaveLength(before)
    await ask('POST', `/campaigns/${campaign.id}/activate`)
    await moveOn(7 * day)
    expect(sent().length).toBeGreaterThan(before)
    expect(new Set(sent().map((message) => `${message.leadEmail} ${message.step}`)).size).toBe(sent().length)
  })
})

describe('a campaign stays within every limit', () => {
  test('of a mailbox per day', async () => {
    const { sent, moveOn } = await startLiving({ leads: 200, mailboxes: 2, dailyLimit: 7 })
    await moveOn(10 * day)
    const perDay = Map.groupBy(sent(), (message) => `${message.mailbox} ${dayOf(message.at)}`)
    expect(Math.max(...[...perDay.values()].map((own) => own.length))).toBe(7)
  })

  test('of the campaign per day', async () => {
    const { sent, moveOn } = await startLiving({ leads: 200, mailboxes: 3, settings: { daily_limit: 11 } })
    await moveOn(10 * day)
    const perDay = Map.groupBy(sent(), (message) => dayOf(message.at))
    expect(Math.max(...[...perDay.values()].map((own) => own.length))).toBe(11)
  })

  test('of new leads per day', async () => {
    const { sent, moveOn } = await startLiving({ leads: 100, mailboxes: 3, settings: { daily_max_leads: 4 } })
    await moveOn(10 * day)
    const perDay = Map.groupBy(
      sent().filter((message) => message.step === 0),
      (message) => dayOf(message.at),
    )
    expect([...perDay.values()].map((own) => own.length)).toEqual([4, 4, 4, 4, 4, 4, 4, 4])
    expect(sent().some((message) => message.step === 1)).toBe(true)
  })

  test('of the pause between two mails of one mailbox', async () => {
    const { sent, moveOn } = await startLiving({ leads: 60, mailboxes: 2, settings: { email_gap: 12 } })
    await moveOn(5 * day)
    for (const own of Map.groupBy(sent(), (message) => message.mailbox).values()) {
      for (const [at, message] of own.slice(1).entries()) {
        expect(message.at - (own[at]?.at ?? 0)).toBeGreaterThanOrEqual(12 * minute)
      }
    }
  })
})

describe('a sequence', () => {
  test("uses a step's delay as the wait before the next one, and ignores the last one's", async () => {
    const { sent, moveOn } = await startLiving({ leads: 5, settings: { sequences: stepsOf(2, 3, 9) } })
    await moveOn(30 * day)
    for (const own of Map.groupBy(sent(), (message) => message.leadEmail).values()) {
      expect(own.map((message) => message.step)).toEqual([0, 1, 2])
      const [first, second, third] = own.map((message) => message.at)
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(2 * day)
      expect((second ?? 0) - (first ?? 0)).toBeLessThan(2.5 * day)
      expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(3 * day)
      // Three days after Wednesday is Saturday, so it waits for Monday.
      expect((third ?? 0) - (second ?? 0)).toBeLessThan(5.5 * day)
    }
  })

  test('sends follow-ups from the first mailbox in the same thread', async () => {
    const { ask, sent, moveOn } = await startLiving({ leads: 12, mailboxes: 3 })
    await moveOn(20 * day)
    for (const own of Map.groupBy(sent(), (message) => message.leadEmail).values()) {
      expect(new Set(own.map((message) => message.mailbox)).size).toBe(1)
    }
    const { items } = await ask('GET', '/emails?search=lead3%40company3.example&sort_order=asc')
    expect(new Set(items.map((mail) => mail['thread_id'])).size).toBe(1)
    expect(items.map((mail) => mail['subject'])).toEqual(['Hello First3', 'Re: Hello First3', 'Re: Hello First3'])
    expect(items.map((mail) => mail['step'])).toEqual(['0_0_0', '0_1_0', '0_2_0'])
    expect(items[0]?.['body']).toEqual({ html: 'Hi First3 of Porto<br/>Bye', text: 'Hi First3 of Porto\nBye' })
  })

  test('applies a changed text only to unsent mails', async () => {
    const { ask, campaign, moveOn } = await startLiving({ leads: 1 })
    await moveOn(day)
    const sequences = [
      { steps: [1, 2, 3].map(() => ({ type: 'email', delay: 2, variants: [{ subject: 'New', body: 'New' }] })) },
    ]
    await ask('PATCH', `/campaigns/${campaign.id}`, { sequences })
    await moveOn(7 * day)
    const { items } = await ask('GET', '/emails?sort_order=asc')
    expect(items.map((mail) => mail['subject'])).toEqual(['Hello First1', 'New', 'New'])
  })

  test('uses variants about equally, and a switched-off one never', async () => {
    const variants = ['A', 'B', 'C'].map((subject) => ({ subject, body: subject, v_disabled: subject === 'B' }))
    const { ask, campaign, sent, moveOn } = await startLiving({
      leads: 200,
      mailboxes: 6,
      settings: { sequences: [{ steps: [{ type: 'email', delay: 0, variants }] }] },
    })
    await moveOn(10 * day)
    const counts = Map.groupBy(sent(), (message) => message.variant)
    expect(new Set(counts.keys())).toEqual(new Set([0, 2]))
    expect(counts.get(0)?.length).toBeGreaterThan(70)
    expect(counts.get(2)?.length).toBeGreaterThan(70)
    const steps = await ask('GET', `/campaigns/analytics/steps?campaign_id=${campaign.id}`)
    expect(steps.body).toMatchObject([
      { step: '0', variant: '0' },
      { step: '0', variant: '2' },
    ])
  })

  test('completes the lead at its end, the campaign with the last lead, unless it is evergreen', async () => {
    const plain = await startLiving({ leads: 3 })
    await plain.moveOn(30 * day)
    expect(plain.campaign.leads.map((lead) => lead.status)).toEqual([3, 3, 3])
    expect(plain.campaign.status).toBe(3)
    expect(plain.workspace.events.filter((event) => event.kind === 'campaign_completed')).toHaveLength(1)
    const evergreen = await startLiving({ leads: 3, settings: { is_evergreen: true } })
    await evergreen.moveOn(30 * day)
    expect(evergreen.campaign.status).toBe(1)
    await evergreen.ask('POST', '/leads/add', {
      campaign_id: evergreen.campaign.id,
      leads: [{ email: 'late@company.example' }],
    })
    await evergreen.moveOn(30 * day)
    expect(evergreen.sent().filter((message) => message.leadEmail === 'late@company.example')).toHaveLength(3)
  })

  test('does not email a lead blocked or deleted before its turn', async () => {
    const { ask, campaign, sent, moveOn } = await startLiving({ leads: 4 })
    await ask('POST', '/block-lists-entries', { bl_value: 'company2.example' })
    const { items } = await ask('POST', '/leads/list', { campaign: campaign.id, search: 'lead3@' })
    await ask('DELETE', `/leads/${String(items[0]?.['id'])}`)
    await moveOn(30 * day)
    expect([...new Set(sent().map((message) => message.leadEmail))]).toEqual([
      'lead1@company1.example',
      'lead4@company4.example',
    ])
    expect(campaign.leads.find((lead) => lead.email?.startsWith('lead2'))?.status).toBe(-3)
  })
})

test('A campaign says why it does not send with the codes of the sending status', async () => {
  const { ask, campaign, moveOn } = await startLiving({ leads: 40, settings: { daily_limit: 3 } })
  const status = async () => (await ask('GET', `/campaigns/${campaign.id}/sending-status`)).body['summary']
  expect(await status()).toMatchObject({ status: 'out_of_schedule' })
  await moveOn(8.2 * hour)
  expect(await status()).toMatchObject({ status: 'healthy' })
  await moveOn(4 * hour)
  expect(await status()).toMatchObject({ status: 'daily_limit_met' })
  const shown = await ask('GET', `/campaigns/${campaign.id}`)
  expect(shown.body['not_sending_status']).toBe(3)
  await ask('POST', '/accounts/box1@sender.example/pause')
  expect(await status()).toMatchObject({ status: 'no_accounts_available' })
  await ask('POST', `/campaigns/${campaign.id}/pause`)
  const paused = await ask('GET', `/campaigns/${campaign.id}/sending-status`)
  expect(paused.body).toMatchObject({ diagnostics: null, summary: { status: 'campaign_paused' } })
})

test('A campaign sends each lead at most one mail per step, in order, under any schedule, limits and clock steps', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        from: fc.integer({ min: 0, max: 12 }),
        length: fc.integer({ min: 1, max: 11 }),
        delays: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
        leads: fc.integer({ min: 1, max: 30 }),
        mailboxes: fc.integer({ min: 1, max: 3 }),
        limit: fc.option(fc.integer({ min: 1, max: 9 })),
        moves: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 12 }),
        seed: fc.integer(),
      }),
      async ({ from, length, delays, leads, mailboxes, limit, moves, seed }) => {
        const two = (hours: number) => `${String(hours).padStart(2, '0')}:00`
        const timing = { from: two(from), to: two(from + length) }
        const settings = {
          campaign_schedule: scheduleOf({ timing }),
          sequences: stepsOf(...delays),
          daily_limit: limit,
        }
        const rates = { reply: 0.2, bounce: 0.05, autoReply: 0.2, unsubscribe: 0.05, open: 0.5, mailboxError: 0.1 }
        const living = await startLiving({ leads, mailboxes, settings, rates, seed })
        for (const hours of moves) await living.moveOn(hours * hour)
        for (const own of Map.groupBy(living.sent(), (message) => message.leadEmail).values()) {
          expect(own.map((message) => message.step)).toEqual(own.map((_, at) => at))
        }
        expect(living.sent().every((message) => message.at >= monday)).toBe(true)
      },
    ),
    runs(10, 125),
  )
})
