/**
 * Reads Instantly's mails of a day whose counts and local events disagree. A mail is one event, however often and by
 * whichever source it is reported.
 */
import { setImmediate as turn } from 'node:timers/promises'
import { dayMs } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { isRefused } from '../../core/instantly/is-refused.ts'
import type { RemoteEmail, RequestContext } from '../../core/instantly/types.ts'
import { createPageCursor } from '../../core/lib/page-cursor.ts'
import type { ReceivedEvent } from '../events/ingest-events.ts'
import { type IsAutomatic, toMailEvent } from '../events/mail-as-event.ts'
import { startOf } from './days.ts'
import type { CheckRow, GapStore } from './gap-store.ts'
import type { KnownEvents } from './known-events.ts'

const replyTypes = ['reply_received', 'auto_reply_received'] as const
export const mailKinds = ['sent', 'received'] as const
export type MailKind = (typeof mailKinds)[number]

/** Which of the replies are known, or are among these, under another id: Instantly may list a reply again. */
export type CopiesAmong = (workspaceId: WorkspaceId, mails: readonly RemoteEmail[]) => ReadonlySet<string>

export type MailParts = {
  readonly gaps: GapStore
  readonly knownEvents: KnownEvents
  readonly isAutomatic: IsAutomatic
  readonly copiesAmong: CopiesAmong
  /** Ingests events together with the position to continue from. */
  readonly takeIn: (check: CheckRow, events: readonly ReceivedEvent[], write: () => void) => void
}

export function createGapMails(deps: Deps, { gaps, knownEvents, isAutomatic, copiesAmong, takeIn }: MailParts) {
  const { clock, instantly } = deps

  /** How many events of a day analytics counts beyond those stored here; null if it was not read. */
  function missing(workspaceId: WorkspaceId, day: string, type: string): number | null {
    const there = gaps
      .counts(workspaceId, day, day)
      .find((count) => count.source === 'analytics' && count.type === type)
    return there ? there.count - knownEvents.count(workspaceId, day, type) : null
  }

  return {
    differs(workspaceId: WorkspaceId, day: string, kind: MailKind): boolean {
      const types = kind === 'sent' ? ['email_sent'] : replyTypes
      return types.some((type) => missing(workspaceId, day, type) !== 0)
    },
    /** Reads page by page, from a given position. */
    async read(
      check: CheckRow,
      requestContext: RequestContext,
      { day, kind, after }: { readonly day: string; readonly kind: MailKind; readonly after: string | null },
      signal: AbortSignal,
    ): Promise<void> {
      const pages = createPageCursor()
      const [since, until] = [startOf(day), startOf(day) + dayMs - 1]
      for (let cursor = after; ; ) {
        const asked = { kind, since, until, order: 'asc' } as const
        const page = await instantly
          .mailsBetween(requestContext, { ...asked, after: cursor })
          .catch((error: unknown) => {
            // The mail the cursor refers to may be gone: the day is read again, and no mail is counted or stored twice.
            const isPlace = cursor !== null && cursor === after
            if (!isPlace || !isRefused(error)) throw error
            cursor = null
            return instantly.mailsBetween(requestContext, { ...asked, after: null })
          })
        signal.throwIfAborted()
        const next = pages.after(page)
        const emails = page.items.map(({ email }) => email)
        const copies = kind === 'received' ? copiesAmong(check.workspaceId, emails) : null
        const events = page.items
          .filter((mail) => mail.storedAt.slice(0, 10) === day && !copies?.has(mail.id))
          .map((mail) => toMailEvent(mail, isAutomatic, clock.now()))
          .filter((one) => one !== null)
        takeIn(check, events, () => {
          gaps.addRead(check.workspaceId, 'emails', day, kind, events.length, cursor === null)
          gaps.move(check.id, { phase: 'emails', day, cursor: placeIn(kind, next) }, page.items.length)
        })
        deps.changed('relay')
        await turn()
        if (next === null) return
        cursor = next
      }
    },
  }
}

/** A position in a day's mails: one of the two kinds and Instantly's cursor, empty once the kind is complete. */
const placeIn = (kind: MailKind, cursor: string | null): string => `${kind}:${cursor ?? ''}`

/** Parses a position written by `placeIn`. */
export function placeOf(place: string | null): {
  readonly kind: MailKind
  readonly after: string | null
  readonly over: boolean
} {
  if (place === null) return { kind: 'sent', after: null, over: false }
  const at = place.indexOf(':')
  const after = place.slice(at + 1)
  return { kind: place.slice(0, at) === 'received' ? 'received' : 'sent', after: after || null, over: after === '' }
}
