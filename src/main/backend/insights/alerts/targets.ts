import { z } from 'zod'
import { alertTargets, type TargetSettings, targetBasis } from '#shared/contract/insights/alerts.ts'
import { type AlertTargets, noTargets } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, removeSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Clock, Store } from '../../core/deps.ts'

type DefaultTargets = Omit<TargetSettings, 'own'>
const defaultTargetsSetting: Setting<DefaultTargets> = {
  key: 'alertTargets',
  shape: targetBasis.extend({ all: alertTargets }),
  fallback: { periodDays: 30, minPeople: 100, all: noTargets },
}

type ClientTargets = { readonly whole: AlertTargets | null; readonly parts: Readonly<Record<string, AlertTargets>> }
export const clientTargetsSetting: Setting<ClientTargets> = {
  key: 'alertTargetsOfClient',
  shape: z.object({ whole: alertTargets.nullable(), parts: z.record(z.string(), alertTargets) }),
  fallback: { whole: null, parts: {} },
}

/** Creates the targets: a part's own, else its workspace's, else those for all. */
export function createAlertTargets({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  const withOwn = store.raw
    .prepare<[string], WorkspaceId>('select workspace_id from setting where key = ? order by workspace_id')
    .pluck()
  return {
    basis: (): DefaultTargets => getSetting(store, 'app', defaultTargetsSetting),
    /** Returns a lookup of clients' targets that reads each workspace once. */
    createLookup(): (workspaceId: WorkspaceId, partId: ClientPartId | null) => AlertTargets {
      const { all } = getSetting(store, 'app', defaultTargetsSetting)
      const known = new Map<WorkspaceId, ClientTargets>()
      return (workspaceId, partId) => {
        const own = known.get(workspaceId) ?? getSetting(store, workspaceId, clientTargetsSetting)
        known.set(workspaceId, own)
        return (partId === null ? undefined : own.parts[partId]) ?? own.whole ?? all
      }
    },
    settings(): TargetSettings {
      const own = withOwn.all(clientTargetsSetting.key).flatMap((workspaceId): TargetSettings['own'][number][] => {
        const { whole, parts } = getSetting(store, workspaceId, clientTargetsSetting)
        return [
          ...(whole ? [{ workspaceId, partId: null, targets: whole }] : []),
          ...Object.entries(parts).map(([id, targets]) => ({
            workspaceId,
            partId: Number(id) as ClientPartId,
            targets,
          })),
        ]
      })
      return { ...getSetting(store, 'app', defaultTargetsSetting), own }
    },
    saveForAll: (next: DefaultTargets): void => setSetting(store, 'app', defaultTargetsSetting, next, clock.now()),
    saveForClient(workspaceId: WorkspaceId, partId: ClientPartId | null, targets: AlertTargets | null): void {
      const { whole, parts } = getSetting(store, workspaceId, clientTargetsSetting)
      const next: ClientTargets =
        partId === null
          ? { whole: targets, parts }
          : {
              whole,
              parts: Object.fromEntries([
                ...Object.entries(parts).filter(([id]) => id !== String(partId)),
                ...(targets ? [[String(partId), targets] as const] : []),
              ]),
            }
      if (next.whole === null && Object.keys(next.parts).length === 0)
        removeSetting(store, workspaceId, clientTargetsSetting)
      else setSetting(store, workspaceId, clientTargetsSetting, next, clock.now())
    },
  }
}
