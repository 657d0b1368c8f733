/** People stopped on other computers, for checks of single addresses: the key stays in memory, with the hashes. */
import { domainsOf } from '#shared/domain/leads/import/block-value.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { SharedKey } from './shared-key.ts'

type Known = { readonly key: SharedKey; readonly hashes: ReadonlySet<string>; readonly domains: Map<string, boolean> }
const known = new WeakMap<Store['raw'], Map<WorkspaceId, Known>>()

/** Sets what is known of a client from now on; null if it shares nothing. */
export function setKnownStops(
  { raw }: Pick<Store, 'raw'>,
  workspaceId: WorkspaceId,
  stops: { readonly key: SharedKey; readonly hashes: ReadonlySet<string> } | null,
): void {
  const ofStore = known.get(raw) ?? new Map<WorkspaceId, Known>()
  known.set(raw, ofStore)
  if (stops === null) ofStore.delete(workspaceId)
  else ofStore.set(workspaceId, { ...stops, domains: new Map() })
}

/**
 * Creates a lookup of whether an address, or one of its domains, in either spelling, was stopped on another computer of
 * the client; null if nobody was.
 */
export function optedOutElsewhere(
  { raw }: Pick<Store, 'raw'>,
  workspaceId: WorkspaceId,
): ((email: string) => boolean) | null {
  const found = known.get(raw)?.get(workspaceId)
  if (!found || found.hashes.size === 0) return null
  const { key, hashes, domains } = found
  const isDomainStopped = (domain: string): boolean => {
    const before = domains.get(domain)
    if (before !== undefined) return before
    const is = hashes.has(key.hash(domain))
    domains.set(domain, is)
    return is
  }
  return (email) => hashes.has(key.hash(email)) || domainsOf(email).some(isDomainStopped)
}
