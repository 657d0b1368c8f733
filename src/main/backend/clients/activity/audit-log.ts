import type { Logger } from '#shared/log.ts'
import type { Clock, Store } from '../../core/deps.ts'
import type { AuditEntry } from '../../core/instantly/types.ts'

export type AuditLog = {
  /** Notes a call. Returns at once: rows are written together, a little later. */
  add(entry: AuditEntry): void
  /** Writes what waits, now. */
  flush(): void
  /** Writes what waits and takes no more. */
  stop(): void
}

const writeAtRows = 200
const writeAfterMs = 250
const keptRows = 500_000
/** At least so many old rows may go with each write: few, so that no write waits long behind the clean-up. */
const pruneRows = 500
/** What may wait while the store refuses (a full disk): beyond it the oldest are let go. */
const mostWaiting = 20_000

/** The log of every call to Instantly: no keys, no bodies, no query values. */
export function createAuditLog(
  store: Store,
  clock: Clock,
  options: {
    readonly keepRows?: number
    readonly log?: Logger
    /** Told after rows were written. */
    written?(rows: number): void
  } = {},
): AuditLog {
  const keep = options.keepRows ?? keptRows
  // A call that was answered while its client is being removed, or later, leaves nothing of it behind.
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
      waiting = [...entries, ...waiting].slice(-mostWaiting)
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

/** A path without host, query or fragment, whatever the caller passed. */
function pathOnly(path: string): string {
  const withoutHost = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
  return withoutHost.replace(/[?#].*$/s, '').slice(0, 300)
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown')
