/** Electron's `app`: names, paths, single instance, ready and quit. */
import { EventEmitter } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { endKept, kept } from '../kept.ts'
import { run } from '../run-state.ts'
import { makeEvent } from './events.ts'
import { windows } from './registry.ts'
import { InstanceLock } from './single-instance.ts'

/** Exported because the type of `electron` names it. @public */
export class App extends EventEmitter {
  /** True, as in an installed app, if `STANDIN_RESOURCES` names its resources folder. */
  readonly isPackaged = process.env['STANDIN_RESOURCES'] !== undefined
  readonly commandLine = {
    appendSwitch(name: string, value = '') {
      run.switches.set(name, value)
      run.chromiumSwitches.push(value === '' ? `--${name}` : `--${name}=${value}`)
    },
    // A test runner reaches the stand-in through port 0; an installed program is started without it.
    hasSwitch: (name: string) =>
      run.switches.has(name) &&
      !(this.isPackaged && name === 'remote-debugging-port' && run.switches.get(name) === '0'),
    getSwitchValue: (name: string) => run.switches.get(name) ?? '',
  }
  readonly #paths = new Map<string, string>()
  readonly #ready = Promise.withResolvers<void>()
  #lock: InstanceLock | null = null
  #quitting = false
  #badge = 0

  get name(): string {
    return this.getName()
  }
  getName = (): string => run.packageJson.productName ?? run.packageJson.name ?? 'Electron'
  getVersion = (): string => run.packageJson.version ?? '0.0.0'
  getAppPath = (): string => run.appPath
  getLocale = (): string => run.switches.get('lang') ?? 'en-US'
  getPreferredSystemLanguages = (): string[] => [this.getLocale()]

  getPath(name: string): string {
    const set = this.#paths.get(name)
    if (set !== undefined) return set
    switch (name) {
      case 'exe':
        return run.executable
      case 'home':
        return os.homedir()
      case 'temp':
        return os.tmpdir()
      case 'appData':
        return appData()
      case 'userData':
        return run.switches.get('user-data-dir') ?? path.join(appData(), this.getName())
      case 'sessionData':
        return this.getPath('userData')
      case 'logs':
        return path.join(this.getPath('userData'), 'logs')
      case 'crashDumps':
        return path.join(this.getPath('userData'), 'Crashpad')
      case 'documents':
      case 'downloads':
      case 'desktop':
        return path.join(os.homedir(), name.charAt(0).toUpperCase() + name.slice(1))
      default:
        throw new Error(`Failed to get '${name}' path`)
    }
  }

  setPath(name: string, value: string): void {
    if (!path.isAbsolute(value)) throw new Error('Path must be absolute')
    this.#paths.set(name, value)
  }

  isReady(): boolean {
    return run.ready
  }
  whenReady(): Promise<void> {
    return this.#ready.promise
  }
  /** Specific to the stand-in: called when Chromium runs and the app is loaded. */
  becomeReady(): void {
    run.ready = true
    this.emit('ready', makeEvent(), {})
    this.#ready.resolve()
  }

  requestSingleInstanceLock(data: unknown = null): boolean {
    this.#lock ??= new InstanceLock(this.getPath('userData'), (start) =>
      this.emit('second-instance', makeEvent(), start.argv, start.cwd, start.data),
    )
    return this.#lock.request({ argv: process.argv, cwd: process.cwd(), data })
  }
  hasSingleInstanceLock = (): boolean => this.#lock?.held ?? false
  releaseSingleInstanceLock = (): void => this.#lock?.release()

  /** Runs before-quit, the close of every window, will-quit, exit; each may be prevented. */
  quit(): void {
    if (this.#quitting) return
    const event = makeEvent()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    this.#quitting = true
    if (windows.all.size === 0) this.#willQuit()
    else for (const window of windows.all) window.close()
  }

  /** Specific to the stand-in: called when a window prevented its close, so the app keeps running. */
  quitPrevented(): void {
    this.#quitting = false
  }

  /** Specific to the stand-in: called when a window has closed. */
  windowClosed(): void {
    if (windows.all.size > 0) return
    if (this.#quitting) this.#willQuit()
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  exit(code = 0): void {
    if (run.exiting) return
    run.exiting = true
    this.emit('quit', makeEvent(), code)
    this.releaseSingleInstanceLock()
    if (kept.keeps && run.chromium) {
      void endKept()
      return
    }
    const closing = run.chromium?.close() ?? Promise.resolve()
    void closing.finally(() => process.exit(code))
  }

  /** Electron would restart the program after its exit; the stand-in only logs the request. */
  relaunch(): void {
    console.error('relaunch asked')
  }

  focus(): void {}
  setAppUserModelId(): void {}
  setAsDefaultProtocolClient = (): boolean => true

  setBadgeCount(count = 0): boolean {
    this.#badge = count
    return true
  }
  getBadgeCount = (): number => this.#badge

  // Linux has no login items: Electron reports them as off, and setting one does nothing.
  setLoginItemSettings(): void {}
  getLoginItemSettings = () => ({ openAtLogin: false, wasOpenedAtLogin: false })

  #willQuit(): void {
    const event = makeEvent()
    this.emit('will-quit', event)
    if (event.defaultPrevented) this.#quitting = false
    else this.exit(0)
  }
}

function appData(): string {
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support')
  return process.env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config')
}

export const app = new App()
