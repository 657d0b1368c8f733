import { z } from 'zod'
import { alertTargets, type TargetSettings, targetBasis } from '#shared/contract/insights/alerts.ts'
import { type AlertTargets, noTargets } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, removeSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Clock, Store } from '../../core/deps.ts'

type ForAll = Omit<TargetSettings, 'own'>
const forAll: Setting<ForAll> = {
  key: 'alertTargets',
  shape: targetBasis.extend({ all: alertTargets }),
  fallback: { periodDays: 30, minPeople: 100, all: noTargets },
}

type OfClient = { readonly whole: AlertTargets | null; readonly parts: Readonly<Record<string, AlertTargets>> }
const ofClient: Setting<OfClient> = {
  key: 'alertTargetsOfClient',
  shape: z.object({ whole: alertTargets.nullable(), parts: z.record(z.string(), alertTargets) }),
  fallback: { whole: null, parts: {} },
}

/** Creates the targets: a part's own, else its workspace's, else those for all. */
export function createTargets({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  const withOwn = store.raw
    .prepare<[string], WorkspaceId>('select workspace_id from setting where key = ? order by workspace_id')
    .pluck()
  return {
    basis: (): ForAll => getSetting(store, 'app', forAll),
    /** Returns a lookup of clients' targets that reads each workspace once. */
    teller(): (workspaceId: WorkspaceId, partId: ClientPartId | null) => AlertTargets {
      const { all } = getSetting(store, 'app', forAll)
      const known = new Map<WorkspaceId, OfClient>()
      return (workspaceId, partId) => {
        const own = known.get(workspaceId) ?? getSetting(store, workspaceId, ofClient)
        known.set(workspaceId, own)
        return (partId === null ? undefined : own.parts[partId]) ?? own.whole ?? all
      }
    },
    settings(): TargetSettings {
      const own = withOwn.all(ofClient.key).flatMap((workspaceId): TargetSettings['own'][number][] => {
        const { whole, parts } = getSetting(store, workspaceId, ofClient)
        return [
          ...(whole ? [{ workspaceId, partId: null, targets: whole }] : []),
          ...Object.entries(parts).map(([id, targets]) => ({
            workspaceId,
            partId: Number(id) as ClientPartId,
            targets,
          })),
        ]
      })
      return { ...getSetting(store, 'app', forAll), own }
    },
    saveForAll: (next: ForAll): void => setSetting(store, 'app', forAll, next, clock.now()),
    saveForClient(workspaceId: WorkspaceId, partId: ClientPartId | null, targets: AlertTargets | null): void {
      const { whole, parts } = getSetting(store, workspaceId, ofClient)
      const next: OfClient =
        partId === null
          ? { whole: targets, parts }
          : {
              whole,
              parts: Object.fromEntries([
                ...Object.entries(parts).filter(([id]) => id !== String(partId)),
                ...(targets ? [[String(partId), targets] as const] : []),
              ]),
            }
      if (next.whole === null && Object.keys(next.parts).length === 0) removeSetting(store, workspaceId, ofClient)
      else setSetting(store, workspaceId, ofClient, next, clock.now())
    },
  }
}
