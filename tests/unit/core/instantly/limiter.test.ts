import { array, assert, asyncProperty, constant, integer, oneof, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AcquireRequest, createLimiter, type Limiter, type Permit } from '#backend/core/instantly/limiter.ts'
import type { Priority } from '#backend/core/instantly/types.ts'
import type { AppError } from '#shared/errors.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { runs } from '../../../support/long.ts'

type FakeClock = ReturnType<typeof createFakeClock>

const steadyRandom = () => 0.5

/** Makes `count` requests and answers each after `answerMs`; returns the times at which requests were sent. */
function send(
  limiter: Limiter,
  clock: FakeClock,
  count: number,
  answerMs: number,
  asked: Partial<AcquireRequest> = {},
) {
  const sent: number[] = []
  for (let n = 0; n < count; n++) {
    void limiter.acquire({ priority: 'job', ...asked }).then(async (permit) => {
      sent.push(clock.now())
      await clock.sleep(answerMs)
      permit.done({ ms: answerMs, status: 200 })
    })
  }
  return sent
}

function mostWithin(times: readonly number[], ms: number): number {
  let most = 0
  let from = 0
  for (let to = 0; to < times.length; to++) {
    while ((times[to] ?? 0) - (times[from] ?? 0) >= ms) from++
    most = Math.max(most, to - from + 1)
  }
  return most
}

/** Uses up the whole window, so that every later request has to wait. */
async function fill(limiter: Limiter, clock: FakeClock): Promise<Permit[]> {
  const permits: Permit[] = []
  for (let n = 0; n < limiter.state().window; n++) {
    void limiter.acquire({ priority: 'job' }).then((permit) => permits.push(permit))
  }
  await clock.advance(1_000)
  return permits
}

describe('the order of requests', () => {
  test('is clicks before jobs before polls, in order of arrival within each', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    const order: string[] = []
    send(limiter, clock, 40, 5_000)
    for (const name of ['poll 1', 'job 1', 'click 1', 'poll 2', 'click 2', 'job 2']) {
      const priority = name.split(' ')[0] as Priority
      void limiter.acquire({ priority }).then((permit) => {
        order.push(name)
        permit.done({ ms: 1, status: 200 })
      })
    }
    await clock.advance(60_000)
    expect(order).toEqual(['click 1', 'click 2', 'job 1', 'job 2', 'poll 1', 'poll 2'])
  })

  test('lets a click pass long uploads', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    await fill(limiter, clock)
    let clicked = false
    let polled = false
    void limiter.acquire({ priority: 'poll' }).then(() => (polled = true))
    void limiter.acquire({ priority: 'click' }).then(() => (clicked = true))
    await clock.advance(100)
    expect({ clicked, polled }).toEqual({ clicked: true, polled: false })
  })

  test('drops a cancelled call without affecting others', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    const permits = await fill(limiter, clock)
    const controller = new AbortController()
    const cancelled = limiter.acquire({ priority: 'job', signal: controller.signal })
    let served = false
    void limiter.acquire({ priority: 'job' }).then(() => (served = true))
    controller.abort()
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(limiter.state().waiting).toBe(1)
    permits[0]?.done({ ms: 1, status: 200 })
    await clock.advance(50)
    expect(served).toBe(true)
    await expect(limiter.acquire({ priority: 'job', signal: controller.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
  })
})

describe('the rate limit', () => {
  test('is never exceeded in any second or minute, whatever stalls occur', async () => {
    await assert(
      asyncProperty(
        array(oneof({ weight: 8, arbitrary: constant(0) }, integer({ min: 1, max: 1_500 })), {
          minLength: 1,
          maxLength: 40,
        }),
        integer({ min: 1, max: 600 }),
        array(tuple(integer({ min: 1, max: 250 }), integer({ min: 0, max: 3_000 })), {
          minLength: 1,
          maxLength: 6,
        }),
        async (stalls, answerMs, bursts) => {
          let turn = 0
          const clock = createFakeClock(1_000_000, () => stalls[turn++ % stalls.length] ?? 0)
          const limiter = createLimiter({ clock, random: steadyRandom })
          const sent: number[][] = []
          for (const [count, restMs] of bursts) {
            sent.push(send(limiter, clock, count, answerMs))
            await clock.advance(restMs)
          }
          await clock.advance(600_000)
          const times = sent.flat().toSorted((a, b) => a - b)
          expect(times.length).toBe(bursts.reduce((sum, [count]) => sum + count, 0))
          expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(99)
        },
      ),
      runs(12, 300),
    )
  })

  test('is used: a long run without trouble gets at least 93 of 100 a second, and 97 for uploads', async () => {
    const calls = createFakeClock()
    const called = send(createLimiter({ clock: calls, random: steadyRandom }), calls, 2_000, 150)
    await calls.advance(10_000)
    expect(called.length).toBeGreaterThanOrEqual(930)
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    const sent = send(limiter, clock, 7_000, 150, { kind: 'upload' })
    await clock.advance(10_000)
    expect(sent.length).toBeGreaterThanOrEqual(970)
    await clock.advance(120_000)
    expect(sent.length).toBe(7_000)
    expect(mostWithin(sent, 60_000)).toBeLessThanOrEqual(5_940)
    expect(mostWithin(sent, 1_000)).toBeLessThanOrEqual(99)
  })

  test('is kept even if requests leave late: each counts from when it is written', async () => {
    await assert(
      asyncProperty(array(integer({ min: 0, max: 45 }), { minLength: 3, maxLength: 30 }), async (lateMs) => {
        const clock = createFakeClock()
        const limiter = createLimiter({ clock, random: steadyRandom })
        const left: number[] = []
        for (let n = 0; n < 400; n++) {
          void limiter.acquire({ priority: 'job', kind: 'upload' }).then(async (permit) => {
            await clock.sleep(lateMs[n % lateMs.length] ?? 0)
            left.push(clock.now())
            permit.left()
            await clock.sleep(150)
            permit.done({ ms: 150, status: 200 })
          })
        }
        await clock.advance(60_000)
        expect(left.length).toBe(400)
        expect(
          mostWithin(
            left.toSorted((a, b) => a - b),
            1_000,
          ),
        ).toBeLessThanOrEqual(100)
      }),
      runs(10, 200),
    )
  })

  test('is kept even if uploads arrive late and small calls after them at once', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    const quick = send(limiter, clock, 30, 60, { kind: 'upload' })
    await clock.advance(2_000)
    // From here on a body takes 200 ms longer to arrive completely.
    const lateMs = 200
    const late = send(limiter, clock, 150, 60 + lateMs, { kind: 'upload' })
    await clock.advance(1_200)
    const small = send(limiter, clock, 300, 60)
    await clock.advance(60_000)
    const seen = [...quick, ...late.map((at) => at + lateMs), ...small].toSorted((a, b) => a - b)
    expect(seen).toHaveLength(480)
    expect(mostWithin(seen, 1_000)).toBeLessThanOrEqual(100)
  })

  test('allows at most 19 mail reads a minute, and nothing else waits for them', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    const emails: number[] = []
    for (let n = 0; n < 60; n++) {
      void limiter.acquire({ priority: 'click', kind: 'emails' }).then((permit) => {
        emails.push(clock.now())
        permit.done({ ms: 1, status: 200 })
      })
    }
    const others = send(limiter, clock, 20, 10, { priority: 'poll' })
    await clock.advance(1_000)
    expect(others.length).toBe(20)
    await clock.advance(240_000)
    expect(emails.length).toBe(60)
    expect(mostWithin(emails, 60_000)).toBeLessThanOrEqual(19)
  })

  test('lets the operator’s mail read follow one that was never sent at once, but keeps the pace in the background', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    let tries = 0
    const fail = async (priority: Priority) => {
      const permit = await limiter.acquire({ priority, kind: 'emails' })
      tries += 1
      permit.done({ ms: 1, status: null, unsent: true })
    }
    void fail('click').then(() => fail('click'))
    await clock.advance(10)
    expect(tries).toBe(2)
    void fail('poll').then(() => fail('poll'))
    await clock.advance(1_000)
    expect(tries).toBe(3)
  })

  test('refuses the operator’s mail reads that wait for their turn once another call cannot be sent', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    const ask = (priority: Priority) =>
      limiter.acquire({ priority, kind: 'emails' }).then(
        () => 'sent',
        (error: unknown) => (error as AppError).code,
      )
    expect(await ask('click')).toBe('sent')
    const [click, poll] = [ask('click'), ask('poll')]
    const other = await limiter.acquire({ priority: 'poll' })
    other.done({ ms: 1, status: null, unsent: true })
    expect(await click).toBe('API_OFFLINE')
    await clock.advance(4_000)
    expect(await poll).toBe('sent')
  })

  test('sends at most 10 test mails a minute, the first ten at once, and nothing else waits for them', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    const testMails = send(limiter, clock, 25, 10, { priority: 'click', kind: 'test_mails' })
    const others = send(limiter, clock, 20, 10, { priority: 'poll' })
    await clock.advance(1_000)
    expect(others.length).toBe(20)
    expect(testMails.length).toBe(10)
    await clock.advance(180_000)
    expect(testMails.length).toBe(25)
    expect(mostWithin(testMails, 60_000)).toBe(10)
  })

  test.each(['emails', 'test_mails'] as const)('a refusal of %s holds only calls of this kind', async (kind) => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    void limiter
      .acquire({ priority: 'click', kind })
      .then((permit) => permit.done({ ms: 1, status: 429, retryAfterMs: 30_000 }))
    await clock.advance(10)
    const before = limiter.state()
    expect(before).toMatchObject({ pausedUntil: null, window: createLimiter({ clock }).state().window })
    const again = send(limiter, clock, 1, 10, { priority: 'click', kind })
    const others = send(limiter, clock, 20, 10, { priority: 'poll' })
    await clock.advance(1_000)
    expect([again.length, others.length]).toEqual([0, 20])
    await clock.advance(30_000)
    expect(again.length).toBe(1)
  })

  test('lets a machine that wakes late read nine in ten of the allowed mails, and no minute more', async () => {
    const clock = createFakeClock()
    const late = { now: clock.now, sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms + 200, signal) }
    const limiter = createLimiter({ clock: late, random: steadyRandom })
    const emails: number[] = []
    for (let n = 0; n < 120; n++) {
      void limiter.acquire({ priority: 'poll', kind: 'emails' }).then((permit) => {
        emails.push(clock.now())
        permit.done({ ms: 1, status: 200 })
      })
    }
    await clock.advance(300_000)
    expect(emails.length).toBeGreaterThanOrEqual(0.9 * 20 * 5)
    expect(mostWithin(emails, 60_000)).toBeLessThanOrEqual(19)
  })

  test('is not delayed by a system clock set back an hour', async () => {
    const clock = createFakeClock(10_000_000)
    const limiter = createLimiter({ clock, random: steadyRandom })
    send(limiter, clock, 150, 10)
    await clock.advance(5_000)
    clock.set(10_000_000 - 3_600_000)
    const after = send(limiter, clock, 50, 10)
    await clock.advance(3_000)
    expect(after.length).toBe(50)
  })
})

/**
 * Runs ten seconds of uploads at a server that takes 100 in any second; `seenAt` and `answeredAt` map the sending time
 * to the arrival, and the arrival to the answer.
 */
async function tenSeconds(world: { seenAt?: (sentAt: number) => number; answeredAt?: (seenAt: number) => number }) {
  const clock = createFakeClock(0)
  const limiter = createLimiter({ clock, random: steadyRandom })
  const taken: number[] = []
  let refused = 0
  const upload = async (): Promise<void> => {
    const permit = await limiter.acquire({ priority: 'job', kind: 'upload' })
    const sentAt = clock.now()
    await clock.sleep((world.seenAt?.(sentAt) ?? sentAt) - sentAt)
    const seenAt = clock.now()
    const full = taken.filter((at) => at > seenAt - 1_000).length >= 100
    if (full) refused += 1
    else taken.push(seenAt)
    await clock.sleep(full ? 5 : (world.answeredAt?.(seenAt) ?? seenAt + 150) - seenAt)
    permit.done({ ms: clock.now() - sentAt, status: full ? 429 : 200 })
    if (full) await upload()
  }
  for (let n = 0; n < 1_200; n++) void upload()
  await clock.advance(10_000)
  return { taken: taken.length, refused }
}

/** Nothing passes in the last `ms` of every `everyMs`. */
const heldUp = (everyMs: number, ms: number) => (at: number) =>
  at % everyMs < everyMs - ms ? at : at - (at % everyMs) + everyMs

describe('requests that arrive late', () => {
  test.each([
    ['on their way, and then together', { seenAt: heldUp(730, 60) }],
    [
      'at a server that stands still for a moment',
      { seenAt: heldUp(730, 60), answeredAt: (at: number) => heldUp(730, 60)(at + 150) },
    ],
    ['after a long stall', { seenAt: heldUp(2_900, 250) }],
  ])('%s, cause no refusals a second later', async (_, world) => {
    const { taken, refused } = await tenSeconds(world)
    expect(refused).toBe(0)
    expect(taken).toBeGreaterThanOrEqual(930)
  })

  test('are told from answers that take longer by nature, which slow nothing down', async () => {
    const random = seeded(7)
    const { taken, refused } = await tenSeconds({ answeredAt: (at) => at + 150 + Math.floor(random() * 200) })
    expect(refused).toBe(0)
    expect(taken).toBeGreaterThanOrEqual(960)
  })

  test('cause few refusals even if each arrives at another time', async () => {
    const random = seeded(7)
    const { taken, refused } = await tenSeconds({ seenAt: (at) => at + Math.floor(random() * 100) })
    expect(refused).toBeLessThanOrEqual(5)
    expect(taken).toBeGreaterThanOrEqual(930)
  })
})

/** Returns the same numbers from 0 to 1 in every run. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

async function refusedOnce(retryAfterMs: number | null) {
  const clock = createFakeClock()
  const limiter = createLimiter({ clock, random: steadyRandom })
  const permit = await limiter.acquire({ priority: 'job' })
  await clock.advance(150)
  permit.done({ ms: 150, status: 429, retryAfterMs })
  return { clock, limiter }
}

describe('a 429', () => {
  test('makes everybody in the workspace wait as long as Instantly asks, then continues', async () => {
    const { clock, limiter } = await refusedOnce(7_000)
    const refusedAt = clock.now()
    const sent = send(limiter, clock, 5, 10, { priority: 'click' })
    expect(limiter.state().pausedUntil).toBe(refusedAt + 7_000)
    await clock.advance(6_990)
    expect(sent.length).toBe(0)
    await clock.advance(1_000)
    expect(sent.length).toBe(5)
    expect(limiter.state().pausedUntil).toBeNull()
  })

  test('halves the number of parallel requests and slows down for a while', async () => {
    const { clock, limiter } = await refusedOnce(null)
    expect(limiter.state()).toMatchObject({ window: 10 })
    expect(limiter.state().rate).toBeLessThan(99)
    await clock.advance(60_000)
    expect(limiter.state().rate).toBe(99)
  })

  test('repeatedly means longer and longer pauses', async () => {
    const { clock, limiter } = await refusedOnce(null)
    const pauses: number[] = []
    for (let n = 0; n < 5; n++) {
      const asked = limiter.acquire({ priority: 'job' })
      const pause = (limiter.state().pausedUntil ?? 0) - clock.now()
      pauses.push(pause)
      await clock.advance(pause + 100)
      const permit = await asked
      permit.done({ ms: 20, status: 429 })
    }
    for (const [n, pause] of pauses.slice(1).entries()) expect(pause).toBeGreaterThan(pauses[n] ?? 0)
    expect(pauses.at(-1)).toBeGreaterThan((pauses[0] ?? 0) * 8)
  })

  test('now and then, caused by other users of the account, does not stop everything', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    let asked = 0
    let answered = 0
    const askOnAndOn = async (): Promise<void> => {
      const permit = await limiter.acquire({ priority: 'job' })
      await clock.sleep(120)
      const isRefused = (asked += 1) % 10 === 0
      if (!isRefused) answered += 1
      permit.done({ ms: 120, status: isRefused ? 429 : 200 })
      return askOnAndOn()
    }
    for (let lane = 0; lane < 20; lane += 1) void askOnAndOn()
    await clock.advance(120_000)
    expect(answered).toBeGreaterThan(1_000)
  })

  test('does not count again for requests already sent when it came', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    const permits = await fill(limiter, clock)
    for (const permit of permits) permit.done({ ms: 150, status: 429 })
    expect(limiter.state().window).toBe(10)
    expect(limiter.state().pausedUntil).toBeLessThanOrEqual(clock.now() + 250)
  })
})

describe('the number of parallel requests', () => {
  test('starts low and grows while answers are quick', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    const sent = send(limiter, clock, 400, 400)
    await clock.advance(390)
    expect(sent.length).toBe(20)
    await clock.advance(3_000)
    expect(limiter.state().window).toBeGreaterThan(35)
  })

  test('shrinks when answers take so long that more would time out', async () => {
    const clock = createFakeClock()
    const limiter = createLimiter({ clock, random: steadyRandom })
    send(limiter, clock, 30, 60_000)
    await clock.advance(130_000)
    expect(limiter.state().window).toBeLessThan(6)
  })
})
