/** Updates by electron-updater: the feed that the package names, through the system's proxy. */
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Logger } from '#shared/log.ts'
import { app } from './electron.ts'
import { problemOf, type UpdateEngine } from './updates.ts'

/** Loads the updater of this package; null where nothing may be asked: built from source, or packed without a feed. */
export function updateEngine(log: Logger): (() => Promise<UpdateEngine>) | null {
  if (!app.isPackaged || !existsSync(path.join(process.resourcesPath, 'app-update.yml'))) return null
  return () => load(log)
}

async function load(log: Logger): Promise<UpdateEngine> {
  // With the first check, not with the start: it is a fifth of a second of parsing.
  const { default: electronUpdater } = await import('electron-updater')
  const { autoUpdater } = electronUpdater
  autoUpdater.autoDownload = false
  // Only when the operator says so: an update while the system shuts down would be cut in the middle.
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.logger = {
    info: (message: unknown) => log.debug('updater', { message: String(message) }),
    warn: (message: unknown) => log.warn('updater', { message: String(message) }),
    // What fails is told by whoever asked; a download in parts that falls back to the whole is no error.
    error: (message: unknown) => log.warn('updater', { message: String(message) }),
  }
  // Every failure also rejects; without a listener it would end the program.
  autoUpdater.on('error', () => {})
  return {
    canInstall: canInstall(),
    async check(channel) {
      autoUpdater.channel = channel
      autoUpdater.allowPrerelease = channel !== 'latest'
      // Naming a channel allows going down, and an older Sendoff refuses newer data.
      autoUpdater.allowDowngrade = false
      const found = await asked(() => autoUpdater.checkForUpdates())
      return found?.isUpdateAvailable ? found.updateInfo.version : null
    },
    async download(onPercent) {
      const onProgress = ({ percent }: { percent: number }) => onPercent(percent)
      autoUpdater.on('download-progress', onProgress)
      try {
        await asked(() => autoUpdater.downloadUpdate())
      } finally {
        autoUpdater.off('download-progress', onProgress)
      }
    },
    install() {
      // The new one would take this one for the instance it hands its files to.
      app.releaseSingleInstanceLock()
      autoUpdater.quitAndInstall(true, true)
    },
  }
}

/** A .deb belongs to the system's package manager; an unsigned Mac program is refused by the system's own updater. */
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

/** `npm run package` notes in package.json that it could not sign. */
function isSigned(): boolean {
  const text = readFileSync(path.join(app.getAppPath(), 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly unsigned?: boolean }).unsigned !== true
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw problemOf(cause)
  }
}
