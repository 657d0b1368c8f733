import type { InboxSettings } from '#shared/contract/inbox/inbox.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { isUnanswerable } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { Notice } from '#shared/host.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { isQuiet } from '../../clients/settings/inbox-settings.ts'
import type { Deps } from '../../core/deps.ts'
import type { News } from './mail-ingest.ts'

/** Older ones are found while catching up, and are no news. */
const freshMs = dayMs
/** More at once are told as one. */
const mostNotices = 3

type Meeting = {
  readonly workspaceId: WorkspaceId
  /** How long ago, by Instantly's clock. */
  readonly agoMs: number
  readonly name: string
  readonly client: string
  /** The newest conversation with them, if there is one. */
  readonly threadId: number | null
}

/** Tells the desktop of replies: one notice each, one for many, none in the quiet hours. A click opens the thread. */
export function createAnnounceReplies(deps: Deps, settings: () => InboxSettings) {
  const log = deps.log('inbox')
  const building = deps.store.raw.prepare(`select 1 from workspace where id = ? and demo in ('building', 'removing')`)
  const isSilent = (now: number): boolean => {
    const { notify, quiet } = settings()
    const time = new Date(now)
    return !notify || isQuiet(quiet, time.getHours() * 60 + time.getMinutes())
  }
  const show = (notice: Notice): void => {
    deps.host.notify(notice).catch((error: unknown) => log.info('notice not shown', { error: String(error) }))
  }
  const replies = (news: readonly News[]): void => {
    const now = deps.clock.now()
    if (isSilent(now)) return
    const worth = news.filter(
      ({ workspaceId, at, sorted }) =>
        now - at < freshMs && !(sorted && isUnanswerable(sorted)) && !building.get(workspaceId),
    )
    const notices =
      worth.length > mostNotices
        ? [{ kind: 'replies' as const, count: worth.length, route: '/inbox' }]
        : worth.map(({ name, subject, threadId }) => ({
            kind: 'reply' as const,
            name: name.slice(0, 100),
            subject: subject.slice(0, 150),
            route: `/inbox/${threadId}`,
          }))
    for (const notice of notices) show(notice)
  }
  /** A meeting that was booked elsewhere; those of the past are found while catching up. */
  const meeting = (of: Meeting): void => {
    if (isSilent(deps.clock.now()) || of.agoMs >= freshMs || building.get(of.workspaceId)) return
    show({
      kind: 'meeting',
      name: of.name.slice(0, 100),
      client: of.client,
      route: of.threadId === null ? '/inbox' : `/inbox/${of.threadId}`,
    })
  }
  return { replies, meeting }
}
