import type { AppError } from '#shared/errors.ts'
import type { Permit } from './limiter.ts'
import type { Priority } from './types.ts'

export type Waiter = {
  readonly order: number
  readonly priority: Priority
  readonly emails: boolean
  readonly upload: boolean
  cancelled: boolean
  grant(permit: Permit): void
  refuse(error: AppError): void
}

type Lane = { waiters: Waiter[]; head: number }

const priorities: readonly Priority[] = ['click', 'job', 'poll']

/** Queue of requests waiting to be sent: clicks before jobs before polls, first come first served within each. */
export function createWaitQueue() {
  const lanes = priorities.map(() => ({ plain: newLane(), emails: newLane() }))
  let waiting = 0

  return {
    add(waiter: Waiter) {
      const lane = lanes[priorities.indexOf(waiter.priority)]
      ;(waiter.emails ? lane?.emails : lane?.plain)?.waiters.push(waiter)
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
        .flatMap(({ plain, emails }) => [plain, emails])
        .flatMap(({ waiters, head }) => waiters.slice(head).filter(({ cancelled }) => !cancelled)),
    /**
     * Returns the next request. `emailsOpen`: whether a call under the extra limit of GET /emails could be sent now.
     */
    next(emailsOpen: boolean): Waiter | undefined {
      for (const { plain, emails } of lanes) {
        const a = first(plain)
        const b = emailsOpen ? first(emails) : undefined
        if (a && b) return a.order < b.order ? a : b
        if (a || b) return a ?? b
      }
      return undefined
    },
    hasEmails: () => lanes.some(({ emails }) => first(emails) !== undefined),
    /** Removes the one returned by `next`. */
    take(waiter: Waiter) {
      const lane = lanes[priorities.indexOf(waiter.priority)]
      const own = waiter.emails ? lane?.emails : lane?.plain
      if (own && first(own) === waiter) own.head += 1
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
