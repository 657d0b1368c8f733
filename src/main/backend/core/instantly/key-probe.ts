import { AppError } from '#shared/errors.ts'
import { mailboxes } from './endpoints/accounts.ts'
import { campaigns } from './endpoints/campaigns.ts'
import { currentWorkspace, planDetails } from './endpoints/workspace.ts'
import { type CallOperation, defineRead, type Route } from './operation.ts'
import { rawAnswer } from './schemas.ts'
import type { KeyProbe, Query } from './types.ts'

/** Any path, but only GET and the one POST that reads. Listed are the routes that only the first-key report uses. */
export const rawRead = defineRead(
  ['GET /campaigns/analytics/overview', 'GET /webhooks/event-types', 'GET /webhook-events/summary'] as readonly Route[],
  { scope: '', neededFor: 'testing the key', countsAs: 'accounts' },
  async (send, path: string, query: Query = {}) => {
    if (!/^(\/[\w@%+-][\w.@%+-]*)+$/.test(path)) throw new AppError('INVALID_INPUT', { field: 'path' })
    const asked = path === '/leads/list' ? { to: `POST ${path}`, body: asBody(query) } : { to: `GET ${path}`, query }
    return send({
      ...(asked as { to: Route }),
      ...(path === '/emails' && { kind: 'emails' }),
      anyStatus: true,
      answer: rawAnswer,
    })
  },
)

/** Creates the reads with which a key can be tested. */
export function createKeyProbe(call: CallOperation): KeyProbe {
  return {
    currentWorkspace: () => currentWorkspace(call),
    planDetails: () => planDetails(call),
    mailboxes: () => mailboxes(call),
    campaigns: () => campaigns(call),
    readRaw: (path, query) => rawRead(call, path, query),
    probe: async (path, query) => (await rawRead(call, path, query)).status,
  }
}

/** In a body `limit` must be a number. */
function asBody({ limit, ...rest }: Query): Record<string, unknown> {
  return limit === undefined ? rest : { ...rest, limit: Number(limit) }
}
