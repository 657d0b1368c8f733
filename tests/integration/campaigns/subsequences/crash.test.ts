import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CampaignId, SubsequenceMoveId } from '#shared/ids.ts'
import { type CrashBench, startCrashBench } from '../../../support/crash/crash-bench.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { times } from '../../../support/long.ts'
import { ask, carriedOut, ended, idOf, leadsOf, makeSubsequence, placesAt } from './support.ts'

/** The app is killed while it moves leads; the simulator's own record decides. */

const count = 24
let bench: CrashBench
let remoteId: string
let warm: string
let campaignId: CampaignId

beforeEach(async () => {
  bench = await startCrashBench()
  const instantly = createAsk(bench.fake)
  remoteId = String((await instantly('POST', '/campaigns', campaignBody)).body['id'])
  const leads = Array.from({ length: count }, (_, at) => ({ email: `lead${at}@company${at}.example` }))
  await instantly('POST', '/leads/add', { campaign_id: remoteId, leads })
  warm = await makeSubsequence(bench, remoteId, 'Warm')
  const { workspaceId } = bench
  await bench.app.call('campaigns.readNow', { workspaceId })
  const { rows } = await bench.app.call('campaigns.list', { workspaceId, page: {} })
  campaignId = rows[0]?.id as CampaignId
})
afterEach(() => bench.close())

const points = [
  ['during_move_before_commit', 9],
  ['during_move_after_commit', 13],
  ['during_move_before_commit', 1],
  ['during_move_after_commit', 1],
] as const
it.each(points.slice(0, times(2, points.length)))(
  'killed %s of request %i: the next start continues, every lead is added once',
  async (point, nth) => {
    const { rows } = await bench.app.call('subsequences.list', { campaignId })
    const leads = await leadsOf(bench.app, campaignId)
    await bench.startKillable()
    bench.fake.faults.killAt(point, bench.pid, { nth })
    const asked = await ask(bench.app, campaignId, idOf(rows, 'Warm'), leads, 'the-press').catch(() => null)
    await bench.app.gone
    await bench.startAfterKill()
    const [move] = await bench.app.call('subsequenceMoves.ofCampaign', { campaignId })
    expect(asked === null || move?.id === asked.id).toBe(true)
    expect((await ended(bench.app, move?.id as SubsequenceMoveId)).counts).toMatchObject({ moved: count, refused: 0 })
    expect(placesAt(bench, remoteId)).toEqual(Array.from({ length: count }, () => warm))
    expect(carriedOut(bench)).toHaveLength(count)
  },
)
