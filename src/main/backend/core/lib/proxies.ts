/** Connects through the proxy set in Sendoff's environment. */

import type { EnvHttpProxyAgent, RequestInit as UndiciInit } from 'undici'
import { isThisComputer } from '#shared/domain/core/this-computer.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Returns connections through the environment's proxies; null if none, or one is invalid (then calls `unusable`). */
export function proxyAgent(
  undici: Pick<typeof import('undici'), 'EnvHttpProxyAgent'>,
  environment: Environment,
  options: EnvHttpProxyAgent.Options,
  unusable?: () => void,
): EnvHttpProxyAgent | null {
  const pick = (name: string) => environment[name.toLowerCase()] ?? environment[name.toUpperCase()] ?? ''
  const [httpProxy, httpsProxy] = [pick('http_proxy'), pick('https_proxy')].map(plainAddress)
  if (!httpProxy && !httpsProxy) return null
  try {
    return new undici.EnvHttpProxyAgent({
      ...options,
      httpProxy: httpProxy ?? '',
      httpsProxy: httpsProxy ?? '',
      noProxy: pick('no_proxy'),
    })
  } catch {
    unusable?.()
    return null
  }
}

/** Returns a fetch through the environment's proxies if one is set, but never for this computer. */
export async function fetchThroughProxy(origin: string, environment: Environment): Promise<typeof fetch> {
  if (isThisComputer(new URL(origin).hostname)) return fetch
  const undici = await import('undici')
  const dispatcher = proxyAgent(undici, environment, { connect: { timeout: 10_000 } })
  if (!dispatcher) return fetch
  // undici's own fetch, because the built-in one may not work with connections of another undici version.
  const send: unknown = (address: string, init?: UndiciInit) => undici.fetch(address, { ...init, dispatcher })
  return send as typeof fetch
}

/** Returns the address with name and password that can be decoded: an unencoded percent sign stands for itself. */
function plainAddress(address: string): string {
  const url = URL.parse(address)
  if (!url) return address
  url.username = decodable(url.username)
  url.password = decodable(url.password)
  return url.href
}

function decodable(text: string): string {
  const ways = [text, text.replaceAll(/%(?![0-9a-f]{2})/gi, '%25'), text.replaceAll('%', '%25')]
  return ways.find(isDecodable) ?? text
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
