import { AppError } from '#shared/errors.ts'
import type { Clock } from '../deps.ts'
import { createArrivalDelay } from './arrival-delay.ts'
import { createFlowControl, longestRetryAfterMs } from './flow-control.ts'
import { createSendHistory } from './send-history.ts'
import type { LimiterState, Priority } from './types.ts'
import { createWaitQueue, type OwnLimit, ownLimits, type Waiter } from './wait-queue.ts'

export type AcquireRequest = {
  readonly priority: Priority
  readonly signal?: AbortSignal | undefined
  /** A call with a limit of its own; `upload`: a big, and therefore slower, body. */
  readonly kind?: OwnLimit | 'upload' | undefined
}

export type PermitResult = {
  readonly ms: number
  /** null: no answer came. */
  readonly status: number | null
  readonly retryAfterMs?: number | null
  /** Nothing of it can have reached Instantly. */
  readonly unsent?: boolean
}

/** Permission to send one request now. `done` must be called afterwards, whatever the outcome. */
export type Permit = {
  /** The request is being written only now: a new connection, or a busy machine, delayed it. */
  left(): void
  done(result: PermitResult): void
}

export type Limiter = {
  /** Throws CLIENT_PAUSED for background requests while the client is paused; the operator's clicks are still sent. */
  acquire(request: AcquireRequest): Promise<Permit>
  /** The client was paused: background requests that wait here are refused. */
  refuseWaiting(): void
  state(): LimiterState
}

export type LimiterOptions = {
  readonly clock: Clock
  readonly random?: () => number
  /** Differs from Instantly's own limit for the demo, whose simulator allows more. */
  readonly emailsPerMinute?: number | undefined
  readonly isPaused?: () => boolean
}

/** Instantly's limits per workspace; `emails`: GET /emails. */
export const instantlyLimits = { perSecond: 100, perMinute: 6_000, emailsPerMinute: 20 } as const
/**
 * 100 a second and 6,000 a minute are allowed. One less per second leaves room for a network or server that stalls for
 * 10 ms and then receives two requests at once; small calls, of which there are fewer, leave more. If that is not
 * enough, the first refusals lead to a slower pace.
 */
const perSecond = 99
const smallPerSecond = 95
/** The hard limits, independent of pacing. Clocks return whole milliseconds, hence the odd numbers. */
const windows = [
  { count: 99, ms: 1_003 },
  { count: 5_900, ms: 60_002 },
]
/** 18.5 a minute, evenly spaced: one every 3.1 s is refused, and longer costs hours for months of mails. */
const pacedEmailsPerMinute = 18.5
/** A busy machine wakes timers late: this much lost time is made up for, as long as no minute exceeds the limit. */
const emailsCatchUpMs = 250
/** POST /emails/test: the limit itself, because these are an operator's clicks. */
const testMailWindow = { count: 10, ms: 61_000 }
/** After a stall this much of the lost time is made up for, within the hard limits. */
const catchUpMs = 50
/**
 * Instantly sees an upload when all of its body has arrived, but a small call immediately: calls after uploads leave
 * room for those that may be seen at the same time. Capped, because a permanently slow connection would otherwise block
 * everything.
 */
const lateUploadsMost = 30
/** Timers have whole milliseconds and may fire one early. */
const timerSlackMs = 1
/** How long calls under a limit of their own wait after a refusal that names no time. */
const ownRefusalMs = 6_000
/** Slots kept free so that an operator's click need not wait for long uploads to free the window. */
const clickReserve = 4

/** Creates the limiter of one Instantly workspace, shared by all its keys and callers. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { clock, random = Math.random, isPaused } = options
  const emailsSpacingMs = 60_000 / (options.emailsPerMinute ?? pacedEmailsPerMinute)
  const now = monotonicNow(clock)
  const history = createSendHistory(windows)
  const flow = createFlowControl(random)
  const seenLate = createArrivalDelay()
  const queue = createWaitQueue()
  let inFlight = 0
  let order = 0
  let paceAt = -Infinity
  /** When the next call under each limit of its own may be sent. */
  const openAt: Record<OwnLimit, number> = { emails: -Infinity, test_mails: -Infinity }
  const testMails = createSendHistory([testMailWindow])
  let uploadedAt = -Infinity
  let wakeAt = Infinity

  const roomFor = (waiter: Waiter) => inFlight < flow.window() + (waiter.priority === 'click' ? clickReserve : 0)

  const lateUploads = (time: number) => {
    const lateMs = flow.uploadsLateMs()
    return time - uploadedAt > 1_000 + lateMs ? 0 : Math.min(lateUploadsMost, Math.ceil((lateMs * perSecond) / 1_000))
  }

  const dueAt = ({ upload }: Waiter, time: number) =>
    Math.max(
      paceAt - timerSlackMs,
      flow.pausedUntil(),
      history.allowedAt(upload ? 0 : perSecond - smallPerSecond + lateUploads(time)),
    )

  const wake = (at: number, time: number) => {
    if (at >= wakeAt) return
    wakeAt = at
    const awake = () => {
      if (wakeAt === at) wakeAt = Infinity
      pump()
    }
    clock.sleep(Math.max(1, Math.ceil(at - time))).then(awake, () => undefined)
  }

  const grant = (waiter: Waiter, time: number) => {
    queue.take(waiter)
    if (waiter.upload) uploadedAt = time
    history.record(time)
    const pace = waiter.upload ? perSecond : smallPerSecond
    paceAt = Math.max(paceAt, time - catchUpMs) + 1_000 / (pace * flow.rateShare(time))
    if (waiter.limit === 'emails')
      openAt.emails = Math.max(openAt.emails, time - Math.min(emailsCatchUpMs, emailsSpacingMs / 2)) + emailsSpacingMs
    if (waiter.limit === 'test_mails') {
      testMails.record(time)
      openAt.test_mails = testMails.allowedAt()
    }
    inFlight += 1
    waiter.grant(permit(waiter, time))
  }

  /**
   * Nothing reaches Instantly: the operator is told now, not after waiting for a turn. Retries in the background keep
   * their pace, to outlast a short outage.
   */
  const endClicks = ({ limit, priority }: Waiter) => {
    if (limit === 'emails' && priority === 'click') openAt.emails -= emailsSpacingMs
    for (const waiter of queue.clicks('emails')) waiter.refuse(new AppError('API_OFFLINE'))
  }

  const permit = (waiter: Waiter, sentAt: number): Permit => {
    let open = true
    let leftAt = sentAt
    return {
      left() {
        const time = now()
        if (time === leftAt) return
        history.move(leftAt, time)
        leftAt = time
      },
      done({ ms, status, retryAfterMs, unsent }) {
        if (!open) return
        open = false
        if (unsent) endClicks(waiter)
        const pressed = queue.waiting() > 0 || inFlight + 1 >= flow.window()
        inFlight -= 1
        const time = now()
        if (status === 429 && waiter.limit !== 'none') {
          // Its own limit, used up by another tool, says nothing about other calls.
          const waitMs = Math.min(retryAfterMs ?? ownRefusalMs, longestRetryAfterMs)
          openAt[waiter.limit] = Math.max(openAt[waiter.limit], time + waitMs)
          pump()
          return
        }
        if (status === 429) seenLate.refused(time)
        else if (status !== null && status < 400) {
          const lateMs = seenLate.answered({ now: time, tookMs: time - leftAt, upload: waiter.upload })
          if (lateMs > 0) history.move(leftAt, leftAt + lateMs)
        }
        flow.answered({ now: time, sentAt, ms, status, upload: waiter.upload, pressed, retryAfterMs })
        pump()
      },
    }
  }

  function pump(): void {
    for (;;) {
      const time = now()
      const waiter = queue.next((limit) => openAt[limit] <= time)
      if (!waiter) {
        const opening = ownLimits.filter((limit) => queue.has(limit)).map((limit) => openAt[limit])
        if (opening.length > 0) wake(Math.min(...opening), time)
        return
      }
      // Without room, the next `done` pumps again.
      if (!roomFor(waiter)) return
      const due = dueAt(waiter, time)
      if (due > time) {
        wake(due, time)
        return
      }
      grant(waiter, time)
    }
  }

  return {
    acquire({ priority, signal, kind }) {
      if (signal?.aborted) return Promise.reject(new AppError('CANCELLED'))
      if (priority !== 'click' && isPaused?.()) return Promise.reject(new AppError('CLIENT_PAUSED'))
      return new Promise((resolve, reject) => {
        const cancel = () => {
          queue.cancel(waiter)
          reject(new AppError('CANCELLED'))
        }
        const waiter: Waiter = {
          order: order++,
          priority,
          limit: kind === undefined || kind === 'upload' ? 'none' : kind,
          upload: kind === 'upload',
          cancelled: false,
          grant(given) {
            signal?.removeEventListener('abort', cancel)
            resolve(given)
          },
          refuse(error) {
            signal?.removeEventListener('abort', cancel)
            queue.cancel(waiter)
            reject(error)
          },
        }
        signal?.addEventListener('abort', cancel, { once: true })
        queue.add(waiter)
        pump()
      })
    },
    refuseWaiting() {
      for (const waiter of queue.byItself()) waiter.refuse(new AppError('CLIENT_PAUSED'))
    },
    state() {
      const time = now()
      const paused = flow.pausedUntil()
      return {
        rate: perSecond * flow.rateShare(time),
        inFlight,
        window: flow.window(),
        pausedUntil: paused > time ? clock.now() + (paused - time) : null,
        callsLast10s: history.countSince(time - 10_000),
        waiting: queue.waiting(),
        answerTimeMs: flow.medianMs(),
        smallCallMs: flow.quickestMs(),
      }
    },
  }
}

/** Returns a clock that never goes backwards: a corrected system time must not hold requests for an hour. */
function monotonicNow(clock: Clock): () => number {
  let behind = 0
  let last = -Infinity
  return () => {
    const time = clock.now() + behind
    if (time >= last) last = time
    else behind += last - time
    return last
  }
}
