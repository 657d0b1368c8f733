/**
 * Joins threads that turned out to be one conversation. A webhook, an answer and a reading may each create a thread for
 * it; one is then moved into the other with all its data, and its id redirects there.
 */
import type { Database } from 'better-sqlite3'

export function createJoinedThreads(db: Database) {
  // A client imported by an earlier version may have brought the number of an existing conversation.
  const leadsTo = db
    .prepare<[number], number>(
      `select into_id from inbox_thread_joined j
        where id = ? and not exists (select 1 from inbox_thread t where t.id = j.id)`,
    )
    .pluck()
  const note = db.prepare(
    'insert or replace into inbox_thread_joined (id, workspace_id, into_id) select id, workspace_id, ? from inbox_thread where id = ?',
  )
  const leadOn = db.prepare('update inbox_thread_joined set into_id = ? where into_id = ?')
  const moveMessages = db.prepare('update inbox_message set thread_id = ? where thread_id = ?')
  /** If both threads have a draft, the later one is kept, below the words of the earlier one. */
  const mergeDrafts = db.prepare(
    `update inbox_send set text = o.text || char(10, 10) || inbox_send.text from inbox_send o
      where inbox_send.state = 'draft' and o.state = 'draft' and o.kind = inbox_send.kind
        and inbox_send.thread_id in (@from, @into) and o.thread_id in (@from, @into)
        and o.thread_id <> inbox_send.thread_id and o.text not in ('', inbox_send.text)
        and (inbox_send.created_at, inbox_send.id) > (o.created_at, o.id)`,
  )
  const dropOlderDrafts = db.prepare(
    `delete from inbox_send where state = 'draft' and thread_id in (@from, @into) and exists (
       select 1 from inbox_send o where o.state = 'draft' and o.kind = inbox_send.kind and o.thread_id in (@from, @into)
         and o.thread_id <> inbox_send.thread_id and (o.created_at, o.id) > (inbox_send.created_at, inbox_send.id))`,
  )
  const moveSends = db.prepare('update inbox_send set thread_id = ? where thread_id = ?')
  const moveOptOuts = db.prepare('update opt_out set thread_id = ? where thread_id = ?')
  const moveRequests = db.prepare('update inbox_model_request set thread_id = ? where thread_id = ?')
  /**
   * Copies what the operator did and what Instantly reported, where the other thread has no value. What was snoozed
   * does not hide a newer reply of the other thread.
   */
  const carryOver = db.prepare(
    `update inbox_thread set
       lead_email = coalesce(inbox_thread.lead_email, f.lead_email),
       campaign_id = coalesce(inbox_thread.campaign_id, f.campaign_id),
       remote_interest = coalesce(inbox_thread.remote_interest, f.remote_interest),
       opt_out_entry_id = coalesce(inbox_thread.opt_out_entry_id, f.opt_out_entry_id),
       assigned_to = coalesce(inbox_thread.assigned_to, f.assigned_to),
       snoozed_until = coalesce(inbox_thread.snoozed_until,
         case when coalesce(inbox_thread.last_received_at, 0) <= f.last_at then f.snoozed_until end),
       archived_at = coalesce(inbox_thread.archived_at, f.archived_at),
       follow_up_text = case when inbox_thread.follow_up_of is null then f.follow_up_text else inbox_thread.follow_up_text end,
       follow_up_of = coalesce(inbox_thread.follow_up_of, f.follow_up_of),
       read_through_at = null
     from (select * from inbox_thread where id = @from) f where inbox_thread.id = @into`,
  )
  /** A category belongs to the reply it is based on, whoever set it, so that of the newer reply is kept. */
  const carrySorting = db.prepare(
    `update inbox_thread set sorted = f.sorted, sorted_why = f.sorted_why, sorted_fixed = f.sorted_fixed,
       sorted_message_id = f.sorted_message_id, return_date = f.return_date, sorted_unsure = f.sorted_unsure,
       sorted_certainty = f.sorted_certainty, sorted_leant = f.sorted_leant,
       referral_name = f.referral_name, referral_email = f.referral_email,
       sorted_model = f.sorted_model, model_message_id = f.model_message_id, model_wish = f.model_wish
     from (select * from inbox_thread where id = @from) f
     where inbox_thread.id = @into and f.sorted_message_id > coalesce(inbox_thread.sorted_message_id, 0)`,
  )
  const drop = db.prepare('delete from inbox_thread where id = ?')
  const current = (id: number): number => leadsTo.get(id) ?? id

  return {
    /** Returns the id of the conversation that a thread's id refers to now. */
    current,
    /** Returns the rows with their conversations' current ids. */
    currentRows: <Row extends { readonly id: number }>(rows: readonly Row[]): readonly Row[] =>
      rows.map((row) => ({ ...row, id: current(row.id) })),
    /** Moves everything from one thread into another. Must be called inside a transaction. */
    join(from: number, into: number): void {
      moveMessages.run(into, from)
      mergeDrafts.run({ from, into })
      dropOlderDrafts.run({ from, into })
      moveSends.run(into, from)
      moveOptOuts.run(into, from)
      moveRequests.run(into, from)
      carryOver.run({ from, into })
      carrySorting.run({ from, into })
      leadOn.run(into, from)
      note.run(into, from)
      drop.run(from)
    },
  }
}
