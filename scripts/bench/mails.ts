/**
 * Benchmarks how much of the 20 requests in any 60 seconds that Instantly allows for mails is used while sent mails are
 * backfilled, and whether one is refused. The simulated Instantly and the product share a clock that runs 20 times as
 * fast, so that months of mails take a minute; it also makes each late wake-up 20 times as long.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { addMessage } from '#demo/state/messages.ts'
import { startBackend, until } from '../../tests/support/backend.ts'
import { hastyClock } from '../../tests/support/hasty-clock.ts'
import { startFakeInstantly } from '../../tests/support/instantly/server.ts'
import { startCampaign } from '../../tests/support/relay/relay-bench.ts'
import { quick, report } from './lib/report.ts'

const bench = 'mails'
const times = 20
const mails = quick ? 2_500 : 10_000
const documented = 20
const key = 'bench-key-0001'

const clock = hastyClock(times)
/** Age of the next mail: mails are stored one a minute. */
let agoMs = (mails + 60) * 60_000
const fake = await startFakeInstantly({
  clock: { now: () => clock.now() - agoMs, advance: () => undefined, state: () => ({}) },
  workspaces: [{ name: 'Bench', keys: [{ key }], mailboxes: 1 }],
})
await startCampaign(fake, 0, 1)
const [remote] = fake.world.workspaces
const [campaign] = remote?.campaigns.values() ?? []
if (!remote || !campaign) throw new Error('no campaign')
for (let no = 0; no < mails; no += 1) {
  agoMs = (mails - no) * 60_000
  const message = addMessage(remote, {
    at: clock.now() - agoMs,
    kind: 1,
    lead: null,
    campaign,
    mailbox: 'box@bench.example',
    from: 'box@bench.example',
    to: `lead${no}@bench.example`,
    thread: null,
    step: 0,
    variant: 0,
    subject: 'Hello',
    text: `Hello ${no}`,
  })
  Object.assign(message, { leadEmail: `lead${no}@bench.example` })
}
agoMs = 0

const app = startBackend({ instantlyUrl: fake.url, clock, paces: { sent_mails: { firstMs: 0 } } })
const { workspace } = await app.call('workspaces.addKey', { workspaceId: null, name: 'Bench', key })
// Requests made while the key was added are not measured.
await sleep(3_000)
await app.call('inbox.sync', { workspaceId: workspace.id })
await app.call('jobs.run', { kind: 'sent_mails', workspaceId: workspace.id })
await until(
  'all mails to be read',
  async () => (await app.call('events.reading', { workspaceId: workspace.id })).state === 'done',
  600_000,
)
const asked = fake.journal.requests('GET', /\/emails$/)
const [first, last] = [asked[0]?.at ?? 0, asked.at(-1)?.at ?? 0]
const refused = asked.filter(({ status }) => status === 429).length
const minutes = (last - first) / 60_000
const { events } = await app.call('events.health', { workspaceId: workspace.id })
await app.stop()
await fake.close()

const peer = { requests: asked.length, refused, minutes: Math.round(minutes * 10) / 10, mails_read: events }
report({
  bench,
  figure: 'mail_read_share',
  value: (asked.length - 1) / minutes / documented,
  unit: 'share',
  target: '>= 0.9',
  peer,
})
report({ bench, figure: 'mail_read_refused', value: refused, unit: 'requests', target: '= 0' })
