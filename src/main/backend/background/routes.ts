import type { health } from '#shared/contract/background/health.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { defaultServiceTargets, type ServiceTargets, serviceTargets } from '#shared/domain/background/targets.ts'
import { getSetting, type Setting, setSetting } from '../clients/settings/settings-store.ts'
import type { Deps } from '../core/deps.ts'
import { createDeadLetters, type DeadLetterActions } from './dead-letters.ts'
import type { JobRegistry } from './job-registry.ts'
import type { Metrics } from './metrics.ts'
import { createServiceView } from './service-view.ts'

const targetsSetting: Setting<ServiceTargets> = {
  key: 'serviceTargets',
  shape: serviceTargets,
  fallback: defaultServiceTargets,
}

type Parts = {
  readonly jobs: JobRegistry
  readonly metrics: Metrics
  readonly acts: DeadLetterActions
}

/** Routes for jobs, items given up, and the service quality of Instantly, webhooks and exports. */
export function healthRoutes(deps: Deps, { jobs, metrics, acts }: Parts): Handlers<typeof health> {
  const { store, clock } = deps
  const givenUp = createDeadLetters(deps, acts)
  const service = createServiceView(store)
  return {
    'jobs.list': ({ workspaceId }) => jobs.list(workspaceId),
    'jobs.troubled': ({ workspaceId }) => jobs.troubled(workspaceId),
    'jobs.history': ({ kind, workspaceId }) => jobs.history(kind, workspaceId),
    'jobs.run': ({ kind, workspaceId }) => jobs.run(kind, workspaceId),
    'givenUp.list': ({ workspaceId, kind, page }) => givenUp.list(workspaceId, kind, page),
    'givenUp.counts': ({ workspaceId }) => givenUp.counts(workspaceId),
    'givenUp.retry': (wanted) => givenUp.retry(wanted),
    'givenUp.drop': (wanted) => givenUp.drop(wanted),
    'givenUp.undoDrop': ({ undo }) => givenUp.undoDrop(undo),
    'service.view': ({ workspaceId, span }) => {
      metrics.flush()
      return service(workspaceId, span, clock.now())
    },
    'service.targets': () => getSetting(store, 'app', targetsSetting),
    'service.saveTargets': (next) => {
      setSetting(store, 'app', targetsSetting, next, clock.now())
      return next
    },
  }
}
