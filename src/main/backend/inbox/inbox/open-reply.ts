/**
 * The reply to be answered, of the thread `@threadId`: the one it is sorted by, whatever automatic reply came since; the
 * newest that came where it is not sorted.
 */
export const openReply = `from inbox_message where thread_id = @threadId and direction <> 'sent'
  order by id = (select sorted_message_id from inbox_thread where id = @threadId) desc, at desc, id desc limit 1`
