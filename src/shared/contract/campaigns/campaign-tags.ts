import { z } from 'zod'
import { campaignId, remoteId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'
import type { CampaignRow } from './campaigns.ts'

/** A tag of the workspace; without an id one that is made, or found by its name, when it is needed. */
export const tagChoice = z.object({ id: remoteId.nullable(), name: z.string().trim().min(1).max(100) })
export type TagChoice = z.output<typeof tagChoice>

/** A tag as Instantly has it. */
export type WorkspaceTag = { readonly id: string; readonly name: string }

export const campaignTags = {
  /** Reads the tags of a workspace from Instantly, by name. */
  'campaignTags.list': query<readonly WorkspaceTag[]>({ reads: ['workspaces', 'remote'] })(z.object({ workspaceId })),
  /**
   * Puts one tag on a campaign at Instantly, or takes it off; here only once it agreed. Repeating it changes nothing more.
   * Throws CAMPAIGN_GONE and what Instantly answered.
   */
  'campaignTags.set': command<CampaignRow>({ touches: ['campaigns', 'clients'] })(
    z.object({ campaignId, tag: tagChoice, on: z.boolean() }),
  ),
}
