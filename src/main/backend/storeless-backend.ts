import fs from 'node:fs'
import path from 'node:path'
import type { Contract } from '#shared/contract/index.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError, type ErrorCode, toWire } from '#shared/errors.ts'
import { createLogger } from '#shared/log.ts'
import { createRestorer } from './app/backups/restorer.ts'
import { storelessBackupRoutes } from './app/backups/routes.ts'
import type { Backend, OpenParts } from './backend-parts.ts'
import { storelessAppRoutes } from './clients/settings/routes.ts'
import { getComputerId } from './core/db/computer-id.ts'
import { storeFileName } from './core/db/open.ts'
import { systemClock } from './core/lib/system-clock.ts'
import { createDispatch, type Dispatch } from './dispatch.ts'

/** How often the store is tried again by itself, as exports and events wait and perhaps nobody is there. */
const retryMs = 60_000
/** Problems that pass: the disk has room again, the other program ended, the disk is connected. */
const passing: ReadonlySet<ErrorCode> = new Set(['STORE_FULL', 'STORE_LOCKED'])

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
  const again = (): void => {
    // Opened while it is gone, a store without backups would be created empty.
    const isStillGone = problem.code === 'STORE_GONE' && !fs.existsSync(path.join(config.paths.dataDir, storeFileName))
    // A restore that is running restarts the app itself.
    if (!isStillGone && restorer.progress() === null) restart()
  }
  const routes = {
    ...storelessAppRoutes(config, host, { problem, again }),
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
  if (passing.has(problem.code)) void clock.sleep(retryMs, stopped.signal).then(again, () => undefined)
  return {
    call: refuse,
    machine: () => undefined,
    stop() {
      stopped.abort()
      return restorer.stop()
    },
  }
}
