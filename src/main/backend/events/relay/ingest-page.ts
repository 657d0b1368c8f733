/** Ingests a page of relay events along with the cursor behind it, and records what is known to be missing. */
import { ageOf } from '#shared/domain/core/age-of.ts'
import { dayMs, utcDate } from '#shared/domain/core/days.ts'
import { AppError } from '#shared/errors.ts'
import type { RelayPage } from '#shared/relay-protocol.ts'
import { commitUnsynced } from '../../core/db/long-write.ts'
import type { Deps } from '../../core/deps.ts'
import type { ReadEvent } from '../events/ingest-events.ts'
import type { Connection } from './connections.ts'
import { missedFrom } from './days.ts'
import type { PollerParts, RelayLive } from './relay-live.ts'

/** How often the time of the last poll is stored while no events arrive. */
const noteEveryMs = 5 * 60_000

export function createRelayPageIngest(deps: Deps, parts: PollerParts) {
  const { store, clock } = deps
  const { connections, ingest, testEvents, gaps } = parts
  const log = deps.log('relay')

  /** The relay has another store, or an older copy: its numbers start over, as does reading. Events are recognised. */
  function restartStream(connection: Connection, stream: string): void {
    log.warn('the relay began anew', { workspace: connection.workspaceId })
    store.raw.transaction(() => {
      connections.change(connection.id, { stream, cursor: 0, acknowledged: 0, forgotten: 0, newest: 0 })
      note(connection, 'relay_reset')
    })()
    parts.gapFound()
  }

  /**
   * One transaction: the events, the cursor, and what is known to be missing. It may be lost in a power cut until the
   * log is synced, which must be before the events are acknowledged: the relay keeps them until then. Otherwise screens
   * would wait for the disk with every page, and a busy disk takes up to half a second.
   */
  function takeIn(live: RelayLive, connection: Connection, page: RelayPage, read: readonly ReadEvent[]): void {
    const { position, events } = page
    let last = connection.cursor
    for (const { seq } of events) {
      if (seq <= last) throw new AppError('RELAY_NOT_THERE', { reason: 'order' })
      last = seq
    }
    // Otherwise it would be read again without end, or events would be skipped.
    if (events.length > 0 ? page.next !== last : page.next < last)
      throw new AppError('RELAY_NOT_THERE', { reason: 'order' })
    const now = clock.now()
    const forgot =
      position.forgottenUnacknowledged > connection.forgotten || position.forgottenThrough > connection.cursor
    const nothing = events.length === 0 && !forgot && page.next === connection.cursor && connection.stream !== null
    if (nothing && ageOf(live.notedAt, now) < noteEveryMs) return
    const own = read.filter((event) => !testEvents.arrived(live.workspaceId, event))
    const written = () => {
      if (forgot) note(connection, 'relay_forgot')
      connections.change(connection.id, {
        stream: position.stream,
        cursor: page.next,
        newest: position.newest,
        forgotten: Math.max(connection.forgotten, position.forgottenUnacknowledged),
        lastPolledAt: new Date(now).toISOString(),
        ...(events.length > 0 ? { lastEventAt: events.at(-1)?.receivedAt ?? null } : {}),
      })
    }
    if (own.length > 0) {
      const { added, duplicate } = commitUnsynced(store.raw, () =>
        ingest.ingest(live.workspaceId, 'relay', own, written),
      )
      parts.counted(live.workspaceId, { relayed: added, doubled: duplicate })
    } else store.raw.transaction(written)()
    live.notedAt = now
    if (forgot) parts.gapFound()
    if (events.length > 0) deps.changed('relay')
  }

  /** Records a gap since the last page known to have been read, or as far back as Instantly is asked. */
  function note({ workspaceId, lastPolledAt }: Connection, reason: 'relay_forgot' | 'relay_reset'): void {
    const now = clock.now()
    const since = lastPolledAt === null ? null : Date.parse(lastPolledAt) - dayMs
    gaps.want(workspaceId, reason, utcDate(missedFrom(since, now)), utcDate(now))
  }

  return { restartStream, takeIn }
}
