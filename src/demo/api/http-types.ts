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
  /** Validated against the route's schema, without unknown keys. */
  readonly query: Values
  readonly body: Values
  readonly paging: LastPage
  readonly nowMs: number
  /** Posts webhooks; undefined if nobody receives them. */
  readonly deliver: Deliver | undefined
}

/**
 * How lists end. Instantly returns a cursor even on the last page with rows; the empty page after it may have one too.
 * `none`: no cursor on the last page.
 */
export type LastPage = 'cursor_then_empty' | 'cursor_then_empty_with_cursor' | 'last_row_again' | 'none'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** Operations by method and path; the path without /api/v2, in Hono's notation. */
export type Operations = { readonly [address in `${Method} /${string}`]: Operation }

/** One operation of the API: its parameters, required scope and implementation. */
type Operation = {
  readonly scope: string | null
  readonly query?: Schema
  readonly body?: Schema
  /** Status of a successful answer other than 200. */
  readonly status?: 202 | 204
  /** Has a stricter rate limit than the others. */
  readonly rate?: 'emails' | 'testMails'
  /** Most ids are UUIDs, and others are refused. */
  readonly idIsUuid?: false
  /** Returns the answer's JSON, or a whole Response; refusals are thrown. */
  run(call: Call): unknown
}

export type Route = Operation & { readonly method: Method; readonly path: string }

export const routesOf = (operations: Operations): readonly Route[] =>
  Object.entries(operations).map(([address, operation]) => {
    const [method, path] = address.split(' ') as [Method, string]
    return { ...operation, method, path }
  })
