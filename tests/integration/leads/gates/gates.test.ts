import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportCheck, ImportSettings } from '#shared/contract/leads/imports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { ended, ledgerFaults, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'
import { eventStore, payload, received } from '../../events/events/support.ts'

let fake: FakeInstantly
let app: TestBackend
let kessler: WorkspaceId
let brandt: WorkspaceId
const files = temporaryDir('sendoff-gates-')
let fileCount = 0

beforeEach(async () => {
  fake = await startFakeInstantly({
    workspaces: [
      { name: 'Kessler', keys: [{ key: 'kessler-key-000001' }], blocked: ['never@acme.example', 'globex.example'] },
      { name: 'Brandt', keys: [{ key: 'brandt-key-0000001' }] },
    ],
  })
  app = startBackend({ instantlyUrl: fake.url })
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

type Opened = { check: ImportCheck; save(): Promise<LeadList> }

async function openFile(
  workspaceId: WorkspaceId,
  emails: readonly string[],
  rules: Partial<ImportSettings> = {},
): Promise<Opened> {
  fileCount += 1
  const file = path.join(files, `leads-${fileCount}.csv`)
  fs.writeFileSync(
    file,
    `Email,First Name,Company\n${emails.map((email, at) => `${email},N${at},Acme ${at}`).join('\n')}\n`,
  )
  const draft = await app.call('imports.open', { workspaceId, path: file })
  const input = {
    importId: draft.importId,
    mapping: draft.columns.map(({ suggestion }) => suggestion.target),
    settings: { ...defaultSettings, ...rules },
  }
  return {
    check: await app.call('imports.check', { ...input, listId: null }),
    save: () => app.call('imports.save', { ...input, into: { name: 'Leads' } }),
  }
}
const optOut = (email: string) => app.call('optOuts.add', { workspaceId: kessler, scope: 'client', text: email })
const send = async (list: LeadList, changes = {}) => {
  const id = await startExport(app, list.id, newCampaignSettings(`Campaign of ${list.id}`, changes))
  return ended(app, id)
}
const gatesOf = ({ check }: Opened) => Object.fromEntries(Object.entries(check.gates).filter(([, count]) => count > 0))

describe('an import', () => {
  const rows = ['ann@free.example', 'never@acme.example', 'bob@mail.globex.example', 'gone@free.example']

  it('excludes blocked and opted-out people, names the rows, and saves what it counted', async () => {
    await app.call('blocklist.pull', { workspaceId: kessler })
    await optOut('gone@free.example')
    const opened = await openFile(kessler, rows)
    expect(gatesOf(opened)).toEqual({ ready: 1, blocked: 2, opted_out: 1 })
    expect(opened.check.rowsAt).toMatchObject({ blocked: [2, 3], opted_out: [4] })
    expect((await opened.save()).gates).toMatchObject({ ready: 1, blocked: 2, opted_out: 1 })
  })

  it('includes blocked leads if the operator says so, never opted-out ones', async () => {
    await app.call('blocklist.pull', { workspaceId: kessler })
    await optOut('gone@free.example\nnever@acme.example')
    expect(gatesOf(await openFile(kessler, rows, { holdBlocked: false }))).toEqual({ ready: 2, opted_out: 2 })
  })

  it('copies the block list automatically when a file is opened, and says how old its copy is', async () => {
    const before = await openFile(kessler, rows)
    expect(before.check.lookedAt[0]).toMatchObject({ source: 'instantly_block_list', gate: 'blocked' })
    const { pulledAt } = await until('the copy', async () => {
      const state = await app.call('blocklist.state', { workspaceId: kessler })
      return state.pulledAt ? state : null
    })
    const after = await openFile(kessler, rows)
    expect(gatesOf(after)).toEqual({ ready: 2, blocked: 2 })
    expect(after.check.lookedAt[0]).toMatchObject({ pulledAt, size: 2 })
  })

  it('excludes people in another campaign, of this client and of another, until it is undone', async () => {
    const list = await (await openFile(kessler, ['ann@free.example', 'bea@free.example'])).save()
    const { summary } = await send(list)
    expect(summary.totals.uploaded).toBe(2)
    const again = ['ann@free.example', 'cora@free.example']
    expect(gatesOf(await openFile(kessler, again))).toEqual({ ready: 1, contacted: 1 })
    expect(gatesOf(await openFile(kessler, again, { holdContacted: false }))).toEqual({ ready: 2 })
    expect(gatesOf(await openFile(brandt, again))).toEqual({ ready: 1, other_client: 1 })
    expect(gatesOf(await openFile(brandt, again, { holdOtherClients: false }))).toEqual({ ready: 2 })
    await app.call('exports.takeBack', { exportId: summary.id })
    expect(gatesOf(await openFile(kessler, again))).toEqual({ ready: 2 })
    expect(gatesOf(await openFile(brandt, again))).toEqual({ ready: 2 })
  })

  it('excludes people named by events of this client, even if no export of ours added them', async () => {
    const { store, ingest } = eventStore({}, app.dir)
    const told = { campaign_name: 'Made at Instantly', campaign_id: 'c-elsewhere', lead_email: 'Ann@free.example' }
    ingest(kessler, 'relay', [received(payload({ ...told, event_type: 'email_sent', workspace: undefined }))])
    store.raw.close()
    const opened = await openFile(kessler, ['ann@free.example', 'bea@free.example'])
    expect(gatesOf(opened)).toEqual({ ready: 1, contacted: 1 })
    expect(opened.check.lookedAt).toContainEqual(expect.objectContaining({ source: 'own_events', size: 1 }))
    expect(gatesOf(await openFile(kessler, ['ann@free.example'], { holdContacted: false }))).toEqual({ ready: 1 })
    expect(gatesOf(await openFile(brandt, ['ann@free.example']))).toEqual({ ready: 1 })
  })

  it.each([
    ['eva@müller.example', 'eva@xn--mller-kva.example'],
    ['eva@xn--mller-kva.example', 'eva@müller.example'],
  ])(
    '%s is in another campaign as %s, too: an export, an event and a copy of leads all show it',
    async (one, other) => {
      await send(await (await openFile(kessler, [one])).save())
      expect(gatesOf(await openFile(kessler, [other]))).toEqual({ contacted: 1 })
      expect(gatesOf(await openFile(brandt, [other]))).toEqual({ other_client: 1 })

      const { store, ingest } = eventStore({}, app.dir)
      const [toldOf, toldAs] = [one.replace('eva', 'ida'), other.replace('eva', 'ida')]
      const told = { campaign_name: 'Made at Instantly', campaign_id: 'c-elsewhere', lead_email: toldOf }
      ingest(kessler, 'relay', [received(payload({ ...told, event_type: 'email_sent', workspace: undefined }))])
      store.raw.close()
      expect(gatesOf(await openFile(kessler, [toldAs]))).toEqual({ contacted: 1 })

      const ask = createAsk(fake, 'kessler-key-000001')
      const { body } = await ask('POST', '/campaigns', { ...campaignBody, name: 'Made there' })
      const [leadThere, asked] = [one.replace('eva', 'ute'), other.replace('eva', 'ute')]
      await ask('POST', '/leads/add', { campaign_id: body['id'], leads: [{ email: leadThere }] })
      await app.call('leadMirror.start', { workspaceId: kessler, what: 'whole' })
      await until('the copy', async () => (await app.call('leadMirror.state', { workspaceId: kessler })).copy)
      expect(gatesOf(await openFile(kessler, [asked]))).toEqual({ contacted: 1 })
      expect(gatesOf(await openFile(brandt, [asked]))).toEqual({ other_client: 1 })
    },
  )

  it('never compares the demo with a real client', async () => {
    await app.stop()
    app = startBackend({ instantlyUrl: fake.url, dir: await demoDir('small') })
    kessler = await connect('Kessler', 'kessler-key-000001')
    brandt = await connect('Brandt', 'brandt-key-0000001')
    const { clients } = await app.call('demo.state', {})
    const demo = clients[0]
    if (demo === undefined) throw new Error('no demo')
    const page = await app.call('lists.all', { workspaceId: demo })
    const exported = page.find(({ exportCount }) => exportCount > 0)
    if (!exported) throw new Error('the demo has no exported list')
    const { rows: sent } = await app.call('lists.leads', { listId: exported.id, gate: 'ready', page: { limit: 5 } })
    const emails = sent.flatMap(({ email }) => (email === null ? [] : [email]))
    expect(gatesOf(await openFile(kessler, emails))).toEqual({ ready: emails.length })
    const list = await (await openFile(brandt, ['ann@free.example'])).save()
    await send(list)
    expect(gatesOf(await openFile(demo, ['ann@free.example']))).toEqual({ ready: 1 })
  })

  it('accounts for every row whatever is looked up: rows are leads and reasons, and counts are saved', async () => {
    const random = createRandom(20_261_120)
    const pick = (of: number) => Math.floor(random() * of)
    const first = Array.from({ length: 40 }, (_, at) => `p${at}@free.example`)
    await send(await (await openFile(brandt, first.slice(0, 15))).save())
    await send(await (await openFile(kessler, first.slice(10, 20))).save())
    await optOut(first.filter((_, at) => at % 7 === 0).join('\n'))
    await app.call('blocklist.pull', { workspaceId: kessler })
    for (let round = 0; round < 12; round += 1) {
      const drawn = Array.from({ length: 60 }, () =>
        pick(6) === 0 ? (['', 'broken@', 'x@globex.example'][pick(3)] ?? '') : (first[pick(40)] ?? ''),
      )
      const rules = { holdBlocked: pick(2) === 0, holdContacted: pick(2) === 0, holdOtherClients: pick(2) === 0 }
      const opened = await openFile(kessler, drawn, rules)
      const { gates, rowCount, derived } = opened.check
      expect(Object.values(gates).reduce((sum, count) => sum + count, 0)).toBe(rowCount + derived)
      expect((await opened.save()).gates).toEqual(gates)
    }
  })
})

describe('an export', () => {
  const emails = ['ann@free.example', 'bea@free.example', 'cora@globex.example', 'dora@free.example']
  const holdTwo = async () => {
    await app.call('optOuts.add', { workspaceId: brandt, scope: 'client', text: 'bea@free.example' })
    await app.call('blocklist.add', { workspaceId: brandt, everyClient: false, text: 'globex.example' })
  }

  it('checks again, shows who is excluded and why, and leaves exactly those out', async () => {
    const list = await (await openFile(brandt, emails)).save()
    const other = await (await openFile(kessler, ['ann@free.example'])).save()
    await send(other)
    await holdTwo()
    const guard = await app.call('exports.guard', { listId: list.id })
    expect(guard.held.map(({ gate, count }) => `${gate} ${count}`)).toEqual([
      'opted_out 1',
      'blocked 1',
      'other_client 1',
      'contacted 0',
    ])
    const guarded = async (gate: 'opted_out' | 'blocked' | 'other_client') =>
      (await app.call('exports.sumLeads', { listId: list.id, reason: gate, page: {} })).rows
    expect((await guarded('opted_out')).map(({ email }) => email)).toEqual(['bea@free.example'])
    expect((await guarded('blocked')).map(({ email }) => email)).toEqual(['cora@globex.example'])
    expect(await guarded('other_client')).toMatchObject([
      { email: 'ann@free.example', contacts: [{ workspaceName: 'Kessler' }] },
    ])
    const ledger = await send(list)
    expect(ledgerFaults(ledger)).toEqual([])
    expect([...fake.journal.committedAddresses(ledger.summary.campaignId ?? '')]).toEqual(['dora@free.example'])
    expect(ledger.reasons.map(({ gate, count }) => `${gate} ${count}`).toSorted()).toEqual([
      'blocked 1',
      'opted_out 1',
      'other_client 1',
    ])
  })

  it('treats two parts of a workspace as two clients: reported before, and left out', async () => {
    const make = (name: string) => app.call('clients.createPart', { workspaceId: brandt, name, colour: 1 })
    const [acme, brill] = [await make('Acme'), await make('Brill')]
    await app.call('clients.saveRules', {
      workspaceId: brandt,
      rules: [
        { partId: acme.id, kind: 'starts', value: 'Acme' },
        { partId: brill.id, kind: 'starts', value: 'Brill' },
      ],
    })
    const rules = { holdContacted: false }
    const settingsFor = (name: string) => ({ ...newCampaignSettings(name), skipIfInWorkspace: false })
    const first = await (await openFile(brandt, ['ann@free.example', 'bea@free.example'], rules)).save()
    await ended(app, await startExport(app, first.id, settingsFor('Acme autumn')))
    const again = await (await openFile(brandt, ['ann@free.example', 'cora@free.example'], rules)).save()
    const heldFor = async (name: string) =>
      (await app.call('exports.guard', { listId: again.id, campaign: { remoteId: null, name } })).held
        .filter(({ count }) => count > 0)
        .map(({ gate, count }) => `${gate} ${count}`)
    expect(await heldFor('Acme spring')).toEqual([])
    expect(await heldFor('Brill spring')).toEqual(['other_client 1'])
    const { rows } = await app.call('exports.sumLeads', {
      listId: again.id,
      reason: 'other_client',
      campaign: { remoteId: null, name: 'Brill spring' },
      page: {},
    })
    expect(rows).toMatchObject([{ email: 'ann@free.example', contacts: [{ workspaceName: 'Brandt › Acme' }] }])
    const ledger = await ended(app, await startExport(app, again.id, settingsFor('Brill spring')))
    expect(ledgerFaults(ledger)).toEqual([])
    expect([...fake.journal.committedAddresses(ledger.summary.campaignId ?? '')]).toEqual(['cora@free.example'])
  })

  it('opens every lead behind a count, page by page', async () => {
    const many = Array.from({ length: 450 }, (_, at) => `person${at}@globex.example`)
    const list = await (await openFile(brandt, many)).save()
    await app.call('blocklist.add', {
      workspaceId: brandt,
      everyClient: false,
      text: 'globex.example',
    })
    const seen: string[] = []
    for (let offset = 0; ; offset += 200) {
      const page = { offset, limit: 200 }
      const { rows, total } = await app.call('exports.sumLeads', { listId: list.id, reason: 'blocked', page })
      expect(total).toBe(450)
      if (rows.length === 0) break
      seen.push(...rows.map(({ email }) => email))
    }
    expect(seen).toEqual(many)
  })

  it('sends to blocked and other clients’ contacts if told so, never to opted-out people', async () => {
    const list = await (await openFile(brandt, emails)).save()
    await send(await (await openFile(kessler, ['ann@free.example'])).save())
    await holdTwo()
    const ledger = await send(list, { holdBlocked: false, holdOtherClients: false })
    expect(ledgerFaults(ledger)).toEqual([])
    expect([...fake.journal.committedAddresses(ledger.summary.campaignId ?? '')].toSorted()).toEqual([
      'ann@free.example',
      'cora@globex.example',
      'dora@free.example',
    ])
  })

  it('names no other client in the file it saves', async () => {
    const list = await (await openFile(brandt, emails)).save()
    await send(await (await openFile(kessler, ['ann@free.example'])).save())
    const { summary } = await send(list)
    app.savePath = path.join(files, 'ledger.csv')
    await app.call('exports.saveCsv', { exportId: summary.id, what: 'all' })
    const saved = fs.readFileSync(app.savePath, 'utf8')
    expect(saved).toContain('already contacted for another client')
    expect(saved).not.toContain('Kessler')
  })
})
