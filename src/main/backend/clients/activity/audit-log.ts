import type { Logger } from '#shared/log.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { AuditEntry } from '../../core/instantly/types.ts'

export type AuditLog = {
  /** Records a call. Returns immediately: rows are written in batches a little later. */
  add(entry: AuditEntry): void
  flush(): void
  /** Writes pending entries and accepts no more. */
  stop(): void
}

const writeAtRows = 200
const writeAfterMs = 250
const keptRows = 500_000
/** Minimum number of old rows deleted with each write; small, so that no write waits long for it. */
const pruneRows = 500
/** Maximum number of pending entries while the store refuses writes (a full disk); beyond it the oldest are dropped. */
const maxWaiting = 20_000

/** Creates the log of every call to Instantly, without keys, bodies or query values. */
export function createAuditLog(
  store: Store,
  clock: Clock,
  options: {
    readonly keepRows?: number
    readonly log?: Logger
    written?(rows: number): void
  } = {},
): AuditLog {
  const keep = options.keepRows ?? keptRows
  // A call answered while or after its client is removed leaves no row behind.
  const insert = store.raw.prepare(
    `insert into audit_call (workspace_id, at, asked_by, method, path, status, duration_ms, tries, outcome)
     select ?, ?, ?, ?, ?, ?, ?, ?, ? where ? is null or exists (select 1 from workspace where id = ? and demo is not 'removing')`,
  )
  const prune = store.raw.prepare(
    `delete from audit_call where id in (
       select id from audit_call where id <= (select max(id) from audit_call) - ? order by id limit likely(?))`,
  )
  let waiting: AuditEntry[] = []
  let timer: AbortController | null = null
  let stopped = false

  const write = store.raw.transaction((entries: readonly AuditEntry[]) => {
    for (const entry of entries) insert.run(...asRow(entry), entry.workspaceId, entry.workspaceId)
    prune.run(keep, Math.max(pruneRows, 2 * entries.length))
  })

  function flush(): void {
    timer?.abort()
    timer = null
    if (waiting.length === 0) return
    const entries = waiting
    waiting = []
    try {
      write.immediate(entries)
      options.written?.(entries.length)
    } catch (error) {
      options.log?.warn('the audit log was not written', { rows: entries.length, error: nameOf(error) })
      waiting = [...entries, ...waiting].slice(-maxWaiting)
      if (!stopped) flushLater()
    }
  }

  function flushLater(): void {
    if (timer) return
    const mine = new AbortController()
    timer = mine
    clock.sleep(writeAfterMs, mine.signal).then(flush, () => undefined)
  }

  return {
    add(entry) {
      if (stopped) return
      waiting.push(entry)
      if (waiting.length % writeAtRows === 0) flush()
      else flushLater()
    },
    flush,
    stop() {
      stopped = true
      flush()
    },
  }
}

function asRow(entry: AuditEntry) {
  return [
    entry.workspaceId,
    entry.at,
    entry.requestedBy.slice(0, 120),
    entry.method.slice(0, 10),
    pathOnly(entry.path),
    entry.status,
    Math.round(entry.durationMs),
    entry.tries,
    entry.outcome,
  ] as const
}

/** Returns a path without host, query or fragment, whatever the caller passed. */
function pathOnly(path: string): string {
  const withoutHost = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
  return withoutHost.replace(/[?#].*$/s, '').slice(0, 300)
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown')
