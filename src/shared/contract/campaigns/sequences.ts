import { z } from 'zod'
import {
  type SequenceBody,
  type SequenceStep,
  sequenceBody,
  sequenceSteps,
} from '../../domain/campaigns/copy/sequence.ts'
import { campaignId, leadId, type SequenceId, sequenceId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** Where a version of a template came from. */
export type VersionOrigin = 'written' | 'starter' | 'file' | 'campaign' | 'plan' | 'taken_back' | 'copy'

export type SequenceRow = Omit<SequenceBody, 'steps'> & {
  readonly id: SequenceId
  /** The client it belongs to; null if it is available to every client. */
  readonly workspaceId: WorkspaceId | null
  /** Number of the newest version, from 1. */
  readonly version: number
  readonly savedAt: string
  readonly stepCount: number
  /** Number of variants over all steps. */
  readonly variantCount: number
  /** Subject of the first email. */
  readonly subject: string
}

export type Sequence = SequenceRow & { readonly steps: SequenceStep[] }

export type SequenceVersion = {
  readonly no: number
  readonly at: string
  readonly origin: VersionOrigin
  /** The version or campaign it came from; empty if it was written here. */
  readonly from: string
}

/** A template that comes with the app. */
export type SequenceStarter = SequenceBody & { readonly key: string }

/** A template copied from a campaign. Waits that are not whole days are rounded up. */
export type CopiedSequence = { readonly sequence: Sequence; readonly roundedWaits: number; readonly leftOut: number }

const one = z.object({ id: sequenceId })

export const sequences = {
  /** Returns the templates of a client together with those for every client, or all templates; last saved first. */
  'sequences.list': query<readonly SequenceRow[]>({ reads: ['workspaces', 'sequences'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Throws NOT_FOUND. */
  'sequences.get': query<Sequence>({ reads: ['sequences'] })(one),
  'sequences.starters': query<readonly SequenceStarter[]>({ reads: [] })(z.object({})),
  /**
   * Saves a template, as a new one if `id` is null. Every save that changes something creates a version. `base`: the
   * version the editor was opened with; throws SEQUENCE_CHANGED if there is a newer one.
   */
  'sequences.save': command<Sequence>({ touches: ['sequences'] })(
    z.object({
      id: sequenceId.nullable(),
      workspaceId: workspaceId.nullable(),
      base: z.number().int().positive().nullable(),
      body: sequenceBody,
      origin: z.enum(['written', 'starter', 'plan', 'copy']).default('written'),
    }),
  ),
  /** Hides the template; `removed: false` restores it with all its versions. */
  'sequences.remove': command({ touches: ['sequences'] })(one.extend({ removed: z.boolean() })),
  /** Returns the versions, newest first. */
  'sequences.versions': query<readonly SequenceVersion[]>({ reads: ['sequences'] })(one),
  'sequences.version': query<SequenceBody>({ reads: ['sequences'] })(one.extend({ no: z.number().int().positive() })),
  /** Restores an older version by saving it as a new one, so nothing is lost. */
  'sequences.takeBack': command<Sequence>({ touches: ['sequences'] })(one.extend({ no: z.number().int().positive() })),
  /** Creates a template from a campaign's copy as last read. Throws CAMPAIGN_NO_COPY. */
  'sequences.copyCampaign': command<CopiedSequence>({ touches: ['sequences'] })(z.object({ campaignId })),
  /** Asks for files and imports their templates; null if cancelled. Throws SEQUENCE_FILE_REFUSED, importing none. */
  'sequences.importFiles': command<{ readonly count: number; readonly first: SequenceId } | null>({
    touches: ['sequences'],
  })(z.object({ workspaceId: workspaceId.nullable() })),
  /** Asks for a file and writes these templates to it; returns null if cancelled. */
  'sequences.saveFile': command<{ readonly path: string; readonly count: number } | null>({ touches: [] })(
    z.object({ ids: z.array(sequenceId).min(1).max(200) }),
  ),
  /**
   * Sends an email filled with a lead's values to the operator. Not idempotent: throws OUTCOME_UNKNOWN if the response
   * is lost, TEST_MAIL_REFUSED if Instantly could not send it.
   */
  'sequences.sendTest': command<{ readonly demo: boolean }>({ touches: ['settings'] })(
    z.object({
      workspaceId,
      account: z.email().max(320),
      to: z.email().max(320),
      leadId: leadId.nullable(),
      /** Selects the alternative of `{{RANDOM | …}}`. */
      pick: z.number().int().min(0).max(1_000_000).default(0),
      copy: z.union([
        z.object({ steps: sequenceSteps, step: z.number().int().min(0), variant: z.number().int().min(0) }),
        z.object({ campaignId, step: z.number().int().min(0), variant: z.number().int().min(0) }),
      ]),
    }),
  ),
  /** Returns the recipient and account of a client's last test email. */
  'sequences.testAddresses': query<{ readonly to: string; readonly account: string }>({ reads: ['settings'] })(
    z.object({ workspaceId }),
  ),
}
