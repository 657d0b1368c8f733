import { z } from 'zod'
import { type LeadMirrorSettings, leadMirrorSettings } from '../../domain/leads/lead-mirror/lead-mirror.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

type Effort = { readonly requests: number; readonly minutes: number }

/** A finished copy: what gates look at. Times are ISO. */
export type WholeCopy = {
  /** When it was begun: leads that came to Instantly later may be missing. */
  readonly copiedAt: string
  readonly leads: number
  readonly addresses: number
  /** Rows of leads that got a mail. */
  readonly contacted: number
  readonly campaigns: number
  readonly lists: number
  /** Leads as Instantly counts them and as they were listed, in the campaigns it counts; null: it counted none. */
  readonly counted: { readonly there: number; readonly here: number } | null
  /** When leads that came after it were last added. */
  readonly newAt: string | null
  readonly old: boolean
}

/** A copy under way, or one that ended before its last page. */
export type CopyUnderWay = {
  readonly running: boolean
  readonly startedAt: string
  readonly requestedBy: 'operator' | 'schedule'
  readonly leads: number
  /** It goes on where it ended; false: too old for that, the next one begins anew. */
  readonly goesOn: boolean
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
}

export type LeadMirrorState = {
  readonly workspaceId: WorkspaceId
  readonly copy: WholeCopy | null
  readonly underWay: CopyUnderWay | null
  /** New leads are being added. */
  readonly adding: boolean
  /** Leads expected there, and what copying them takes; leads null: not known before Instantly is asked. */
  readonly expected: { readonly leads: number | null; readonly whole: Effort | null; readonly added: Effort | null }
  /** When the next one is made by itself; null with the reason. */
  readonly nextAt: string | null
  readonly held: 'no_key' | 'offline' | 'paused' | 'off' | 'too_many' | null
}

/** Copies of the addresses of all leads at Instantly, for the gates. */
export const leadMirror = {
  'leadMirror.state': query<LeadMirrorState>({ reads: ['workspaces', 'lead_mirror'] })(z.object({ workspaceId })),
  /**
   * What a whole copy will take, with the contacts Instantly's plan counts just now; by what is known here where it does not
   * answer. Leads null: not known. Leads that are in lists alone come on top.
   */
  'leadMirror.expected': query<{ readonly leads: number | null; readonly whole: Effort | null }>({ reads: [] })(
    z.object({ workspaceId }),
  ),
  /**
   * Begins a copy, or goes on with one that was cut off; `new` adds only leads that came after the last one. Answers at
   * once: the work is done in the background. Throws NOT_FOUND for `new` where there is nothing to add to.
   */
  'leadMirror.start': command<LeadMirrorState>({ touches: ['lead_mirror', 'jobs'] })(
    z.object({ workspaceId, what: z.enum(['whole', 'new']) }),
  ),
  /** Stops; what was read is kept for two days, to go on from. The copy before it stays valid. */
  'leadMirror.stop': command<LeadMirrorState>({ touches: ['lead_mirror', 'jobs'] })(z.object({ workspaceId })),
  'leadMirror.settings': query<LeadMirrorSettings>({ reads: ['lead_mirror'] })(z.object({})),
  'leadMirror.saveSettings': command<LeadMirrorSettings>({ touches: ['lead_mirror', 'blocklist', 'jobs'] })(
    leadMirrorSettings,
  ),
}
