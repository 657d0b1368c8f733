/**
 * The app is killed while it backfills mails, in the middle of writing a row: no event is lost, none is there twice.
 */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDemoClock } from '#demo/time/clock.ts'
import { until } from '../../../support/backend.ts'
import { type CrashBench, goneIsNothing, startCrashBench } from '../../../support/crash/crash-bench.ts'
import type { DieAt } from '../../../support/crash/die-at.ts'
import { silence } from '../../../support/instantly/living-campaign.ts'
import { times } from '../../../support/long.ts'
import { daysAgo, eventsIn, hourMs, journalOf, startCampaign } from '../../../support/relay/relay-bench.ts'

let bench: CrashBench
beforeEach(async () => {
  bench = await startCrashBench({
    clock: createDemoClock({ startAt: daysAgo(6) }),
    limits: null,
    rates: { ...silence, reply: 0.5, autoReply: 0.2 },
    workspaces: [
      {
        name: 'Kessler',
        keys: [{ key: 'kessler-key-0001' }],
        mailboxes: [1, 2].map((n) => ({ email: `box${n}@kessler.example`, dailyLimit: 60 })),
      },
    ],
  })
  await startCampaign(bench.fake, 0, 90)
  for (let day = 0; day < 4; day += 1) await bench.fake.moveOn(24 * hourMs)
})
afterEach(() => bench.close())

const isMail = (line: string) => /^(email_sent|reply_received|auto_reply_received) /.test(line)
/** Returns type and person of each, which a webhook and a mail report alike. */
const bare = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(0, 2).join(' ')).toSorted()

async function readAll(): Promise<void> {
  const { workspaceId } = bench
  await bench.app.call('inbox.sync', { workspaceId }).catch(goneIsNothing)
  await bench.app.call('jobs.run', { kind: 'sent_mails', workspaceId }).catch(goneIsNothing)
}

const deaths: readonly DieAt[] = [
  { table: 'event', nth: 130, when: 'inside' },
  { table: 'mail_span', column: 'cursor', nth: 1, when: 'committed' },
  { table: 'event', nth: 1, when: 'inside' },
  { table: 'event', nth: 1, when: 'committed' },
  { table: 'event', nth: 70, when: 'inside' },
  { table: 'event', nth: 210, when: 'committed' },
  { table: 'mail_span', nth: 1, when: 'inside' },
  { table: 'mail_span', nth: 1, when: 'committed' },
  { table: 'mail_span', column: 'cursor', nth: 1, when: 'inside' },
  { table: 'inbox_message', nth: 20, when: 'inside' },
]

// Each waits for Instantly's rate limit, so only long runs test all.
it.each(deaths.slice(0, times(2, deaths.length)))(
  'killed at $table $column $nth, $when: reading continues and each mail is one event',
  async (dying) => {
    await bench.startKillable(dying)
    await readAll()
    await bench.app.gone
    await bench.startAfterKill()
    await until('all mails to be read', async () => {
      await readAll()
      return (await bench.app.call('events.reading', { workspaceId: bench.workspaceId })).state === 'done'
    })
    const [remote] = bench.fake.world.workspaces
    const journal = remote ? journalOf(remote).filter(isMail) : []
    expect(journal.length).toBeGreaterThan(200)
    expect(bare(eventsIn(bench.dir, bench.workspaceId).filter(isMail))).toEqual(bare(journal))
  },
)
