import type { Database } from 'better-sqlite3'
import type { ExportSettings, SumReason } from '#shared/contract/exports/exports.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { TargetCampaign } from '../../clients/clients/part-of-campaign.ts'
import type { Store } from '../../core/deps.ts'
import type { RemotePlace } from '../../core/instantly/types.ts'
import { memoizeByKey } from '../../core/lib/memoize-by-key.ts'
import { type Blocked, createBlocked } from '../blocklist/blocked.ts'
import { blockRevision } from '../blocklist/entries.ts'
import { createAtInstantly } from './at-instantly.ts'
import { contactedElsewhere } from './contacted.ts'
import { createInWorkspace, whereBits } from './in-workspace.ts'
import { eitherOf } from './lookups.ts'
import type { MailedDomains } from './mailed-domains.ts'

export type HeldRules = Pick<
  ExportSettings,
  'holdBlocked' | 'holdOtherClients' | 'holdOtherCompanies' | 'skipIfInCampaign' | 'skipIfInList'
> & {
  /** Defaults to on. */
  readonly skipIfInWorkspace?: boolean | undefined
}

/** Destination of the leads. */
export type HeldTarget = {
  /** Null if it has yet to be created. */
  readonly place: RemotePlace | null
  /** If set, other parts of the same workspace count as other clients. */
  readonly campaign: TargetCampaign | null
  /** The export being checked: its own batches are no reason to exclude anybody. */
  readonly except?: number
}

/**
 * Everything known about a lead at this moment, as bits. The first five are determined here, together with those of
 * `whereBits`.
 */
export const heldBits = {
  opted_out: 1 << 8,
  blocked: 1 << 9,
  other_client: 1 << 10,
  contacted: 1 << 11,
  other_company: 1 << 12,
  claimed_elsewhere: 1 << 13,
}

/** The facts the caller needs; others are not looked up. */
export type HeldAsk = {
  /** Companies contacted by other clients, which costs one lookup each. */
  readonly companies: boolean
  /** Whether to look for people anywhere in the workspace, or only in the target if the rules skip nobody else. */
  readonly places: 'anywhere' | 'target'
}

/** Returns the facts that `reasonOf` needs for these rules. */
export const requestedBy = (rules: HeldRules): HeldAsk => {
  const { skipIfInWorkspace = true, skipIfInCampaign, skipIfInList, holdOtherCompanies = false } = rules
  const anywhere = skipIfInWorkspace || skipIfInCampaign || skipIfInList
  return { companies: holdOtherCompanies, places: anywhere ? 'anywhere' : 'target' }
}

export type HeldLead = { readonly position: number; readonly email: string }
/** Bits of the leads of a range of a list, in the given order; 0 if nothing is known. */
export type HeldBits = {
  (listId: number, leads: readonly HeldLead[]): readonly number[]
  /**
   * Returns true if nobody in a range can be excluded, determined without reading its leads; false if that is not
   * known.
   */
  readonly nobody: (listId: number, first: number, last: number) => boolean
  /** False if positions alone decide; addresses may then be omitted. */
  readonly byAddress: boolean
}
export type HeldReason = Exclude<SumReason, 'flawed_value' | 'blank_variable' | 'not_verified'>

/**
 * Creates a lookup of reasons against leads at the moment an export takes them. It is queried again for each batch, as
 * somebody may have opted out, or been contacted for another client, since the list was created. Null if nothing can
 * exclude anybody. The rules are applied in `reasonOf`.
 */
export function createCurrentExclusions(store: Store, companies: Pick<MailedDomains, 'asks'>) {
  const kept = new Map<WorkspaceId, { readonly revision: number; readonly blocked: Blocked | null }>()
  const blockedOf = (workspaceId: WorkspaceId): Blocked | null => {
    const revision = blockRevision(store)
    const known = kept.get(workspaceId)
    if (known?.revision === revision) return known.blocked
    const blocked = createBlocked(store, workspaceId)
    kept.set(workspaceId, { revision, blocked })
    return blocked
  }
  return (workspaceId: WorkspaceId, target: HeldTarget, asked: HeldAsk): HeldBits | null => {
    const { campaign } = target
    const blocked = blockedOf(workspaceId)
    // If only this client's own mirror exists, `present` covers all of it, one range at a time.
    const there = needsPlaces(store, workspaceId) ? createAtInstantly(store, workspaceId, campaign) : null
    const elsewhere = eitherOf(contactedElsewhere(store.raw, workspaceId, campaign), there, 'elsewhere')
    const company = asked.companies ? companies.asks(workspaceId, campaign) : null
    const present = createInWorkspace(store.raw, workspaceId, {
      place: target.place,
      except: target.except ?? null,
      only: asked.places,
    })
    if (!blocked && !elsewhere && !there && !company && !present) return null
    const bitsOf = (email: string): number => {
      const block = blocked?.(email) ?? null
      return (
        (block === null ? 0 : heldBits[block]) |
        (elsewhere?.(email) ? heldBits.other_client : 0) |
        (there?.here(email) ? heldBits.contacted : 0) |
        (company && company(email).length > 0 ? heldBits.other_company : 0)
      )
    }
    const bits = (listId: number, leads: readonly HeldLead[]): readonly number[] => {
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
const needsPlaces = ({ raw }: Store, workspaceId: WorkspaceId): boolean => placesNeeded(raw).get({ workspaceId }) === 1
const placesNeeded = memoizeByKey((db: Database) =>
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

export const anywhere =
  whereBits.ownTarget | whereBits.target | whereBits.campaign | whereBits.list | whereBits.somewhere

/** Returns the first reason why a ready lead is not sent under these rules; null if it is sent. */
export function reasonOf(bits: number, rules: HeldRules): HeldReason | null {
  if (bits === 0) return null
  const { holdBlocked = true, holdOtherClients = true, holdOtherCompanies = false, skipIfInWorkspace = true } = rules
  const has = (bit: number) => (bits & bit) !== 0
  if (has(heldBits.opted_out)) return 'opted_out'
  if (holdBlocked && has(heldBits.blocked)) return 'blocked'
  if (holdOtherClients && has(heldBits.other_client)) return 'other_client'
  // Instantly never has an address twice in one campaign or list, regardless of the rules.
  if (has(whereBits.ownTarget)) return 'already_uploaded'
  if (has(whereBits.target)) return 'in_workspace'
  if (skipIfInWorkspace) {
    if (has(anywhere)) return 'in_workspace'
    // The lead was in a campaign that no longer exists at Instantly.
    if (has(heldBits.contacted)) return 'contacted'
  } else {
    if (rules.skipIfInCampaign && has(whereBits.campaign)) return 'in_workspace'
    if (rules.skipIfInList && has(whereBits.list)) return 'in_workspace'
  }
  if (holdOtherCompanies && has(heldBits.other_company)) return 'other_company'
  return has(heldBits.claimed_elsewhere) ? 'claimed_elsewhere' : null
}
