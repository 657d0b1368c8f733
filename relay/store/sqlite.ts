/** The inbox in one SQLite file: WAL, `synchronous=FULL`, one commit for all requests that arrived together. */
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { createGroupCommit } from './group-commit.ts'
import { leadingBefore, type PositionRow, positionOf, takeWithinBytes } from './rows.ts'
import { sqliteSchema, sqliteSchemaVersion } from './sqlite-schema.ts'
import {
  type ForgetQuestion,
  type Forgotten,
  type Hook,
  NameTaken,
  type NewEvent,
  type PageQuestion,
  type RelayStore,
  type SecretHashes,
  type StoredEvent,
  type StoredPage,
  type Summary,
} from './types.ts'

type Incoming = { readonly workspaceId: number; readonly event: NewEvent }

/**
 * Opens or creates the file; only its owner may read it. With `ownCheckpoints` the connection checkpoints the log
 * itself, without a thread: for few events.
 */
export function openSqliteStore(file: string, { ownCheckpoints = false } = {}): RelayStore {
  const db = openFile(file)
  const salt = db.prepare<[], Buffer>(`select value from meta where key = 'salt'`).pluck().get()
  if (!salt) throw new Error('This store has lost its salt.')
  const write = createBatchWriter(db)
  const listeners: ((workspaceId: number | null) => void)[] = []
  const checkpoints = checkpointThread(file)
  // The result of a batch is the set of workspaces that no longer exist.
  const commits = createGroupCommit<Incoming, ReadonlySet<number>>((batch) => {
    if (!ownCheckpoints) checkpoints.start()
    const gone = write(batch)
    for (const workspaceId of new Set(batch.map((one) => one.workspaceId))) {
      for (const listener of listeners) listener(workspaceId)
    }
    return gone
  }, 1_000)

  return {
    kind: 'sqlite',
    salt,
    ...createReadMethods(db),
    ...createProvisioning(db),
    append: async (workspaceId, event) => !(await commits.add({ workspaceId, event })).has(workspaceId),
    alone: (work) => work(),
    onStored: (listener) => void listeners.push(listener),
    async close() {
      await commits.idle()
      await checkpoints.stop()
      db.close()
    },
  }
}

/** Starts with the first event, because commands do not need it. */
function checkpointThread(file: string): { start(): void; stop(): Promise<void> } {
  let thread: Worker | null = null
  return {
    start() {
      if (thread) return
      thread = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), { workerData: file })
      // Without the thread the writer checkpoints the WAL itself, which is only slower.
      thread.on('error', () => undefined)
      thread.unref()
    },
    async stop() {
      if (!thread) return
      const ended = once(thread, 'exit')
      const alive = thread.threadId !== -1
      // Until now the thread did not keep the process alive.
      thread.ref()
      thread.postMessage('stop')
      if (alive) await ended
    },
  }
}

function openFile(file: string): Database.Database {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  // Created here first, because SQLite gives its other files the permissions of this one.
  fs.closeSync(fs.openSync(file, 'a', 0o600))
  const db = new Database(file, { timeout: 10_000 })
  db.pragma('auto_vacuum = INCREMENTAL')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  // macOS: without this fsync does not reach the disk.
  db.pragma('fullfsync = 1')
  db.pragma('foreign_keys = ON')
  // Normally the thread checkpoints earlier; this is for the case that it cannot keep up.
  db.pragma('wal_autocheckpoint = 16000')
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > sqliteSchemaVersion) {
    db.close()
    throw new Error(`${file} was written by a newer relay (schema ${version}). Update this one.`)
  }
  db.transaction(() => {
    if (db.pragma('user_version', { simple: true }) === sqliteSchemaVersion) return
    db.exec(sqliteSchema)
    db.prepare(`insert into meta (key, value) values ('salt', ?)`).run(randomBytes(32))
    db.pragma(`user_version = ${sqliteSchemaVersion}`)
  }).immediate()
  return db
}

/** Writes a batch in one transaction; returns the workspaces that no longer exist. */
function createBatchWriter(db: Database.Database): (batch: readonly Incoming[]) => ReadonlySet<number> {
  const reserve = db
    .prepare<[{ id: number; count: number; bytes: number; at: number }], number>(
      `update workspace set newest = newest + :count, stored_events = stored_events + :count,
         stored_bytes = stored_bytes + :bytes, last_received_ms = max(coalesce(last_received_ms, 0), :at)
       where id = :id returning newest`,
    )
    .pluck()
  const insert = db.prepare<[number, number, number, string, string | null, Buffer]>(
    'insert into event (workspace_id, seq, received_ms, headers, source, body) values (?, ?, ?, ?, ?, ?)',
  )
  return db.transaction((batch: readonly Incoming[]) => {
    const gone = new Set<number>()
    for (const [id, all] of Map.groupBy(batch, ({ workspaceId }) => workspaceId)) {
      const bytes = all.reduce((sum, { event }) => sum + event.body.length, 0)
      const at = Math.max(...all.map(({ event }) => event.receivedAt))
      const newest = reserve.get({ id, count: all.length, bytes, at })
      if (newest === undefined) {
        gone.add(id)
        continue
      }
      let seq = newest - all.length
      for (const { event } of all) {
        seq += 1
        insert.run(id, seq, event.receivedAt, event.headers, event.source, event.body)
      }
    }
    return gone
  }).immediate
}

const positionColumns = 'stream, newest, acknowledged, forgotten_through, forgotten_unacknowledged'

function createReadMethods(
  db: Database.Database,
): Pick<RelayStore, 'page' | 'acknowledge' | 'summaries' | 'forget' | 'tidy' | 'check'> {
  const position = db.prepare<[number], PositionRow>(`select ${positionColumns} from workspace where id = ?`)
  const events = db.prepare<[number, number, number], StoredEvent>(
    `select seq, received_ms as receivedAt, headers, source, body from event
     where workspace_id = ? and seq > ? order by seq limit ?`,
  )
  const page = db.transaction((id: number, { after, limit, maxBytes }: PageQuestion): StoredPage | null => {
    const row = position.get(id)
    if (!row) return null
    const taken = takeWithinBytes(events.iterate(id, after, limit), maxBytes)
    return { position: positionOf(row), events: taken, more: (taken.at(-1)?.seq ?? row.newest) < row.newest }
  })
  const acknowledge = db.prepare<[{ id: number; through: number }], PositionRow>(
    `update workspace
     set acknowledged = case when :through <= newest then max(acknowledged, :through) else acknowledged end where id = :id
     returning ${positionColumns}`,
  )
  // Outside a transaction, `get` returns a row even if its commit then fails.
  const acknowledged = db.transaction((id: number, through: number) => acknowledge.get({ id, through }))
  return {
    page: async (id, question) => page(id, question),
    async acknowledge(id, through) {
      const row = acknowledged(id, through)
      return row ? positionOf(row) : null
    },
    summaries: async () => summariesOf(db),
    forget: async (id, question) => forgetEvents(db, id, question),
    async tidy(now) {
      db.prepare('delete from hook where until_ms <= ?').run(now)
      db.pragma('incremental_vacuum(2000)')
    },
    async check() {
      db.prepare('select count(*) from meta').get()
    },
  }
}

type SummaryRow = PositionRow & Omit<Summary, 'position'>

function summariesOf(db: Database.Database): Summary[] {
  const rows = db
    .prepare<[], SummaryRow>(
      `select id, name, ${positionColumns}, stored_events as storedEvents, stored_bytes as storedBytes,
         last_received_ms as lastReceivedAt,
         (select received_ms from event where workspace_id = w.id and seq = w.forgotten_through + 1) as oldestAt,
         (select received_ms from event where workspace_id = w.id
            and seq = max(w.acknowledged, w.forgotten_through) + 1) as oldestUnacknowledgedAt
       from workspace w order by name`,
    )
    .all()
  return rows.map((row) => ({ ...row, position: positionOf(row) }))
}

function forgetEvents(db: Database.Database, id: number, { through, before, limit }: ForgetQuestion): Forgotten {
  const head = db.prepare<[number, number, number], { seq: number; received: number; bytes: number }>(
    `select seq, received_ms as received, length(body) as bytes from event
     where workspace_id = ? and seq <= ? order by seq limit ?`,
  )
  const work = db.transaction((): Forgotten => {
    const doomed = leadingBefore(head.all(id, through, limit), before)
    const last = doomed.at(-1)
    const row = db.prepare<[number], PositionRow>(`select ${positionColumns} from workspace where id = ?`).get(id)
    if (!last || !row) return { events: 0, bytes: 0, unacknowledged: 0 }
    const bytes = doomed.reduce((sum, one) => sum + one.bytes, 0)
    const unacknowledged = doomed.filter(({ seq }) => seq > row.acknowledged).length
    db.prepare('delete from event where workspace_id = ? and seq <= ?').run(id, last.seq)
    db.prepare(
      `update workspace set forgotten_through = ?, forgotten_unacknowledged = forgotten_unacknowledged + ?,
         stored_events = stored_events - ?, stored_bytes = stored_bytes - ? where id = ?`,
    ).run(last.seq, unacknowledged, doomed.length, bytes, id)
    return { events: doomed.length, bytes, unacknowledged }
  })
  return work.immediate()
}

function createProvisioning(
  db: Database.Database,
): Pick<RelayStore, 'workspaces' | 'addWorkspace' | 'replaceSecrets' | 'removeWorkspace' | 'renewStreams'> {
  const addHook = (id: number | bigint, { path: pathHash, secret }: SecretHashes) =>
    db.prepare('insert into hook (path_hash, secret_hash, workspace_id) values (?, ?, ?)').run(pathHash, secret, id)
  const add = db.transaction((name: string, hashes: SecretHashes) => {
    if (db.prepare('select 1 from workspace where name = ?').get(name)) throw new NameTaken(name)
    const { lastInsertRowid } = db
      .prepare('insert into workspace (name, stream, token_hash, created_ms) values (?, ?, ?, ?)')
      .run(name, randomUUID(), hashes.token, Date.now())
    addHook(lastInsertRowid, hashes)
  })
  const replace = db.transaction((id: number, hashes: SecretHashes, until: number) => {
    db.prepare('update workspace set token_hash = ? where id = ?').run(hashes.token, id)
    db.prepare('update hook set until_ms = min(coalesce(until_ms, ?), ?) where workspace_id = ?').run(until, until, id)
    addHook(id, hashes)
  })
  return {
    async workspaces() {
      const rows = db
        .prepare<[], { id: number; name: string; tokenHash: Buffer }>(
          'select id, name, token_hash as tokenHash from workspace order by id',
        )
        .all()
      const hooks = db
        .prepare<[], Hook & { workspaceId: number }>(
          'select workspace_id as workspaceId, path_hash as pathHash, secret_hash as secretHash, until_ms as until from hook',
        )
        .all()
      return rows.map((row) => ({ ...row, hooks: hooks.filter(({ workspaceId }) => workspaceId === row.id) }))
    },
    addWorkspace: async (name, hashes) => add.immediate(name, hashes),
    replaceSecrets: async (id, hashes, until) => replace.immediate(id, hashes, until),
    async removeWorkspace(id) {
      db.prepare('delete from workspace where id = ?').run(id)
    },
    async renewStreams() {
      const ids = db.prepare<[], number>('select id from workspace').pluck().all()
      const renew = db.prepare('update workspace set stream = ? where id = ?')
      db.transaction(() => ids.forEach((id) => renew.run(randomUUID(), id))).immediate()
    },
  }
}
