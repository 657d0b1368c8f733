import { Connection } from 'pg'
import { onTestFinished, vi } from 'vitest'

/**
 * Records the names of the statements this process asks PostgreSQL to prepare until the test ends; an unnamed one is
 * ''.
 */
export function statementNames(): () => string[] {
  const parse = vi.spyOn(Connection.prototype, 'parse')
  onTestFinished(() => parse.mockRestore())
  return () => parse.mock.calls.map(([{ name }]) => name ?? '')
}
