import type { AppError } from '#shared/errors.ts'
import type { Permit } from './limiter.ts'
import type { Priority } from './types.ts'

/** Calls with a limit of their own besides the workspace's: GET /emails, POST /emails/test. */
export const ownLimits = ['emails', 'test_mails'] as const
export type OwnLimit = (typeof ownLimits)[number]

export type Waiter = {
  readonly order: number
  readonly priority: Priority
  readonly limit: OwnLimit | 'none'
  readonly upload: boolean
  cancelled: boolean
  grant(permit: Permit): void
  refuse(error: AppError): void
}

type Lane = { waiters: Waiter[]; head: number }

const priorities: readonly Priority[] = ['click', 'job', 'poll']

/** Queue of requests waiting to be sent: clicks before jobs before polls, first come first served within each. */
export function createWaitQueue() {
  const lanes = priorities.map(() => ({ none: newLane(), emails: newLane(), test_mails: newLane() }))
  const laneOf = ({ priority, limit }: Waiter) => lanes[priorities.indexOf(priority)]?.[limit]
  let waiting = 0

  const waitingIn = ({ waiters, head }: Lane) => waiters.slice(head).filter(({ cancelled }) => !cancelled)

  return {
    add(waiter: Waiter) {
      laneOf(waiter)?.waiters.push(waiter)
      waiting += 1
    },
    cancel(waiter: Waiter) {
      waiter.cancelled = true
      waiting -= 1
    },
    /** All waiting background requests, which no operator waits for. */
    byItself: (): readonly Waiter[] =>
      lanes
        .slice(priorities.indexOf('job'))
        .flatMap((lane) => Object.values(lane))
        .flatMap(waitingIn),
    /** All requests of the operator that wait under this limit of its own. */
    clicks: (limit: OwnLimit): readonly Waiter[] => lanes.slice(0, 1).flatMap((lane) => waitingIn(lane[limit])),
    /** Returns the next request. `isOpen`: whether a call under this limit of its own could be sent now. */
    next(isOpen: (limit: OwnLimit) => boolean): Waiter | undefined {
      for (const lane of lanes) {
        const open = [lane.none, ...ownLimits.filter(isOpen).map((limit) => lane[limit])]
        const [next] = open.flatMap((each) => first(each) ?? []).toSorted((a, b) => a.order - b.order)
        if (next) return next
      }
      return undefined
    },
    has: (limit: OwnLimit) => lanes.some((lane) => first(lane[limit]) !== undefined),
    /** Removes the one returned by `next`. */
    take(waiter: Waiter) {
      const lane = laneOf(waiter)
      if (lane && first(lane) === waiter) lane.head += 1
      waiting -= 1
    },
    waiting: () => waiting,
  }
}

/** Returns the first one still waiting; drops cancelled ones before it. */
function first(lane: Lane): Waiter | undefined {
  while (lane.waiters[lane.head]?.cancelled) lane.head += 1
  if (lane.head > 64 && lane.head * 2 > lane.waiters.length) {
    lane.waiters.splice(0, lane.head)
    lane.head = 0
  }
  return lane.waiters[lane.head]
}

function newLane(): Lane {
  return { waiters: [], head: 0 }
}
