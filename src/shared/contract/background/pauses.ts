/** What the operator paused in Sendoff. Campaigns at Instantly are another matter: they go on sending. */
import { z } from 'zod'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query, type Topic } from '../route.ts'

/** What stands still because its client is paused, and goes on with it. */
export type PauseWaiting = {
  readonly exports: number
  readonly replies: number
  /** Opt-outs that count here and are not yet at Instantly. */
  readonly optOuts: number
  readonly deliveries: number
}

/** Since when, ISO; null where not everything is paused. */
export type PauseState = {
  readonly everything: string | null
  readonly clients: readonly { readonly workspaceId: WorkspaceId; readonly since: string }[]
  readonly waiting: PauseWaiting
}

/** All that says how something goes by itself. */
const told = [
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
  /** Stops what Sendoff does by itself for a client, or for all, after the request in hand; or lets it go on. */
  'pauses.set': command<PauseState>({ touches: told })(
    z.object({ workspaceId: workspaceId.nullable(), paused: z.boolean() }),
  ),
}
