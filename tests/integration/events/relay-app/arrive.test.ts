import { expect, it } from 'vitest'
import type { Deliver } from '#demo/reactions/post-webhooks.ts'
import { until } from '../../../support/backend.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { dayOf, daysAgo, hourMs, journalOf, startRelayBench } from '../../../support/relay/relay-bench.ts'
import { useBench } from '../../../support/use-bench.ts'

const start = useBench(startRelayBench)

const lively = { open: 0.9, click: 0.7, reply: 0.5, autoReply: 0.3, unsubscribe: 0.1, bounce: 0.04 }

/** A network between Instantly and the relay that duplicates, delays, reorders and loses. */
function badNetwork(seed: number) {
  const random = createRandom(seed)
  const late: (() => Promise<unknown>)[] = []
  const deliver: Deliver = async (url, init) => {
    const luck = random()
    if (luck < 0.05) return { status: 200 } // Something in between said yes, and lost it.
    if (luck < 0.1) throw new Error('the request was lost')
    if (luck < 0.3) {
      late.push(() => fetch(url, init))
      return { status: 200 }
    }
    const answer = await fetch(url, init)
    if (luck < 0.4) await fetch(url, init)
    if (luck < 0.45) throw new Error('the answer was lost')
    return answer
  }
  return {
    deliver,
    /** Delivers the delayed ones now, the last first. */
    async arrive() {
      for (const post of late.splice(0).toReversed()) await post().catch(() => undefined)
    },
  }
}

it('Every event of the journal arrives in the end, despite duplicates, disorder, delays, losses and a stopped relay', async () => {
  const network = badNetwork(7)
  const bench = await start({ deliver: network.deliver, rates: lively })
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  const { fake, place, app } = bench
  const [webhook] = client.remote.webhooks.values()
  if (!webhook) throw new Error('no webhook')

  for (let hour = 0; hour < 4 * 24; hour += 1) {
    // Off for hours, as long as Instantly tolerates it: after twelve failures in a row it disables the webhook.
    if (hour === 30) await place.stop()
    if (hour > 30 && hour < 36 && webhook.failuresInRow > 5) hour = 36
    if (hour === 36) await place.start()
    await fake.moveOn(hour > 30 && hour < 36 ? hourMs / 12 : hourMs)
    if (hour % 7 === 0 && (hour < 30 || hour > 36)) await network.arrive()
  }
  await network.arrive()
  await bench.caughtUp(client)
  const journal = journalOf(client.remote, fake.clock.now() - 2 * hourMs)
  const before = bench.here(client)
  expect(journal.filter((line) => !before.includes(line)).length).toBeGreaterThan(0)

  const check = await app.call('gaps.check', {
    workspaceId: client.workspaceId,
    fromDay: dayOf(daysAgo(6)),
    toDay: dayOf(Date.now()),
  })
  const view = await until('the check to end', async () => {
    const seen = await app.call('gaps.view', {
      workspaceId: client.workspaceId,
      fromDay: dayOf(daysAgo(6)),
      toDay: dayOf(Date.now()),
    })
    return seen.check?.id === check.id && seen.check.state === 'done' ? seen : null
  })

  const here = bench.here(client)
  expect(journal.filter((line) => !here.includes(line))).toEqual([])
  expect(here.filter((line) => !journalOf(client.remote).includes(line))).toEqual([])
  expect(new Set(here).size).toBe(here.length)
  expect(journal.length).toBeGreaterThan(150)
  expect(view.counts).toMatchObject({ lacks: 0, more: 0 })
  // Only the day on which the webhook was created has unverified numbers.
  const first = dayOf(daysAgo(5))
  const open = view.rows.filter(({ verdict }) => verdict === 'unproven')
  expect(open.every(({ day, why }) => day === first && why === 'before_webhook')).toBe(true)
  for (const { listed, read } of view.logTotals) expect(read).toBe(listed)
})
