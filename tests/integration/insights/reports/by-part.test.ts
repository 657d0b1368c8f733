import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCampaignStore } from '#backend/campaigns/campaigns/campaign-store.ts'
import { leadLabelsOf } from '#backend/events/lead-labels/lead-labels.ts'
import { createReportGatherer } from '#backend/insights/reports/gather.ts'
import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import { dayOfDate } from '#shared/domain/core/days.ts'
import type { CampaignId, ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { readWorkbook } from '../../../support/read-workbook.ts'
import { addCost, campaignWith, labelled, type MoneyBench, march, startMoney } from '../money/support.ts'

const all = ['pdf', 'html', 'xlsx', 'csv'] as const
const logo = path.join(import.meta.dirname, '../../../../resources/icons/32x32.png')

let bench: MoneyBench
let [acme, brill]: ClientPart[] = []
let campaigns: Readonly<Record<'acme' | 'brill' | 'house', CampaignId>>

/** A workspace with two clients in it and a campaign of its own, each with everything a report shows. */
beforeEach(async () => {
  bench = await startMoney()
  const { app, workspaceId } = bench
  acme = await app.call('clients.createPart', { workspaceId, name: 'Acme', colour: 2 })
  brill = await app.call('clients.createPart', { workspaceId, name: 'Brill', colour: 3 })
  campaigns = {
    acme: filled('Acme autumn', {
      sent: 1000,
      contacted: 500,
      replied: 40,
      interested: 5,
      meetings: 2,
      cents: 60_000,
    }),
    brill: filled('Brill spring', { sent: 3000, contacted: 900, replied: 33, interested: 7, meetings: 3, cents: 0 }),
    house: filled('House list', { sent: 400, contacted: 100, replied: 1, interested: 3, meetings: 1, cents: 0 }),
  }
  await app.call('clients.assign', {
    assignments: [
      { campaignId: campaigns.acme, to: acme.id },
      { campaignId: campaigns.brill, to: brill.id },
    ],
  })
  await addCost(bench, {
    workspaceId,
    kind: 'plan',
    basis: 'month',
    cents: 44_000,
    from: '2026-03-01',
    asOf: '2026-03-01',
  })
})
afterEach(() => bench.app.stop())

type Figures = Readonly<Record<'sent' | 'contacted' | 'replied' | 'interested' | 'meetings' | 'cents', number>>

/** Creates a campaign with days, an export into it, people of a separate list, replies, a follow-up and meetings. */
function filled(name: string, figures: Figures): CampaignId {
  const { store, workspaceId } = bench
  const { sent, contacted, replied, interested, meetings } = figures
  const id = campaignWith(bench, workspaceId, name, [{ date: '2026-03-10', sent, contacted, replied }])
  // As a sync writes them.
  const none = { opened: 0, openedUnique: 0, clicked: 0, clickedUnique: 0, automatic: 0, automaticUnique: 0 }
  const counts = { ...none, sent, contacted, replied, repliedUnique: replied, opportunities: 0 }
  createCampaignStore(store).putDetails(workspaceId, id, {
    days: [{ date: '2026-03-10', ...counts }],
    steps: [],
    key: 'k',
    at: 1,
  })
  const word = name.split(' ')[0] ?? ''
  store.raw.prepare('update campaign set sent = ? where id = ?').run(sent, id)
  const run = (sql: string, ...values: unknown[]) => Number(store.raw.prepare(sql).run(...values).lastInsertRowid)
  const listId = run(
    `insert into lead_list (workspace_id, name, state, created_at, row_count) values (?, ?, 'ready', '2026-03-01', 1)`,
    workspaceId,
    `${word} people`,
  )
  const importId = run(
    `insert into list_import (workspace_id, list_id, file_name, sha256, size_bytes, encoding, delimiter, header, mapping, settings, row_count, imported_at, state)
       values (?, ?, ?, '', 0, '', '', '[]', '{}', '{}', 2, '2026-03-01', 'ready')`,
    workspaceId,
    listId,
    `${word}.csv`,
  )
  const email = `${word.toLowerCase()}@${word.toLowerCase()}-lead.example`
  for (const [position, address] of [email, 'both@shared.example'].entries())
    run(
      `insert into lead (workspace_id, list_id, import_id, position, row_number, gate, email, payload, original, first_name, company_name)
         values (?, ?, ?, ?, ?, 0, ?, '{}', '', ?, ?)`,
      workspaceId,
      listId,
      importId,
      position + 1,
      position + 1,
      address,
      `First${word}`,
      `${word} Lead Inc`,
    )
  const exportId = run(
    `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step, activation,
       row_count, ready_count, created_at, finished_at)
     values (?, ?, ?, '{}', 'done', ?, ?, 'done', 'done', 2, 2, '2026-03-09T10:00:00Z', '2026-03-09T11:00:00Z')`,
    workspaceId,
    listId,
    `click ${word}`,
    `remote ${name}`,
    name,
  )
  run(
    `insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, uploaded)
       values (?, ?, 1, 1, 2, 'done', 2, ?)`,
    workspaceId,
    exportId,
    contacted + 10,
  )
  for (const [no, from] of [email, 'both@shared.example'].entries()) {
    labelled(bench, workspaceId, { campaign: name, email: from, interest: 1, date: '2026-03-12' })
    const threadId = Number(store.raw.prepare('select max(id) from inbox_thread').pluck().get())
    store.raw.prepare('update inbox_thread set follow_up_of = ? where id = ?').run(no === 0 ? 1 : null, threadId)
    run(
      `insert into inbox_message (id, workspace_id, thread_id, direction, at, from_address, from_name, to_list, cc_list, subject, text,
         complete, scope, lead_email, campaign_id) values (?, ?, ?, 'received', ?, ?, '', '', '', '', ?, 1, '', ?, ?)`,
      threadId,
      workspaceId,
      threadId,
      Date.parse('2026-03-12T12:00:00Z'),
      from,
      `Words for ${word}`,
      from,
      no === 0 ? `remote ${name}` : null,
    )
  }
  // In addition to the two above.
  for (let at = 2; at < interested; at++)
    leadLabelsOf(store).take(
      workspaceId,
      { campaignId: `remote ${name}`, email: `${word.toLowerCase()}-${at}@people.example` },
      {
        value: at - 2 < meetings ? 2 : 1,
        source: 'listed',
        since: Date.parse('2026-03-13T10:00:00Z'),
        asOf: Date.parse('2026-03-13T10:00:00Z'),
      },
    )
  return id
}

const client = (part: ClientPart | undefined): { workspaceId: WorkspaceId; partId: ClientPartId | null } => ({
  workspaceId: bench.workspaceId,
  partId: part?.id ?? null,
})
const figuresOn = (page: string): Record<string, number> =>
  Object.fromEntries(
    [...page.matchAll(/data-figure="(\w+)">([\d,]+)</g)].map(([, name, figure]) => [
      name ?? '',
      Number(figure?.replaceAll(',', '')),
    ]),
  )
const preview = async (part: ClientPart | undefined) =>
  (await bench.app.call('reports.preview', { ...client(part), period: march })).page

describe('a report of a part of a client', () => {
  it('has exactly the figures of its campaigns, its meetings, its money', async () => {
    // Costs appear in no report until the operator chooses so.
    expect(await preview(undefined)).not.toContain('$440')
    for (const part of [acme, brill, undefined]) {
      const settings = await bench.app.call('reports.settings', client(part))
      const sections = [...settings.sections, 'money' as const]
      await bench.app.call('reports.saveSettings', { ...client(part), settings: { ...settings, sections } })
    }
    const [ofAcme, ofBrill, whole] = [await preview(acme), await preview(brill), await preview(undefined)]
    const shown = { sent: 1000, contacted: 500, replied: 40, interested: 5, meetings: 2 }
    expect(figuresOn(ofAcme)).toMatchObject(shown)
    expect(figuresOn(ofBrill)).toMatchObject({ sent: 3000, contacted: 900, replied: 33, interested: 7, meetings: 3 })
    expect(figuresOn(whole)).toMatchObject({ sent: 4400, contacted: 1500, replied: 74, interested: 15, meetings: 6 })
    // 1,000 of 4,400 mails: 100 of the 440 dollars.
    const money = await bench.app.call('money.overview', { ...client(acme), period: march })
    expect(money.groups[0]?.sums.costCents).toBe(10_000)
    expect(ofAcme).toContain('$100')
    expect(ofAcme).not.toContain('$440')
    expect(whole).toContain('$440')
    // What comes next: one follow-up each, and ten people who have not been contacted yet.
    const { next } = textsOf.en.reportPage
    expect(ofAcme).toContain(next.followUps(1))
    expect(whole).toContain(next.followUps(3))
    expect(ofAcme.split(next.left(10))).toHaveLength(2)
    expect(whole.split(next.left(10))).toHaveLength(4)
    // For a month before they began, none of these campaigns is listed as next.
    const { page: february } = await bench.app.call('reports.preview', {
      ...client(acme),
      period: { from: '2026-02-01', to: '2026-02-28' },
    })
    expect(february).toContain(next.none)
    expect(february).not.toContain(next.left(10))
  })

  it('has no name, address or figure of another part in any of its files', async () => {
    const { app } = bench
    app.place = temporaryDir()
    const others = (await app.call('reports.quotable', { ...client(brill), period: march })).map(({ id }) => id)
    const own = await app.call('reports.quotable', { ...client(acme), period: march })
    expect(own.map(({ text, company }) => [text, company])).toEqual([
      ['Words for Acme', 'Acme Lead Inc'],
      // A person known to both has the name in this part's own list.
      ['Words for Acme', 'Acme Lead Inc'],
    ])
    const made = await app.call('reports.make', {
      ...client(acme),
      period: march,
      formats: [...all],
      quotes: [...own.map(({ id }) => id), ...others],
    })
    expect(made?.files.map(({ name }) => name.replace(/\.\w+$/, ''))).toEqual(
      all.map(() => 'Acme report 2026-03-01 to 2026-03-31'),
    )
    for (const { name, format } of made?.files ?? []) {
      const bytes = fs.readFileSync(path.join(app.place, name))
      const text = format === 'xlsx' ? JSON.stringify(await readWorkbook(bytes)) : bytes.toString('utf8')
      expect(text).toMatch(/Acme autumn/)
      expect(text).not.toMatch(/Brill|House|Northwind|@[a-z-]+\.example/i)
      // Figures of the others' mails and people, and the sums of the whole.
      expect(text).not.toMatch(/3,?000\b|4,?400\b|1,?500\b|(?<![\d.])900\b|\$440/)
    }
  })

  it('has its own name, language, folder and plan; nothing of another part or of the workspace names it', async () => {
    const { app, workspaceId } = bench
    const settings = await app.call('reports.settings', client(undefined))
    await app.call('reports.saveSettings', {
      ...client(undefined),
      settings: {
        ...settings,
        name: 'Northwind GmbH',
        closing: 'Yours, Northwind',
        from: 'Agency One',
        colour: '#aa3311',
      },
    })
    app.place = logo
    await app.call('reports.chooseLogo', client(undefined))
    // The operator's own business and colour are taken over; anything that may name another client is not.
    expect(await app.call('reports.settings', client(acme))).toMatchObject({
      name: '',
      closing: '',
      from: 'Agency One',
      colour: '#aa3311',
    })
    expect(await app.call('reports.logo', client(acme))).toBeNull()
    await app.call('reports.takeLogo', client(acme))
    expect(await app.call('reports.logo', client(acme))).toEqual(await app.call('reports.logo', client(undefined)))
    await app.call('reports.saveSettings', {
      ...client(acme),
      settings: { ...settings, name: 'Acme & Sons', language: 'nl' },
    })
    const page = await preview(acme)
    expect(page).toContain('<h1>Acme &amp; Sons</h1>')
    expect(page).toContain(textsOf.nl.reportPage.campaigns.title)
    expect(page).not.toContain('Northwind')
    expect(await preview(brill)).toContain('<h1>Brill</h1>')
    expect(await preview(brill)).not.toContain('<img')

    const folder = temporaryDir()
    app.place = folder
    await app.call('reports.chooseFolder', client(acme))
    expect(await app.call('reports.folder', client(brill))).toEqual({ folder: null })
    const rhythm = { every: 'month', day: 1, minute: 480 } as const
    await app.call('reports.savePlan', { ...client(acme), rhythm, formats: ['csv'], on: true })
    expect(await app.call('reports.plan', client(undefined))).toBeNull()
    expect(await app.call('reports.plan', client(acme))).toMatchObject({ workspaceId, partId: acme?.id, on: true })
    await app.call('reports.make', { ...client(acme), period: march, formats: ['csv'] })
    expect(await app.call('reports.history', client(acme))).toHaveLength(1)
    // Made this week, so it is to be sent: counted for all clients, for the workspace and for Acme, however often it is
    // made.
    await app.call('reports.make', { ...client(acme), period: march, formats: ['csv'] })
    for (const asked of [{}, { workspaceId }, client(acme)])
      expect((await app.call('reports.recent', asked)).map(({ name }) => name)).toEqual(['Acme'])
    expect(await app.call('reports.recent', client(brill))).toEqual([])
    expect(await app.call('reports.history', client(undefined))).toEqual([])
  })

  it('includes only alerts of its own campaigns', () => {
    const alertOf = (part: ClientPart | undefined, name: string) =>
      ({ partId: part?.id ?? null, kind: 'stopped', about: { kind: 'campaign', name } }) as ShownAlert
    const { gather } = createReportGatherer(bench.store, () => Date.parse('2026-03-31T12:00:00Z'), {
      money: () => null,
      accounts: () => [],
      alerts: () => [alertOf(acme, 'Acme autumn'), alertOf(brill, 'Brill spring'), alertOf(undefined, 'House list')],
    })
    const period = { from: dayOfDate(march.from), to: dayOfDate(march.to) }
    const rules = { bounceAmber: 0.02, bounceRed: 0.05, replyTarget: null }
    const told = (part: ClientPart | undefined) =>
      gather(client(part), period, { rules, quoted: [] }).timeline.flatMap((one) =>
        one.kind === 'alert' ? [one.campaign] : [],
      )
    expect(told(acme)).toEqual(['Acme autumn'])
    expect(told(undefined)).toHaveLength(3)
  })

  it('counts of an undone export the leads that could not be taken back, as its list does', async () => {
    const { store, workspaceId, app } = bench
    const { gather } = createReportGatherer(store, () => Date.parse('2026-03-31T12:00:00Z'), {
      money: () => null,
      accounts: () => [],
      alerts: () => [],
    })
    const period = { from: dayOfDate(march.from), to: dayOfDate(march.to) }
    const rules = { bounceAmber: 0.02, bounceRed: 0.05, replyTarget: null }
    const exported = () =>
      gather(client(acme), period, { rules, quoted: [] }).timeline.flatMap((one) =>
        one.kind === 'exported' ? [one.leads] : [],
      )
    const onScreen = async () =>
      (await app.call('lists.all', { workspaceId })).find(({ name }) => name === 'Acme people')?.exported
    expect([exported(), await onScreen()]).toEqual([[510], 510])
    const { id } = store.raw.prepare(`select id from export_run where click_id = 'click Acme'`).get() as { id: number }
    store.raw.prepare(`update export_run set taken_back_at = '2026-03-20', taken_back_count = 509 where id = ?`).run(id)
    store.raw
      .prepare(
        `insert into export_difference (export_id, position, workspace_id, kind, at) values (?, 1, ?, 'left', 0)`,
      )
      .run(id, workspaceId)
    expect([exported(), await onScreen()]).toEqual([[1], 1])
    store.raw.prepare('delete from export_difference where export_id = ?').run(id)
    expect([exported(), await onScreen()]).toEqual([[], 0])
  })

  it('belongs to this workspace: a part of another is not found', async () => {
    const { id: other } = await bench.app.call('workspaces.create', { name: 'Other', colour: 2 })
    const foreign = { workspaceId: other, partId: acme?.id ?? null }
    await expect(bench.app.call('reports.preview', { ...foreign, period: march })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(bench.app.call('reports.chooseFolder', foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('keeps its design and plan when the part is removed and restored, and makes nothing meanwhile', async () => {
    const { app } = bench
    const folder = temporaryDir()
    app.place = folder
    await app.call('reports.chooseFolder', client(acme))
    const rhythm = { every: 'week', day: 1, minute: 0 } as const
    await app.call('reports.savePlan', { ...client(acme), rhythm, formats: ['csv'], on: true })
    bench.store.raw.prepare('update report_plan set settled_at = 0').run()
    const removed = await app.call('clients.removePart', { partId: acme?.id ?? (0 as ClientPartId) })
    await app.call('reports.retryPlan', client(acme))
    expect(fs.readdirSync(folder)).toEqual([])
    await expect(preview(acme)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    if (removed) await app.call('clients.restorePart', removed)
    await app.call('reports.retryPlan', client(acme))
    expect(fs.readdirSync(folder)).toHaveLength(1)
    expect(app.notices.at(-1)).toMatchObject({ kind: 'report_made', client: 'Acme' })
  })
})

it('A report of a part shows a failed plan with its client until it works', async () => {
  const { app } = bench
  const folder = temporaryDir()
  app.place = folder
  for (const part of [acme, undefined]) {
    await app.call('reports.chooseFolder', client(part))
    const rhythm = { every: 'week', day: 1, minute: 0 } as const
    await app.call('reports.savePlan', { ...client(part), rhythm, formats: ['csv'], on: true })
  }
  bench.store.raw.prepare('update report_plan set settled_at = 0').run()
  fs.rmSync(folder, { recursive: true })
  await app.call('reports.retryPlan', client(acme))
  const failed = (partId: ClientPartId | null) =>
    app.call('reports.failedPlans', { workspaceId: bench.workspaceId, partId })
  const told = [
    [null, 'Northwind', 'REPORT_FOLDER_GONE'],
    [acme?.id, 'Acme', 'REPORT_FOLDER_GONE'],
  ]
  const shown = (await app.call('reports.failedPlans', {})).map((one) => [one.partId, one.name, one.problem.code])
  expect(shown).toEqual(told)
  expect(await failed(acme?.id ?? null)).toHaveLength(1)
  expect(await failed(brill?.id ?? null)).toEqual([])
  // A plan that is switched off does not wait.
  const rhythm = { every: 'week', day: 1, minute: 0 } as const
  await app.call('reports.savePlan', { ...client(undefined), rhythm, formats: ['csv'], on: false })
  // Waits for the check that saving started.
  await app.call('reports.retryPlan', client(acme))
  expect(await app.call('reports.failedPlans', {})).toHaveLength(1)
  // Something exists there again, but it cannot be written to: the same plan, another reason.
  fs.symlinkSync(folder, folder)
  await app.call('reports.retryPlan', client(acme))
  expect((await app.call('reports.failedPlans', {})).map(({ problem }) => problem.code)).toEqual([
    'REPORT_FOLDER_REFUSED',
  ])
  fs.rmSync(folder)
  fs.mkdirSync(folder)
  await app.call('reports.retryPlan', client(acme))
  expect(await app.call('reports.failedPlans', {})).toEqual([])
  expect(fs.readdirSync(folder)).toHaveLength(1)
})
