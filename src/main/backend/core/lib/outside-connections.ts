/** Connects to addresses entered by others: through the environment's proxy, never into a private network. */
import type { lookup } from 'node:dns'
import type { Dispatcher } from 'undici'
import { createPublicLookup, hostOf, PrivateNetworkError } from './private-network.ts'
import { type Environment, proxyAgent } from './proxies.ts'

export type OutsideTarget = {
  readonly url: URL
  /** The operator marked the address as being in their own network, so it is connected to directly. */
  readonly privateNetwork: boolean
  /** Tests provide their own name resolution and proxy. */
  readonly resolve?: typeof lookup
  readonly environment?: Environment
}

/** Opens the connections. `assertAllowed` must be called before each request; it throws PrivateNetwork. */
export async function openOutsideConnection(to: OutsideTarget, timeoutMs: number) {
  const undici = await import('undici')
  const { privateNetwork, resolve, environment = process.env } = to
  const guard = privateNetwork ? {} : { lookup: createPublicLookup(resolve) }
  const options = { connect: { timeout: 10_000, ...guard }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs }
  const proxied = privateNetwork ? null : proxyAgent(undici, environment, options)
  const dispatcher: Dispatcher = proxied ?? new undici.Agent(options)
  return { dispatcher, assertAllowed: async () => (proxied ? assertOutside(to) : undefined) }
}

/** A proxy resolves names itself, so names that this machine resolves to private addresses are not sent to it. */
function assertOutside({ url, resolve }: OutsideTarget): Promise<void> {
  return new Promise((done, refuse) => {
    createPublicLookup(resolve)(hostOf(url), {}, (error) =>
      error instanceof PrivateNetworkError ? refuse(error) : done(),
    )
  })
}
