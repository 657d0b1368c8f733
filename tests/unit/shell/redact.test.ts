import { describe, expect, test } from 'vitest'
import { formatLine, redactText } from '../../../src/main/shell/redact.ts'

/** Made up, in the form of a real key: base64 of an id and a random word. */
const keyLike = 'MDE5MmFiMTItMzQ1Ni03ODkwLWFiY2QtZWYwMTIzNDU2Nzg5OkZha2VGYWtlRmFrZQ=='

const line = (message: string, data?: Record<string, unknown>) =>
  formatLine({ at: '2026-11-20T08:00:00.000Z', level: 'info', scope: 'test', message, ...(data ? { data } : {}) })

describe('no secret reaches the log', () => {
  test.each([
    ['a header', `Authorization: Bearer ${keyLike}`],
    ['a bearer in a sentence', `sent with bearer ${keyLike}, refused`],
    ['a short bearer', 'Bearer abc123'],
    ['a query', `GET /api/v2/campaigns?api_key=${keyLike}&limit=100`],
    ['a short key in a query', 'GET /x?key=abc123&limit=1'],
    ['a bare key', `tried ${keyLike} and failed`],
    ['a base64 key with slashes', 'Zm9v/YmFyYmF6cXV4MTIz+NDU2Nzg5MGFiY2RlZg/Z2hpamtsbW5vcA=='],
    ['a hash', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['a key in JSON', `{"apiKey":"abc123","token": "def456"}`],
    ['a passphrase', 'passphrase=abc123'],
    ['tokens of a CRM', '{"access_token":"00D!abc123","client_secret": "def456"}'],
    ['a password in an address', 'connecting to postgres://postgres:abc123@db.example.co:5432/postgres'],
    ['one that holds an @ and a slash', 'postgres://postgres:abc123@x/def456@db.example.co:5432/postgres'],
    ['a proxy with a password', 'http_proxy=http://agency:abc123@proxy.example:3128'],
  ])('%s', (_what, text) => {
    const written = redactText(text)
    expect(written).toContain('[redacted]')
    for (const secret of [keyLike, keyLike.slice(0, 20), 'abc123', 'def456', 'YmFyYmF6', 'e3b0c442'])
      expect(written).not.toContain(secret)
  })

  test("facts under a secret's name, however deep, and every body", () => {
    const written = line('call', {
      apiKey: 'abc123',
      nested: { headers: { authorization: 'x' }, list: [{ token: 'def456', password: 'ghi789' }] },
      requestBody: '{"email":"ana@example.com"}',
      body: { email: 'ana@example.com' },
      bytes: new Uint8Array([1, 2, 3]),
      error: new Error(`refused ${keyLike}`),
    })
    for (const secret of ['abc123', 'def456', 'ghi789', 'ana@example.com', keyLike])
      expect(written).not.toContain(secret)
  })
})

describe('what helps to find a fault is kept', () => {
  test.each([
    'GET /api/v2/campaigns/0192ab12-3456-7890-abcd-ef0123456789/analytics',
    '/home/operator/Documents/Clients/northwind_outreach_2026/leads-of-march.csv',
    'C:\\Users\\operator\\Documents\\leads.csv',
    'the keyboard shortcut was monkey=fine',
    'GET https://api.example.co/v2/accounts',
    'SQLITE_CONSTRAINT_FOREIGNKEY in lists_workspace_id_archived_index',
    'export 12: batch 3 of 40 sent, 1000 leads in 152 ms',
  ])('%s', (text) => {
    expect(redactText(text)).toBe(text)
  })
})

test('A hostile text cannot forge a second line', () => {
  const written = line('header "x\n2026-11-20T08:00:00.000Z ERROR shell: forged"\u2028 end', { name: 'a\nb' })
  expect(written.match(/\n/g)).toHaveLength(1)
  expect(written.endsWith('\n')).toBe(true)
})

test('A huge text and a cycle are cut without a crash', () => {
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  expect(line('x'.repeat(1_000_000), { circle }).length).toBeLessThan(6000)
})

test.each([
  ['a key', 'ZGVhZGJlZWYtMTIzNC00YjVjLTlkOGUtMWYyYTNiNGM1ZDZlOnNlY3JldA=='],
  ['the password of a database', 'postgres://postgres:Tr0ub4dor&3@db.example/postgres'],
])('A long text is cut so that no part of %s is kept', (_what, secret) => {
  for (let before = 3_900; before <= 4_000; before += 1)
    expect(redactText(`${'word '.repeat(before / 5)}${'x'.repeat(before % 5)} ${secret} and more`)).not.toMatch(
      /ZGVhZ|Tr0u/,
    )
})
