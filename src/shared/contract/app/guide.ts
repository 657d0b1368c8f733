import { z } from 'zod'
import { command, query } from '../route.ts'

export const firstSteps = ['connect', 'drop', 'plan', 'send', 'ledger'] as const
export type FirstStep = (typeof firstSteps)[number]

/** Places in the app that show a tip once. */
export const tips = ['import', 'list', 'plan', 'ledger', 'demo'] as const
export type TipId = (typeof tips)[number]

export type GuideState = {
  /** Which steps are done, derived from the data; null once all are done or the operator closed the list. */
  readonly steps: Readonly<Record<FirstStep, boolean>> | null
  /** Tips the operator has closed. */
  readonly tipsSeen: readonly TipId[]
  /** This version, set after an update until *What's new* is opened or closed. */
  readonly newVersion: string | null
}

export const guide = {
  'guide.state': query<GuideState>({ reads: ['workspaces', 'lists', 'exports', 'settings'] })(z.object({})),
  /** Records something that only the window knows. */
  'guide.note': command({ touches: ['settings'] })(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('looked_at'), what: z.enum(['plan', 'ledger']) }),
      z.object({ kind: z.literal('tip_closed'), tip: z.enum(tips) }),
      z.object({ kind: z.literal('steps_closed'), closed: z.boolean() }),
      z.object({ kind: z.literal('news_seen') }),
    ]),
  ),
}
