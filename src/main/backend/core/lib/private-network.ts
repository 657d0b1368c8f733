/** Keeps requests to addresses that others wrote out of this machine and its network. */
import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(net, bits, 'ipv4')
}
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(net, bits, 'ipv6')
}

/** Whether an IP address leads to this machine, its network or nowhere public. Also true for what is no IP address. */
export function isInside(ip: string): boolean {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(ip)?.[1] ?? ip
  const family = isIP(mapped)
  if (family === 0) return true
  // IPv4 written as ::ffff:7f00:1: no server in public is named so.
  if (family === 6 && /^(?:0*:)*:?ffff:/i.test(mapped)) return true
  return inside.check(mapped, family === 4 ? 'ipv4' : 'ipv6')
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
