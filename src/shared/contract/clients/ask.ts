import { z } from 'zod'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** Instantly's response, whatever its status. */
export type AskAnswer = {
  readonly status: number
  readonly ms: number
  /** Indented JSON; keys and secrets in it are replaced. */
  readonly text: string
  /** Whether the text was cut because it is too long to show. */
  readonly cut: boolean
}

export const ask = {
  /** Sends one of the read-only operations to Instantly, through the client's rate limiter. Logged like every call. */
  'ask.send': command<AskAnswer>({ touches: [] })(
    z.object({
      workspaceId,
      operation: z.string().max(200),
      values: z.record(z.string().max(80), z.string().max(4_000)),
    }),
  ),
  /**
   * Returns the operation of a logged call so that it can be sent again; null if the operation does not only read or
   * the call is no longer in the log. The log does not store query strings.
   */
  'ask.ofCall': query<{
    readonly workspaceId: WorkspaceId
    readonly operation: string
    readonly values: Readonly<Record<string, string>>
  } | null>({ reads: ['workspaces'] })(z.object({ callId: z.number().int().positive() })),
}
