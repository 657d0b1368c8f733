import type { Events, QueryName } from './index.ts'

/** Whether one of these queries may have another answer after this change. */
export function concerns({ queries }: Events['data.changed'], names: Iterable<QueryName>): boolean {
  if (queries === 'all') return true
  for (const name of names) if (queries.includes(name)) return true
  return false
}
