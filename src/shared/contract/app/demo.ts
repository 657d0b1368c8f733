import { z } from 'zod'
import type { WorkspaceId } from '../../ids.ts'
import { command, query, topics } from '../route.ts'

/** What the simulated Instantly did while its clock was advanced, summed over all demo clients. */
export type DemoHappened = {
  readonly sent: number
  readonly opened: number
  readonly clicked: number
  readonly replied: number
  readonly bounced: number
}

export type DemoState = {
  /** The demo's clients; empty if there is no demo. */
  readonly clients: readonly WorkspaceId[]
  /** The simulated Instantly's own time, ISO; null without a demo, or if its saved state cannot be read. */
  readonly now: string | null
  /** Whether the saved state of the simulated Instantly cannot be read; only a reset helps. */
  readonly damaged: boolean
}

export const demo = {
  'demo.state': query<DemoState>({ reads: ['workspaces', 'remote'] })(z.object({})),
  /** Creates the demo clients with lists and exports, wholly or not at all; returns the existing demo if any. */
  'demo.create': command<DemoState>({ touches: topics })(z.object({})),
  /** Advances the simulated Instantly's clock. */
  'demo.moveOn': command<{ readonly state: DemoState; readonly happened: DemoHappened }>({
    touches: ['remote', 'audit'],
  })(z.object({ days: z.number().int().min(1).max(31) })),
  /** Replaces this demo with a new one. There is always exactly one of them, never both or none. */
  'demo.reset': command<DemoState>({ touches: topics })(z.object({})),
  /** Deletes every row and file of the demo. Other clients are not touched. */
  'demo.remove': command<DemoState>({ touches: topics })(z.object({})),
}
