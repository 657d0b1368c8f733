import { z } from 'zod'
import type { WorkspaceId } from '../../ids.ts'
import { command, query, topics } from '../route.ts'

/** What the simulated Instantly did while its clock was moved on, all demo clients together. */
export type DemoHappened = {
  readonly sent: number
  readonly opened: number
  readonly clicked: number
  readonly replied: number
  readonly bounced: number
}

export type DemoState = {
  /** The demo's clients; empty when there is no demo. */
  readonly clients: readonly WorkspaceId[]
  /** The simulated Instantly's own time, ISO; null without a demo, or when what was kept of it cannot be read. */
  readonly now: string | null
  /** What was kept of the simulated Instantly cannot be read: only a reset helps. */
  readonly damaged: boolean
}

export const demo = {
  'demo.state': query<DemoState>({ reads: ['workspaces', 'remote'] })(z.object({})),
  /** Makes the demo clients with their lists and exports, all or nothing; with a demo already there, that one. */
  'demo.create': command<DemoState>({ touches: topics })(z.object({})),
  /** Moves the simulated Instantly's clock on. */
  'demo.moveOn': command<{ readonly state: DemoState; readonly happened: DemoHappened }>({
    touches: ['remote', 'audit'],
  })(z.object({ days: z.number().int().min(1).max(31) })),
  /** A new demo in place of this one: one or the other is there, never both or none. */
  'demo.reset': command<DemoState>({ touches: topics })(z.object({})),
  /** Deletes every row and file of the demo. Nothing of another client is touched. */
  'demo.remove': command<DemoState>({ touches: topics })(z.object({})),
}
