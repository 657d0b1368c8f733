/** The exports of a list or into a campaign, page by page, and the settings of one for another. */
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  type HistoryPlace,
  type HistoryRow,
  type HistoryScope,
  historySorts,
} from '#shared/contract/exports/export-history.ts'
import type { ExportId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { type Bench, ended, startBench, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const list = (name: string, count: number, heldEvery?: number) =>
  makeList(bench.app.dir, {
    workspaceId: bench.workspaceId,
    name,
    count,
    tag: name,
    ...(heldEvery === undefined ? {} : { heldEvery }),
  }).listId

/** Returns all pages, one after the other. */
async function everyPage(of: HistoryScope, order: { sort: (typeof historySorts)[number]; descending: boolean }) {
  const rows: HistoryRow[] = []
  let after: HistoryPlace | null = null
  do {
    const page: Awaited<ReturnType<typeof ask>> = await ask(after)
    rows.push(...page.rows)
    after = page.next
  } while (after)
  return rows

  function ask(from: HistoryPlace | null) {
    return bench.app.call('exportHistory.page', { of, ...order, after: from, limit: 7 })
  }
}

const valueOf: Record<(typeof historySorts)[number], (row: HistoryRow) => number | string> = {
  at: (row) => row.id,
  name: (row) => `${row.listName}\u001f${row.campaignName}`,
  uploaded: (row) => row.totals.uploaded,
  stayedBehind: (row) => row.totals.stayedBehind,
  refused: (row) => row.totals.refused,
  failed: (row) => row.totals.failed,
  takenBack: (row) => row.takenBack,
  took: (row) => row.durationMs ?? -1,
  cost: (row) => row.cost?.cents ?? -1,
}

it('Every order shows each export once, and none of other lists and campaigns', async () => {
  const own = list('own', 40, 4)
  const other = list('other', 5)
  const first = await ended(bench.app, await startExport(bench.app, own, newCampaignSettings('A')))
  const campaignId = first.summary.campaignId ?? ''
  const ids: ExportId[] = [first.summary.id]
  for (let at = 0; at < 4; at += 1) {
    const ledger = await ended(bench.app, await startExport(bench.app, own, existingCampaignSettings(campaignId)))
    ids.push(ledger.summary.id)
  }
  const elsewhere = await ended(bench.app, await startExport(bench.app, other, newCampaignSettings('B')))
  await bench.app.call('exports.takeBack', { exportId: first.summary.id })
  // More than fit on a page, with random figures of which many are equal.
  const db = new Database(path.join(bench.app.dir, 'sendoff.db'))
  const copy = db.prepare(
    `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step,
       activation, row_count, ready_count, cut_position, stayed_behind, created_at, finished_at)
     select workspace_id, list_id, 'copy ' || ?, settings, 'done', campaign_id, ?, 'done', activation, row_count,
       ready_count, row_count, ?, created_at, strftime('%Y-%m-%dT%H:%M:%fZ', created_at, ?) from export_run where id = ?`,
  )
  const batch = db.prepare(
    `insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, uploaded,
       refused, failed) values (?, ?, 1, 1, 40, 'done', 30, ?, ?, ?)`,
  )
  for (let at = 0; at < 25; at += 1) {
    const { lastInsertRowid } = copy.run(at, `C${at % 6}`, at % 3, `+${at % 4} seconds`, first.summary.id)
    batch.run(bench.workspaceId, lastInsertRowid, at % 5, at % 2, at % 7)
    ids.push(Number(lastInsertRowid) as ExportId)
  }
  db.close()

  for (const of of [{ listId: own }, { workspaceId: bench.workspaceId, remoteId: campaignId }]) {
    for (const sort of historySorts) {
      for (const descending of [true, false]) {
        const rows = await everyPage(of, { sort, descending })
        expect(
          rows.map(({ id }) => id).toSorted((a, b) => a - b),
          sort,
        ).toEqual(ids.toSorted((a, b) => a - b))
        const values = rows.map(valueOf[sort])
        const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        expect(values, sort).toEqual(descending ? sorted.toReversed() : sorted)
      }
    }
    expect((await bench.app.call('exportHistory.page', { of })).total).toBe(ids.length)
  }
  const { rows } = await bench.app.call('exportHistory.page', { of: { listId: other } })
  expect(rows.map(({ id }) => id)).toEqual([elsewhere.summary.id])
  expect(rows[0]?.totals).toEqual(elsewhere.summary.totals)
})

it('The expected cost of an export is shown without asking Instantly', async () => {
  const listId = list('own', 10)
  await bench.app.call('money.addCost', {
    workspaceId: bench.workspaceId,
    kind: 'list',
    basis: 'once',
    cents: 1234,
    from: '2026-01-01',
    asOf: '2026-01-01',
    listId,
  })
  await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('A')))
  const asked = bench.fake.journal.entries.length
  const { rows } = await bench.app.call('exportHistory.page', { of: { listId } })
  expect(rows[0]?.cost).toMatchObject({ cents: 1234 })
  expect(bench.fake.journal.entries.length).toBe(asked)
})

it('All exports are saved as CSV in their order, with settings, and nothing a spreadsheet would run', async () => {
  const own = list('own', 10)
  for (const name of ['=HYPERLINK("x")', 'B', 'C']) {
    const fill = [{ variable: 'city', value: '=1+1' }]
    await ended(bench.app, await startExport(bench.app, own, newCampaignSettings(name, { fill })))
  }
  const file = path.join(temporaryDir(), 'history.csv')
  bench.app.savePath = file
  const saved = await bench.app.call('exportHistory.saveCsv', { of: { listId: own }, sort: 'at', descending: false })
  expect(saved).toEqual({ path: file, rows: 3 })
  expect(bench.app.savedAs).toEqual(['own exports.csv'])
  const lines = fs.readFileSync(file, 'utf8').trim().split('\r\n')
  expect(lines).toHaveLength(4)
  expect(lines[1]).toContain("'=HYPERLINK")
  expect(lines[1]).toContain('city: =1+1')
  expect(lines.slice(1).some((line) => /(^|,)"?=/.test(line))).toBe(false)
  bench.app.savePath = null
  expect(await bench.app.call('exportHistory.saveCsv', { of: { listId: own } })).toBeNull()
})

it("An export's settings are available even if its list was removed permanently", async () => {
  const own = list('own', 10)
  const settings = newCampaignSettings('A', { holdBlocked: false, leaveOut: [{ variable: 'city', fault: 'masked' }] })
  const { summary } = await ended(bench.app, await startExport(bench.app, own, settings))
  // Campaigns are read in the background at any time, but only the operator's actions write.
  const written = () =>
    bench.fake.journal.entries.filter((asked) => asked.method !== 'GET' && !asked.path.endsWith('/list')).length
  const before = written()
  expect(await bench.app.call('exportHistory.repeat', { exportId: summary.id })).toMatchObject({
    workspaceId: bench.workspaceId,
    listId: own,
    listThere: true,
    campaignName: 'A',
    settings,
    template: null,
  })
  await bench.app.call('lists.archive', { listId: own, archived: true })
  await bench.app.call('lists.purge', { listId: own, what: 'list', typed: 'own' })
  expect(await bench.app.call('exportHistory.repeat', { exportId: summary.id })).toMatchObject({
    listThere: false,
    settings,
  })
  expect(written()).toBe(before)
  await expect(bench.app.call('exportHistory.repeat', { exportId: 999 as ExportId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
