import type { InboxSettings } from '#shared/contract/inbox/inbox.ts'
import { isQuiet } from '../../clients/settings/inbox-settings.ts'
import type { Deps } from '../../core/deps.ts'
import type { News } from './intake.ts'

/** Older ones are found while catching up, and are no news. */
const freshMs = 24 * 60 * 60_000
/** More at once are told as one. */
const mostNotices = 3
const nobodyAnswers: ReadonlySet<string> = new Set(['out_of_office', 'auto_reply', 'bounce', 'unsubscribe'])

/** Tells the desktop of replies: one notice each, one for many, none in the quiet hours. A click opens the thread. */
export function createAnnounceReplies(deps: Deps, settings: () => InboxSettings) {
  const log = deps.log('inbox')
  const building = deps.store.raw.prepare(`select 1 from workspace where id = ? and demo in ('building', 'removing')`)
  return (news: readonly News[]): void => {
    const now = deps.clock.now()
    const { notify, quiet } = settings()
    const time = new Date(now)
    if (!notify || isQuiet(quiet, time.getHours() * 60 + time.getMinutes())) return
    const worth = news.filter(
      ({ workspaceId, at, sorted }) =>
        now - at < freshMs && !(sorted && nobodyAnswers.has(sorted)) && !building.get(workspaceId),
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
    for (const notice of notices) {
      deps.host.notify(notice).catch((error: unknown) => log.info('notice not shown', { error: String(error) }))
    }
  }
}
