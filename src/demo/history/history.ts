/** Builds months of invented history for two clients, by simulating it with the same rules as everything after it. */

import { dayAt, dayMs } from '#shared/domain/core/days.ts'
import { markAllDelivered } from '../reactions/post-webhooks.ts'
import { startCampaign } from '../sending/campaign-state.ts'
import { breakMailbox } from '../sending/mailboxes.ts'
import { drawChance } from '../state/draws.ts'
import { idOf, nextStamp } from '../state/ids.ts'
import { addLead } from '../state/lead-store.ts'
import { createWorld, createWorldFrom, type World } from '../state/world.ts'
import type { Campaign, Workspace } from '../state/world-types.ts'
import { createDemoClock } from '../time/clock.ts'
import { runDueEvents } from '../time/run-due-events.ts'
import { drawPerson } from './history-people.ts'
import { type CampaignPlan, type ClientPlan, demoClients } from './history-plans.ts'

const hourMs = 3_600_000

export type HistoryOptions = {
  /** Where history ends and the present begins, ms since 1970. */
  readonly now: number
  readonly seed?: number
  /** The clock is frozen at `now`, for tests; otherwise it continues in real time. */
  readonly frozen?: boolean
  readonly clients?: readonly ClientPlan[]
  /** Replies are answered by hand until this time, even after `now`; by default some hours before `now`. */
  readonly answersUntil?: number
  /** When the world is first viewed, `now` by default. Warmup scores then have their planned values. */
  readonly seenFrom?: number
}

/** Returns a world with the whole history of its clients, its clock at `now`. */
export function buildHistory(options: HistoryOptions): World {
  const { now, seed = 7, clients = demoClients } = options
  const first = Math.max(...clients.flatMap((client) => client.campaigns.map((campaign) => campaign.createdDaysAgo)))
  const start = dayAt(now) * dayMs - (first + 20) * dayMs
  const clock = createDemoClock({ startAt: start })
  const world = createWorld({ clock, dedupe: true, keepLeads: 'full', seed })
  world.state.operatorUntil = now - 5 * hourMs
  world.state.answersUntil = options.answersUntil ?? now - 5 * hourMs
  const acts = clients.flatMap((client) => clientActions(world, client, now, options.seenFrom ?? now))
  for (const act of acts.toSorted((a, b) => a.at - b.at)) {
    clock.advance(act.at - clock.now())
    runDueEvents(world, clock.now())
    act.run(clock.now())
  }
  clock.advance(now - clock.now())
  runDueEvents(world, now)
  markAllDelivered(world)
  for (const workspace of world.workspaces) tidyInbox(workspace, now)
  return createWorldFrom(createDemoClock(options.frozen ? { startAt: now } : { moved: now - Date.now() }), world.state)
}

type HistoryAction = { readonly at: number; run(at: number): void }

/** Returns everything that was done for a client, with its time. */
function clientActions(world: World, client: ClientPlan, now: number, seenFrom: number): HistoryAction[] {
  const workspace = world.addWorkspace({
    name: client.name,
    keys: [{ key: client.key, name: 'Sendoff' }],
    mailboxes: client.mailboxes,
    blocked: client.blocked,
    planName: client.planName,
    planId: client.planId,
    leadLimit: client.leadLimit,
  })
  workspace.blocksUnsubscribed = true
  for (const [at, mailbox] of workspace.mailboxes.entries()) {
    mailbox.settings = { signature: `${mailbox.firstName} ${mailbox.lastName}<br/>${client.name}` }
    mailbox.sendingGap = 6 + (at % 4)
    const { falls, recovers, dnsMissing } = client.mailboxes[at] ?? {}
    if (falls) mailbox.warmth = { at: seenFrom, score: 58, perDay: -2 }
    if (recovers) mailbox.warmth = { at: seenFrom, score: 64, perDay: 4 }
    if (dnsMissing) mailbox.dnsMissing = dnsMissing
  }
  for (const [at, label] of client.labels.entries()) {
    const stamp = nextStamp(workspace.ids, world.clock.now())
    const id = idOf(stamp, world.state.serial++, workspace.salt)
    const { text, tone } = label
    workspace.labels.set(id, { id, stamp, label: text, tone, description: null, useWithAi: null, value: 101 + at })
  }
  for (const [at, label] of client.tags.entries()) addTag(world, workspace, label, at)
  const acts = client.campaigns.flatMap((campaign) => campaignActions(world, workspace, campaign, now))
  for (const [at, list] of client.lists.entries()) {
    acts.push({ at: now - (40 - at * 9) * dayMs, run: (time) => fillList(world, workspace, list, time) })
  }
  acts.push({ at: now - 6 * dayMs, run: () => addWebhook(world, workspace) })
  return acts
}

function campaignActions(world: World, workspace: Workspace, plan: CampaignPlan, now: number): HistoryAction[] {
  // About nine in the morning, on a working day.
  const created = workday(now - plan.createdDaysAgo * dayMs) + 9 * hourMs
  let campaign: Campaign | null = null
  const acts: HistoryAction[] = [
    {
      at: created,
      run(at) {
        campaign = world.addCampaign(workspace, settingsOf(workspace, plan))
        addPeople(world, workspace, campaign, plan, at)
        if (plan.state !== 'draft') startCampaign(world, workspace, campaign, at + hourMs)
      },
    },
  ]
  const then = (daysAgo: number | undefined, run: (campaign: Campaign, at: number) => void) => {
    if (daysAgo === undefined) return
    acts.push({ at: now - daysAgo * dayMs, run: (at) => campaign && run(campaign, at) })
  }
  then(plan.pausedDaysAgo, (own, at) => {
    own.status = 2
    own.updatedAt = at
  })
  then(plan.unhealthyDaysAgo, (_, at) => {
    for (const mailbox of workspace.mailboxes) {
      if (!plan.mailboxes.includes(workspace.mailboxes.indexOf(mailbox))) continue
      breakMailbox(world, workspace, mailbox, at)
      // Its warmup emails are no longer answered.
      mailbox.warmth = { at, score: 98, perDay: -2 }
    }
  })
  return acts
}

function workday(at: number): number {
  const midnight = dayAt(at) * dayMs
  const weekday = new Date(midnight).getUTCDay()
  return midnight - (weekday === 0 ? 2 : weekday === 6 ? 1 : 0) * dayMs
}

function settingsOf(workspace: Workspace, plan: CampaignPlan): Record<string, unknown> {
  const weekdays = { '0': false, '1': true, '2': true, '3': true, '4': true, '5': true, '6': false }
  const { name, dailyLimit, dailyNew, tracking, value } = plan
  return {
    name,
    pl_value: value,
    campaign_schedule: {
      schedules: [
        { name: 'Weekdays', timing: { from: '08:30', to: '17:00' }, days: weekdays, timezone: plan.timezone },
      ],
    },
    sequences: [
      {
        steps: plan.copy.map((step) => ({
          type: 'email',
          delay: step.delay,
          delay_unit: 'days',
          variants: step.variants,
        })),
      },
    ],
    email_list: plan.mailboxes.map((at) => workspace.mailboxes[at]?.email).filter((email) => email !== undefined),
    daily_limit: dailyLimit,
    daily_max_leads: dailyNew,
    email_gap: 7,
    random_wait_max: 6,
    stop_on_reply: true,
    stop_on_auto_reply: false,
    stop_for_company: false,
    open_tracking: tracking,
    link_tracking: tracking,
    text_only: false,
    insert_unsubscribe_header: true,
  }
}

/** Adds new people who are not yet in this workspace, so that one address is one person. */
function addPeople(world: World, workspace: Workspace, campaign: Campaign, plan: CampaignPlan, at: number): void {
  for (let index = 0; index < plan.leads; index++) {
    const { email, fields } = personOf(world, workspace, plan.country, index + campaign.stamp)
    addLead(workspace, campaign, { email, fields }, at)
  }
  for (const name of ['city', 'country', 'employees', 'source']) campaign.variables.add(name)
}

function personOf(world: World, workspace: Workspace, country: CampaignPlan['country'], number: number) {
  const found = drawPerson(country, number, (ask) => drawChance(world.state.seed, number, workspace.salt, 1000 + ask))
  let { email } = found
  for (let again = 2; workspace.byEmail.has(email); again++) email = found.email.replace('@', `${again}@`)
  return { email, fields: found.fields }
}

function fillList(world: World, workspace: Workspace, plan: ClientPlan['lists'][number], at: number): void {
  const list = world.addList(workspace, plan.name)
  for (let index = 0; index < plan.leads; index++) {
    const { email, fields } = personOf(world, workspace, plan.country, index + list.stamp)
    addLead(workspace, list, { email, fields }, at)
  }
}

function addTag(world: World, workspace: Workspace, label: string, at: number): void {
  const stamp = nextStamp(workspace.ids, world.clock.now())
  const id = idOf(stamp, world.state.serial++, workspace.salt)
  const resources = new Map<string, { readonly id: string; readonly type: 1 | 2; readonly at: number }>()
  for (const [place, { email }] of workspace.mailboxes.entries()) {
    if (place % 2 === at) resources.set(email, { id: email, type: 1, at: world.clock.now() })
  }
  workspace.tags.set(id, { id, stamp, label, description: null, updatedAt: world.clock.now(), resources })
}

function addWebhook(world: World, workspace: Workspace): void {
  const stamp = nextStamp(workspace.ids, world.clock.now())
  const id = idOf(stamp, world.state.serial++, workspace.salt)
  const target = `https://relay.example/hooks/${id.slice(-8)}`
  const settings = { target_hook_url: target, event_type: 'all_events', name: 'Events', headers: { 'x-relay': 'demo' } }
  workspace.webhooks.set(id, { id, stamp, settings, status: 1, errorAt: null, failuresInRow: 0 })
}

/** Marks everything older than a few days as read. */
function tidyInbox(workspace: Workspace, now: number): void {
  for (const message of workspace.messages) {
    if (message.at < now - 4 * dayMs || (message.at < now - 5 * hourMs && message.serial % 3 === 0))
      message.unread = false
  }
}
