import { expect, it } from 'vitest'
import type { LeadPreview } from '#shared/contract/leads/imports.ts'
import { gateInFile } from '../../../../src/renderer/src/leads/import/gate-parts.ts'

const lead = (rowNumber: number, gate: LeadPreview['gate'], person: LeadPreview['person'] = null): LeadPreview => ({
  rowNumber,
  gate,
  email: 'ann@acme.example',
  otherEmails: [],
  emailColumn: 0,
  cells: [],
  fields: {},
  variables: {},
  person,
})

it('A row that is ready by itself is shown as left out if the rest of the file says so', () => {
  const rowsAt = { opted_out: [3], duplicate_in_file: [2, 5] }
  expect(gateInFile(lead(3, 'ready'), rowsAt)).toBe('opted_out')
  expect(gateInFile(lead(5, 'ready'), rowsAt)).toBe('duplicate_in_file')
  expect(gateInFile(lead(4, 'ready'), rowsAt)).toBe('ready')
  expect(gateInFile(lead(3, 'disposable'), rowsAt)).toBe('disposable')
  expect(gateInFile(lead(3, 'ready'), undefined)).toBe('ready')
})

it('A row is not left out because the person behind its business is', () => {
  const person = { gate: 'opted_out', email: 'lee@acme.example', fields: {}, variables: {}, textsLeftOut: [] } as const
  expect(gateInFile(lead(3, 'ready', person), { opted_out: [3] })).toBe('ready')
})
