import type { ErrorCode, ErrorData, Problem } from '#shared/errors.ts'
import { parseJson } from './parse-json.ts'

/** Returns a problem from the columns of its code and its data; null if there is none. Both are written by Sendoff alone. */
export const storedProblem = (code: string | null, data: string | null): Problem | null =>
  code === null ? null : { code: code as ErrorCode, data: (parseJson(data ?? '{}') ?? {}) as ErrorData }

/** Returns the values of these two columns, as the parameters `@code` and `@data`. */
export const problemColumns = (problem: Problem | null) => ({
  code: problem?.code ?? null,
  data: problem && JSON.stringify(problem.data),
})
