/** What a client paid and earned, compared with cases calculated by hand. */
import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoFileMark } from '#backend/clients/workspaces/demo-workspaces.ts'
import { createMoney } from '#backend/insights/money/routes.ts'
import type { Input } from '#shared/contract/index.ts'
import type { BreakdownBy, MoneyGroup } from '#shared/contract/insights/money.ts'
import { dayOfDate } from '#shared/domain/core/days.ts'
import { costRatios } from '#shared/domain/insights/money/figures.ts'
import type { ListId } from '#shared/ids.ts'
import { startBackend } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { makeList } from '../../../support/lists.ts'
import { addCost, campaignWith, labelled, type MoneyBench, march, startMoney } from './support.ts'

let bench: MoneyBench
beforeEach(async () => {
  bench = await startMoney()
})
afterEach(() => bench.app.stop())

const overview = (
  period: { from: string; to: string } = march,
  workspaceId: MoneyBench['workspaceId'] | null = bench.workspaceId,
) => bench.app.call('money.overview', { workspaceId, period })
const only = (groups: readonly MoneyGroup[]): MoneyGroup => {
  const [group] = groups
  if (!group || groups.length > 1) throw new Error(`${groups.length} currencies`)
  return group
}
const costsOf = ({ rows }: MoneyGroup) => Object.fromEntries(rows.map(({ name, costCents }) => [name, costCents]))
const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((so, each) => so + (each ?? 0), 0)

/** 702 and 298 mails in March; only North sends in April. */
const northAndSouth = () => ({
  north: campaignWith(bench, bench.workspaceId, 'North', [
    { date: '2026-03-02', sent: 400, contacted: 200, replied: 6 },
    { date: '2026-03-20', sent: 302, contacted: 100, replied: 4 },
    { date: '2026-04-01', sent: 10 },
  ]),
  south: campaignWith(bench, bench.workspaceId, 'South', [{ date: '2026-03-03', sent: 298, contacted: 150 }]),
})
const plan = () =>
  addCost(bench, {
    workspaceId: bench.workspaceId,
    kind: 'plan',
    basis: 'month',
    cents: 9700,
    from: '2026-03-01',
    asOf: '2026-02-27',
  })

it('All costs of the first prices are stored, or none', async () => {
  northAndSouth()
  const { workspaceId } = bench
  const first = { workspaceId, basis: 'month', cents: 9700, from: '2026-03-01', asOf: '2026-02-27' } as const
  const ofNobody = { ...first, kind: 'list', basis: 'lead', listId: 999 as ListId } as const
  const addCosts = (costs: Input<'money.addCosts'>['costs']) => bench.app.call('money.addCosts', { costs })
  await expect(addCosts([{ ...first, kind: 'plan' }, ofNobody])).rejects.toMatchObject({ code: expect.any(String) })
  expect((await overview()).groups.map(({ sums }) => sums.costCents)).not.toContain(9700)
  const { ids } = await addCosts([
    { ...first, kind: 'plan' },
    { ...first, kind: 'mailboxes', cents: 300 },
  ])
  expect(ids).toHaveLength(2)
  expect(only((await overview()).groups).sums.costCents).toBe(10_000)
})

describe('a plan of 97.00 a month', () => {
  it('is divided by the mails of the month, and by days', async () => {
    northAndSouth()
    await plan()
    const group = only((await overview()).groups)
    expect(costsOf(group)).toEqual({ North: 6809, South: 2891 })
    expect(group.sums).toMatchObject({ costCents: 9700, sent: 1000, contacted: 450, replies: 10, revenueCents: null })
    // April: 97.00, all of it North's; the first day of thirty has 3.24.
    expect(costsOf(only((await overview({ from: '2026-04-01', to: '2026-04-01' })).groups))).toEqual({ North: 324 })
    // Four weeks and three days of March add up to March, for each campaign.
    const parts = await Promise.all(
      [
        ['01', '07'],
        ['08', '14'],
        ['15', '21'],
        ['22', '28'],
        ['29', '31'],
      ].map(async ([from, to]) =>
        costsOf(only((await overview({ from: `2026-03-${from}`, to: `2026-03-${to}` })).groups)),
      ),
    )
    expect(sum(parts.map((one) => one.North ?? 0))).toBe(6809)
    expect(sum(parts.map((one) => one.South ?? 0))).toBe(2891)
  })

  it('opens into its lines, in total and for one campaign', async () => {
    const { south } = northAndSouth()
    await plan()
    await addCost(bench, {
      workspaceId: bench.workspaceId,
      campaignId: south,
      kind: 'own',
      basis: 'once',
      label: 'Copy',
      cents: 1250,
      from: '2026-03-10',
      asOf: '2026-03-10',
    })
    const asked = { workspaceId: bench.workspaceId, period: march, currency: 'USD' }
    const all = await bench.app.call('money.sum', asked)
    expect(all.costs.map(({ kind, label, cents }) => [kind, label, cents])).toEqual([
      ['plan', '', 9700],
      ['own', 'Copy', 1250],
    ])
    expect(sum(all.costs.map(({ cents }) => cents))).toBe(all.figures.costCents)
    const one = await bench.app.call('money.sum', { ...asked, campaignId: south })
    expect(one.costs.map(({ cents, wholeCents }) => [cents, wholeCents])).toEqual([
      [2891, 9700],
      [1250, 1250],
    ])
    expect(one.figures.costCents).toBe(4141)
  })

  it('is, for a part of the client, that of its campaigns: parts and the rest add up', async () => {
    const { app, store, workspaceId } = bench
    const { south } = northAndSouth()
    await plan()
    const { id: partId } = await app.call('clients.createPart', { workspaceId, name: 'South part', colour: 1 })
    store.raw.prepare('update campaign set part_id = ? where id = ?').run(partId, south)
    const asked = { workspaceId, partId, period: march }
    const group = only((await app.call('money.overview', asked)).groups)
    expect(costsOf(group)).toEqual({ South: 2891 })
    expect(group.sums).toMatchObject({ costCents: 2891, sent: 298 })
    const made = await app.call('money.sum', { ...asked, currency: 'USD' })
    expect(made.costs.map(({ cents, wholeCents }) => [cents, wholeCents])).toEqual([[2891, 9700]])
    const [files] = await app.call('money.breakdown', { ...asked, by: 'list' })
    expect(files?.sums.costCents).toBe(2891)
  })

  it('is changed, removed and restored', async () => {
    northAndSouth()
    const id = await plan()
    const [cost] = await bench.app.call('money.costs', { workspaceId: bench.workspaceId })
    if (!cost) throw new Error('no cost')
    const { id: _id, about: _about, ...input } = cost
    const before = await bench.app.call('money.changeCost', { id, cost: { ...input, cents: 20_000 } })
    expect(only((await overview()).groups).sums.costCents).toBe(20_000)
    await bench.app.call('money.changeCost', { id, cost: before })
    expect(only((await overview()).groups).sums.costCents).toBe(9700)
    await bench.app.call('money.removeCost', { id, removed: true })
    expect(only((await overview()).groups).sums.costCents).toBeNull()
    await bench.app.call('money.removeCost', { id, removed: false })
    expect(only((await overview()).groups).sums.costCents).toBe(9700)
  })

  it('shared by two clients is divided by mails and adds up; other currencies stay separate', async () => {
    const { app } = bench
    northAndSouth()
    const second = (await app.call('workspaces.create', { name: 'Second', colour: 2 })).id
    const third = (await app.call('workspaces.create', { name: 'Third', colour: 3 })).id
    campaignWith(bench, second, 'East', [{ date: '2026-03-05', sent: 500, replied: 5 }])
    campaignWith(bench, third, 'West', [{ date: '2026-03-05', sent: 500, replied: 3 }])
    await app.call('money.saveCurrency', { workspaceId: third, currency: 'EUR' })
    const of = [bench.workspaceId, second].map((workspaceId) => ({ workspaceId, weight: 1 }))
    const shared = {
      workspaceId: null,
      kind: 'plan',
      basis: 'month',
      currency: 'USD',
      from: '2026-03-01',
      asOf: '2026-03-01',
    } as const
    await addCost(bench, { ...shared, cents: 10_000, share: { by: 'sends', of } })
    await addCost(bench, {
      ...shared,
      cents: 900,
      share: {
        by: 'hand',
        of: [
          { workspaceId: bench.workspaceId, weight: 1 },
          { workspaceId: third, weight: 2 },
        ],
      },
    })
    const all = await overview(march, null)
    const [dollars, euros] = all.groups
    expect(dollars?.currency).toBe('USD')
    // 10,000 by 1,000 and 500 mails, and 300 of 900 by hand.
    expect(dollars?.sums.costCents).toBe(10_300)
    expect(sum(dollars?.rows.map(({ costCents }) => costCents) ?? [])).toBe(10_300)
    expect(dollars?.rows.find(({ name }) => name === 'East')?.costCents).toBe(3333)
    // The third is paid in euros: 600 cents of dollars are in none of its sums.
    expect(euros).toMatchObject({ currency: 'EUR', sums: { costCents: null, replies: 3 } })
    expect(all.others).toEqual([{ currency: 'USD', costCents: 600, revenueCents: 0 }])
    await expect(
      addCost(bench, { ...shared, cents: 1, share: { by: 'sends', of: [...of, ...of] } }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('in yen, which have no cents, is reported as it was paid', async () => {
    const { app, workspaceId } = bench
    campaignWith(bench, workspaceId, 'North', [{ date: '2026-03-05', sent: 500, replied: 10 }])
    await app.call('money.saveCurrency', { workspaceId, currency: 'JPY' })
    await addCost(bench, {
      workspaceId,
      kind: 'own',
      label: 'Mailboxes',
      basis: 'once',
      cents: 120_000,
      from: '2026-03-05',
      asOf: '2026-03-05',
    })
    const money = createMoney({ store: bench.store, host: {} as never, clock: { now: Date.now } as never })
    const days = { from: dayOfDate(march.from), to: dayOfDate(march.to) }
    expect(money.ofClient({ workspaceId, partId: null }, days)).toMatchObject({
      currency: 'JPY',
      cost: 120_000,
      costPerReply: 12_000,
    })
  })

  it('of one client gives no price for replies of another without costs', async () => {
    const { app } = bench
    northAndSouth()
    await plan()
    const second = (await app.call('workspaces.create', { name: 'Second', colour: 2 })).id
    campaignWith(bench, second, 'East', [{ date: '2026-03-05', sent: 500, replied: 90 }])
    const all = await overview(march, null)
    expect(all.withoutCosts).toBe(1)
    expect(only(all.groups).sums).toMatchObject({ costCents: 9700, replies: 10 })
    const money = createMoney({ store: bench.store, host: {} as never, clock: { now: Date.now } as never })
    const days = { from: dayOfDate(march.from), to: dayOfDate(march.to) }
    expect(money.ofClient({ workspaceId: second, partId: null }, days)).toBeNull()
    // Reports and alerts get the same figures as the screen.
    expect(money.ofClient({ workspaceId: bench.workspaceId, partId: null }, days)).toMatchObject({
      currency: 'USD',
      cost: 97,
      costPerReply: 9.7,
    })
    const { rows } = only(all.groups)
    for (const { id, costCents } of rows) if (id !== null) expect(money.costOf(id, days)?.cents ?? null).toBe(costCents)
    // At once, including what was entered just now.
    await plan()
    expect(money.ofClient({ workspaceId: bench.workspaceId, partId: null }, days)).toMatchObject({ cost: 194 })
  })
})

describe('lists and credits', () => {
  it('keep what was paid for a list that was deleted without being exported', async () => {
    const { app, workspaceId } = bench
    northAndSouth()
    const { listId } = makeList(app.dir, { workspaceId, name: 'Dentists', count: 40 })
    const { lists } = await app.call('money.targets', { workspaceId })
    const price = { workspaceId, kind: 'list', basis: 'lead', cents: 5000, per: 1000, listId } as const
    await addCost(bench, {
      ...price,
      importId: lists[0]?.files[0]?.importId ?? null,
      from: '2026-03-04',
      asOf: '2026-03-04',
    })
    const paid = async () => only((await overview()).groups).sums.costCents
    expect(await paid()).toBe(200)
    await app.call('lists.archive', { listId, archived: true })
    await app.call('lists.purge', { listId, what: 'list', typed: 'Dentists' })
    expect(await paid()).toBe(200)
  })

  it('cost nothing for the leads of a file whose import was undone', async () => {
    const { app, store, workspaceId } = bench
    northAndSouth()
    const { listId } = makeList(app.dir, { workspaceId, name: 'Dentists', count: 40 })
    const price = { workspaceId, kind: 'list', basis: 'lead', cents: 5000, per: 1000, listId } as const
    await addCost(bench, { ...price, from: '2026-03-04', asOf: '2026-03-04' })
    const { lastInsertRowid: importId } = store.raw
      .prepare(
        `insert into list_import (workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header, mapping,
           settings, row_count, imported_at, state)
         select workspace_id, list_id, 'twice.csv', sha256, size_bytes, encoding, delimiter, header, mapping, settings, 60,
           imported_at, state from list_import where list_id = ?`,
      )
      .run(listId)
    const { lastInsertRowid: step } = store.raw
      .prepare(
        `insert into list_action (workspace_id, list_id, kind, lead_count, at, import_id) values (?, ?, 'import', 60, '', ?)`,
      )
      .run(workspaceId, listId, importId)
    const paid = async () => only((await overview()).groups).sums.costCents
    expect(await paid()).toBe(500)
    store.raw.prepare(`update list_action set undone_at = '2026-03-05' where id = ?`).run(step)
    expect(await paid()).toBe(200)
    const { lists } = await app.call('money.targets', { workspaceId })
    expect(lists[0]?.files.map(({ rows }) => rows)).toEqual([40])
  })

  it('cost what their leads and credits do, where they were sent', async () => {
    const { app, store, workspaceId } = bench
    const { north, south } = northAndSouth()
    const { listId } = makeList(app.dir, { workspaceId, name: 'Dentists', count: 40 })
    const run = store.raw.prepare(
      `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step,
         activation, row_count, ready_count, created_at) values (?, ?, ?, '{}', 'done', ?, '', 'done', 'not_wanted', 40, 40, ?)`,
    )
    const batch = store.raw.prepare(
      `insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, uploaded)
       values (?, ?, 1, ?, ?, 'done', ?, ?)`,
    )
    for (const [name, first, last] of [
      ['North', 1, 30],
      ['South', 31, 40],
    ] as const) {
      const { lastInsertRowid } = run.run(workspaceId, listId, name, `remote ${name}`, '2026-03-04T10:00:00Z')
      batch.run(workspaceId, lastInsertRowid, first, last, last - first + 1, last - first + 1)
    }
    // 40 leads at 50.00 per 1,000 are 2.00: three quarters went to North.
    await addCost(bench, {
      workspaceId,
      kind: 'list',
      basis: 'lead',
      cents: 5000,
      per: 1000,
      listId,
      from: '2026-03-04',
      asOf: '2026-03-04',
    })
    expect(costsOf(only((await overview()).groups))).toEqual({ North: 150, South: 50 })
    expect(only((await overview()).groups).rows.find(({ id }) => id === north)?.leads).toBe(30)

    // 12.5 credits on 5 March at 47.00 per 2,000: 0.29; the price of April does not apply.
    const verification = store.raw
      .prepare(
        `insert into verification_run (workspace_id, list_id, state, started_at) values (?, ?, 'done', '2026-03-05T08:00:00Z')`,
      )
      .run(workspaceId, listId).lastInsertRowid
    const check = store.raw.prepare(
      `insert into email_check (workspace_id, email, run_id, state, credits_used) values (?, ?, ?, 'done', ?)`,
    )
    for (let at = 0; at < 50; at++) check.run(workspaceId, `a${at}@x.example`, verification, 0.25)
    const credit = { workspaceId, kind: 'verification', basis: 'credit', per: 2000 } as const
    await addCost(bench, { ...credit, cents: 4700, from: '2026-01-01', asOf: '2026-01-01' })
    await addCost(bench, { ...credit, cents: 9900, from: '2026-04-01', asOf: '2026-04-01' })
    const costs = await bench.app.call('money.sum', { workspaceId, period: march, currency: 'USD' })
    expect(costs.costs.map(({ kind, count, cents }) => [kind, count, cents])).toEqual([
      ['list', 40, 200],
      ['verification', 12.5, 29],
    ])
    expect(costsOf(only((await overview()).groups))).toEqual({ North: 172, South: 57 })
    expect(await app.call('money.exportPlan', { listId })).toMatchObject({
      listCents: 200,
      verificationCents: 29,
      credits: 12.5,
    })

    // The parts of any division add up to the whole.
    await plan()
    const whole = only((await overview()).groups).sums.costCents
    for (const by of ['list', 'file', { column: 'field:company_name' }, { column: 'variable:city' }] as BreakdownBy[]) {
      const [found] = await app.call('money.breakdown', { workspaceId, period: march, by })
      expect(found?.sums.costCents).toBe(whole)
      expect(sum(found?.parts.map(({ costCents }) => costCents) ?? [])).toBe(whole)
      expect(sum(found?.parts.map(({ leads }) => leads) ?? [])).toBe(40)
    }
    const [files] = await app.call('money.breakdown', { workspaceId, period: march, by: 'file' })
    // The plan's share for contacts beyond our leads belongs to nobody here: 270 of 300 and 140 of 150 people.
    expect(files?.parts.map(({ name, leads, costCents }) => [name, leads, costCents])).toEqual([
      ['made.csv', 40, 681 + 193 + 229],
      [null, 0, 6128 + 2698],
    ])
    expect(south).toBeGreaterThan(0)
    // A part opens its components.
    const asked = { workspaceId, period: march, by: 'file', currency: 'USD' } as const
    const made = await app.call('money.partSum', { ...asked, key: files?.parts[0]?.key ?? '' })
    expect(
      made.costs.map(({ kind, name, weight, ofWeight, wholeCents, cents }) => [
        kind,
        name,
        weight,
        ofWeight,
        wholeCents,
        cents,
      ]),
    ).toEqual([
      ['list', 'Dentists', 40, 40, 200, 200],
      ['list', 'Dentists', 40, 40, 29, 29],
      ['campaign', 'North', 30, 300, 6809, 681],
      ['campaign', 'South', 10, 150, 2891, 193],
    ])
    expect(made.figures.costCents).toBe(files?.parts[0]?.costCents)
  })
})

describe('an undone export', () => {
  it("has no leads and no share of its list's cost, which goes to the later export", async () => {
    const { app, store, workspaceId } = bench
    const { north, south } = northAndSouth()
    const { listId } = makeList(app.dir, { workspaceId, name: 'Dentists', count: 40 })
    const run = store.raw.prepare(
      `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step,
         activation, row_count, ready_count, created_at, taken_back_at, taken_back_count)
       values (?, ?, ?, '{}', 'done', ?, '', 'done', 'not_wanted', 40, 40, '2026-03-04T10:00:00Z', ?, ?)`,
    )
    const batch = store.raw.prepare(
      `insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, uploaded)
       values (?, ?, 1, 1, 40, 'done', 40, 40)`,
    )
    const exportInto = (name: string, undone: boolean, count: number | null = null) => {
      const at = undone ? '2026-03-04T11:00:00Z' : null
      const { lastInsertRowid } = run.run(workspaceId, listId, name, `remote ${name}`, at, count)
      batch.run(workspaceId, lastInsertRowid)
      return Number(lastInsertRowid)
    }
    exportInto('North', true)
    exportInto('South', false)
    const price = { kind: 'list', basis: 'once', cents: 4000, per: 1, listId } as const
    await addCost(bench, { workspaceId, ...price, from: '2026-03-04', asOf: '2026-03-04' })
    const leadsOf = async (id: number) => only((await overview()).groups).rows.find((row) => row.id === id)?.leads ?? 0
    expect([await leadsOf(north), await leadsOf(south)]).toEqual([0, 40])
    expect(costsOf(only((await overview()).groups))).toEqual({ North: 0, South: 4000 })
    const [files] = await app.call('money.breakdown', { workspaceId, period: march, by: 'file' })
    expect(files?.parts.map(({ name, leads, costCents }) => [name, leads, costCents])).toContainEqual([
      'made.csv',
      40,
      4000,
    ])
    // Three of them could not be removed, so they count.
    const again = exportInto('North again', true, 37)
    const left = store.raw.prepare(
      `insert into export_difference (export_id, position, workspace_id, kind, at) values (?, ?, ?, 'left', 0)`,
    )
    for (const position of [5, 6, 7]) left.run(again, position, workspaceId)
    const [also] = await app.call('money.breakdown', { workspaceId, period: march, by: 'file' })
    expect(also?.parts.find(({ name }) => name === 'made.csv')?.leads).toBe(43)
    expect(only((await overview()).groups).sums.leads).toBe(43)
  })
})

describe('revenue', () => {
  const values = { source: 'labels', interestedCents: 20_000, meetingCents: 50_000, wonCents: null } as const

  it('by labels counts each lead once, at its furthest stage, in its days', async () => {
    const { app, workspaceId } = bench
    northAndSouth()
    const of = (email: string, interest: number, campaign = 'North', date = '2026-03-12') =>
      labelled(bench, workspaceId, { campaign, email, interest, date })
    of('a@x.example', 1)
    of('a@x.example', 2)
    of('b@x.example', 4)
    of('c@x.example', 1, 'South')
    of('d@x.example', -1)
    of('e@x.example', 1, 'North', '2026-04-02')
    await plan()
    expect(only((await overview()).groups).sums).toMatchObject({
      qualified: 3,
      meetings: 2,
      won: 1,
      revenueCents: null,
    })
    await app.call('money.saveValues', { workspaceId, campaignId: null, values })
    // A meeting and a won lead (as a meeting) at 500.00, an interested one at 200.00.
    expect(only((await overview()).groups).sums.revenueCents).toBe(120_000)
    const sums = await app.call('money.sum', { workspaceId, period: march, currency: 'USD' })
    expect(sum(sums.revenue.map(({ cents }) => cents))).toBe(120_000)
    expect(sum(sums.revenue.map(({ count, eachCents }) => count * (eachCents ?? 0)))).toBe(120_000)
  })

  it('of a lead moved with its label is that of its furthest stage, divided among both campaigns', async () => {
    const { app, store, workspaceId } = bench
    const { north, south } = northAndSouth()
    const of = (campaign: string, interest: number, date: string) =>
      labelled(bench, workspaceId, { campaign, email: 'a@x.example', interest, date })
    of('North', 1, '2026-03-05')
    // Moved to South as interested, where it books a meeting in the following month.
    of('South', 1, '2026-03-10')
    store.raw.prepare(`update lead_label set came_with = 1 where campaign_id = 'remote South'`).run()
    await app.call('money.saveValues', { workspaceId, campaignId: null, values })
    of('South', 2, '2026-04-02')
    const revenue = async (period: typeof march) =>
      Object.fromEntries(only((await overview(period)).groups).rows.map(({ id, revenueCents }) => [id, revenueCents]))
    const april = { from: '2026-04-01', to: '2026-04-30' }
    expect([(await revenue(march))[north], (await revenue(march))[south]]).toEqual([20_000, 0])
    expect((await revenue(april))[south]).toBe(30_000)
    const { revenue: lines } = await app.call('money.sum', { workspaceId, period: april, currency: 'USD' })
    expect(lines.map(({ stage, cameWith, cents }) => [stage, cameWith, cents])).toEqual([
      ['meeting', 'interested', 30_000],
    ])
    const [divided] = await app.call('money.breakdown', { workspaceId, period: april, by: 'list' })
    expect(divided?.sums.revenueCents).toBe(30_000)
  })

  it('divided by list names every meeting, also with somebody who was interested in the month before', async () => {
    const { app, workspaceId } = bench
    northAndSouth()
    labelled(bench, workspaceId, { campaign: 'North', email: 'a@x.example', interest: 1, date: '2026-02-20' })
    labelled(bench, workspaceId, { campaign: 'North', email: 'a@x.example', interest: 2, date: '2026-03-12' })
    const whole = only((await overview()).groups).sums
    const [divided] = await app.call('money.breakdown', { workspaceId, period: march, by: 'list' })
    expect([whole.meetings, divided?.sums.meetings, divided?.parts.map(({ meetings }) => meetings)]).toEqual([
      1,
      1,
      [1],
    ])
  })

  it('of a campaign with its own values uses them, and the client’s again when they are removed', async () => {
    const { app, workspaceId } = bench
    const { south } = northAndSouth()
    labelled(bench, workspaceId, { campaign: 'South', email: 'c@x.example', interest: 1, date: '2026-03-12' })
    await app.call('money.saveValues', { workspaceId, campaignId: null, values })
    const revenue = async () => only((await overview()).groups).rows.find(({ id }) => id === south)?.revenueCents
    expect(await revenue()).toBe(20_000)
    const none = { source: null, interestedCents: null, meetingCents: null, wonCents: null }
    await app.call('money.saveValues', { workspaceId, campaignId: south, values: { ...none, interestedCents: 75 } })
    expect(await revenue()).toBe(75)
    await app.call('money.saveValues', { workspaceId, campaignId: south, values: none })
    expect(await revenue()).toBe(20_000)
  })

  it('by deals has their real amounts, one for each lead, other currencies separate', async () => {
    const { app, store, workspaceId } = bench
    northAndSouth()
    await plan()
    await app.call('money.saveValues', { workspaceId, campaignId: null, values: { ...values, source: 'deals' } })
    expect(only((await overview()).groups).sums.revenueCents).toBeNull()
    const target = store.raw.prepare(
      `insert into crm_target (workspace_id, name, kind, address, private_network, protection, added_at)
       values (?, ?, 'hubspot', '', 0, 'keyring', '2026-01-01')`,
    )
    const targets = ['one', 'two'].map((name) => Number(target.run(workspaceId, name).lastInsertRowid))
    const deal = store.raw.prepare(
      `insert into crm_deal (workspace_id, target_id, email, campaign_id, uid, state, value, currency, closed_at, read_at)
       values (?, ?, ?, 'remote North', ?, ?, ?, ?, ?, '2026-03-30T00:00:00Z')`,
    )
    const make = (
      at: number,
      email: string,
      state: string,
      value: number | null,
      currency: string | null,
      closed: string | null,
    ) => deal.run(workspaceId, targets[at], email, `${at}${email}`, state, value, currency, closed)
    make(0, 'a@x.example', 'won', 1234.56, 'USD', '2026-03-15T10:00:00Z')
    make(1, 'a@x.example', 'won', 1234.56, 'USD', '2026-03-15T10:00:00Z')
    make(0, 'b@x.example', 'won', 100, 'EUR', '2026-03-15T10:00:00Z')
    make(0, 'c@x.example', 'won', null, null, '2026-03-16T10:00:00Z')
    make(0, 'd@x.example', 'open', 900, 'USD', null)
    make(0, 'e@x.example', 'won', 50, 'USD', '2026-02-01T10:00:00Z')
    const found = await overview()
    expect(only(found.groups).sums.revenueCents).toBe(123_456)
    expect(found.others).toEqual([{ currency: 'EUR', costCents: 0, revenueCents: 10_000 }])
    const sums = await app.call('money.sum', { workspaceId, period: march, currency: 'USD' })
    expect(sums.revenue.map(({ email, cents }) => [email, cents])).toEqual([['a@x.example', 123_456]])
    expect(sums.dealsWithoutAmount).toBe(1)
  })

  it('in yen, which have no cents, matches Instantly and the CRM', async () => {
    const { app, store, workspaceId } = bench
    const march5 = '2026-03-05'
    campaignWith(bench, workspaceId, 'North', [{ date: march5, sent: 1, opportunities: 1 }], 500_000)
    await app.call('money.saveCurrency', { workspaceId, currency: 'JPY' })
    const revenueBy = async (source: 'opportunities' | 'deals') => {
      await app.call('money.saveValues', { workspaceId, campaignId: null, values: { ...values, source } })
      return only((await overview()).groups).sums.revenueCents
    }
    expect(await revenueBy('opportunities')).toBe(5_000)
    const { lastInsertRowid: target } = store.raw
      .prepare(
        `insert into crm_target (workspace_id, name, kind, address, private_network, protection, added_at)
         values (?, 'one', 'hubspot', '', 0, 'keyring', '2026-01-01')`,
      )
      .run(workspaceId)
    store.raw
      .prepare(
        `insert into crm_deal (workspace_id, target_id, email, campaign_id, uid, state, value, currency, closed_at, read_at)
         values (?, ?, 'a@x.example', 'remote North', 'a', 'won', 7000, null, '2026-03-05T10:00:00Z', '2026-03-30T00:00:00Z')`,
      )
      .run(workspaceId, target)
    expect(await revenueBy('deals')).toBe(7_000)
  })

  it('by opportunities is Instantly’s value by days, and days add up to it', async () => {
    const { app, workspaceId } = bench
    campaignWith(
      bench,
      workspaceId,
      'North',
      [
        { date: '2026-03-02', sent: 1, opportunities: 1 },
        { date: '2026-03-20', sent: 1, opportunities: 1 },
        { date: '2026-04-20', sent: 1, opportunities: 1 },
      ],
      100,
    )
    await app.call('money.saveValues', {
      workspaceId,
      campaignId: null,
      values: { ...values, source: 'opportunities' },
    })
    const of = async (from: string, to: string) => only((await overview({ from, to })).groups).sums.revenueCents
    expect([
      await of('2026-03-01', '2026-03-10'),
      await of('2026-03-11', '2026-03-31'),
      await of('2026-04-01', '2026-04-30'),
    ]).toEqual([33, 33, 34])
    expect(await of('2026-03-01', '2026-04-30')).toBe(100)
  })
})

describe('invalid costs', () => {
  it('are refused: a list of another client, a cost without its base, days out of range', async () => {
    const { app, workspaceId } = bench
    const other = (await app.call('workspaces.create', { name: 'Other', colour: 2 })).id
    const { listId } = makeList(app.dir, { workspaceId: other, name: 'Theirs', count: 1 })
    const cost = { workspaceId, cents: 1, from: '2026-03-01', asOf: '2026-03-01' } as const
    const refusals = [
      [{ ...cost, kind: 'list', basis: 'once', listId }, 'NOT_FOUND'],
      [{ ...cost, kind: 'list', basis: 'once' }, 'INVALID_INPUT'],
      [{ ...cost, kind: 'plan', basis: 'credit' }, 'INVALID_INPUT'],
      [{ ...cost, kind: 'own', basis: 'once', cents: 0.5 }, 'INVALID_INPUT'],
      [{ ...cost, kind: 'own', basis: 'once', cents: -1 }, 'INVALID_INPUT'],
      [{ ...cost, kind: 'own', basis: 'month', from: '0001-01-01' }, 'INVALID_INPUT'],
      [{ ...cost, kind: 'own', basis: 'month', to: '2026-02-01' }, 'INVALID_INPUT'],
      [{ ...cost, workspaceId: null, kind: 'own', basis: 'month' }, 'INVALID_INPUT'],
    ] as const
    for (const [wrong, code] of refusals) {
      await expect(app.call('money.addCost', wrong)).rejects.toMatchObject({ code })
    }
    expect(await app.call('money.costs', { workspaceId })).toEqual([])
  })
})

describe('missing figures', () => {
  it('are shown as unknown: none is 0, infinite or not a number', async () => {
    northAndSouth()
    const { rows, sums } = only((await overview()).groups)
    expect([...rows, sums].every(({ costCents, revenueCents }) => costCents === null && revenueCents === null)).toBe(
      true,
    )
    await plan()
    bench.app.savePath = `${bench.app.dir}/money.csv`
    expect(await bench.app.call('money.saveCsv', { workspaceId: null, period: march })).toMatchObject({ rows: 2 })
    const text = fs.readFileSync(bench.app.savePath, 'utf8')
    expect(text).not.toMatch(/NaN|Infinity|null/)
    const [head, north, south] = text
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','))
    const at = (name: string) => head?.indexOf(name) ?? -1
    expect(costRatios.length).toBe(6)
    expect(north?.[at('Cost per Reply')]).toBe('6.809')
    expect(south?.[at('Cost per Reply')]).toBe('')
    expect(south?.[at('Cost')]).toBe('28.91')
    expect(south?.[at('Revenue')]).toBe('')
  })

  it('are unknown while labels are still being synced: no meetings, revenue or part of them is 0', async () => {
    const { app, store, workspaceId } = bench
    northAndSouth()
    await plan()
    const values = { source: 'labels', interestedCents: 10_000, meetingCents: null, wonCents: null } as const
    await app.call('money.saveValues', { workspaceId, campaignId: null, values })
    store.raw.prepare("update workspace set demo = 'ready'").run()
    const unsynced = { qualified: null, meetings: null, won: null, revenueCents: null }
    const whole = only((await overview()).groups)
    const { figures } = await app.call('money.sum', { workspaceId, period: march, currency: whole.currency })
    const [divided] = await app.call('money.breakdown', { workspaceId, period: march, by: 'list' })
    const before = only((await overview({ from: '2025-01-01', to: '2025-01-31' })).groups).sums
    for (const each of [whole.sums, ...whole.rows, figures, ...(divided?.parts ?? []), divided?.sums, before])
      expect(each).toMatchObject(unsynced)
    store.raw.prepare('insert into label_sync (workspace_id, first_ended_at) values (?, 1)').run(workspaceId)
    const synced = { qualified: 0, meetings: 0, won: 0, revenueCents: 0 }
    const after = only((await overview()).groups)
    for (const each of [after.sums, ...after.rows]) expect(each).toMatchObject(synced)
  })

  it('are unknown in the demo too, whose file says so', async () => {
    const app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir: await demoDir('small') })
    const { clients } = await app.call('demo.state', {})
    await app.call('campaigns.readNow', { workspaceId: null })
    const workspaceId = clients[0] ?? null
    if (workspaceId === null) throw new Error('no demo')
    await app.call('money.addCost', {
      workspaceId,
      kind: 'plan',
      basis: 'month',
      cents: 9_700,
      from: '2026-01-01',
      asOf: '2026-01-01',
    })
    const asked = { workspaceId, period: 'all' } as const
    const { groups } = await app.call('money.overview', asked)
    const whole = only(groups).sums
    expect(sum(only(groups).rows.map(({ costCents }) => costCents))).toBe(whole.costCents)
    for (const by of ['list', 'file', { column: 'variable:city' }] as BreakdownBy[]) {
      const [found] = await app.call('money.breakdown', { ...asked, by })
      expect(sum(found?.parts.map(({ costCents }) => costCents) ?? [])).toBe(whole.costCents)
      expect(sum(found?.parts.map(({ leads }) => leads) ?? [])).toBe(whole.leads)
    }
    app.savePath = `${app.dir}/demo.csv`
    await app.call('money.saveCsv', asked)
    expect(app.savedAs.at(-1)).toMatch(new RegExp(`^${demoFileMark} money `))
    await app.stop()
  })
})
