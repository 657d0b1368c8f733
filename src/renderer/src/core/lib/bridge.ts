import type { Bridge } from '#shared/bridge.ts'

declare global {
  interface Window {
    readonly sendoff: Bridge
  }
}

/** What preload exposes. Asked for late, so that modules load (and tests run) without a window. */
export const bridge = (): Bridge => window.sendoff
