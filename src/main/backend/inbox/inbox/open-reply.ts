/**
 * SQL for the reply to be answered in the thread `@threadId`: the one the thread is sorted by, whatever automatic reply
 * came since, or else the newest one.
 */
export const openReplySql = `from inbox_message where thread_id = @threadId and direction <> 'sent'
  order by id = (select sorted_message_id from inbox_thread where id = @threadId) desc, at desc, id desc limit 1`
