import type { Events, QueryName } from './index.ts'

/** Returns whether one of these queries may return something else after this change. */
export function concerns({ queries }: Events['data.changed'], names: Iterable<QueryName>): boolean {
  if (queries === 'all') return true
  for (const name of names) if (queries.includes(name)) return true
  return false
}
