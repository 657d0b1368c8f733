import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { setKnownStops } from '#backend/leads/shared-memory/known-stops.ts'
import { sharedKeyOf } from '#backend/leads/shared-memory/shared-key.ts'
import { until } from '../../../support/backend.ts'
import { useBench } from '../../../support/use-bench.ts'
import { ask, carriedOut, ended, idOf, leadsOf, startCampaigns, withSubsequences } from './support.ts'

let store: Store
const started = useBench(() => startCampaigns({ backend: { openStore: (...from) => (store = openStore(...from)) } }))

it('A person who opted out on another computer of the client, known here only as a hash, is added to no subsequence', async () => {
  const { bench, campaignId, rows } = await withSubsequences(await started(), 4)
  const [lead] = await leadsOf(bench.app, campaignId)
  const key = sharedKeyOf(randomBytes(32))
  setKnownStops(store, bench.workspaceId, { key, hashes: new Set([key.hash(lead?.email ?? '')]) })
  const asked = await ask(bench.app, campaignId, idOf(rows, 'Warm'), lead ? [lead] : [])
  expect((await ended(bench.app, asked.id)).counts).toMatchObject({ moved: 0, refused: 1 })
  expect(carriedOut(bench)).toHaveLength(0)
})

it('An erased person whom Instantly did not delete is added to no subsequence', async () => {
  const { bench, campaignId, rows } = await withSubsequences(await started(), 4)
  const [lead] = await leadsOf(bench.app, campaignId)
  const email = lead?.email ?? ''
  bench.fake.faults.script({
    method: 'DELETE',
    path: '/leads',
    fault: { kind: 'status', status: 400, when: 'before_commit' },
    times: 9,
  })
  await bench.app.call('people.erase', { email, typed: email, block: false })
  await until(
    'the person to be erased here',
    async () => (await bench.app.call('people.erasures', {}))[0]?.state === 'done',
  )
  const asked = await ask(bench.app, campaignId, idOf(rows, 'Warm'), lead ? [lead] : [])
  expect((await ended(bench.app, asked.id)).counts).toMatchObject({ moved: 0, refused: 1 })
  expect(carriedOut(bench)).toHaveLength(0)
})
