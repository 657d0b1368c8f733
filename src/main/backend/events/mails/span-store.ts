/** Stores which of a client's sent mails were read, and which time spans remain. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

export type Span = {
  readonly id: number
  /** Start of the span by the time Instantly stored a mail, epoch ms; null for the very first mail. */
  readonly since: number | null
  /** When the span was opened: every mail stored by then belongs to it. */
  readonly until: number
  readonly reached: number | null
  readonly cursor: string | null
}

/** `readTo`: when the newest known mail was stored, by Instantly's clock; null if none is known. */
export type Reading = { readonly readTo: number | null; readonly readAt: number }

/** Instantly may store a mail a moment after later ones, so this much is read again each time. */
const overlapMs = 10 * 60_000

export function createSpanStore({ raw }: Store) {
  const readingOf = raw.prepare<[WorkspaceId], Reading>(
    'select read_to as readTo, read_at as readAt from mail_reading where workspace_id = ?',
  )
  const putReading = raw.prepare(
    `insert into mail_reading (workspace_id, read_at) values (?, ?)
       on conflict do update set read_at = excluded.read_at`,
  )
  const readTo = raw.prepare('update mail_reading set read_to = max(coalesce(read_to, 0), ?) where workspace_id = ?')
  const spansOf = raw.prepare<[WorkspaceId], Span>(
    'select id, since, until, reached, cursor from mail_span where workspace_id = ? order by id desc',
  )
  const add = raw.prepare('insert into mail_span (workspace_id, since, until) values (?, ?, ?)')
  const move = raw.prepare('update mail_span set reached = ?, cursor = ? where id = ?')
  const remove = raw.prepare('delete from mail_span where id = ?')

  return {
    /** Null if nothing was read yet. */
    reading: (workspaceId: WorkspaceId): Reading | null => readingOf.get(workspaceId) ?? null,
    /** Newest first, by the order in which they were opened: the clock may have been set back since. */
    spans: (workspaceId: WorkspaceId): readonly Span[] => spansOf.all(workspaceId),
    /** Opens a span for what arrived since the last time; for everything, the first time. */
    open(workspaceId: WorkspaceId, now: number): void {
      raw.transaction(() => {
        const since = readingOf.get(workspaceId)?.readTo ?? null
        add.run(workspaceId, since === null ? null : since - overlapMs, now)
        putReading.run(workspaceId, now)
      })()
    },
    /**
     * Records that a page of a span was read, in the caller's transaction, and where the span continues: after a cursor,
     * without one from the time it has reached; null: it is complete.
     */
    moved(
      workspaceId: WorkspaceId,
      span: Span,
      times: readonly number[],
      rest: { readonly cursor: string | null } | null,
    ): void {
      const reached = times.length === 0 ? null : Math.min(...times)
      if (times.length > 0) readTo.run(Math.max(...times), workspaceId)
      if (rest === null) remove.run(span.id)
      else move.run(reached ?? span.reached, rest.cursor, span.id)
    },
  }
}
