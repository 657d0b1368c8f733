/** Clients with campaigns that send day by day in the simulated Instantly, and the backend that stops people there. */

import type { Campaign, Lead, Workspace } from '#demo/state/world-types.ts'
import type { OptOutRow, OptOutState } from '#shared/contract/leads/opt-outs.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { quickOptOuts, startBackend, type TestBackend, until } from '../../../support/backend.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { scheduleOf, silence, stepsOf } from '../../../support/instantly/living-campaign.ts'
import { type FakeInstantly, type FakeInstantlyOptions, startFakeInstantly } from '../../../support/instantly/server.ts'

export const keys = { acme: 'key-of-opt-out-tests-acme-0001', brandt: 'key-of-opt-out-tests-brandt-0002' } as const
export type Client = keyof typeof keys
export const day = 24 * 60 * 60_000
/** Delay before interest statuses are set. */
const interestMs = 4_000

export type Bench = {
  readonly fake: FakeInstantly
  readonly app: TestBackend
  readonly ids: Readonly<Record<Client, WorkspaceId>>
  world(client: Client): Workspace
  /** Creates a campaign of that client that has begun to contact these people. */
  campaign(client: Client, emails: readonly string[], steps?: readonly number[]): Promise<Campaign>
  /** Emails sent to somebody so far, over all campaigns of a client. */
  sentTo(client: Client, email: string): number
  leads(client: Client, email: string): readonly Lead[]
  isBlocked(client: Client, email: string): boolean
  /** Lets days pass at Instantly, independent of the app. */
  days(count: number): Promise<void>
  find(value: string, state?: OptOutState): Promise<OptOutRow | null>
  /** Waits until Instantly has reached this state, and lets its own background work finish. */
  settled(value: string, state: OptOutRow['atInstantly']['state']): Promise<OptOutRow>
  close(): Promise<void>
}

/** Starts the simulated Instantly of both clients; nobody opens, answers or bounces. */
export const startClients = (options: FakeInstantlyOptions = {}): Promise<FakeInstantly> =>
  startFakeInstantly({
    rates: silence,
    workspaces: (['acme', 'brandt'] as const).map((name) => ({
      name,
      keys: [{ key: keys[name] }],
      mailboxes: [{ email: `box@${name}.example`, dailyLimit: 500 }],
    })),
    ...options,
  })

export const worldOf = (fake: FakeInstantly, client: Client): Workspace => {
  const found = fake.world.workspaces.find(({ name }) => name === client)
  if (!found) throw new Error(`no workspace ${client}`)
  return found
}

/** Creates a campaign that has sent its first emails, with days between its steps. */
export async function makeCampaign(
  fake: FakeInstantly,
  client: Client,
  emails: readonly string[],
  steps: readonly number[] = [2, 3, 0],
): Promise<Campaign> {
  const ask = createAsk(fake, keys[client])
  const everyDay = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [String(at), true]))
  const { body } = await ask('POST', '/campaigns', {
    name: `Campaign ${worldOf(fake, client).campaigns.size + 1}`,
    campaign_schedule: scheduleOf({ days: everyDay, timing: { from: '00:00', to: '23:59' } }),
    sequences: stepsOf(...steps),
    email_list: [`box@${client}.example`],
    email_gap: 1,
    random_wait_max: 0,
  })
  const id = String(body['id'])
  await ask('POST', '/leads/add', { campaign_id: id, leads: emails.map((email) => ({ email })) })
  await ask('POST', `/campaigns/${id}/activate`)
  const campaign = worldOf(fake, client).campaigns.get(id)
  if (!campaign) throw new Error('no campaign')
  return campaign
}

export const sentTo = (fake: FakeInstantly, client: Client, email: string): number =>
  worldOf(fake, client).messages.filter((message) => message.kind === 1 && message.to === email).length

export const leadsOf = (fake: FakeInstantly, client: Client, email: string): readonly Lead[] =>
  [...worldOf(fake, client).campaigns.values()].flatMap(({ leads }) =>
    leads.filter((lead) => lead.email === email && !lead.gone),
  )

export async function startBench(options: FakeInstantlyOptions = {}): Promise<Bench> {
  const fake = await startClients(options)
  const app = startBackend({ instantlyUrl: fake.url, optOutTimings: quickOptOuts })
  const add = async (key: string) => (await app.call('workspaces.addKey', { workspaceId: null, key })).workspace.id
  const ids = { acme: await add(keys.acme), brandt: await add(keys.brandt) }
  const find = async (value: string, state: OptOutState = 'on') => {
    const filter = state === 'undone' ? 'undone' : 'all'
    const { rows } = await app.call('optOuts.list', { workspaceId: null, filter, search: value, page: {} })
    return rows.find((row) => row.value === value && row.state === state) ?? null
  }
  return {
    fake,
    app,
    ids,
    world: (client) => worldOf(fake, client),
    campaign: (client, emails, steps) => makeCampaign(fake, client, emails, steps),
    sentTo: (client, email) => sentTo(fake, client, email),
    leads: (client, email) => leadsOf(fake, client, email),
    isBlocked: (client, email) => worldOf(fake, client).blocked.has(email),
    days: async (count) => {
      for (let each = 0; each < count; each += 1) await fake.moveOn(day)
    },
    find,
    settled: (value, state) =>
      until(`${value} to be ${state}`, async () => {
        await fake.moveOn(interestMs)
        const row = await find(value, state === 'undoing' || state === 'undone' ? 'undone' : 'on')
        return row?.atInstantly.state === state ? row : null
      }),
    async close() {
      await app.stop()
      const { violations } = fake
      await fake.close()
      if (violations.length > 0) throw new Error(violations.join('\n'))
    },
  }
}
