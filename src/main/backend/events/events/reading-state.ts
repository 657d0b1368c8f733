/** How far back a client's events reach, and which kinds any source reports: the limits of figures based on them. */
import type { EventReading } from '#shared/contract/events/events.ts'
import { counters } from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { leadActivityOf } from '../lead-activity/lead-activity.ts'
import { createReportedKinds } from './reported-kinds.ts'

type Span = { readonly since: number | null; readonly unread: number }
type One = { readonly state: EventReading['state']; readonly backTo: number | null; readonly share: number | null }

/** Events since the last round are read soon and are often none, so such a short gap is not reported. */
const shortSpanMs = 3_600_000

export function createReadingState(store: Store, isDemo: (workspaceId: WorkspaceId) => boolean) {
  const { raw } = store
  const begun = raw.prepare('select 1 from mail_reading where workspace_id = ?').pluck()
  const spans = raw.prepare<[WorkspaceId], Span>(
    `select since, coalesce(reached, until) as unread from mail_span
      where workspace_id = ? and (since is null or reached is not null) order by until desc`,
  )
  const replies = raw.prepare<[WorkspaceId], { backDone: 0 | 1; backAt: number | null }>(
    `select back_done as backDone, back_at as backAt from inbox_cursor where workspace_id = ? and stream = 'received'`,
  )
  const first = raw
    .prepare<[WorkspaceId], string | null>(
      'select min(remote_created_at) from campaign where workspace_id = ? and remote_created_at is not null',
    )
    .pluck()
  const reportedKinds = createReportedKinds(store)
  const activity = leadActivityOf(store)

  function of(workspaceId: WorkspaceId, now: number): One {
    if (isDemo(workspaceId)) return { state: 'done', backTo: null, share: 1 }
    const inbox = replies.get(workspaceId)
    if (!begun.get(workspaceId) || !inbox) return { state: 'waiting', backTo: null, share: 0 }
    const left = spans.all(workspaceId).filter(({ since, unread }) => since === null || unread - since > shortSpanMs)
    // Instantly lists replies and sent mails separately, so each is read back on its own.
    if (inbox.backDone === 0 && inbox.backAt === null) return { state: 'reading', backTo: null, share: 0 }
    const lists = [left, inbox.backDone === 1 ? [] : [{ since: null, unread: inbox.backAt ?? 0 }]]
    if (lists.every((list) => list.length === 0)) return { state: 'done', backTo: null, share: 1 }
    const beginning = Date.parse(first.get(workspaceId) ?? '')
    const shareOf = (list: readonly Span[]): number => {
      const unread = list.reduce(
        (sum, one) => sum + Math.max(0, one.unread - Math.max(one.since ?? beginning, beginning)),
        0,
      )
      // Rounded to whole percents, so that invisible differences do not count as a new answer.
      return Math.floor(100 * Math.min(1, Math.max(0, 1 - unread / Math.max(1, now - beginning)))) / 100
    }
    return {
      state: 'reading',
      backTo: Math.max(...lists.flat().map(({ unread }) => unread)),
      share: Number.isNaN(beginning) ? null : Math.min(...lists.map(shareOf)),
    }
  }

  /** For several clients: the state of the one furthest behind, the average share, and kinds none reports. */
  return (clients: readonly WorkspaceId[], now: number): EventReading => {
    const all = clients.map((workspaceId) => of(workspaceId, now))
    const state = all.some((one) => one.state === 'waiting')
      ? 'waiting'
      : all.some((one) => one.state === 'reading')
        ? 'reading'
        : 'done'
    const backTo = all.flatMap((one) => one.backTo ?? [])
    const shares = all.map(({ share }) => share)
    const kinds = clients.map(reportedKinds)
    const listed = clients.map(activity.readAt)
    return {
      state,
      backTo: backTo.length === 0 ? null : new Date(Math.max(...backTo)).toISOString(),
      share: shares.includes(null)
        ? null
        : shares.reduce<number>((sum, one) => sum + (one ?? 0), 0) / Math.max(1, all.length),
      untold: clients.length === 0 ? [] : counters.filter((counter) => !kinds.some((kind) => kind.has(counter))),
      listedAt:
        listed.length === 0 || listed.includes(null)
          ? null
          : new Date(Math.min(...listed.filter((at) => at !== null))).toISOString(),
    }
  }
}
