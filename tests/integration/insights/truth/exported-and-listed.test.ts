/** Counts of lists and exports on every screen and in every file, against a plain count of what was done. */
import fs from 'node:fs'
import path from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExportId, LeadId, ListId, WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { type Bench, ended, ledgerFaults, startBench, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'
import { suggested } from '../../leads/support.ts'

const count = 240
type Kind =
  | 'no_address'
  | 'bad_syntax'
  | 'duplicate_in_file'
  | 'masked'
  | 'role_address'
  | 'opted_out'
  | 'blocked'
  | 'ready'
type Row = { readonly no: number; readonly cell: string; readonly kind: Kind }

function rowOf(no: number): Row {
  if (no % 24 === 0) return { no, cell: '', kind: 'no_address' }
  if (no % 23 === 0) return { no, cell: 'not-an-address', kind: 'bad_syntax' }
  if (no % 19 === 0) return { no, cell: ' P1@C1.example', kind: 'duplicate_in_file' }
  if (no % 17 === 0) return { no, cell: `j***@c${no}.example`, kind: 'masked' }
  if (no % 13 === 0) return { no, cell: `noreply@c${no}.example`, kind: 'role_address' }
  if (no % 11 === 0) return { no, cell: `out${no}@c${no}.example`, kind: 'opted_out' }
  if (no % 9 === 0) return { no, cell: `block${no}@c${no}.example`, kind: 'blocked' }
  return { no, cell: `p${no}@c${no}.example`, kind: 'ready' }
}
const rows = Array.from({ length: count }, (_, at) => rowOf(at + 1))
const ready = rows.filter(({ kind }) => kind === 'ready')
/** Not known here: Instantly itself rejects them. */
const blockedThere = ready.filter(({ no }) => no % 7 === 0)
const inOther = ready.filter(({ no }) => no % 5 === 0 && no % 7 !== 0)

let bench: Bench
let listId: ListId
let second: WorkspaceId
const call: Bench['app']['call'] = (...asked) => bench.app.call(...asked)
const remote = (no = 0) => {
  const workspace = bench.fake.world.workspaces[no]
  if (!workspace) throw new Error('no workspace')
  return workspace
}
const there = (campaignId: string | null) =>
  new Set(remote().leads.flatMap((lead) => (lead && lead.holder.id === campaignId ? [lead.email] : [])))

beforeAll(async () => {
  bench = await startBench({
    limits: null,
    workspaces: [
      { name: 'N', keys: [{ key: 'north-key-0001' }], leadLimit: 1_000_000, mailboxes: 2 },
      { name: 'S', keys: [{ key: 'south-key-0001' }], leadLimit: 1_000_000, mailboxes: 1 },
    ],
  })
  second = (await call('workspaces.addKey', { workspaceId: null, name: 'Second', key: 'south-key-0001' })).workspace.id
  const other = bench.fake.world.addCampaign(remote(), { name: 'Other' })
  await fetch(`${bench.fake.url}/api/v2/leads/add`, {
    method: 'POST',
    headers: { authorization: 'Bearer north-key-0001', 'content-type': 'application/json' },
    body: JSON.stringify({ campaign_id: other.id, leads: inOther.map(({ cell }) => ({ email: cell })) }),
  })
  const { workspaceId } = bench
  const kind = (wanted: Kind) => rows.flatMap((row) => (row.kind === wanted ? [row.cell] : [])).join('\n')
  await call('optOuts.add', { workspaceId, scope: 'client', text: kind('opted_out') })
  await call('blocklist.add', { workspaceId, everyClient: false, text: kind('blocked') })
  listId = await imported(
    workspaceId,
    'First',
    rows.map(({ cell, no }) => [cell, `Name ${no}`, `Company ${no}`]),
  )
}, 60_000)
afterAll(() => bench.close())

async function imported(
  workspaceId: WorkspaceId,
  name: string,
  lines: readonly (readonly string[])[],
  into: object = { name },
): Promise<ListId> {
  const file = path.join(temporaryDir(), `${name}.csv`)
  fs.writeFileSync(file, Papa.unparse([['Email', 'First Name', 'Company'], ...lines.map((line) => [...line])]))
  const draft = await call('imports.open', { workspaceId, path: file })
  const choice = { importId: draft.importId, mapping: suggested(draft), settings: { holdUnverified: false } }
  return (await call('imports.save', { ...choice, into } as never)).id
}
const tally = <T>(items: readonly T[], of: (item: T) => string | null): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const item of items) {
    const key = of(item)
    if (key !== null) counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
const nonZero = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0))
const csvOf = async (save: () => Promise<{ readonly path: string; readonly rows: number } | null>) => {
  bench.app.savePath = path.join(temporaryDir(), 'saved.csv')
  const saved = await save()
  const parsed = Papa.parse<Record<string, string>>(fs.readFileSync(saved?.path ?? '', 'utf8').replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data
  expect(parsed).toHaveLength(saved?.rows ?? -1)
  return parsed
}

/** Compares a list on all screens and in its file with its rows. */
async function checkList(
  where: string,
  id: ListId,
  expected: { readonly gates: Record<string, number>; readonly exported: number; readonly exportedRows: number },
) {
  const list = await call('lists.get', { listId: id })
  const total = Object.values(expected.gates).reduce((sum, n) => sum + n, 0)
  expect
    .soft({ rows: list.rowCount, gates: nonZero(list.gates), exported: list.exported }, where)
    .toEqual({ rows: total, gates: expected.gates, exported: expected.exported })
  const listed = (await call('lists.all', { workspaceId: list.workspaceId, archived: list.archived })).find(
    (one) => one.id === id,
  )
  expect.soft(listed, `${where}, all lists`).toEqual(list)
  const page = await call('lists.leads', { listId: id, page: { offset: 0, limit: 100 } })
  const all = [...page.rows]
  while (all.length < page.total)
    all.push(...(await call('lists.leads', { listId: id, page: { offset: all.length, limit: 100 } })).rows)
  expect
    .soft(
      tally(all, ({ gate }) => gate),
      `${where}, its rows`,
    )
    .toEqual(expected.gates)
  expect.soft(all.filter(({ exported }) => exported).length, `${where}, exported rows`).toBe(expected.exportedRows)
  for (const [gate, n] of Object.entries(expected.gates))
    expect
      .soft(
        (await call('lists.leads', { listId: id, gate: gate as 'ready', page: {} })).total,
        `${where}, filter ${gate}`,
      )
      .toBe(n)
  expect
    .soft((await call('lists.leads', { listId: id, gate: 'held', page: {} })).total, `${where}, held`)
    .toBe(total - (expected.gates['ready'] ?? 0))
  expect
    .soft(await csvOf(() => call('lists.saveCsv', { listId: id, choice: { all: {} } })), `${where}, CSV`)
    .toHaveLength(total)
  return all
}

type Expected = {
  readonly uploaded: number
  readonly stayed: Record<string, number>
  readonly refused: Record<string, number>
  readonly takenBack?: number
  readonly waiting?: number
}
/** Compares an export on all screens and in its files. */
async function checkExport(where: string, exportId: ExportId, expected: Expected) {
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, n) => all + n, 0)
  const totals = {
    rows: expected.uploaded + sum(expected.stayed) + sum(expected.refused) + (expected.waiting ?? 0),
    uploaded: expected.uploaded,
    stayedBehind: sum(expected.stayed),
    refused: sum(expected.refused),
    failed: 0,
    waiting: expected.waiting ?? 0,
  }
  const ledger = await call('exports.ledger', { exportId })
  const { summary } = ledger
  expect.soft(summary.totals, `${where}, report`).toEqual(totals)
  expect.soft(summary.takenBack, `${where}, removed again`).toBe(expected.takenBack ?? 0)
  const reasons = (outcome: string, of: (one: (typeof ledger.reasons)[number]) => string) =>
    Object.fromEntries(ledger.reasons.filter((one) => one.outcome === outcome).map((one) => [of(one), one.count]))
  expect
    .soft(
      reasons('stayed_behind', ({ gate }) => gate ?? ''),
      `${where}, why not exported`,
    )
    .toEqual(expected.stayed)
  expect
    .soft(
      reasons('refused', ({ refusals }) => refusals.join()),
      `${where}, why rejected`,
    )
    .toEqual(expected.refused)
  const inList = (
    await call('exports.list', { workspaceId: summary.workspaceId, page: { offset: 0, limit: 100 } })
  ).rows.find(({ id }) => id === exportId)
  expect.soft(inList, `${where}, exports`).toEqual(summary)
  for (const of of [
    { listId: summary.listId },
    ...(summary.campaignId ? [{ workspaceId: summary.workspaceId, remoteId: summary.campaignId }] : []),
  ]) {
    const { rows: found } = await call('exportHistory.page', { of, limit: 100 })
    const line = found.find(({ id }) => id === exportId)
    expect
      .soft({ totals: line?.totals, takenBack: line?.takenBack }, `${where}, history`)
      .toEqual({ totals, takenBack: expected.takenBack ?? 0 })
    const csv = await csvOf(() => call('exportHistory.saveCsv', { of }))
    expect.soft(csv, `${where}, history CSV`).toHaveLength(found.length)
    const file = csv[found.findIndex(({ id }) => id === exportId)]
    expect
      .soft(
        [file?.['Uploaded'], file?.['Stayed Behind'], file?.['Refused'], file?.['Failed'], file?.['Taken Back']],
        `${where}, history CSV ${JSON.stringify(Object.keys(file ?? {}))}`,
      )
      .toEqual([totals.uploaded, totals.stayedBehind, totals.refused, 0, expected.takenBack ?? 0].map(String))
  }
  const shown = async (
    outcome: 'all' | 'problems' | 'uploaded' | 'stayed_behind' | 'refused' | 'taken_back' | 'waiting',
  ) => {
    const page = await call('exports.rows', { exportId, outcome, page: { offset: 0, limit: 100 } })
    const all = [...page.rows]
    while (all.length < page.total)
      all.push(...(await call('exports.rows', { exportId, outcome, page: { offset: all.length, limit: 100 } })).rows)
    return all
  }
  const stillThere = totals.uploaded - (expected.takenBack ?? 0)
  const byOutcome = nonZero({
    uploaded: stillThere,
    stayed_behind: totals.stayedBehind,
    refused: totals.refused,
    taken_back: expected.takenBack ?? 0,
    waiting: totals.waiting,
  })
  expect
    .soft(
      tally(await shown('all'), ({ outcome }) => outcome),
      `${where}, rows`,
    )
    .toEqual(byOutcome)
  for (const outcome of ['stayed_behind', 'refused', 'taken_back', 'waiting'] as const)
    expect.soft((await shown(outcome)).length, `${where}, rows ${outcome}`).toBe(byOutcome[outcome] ?? 0)
  const csv = await csvOf(() => call('exports.saveCsv', { exportId, what: 'all' }))
  const words = {
    uploaded: 'Uploaded',
    stayed_behind: 'Not exported',
    refused: 'Rejected by Instantly',
    taken_back: 'Removed again',
    waiting: 'Not sent',
  }
  expect
    .soft(
      tally(csv, (row) => row['Result'] ?? ''),
      `${where}, CSV`,
    )
    .toEqual(Object.fromEntries(Object.entries(byOutcome).map(([key, n]) => [words[key as keyof typeof words], n])))
  const problems = await csvOf(() => call('exports.saveCsv', { exportId, what: 'problems' }))
  expect.soft(problems, `${where}, CSV of problems`).toHaveLength((await shown('problems')).length)
  return summary
}

const importGates = tally(rows, ({ kind }) => kind)
const held = tally(
  rows.filter(({ kind }) => kind !== 'ready'),
  ({ kind }) => kind,
)
const uploadedFirst = ready.length - blockedThere.length - inOther.length
const refusedFirst = async (exportId: ExportId) => {
  // All go in one request, so that each row has both reasons.
  const { answers } = await call('exports.ledger', { exportId })
  expect
    .soft({
      blocked: answers.in_blocklist,
      skipped: answers.skipped_count,
      uploaded: answers.leads_uploaded,
      sent: answers.total_sent,
    })
    .toEqual({ blocked: blockedThere.length, skipped: inOther.length, uploaded: uploadedFirst, sent: ready.length })
}
const both = { 'in_blocklist,skipped_count': blockedThere.length + inOther.length }

let first: ExportId
let campaign: string
it('an import', async () => {
  await checkList('import', listId, { gates: importGates, exported: 0, exportedRows: 0 })
})
it('an export', async () => {
  for (const { cell } of blockedThere) remote().blocked.set(cell, { id: cell, value: cell } as never)
  first = await startExport(bench.app, listId, newCampaignSettings('One'))
  const { summary } = await ended(bench.app, first)
  campaign = summary.campaignId ?? ''
  expect(there(campaign).size).toBe(uploadedFirst)
  await checkExport('first', first, { uploaded: uploadedFirst, stayed: held, refused: both })
  await refusedFirst(first)
  await checkList('exported', listId, { gates: importGates, exported: uploadedFirst, exportedRows: uploadedFirst })
  expect.soft(await call('exports.rest', { exportId: first }), 'rest').toEqual({ leads: 0 })
})
it('the same list again, into the same campaign and another', async () => {
  const again = await startExport(bench.app, listId, existingCampaignSettings(campaign))
  await ended(bench.app, again)
  // Without skipping, those of the other campaign go in now.
  const stayed = { ...held, already_uploaded: uploadedFirst }
  await checkExport('again', again, {
    uploaded: inOther.length,
    stayed,
    refused: { in_blocklist: blockedThere.length },
  })
  expect(there(campaign).size).toBe(uploadedFirst + inOther.length)
  await checkExport('first, after again', first, { uploaded: uploadedFirst, stayed: held, refused: both })
  await checkList('again', listId, {
    gates: importGates,
    exported: uploadedFirst + inOther.length,
    exportedRows: uploadedFirst + inOther.length,
  })
  await call('exports.takeBack', { exportId: again })
  await checkExport('again, undone', again, {
    uploaded: inOther.length,
    stayed,
    refused: { in_blocklist: blockedThere.length },
    takenBack: inOther.length,
  })
  await checkList('again, undone', listId, { gates: importGates, exported: uploadedFirst, exportedRows: uploadedFirst })
})
it('edits, removals, moves and copies', async () => {
  const all = await checkList('before edits', listId, {
    gates: importGates,
    exported: uploadedFirst,
    exportedRows: uploadedFirst,
  })
  const idOf = (no: number) => all.find(({ rowNumber }) => rowNumber === no)?.id ?? (0 as LeadId)
  const noAddress = rows.find(({ kind }) => kind === 'no_address')?.no ?? 0
  const steps: number[] = []
  // A row without an address gets one; one that was exported gets another: a row of its own.
  const edit = async (leadId: LeadId, value: string) =>
    steps.push((await call('lists.editLead', { leadId, change: { kind: 'field', name: 'email', value } })).actionId)
  await edit(idOf(noAddress), 'found@new.example')
  const mended = {
    ...importGates,
    no_address: (importGates['no_address'] ?? 0) - 1,
    ready: (importGates['ready'] ?? 0) + 1,
  }
  await checkList('an address given', listId, { gates: mended, exported: uploadedFirst, exportedRows: uploadedFirst })
  await edit(idOf(1), 'other@new.example')
  await checkList('an exported address changed', listId, {
    gates: mended,
    exported: uploadedFirst,
    exportedRows: uploadedFirst - 1,
  })
  await checkExport('first, an exported address changed', first, {
    uploaded: uploadedFirst,
    stayed: held,
    refused: both,
  })
  for (const actionId of steps.toReversed()) await call('lists.undo', { actionId })
  await checkList('edits undone', listId, { gates: importGates, exported: uploadedFirst, exportedRows: uploadedFirst })
  const some = [1, 2, 3, noAddress].map(idOf)
  const removed = await call('lists.removeLeads', { listId, choice: { leadIds: some } })
  const less = {
    ...importGates,
    ready: (importGates['ready'] ?? 0) - 3,
    no_address: (importGates['no_address'] ?? 0) - 1,
  }
  await checkList('removed', listId, { gates: less, exported: uploadedFirst, exportedRows: uploadedFirst - 3 })
  await checkExport('first, leads removed', first, { uploaded: uploadedFirst, stayed: held, refused: both })
  await call('lists.undo', { actionId: removed.actionId })
  await checkList('removed, undone', listId, {
    gates: importGates,
    exported: uploadedFirst,
    exportedRows: uploadedFirst,
  })
  const copied = await call('lists.transfer', {
    listId,
    choice: { leadIds: some },
    kind: 'copy',
    into: { name: 'Copied' },
  })
  await checkList('copied into', copied.targetListId, {
    gates: { ready: 3, no_address: 1 },
    exported: 0,
    exportedRows: 0,
  })
  const moved = await call('lists.transfer', {
    listId,
    choice: { leadIds: some },
    kind: 'move',
    into: { name: 'Moved' },
  })
  await checkList('moved from', listId, { gates: less, exported: uploadedFirst, exportedRows: uploadedFirst - 3 })
  await checkList('moved into', moved.targetListId, {
    gates: { ready: 3, no_address: 1 },
    exported: 0,
    exportedRows: 0,
  })
  await checkExport('first, leads moved', first, { uploaded: uploadedFirst, stayed: held, refused: both })
  await call('lists.undo', { actionId: moved.actionId })
  await checkList('moved, undone', listId, { gates: importGates, exported: uploadedFirst, exportedRows: uploadedFirst })
}, 60_000)
it('opt-outs, blocks, and another client', async () => {
  const { workspaceId } = bench
  await call('optOuts.add', { workspaceId, scope: 'client', text: 'p2@c2.example' })
  await call('blocklist.add', { workspaceId, everyClient: false, text: 'c3.example' })
  const theirs = await imported(second, 'Theirs', [
    ['p4@c4.example', 'A', 'B'],
    ['p1000@x.example', 'A', 'B'],
  ])
  const ofTheirs = await call('lists.get', { listId: theirs })
  expect.soft(nonZero(ofTheirs.gates), 'their list').toEqual({ ready: 1, other_client: 1 })
  const more = await imported(workspaceId, 'More', [
    ['p2@c2.example', 'A', 'B'],
    ['p3@c3.example', 'A', 'B'],
    ['p4@c4.example', 'A', 'B'],
    ['fresh@x.example', 'A', 'B'],
    ['p1000@x.example', 'A', 'B'],
  ])
  await checkList('more', more, {
    gates: { opted_out: 1, blocked: 1, contacted: 1, ready: 2 },
    exported: 0,
    exportedRows: 0,
  })
  const theirExport = await startExport(bench.app, theirs, newCampaignSettings('Theirs'))
  await ended(bench.app, theirExport)
  await checkExport('theirs', theirExport, { uploaded: 1, stayed: { other_client: 1 }, refused: {} })
  const sum = await call('exports.sum', { listId: more, rules: {} })
  expect.soft(sum.goOut, 'sum').toBe(1)
  const mine = await startExport(bench.app, more, newCampaignSettings('More'))
  await ended(bench.app, mine)
  await checkExport('more', mine, {
    uploaded: 1,
    stayed: { opted_out: 1, blocked: 1, contacted: 1, other_client: 1 },
    refused: {},
  })
  await checkList('more, exported', more, {
    gates: { opted_out: 1, blocked: 1, contacted: 1, ready: 2 },
    exported: 1,
    exportedRows: 1,
  })
})
it('a newer file, an erased person', async () => {
  const grown = await imported(
    bench.workspaceId,
    'Newer',
    [
      ['p2@c2.example', 'Other', 'Company 2'],
      ['n1@x.example', 'N', 'C'],
      ['N1@x.example', 'N', 'C'],
      ['', 'N', 'C'],
    ],
    { listId, merge: { mode: 'both', keep: [], clearEmpty: false } },
  )
  expect(grown).toBe(listId)
  const newer = {
    ...importGates,
    ready: (importGates['ready'] ?? 0) + 1,
    duplicate_in_file: (importGates['duplicate_in_file'] ?? 0) + 1,
    no_address: (importGates['no_address'] ?? 0) + 1,
  }
  await checkList('a newer file', listId, { gates: newer, exported: uploadedFirst, exportedRows: uploadedFirst })
  const list = await call('lists.get', { listId })
  expect.soft(list.sources.map(({ rowCount }) => rowCount)).toEqual([count, 3])
  await call('people.erase', { email: 'p4@c4.example', typed: 'p4@c4.example', block: false })
  await until(
    'the erasure',
    async () => (await call('people.erasures', {})).every(({ state }) => state === 'done'),
    30_000,
  )
  const less = { ...newer, ready: newer.ready - 1 }
  await checkList('erased', listId, { gates: less, exported: uploadedFirst, exportedRows: uploadedFirst - 1 })
  // The report keeps its row, without the person.
  await checkExport('first, erased', first, { uploaded: uploadedFirst, stayed: held, refused: both })
}, 60_000)

/** Everything that lists and exports show. */
async function everything() {
  const found: Record<string, unknown> = {}
  for (const workspaceId of [bench.workspaceId, second]) {
    const lists = [
      ...(await call('lists.all', { workspaceId })),
      ...(await call('lists.all', { workspaceId, archived: true })),
    ]
    const exports = (await call('exports.list', { workspaceId, page: { offset: 0, limit: 100 } })).rows
    found[`lists ${workspaceId}`] = lists.map((list) => ({ ...list, name: '', archived: false }))
    found[`exports ${workspaceId}`] = exports.map((one) => ({ ...one, listName: '' }))
    for (const { id } of lists) {
      found[`leads ${id}`] = await call('lists.leads', { listId: id, page: { offset: 0, limit: 100 } })
      const history = await call('exportHistory.page', { of: { listId: id }, limit: 100 })
      found[`history ${id}`] = history.rows.map((row) => ({ ...row, listName: '' }))
    }
    for (const { id } of exports) {
      found[`report ${id}`] = { ...(await call('exports.ledger', { exportId: id })), summary: null }
      found[`rows ${id}`] = await call('exports.rows', {
        exportId: id,
        outcome: 'all',
        page: { offset: 0, limit: 100 },
      })
    }
  }
  return found
}
const differing = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]),
  )

it('nothing changes with names, archives and parts', async () => {
  const { workspaceId } = bench
  const before = await everything()
  const same = async (where: string) => {
    const now = await everything()
    expect.soft(differing(before, now), where).toEqual([])
  }
  await call('lists.rename', { listId, name: 'Renamed' })
  await same('renamed')
  await call('lists.archive', { listId, archived: true })
  await same('archived')
  await call('lists.archive', { listId, archived: false })
  await call('jobs.run', { kind: 'campaigns', workspaceId })
  const campaigns = (await call('campaigns.list', { workspaceId, page: { offset: 0, limit: 100 } })).rows
  const part = await call('clients.createPart', { workspaceId, name: 'Part', colour: 1 })
  await call('clients.assign', { assignments: campaigns.map(({ id }) => ({ campaignId: id, to: part.id })) })
  await same('a part')
  await call('clients.removePart', { partId: part.id })
  await same('no part')
  await call('workspaces.archive', { workspaceId: second, archived: true })
  await same('a client archived')
  await call('workspaces.archive', { workspaceId: second, archived: false })
  await same('archived and back')
}, 60_000)

it("the client's folder has the rows of the reports, with the same results", async () => {
  const { workspaceId } = bench
  // Rows that came into the list or left it after the export.
  const { rows: leads } = await call('lists.leads', { listId, page: { offset: 0, limit: 100 } })
  const uploaded = leads.filter(({ exported }) => exported).slice(0, 2)
  await call('lists.removeLeads', { listId, choice: { leadIds: uploaded.map(({ id }) => id) } })
  bench.app.place = temporaryDir()
  const made = await call('clientData.export', { workspaceId })
  const text = fs.readFileSync(path.join(made?.path ?? '', 'csv', 'export-results.csv'), 'utf8').replace(/^\uFEFF/, '')
  const written = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
  const results = {
    uploaded: 'uploaded',
    stayed_behind: 'not_exported',
    refused: 'refused',
    failed: 'failed',
    waiting: 'not_sent',
    taken_back: 'removed_again',
  }
  const { rows: exports } = await call('exports.list', { workspaceId, page: { offset: 0, limit: 100 } })
  expect(exports.length).toBeGreaterThan(2)
  for (const { id } of exports) {
    const own = written.filter((row) => row['export'] === String(id))
    for (const [outcome, result] of Object.entries(results)) {
      const { total } = await call('exports.rows', { exportId: id, outcome: outcome as 'uploaded', page: {} })
      expect.soft(own.filter((row) => row['result'] === result).length, `export ${id}, ${result}`).toBe(total)
    }
    const { totals } = exports.find((one) => one.id === id) ?? {}
    expect.soft(own, `export ${id}`).toHaveLength(totals?.rows ?? -1)
  }
})

it('an export that is paused, cut off with an answer lost, and resumed', async () => {
  const own = await startBench({
    limits: null,
    workspaces: [{ name: 'N', keys: [{ key: 'cut-key-0001' }], leadLimit: 1_000_000, mailboxes: 1 }],
  })
  const made = makeList(own.app.dir, { workspaceId: own.workspaceId, name: 'Long', count: 4_400, heldEvery: 11 })
  own.fake.faults.random({
    seed: 7,
    method: 'POST',
    path: '/leads/add',
    rate: 0.4,
    faults: [
      { kind: 'reset', when: 'after_commit' },
      { kind: 'status', status: 500, when: 'after_commit' },
    ],
  })
  const exportId = await startExport(own.app, made.listId, newCampaignSettings('Cut', { skipIfInWorkspace: false }))
  const strip = async (app: TestBackend) =>
    (await app.call('exports.running', {})).find((one) => one.exportId === exportId)
  const faults: string[] = []
  const look = async (app: TestBackend) => {
    const running = await strip(app)
    const ledger = await app.call('exports.ledger', { exportId })
    faults.push(...ledgerFaults(ledger))
    if (running) {
      const { rows: all, uploaded, stayedBehind, refused, failed, waiting } = running.totals
      if (uploaded + stayedBehind + refused + failed + waiting !== all)
        faults.push(`strip: ${JSON.stringify(running.totals)}`)
      if (running.settled !== uploaded + refused + failed)
        faults.push(`strip: ${running.settled} settled, ${JSON.stringify(running.totals)}`)
      if (running.toSend !== made.emails.length)
        faults.push(`strip: ${running.toSend} to send of ${made.emails.length}`)
    }
    return ledger
  }
  await until('the first batch', async () => (await look(own.app)).summary.totals.uploaded > 0)
  await own.app.call('exports.pause', { exportId })
  await look(own.app)
  await own.app.stop()
  const app = startBackend({ instantlyUrl: own.fake.url, dir: own.app.dir, emailsPerMinute: 6_000 })
  await look(app)
  await app.call('exports.resume', { exportId })
  await until('the end', async () => (await look(app)).summary.state === 'done', 30_000)
  const { summary } = await app.call('exports.ledger', { exportId })
  expect(faults.slice(0, 5)).toEqual([])
  const [workspace] = own.fake.world.workspaces
  const known = new Set(
    workspace?.leads.flatMap((lead) => (lead && lead.holder.id === summary.campaignId ? [lead.email] : [])),
  )
  expect(known.size).toBe(made.emails.length)
  expect(summary.totals).toEqual({ rows: 4_400, uploaded: 4_000, stayedBehind: 400, refused: 0, failed: 0, waiting: 0 })
  expect(await app.call('lists.get', { listId: made.listId })).toMatchObject({ exported: 4_000 })
  await app.stop()
  await own.fake.close()
}, 60_000)
