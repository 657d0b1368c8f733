/**
 * Keeps the app of a spec for the next one, emptied and thereby as good as new, because a start costs more than many a
 * spec. What cannot be emptied is quit, and the next spec starts another one.
 */
import { rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { type LaunchOptions, launchSendoff, type Sendoff } from './launch.ts'

type Row = Readonly<Record<string, unknown>>

type Kept = {
  readonly sendoff: Sendoff
  readonly options: LaunchOptions
  /** What its store holds before anybody does anything, by table. */
  readonly fresh: ReadonlyMap<string, readonly Row[]>
  readonly size: { readonly width: number; readonly height: number }
  /** Whether the spec that used it has ended. */
  isFree: boolean
  isEmpty: boolean
  specs: number
  readonly startedAt: number
}

/** Specs per app, so that what it remembers does not pile up. */
const maxSpecs = 12
/** Some things an app does by itself only when it has run a while, which most specs do not expect. */
const maxAgeMs = 5 * 60_000

let kept: Kept | null = null

/** The address of the Instantly that is replaced at the same address for each spec. */
let lasting: string | null = null

export function keepForInstantlyAt(url: string): void {
  lasting = url
}

/** Returns whether a later spec may want an app with these options. */
export const isWorthKeeping = (options: LaunchOptions): boolean =>
  Object.keys(options).every((name) => name === 'instantlyUrl' || name === 'emailsPerMinute') &&
  (options.instantlyUrl ?? lasting) === lasting

/** Launches an app that later specs with the same options may get, or returns that of an earlier one. */
export async function launchKept(options: LaunchOptions): Promise<Sendoff> {
  if (kept && (isWornOut(kept) || !serves(kept, options))) await endKeptApp()
  await emptyKeptApp()
  if (kept?.isFree) {
    kept.isFree = false
    kept.isEmpty = false
    kept.specs += 1
    return kept.sendoff
  }
  const startedAt = Date.now()
  const sendoff = await launchSendoff({ shortLived: true, ...options })
  // Answered once the store is open.
  await sendoff.call('app.status', {})
  const size = await sendoff.page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const fresh = inStore(sendoff, (store) => new Map(tablesOf(store).map((name) => [name, rowsOf(store, name)])))
  // A second app of the same spec is not kept.
  if (kept === null) kept = { sendoff, options, fresh, size, isFree: false, isEmpty: false, specs: 1, startedAt }
  return sendoff
}

/** Without a client it asks no Instantly anything, so it may have the address of any. */
const serves = ({ options: own }: Kept, { instantlyUrl = own.instantlyUrl, emailsPerMinute }: LaunchOptions): boolean =>
  own.instantlyUrl === instantlyUrl && own.emailsPerMinute === emailsPerMinute

const isWornOut = ({ specs, startedAt }: Kept): boolean => specs >= maxSpecs || Date.now() - startedAt > maxAgeMs

/** Hands the app back after its spec; returns false for one that is not kept. */
export function handBack(sendoff: Sendoff, wentWell: boolean): boolean {
  if (kept?.sendoff !== sendoff) return false
  if (wentWell && sendoff.runsSinceLaunch()) kept.isFree = true
  else kept = null
  return kept !== null
}

export async function endKeptApp(): Promise<void> {
  if (!kept?.isFree) return
  const { sendoff } = kept
  kept = null
  await sendoff.quit()
  rmSync(sendoff.home, { recursive: true, force: true, maxRetries: 5 })
}

/** Empties the free app or ends it, before its Instantly ends. */
export async function emptyAppOf(instantlyUrl: string): Promise<void> {
  if (kept?.options.instantlyUrl === instantlyUrl) await emptyKeptApp()
}

/** Empties the free app: at its next use, or before another one starts beside it. */
export async function emptyKeptApp(): Promise<void> {
  if (!kept?.isFree || kept.isEmpty) return
  try {
    await empty(kept)
    kept.isEmpty = true
  } catch {
    await endKeptApp()
  }
}

async function empty({ sendoff, fresh, size }: Kept): Promise<void> {
  const { page, call } = sendoff
  await call('app.saveUiState', {
    theme: 'system',
    language: 'system',
    workspaceId: null,
    partId: null,
    route: '/home',
  })
  // Nothing is done for an archived client any more.
  for (const { id: workspaceId } of await call('workspaces.list', {}))
    await call('workspaces.archive', { workspaceId, archived: true })
  inStore(sendoff, (store) => refill(store, fresh))
  await page.emulateMedia({ colorScheme: null, reducedMotion: null, forcedColors: null })
  await page.setViewportSize(size)
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
    location.hash = ''
  })
  await page.reload()
  await page.waitForFunction(() => 'sendoff' in globalThis && document.readyState === 'complete')
  // What was under way for a client may have left something meanwhile.
  inStore(sendoff, (store) => refill(store, fresh))
  rmSync(path.join(sendoff.home, 'data', 'backups'), { recursive: true, force: true, maxRetries: 5 })
}

function refill(store: Database.Database, fresh: Kept['fresh']): void {
  store.pragma('foreign_keys = off')
  const insert = (table: string, row: Row) => {
    const columns = Object.keys(row)
    const marks = columns.map(() => '?').join(', ')
    store.prepare(`insert into "${table}" ("${columns.join('", "')}") values (${marks})`).run(Object.values(row))
  }
  store.transaction(() => {
    for (const table of tablesOf(store)) {
      store.exec(`delete from "${table}"`)
      for (const row of fresh.get(table) ?? []) insert(table, row)
    }
  })()
}

function inStore<T>({ home }: Sendoff, act: (store: Database.Database) => T): T {
  const store = new Database(path.join(home, 'data', 'sendoff.db'), { timeout: 10_000 })
  try {
    return act(store)
  } finally {
    store.close()
  }
}

/** All but the keys' protection; the numbers given so far stay, because the app never gives one twice. */
function tablesOf(store: Database.Database): readonly string[] {
  const all = store
    .prepare<[], { name: string; sql: string }>(`select name, sql from sqlite_master where type = 'table'`)
    .all()
  const virtual = all.filter(({ sql }) => /^create virtual/i.test(sql ?? '')).map(({ name }) => name)
  return all
    .map(({ name }) => name)
    .filter((name) => !/^(__|sqlite_|vault$)/.test(name))
    .filter((name) => !virtual.some((of) => name === of || name.startsWith(`${of}_`)))
}

const rowsOf = (store: Database.Database, table: string): readonly Row[] =>
  store.prepare<[], Row>(`select * from "${table}"`).all()
