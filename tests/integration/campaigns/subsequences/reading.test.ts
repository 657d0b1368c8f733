import { expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { type LeadPick, leadPicks } from '#shared/contract/campaigns/subsequences.ts'
import { startBackend, until } from '../../../support/backend.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { emptyPageFirst, ignoredFilter } from '../../../support/instantly/empty-page.ts'
import { useBench } from '../../../support/use-bench.ts'
import {
  day,
  idOf,
  leadsOf,
  makeCampaign,
  makeSubsequence,
  read,
  rowOf,
  startCampaigns,
  withSubsequences,
} from './support.ts'

const start = useBench(startCampaigns)

it('A reading of campaigns reads all subsequences with one list, and none the second time', async () => {
  const bench = await start()
  const one = await makeCampaign(bench, 'Autumn', { start: false })
  const two = await makeCampaign(bench, 'Winter', { start: false })
  await makeSubsequence(bench, one, 'Warm')
  await makeSubsequence(bench, two, 'Late')
  await read(bench)
  const { id: campaignId } = await rowOf(bench, 'Winter')
  const { rows, readAt, problem } = await bench.app.call('subsequences.list', { campaignId })
  expect(rows.map(({ name, state }) => [name, state])).toEqual([['Late', 'running']])
  expect([readAt === null, problem]).toEqual([false, null])
  const lists = bench.fake.journal.requests('GET', /\/subsequences$/)
  // One page, and the empty one after it if Instantly gives a cursor.
  expect(lists.length).toBeLessThanOrEqual(2)
  bench.fake.journal.clear()
  await read(bench)
  expect(bench.fake.journal.requests('GET', /\/subsequences/)).toHaveLength(0)
})

it('More than a hundred are read page by page, with their details', async () => {
  const { bench, ...rig } = await withSubsequences(await start(), 0)
  for (let at = 0; at < 130; at += 1) await makeSubsequence(bench, rig.remoteId, `Number ${at}`)
  const { rows } = await bench.app.call('subsequences.read', { campaignId: rig.campaignId })
  expect(rows).toHaveLength(132)
  expect(rows[0]).toMatchObject({
    name: 'Warm',
    goneAt: null,
    copy: {
      conditions: { interest: [1], opened: false, completed: false, replyContains: null },
      schedules: null,
      steps: [
        { wait: { amount: 3, unit: 'hours' }, variants: [{ subject: 'Again', text: 'Mail 1\nBye', off: false }] },
      ],
    },
  })
  expect(rows[1]?.copy.conditions).toMatchObject({ interest: [], completed: true })
})

it('Figures are Instantly’s own, by subsequence and by step from 1, read again once the campaign changed', async () => {
  const bench = await start({
    rates: { open: 0.9, reply: 0, autoReply: 0, click: 0, bounce: 0, unsubscribe: 0, mailboxError: 0 },
  })
  const remoteId = await makeCampaign(bench, 'Autumn', { leads: 12 })
  const id = await makeSubsequence(bench, remoteId, 'Readers', { conditions: { lead_activity: [2] } })
  await read(bench)
  const { id: campaignId } = await rowOf(bench, 'Autumn')
  const before = await bench.app.call('subsequences.list', { campaignId })
  await bench.fake.moveOn(10 * day)
  await read(bench)
  const { rows } = await bench.app.call('subsequences.list', { campaignId })
  const truth = (bench.fake.world.workspaces[0]?.messages ?? []).filter((message) => message.subsequence?.id === id)
  expect(truth.length).toBeGreaterThan(3)
  expect(rows[0]?.totals?.sent).toBe(truth.length)
  expect(before.rows[0]?.totals?.sent ?? 0).toBe(0)
  expect(rows[0]?.steps.map(({ step, variant, sent, subject }) => [step, variant, sent, subject])).toEqual([
    [1, 0, truth.length, 'Again'],
  ])
  expect(rows[0]?.measures).toEqual({ opens: true, clicks: true })
})

it('Opens are not measured if the campaign does not track them, whatever number Instantly gives', async () => {
  const bench = await start()
  const remoteId = await makeCampaign(bench, 'Blind', {
    start: false,
    settings: { open_tracking: false, link_tracking: false },
  })
  await makeSubsequence(bench, remoteId, 'Warm')
  await read(bench)
  const { id: campaignId } = await rowOf(bench, 'Blind')
  const { rows } = await bench.app.call('subsequences.read', { campaignId })
  expect(rows[0]?.measures).toEqual({ opens: false, clicks: false })
  expect(rows[0]?.totals).toEqual({ sent: 0, openedUnique: 0, repliedUnique: 0 })
})

it('One deleted at Instantly stays and is marked as gone; all are if the campaign is deleted, readable offline', async () => {
  const { bench, ...rig } = await withSubsequences(await start(), 0)
  const { campaignId, warm, remoteId } = rig
  const instantly = createAsk(bench.fake)
  await instantly('DELETE', `/subsequences/${warm}`)
  const after = await bench.app.call('subsequences.read', { campaignId })
  expect(after.rows.map(({ name, state }) => [name, state])).toEqual([
    ['Cold', 'running'],
    ['Warm', 'gone'],
  ])
  expect(after.rows[1]?.copy.steps).toHaveLength(1)
  await instantly('DELETE', `/campaigns/${remoteId}`)
  await read(bench)
  const { dir } = bench.app
  await bench.app.stop()
  const offline = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir })
  const { rows } = await offline.call('subsequences.list', { campaignId })
  expect(rows.map(({ name, state }) => [name, state])).toEqual([
    ['Warm', 'gone'],
    ['Cold', 'gone'],
  ])
  await offline.stop()
})

it('One found deleted while an older list was on its way stays gone', async () => {
  const { bench, ...rig } = await withSubsequences(await start(), 0)
  const { campaignId, warm } = rig
  const goOn = bench.fake.faults.hold({ method: 'GET', path: '/subsequences', when: 'after_commit' })
  const reading = bench.app.call('subsequences.read', { campaignId })
  await until('the list to be asked for', () => bench.fake.journal.requests('GET', /\/subsequences$/).length > 0)
  await createAsk(bench.fake)('DELETE', `/subsequences/${warm}`)
  const asked = bench.app.call('subsequences.askSending', { subsequenceId: idOf(rig.rows, 'Warm') })
  await expect(asked).rejects.toMatchObject({ code: 'SUBSEQUENCE_GONE' })
  goOn()
  expect((await reading).rows.map(({ name, state }) => [name, state])).toEqual([
    ['Cold', 'running'],
    ['Warm', 'gone'],
  ])
})

it('Leads behind an empty page are shown', async () => {
  let url = ''
  const { bench, campaignId } = await withSubsequences(await start({ control: emptyPageFirst(() => url) }))
  url = bench.fake.url
  expect(await leadsOf(bench.app, campaignId)).toHaveLength(6)
})

it('A choice of leads shows no others, even if Instantly ignores the filter', async () => {
  let url = ''
  const { bench, campaignId, ...rig } = await withSubsequences(await start({ control: ignoredFilter(() => url) }))
  url = bench.fake.url
  const [one, two] = await leadsOf(bench.app, campaignId)
  await createAsk(bench.fake)('POST', '/leads/update-interest-status', { lead_email: one?.email, interest_value: -1 })
  await createAsk(bench.fake)('POST', '/leads/subsequence/move', { id: two?.id, subsequence_id: rig.warm })
  await bench.fake.moveOn(60_000)
  const shown = async (pick: LeadPick) => {
    const { rows } = await bench.app.call('subsequences.leads', { campaignId, pick, into: null, after: null })
    return rows.map(({ email }) => email)
  }
  const found = Object.fromEntries(await Promise.all(leadPicks.map(async (pick) => [pick, await shown(pick)] as const)))
  expect(found).toEqual({
    all: expect.objectContaining({ length: 6 }),
    in_subsequence: [two?.email],
    opened_no_reply: [],
    clicked: [],
    completed_no_reply: [one?.email],
    replied: [],
    interested: [],
    not_interested: [one?.email],
  })
})

it('A key without the scope reads its campaigns as before, and the page says what is missing', async () => {
  const bench = await start()
  const remoteId = await makeCampaign(bench, 'Autumn', { start: false })
  await makeSubsequence(bench, remoteId, 'Warm')
  const refuse = {
    method: 'GET',
    path: '/subsequences',
    fault: { kind: 'status', status: 403, when: 'before_commit' },
    times: 99,
  } as const
  bench.fake.faults.script(refuse)
  expect(await read(bench)).toMatchObject({ state: 'done', failed: 0 })
  const { id: campaignId } = await rowOf(bench, 'Autumn')
  await expect(bench.app.call('subsequences.read', { campaignId })).rejects.toMatchObject({
    code: 'INSTANTLY_SCOPE_MISSING',
    data: { scope: 'subsequences:read' },
  })
  expect((await bench.app.call('subsequences.list', { campaignId })).problem?.code).toBe('INSTANTLY_SCOPE_MISSING')
  const [workspace] = await bench.app.call('workspaces.list', {})
  expect(workspace?.keys.map(({ state }) => state)).toEqual(['active'])
})

it('Subsequences are up to date after a clock that was a month ahead was corrected', async () => {
  let ahead = 30 * day
  const clock = { ...systemClock, now: () => Date.now() + ahead }
  const { bench, ...rig } = await withSubsequences(await start({ backend: { clock } }), 2)
  ahead = 0
  const subsequenceId = idOf(rig.rows, 'Warm')
  expect((await bench.app.call('subsequences.setActive', { subsequenceId, active: false })).state).toBe('paused')
  await createAsk(bench.fake)('POST', `/subsequences/${rig.cold}/pause`)
  const looked = await bench.app.call('subsequences.read', { campaignId: rig.campaignId, unlessYoung: true })
  expect(looked.rows.map(({ name, state }) => [name, state])).toEqual([
    ['Warm', 'paused'],
    ['Cold', 'paused'],
  ])
  await makeSubsequence(bench, rig.remoteId, 'Late')
  await read(bench)
  const { rows } = await bench.app.call('subsequences.list', { campaignId: rig.campaignId })
  expect(rows.map(({ name }) => name)).toEqual(['Warm', 'Cold', 'Late'])
})

it('Campaigns or subsequences that Instantly reports nothing for do not hold up the others', async () => {
  let ahead = 0
  const bench = await start({ backend: { clock: { ...systemClock, now: () => Date.now() + ahead } } })
  // The newest is listed first.
  const good = await makeCampaign(bench, 'Good', { leads: 1 })
  const bad = await makeCampaign(bench, 'Bad', { leads: 1 })
  for (let at = 0; at < 5; at += 1) {
    await makeSubsequence(bench, await makeCampaign(bench, `Bad ${at}`, { leads: 1 }), 'Warm')
  }
  const odd = await makeSubsequence(bench, bad, 'Odd')
  await makeSubsequence(bench, good, 'Late')
  const refusing = (path: string, times: number) =>
    bench.fake.faults.script({ path, fault: { kind: 'status', status: 400, when: 'before_commit' }, times })
  await read(bench)
  await bench.fake.moveOn(3 * day)
  refusing('/subsequences/analytics', 6)
  await read(bench)
  const goodOnes = async () =>
    (await bench.app.call('subsequences.list', { campaignId: (await rowOf(bench, 'Good')).id })).rows
  expect((await goodOnes())[0]?.totals).not.toBeNull()
  // A day later one is not listed, and cannot be requested.
  ahead = day
  bench.fake.world.workspaces[0]?.subsequences.delete(odd)
  refusing(`/subsequences/${odd}`, 9)
  await makeSubsequence(bench, good, 'Later')
  await read(bench)
  expect((await goodOnes()).map(({ name }) => name)).toEqual(['Late', 'Later'])
  bench.fake.journal.clear()
  await read(bench)
  expect(bench.fake.journal.requests('GET', /\/subsequences$/)).toHaveLength(0)
})
