/** Texts of emails whose retention period has passed. */
import type { Store } from '../../core/deps.ts'
import { json } from './past-payloads.ts'
import type { RetentionCursor, RetentionScope, RetentionStep } from './past-time.ts'

/** Few, because deleting also overwrites the words in the full-text index. */
const threadsPerStep = 20

/** Counts or deletes them. */
export function createEmailRetention(raw: Store['raw']) {
  const threads = raw.prepare<[object], { id: number; at: number; open: 0 | 1 }>(
    `select t.id, t.last_at as at,
       (t.box in ('answer', 'snoozed') or t.snoozed_until is not null or t.follow_up_of is not null
         or exists (select 1 from inbox_send s where s.thread_id = t.id
              and s.state in ('draft', 'pending', 'sent', 'failed', 'unclear'))
         or exists (select 1 from inbox_label_pending p where p.thread_id = t.id and p.told = 0)) as open
     from inbox_thread t indexed by inbox_thread_newest
     where t.workspace_id = @workspaceId and t.last_at < @before and (t.last_at, t.id) > (@at, @id)
     order by t.last_at, t.id limit ${threadsPerStep}`,
  )
  const withText = `thread_id in (select value from json_each(@ids))
    and (text <> '' or html is not null or attachments is not null or hook_key is not null)`
  const messages = raw.prepare<[object], { count: number; bytes: number }>(
    `select count(*) as count, coalesce(sum(octet_length(text) + coalesce(octet_length(html), 0)
       + coalesce(octet_length(attachments), 0)), 0) as bytes from inbox_message where ${withText}`,
  )
  const emptyMessages = raw.prepare(
    `update inbox_message set text = '', html = null, attachments = null, hook_key = null where ${withText}`,
  )
  const emptySends = raw.prepare(
    `update inbox_send set text = '', attachments = null
      where thread_id in (select value from json_each(@ids)) and state in ('done', 'dropped')`,
  )
  const emptyThreads = raw.prepare(
    `update inbox_thread set snippet = '', follow_up_text = null, referral_name = null, referral_email = null
      where id in (select value from json_each(@ids))
        and (snippet <> '' or coalesce(follow_up_text, referral_name, referral_email) is not null)`,
  )

  function emails({ workspaceId, before }: RetentionScope, [at, id]: RetentionCursor): RetentionStep {
    const found = threads.all({ workspaceId, before, at, id })
    const ids = json(found.flatMap((one) => (one.open === 0 ? [one.id] : [])))
    const open = json(found.flatMap((one) => (one.open === 1 ? [one.id] : [])))
    const { count, bytes } = messages.get({ ids }) ?? { count: 0, bytes: 0 }
    const last = found.at(-1)
    return {
      count,
      bytes,
      kept: messages.get({ ids: open })?.count ?? 0,
      next: found.length < threadsPerStep || !last ? null : [last.at, last.id],
      remove() {
        emptyMessages.run({ ids })
        emptySends.run({ ids })
        emptyThreads.run({ ids })
      },
    }
  }
  return emails
}
