import { expect, test } from 'vitest'
import { findBusinessNames } from '#shared/domain/leads/import/business-names.ts'
import type { Target } from '#shared/domain/leads/import/mapping.ts'

const email: Target = { kind: 'field', field: 'email' }
const company: Target = { kind: 'field', field: 'company_name' }
const file = (...addresses: readonly string[]) => [
  { header: 'Contact', suggested: email, samples: addresses },
  { header: 'Company', suggested: company, samples: ['Acme', 'Bolt'] },
]

test('A file with personal addresses is about people, one with role addresses about businesses', () => {
  const found = (...addresses: readonly string[]) => findBusinessNames(file(...addresses), [email, company], null)
  expect(found('info@acme.example', '<sales@bolt.example>')).toEqual({ column: 1, isCompany: true })
  expect(found('Jane Doe <jane@acme.example>', 'info@bolt.example')).toBeNull()
  expect(found('"Doe, John"<john@acme.example>')).toBeNull()
})
