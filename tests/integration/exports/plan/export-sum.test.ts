import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import { verdictOf } from '#shared/domain/exports/export-verdict.ts'
import type { ListId } from '#shared/ids.ts'
import { until } from '../../../support/backend.ts'
import {
  type Bench,
  ended,
  ledgerFaults,
  newIdempotencyKey,
  startBench,
  startExport,
} from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { makeList } from '../../../support/lists.ts'
import { putVerified } from '../../../support/verified.ts'

let bench: Bench
const begin = async (options: Parameters<typeof startBench>[0] = {}) => {
  bench = await startBench(options)
}
beforeEach(() => begin())
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const list = (count: number, options: { tag?: string; name?: string } = {}) =>
  makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: options.name ?? 'Dentists', count, ...options })
const ask = () => createAsk(bench.fake, bench.fake.key)
const sumOf = (listId: ListId, rules: Partial<ExportSettings> = {}, part?: ExportPart) =>
  bench.app.call('exports.sum', { listId, part, rules: { skipIfInWorkspace: true, ...rules } })
const exportPart = async (listId: ListId, settings: ExportSettings, part: ExportPart) =>
  ended(
    bench.app,
    (await bench.app.call('exports.start', { listId, settings, part, idempotencyKey: newIdempotencyKey() })).id,
  )
const sync = async () => {
  const { workspaceId } = bench
  await bench.app.call('leadMirror.start', { workspaceId, what: 'whole' })
  await until('the leads to be read', async () => {
    const now = await bench.app.call('leadMirror.state', { workspaceId })
    return !now.adding && !now.underWay?.running
  })
}
/** Creates a campaign in Instantly's own window. */
async function madeThere(emails: readonly string[]): Promise<string> {
  const { body } = await ask()('POST', '/campaigns', { ...campaignBody, name: 'There' })
  await ask()('POST', '/leads/add', { campaign_id: body['id'], leads: emails.map((email) => ({ email })) })
  return String(body['id'])
}
const addressesIn = (campaignId: string | null) =>
  [...bench.fake.journal.committedAddresses(campaignId ?? '')].toSorted()

describe('the total of a plan', () => {
  it('recognises a list just exported: nobody is left, no campaign is created, nothing is sent', async () => {
    const { listId } = list(64)
    await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('First')))
    expect(await sumOf(listId)).toMatchObject({
      rows: 64,
      held: [{ reason: 'in_workspace', count: 64 }],
      goOut: 0,
      mirror: { readAt: null },
    })
    const writes = () => bench.fake.journal.requests('POST', /campaigns|leads\/add/).length
    const before = writes()
    const ledger = await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('Again')))
    expect(writes()).toBe(before)
    expect(bench.fake.journal.campaignsCreated('Again')).toBe(0)
    expect(ledger.summary.totals).toMatchObject({ rows: 64, stayedBehind: 64, uploaded: 0, waiting: 0 })
    expect(ledgerFaults(ledger)).toEqual([])
    expect(ledger.summary).toMatchObject({ campaignId: null, promised: 0, alreadyThere: 64 })
    expect(verdictOf(ledger.summary)).toMatchObject({ kind: 'nothing', tone: 'warn' })
  })

  it('is amber if Instantly had all leads without Sendoff knowing, and remembers them', async () => {
    const { listId, emails } = list(40)
    await madeThere(emails)
    expect(await sumOf(listId)).toMatchObject({ goOut: 40 })
    const { summary } = await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('First')))
    expect(verdictOf(summary)).toEqual({ kind: 'nothing', tone: 'warn', uploaded: 0, promised: 40, alreadyThere: 40 })
    expect(await sumOf(listId)).toMatchObject({ goOut: 0 })
  })

  it('is amber with both figures if only some arrived, green if all did', async () => {
    const { listId, emails } = list(40)
    await madeThere(emails.slice(0, 4))
    const { summary } = await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('First')))
    expect(verdictOf(summary)).toMatchObject({ kind: 'partial', tone: 'warn', uploaded: 36, promised: 40 })
    const other = list(5, { tag: 'other' })
    const whole = await ended(bench.app, await startExport(bench.app, other.listId, newCampaignSettings('Second')))
    expect(verdictOf(whole.summary)).toMatchObject({ kind: 'complete', tone: 'ok' })
  })

  it('follows a value emptied after the review, filled again, and emptied after the click: its lead is left out', async () => {
    const { listId } = list(30_000)
    const blanksOut = ['firstName']
    const write = async (position: number, value: string) => {
      const page = { offset: position - 1, limit: 1 }
      const [row] = (await bench.app.call('lists.leads', { listId, sort: 'position', page })).rows
      const change = { kind: 'field', name: 'first_name', value } as const
      await bench.app.call('lists.editLead', { leadId: row?.id as never, change })
      return row?.email ?? ''
    }
    expect((await sumOf(listId, { blanksOut })).goOut).toBe(30_000)
    const early = await write(1, '')
    expect(await sumOf(listId, { blanksOut })).toMatchObject({
      goOut: 29_999,
      held: [{ reason: 'blank_variable', count: 1 }],
    })
    await write(1, 'Ada')
    expect((await sumOf(listId, { blanksOut })).goOut).toBe(30_000)

    const goOn = bench.fake.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
    const { id } = await bench.app.call('exports.start', {
      listId,
      settings: newCampaignSettings('Emptied'),
      idempotencyKey: newIdempotencyKey(),
      promised: 30_000,
    })
    await until('the first leads to be sent', () => bench.fake.journal.requests('POST', /leads\/add/).length > 1)
    const late = await write(29_950, '')
    goOn()
    const { summary } = await ended(bench.app, id)
    expect(summary).toMatchObject({ promised: 30_000, totals: { uploaded: 29_999, stayedBehind: 1 } })
    const arrived = new Set(addressesIn(summary.campaignId))
    expect([arrived.has(early), arrived.has(late)]).toEqual([true, false])
  })

  it('subtracts leads of campaigns and lead lists made at Instantly once they were synced', async () => {
    const { listId, emails } = list(30)
    await madeThere(emails.slice(0, 10))
    const { body } = await ask()('POST', '/lead-lists', { name: 'Found' })
    await ask()('POST', '/leads/add', { list_id: body['id'], leads: emails.slice(10, 15).map((email) => ({ email })) })
    await sync()
    const all = await sumOf(listId)
    expect(all).toMatchObject({ held: [{ reason: 'in_workspace', count: 15 }], goOut: 15 })
    expect(all.mirror.readAt).not.toBeNull()
    const finer = (rules: Partial<ExportSettings>) => sumOf(listId, { skipIfInWorkspace: false, ...rules })
    expect(await finer({ skipIfInCampaign: true })).toMatchObject({ goOut: 20 })
    expect(await finer({ skipIfInList: true })).toMatchObject({ goOut: 25 })
    expect(await finer({})).toMatchObject({ goOut: 30 })
    const asked = { listId, rules: { skipIfInWorkspace: true }, reason: 'in_workspace', page: { limit: 3 } } as const
    const { rows, total } = await bench.app.call('exports.sumLeads', asked)
    expect([total, rows.map(({ email }) => email)]).toEqual([15, emails.slice(0, 3)])
  })

  it('subtracts leads known in the other spelling of the domain, from an export or a sync', async () => {
    const listOf = (...emails: readonly string[]) =>
      makeList(bench.app.dir, {
        workspaceId: bench.workspaceId,
        name: 'Spelt',
        count: emails.length,
        emailOf: (row) => emails[row - 1] ?? '',
      })
    const [first, second] = [listOf('info@müller.example'), listOf('info@xn--mller-kva.example', 'bo@other.example')]
    await ended(bench.app, await startExport(bench.app, first.listId, newCampaignSettings('First')))
    expect(await sumOf(second.listId)).toMatchObject({ held: [{ reason: 'in_workspace', count: 1 }], goOut: 1 })
    const ledger = await ended(bench.app, await startExport(bench.app, second.listId, newCampaignSettings('Second')))
    expect(addressesIn(ledger.summary.campaignId)).toEqual(['bo@other.example'])
    await madeThere(['ann@müller.example'])
    await sync()
    expect(await sumOf(listOf('ann@xn--mller-kva.example').listId)).toMatchObject({ goOut: 0 })
  })

  it('includes leads again whose campaign was deleted at Instantly, or that a newer sync does not find', async () => {
    const { listId, emails } = list(20)
    const first = await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('First')))
    await ask()('DELETE', `/campaigns/${first.summary.campaignId ?? ''}`)
    expect(await sumOf(listId)).toMatchObject({ goOut: 0 })
    await bench.app.call('campaigns.readNow', { workspaceId: bench.workspaceId })
    expect(await sumOf(listId)).toMatchObject({ goOut: 20 })
    const { summary } = await bench.app.call('exports.ledger', { exportId: first.summary.id })
    expect(summary.campaignGone).toBe(true)
    const again = await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('Second')))
    expect(addressesIn(again.summary.campaignId)).toEqual([...emails].toSorted())
  })
})

describe('a rule', () => {
  it('sends only verified leads: risky, unknown and empty ones are left out with that reason', async () => {
    const { listId, emails } = list(12)
    putVerified(bench.app.dir, { workspaceId: bench.workspaceId, listId, emails: emails.slice(4, 9) })
    putVerified(bench.app.dir, { workspaceId: bench.workspaceId, listId, emails: emails.slice(0, 2) }, 'risky')
    expect(await sumOf(listId, { onlyVerified: true })).toMatchObject({
      held: [{ reason: 'not_verified', count: 7 }],
      goOut: 5,
    })
    const settings = newCampaignSettings('Verified', { onlyVerified: true })
    const ledger = await ended(bench.app, await startExport(bench.app, listId, settings))
    expect(ledger.reasons).toMatchObject([{ gate: 'not_verified', count: 7 }])
    expect(addressesIn(ledger.summary.campaignId)).toEqual(emails.slice(4, 9).toSorted())
  })

  it('cuts unverified leads if fewer contacts are left than leads', async () => {
    const { listId, emails } = list(12)
    putVerified(bench.app.dir, { workspaceId: bench.workspaceId, listId, emails: emails.slice(6) })
    const sum = await sumOf(listId, { contactsLeft: 8 })
    expect(sum).toMatchObject({ goOut: 8, beyondContacts: 4, beyondVerified: 0 })
    const settings = newCampaignSettings('Few', { contactsLeft: 8 })
    const ledger = await ended(bench.app, await startExport(bench.app, listId, settings))
    expect(ledgerFaults(ledger)).toEqual([])
    expect(addressesIn(ledger.summary.campaignId)).toEqual([...emails.slice(6), ...emails.slice(0, 2)].toSorted())
    expect(await bench.app.call('exports.rest', { exportId: ledger.summary.id })).toEqual({ leads: 4 })
    expect(verdictOf(ledger.summary).kind).toBe('complete')
  })
})

describe('a part of a list', () => {
  it('is the chosen rows, and the rest is exported later with one click: nobody twice', async () => {
    const { listId, emails } = list(50)
    const { rows } = await bench.app.call('lists.leads', { listId, page: { offset: 10, limit: 20 } })
    const choice = { leadIds: rows.map(({ id }) => id) }
    expect(await sumOf(listId, {}, { choice })).toMatchObject({ rows: 50, outside: 30, goOut: 20 })
    const some = await exportPart(listId, newCampaignSettings('Some'), { choice })
    expect(some.summary).toMatchObject({ totals: { rows: 20, uploaded: 20 }, part: { rows: 20, rest: false } })
    expect(addressesIn(some.summary.campaignId)).toEqual(emails.slice(10, 30).toSorted())
    const all = await bench.app.call('exports.rows', { exportId: some.summary.id, outcome: 'all', page: {} })
    expect(all.rows.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, at) => at + 11))
    const listed = await bench.app.call('lists.leads', { listId, page: {} })
    expect(listed.rows.filter(({ exported }) => exported).map(({ email }) => email)).toEqual(emails.slice(10, 30))
    expect(await bench.app.call('lists.get', { listId })).toMatchObject({ rowCount: 50, exported: 20 })
    for (const columns of [null, ['email', 'state']]) {
      bench.app.savePath = path.join(bench.app.dir, 'list.csv')
      await bench.app.call('lists.saveCsv', { listId, choice: { all: {} }, columns })
      const saved = readFileSync(bench.app.savePath, 'utf8').trim().split('\r\n').slice(1)
      expect(saved.filter((line) => line.endsWith(',exported'))).toHaveLength(20)
      expect(saved.filter((line) => line.endsWith(',ready'))).toHaveLength(30)
    }
    expect(await bench.app.call('exports.rest', { exportId: some.summary.id })).toEqual({ leads: 30 })
    // Even if Instantly would accept them twice.
    const settings = newCampaignSettings('Rest', { skipIfInWorkspace: false })
    const rest = await exportPart(listId, settings, { rest: true })
    expect(addressesIn(rest.summary.campaignId)).toEqual([...emails.slice(0, 10), ...emails.slice(30)].toSorted())
    expect(bench.fake.journal.addressesCommittedTwice()).toEqual([])
    expect(await bench.app.call('exports.rest', { exportId: rest.summary.id })).toEqual({ leads: 0 })
  })

  it('keeps the rows of its tag, whatever is tagged later', async () => {
    const { listId, emails } = list(30)
    const { rows } = await bench.app.call('lists.leads', { listId, page: { offset: 0, limit: 10 } })
    await bench.app.call('lists.tag', { listId, choice: { leadIds: rows.map(({ id }) => id) }, name: 'Hot' })
    const [tag] = await bench.app.call('lists.tags', { listId })
    const part = {
      choice: { all: { gate: 'all', search: '', importId: null, tagId: tag?.id ?? 0, where: [] } },
    } as const
    const begun = {
      listId,
      settings: newCampaignSettings('Hot'),
      part: { choice: { all: { ...part.choice.all, where: [] } } },
    }
    const { id } = await bench.app.call('exports.start', { ...begun, idempotencyKey: newIdempotencyKey() })
    await bench.app.call('lists.untag', { listId, choice: { leadIds: rows.map((row) => row.id) }, tagId: tag?.id ?? 0 })
    const ledger = await ended(bench.app, id)
    expect(ledger.summary).toMatchObject({ totals: { rows: 10, uploaded: 10 }, part: { tag: 'Hot' } })
    expect(addressesIn(ledger.summary.campaignId)).toEqual(emails.slice(0, 10).toSorted())
  })

  it('is the first N of those to be sent, verified ones first or in the order of the list', async () => {
    const { listId, emails } = list(40)
    putVerified(bench.app.dir, { workspaceId: bench.workspaceId, listId, emails: emails.slice(30) })
    const verified = { first: { count: 15, order: 'verified' } } as const
    expect(await sumOf(listId, {}, verified)).toMatchObject({ afterFirst: 25, goOut: 15 })
    const first = await exportPart(listId, newCampaignSettings('First'), verified)
    expect(first.summary.totals).toMatchObject({ rows: 15, uploaded: 15 })
    expect(addressesIn(first.summary.campaignId)).toEqual([...emails.slice(30), ...emails.slice(0, 5)].toSorted())
    // The next first ones are others, because leads already there do not count.
    const next = await exportPart(listId, newCampaignSettings('Next'), { first: { count: 10, order: 'list' } })
    expect(addressesIn(next.summary.campaignId)).toEqual(emails.slice(5, 15).toSorted())
    const rest = await exportPart(listId, newCampaignSettings('Rest'), { rest: true })
    expect(addressesIn(rest.summary.campaignId)).toEqual(emails.slice(15, 30).toSorted())
    expect(bench.fake.journal.addressesCommittedTwice()).toEqual([])
  })

  it('shows the same requests beforehand as are sent', async () => {
    const { listId } = list(30)
    const part = { first: { count: 7, order: 'list' } } as const
    const settings = newCampaignSettings('Seven')
    const dry = await bench.app.call('exports.dryRun', { listId, settings, part, page: { offset: 0, limit: 100 } })
    expect(dry.leads.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(dry.next).toBeNull()
    expect((await exportPart(listId, settings, part)).summary.totals.uploaded).toBe(7)
  })

  it('goes into an existing campaign without those an earlier export added there', async () => {
    const { listId } = list(20)
    const first = await exportPart(listId, newCampaignSettings('Target'), { first: { count: 8, order: 'list' } })
    const settings = existingCampaignSettings(first.summary.campaignId ?? '')
    const second = await ended(bench.app, await startExport(bench.app, listId, settings))
    expect(second.summary).toMatchObject({ totals: { uploaded: 12, stayedBehind: 8 }, promised: 12 })
    expect(bench.fake.journal.addressesCommittedTwice()).toEqual([])
  })
})

describe('the campaign of an export', () => {
  it('is among the campaigns as soon as Instantly created it, and shown as started once it was', async () => {
    const { workspaceId } = bench
    const { listId } = list(20)
    const campaigns = async () => (await bench.app.call('campaigns.list', { workspaceId, page: {} })).rows
    const refuse = { method: 'POST', path: '/leads/add', seed: 1, rate: 1 } as const
    bench.fake.faults.random({ ...refuse, faults: [{ kind: 'status', status: 503, when: 'before_commit' }] })
    const settings = newCampaignSettings('New', { activateWhenDone: true })
    if (settings.target.kind === 'new')
      Object.assign(settings.target, {
        accounts: bench.fake.world.workspaces[0]?.mailboxes.slice(0, 1).map(({ email }) => email) ?? [],
      })
    const id = await startExport(bench.app, listId, settings)
    const [made] = await until('the campaign', async () => {
      const rows = await campaigns()
      return rows.length > 0 ? rows : null
    })
    expect(made).toMatchObject({ name: 'New', state: 'draft', readAt: null })
    const hits = await bench.app.call('palette.search', { text: 'New', workspaceId })
    expect(hits).toContainEqual(expect.objectContaining({ kind: 'campaign', name: 'New', pageId: made?.id }))
    bench.fake.faults.clear()
    const { summary } = await ended(bench.app, id)
    expect(await campaigns()).toMatchObject([{ name: 'New', remoteId: summary.campaignId, state: 'running' }])
  })
})
