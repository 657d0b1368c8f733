/** What the operator paused in Sendoff. Campaigns at Instantly are not affected: they continue sending. */
import { z } from 'zod'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query, type Topic } from '../route.ts'

/** Work that is on hold because its client is paused, and continues with it. */
export type PauseWaiting = {
  readonly exports: number
  readonly replies: number
  /** Opt-outs that hold here and are not yet at Instantly. */
  readonly optOuts: number
  readonly deliveries: number
}

/** Time the pause began, ISO; null if not everything is paused. */
export type PauseState = {
  readonly everything: string | null
  readonly clients: readonly { readonly workspaceId: WorkspaceId; readonly since: string }[]
  readonly waiting: PauseWaiting
}

/** Topics of everything that shows whether work runs automatically. */
const touched = [
  'pauses',
  'jobs',
  'exports',
  'relay',
  'campaigns',
  'lead_mirror',
  'opt_outs',
  'inbox',
  'crm',
  'verification',
  'subsequences',
  'accounts',
  'people',
] as const satisfies readonly Topic[]

export const pauses = {
  'pauses.state': query<PauseState>({ reads: ['pauses', 'workspaces', 'exports', 'inbox', 'opt_outs', 'crm'] })(
    z.object({}),
  ),
  /** Stops Sendoff's background work for a client, or for all, once the current request is finished; or resumes it. */
  'pauses.set': command<PauseState>({ touches: touched })(
    z.object({ workspaceId: workspaceId.nullable(), paused: z.boolean() }),
  ),
}
