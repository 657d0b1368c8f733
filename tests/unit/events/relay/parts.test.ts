import type { IncomingMessage } from 'node:http'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { answerLimits } from '#shared/domain/core/reading-limits.ts'
import { createLogger, type LogLine } from '#shared/log.ts'
import { joinRelayToken, splitRelayToken, webhookSettingsOf } from '#shared/relay-protocol.ts'
import { clientAddress } from '../../../../relay/client-address.ts'
import { readConfig } from '../../../../relay/config.ts'
import { createRateLimit } from '../../../../relay/rate-limit.ts'
import { createRefusalLog } from '../../../../relay/refusal-log.ts'
import { hashesOf, newToken } from '../../../../relay/secrets.ts'
import { createGroupCommit } from '../../../../relay/store/group-commit.ts'

describe('a relay token', () => {
  it('contains the webhook’s address and secret, and parts that reveal nothing of each other', () => {
    const token = newToken()
    const parts = splitRelayToken(token)
    expect(parts && joinRelayToken(parts)).toBe(token)
    expect(webhookSettingsOf('https://relay.example/base/', token)).toEqual({
      url: `https://relay.example/base/hook/${parts?.path}`,
      headers: { 'x-sendoff-secret': parts?.secret },
    })
    expect(new Set([parts?.path, parts?.secret, parts?.reading, ...newToken().split('.').slice(1)]).size).toBe(6)
  })

  it('is recognised as invalid if it is', () => {
    for (const text of [
      '',
      'rly1.a.b.c',
      newToken().slice(0, -1),
      `${newToken()}x`,
      newToken().replace('rly1', 'rly2'),
    ]) {
      expect([text, splitRelayToken(text), webhookSettingsOf('https://relay.example', text)]).toEqual([
        text,
        null,
        null,
      ])
      expect(() => hashesOf(text)).toThrow()
    }
  })
})

describe('the workspace of a request', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    ({
      socket: { remoteAddress },
      headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
    }) as unknown as IncomingMessage

  it.each([
    ['a stranger’s header is ignored', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['this machine’s proxy is trusted for the entry it added', '127.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['a configured proxy is trusted too', '10.0.0.2', '203.0.113.7', '203.0.113.7'],
    ['nonsense is not', '127.0.0.1', 'unknown', '127.0.0.1'],
    ['IPv4 in IPv6 is IPv4', '::ffff:203.0.113.5', undefined, '203.0.113.5'],
    ['IPv6 counts by its network', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    ['shortened or not', '2001:db8::6', undefined, '2001:db8:0:0::/64'],
  ])('%s', (_what, remote, forwarded, address) => {
    expect(clientAddress(from(remote, forwarded), ['10.0.0.2'])).toBe(address)
  })
})

describe('a rate limit', () => {
  it('lets a burst pass, then its rate, and says how long to wait', () => {
    let now = 0
    const limit = createRateLimit({ perSecond: 2, burst: 3 }, () => now)
    expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([
      0, 0, 0, 500, 0,
    ])
    now = 500
    expect([limit.take('a'), limit.take('a')]).toEqual([0, 500])
    now = 1e9
    expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 0, 500])
  })

  it('with too many addresses keeps limiting the newest', () => {
    const limit = createRateLimit({ perSecond: 0.001, burst: 1 }, () => 0, 10)
    for (let n = 0; n < 1_000; n += 1) expect(limit.take(`address ${n}`)).toBe(0)
    expect(limit.take('address 999')).toBeGreaterThan(0)
  })
})

it('The relay reports a refusal again after a minute, whatever the clock', () => {
  const elapsed = vi.spyOn(performance, 'now').mockReturnValue(1_000)
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  onTestFinished(() => elapsed.mockRestore())
  const lines: LogLine[] = []
  const say = createRefusalLog(createLogger('relay', (line) => lines.push(line)))
  say('INVALID_TOKEN', null)
  vi.setSystemTime(Date.now() - 86_400_000)
  elapsed.mockReturnValue(60_999)
  say('INVALID_TOKEN', null)
  expect(lines).toHaveLength(1)
  elapsed.mockReturnValue(61_000)
  say('INVALID_TOKEN', null)
  expect(lines).toHaveLength(2)
})

describe('settings of the relay', () => {
  it('never allow a body larger than an answer the app can read', () => {
    expect(readConfig({ RELAY_BODY_LIMIT_MB: '10' }).bodyLimit * 6).toBeLessThan(answerLimits.relay)
    expect(() => readConfig({ RELAY_BODY_LIMIT_MB: '11' })).toThrow(/RELAY_BODY_LIMIT_MB/)
  })

  it.each(['part@w0rd/rest', 'w0rd#rest', 'w0rd?rest', 'w0rd/rest'])(
    'refuse a password with address characters, %s, without revealing any of it',
    (password) => {
      const read = () => readConfig({ DATABASE_URL: `postgresql://user:${password}@127.0.0.1:1/db` })
      expect(read).toThrow(/DATABASE_URL/)
      expect(read).not.toThrow(/part|w0rd|rest/)
      expect(() =>
        readConfig({ DATABASE_URL: `postgresql://user:${encodeURIComponent(password)}@127.0.0.1:1/db` }),
      ).not.toThrow()
    },
  )
})

describe('a group commit', () => {
  it("answers nobody before its group's commit, and everybody of a failed group with the failure", async () => {
    const written: number[][] = []
    const commits = createGroupCommit<number, string>(async (batch) => {
      written.push([...batch])
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (batch.includes(13)) throw new Error('disk full')
      return `commit ${written.length}`
    }, 3)
    const done = await Promise.allSettled([1, 2, 3, 13, 5].map((n) => commits.add(n)))
    expect(written).toEqual([
      [1, 2, 3],
      [13, 5],
    ])
    expect(done.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      ...Array(3).fill('commit 1'),
      ...Array(2).fill('Error: disk full'),
    ])
    expect(await commits.add(6)).toBe('commit 3')
  })

  it('is one for a burst of new connections, of which Node accepts one in a turn', async () => {
    const written: number[][] = []
    const commits = createGroupCommit<number, void>(
      (batch) => void written.push([...batch]),
      1_000,
      () => 0,
    )
    const answered: Promise<void>[] = []
    for (const n of [1, 2, 3, 4, 5]) {
      answered.push(commits.add(n))
      await new Promise((resolve) => setImmediate(resolve))
      // Every second turn brings nothing.
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(answered)
    expect(written).toEqual([[1, 2, 3, 4, 5]])
  })
})
