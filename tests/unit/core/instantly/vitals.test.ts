import { expect, test } from 'vitest'
import { vitalsAnswer } from '#backend/core/instantly/schemas-accounts.ts'

test('a tested domain that Instantly does not name is left out, and the others are read', () => {
  const found = vitalsAnswer.parse({
    success_list: [{ mx: true }, { domain: 'Kessler.example', mx: true, spf: true, dkim: true }],
    failure_list: [{ domain: '' }, { domain: 'birch.example', mx: false }],
  })
  expect(found.map(({ domain, mx, dmarc }) => [domain, mx, dmarc])).toEqual([
    ['kessler.example', true, null],
    ['birch.example', false, null],
  ])
})
