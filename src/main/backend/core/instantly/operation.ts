import type { z } from 'zod'
import type { OperationName } from './scopes.ts'

/** One call to Instantly as data: what to send, what it may do there, how to read the answer. */
export type Operation<T> = {
  readonly name: OperationName
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below /api/v2, ids URL-encoded. */
  readonly path: string
  /** A list is repeated under its name, as Instantly takes lists. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  /** The whole JSON body. Without one no content type is sent either: Instantly refuses an empty JSON body. */
  readonly body?: Uint8Array
  /** Changes something there: never repeated when its outcome is not known. */
  readonly write: boolean
  /** How long to wait: `bulk` for /leads/add and /leads/list, which are slow by nature. */
  readonly patience: 'read' | 'write' | 'bulk'
  readonly kind?: 'emails' | 'upload'
  /** A 404 means that this campaign is gone; null where only the body names it. */
  readonly campaignId?: string | null
  /** A 404 means that this lead list is gone; null where only the body names it. */
  readonly leadListId?: string | null
  /** Any answer of Instantly itself is the result, whatever its status: `answer` is given `{ status, json }`. */
  readonly anyStatus?: true
  readonly answer: z.ZodType<T>
}

/** Makes calls for one asker. */
export type Caller = <T>(operation: Operation<T>) => Promise<T>

export function jsonBody(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
