/** The machine around the app: power, network, displays. Quiet here; tests emit what they need. */
import { EventEmitter } from 'node:events'

export const powerMonitor = new EventEmitter()

/** Counts who keeps the machine awake; it would not sleep anyway. Exported because the type of `electron` names it. @public */
export class PowerSaveBlocker {
  #lastId = 0
  readonly #started = new Set<number>()

  start(type: string): number {
    if (type !== 'prevent-app-suspension' && type !== 'prevent-display-sleep')
      throw new TypeError(`powerSaveBlocker cannot ${type}`)
    this.#lastId += 1
    this.#started.add(this.#lastId)
    return this.#lastId
  }
  stop(id: number): boolean {
    return this.#started.delete(id)
  }
  isStarted = (id: number): boolean => this.#started.has(id)
}
export const powerSaveBlocker = new PowerSaveBlocker()

export const net = { isOnline: () => true }

const display = {
  id: 1,
  scaleFactor: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1080 },
}
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
})
