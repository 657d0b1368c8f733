import { z } from 'zod'
import { type RuleWords, ruleKinds } from '../../domain/clients/rules.ts'
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

/** A client that is a part of a workspace: a look at its campaigns, which stay where they are. */
export type ClientPart = {
  readonly id: ClientPartId
  readonly workspaceId: WorkspaceId
  readonly name: string
  /** One of the six colours of clients. */
  readonly colour: number
  /** Campaigns of it, those deleted at Instantly included, and those that run. */
  readonly campaigns: number
  readonly running: number
}

export type ClientRuleWords = RuleWords
/** `partId`: whose campaigns it catches. The first rule that fits decides. */
export type ClientRule = ClientRuleWords & { readonly id: ClientRuleId; readonly partId: ClientPartId }

/** What rules would make of one campaign. */
export type RulePreviewRow = {
  readonly campaignId: CampaignId
  readonly name: string
  readonly tags: readonly string[]
  /** The place of the rule that fits, from 0; null where none does. */
  readonly rule: number | null
  /** Assigned by hand: rules change nothing. */
  readonly byHand: boolean
  readonly now: ClientPartId | null
  readonly after: ClientPartId | null
}

/** Where a campaign was assigned: what undoing an assignment needs. */
export type Assignment = {
  readonly campaignId: CampaignId
  /** `rules`: as the rules say. Null: to the workspace itself. */
  readonly to: ClientPartId | null | 'rules'
}

export type Assigned = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  readonly byHand: boolean
}

const partName = z.string().trim().min(1).max(80)
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
  /** Assigned to it by hand. */
  campaignIds: z.array(campaignId).max(100_000),
})
/** A part that was removed: what undoing needs. */
export type RemovedPart = z.output<typeof removed>
const touches = ['clients', 'campaigns', 'inbox', 'events'] as const

export const clients = {
  /** The parts of a workspace, or of all that are in use, by name. */
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
  /** Gives its campaigns back to the workspace, and forgets its rules. Null where it is gone already. */
  'clients.removePart': command<RemovedPart | null>({ touches })(z.object({ partId: clientPartId })),
  /** Brings a removed part back with its number, rules and campaigns. Throws CLIENT_NAME_TAKEN. */
  'clients.restorePart': command<ClientPart>({ touches })(removed),
  'clients.rules': query<readonly ClientRule[]>({ reads: ['clients'] })(z.object({ workspaceId })),
  /** What these rules would make of the campaigns of the workspace; nothing is changed. */
  'clients.previewRules': query<readonly RulePreviewRow[]>({ reads: ['campaigns', 'clients'] })(rules),
  /** Puts these rules, in this order, in the place of all there were, and assigns by them. */
  'clients.saveRules': command<readonly ClientRule[]>({ touches })(rules),
  /** Where campaigns are assigned now. */
  'clients.assigned': query<readonly Assigned[]>({ reads: ['campaigns', 'clients'] })(
    z.object({ campaignIds: z.array(campaignId).min(1).max(1_000) }),
  ),
  /** Assigns campaigns by hand, or leaves them to the rules. Gives how each was assigned before. */
  'clients.assign': command<readonly Assignment[]>({ touches })(
    z.object({ assignments: z.array(z.object({ campaignId, to })).min(1).max(1_000) }),
  ),
}
