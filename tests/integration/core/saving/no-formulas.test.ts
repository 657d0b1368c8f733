/**
 * Every table the app writes, saved from a store whose texts are all formulas: no cell is one. A new route that saves a
 * file does not compile until it is named here.
 */
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Output, RouteName } from '#shared/contract/index.ts'
import type { LeadChoice } from '#shared/contract/leads/lists.ts'
import type { ExperimentId, ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend, temporaryDir } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'

/** A formula with any separator, behind characters that a spreadsheet skips. */
const formula = ' \u200e=cmd|A1;"\t@cmd|A1\r\n＋cmd|A1'

/** Texts of others or of the operator. Their JSON is filled in depth. */
const texts: Readonly<Record<string, readonly string[]>> = {
  audit_call: ['asked_by', 'path'],
  campaign: ['name'],
  crm_handover: ['body'],
  event_campaign: ['name'],
  experiment: ['plan'],
  experiment_stratum: ['value'],
  export_run: ['campaign_name'],
  inbox_message: ['from_name', 'subject', 'text'],
  inbox_thread: ['from_name', 'subject', 'snippet'],
  lead: ['company_name', 'first_name', 'job_title', 'last_name', 'payload'],
  lead_list: ['name'],
  list_import: ['file_name'],
  mailbox: ['message'],
  money_cost: ['label'],
  opt_out: ['words'],
  workspace: ['name'],
}

/** Texts within JSON that stay, because something is found by them. */
const kept = /^(?:email|kind|stratum|variable|goal|.*[iI]d|.*At)$/

let count = 0
function withFormulas(text: string): string {
  // No two are equal, as names must not be.
  const next = () => `${formula}${(count += 1)}`
  if (!text.startsWith('{')) return next()
  return JSON.stringify(JSON.parse(text), (key, value: unknown) =>
    typeof value === 'string' && !kept.test(key) ? next() : value,
  )
}

let app: TestBackend
let folder: string
const of = {} as {
  workspaceId: WorkspaceId
  listId: ListId
  exportId: ExportId
  experimentId: ExperimentId
}

const start = (dir: string) => startBackend({ dir, instantlyUrl: 'http://127.0.0.1:9', keyProtection: 'plain' })

beforeAll(async () => {
  const dir = await demoDir('small')
  folder = temporaryDir()
  app = start(dir)
  await app.call('campaigns.readNow', { workspaceId: null })
  await app.call('accounts.sync', { workspaceId: null })
  await app.stop()
  const raw = new Database(path.join(dir, 'sendoff.db'))
  for (const [table, columns] of Object.entries(texts)) {
    for (const column of columns) {
      const put = raw.prepare(`update "${table}" set "${column}" = ? where rowid = ?`)
      const rows = raw.prepare(`select rowid as id, "${column}" as text from "${table}" where "${column}" is not null`)
      for (const { id, text } of rows.all() as { id: number; text: string }[]) put.run(withFormulas(text), id)
    }
  }
  const one = (sql: string) => raw.prepare(sql).pluck().get() as never
  of.exportId = one('select max(id) from export_run')
  of.listId = one('select list_id from export_run order by id desc limit 1')
  of.workspaceId = one('select workspace_id from export_run order by id desc limit 1')
  of.experimentId = one('select id from experiment')
  raw.close()
  app = start(dir)
}, 120_000)
afterAll(() => app.stop())

/** Routes that answer with the file or folder they wrote. */
type Saving = {
  [Name in RouteName]: NonNullable<Output<Name>> extends { readonly path: string } ? Name : never
}[RouteName]

const period = 'quarter'
const all: LeadChoice = { all: { gate: 'all', search: '', importId: null, tagId: null, where: [] } }
const saved = async (answer: Promise<{ readonly path: string } | null>) => [(await answer)?.path ?? '']
/** By route: writes tables and returns their files; null for a route that writes none. */
const tables: Readonly<Record<Saving | 'reports.make', (() => Promise<readonly string[]>) | null>> = {
  'accounts.saveCsv': () => saved(app.call('accounts.saveCsv', {})),
  'analytics.saveCsv': () => saved(app.call('analytics.saveCsv', { period })),
  'audit.saveCsv': () => saved(app.call('audit.saveCsv', {})),
  'backups.chooseFile': null,
  'backups.look': null,
  'charts.savePicture': null,
  'clientData.export': async () => {
    const { path: place = '' } = (await app.call('clientData.export', { workspaceId: of.workspaceId })) ?? {}
    const names = fs.readdirSync(place, { recursive: true, encoding: 'utf8' })
    return names.filter((name) => name.endsWith('.csv')).map((name) => path.join(place, name))
  },
  'clientData.saveReceipt': null,
  'crm.saveCsv': () => saved(app.call('crm.saveCsv', { workspaceId: of.workspaceId })),
  'events.save': () => saved(app.call('events.save', { format: 'csv' })),
  'events.saveDead': null,
  'exportHistory.saveCsv': () => saved(app.call('exportHistory.saveCsv', { of: { listId: of.listId } })),
  'exports.saveCsv': () => saved(app.call('exports.saveCsv', { exportId: of.exportId, what: 'all' })),
  'experiments.saveAssignment': () => saved(app.call('experiments.saveAssignment', { id: of.experimentId })),
  'experiments.saveResult': () => saved(app.call('experiments.saveResult', { id: of.experimentId, column: null })),
  'feed.saveCsv': () => saved(app.call('feed.saveCsv', { days: 60 })),
  'lists.dragFile': () => saved(app.call('lists.dragFile', { listId: of.listId })),
  'lists.saveCsv': () => saved(app.call('lists.saveCsv', { listId: of.listId, choice: all })),
  'money.saveCsv': () => saved(app.call('money.saveCsv', { period })),
  'optOuts.saveCsv': () => saved(app.call('optOuts.saveCsv', { workspaceId: null })),
  'people.saveFile': null,
  'people.saveReceipt': null,
  'reports.make': async () => {
    const made = await app.call('reports.make', {
      workspaceId: of.workspaceId,
      period,
      formats: ['xlsx', 'csv'],
      elsewhere: true,
    })
    return made?.files.map(({ name }) => path.join(made.folder, name)) ?? []
  },
  'sequences.saveFile': null,
}

/** Every cell of a CSV file, also as one that splits its lines at semicolons or tabs would show it. */
const cellsOfCsv = (text: string): readonly string[] =>
  [...text.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].flatMap(([, quoted, plain = '']) =>
    (quoted?.replaceAll('""', '"') ?? plain).split(/[;\t\r\n]/),
  )

/** Texts of a workbook are never calculated, unless saved as CSV or entered again. */
function expectNoFormulaInWorkbook(bytes: Buffer): void {
  for (const [name, part] of Object.entries(unzipSync(bytes))) {
    const xml = Buffer.from(part).toString('utf8')
    expect([name, /<(?:\w+:)?(?:f|hyperlink|externalLink)\b/.exec(xml)?.[0], /t="str"/.test(xml)]).toEqual([
      name,
      undefined,
      false,
    ])
    expect(xml.includes('cmd|A1') ? xml : 't="inlineStr"').toContain('t="inlineStr"')
  }
}

const isFormula = (cell: string) =>
  /^["\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u.test(cell) && !/^[+-]?[\d.,]+$/.test(cell)

it.each(Object.entries(tables).flatMap(([name, save]) => (save ? [[name, save] as const] : [])))(
  'No cell of a table that %s writes is a formula',
  async (name, save) => {
    app.savePath = path.join(folder, `${name}.csv`)
    app.place = folder
    const files = await save()
    expect(files).not.toEqual([])
    const contents = files.map((file) => fs.readFileSync(file))
    // Otherwise nothing was tried.
    expect(contents.some((bytes) => /cmd\|A1|PK/.test(bytes.toString('latin1')))).toBe(true)
    for (const bytes of contents) {
      if (bytes.toString('latin1', 0, 2) === 'PK') expectNoFormulaInWorkbook(bytes)
      else expect(cellsOfCsv(bytes.toString('utf8')).filter(isFormula)).toEqual([])
    }
  },
)
