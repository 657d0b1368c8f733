/** What the operator said replies really are: kept on this computer, and what replies like them lean to. */
import type { Database } from 'better-sqlite3'
import type { InboxCorrection, ReplySort } from '#shared/contract/inbox/inbox.ts'
import { mailLimits } from '#shared/domain/core/reading-limits.ts'
import { ownWords } from '#shared/domain/inbox/own-words.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Leaning } from '../replies/classify-reply.ts'
import { leaningOf } from '../replies/leaning.ts'

/** Older ones say nothing any more. */
const mostKept = 400
/** What was corrected for one client says less of another's replies. */
const ofOthers = 0.6

type Row = {
  readonly messageId: number
  readonly threadId: number
  readonly workspaceId: WorkspaceId
  readonly label: ReplySort
  readonly was: ReplySort
  readonly at: number
  readonly mailAt: number
  readonly name: string
  readonly from: string
  readonly subject: string
  readonly text: string
}

const columns = `c.message_id as messageId, c.thread_id as threadId, c.workspace_id as workspaceId, c.label, c.was, c.at,
  m.at as mailAt, coalesce(nullif(m.from_name, ''), m.from_address) as name, m.from_address as "from", m.subject, m.text
  from inbox_correction c join inbox_message m on m.id = c.message_id`

/** Leanings are made with the first reply after a change. */
const made = new WeakMap<Database, Map<WorkspaceId, { readonly state: string; readonly leaning: Leaning }>>()

export function createCorrections(db: Database) {
  const put = db.prepare(
    `insert into inbox_correction (message_id, workspace_id, thread_id, label, was, at)
       values (@messageId, @workspaceId, @threadId, @label, @was, @at)
     on conflict (message_id) do update set label = @label, at = @at`,
  )
  const drop = db.prepare('delete from inbox_correction where message_id = ?')
  // Demo and real clients never share any.
  const shown = db.prepare<{ workspaceId: number | null; most: number }, Row>(
    `select ${columns} where @workspaceId is null or c.workspace_id = @workspaceId order by c.at desc limit @most`,
  )
  const known = db.prepare<{ workspaceId: number; most: number }, Row>(
    `select ${columns} join workspace w on w.id = c.workspace_id
      where (w.demo is not null) = (select demo is not null from workspace where id = @workspaceId)
      order by c.at desc limit @most`,
  )
  const state = db.prepare<[], string>(`select count(*) || ' ' || coalesce(sum(at), 0) from inbox_correction`).pluck()

  return {
    /** A correction of a reply; a later one of the same reply replaces it. */
    record(one: Pick<Row, 'messageId' | 'workspaceId' | 'threadId' | 'label' | 'was' | 'at'>): void {
      put.run(one)
    },
    forget: (messageId: number): void => void drop.run(messageId),
    list: (workspaceId: WorkspaceId | null): readonly InboxCorrection[] =>
      shown
        .all({ workspaceId, most: mostKept })
        .map(({ messageId, threadId, workspaceId: client, name, text, label, was, at }) => ({
          messageId,
          threadId,
          workspaceId: client,
          name,
          words: ownWords(text).own.replaceAll(/\s+/g, ' ').trim().slice(0, 160),
          label,
          was,
          at: new Date(at).toISOString(),
        })),
    /** What replies of a client lean to. */
    leaning(workspaceId: WorkspaceId): Leaning {
      const now = state.get() ?? ''
      const kept = made.get(db) ?? new Map()
      made.set(db, kept)
      const before = kept.get(workspaceId)
      if (before?.state === now) return before.leaning
      const leaning = leaningOf(
        known.all({ workspaceId, most: mostKept }).map((row) => ({
          reply: {
            subject: row.subject,
            from: row.from,
            text: row.text.slice(0, mailLimits.sorted),
            receivedAt: new Date(row.mailAt).toISOString(),
          },
          label: row.label,
          was: row.was,
          weight: row.workspaceId === workspaceId ? 1 : ofOthers,
        })),
      )
      kept.set(workspaceId, { state: now, leaning })
      return leaning
    },
  }
}
