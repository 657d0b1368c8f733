import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { CampaignId } from '#shared/ids.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import {
  day,
  makeCampaign,
  read,
  remoteCampaign,
  rowOf,
  rowsByName,
  startCampaigns,
} from '../../campaigns/campaigns/support.ts'
import { mail } from '../../inbox/inbox/support.ts'

let bench: Bench
let [acme, brill]: ClientPart[] = []

beforeEach(async () => {
  bench = await startCampaigns()
  await makeCampaign(bench, 'Acme autumn', { leads: 20 })
  await makeCampaign(bench, 'Brill autumn', { leads: 30 })
  await makeCampaign(bench, 'House list', { leads: 10 })
  await bench.fake.moveOn(2 * day)
  await read(bench)
  acme = await part('Acme')
  brill = await part('Brill')
})
afterEach(() => bench.close())

const part = (name: string, colour = 2) =>
  bench.app.call('clients.createPart', { workspaceId: bench.workspaceId, name, colour })
const theAcme = () => acme as ClientPart
const theBrill = () => brill as ClientPart
const rule = (of: ClientPart, value: string, kind: 'contains' | 'starts' | 'matches' | 'tag' = 'contains') => ({
  partId: of.id,
  kind,
  value,
})
const saveRules = (...rules: ReturnType<typeof rule>[]) =>
  bench.app.call('clients.saveRules', { workspaceId: bench.workspaceId, rules })
const assign = (id: CampaignId, to: ClientPart['id'] | null | 'rules') =>
  bench.app.call('clients.assign', { assignments: [{ campaignId: id, to }] })
/** Returns the client of each campaign by name; `-`: the workspace itself. */
async function whose(): Promise<Readonly<Record<string, string>>> {
  const parts = new Map((await bench.app.call('clients.parts', {})).map(({ id, name }) => [id, name]))
  const rows: readonly CampaignRow[] = [...(await rowsByName(bench)).values()]
  return Object.fromEntries(rows.map(({ name, partId }) => [name, partId === null ? '-' : (parts.get(partId) ?? '?')]))
}

it('Rules assign existing and later campaigns, and say so', async () => {
  await saveRules(rule(theAcme(), 'acme'), rule(theBrill(), 'Brill*', 'matches'))
  expect(await whose()).toEqual({ 'Acme autumn': 'Acme', 'Brill autumn': 'Brill', 'House list': '-' })
  await makeCampaign(bench, 'Spring for ACME', { start: false })
  await read(bench)
  const row = await rowOf(bench, 'Spring for ACME')
  expect(row).toMatchObject({ partId: theAcme().id, partBy: 'rule' })
  const { partRule } = await bench.app.call('campaigns.detail', { campaignId: row.id })
  expect(partRule).toEqual({ kind: 'contains', value: 'acme' })
})

it('A renamed campaign is assigned by the rules again', async () => {
  await saveRules(rule(theAcme(), 'acme'), rule(theBrill(), 'house'))
  const { remoteId } = await rowOf(bench, 'Acme autumn')
  await createAsk(bench.fake)('PATCH', `/campaigns/${remoteId}`, { name: 'House autumn' })
  await read(bench)
  expect((await whose())['House autumn']).toBe('Brill')
})

it('A newly read tag assigns a campaign', async () => {
  await bench.close()
  bench = await startCampaigns()
  const vip = await part('VIP')
  await saveRules(rule(vip, 'vip', 'tag'))
  const id = await makeCampaign(bench, 'Autumn', { start: false })
  const ask = createAsk(bench.fake)
  const tag = await ask('POST', '/custom-tags', { label: 'VIP' })
  const tagged = { tag_ids: [tag.body['id']], resource_type: 2, assign: true, resource_ids: [id] }
  await ask('POST', '/custom-tags/toggle-resource', tagged)
  await read(bench)
  expect(await whose()).toEqual({ Autumn: 'VIP' })
})

it('A manual assignment is changed by no rule, until it is left to the rules again', async () => {
  const { id } = await rowOf(bench, 'Acme autumn')
  const { id: house } = await rowOf(bench, 'House list')
  await saveRules(rule(theAcme(), 'a'))
  expect(await assign(id, theBrill().id)).toEqual([{ campaignId: id, to: 'rules' }])
  await assign(house, null)
  await saveRules(rule(theAcme(), 'a'), rule(theAcme(), 'house'))
  await read(bench)
  expect(await whose()).toEqual({ 'Acme autumn': 'Brill', 'Brill autumn': 'Acme', 'House list': '-' })
  expect(await rowOf(bench, 'Acme autumn')).toMatchObject({ partBy: 'hand' })
  expect(await assign(id, 'rules')).toEqual([{ campaignId: id, to: theBrill().id }])
  expect((await whose())['Acme autumn']).toBe('Acme')
})

it('A preview says what rules would do, and changes nothing', async () => {
  const { id } = await rowOf(bench, 'House list')
  await assign(id, theBrill().id)
  const before = await whose()
  const rows = await bench.app.call('clients.previewRules', {
    workspaceId: bench.workspaceId,
    rules: [rule(theBrill(), 'brill'), rule(theAcme(), 'autumn'), rule(theAcme(), 'house')],
  })
  expect(rows).toMatchObject([
    { name: 'Acme autumn', rule: 1, byHand: false, now: null, after: theAcme().id },
    { name: 'Brill autumn', rule: 0, byHand: false, now: null, after: theBrill().id },
    { name: 'House list', rule: 2, byHand: true, now: theBrill().id, after: theBrill().id },
  ])
  expect(await whose()).toEqual(before)
})

it('A removed client returns its campaigns without loss, and can be restored completely', async () => {
  const { id: house, totals } = await rowOf(bench, 'House list')
  await saveRules(rule(theAcme(), 'acme'), rule(theBrill(), 'brill'))
  await assign(house, theAcme().id)
  const before = await whose()
  const removed = await bench.app.call('clients.removePart', { partId: theAcme().id })
  expect(await whose()).toEqual({ 'Acme autumn': '-', 'Brill autumn': 'Brill', 'House list': '-' })
  expect((await rowOf(bench, 'House list')).totals).toEqual(totals)
  expect(await bench.app.call('clients.removePart', { partId: theAcme().id })).toBeNull()
  if (removed) await bench.app.call('clients.restorePart', removed)
  expect(await whose()).toEqual(before)
  expect(await bench.app.call('clients.rules', { workspaceId: bench.workspaceId })).toMatchObject([
    { partId: theAcme().id, value: 'acme' },
    { partId: theBrill().id, value: 'brill' },
  ])
})

it('A client that never was is not restored: the next ones would have no number of their own', async () => {
  const never = { id: Number.MAX_SAFE_INTEGER as never, workspaceId: bench.workspaceId, name: 'Never', colour: 1 }
  const restoring = bench.app.call('clients.restorePart', { ...never, rules: [], campaignIds: [] })
  await expect(restoring).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const [one, two] = [await part('One'), await part('Two')]
  expect(one.id).not.toBe(two.id)
})

it('A name is unique, and a client of another workspace is not found', async () => {
  await expect(part('ACME')).rejects.toMatchObject({ code: 'CLIENT_NAME_TAKEN' })
  await expect(bench.app.call('clients.updatePart', { partId: theBrill().id, name: 'acme ' })).rejects.toMatchObject({
    code: 'CLIENT_NAME_TAKEN',
  })
  const other = await bench.app.call('workspaces.create', { name: 'Other', colour: 3 })
  const foreign = await bench.app.call('clients.createPart', { workspaceId: other.id, name: 'Acme', colour: 1 })
  const { id } = await rowOf(bench, 'House list')
  await expect(assign(id, foreign.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(saveRules(rule(foreign, 'house'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await whose())['House list']).toBe('-')
})

it('Campaigns and figures of a client are its own, and those of all clients add up', async () => {
  await saveRules(rule(theAcme(), 'acme'), rule(theBrill(), 'brill'))
  const { workspaceId } = bench
  const names = async (asked: object) =>
    (await bench.app.call('campaigns.list', { workspaceId, page: {}, ...asked })).rows
      .map(({ name }) => name)
      .toSorted()
  expect(await names({ partId: theAcme().id })).toEqual(['Acme autumn'])
  expect(await names({ unassigned: true })).toEqual(['House list'])
  const grouped = await bench.app.call('campaigns.list', {
    workspaceId,
    sort: 'client',
    descending: false,
    page: {},
  })
  expect(grouped.rows.map(({ name }) => name)).toEqual(['Acme autumn', 'Brill autumn', 'House list'])

  const sentOf = async (partId: ClientPart['id'] | null) =>
    (await bench.app.call('analytics.overview', { workspaceId, partId, period: 'all' })).sums.sent
  const house = (await rowOf(bench, 'House list')).totals.sent
  expect(await sentOf(theAcme().id)).toBe((await rowOf(bench, 'Acme autumn')).totals.sent)
  expect((await sentOf(theAcme().id)) + (await sentOf(theBrill().id)) + house).toBe(await sentOf(null))
})

it('Lists of campaigns and clients count the numbers in names', async () => {
  await part('Part 10')
  await part('Part 2')
  await makeCampaign(bench, 'Wave 10', { start: false })
  await makeCampaign(bench, 'Wave 2', { start: false })
  await read(bench)
  const { workspaceId } = bench
  const parts = await bench.app.call('clients.parts', {})
  expect(parts.map(({ name }) => name)).toEqual(['Acme', 'Brill', 'Part 2', 'Part 10'])
  const campaigns = await bench.app.call('campaigns.list', { workspaceId, sort: 'name', descending: false, page: {} })
  expect(campaigns.rows.map(({ name }) => name).slice(-2)).toEqual(['Wave 2', 'Wave 10'])
})

it('Replies of a client are those of its campaigns, in the list and in the counts', async () => {
  await saveRules(rule(theAcme(), 'acme'))
  const own = remoteCampaign(bench, (await rowOf(bench, 'Acme autumn')).remoteId)
  const message = mail(bench, { lead: 'ada@acme.example', text: 'Tell me more' })
  Object.assign(message, { campaign: own })
  mail(bench, { lead: 'bob@other.example', text: 'Tell me more' })
  await bench.app.call('inbox.sync', { workspaceId: null })
  const { workspaceId } = bench
  const leadsOf = async (partId: ClientPart['id'] | null) => {
    const { rows, total } = await bench.app.call('inbox.threads', { workspaceId, partId, box: 'all' })
    const { all } = await bench.app.call('inbox.counts', { workspaceId, partId })
    expect([total, all]).toEqual([rows.length, rows.length])
    return rows.map(({ leadEmail, partId: of }) => [leadEmail, of])
  }
  expect(await leadsOf(theAcme().id)).toContainEqual(['ada@acme.example', theAcme().id])
  expect((await leadsOf(theAcme().id)).every(([, of]) => of === theAcme().id)).toBe(true)
  expect(await leadsOf(null)).toContainEqual(['bob@other.example', null])
  expect(await leadsOf(theBrill().id)).toEqual([])
})
