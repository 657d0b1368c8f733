import { textsOf, type Values } from '../state/values.ts'
import type { ApiKey } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'
import { recordAudit } from './audit.ts'
import type { Call, Operations } from './http-types.ts'
import { pageOf } from './paging.ts'
import { notFound } from './refusal.ts'
import { closed, pageQuery, text, texts } from './validate.ts'

export const keyRoutes: Operations = {
  'GET /api-keys': {
    scope: 'api_keys:read',
    query: closed(pageQuery),
    run: (call) =>
      pageOf(
        call,
        call.workspace.keys.filter((key) => !key.revoked),
        (key) => key.id,
        (key) => show(call, key),
      ),
  },
  'POST /api-keys': {
    scope: 'api_keys:create',
    body: closed({ name: text, scopes: texts }, ['name', 'scopes']),
    run: (call) => {
      const scopes = textsOf(call.body['scopes']) ?? []
      const seed = { key: `demo-${call.world.newId(call.workspace)}`, name: String(call.body['name']), scopes }
      const key = call.world.addKey(call.workspace, seed)
      recordAudit(call, 'keyCreated')
      return { ...show(call, key), key: key.key }
    },
  },
  'DELETE /api-keys/:id': {
    scope: 'api_keys:delete',
    run: (call) => {
      const key = call.workspace.keys.find(({ id, revoked }) => id === call.params['id'] && !revoked)
      if (!key) throw notFound()
      key.revoked = true
      recordAudit(call, 'keyDeleted')
      return show(call, key)
    },
  },
}

/** Whether the real list shows the whole key is unknown, so clients should not rely on it. */
function show(call: Call, key: ApiKey): Values {
  return {
    id: key.id,
    name: key.name,
    scopes: [...key.scopes],
    key: `****${key.key.slice(-4)}`,
    organization_id: call.workspace.id,
    timestamp_created: isoTime(key.createdAt),
    timestamp_updated: isoTime(key.createdAt),
  }
}
