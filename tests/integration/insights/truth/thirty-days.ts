/**
 * Thirty days of three clients at the simulated Instantly, with the app running: one with a relay, two without. Nothing
 * sleeps: the simulator's clock is advanced day by day, and webhooks are posted on the way.
 */
import { setInterest } from '#demo/reactions/interest.ts'
import { lifeOf } from '#demo/state/lead-life.ts'
import type { Lead } from '#demo/state/world-types.ts'
import type { ExperimentPlan } from '#shared/domain/exports/experiments/plan.ts'
import { until } from '../../../support/backend.ts'
import { ended, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { stepsOf } from '../../../support/instantly/living-campaign.ts'
import { makeList } from '../../../support/lists.ts'
import {
  daysAgo,
  hourMs,
  type LivingClient,
  type RelayBench,
  startRelayBench,
} from '../../../support/relay/relay-bench.ts'

const lived = 30
const names = ['Kessler', 'Nordwind', 'Ahrens']
/** Preferred names by list. */
const lists = [
  { name: 'Dentists', tag: 'dentists', count: 90 },
  { name: 'Bakers', tag: 'bakers', count: 60 },
] as const

export type ThirtyDays = {
  readonly bench: RelayBench
  /** One with a relay; one without; one without that tracks nothing. */
  readonly clients: readonly { readonly client: LivingClient; readonly relay: boolean }[]
  /** Time when the app synced everything for the first time, by Instantly's clock. */
  readonly readAt: number
}

type World = { readonly bench: RelayBench; readonly at: number; readonly client: LivingClient }

/** Two openings of one variable, for half of the list each. */
const experimentPlan = {
  name: 'Opening',
  hypothesis: '',
  variable: 'opening',
  variants: [
    { name: 'Short', share: 1, value: { kind: 'text', text: 'Hello {{firstName}}' } },
    { name: 'Long', share: 1, value: { kind: 'text', text: 'Good morning {{firstName}}, a question' } },
  ],
  stratum: null,
  together: false,
  goal: 'opened',
} as const satisfies ExperimentPlan

/** Two campaigns: one that tracks opens and clicks with two variants, and one that tracks nothing. */
async function startCampaigns({ bench, at, client }: World): Promise<void> {
  const ask = createAsk(bench.fake, client.remote.keys[0]?.key)
  const days = Object.fromEntries(Array.from({ length: 7 }, (_, day) => [String(day), true]))
  const schedule = {
    schedules: [{ name: 'Always', timing: { from: '00:00', to: '23:59' }, days, timezone: 'Europe/Belgrade' }],
  }
  for (const [no, list] of lists.entries()) {
    const { listId } = makeList(bench.app.dir, {
      workspaceId: client.workspaceId,
      name: list.name,
      tag: `${list.tag}${at}`,
      count: list.count,
      variables: (row) => ({ size: ['small', 'big', ''][row % 3] ?? '' }),
    })
    const name = `${list.name} ${client.remote.name}`
    if (no === 0) {
      const experiment = await bench.app.call('experiments.save', {
        id: null,
        listId,
        plan: { ...experimentPlan, variants: [...experimentPlan.variants] },
        seed: `seed${at}`,
      })
      await bench.app.call('experiments.apply', { id: experiment.id })
    }
    const exportId = await startExport(bench.app, listId, newCampaignSettings(name))
    await ended(bench.app, exportId)
    const id = [...client.remote.campaigns.values()].find(({ settings }) => settings['name'] === name)?.id
    const tracks = no === 0 && at < 2
    const [sequence] = stepsOf(2, 3, 0)
    const changed = await ask('PATCH', `/campaigns/${id}`, {
      campaign_schedule: schedule,
      sequences: [
        {
          steps: sequence?.steps.map((step, index) =>
            index > 0 || no > 0
              ? step
              : { ...step, variants: ['A', 'B'].map((letter) => ({ subject: `${letter} {{firstName}}`, body: 'Hi' })) },
          ),
        },
      ],
      email_list: client.remote.mailboxes.map(({ email }) => email),
      daily_limit: 100,
      email_gap: 5,
      random_wait_max: 0,
      open_tracking: tracks,
      link_tracking: tracks,
    })
    const activated = await ask('POST', `/campaigns/${id}/activate`)
    if (changed.status !== 200 || activated.status !== 200) throw new Error(`${changed.status} ${activated.status}`)
    if (no === 0) await startSubsequence(ask, String(id))
  }
}

/** Creates a subsequence that sends another email to leads labelled as interested. */
async function startSubsequence(ask: ReturnType<typeof createAsk>, parent: string): Promise<void> {
  const variants = [{ subject: 'Again', body: 'Bye' }]
  const step = { type: 'email', delay: 1, delay_unit: 'days', pre_delay: 3, pre_delay_unit: 'hours', variants }
  const made = await ask('POST', '/subsequences', {
    parent_campaign: parent,
    name: 'Warm',
    conditions: { crm_status: [1] },
    sequences: [{ steps: [step] }],
  })
  const resumed = await ask('POST', `/subsequences/${String(made.body['id'])}/resume`)
  if (made.status !== 200 || resumed.status !== 200) throw new Error(`${made.status} ${resumed.status}`)
}

/** Sets labels at Instantly as an operator does over the weeks, higher ones later, and removes some of them again. */
function label({ bench, client }: World, day: number): void {
  const { remote } = client
  const now = bench.fake.clock.now()
  const replied = remote.leads.filter((lead): lead is Lead => lead !== null && lifeOf(lead).replies > 0)
  for (const [no, lead] of replied.entries()) {
    const give = (value: number | null) => setInterest(bench.fake.world, remote, lead, value, 'operator', now)
    if (day === 12) give([1, 2, -1, 1, null, 4][no % 6] ?? null)
    if (day === 22 && no % 4 === 0) give(2)
    if (day === 26 && no % 7 === 0) give(4)
    if (day === 28 && no % 9 === 0) give(null)
  }
}

/** Reads until everything is stored. */
async function readAll({ app }: RelayBench, { workspaceId }: LivingClient): Promise<void> {
  const job = (kind: 'sent_mails' | 'campaigns' | 'accounts' | 'lead_labels') =>
    app.call('jobs.run', { kind, workspaceId })
  await job('campaigns')
  await job('accounts')
  await until('all mails to be read', async () => {
    await app.call('inbox.sync', { workspaceId })
    await job('sent_mails')
    return (await app.call('events.reading', { workspaceId })).state === 'done'
  })
  await job('lead_labels')
  for (const { id } of (await app.call('campaigns.list', { workspaceId, page: { offset: 0, limit: 100 } })).rows)
    await app.call('subsequences.read', { campaignId: id })
  await app.call('leadMirror.start', { workspaceId, what: 'whole' })
  await until('the leads to be listed', async () => {
    const { underWay } = await app.call('leadMirror.state', { workspaceId })
    if (underWay?.problem) throw new Error(underWay.problem.code)
    return underWay === null
  })
}

export async function liveThirtyDays(): Promise<ThirtyDays> {
  const hasty = hastyClock(40)
  const startAt = daysAgo(lived + 1)
  // The computer's clock equals Instantly's, at whatever time of day this runs.
  let behindMs = hasty.now() - startAt
  const bench = await startRelayBench({
    names,
    connect: false,
    leads: 0,
    startAt,
    clock: { now: () => hasty.now() - behindMs, sleep: hasty.sleep },
    rates: { open: 0.5, click: 0.15, reply: 0.25, autoReply: 0.1, bounce: 0.03, unsubscribe: 0.03 },
  })
  const worlds = bench.clients.map((client, at) => ({ bench, at, client }))
  const [kessler] = bench.clients
  if (!kessler) throw new Error('no client')
  // Notifies on the desktop at any hour.
  await bench.app.call('inbox.saveSettings', { quiet: null })
  const relay = { workspaceId: kessler.workspaceId, address: bench.place.relay.url, token: kessler.token }
  await bench.app.call('relay.connect', relay)
  await bench.app.call('relay.register', { workspaceId: kessler.workspaceId })
  for (const world of worlds) {
    // Few enough a day that the campaigns last.
    for (const mailbox of world.client.remote.mailboxes) mailbox.dailyLimit = 7
    await startCampaigns(world)
  }
  let readAt = Number.NaN
  for (let day = 0; day < lived; day += 1) {
    await bench.fake.moveOn(24 * hourMs)
    behindMs -= 24 * hourMs
    for (const world of worlds) label(world, day)
    // The app ran on some of these days; later events must be found by the following syncs.
    if (day === 9) {
      readAt = bench.fake.clock.now()
      for (const client of bench.clients) await readAll(bench, client)
    }
  }
  await bench.caughtUp(kessler)
  for (const client of bench.clients) await readAll(bench, client)
  await bench.caughtUp(kessler)
  return { bench, clients: bench.clients.map((client, at) => ({ client, relay: at === 0 })), readAt }
}
