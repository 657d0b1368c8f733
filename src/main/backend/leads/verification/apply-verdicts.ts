import type { Verdict } from '#shared/contract/leads/verification.ts'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { findLookupGate } from '#shared/domain/leads/import/lookups.ts'
import { gateOfAddressKind } from '#shared/domain/leads/import/special-addresses.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createLookups } from '../gates/lookups.ts'
import { settingsOfList } from '../lists/list-settings.ts'
import { createReadyLookup } from '../lists/ready-lookup.ts'
import type { CheckedLead, Regate } from '../lists/regate.ts'
import { VALUE_MAX } from '../rows/sent-values.ts'

/**
 * Moves the leads of a list to the gates their verification results imply, by the rules the list was imported with.
 * Only leads that are ready, unverified or risky are moved: every other reason for exclusion outweighs a verified
 * address.
 */
export function createVerdictApplier(
  store: Store,
  list: { readonly listId: ListId; readonly workspaceId: WorkspaceId },
) {
  const { raw } = store
  const settings = settingsOfList(store, list.listId)
  const { lookups } = createLookups(store, list.workspaceId, settings)
  const ready = raw.prepare<[string, number], CheckedLead>(
    'select id, email, gate from lead where email = ? and list_id = ? and removed = 0 and gate = 0',
  )
  const isReady = createReadyLookup(store)
  // Excluded leads have no index by address; they are few, and are read once.
  const held = new Map<string, CheckedLead[]>()
  const rows = raw
    .prepare(`select id, email, gate from lead where list_id = ? and removed = 0 and gate <> 0 and gate in (?, ?)`)
    .all(list.listId, gateCodes.unverified, gateCodes.risky) as CheckedLead[]
  for (const lead of rows) held.set(lead.email, [...(held.get(lead.email) ?? []), lead])

  const wanted = (email: string, verdict: Verdict): GateCode | null => {
    if (verdict === 'unanswered') return null
    if (verdict === 'invalid') return gateCodes.not_found
    if (verdict === 'risky' && settings.holdRisky) return gateCodes.risky
    if (isReady(email, list.listId) !== undefined) return gateCodes.already_in_list
    return findLookupGate(lookups, email) ?? gateCodes.ready
  }
  const longest = raw
    .prepare<[number], number | null>(
      `select max(length(value)) from lead, json_tree(payload) where lead.id = ? and json_tree.type = 'text'`,
    )
    .pluck()
  /** At its import, this row was excluded before other problems were checked. */
  const freed = (lead: CheckedLead): GateCode =>
    gateOfAddressKind(lead.email, settings) ??
    ((longest.get(lead.id) ?? 0) > VALUE_MAX ? gateCodes.too_long : gateCodes.ready)

  return (email: string, verdict: Verdict, regate: Regate): void => {
    const standing = ready.get(email, list.listId)
    if (standing && (verdict === 'invalid' || (verdict === 'risky' && settings.holdRisky))) {
      regate(standing, wanted(email, verdict) ?? standing.gate)
    }
    for (const lead of held.get(email) ?? []) {
      const gate = wanted(email, verdict)
      if (gate !== null) regate(lead, gate === gateCodes.ready ? freed(lead) : gate)
    }
    held.delete(email)
  }
}
