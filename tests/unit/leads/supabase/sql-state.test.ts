import { expect, test } from 'vitest'
import { isSqlState } from '#backend/leads/supabase/database-connection.ts'

test.for([
  ['42501', true],
  ['XX000', true],
  ['SD001', true],
  ['EPIPE', false],
  ['ECONNRESET', false],
  [undefined, false],
] as const)('%s is an answer of the database: %s', ([code, isAnswer]) => {
  expect(isSqlState(code)).toBe(isAnswer)
})
