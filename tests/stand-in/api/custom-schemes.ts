/**
 * Handles the app's own schemes. Chromium accepts no new scheme from outside, so `app://bundle/x` is sent as
 * `https://bundle.app.localhost/x`, a separate secure origin that never reaches a network: every request is answered
 * here. The app sees only its own address.
 */
import { run } from '../run-state.ts'

type Handler = (request: Request) => Response | Promise<Response>
type Privileges = {
  readonly scheme: string
  readonly privileges?: { readonly standard?: boolean; readonly codeCache?: boolean }
}

const standard = new Set<string>()
const codeCached = new Set<string>()
const handlers = new Map<string, Handler>()

export const protocol = {
  registerSchemesAsPrivileged(list: readonly Privileges[]) {
    if (run.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of list) {
      if (privileges?.standard) standard.add(scheme)
      if (privileges?.codeCache) codeCached.add(scheme)
    }
  },
  handle(scheme: string, handler: Handler) {
    if (!standard.has(scheme)) throw new Error(`stand-in: only standard schemes are carried, not ${scheme}`)
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  unhandle: (scheme: string) => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
}

const schemeOf = (url: string) => url.slice(0, url.indexOf(':'))

export const handlerOf = (url: string): Handler | undefined => handlers.get(schemeOf(url))

/** Whether the compiled code of scripts at this address is kept. */
export const hasCodeCache = (url: string): boolean => codeCached.has(schemeOf(url))

/** Returns patterns of the requests that must be intercepted. */
export const webPatterns = (): string[] => [...standard].map((scheme) => `https://*.${scheme}.localhost/*`)

/** Converts the app's address to Chromium's. */
export function toWeb(url: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? []
  return scheme && standard.has(scheme) ? `https://${host}.${scheme}.localhost${rest || '/'}` : url
}

/** Converts Chromium's address to the app's. */
export function fromWeb(url: string): string {
  const [, host, scheme, rest] = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.localhost(.*)$/is.exec(url) ?? []
  return scheme && standard.has(scheme) ? `${scheme}://${host}${rest}` : url
}
