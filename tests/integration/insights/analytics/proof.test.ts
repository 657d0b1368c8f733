import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { chunk } from '#backend/core/lib/chunk.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import { reportedPayloadOf } from '#demo/reactions/announce.ts'
import type { EventKind, LifeEvent } from '#demo/state/life-types.ts'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { scheduleOf } from '../../../support/instantly/living-campaign.ts'
import { times } from '../../../support/long.ts'
import { day, read, rowsByName, startCampaigns } from '../../campaigns/campaigns/support.ts'
import { wrongSums } from '../../events/events/support.ts'
import { wrongDays } from './support.ts'

/*
 * The simulator runs many campaigns for ninety days. Every figure the screens request is counted again from the
 * simulator's own journal, by code that is independent of the app's.
 */

const campaignCount = times(60, 200)
const mailboxes = Array.from({ length: 12 }, (_, at) => `box${at}@sender.example`)
let bench: Bench
let store: Store
let journal: readonly LifeEvent[]
let ofCampaign: ReadonlyMap<string, readonly LifeEvent[]>
let rows: ReadonlyMap<string, CampaignRow>

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const nameOf = (event: LifeEvent) => String(event.campaign?.settings['name'])
const count = (kind: EventKind, events: readonly LifeEvent[], first = false) =>
  events.filter((event) => event.kind === kind && (!first || event.isFirst)).length
const sumsOf = (events: readonly LifeEvent[]) => ({
  sent: count('email_sent', events),
  contacted: count('email_sent', events, true),
  openedUnique: count('email_opened', events, true),
  clickedUnique: count('link_clicked', events, true),
  repliedUnique: count('reply_received', events, true),
  automatic: count('auto_reply_received', events),
})
const byLabels = new Set(['interested', 'meetings', 'closed'])
const only = (sums: Readonly<Record<string, number | null>>) =>
  Object.fromEntries(Object.entries(sums).filter(([name]) => !byLabels.has(name)))

beforeAll(async () => {
  bench = await startCampaigns({
    seed: 11,
    rates: { open: 0.5, reply: 0.12, autoReply: 0.1, click: 0.1, bounce: 0.03, unsubscribe: 0.02, mailboxError: 0 },
    workspaces: [
      {
        name: 'Northwind Outreach',
        keys: [{ key: 'northwind-key-0001' }],
        leadLimit: 1_000_000,
        mailboxes: mailboxes.map((email) => ({ email, dailyLimit: 200 })),
      },
    ],
    backend: { openStore: (...given) => (store = openStore(...given)) },
  })
  const ask = createAsk(bench.fake)
  for (let no = 0; no < campaignCount; no += 1) {
    const variants = ['A', 'B'].map((letter) => ({ subject: `${letter} {{firstName}}`, body: 'Hi<br/>Bye' }))
    const created = await ask('POST', '/campaigns', {
      name: `Campaign ${no}`,
      campaign_schedule: scheduleOf(
        no % 2 === 0 ? {} : { timezone: 'America/Chicago', timing: { from: '20:00', to: '23:30' } },
      ),
      sequences: [
        {
          steps: [
            { type: 'email', delay: 3, variants },
            { type: 'email', delay: 4, variants: variants.slice(0, 1) },
          ],
        },
      ],
      email_list: [mailboxes[no % 12], mailboxes[(no + 5) % 12]],
      open_tracking: no % 3 > 0,
      link_tracking: no % 3 > 0,
      email_gap: 2,
      random_wait_max: 0,
    })
    const id = String(created.body['id'])
    const leads = Array.from({ length: 10 }, (_, at) => ({
      email: `lead${at}@c${no}x${at}.example`,
      first_name: `F${at}`,
    }))
    await ask('POST', '/leads/add', { campaign_id: id, leads })
    await ask('POST', `/campaigns/${id}/activate`)
    // Their starts are spread over ten weeks.
    if ((no + 1) % (campaignCount / 10) === 0) await bench.fake.moveOn(7 * day)
  }
  await bench.fake.moveOn(20 * day)
  await read(bench)
  rows = await rowsByName(bench)
  const now = bench.fake.clock.now()
  const [workspace] = bench.fake.world.workspaces
  if (!workspace) throw new Error('no workspace')
  journal = workspace.events.filter(({ knownAt, campaign }) => knownAt <= now && campaign !== null)
  ofCampaign = Map.groupBy(journal, nameOf)
  const ingest = createEventIngest({ store, changed: () => undefined })
  for (const some of chunk(journal, 500)) {
    const told = some.flatMap((event) => reportedPayloadOf(workspace, event) ?? [])
    ingest.ingest(
      bench.workspaceId,
      'relay',
      told.map((payload) => ({ raw: JSON.stringify(payload), receivedAt: now, sourceId: null })),
    )
  }
})
afterAll(() => bench.close())

const scope = () => ({ workspaceId: bench.workspaceId })
const of = (name: string) => ofCampaign.get(name) ?? []

describe('ninety days of many campaigns', () => {
  it('have each campaign’s sums and the total as in the journal', async () => {
    expect(journal.length).toBeGreaterThan(25 * campaignCount)
    const all = await bench.app.call('analytics.overview', { ...scope(), period: 'all' })
    expect(all.campaigns).toHaveLength(campaignCount)
    expect(only(all.sums)).toEqual(sumsOf(journal))
    const byName = Map.groupBy(journal, nameOf)
    expect(Object.fromEntries(all.campaigns.map(({ name, sums }) => [name, only(sums)]))).toEqual(
      Object.fromEntries([...byName].map(([name, events]) => [name, sumsOf(events)])),
    )
    for (const { name, life, measures } of all.campaigns) {
      const events = byName.get(name) ?? []
      expect(life).toEqual({
        sent: count('email_sent', events),
        bounced: count('email_bounced', events),
        unsubscribed: count('lead_unsubscribed', events, true),
      })
      expect(measures.opens).toBe(Number(name.split(' ')[1]) % 3 > 0)
    }
  })

  it('have the sums of any weeks, with the previous ones, and of a set of campaigns', async () => {
    const first = Math.min(...journal.map(({ at }) => at))
    const set = ['Campaign 3', 'Campaign 40', 'Campaign 52'].map((name) => rows.get(name)?.id as CampaignRow['id'])
    const names = new Set(['Campaign 3', 'Campaign 40', 'Campaign 52'])
    for (const [skip, days] of [
      [0, 7],
      [14, 7],
      [20, 31],
      [45, 40],
    ] as const) {
      const [from, to] = [dateOf(first + skip * day), dateOf(first + (skip + days - 1) * day)]
      const within = (a: string, b: string, some = journal) =>
        some.filter(({ at }) => dateOf(at) >= a && dateOf(at) <= b)
      const week = await bench.app.call('analytics.overview', { ...scope(), period: { from, to } })
      expect(only(week.sums)).toEqual(sumsOf(within(from, to)))
      const before = [dateOf(first + (skip - days) * day), dateOf(first + (skip - 1) * day)] as const
      if (week.before) expect(only(week.before)).toEqual(sumsOf(within(...before)))
      const summed = week.places.reduce((so, { sums }) => so + sums.sent, 0)
      expect(summed).toBe(week.sums.sent)
      const some = await bench.app.call('analytics.overview', { ...scope(), campaignIds: set, period: { from, to } })
      expect(only(some.sums)).toEqual(sumsOf(within(from, to).filter((event) => names.has(nameOf(event)))))
    }
  })

  it('have every day, step and variant of every campaign', async () => {
    for (const [name, { id }] of rows) {
      const { days, steps } = await bench.app.call('campaigns.figures', { campaignId: id })
      const byDay = Map.groupBy(of(name), ({ at }) => dateOf(at))
      for (const { date, ...counts } of days) {
        expect({ date, ...figuresOf(counts) }).toEqual({ date, ...sumsOf(byDay.get(date) ?? []) })
      }
      for (const step of steps) {
        const events = of(name).filter(
          (event) => event.step === variantStep(name) + (step.step ?? 0) - 1 && event.variant === step.variant,
        )
        expect([step.sent, step.repliedUnique]).toEqual([
          count('email_sent', events),
          events.filter(({ kind, isFirstOfStep }) => kind === 'reply_received' && isFirstOfStep).length,
        ])
      }
    }
  })

  it('have every mailbox, by Instantly’s figures and for one campaign by its events', async () => {
    const { mailboxes: found } = await bench.app.call('analytics.mailboxes', scope())
    const byBox = Map.groupBy(
      journal.filter(({ mailbox }) => mailbox !== ''),
      ({ mailbox }) => mailbox,
    )
    expect(found.map(({ email }) => email).toSorted()).toEqual([...byBox.keys()].toSorted())
    for (const { email, sent, bounced, replied, automatic } of found) {
      const events = byBox.get(email) ?? []
      expect([email, sent, bounced, replied, automatic]).toEqual([
        email,
        count('email_sent', events),
        count('email_bounced', events),
        count('reply_received', events, true),
        count('auto_reply_received', events),
      ])
    }
    const id = rows.get('Campaign 7')?.id as CampaignRow['id']
    const own = await bench.app.call('analytics.mailboxes', { ...scope(), campaignIds: [id] })
    for (const { email, sent, source } of own.mailboxes) {
      const events = of('Campaign 7').filter(({ mailbox }) => mailbox === email)
      expect([source, sent]).toEqual(['events', count('email_sent', events)])
    }
    expect(own.mailboxes).not.toHaveLength(0)
  })

  it('have every hour of the week, even over the change of clocks', async () => {
    const id = rows.get('Campaign 9')?.id as CampaignRow['id']
    for (const zone of ['Europe/Berlin', 'America/Chicago', 'Pacific/Auckland', 'UTC']) {
      for (const [type, kind] of [
        ['sent', 'email_sent'],
        ['replied', 'reply_received'],
        ['opened', 'email_opened'],
      ] as const) {
        const all = await bench.app.call('analytics.hours', { ...scope(), type, zone })
        expect(all.events, `${zone} ${type}`).toEqual(
          weekOf(
            journal.filter((event) => event.kind === kind),
            zone,
          ),
        )
        const one = await bench.app.call('analytics.hours', { ...scope(), campaignIds: [id], type, zone })
        expect(one.events).toEqual(
          weekOf(
            of('Campaign 9').filter((event) => event.kind === kind),
            zone,
          ),
        )
      }
    }
    await expect(
      bench.app.call('analytics.hours', { ...scope(), type: 'sent', zone: 'Nowhere/Land' }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })

  it('have every lead once, with late automatic replies separately', async () => {
    const figures = await bench.app.call('analytics.byColumn', { ...scope(), column: 'list' })
    const people = (kind: EventKind) =>
      new Set(journal.filter((event) => event.kind === kind).map((event) => `${nameOf(event)} ${event.lead?.email}`))
    const [replied, automatic] = [people('reply_received'), people('auto_reply_received')]
    expect(figures.all).toMatchObject({
      contacted: people('email_sent').size,
      replied: replied.size,
      automatic: [...automatic].filter((one) => !replied.has(one)).length,
      bounced: people('email_bounced').size,
    })
    expect(figures.elsewhere?.contacted).toBe(figures.all.contacted)
    expect(figures.values).toEqual([])
  })

  it('compare variants by their emails and replies', async () => {
    const tests = await bench.app.call('analytics.tests', scope())
    expect(tests.length).toBeGreaterThan(campaignCount / 2)
    for (const { name, variants, step, verdict } of tests) {
      expect(step).toBe(1)
      // Ten leads are too few to compare two texts.
      expect(verdict.kind).toBe('few')
      for (const { variant, sent } of variants) {
        expect(sent).toBe(
          count(
            'email_sent',
            of(name).filter((event) => event.variant === variant && event.step === variantStep(name)),
          ),
        )
      }
    }
  })

  it('stay when campaigns are deleted at Instantly, and no sum differs from a recount', async () => {
    const before = await bench.app.call('analytics.overview', { ...scope(), period: 'all' })
    const [workspace] = bench.fake.world.workspaces
    for (const name of ['Campaign 1', 'Campaign 50', `Campaign ${campaignCount - 1}`]) {
      workspace?.campaigns.delete(rows.get(name)?.remoteId ?? '')
    }
    await read(bench)
    const after = await bench.app.call('analytics.overview', { ...scope(), period: 'all' })
    expect(after.sums).toEqual(before.sums)
    expect(after.campaigns.filter(({ state }) => state === 'gone')).toHaveLength(3)
    for (const [name, wrong] of Object.entries({ ...wrongSums(store), ...wrongDays(store) }))
      expect(wrong, name).toEqual([])
  })
})

/** Returns the journal's own number of a campaign's first step. */
const variantStep = (name: string) =>
  Math.min(
    ...of(name)
      .filter(({ kind }) => kind === 'email_sent')
      .map(({ step }) => step),
  )

const figuresOf = (counts: Readonly<Record<string, number | null>>) => ({
  sent: counts['sent'],
  contacted: counts['contacted'],
  openedUnique: counts['openedUnique'],
  clickedUnique: counts['clickedUnique'],
  repliedUnique: counts['repliedUnique'],
  automatic: counts['automatic'],
})

/** Counts by the local time of the zone, computed for each event. */
function weekOf(events: readonly LifeEvent[], zone: string): readonly number[] {
  const week = Array.from({ length: 168 }, () => 0)
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  for (const { at } of events) {
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]))
    const place = days.indexOf(parts.get('weekday') ?? '') * 24 + Number(parts.get('hour'))
    week[place] = (week[place] ?? 0) + 1
  }
  return week
}
