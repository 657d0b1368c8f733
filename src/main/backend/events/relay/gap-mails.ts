/**
 * The mails Instantly has of a day, where its counts and the events here do not agree. A mail sent is one event whoever
 * tells it. Of a reply the mail does not say whether it is an automatic one, so it becomes an event only where the counts
 * leave no doubt: a wrong guess would stand beside the right event that comes later.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { Asker } from '../../core/instantly/types.ts'
import type { RecordedMail } from '../../core/instantly/types-events.ts'
import type { ReceivedEvent } from '../events/ingest-events.ts'
import { dayMs, startOf } from './days.ts'
import type { CheckRow, GapStore } from './gap-store.ts'
import type { HeardEvents } from './heard-events.ts'
import { mailAsEvent } from './mail-as-event.ts'

/** Automatic replies are told, and moved from one count to the other, up to two days late. */
const settledAfterMs = 2 * dayMs
const replyTypes = ['reply_received', 'auto_reply_received'] as const
type ReplyType = (typeof replyTypes)[number]

export type MailParts = {
  readonly gaps: GapStore
  readonly heard: HeardEvents
  /** Takes events in together with the place to go on from. */
  readonly takeIn: (check: CheckRow, events: readonly ReceivedEvent[], write: () => void) => void
}

export function createGapMails(deps: Deps, { gaps, heard, takeIn }: MailParts) {
  const { clock, instantly } = deps

  /** Events that analytics counts of a day and are not here; null where it was not read. */
  function missing(workspaceId: WorkspaceId, day: string, type: string): number | null {
    const there = gaps
      .counts(workspaceId, day, day)
      .find((count) => count.source === 'analytics' && count.type === type)
    return there ? there.count - heard.count(workspaceId, day, type) : null
  }

  async function pages(
    asker: Asker,
    asked: { readonly day: string; readonly kind: 'sent' | 'received'; readonly after: string | null },
    signal: AbortSignal,
    take: (mails: readonly RecordedMail[], place: { readonly first: boolean; readonly next: string | null }) => void,
  ): Promise<void> {
    const seen = new Set<string>()
    for (let cursor = asked.after; ; ) {
      const page = await instantly.mailsOfDay(asker, { ...asked, after: cursor })
      signal.throwIfAborted()
      const next = page.items.length === 0 || page.next === null || seen.has(page.next) ? null : page.next
      if (page.next !== null) seen.add(page.next)
      const own = page.items.filter((mail) => mail.storedAt.slice(0, 10) === asked.day)
      take(own, { first: cursor === null, next })
      deps.changed('relay')
      await turn()
      if (next === null) return
      cursor = next
    }
  }

  const asReceived = (mail: RecordedMail, kind: 'sent' | 'received', known: ReplyType | null): ReceivedEvent | null => {
    const raw = mailAsEvent(mail, kind, known)
    return raw === null ? null : { raw, receivedAt: clock.now(), sourceId: mail.id }
  }

  return {
    differs(workspaceId: WorkspaceId, day: string, kind: 'sent' | 'received'): boolean {
      const types = kind === 'sent' ? ['email_sent'] : replyTypes
      return types.some((type) => missing(workspaceId, day, type) !== 0)
    },
    /** Page by page, from a place on. */
    async readSent(check: CheckRow, asker: Asker, day: string, after: string | null, signal: AbortSignal) {
      await pages(asker, { day, kind: 'sent', after }, signal, (mails, { first, next }) => {
        const events = mails.map((mail) => asReceived(mail, 'sent', null)).filter((one) => one !== null)
        takeIn(check, events, () => {
          gaps.addRead(check.workspaceId, 'emails', day, 'sent', events.length, first)
          gaps.move(check.id, { phase: 'emails', day, cursor: next ?? sentRead }, mails.length)
        })
      })
    },
    /** A day's at once: only all of them together tell which are of which kind. */
    async readReplies(check: CheckRow, asker: Asker, day: string, signal: AbortSignal) {
      const { workspaceId, id } = check
      const all: RecordedMail[] = []
      await pages(asker, { day, kind: 'received', after: null }, signal, (mails) => all.push(...mails))
      const told: ReceivedEvent[] = []
      const untold: RecordedMail[] = []
      for (const mail of all) {
        const known = mail.lead === null ? null : heard.replyType(workspaceId, mail.lead, mail.id)
        const event = known && asReceived(mail, 'received', known)
        if (event) told.push(event)
        else if (asReceived(mail, 'received', null)) untold.push(mail)
      }
      const type = untoldType(workspaceId, day, untold.length)
      const added = type === null ? [] : untold.map((mail) => asReceived(mail, 'received', type))
      const events = [...told, ...added.filter((one) => one !== null)]
      for (let at = 0; at < Math.max(events.length, 1); at += 200) {
        const some = events.slice(at, at + 200)
        takeIn(check, some, () => {
          gaps.addRead(workspaceId, 'emails', day, 'received', some.length, at === 0)
          if (at === 0) gaps.move(id, { phase: 'emails', day, cursor: sentRead }, all.length)
        })
        await turn()
      }
    },
  }

  /** What all the untold mails of a day are, where its counts say so; null where they leave a doubt. */
  function untoldType(workspaceId: WorkspaceId, day: string, untold: number): ReplyType | null {
    if (untold === 0 || clock.now() - (startOf(day) + dayMs) < settledAfterMs) return null
    const [replies, automatic] = replyTypes.map((type) => missing(workspaceId, day, type))
    if (replies === untold && automatic === 0) return 'reply_received'
    return automatic === untold && replies === 0 ? 'auto_reply_received' : null
  }
}

/** In place of a cursor: the mails sent on the day are through. */
export const sentRead = 'sent:read'
