import { expect, it } from 'vitest'
import { extractPastedKey, keyPattern } from '#shared/domain/clients/pasted-key.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const key = 'N2QxYjRhZjAtM2I0Yy00ZDVlOmFiY2RlZmdoaQ=='

it.each([
  key,
  `  ${key}\n`,
  `"${key}"`,
  `“${key}”`,
  `'${key}',`,
  `Bearer ${key}`,
  `bearer  "${key}"`,
  `Authorization: Bearer ${key}`,
  `"Authorization": "Bearer ${key}",`,
  `INSTANTLY_API_KEY=${key}`,
  `API key: ${key}`,
  `${key.slice(0, 20)}\r\n${key.slice(20)}`,
  `\u200b${key}\ufeff`,
])('A key is found in a paste: %j', (text) => {
  expect(extractPastedKey(text)).toBe(key)
})

it.each(['bXlrZXk=', 'YWJjZGtleQkey==', 'bearerOfGoodNews', 'northwind-key-for-the-main-job'])(
  'a key that looks like a label stays unchanged: %s',
  (whole) => expect(extractPastedKey(whole)).toBe(whole),
)

it.each(['N2Qx••••••••Q==', 'N2QxYjRh…Q=='])('A shortened key is not taken for a complete one: %s', (shortened) => {
  expect(keyPattern.test(extractPastedKey(shortened))).toBe(false)
  expect(keyPattern.test(extractPastedKey(key))).toBe(true)
})

it.each([' ', '"', 'key ', 'bearer ', 'key:'])('A whole page pasted instead of a key does not block: %j', (piece) => {
  const page = `k${piece.repeat(200_000)}x`
  expect(threadCpuMs(() => extractPastedKey(page))).toBeLessThan(10_000)
})
