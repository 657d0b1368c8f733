import { expect, it } from 'vitest'
import type { Target } from '#shared/domain/leads/import/mapping.ts'
import { applyTemplate } from '../../../../src/renderer/src/leads/import/mapping-rules.ts'

const email: Target = { kind: 'field', field: 'email' }
const company: Target = { kind: 'field', field: 'company_name' }
const city: Target = { kind: 'variable', name: 'city' }
const out: Target = { kind: 'left_out' }

it('a remembered mapping changes every column but those just chosen', () => {
  expect(applyTemplate([email, company, city], [out, city, out], new Set())).toEqual([email, company, city])
  expect(applyTemplate([email, company, city], [email, out, out], new Set([1]))).toEqual([email, out, city])
})

it('never gives a second column what a chosen one has', () => {
  expect(applyTemplate([email, company, city], [out, city, out], new Set([1]))).toEqual([email, city, out])
})
