/** Keeps requests to addresses entered by others from reaching this machine and its network. */
import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** The whole public range of IPv6. */
const publicIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an IP address leads to this machine, its network or another non-public range, including IPv4 embedded in
 * IPv6. Also true for texts that are not IP addresses.
 */
export function isPrivateAddress(ip: string): boolean {
  // The library accepts more notations than a connection does, such as 127.1.
  if (isIP(ip) === 0) return true
  const address = ipaddr.parse(ip)
  return address.range() !== 'unicast' || (address instanceof ipaddr.IPv6 && !address.match(publicIpv6))
}

/** Returns the host of an address in the form `isIP` accepts: IPv6 without brackets. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** A host name resolved to a private network. */
export class PrivateNetworkError extends Error {}

/**
 * Creates a lookup for connections that resolves a name once, when connecting, so that no second answer can lead
 * elsewhere. Fails with PrivateNetwork if any of the addresses is private.
 */
export const createPublicLookup =
  (resolve: typeof lookup = lookup): LookupFunction =>
  (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 4)
      const [first] = found
      if (first === undefined || found.some(({ address }) => isPrivateAddress(address))) {
        return done(new PrivateNetworkError('private network'), '', 4)
      }
      return options.all ? done(null, [...found]) : done(null, first.address, first.family)
    })
  }

/**
 * Parses an address entered by the operator: https, or http if they allowed this computer or a private network, without
 * a user name or password. Throws what `refuse` makes of the reason otherwise.
 */
export function parseOutsideAddress(pasted: string, privateNetwork: boolean, refuse: (reason: string) => Error): URL {
  const url = URL.parse(pasted.trim())
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refuse('form')
  if (url.username !== '' || url.password !== '') throw refuse('password')
  const host = hostOf(url)
  const within = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isPrivateAddress(host))
  if (within && !privateNetwork) throw refuse('private')
  if (url.protocol === 'http:' && !(within && privateNetwork)) throw refuse('https')
  return url
}

/** Why a connection to such an address failed. */
export function connectionProblemOf(error: unknown, timedOut: boolean): 'private_network' | 'timeout' | 'unreachable' {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PrivateNetworkError) return 'private_network'
    if (/timeout/i.test(cause.name) || ('code' in cause && /TIMEOUT/.test(String(cause.code)))) return 'timeout'
  }
  return timedOut ? 'timeout' : 'unreachable'
}
