import type { BridgeEnd } from './bridge-end.ts'

/**
 * The page's half of contextBridge: turns what preload exposes into a frozen, fixed property. With `isNeverIdle`, idle
 * callbacks never run. Runs in the page.
 */
export function installMainWorld(end: BridgeEnd, isNeverIdle: boolean): void {
  if (isNeverIdle) window.requestIdleCallback = () => 0
  const freeze = (value: unknown): unknown => {
    if (value !== null && typeof value === 'object') {
      for (const member of Object.values(value)) freeze(member)
      Object.freeze(value)
    }
    return value
  }
  end.hear<{ name: string; api: { t: string; v: unknown } }>('expose', ({ name, api }) => {
    Object.defineProperty(window, name, { value: freeze(end.revive(api)), enumerable: true })
  })
}
