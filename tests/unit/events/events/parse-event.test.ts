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
  'an endlessly nested payload is set aside, and stops none after it: %s',
  (time) => {
    const raw = `{"event_type":"reply_received",${time}"lead_email":"kai@prospect.io","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    expect(parseEvent(raw, { receivedAt: 5 })).toEqual({ dead: 'not_json', raw })
  },
)

test.each(['"Kai" <kai@prospect.io>', 'mailto:Kai@Prospect.io', 'kai@prospect.io.', 'kai@prospect.io'])(
  'the lead of %s is the one an import would make of it',
  (email) => expect(parsed({ lead_email: email }).leadEmail).toBe('kai@prospect.io'),
)

describe('names of event types', () => {
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

  test('are known for every type of the guide, with a number of its own', () => {
    const codes = Object.values(eventTypes).map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const [name, { code }] of Object.entries(eventTypes)) {
      expect(knownType(name)).toBe(name)
      expect(knownTypeOfCode(code)).toBe(name)
    }
  })

  test('never hide another type', () => {
    for (const name of Object.keys(eventAliases)) expect(Object.hasOwn(eventTypes, name)).toBe(false)
  })

  test('do not include names of objects in JavaScript', () => {
    for (const name of ['constructor', '__proto__', 'toString']) expect(knownType(name)).toBeNull()
  })
})

describe('parsing an event', () => {
  test('reads the fields of a reply', () => {
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
      storedAt: null,
    })
  })

  test('recognises a label of the workspace, and treats any other name as unknown', () => {
    expect(read({ event_type: 'Asked for a pilot' }, (text) => text === 'Asked for a pilot')).toMatchObject({
      type: 'label',
      label: 'Asked for a pilot',
    })
    expect(read({ event_type: 'Asked for a pilot' })).toMatchObject({ type: 'unknown', label: null })
  })

  test('keeps a label that is named like a type a label, and opts nobody out', () => {
    expect(read({ event_type: 'Unsubscribed' }, () => true)).toMatchObject({ type: 'label', label: 'Unsubscribed' })
    expect(read({ event_type: 'lead_unsubscribed' }, () => true)).toMatchObject({ type: 'lead_unsubscribed' })
  })

  test.each([
    [{ timestamp: '2026-10-02T21:43:10' }, Date.parse('2026-10-02T21:43:10Z')],
    [{ timestamp: '2026-10-02 21:43:10' }, Date.parse('2026-10-02T21:43:10Z')],
    [{ timestamp: '2026-10-02T23:43:10+02:00' }, Date.parse('2026-10-02T21:43:10Z')],
    [{ timestamp: '2026-10-02 23:43:10.5+02' }, Date.parse('2026-10-02T21:43:10.500Z')],
    [{ timestamp: 1_790_977_390 }, 1_790_977_390_000],
    [{ timestamp: 1_790_977_390_123 }, 1_790_977_390_123],
    [{ timestamp: undefined }, 5],
  ])('reads a time of %j', (fields, at) => expect(parsed(fields).at).toBe(at))

  test('needs no lead for an event of a campaign or mailbox, but for one of a lead', () => {
    expect(parsed({ event_type: 'campaign_completed', lead_email: undefined }).leadEmail).toBeNull()
    expect(read({ event_type: 'email_opened', lead_email: undefined })).toMatchObject({ dead: 'no_lead' })
  })

  test('returns an event or keeps the input, and never throws', () => {
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

describe('identical events', () => {
  test('are mails with the same id, whatever else they say', () => {
    const a = eventKey(parsed({ email_id: 'm-1', step: 1 }))
    const b = eventKey(parsed({ email_id: 'm-1', campaign_id: 'd', timestamp: '2026-10-02T21:43:15Z' }))
    expect(a).toEqual(b)
    expect(a.timed).toBe(false)
  })

  test.each([{ campaign_id: 'd' }, { email_id: 'm-2' }, { step: 2 }])(
    'do not include an open that differs by %j',
    (fields) => {
      const open = { event_type: 'email_opened', email_id: 'm-1', step: 1 }
      expect(eventKey(parsed({ ...open, ...fields })).key).not.toBe(eventKey(parsed(open)).key)
    },
  )

  test('do not include errors of two mailboxes at the same moment', () => {
    const error = { event_type: 'account_error', lead_email: undefined }
    const other = { ...error, email_account: 'other@acme.co' }
    expect(eventKey(parsed(other)).key).not.toBe(eventKey(parsed(error)).key)
  })

  test('are found by content without a time, in any order of fields', () => {
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
])('Only Instantly itself is opened: %s', (url, opens) => expect(safeReplyLink(url) !== null).toBe(opens))
