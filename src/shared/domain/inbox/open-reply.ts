type Message = { readonly id: number; readonly direction: 'sent' | 'received' | 'automatic' }

/**
 * Returns the reply to be answered, from messages in the order they arrived: the one that decides the conversation's
 * label, even if automatic replies came later; otherwise the newest.
 */
export const findOpenReply = <M extends Message>(
  messages: readonly M[],
  { sortedMessageId }: { readonly sortedMessageId: number | null },
): M | undefined =>
  messages.find(({ id }) => id === sortedMessageId) ?? messages.findLast(({ direction }) => direction !== 'sent')
