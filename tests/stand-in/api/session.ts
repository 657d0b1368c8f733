/** Electron's `session`: what the app decides about permissions is told to Chromium. */
import { EventEmitter } from 'node:events'
import type { Chromium } from '../chromium.ts'
import { run } from '../run-state.ts'

type CheckHandler = (contents: null, permission: string) => boolean

/** Electron's names beside Chromium's. */
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

  setPermissionRequestHandler(): void {}
  setDevicePermissionHandler(): void {}
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler
    if (run.chromium) this.applyPermissions(run.chromium)
  }

  /** The stand-in's own: Chromium is here, or the app has decided. */
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
