import type { demo } from '#shared/contract/app/demo.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Demo } from './demo.ts'

export function demoRoutes(parts: Demo): Handlers<typeof demo> {
  return {
    'demo.state': () => parts.state(),
    'demo.create': () => parts.create(),
    'demo.moveOn': ({ days }) => parts.moveOn(days),
    'demo.reset': () => parts.reset(),
    'demo.remove': () => parts.remove(),
  }
}
