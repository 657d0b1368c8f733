/** Builds the two scripts injected into every page before its own: one for the page's world, one for the preload's. */
import { makeCodec } from '../codec.ts'
import { isShortLived } from '../run-state.ts'
import { makeBridgeEnd } from './bridge-end.ts'
import { type IsolatedWorldConfig, installIsolatedWorld } from './isolated-world.ts'
import { installMainWorld } from './main-world.ts'

export const preloadWorld = 'electron-preload'

/** Names of the functions by which the preload's world calls main, and main calls it. */
export const toMainName = '__standInToMain'
export const fromMainName = '__standInFromMain'
export const filesName = '__standInFiles'

/** `preload` is the source of the preload script, CommonJS; null for none. */
export function pageScripts(secret: string, preload: string | null): { mainWorld: string; isolatedWorld: string } {
  const config: IsolatedWorldConfig = {
    send: toMainName,
    receive: fromMainName,
    files: filesName,
    platform: process.platform,
    versions: process.versions,
  }
  const end = (mine: string, theirs: string) =>
    `(${makeBridgeEnd.toString()})(${JSON.stringify(secret)}, '${mine}', '${theirs}')`
  const codec = `(${makeCodec.toString()})((bytes) => bytes.toBase64(), (text) => Uint8Array.fromBase64(text))`
  const script = preload === null ? 'null' : `function (require, module, exports, process) {${preload}\n}`
  return {
    mainWorld: topFrameOnly(`(${installMainWorld.toString()})(${end('page', 'preload')}, ${isShortLived()})`),
    isolatedWorld: topFrameOnly(
      `(${installIsolatedWorld.toString()})(${JSON.stringify(config)}, ${codec}, ${end('preload', 'page')}, ${script})`,
    ),
  }
}

const topFrameOnly = (script: string) => `if (window === window.top) {${script}}`
