import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { type Bench, ended, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings, newListSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const page = { offset: 0, limit: 100 }

function settings(): ExportSettings {
  const base = newCampaignSettings('It’s a “dry” run', { activateWhenDone: true })
  if (base.target.kind !== 'new') throw new Error('no new campaign')
  const steps = [
    {
      subject: "It's {{companyName}}",
      body: 'Hi {{firstName}}',
      waitDays: 2,
      others: [{ subject: 'B', body: '$(touch /tmp/x) `id` "q" {{city}}' }],
    },
    { subject: '', body: '<p>Again</p>\n<p>{{city}}</p>', waitDays: 0, html: true },
  ]
  return { ...base, target: { ...base.target, steps } }
}

describe('a dry run', () => {
  it('shows the exact requests of the export, and sends none of them', async () => {
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 1200, heldEvery: 7 })
    const wish = settings()
    const first = await bench.app.call('exports.dryRun', { listId, settings: wish, page })
    const second = await bench.app.call('exports.dryRun', { listId, settings: wish, after: first.next ?? -1, page })
    expect(bench.fake.journal.requests('POST', '/api/v2/campaigns')).toEqual([])
    expect((await bench.app.call('exports.list', { workspaceId: null, page: { offset: 0, limit: 10 } })).total).toBe(0)
    expect(first.requests.map(({ what }) => what)).toEqual(['look', 'create', 'add'])
    expect(second.requests.map(({ what }) => what)).toEqual(['add', 'activate'])
    expect(second.next).toBeNull()

    const ledger = await ended(bench.app, await startExport(bench.app, listId, wish))
    const made = bench.fake.journal.requests('POST', '/api/v2/campaigns')[0]
    expect(JSON.parse(first.requests[1]?.body ?? '')).toEqual(JSON.parse(made?.bodyText ?? '{}'))
    const batches = bench.fake.journal
      .requests('POST', '/api/v2/leads/add')
      .map(({ bodyText }) => JSON.parse(bodyText ?? ''))
    const sent = batches.toSorted((a, b) => b.leads.length - a.leads.length)
    expect(sent.map(({ leads }) => leads.length)).toEqual([first.requests[2]?.leads, second.requests[0]?.leads])
    expect(first.leads.map(({ json }) => JSON.parse(json))).toEqual(sent[0].leads.slice(0, 100))
    expect(second.requests[1]?.path.replace('ID-OF-THE-NEW-CAMPAIGN', ledger.summary.campaignId ?? '')).toBe(
      `/api/v2/campaigns/${ledger.summary.campaignId}/activate`,
    )
  })

  it('as a command line passes the same body, runs nothing in the shell and contains no key', async () => {
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 3 })
    const line = await bench.app.call('exports.dryRunCurl', { listId, settings: settings(), what: 'create' })
    expect(line).not.toContain(bench.fake.key)
    // A shell function in place of curl prints its arguments.
    const words = execFileSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${line}`], {
      env: { ...process.env, INSTANTLY_API_KEY: 'k' },
    })
      .toString('utf8')
      .split('\0')
    expect(words).toContain('Authorization: Bearer k')
    expect(words).toContain('https://api.instantly.ai/api/v2/campaigns')
    const body = JSON.parse(words[words.indexOf('--data-raw') + 1] ?? '')
    expect(body.sequences[0].steps[0].variants[1].body).toBe('$(touch /tmp/x) `id` "q" {{city}}')
  })

  it('changes nothing: it shows the same again, and the store has the same rows', async () => {
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 50 })
    const ask = () => bench.app.call('exports.dryRun', { listId, settings: settings(), page })
    const first = await ask()
    expect(await ask()).toEqual(first)
    expect(first.leads).toHaveLength(50)
  })

  it('of a lead list shows what it requests and creates, word for word', async () => {
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 30 })
    const wish = newListSettings('It’s a list', { skipIfInWorkspace: false, skipIfInCampaign: true })
    const shown = await bench.app.call('exports.dryRun', { listId, settings: wish, page })
    expect(shown.requests.map(({ what }) => what)).toEqual(['look', 'create', 'add'])
    expect(bench.fake.journal.requests('POST', '/api/v2/lead-lists')).toEqual([])
    const line = await bench.app.call('exports.dryRunCurl', { listId, settings: wish, what: 'add' })
    expect(line).toContain(
      '"list_id":"ID-OF-THE-NEW-LEAD-LIST","skip_if_in_workspace":false,"skip_if_in_campaign":true',
    )

    const { summary } = await ended(bench.app, await startExport(bench.app, listId, wish))
    const made = bench.fake.journal.requests('POST', '/api/v2/lead-lists')[0]
    expect(JSON.parse(shown.requests[1]?.body ?? '')).toEqual(JSON.parse(made?.bodyText ?? '{}'))
    const sent = bench.fake.journal.requests('POST', '/api/v2/leads/add')[0]?.bodyText ?? ''
    expect(line).toContain(sent.replace(summary.leadListId ?? '-', 'ID-OF-THE-NEW-LEAD-LIST'))
  })

  it('shows the tags that are created and put on the campaign', async () => {
    const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count: 3 })
    const base = newCampaignSettings('Tagged')
    if (base.target.kind !== 'new') throw new Error('no new campaign')
    const tags = [
      { id: null, name: 'New one' },
      { id: '018f0000-0000-7000-8000-000000000001', name: 'There' },
    ]
    const wish: ExportSettings = { ...base, target: { ...base.target, tags } }
    const { requests } = await bench.app.call('exports.dryRun', { listId, settings: wish, page })
    expect(requests.map(({ what, about }) => [what, about])).toEqual([
      ['look', null],
      ['create', null],
      ['create_tag', 'New one'],
      ['tag', null],
      ['add', null],
    ])
    expect(JSON.parse(requests[3]?.body ?? '')).toEqual({
      tag_ids: ['ID-OF-THE-NEW-TAG-1', tags[1]?.id],
      resource_type: 2,
      resource_ids: ['ID-OF-THE-NEW-CAMPAIGN'],
      assign: true,
    })
    const line = await bench.app.call('exports.dryRunCurl', {
      listId,
      settings: wish,
      what: 'create_tag',
      about: 'New one',
    })
    expect(line).toContain(`--data-raw '{"label":"New one"}'`)
  })
})
