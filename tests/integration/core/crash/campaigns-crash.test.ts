import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CampaignId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import { type CrashBench, goneIsNothing, startCrashBench } from '../../../support/crash/crash-bench.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { times } from '../../../support/long.ts'

/** The app is killed while it edits, deletes, creates and archives campaigns; the simulator's own record decides. */

let bench: CrashBench
let remoteId: string
let id: CampaignId

beforeEach(async () => {
  bench = await startCrashBench()
  remoteId = String((await createAsk(bench.fake)('POST', '/campaigns', campaignBody)).body['id'])
  const leads = Array.from({ length: 350 }, (_, at) => ({ email: `lead${at}@company${at}.example` }))
  await createAsk(bench.fake)('POST', '/leads/add', { campaign_id: remoteId, leads })
  await read()
  const { rows } = await bench.app.call('campaigns.list', { workspaceId: bench.workspaceId, page: {} })
  id = rows[0]?.id as CampaignId
  await bench.startKillable()
})
afterEach(() => bench.close())

const read = () => bench.app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
const there = () => bench.fake.world.workspaces[0]?.campaigns
const restart = async () => {
  await bench.app.gone
  await bench.startAfterKill()
}

describe('killed while a campaign is edited', () => {
  const rename = async () => {
    const { draft, opened } = await bench.app.call('campaignEdits.form', { campaignId: id })
    await bench.app
      .call('campaignEdits.save', { campaignId: id, draft: { ...draft, name: 'Renamed' }, opened })
      .catch(goneIsNothing)
  }

  it('before Instantly has it: the edit is there after the start, and one click sends it', async () => {
    bench.fake.faults.killAt('during_edit_before_commit', bench.pid)
    await rename()
    await restart()
    await read()
    expect(await bench.app.call('campaignEdits.drift', { campaignId: id })).toMatchObject({
      kind: 'not_agreed',
      right: 'ours',
    })
    await bench.app.call('campaignEdits.takeSide', { campaignId: id, side: 'ours' })
    expect(there()?.get(remoteId)?.settings['name']).toBe('Renamed')
  })

  it('after Instantly has it: the next reading settles it, and nothing is left to decide', async () => {
    bench.fake.faults.killAt('during_edit_after_commit', bench.pid)
    await rename()
    await restart()
    await read()
    expect(await bench.app.call('campaignEdits.drift', { campaignId: id })).toBeNull()
    expect((await bench.app.call('campaigns.detail', { campaignId: id })).campaign.name).toBe('Renamed')
    expect(bench.fake.journal.requests('PATCH', /campaigns/)).toHaveLength(1)
  })
})

describe('killed while a campaign is deleted', () => {
  it.each(['during_delete_before_commit', 'during_delete_after_commit'] as const)(
    '%s: its outcome is determined, and it is never sent again',
    async (point) => {
      bench.fake.faults.killAt(point, bench.pid)
      const [asked] = await bench.app.call('campaignDeletions.ask', { campaignIds: [id] })
      await restart()
      const deletion = await until('the deletion to be settled', async () => {
        const [row] = await bench.app.call('campaignDeletions.results', { ids: [asked?.id ?? 0] })
        return row && row.state !== 'sent' ? row : null
      })
      const done = point === 'during_delete_after_commit'
      expect(deletion.state).toBe(done ? 'done' : 'failed')
      expect(there()?.has(remoteId)).toBe(!done)
      expect(bench.fake.journal.requests('DELETE', /campaigns/)).toHaveLength(1)
    },
  )

  it('within the undo time: nothing is deleted', async () => {
    const [asked] = await bench.app.call('campaignDeletions.ask', { campaignIds: [id] })
    await bench.app.kill()
    await restart()
    const [row] = await bench.app.call('campaignDeletions.results', { ids: [asked?.id ?? 0] })
    expect(row?.state).toBe('undone')
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(bench.fake.journal.requests('DELETE', /campaigns/)).toEqual([])
    expect(there()?.has(remoteId)).toBe(true)
  })
})

it('Killed after Instantly created a copy, the app finds it again as one campaign', async () => {
  const localId = await bench.app.call('localCampaigns.duplicate', {
    from: { campaignId: id },
    workspaceId: bench.workspaceId,
    name: 'Copy',
  })
  bench.fake.faults.killAt('during_campaign_create_after_commit', bench.pid)
  await bench.app.call('localCampaigns.create', { localId }).catch(goneIsNothing)
  await restart()
  await bench.app.call('localCampaigns.create', { localId })
  expect(bench.fake.journal.campaignsCreated('Copy')).toBe(1)
  expect(
    (await bench.app.call('campaigns.list', { workspaceId: bench.workspaceId, search: 'copy', page: {} })).total,
  ).toBe(1)
})

// The short run kills it between pages of leads in jobs-crash.test.ts.
const pages = [
  ['during_email_list', 1],
  ['during_leads_list', 3],
] as const
it.each(pages.slice(0, times(1, pages.length)))(
  'killed while a campaign is archived, %s: it continues automatically and has every lead once',
  async (point, nth) => {
    bench.fake.faults.killAt(point, bench.pid, { nth })
    await bench.app.call('archives.start', { campaignId: id }).catch(goneIsNothing)
    await restart()
    const archive = await until('the archive to end', async () => {
      const found = await bench.app.call('archives.get', { campaignId: id })
      return found?.state === 'done' ? found : null
    })
    expect(archive).toMatchObject({ leads: 350, safe: true, problem: null })
    // Pages read before the kill were not read again: five pages and the empty one, some of them twice.
    expect(bench.fake.journal.requests('POST', /leads\/list$/).length).toBeLessThan(14)
  },
)
