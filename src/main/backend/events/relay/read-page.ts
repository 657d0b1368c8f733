/** One poll of a relay: what was taken in is acknowledged, the next page is read and taken in. */
import type { Problem, RelayLight } from '#shared/contract/events/relay.ts'
import type { RelayPosition } from '#shared/relay-protocol.ts'
import type { Deps } from '../../core/deps.ts'
import type { Connection } from './connections.ts'
import { createPageIngest } from './ingest-page.ts'
import { receivedPart } from './received.ts'
import { CursorAhead, createRelayClient, type RelayClient } from './relay-client.ts'
import type { PollerParts, PollerTimings, RelayLive } from './relay-live.ts'

/** Events of one page: taken in in one go, while screens wait. */
const pageLimit = 250
/** A relay takes 50 requests a second of one reader: in a stream of events, pages are gathered and acknowledged together. */
const gatherMs = 40
const acknowledgeEveryMs = 1_000
/** Before a relay that does not do its part, waiting for events or keeping its store, is asked again. */
const hastyMs = 1_000

type Show = (live: RelayLive, light: RelayLight, problem: Problem | null) => void

/** Gives what reads a page. */
export function createReadPage(deps: Deps, parts: PollerParts, timings: PollerTimings, show: Show) {
  const { clock } = deps
  const { connections, ingest } = parts
  const log = deps.log('relay')
  const { beganAnew, takeIn } = createPageIngest(deps, parts)

  /** Acknowledges what was taken in before, reads one page and takes it in; gives how many events it had. */
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
      beganAnew(connection, answer?.position.stream ?? (await client.status(signal)).position.stream)
      live.fresh = true
      // One that was set up anew is read at once; one that is another each time is not.
      if (askedAt - live.anewAt < 60_000) live.nextAt = askedAt + hastyMs
      live.anewAt = askedAt
      return 0
    }
    // Mails are read here: the transaction with the cursor only writes.
    const { page, events: received } = receivedPart(answer)
    const events = await ingest.readAhead(live.workspaceId, received)
    if (signal.aborted) return 0
    takeIn(live, connection, page, events)
    // A full page is followed at once by the next.
    if (page.events.length > 0 && !page.more) live.nextAt = performance.now() + gatherMs
    else if (page.events.length === 0 && performance.now() - askedAt < waitS * 500) live.nextAt = askedAt + hastyMs
    live.waiting = Math.max(0, page.position.newest - page.next)
    show(live, page.more ? 'behind' : 'live', null)
    return page.events.length
  }

  /** Also an older copy of the store: it may have grown past the cursor since, but not what was acknowledged. */
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

  /** Null where the relay does not know the cursor. */
  async function pageAfter(client: RelayClient, { cursor }: Connection, waitS: number, signal: AbortSignal) {
    try {
      return await client.poll({ after: cursor, limit: pageLimit, waitS }, signal)
    } catch (error) {
      if (error instanceof CursorAhead) return null
      throw error
    }
  }

  async function acknowledge(client: RelayClient, { id }: Connection, through: number, signal: AbortSignal) {
    try {
      await client.acknowledge(through, signal)
      connections.change(id, { acknowledged: through })
    } catch (error) {
      // Of a store that began anew: the next poll finds out, and begins again there.
      if (!(error instanceof CursorAhead)) throw error
      connections.change(id, { acknowledged: through })
    }
  }

  return readPage
}
