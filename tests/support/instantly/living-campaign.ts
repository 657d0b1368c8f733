import { stampTime } from '#demo/state/ids.ts'
import type { Message } from '#demo/state/life-types.ts'
import type { Rates } from '#demo/state/rates.ts'
import type { Campaign, Workspace } from '#demo/state/world-types.ts'
import { createDemoClock } from '#demo/time/clock.ts'
import { type Ask, startDemo } from './ask-demo.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** Monday, 5 January 2026, 00:00 UTC: Berlin is an hour ahead. */
export const monday = Date.UTC(2026, 0, 5)

/** Rates with which nobody reacts. */
export const silence: Rates = {
  bounce: 0,
  open: 0,
  click: 0,
  reply: 0,
  autoReply: 0,
  unsubscribe: 0,
  mailboxError: 0,
}

type Wishes = {
  readonly settings?: Readonly<Record<string, unknown>>
  readonly leads?: number
  readonly mailboxes?: number
  readonly rates?: Partial<Rates>
  readonly dailyLimit?: number | null
  readonly seed?: number
  readonly deliver?: Parameters<typeof startDemo>[0] extends { deliver?: infer D } | undefined ? D : never
}

export type Living = ReturnType<typeof startDemo> & {
  readonly ask: Ask
  readonly workspace: Workspace
  readonly campaign: Campaign
  /** Mails sent by the campaign so far. */
  sent(): readonly Message[]
}

export const weekdays = { '0': false, '1': true, '2': true, '3': true, '4': true, '5': true, '6': false }

export function stepsOf(...delays: readonly number[]) {
  const steps = delays.map((delay, at) => ({
    type: 'email',
    delay,
    variants: [{ subject: at === 0 ? 'Hello {{firstName}}' : '', body: 'Hi {{firstName}} of {{city}}<br/>Bye' }],
  }))
  return [{ steps }]
}

export function scheduleOf(
  change: Readonly<Record<string, unknown>> = {},
  dates: Readonly<Record<string, unknown>> = {},
) {
  const timing = { from: '09:00', to: '17:00' }
  return { ...dates, schedules: [{ name: 'Week', timing, days: weekdays, timezone: 'Europe/Belgrade', ...change }] }
}

/** Starts a campaign of three steps on Monday at midnight through the API, in a world whose clock stands still. */
export async function startLiving(wishes: Wishes = {}): Promise<Living> {
  const clock = createDemoClock({ startAt: monday })
  const mailboxes = Array.from({ length: wishes.mailboxes ?? 1 }, (_, at) => ({
    email: `box${at + 1}@sender.example`,
    dailyLimit: wishes.dailyLimit === undefined ? 30 : wishes.dailyLimit,
  }))
  const demo = startDemo({
    clock,
    seed: wishes.seed ?? 1,
    rates: { ...silence, ...wishes.rates },
    workspaces: [{ name: 'Living', keys: [{ key: 'living' }], mailboxes }],
    ...(wishes.deliver ? { deliver: wishes.deliver } : {}),
  })
  const created = await demo.ask('POST', '/campaigns', {
    name: 'Living',
    campaign_schedule: scheduleOf(),
    sequences: stepsOf(2, 3, 0),
    email_list: mailboxes.map(({ email }) => email),
    email_gap: 10,
    random_wait_max: 0,
    ...wishes.settings,
  })
  const id = String(created.body['id'])
  const leads = Array.from({ length: wishes.leads ?? 5 }, (_, at) => ({
    email: `lead${at + 1}@company${at + 1}.example`,
    first_name: `First${at + 1}`,
    custom_variables: { city: 'Porto', country: ['Germany', 'Netherlands', 'France', 'Spain', 'Ireland'][at % 5] },
  }))
  for (let at = 0; at < leads.length; at += 1000) {
    await demo.ask('POST', '/leads/add', { campaign_id: id, leads: leads.slice(at, at + 1000) })
  }
  await demo.ask('POST', `/campaigns/${id}/activate`)
  const workspace = demo.world.workspaces[0]
  const campaign = workspace?.campaigns.get(id)
  if (!workspace || !campaign) throw new Error(`not created: ${created.text}`)
  return { ...demo, workspace, campaign, sent: () => workspace.messages.filter((message) => message.kind === 1) }
}

/** Returns the hour of the day in Berlin in winter. */
export function berlinHour(message: Message): number {
  return new Date(stampTime(message.stamp) + hour).getUTCHours()
}
