/** Routes for read-only requests to Instantly, used for troubleshooting. */
import type { ask } from '#shared/contract/clients/ask.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { askOperations, buildAskRequest, operationOf } from '#shared/domain/clients/ask-operations.ts'
import { isPlainObject } from '#shared/domain/core/plain-object.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { workspaceRow } from '../workspaces/queries.ts'

const maxCharacters = 1_000_000
const hidden = '•••'
const hookUrlName = /(?:^|_)(?:hook|webhook)_url$/i
const headersName = /^headers$/i
const secretName = /^(?:authorization|.*(?:api[_-]?key|secret|token|password|passwd))$/i

export function askRoutes({ store, instantly }: Pick<Deps, 'store' | 'instantly'>): Handlers<typeof ask> {
  const call = store.raw.prepare<[number], { workspaceId: WorkspaceId | null; method: string; path: string }>(
    'select workspace_id as workspaceId, method, path from audit_call where id = ?',
  )
  return {
    async 'ask.send'({ workspaceId, operation: id, values }) {
      workspaceRow(store, workspaceId)
      const operation = askOperations.find((one) => one.id === id)
      if (!operation) throw new AppError('INVALID_INPUT', { field: 'operation' })
      const asking = buildAskRequest(operation, values)
      if ('field' in asking) throw new AppError('INVALID_INPUT', { field: asking.field })
      const began = performance.now()
      const { status, json } = await instantly.ask({ workspaceId, priority: 'click', requestedBy: 'ask' }, asking)
      const text = JSON.stringify(withoutSecrets(json), null, 2)
      return {
        status,
        ms: Math.round(performance.now() - began),
        text: text.slice(0, maxCharacters),
        cut: text.length > maxCharacters,
      }
    },
    'ask.ofCall': ({ callId }) => {
      const row = call.get(callId)
      const found = row && operationOf(row.method, row.path)
      return found && row.workspaceId !== null
        ? { workspaceId: row.workspaceId, operation: found.operation.id, values: found.values }
        : null
    },
  }
}

/** Removes secrets from an answer, which is shown and may be copied. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, withoutSecretAt(key, of)]))
}

function withoutSecretAt(key: string, value: unknown): unknown {
  if (typeof value === 'string' && value !== '') {
    if (secretName.test(key)) return hidden
    if (hookUrlName.test(key)) return maskHookUrl(value)
  }
  // Webhook receivers authenticate the sender by a header, which may have any name.
  if (headersName.test(key) && isPlainObject(value)) {
    return Object.fromEntries(Object.keys(value).map((name) => [name, hidden]))
  }
  return withoutSecrets(value)
}

/** Returns only the server of a webhook's address, because whoever knows the whole address can post there. */
function maskHookUrl(address: string): string {
  const url = URL.parse(address)
  return url ? `${url.origin}/${hidden}` : hidden
}
