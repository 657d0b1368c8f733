/** What a step does to conversations here, some at a time, in a transaction of the caller; and its way back. */
import type { Database } from 'better-sqlite3'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { OptOuts } from '../../leads/opt-outs/opt-outs.ts'
import type { Changed, LocalAct } from './bulk-parts.ts'

/** What a step changes of a conversation, as it was. */
export type Before = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly leadEmail: string | null
  readonly lastAt: number
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
}

/** What a step that touches nothing else leaves out. */
type Kept = Omit<Before, 'workspaceId' | 'leadEmail' | 'lastAt' | 'unread' | 'interest'>

const statementsOf = (raw: Database) => ({
  readBefore: raw.prepare<[string], Before>(
    `select id, workspace_id as workspaceId, lead_email as leadEmail, last_at as lastAt, unread, interest,
       archived_at as archivedAt, snoozed_until as snoozedUntil, follow_up_of as followUpOf,
       follow_up_text as followUpText, assigned_to as assignedTo, sorted, sorted_fixed as sortedFixed,
       sorted_model as sortedModel, model_wish as modelWish, opt_out_entry_id as optOutEntryId
     from inbox_thread where id in (select value from json_each(?))`,
  ),
  // As `thread-facts.ts` would leave them, in one statement: nothing newer than `last_at` can have come.
  setDone: raw.prepare(
    `update inbox_thread set archived_at = max(@now, last_at), snoozed_until = null, follow_up_of = null,
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
       model_wish = @modelWish, opt_out_entry_id = @optOutEntryId where id = @id`,
  ),
  existing: raw.prepare<[number], 1>('select 1 from inbox_thread where id = ?').pluck(),
})

export type ActOnThreads = ReturnType<typeof createActOnThreads>

/** `refresh`: what a thread says of itself, told anew. */
export function createActOnThreads({ raw }: Store, optOuts: OptOuts, refreshed: (id: number) => void) {
  const sql = statementsOf(raw)

  const refresh = (id: number): void => {
    if (sql.existing.get(id)) refreshed(id)
  }

  /** What is kept here alone, of some conversations. `at`: when the operator said so. */
  function actOn(act: LocalAct, some: readonly number[], at: number): Changed<Before> {
    const ids = JSON.stringify(some)
    const before = sql.readBefore.all(ids)
    const entries: OptOutId[] = []
    if (act.kind === 'done') sql.setDone.run({ now: at, ids })
    else if (act.kind === 'assign') sql.setAssigned.run(act.to || null, ids)
    else if (act.kind === 'snooze') {
      for (const { id } of before) {
        sql.setSnoozed.run(Date.parse(act.until), id)
        refresh(id)
      }
    } else for (const row of before) entries.push(...optOut(row, at))
    return { before, entries }
  }

  function undoSome(act: LocalAct, some: readonly Kept[]): void {
    for (const row of some) {
      if (act.kind === 'done') sql.undoDone.run(bound(row))
      else if (act.kind === 'snooze') sql.undoSnoozed.run(bound(row))
      else if (act.kind === 'assign') sql.assignOne.run(row.assignedTo, row.id)
      else sql.undoOptedOut.run(bound(row))
      if (act.kind !== 'assign') refresh(row.id)
    }
  }

  /** Writes the wish down as said by hand; gives the opt-out where there was none before. */
  function optOut({ id, workspaceId, leadEmail }: Before, at: number): readonly OptOutId[] {
    if (leadEmail === null) return []
    const known = optOuts.find(workspaceId, leadEmail)
    const entry = optOuts.record({ workspaceId, value: leadEmail, at, source: 'hand', threadId: id })
    sql.setOptedOut.run(entry, id)
    refresh(id)
    return entry === null || known?.state === 'on' ? [] : [entry]
  }

  return { readBefore: (ids: readonly number[]) => sql.readBefore.all(JSON.stringify(ids)), actOn, undoSome }
}

const bound = (row: Kept): Record<string, unknown> => ({ ...row })
