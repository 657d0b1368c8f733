import type { Bridge } from '#shared/bridge.ts'

declare global {
  interface Window {
    readonly sendoff: Bridge
  }
}

/** Returns what the preload script exposes. A function, so that modules load (and tests run) without a window. */
export const bridge = (): Bridge => window.sendoff
