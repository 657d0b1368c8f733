import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'
import type { Logger } from '#shared/log.ts'

const channel = 'sendoff_relay'
/** Announcements of a workspace closer together than this are one. */
const gatherMs = 10
const reconnectMs = [500, 1_000, 2_000, 5_000] as const

type Listener = (workspaceId: number | null) => void

export type StoredListener = {
  onStored(listener: Listener): void
  /** Tells this relay at once and the others soon. After the commit, so that no commit waits for it. */
  announce(workspaceId: number): void
  close(): Promise<void>
}

/** Connects by itself, again and again. While it has no connection the polls' own looking again has to do. */
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
      // Something may have been stored while nobody listened.
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

  /** One after the other on the one connection; what comes meanwhile goes with the next. */
  async function announceGathered(): Promise<void> {
    while (toAnnounce.size > 0) {
      const ids = [...toAnnounce].map(String)
      toAnnounce.clear()
      // Lost announcements do no harm: waiting polls look again by themselves.
      await client
        ?.query('select pg_notify($1, id) from unnest($2::text[]) as id', [channel, ids])
        .catch(() => undefined)
      await sleep(gatherMs)
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
