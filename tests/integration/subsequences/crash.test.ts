import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CampaignId, SubsequenceMoveId } from '#shared/ids.ts'
import { temporaryDir } from '../../support/backend.ts'
import { type CrashingApp, startCrashingApp } from '../../support/crash/crashing-app.ts'
import { askerOf, campaignBody } from '../../support/instantly/ask.ts'
import { type FakeInstantly, startFakeInstantly } from '../../support/instantly/server.ts'
import { ask, carriedOut, ended, idOf, leadsOf, makeSubsequence, placesAt } from './support.ts'

/** The app is killed while it moves leads; the simulator's own record decides. */
vi.setConfig({ testTimeout: 120_000 })

const count = 24
let fake: FakeInstantly
let dir: string
let app: CrashingApp
let remoteId: string
let warm: string
let campaignId: CampaignId

beforeEach(async () => {
  dir = temporaryDir('sendoff-crash-')
  fake = await startFakeInstantly({})
  const instantly = askerOf(fake)
  remoteId = String((await instantly('POST', '/campaigns', campaignBody)).body['id'])
  const leads = Array.from({ length: count }, (_, at) => ({ email: `lead${at}@company${at}.example` }))
  await instantly('POST', '/leads/add', { campaign_id: remoteId, leads })
  warm = await makeSubsequence({ fake }, remoteId, 'Warm')
  app = await startCrashingApp(dir, fake.url)
  const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
  await app.call('campaigns.readNow', { workspaceId: workspace.id })
  const { rows } = await app.call('campaigns.list', { workspaceId: workspace.id, page: {} })
  campaignId = rows[0]?.id as CampaignId
})
afterEach(async () => {
  if (!app.dead()) await app.kill()
  expect(fake.violations).toEqual([])
  await fake.close()
})

it.each([
  ['during_move_before_commit', 1],
  ['during_move_before_commit', 9],
  ['during_move_after_commit', 1],
  ['during_move_after_commit', 13],
] as const)('killed %s of request %i: the next start goes on, every lead is put in once', async (point, nth) => {
  const { rows } = await app.call('subsequences.list', { campaignId })
  const leads = await leadsOf(app, campaignId)
  fake.faults.killAt(point, app.pid, { nth })
  const asked = await ask(app, campaignId, idOf(rows, 'Warm'), leads, 'the-press').catch(() => null)
  await app.gone
  app = await startCrashingApp(dir, fake.url)
  const [move] = await app.call('subsequenceMoves.ofCampaign', { campaignId })
  expect(asked === null || move?.id === asked.id).toBe(true)
  expect((await ended(app, move?.id as SubsequenceMoveId)).counts).toMatchObject({ moved: count, refused: 0 })
  expect(placesAt({ fake }, remoteId)).toEqual(Array.from({ length: count }, () => warm))
  expect(carriedOut({ fake })).toHaveLength(count)
})
