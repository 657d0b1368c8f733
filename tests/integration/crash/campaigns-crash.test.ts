import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { temporaryDir, until } from '../../support/backend.ts'
import { type CrashingApp, startCrashingApp } from '../../support/crash/crashing-app.ts'
import { askerOf, campaignBody } from '../../support/instantly/ask.ts'
import { type FakeInstantly, startFakeInstantly } from '../../support/instantly/server.ts'

/** The app is killed while it edits, deletes, makes and archives campaigns; the simulator's own record decides. */
vi.setConfig({ testTimeout: 120_000 })

let fake: FakeInstantly
let dir: string
let app: CrashingApp
let workspaceId: WorkspaceId
let remoteId: string
let id: CampaignId

beforeEach(async () => {
  dir = temporaryDir('sendoff-crash-')
  fake = await startFakeInstantly({})
  remoteId = String((await askerOf(fake)('POST', '/campaigns', campaignBody)).body['id'])
  const leads = Array.from({ length: 350 }, (_, at) => ({ email: `lead${at}@company${at}.example` }))
  await askerOf(fake)('POST', '/leads/add', { campaign_id: remoteId, leads })
  app = await startCrashingApp(dir, fake.url)
  const added = await app.call('workspaces.addKey', { workspaceId: null, name: 'Kessler', key: fake.key })
  workspaceId = added.workspace.id
  await read()
  const { rows } = await app.call('campaigns.list', { workspaceId, page: {} })
  id = rows[0]?.id as CampaignId
})
afterEach(async () => {
  if (!app.dead()) await app.kill()
  expect(fake.violations).toEqual([])
  await fake.close()
})

const read = () => app.call('campaigns.readNow', { workspaceId })
const there = () => fake.world.workspaces[0]?.campaigns
const tolerant = (error: unknown) => {
  if (!(error instanceof AppError && error.code === 'BACKEND_GONE')) throw error
}
const restart = async () => {
  await app.gone
  app = await startCrashingApp(dir, fake.url)
}

describe('killed while a campaign is edited', () => {
  const rename = async () => {
    const { draft, opened } = await app.call('campaignEdits.form', { campaignId: id })
    await app
      .call('campaignEdits.save', { campaignId: id, draft: { ...draft, name: 'Renamed' }, opened })
      .catch(tolerant)
  }

  it('before Instantly has it: what was wished is there after the start, and one press sends it', async () => {
    fake.faults.killAt('during_edit_before_commit', app.pid)
    await rename()
    await restart()
    await read()
    expect(await app.call('campaignEdits.drift', { campaignId: id })).toMatchObject({
      kind: 'not_agreed',
      right: 'ours',
    })
    await app.call('campaignEdits.takeSide', { campaignId: id, side: 'ours' })
    expect(there()?.get(remoteId)?.settings['name']).toBe('Renamed')
  })

  it('after Instantly has it: the next reading settles it, and nothing is left to decide', async () => {
    fake.faults.killAt('during_edit_after_commit', app.pid)
    await rename()
    await restart()
    await read()
    expect(await app.call('campaignEdits.drift', { campaignId: id })).toBeNull()
    expect((await app.call('campaigns.detail', { campaignId: id })).campaign.name).toBe('Renamed')
    expect(fake.journal.requests('PATCH', /campaigns/)).toHaveLength(1)
  })
})

describe('killed while a campaign is deleted', () => {
  it.each(['during_delete_before_commit', 'during_delete_after_commit'] as const)(
    '%s: what became of it is found out, and it is never sent again',
    async (point) => {
      fake.faults.killAt(point, app.pid)
      const [asked] = await app.call('campaignDeletions.ask', { campaignIds: [id] })
      await restart()
      const deletion = await until('the deletion to be settled', async () => {
        const [row] = await app.call('campaignDeletions.results', { ids: [asked?.id ?? 0] })
        return row && row.state !== 'sent' ? row : null
      })
      const done = point === 'during_delete_after_commit'
      expect(deletion.state).toBe(done ? 'done' : 'failed')
      expect(there()?.has(remoteId)).toBe(!done)
      expect(fake.journal.requests('DELETE', /campaigns/)).toHaveLength(1)
    },
  )

  it('within the time to undo: nothing is deleted', async () => {
    const [asked] = await app.call('campaignDeletions.ask', { campaignIds: [id] })
    await app.kill()
    await restart()
    const [row] = await app.call('campaignDeletions.results', { ids: [asked?.id ?? 0] })
    expect(row?.state).toBe('undone')
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(fake.journal.requests('DELETE', /campaigns/)).toEqual([])
    expect(there()?.has(remoteId)).toBe(true)
  })
})

it('killed while a copy is made at Instantly, after it has it: found again, one campaign', async () => {
  const localId = await app.call('localCampaigns.duplicate', { from: { campaignId: id }, workspaceId, name: 'Copy' })
  fake.faults.killAt('during_campaign_create_after_commit', app.pid)
  await app.call('localCampaigns.create', { localId }).catch(tolerant)
  await restart()
  await app.call('localCampaigns.create', { localId })
  expect(fake.journal.campaignsCreated('Copy')).toBe(1)
  expect((await app.call('campaigns.list', { workspaceId, search: 'copy', page: {} })).total).toBe(1)
})

it.each([
  ['during_leads_list', 3],
  ['during_email_list', 1],
] as const)(
  'killed while a campaign is archived, %s: it goes on by itself and has every lead once',
  async (point, nth) => {
    fake.faults.killAt(point, app.pid, { nth })
    await app.call('archives.start', { campaignId: id }).catch(tolerant)
    await restart()
    const archive = await until(
      'the archive to end',
      async () => {
        const found = await app.call('archives.get', { campaignId: id })
        return found?.state === 'done' ? found : null
      },
      60_000,
    )
    expect(archive).toMatchObject({ leads: 350, safe: true, problem: null })
    // What was read before the end was not read again for nothing: five pages and the empty one, some of them twice.
    expect(fake.journal.requests('POST', /leads\/list$/).length).toBeLessThan(14)
  },
)
