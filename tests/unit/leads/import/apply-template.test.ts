import { expect, it } from 'vitest'
import type { Target } from '#shared/domain/leads/import/mapping.ts'
import { applyTemplate } from '../../../../src/renderer/src/leads/import/mapping-rules.ts'

const email: Target = { kind: 'field', field: 'email' }
const company: Target = { kind: 'field', field: 'company_name' }
const city: Target = { kind: 'variable', name: 'city' }
const out: Target = { kind: 'left_out' }

it('A remembered mapping changes every column except those just chosen', () => {
  expect(applyTemplate([email, company, city], [out, city, out], new Set())).toEqual([email, company, city])
  expect(applyTemplate([email, company, city], [email, out, out], new Set([1]))).toEqual([email, out, city])
})

it('A remembered mapping never gives a second column the target of a chosen one', () => {
  expect(applyTemplate([email, company, city], [out, city, out], new Set([1]))).toEqual([email, city, out])
})
