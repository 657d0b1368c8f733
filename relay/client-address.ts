import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * Returns the client's address. The last entry of X-Forwarded-For, which the proxy itself added, is trusted only from
 * this machine and from `trustedProxies`. IPv6 counts by /64, because whoever has one address there has all.
 */
export function clientAddress(incoming: IncomingMessage, trustedProxies: readonly string[]): string {
  const direct = unmapAddress(incoming.socket.remoteAddress ?? '')
  if (!isLoopback(direct) && !trustedProxies.includes(direct)) return network(direct)
  const header = incoming.headers['x-forwarded-for']
  const forwarded = unmapAddress(
    (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').at(-1)?.trim() ?? '',
  )
  return network(isIP(forwarded) ? forwarded : direct)
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

export function unmapAddress(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}

function network(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - last.length }, () => '0')
  return `${[...groups, ...zeros, ...last].slice(0, 4).join(':')}::/64`
}
