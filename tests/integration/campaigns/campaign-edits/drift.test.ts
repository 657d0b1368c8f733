import { expect, it } from 'vitest'
import type { Bench } from '../../../support/export-bench.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { useBench } from '../../../support/use-bench.ts'
import { change, oneCampaign, read, rowOf, startEdits } from './support.ts'

const start = useBench(startEdits)
const refuseOnce = (rig: Bench) =>
  rig.fake.faults.script({
    method: 'PATCH',
    path: '/campaigns/*',
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
const refused = (rig: Bench, id: Parameters<typeof change>[1], name: string) => {
  refuseOnce(rig)
  return expect(change(rig, id, (draft) => ({ ...draft, name }))).rejects.toMatchObject({ code: 'API_REFUSED' })
}

it('Changes made at Instantly after both sides agreed are found, and either side is accepted with one click', async () => {
  const rig = await start()
  const { id, remoteId, settings } = await oneCampaign(rig)
  await change(rig, id, (draft) => ({ ...draft, numbers: { ...draft.numbers, daily_limit: 25 } }))
  await createAsk(rig.fake)('PATCH', `/campaigns/${remoteId}`, { daily_limit: 90, open_tracking: false })
  await read(rig)
  expect(await rig.app.call('campaignEdits.drift', { campaignId: id })).toMatchObject({
    kind: 'changed_there',
    right: 'theirs',
    changes: [{ part: 'number', name: 'daily_limit', from: 90, to: 25 }],
  })
  expect((await rig.app.call('campaigns.list', { workspaceId: null, show: 'differing', page: {} })).total).toBe(1)
  await rig.app.call('campaignEdits.takeSide', { campaignId: id, side: 'ours' })
  expect(settings()).toMatchObject({ daily_limit: 25, open_tracking: false })
  await createAsk(rig.fake)('PATCH', `/campaigns/${remoteId}`, { daily_limit: 91 })
  await read(rig)
  await rig.app.call('campaignEdits.takeSide', { campaignId: id, side: 'theirs' })
  expect(settings()).toMatchObject({ daily_limit: 91 })
  await read(rig)
  expect((await rowOf(rig, 'Autumn')).drift).toBeNull()
})

it('An unconfirmed change is sent again until Instantly’s side changes too', async () => {
  const rig = await start()
  const { id, remoteId } = await oneCampaign(rig)
  await refused(rig, id, 'Ours')
  await read(rig)
  expect(await rig.app.call('campaignEdits.drift', { campaignId: id })).toMatchObject({
    kind: 'not_agreed',
    right: 'ours',
    problem: { code: 'API_REFUSED' },
  })
  await createAsk(rig.fake)('PATCH', `/campaigns/${remoteId}`, { name: 'Theirs' })
  await read(rig)
  expect(await rig.app.call('campaignEdits.drift', { campaignId: id })).toMatchObject({ kind: 'both_changed' })
  // Somebody made the same change at Instantly, so nothing is left to decide.
  await createAsk(rig.fake)('PATCH', `/campaigns/${remoteId}`, { name: 'Ours' })
  await read(rig)
  expect(await rig.app.call('campaignEdits.drift', { campaignId: id })).toBeNull()
})

it('A campaign deleted there while our change waits is kept completely as a local one', async () => {
  const rig = await start()
  const { id, remoteId } = await oneCampaign(rig)
  await refused(rig, id, 'Ours')
  await createAsk(rig.fake)('DELETE', `/campaigns/${remoteId}`)
  await read(rig)
  expect(await rig.app.call('campaignEdits.drift', { campaignId: id })).toMatchObject({ kind: 'deleted_there' })
  const { localId } = await rig.app.call('campaignEdits.takeSide', { campaignId: id, side: 'ours' })
  const [local] = await rig.app.call('localCampaigns.list', { workspaceId: null })
  expect(local).toMatchObject({ id: localId, name: 'Ours', origin: 'deleted_there', steps: 3, senders: 3 })
  expect((await rowOf(rig, 'Autumn')).drift).toBeNull()
})
