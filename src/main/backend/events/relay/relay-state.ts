import { type RelayLight, type RelayState, relayLights } from '#shared/contract/events/relay.ts'
import type { ErrorCode, ErrorData } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Connections } from './connections.ts'
import type { InAppRelay } from './in-app-relay.ts'
import type { RelayPoller } from './poller.ts'

/** Returns the state of a client's relay: the worse of how reading goes and whether events can arrive. */
export function createRelayStates(
  connections: Connections,
  poller: Pick<RelayPoller, 'state'>,
  here: Pick<InAppRelay, 'uses' | 'reach'>,
): (workspaceId: WorkspaceId) => RelayState {
  return (workspaceId) => {
    const row = connections.of(workspaceId)
    const { light, problem, waiting, polledAt } = poller.state(workspaceId)
    return {
      workspaceId,
      here: here.uses(workspaceId),
      address: row.address,
      name: row.name,
      masked: row.masked,
      addedAt: row.addedAt,
      light: worse(light, here.reach(row)),
      problem,
      waiting,
      cursor: row.cursor,
      lastPolledAt: polledAt === null ? row.lastPolledAt : new Date(polledAt).toISOString(),
      lastEventAt: row.lastEventAt,
      webhook: {
        state: row.webhookState,
        since: row.webhookSince,
        checkedAt: row.webhookCheckedAt,
        errorAt: row.webhookErrorAt,
        problem:
          row.webhookProblem === null
            ? null
            : { code: row.webhookProblem as ErrorCode, data: (row.webhookProblemData ?? {}) as ErrorData },
      },
    }
  }
}

const worse = (a: RelayLight, b: RelayLight | null): RelayLight =>
  b === null || relayLights.indexOf(a) > relayLights.indexOf(b) ? a : b
