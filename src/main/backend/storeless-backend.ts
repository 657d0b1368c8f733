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

/** How often the store is tried again after a full disk, as exports and events wait and perhaps nobody is there. */
const retryMs = 60_000

/** Creates the backend used when the store cannot be opened: only the screen that reports this works. */
export function createStorelessBackend(parts: OpenParts, error: unknown, restart: () => void): Backend {
  const problem = toWire(error)
  const { config, host, clock = systemClock } = parts
  const stopped = new AbortController()
  const restorer = createRestorer(parts.spawnBackup ?? null, {
    ...config.paths,
    computer: getComputerId(config.paths.dataDir),
    now: clock.now,
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
  // A restore that is running restarts the app itself.
  const tryAgain = () => restorer.progress() === null && restart()
  if (problem.code === 'STORE_FULL') void clock.sleep(retryMs, stopped.signal).then(tryAgain, () => undefined)
  return {
    call: refuse,
    machine: () => undefined,
    stop() {
      stopped.abort()
      return restorer.stop()
    },
  }
}
