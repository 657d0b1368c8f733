import { z } from 'zod'
import { type RuleCondition, ruleKinds } from '../../domain/clients/rules.ts'
import { typedName } from '../../domain/core/typed-name.ts'
import {
  type CampaignId,
  type ClientPartId,
  type ClientRuleId,
  campaignId,
  clientPartId,
  type WorkspaceId,
  workspaceId,
} from '../../ids.ts'
import { command, query } from '../route.ts'

/** A client that is a part of a workspace. A part is only a view of campaigns, which stay where they are. */
export type ClientPart = {
  readonly id: ClientPartId
  readonly workspaceId: WorkspaceId
  readonly name: string
  /** One of the six client colours. */
  readonly colour: number
  /** Number of its campaigns, including those deleted at Instantly, and number of running ones. */
  readonly campaigns: number
  readonly running: number
}

export type ClientRuleWords = RuleCondition
/** `partId`: the part that matching campaigns are assigned to. The first matching rule decides. */
export type ClientRule = ClientRuleWords & { readonly id: ClientRuleId; readonly partId: ClientPartId }

/** What the rules would do with one campaign. */
export type RulePreviewRow = {
  readonly campaignId: CampaignId
  readonly name: string
  readonly tags: readonly string[]
  /** Index of the matching rule; null if none matches. */
  readonly rule: number | null
  /** Whether it was assigned manually; rules then do not apply. */
  readonly byHand: boolean
  readonly now: ClientPartId | null
  readonly after: ClientPartId | null
}

/** The previous assignment of a campaign, as needed to undo an assignment. */
export type Assignment = {
  readonly campaignId: CampaignId
  /** `rules`: assigned by the rules. Null: assigned to the workspace itself. */
  readonly to: ClientPartId | null | 'rules'
}

export type Assigned = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  readonly byHand: boolean
}

const partName = typedName(80)
const colour = z.number().int().min(1).max(6)
const rule = z.object({ partId: clientPartId, kind: z.enum(ruleKinds), value: z.string().trim().min(1).max(200) })
const rules = z.object({ workspaceId, rules: z.array(rule).max(200) })
const to = z.union([clientPartId, z.null(), z.literal('rules')])
const removed = z.object({
  id: clientPartId,
  workspaceId,
  name: partName,
  colour,
  /** All rules of the workspace, in order. */
  rules: z.array(rule).max(200),
  /** Campaigns assigned to it manually. */
  campaignIds: z.array(campaignId).max(100_000),
})
/** A removed part, with what is needed to undo the removal. */
export type RemovedPart = z.output<typeof removed>
const touches = ['clients', 'campaigns', 'inbox', 'events'] as const

export const clients = {
  /** Returns the parts of a workspace, or of all workspaces in use, by name. */
  'clients.parts': query<readonly ClientPart[]>({ reads: ['workspaces', 'campaigns', 'clients'] })(
    z.object({ workspaceId: workspaceId.nullable().default(null) }),
  ),
  /** Throws CLIENT_NAME_TAKEN. */
  'clients.createPart': command<ClientPart>({ touches: ['clients'] })(
    z.object({ workspaceId, name: partName, colour }),
  ),
  /** Throws CLIENT_NAME_TAKEN, NOT_FOUND. */
  'clients.updatePart': command<ClientPart>({ touches: ['clients', 'campaigns'] })(
    z.object({ partId: clientPartId, name: partName.optional(), colour: colour.optional() }),
  ),
  /** Removes a part: its campaigns go back to the workspace, its rules are deleted. Returns null if it is gone. */
  'clients.removePart': command<RemovedPart | null>({ touches })(z.object({ partId: clientPartId })),
  /** Restores a removed part with its id, rules and campaigns. Throws CLIENT_NAME_TAKEN. */
  'clients.restorePart': command<ClientPart>({ touches })(removed),
  'clients.rules': query<readonly ClientRule[]>({ reads: ['clients'] })(z.object({ workspaceId })),
  /** Returns what these rules would do with the campaigns of the workspace. Changes nothing. */
  'clients.previewRules': query<readonly RulePreviewRow[]>({ reads: ['campaigns', 'clients'] })(rules),
  /** Replaces all rules by these, in this order, and assigns campaigns by them. */
  'clients.saveRules': command<readonly ClientRule[]>({ touches })(rules),
  /** Returns the current assignments of campaigns. */
  'clients.assigned': query<readonly Assigned[]>({ reads: ['campaigns', 'clients'] })(
    z.object({ campaignIds: z.array(campaignId).min(1).max(1_000) }),
  ),
  /** Assigns campaigns manually, or leaves them to the rules. Returns the previous assignments. */
  'clients.assign': command<readonly Assignment[]>({ touches })(
    z.object({ assignments: z.array(z.object({ campaignId, to })).min(1).max(1_000) }),
  ),
}
