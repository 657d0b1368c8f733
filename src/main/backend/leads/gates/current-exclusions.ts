import type { Database } from 'better-sqlite3'
import type { ExportSettings, SumReason } from '#shared/contract/exports/exports.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { TargetCampaign } from '../../clients/clients/part-of-campaign.ts'
import type { Store } from '../../core/deps.ts'
import type { RemotePlace } from '../../core/instantly/types.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'
import { type BlockedLookup, createBlockedLookup } from '../blocklist/blocked.ts'
import { blockRevision } from '../blocklist/entries.ts'
import { createRemoteContacts } from './at-instantly.ts'
import { contactedElsewhere } from './contacted.ts'
import { createWorkspaceLookup, placeBits } from './in-workspace.ts'
import { combineChecks } from './lookups.ts'
import type { MailedDomains } from './mailed-domains.ts'

export type ExclusionRules = Pick<
  ExportSettings,
  'holdBlocked' | 'holdOtherClients' | 'holdOtherCompanies' | 'skipIfInCampaign' | 'skipIfInList'
> & {
  /** Defaults to on. */
  readonly skipIfInWorkspace?: boolean | undefined
}

/** Destination of the leads. */
export type ExclusionTarget = {
  /** Null if it has yet to be created. */
  readonly place: RemotePlace | null
  /** If set, other parts of the same workspace count as other clients. */
  readonly campaign: TargetCampaign | null
  /** The export being checked: its own batches are no reason to exclude anybody. */
  readonly except?: number
}

/** Everything known about a lead now, as bits. The first five are determined here, with those of `placeBits`. */
export const exclusionBits = {
  opted_out: 1 << 8,
  blocked: 1 << 9,
  other_client: 1 << 10,
  contacted: 1 << 11,
  other_company: 1 << 12,
  claimed_elsewhere: 1 << 13,
}

/** The facts the caller needs; others are not looked up. */
export type ExclusionFacts = {
  /** Companies contacted by other clients, which costs one lookup each. */
  readonly companies: boolean
  /** Whether to look for people anywhere in the workspace, or only in the target if the rules skip nobody else. */
  readonly places: 'anywhere' | 'target'
}

export const neededFacts = (rules: ExclusionRules): ExclusionFacts => {
  const { skipIfInWorkspace = true, skipIfInCampaign, skipIfInList, holdOtherCompanies = false } = rules
  const searchesAnywhere = skipIfInWorkspace || skipIfInCampaign || skipIfInList
  return { companies: holdOtherCompanies, places: searchesAnywhere ? 'anywhere' : 'target' }
}

export type LeadToCheck = { readonly position: number; readonly email: string }
/** Bits of the leads of a range of a list, in the given order; 0 if nothing is known. */
export type ExclusionBitsOf = {
  (listId: number, leads: readonly LeadToCheck[]): readonly number[]
  /** True if nobody in a range can be excluded, without reading its leads; false if that is not known. */
  readonly nobody: (listId: number, first: number, last: number) => boolean
  /** False if positions alone decide; addresses may then be omitted. */
  readonly byAddress: boolean
}
export type ExclusionReason = Exclude<SumReason, 'flawed_value' | 'blank_variable' | 'not_verified'>

/**
 * Creates a lookup of reasons against leads at the moment an export takes them. It is queried again for each batch, as
 * somebody may have opted out, or been contacted for another client, since the list was created. Null if nothing can
 * exclude anybody. The rules are applied in `reasonOf`.
 */
export function createCurrentExclusions(store: Store, companies: Pick<MailedDomains, 'asks'>) {
  const kept = new Map<WorkspaceId, { readonly revision: number; readonly blocked: BlockedLookup | null }>()
  const blockedOf = (workspaceId: WorkspaceId): BlockedLookup | null => {
    const revision = blockRevision(store)
    const known = kept.get(workspaceId)
    if (known?.revision === revision) return known.blocked
    const blocked = createBlockedLookup(store, workspaceId)
    kept.set(workspaceId, { revision, blocked })
    return blocked
  }
  return (workspaceId: WorkspaceId, target: ExclusionTarget, asked: ExclusionFacts): ExclusionBitsOf | null => {
    const { campaign } = target
    const blocked = blockedOf(workspaceId)
    // If only this client's own mirror exists, `present` covers all of it, one range at a time.
    const there = needsPlaceLookup(store, workspaceId) ? createRemoteContacts(store, workspaceId, campaign) : null
    const elsewhere = combineChecks(contactedElsewhere(store.raw, workspaceId, campaign), there, 'elsewhere')
    const company = asked.companies ? companies.asks(workspaceId, campaign) : null
    const present = createWorkspaceLookup(store.raw, workspaceId, {
      place: target.place,
      except: target.except ?? null,
      only: asked.places,
    })
    if (!blocked && !elsewhere && !there && !company && !present) return null
    const bitsOf = (email: string): number => {
      const block = blocked?.(email) ?? null
      return (
        (block === null ? 0 : exclusionBits[block]) |
        (elsewhere?.(email) ? exclusionBits.other_client : 0) |
        (there?.here(email) ? exclusionBits.contacted : 0) |
        (company && company(email).length > 0 ? exclusionBits.other_company : 0)
      )
    }
    const bits = (listId: number, leads: readonly LeadToCheck[]): readonly number[] => {
      const [first, last] = [leads[0], leads.at(-1)]
      const where = present && first && last ? present({ listId, first: first.position, last: last.position }) : null
      return leads.map(({ position, email }) => bitsOf(email) | (where?.get(position) ?? 0))
    }
    const byAddress = blocked !== null || elsewhere !== null || there !== null || company !== null
    const nobody = (listId: number, first: number, last: number): boolean =>
      !byAddress && present?.({ listId, first, last }).size === 0
    return Object.assign(bits, { nobody, byAddress })
  }
}

/** Returns whether mirrors or archives may know more about an address than that it is now in this workspace. */
const needsPlaceLookup = ({ raw }: Store, workspaceId: WorkspaceId): boolean =>
  placeLookupNeeded(raw).get({ workspaceId }) === 1
const placeLookupNeeded = memoizeByKey((db: Database) =>
  db
    .prepare<[object], 0 | 1>(
      `select exists (select 1 from lead_copy where state = 'whole' and workspace_id <> likely(@workspaceId))
         or exists (select 1 from campaign_archive)
         or exists (select 1 from client_part where workspace_id = likely(@workspaceId))
         or exists (select 1 from lead_copy_place p join campaign c
           on c.workspace_id = p.workspace_id and c.remote_id = p.remote_id and c.gone_at is not null
           where p.workspace_id = likely(@workspaceId) and p.kind = 'campaign')`,
    )
    .pluck(),
)

export const anyPlaceBits =
  placeBits.ownTarget | placeBits.target | placeBits.campaign | placeBits.list | placeBits.somewhere

/** Returns the first reason why a ready lead is not sent under these rules; null if it is sent. */
export function firstExclusionReason(bits: number, rules: ExclusionRules): ExclusionReason | null {
  if (bits === 0) return null
  const { holdBlocked = true, holdOtherClients = true, holdOtherCompanies = false, skipIfInWorkspace = true } = rules
  const has = (bit: number) => (bits & bit) !== 0
  if (has(exclusionBits.opted_out)) return 'opted_out'
  if (holdBlocked && has(exclusionBits.blocked)) return 'blocked'
  if (holdOtherClients && has(exclusionBits.other_client)) return 'other_client'
  // Instantly never has an address twice in one campaign or list, regardless of the rules.
  if (has(placeBits.ownTarget)) return 'already_uploaded'
  if (has(placeBits.target)) return 'in_workspace'
  if (skipIfInWorkspace) {
    if (has(anyPlaceBits)) return 'in_workspace'
    // The lead was in a campaign that no longer exists at Instantly.
    if (has(exclusionBits.contacted)) return 'contacted'
  } else {
    if (rules.skipIfInCampaign && has(placeBits.campaign)) return 'in_workspace'
    if (rules.skipIfInList && has(placeBits.list)) return 'in_workspace'
  }
  if (holdOtherCompanies && has(exclusionBits.other_company)) return 'other_company'
  return has(exclusionBits.claimed_elsewhere) ? 'claimed_elsewhere' : null
}
