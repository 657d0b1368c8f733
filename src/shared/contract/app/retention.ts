/** How long a client's texts are kept on this computer. Without a rule they are kept permanently. */
import { z } from 'zod'
import { workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** Texts of conversations, events as received, campaign archives, the log of API calls. */
export const retentionKinds = ['emails', 'payloads', 'archives', 'calls'] as const
export type RetentionKind = (typeof retentionKinds)[number]

/** In months; null to keep the data permanently. */
const months = z.number().int().min(1).max(120).nullable()
export const retentionRules = z.object({ emails: months, payloads: months, archives: months, calls: months })
export type RetentionRules = z.output<typeof retentionRules>

/** How much data of a kind is past its retention time. */
export type RetentionAmount = {
  readonly count: number
  readonly bytes: number
  /** Past its retention time, but kept because it is still needed. */
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
  /** Whether a deletion is running, or will continue at the next start. */
  readonly running: boolean
  /** The most recent deletion. */
  readonly last: RetentionRun | null
}

const one = z.object({ workspaceId })
export const retention = {
  'retention.state': query<RetentionState>({ reads: ['retention'] })(one),
  /** Returns what would be deleted now under these rules. Changes nothing. */
  'retention.preview': query<RetentionPreview>({
    reads: ['retention', 'inbox', 'events', 'campaigns', 'audit'],
  })(one.extend({ rules: retentionRules })),
  /** Saves the rules. Data already past its time is deleted immediately, in the background. */
  'retention.save': command({ touches: ['retention'] })(one.extend({ rules: retentionRules })),
}
