import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import { leadLabelsOf } from '#backend/events/lead-labels/lead-labels.ts'
import { createMailIngest } from '#backend/inbox/inbox/mail-ingest.ts'
import { setInterest } from '#demo/reactions/interest.ts'
import { interestOf } from '#demo/state/lead-life.ts'
import type { Lead } from '#demo/state/world-types.ts'
import { labelOfEvent } from '#shared/domain/events/lead-label.ts'
import type { CampaignId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { type Bench } from '../../../support/export-bench.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { monday } from '../../../support/instantly/living-campaign.ts'
import { day, hour, makeCampaign, read, remoteCampaign, startCampaigns } from '../../campaigns/campaigns/support.ts'
import { label as labelHere } from '../inbox/support.ts'

let bench: Bench
let store: Store
const sync = () => bench.app.call('jobs.run', { kind: 'lead_labels', workspaceId: bench.workspaceId })
const listed = () => bench.fake.journal.entries.filter((entry) => entry.path.endsWith('/leads/list')).length
const world = () => {
  const [workspace] = bench.fake.world.workspaces
  if (!workspace) throw new Error('no workspace')
  return workspace
}
const leadsOf = (campaign: string): readonly Lead[] =>
  remoteCampaign(bench, campaign).leads.filter((lead) => lead !== null)
/** Labels a lead at Instantly. */
function label(lead: Lead | undefined, value: number | null): void {
  if (!lead) throw new Error('no such lead')
  bench.fake.clock.advance(1_000)
  setInterest(bench.fake.world, world(), lead, value, 'operator', bench.fake.clock.now())
}
const known = (email: string | null | undefined) =>
  store.raw
    .prepare<[string], number | null>('select value from lead_label where email = ?')
    .pluck()
    .get(email ?? '')
const labelledIn = (campaign: string) =>
  store.raw.prepare('select count(*) from lead_label where campaign_id = ? and value is not null').pluck().get(campaign)
const overview = () => bench.app.call('analytics.overview', { workspaceId: bench.workspaceId, period: 'all' })

beforeEach(async () => {
  bench = await startCampaigns({ backend: { openStore: (...given) => (store = openStore(...given)) } })
})
afterEach(() => bench.close())

describe('labels set at Instantly', () => {
  it('arrive with the next sync, whenever they were given, and are removed when removed there', async () => {
    const id = await makeCampaign(bench, 'North', { leads: 30 })
    await bench.fake.moveOn(day)
    await read(bench)
    await sync()
    const [one, two, three] = leadsOf(id)
    // Weeks after the last email.
    await bench.fake.moveOn(40 * day)
    label(one, 1)
    label(two, 2)
    label(three, -1)
    await sync()
    expect([one, two, three].map((lead) => known(lead?.email))).toEqual([1, 2, -1])
    await bench.fake.moveOn(hour)
    label(one, 4)
    label(two, null)
    await bench.fake.moveOn(hour)
    await sync()
    expect([one, two, three].map((lead) => known(lead?.email))).toEqual([4, null, -1])
    const { sums } = await overview()
    const interested = leadsOf(id).filter((lead) => (interestOf(lead) ?? 0) > 0).length
    expect(sums).toMatchObject({ interested, meetings: 1, closed: 1 })
  })

  it('announce a meeting on the desktop once, whatever happens to it, and interest never', async () => {
    await bench.app.call('inbox.saveSettings', { quiet: null })
    const id = await makeCampaign(bench, 'North', { leads: 30 })
    await bench.fake.moveOn(day)
    await read(bench)
    await sync()
    bench.app.notices.length = 0
    const [one, two] = leadsOf(id)
    for (const value of [2, 1, 2]) {
      label(one, value)
      label(two, 1)
      await bench.fake.moveOn(hour)
      await sync()
    }
    const told = () => bench.app.notices.filter(({ kind }) => kind === 'meeting')
    await until('the notice', () => told().length > 0)
    expect(told()).toEqual([expect.objectContaining({ name: one?.email, route: '/inbox' })])
  })

  it('hand their lead over to the CRM once there is room again, if the disk was full when they arrived', async () => {
    const id = await makeCampaign(bench, 'North', { leads: 10 })
    await read(bench)
    const [one] = leadsOf(id)
    label(one, 1)
    let isFull = true
    store.raw.function('test_refuses', () => {
      if (isFull) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
      return null
    })
    store.raw.exec('create temp trigger refuses before insert on main.crm_handover begin select test_refuses(); end')
    await sync()
    isFull = false
    await sync()
    expect(known(one?.email)).toBe(1)
    const handed = store.raw.prepare('select email from crm_handover').pluck().all()
    expect(handed).toEqual([one?.email])
  })

  it('of a client’s own are there after the first sync, before their names were read', async () => {
    const id = await makeCampaign(bench, 'North', { leads: 10 })
    const { body } = await createAsk(bench.fake)('POST', '/lead-labels', {
      label: 'Hot',
      interest_status_label: 'positive',
    })
    const value = Number(body['interest_status'])
    const [one] = leadsOf(id)
    label(one, value)
    await read(bench)
    store.raw.exec('delete from inbox_label')
    await sync()
    expect(known(one?.email)).toBe(value)
  })

  it('that say Do not contact opt their leads out once, without a conversation, whenever the name is read', async () => {
    const id = await makeCampaign(bench, 'North', { leads: 10 })
    const { body } = await createAsk(bench.fake)('POST', '/lead-labels', {
      label: 'Do not contact ⛔',
      interest_status_label: 'negative',
    })
    const [one] = leadsOf(id)
    label(one, Number(body['interest_status']))
    await read(bench)
    await sync()
    const { workspaceId, app } = bench
    await app.call('inbox.sync', { workspaceId })
    const optOuts = async (filter: 'all' | 'undone' = 'all') =>
      (await app.call('optOuts.list', { workspaceId, filter, search: '', page: {} })).rows
    const [found] = await until('the opt-out', async () => {
      const rows = await optOuts()
      return rows.length > 0 ? rows : null
    })
    expect([found?.value, found?.source, found?.words]).toEqual([one?.email, 'label', 'Do not contact ⛔'])
    // The label is still there, but the operator's undo stays in effect.
    await app.call('optOuts.undo', { ids: [found?.id ?? 0] as never, undone: true })
    await sync()
    await app.call('inbox.sync', { workspaceId })
    expect(await optOuts()).toEqual([])
    expect((await optOuts('undone')).map(({ value }) => value)).toEqual([one?.email])
  })

  it('that count nowhere, such as Out of office, are removed within a day of being removed there', async () => {
    const id = await makeCampaign(bench, 'North', { leads: 10 })
    await bench.fake.moveOn(day)
    await read(bench)
    const [one, two] = leadsOf(id)
    const at = bench.fake.clock.now()
    for (const lead of [one, two]) {
      label(lead, 0)
      const place = { campaignId: id, email: lead?.email ?? '' }
      leadLabelsOf(store).take(bench.workspaceId, place, { value: 0, source: 'event', since: at, asOf: at })
    }
    await sync()
    label(two, null)
    await bench.fake.moveOn(day + hour)
    await read(bench)
    await sync()
    expect([one, two].map((lead) => known(lead?.email))).toEqual([0, null])
  })

  it('leave what the person wrote after them to be answered, however often they are listed', async () => {
    const id = await makeCampaign(bench, 'North', { leads: 10 })
    const [one] = leadsOf(id)
    label(one, -1)
    await read(bench)
    await sync()
    await bench.fake.moveOn(day)
    const at = bench.fake.clock.now()
    const ingest = createMailIngest(store, { sort: null })
    const thread = store.raw
      .prepare(
        `insert into inbox_thread (workspace_id, lead_email, campaign_id, subject, snippet, last_at, box, their_turn)
           values (?, ?, ?, '', '', 0, 'waiting', 0)`,
      )
      .run(bench.workspaceId, one?.email, id)
    const threadId = Number(thread.lastInsertRowid)
    store.raw
      .prepare(
        `insert into inbox_message (id, workspace_id, thread_id, direction, at, from_address, from_name, to_list, cc_list,
           subject, text, complete, scope, campaign_id, lead_email)
           values (1, ?, ?, 'received', ?, '', '', '', '', '', 'We have a budget now, call me.', 1, '', ?, ?)`,
      )
      .run(bench.workspaceId, threadId, at, id, one?.email)
    const box = () =>
      store.raw.prepare<[number], string>('select box from inbox_thread where id = ?').pluck().get(threadId)
    ingest.facts.refresh(threadId)
    const first = box()
    await bench.fake.moveOn(hour)
    // The client learns the time there with the first.
    for (const _ of ['', '']) await sync()
    ingest.facts.refresh(threadId)
    expect([first, box()]).toEqual(['answer', 'answer'])
    label(one, 1)
    label(one, -1)
    await sync()
    ingest.facts.refresh(threadId)
    expect(box()).toBe('noReply')
  })

  it('stay if the lead was deleted at Instantly', async () => {
    const id = await makeCampaign(bench, 'North', { leads: 10 })
    const [one] = leadsOf(id)
    label(one, 2)
    await read(bench)
    await sync()
    if (one) one.gone = true
    await bench.fake.moveOn(day)
    await sync()
    await sync()
    expect(known(one?.email)).toBe(2)
  })

  it('are counted once if leads were moved to another campaign with them, and back', async () => {
    const [north, south] = [
      await makeCampaign(bench, 'North', { leads: 10, start: false }),
      await makeCampaign(bench, 'South', { leads: 2, start: false }),
    ]
    for (const lead of leadsOf(north).slice(0, 4)) label(lead, 1)
    await read(bench)
    await sync()
    const counted = async () => {
      await bench.fake.moveOn(day)
      await sync()
      return store.raw
        .prepare('select sum(interested) as interested, sum(meetings) as meetings from lead_label_count')
        .get()
    }
    const moved = leadsOf(north).slice(0, 3)
    const idsIn = async (id: string) => {
      const place = { kind: 'campaign', id } as const
      const { rows } = await bench.app.call('remoteLeads.page', { workspaceId: bench.workspaceId, place, after: null })
      return rows.filter(({ email }) => moved.some((lead) => lead.email === email)).map((lead) => lead.id)
    }
    /** Runs a job at Instantly, which is done once the clock there has advanced. */
    const move = async (from: string, to: string) => {
      const moving = bench.app.call('remoteLeads.move', {
        workspaceId: bench.workspaceId,
        from: { kind: 'campaign', id: from },
        to: { kind: 'campaign', id: to },
        ids: await idsIn(from),
      })
      const settled = moving.then(() => true)
      const turn = () => new Promise<false>((resolve) => setTimeout(resolve, 20, false))
      while (!(await Promise.race([settled, turn()]))) await bench.fake.moveOn(60_000)
      // Moved leads keep their labels, which has to be set in the simulator.
      for (const lead of leadsOf(to)) if (moved.some(({ email }) => email === lead.email)) label(lead, 1)
      return moving
    }
    expect(await move(north, south)).toMatchObject({ count: 3 })
    expect(await counted()).toEqual({ interested: 4, meetings: 0 })
    expect(await counted()).toEqual({ interested: 4, meetings: 0 })
    expect(await move(south, north)).toMatchObject({ count: 3 })
    expect(await counted()).toEqual({ interested: 4, meetings: 0 })
    // The label at its current place counts there.
    await move(north, south)
    await counted()
    label(
      leadsOf(south).find(({ email }) => email === moved[0]?.email),
      2,
    )
    expect(await counted()).toEqual({ interested: 4, meetings: 1 })
    // South, where nobody else is interested, has the meeting on every screen.
    expect((await overview()).sums).toMatchObject({ interested: 4, meetings: 1 })
  })

  it('count for the email answered in that campaign, whatever the same person answered in another', async () => {
    const { app, workspaceId } = bench
    const [north, south] = [
      await makeCampaign(bench, 'North', { leads: 1, start: false }),
      await makeCampaign(bench, 'South', { leads: 1, start: false }),
    ]
    await read(bench)
    await sync()
    const email = 'both@x.example'
    for (const [at, [campaignId, step]] of [[north, '0_0_0'] as const, [south, '0_1_0'] as const].entries()) {
      const of = { workspaceId, campaignId, email, step, id: at + 1, at: monday + at * day }
      store.raw
        .prepare(
          `insert into inbox_thread (id, workspace_id, lead_email, campaign_id, subject, snippet, last_at, box, their_turn)
             values (@id, @workspaceId, @email, @campaignId, '', '', @at, 'answer', 1)`,
        )
        .run(of)
      store.raw
        .prepare(
          `insert into inbox_message (id, workspace_id, thread_id, direction, at, from_address, from_name, to_list, cc_list,
             subject, text, complete, scope, campaign_id, step, lead_email)
             values (@id, @workspaceId, @id, 'received', @at, @email, '', '', '', '', '', 1, '', @campaignId, @step, @email)`,
        )
        .run(of)
      store.raw
        .prepare(
          `insert into campaign_step (workspace_id, campaign_id, step, variant, sent)
             select c.workspace_id, c.id, s.value, 0, 1 from campaign c, json_each('[0,1]') s where remote_id = ?`,
        )
        .run(campaignId)
      const claim = { value: 1, source: 'listed', since: of.at, asOf: of.at } as const
      leadLabelsOf(store).take(workspaceId, { campaignId, email }, claim)
    }
    const bySteps = async (remoteId: string) => {
      const campaign = await app.call('campaigns.find', { workspaceId, remoteId })
      const { steps } = await app.call('campaigns.figures', { campaignId: campaign?.id ?? (0 as CampaignId) })
      return steps.map(({ interested }) => interested)
    }
    expect([await bySteps(north), await bySteps(south)]).toEqual([
      [1, 0],
      [0, 1],
    ])
  })

  it('are counted twice if a person deleted in one campaign becomes interested in another weeks later', async () => {
    const north = await makeCampaign(bench, 'North', { leads: 1, start: false })
    label(leadsOf(north)[0], 1)
    await read(bench)
    await sync()
    const { email } = leadsOf(north)[0] ?? {}
    for (const lead of leadsOf(north)) lead.gone = true
    await bench.fake.moveOn(day)
    await sync()
    await bench.fake.moveOn(20 * day)
    // The client learns the time there.
    await sync()
    const south = await makeCampaign(bench, 'South', { leads: 1, start: false })
    const again = leadsOf(south)[0]
    if (!again || !email) throw new Error('no lead')
    Object.assign(again, { email })
    label(again, 1)
    await bench.fake.moveOn(day)
    await sync()
    expect(store.raw.prepare('select sum(interested) from lead_label_count').pluck().get()).toBe(2)
  })

  it.each(['none', 'cursor_then_empty', 'cursor_then_empty_with_cursor'] as const)(
    'are requested with few requests, and completely, however Instantly ends its lists: %s',
    async (lastPage) => {
      await bench.close()
      bench = await startCampaigns({ lastPage, backend: { openStore: (...given) => (store = openStore(...given)) } })
      const id = await makeCampaign(bench, 'Many', { leads: 700, start: false })
      // Full pages, and a partial one.
      for (const [at, lead] of leadsOf(id).entries()) {
        if (at < 200) label(lead, 1)
        else if (at < 350) label(lead, -1)
      }
      for (const round of ['the first', 'one that looks behind a short page']) {
        const before = listed()
        await sync()
        expect([round, listed() - before <= 14]).toEqual([round, true])
        expect(labelledIn(id)).toBe(350)
        await bench.fake.moveOn(day)
      }
    },
  )

  it("are complete after the first sync and the next, even if Instantly's pages are shorter than requested", async () => {
    bench.fake.faults.script({
      method: 'POST',
      path: '/leads/list',
      times: 10_000,
      fault: { kind: 'short_page', rows: 40 },
    })
    const id = await makeCampaign(bench, 'Many', { leads: 300, start: false })
    // The first list ends with the first of its pages, and says nothing about the other lists.
    for (const [at, lead] of leadsOf(id).entries()) {
      if (at < 3) label(lead, 1)
      else if (at < 130) label(lead, -1)
    }
    await sync()
    expect(labelledIn(id)).toBe(130)
    for (const lead of leadsOf(id).slice(130, 220)) label(lead, 2)
    await bench.fake.moveOn(day)
    await sync()
    expect(labelledIn(id)).toBe(220)
  })

  it('count nobody before the first sync ended, and the progress is shown', async () => {
    await makeCampaign(bench, 'North', { leads: 30 })
    await bench.fake.moveOn(10 * day)
    await read(bench)
    const before = await overview()
    expect(before.labels.known).toBe(false)
    expect(before.sums).toMatchObject({ interested: null, meetings: null, closed: null })
    const { rows } = await bench.app.call('campaigns.list', { workspaceId: bench.workspaceId, page: { limit: 10 } })
    expect(rows.map(({ labels }) => labels.interested)).toEqual([null])
    expect((await bench.app.call('inbox.counts', { workspaceId: bench.workspaceId })).interested).toBeNull()
    await sync()
    expect((await overview()).labels.known).toBe(true)
    expect((await overview()).sums.interested).not.toBeNull()
  })

  it('given before the first email count over all days as over a year', async () => {
    const id = await makeCampaign(bench, 'North', { leads: 10, start: false })
    label(leadsOf(id)[0], 2)
    await bench.fake.moveOn(6 * day)
    await read(bench)
    await sync()
    await createAsk(bench.fake)('POST', `/campaigns/${id}/activate`)
    await bench.fake.moveOn(2 * day)
    await read(bench)
    await sync()
    const { app, workspaceId } = bench
    const meetings = async (period: 'all' | 'year') => [
      (await app.call('analytics.overview', { workspaceId, period })).sums.meetings,
      (await app.call('money.overview', { workspaceId, period })).groups[0]?.sums.meetings,
    ]
    expect(await meetings('all')).toEqual([1, 1])
    expect(await meetings('year')).toEqual([1, 1])
  })

  it('count nobody while their campaigns are still to be read', async () => {
    const id = await makeCampaign(bench, 'North', { leads: 10 })
    await bench.fake.moveOn(2 * day)
    label(leadsOf(id)[0], 1)
    await sync()
    expect((await overview()).labels.known).toBe(false)
    expect((await overview()).sums.interested).toBeNull()
    await read(bench)
    expect((await overview()).labels.known).toBe(true)
    expect((await overview()).sums.interested).toBeGreaterThan(0)
  })
})

/** Returns every count of interested people and meetings, by where it is shown. */
async function facts(): Promise<Readonly<Record<string, readonly (number | null)[]>>> {
  const { app, workspaceId } = bench
  const period = { from: '2026-01-01', to: '2026-12-31' }
  const { sums, campaigns, places } = await app.call('analytics.overview', { workspaceId, period })
  const { rows } = await app.call('campaigns.list', { workspaceId, page: { limit: 100 } })
  const days = await Promise.all(rows.map(({ id }) => app.call('campaigns.figures', { campaignId: id })))
  const money = await app.call('money.overview', { workspaceId, period })
  const moneySums = money.groups.map((group) => group.sums)
  const { page } = await app.call('reports.preview', { workspaceId, period })
  const onPage = (name: string) => Number(new RegExp(`data-figure="${name}">([\\d,]+)<`).exec(page)?.[1])
  const counts = await app.call('inbox.counts', { workspaceId })
  app.savePath = `${app.dir}/analytics.csv`
  await app.call('analytics.saveCsv', { workspaceId, period })
  const [head = '', ...lines] = fs.readFileSync(app.savePath, 'utf8').replace('﻿', '').trim().split(/\r?\n/)
  const column = (name: string) => head.split(',').indexOf(name)
  const ofCsv = (name: string) => lines.reduce((sum, line) => sum + Number(line.split(',')[column(name)]), 0)
  const add = (values: readonly (number | null)[]) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
  return {
    analytics: [sums.interested, sums.meetings],
    'analytics, campaign by campaign': [
      add(campaigns.map((one) => one.sums.interested)),
      add(campaigns.map((one) => one.sums.meetings)),
    ],
    'analytics, along the period': [
      add(places.map((one) => one.sums.interested)),
      add(places.map((one) => one.sums.meetings)),
    ],
    campaigns: [add(rows.map(({ labels }) => labels.interested)), add(rows.map(({ labels }) => labels.meetings))],
    'campaigns, day by day': [add(days.flatMap((one) => one.days.map(({ interested }) => interested))), sums.meetings],
    money: [add(moneySums.map(({ qualified }) => qualified)), add(moneySums.map(({ meetings }) => meetings))],
    report: [onPage('interested'), onPage('meetings')],
    inbox: [counts.interested, sums.meetings],
    csv: [ofCsv('Interested'), ofCsv('Meetings')],
  }
}

describe('the numbers of interested people and meetings', () => {
  it('agree everywhere after a month of labels at Instantly, events and labels given here', async () => {
    const { app, workspaceId } = bench
    const ids = [
      await makeCampaign(bench, 'North', { leads: 120 }),
      await makeCampaign(bench, 'South', { leads: 80, settings: { open_tracking: false, link_tracking: false } }),
    ]
    const ingest = createEventIngest({ store, changed: () => undefined })
    for (let week = 0; week < 4; week += 1) {
      await bench.fake.moveOn(7 * day)
      await read(bench)
      await app.call('inbox.sync', { workspaceId })
      // Labelled at Instantly.
      for (const [at, lead] of leadsOf(ids[week % 2] ?? '').entries()) {
        if (at % 17 === week) label(lead, [1, 2, 3, -1][week] ?? 1)
      }
      // Reported by the relay, before a sync does, or twice.
      const told = leadsOf(ids[0] ?? '')
        .slice(40 + week * 3, 43 + week * 3)
        .map((lead) => {
          label(lead, 1)
          return {
            raw: JSON.stringify({
              event_type: 'lead_interested',
              timestamp: new Date(bench.fake.clock.now()).toISOString(),
              workspace: world().id,
              campaign_id: ids[0],
              campaign_name: 'North',
              lead_email: lead.email,
            }),
            receivedAt: bench.fake.clock.now(),
            sourceId: null,
          }
        })
      ingest.ingest(workspaceId, 'relay', told)
      // Labelled here.
      const { rows } = await app.call('inbox.threads', { workspaceId, box: 'all', page: { limit: 100 } })
      for (const thread of rows.filter(({ leadEmail, campaignId }) => leadEmail && campaignId).slice(0, week + 1)) {
        await labelHere(app, thread.id, week % 2 === 0 ? 2 : 1)
      }
      await bench.fake.moveOn(hour)
      await sync()
      const found = await facts()
      const [first] = Object.values(found)
      expect(first?.[0]).toBeGreaterThan(0)
      for (const [where, figures] of Object.entries(found))
        expect({ where, figures }).toEqual({ where, figures: first })
    }
    // And it equals what Instantly has.
    const truth = ids.flatMap((id) => leadsOf(id)).filter((lead) => !lead.gone)
    const value = (lead: Lead) => interestOf(lead) ?? 0
    const { sums } = await overview()
    expect(sums.interested).toBe(truth.filter((lead) => value(lead) >= 1).length)
    expect(sums.meetings).toBe(truth.filter((lead) => value(lead) >= 2).length)
    // Opened and clicked count people, and are equal on a campaign's page, in Analytics and its CSV.
    const { rows } = await app.call('campaigns.list', { workspaceId, page: { limit: 10 } })
    const { campaigns } = await overview()
    for (const { id, totals } of rows) {
      const same = campaigns.find((one) => one.id === id)?.sums
      expect([same?.contacted, same?.openedUnique, same?.clickedUnique, same?.repliedUnique]).toEqual([
        totals.contacted,
        totals.openedUnique,
        totals.clickedUnique,
        totals.repliedUnique,
      ])
    }
  })
})

it('Counts use the time a label was given, whatever the order of reports', async () => {
  const { workspaceId } = bench
  const labels = leadLabelsOf(store)
  const claims = [
    { value: labelOfEvent('lead_interested') ?? null, source: 'event', since: 10, asOf: 10 },
    { value: 2, source: 'listed', since: 20, asOf: 30 },
    { value: 1, source: 'email', since: 5, asOf: 5 },
    { value: null, source: 'listed', since: 40, asOf: 40 },
    { value: 4, source: 'event', since: 50, asOf: 50 },
  ] as const
  const orders = (some: readonly (typeof claims)[number][]): (typeof claims)[number][][] =>
    some.length < 2
      ? [[...some]]
      : some.flatMap((one) => orders(some.filter((other) => other !== one)).map((rest) => [one, ...rest]))
  for (const [no, order] of orders(claims).entries()) {
    for (const claim of order) labels.take(workspaceId, { campaignId: 'c', email: `p${no}@x.example` }, claim)
  }
  const rows = store.raw
    .prepare(
      `select distinct value, stage, as_of, source, interested_at as i, meeting_at as m, closed_at as c from lead_label where campaign_id = 'c'`,
    )
    .all()
  expect(rows).toEqual([{ value: 4, stage: 3, as_of: 50, source: 2, i: 5, m: 20, c: 50 }])
})
