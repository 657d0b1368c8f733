/**
 * What must be asked outside the file before a lead goes out: block lists, opt-outs, other campaigns and clients. Each is
 * a set of addresses and domains held by whoever knows it; here it is only asked, in the order given.
 */
import { type Gate, type GateCode, gateCodes } from './gates.ts'

/** Where an answer comes from. */
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
  /** `email` is the key of a valid address, `domain` what stands after its `@`. */
  holds(email: string, domain: string): boolean
}

/** A source that was looked at, for the eye. */
export type LookedAt = {
  readonly source: LookupSource
  readonly gate: Gate
  /** False where the operator lets its leads pass. */
  readonly holds: boolean
  /** Entries of a list, exports of this client, addresses of a copy, or other clients with exports. */
  readonly size: number
  /** Other clients whose leads were copied, and those whose never were. */
  readonly clients?: { readonly copied: number; readonly missing: number } | undefined
  /** From then on the copy is older than the operator wants it; ISO time. */
  readonly oldFrom?: string | undefined
  /** When a copy was made (ISO time, null for never); undefined for what is always current. */
  readonly pulledAt?: string | null | undefined
}

/** The gate of the first lookup that knows the address; null where none does. */
export function lookedUpGate(lookups: readonly GateLookup[], email: string): GateCode | null {
  if (lookups.length === 0) return null
  const domain = email.slice(email.indexOf('@') + 1)
  return lookups.find((lookup) => lookup.holds(email, domain))?.gate ?? null
}

/**
 * Whether "already in the list" is the better reason: a lead of the list that was sent from it was contacted, of course.
 * Who may not be written to at all stays blocked or opted out.
 */
export const yieldsToList = (gate: GateCode): boolean => gate === gateCodes.contacted || gate === gateCodes.other_client
