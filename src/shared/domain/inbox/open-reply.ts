type Message = { readonly id: number; readonly direction: 'sent' | 'received' | 'automatic' }

/**
 * The reply to be answered, of messages in the order they came: the one their conversation is sorted by, whatever automatic
 * reply came since; else the newest.
 */
export const openReplyOf = <M extends Message>(
  messages: readonly M[],
  { sortedMessageId }: { readonly sortedMessageId: number | null },
): M | undefined =>
  messages.find(({ id }) => id === sortedMessageId) ?? messages.findLast(({ direction }) => direction !== 'sent')
