import { expect, it } from 'vitest'
import { classifyResponse } from '#backend/core/instantly/classify-response.ts'
import type { Exchange } from '#backend/core/instantly/http.ts'
import type { Operation } from '#backend/core/instantly/operation.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { withoutSecret } from '#backend/core/lib/without-secret.ts'
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

it.each(Object.entries(told))('a secret that is repeated %s is taken out', (_, text) => {
  const said = withoutSecret(`The key ${text} was refused.`, key)
  expect(said).toMatch(/^The key .*\[key\] was refused\.$/)
  expect(said).not.toMatch(/MDE5|YmFi|TURF/)
})

it('other words stay, and nothing is nobody’s secret', () => {
  expect(withoutSecret('The key was refused.', key)).toBe('The key was refused.')
  expect(withoutSecret('The key was refused.', '')).toBe('The key was refused.')
})

it.each(Object.entries(told))('Instantly repeats its key %s', (_, text) => {
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

it('a project repeats its key in what it refuses', async () => {
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
