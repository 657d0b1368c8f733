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
  /** Whose it is; null: every client's. */
  readonly workspaceId: WorkspaceId | null
  /** The newest version, from 1. */
  readonly version: number
  readonly savedAt: string
  readonly stepCount: number
  /** Variants over all steps. */
  readonly variantCount: number
  /** Subject of the first mail. */
  readonly subject: string
}

export type Sequence = SequenceRow & { readonly steps: SequenceStep[] }

export type SequenceVersion = {
  readonly no: number
  readonly name: string
  readonly at: string
  readonly origin: VersionOrigin
  /** The version or campaign it came from; empty where it was written. */
  readonly from: string
}

/** A template that comes with the app. */
export type SequenceStarter = SequenceBody & { readonly key: string }

/** A template copied out of a campaign: waits that were no whole days are rounded up. */
export type CopiedSequence = { readonly sequence: Sequence; readonly roundedWaits: number; readonly leftOut: number }

const one = z.object({ id: sequenceId })

export const sequences = {
  /** Templates for a client with those of every client, or all there are; the last saved first. */
  'sequences.list': query<readonly SequenceRow[]>({ reads: ['workspaces', 'sequences'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** NOT_FOUND. */
  'sequences.get': query<Sequence>({ reads: ['sequences'] })(one),
  'sequences.starters': query<readonly SequenceStarter[]>({ reads: [] })(z.object({})),
  /**
   * Saves a template, a new one where `id` is null. Every save that changes something is a version. `base`: the version it
   * was opened at; a newer one there throws SEQUENCE_CHANGED.
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
  /** Out of sight; `removed: false` brings it back with all its versions. */
  'sequences.remove': command<null>({ touches: ['sequences'] })(one.extend({ removed: z.boolean() })),
  /** The newest first. */
  'sequences.versions': query<readonly SequenceVersion[]>({ reads: ['sequences'] })(one),
  'sequences.version': query<SequenceBody>({ reads: ['sequences'] })(one.extend({ no: z.number().int().positive() })),
  /** Makes an older version the newest: as a new one, so nothing is lost. */
  'sequences.takeBack': command<Sequence>({ touches: ['sequences'] })(one.extend({ no: z.number().int().positive() })),
  /** A new template from a campaign's copy, as last read. Throws CAMPAIGN_NO_COPY. */
  'sequences.copyCampaign': command<CopiedSequence>({ touches: ['sequences'] })(z.object({ campaignId })),
  /** Asks for files and takes in what they hold; null when cancelled. Throws SEQUENCE_FILE_REFUSED: then nothing of them is. */
  'sequences.importFiles': command<{ readonly count: number; readonly first: SequenceId } | null>({
    touches: ['sequences'],
  })(z.object({ workspaceId: workspaceId.nullable() })),
  /** Asks where, then writes these templates as a file; null when cancelled. */
  'sequences.saveFile': command<{ readonly path: string; readonly count: number } | null>({ touches: [] })(
    z.object({ ids: z.array(sequenceId).min(1).max(200) }),
  ),
  /**
   * Sends one mail to the operator, filled with a lead's values. Not repeatable: an answer that is lost throws
   * OUTCOME_UNKNOWN. Throws TEST_MAIL_REFUSED where Instantly could not send it.
   */
  'sequences.sendTest': command<{ readonly demo: boolean }>({ touches: ['settings'] })(
    z.object({
      workspaceId,
      account: z.email().max(320),
      to: z.email().max(320),
      leadId: leadId.nullable(),
      /** Which wording of `{{RANDOM | …}}`. */
      pick: z.number().int().min(0).max(1_000_000).default(0),
      copy: z.union([
        z.object({ steps: sequenceSteps, step: z.number().int().min(0), variant: z.number().int().min(0) }),
        z.object({ campaignId, step: z.number().int().min(0), variant: z.number().int().min(0) }),
      ]),
    }),
  ),
  /** Where the last test mail of a client went to, and from where. */
  'sequences.testAddresses': query<{ readonly to: string; readonly account: string }>({ reads: ['settings'] })(
    z.object({ workspaceId }),
  ),
}
