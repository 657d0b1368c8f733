import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach } from 'vitest'
import type { Deps } from '#backend/core/deps.ts'
import { createImports } from '#backend/leads/import/imports.ts'
import type { Events } from '#shared/contract/index.ts'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import {
  holidaysDir,
  migrationsDir,
  samplesDir,
  startBackend,
  supabaseDir,
  type TestBackend,
  temporaryDir,
} from '../../support/backend.ts'
import { openMigrated } from '../../support/open-migrated.ts'
import { startParser } from '../../support/threads.ts'

/** No test here sends requests to Instantly, which an address without a listener proves. */
const nobody = 'http://127.0.0.1:9'

export type LeadsTest = TestBackend & { readonly workspaceId: WorkspaceId; readonly files: string }

const running: TestBackend[] = []
const dirs: string[] = []
const closing: (() => void)[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((test) => test.stop()))
  for (const close of closing.splice(0)) close()
  for (const dir of dirs.splice(0)) fs.rmSync(dir, { recursive: true, force: true })
})

/** Starts a backend with one workspace, and a folder for lead files. */
export async function startLeads(
  dir?: string,
  more: Partial<Parameters<typeof startBackend>[0]> = {},
): Promise<LeadsTest> {
  const test = startBackend({ instantlyUrl: nobody, ...(dir === undefined ? {} : { dir }), ...more })
  running.push(test)
  dirs.push(test.dir)
  const [known] = await test.call('workspaces.list', {})
  const workspace = known ?? (await test.call('workspaces.create', { name: 'Acme', colour: 1 }))
  return Object.assign(test, { workspaceId: workspace.id, files: fileDir() })
}

const unused = () => undefined
const silent = { log: () => ({ debug: unused, info: unused, warn: unused, error: unused }), announce: unused }

/** Starts the imports without the rest of the backend, for tests that access the open store. */
export function startImportsAlone() {
  const dir = fileDir()
  const store = openMigrated(dir)
  closing.push(() => store.raw.close())
  store.raw.prepare("insert into workspace (id, name, colour, created_at) values (1, 'Acme', 1, '')").run()
  const { log, announce } = silent
  const deps = {
    store,
    clock: { now: () => 0 },
    config: { paths: { dataDir: dir, migrationsDir, samplesDir, holidaysDir, supabaseDir } },
    log,
    announce,
    background: { defineJob: () => ({ look: unused, run: unused }) },
  } as unknown as Deps
  return { imports: createImports(deps, startParser), store, dir, workspaceId: 1 as WorkspaceId }
}

export function fileDir(): string {
  const dir = temporaryDir('sendoff-files-')
  dirs.push(dir)
  return dir
}

export function writeFile(dir: string, name: string, content: string | Buffer): string {
  const file = path.join(dir, name)
  fs.writeFileSync(file, content)
  return file
}

/** Returns `count` rows of a plain file; `at` replaces the rows a test is about. */
export function manyRows(count: number, at: Readonly<Record<number, string>> = {}): string {
  const rows = ['Email,First Name,City']
  for (let i = 1; i <= count; i += 1) rows.push(at[i] ?? `person${i}@acme.example,Name ${i},"Köln, Süd"`)
  return `${rows.join('\n')}\n`
}

export const suggested = (draft: ImportDraft): Mapping => draft.columns.map(({ suggestion }) => suggestion.target)
export const settings = { holdUnverified: false }

/** Opens a file and saves it as proposed. */
export async function importFile(
  test: LeadsTest,
  file: string,
  into: { listId: LeadList['id'] } | { name: string } = { name: 'Leads' },
): Promise<LeadList> {
  const draft = await test.call('imports.open', { workspaceId: test.workspaceId, path: file })
  return test.call('imports.save', { importId: draft.importId, mapping: suggested(draft), settings, into })
}

/** Returns the code and data of the error of a call. */
export async function failure(call: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  try {
    await call
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, data: error.data }
    throw error
  }
  throw new Error('the call did not fail')
}

/** Reads the store from outside the app. */
export function inStore<T>(dir: string, look: (db: Database.Database) => T): T {
  const db = new Database(path.join(dir, 'sendoff.db'))
  try {
    return look(db)
  } finally {
    db.close()
  }
}

export const countRows = (dir: string) =>
  inStore(dir, (db) => {
    const count = (table: string) => db.prepare(`select count(*) from ${table}`).pluck().get() as number
    return { leads: count('lead'), lists: count('lead_list'), imports: count('list_import') }
  })

/**
 * Waits until an import reports progress with reading or saving; resolves in the same turn, because a busy machine may
 * read the rest of the file before a timer runs.
 */
export function firstProgress(test: LeadsTest, phase: 'read' | 'save'): Promise<Events['import.progress']> {
  return new Promise((resolve) => {
    const look = ({ name, payload }: LeadsTest['events'][number]) => {
      const progress = payload as Events['import.progress']
      if (name === 'import.progress' && progress.phase === phase) resolve(progress)
    }
    test.events.forEach(look)
    const push = test.events.push.bind(test.events)
    test.events.push = (...more) => {
      more.forEach(look)
      return push(...more)
    }
  })
}

/** Saves a file as proposed and returns the addresses that are ready. */
export async function readyIn(lines: readonly string[]): Promise<string[]> {
  const test = await startLeads()
  await importFile(test, writeFile(test.files, 'people.csv', lines.join('\n')))
  return inStore(test.dir, (db) =>
    db.prepare('select email from lead where gate = 0 order by id').pluck().all(),
  ) as string[]
}

/** Rows of people at `acme.example`, with these cells behind the address. */
export const people = (count: number, rest: string) =>
  Array.from({ length: count }, (_, at) => `p${at}@acme.example,${rest}`)
