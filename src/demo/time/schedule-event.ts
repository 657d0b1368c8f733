import type { Due } from '../state/life-types.ts'
import type { World } from '../state/world.ts'
import { pushDue } from './due-queue.ts'

type Unnumbered<T> = T extends unknown ? Omit<T, 'order'> : never

export function scheduleEvent(world: World, due: Unnumbered<Due>): number {
  const order = world.state.order++
  pushDue(world.state.due, { ...due, order })
  return order
}
