/** An export into a lead list at Instantly has every guarantee of one into a campaign, and contacts nobody. */
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import {
  type Bench,
  ended,
  ledgerFaults,
  newIdempotencyKey,
  startBench,
  startExport,
} from '../../../support/export-bench.ts'
import {
  existingCampaignSettings,
  existingListSettings,
  newCampaignSettings,
  newListSettings,
} from '../../../support/export-settings.ts'
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

const list = (count: number, options: { heldEvery?: number; tag?: string; name?: string } = {}) =>
  makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: options.name ?? 'Dentists', count, ...options })
const ask = (...args: Parameters<ReturnType<typeof createAsk>>) => createAsk(bench.fake)(...args)
const ledgerOf = (exportId: ExportId) => bench.app.call('exports.ledger', { exportId })
const requests = (method: string, at: string | RegExp) => bench.fake.journal.requests(method, at)
const created = () => requests('POST', '/api/v2/lead-lists').filter((entry) => entry.committed)
const run = async (listId: Parameters<typeof startExport>[1], settings: Parameters<typeof startExport>[2]) =>
  ended(bench.app, await startExport(bench.app, listId, settings))
/** Returns the addresses in a list, requested from Instantly itself. */
async function emailsAt(leadListId: string): Promise<readonly string[]> {
  const found = await ask('POST', '/leads/list', { list_id: leadListId, limit: 100 })
  return found.items.map(({ email }) => String(email))
}
const leadListOf = ({ summary }: Ledger): string => summary.leadListId ?? ''

describe('into a new lead list', () => {
  it('creates one list although the answer to its creation was that of a rate limit', async () => {
    bench.fake.faults.script({
      method: 'POST',
      path: '/lead-lists',
      fault: { kind: 'status', status: 429, when: 'after_commit' },
    })
    const ledger = await run(list(5).listId, newListSettings('Once'))
    expect(ledger.summary.totals).toMatchObject({ uploaded: 5 })
    expect(created()).toHaveLength(1)
  })

  it('adds every ready lead once, asks for nothing a campaign needs, and its report adds up', async () => {
    const { listId, emails } = list(2500, { heldEvery: 10 })
    const ledger = await run(listId, newListSettings('Dentists - waiting'))
    expect(ledger.summary).toMatchObject({
      state: 'done',
      target: 'list',
      campaignId: null,
      campaignName: 'Dentists - waiting',
      campaignIsNew: true,
      activation: 'not_wanted',
      totals: { rows: 2500, uploaded: 2250, stayedBehind: 250, refused: 0, failed: 0, waiting: 0 },
    })
    expect(ledgerFaults(ledger)).toEqual([])
    expect(ledger.copy).toBeNull()
    expect(created()).toHaveLength(1)
    const committed = bench.fake.journal.committedAddresses(leadListOf(ledger))
    expect(committed.toSorted()).toEqual(emails.toSorted())
    expect(requests('POST', /\/campaigns/)).toEqual([])
    const sent = JSON.parse(requests('POST', '/api/v2/leads/add')[0]?.bodyText ?? '{}')
    expect(Object.keys(sent)).toEqual(['list_id', 'skip_if_in_workspace', 'leads'])
  })

  it('never starts anything, even if asked to', async () => {
    const { listId } = list(3)
    const ledger = await run(listId, newListSettings('Quiet', { activateWhenDone: true }))
    expect(ledger.summary).toMatchObject({ state: 'done', activation: 'not_wanted' })
    expect(requests('POST', /activate$/)).toEqual([])
  })

  it('uses the only new list of its name if the answer to its creation is lost', async () => {
    await ask('POST', '/lead-lists', { name: 'Twice' })
    bench.fake.faults.script({ method: 'POST', path: '/lead-lists', fault: { kind: 'reset', when: 'after_commit' } })
    const ledger = await run(list(30).listId, newListSettings('Twice'))
    expect(ledger.summary).toMatchObject({ state: 'done', totals: { uploaded: 30 } })
    expect(created()).toHaveLength(2)
    expect(await emailsAt(leadListOf(ledger))).toHaveLength(30)
  })

  it('asks if none appeared, sends nothing meanwhile, and creates it again when told to', async () => {
    bench.fake.faults.script({ method: 'POST', path: '/lead-lists', fault: { kind: 'reset', when: 'before_commit' } })
    const id = await startExport(bench.app, list(5).listId, newListSettings('Lost'))
    const asked = await until('the question', async () => {
      const ledger = await ledgerOf(id)
      return ledger.question && ledger
    })
    expect(asked.summary).toMatchObject({ state: 'waiting', problem: { code: 'LEAD_LIST_CREATION_UNCLEAR' } })
    expect(asked.question).toEqual({ kind: 'list_creation', name: 'Lost', candidates: [] })
    expect(requests('POST', '/api/v2/leads/add')).toEqual([])
    await bench.app.call('exports.answer', { exportId: id, answer: { kind: 'create_again' } })
    expect((await ended(bench.app, id)).summary).toMatchObject({ state: 'done', totals: { uploaded: 5 } })
    expect(created()).toHaveLength(1)
  })

  it('asks if several appeared, and uses the one that is chosen', async () => {
    bench.fake.faults.latency({ ms: 600, commitAt: 0.9 })
    bench.fake.faults.script({ method: 'POST', path: '/lead-lists', fault: { kind: 'reset', when: 'before_commit' } })
    const id = await startExport(bench.app, list(5).listId, newListSettings('Several'))
    await until('the request', () => requests('POST', '/api/v2/lead-lists').length === 1)
    const { world } = bench.fake
    const [workspace] = world.workspaces
    if (!workspace) throw new Error('no workspace')
    const chosen = world.addList(workspace, 'Several').id
    world.addList(workspace, 'Several')
    bench.fake.faults.latency(null)
    const asked = await until('the question', async () => (await ledgerOf(id)).question)
    expect(asked.candidates).toHaveLength(2)
    await bench.app.call('exports.answer', { exportId: id, answer: { kind: 'adopt', id: chosen } })
    const ledger = await ended(bench.app, id)
    expect(leadListOf(ledger)).toBe(chosen)
    expect(await emailsAt(chosen)).toHaveLength(5)
  })
})

describe('into an existing lead list', () => {
  it('sends nothing again that an earlier export added to this list, and ignores other targets', async () => {
    const { listId } = list(40)
    const first = await run(listId, newListSettings('Shelf'))
    const leadListId = leadListOf(first)
    const campaign = await run(listId, newCampaignSettings('Autumn', { skipIfInWorkspace: false }))
    expect(campaign.summary.totals).toMatchObject({ uploaded: 40, stayedBehind: 0 })
    const again = await run(listId, existingListSettings(leadListId))
    expect(again.summary).toMatchObject({ campaignName: 'Shelf', campaignIsNew: false, leadListId })
    expect(again.reasons).toEqual([
      { outcome: 'stayed_behind', count: 40, gate: 'already_uploaded', refusals: [], error: null },
    ])
    // Another list that got leads from here before, but not these.
    const other = await run(list(5, { tag: 'others', name: 'Others' }).listId, newListSettings('Other shelf'))
    const into = await run(listId, existingListSettings(leadListOf(other)))
    expect(into.summary.totals).toMatchObject({ uploaded: 40, stayedBehind: 0 })
    // A campaign and a list are never confused.
    const back = await run(listId, existingCampaignSettings(campaign.summary.campaignId ?? ''))
    expect(back.summary.totals).toMatchObject({ uploaded: 0, stayedBehind: 40 })
  })

  it('refuses to begin if the list is gone, and ends if it is deleted meanwhile', async () => {
    const made = await ask('POST', '/lead-lists', { name: 'Brief' })
    const id = String(made.body['id'])
    const { listId } = list(5)
    bench.fake.faults.script({
      method: 'POST',
      path: '/leads/add',
      fault: { kind: 'status', status: 503, when: 'before_commit' },
    })
    const exportId = await startExport(bench.app, listId, existingListSettings(id))
    await until('the first try', () => requests('POST', '/api/v2/leads/add').length === 1)
    await ask('DELETE', `/lead-lists/${id}`)
    const ledger = await ended(bench.app, exportId)
    expect(ledger.summary).toMatchObject({ state: 'failed', problem: { code: 'LEAD_LIST_NOT_FOUND' } })
    expect(ledgerFaults(ledger)).toEqual([])
    const start = bench.app.call('exports.start', {
      listId,
      settings: existingListSettings(id),
      idempotencyKey: newIdempotencyKey(),
    })
    expect(await failure(start)).toMatchObject({ code: 'LEAD_LIST_NOT_FOUND' })
  })

  it('leaves out leads in a campaign or in a list, as the rule says', async () => {
    await run(
      list(10, { tag: 'a', name: 'In a campaign' }).listId,
      newCampaignSettings('Held', { skipIfInWorkspace: false }),
    )
    await run(list(10, { tag: 'b', name: 'In a list' }).listId, newListSettings('Kept', { skipIfInWorkspace: false }))
    const off = { skipIfInWorkspace: false }
    const both = async (settings: Parameters<typeof newListSettings>[1]) => {
      const a = await run(list(10, { tag: 'a' }).listId, newListSettings('A', settings))
      const b = await run(list(10, { tag: 'b' }).listId, newListSettings('B', settings))
      // The next check must not find the leads this one added.
      for (const ledger of [a, b]) await ask('DELETE', `/lead-lists/${leadListOf(ledger)}`)
      return [a.summary.totals.uploaded, b.summary.totals.uploaded]
    }
    expect(await both({ ...off, skipIfInCampaign: true })).toEqual([0, 10])
    expect(await both({ ...off, skipIfInList: true })).toEqual([10, 0])
    expect(await both({ ...off, skipIfInCampaign: true, skipIfInList: true })).toEqual([0, 0])
    expect(await both(off)).toEqual([10, 10])
  })
})

describe('a lost answer', () => {
  it.each(['reset', 'half_answer', 'invalid_json'] as const)(
    'of adding leads (%s) is settled by reading the list: each lead once',
    async (kind) => {
      const fault = kind === 'reset' ? { kind, when: 'after_commit' as const } : { kind }
      bench.fake.faults.script({ method: 'POST', path: '/leads/add', fault })
      const { listId, emails } = list(120)
      const ledger = await run(listId, newListSettings('Lost'))
      expect(ledger.summary.totals).toMatchObject({ uploaded: 120, refused: 0 })
      expect(ledger.requests.settledByReading).toBe(1)
      expect(ledgerFaults(ledger)).toEqual([])
      expect(bench.fake.journal.addressesCommittedTwice()).toEqual([])
      expect(bench.fake.journal.committedAddresses().toSorted()).toEqual(emails.toSorted())
      const reads = requests('POST', '/api/v2/leads/list')
        .map(({ bodyText }) => JSON.parse(bodyText ?? '{}'))
        .filter(({ contacts }) => contacts)
      expect(reads.map((read) => read.list_id)).toEqual(reads.map(() => leadListOf(ledger)))
      expect(reads.length).toBeGreaterThan(1)
    },
  )

  it('into a list that held some of them before reports those as already there', async () => {
    const made = await ask('POST', '/lead-lists', { name: 'Half full' })
    const id = String(made.body['id'])
    await ask('POST', '/leads/add', {
      list_id: id,
      leads: [{ email: 'lead1@list.example' }, { email: 'lead2@list.example' }],
    })
    // As much as Instantly's clock and ours could differ.
    await new Promise((resolve) => setTimeout(resolve, 7_000))
    bench.fake.faults.script({ method: 'POST', path: '/leads/add', fault: { kind: 'reset', when: 'after_commit' } })
    const ledger = await run(list(10).listId, existingListSettings(id))
    expect(ledger.summary.totals).toMatchObject({ uploaded: 8, refused: 2 })
    expect(ledger.reasons).toContainEqual(
      expect.objectContaining({ outcome: 'refused', count: 2, refusals: ['duplicated_leads'] }),
    )
  })
})

describe('after an export into a lead list', () => {
  it('it is compared with the list at Instantly, and only missing leads are sent again', async () => {
    const { listId } = list(50)
    const { summary } = await run(listId, newListSettings('Compared'))
    const leadListId = summary.leadListId ?? ''
    const compare = () => bench.app.call('exports.compare', { exportId: summary.id })
    expect(await compare()).toMatchObject({ there: 50, agreed: 50, missing: 0 })
    const { rows } = await bench.app.call('exports.rows', { exportId: summary.id, outcome: 'uploaded', page: {} })
    const ids = rows.slice(0, 3).map(({ remoteLeadId }) => remoteLeadId)
    expect((await ask('DELETE', '/leads', { list_id: leadListId, ids })).status).toBe(200)
    expect(await compare()).toMatchObject({ there: 47, agreed: 47, missing: 3 })
    const again = await run(listId, existingListSettings(leadListId))
    expect(again.summary.totals).toMatchObject({ uploaded: 3, stayedBehind: 47 })
    await ask('DELETE', `/lead-lists/${leadListId}`)
    expect(await failure(compare())).toMatchObject({ code: 'LEAD_LIST_NOT_FOUND' })
  })

  it('undo removes leads by ids only, and only from this list', async () => {
    const { listId } = list(30)
    const made = await ask('POST', '/lead-lists', { name: 'Shared' })
    const id = String(made.body['id'])
    await ask('POST', '/leads/add', { list_id: id, leads: [{ email: 'other@elsewhere.example' }] })
    const { summary } = await run(listId, existingListSettings(id))
    const before = async () => (await bench.app.call('exports.plan', { listId })).earlierExports
    expect(await before()).toMatchObject([{ exportId: summary.id, uploaded: 30 }])
    expect(await bench.app.call('exports.takeBack', { exportId: summary.id })).toEqual({
      taken: 30,
      missing: 0,
      left: 0,
    })
    // The next review does not warn of leads that are no longer there.
    expect(await before()).toEqual([])
    expect(await emailsAt(id)).toEqual(['other@elsewhere.example'])
    const [deletion] = requests('DELETE', '/api/v2/leads')
    expect(JSON.parse(deletion?.bodyText ?? '{}')).toMatchObject({ list_id: id, limit: 30 })
  })

  it('it is named as a lead list everywhere: report, exports, an address, the review and the file', async () => {
    const { listId } = list(4)
    const first = await run(listId, newListSettings('Named'))
    const again = await run(listId, existingListSettings(leadListOf(first)))
    const { rows } = await bench.app.call('exports.list', { workspaceId: bench.workspaceId, page: {} })
    expect(rows.map(({ target, campaignName }) => [target, campaignName])).toEqual([
      ['list', 'Named'],
      ['list', 'Named'],
    ])
    const [outcome] = await bench.app.call('exports.findAddress', { workspaceId: null, search: 'lead1@list' })
    expect(outcome?.sent).toMatchObject({ target: 'list', campaignName: 'Named', gate: 'already_uploaded' })
    const plan = await bench.app.call('exports.plan', { listId })
    expect(plan.earlierExports.map(({ target }) => target)).toEqual(['list', 'list'])
    expect(plan.remembered?.target).toEqual({ kind: 'existing_list', leadListId: leadListOf(first) })
    bench.app.savePath = path.join(bench.app.dir, 'problems.csv')
    await bench.app.call('exports.saveCsv', { exportId: again.summary.id, what: 'problems' })
    expect(bench.app.savedAs.at(-1)).toContain('Named')
    expect(fs.readFileSync(bench.app.savePath, 'utf8')).toContain(
      'already added to this lead list by an earlier export',
    )
  })

  it('nobody counts as contacted, as leads in a lead list get no email', async () => {
    const { listId } = list(10)
    await run(listId, newListSettings('Waiting'))
    const other = await bench.app.call('workspaces.create', { name: 'Other client', colour: 2 })
    const theirs = makeList(bench.app.dir, { workspaceId: other.id, name: 'Theirs', count: 10 })
    const guard = await bench.app.call('exports.guard', { listId: theirs.listId })
    expect(guard.held).toContainEqual({ gate: 'other_client', count: 0 })
    await run(listId, newCampaignSettings('Written', { skipIfInWorkspace: false }))
    const after = await bench.app.call('exports.guard', { listId: theirs.listId })
    expect(after.held).toContainEqual({ gate: 'other_client', count: 10 })
  })
})
