/** Electron's `nativeTheme`: applies the app's choice to the pages' `prefers-color-scheme`. */
import { EventEmitter } from 'node:events'
import { makeEvent } from './events.ts'
import { windows } from './registry.ts'

const sources = ['system', 'light', 'dark']

/** Exported because the type of `electron` names it. @public */
export class NativeTheme extends EventEmitter {
  #source = 'system'

  get themeSource(): string {
    return this.#source
  }
  set themeSource(source: string) {
    if (!sources.includes(source)) throw new TypeError(`themeSource cannot be ${source}`)
    if (source === this.#source) return
    this.#source = source
    for (const window of windows.all) window.webContents.applyTheme()
    setImmediate(() => this.emit('updated', makeEvent()))
  }
  /** A headless machine's system theme is light. */
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }
}

export const nativeTheme = new NativeTheme()
