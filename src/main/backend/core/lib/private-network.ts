/** Keeps requests to addresses that others wrote out of this machine and its network. */
import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** All of IPv6 that is given out to the public. */
const publicIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an IP address leads to this machine, its network or nowhere public, also by way of IPv4 inside IPv6. Also true for
 * what is no IP address.
 */
export function isInside(ip: string): boolean {
  // The library takes more for an address than a connection does, such as 127.1.
  if (isIP(ip) === 0) return true
  const address = ipaddr.parse(ip)
  return address.range() !== 'unicast' || (address instanceof ipaddr.IPv6 && !address.match(publicIpv6))
}

/** The host of an address as `isIP` reads it: IPv6 without its brackets. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** A name was to lead into a private network. */
export class PrivateNetwork extends Error {}

/**
 * For connections: looks a name up once, at the moment of connecting, so that no second answer can lead elsewhere. One
 * address inside spoils the name: PrivateNetwork.
 */
export const outsideLookup =
  (resolve: typeof lookup = lookup): LookupFunction =>
  (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 4)
      const [first] = found
      if (first === undefined || found.some(({ address }) => isInside(address))) {
        return done(new PrivateNetwork('private network'), '', 4)
      }
      return options.all ? done(null, [...found]) : done(null, first.address, first.family)
    })
  }
