import type { InboxMessage } from '#shared/contract/inbox/inbox.ts'

/** A button for fewer mails than these would take as much room as their lines. */
const fewestFolded = 3

/**
 * Returns how many of the first mails are hidden behind a button, so that the reply to answer, at this index, is in
 * view when a long conversation opens. The mail before it stays, and so does everything from the first unread one on.
 */
export function countFolded(mails: readonly Pick<InboxMessage, 'unread'>[], reply: number): number {
  const unread = mails.findIndex((mail) => mail.unread)
  const before = Math.min(reply - 1, unread < 0 ? reply : unread)
  return before < fewestFolded ? 0 : before
}
