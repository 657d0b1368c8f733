import type { Contract } from '#shared/contract/index.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError, toWire } from '#shared/errors.ts'
import { createLogger } from '#shared/log.ts'
import { createRestorer } from './app/backups/restorer.ts'
import { storelessBackupRoutes } from './app/backups/routes.ts'
import type { Backend, OpenParts } from './backend-parts.ts'
import { storelessAppRoutes } from './clients/settings/routes.ts'
import { getComputerId } from './core/db/computer-id.ts'
import { systemClock } from './core/lib/system-clock.ts'
import { createDispatch, type Dispatch } from './dispatch.ts'

/** Creates the backend used when the store cannot be opened: only the screen that reports this works. */
export function createStorelessBackend(parts: OpenParts, error: unknown, restart: () => void): Backend {
  const problem = toWire(error)
  const { config, host } = parts
  const restorer = createRestorer(parts.spawnBackup ?? null, {
    ...config.paths,
    computer: getComputerId(config.paths.dataDir),
    now: () => (parts.clock ?? systemClock).now(),
    changed: () => parts.announce('data.changed', { queries: ['backups.state'] }),
    restart,
  })
  const routes = {
    ...storelessAppRoutes(config, host, problem),
    ...storelessBackupRoutes({ config, host, restorer }),
    ...parts.appLock.routes,
  }
  const log = createLogger('dispatch', parts.logSink)
  const refuse: Dispatch = createDispatch(
    new Proxy(routes as unknown as Handlers<Contract>, {
      get: (target, name) =>
        Reflect.get(target, name) ??
        (() => {
          throw new AppError(problem.code, problem.data)
        }),
    }),
    { log, changed: () => undefined },
  )
  return { call: refuse, machine: () => undefined, stop: restorer.stop }
}
