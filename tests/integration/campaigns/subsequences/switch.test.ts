import { expect, it } from 'vitest'
import type { Bench } from '../../../support/export-bench.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { useBench } from '../../../support/use-bench.ts'
import { idOf, startCampaigns, withSubsequences } from './support.ts'

const start = useBench(startCampaigns)
const statusAt = (rig: Bench, id: string) => rig.fake.world.workspaces[0]?.subsequences.get(id)?.status

it('A subsequence is paused and started at Instantly first, and says why it does not send', async () => {
  const { bench, ...rig } = await withSubsequences(await start(), 2)
  const subsequenceId = idOf(rig.rows, 'Warm')
  expect((await bench.app.call('subsequences.setActive', { subsequenceId, active: false })).state).toBe('paused')
  expect(statusAt(bench, rig.warm)).toBe(2)
  expect(await bench.app.call('subsequences.askSending', { subsequenceId })).toMatchObject({ code: 'campaign_paused' })
  const { rows } = await bench.app.call('subsequences.list', { campaignId: rig.campaignId })
  expect(rows.find(({ name }) => name === 'Warm')?.sending?.code).toBe('campaign_paused')
  expect((await bench.app.call('subsequences.setActive', { subsequenceId, active: true })).state).toBe('running')
  expect(statusAt(bench, rig.warm)).toBe(1)
})

it('A lost answer is settled by reading: what was done counts, and nothing unknown is claimed', async () => {
  const { bench, ...rig } = await withSubsequences(await start(), 2)
  const subsequenceId = idOf(rig.rows, 'Warm')
  const lost = (when: 'before_commit' | 'after_commit') =>
    bench.fake.faults.script({ method: 'POST', path: '/subsequences/*/pause', fault: { kind: 'reset', when } })
  lost('before_commit')
  const pause = () => bench.app.call('subsequences.setActive', { subsequenceId, active: false })
  await expect(pause()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' })
  const stateNow = async () =>
    (await bench.app.call('subsequences.list', { campaignId: rig.campaignId })).rows.find(({ name }) => name === 'Warm')
      ?.state
  expect(await stateNow()).toBe('running')
  lost('after_commit')
  expect((await pause()).state).toBe('paused')
  expect(bench.fake.journal.requests('POST', /pause$/).filter(({ committed }) => committed)).toHaveLength(1)
})

it('One that somebody else paused at Instantly is shown as paused, instead of a refusal', async () => {
  const { bench, ...rig } = await withSubsequences(await start(), 2)
  const subsequenceId = idOf(rig.rows, 'Warm')
  await createAsk(bench.fake)('POST', `/subsequences/${rig.warm}/pause`)
  bench.fake.faults.script({
    method: 'POST',
    path: '/subsequences/*/pause',
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
  expect((await bench.app.call('subsequences.setActive', { subsequenceId, active: false })).state).toBe('paused')
})

it('One deleted at Instantly is reported as gone, and marked as such', async () => {
  const { bench, ...rig } = await withSubsequences(await start(), 2)
  const subsequenceId = idOf(rig.rows, 'Warm')
  await createAsk(bench.fake)('DELETE', `/subsequences/${rig.warm}`)
  await expect(bench.app.call('subsequences.setActive', { subsequenceId, active: false })).rejects.toMatchObject({
    code: 'SUBSEQUENCE_GONE',
  })
  const { rows } = await bench.app.call('subsequences.list', { campaignId: rig.campaignId })
  expect(rows.find(({ name }) => name === 'Warm')?.state).toBe('gone')
})
