/** Tags of a campaign are changed at Instantly first, then stored here as Instantly has them. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Bench } from '../../../support/export-bench.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { failure } from '../../leads/support.ts'
import { makeCampaign, read, rowOf, startCampaigns } from '../campaigns/support.ts'

let bench: Bench
let remoteId: string
beforeEach(async () => {
  bench = await startCampaigns()
  remoteId = await makeCampaign(bench, 'Autumn', { leads: 2, start: false })
  await read(bench)
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const ask = (...args: Parameters<ReturnType<typeof createAsk>>) => createAsk(bench.fake)(...args)
const set = async (name: string, on: boolean, id: string | null = null) =>
  bench.app.call('campaignTags.set', { campaignId: (await rowOf(bench, 'Autumn')).id, tag: { id, name }, on })
const there = async () =>
  (await ask('GET', `/custom-tags?limit=100&resource_ids=${remoteId}`)).items.map(({ label }) => label)

it('New and existing tags are put on a campaign, and removed again', async () => {
  const priority = String((await ask('POST', '/custom-tags', { label: 'Priority' })).body['id'])
  expect((await set('Dentists', true)).tags).toEqual(['Dentists'])
  expect((await set('Priority', true, priority)).tags).toEqual(['Dentists', 'Priority'])
  expect(await there()).toEqual(expect.arrayContaining(['Dentists', 'Priority']))
  expect((await set('Dentists', false)).tags).toEqual(['Priority'])
  // Repeating it changes nothing.
  expect((await set('Dentists', false)).tags).toEqual(['Priority'])
  expect(await there()).toEqual(['Priority'])
  const known = await bench.app.call('campaignTags.list', { workspaceId: bench.workspaceId })
  expect(known.map(({ name }) => name)).toEqual(['Dentists', 'Priority'])
})

it('Tags others added meanwhile are shown, and no other campaign is tagged', async () => {
  const other = await makeCampaign(bench, 'Winter', { start: false })
  const id = String((await ask('POST', '/custom-tags', { label: 'Theirs' })).body['id'])
  await ask('POST', '/custom-tags/toggle-resource', {
    tag_ids: [id],
    resource_type: 2,
    assign: true,
    resource_ids: [remoteId, other],
  })
  expect((await set('Ours', true)).tags).toEqual(['Ours', 'Theirs'])
  expect((await ask('GET', `/custom-tags?limit=100&resource_ids=${other}`)).items.map(({ label }) => label)).toEqual([
    'Theirs',
  ])
})

it('A tag that somebody else deleted at Instantly can be removed', async () => {
  const id = String((await ask('POST', '/custom-tags', { label: 'Priority' })).body['id'])
  expect((await set('Priority', true, id)).tags).toEqual(['Priority'])
  await ask('DELETE', `/custom-tags/${id}`)
  expect((await set('Priority', false, id)).tags).toEqual([])
})

it('Two simultaneous changes of tags are made one after the other, and the older reading is never stored last', async () => {
  const { entries } = bench.fake.journal
  const before = entries.length
  await Promise.all([set('Dentists', true), set('Priority', true)])
  const asked = entries.slice(before).flatMap(({ method, path }) => {
    if (method === 'POST' && path.endsWith('/toggle-resource')) return ['change']
    return method === 'GET' && path.endsWith('/custom-tag-mappings') ? ['look'] : []
  })
  const inTurn = asked.filter((one, at) => one !== asked[at - 1])
  expect(inTurn).toEqual(['change', 'look', 'change', 'look'])
  expect((await rowOf(bench, 'Autumn')).tags).toEqual(['Dentists', 'Priority'])
})

it('A tag that Instantly refused changes nothing here', async () => {
  await set('Kept', true)
  bench.fake.faults.script({
    method: 'POST',
    path: '/custom-tags/toggle-resource',
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
  expect(await failure(set('Kept', false))).toMatchObject({ code: 'API_REFUSED' })
  expect((await rowOf(bench, 'Autumn')).tags).toEqual(['Kept'])
  expect(await there()).toEqual(['Kept'])
})

it('A tag moves the campaign at once to the client it assigns it to', async () => {
  const { app, workspaceId } = bench
  const part = await app.call('clients.createPart', { workspaceId, name: 'Kessler', colour: 2 })
  await app.call('clients.saveRules', { workspaceId, rules: [{ partId: part.id, kind: 'tag', value: 'Kessler' }] })
  expect((await set('Kessler', true)).partId).toBe(part.id)
  expect((await set('Kessler', false)).partId).toBeNull()
})
