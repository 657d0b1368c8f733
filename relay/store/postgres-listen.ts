import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'
import type { Logger } from '#shared/log.ts'

const channel = 'sendoff_relay'
/** Announcements of a workspace within this time are joined into one. */
const batchMs = 10
const reconnectMs = [500, 1_000, 2_000, 5_000] as const

type Listener = (workspaceId: number | null) => void

export type StoredListener = {
  onStored(listener: Listener): void
  /** Notifies this relay immediately and the others soon. Called after the commit, so that no commit waits for it. */
  announce(workspaceId: number): void
  close(): Promise<void>
}

/**
 * Listens for stored events, reconnecting as often as necessary. Without a connection, polls find events only by
 * looking periodically.
 */
export function listenForStored(config: ClientConfig, log: Logger): StoredListener {
  const listeners: Listener[] = []
  const tell: Listener = (workspaceId) => listeners.forEach((listener) => listener(workspaceId))
  const toAnnounce = new Set<number>()
  let client: Client | null = null
  let connecting: Promise<void> | null = null
  let retry: NodeJS.Timeout | null = null
  let announcing: Promise<void> | null = null
  let failures = 0
  let closed = false

  async function connect(): Promise<void> {
    const own = new Client({ ...config, application_name: 'sendoff-relay listener' })
    const lost = () => {
      if (client === own) client = null
      if (!closed && !retry) retry = setTimeout(reconnect, reconnectMs[Math.min(failures++, reconnectMs.length - 1)])
    }
    own.on('error', (error) => log.warn('the listening connection broke', { reason: error.message }))
    own.on('end', lost)
    own.on('notification', ({ payload }) => tell(Number(payload)))
    try {
      await own.connect()
      await own.query(`listen ${channel}`)
      client = own
      failures = 0
      // Something may have been stored while there was no connection.
      tell(null)
    } catch (error) {
      log.warn('cannot listen for stored events', { reason: error instanceof Error ? error.message : 'unknown' })
      await own.end().catch(() => undefined)
      lost()
    }
  }

  function reconnect(): void {
    retry = null
    connecting = connect()
  }
  reconnect()

  /** Sends announcements one after the other on the one connection; those added meanwhile go with the next. */
  async function announceGathered(): Promise<void> {
    while (toAnnounce.size > 0) {
      const ids = [...toAnnounce].map(String)
      toAnnounce.clear()
      // Lost announcements do no harm: waiting polls also look periodically.
      await client
        ?.query('select pg_notify($1, id) from unnest($2::text[]) as id', [channel, ids])
        .catch(() => undefined)
      await sleep(batchMs)
    }
    announcing = null
  }

  return {
    onStored: (listener) => void listeners.push(listener),
    announce(workspaceId) {
      tell(workspaceId)
      toAnnounce.add(workspaceId)
      announcing ??= announceGathered()
    },
    async close() {
      closed = true
      if (retry) clearTimeout(retry)
      await connecting
      await announcing
      await client?.end().catch(() => undefined)
    },
  }
}
