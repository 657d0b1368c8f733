/** The machine around the app: power, network, displays. Emits nothing here; tests emit what they need. */
import { EventEmitter } from 'node:events'
import http from 'node:http'
import https from 'node:https'

export const powerMonitor = new EventEmitter()

/**
 * Counts power save blockers; the machine would not sleep anyway. Exported because the type of `electron` names it.
 * @public
 */
export class PowerSaveBlocker {
  #lastId = 0
  readonly #started = new Set<number>()

  start(type: string): number {
    if (type !== 'prevent-app-suspension' && type !== 'prevent-display-sleep')
      throw new TypeError(`powerSaveBlocker cannot ${type}`)
    this.#lastId += 1
    this.#started.add(this.#lastId)
    return this.#lastId
  }
  stop(id: number): boolean {
    return this.#started.delete(id)
  }
  isStarted = (id: number): boolean => this.#started.has(id)
}
export const powerSaveBlocker = new PowerSaveBlocker()

type RequestOptions = http.RequestOptions & { readonly url?: string }

/**
 * Electron's `net.request` uses Chromium's network; this uses Node's. Redirects are reported, never followed.
 * `STANDIN_PROXY` is the system's proxy, for addresses without TLS.
 */
function request(given: RequestOptions): http.ClientRequest {
  const options = throughProxy(given)
  const { url, session: _session, redirect: _redirect, ...rest } = options as RequestOptions & Record<string, unknown>
  const secure = (url ?? rest.protocol ?? '').startsWith('https')
  const asked = url ? (secure ? https : http).request(url, rest) : (secure ? https : http).request(rest)
  asked.prependListener('response', (response) => {
    const { statusCode = 0, headers } = response
    if (statusCode >= 300 && statusCode < 400 && headers.location)
      asked.emit('redirect', statusCode, asked.method, new URL(headers.location, url).href, headers)
  })
  return asked
}

/** Addresses the request to the proxy, with the full URL as the path. */
function throughProxy(options: RequestOptions): RequestOptions {
  const proxy = process.env['STANDIN_PROXY']
  const { protocol = 'http:', hostname, host, port, path: pathname = '/' } = options
  const url = options.url ?? `${protocol}//${hostname ?? host}${port ? `:${port}` : ''}${pathname}`
  if (!proxy || !url.startsWith('http:')) return options
  const { hostname: at, port: atPort } = new URL(proxy)
  const { url: _url, host: _host, ...rest } = options
  return { ...rest, protocol: 'http:', hostname: at, port: atPort, path: url }
}

export const net = { isOnline: () => true, request }

/** The system's own updater of macOS and Windows, which is only notified that the app quits for an update. */
export const autoUpdater = new EventEmitter()

/** Chromium reports crashes itself, so there is nothing to start. */
export const crashReporter = { start(): void {} }

const display = {
  id: 1,
  scaleFactor: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1080 },
}
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
})
