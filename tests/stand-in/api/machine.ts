/** The machine around the app: power, network, displays. Quiet here; tests emit what they need. */
import { EventEmitter } from 'node:events'

export const powerMonitor = new EventEmitter()

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
