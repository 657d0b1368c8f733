import { describe, expect, it } from 'vitest'
import { isPrivateAddress } from '#backend/core/lib/private-network.ts'

describe('an address from outside', () => {
  it.each([
    ['this machine', '127.0.0.1', '127.255.255.254', '0.0.0.0', '::1', '::', '0:0:0:0:0:0:0:1'],
    ['private networks', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
    ['the local network', '169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'fec0::1'],
    ['a provider’s own network', '100.64.0.1', '100.127.255.255'],
    ['tests and documentation', '192.0.2.1', '198.18.0.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '3fff::1'],
    ['what is reserved', '192.0.0.1', '240.0.0.1', '255.255.255.255', '100::1', '5f00::1', '4000::1'],
    ['many at once', '224.0.0.1', '239.1.2.3', 'ff02::1'],
    ['IPv4 inside IPv6', '::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:a00:1', '::127.0.0.1', '::7f00:1'],
    ['IPv4 by translation', '64:ff9b::7f00:1', '64:ff9b:1::a00:1', '::ffff:0:7f00:1'],
    ['IPv4 by tunnels', '2002:7f00:1::', '2002:c0a8:101::1', '2001:0:7f00:1::1'],
    ['an invalid address', '', 'localhost', '127.1', '0x7f.0.0.1', '2130706433', '1.2.3.4.5', '::g'],
  ])('does not lead to %s', (_what, ...addresses) => {
    for (const address of addresses) expect([address, isPrivateAddress(address)]).toEqual([address, true])
  })

  it('may lead to public servers', () => {
    for (const address of [
      '1.1.1.1',
      '93.184.215.14',
      '172.32.0.1',
      '100.128.0.1',
      '2606:4700::1111',
      '2a00:1450::8a',
    ]) {
      expect([address, isPrivateAddress(address)]).toEqual([address, false])
    }
  })
})
