import { z } from 'zod'
import { type LeadMirrorSettings, leadMirrorSettings } from '../../domain/leads/lead-mirror/lead-mirror.ts'
import type { Problem } from '../../errors.ts'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

type Effort = { readonly requests: number; readonly minutes: number }

/** A complete copy, which the gates use. Times are ISO. */
export type WholeCopy = {
  /** Time the copy was started; leads that reached Instantly later may be missing. */
  readonly copiedAt: string
  readonly leads: number
  readonly addresses: number
  /** Rows of leads that were sent an email. */
  readonly contacted: number
  readonly campaigns: number
  readonly lists: number
  /** Number of leads by Instantly's count and as listed, for campaigns it counts; null if it counted none. */
  readonly counted: { readonly there: number; readonly here: number } | null
  /** Time leads newer than the copy were last added. */
  readonly newAt: string | null
  readonly old: boolean
}

/** A copy that is running, or that ended before its last page. */
export type UnfinishedCopy = {
  readonly running: boolean
  readonly leads: number
  /** Whether it can go on from where it stopped; if it is too old, the next copy starts from the beginning. */
  readonly goesOn: boolean
  readonly problem: Problem | null
}

export type LeadMirrorState = {
  readonly workspaceId: WorkspaceId
  readonly copy: WholeCopy | null
  readonly underWay: UnfinishedCopy | null
  /** Whether new leads are being added. */
  readonly adding: boolean
  /** Leads expected at Instantly, and the effort of copying them; leads is null if only Instantly knows. */
  readonly expected: { readonly leads: number | null; readonly whole: Effort | null; readonly added: Effort | null }
  /** Time the next automatic copy starts; null if none will, with the reason in `held`. */
  readonly nextAt: string | null
  readonly held: 'no_key' | 'offline' | 'paused' | 'off' | 'too_many' | null
}

/** Copies of the addresses of all leads at Instantly, used by the gates. */
export const leadMirror = {
  'leadMirror.state': query<LeadMirrorState>({ reads: ['workspaces', 'lead_mirror'] })(z.object({ workspaceId })),
  /**
   * Returns the effort of a complete copy, based on the contacts Instantly's plan counts now, or on local data if
   * Instantly does not answer. `leads` is null if not known. Leads that are only in lists come on top.
   */
  'leadMirror.expected': query<{ readonly leads: number | null; readonly whole: Effort | null }>({ reads: [] })(
    z.object({ workspaceId }),
  ),
  /**
   * Starts a copy or resumes one that was interrupted; `new` only adds leads newer than the last copy. Returns
   * immediately: the work is done in the background. Throws NOT_FOUND for `new` if there is no copy to add to.
   */
  'leadMirror.start': command<LeadMirrorState>({ touches: ['lead_mirror', 'jobs'] })(
    z.object({ workspaceId, what: z.enum(['whole', 'new']) }),
  ),
  /** Stops the copy. What was read is kept for two days so that it can be resumed. The previous copy stays valid. */
  'leadMirror.stop': command<LeadMirrorState>({ touches: ['lead_mirror', 'jobs'] })(z.object({ workspaceId })),
  'leadMirror.settings': query<LeadMirrorSettings>({ reads: ['lead_mirror'] })(z.object({})),
  'leadMirror.saveSettings': command<LeadMirrorSettings>({ touches: ['lead_mirror', 'blocklist', 'jobs'] })(
    leadMirrorSettings,
  ),
}
