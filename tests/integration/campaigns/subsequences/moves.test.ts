import { expect, it } from 'vitest'
import { startBackend, until } from '../../../support/backend.ts'
import { createFullDisk } from '../../../support/full-disk.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { useBench } from '../../../support/use-bench.ts'
import {
  ask,
  carriedOut,
  ended,
  idOf,
  leadsOf,
  makeCampaign,
  placesAt,
  startCampaigns,
  withSubsequences,
} from './support.ts'

const started = useBench(startCampaigns)
const start = async (leads = 6) => {
  const rig = await withSubsequences(await started(), leads)
  return { ...rig, app: rig.bench.app }
}

it('Leads are added by one request each, exactly as documented, and are then listed in the subsequence', async () => {
  const { app, bench: rig, campaignId, rows, warm, remoteId } = await start()
  const leads = (await leadsOf(app, campaignId)).slice(0, 3)
  const move = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), leads)).id)
  expect(move).toMatchObject({ total: 3, counts: { moved: 3, waiting: 0, refused: 0 }, canUndo: true })
  const bodies = rig.fake.journal
    .requests('POST', /\/leads\/subsequence\/move$/)
    .map(({ bodyText }) => JSON.parse(bodyText ?? '') as unknown)
  expect(bodies).toEqual(expect.arrayContaining(leads.map(({ id }) => ({ id, subsequence_id: warm }))))
  expect(bodies).toHaveLength(3)
  expect(placesAt(rig, remoteId)).toEqual([warm, warm, warm, null, null, null])
  const inside = await app.call('subsequences.leads', {
    campaignId,
    pick: 'in_subsequence',
    into: idOf(rows, 'Warm'),
    after: null,
  })
  expect(inside.rows.map(({ email }) => email)).toEqual(leads.map(({ email }) => email))
  const lists = rig.fake.journal.requests('POST', /\/leads\/list$/).map(({ bodyText }) => JSON.parse(bodyText ?? ''))
  expect(lists).toContainEqual({
    limit: 100,
    campaign: remoteId,
    filter: 'FILTER_VAL_IN_SUBSEQUENCE',
  })
})

it('A lead already there is left alone, and one that left the campaign is reported', async () => {
  const { app, bench: rig, campaignId, rows } = await start()
  const leads = await leadsOf(app, campaignId)
  await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), leads.slice(0, 1))).id)
  await createAsk(rig.fake)('DELETE', `/leads/${leads[1]?.id}`)
  rig.fake.journal.clear()
  const move = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), leads.slice(0, 3))).id)
  expect(move.counts).toMatchObject({ already: 1, refused: 1, moved: 1 })
  expect(carriedOut(rig)).toHaveLength(1)
  const { rows: outcomes } = await app.call('subsequenceMoves.leads', { moveId: move.id, page: {} })
  expect(outcomes[0]).toMatchObject({ email: leads[1]?.email, problem: { code: 'LEAD_NOT_IN_CAMPAIGN' } })
})

it('A lead whose company opted out is not added, and the others are', async () => {
  const { app, bench: rig, campaignId, rows } = await start()
  const leads = (await leadsOf(app, campaignId)).slice(0, 2)
  const text = `@${leads[0]?.email?.split('@')[1] ?? ''}`
  await app.call('optOuts.add', { workspaceId: rig.workspaceId, scope: 'client', text })
  const move = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), leads)).id)
  expect(move.counts).toMatchObject({ moved: 1, refused: 1 })
  expect(carriedOut(rig)).toHaveLength(1)
  const { rows: outcomes } = await app.call('subsequenceMoves.leads', { moveId: move.id, page: {} })
  expect(outcomes[0]).toMatchObject({ problem: { code: 'LEAD_OPTED_OUT' } })
})

it.each([
  ['in other letters', (email: string) => email.toUpperCase()],
  ['not at all', () => null],
])('A lead who opted out is never added, even if the address is written %s', async (_how, said) => {
  const { app, bench: rig, campaignId, rows } = await start()
  const [lead] = await leadsOf(app, campaignId)
  if (!lead?.email) throw new Error('no lead')
  await app.call('optOuts.add', { workspaceId: rig.workspaceId, scope: 'client', text: lead.email })
  const move = await ended(
    app,
    (await ask(app, campaignId, idOf(rows, 'Warm'), [{ ...lead, email: said(lead.email) }])).id,
  )
  expect(move.counts).toMatchObject({ refused: 1 })
  expect(carriedOut(rig)).toHaveLength(0)
})

it('A second press of the same button requests nothing more', async () => {
  const { app, bench: rig, campaignId, rows } = await start()
  const leads = await leadsOf(app, campaignId)
  const [first, second] = await Promise.all([
    ask(app, campaignId, idOf(rows, 'Warm'), leads, 'the-press'),
    ask(app, campaignId, idOf(rows, 'Warm'), leads, 'the-press'),
  ])
  expect(second.id).toBe(first.id)
  await ended(app, first.id)
  expect(carriedOut(rig)).toHaveLength(6)
})

it('A lost answer is settled by reading where the lead is: nobody is added twice or forgotten', async () => {
  const { app, bench: rig, campaignId, rows, warm, remoteId } = await start()
  const path = '/leads/subsequence/move'
  rig.fake.faults.script(
    { method: 'POST', path, fault: { kind: 'reset', when: 'after_commit' }, nth: 1 },
    { method: 'POST', path, fault: { kind: 'reset', when: 'before_commit' }, nth: 3 },
    { method: 'POST', path, fault: { kind: 'status', status: 502, when: 'after_commit' }, nth: 4 },
  )
  const move = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), await leadsOf(app, campaignId))).id)
  expect(move.counts.moved).toBe(6)
  expect(placesAt(rig, remoteId)).toEqual(Array.from({ length: 6 }, () => warm))
  expect(carriedOut(rig)).toHaveLength(6)
})

it('An outcome unknown after three tries is reported as refused, and can be retried', async () => {
  const { app, bench: rig, campaignId, rows } = await start(1)
  const path = '/leads/subsequence/move'
  rig.fake.faults.script({ method: 'POST', path, fault: { kind: 'reset', when: 'before_commit' }, times: 3 })
  const move = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), await leadsOf(app, campaignId))).id)
  expect(move.counts).toMatchObject({ refused: 1, moved: 0 })
  const { rows: outcomes } = await app.call('subsequenceMoves.leads', { moveId: move.id, page: {} })
  expect(outcomes[0]?.problem?.code).toBe('OUTCOME_UNKNOWN')
  await app.call('subsequenceMoves.goOn', { moveId: move.id })
  expect((await ended(app, move.id)).counts).toMatchObject({ refused: 0, moved: 1 })
})

it.each([
  ['an odd page for it', { kind: 'html', status: 200, when: 'before_commit' }, { moved: 3, refused: 0 }],
  ['that it was deleted meanwhile', { kind: 'status', status: 404, when: 'before_commit' }, { moved: 2, refused: 1 }],
] as const)('A lead whose answer was lost holds up nothing if Instantly then gives %s', async (_, fault, counts) => {
  const { app, bench: rig, campaignId, rows } = await start(3)
  const path = '/leads/subsequence/move'
  rig.fake.faults.script(
    { method: 'POST', path, fault: { kind: 'reset', when: 'before_commit' } },
    { method: 'GET', path: '/leads/*', fault },
  )
  const move = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), await leadsOf(app, campaignId))).id)
  expect(move.counts).toMatchObject(counts)
})

it('A lead that Instantly adds only after it was marked as failed still belongs to the move for continuing and undoing', async () => {
  const { app, bench: rig, campaignId, rows, warm, remoteId } = await start(3)
  const leads = await leadsOf(app, campaignId)
  const late = async (some: typeof leads) => {
    const path = '/leads/subsequence/move'
    rig.fake.faults.script({ method: 'POST', path, fault: { kind: 'reset', when: 'before_commit' }, times: 3 })
    const { id: moveId } = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), some)).id)
    await createAsk(rig.fake)('POST', path, { id: some[0]?.id, subsequence_id: warm })
    return moveId
  }
  const first = await late(leads.slice(0, 1))
  await app.call('subsequenceMoves.goOn', { moveId: first })
  const gone = await ended(app, first)
  expect(gone).toMatchObject({ counts: { moved: 1, already: 0 }, canUndo: true })
  await ended(app, (await app.call('subsequenceMoves.undo', { moveId: first })).id)
  expect(placesAt(rig, remoteId)).toEqual([null, null, null])
  const second = await late(leads.slice(1, 2))
  const given = await app.call('subsequenceMoves.get', { moveId: second })
  expect(given).toMatchObject({ counts: { moved: 0, refused: 1 }, canUndo: true })
  await ended(app, (await app.call('subsequenceMoves.undo', { moveId: second })).id)
  expect(placesAt(rig, remoteId)).toEqual([null, null, null])
})

it('A lead added without an answer before the move was held is taken out again by an undo', async () => {
  const { app, bench: rig, campaignId, rows, remoteId } = await start(3)
  rig.fake.faults.script(
    {
      method: 'POST',
      path: '/leads/subsequence/move',
      fault: { kind: 'reset', when: 'after_commit' },
      nth: 3,
    },
    { method: 'GET', path: '/leads/*', fault: { kind: 'status', status: 402, when: 'before_commit' } },
  )
  const { id: moveId } = await ask(app, campaignId, idOf(rows, 'Warm'), await leadsOf(app, campaignId))
  const held = await until('it to be held', async () => {
    const move = await app.call('subsequenceMoves.get', { moveId })
    return move.state === 'held' ? move : null
  })
  expect(held.counts).toMatchObject({ moved: 2, sent: 1 })
  await ended(app, (await app.call('subsequenceMoves.undo', { moveId })).id)
  expect(placesAt(rig, remoteId)).toEqual([null, null, null])
})

it('Undo returns every lead to where it was, once, except those moved since', async () => {
  const { app, bench: rig, campaignId, rows, warm, cold, remoteId } = await start(4)
  const leads = await leadsOf(app, campaignId)
  await ended(app, (await ask(app, campaignId, idOf(rows, 'Cold'), leads.slice(1, 2))).id)
  const move = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), leads.slice(0, 3))).id)
  // Somebody removes the third again, at Instantly itself.
  await createAsk(rig.fake)('POST', '/leads/subsequence/remove', { id: leads[2]?.id })
  const back = await app.call('subsequenceMoves.undo', { moveId: move.id })
  expect((await app.call('subsequenceMoves.undo', { moveId: move.id })).id).toBe(back.id)
  const undone = await ended(app, back.id)
  expect(undone.counts).toMatchObject({ moved: 2, already: 1 })
  expect(placesAt(rig, remoteId)).toEqual([null, cold, null, null])
  expect((await app.call('subsequenceMoves.get', { moveId: move.id })).canUndo).toBe(false)
  // And redone: an undo can be undone like any move.
  await ended(app, (await app.call('subsequenceMoves.undo', { moveId: undone.id })).id)
  expect(placesAt(rig, remoteId)).toEqual([warm, warm, null, null])
})

it('A move that was stopped and undone does not continue', async () => {
  const { app, bench: rig, campaignId, rows, remoteId } = await start(30)
  const release = rig.fake.faults.hold({ method: 'POST', path: '/leads/subsequence/move', nth: 3 })
  const { id: moveId } = await ask(app, campaignId, idOf(rows, 'Warm'), await leadsOf(app, campaignId))
  const now = () => app.call('subsequenceMoves.get', { moveId })
  await until('some to be moved', async () => (await now()).counts.moved >= 2)
  await app.call('subsequenceMoves.stop', { moveId })
  release()
  await until('it to be stopped', async () => (await now()).canGoOn)
  await ended(app, (await app.call('subsequenceMoves.undo', { moveId })).id)
  expect(await now()).toMatchObject({ state: 'stopped', canGoOn: false })
  await app.call('subsequenceMoves.goOn', { moveId })
  expect(await now()).toMatchObject({ state: 'stopped', canUndo: false })
  expect(placesAt(rig, remoteId).filter((place) => place !== null)).toEqual([])
})

it.each(['goOn first', 'undo first'])(
  'an undo stays in effect while another click continues the move: %s',
  async (order) => {
    const { app, bench: rig, campaignId, rows, remoteId } = await start(30)
    const release = rig.fake.faults.hold({ method: 'POST', path: '/leads/subsequence/move', nth: 3 })
    const { id: moveId } = await ask(app, campaignId, idOf(rows, 'Warm'), await leadsOf(app, campaignId))
    const now = () => app.call('subsequenceMoves.get', { moveId })
    await until('some to be moved', async () => (await now()).counts.moved >= 2)
    await app.call('subsequenceMoves.stop', { moveId })
    // Both wait for requests in flight.
    const press = {
      goOn: () => app.call('subsequenceMoves.goOn', { moveId }),
      undo: () => app.call('subsequenceMoves.undo', { moveId }),
    }
    const presses = order === 'goOn first' ? [press.goOn(), press.undo()] : [press.undo(), press.goOn()]
    release()
    const back = (await Promise.all(presses)).find(({ undoOf }) => undoOf === moveId)
    if (!back) throw new Error('not undone')
    await ended(app, back.id)
    expect(await now()).toMatchObject({ state: 'stopped', canGoOn: false })
    expect(placesAt(rig, remoteId).filter((place) => place !== null)).toEqual([])
  },
)

it('Undo does not remove a lead from where it was moved since', async () => {
  const { app, bench: rig, campaignId, rows, cold, remoteId } = await start(1)
  const leads = await leadsOf(app, campaignId)
  const move = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), leads)).id)
  await createAsk(rig.fake)('POST', '/leads/subsequence/move', { id: leads[0]?.id, subsequence_id: cold })
  const undone = await ended(app, (await app.call('subsequenceMoves.undo', { moveId: move.id })).id)
  expect(undone.counts).toMatchObject({ elsewhere: 1, moved: 0 })
  expect(placesAt(rig, remoteId)).toEqual([cold])
})

it('A subsequence deleted meanwhile ends the rest with the reason, without a request for each', async () => {
  const { app, bench: rig, campaignId, rows, warm } = await start()
  const leads = await leadsOf(app, campaignId)
  await createAsk(rig.fake)('DELETE', `/subsequences/${warm}`)
  rig.fake.journal.clear()
  const move = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), leads)).id)
  expect(move.counts.refused).toBe(6)
  expect(rig.fake.journal.requests('POST', /\/leads\/subsequence\/move$/).length).toBeLessThanOrEqual(4)
  const { rows: outcomes } = await app.call('subsequenceMoves.leads', { moveId: move.id, page: {} })
  expect(new Set(outcomes.map(({ problem }) => problem?.code))).toEqual(new Set(['SUBSEQUENCE_GONE']))
  const shown = await app.call('subsequences.list', { campaignId })
  expect(shown.rows.find(({ name }) => name === 'Warm')?.state).toBe('gone')
})

it('A stopped move moves no further lead, and a continued one moves the rest', async () => {
  const { app, bench: rig, campaignId, rows, remoteId, warm } = await start(40)
  rig.fake.faults.latency({ ms: 30 })
  const { id } = await ask(app, campaignId, idOf(rows, 'Warm'), await leadsOf(app, campaignId))
  await until('some to be moved', async () =>
    (await app.call('subsequenceMoves.get', { moveId: id })).counts.moved > 2 ? true : null,
  )
  expect((await app.call('subsequenceMoves.stop', { moveId: id })).state).toBe('stopped')
  rig.fake.faults.latency(null)
  const resting = await until('what was on its way to be settled', async () => {
    const move = await app.call('subsequenceMoves.get', { moveId: id })
    return move.counts.sent === 0 ? move : null
  })
  expect(resting.counts.waiting).toBeGreaterThan(20)
  const before = carriedOut(rig).length
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(carriedOut(rig)).toHaveLength(before)
  await app.call('subsequenceMoves.goOn', { moveId: id })
  expect((await ended(app, id)).counts.moved).toBe(40)
  expect(carriedOut(rig)).toHaveLength(40)
  expect(placesAt(rig, remoteId).every((place) => place === warm)).toBe(true)
})

it('The reason that holds up the whole move is shown, and it continues automatically afterwards', async () => {
  const { app, bench: rig, campaignId, rows } = await start(3)
  const leads = await leadsOf(app, campaignId)
  const path = '/leads/subsequence/move'
  rig.fake.faults.script({ method: 'POST', path, fault: { kind: 'status', status: 402, when: 'before_commit' } })
  const { id } = await ask(app, campaignId, idOf(rows, 'Warm'), leads)
  const held = await until('it to be held', async () => {
    const move = await app.call('subsequenceMoves.get', { moveId: id })
    return move.state === 'held' ? move : null
  })
  expect(held.problem?.code).toBe('INSTANTLY_PLAN_INACTIVE')
  expect(held.counts.refused).toBe(0)
  await app.call('workspaces.testConnection', { workspaceId: rig.workspaceId })
  expect((await ended(app, id)).counts.moved).toBe(3)
})

it('A move interrupted by a full disk continues by itself once there is room, and moves each lead once', async () => {
  const disk = createFullDisk("update of state on main.subsequence_move_lead when new.state = 'moved'")
  const rig = await withSubsequences(await started({ backend: { openStore: disk.openStore } }), 3)
  const { app } = rig.bench
  disk.isFull = true
  const leads = await leadsOf(app, rig.campaignId)
  const { id } = await ask(app, rig.campaignId, idOf(rig.rows, 'Warm'), leads)
  await until('the disk to refuse', () => disk.refused > 0)
  await until('the reason to be told', async () => {
    const { problem } = await app.call('subsequenceMoves.get', { moveId: id })
    return problem?.code === 'STORE_FULL'
  })
  disk.isFull = false
  expect((await ended(app, id)).counts).toMatchObject({ moved: 3, refused: 0 })
  expect(carriedOut(rig.bench)).toHaveLength(3)
})

it('Leads of another campaign are never moved', async () => {
  const { app, bench: rig, campaignId, rows } = await start(1)
  const other = await makeCampaign(rig, 'Winter', { leads: 1, start: false })
  const { items } = await createAsk(rig.fake)('POST', '/leads/list', { campaign: other, limit: 100 })
  const stranger = { id: String(items[0]?.['id']), email: 'x@y.example', name: '' }
  rig.fake.journal.clear()
  const move = await ended(app, (await ask(app, campaignId, idOf(rows, 'Warm'), [stranger])).id)
  expect(move.counts.refused).toBe(1)
  expect(rig.fake.journal.requests('POST', /\/leads\/subsequence\//)).toHaveLength(0)
})

it('A move interrupted by quitting continues at the next start, and requests nobody twice', async () => {
  const { app, bench: rig, campaignId, rows, remoteId, warm } = await start(20)
  const leads = await leadsOf(app, campaignId)
  const path = '/leads/subsequence/move'
  rig.fake.faults.script({ method: 'POST', path, fault: { kind: 'hang', when: 'after_commit' }, nth: 6 })
  const { id } = await ask(app, campaignId, idOf(rows, 'Warm'), leads)
  await until('most to be moved', async () =>
    (await app.call('subsequenceMoves.get', { moveId: id })).counts.moved === 19 ? true : null,
  )
  const { dir } = app
  await app.stop()
  const next = startBackend({ instantlyUrl: rig.fake.url, dir })
  expect((await ended(next, id)).counts.moved).toBe(20)
  expect(carriedOut(rig)).toHaveLength(20)
  expect(placesAt(rig, remoteId).every((place) => place === warm)).toBe(true)
  await next.stop()
})
