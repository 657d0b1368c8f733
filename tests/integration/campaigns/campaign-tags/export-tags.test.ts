/** Tags of the plan are put on the new campaign despite any failure, and the leads never wait for them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TagChoice } from '#shared/contract/campaigns/campaign-tags.ts'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { startBackend, until } from '../../../support/backend.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { makeList } from '../../../support/lists.ts'
import { failure } from '../../leads/support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const ask = (...args: Parameters<ReturnType<typeof createAsk>>) => createAsk(bench.fake)(...args)
const list = (count = 5) => makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Dentists', count })
const requests = (method: string, path: string | RegExp) => bench.fake.journal.requests(method, path)
const toggles = () => requests('POST', '/api/v2/custom-tags/toggle-resource')
const makeTag = async (label: string): Promise<string> =>
  String((await ask('POST', '/custom-tags', { label })).body['id'])

function tagged(name: string, tags: readonly TagChoice[], changes: Partial<ExportSettings> = {}): ExportSettings {
  const base = newCampaignSettings(name, changes)
  if (base.target.kind !== 'new') throw new Error('no new campaign')
  return { ...base, target: { ...base.target, tags: [...tags] } }
}

/** Returns the names of a campaign's tags, requested from Instantly itself. */
async function tagsAt(campaignId: string | null): Promise<readonly string[]> {
  const { items } = await ask('GET', `/custom-tags?limit=100&resource_ids=${campaignId}`)
  return items.map(({ label }) => String(label)).toSorted()
}

describe('tags of a plan', () => {
  it('existing and new ones are put on the campaign once it is created', async () => {
    const id = await makeTag('Kessler')
    const wish = tagged('Autumn', [
      { id, name: 'Kessler' },
      { id: null, name: '  Dentists  ' },
    ])
    const ledger = await ended(bench.app, await startExport(bench.app, list().listId, wish))
    expect(ledger.summary).toMatchObject({ state: 'done', tagging: 'done', totals: { uploaded: 5 } })
    expect(ledger.tagProblem).toBeNull()
    expect(await tagsAt(ledger.summary.campaignId)).toEqual(['Dentists', 'Kessler'])
    expect(toggles()).toHaveLength(1)
    expect(JSON.parse(toggles()[0]?.bodyText ?? '{}')).toMatchObject({
      resource_type: 2,
      resource_ids: [ledger.summary.campaignId],
      assign: true,
    })
  })

  it('those somebody created meanwhile are used and not created twice', async () => {
    await makeTag('Dentists')
    const wish = tagged('Autumn', [{ id: null, name: 'Dentists' }])
    const ledger = await ended(bench.app, await startExport(bench.app, list().listId, wish))
    expect(ledger.summary.tagging).toBe('done')
    expect(await tagsAt(ledger.summary.campaignId)).toEqual(['Dentists'])
    expect((await ask('GET', '/custom-tags?limit=100')).items).toHaveLength(1)
  })

  it('those deleted since they were chosen are created again', async () => {
    const id = await makeTag('Short')
    await ask('DELETE', `/custom-tags/${id}`)
    const ledger = await ended(
      bench.app,
      await startExport(bench.app, list().listId, tagged('Autumn', [{ id, name: 'Short' }])),
    )
    expect(ledger.summary.tagging).toBe('done')
    expect(await tagsAt(ledger.summary.campaignId)).toEqual(['Short'])
  })

  it.each([
    ['/custom-tags', 'after_commit'],
    ['/custom-tags', 'before_commit'],
    ['/custom-tags/toggle-resource', 'after_commit'],
    ['/custom-tags/toggle-resource', 'before_commit'],
  ] as const)('a lost answer of %s %s has no effect: each tag exists once', async (path, when) => {
    bench.fake.faults.script({ method: 'POST', path, fault: { kind: 'reset', when } })
    const wish = tagged('Autumn', [{ id: null, name: 'Dentists' }])
    const ledger = await ended(bench.app, await startExport(bench.app, list().listId, wish))
    expect(ledger.summary).toMatchObject({ state: 'done', tagging: 'done' })
    expect(await tagsAt(ledger.summary.campaignId)).toEqual(['Dentists'])
    expect((await ask('GET', '/custom-tags?limit=100')).items).toHaveLength(1)
  })

  it('those Instantly refuses stop no lead: the report says so, and a retry adds them', async () => {
    const refusal = { method: 'POST', path: '/custom-tags/toggle-resource', times: 2 } as const
    bench.fake.faults.script({ ...refusal, fault: { kind: 'status', status: 400, when: 'before_commit' } })
    const wish = tagged('Autumn', [{ id: null, name: 'Dentists' }], { activateWhenDone: true })
    const id = await startExport(bench.app, list(40).listId, wish)
    const ledger = await ended(bench.app, id)
    expect(ledger.summary).toMatchObject({ state: 'done', tagging: 'failed', totals: { uploaded: 40 } })
    expect(ledger.tagProblem).toMatchObject({ code: 'API_REFUSED' })
    expect(ledgerFaults(ledger)).toEqual([])
    expect(await tagsAt(ledger.summary.campaignId)).toEqual([])

    bench.fake.faults.clear()
    expect(await bench.app.call('exports.tagAgain', { exportId: id })).toMatchObject({ tagging: 'done' })
    expect(await tagsAt(ledger.summary.campaignId)).toEqual(['Dentists'])
    expect((await bench.app.call('exports.ledger', { exportId: id })).tagProblem).toBeNull()
    expect(await failure(bench.app.call('exports.tagAgain', { exportId: id }))).toMatchObject({
      code: 'EXPORT_NOT_POSSIBLE_NOW',
    })
  })

  it('are added at the next start if the app was closed before', async () => {
    bench.fake.faults.script({
      method: 'POST',
      path: '/custom-tags/toggle-resource',
      fault: { kind: 'hang', when: 'before_commit' },
    })
    const id = await startExport(bench.app, list().listId, tagged('Autumn', [{ id: null, name: 'Dentists' }]))
    await until('the request', () => toggles().length === 1)
    await until(
      'the leads',
      async () => (await bench.app.call('exports.ledger', { exportId: id })).summary.totals.uploaded === 5,
    )
    await bench.app.stop()
    bench.fake.faults.clear()
    const app = startBackend({ instantlyUrl: bench.fake.url, dir: bench.app.dir })
    try {
      const ledger = await ended(app, id)
      expect(ledger.summary).toMatchObject({ state: 'done', tagging: 'done', totals: { uploaded: 5 } })
      expect(await tagsAt(ledger.summary.campaignId)).toEqual(['Dentists'])
    } finally {
      await app.stop()
    }
  })

  it('show which client of a workspace a campaign will belong to before it exists', async () => {
    const { app, workspaceId } = bench
    const part = await app.call('clients.createPart', { workspaceId, name: 'Kessler', colour: 2 })
    await app.call('clients.saveRules', { workspaceId, rules: [{ partId: part.id, kind: 'tag', value: 'kessler' }] })
    await ended(app, await startExport(app, list(10).listId, newCampaignSettings('Of the workspace itself')))
    const held = async (tags: readonly string[]) => {
      const campaign = { remoteId: null, name: 'Next', tags: [...tags] }
      const guard = await app.call('exports.guard', { listId: list(10).listId, campaign })
      return guard.held.find(({ gate }) => gate === 'other_client')?.count
    }
    expect(await held([])).toBe(0)
    expect(await held(['Kessler'])).toBe(10)
    const wish = tagged('Next', [{ id: null, name: 'Kessler' }], { skipIfInWorkspace: false })
    const ledger = await ended(app, await startExport(app, list(10).listId, wish))
    expect(ledger.summary.totals).toMatchObject({ uploaded: 0, stayedBehind: 10 })
  })
})
