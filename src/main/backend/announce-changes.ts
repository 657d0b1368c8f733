import { contract, type Events, type QueryName } from '#shared/contract/index.ts'
import type { Route, Topic } from '#shared/contract/route.ts'
import { createDelayedRun } from './core/lib/delayed-run.ts'

/** Collects changed topics for a moment, so that a hundred batches a second become one announcement. */
export function createChangeAnnouncer(announce: (name: 'data.changed', payload: Events['data.changed']) => void) {
  const pending = new Set<Topic>()
  const flush = createDelayedRun(() => {
    const topics = new Set(pending)
    pending.clear()
    if (topics.size > 0) announce('data.changed', { queries: queriesReading(topics) })
  })
  return {
    add(...topics: readonly Topic[]): void {
      for (const topic of topics) pending.add(topic)
      flush.in(50)
    },
    stop: flush.cancel,
  }
}

function queriesReading(topics: ReadonlySet<Topic>): readonly QueryName[] {
  const names = Object.entries<Route>(contract).flatMap(([name, { reads }]) =>
    reads.some((topic) => topics.has(topic)) ? [name] : [],
  )
  return names as QueryName[]
}
