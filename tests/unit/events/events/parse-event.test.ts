import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventKey } from '#backend/events/events/event-key.ts'
import { safeReplyLink } from '#backend/events/events/reply-link.ts'
import { eventAliases, eventTypes, knownType, knownTypeOfCode } from '#shared/domain/events/event-types.ts'
import { isDeadLetter, type ParsedEvent, parseEvent } from '#shared/domain/events/parse-event.ts'

const base = {
  timestamp: '2026-10-02T21:43:10.000Z',
  event_type: 'reply_received',
  workspace: 'w',
  campaign_id: 'c',
  campaign_name: 'Q3',
  lead_email: ' Kai@Prospect.IO ',
  email_account: 'Me@acme.co',
}
const read = (fields: object, isLabel?: (text: string) => boolean) =>
  parseEvent(JSON.stringify({ ...base, ...fields }), { receivedAt: 5, ...(isLabel ? { isLabel } : {}) })
function parsed(fields: object): ParsedEvent {
  const event = read(fields)
  if (isDeadLetter(event)) throw new Error(event.dead)
  return event
}

test.each(['"timestamp":"2026-10-02T21:43:10.000Z",', ''])(
  'a payload nested without end is kept aside, and stops none after it: %s',
  (time) => {
    const raw = `{"event_type":"reply_received",${time}"lead_email":"kai@prospect.io","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    expect(parseEvent(raw, { receivedAt: 5 })).toEqual({ dead: 'not_json', raw })
  },
)

test.each(['"Kai" <kai@prospect.io>', 'mailto:Kai@Prospect.io', 'kai@prospect.io.', 'kai@prospect.io'])(
  'the lead of %s is the one an import would make of it',
  (email) => expect(parsed({ lead_email: email }).leadEmail).toBe('kai@prospect.io'),
)

describe('names', () => {
  test.each([
    ['email_link_clicked', 'link_clicked'],
    ['email_clicked', 'link_clicked'],
    ['email_unsubscribed', 'lead_unsubscribed'],
    ['email_spam_report', 'email_spam_report'],
    ['lead_completed', 'lead_completed'],
    ['lead_error', 'lead_error'],
    ['campaign_started', 'campaign_started'],
    ['campaign_paused', 'campaign_paused'],
    ['account_suspended', 'account_error'],
    ['Email Opened', 'email_opened'],
  ])('%s is %s', (name, type) => expect(knownType(name)).toBe(type))

  test('every type of the guide is known under its own name, with a number of its own', () => {
    const codes = Object.values(eventTypes).map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const [name, { code }] of Object.entries(eventTypes)) {
      expect(knownType(name)).toBe(name)
      expect(knownTypeOfCode(code)).toBe(name)
    }
  })

  test('no other name hides a type', () => {
    for (const name of Object.keys(eventAliases)) expect(Object.hasOwn(eventTypes, name)).toBe(false)
  })

  test('names of objects in JavaScript are no types', () => {
    for (const name of ['constructor', '__proto__', 'toString']) expect(knownType(name)).toBeNull()
  })
})

describe('reading', () => {
  test('the fields of a reply', () => {
    const event = parsed({
      email_id: 'm-1',
      step: 1,
      variant: '2',
      is_first: true,
      reply_text: 'Yes',
      unibox_url: 'https://app.instantly.ai/app/unibox?x',
      step_name: 'of the lead',
    })
    expect(event).toMatchObject({
      type: 'reply_received',
      at: Date.parse('2026-10-02T21:43:10.000Z'),
      leadEmail: 'kai@prospect.io',
      account: 'me@acme.co',
      emailId: 'm-1',
      step: 1,
      variant: 2,
      isFirst: true,
      replyText: 'Yes',
      timeless: false,
    })
  })

  test('a label of the workspace is one, any other name is unknown', () => {
    expect(read({ event_type: 'Asked for a pilot' }, (text) => text === 'Asked for a pilot')).toMatchObject({
      type: 'label',
      label: 'Asked for a pilot',
    })
    expect(read({ event_type: 'Asked for a pilot' })).toMatchObject({ type: 'unknown', label: null })
  })

  test('a label that is called like another name of a type stays a label, and opts nobody out', () => {
    expect(read({ event_type: 'Unsubscribed' }, () => true)).toMatchObject({ type: 'label', label: 'Unsubscribed' })
    expect(read({ event_type: 'lead_unsubscribed' }, () => true)).toMatchObject({ type: 'lead_unsubscribed' })
  })

  test.each([
    [{ timestamp: '2026-10-02T21:43:10' }, Date.parse('2026-10-02T21:43:10Z')],
    [{ timestamp: '2026-10-02 21:43:10' }, Date.parse('2026-10-02T21:43:10Z')],
    [{ timestamp: '2026-10-02T23:43:10+02:00' }, Date.parse('2026-10-02T21:43:10Z')],
    [{ timestamp: 1_790_977_390 }, 1_790_977_390_000],
    [{ timestamp: 1_790_977_390_123 }, 1_790_977_390_123],
    [{ timestamp: undefined }, 5],
  ])('a time of %j', (fields, at) => expect(parsed(fields).at).toBe(at))

  test('an event of a campaign or a mailbox needs no lead, one of a lead does', () => {
    expect(parsed({ event_type: 'campaign_completed', lead_email: undefined }).leadEmail).toBeNull()
    expect(read({ event_type: 'email_opened', lead_email: undefined })).toMatchObject({ dead: 'no_lead' })
  })

  test('whatever comes is an event or kept as it is, never an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((value) => JSON.stringify(value)),
        ),
        (raw) => {
          expect(parseEvent(raw, { receivedAt: 1 }).raw).toBe(raw)
        },
      ),
    )
  })
})

describe('what makes two one', () => {
  test('a mail by its id, whatever else is said of it', () => {
    const a = eventKey(parsed({ email_id: 'm-1', step: 1 }))
    const b = eventKey(parsed({ email_id: 'm-1', campaign_id: 'd', timestamp: '2026-10-02T21:43:15Z' }))
    expect(a).toEqual(b)
    expect(a.timed).toBe(false)
  })

  test.each([{ campaign_id: 'd' }, { email_id: 'm-2' }, { step: 2 }])('an open differs by %j', (fields) => {
    const open = { event_type: 'email_opened', email_id: 'm-1', step: 1 }
    expect(eventKey(parsed({ ...open, ...fields })).key).not.toBe(eventKey(parsed(open)).key)
  })

  test('errors of two mailboxes at the same moment are two', () => {
    const error = { event_type: 'account_error', lead_email: undefined }
    const other = { ...error, email_account: 'other@acme.co' }
    expect(eventKey(parsed(other)).key).not.toBe(eventKey(parsed(error)).key)
  })

  test('without a time the content is the key, in any order of its fields', () => {
    const event = { event_type: 'email_opened', timestamp: null }
    const a = eventKey(parsed({ ...event, x: 1, y: { b: 1, a: 2 } }))
    expect(a).toEqual(eventKey(parsed({ y: { a: 2, b: 1 }, x: 1, ...event })))
    expect(a.key).not.toBe(eventKey(parsed({ ...event, x: 2 })).key)
  })
})

test.each([
  ['https://app.instantly.ai/app/unibox?thread=1', true],
  ['https://app.instantly.ai', true],
  ['http://app.instantly.ai/app', false],
  ['https://app.instantly.ai.evil.example/', false],
  ['https://app.instantly.ai@evil.example/', false],
  ['https://app.instantly.ai\\@evil.example/', false],
  ['https://app.instantly.ai:8443/', false],
  ['javascript:alert(1)//https://app.instantly.ai/', false],
  ['https://app.instantly.ai/\n', false],
])('only Instantly itself is opened: %s', (url, opens) => expect(safeReplyLink(url) !== null).toBe(opens))
