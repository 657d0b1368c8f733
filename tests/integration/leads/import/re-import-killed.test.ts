/** The process is killed while a newer file is saved into a list, or undone: the list is as before, or as after. */
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { startAfterKill, startHere, type UnkilledApp } from '../../../support/crash/after-kill.ts'
import { startCrashingApp } from '../../../support/crash/crashing-app.ts'
import type { DieAt } from '../../../support/crash/die-at.ts'
import { times } from '../../../support/long.ts'
import { suggested, writeFile } from '../support.ts'

const nobody = 'http://127.0.0.1:9'
const rowCount = 12_000
let app: UnkilledApp
afterEach(async () => {
  if (!app.dead()) await app.kill()
})

/** Every second row changes, every sixth says its address does not exist, and some are new. */
const newerFile = () => {
  const rows = ['Email,First Name,City,Email Status']
  for (let i = 1; i <= rowCount + 1000; i += 1) {
    rows.push(`person${i}@x.example,${i % 2 === 0 ? 'New' : 'Old'} ${i},Ulm,${i % 6 === 0 ? 'invalid' : 'verified'}`)
  }
  return rows.join('\n')
}
const olderFile = () =>
  ['Email,First Name,City,Email Status', ...Array.from({ length: rowCount }, (_, i) => oldRow(i + 1))].join('\n')
const oldRow = (i: number) => `person${i}@x.example,Old ${i},Ulm,${i % 10 === 0 ? 'unverified' : 'verified'}`

let made: ReturnType<typeof makeList> | null = null
/** Creates a separate folder with the list, and an app on it; the list is created once. */
async function startList() {
  const { dir: from, ...ids } = await (made ??= makeList())
  const dir = temporaryDir('sendoff-re-import-')
  fs.cpSync(from, dir, { recursive: true })
  app = startHere(dir, nobody)
  return { dir, ids }
}

async function makeList() {
  const dir = temporaryDir('sendoff-re-import-')
  app = startHere(dir, nobody)
  const { id: workspaceId } = await app.call('workspaces.create', { name: 'Acme', colour: 1 })
  const list = await save(workspaceId, writeFile(dir, 'old.csv', olderFile()), { name: 'Leads' })
  // Exports covered the first half, so gate changes there are moves.
  const db = new Database(path.join(dir, 'sendoff.db'))
  db.prepare(
    `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_name, campaign_step, activation,
       row_count, ready_count, created_at) values (?, ?, 'click', '{}', 'done', 'C', 'done', 'not_wanted', ?, 1, '')`,
  ).run(workspaceId, list.id, rowCount / 2)
  db.close()
  await app.kill()
  return { dir, workspaceId, listId: list.id }
}

type Into = Parameters<typeof app.call<'imports.save'>>[1]['into']

async function save(workspaceId: WorkspaceId, file: string, into: Into) {
  const draft = await app.call('imports.open', { workspaceId, path: file })
  const settings = { holdUnverified: true }
  return app.call('imports.save', { importId: draft.importId, mapping: suggested(draft), settings, into })
}

const reImport = (dir: string, { workspaceId, listId }: { workspaceId: WorkspaceId; listId: ListId }) =>
  save(workspaceId, writeFile(dir, 'new.csv', newerFile()), { listId, merge: { mode: 'both' } })

/** Returns everything that belongs to the list on disk. */
function look(dir: string) {
  const db = new Database(path.join(dir, 'sendoff.db'), { readonly: true })
  try {
    return {
      leads: db.prepare('select * from lead order by position').all(),
      lists: db.prepare('select id, row_count, revision, state from lead_list').all(),
      gates: db.prepare('select gate, count, removed from list_gate_count where count > 0 order by gate').all(),
      imports: db.prepare('select id, state, row_count from list_import').all(),
      blocks: db.prepare('select import_id, first_row from import_rows').all(),
      actions: db.prepare('select * from list_action').all(),
      changes: db.prepare('select * from lead_change').all(),
    }
  } finally {
    db.close()
  }
}

/** Restarts the app so that it kills itself at this place. */
async function restartDying(dir: string, place: Pick<DieAt, 'nth' | 'deleted'>) {
  await app.kill()
  app = await startCrashingApp(dir, nobody, { dying: { table: 'lead_change', when: 'committed', ...place } })
}

// The short run kills it in the middle.
test.for([3000, 1, 5500].slice(0, times(1, 3)))(
  'killed after %i leads were changed, nothing of it is left',
  async (mark) => {
    const { dir, ids } = await startList()
    const before = look(dir)
    await restartDying(dir, { nth: mark })
    const saving = reImport(dir, ids).then(
      () => 'saved',
      () => 'killed',
    )
    expect(await saving).toBe('killed')
    expect(look(dir).changes.length).toBeGreaterThan(0)
    app = await startAfterKill(dir, nobody)
    expect(look(dir)).toEqual(before)
    // And the file is saved as if nothing had happened.
    const again = await reImport(dir, ids)
    expect(again.step?.counts).toMatchObject({ added: 834, leftOut: 0 })
  },
)

test('A step that was half undone is undone completely', async () => {
  const { dir, ids } = await startList()
  const before = await app.call('lists.get', { listId: ids.listId })
  const valuesOf = () =>
    (look(dir).leads as { removed: number; email: string; gate: number; payload: string }[])
      .filter(({ removed }) => removed === 0)
      .map(({ email, gate, payload }) => [email, gate, payload].join(' '))
      .toSorted()
  const values = valuesOf()
  const saved = await reImport(dir, ids)
  const changed = look(dir).changes.length
  expect(changed).toBeGreaterThan(5000)
  await restartDying(dir, { nth: 1, deleted: true })
  const undoing = app.call('lists.undo', { actionId: saved.step?.actionId as number })
  await expect(undoing).rejects.toThrow()
  expect(look(dir).changes.length).toBeGreaterThan(0)
  app = await startAfterKill(dir, nobody)
  const { rowCount: rows, gates } = await app.call('lists.get', { listId: ids.listId })
  expect({ rows, gates }).toEqual({ rows: before.rowCount, gates: before.gates })
  expect(valuesOf()).toEqual(values)
})
