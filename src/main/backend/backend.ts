import { AppError, toWire } from '#shared/errors.ts'
import { createLogger } from '#shared/log.ts'
import { findCopiedFolder } from './app/backups/copied-folder.ts'
import { createAppLock } from './app/lock/app-lock.ts'
import type { Backend, BackendParts, OpenParts } from './backend-parts.ts'
import { passphraseCost as shippedCost } from './clients/workspaces/seal.ts'
import { openStore } from './core/db/open.ts'
import { systemClock } from './core/lib/system-clock.ts'
import { createStorelessBackend } from './storeless-backend.ts'
import { createWorkingBackend } from './working-backend.ts'

/**
 * Creates the whole app except its window. If the store cannot be opened it still answers, with the reason. After a
 * restore everything is stopped and started again with the new store.
 */
export function createBackend(given: BackendParts): Backend {
  const { clock, passphraseCost = shippedCost } = given
  const appLock = createAppLock(given.config.paths.dataDir, {
    passphraseCost,
    elapsed: clock ? () => clock.now() : () => performance.now(),
    // Queries refused while the app was locked run again.
    changed: () => given.announce('data.changed', { queries: 'all' }),
  })
  const parts: OpenParts = {
    ...given,
    appLock,
    passphraseCost,
    host: {
      ...given.host,
      notify: async (notice) => {
        // It would show a client's name over a locked window.
        if (!appLock.hides('notice')) await given.host.notify(notice)
      },
    },
    announce: (name, payload) => {
      if (!appLock.hides(name)) given.announce(name, payload)
    },
  }
  let isStopped = false
  /** Reported only when it is lost: a restarted backend assumes that there is a network. */
  let hasNetwork = true
  let restarting: Promise<void> | null = null
  let current: Backend
  const restart = (): void => {
    // The answer to the caller is sent first.
    restarting ??= new Promise((resolve) => setImmediate(resolve))
      .then(() => current.stop())
      .then(() => {
        if (!isStopped) current = openBackend(parts, restart)
        if (!isStopped && !hasNetwork) current.machine('offline')
        restarting = null
        parts.announce('data.changed', { queries: 'all' })
      })
  }
  current = openBackend(parts, restart)
  return {
    async call(name, input) {
      if (appLock.bars(name)) return { ok: false, error: toWire(new AppError('APP_LOCKED')) }
      await restarting
      return current.call(name, input)
    },
    machine(event) {
      if (event === 'online' || event === 'offline') hasNetwork = event === 'online'
      current.machine(event)
    },
    async stop() {
      isStopped = true
      await restarting
      await current.stop()
    },
  }
}

function openBackend(parts: OpenParts, restart: () => void): Backend {
  const log = createLogger('backend', parts.logSink)
  try {
    const { dataDir, migrationsDir } = parts.config.paths
    const settleCopy = findCopiedFolder(dataDir)
    const store = (parts.openStore ?? openStore)(dataDir, migrationsDir)
    settleCopy(store, (parts.clock ?? systemClock).now())
    return createWorkingBackend(parts, store, restart)
  } catch (error) {
    log.error('the store could not be opened', { error: String((error as Error)?.stack ?? error) })
    return createStorelessBackend(parts, error, restart)
  }
}
