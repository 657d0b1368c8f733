/** The checks of a plan's leads: companies of other clients, unverified addresses, expected bounces. */
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, temporaryDir } from '../../../support/backend.ts'
import { ended, ledgerFaults, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'

let fake: FakeInstantly
let app: TestBackend
let kessler: WorkspaceId
let brandt: WorkspaceId
let offMs = 0
const files = temporaryDir('sendoff-practice-')
let fileCount = 0

beforeEach(async () => {
  offMs = 0
  fake = await startFakeInstantly({
    workspaces: [
      { name: 'Kessler', keys: [{ key: 'kessler-key-000001' }] },
      { name: 'Brandt', keys: [{ key: 'brandt-key-0000001' }], blocked: ['zoe@refused.example'] },
    ],
  })
  const clock = {
    now: () => Date.now() + offMs,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        setTimeout(resolve, ms)
        signal?.addEventListener('abort', () => resolve())
      }),
  }
  app = startBackend({ instantlyUrl: fake.url, clock })
  kessler = await connect('Kessler', 'kessler-key-000001')
  brandt = await connect('Brandt', 'brandt-key-0000001')
})
afterEach(async () => {
  expect(fake.violations).toEqual([])
  await app.stop()
  await fake.close()
})

const connect = async (name: string, key: string) =>
  (await app.call('workspaces.addKey', { workspaceId: null, name, key })).workspace.id

async function saved(
  workspaceId: WorkspaceId,
  rows: readonly string[],
  head = 'Email,First Name',
  settings = defaultSettings,
): Promise<LeadList> {
  fileCount += 1
  const file = path.join(files, `leads-${fileCount}.csv`)
  fs.writeFileSync(file, `${head}\n${rows.join('\n')}\n`)
  const draft = await app.call('imports.open', { workspaceId, path: file })
  return app.call('imports.save', {
    importId: draft.importId,
    mapping: draft.columns.map(({ suggestion }) => suggestion.target),
    settings,
    into: { name: `Leads ${fileCount}` },
  })
}
const send = async (list: LeadList, changes: Partial<ExportSettings> = {}) =>
  // The copy names companies, which these lists do not have.
  ended(
    app,
    await startExport(app, list.id, newCampaignSettings(`Campaign of ${list.id}`, { sendBlanks: true, ...changes })),
  )
const look = (listId: ListId, more = {}) => app.call('preflight.look', { listId, ...more })
const store = () => new Database(path.join(app.dir, 'sendoff.db'))

describe('companies another client contacted', () => {
  const ours = ['ann@acme.example,Ann', 'bob@ACME.example,Bob', 'joe@gmail.com,Joe', 'eva@free.example,Eva']

  it('are counted and open their rows, each with the other client; mailbox providers are not counted', async () => {
    await send(await saved(brandt, ['zoe@acme.example,Zoe', 'zac@gmail.com,Zac', 'moe@mail.free.example,Moe']))
    const list = await saved(kessler, ours)
    expect((await look(list.id)).companies).toEqual({ leads: 2, days: 90 })
    const { rows, total } = await app.call('preflight.companyLeads', { listId: list.id, page: {} })
    expect(total).toBe(2)
    expect(rows.map(({ email }) => email)).toEqual(['ann@acme.example', 'bob@acme.example'])
    expect(rows[0]?.contacts).toMatchObject([
      { workspaceName: 'Brandt', campaignName: expect.stringContaining('Campaign of') },
    ])
    // For the client that wrote first, nobody else has written.
    expect((await look((await saved(brandt, ours)).id)).companies.leads).toBe(0)
  })

  it('are recognised in either spelling of their domain', async () => {
    await send(await saved(brandt, ['zoe@müller.example,Zoe']))
    const list = await saved(kessler, ['ann@xn--mller-kva.example,Ann', 'bob@free.example,Bob'])
    expect((await look(list.id)).companies.leads).toBe(1)
  })

  it('count for the set number of days, and as long as the campaign keeps sending', async () => {
    const first = await send(await saved(brandt, ['zoe@acme.example,Zoe']))
    const list = await saved(kessler, ours)
    offMs = 89 * 86_400_000
    expect((await look(list.id)).companies.leads).toBe(2)
    offMs = 91 * 86_400_000
    expect((await look(list.id)).companies.leads).toBe(0)
    await app.call('preflight.saveCompanyDays', { days: 120 })
    expect((await look(list.id)).companies).toEqual({ leads: 2, days: 120 })
    await app.call('preflight.saveCompanyDays', { days: 90 })
    expect((await look(list.id)).companies.leads).toBe(0)
    const db = store()
    const campaign = db
      .prepare(
        `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at)
         values (?, ?, 'x', 'x', 1, '', 0, 0) on conflict do update set status = 1 returning id`,
      )
      .pluck()
      .get(brandt, first.summary.campaignId)
    const day = Math.floor((Date.now() + 60 * 86_400_000) / 86_400_000)
    db.prepare('insert into campaign_day (workspace_id, campaign_id, day, sent) values (?, ?, ?, 3)').run(
      brandt,
      campaign,
      day,
    )
    db.close()
    // More than ten seconds later, because the companies of other clients are cached that long.
    offMs += 11_000
    expect((await look(list.id)).companies.leads).toBe(2)
  })

  it('are left out if the operator wants it, and the report says why without naming anybody', async () => {
    await send(await saved(brandt, ['zoe@acme.example,Zoe']))
    const list = await saved(kessler, ours)
    const coverage = (holdOtherCompanies: boolean) =>
      app.call('exports.coverage', {
        listId: list.id,
        copy: { names: [{ name: 'city', bare: true }] },
        holdOtherCompanies,
      })
    expect((await coverage(false)).leads).toBe(4)
    expect((await coverage(true)).leads).toBe(2)
    const ledger = await send(list, { holdOtherCompanies: true })
    expect(ledgerFaults(ledger)).toEqual([])
    expect(ledger.summary.totals).toMatchObject({ uploaded: 2, stayedBehind: 2 })
    expect(ledger.reasons).toMatchObject([{ gate: 'other_company', count: 2 }])
    const file = path.join(files, 'ledger.csv')
    app.savePath = file
    await app.call('exports.saveCsv', { exportId: ledger.summary.id, what: 'all' })
    await app.call('exportHistory.saveCsv', { of: { listId: list.id } })
    const text = fs.readFileSync(file, 'utf8')
    expect(text).not.toContain('Brandt')
    await app.call('exports.saveCsv', { exportId: ledger.summary.id, what: 'all' })
    expect(fs.readFileSync(file, 'utf8')).toContain('another client contacted this company')
    expect(fs.readFileSync(file, 'utf8')).not.toContain('Brandt')
    const committed = fake.journal.committedAddresses(ledger.summary.campaignId ?? '')
    expect(committed.toSorted()).toEqual(['eva@free.example', 'joe@gmail.com'])
  })

  it('do not count once their leads were removed, nor if Instantly rejected them', async () => {
    const first = await send(await saved(brandt, ['zoe@acme.example,Zoe']))
    const list = await saved(kessler, ours)
    expect((await look(list.id)).companies.leads).toBe(2)
    await app.call('exports.takeBack', { exportId: first.summary.id })
    offMs += 11_000
    expect((await look(list.id)).companies.leads).toBe(0)
    const blocked = await saved(brandt, ['zoe@refused.example,Zoe'], 'Email,First Name', {
      ...defaultSettings,
      holdBlocked: false,
    })
    const refused = await send(blocked, { holdBlocked: false })
    expect(refused.summary.totals).toMatchObject({ uploaded: 0, refused: 1 })
    expect((await look((await saved(kessler, ['ann@refused.example,Ann'])).id)).companies.leads).toBe(0)
  })

  it('of the demo do not count for real clients', async () => {
    await send(await saved(brandt, ['zoe@acme.example,Zoe']))
    const list = await saved(kessler, ours)
    const db = store()
    db.prepare(`update workspace set demo = 'ready' where id = ?`).run(brandt)
    db.close()
    expect((await look(list.id)).companies.leads).toBe(0)
  })

  it('in an older store are found too, batch by batch', async () => {
    for (let at = 0; at < 3; at += 1) await send(await saved(brandt, [`z${at}@acme${at}.example,Z`]))
    await look((await saved(kessler, ours)).id)
    const db = store()
    db.exec('delete from mailed_domain; update export_batch set domains = 0')
    db.close()
    const list = await saved(kessler, [
      'a@acme0.example,A',
      'b@acme1.example,B',
      'c@acme2.example,C',
      'd@acme3.example,D',
    ])
    expect((await look(list.id)).companies.leads).toBe(3)
  })
})

describe('unverified addresses', () => {
  const rows = [
    ...Array.from({ length: 6 }, (_, at) => `v${at}@a.example,Verified`),
    ...Array.from({ length: 3 }, (_, at) => `r${at}@a.example,Catch-all`),
    ...Array.from({ length: 2 }, (_, at) => `u${at}@a.example,Unverified`),
    ...Array.from({ length: 5 }, (_, at) => `x${at}@a.example,`),
  ]
  const takeAll = { ...defaultSettings, holdUnverified: false, holdRisky: false }

  it('are counted by the column of the file, and by Instantly’s answer if there is one', async () => {
    const list = await saved(kessler, rows, 'Email,Email Status', takeAll)
    expect(list.gates.ready).toBe(16)
    expect((await look(list.id)).verification).toEqual({ verified: 6, risky: 3, unverified: 2, unknown: 5 })
    const db = store()
    const run = db
      .prepare(
        `insert into verification_run (workspace_id, list_id, state, started_at) values (?, ?, 'done', '2026-01-01')`,
      )
      .run(kessler, list.id).lastInsertRowid
    const put = db.prepare(
      `insert into email_check (workspace_id, email, run_id, state, verdict) values (?, ?, ?, 'done', ?)`,
    )
    put.run(kessler, 'x0@a.example', run, 'verified')
    put.run(kessler, 'v0@a.example', run, 'risky')
    put.run(kessler, 'x1@a.example', run, 'unanswered')
    put.run(brandt, 'x2@a.example', run, 'verified')
    db.close()
    expect((await look(list.id)).verification).toEqual({ verified: 6, risky: 4, unverified: 2, unknown: 4 })
  })

  it("exclude an address corrected by hand from the file's verdict", async () => {
    const list = await saved(kessler, ['v@a.example,Verified', 'w@a.example,Verified'], 'Email,Email Status', takeAll)
    const { rows: leads } = await app.call('lists.leads', { listId: list.id, page: {} })
    await app.call('lists.editLead', {
      leadId: leads[0]?.id as never,
      change: { kind: 'field', name: 'email', value: 'new@a.example' },
    })
    expect((await look(list.id)).verification).toEqual({ verified: 1, risky: 0, unverified: 0, unknown: 1 })
  })
})

describe('expected bounces', () => {
  const people = (tag: string, count: number) => Array.from({ length: count }, (_, at) => `p${at}@${tag}.example,P`)
  function told(campaignId: string | null, contacted: number, bounced: number, workspaceId = kessler): void {
    const db = store()
    db.prepare(
      `insert into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at,
         contacted, bounced) values (?, ?, 'x', 'x', 1, '', 0, 0, ?, ?)
       on conflict (workspace_id, remote_id) do update set contacted = excluded.contacted, bounced = excluded.bounced`,
    ).run(workspaceId, campaignId, contacted, bounced)
    db.close()
  }

  it('come from the list’s own campaigns, otherwise from lists with the same columns', async () => {
    const first = await saved(kessler, people('one', 200))
    const { summary } = await send(first)
    told(summary.campaignId, 400, 12)
    // Instantly may count mails: 200 leads were added there.
    expect((await look(first.id)).bounces).toEqual({ leads: 12, share: 0.06, by: 'list', people: 200, bounced: 12 })
    const like = await saved(kessler, people('two', 50))
    expect((await look(like.id)).bounces).toMatchObject({ by: 'source', leads: 3, people: 200 })
    const other = await saved(kessler, people('three', 50), 'Email,Wholly Other Column')
    expect((await look(other.id)).bounces).toBeNull()
    expect((await look((await saved(brandt, people('four', 50))).id)).bounces).toBeNull()
  })

  it('ignore a campaign that also has leads of other lists', async () => {
    const first = await saved(kessler, people('one', 150))
    const { summary } = await send(first)
    const second = await saved(kessler, people('two', 10), 'Email,Wholly Other Column')
    await ended(app, await startExport(app, second.id, existingCampaignSettings(summary.campaignId ?? '')))
    told(summary.campaignId, 160, 40)
    expect((await look(first.id)).bounces).toBeNull()
  })
})

it("Hints show the target campaign's tracking, accounts, and emails without an opt-out", async () => {
  const { summary } = await send(await saved(kessler, ['a@a.example,A']))
  const list = await saved(kessler, ['b@b.example,B'])
  const campaign = { remoteId: summary.campaignId, name: summary.campaignName }
  await app.call('campaigns.readNow', { workspaceId: kessler })
  expect((await look(list.id, { campaign })).campaign).toMatchObject({ senders: [], senderTags: 0, noOptOut: 1 })
  expect((await look(list.id)).campaign).toBeNull()
})
