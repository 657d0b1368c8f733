/** How long a client's texts are kept on this computer. Off: for good. */
import { z } from 'zod'
import { workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** Texts of conversations, events as they were received, archives of campaigns, the record of calls. */
export const retentionKinds = ['emails', 'payloads', 'archives', 'calls'] as const
export type RetentionKind = (typeof retentionKinds)[number]

/** In months; null: kept for good. */
const months = z.number().int().min(1).max(120).nullable()
export const retentionRules = z.object({ emails: months, payloads: months, archives: months, calls: months })
export type RetentionRules = z.output<typeof retentionRules>

/** What of a kind is past its time. */
export type RetentionAmount = {
  readonly count: number
  readonly bytes: number
  /** Past its time, and kept because it is still needed. */
  readonly kept: number
}
export type RetentionPreview = Readonly<Record<RetentionKind, RetentionAmount>>

export const retentionRun = z.object({
  at: z.number(),
  counts: z.object({ emails: z.number(), payloads: z.number(), archives: z.number(), calls: z.number() }),
  bytes: z.number(),
})
export type RetentionRun = z.output<typeof retentionRun>

export type RetentionState = {
  readonly rules: RetentionRules
  /** Something is being deleted now, or goes on with the next start. */
  readonly running: boolean
  /** The last time something was deleted. */
  readonly last: RetentionRun | null
}

const one = z.object({ workspaceId })
export const retention = {
  'retention.state': query<RetentionState>({ reads: ['retention'] })(one),
  /** What would be deleted now under these rules. Counted, nothing is changed. */
  'retention.preview': query<RetentionPreview>({
    reads: ['retention', 'inbox', 'events', 'campaigns', 'audit'],
  })(one.extend({ rules: retentionRules })),
  /** From now on. What is past its time goes at once, in the background. */
  'retention.save': command<null>({ touches: ['retention'] })(one.extend({ rules: retentionRules })),
}
