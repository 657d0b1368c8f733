import { z } from 'zod'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { listId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** What Instantly's verification says: `risky` is an address it verified at a domain that takes any name. */
export const verdicts = ['verified', 'risky', 'invalid', 'unanswered'] as const
export type Verdict = (typeof verdicts)[number]

export type VerificationRun = {
  readonly id: number
  /** `waiting`: held by something outside, goes on by itself unless only the operator can help. */
  readonly state: 'running' | 'waiting' | 'paused' | 'done'
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
  readonly total: number
  /** Asked, and Instantly is still at work. */
  readonly pending: number
  readonly left: number
  readonly found: Readonly<Record<Verdict, number>>
  readonly creditsUsed: number
  readonly startedAt: string
  readonly finishedAt: string | null
}

export type VerificationPlan = {
  /** Addresses nobody asked about in the last 30 days: of ready leads, and of those held as not verified or risky. */
  readonly ready: number
  /** Of ready leads whose file has a verification status of its own; not among `ready`. */
  readonly told: number
  readonly held: number
  /** Addresses with an answer not older than that: not asked and paid again. */
  readonly known: number
  /** Credits Instantly took for an address so far, on average; null before the first. */
  readonly creditsEach: number | null
  /** Credits left, as its last answer told. */
  readonly creditsLeft: number | null
  readonly creditsAt: string | null
  readonly run: VerificationRun | null
}

/** Which leads of a list. */
export const verificationGroups = ['ready', 'told', 'held'] as const
export type VerificationGroup = (typeof verificationGroups)[number]
const which = z.array(z.enum(verificationGroups)).min(1)
const run = z.object({ runId: z.number().int().min(1) })

export const verification = {
  /** From the local store only. */
  'verification.plan': query<VerificationPlan>({ reads: ['lists', 'verification'] })(z.object({ listId })),
  /** Writes the addresses down and starts asking. A run of the list that is not over is returned instead of a second. */
  'verification.start': command<VerificationRun>({ touches: ['verification'] })(z.object({ listId, which })),
  'verification.pause': command<VerificationRun>({ touches: ['verification'] })(run),
  'verification.resume': command<VerificationRun>({ touches: ['verification'] })(run),
  /** Ends early: nothing new is asked, what was asked is still read. */
  'verification.cancel': command<VerificationRun>({ touches: ['verification'] })(run),
}
