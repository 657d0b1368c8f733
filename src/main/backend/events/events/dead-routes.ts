import { setImmediate as nextTurn } from 'node:timers/promises'
import { type DeadEvent, eventSources, type events } from '#shared/contract/events/events.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { localDate } from '#shared/domain/core/days.ts'
import type { DeadReason } from '#shared/domain/events/parse-event.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import { createDemoLookup, offeredFileName } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'
import type { DeadLetterRow } from './dead-events.ts'
import { sourcesOfBits } from './event-shapes.ts'
import type { EventIngest } from './ingest-events.ts'
import type { EventQueries } from './queries.ts'

/** Events retried, saved or deleted per step. */
const deadAtOnce = 200

/** Routes for events that could not be read: list, retry, save, delete. */
export function deadRoutes(
  deps: Deps,
  ingest: EventIngest,
  queries: EventQueries,
): Pick<Handlers<typeof events>, 'events.dead' | 'events.retryDead' | 'events.dropDead' | 'events.saveDead'> {
  const { store } = deps
  const isDemo = createDemoLookup(store)
  const nameOfWorkspace = createClientNames(store.raw)
  const deadIds = store.raw
    .prepare('select id from dead_event where workspace_id = ? and id > ? order by id limit ?')
    .pluck()

  return {
    'events.dead': ({ workspaceId, page }) => {
      const { rows, total } = queries.dead(queries.clientsOf(workspaceId), page)
      return {
        total,
        rows: rows.map(
          (row): DeadEvent => ({
            ...row,
            source: sourcesOfBits(row.source)[0] ?? eventSources[0],
            reason: row.reason as DeadReason,
            receivedAt: new Date(row.receivedAt).toISOString(),
          }),
        ),
      }
    },
    'events.retryDead': async ({ workspaceId, ids }) => {
      let taken = 0
      for (const one of queries.clientsOf(workspaceId)) {
        if (ids) taken += ingest.retryDead(one, ids, deps.clock.now())
        else taken += await retryEvery(one)
      }
      return { taken, left: queries.dead(queries.clientsOf(workspaceId), { offset: 0, limit: 1 }).total }
    },
    'events.dropDead': async ({ workspaceId, ids }) => {
      let dropped = 0
      for (const one of queries.clientsOf(workspaceId)) {
        for await (const some of deadInSteps(one, ids)) dropped += ingest.dropDeadEvents(one, some)
      }
      return { dropped }
    },
    'events.saveDead': async ({ workspaceId, ids }) => {
      const words = backendTexts[operatorLanguage(deps)].events
      const path = await deps.host.chooseSavePath({
        defaultName: offeredFileName(isDemo(workspaceId), `${words.deadFileName(localDate(deps.clock.now()))}.jsonl`),
      })
      if (path === null) return null
      let rows = 0
      await writeFileAtomically(path, async (file) => {
        for (const one of queries.clientsOf(workspaceId)) {
          const client = nameOfWorkspace(one)
          for await (const some of deadInSteps(one, ids)) {
            const dead = ingest.readDead(one, some)
            await file.write(dead.map((row) => deadLine(row, client)).join(''))
            rows += dead.length
          }
        }
      })
      return { path, rows }
    },
  }

  async function retryEvery(workspaceId: WorkspaceId): Promise<number> {
    let taken = 0
    for await (const ids of deadInSteps(workspaceId, null))
      taken += ingest.retryDead(workspaceId, ids, deps.clock.now())
    return taken
  }

  /** Yields the given ids, or all of the client, step by step so that other work gets its turn. */
  async function* deadInSteps(workspaceId: WorkspaceId, ids: readonly number[] | null) {
    if (ids) {
      yield ids
      return
    }
    for (let after = 0; ; ) {
      const some = deadIds.all(workspaceId, after, deadAtOnce) as number[]
      const last = some.at(-1)
      if (last === undefined) return
      yield some
      after = last
      await nextTurn()
    }
  }
}

/** One line of the file: client, time, source, reason, and the text as received. */
function deadLine(row: DeadLetterRow, client: string): string {
  const { receivedAt, source, reason, times, raw } = row
  const at = new Date(receivedAt).toISOString()
  return `${JSON.stringify({ at, client, source: sourcesOfBits(source)[0], reason, times, text: raw })}\n`
}
