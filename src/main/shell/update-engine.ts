/** Updates through electron-updater, from the feed named in the package and through the system's proxy. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Logger } from '#shared/log.ts'
import { app } from './electron.ts'
import { toUpdateProblem, type UpdateEngine } from './updates.ts'

/** Returns a loader of the updater; null if updates are never checked: built from source, or without a feed. */
export function updateEngineLoader(log: Logger): (() => Promise<UpdateEngine>) | null {
  if (!app.isPackaged || !existsSync(path.join(process.resourcesPath, 'app-update.yml'))) return null
  return () => load(log)
}

async function load(log: Logger): Promise<UpdateEngine> {
  // Loaded with the first check, not at the start, because parsing takes a fifth of a second.
  const { default: electronUpdater } = await import('electron-updater')
  const { autoUpdater } = electronUpdater
  autoUpdater.autoDownload = false
  // Only when the operator asks for it: an update during a system shutdown would be interrupted.
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.logger = {
    info: (message: unknown) => log.debug('updater', { message: String(message) }),
    warn: (message: unknown) => log.warn('updater', { message: String(message) }),
    // The caller reports failures; a partial download that falls back to a full one is not an error.
    error: (message: unknown) => log.warn('updater', { message: String(message) }),
  }
  // Every failure also rejects; without a listener it would end the process.
  autoUpdater.on('error', () => {})
  return {
    canInstall: canInstall(),
    async check(channel) {
      autoUpdater.channel = channel
      autoUpdater.allowPrerelease = channel !== 'latest'
      // Setting a channel allows downgrades, and an older Sendoff refuses newer data.
      autoUpdater.allowDowngrade = false
      const found = await withUpdateProblems(() => autoUpdater.checkForUpdates())
      return found?.isUpdateAvailable ? found.updateInfo.version : null
    },
    async download(onPercent) {
      const onProgress = ({ percent }: { percent: number }) => onPercent(percent)
      autoUpdater.on('download-progress', onProgress)
      try {
        await withUpdateProblems(() => autoUpdater.downloadUpdate())
      } finally {
        autoUpdater.off('download-progress', onProgress)
      }
    },
    install() {
      // Otherwise the new version would take this one for the running instance and hand its files to it.
      app.releaseSingleInstanceLock()
      autoUpdater.quitAndInstall(true, true)
    },
  }
}

/** A .deb is managed by the system's package manager; the system's own updater refuses an unsigned Mac app. */
function canInstall(): boolean {
  if (process.platform === 'linux') {
    const file = process.env['APPIMAGE']
    return file !== undefined && isWritable(path.dirname(file)) && isWritable(file)
  }
  return process.platform !== 'darwin' || isSigned()
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** `npm run package` records in package.json that it could not sign. */
function isSigned(): boolean {
  const text = readFileSync(path.join(app.getAppPath(), 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly unsigned?: boolean }).unsigned !== true
}

async function withUpdateProblems<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw toUpdateProblem(cause)
  }
}
