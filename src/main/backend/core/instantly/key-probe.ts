import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { campaigns } from './endpoints/campaigns.ts'
import { currentWorkspace, mailboxes, planDetails } from './endpoints/workspace.ts'
import { type Caller, jsonBody } from './operation.ts'
import type { KeyProbe, Query } from './types.ts'

const asItCame = z.object({ status: z.number(), json: z.unknown() })

/** The reads one key can be tried with. Only GET, and the one POST that reads. */
export function createKeyProbe(call: Caller): KeyProbe {
  const readRaw = async (path: string, query: Query = {}) => {
    if (!/^(\/[\w@%+-][\w.@%+-]*)+$/.test(path)) throw new AppError('INVALID_INPUT', { field: 'path' })
    const shape = { name: 'probe', path, write: false, patience: 'read', anyStatus: true, answer: asItCame } as const
    if (path === '/leads/list') return call({ ...shape, method: 'POST', body: jsonBody(asBody(query)) })
    return call({ ...shape, method: 'GET', query, ...(path === '/emails' ? { kind: 'emails' as const } : {}) })
  }
  return {
    currentWorkspace: () => currentWorkspace(call),
    planDetails: () => planDetails(call),
    mailboxes: () => mailboxes(call),
    campaigns: () => campaigns(call),
    readRaw,
    probe: async (path, query) => (await readRaw(path, query)).status,
  }
}

/** In a body `limit` is a number. */
function asBody({ limit, ...rest }: Query): Record<string, unknown> {
  return limit === undefined ? rest : { ...rest, limit: Number(limit) }
}
