/**
 * An opt-out known only to Instantly is lost with the lead, so it is recorded here before leads are deleted or moved.
 */
import { expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { ended, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'
import { useBench } from '../../../support/use-bench.ts'
import { makeCampaign, read, remoteCampaign, rowOf, startCampaigns } from '../../campaigns/campaigns/support.ts'

const start = useBench(() => startCampaigns({ backend: { editTimings: { deleteHoldMs: 50 } } }))

/** Creates a campaign of ten with one unsubscribed lead that is unknown here. */
async function unsubscribed() {
  const rig = await start()
  const remoteId = await makeCampaign(rig, 'Autumn', { leads: 10, start: false })
  const lead = remoteCampaign(rig, remoteId).leads[3]
  if (!lead?.email) throw new Error('no lead')
  lead.status = -2
  await read(rig)
  const { workspaceId } = rig
  const place = { kind: 'campaign' as const, id: remoteId }
  const optOuts = async () => {
    const { rows } = await rig.app.call('optOuts.list', { workspaceId: null, order: 'value', page: {} })
    return rows.map(({ value, source }) => [value, source])
  }
  return { rig, workspaceId, place, optOuts, lead, told: [[lead.email, 'lead_status']] }
}

it('Opt-outs are stored before the campaign is deleted', async () => {
  const { rig, optOuts, told } = await unsubscribed()
  const { id } = await rowOf(rig, 'Autumn')
  const [asked] = await rig.app.call('campaignDeletions.ask', { campaignIds: [id] })
  await until('the deletion', async () => {
    const [row] = await rig.app.call('campaignDeletions.results', { ids: [asked?.id ?? 0] })
    return row?.state === 'done'
  })
  expect(await optOuts()).toEqual(told)
})

it('Deleting a campaign records no opt-out of an erased person', async () => {
  const { rig, workspaceId, place, optOuts, lead } = await unsubscribed()
  const email = lead.email ?? ''
  const fault = { kind: 'status', status: 400, when: 'before_commit' } as const
  rig.fake.faults.script({ method: 'DELETE', path: '/leads', fault, times: 99 })
  await rig.app.call('people.erase', { email, typed: email, block: false })
  await until('it to be erased', async () => (await rig.app.call('people.erasures', {}))[0]?.state === 'done')
  const { rows } = await rig.app.call('remoteLeads.page', { workspaceId, place, after: null })
  const ids = rows.filter((row) => row.email !== email).map(({ id }) => id)
  await expect(rig.app.call('remoteLeads.remove', { workspaceId, place, ids })).rejects.toMatchObject({
    code: 'API_REFUSED',
  })
  expect(await optOuts()).toEqual([])
})

it('A campaign whose opt-outs cannot be read is not deleted', async () => {
  const { rig, optOuts } = await unsubscribed()
  const { id } = await rowOf(rig, 'Autumn')
  const fault = { kind: 'status', status: 403, when: 'before_commit' } as const
  rig.fake.faults.script({ method: 'POST', path: '/leads/list', fault, times: 99 })
  const [asked] = await rig.app.call('campaignDeletions.ask', { campaignIds: [id] })
  await until('the refusal', async () => {
    const [row] = await rig.app.call('campaignDeletions.results', { ids: [asked?.id ?? 0] })
    return row?.problem !== null
  })
  expect(rig.fake.journal.requests('DELETE', /campaigns/)).toEqual([])
  expect(await optOuts()).toEqual([])
})

it.each(['deleting a lead', 'moving a lead', 'opening them as a list'])('%s', async (act) => {
  const { rig, workspaceId, place, optOuts, told } = await unsubscribed()
  const { rows } = await rig.app.call('remoteLeads.page', { workspaceId, place, after: null })
  const ids = rows.filter(({ email }) => email === told[0]?.[0]).map(({ id }) => id)
  expect(ids).toHaveLength(1)
  if (act === 'deleting a lead') await rig.app.call('remoteLeads.remove', { workspaceId, place, ids })
  else if (act === 'opening them as a list') {
    expect((await rig.app.call('remoteLeads.pull', { workspaceId, place }))?.rowCount).toBe(10)
  } else {
    const to = { kind: 'campaign' as const, id: await makeCampaign(rig, 'Winter', { leads: 1, start: false }) }
    const moved = await rig.app.call('remoteLeads.move', { workspaceId, from: place, to, ids })
    expect(moved).toEqual({ count: 0, stayed: 0, optedOut: 1 })
  }
  expect(await optOuts()).toEqual(told)
})

it('The next export after an undo leaves that person out', async () => {
  const rig = await start()
  const { listId } = makeList(rig.app.dir, { workspaceId: rig.workspaceId, name: 'L', count: 6 })
  const first = await ended(rig.app, await startExport(rig.app, listId, newCampaignSettings('First')))
  const lead = remoteCampaign(rig, first.summary.campaignId ?? '').leads[2]
  if (lead) lead.status = -2
  expect(await rig.app.call('exports.takeBack', { exportId: first.summary.id })).toMatchObject({ taken: 6 })
  const again = await ended(rig.app, await startExport(rig.app, listId, newCampaignSettings('Second')))
  expect(again.summary.totals.uploaded).toBe(5)
  const reached = remoteCampaign(rig, again.summary.campaignId ?? '').leads.map((each) => each?.email)
  expect(reached).not.toContain(lead?.email)
})
