/** Electron's `Tray` and `nativeImage`, as far as an app can observe them: nothing is drawn. */
import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import type { Menu } from './menu.ts'

const pngMark = '89504e470d0a1a0a'

/** Exported because the type of `electron` names it. @public */
export class NativeImage {
  readonly #bytes: Buffer
  #template = false

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }
  /** A missing or invalid file gives an empty image without an error, as in Electron. */
  isEmpty = (): boolean => this.getSize().width === 0
  getSize(): { width: number; height: number } {
    const bytes = this.#bytes
    if (bytes.length >= 24 && bytes.toString('hex', 0, 8) === pngMark)
      return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    // An .ico begins with 0, 1 and has the first picture's size, 0 for 256, at its seventh byte.
    if (bytes.length >= 8 && bytes.readUInt32LE(0) === 0x00_01_00_00)
      return { width: bytes.readUInt8(6) || 256, height: bytes.readUInt8(7) || 256 }
    return { width: 0, height: 0 }
  }
  setTemplateImage(on: boolean): void {
    this.#template = on
  }
  isTemplateImage = (): boolean => this.#template
}

export const nativeImage = {
  createEmpty: () => new NativeImage(Buffer.alloc(0)),
  createFromPath: (file: string) => new NativeImage(existsSync(file) ? readFileSync(file) : Buffer.alloc(0)),
}

export class Tray extends EventEmitter {
  #destroyed = false

  constructor(image: NativeImage | string) {
    super()
    const picture = typeof image === 'string' ? nativeImage.createFromPath(image) : image
    // Electron throws here on Windows, and elsewhere the icon is invisible; the stand-in always throws.
    if (picture.isEmpty()) throw new Error('stand-in: the tray was given no picture')
  }
  setToolTip(_text: string): void {
    this.#alive()
  }
  setContextMenu(_menu: Menu | null): void {
    this.#alive()
  }
  setImage(_image: NativeImage): void {
    this.#alive()
  }
  destroy(): void {
    this.#destroyed = true
  }
  isDestroyed = (): boolean => this.#destroyed

  #alive(): void {
    if (this.#destroyed) throw new TypeError('Tray is destroyed')
  }
}
