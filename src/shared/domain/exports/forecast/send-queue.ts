/** What a campaign still has to send: leads without an email, and follow-ups by due day. Days are whole numbers. */
export type DueFollowUps = {
  /** Number of emails they have been sent. */
  readonly step: number
  readonly day: number
  readonly count: number
}

export type SendQueue = ReturnType<typeof createSendQueue>

/** `waits`: days from each email to the next; one fewer than there are emails. */
export function createSendQueue(leads: number, waits: readonly number[], begun: readonly DueFollowUps[] = []) {
  const due = new Map<number, { step: number; count: number }[]>()
  let waiting: { step: number; count: number }[] = []
  let firstLeft = leads
  let followUpsLeft = leads * waits.length
  for (const { step, day, count } of begun) {
    due.set(day, [...(due.get(day) ?? []), { step, count }])
    followUpsLeft += count * Math.max(0, waits.length - step + 1)
  }
  let seenUpTo = Math.min(Number.POSITIVE_INFINITY, ...due.keys())

  /** Schedules the email after `step` for the next day at the earliest, as none is ever sent on the same day. */
  function planNext(day: number, step: number, count: number): void {
    const wait = waits[step]
    if (wait === undefined) return
    const at = day + Math.max(1, wait)
    due.set(at, [...(due.get(at) ?? []), { step: step + 1, count }])
    seenUpTo = Math.min(seenUpTo, at)
  }

  return {
    firstLeft: (): number => firstLeft,
    followUpsLeft: (): number => followUpsLeft,
    /** Returns the number of follow-ups due by that day. Must be called with ascending days. */
    dueBy(day: number): number {
      if (seenUpTo <= day) {
        seenUpTo = Number.POSITIVE_INFINITY
        for (const [at, some] of due) {
          if (at > day) seenUpTo = Math.min(seenUpTo, at)
          else {
            waiting = [...waiting, ...some]
            due.delete(at)
          }
        }
      }
      return waiting.reduce((sum, { count }) => sum + count, 0)
    },
    /** Sends follow-ups returned by `dueBy`, up to `room`; returns how many. */
    sendFollowUps(day: number, room: number): number {
      let left = room
      const still: typeof waiting = []
      for (const { step, count } of waiting) {
        const now = Math.min(count, left)
        left -= now
        if (now > 0) planNext(day, step, now)
        if (now < count) still.push({ step, count: count - now })
      }
      waiting = still
      followUpsLeft -= room - left
      return room - left
    },
    /** Sends first emails to up to `room` new leads; returns how many. */
    sendFirst(day: number, room: number): number {
      const now = Math.min(firstLeft, room)
      if (now > 0) planNext(day, 0, now)
      firstLeft -= now
      return now
    },
  }
}
