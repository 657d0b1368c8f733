import type { InboxSettings } from '#shared/contract/inbox/inbox.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { isUnanswerable } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { Notice } from '#shared/host.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { isQuiet } from '../../clients/settings/inbox-settings.ts'
import type { Deps } from '../../core/deps.ts'
import type { NewReply } from './mail-ingest.ts'

/** Older replies are found while catching up and are not announced. */
const freshMs = dayMs
/** More replies at once are announced in a single notification. */
const maxNotices = 3

type Meeting = {
  readonly workspaceId: WorkspaceId
  /** Age by Instantly's clock. */
  readonly agoMs: number
  readonly name: string
  readonly client: string
  /** The newest conversation with the lead, if there is one. */
  readonly threadId: number | null
}

/** Shows desktop notifications for replies: one each, one for many, none in quiet hours. A click opens the thread. */
export function createReplyNotifier(deps: Deps, settings: () => InboxSettings) {
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
  const replies = (news: readonly NewReply[]): void => {
    if (isSilent(deps.clock.now())) return
    const worth = news.filter(
      ({ workspaceId, at, sorted }) =>
        deps.instantly.now(workspaceId) - at < freshMs &&
        !(sorted && isUnanswerable(sorted)) &&
        !building.get(workspaceId),
    )
    const notices =
      worth.length > maxNotices
        ? [{ kind: 'replies' as const, count: worth.length, route: '/inbox' }]
        : worth.map(({ name, subject, threadId }) => ({
            kind: 'reply' as const,
            name: name.slice(0, 100),
            subject: subject.slice(0, 150),
            route: `/inbox/${threadId}`,
          }))
    for (const notice of notices) show(notice)
  }
  /** Announces a meeting that was booked elsewhere; old ones are found while catching up and are not announced. */
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
