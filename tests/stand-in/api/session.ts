/** Electron's `session`: passes the app's decisions about permissions on to Chromium. */
import { EventEmitter } from 'node:events'
import { type Chromium, noProxy } from '../chromium.ts'
import { run } from '../run-state.ts'

type ProxyConfig = { readonly mode?: string; readonly proxyRules?: string; readonly proxyBypassRules?: string }
type CheckHandler = (contents: null, permission: string) => boolean

/** Maps Electron's names to Chromium's. */
const permissions = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  'clipboard-read': 'clipboard-read',
  media: 'microphone',
  midi: 'midi',
} as const

/** Exported because the type of `electron` names it. @public */
export class Session extends EventEmitter {
  #check: CheckHandler | null = null
  #proxy: ProxyConfig = {}

  setPermissionRequestHandler(): void {}
  setDevicePermissionHandler(): void {}
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler
    if (run.chromium) this.applyPermissions(run.chromium)
  }

  setProxy(config: ProxyConfig): Promise<void> {
    this.#proxy = config
    return Promise.resolve()
  }
  resolveProxy(_url: string): Promise<string> {
    const { mode, proxyRules = '' } = this.#proxy
    return Promise.resolve(mode === 'fixed_servers' ? proxyRules.replace(/^http:\/\//, 'PROXY ') : 'DIRECT')
  }

  /** Specific to the stand-in: whether pages use the proxy with which its Chromium was started. */
  hasChromiumsProxy = (): boolean => this.#proxy.mode === 'fixed_servers' && this.#proxy.proxyRules === noProxy

  /** Specific to the stand-in: called when Chromium is running, or the app has decided. */
  applyPermissions(chromium: Chromium): void {
    const check = this.#check
    if (!check) return
    for (const [name, chromiumName] of Object.entries(permissions)) {
      const setting = check(null, name) ? 'granted' : 'denied'
      chromium.tell('Browser.setPermission', { permission: { name: chromiumName }, setting })
    }
  }
}

export const session = { defaultSession: new Session(), fromPartition: () => new Session() }
