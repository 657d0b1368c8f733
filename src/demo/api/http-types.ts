import type { Deliver } from '../reactions/post-webhooks.ts'
import type { Values } from '../state/values.ts'
import type { World } from '../state/world.ts'
import type { ApiKey, Workspace } from '../state/world-types.ts'
import type { Schema } from './validate.ts'

export type Call = {
  readonly world: World
  readonly workspace: Workspace
  readonly key: ApiKey
  readonly params: Readonly<Record<string, string>>
  /** Checked against the route's schema, unknown keys gone. */
  readonly query: Values
  readonly body: Values
  readonly paging: LastPage
  readonly nowMs: number
  /** Posts webhooks; absent where nobody takes them. */
  readonly deliver: Deliver | undefined
}

/**
 * What the end of a list looks like. Instantly gives a cursor even on the last page with rows; the empty page after it
 * may have one too. `none`: no cursor on the last page.
 */
export type LastPage = 'cursor_then_empty' | 'cursor_then_empty_with_cursor' | 'none'

/** One operation of the API: what it takes, who may call it, what it does. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below /api/v2, in Hono's notation. */
  readonly path: string
  readonly scope: string | null
  readonly query?: Schema
  readonly body?: Schema
  /** Of an answer that is not 200. */
  readonly status?: 202 | 204
  /** Limited more strictly than the rest. */
  readonly rate?: 'emails' | 'testMails'
  /** The ids of most things are UUIDs and refused otherwise. */
  readonly idIsUuid?: false
  /** Returns the answer's JSON, or a whole Response; refusals are thrown. */
  run(call: Call): unknown
}
