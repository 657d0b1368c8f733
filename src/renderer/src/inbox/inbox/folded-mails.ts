import type { InboxMessage } from '#shared/contract/inbox/inbox.ts'

/** A button for fewer mails than these would take as much room as their lines. */
const fewestFolded = 3

/** Height of a closed mail, of what surrounds the text of an open one, and of a line of it, as in `mail.css`. */
const closedPx = 47
const openPx = 90
const linePx = 22
/** Length of a line of text. */
const lineLength = 72
/** What a conversation leaves to its mails: its head, its remarks, the composer and its buttons take the rest. */
const restPx = 460

type Mail = Pick<InboxMessage, 'unread' | 'text'>

/**
 * Returns how many of the first mails are hidden behind a button, so that the reply to answer, at this index, is in
 * view when a conversation opens in a window of this height. The mail before it stays, and so does everything from the
 * first unread one on. Heights are estimated, as bodies of mails are drawn later and nothing must jump then.
 */
export function countFolded(mails: readonly Mail[], reply: number, windowHeight: number): number {
  const unread = mails.findIndex((mail) => mail.unread)
  const before = Math.min(reply - 1, unread < 0 ? reply : unread)
  if (before < fewestFolded) return 0
  const heights = mails.map((mail, at) =>
    at === reply || mail.unread || at === mails.length - 1 ? openHeight(mail) : closedPx,
  )
  return heights.reduce((sum, height) => sum + height, 0) <= windowHeight - restPx ? 0 : before
}

const openHeight = ({ text }: Mail): number =>
  openPx +
  text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / lineLength)), 0) * linePx
