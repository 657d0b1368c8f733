/** The results of the variants, compared with a separate count by hand. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import { importFile, inStore, type LeadsTest, writeFile } from '../../leads/support.ts'
import { apply, type Did, exported, happened, leadRows, plan, startExperiment, variantsOf } from './support.ts'

const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
const interested = eventTypes.lead_interested.code

/** Returns the addresses of a variant, in the order of the list. */
const having = (dir: string, listId: number, name: string) =>
  [...variantsOf(dir, listId)].flatMap(([email, variant]) => (variant === name ? [email] : []))

async function sentOff() {
  const { test: t, list } = await startExperiment(300)
  const { experiment, step } = await apply(t, list, { ...plan, together: false })
  const [own, city] = [having(t.dir, list.id, 'Own'), having(t.dir, list.id, 'City')]
  exported(t.dir, list, 'c-1', later(1))
  return { t, list, experiment, step, own, city }
}

test('Leads, opens, replies, bounces and opt-outs are counted by variant, once each', async () => {
  const { t, list, experiment, own, city } = await sentOff()
  const leads: Record<string, Did> = {}
  for (const email of [...own.slice(0, 120), ...city.slice(0, 110)]) leads[email] = {}
  Object.assign(leads, {
    [own[0] as string]: { opened: 3, replied: 2, interest: interested },
    [own[1] as string]: { opened: 1, replied: 1 },
    // An automatic reply alone does not count as a reply.
    [own[2] as string]: { auto_replied: 1 },
    [own[3] as string]: { replied: 1, auto_replied: 1 },
    [city[0] as string]: { bounced: 1 },
    [city[1] as string]: { unsubscribed: 1, opened: 1 },
  })
  happened(t.dir, list.workspaceId, 'c-1', { opens: true, leads })
  // From another campaign, so not part of this experiment.
  happened(t.dir, list.workspaceId, 'c-2', { opens: true, leads: { [own[9] as string]: { replied: 1 } } })
  const result = await t.call('experiments.result', { id: experiment.id })
  expect(result.variants).toEqual([
    {
      name: 'Own',
      leads: 150,
      uploaded: 150,
      contacted: 120,
      opened: 2,
      openedOf: 120,
      replied: 3,
      automatic: 1,
      positive: 1,
      bounced: 0,
      unsubscribed: 0,
    },
    {
      name: 'City',
      leads: 150,
      uploaded: 150,
      contacted: 110,
      opened: 1,
      openedOf: 110,
      replied: 0,
      automatic: 0,
      positive: 0,
      bounced: 1,
      unsubscribed: 1,
    },
  ])
  // 3 of 230 replied, which is too few for a verdict.
  expect(result.verdict?.kind).toBe('few')
  expect(result.campaigns).toEqual([{ remoteId: 'c-1', name: 'c-1', contacted: 230, unknown: 5, gone: false }])
  expect(await t.call('experiments.list', { workspaceId: list.workspaceId })).toMatchObject([
    { state: 'running', result },
  ])
})

test('A significant difference is shown as one, by replies or by positive replies alone', async () => {
  const { t, list, experiment, own, city } = await sentOff()
  const leads: Record<string, Did> = {}
  for (const [at, email] of own.entries()) leads[email] = at < 30 ? { replied: 1 } : {}
  for (const [at, email] of city.entries()) leads[email] = at < 9 ? { replied: 1, interest: interested } : {}
  happened(t.dir, list.workspaceId, 'c-1', { opens: false, leads })
  // 30 of 150 against 9 of 150: pooled 13 %, z = 0.14 / √(0.13 · 0.87 · 2 / 150) = 3.605, p = 0.0003.
  const result = await t.call('experiments.result', { id: experiment.id })
  expect(result.verdict).toMatchObject({ kind: 'better', at: 0, against: 1 })
  expect((result.verdict as { sure: number }).sure).toBeCloseTo(0.99969, 4)
  expect(result.variants.map(({ opened }) => opened)).toEqual([null, null])
  expect(await t.call('experiments.get', { id: experiment.id })).toMatchObject({ state: 'enough' })
  const decided = await t.call('experiments.decide', {
    id: experiment.id,
    decided: true,
    winner: 0,
    note: 'Own it is.',
  })
  expect(decided).toMatchObject({ state: 'decided', winner: 0, decision: 'Own it is.' })
  expect(decided.decidedAt).not.toBeNull()
  const open = await t.call('experiments.decide', { id: experiment.id, decided: false, winner: 0, note: '' })
  expect(open).toMatchObject({ state: 'enough', winner: null, decidedAt: null })
})

test('Unmeasured opens are not counted as zero', async () => {
  const { test: t, list } = await startExperiment(60)
  const { experiment } = await apply(t, list, { ...plan, goal: 'opened' })
  exported(t.dir, list, 'c-1', later(1))
  happened(t.dir, list.workspaceId, 'c-1', {
    opens: false,
    leads: Object.fromEntries([...variantsOf(t.dir, list.id).keys()].map((email) => [email, {}])),
  })
  const { verdict, variants } = await t.call('experiments.result', { id: experiment.id })
  expect([verdict, variants.map(({ opened }) => opened)]).toEqual([null, [null, null]])
})

test('Figures by column, by file and within strata add up to the total', async () => {
  const { t, list, experiment, own, city } = await sentOff()
  const leads = Object.fromEntries([...own, ...city].map((email, at) => [email, at % 4 === 0 ? { replied: 1 } : {}]))
  happened(t.dir, list.workspaceId, 'c-1', { opens: true, leads })
  const { variants, within } = await t.call('experiments.result', { id: experiment.id })
  for (const column of ['variable:category', 'original:City', 'source', 'list']) {
    const found = await t.call('experiments.byColumn', { id: experiment.id, column, top: 2 })
    const parts = [...found.values, ...(found.others ? [found.others] : []), ...(found.empty ? [found.empty] : [])]
    const sums = variants.map((_, at) => parts.reduce((sum, part) => sum + (part.variants[at]?.replied ?? 0), 0))
    expect(sums).toEqual(variants.map(({ replied }) => replied))
  }
  const byFile = await t.call('experiments.byColumn', { id: experiment.id, column: 'source' })
  expect(byFile.values.map(({ value }) => value)).toEqual(['leads.csv'])
  expect(within).toMatchObject({ strata: 3 })
})

test('Leads uploaded before they had a variant do not count, and a lead of two exports counts with the first', async () => {
  const { test: t, list } = await startExperiment(100)
  exported(t.dir, list, 'c-0', '2026-01-01T00:00:00.000Z')
  const { experiment } = await apply(t, list)
  const all = [...variantsOf(t.dir, list.id).keys()]
  happened(t.dir, list.workspaceId, 'c-0', {
    opens: true,
    leads: Object.fromEntries(all.map((email) => [email, { replied: 1 }])),
  })
  expect((await t.call('experiments.result', { id: experiment.id })).variants.map(({ uploaded }) => uploaded)).toEqual([
    0, 0,
  ])
  exported(t.dir, list, 'c-1', later(1))
  exported(t.dir, list, 'c-2', later(2))
  for (const campaign of ['c-1', 'c-2']) {
    const replied = campaign === 'c-2' ? 1 : 0
    happened(t.dir, list.workspaceId, campaign, {
      opens: true,
      leads: Object.fromEntries(all.map((email) => [email, { replied }])),
    })
  }
  const { variants } = await t.call('experiments.result', { id: experiment.id })
  expect(variants.map(({ uploaded, replied }) => [uploaded, replied])).toEqual([
    [50, 0],
    [50, 0],
  ])
})

test('Figures stay when the campaign is deleted and the list removed permanently', async () => {
  const { t, list, experiment, own, city } = await sentOff()
  const leads = Object.fromEntries([...own, ...city].map((email, at) => [email, at % 5 === 0 ? { replied: 1 } : {}]))
  happened(t.dir, list.workspaceId, 'c-1', { opens: true, leads })
  const { variants, within } = await t.call('experiments.result', { id: experiment.id })
  inStore(t.dir, (db) => db.prepare('update campaign set gone_at = 1').run())
  await t.call('lists.archive', { listId: list.id, archived: true })
  await t.call('lists.purge', { listId: list.id, what: 'list', typed: list.name })
  const after = await t.call('experiments.result', { id: experiment.id })
  expect(after.variants).toEqual(variants)
  expect(after.within).toEqual(within)
  expect(after.campaigns[0]?.gone).toBe(true)
})

test('Assignment and result are saved for spreadsheets, and no cell runs as a formula', async () => {
  const { test: t, list } = await startExperiment(12)
  await importFile(t, writeFile(t.files, 'bad.csv', leadRows(1, 90).replace('Saw shop 90.', '"=HYPERLINK(""x"")"')), {
    listId: list.id,
  })
  const { experiment } = await apply(t, list, { ...plan, name: '=SUM(1)/2', together: false })
  const file = path.join(t.files, 'who.csv')
  t.savePath = file
  expect(await t.call('experiments.saveAssignment', { id: experiment.id })).toEqual({ path: file, rows: 13 })
  const lines = fs.readFileSync(file, 'utf8').split('\r\n')
  expect(lines[0]).toBe('\uFEFFEmail,Company Name,Variant,category,icebreaker')
  const variants = variantsOf(t.dir, list.id)
  expect(lines.slice(1, -1).map((line) => [line.split(',')[0], line.split(',')[2]])).toEqual([...variants])
  expect(lines.some((line) => /,"?=/.test(line))).toBe(false)
  t.savePath = path.join(t.files, 'result.csv')
  expect(await t.call('experiments.saveResult', { id: experiment.id, column: null })).toMatchObject({ rows: 2 })
  expect(fs.readFileSync(t.savePath, 'utf8')).toContain("'=SUM(1)/2")
  expect(t.savedAs.at(-1)).toBe('=SUM(1) 2 result.csv')
})

test('An export undone before anything was sent does not hide results of the next one', async () => {
  const { test: t, list } = await startExperiment(60)
  const { experiment } = await apply(t, list, { ...plan, together: false })
  exported(t.dir, list, 'c-1', later(1))
  inStore(t.dir, (db) => db.prepare(`update export_run set taken_back_at = ? where campaign_id = 'c-1'`).run(later(2)))
  exported(t.dir, list, 'c-2', later(3))
  happened(t.dir, list.workspaceId, 'c-2', {
    opens: true,
    leads: Object.fromEntries([...variantsOf(t.dir, list.id).keys()].map((email) => [email, { replied: 1 }])),
  })
  const { variants } = await t.call('experiments.result', { id: experiment.id })
  expect(variants.reduce((sum, { replied }) => sum + replied, 0)).toBe(60)
})

test('A deleted experiment is restored completely, and the leads keep their values meanwhile', async () => {
  const { t, list, experiment } = await sentOff()
  const before = variantsOf(t.dir, list.id)
  await t.call('experiments.remove', { id: experiment.id, removed: true })
  const all = (test_: LeadsTest) => test_.call('experiments.list', { workspaceId: null })
  expect(await all(t)).toEqual([])
  expect(variantsOf(t.dir, list.id)).toEqual(before)
  await t.call('experiments.remove', { id: experiment.id, removed: false })
  expect(await all(t)).toMatchObject([{ id: experiment.id }])
})
