/** Applies bulk steps to conversations in the store and undoes them, some at a time in the caller's transaction. */
import type { Database } from 'better-sqlite3'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { NowAt, OptOuts } from '../../leads/opt-outs/opt-outs.ts'
import type { LocalAct, Seen, StepChanges } from './bulk-parts.ts'

/** State of a conversation before a step changed it. */
export type ThreadBefore = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly leadEmail: string | null
  readonly messageCount: number
  readonly unread: number
  readonly interest: number | null
  readonly archivedAt: number | null
  readonly snoozedUntil: number | null
  readonly followUpOf: number | null
  readonly followUpText: string | null
  readonly assignedTo: string | null
  readonly sorted: string | null
  readonly sortedFixed: number
  readonly sortedModel: string | null
  readonly modelWish: number
  readonly optOutEntryId: OptOutId | null
  /** Reply on which `sorted` is based. */
  readonly sortedMessageId: number | null
  /** Whether the lead's opt-out was still a question to the operator. */
  readonly wasAsked: number | null
}

/** Part of `Before` that undoing a local step needs. */
type UndoColumns = Omit<ThreadBefore, 'workspaceId' | 'leadEmail' | 'messageCount' | 'unread' | 'interest'>

const statementsOf = (raw: Database) => ({
  readBefore: raw.prepare<[string], ThreadBefore>(
    `select id, workspace_id as workspaceId, lead_email as leadEmail, message_count as messageCount, unread, interest,
       archived_at as archivedAt, snoozed_until as snoozedUntil, follow_up_of as followUpOf,
       follow_up_text as followUpText, assigned_to as assignedTo, sorted, sorted_fixed as sortedFixed,
       sorted_model as sortedModel, model_wish as modelWish, opt_out_entry_id as optOutEntryId,
       sorted_message_id as sortedMessageId,
       (select o.state = 'asked' from opt_out o
         where o.workspace_id = inbox_thread.workspace_id and o.value = inbox_thread.lead_email) as wasAsked
     from inbox_thread where id in (select value from json_each(?))`,
  ),
  seen: raw
    .prepare<[string], Seen>(
      'select t.id, t.message_count from json_each(?) j cross join inbox_thread t on t.id = j.value order by j.key',
    )
    .raw(),
  // Sets the same values as `thread-facts.ts` would, in one statement; nothing newer than `last_at` can have come.
  setDone: raw.prepare(
    `update inbox_thread set archived_at = last_at, snoozed_until = null, follow_up_of = null,
       follow_up_text = null, box = 'done' where id in (select value from json_each(@ids))`,
  ),
  undoDone: raw.prepare(
    `update inbox_thread set archived_at = @archivedAt, snoozed_until = @snoozedUntil, follow_up_of = @followUpOf,
       follow_up_text = @followUpText where id = @id and archived_at is not null`,
  ),
  setSnoozed: raw.prepare('update inbox_thread set snoozed_until = ?, archived_at = null where id = ?'),
  undoSnoozed: raw.prepare(
    `update inbox_thread set snoozed_until = @snoozedUntil, archived_at = @archivedAt
     where id = @id and snoozed_until is not null`,
  ),
  setAssigned: raw.prepare('update inbox_thread set assigned_to = ? where id in (select value from json_each(?))'),
  assignOne: raw.prepare('update inbox_thread set assigned_to = ? where id = ?'),
  setOptedOut: raw.prepare(
    `update inbox_thread set sorted = 'unsubscribe', sorted_fixed = 1, sorted_model = null, model_wish = 0,
       opt_out_entry_id = coalesce(?, opt_out_entry_id) where id = ?`,
  ),
  undoOptedOut: raw.prepare(
    `update inbox_thread set sorted = @sorted, sorted_fixed = @sortedFixed, sorted_model = @sortedModel,
       model_wish = @modelWish, opt_out_entry_id = @optOutEntryId
     -- Sorted otherwise since, by a reply that came or by the operator: that stays.
     where id = @id and sorted = 'unsubscribe' and sorted_fixed = 1 and sorted_message_id is @sortedMessageId`,
  ),
  /** Conversations that still refer to an opt-out after the step was undone, because of something said since. */
  changedSince: raw.prepare<[number], { workspaceId: WorkspaceId; email: string | null; isWish: 0 | 1 }>(
    `select workspace_id as workspaceId, lead_email as email, coalesce(sorted = 'unsubscribe', 0) as isWish
     from inbox_thread where opt_out_entry_id = ?`,
  ),
  existing: raw.prepare<[number], 1>('select 1 from inbox_thread where id = ?').pluck(),
})

export type ThreadSteps = ReturnType<typeof createThreadSteps>

type Parts = {
  readonly optOuts: OptOuts
  /** Recomputes a thread's facts. */
  readonly refreshed: (id: number) => void
  /** Whether a person opted out in any reply except `but`. */
  readonly hasWish: (workspaceId: WorkspaceId, email: string, but: number | null) => boolean
}

export function createThreadSteps(
  { store: { raw }, instantly }: Pick<Deps, 'store' | 'instantly'>,
  { optOuts, refreshed, hasWish }: Parts,
) {
  const nowAt: NowAt = (workspaceId) => instantly.now(workspaceId)
  const sql = statementsOf(raw)

  const refresh = (id: number): void => {
    if (sql.existing.get(id)) refreshed(id)
  }

  /**
   * Applies a local step to some conversations. `at`: when the operator started it. Those in which something came since
   * stay open: they would be hidden unseen.
   */
  function actOn(act: LocalAct, some: readonly Seen[], at: number): StepChanges<ThreadBefore> {
    const counts = new Map(some)
    const hides = act.kind === 'done' || act.kind === 'snooze'
    const before = sql.readBefore
      .all(JSON.stringify([...counts.keys()]))
      .filter(({ id, messageCount }) => !hides || counts.get(id) === messageCount)
    const ids = JSON.stringify(before.map(({ id }) => id))
    const entries: OptOutId[] = []
    if (act.kind === 'done') sql.setDone.run({ ids })
    else if (act.kind === 'assign') sql.setAssigned.run(act.to || null, ids)
    else if (act.kind === 'snooze') {
      for (const { id } of before) {
        sql.setSnoozed.run(Date.parse(act.until), id)
        refresh(id)
      }
    } else for (const row of before) entries.push(...optOut(row, at))
    return { before, entries }
  }

  /** Asks the operator's unanswered question about an opt-out again. */
  function reopenQuestion(threadId: number): void {
    const [{ workspaceId, leadEmail } = { workspaceId: null, leadEmail: null }] = sql.readBefore.all(`[${threadId}]`)
    const known = workspaceId === null || leadEmail === null ? null : optOuts.find(workspaceId, leadEmail)
    if (known?.source === 'hand') optOuts.ask([known.id], nowAt)
  }

  /** Undoes the opt-outs a step recorded once its conversations are restored, except those confirmed since. */
  function undoEntries(entries: readonly OptOutId[]): void {
    const isRepeatedSince = (id: OptOutId) =>
      sql.changedSince
        .all(id)
        .some(({ workspaceId, email, isWish }) => isWish === 1 || (email !== null && hasWish(workspaceId, email, null)))
    const own = entries.filter((id) => !isRepeatedSince(id))
    if (own.length > 0) optOuts.undo(own, true, nowAt)
  }

  function undoSome(act: LocalAct, some: readonly UndoColumns[]): void {
    for (const row of some) {
      if (act.kind === 'done') sql.undoDone.run(toBindings(row))
      else if (act.kind === 'snooze') sql.undoSnoozed.run(toBindings(row))
      else if (act.kind === 'assign') sql.assignOne.run(row.assignedTo, row.id)
      else if (sql.undoOptedOut.run(toBindings(row)).changes > 0 && row.wasAsked === 1) reopenQuestion(row.id)
      if (act.kind !== 'assign') refresh(row.id)
    }
  }

  /** Records an opt-out entered by hand. Returns it if there was none before. */
  function optOut({ id, workspaceId, leadEmail }: ThreadBefore, clickedAt: number): readonly OptOutId[] {
    if (leadEmail === null) return []
    const at = clickedAt + instantly.clockAheadMs(workspaceId)
    const known = optOuts.find(workspaceId, leadEmail)
    const entry = optOuts.record({ workspaceId, value: leadEmail, at, source: 'hand', threadId: id })
    sql.setOptedOut.run(entry, id)
    refresh(id)
    return entry === null || known?.state === 'on' || known?.state === 'asked' ? [] : [entry]
  }

  return {
    readBefore: (ids: readonly number[]) => sql.readBefore.all(JSON.stringify(ids)),
    seen: (ids: readonly number[]) => sql.seen.all(JSON.stringify(ids)),
    actOn,
    undoSome,
    undoEntries,
  }
}

const toBindings = (row: UndoColumns): Record<string, unknown> => ({ ...row })
