import { Connection } from 'pg'
import { onTestFinished, vi } from 'vitest'

/** Names of the statements that this process asks PostgreSQL to prepare until the test ends; one that has none is ''. */
export function statementNames(): () => string[] {
  const parse = vi.spyOn(Connection.prototype, 'parse')
  onTestFinished(() => parse.mockRestore())
  return () => parse.mock.calls.map(([{ name }]) => name ?? '')
}
