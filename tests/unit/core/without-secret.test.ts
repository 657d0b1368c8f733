import { expect, it } from 'vitest'
import { classifyResponse } from '#backend/core/instantly/classify-response.ts'
import type { Exchange } from '#backend/core/instantly/http.ts'
import type { Operation } from '#backend/core/instantly/operation.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { withoutSecret, withoutSecretInside } from '#backend/core/lib/without-secret.ts'
import { createProjectReader } from '#backend/leads/supabase/project-reader.ts'
import type { AppError } from '#shared/errors.ts'

const key = 'MDE5MmFiMTItMzQ1Ni03ODkwLWFiY2QtZWYwMTIzNDU2Nzg5OkZha2VGYWtlRmFrZQ=='
const told = {
  'as it is': key,
  'in an address': `/campaigns?token=${encodeURIComponent(key)}`,
  'in an address of small letters': encodeURIComponent(key).replaceAll('%3D', '%3d'),
  'in base64': Buffer.from(key).toString('base64'),
  'over two lines': `${key.slice(0, 30)}\n  ${key.slice(30)}`,
  'with marks nobody sees': key.split('').join('\u200b'),
}

it.each(Object.entries(told))('A secret repeated %s is removed', (_, text) => {
  const said = withoutSecret(`The key ${text} was refused.`, key)
  expect(said).toMatch(/^The key .*\[key\] was refused\.$/)
  expect(said).not.toMatch(/MDE5|YmFi|TURF/)
})

it.each([
  ['its first half', `The key ${key.slice(0, 30)}… was refused.`],
  ['its last half', `The key …${key.slice(30)} was refused.`],
  ['a piece out of its middle', `The key …${key.slice(20, 40)}… was refused.`],
  ['half of it in base64', `The key ${Buffer.from(key).toString('base64').slice(0, 40)} was refused.`],
  ['the header it came in, in base64', `${Buffer.from(`Bearer ${key}`).toString('base64')} was refused.`],
  ['a name before it, in base64', `${Buffer.from(`a:${key}`).toString('base64')} was refused.`],
  ['more behind it, in base64', `${Buffer.from(`${key}:x`).toString('base64url')} was refused.`],
  ['it beside letters that grow when they are small', `İ\u{e0041}😀 ${key} İ was refused.`],
])('Nothing of a secret is left if a server repeats %s', (_, text) => {
  const said = withoutSecret(text, key)
  expect(said).toContain('[key]')
  expect(said).toMatch(/ was refused\.$/)
  const forms = [0, 1, 2].map((before) =>
    Buffer.from(' '.repeat(before) + key)
      .toString('base64url')
      .slice(before + 1),
  )
  for (const form of [key, ...forms]) {
    for (let at = 0; at + 12 <= form.length; at += 1) expect(said).not.toContain(form.slice(at, at + 12))
  }
})

it('A field name can be a secret too', () => {
  expect(withoutSecretInside({ [`Bearer ${key}`]: [key, 'rest'] }, key)).toEqual({ 'Bearer [key]': ['[key]', 'rest'] })
})

it('A key after so many spaces that the text is cut within it is removed', () => {
  const message = `${' '.repeat(9_950)}${key}`
  const exchange = { kind: 'answer', status: 400, json: { message }, retryAfter: null, date: null } satisfies Exchange
  const outcome = classifyResponse({ is: 'reads' } as unknown as Operation<unknown>, exchange, key)
  expect((outcome as { readonly error: AppError }).error.data['message']).toBe('[key]')
})

it('Other words stay, and an empty secret removes nothing', () => {
  expect(withoutSecret('The key was refused.', key)).toBe('The key was refused.')
  expect(withoutSecret('The key was refused.', '')).toBe('The key was refused.')
})

it.each(Object.entries(told))('A key that Instantly repeats %s is removed', (_, text) => {
  const exchange = {
    kind: 'answer',
    status: 401,
    json: { message: `Invalid key ${text}` },
    retryAfter: null,
    date: null,
  } satisfies Exchange
  const outcome = classifyResponse({ is: 'reads' } as unknown as Operation<unknown>, exchange, key)
  expect(outcome.do).toBe('fail')
  const { error } = outcome as { readonly error: AppError }
  expect(error.code).toBe('INSTANTLY_API_KEY_INVALID')
  expect(String(error.data['message'])).toMatch(/^Invalid key .*\[key\]$/)
})

it("A project's key repeated in a refusal is removed", async () => {
  const answer = JSON.stringify({ code: '22023', message: `not for sb_secret_abcdef123456, ask another` })
  const reader = createProjectReader({
    origin: 'https://abcdefghijklmnopqrst.supabase.co',
    key: 'sb_secret_abcdef123456',
    userAgent: 'Sendoff/0',
    clock: systemClock,
    fetch: async () => new Response(answer, { status: 400, headers: { 'content-type': 'application/json' } }),
  })
  await expect(reader.columns('public', 'leads')).rejects.toMatchObject({
    code: 'SUPABASE_QUERY_REFUSED',
    data: { message: 'not for [key], ask another' },
  })
})
