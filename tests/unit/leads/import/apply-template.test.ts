import { describe, expect, it } from 'vitest'
import type { ImportColumn } from '#shared/contract/leads/imports.ts'
import type { Target } from '#shared/domain/leads/import/mapping.ts'
import { applyTemplate, withOwnExclusions } from '../../../../src/renderer/src/leads/import/mapping-rules.ts'

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

describe('a mapping made for another file', () => {
  const notes: Target = { kind: 'variable', name: 'notes' }
  const optOut: Target = { kind: 'opt_out', read: 'words_stop' }
  const checked: Target = { kind: 'verification' }
  const columns = (...targets: Target[]): ImportColumn[] =>
    targets.map((target, position) => ({
      position,
      header: 'x',
      samples: [],
      filled: 1,
      suggestion: { target, sure: 'likely', why: 'alias' },
    }))
  const never = () => false

  it('does not mail whom this file alone says not to mail, or whose address it alone calls bad', () => {
    expect(withOwnExclusions(columns(email, optOut, checked), [email, notes, out], never)).toEqual([
      email,
      optOut,
      checked,
    ])
  })

  it('keeps what the operator decided about a column, and any other use of one', () => {
    expect(withOwnExclusions(columns(email, optOut, optOut), [email, notes, city], (at) => at === 1)).toEqual([
      email,
      notes,
      optOut,
    ])
    expect(withOwnExclusions(columns(email, optOut), [email, company], never)).toEqual([email, company])
  })

  it('has one result of verification', () => {
    expect(withOwnExclusions(columns(email, out, checked), [email, checked, out], never)).toEqual([email, checked, out])
  })
})
