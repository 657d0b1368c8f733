import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { unpackPage } from '#backend/events/relay/received.ts'
import { storedTimes } from '#shared/domain/core/days.ts'
import { type RelayPage, relayPage } from '#shared/relay-protocol.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const stream = '2f1f7c1e-6d0f-4a63-9d0c-1d3c1b7f0a11'
/** About 12 MB compressed to about 12 kB. */
const body = gzipSync(JSON.stringify({ event_type: 'email_opened', note: ' '.repeat(12_000_000) })).toString('base64')
const pageOf = (seqs: readonly number[], newest: number, packed = body): RelayPage => ({
  events: seqs.map((seq) => ({
    seq,
    receivedAt: '2026-10-02T08:00:00.000Z',
    headers: { 'content-encoding': 'gzip' },
    source: null,
    encoding: 'base64',
    body: packed,
  })),
  next: seqs.at(-1) ?? 0,
  more: false,
  position: { stream, newest, acknowledged: 0, forgottenThrough: 0, forgottenUnacknowledged: 0 },
})

it('Events that unpack to more than the memory holds are ingested in small groups, each once, none left out', () => {
  const newest = 20
  const taken: string[] = []
  let cursor = 0
  for (let more = true; more; ) {
    const seqs = Array.from({ length: newest - cursor }, (_, n) => cursor + n + 1)
    const { page, events } = unpackPage(pageOf(seqs, newest))
    expect(events.reduce((sum, { raw }) => sum + raw.length, 0)).toBeLessThan(70_000_000)
    expect(page.events.map(({ seq }) => String(seq))).toEqual(events.map(({ sourceId }) => sourceId))
    taken.push(...events.map(({ sourceId }) => sourceId ?? ''))
    cursor = page.next
    more = page.more
  }
  expect(taken).toEqual(Array.from({ length: newest }, (_, n) => String(n + 1)))
})

it('Bodies that unpack to more than is read count as much as they took, so that screens do not wait for hundreds', () => {
  const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024 + 1)).toString('base64')
  const broken = gzipSync(Buffer.alloc(15 * 1024 * 1024))
    .subarray(0, -9)
    .toString('base64')
  for (const packed of [bomb, broken]) {
    const { page, events } = unpackPage(pageOf([1, 2, 3, 4, 5, 6, 7, 8, 9], 9, packed))
    expect(events.length).toBeLessThan(6)
    expect(page).toMatchObject({ next: events.length, more: true })
  }
})

it('A page with millions of entries that are no events is refused without checking each', () => {
  const page = { ...pageOf([1], 1), events: Array.from({ length: 2_000_000 }, () => 0) }
  expect(threadCpuMs(() => expect(relayPage.safeParse(page).success).toBe(false))).toBeLessThan(10_000)
  expect(relayPage.safeParse(page).error?.issues).toHaveLength(1)
})

it.each([
  ['0000-01-01T00:00:00Z', storedTimes.from],
  ['9999-12-31T23:59:59.999Z', storedTimes.before - 1],
  ['2026-10-02T08:00:00Z', Date.UTC(2026, 9, 2, 8)],
])('An event a relay received at %s counts from a time the store accepts', (receivedAt, expected) => {
  const page = pageOf([1], 1)
  const { events } = unpackPage({ ...page, events: page.events.map((event) => ({ ...event, receivedAt })) })
  expect(events).toMatchObject([{ receivedAt: expected }])
})
