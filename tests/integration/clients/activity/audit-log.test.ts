import fs from 'node:fs'
import path from 'node:path'
import * as Papa from 'papaparse'
import { afterEach, describe, expect, it } from 'vitest'
import { createAuditLog } from '#backend/clients/activity/audit-log.ts'
import type { AuditEntry } from '#backend/core/instantly/types.ts'
import { activity } from '#shared/contract/clients/activity.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { fakeClock, type Rig, startRig } from '../workspaces/setup.ts'

let rig: Rig
afterEach(() => rig.end())

const call = (change: Partial<AuditEntry> = {}): AuditEntry => ({
  workspaceId: null,
  at: '2026-11-20T08:00:00.000Z',
  requestedBy: 'export 12',
  method: 'POST',
  path: '/api/v2/leads/add',
  status: 200,
  durationMs: 151.4,
  tries: 1,
  outcome: 'ok',
  ...change,
})
const rowsKept = () => (rig.store.raw.prepare('select count(*) as n from audit_call').get() as { n: number }).n
const list = (filter: object = {}) =>
  rig.routes['audit.list'](activity['audit.list'].input.parse({ page: {}, ...filter }))
const found = async (filter: object) => (await list(filter)).rows.map((row) => row.path)

/** A clock whose sleeps end on request. */
function heldClock() {
  const waiting: (() => void)[] = []
  return {
    ...fakeClock(),
    sleep: () => new Promise<void>((resolve) => waiting.push(resolve)),
    async wake() {
      for (const resolve of waiting.splice(0)) resolve()
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

describe('the audit log', () => {
  it('writes calls in batches, a little later, and all of them', async () => {
    rig = startRig()
    const clock = heldClock()
    const writes: number[] = []
    const log = createAuditLog(rig.store, clock, { written: (rows) => writes.push(rows) })
    for (let n = 0; n < 150; n += 1) log.add(call())
    expect(rowsKept()).toBe(0)
    await clock.wake()
    expect(writes).toEqual([150])
    for (let n = 0; n < 450; n += 1) log.add(call())
    expect(writes).toEqual([150, 200, 200])
    log.stop()
    log.add(call())
    expect(writes).toEqual([150, 200, 200, 50])
    expect(rowsKept()).toBe(600)
  })

  it('has every call before the app closes, and at once on request', async () => {
    rig = startRig()
    rig.auditLog.add(call())
    expect((await list()).total).toBe(1)
    rig.auditLog.add(call())
    rig = await rig.restart()
    expect((await list()).total).toBe(2)
  })

  it('keeps paths without host, query or fragment', async () => {
    rig = startRig()
    rig.auditLog.add(call({ path: 'https://api.instantly.ai/api/v2/emails?search=kai@prospect.example#x' }))
    rig.auditLog.add(call({ path: '/api/v2/accounts?key=secret' }))
    expect(await found({})).toEqual(['/api/v2/accounts', '/api/v2/emails'])
  })

  it('deletes the oldest calls beyond its limit', () => {
    rig = startRig()
    const log = createAuditLog(rig.store, fakeClock(), { keepRows: 1_000 })
    for (let n = 0; n < 3_000; n += 1) log.add(call({ tries: n }))
    log.flush()
    expect(rowsKept()).toBe(1_000)
    expect(rig.store.raw.prepare('select min(tries) as n from audit_call').get()).toEqual({ n: 2_000 })
  })

  it('keeps calls it could not write until the store accepts them', () => {
    rig = startRig()
    const log = createAuditLog(rig.store, heldClock())
    rig.store.raw.exec('alter table audit_call rename to elsewhere')
    log.add(call())
    log.flush()
    rig.store.raw.exec('alter table elsewhere rename to audit_call')
    log.flush()
    expect(rowsKept()).toBe(1)
  })

  it('is filtered by workspace, outcome, time and words, and counts all matches', async () => {
    rig = startRig()
    const { id } = await rig.routes['workspaces.create']({ name: 'North', colour: 1 })
    rig.auditLog.add(call({ path: '/a', workspaceId: id, status: 429, outcome: 'refused' }))
    rig.auditLog.add(
      call({ path: '/b', workspaceId: id, status: null, outcome: 'no_answer', at: '2026-11-20T09:00:00.000Z' }),
    )
    rig.auditLog.add(call({ path: '/c_100%', requestedBy: 'plan', method: 'GET', at: '2026-11-20T10:00:00.000Z' }))
    expect(await found({ workspaceId: id })).toEqual(['/b', '/a'])
    expect(await found({ outcome: 'no_answer' })).toEqual(['/b'])
    expect(await found({ from: '2026-11-20T09:00:00Z' })).toEqual(['/c_100%', '/b'])
    expect(await found({ to: '2026-11-20T09:00:00Z' })).toEqual(['/b', '/a'])
    expect(await found({ search: 'EXPORT 429' })).toEqual(['/a'])
    expect(await found({ search: '_100%' })).toEqual(['/c_100%'])
    expect(await found({ search: `%' or 1=1 --` })).toEqual([])
    const page = await list({ page: { offset: 1, limit: 1 } })
    expect(page).toMatchObject({ total: 3, rows: [{ path: '/b', workspaceName: 'North', status: null }] })
  })

  it('is searched for what a call was made for in the language of the operator', async () => {
    rig = startRig()
    await rig.routes['app.saveUiState']({ language: 'de' })
    rig.auditLog.add(call({ path: '/a', requestedBy: 'undo export 12' }))
    rig.auditLog.add(call({ path: '/b', requestedBy: 'inbox' }))
    expect(await found({ search: 'posteing' })).toEqual(['/b'])
    expect(await found({ search: 'RÜCKGÄNGIG' })).toEqual(['/a'])
    expect(await found({ search: 'inbox' })).toEqual(['/b'])
  })

  it('is saved as a CSV file of the filtered calls, safe to open in a spreadsheet', async () => {
    rig = startRig()
    const { id } = await rig.routes['workspaces.create']({ name: '=HYPERLINK("http://x")', colour: 1 })
    for (let n = 0; n < 2_500; n += 1) rig.auditLog.add(call({ workspaceId: id, durationMs: n }))
    rig.auditLog.add(call({ workspaceId: 99 as WorkspaceId, path: '/other' }))
    const target = path.join(rig.dir, 'audit.csv')
    rig.host.savePath = target
    const saved = await rig.routes['audit.saveCsv'](activity['audit.saveCsv'].input.parse({ workspaceId: id }))
    expect(saved).toEqual({ path: target, rows: 2_500 })
    const read = Papa.parse<string[]>(fs.readFileSync(target, 'utf8').replace(/^\uFEFF/, ''), { skipEmptyLines: true })
    expect(read.data).toHaveLength(2_501)
    expect(read.data[1]).toEqual([
      '2026-11-20T08:00:00.000Z',
      `'=HYPERLINK("http://x")`,
      'Export 12',
      'POST',
      '/api/v2/leads/add',
      '200',
      '2499',
      '1',
      'ok',
    ])
    expect(new Set(read.data.slice(1).map((row) => row[6])).size).toBe(2_500)
  })

  it('is saved with a name and headings in the operator’s language', async () => {
    rig = startRig()
    await rig.routes['app.saveUiState']({ language: 'nl' })
    const target = path.join(rig.dir, 'calls.csv')
    rig.host.savePath = target
    await rig.routes['audit.saveCsv'](activity['audit.saveCsv'].input.parse({}))
    const [headings = ''] = fs
      .readFileSync(target, 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
    expect(headings.split(',')).toEqual(textsOf.nl.activity.csvHeader)
  })

  it('saves nothing if the operator cancels, and leaves no partial file if saving fails', async () => {
    rig = startRig()
    const all = activity['audit.saveCsv'].input.parse({})
    expect(await rig.routes['audit.saveCsv'](all)).toBeNull()
    const folder = path.join(rig.dir, 'folder.csv')
    fs.mkdirSync(folder)
    rig.host.savePath = folder
    await expect(rig.routes['audit.saveCsv'](all)).rejects.toThrow()
    expect(fs.readdirSync(rig.dir).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
