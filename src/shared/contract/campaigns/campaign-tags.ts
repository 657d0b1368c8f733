import { z } from 'zod'
import { typedName } from '../../domain/core/typed-name.ts'
import { campaignId, remoteId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'
import type { CampaignRow } from './campaigns.ts'

/** A tag of the workspace. A tag without an id is found by name, or created, when it is needed. */
export const tagChoice = z.object({ id: remoteId.nullable(), name: typedName(100) })
export type TagChoice = z.output<typeof tagChoice>

/** A tag at Instantly. */
export type WorkspaceTag = { readonly id: string; readonly name: string }

export const campaignTags = {
  /** Reads the tags of a workspace from Instantly, sorted by name. */
  'campaignTags.list': query<readonly WorkspaceTag[]>({ reads: ['workspaces', 'remote'] })(z.object({ workspaceId })),
  /**
   * Adds a tag to a campaign at Instantly or removes it; the local data changes only once Instantly has accepted.
   * Idempotent. Throws CAMPAIGN_GONE and Instantly's errors.
   */
  'campaignTags.set': command<CampaignRow>({ touches: ['campaigns', 'clients'] })(
    z.object({ campaignId, tag: tagChoice, on: z.boolean() }),
  ),
}
