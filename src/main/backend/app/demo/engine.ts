/** The only module that imports the simulator; itself imported on first use. */

import { createDemoInstantly } from '#demo/api/app.ts'
import { instantlyLimits } from '#demo/api/rate-limits.ts'
import { buildHistory } from '#demo/history/history.ts'
import { withFewerPeople } from '#demo/history/history-plans.ts'
import { reportedPayloadOf } from '#demo/reactions/announce.ts'
import { warmupOf, warmupScore } from '#demo/sending/warmth.ts'
import type { EventKind } from '#demo/state/life-types.ts'
import { restoreWorld, saveWorld } from '#demo/state/save-world.ts'
import type { World } from '#demo/state/world.ts'
import type { DemoHappened } from '#shared/contract/app/demo.ts'
import { dayAt, dayMs } from '#shared/domain/core/days.ts'
import type { DemoWorld, HistoryPlan } from './world.ts'

export const buildWorld = ({ people, ...times }: HistoryPlan): DemoWorld =>
  toDemoWorld(buildHistory({ ...times, clients: withFewerPeople(people) }))

export const reopenWorld = (saved: Buffer): DemoWorld => toDemoWorld(restoreWorld(saved))

function toDemoWorld(world: World): DemoWorld {
  // At Instantly's 20 a minute, the inbox of a new demo would stay without replies for half an hour.
  const limits = { ...instantlyLimits, emailsPerMinute: 1_000 }
  const demo = createDemoInstantly({ world, keepBodies: 'none', limits })
  return {
    clients: world.workspaces.map(({ name, keys }) => ({ name, key: keys[0]?.key ?? '' })),
    fetch: async (request) => demo.app.fetch(request),
    now: () => demo.clock.now(),
    deliveriesSince(client, from, limit) {
      const workspace = world.workspaces[client]
      const all = workspace?.events ?? []
      // A simulation that was not saved before a crash replays the same events.
      const first = Math.min(from, all.length)
      const some = all.slice(first, first + limit)
      const events = some.flatMap((event) => {
        const payload = workspace && reportedPayloadOf(workspace, event)
        return payload ? [{ payload: JSON.stringify(payload), at: event.knownAt }] : []
      })
      return { events, next: first + some.length, more: first + some.length < all.length }
    },
    known(client) {
      const workspace = world.workspaces[client]
      return {
        campaigns: [...(workspace?.campaigns.values() ?? [])].map(({ id, settings }) => ({
          id,
          name: typeof settings['name'] === 'string' ? settings['name'] : id,
        })),
        labels: [...(workspace?.labels.values() ?? [])].map(({ label }) => label),
      }
    },
    warmup(client, days) {
      const today = dayAt(demo.clock.now())
      const past = Array.from({ length: days }, (_, at) => today - days + at)
      return (world.workspaces[client]?.mailboxes ?? []).flatMap((mailbox) =>
        past.map((day) => ({
          email: mailbox.email,
          day,
          score: warmupScore(mailbox, (day + 1) * dayMs),
          ...warmupOf(mailbox, day),
        })),
      )
    },
    async moveOn(ms) {
      // Events already due are not counted as the result of moving on.
      await demo.catchUp()
      const before = world.workspaces.map(({ events }) => events.length)
      await demo.moveOn(ms)
      return happenedSince(world, before)
    },
    save: () => saveWorld(world),
  }
}

/** Automatic replies do not count as replies. */
const counted: Partial<Record<EventKind, keyof DemoHappened>> = {
  email_sent: 'sent',
  email_opened: 'opened',
  link_clicked: 'clicked',
  reply_received: 'replied',
  email_bounced: 'bounced',
}

function happenedSince(world: World, before: readonly number[]): DemoHappened {
  const happened = { sent: 0, opened: 0, clicked: 0, replied: 0, bounced: 0 }
  for (const [index, { events }] of world.workspaces.entries()) {
    for (const { kind } of events.slice(before[index])) {
      const what = counted[kind]
      if (what) happened[what] += 1
    }
  }
  return happened
}
