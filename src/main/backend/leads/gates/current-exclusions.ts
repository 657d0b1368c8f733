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
  /** Not said: on. */
  readonly skipIfInWorkspace?: boolean | undefined
}

/** Where leads are to go. */
export type HeldTarget = {
  /** Null for one that is still to be made. */
  readonly place: RemotePlace | null
  /** With it, other parts of the same workspace are other clients. */
  readonly campaign: TargetCampaign | null
  /** The export that asks: its own batches are no reason. */
  readonly except?: number
}

/** All that is known of a lead at this moment, as bits; the first five beside those of `whereBits`. */
export const heldBits = {
  opted_out: 1 << 8,
  blocked: 1 << 9,
  other_client: 1 << 10,
  contacted: 1 << 11,
  other_company: 1 << 12,
  claimed_elsewhere: 1 << 13,
}

/** What an answer is for; what it does not need is not looked for. */
export type HeldAsk = {
  /** Companies other clients wrote to, which costs a look for each. */
  readonly companies: boolean
  /** Where somebody is in the workspace: anywhere, or in the target alone where the rules skip nobody else. */
  readonly places: 'anywhere' | 'target'
}

/** What has to be known for `reasonOf` by these rules. */
export const requestedBy = (rules: HeldRules): HeldAsk => {
  const { skipIfInWorkspace = true, skipIfInCampaign, skipIfInList, holdOtherCompanies = false } = rules
  const anywhere = skipIfInWorkspace || skipIfInCampaign || skipIfInList
  return { companies: holdOtherCompanies, places: anywhere ? 'anywhere' : 'target' }
}

export type HeldLead = { readonly position: number; readonly email: string }
/** What is known of leads of one stretch of a list, in the order given; 0: nothing. */
export type HeldBits = {
  (listId: number, leads: readonly HeldLead[]): readonly number[]
  /** Whether nobody of a stretch can be held, told without its leads; false where that is not known. */
  readonly nobody: (listId: number, first: number, last: number) => boolean
  /** False where positions alone tell: addresses may then be left out. */
  readonly byAddress: boolean
}
export type HeldReason = Exclude<SumReason, 'flawed_value' | 'blank_variable' | 'not_verified'>

/**
 * What speaks against leads at the moment an export cuts them. Asked anew for each batch: somebody may have opted out, or
 * been written to for another client, since the list was made. Null where nothing can. The rules decide in `reasonOf`.
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
    // With nothing but this client's own mirror, `present` knows all of it, a stretch at a time.
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

/** Whether mirrors or archives may know more of an address than that it is in this very workspace now. */
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

/** Why a ready lead does not go out by these rules; null where it does. The first that applies. */
export function reasonOf(bits: number, rules: HeldRules): HeldReason | null {
  if (bits === 0) return null
  const { holdBlocked = true, holdOtherClients = true, holdOtherCompanies = false, skipIfInWorkspace = true } = rules
  const has = (bit: number) => (bits & bit) !== 0
  if (has(heldBits.opted_out)) return 'opted_out'
  if (holdBlocked && has(heldBits.blocked)) return 'blocked'
  if (holdOtherClients && has(heldBits.other_client)) return 'other_client'
  // Instantly never has an address twice in one campaign or list, whatever the rules say.
  if (has(whereBits.ownTarget)) return 'already_uploaded'
  if (has(whereBits.target)) return 'in_workspace'
  if (skipIfInWorkspace) {
    if (has(anywhere)) return 'in_workspace'
    // It was in a campaign that is no longer at Instantly.
    if (has(heldBits.contacted)) return 'contacted'
  } else {
    if (rules.skipIfInCampaign && has(whereBits.campaign)) return 'in_workspace'
    if (rules.skipIfInList && has(whereBits.list)) return 'in_workspace'
  }
  if (holdOtherCompanies && has(heldBits.other_company)) return 'other_company'
  return has(heldBits.claimed_elsewhere) ? 'claimed_elsewhere' : null
}
