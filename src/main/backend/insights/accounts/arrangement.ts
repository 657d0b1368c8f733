/** How the operator arranged the page: under domains or as one list, and which domains are folded. */
import { z } from 'zod'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

const byDomainSetting: Setting<boolean> = { key: 'accounts.by_domain', shape: z.boolean(), fallback: true }
/** Kept with the client, so that they go with it. */
const foldedSetting: Setting<readonly string[]> = {
  key: 'accounts.folded',
  shape: z.array(z.string()).readonly(),
  fallback: [],
}

export type AccountArrangement = ReturnType<typeof createAccountArrangement>

export function createAccountArrangement(store: Store, now: () => number) {
  return {
    byDomain: (): boolean => getSetting(store, 'app', byDomainSetting),
    setByDomain: (byDomain: boolean): void => setSetting(store, 'app', byDomainSetting, byDomain, now()),
    /** Tells of each domain whether it is folded; each client's are read once. */
    reader(): (workspaceId: WorkspaceId, domain: string) => boolean {
      const known = new Map<WorkspaceId, ReadonlySet<string>>()
      return (workspaceId, domain) => {
        const folded = known.get(workspaceId) ?? new Set(getSetting(store, workspaceId, foldedSetting))
        known.set(workspaceId, folded)
        return folded.has(domain)
      }
    },
    /** Only domains that are there are kept, so that the list does not grow for good. */
    fold(workspaceId: WorkspaceId, domains: readonly string[], change: (folded: Set<string>) => void): void {
      const folded = new Set(getSetting(store, workspaceId, foldedSetting))
      change(folded)
      const there = new Set(domains)
      setSetting(
        store,
        workspaceId,
        foldedSetting,
        [...folded].filter((domain) => there.has(domain)),
        now(),
      )
    },
  }
}
