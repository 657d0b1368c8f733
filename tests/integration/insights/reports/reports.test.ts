import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { demoFileMark } from '#backend/clients/workspaces/demo-workspaces.ts'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { breakMailbox } from '#demo/sending/mailboxes.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { migrationsDir, startBackend, type TestBackend, temporaryDir } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { readWorkbook } from '../../../support/read-workbook.ts'
import { makeCampaign, read, startCampaigns, weeks } from '../../campaigns/campaigns/support.ts'
import { inStore } from '../../leads/support.ts'

const all = ['pdf', 'html', 'xlsx', 'csv'] as const
const words = textsOf.en.reportPage

/** Returns the figures a page shows, by name, without thousands separators. */
const figuresOn = (page: string): Record<string, number> =>
  Object.fromEntries(
    [...page.matchAll(/data-figure="(\w+)">([\d,]+)</g)].map(([, name, figure]) => [
      name ?? '',
      Number(figure?.replaceAll(',', '')),
    ]),
  )
const rowsOf = (page: string, table: string): readonly (readonly string[])[] => {
  const body = new RegExp(`data-table="${table}">[\\s\\S]*?<tbody>([\\s\\S]*?)</tbody>`).exec(page)?.[1] ?? ''
  return [...body.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell = '']) => cell.replaceAll(/<[^>]*>/g, '')),
  )
}
const filesIn = (folder: string) => fs.readdirSync(folder).toSorted()

describe('a report of a client', () => {
  let bench: Bench
  afterEach(() => bench.close())

  async function withCampaigns() {
    bench = await startCampaigns()
    await makeCampaign(bench, 'North', { leads: 130 })
    await makeCampaign(bench, '=South', { leads: 40, settings: { open_tracking: false } })
    await bench.fake.moveOn(weeks(3))
    await read(bench)
    await bench.app.call('jobs.run', { kind: 'lead_labels', workspaceId: bench.workspaceId })
    const { from, to } = await bench.app.call('analytics.overview', { workspaceId: bench.workspaceId, period: 'all' })
    return { app: bench.app, workspaceId: bench.workspaceId, period: { from, to } }
  }

  it('has the figures of analytics on its page, table, workbook and CSV', async () => {
    const { app, workspaceId, period } = await withCampaigns()
    for (const days of [period, { from: period.from, to: period.from }]) {
      const { sums, campaigns } = await app.call('analytics.overview', { workspaceId, period: days })
      const { page } = await app.call('reports.preview', { workspaceId, period: days })
      const life = campaigns.reduce((so, one) => so + one.life.bounced, 0)
      expect(figuresOn(page)).toEqual({
        sent: sums.sent,
        contacted: sums.contacted,
        replied: sums.repliedUnique,
        interested: sums.interested,
        meetings: sums.meetings,
        bounced: life,
      })
      expect(
        rowsOf(page, 'campaigns').map(([name, , sent, contacted]) => [name, Number(sent), Number(contacted)]),
      ).toEqual(campaigns.map((one) => [one.name, one.sums.sent, one.sums.contacted]))
    }
    const { sums, campaigns } = await app.call('analytics.overview', { workspaceId, period })
    expect(sums.sent).toBeGreaterThan(200)
    app.place = temporaryDir()
    const made = await app.call('reports.make', { workspaceId, period, formats: [...all] })
    const fileOf = (format: string) =>
      fs.readFileSync(path.join(made?.folder ?? '', made?.files.find((file) => file.format === format)?.name ?? ''))
    const workbook = await readWorkbook(fileOf('xlsx'))
    const [summary, byCampaign, byDay] = workbook
    // Figures of all days are named as such beside those of the period.
    const bounced = campaigns.reduce((so, { life }) => so + life.bounced, 0)
    expect(summary?.rows).toContainEqual(['Bounced emails, since the start', String(bounced)])
    expect(workbook.map(({ name }) => name)).toContain('Best emails since the start')
    expect(summary?.rows).toContainEqual([words.figures.sent, String(sums.sent)])
    expect(byCampaign?.rows.slice(1).map(([name, , sent]) => [name, Number(sent)])).toEqual(
      campaigns.map((one) => [one.name, one.sums.sent]),
    )
    const days = byDay?.rows.slice(1) ?? []
    expect([days[0]?.[0], days.at(-1)?.[0]]).toEqual([period.from, period.to])
    expect(days.reduce((so, row) => so + Number(row[1]), 0)).toBe(sums.sent)
    const csv = fileOf('csv').toString('utf8')
    expect(csv).toMatch(new RegExp(`,North,done,${campaigns.find(({ name }) => name === 'North')?.sums.sent},`))
    // A name that a spreadsheet would run as a formula is escaped.
    expect(csv).toContain(",'=South,")
  })

  it('includes the state of accounts only if chosen, in page and workbook', async () => {
    const { app, workspaceId, period } = await withCampaigns()
    await app.call('accounts.sync', { workspaceId })
    const [remote] = bench.fake.world.workspaces
    const [first] = remote?.mailboxes ?? []
    if (!remote || !first) throw new Error('no mailbox')
    breakMailbox(bench.fake.world, remote, first, bench.fake.clock.now())
    await app.call('accounts.sync', { workspaceId })
    const preview = async () => (await app.call('reports.preview', { workspaceId, period })).page
    expect(await preview()).not.toContain(words.accounts.title)
    const settings = await app.call('reports.settings', { workspaceId })
    expect(settings.sections).not.toContain('accounts')
    await app.call('reports.saveSettings', {
      workspaceId,
      settings: { ...settings, sections: [...settings.sections, 'accounts'] },
    })
    const { rows } = await app.call('accounts.list', { workspaceId, page: {} })
    const told = rows.filter((row) => row.kind === 'account')
    const page = await preview()
    expect(rowsOf(page, 'accounts').map(([email]) => email)).toEqual([first.email])
    expect(page).toContain(`${textsOf.en.accounts.verdicts.disconnected}: 1`)
    app.place = temporaryDir()
    const made = await app.call('reports.make', { workspaceId, period, formats: ['xlsx'] })
    const sheets = await readWorkbook(fs.readFileSync(path.join(made?.folder ?? '', made?.files[0]?.name ?? '')))
    expect(
      sheets
        .at(-1)
        ?.rows.slice(1)
        .map(([email]) => email)
        .toSorted(),
    ).toEqual(told.map(({ email }) => email).toSorted())
  })

  it('contains no key and no address of Instantly', async () => {
    const { app, workspaceId, period } = await withCampaigns()
    app.place = temporaryDir()
    const made = await app.call('reports.make', { workspaceId, period, formats: [...all] })
    expect(made?.files).toHaveLength(4)
    for (const { name, format } of made?.files ?? []) {
      const bytes = fs.readFileSync(path.join(made?.folder ?? '', name))
      const text = format === 'xlsx' ? JSON.stringify(await readWorkbook(bytes)) : bytes.toString('utf8')
      expect(text).not.toMatch(/northwind-key|api\.instantly|127\.0\.0\.1|https?:\/\/(?!schemas)/)
      // No addresses: leads are counted, not named.
      expect(text).not.toMatch(/@\w+\.example/)
    }
  })

  it('never overwrites another file, and says where each one is', async () => {
    const { app, workspaceId, period } = await withCampaigns()
    const folder = temporaryDir()
    app.place = folder
    const wish = { workspaceId, period, formats: ['html', 'csv'] as ('html' | 'csv')[] }
    const first = await app.call('reports.make', wish)
    const name = first?.files[0]?.name ?? ''
    expect(name).toBe(`Kessler report ${period.from} to ${period.to}.html`)
    fs.writeFileSync(path.join(folder, name), 'mine')
    // One of the two names is taken, so both get the number.
    fs.rmSync(path.join(folder, name.replace('.html', '.csv')))
    const second = await app.call('reports.make', wish)
    expect(second?.files.map((file) => file.name)).toEqual([
      name.replace('.html', ' (2).html'),
      name.replace('.html', ' (2).csv'),
    ])
    expect(fs.readFileSync(path.join(folder, name), 'utf8')).toBe('mine')
    const again = await app.call('reports.again', { reportId: second?.id ?? (0 as never) })
    expect(again.files[0]?.name).toBe(name.replace('.html', ' (3).html'))
    const history = await app.call('reports.history', { workspaceId })
    expect(history.map(({ state, requestedBy }) => [state, requestedBy])).toEqual([
      ['done', 'operator'],
      ['done', 'operator'],
      ['done', 'operator'],
    ])

    await app.call('reports.open', { reportId: again.id, format: 'html' })
    await app.call('reports.show', { reportId: again.id })
    expect(app.opened).toEqual([`open ${folder}/${again.files[0]?.name}`, `show ${folder}/${again.files[0]?.name}`])
  })

  it('that fails says why and leaves no partial file', async () => {
    const { app, workspaceId, period } = await withCampaigns()
    const folder = temporaryDir()
    app.place = folder
    app.printer = 'broken'
    const wish = { workspaceId, period, formats: ['html', 'pdf'] as ('html' | 'pdf')[] }
    await expect(app.call('reports.make', wish)).rejects.toMatchObject({ code: 'REPORT_NOT_PRINTED' })
    expect(filesIn(folder)).toEqual([])
    app.printer = 'works'
    fs.rmSync(folder, { recursive: true })
    await expect(app.call('reports.make', wish)).rejects.toMatchObject({ code: 'REPORT_FOLDER_GONE', data: { folder } })
    fs.writeFileSync(folder, 'a file now')
    await expect(app.call('reports.make', wish)).rejects.toMatchObject({ code: 'REPORT_FOLDER_GONE' })
    const history = await app.call('reports.history', { workspaceId })
    expect(history.map(({ state, problem, files }) => [state, problem?.code, files.length])).toEqual([
      ['failed', 'REPORT_FOLDER_GONE', 0],
      ['failed', 'REPORT_FOLDER_GONE', 0],
      ['failed', 'REPORT_NOT_PRINTED', 0],
    ])
    app.place = null
    await expect(app.call('reports.make', { ...wish, elsewhere: true })).resolves.toBeNull()
  })

  it("has the client’s name, language, colour and logo, and nobody else's", async () => {
    const { app, workspaceId, period } = await withCampaigns()
    const settings = await app.call('reports.settings', { workspaceId })
    await app.call('reports.saveSettings', {
      workspaceId,
      settings: { ...settings, language: 'de', name: 'Kessler & Söhne', colour: '#aa3311', replyTarget: 0.9 },
    })
    app.place = path.join(import.meta.dirname, '../../../../resources/icons/32x32.png')
    expect(await app.call('reports.chooseLogo', { workspaceId })).toMatchObject({ width: 32, height: 32 })
    const { page, style, verdict } = await app.call('reports.preview', { workspaceId, period })
    expect(page).toContain('<h1>Kessler &amp; Söhne</h1>')
    expect(page).toContain('src="data:image/png;base64,iVBOR')
    expect(page).toContain(textsOf.de.reportPage.verdicts.attention)
    expect(verdict).toBe('attention')
    expect(style).toContain('#aa3311')
    app.place = path.join(temporaryDir(), 'logo.png')
    fs.writeFileSync(app.place, '<svg/>')
    await expect(app.call('reports.chooseLogo', { workspaceId })).rejects.toMatchObject({ code: 'LOGO_UNUSABLE' })
    expect(await app.call('reports.logo', { workspaceId })).not.toBeNull()
    await app.call('reports.removeLogo', { workspaceId })
    expect((await app.call('reports.preview', { workspaceId, period })).page).not.toContain('<img')
  })
})

/** Stores a reply to a client's campaign, as the inbox sync does. */
function reply(store: Store | null, workspaceId: WorkspaceId, no: number, date: string, text?: string): void {
  const at = Date.parse(`${date}T0${no}:00:00Z`)
  const id = 9_000_000 + workspaceId * 10 + no
  store?.raw
    .prepare(
      `insert into inbox_thread (id, workspace_id, subject, snippet, last_at, box, their_turn, interest)
         values (?, ?, 'Re: hello', '', ?, 'answer', 1, 1)`,
    )
    .run(id, workspaceId, at)
  store?.raw
    .prepare(
      `insert into inbox_message (id, workspace_id, thread_id, direction, at, from_address, from_name, to_list, cc_list, subject, text, complete, scope)
         values (?, ?, ?, 'received', ?, 'bo@lead.example', 'Bo Lind', '', '', '', ?, 1, '')`,
    )
    .run(id, workspaceId, id, at, text ?? `Words ${no} of ${workspaceId}\n\nBest regards,\nBo Lind`)
}

describe('reports of several clients', () => {
  let app: TestBackend | null = null
  afterEach(() => app?.stop())

  it('name no other campaigns, quote no other replies, and say that a demo is one', async () => {
    let store: Store | null = null
    app = startBackend({
      instantlyUrl: 'http://127.0.0.1:9',
      dir: await demoDir('small'),
      openStore: (...from) => {
        store = openStore(...from)
        return store
      },
    })
    const { clients } = await app.call('demo.state', {})
    const [one, other] = clients as [WorkspaceId, WorkspaceId]
    await app.call('campaigns.readNow', { workspaceId: null })
    const { from, to } = await app.call('analytics.overview', { workspaceId: one, period: 'month' })
    const period = { from, to }
    for (const workspaceId of [one, other]) for (const no of [1, 2]) reply(store, workspaceId, no, to)
    const absence = 'I am out of the office until Monday 30 November and have no access to my email.'
    reply(store, one, 3, to, absence)
    // Sent twice, offered once.
    reply(store, one, 4, to, `Words 2 of ${one}\n\nBest regards,\nBo Lind`)
    inStore(app.dir, (db) =>
      db
        .prepare(
          `update inbox_thread set sorted = 'interested'
            where id = (select thread_id from inbox_message where text like ? order by id limit 1)`,
        )
        .run(`Words 1 of ${one}%`),
    )
    const own = await app.call('reports.quotable', { workspaceId: one, period })
    expect(own.map(({ text }) => text)).not.toContain(absence)
    const others = await app.call('reports.quotable', { workspaceId: other, period })
    const mine = own.filter(({ text }) => text.startsWith('Words'))
    // Without the signature; interested replies come first, though another is newer.
    expect(mine.map(({ text }) => text)).toEqual([`Words 1 of ${one}`, `Words 2 of ${one}`])
    expect(others.length).toBeGreaterThan(1)

    app.place = temporaryDir()
    const quotes = [mine[0]?.id ?? 0, ...others.map(({ id }) => id).slice(0, 19)]
    const made = await app.call('reports.make', { workspaceId: one, period, formats: [...all], quotes })
    const { campaigns } = await app.call('analytics.overview', { workspaceId: other, period: 'all' })
    const client = await app.call('workspaces.list', { archived: false })
    const foreign = [
      ...campaigns.map(({ name }) => name),
      ...client.filter(({ id }) => id === other).map(({ name }) => name),
    ]
    expect(foreign.length).toBeGreaterThan(2)
    for (const { name, format } of made?.files ?? []) {
      expect(name.startsWith(`${demoFileMark} `)).toBe(true)
      const bytes = fs.readFileSync(path.join(app.place, name))
      const text = format === 'xlsx' ? JSON.stringify(await readWorkbook(bytes)) : bytes.toString('utf8')
      for (const word of foreign) expect(text).not.toContain(word)
      if (format !== 'csv') expect(text).toContain(words.demo)
    }
    const page = fs.readFileSync(
      path.join(app.place, made?.files.find(({ format }) => format === 'html')?.name ?? ''),
      'utf8',
    )
    expect([...page.matchAll(/<blockquote>(.*?)<\/blockquote>/g)].map(([, quoted]) => quoted)).toEqual([
      `Words 1 of ${one}`,
    ])
    // Not selected, so not quoted.
    expect((await app.call('reports.preview', { workspaceId: one, period })).page).not.toContain('<blockquote>')
  })
})

describe('a planned report', () => {
  let app: TestBackend
  afterEach(() => app.stop())
  let zone = 'Europe/Berlin'
  const friday = { every: 'week', day: 5, minute: 16 * 60 } as const
  let now = 0
  let store: Store
  const clock = { now: () => now, sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)) }
  const at = (iso: string) => {
    now = Date.parse(iso)
  }

  /** Starts an app with one client that has a folder, in the summer time of Berlin. */
  async function start(dir = temporaryDir()) {
    app = startBackend({
      instantlyUrl: 'http://127.0.0.1:9',
      dir,
      clock,
      zone,
      openStore: (...from) => {
        store = openStore(...from)
        return store
      },
    })
  }
  async function withClient() {
    at('2026-10-20T08:00:00Z')
    zone = 'Europe/Berlin'
    await start()
    const { lastInsertRowid } = store.raw
      .prepare(`insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-10-01T00:00:00Z')`)
      .run()
    const workspaceId = Number(lastInsertRowid) as WorkspaceId
    const folder = temporaryDir()
    app.place = folder
    await expect(
      app.call('reports.savePlan', { workspaceId, rhythm: friday, formats: ['csv'], on: true }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await app.call('reports.chooseFolder', { workspaceId })
    const plan = await app.call('reports.savePlan', { workspaceId, rhythm: friday, formats: ['html', 'csv'], on: true })
    expect(plan.nextAt).toBe('2026-10-23T14:00:00.000Z')
    return { workspaceId, folder }
  }
  const wake = async (workspaceId: WorkspaceId) => {
    app.backend.machine('resume')
    // Also waits for the check in progress.
    await app.call('reports.retryPlan', { workspaceId })
  }
  const spans = async (workspaceId: WorkspaceId) =>
    (await app.call('reports.history', { workspaceId })).map(({ from, to, state, requestedBy }) => [
      from,
      to,
      state,
      requestedBy,
    ])

  it('waits while its client is paused, and is made once when it is resumed', async () => {
    const { workspaceId, folder } = await withClient()
    await app.call('pauses.set', { workspaceId, paused: true })
    at('2026-10-23T14:00:00Z')
    await wake(workspaceId)
    expect(filesIn(folder)).toEqual([])
    await app.call('pauses.set', { workspaceId, paused: false })
    await wake(workspaceId)
    expect(await spans(workspaceId)).toHaveLength(1)
  })

  it('is made once when due and not before, in winter an hour later by UTC', async () => {
    const { workspaceId, folder } = await withClient()
    at('2026-10-23T13:59:59Z')
    await wake(workspaceId)
    expect(filesIn(folder)).toEqual([])
    at('2026-10-23T14:00:00Z')
    await wake(workspaceId)
    await wake(workspaceId)
    expect(filesIn(folder)).toHaveLength(2)
    expect(await spans(workspaceId)).toEqual([['2026-10-16', '2026-10-22', 'done', 'plan']])
    expect(app.notices.filter(({ kind }) => kind === 'report_made')).toHaveLength(1)
    at('2026-10-30T14:30:00Z')
    await wake(workspaceId)
    expect(filesIn(folder)).toHaveLength(2)
    at('2026-10-30T15:00:00Z')
    await wake(workspaceId)
    expect((await spans(workspaceId))[0]).toEqual(['2026-10-23', '2026-10-29', 'done', 'plan'])
  })

  it('is not made twice when the same hour comes again further west', async () => {
    const { workspaceId, folder } = await withClient()
    at('2026-10-23T14:00:00Z')
    await wake(workspaceId)
    const { dir } = app
    await app.stop()
    zone = 'America/Los_Angeles'
    await start(dir)
    expect((await app.call('reports.plan', { workspaceId }))?.nextAt).toBe('2026-10-30T23:00:00.000Z')
    at('2026-10-23T23:00:00Z')
    await wake(workspaceId)
    expect(await spans(workspaceId)).toHaveLength(1)
    expect(filesIn(folder)).toHaveLength(2)
    at('2026-10-30T23:00:00Z')
    await wake(workspaceId)
    expect((await spans(workspaceId)).map(([from]) => from)).toEqual(['2026-10-23', '2026-10-16'])
  })

  it('whose hour is changed after it was made comes at that hour too', async () => {
    const { workspaceId } = await withClient()
    at('2026-10-23T14:00:00Z')
    await wake(workspaceId)
    at('2026-10-23T14:05:00Z')
    const later = { ...friday, minute: friday.minute + 30 }
    await app.call('reports.savePlan', { workspaceId, rhythm: later, formats: ['csv'], on: true })
    at('2026-10-23T14:30:00Z')
    await wake(workspaceId)
    expect(await spans(workspaceId)).toHaveLength(2)
  })

  it('missed for weeks is made at the next start: the newest, once', async () => {
    const { workspaceId, folder } = await withClient()
    const { dir } = app
    await app.stop()
    at('2026-11-19T09:00:00Z')
    await start(dir)
    await wake(workspaceId)
    await wake(workspaceId)
    expect(await spans(workspaceId)).toEqual([['2026-11-06', '2026-11-12', 'done', 'plan']])
    expect(filesIn(folder)).toHaveLength(2)
    expect((await app.call('reports.plan', { workspaceId }))?.nextAt).toBe('2026-11-20T15:00:00.000Z')
  })

  it('made while the clock was a year ahead is made again once after the correction', async () => {
    const { workspaceId } = await withClient()
    at('2027-10-22T14:00:00Z')
    await wake(workspaceId)
    expect(await spans(workspaceId)).toHaveLength(1)
    at('2026-10-30T15:00:00Z')
    expect((await app.call('reports.plan', { workspaceId }))?.nextAt).toBe('2026-11-06T15:00:00.000Z')
    await wake(workspaceId)
    await wake(workspaceId)
    expect((await spans(workspaceId)).map(([from]) => from)).toEqual(['2026-10-23', '2027-10-15'])
  })

  it('whose folder is gone says so once, is retried, and is made when the folder returns', async () => {
    const { workspaceId, folder } = await withClient()
    fs.rmSync(folder, { recursive: true })
    at('2026-10-23T14:00:00Z')
    await wake(workspaceId)
    const failed = await app.call('reports.plan', { workspaceId })
    expect(failed?.problem).toMatchObject({ code: 'REPORT_FOLDER_GONE', data: { folder } })
    expect(Date.parse(failed?.problem?.retryAt ?? '')).toBeGreaterThan(now)
    await wake(workspaceId)
    expect(app.notices.filter(({ kind }) => kind === 'report_failed')).toHaveLength(1)
    fs.mkdirSync(folder)
    await wake(workspaceId)
    expect(filesIn(folder)).toHaveLength(2)
    expect((await app.call('reports.plan', { workspaceId }))?.problem).toBeNull()
    // One report, however often it was tried.
    expect(await spans(workspaceId)).toEqual([['2026-10-16', '2026-10-22', 'done', 'plan']])
  })

  it('that a full disk could not store says so, and is made when there is room', async () => {
    const { workspaceId } = await withClient()
    store.raw.function('disk_is_full', () => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    })
    store.raw.exec('create temp trigger full before insert on main.report_made begin select disk_is_full(); end')
    at('2026-10-23T14:00:00Z')
    await wake(workspaceId)
    expect((await app.call('reports.plan', { workspaceId }))?.problem).toMatchObject({ code: 'STORE_FULL' })
    store.raw.exec('drop trigger full')
    await wake(workspaceId)
    expect(await spans(workspaceId)).toHaveLength(1)
  })

  it('that was interrupted is completed: existing files stay, missing ones are made', async () => {
    const { workspaceId, folder } = await withClient()
    at('2026-10-23T14:00:00Z')
    await wake(workspaceId)
    const [first, second] = filesIn(folder) as [string, string]
    const { dir } = app
    await app.stop()
    // As after a crash between the two files.
    const stopped = openStore(dir, migrationsDir)
    const row = stopped.raw.prepare('select files from report_made').get() as { files: string }
    const kept = (JSON.parse(row.files) as { format: string; name: string }[]).filter(({ format }) => format === 'html')
    stopped.raw.prepare(`update report_made set state = 'making', files = ?`).run(JSON.stringify(kept))
    stopped.raw.prepare('update report_plan set settled_at = 0').run()
    stopped.raw.close()
    const html = [first, second].find((name) => name.endsWith('.html')) ?? ''
    const csv = [first, second].find((name) => name.endsWith('.csv')) ?? ''
    fs.rmSync(path.join(folder, csv))
    // And after a crash within a file.
    fs.writeFileSync(path.join(folder, '.Acme report 1.csv.part'), 'figures of a client')
    const before = fs.statSync(path.join(folder, html)).mtimeMs

    await start(dir)
    expect(await spans(workspaceId)).toEqual([['2026-10-16', '2026-10-22', 'cut_off', 'plan']])
    await wake(workspaceId)
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(filesIn(folder)).toEqual([first, second])
    expect(fs.statSync(path.join(folder, html)).mtimeMs).toBe(before)
    expect(await spans(workspaceId)).toEqual([['2026-10-16', '2026-10-22', 'done', 'plan']])
  })

  it('is not made while switched off, and starts again with its next time', async () => {
    const { workspaceId, folder } = await withClient()
    await app.call('reports.savePlan', { workspaceId, rhythm: friday, formats: ['csv'], on: false })
    at('2026-10-26T09:00:00Z')
    await wake(workspaceId)
    const plan = await app.call('reports.savePlan', { workspaceId, rhythm: friday, formats: ['csv'], on: true })
    await wake(workspaceId)
    expect(filesIn(folder)).toEqual([])
    expect(plan.nextAt).toBe('2026-10-30T15:00:00.000Z')
  })
})
