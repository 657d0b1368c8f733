/** Saves a world as bytes and restores it: a restored world answers the same and has the same future. */
import { deserialize, serialize } from 'node:v8'
import { gunzipSync, gzipSync } from 'node:zlib'
import { createDemoClock } from '../time/clock.ts'
import { createWorldFrom, type World, type WorldState } from './world.ts'

const format = 'sendoff-demo'
/** Incremented with every change of what is saved. */
const version = 1

/** The bytes are not a world, or one this version cannot read: start with a new one. */
export class UnreadableWorld extends Error {
  override readonly name = 'UnreadableWorld'
}

/** Serialises the whole world, including its clock and everything planned. */
export function saveWorld(world: World): Buffer {
  world.state.clock = world.clock.state()
  return gzipSync(serialize({ format, version, state: world.state }), { level: 1 })
}

/** Restores a saved world. Its clock continues as before: frozen, or in real time plus the time it was advanced. */
export function restoreWorld(saved: Uint8Array): World {
  const { state } = read(saved)
  return createWorldFrom(createDemoClock(state.clock), state)
}

function read(saved: Uint8Array): { readonly state: WorldState } {
  let value: unknown
  try {
    value = deserialize(gunzipSync(saved))
  } catch (error) {
    throw new UnreadableWorld('This is not a saved demo world', { cause: error })
  }
  if (!isSaved(value)) throw new UnreadableWorld('This is not a saved demo world')
  if (value.version !== version) throw new UnreadableWorld(`Saved by another version (${value.version})`)
  return value
}

type Saved = { readonly format: string; readonly version: number; readonly state: WorldState }

function isSaved(value: unknown): value is Saved {
  if (typeof value !== 'object' || value === null) return false
  const { format: found, version: number, state } = value as Partial<Saved>
  return found === format && typeof number === 'number' && typeof state === 'object'
}
