import { z } from 'zod'
import type { Problem } from '../../errors.ts'
import { listId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** Results of Instantly's verification. `risky`: an address it verified at a catch-all domain. */
export const verdicts = ['verified', 'risky', 'invalid', 'unanswered'] as const
export type Verdict = (typeof verdicts)[number]

export type VerificationRun = {
  readonly id: number
  /** `waiting`: held up by something outside; continues automatically unless only the operator can resolve it. */
  readonly state: 'running' | 'waiting' | 'paused' | 'done'
  readonly problem: Problem | null
  readonly total: number
  /** Addresses submitted for which Instantly has no result yet. */
  readonly pending: number
  readonly left: number
  readonly found: Readonly<Record<Verdict, number>>
  readonly creditsUsed: number
}

export type VerificationPlan = {
  /** Addresses unverified for 30 days: of ready leads (`ready`), and of held ones: not verified, risky (`held`). */
  readonly ready: number
  /** Addresses of ready leads whose file has a verification status; not included in `ready`. */
  readonly told: number
  readonly held: number
  /** Addresses with a result from that period: not submitted, and not paid for, again. */
  readonly known: number
  /** Average number of credits Instantly has charged per address; null before the first. */
  readonly creditsEach: number | null
  /** Credits left, according to Instantly's last response. */
  readonly creditsLeft: number | null
  readonly creditsAt: string | null
  readonly run: VerificationRun | null
}

/** Groups of a list's leads to verify. */
export const verificationGroups = ['ready', 'told', 'held'] as const
export type VerificationGroup = (typeof verificationGroups)[number]
const which = z.array(z.enum(verificationGroups)).min(1).max(verificationGroups.length)
const run = z.object({ runId: z.number().int().min(1) })

export const verification = {
  /** Reads only the local store. */
  'verification.plan': query<VerificationPlan>({ reads: ['lists', 'verification'] })(z.object({ listId })),
  /** Records the addresses and starts verifying them. If a run of the list is not finished, returns that instead. */
  'verification.start': command<VerificationRun>({ touches: ['verification'] })(z.object({ listId, which })),
  'verification.pause': command<VerificationRun>({ touches: ['verification'] })(run),
  'verification.resume': command<VerificationRun>({ touches: ['verification'] })(run),
  /** Stops early: no further addresses are submitted, and results of submitted ones are still read. */
  'verification.cancel': command<VerificationRun>({ touches: ['verification'] })(run),
}
