/** Test and simulated events: stored before they are sent, recognised on arrival, and never counted. */

import { randomBytes } from 'node:crypto'
import type { TestEvent } from '#shared/contract/events/relay.ts'
import type { Problem } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Clock, Store } from '../../core/deps.ts'
import { storedProblem } from '../../core/lib/stored-problem.ts'
import type { ReceivedEvent } from '../events/ingest-events.ts'
import { testMarkOf } from './received.ts'

type Row = {
  readonly id: number
  readonly kind: 'test' | 'made_up'
  readonly eventType: string
  readonly sentAt: string
  readonly relayAt: string | null
  readonly arrivedAt: string | null
  readonly problemCode: string | null
  readonly problemData: string | null
}

const shownTestEvents = 20
const columns = `id, kind, event_type as eventType, sent_at as sentAt, relay_at as relayAt, arrived_at as arrivedAt,
  problem_code as problemCode, problem_data as problemData`

export const newMark = (): string => randomBytes(16).toString('base64url')

export function createTestEvents({ raw }: Store, clock: Clock) {
  const iso = () => new Date(clock.now()).toISOString()
  const insert = raw.prepare(
    `insert into relay_trial (workspace_id, kind, mark, event_type, sent_at) values (?, ?, ?, ?, ?)`,
  )
  const openTest = raw.prepare<[WorkspaceId, string | null], { id: number }>(
    `select id from relay_trial where workspace_id = ? and kind = 'test' and arrived_at is null
       and mark = ifnull(?, mark) order by id limit 1`,
  )
  const madeUp = raw.prepare<[string, WorkspaceId], { id: number }>(
    `select id from relay_trial where mark = ? and workspace_id = ? and kind = 'made_up'`,
  )
  const arrive = raw.prepare(
    'update relay_trial set relay_at = ?, arrived_at = coalesce(arrived_at, ?), problem_code = null, problem_data = null where id = ?',
  )
  const read = raw.prepare<[number], Row>(`select ${columns} from relay_trial where id = ?`)

  const testEvent = (id: number): TestEvent => {
    const row = read.get(id)
    if (!row) throw new Error('a trial that was never begun')
    return shown(row)
  }

  return {
    begin(workspaceId: WorkspaceId, kind: 'test' | 'made_up', mark: string, eventType: string): number {
      const { lastInsertRowid } = insert.run(workspaceId, kind, mark, eventType.slice(0, 200), iso())
      raw
        .prepare('delete from relay_trial where workspace_id = ? and id <= ? - 500')
        .run(workspaceId, Number(lastInsertRowid))
      return Number(lastInsertRowid)
    },
    testEvent,
    /** Records why the event did not arrive, unless it has arrived meanwhile. */
    failed(id: number, { code, data }: Problem): TestEvent {
      raw
        .prepare('update relay_trial set problem_code = ?, problem_data = ? where id = ? and arrived_at is null')
        .run(code, JSON.stringify(data), id)
      return testEvent(id)
    },
    atRelay(id: number): TestEvent {
      raw.prepare('update relay_trial set relay_at = coalesce(relay_at, ?) where id = ?').run(iso(), id)
      return testEvent(id)
    },
    /** A simulated event of a demo, which stays in the app. */
    arrivedHere(id: number): TestEvent {
      raw.prepare('update relay_trial set arrived_at = ? where id = ?').run(iso(), id)
      return testEvent(id)
    },
    /** Marks a test or simulated event as arrived. Returns true for one simulated here, which is not ingested. */
    arrived(workspaceId: WorkspaceId, { raw: body, receivedAt }: ReceivedEvent): boolean {
      const marked = testMarkOf(body)
      if (!marked) return false
      const found =
        marked.kind === 'made_up' ? madeUp.get(marked.mark ?? '', workspaceId) : openTest.get(workspaceId, marked.mark)
      if (found) arrive.run(new Date(receivedAt).toISOString(), iso(), found.id)
      // A mark that this app did not give is just a field of somebody else's payload.
      return marked.kind === 'made_up' && found !== undefined
    },
    latest: (workspaceId: WorkspaceId): readonly TestEvent[] =>
      raw
        .prepare<[WorkspaceId], Row>(
          `select ${columns} from relay_trial where workspace_id = ? order by id desc limit ${shownTestEvents}`,
        )
        .all(workspaceId)
        .map(shown),
  }
}

export type TestEvents = ReturnType<typeof createTestEvents>

const shown = ({ problemCode, problemData, ...row }: Row): TestEvent => ({
  ...row,
  problem: storedProblem(problemCode, problemData),
})
