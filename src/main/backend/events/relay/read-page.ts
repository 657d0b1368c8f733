/** One poll of a relay: acknowledges what was ingested, then reads and ingests the next page. */

import type { RelayLight } from '#shared/contract/events/relay.ts'
import type { Problem } from '#shared/errors.ts'
import type { RelayPosition } from '#shared/relay-protocol.ts'
import { syncLog } from '../../core/db/long-write.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connection } from './connections.ts'
import { createRelayPageIngest } from './ingest-page.ts'
import { unpackPage } from './received.ts'
import { CursorAhead, createRelayClient, type RelayClient } from './relay-client.ts'
import type { PollerParts, PollerTimings, RelayLive } from './relay-live.ts'

/** Events per page. They are ingested in one go, while screens wait. */
const pageLimit = 250
/** A relay allows one reader 50 requests per second, so in a stream pages and acknowledgements are batched. */
const gatherMs = 40
const acknowledgeEveryMs = 1_000
/** Pause for a relay that does not wait for events, or does not keep its store. */
const hastyMs = 1_000

type Show = (live: RelayLive, light: RelayLight, problem: Problem | null) => void

export function createPageReader(deps: Deps, parts: PollerParts, timings: PollerTimings, show: Show) {
  const { clock } = deps
  const { connections, ingest } = parts
  const log = deps.log('relay')
  const { restartStream, takeIn } = createRelayPageIngest(deps, parts)

  /** Acknowledges what was ingested before, then reads and ingests one page. Returns the number of its events. */
  async function readPage(live: RelayLive, signal: AbortSignal): Promise<number> {
    const connection = connections.of(live.workspaceId)
    const client = await clientOf(live, connection)
    let open = connection.cursor > connection.acknowledged && connection.stream !== null
    if (open && performance.now() - live.acknowledgedAt >= acknowledgeEveryMs) {
      await acknowledge(client, connection, connection.cursor, signal)
      live.acknowledgedAt = performance.now()
      open = false
    }
    const early = live.nextAt - performance.now()
    if (early > 0) await clock.sleep(early, signal)
    const askedAt = performance.now()
    const waitS = live.fresh ? 0 : open ? Math.min(1, timings.waitS) : timings.waitS
    const answer = await pageAfter(client, connection, waitS, signal)
    if (signal.aborted) return 0
    live.polledAt = clock.now()
    live.fresh = false
    if (answer === null || isAnotherStore(connection, answer.position)) {
      restartStream(connection, answer?.position.stream ?? (await client.status(signal)).position.stream)
      live.fresh = true
      // A relay that was set up again is read at once; one whose store differs every time is not.
      if (askedAt - live.restartedAt < 60_000) live.nextAt = askedAt + hastyMs
      live.restartedAt = askedAt
      return 0
    }
    // Parsed before the transaction with the cursor, which then only writes.
    const { page, events: received } = unpackPage(answer)
    const events = await ingest.readAhead(live.workspaceId, received)
    if (signal.aborted) return 0
    takeIn(live, connection, page, events)
    // After a full page the next one follows at once.
    if (page.events.length > 0 && !page.more) live.nextAt = performance.now() + gatherMs
    else if (page.events.length === 0 && performance.now() - askedAt < waitS * 500) live.nextAt = askedAt + hastyMs
    live.waiting = Math.max(0, page.position.newest - page.next)
    show(live, page.more ? 'behind' : 'live', null)
    return page.events.length
  }

  /**
   * Whether the relay has another store or an older copy of it. An older copy may have grown past the cursor since, but
   * not past what was acknowledged.
   */
  const isAnotherStore = (connection: Connection, { stream, acknowledged }: RelayPosition): boolean =>
    connection.stream !== null && (stream !== connection.stream || acknowledged < connection.acknowledged)

  async function clientOf(live: RelayLive, connection: Connection): Promise<RelayClient> {
    const address = await parts.addressOf(connection)
    const key = `${connection.id} ${address}`
    if (live.client?.key === key) return live.client.value
    const token = await connections.token(connection)
    const value = createRelayClient(address, token, { appVersion: deps.config.appVersion, log })
    live.client = { key, value }
    return value
  }

  /** Null if the relay does not know the cursor. */
  async function pageAfter(client: RelayClient, { cursor }: Connection, waitS: number, signal: AbortSignal) {
    try {
      return await client.poll({ after: cursor, limit: pageLimit, waitS }, signal)
    } catch (error) {
      if (error instanceof CursorAhead) return null
      throw error
    }
  }

  /** The relay then deletes the events, so they are on disk here first; if they are not, the next poll tries again. */
  async function acknowledge(client: RelayClient, { id }: Connection, through: number, signal: AbortSignal) {
    if (!(await syncLog(deps.store.raw))) return
    try {
      await client.acknowledge(through, signal)
      connections.change(id, { acknowledged: through })
    } catch (error) {
      // The relay's store was reset; the next poll notices and starts over.
      if (!(error instanceof CursorAhead)) throw error
      connections.change(id, { acknowledged: through })
    }
  }

  return readPage
}
