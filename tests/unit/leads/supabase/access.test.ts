import { describe, expect, it } from 'vitest'
import { keyKindOf, projectOrigin, splitAccess } from '#backend/leads/supabase/access.ts'
import { connectionOptions } from '#backend/leads/supabase/connection-options.ts'
import { parseExactly } from '#backend/leads/supabase/exact-json.ts'
import { questionOf } from '#backend/leads/supabase/seen-rows.ts'
import { leavesCertificateUnchecked } from '#shared/domain/leads/supabase/certificate.ts'
import { AppError } from '#shared/errors.ts'

describe('a pasted project address is recognised', () => {
  const ref = 'abcdefghijklmnopqrst'
  it.each([
    ref,
    `https://${ref}.supabase.co`,
    `${ref}.supabase.co/`,
    `https://${ref}.supabase.co/rest/v1/leads?select=*`,
    `https://supabase.com/dashboard/project/${ref}/settings/api`,
  ])('%s', (pasted) => expect(projectOrigin(pasted)).toBe(`https://${ref}.supabase.co`))

  it('an own server needs https, except on this machine', () => {
    expect(projectOrigin('db.agency.example:8443')).toBe('https://db.agency.example:8443')
    expect(projectOrigin('http://127.0.0.1:54321')).toBe('http://127.0.0.1:54321')
    for (const unsafe of [
      'http://db.agency.example',
      'http://127.0.0.1.evil.example',
      'https://a:b@c.example',
      'x',
      '',
    ]) {
      expect(() => projectOrigin(unsafe)).toThrow(AppError)
    }
  })
})

it('The kind of a key is recognised by its form', () => {
  const token = (role: string) =>
    `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ role })).toString('base64url')}.x`
  expect(keyKindOf('sb_publishable_abc')).toBe('publishable')
  expect(keyKindOf('sb_secret_abc')).toBe('secret')
  expect(keyKindOf(token('anon'))).toBe('anon')
  expect(keyKindOf(token('service_role'))).toBe('service_role')
  expect(keyKindOf(token('root'))).toBe('unknown')
  expect(keyKindOf('not.a.token')).toBe('unknown')
})

it.each(['sb_secret_ abc', 'clé_secrète', 'short', 'Bearer abcdefgh'])(
  'what cannot be a key is named as one: %s',
  (key) => {
    const access = { kind: 'project', address: 'https://db.agency.example', key } as const
    expect(() => splitAccess(access)).toThrow(expect.objectContaining({ code: 'SUPABASE_REFUSED' }))
  },
)

describe('a connection string', () => {
  const ssl = (text: string) => connectionOptions(text).ssl
  it('is encrypted except on this machine, and checks the certificate unless told not to', () => {
    expect(ssl('postgresql://u:p@db.example:5432/postgres')).toEqual({ rejectUnauthorized: true })
    expect(ssl('postgresql://u:p@db.example/postgres?sslmode=require')).toEqual({ rejectUnauthorized: false })
    expect(ssl('postgresql://u:p@db.example/postgres?sslmode=disable')).toEqual({ rejectUnauthorized: true })
    expect(ssl('postgresql://u:p@localhost/postgres')).toBe(false)
  })
  it.each([
    'postgresql://u:p@ss/word@db.example:5432/postgres',
    'postgresql://u:p@ss?word@db.example:5432/postgres',
    'postgresql://u:p@ss#word@db.example:5432/postgres',
    'host=db.example user=u password=p',
    'hello',
  ])(
    'that is none, or whose password would be partly read as the server’s name, is refused without showing it: %s',
    (text) => {
      const wrong = expect.objectContaining({ code: 'SUPABASE_ADDRESS_INVALID', data: { reason: 'connection' } })
      expect(() => connectionOptions(text)).toThrow(wrong)
    },
  )
  it('may have an unescaped percent sign in its password', () => {
    expect(connectionOptions('postgresql://u:p%ss@db.example/postgres').password).toBe('p%ss')
    expect(connectionOptions('postgresql://u:p%40ss%25@db.example/postgres').password).toBe('p@ss%')
  })
  it.each([
    'postgresql://u:p@db.example/postgres?sslmode=require',
    ' postgresql://u:p@db.example/postgres?application_name=x&sslmode=require ',
    'postgresql://u:p@db.example/postgres?ssl%6dode=%72equire#x',
    'postgresql://u:p@db.example/postgres?sslmode=verify-full',
    'postgresql://u:p@db.example/postgres?sslmode=verify-full&sslmode=require',
    'postgresql://u:p@db.example/postgres?note=sslmode=require',
    'postgresql://u:p@db.example/sslmode=require',
    'postgresql://u:p@db.example/postgres',
  ])('has a warning only if the certificate is not checked: %s', (text) => {
    const isUnchecked = !(ssl(text) as { rejectUnauthorized: boolean }).rejectUnauthorized
    expect(leavesCertificateUnchecked(text)).toBe(isUnchecked)
    // The result of Node's own URL parser.
    expect(isUnchecked).toBe(new URL(text).searchParams.get('sslmode') === 'require')
  })
  it('keeps a password with special characters', () => {
    expect(connectionOptions('postgres://u.ref:p%40ss%2Fw@h.example:6543/db')).toMatchObject({
      user: 'u.ref',
      password: 'p@ss/w',
      port: 6543,
      database: 'db',
    })
  })
  it.each(['mysql://u:p@h/db', 'postgresql://', 'u:p@h/db', '/var/run/postgresql'])('refuses %s', (text) => {
    expect(() => connectionOptions(text)).toThrow(AppError)
  })
})

it('No digit of a number is lost', () => {
  const text = '[9007199254740993, 1.50, 1e3, 12, -0.1, {"deep": 12345678901234567890}]'
  expect(parseExactly(text)).toEqual(['9007199254740993', '1.50', '1e3', 12, -0.1, { deep: '12345678901234567890' }])
})

it('The same query in another order is the same', () => {
  const spec = (columns: string[], ...ops: ('eq' | 'gt')[]) =>
    questionOf({
      kind: 'table',
      schema: 'public',
      relation: 'leads',
      columns,
      keyColumn: null,
      filters: ops.map((op) => ({ column: 'a', op, value: '1' })),
    })
  expect(spec(['a', 'b'], 'eq', 'gt')).toBe(spec(['b', 'a'], 'gt', 'eq'))
  expect(spec(['a', 'b'], 'eq', 'gt')).not.toBe(spec(['a', 'b'], 'eq'))
  expect(spec(['a'])).not.toBe(spec(['b']))
})
