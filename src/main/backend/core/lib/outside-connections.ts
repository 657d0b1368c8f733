/** Connections to addresses that others wrote: through the proxy of the environment, never into a private network. */
import type { lookup } from 'node:dns'
import type { Dispatcher } from 'undici'
import { hostOf, outsideLookup, PrivateNetwork } from './private-network.ts'
import { type Environment, proxyAgent } from './proxies.ts'

export type Outside = {
  readonly url: URL
  /** The operator named the address as one of their own network: then it is reached directly. */
  readonly privateNetwork: boolean
  /** Tests bring their own names, and their own proxy. */
  readonly resolve?: typeof lookup
  readonly environment?: Environment
}

/** `assertAllowed` comes before each request: PrivateNetwork. */
export async function openOutside(to: Outside, timeoutMs: number) {
  const undici = await import('undici')
  const { privateNetwork, resolve, environment = process.env } = to
  const guard = privateNetwork ? {} : { lookup: outsideLookup(resolve) }
  const options = { connect: { timeout: 10_000, ...guard }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs }
  const proxied = privateNetwork ? null : proxyAgent(undici, environment, options)
  const dispatcher: Dispatcher = proxied ?? new undici.Agent(options)
  return { dispatcher, assertAllowed: async () => (proxied ? assertOutside(to) : undefined) }
}

/** A proxy looks names up itself; what this machine knows to be inside does not go to it. */
function assertOutside({ url, resolve }: Outside): Promise<void> {
  return new Promise((done, refuse) => {
    outsideLookup(resolve)(hostOf(url), {}, (error) => (error instanceof PrivateNetwork ? refuse(error) : done()))
  })
}
