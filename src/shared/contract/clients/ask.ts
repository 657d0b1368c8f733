import { z } from 'zod'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** What Instantly answered, whatever its status. */
export type AskAnswer = {
  readonly status: number
  readonly ms: number
  /** JSON, indented; keys and secrets in it are replaced. */
  readonly text: string
  /** Longer than is shown. */
  readonly cut: boolean
}

export const ask = {
  /** Asks Instantly one of the operations that only read, through the client's limiter. In the log like every call. */
  'ask.send': command<AskAnswer>({ touches: [] })(
    z.object({
      workspaceId,
      operation: z.string().max(200),
      values: z.record(z.string().max(80), z.string().max(4_000)),
    }),
  ),
  /** What a call of the log asked, to be asked again; null where it does not only read, or is gone. The log keeps no queries. */
  'ask.ofCall': query<{
    readonly workspaceId: WorkspaceId
    readonly operation: string
    readonly values: Readonly<Record<string, string>>
  } | null>({ reads: ['workspaces'] })(z.object({ callId: z.number().int().positive() })),
}
