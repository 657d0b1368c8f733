/**
 * Data outside the file that must be checked before a lead goes out: block lists, opt-outs, other campaigns and
 * clients. Each lookup is a set of addresses and domains provided by its owner; here they are only queried, in the
 * given order.
 */
import { type Gate, type GateCode, gateCodes } from './gates.ts'

/** Where the data of a lookup comes from. */
export type LookupSource =
  | 'instantly_block_list'
  | 'own_block_list'
  | 'opt_outs'
  | 'own_exports'
  | 'own_events'
  | 'own_leads_there'
  | 'own_archives'
  | 'other_clients'
  | 'other_leads_there'

export type GateLookup = {
  readonly gate: GateCode
  /** `email` is the key of a valid address, `domain` the part after its `@`. */
  holds(email: string, domain: string): boolean
}

/** A source that was checked, for display. */
export type CheckedSource = {
  readonly source: LookupSource
  readonly gate: Gate
  /** False if the operator lets its leads pass. */
  readonly holds: boolean
  /** Number of entries of a list, exports of this client, addresses of a copy, or other clients with exports. */
  readonly size: number
  /** Number of other clients whose leads were copied, and of those whose leads never were. */
  readonly clients?: { readonly copied: number; readonly missing: number } | undefined
  /** Time from which the copy is older than the operator allows, ISO. */
  readonly oldFrom?: string | undefined
  /** Time a copy was made (ISO, null for never); undefined for data that is always current. */
  readonly pulledAt?: string | null | undefined
}

/** Returns the gate of the first lookup that has the address; null if none does. */
export function findLookupGate(lookups: readonly GateLookup[], email: string): GateCode | null {
  if (lookups.length === 0) return null
  const domain = email.slice(email.indexOf('@') + 1)
  return lookups.find((lookup) => lookup.holds(email, domain))?.gate ?? null
}

/**
 * Returns whether "already in the list" is the better reason: a lead of the list that was exported from it was
 * contacted, of course. People who must not be contacted at all stay blocked or opted out.
 */
export const isOverriddenByList = (gate: GateCode): boolean =>
  gate === gateCodes.contacted || gate === gateCodes.other_client
