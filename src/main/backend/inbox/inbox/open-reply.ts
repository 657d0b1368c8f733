/**
 * The reply to be answered, of the thread `@threadId`: the one it is sorted by, as long as nothing was sent after it, whatever
 * automatic reply came since; else the newest that came.
 */
export const openReply = `from inbox_message where thread_id = @threadId and direction <> 'sent'
  order by id = (select sorted_message_id from inbox_thread where id = @threadId) and at > coalesce(
    (select max(at) from inbox_message where thread_id = @threadId and direction = 'sent'), -1) desc, at desc, id desc limit 1`
