import type { BridgeEnd } from './bridge-end.ts'

/** The page's half of contextBridge: what preload exposes becomes a frozen, fixed property. Runs in the page. */
export function installMainWorld(end: BridgeEnd): void {
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
