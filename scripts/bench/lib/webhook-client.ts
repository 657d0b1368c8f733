/** Posts webhooks over bare sockets, so that the cost of the client is not measured. */
import net from 'node:net'
import { type RelayEvent, type RelayPage, webhookSettingsOf } from '#shared/relay-protocol.ts'

export type Target = { readonly url: string; readonly token: string }

type Connection = { readonly socket: net.Socket; done: ((ok: boolean) => void) | null; text: string }

export type WebhookClient = {
  connect(count: number): Promise<void>
  /** Resolves with the milliseconds until the answer; null if it was not 200 or never came. */
  post(body: string): Promise<number | null>
  close(): void
}

/** Never waits for an answer before it sends: if no connection is free, it opens one. */
export function createWebhookClient(target: Target): WebhookClient {
  const { hostname, port } = new URL(target.url)
  const webhook = webhookSettingsOf(target.url, target.token)
  if (!webhook) throw new Error('not a token')
  const headers = Object.entries(webhook.headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `POST ${new URL(webhook.url).pathname} HTTP/1.1\r\nhost: relay\r\ncontent-type: application/json\r\n${headers.join('')}content-length: `
  const free: Connection[] = []
  const all = new Set<Connection>()

  function open(): Connection {
    const connection: Connection = { socket: net.connect(Number(port), hostname), done: null, text: '' }
    all.add(connection)
    connection.socket.setNoDelay(true)
    const end = () => {
      all.delete(connection)
      const place = free.indexOf(connection)
      if (place !== -1) free.splice(place, 1)
      connection.done?.(false)
      connection.done = null
    }
    connection.socket.on('error', end)
    connection.socket.on('close', end)
    connection.socket.on('data', (chunk) => {
      // Data without a pending request: the relay closes connections that were never used.
      if (!connection.done) return
      connection.text += chunk.toString('latin1')
      const bodyAt = connection.text.indexOf('\r\n\r\n') + 4
      if (bodyAt < 4) return
      const length = Number(/^content-length: (\d+)/im.exec(connection.text)?.[1])
      if (connection.text.length - bodyAt < length) return
      const { done, text } = connection
      connection.text = ''
      connection.done = null
      free.push(connection)
      done?.(text.startsWith('HTTP/1.1 200 '))
    })
    return connection
  }

  return {
    async connect(count) {
      const opened = Array.from({ length: count }, open)
      await Promise.all(opened.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))))
      free.push(...opened)
    },
    post(body) {
      const request = `${head}${Buffer.byteLength(body)}\r\n\r\n${body}`
      // The connection unused for the longest, so that all stay in use and the relay closes none.
      const connection = free.shift() ?? open()
      const startedAt = performance.now()
      return new Promise((resolve) => {
        connection.done = (ok) => resolve(ok ? performance.now() - startedAt : null)
        connection.socket.write(request)
      })
    },
    close() {
      for (const { socket } of all) socket.destroy()
    },
  }
}

/** Returns all events the relay holds, by polling it. */
export async function readAll({ url, token }: Target): Promise<RelayEvent[]> {
  const events: RelayEvent[] = []
  for (;;) {
    const answer = await fetch(`${url}/v1/events?limit=1000&after=${events.at(-1)?.seq ?? 0}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const page = (await answer.json()) as RelayPage
    events.push(...page.events)
    if (!page.more) return events
  }
}
