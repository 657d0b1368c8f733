/** Stores how the operator arranged the page: by domain or as one list, and which domains are folded. */
import { z } from 'zod'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Store } from '../../core/deps.ts'

const byDomainSetting: Setting<boolean> = { key: 'accounts.by_domain', shape: z.boolean(), fallback: true }
/** Stored per client, so that it is deleted with the client. */
const foldedSetting: Setting<readonly string[]> = {
  key: 'accounts.folded',
  shape: z.array(z.string()).readonly(),
  fallback: [],
}
/** Domains whose healthy accounts are shown individually. */
const restShownSetting: Setting<readonly string[]> = { ...foldedSetting, key: 'accounts.rest_shown' }

export type PageArrangement = ReturnType<typeof createPageArrangement>

export function createPageArrangement(store: Store, now: () => number) {
  /** Returns a lookup that reads each client's setting once. */
  function reading(setting: Setting<readonly string[]>): (workspaceId: WorkspaceId, domain: string) => boolean {
    const known = new Map<WorkspaceId, ReadonlySet<string>>()
    return (workspaceId, domain) => {
      const domains = known.get(workspaceId) ?? new Set(getSetting(store, workspaceId, setting))
      known.set(workspaceId, domains)
      return domains.has(domain)
    }
  }
  function put(
    setting: Setting<readonly string[]>,
    workspaceId: WorkspaceId,
    domains: readonly string[],
    change: (known: Set<string>) => void,
  ): void {
    const known = new Set(getSetting(store, workspaceId, setting))
    change(known)
    const there = new Set(domains)
    setSetting(
      store,
      workspaceId,
      setting,
      [...known].filter((domain) => there.has(domain)),
      now(),
    )
  }
  return {
    byDomain: (): boolean => getSetting(store, 'app', byDomainSetting),
    setByDomain: (byDomain: boolean): void => setSetting(store, 'app', byDomainSetting, byDomain, now()),
    /** Returns lookups for whether a domain is folded and whether its healthy accounts are shown. */
    reader: () => ({ domain: reading(foldedSetting), restShown: reading(restShownSetting) }),
    /** Stores only existing domains, so that the list does not grow without bound. */
    fold(workspaceId: WorkspaceId, domains: readonly string[], change: (folded: Set<string>) => void): void {
      put(foldedSetting, workspaceId, domains, change)
    },
    showRest(workspaceId: WorkspaceId, domains: readonly string[], change: (shown: Set<string>) => void): void {
      put(restShownSetting, workspaceId, domains, change)
    },
  }
}
