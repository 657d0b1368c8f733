import path from 'node:path'
import { AppError, toWire } from '#shared/errors.ts'
import { createLogger } from '#shared/log.ts'
import { findCopiedFolder } from './app/backups/copied-folder.ts'
import { createAppLock } from './app/lock/app-lock.ts'
import type { Backend, BackendParts, OpenParts } from './backend-parts.ts'
import { passphraseCost as shippedCost } from './clients/workspaces/seal.ts'
import { openStore, storeFileName } from './core/db/open.ts'
import { asStoreError } from './core/db/store-errors.ts'
import { watchStoreFile } from './core/db/watch-store-file.ts'
import type { Store } from './core/deps.ts'
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
  const reopen = (open: () => Backend): void => {
    // The answer to the caller is sent first.
    restarting ??= new Promise((resolve) => setImmediate(resolve))
      .then(() => current.stop())
      .then(() => {
        if (!isStopped) current = open()
        if (!isStopped && !hasNetwork) current.machine('offline')
        restarting = null
        parts.announce('data.changed', { queries: 'all' })
      })
  }
  const openings: Openings = {
    restart: () => reopen(() => openBackend(parts, openings)),
    storeGone: () =>
      reopen(() => createStorelessBackend(parts, new AppError('STORE_GONE', { reason: 'running' }), openings.restart)),
  }
  current = openBackend(parts, openings)
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

type Openings = {
  readonly restart: () => void
  /** The store's file disappeared while it was open. */
  readonly storeGone: () => void
}

function openBackend(parts: OpenParts, { restart, storeGone }: Openings): Backend {
  const log = createLogger('backend', parts.logSink)
  let store: Store | null = null
  try {
    const { dataDir, migrationsDir } = parts.config.paths
    const settleCopy = findCopiedFolder(dataDir)
    store = (parts.openStore ?? openStore)(dataDir, migrationsDir)
    settleCopy(store, (parts.clock ?? systemClock).now())
    return stopsWithoutFile(createWorkingBackend(parts, store, restart), path.join(dataDir, storeFileName), () => {
      log.error('the store is no longer in its place')
      storeGone()
    })
  } catch (error) {
    log.error('the store could not be opened', { error: String((error as Error)?.stack ?? error) })
    // An open file cannot be replaced by a copy everywhere.
    store?.raw.close()
    return createStorelessBackend(parts, asStoreError(error), restart)
  }
}

/** Reports once that the file was deleted or moved away; what is written to it would be lost when the app quits. */
function stopsWithoutFile(backend: Backend, file: string, gone: () => void): Backend {
  const stopWatching = watchStoreFile(file, gone)
  return {
    ...backend,
    stop() {
      stopWatching()
      return backend.stop()
    },
  }
}
