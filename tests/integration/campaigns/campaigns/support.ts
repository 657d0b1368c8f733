import type { EventKind } from '#demo/state/life-types.ts'
import type { Campaign } from '#demo/state/world-types.ts'
import { createDemoClock } from '#demo/time/clock.ts'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { day, monday, scheduleOf, stepsOf } from '../../../support/instantly/living-campaign.ts'

export { day, hour } from '../../../support/instantly/living-campaign.ts'

const mailboxes = ['box1@sender.example', 'box2@sender.example', 'box3@sender.example']

/** Starts a client whose Instantly has a clock that stands still until a test moves it. */
export async function startCampaigns(options: Parameters<typeof startBench>[0] = {}): Promise<Bench> {
  const bench = await startBench({
    clock: createDemoClock({ startAt: monday }),
    seed: 7,
    limits: null,
    rates: { reply: 0.2, autoReply: 0.2, click: 0.3, bounce: 0.02, unsubscribe: 0.03, mailboxError: 0 },
    workspaces: [
      {
        name: 'Northwind Outreach',
        keys: [{ key: 'northwind-key-0001' }],
        leadLimit: 1_000_000,
        mailboxes: mailboxes.map((email) => ({ email, dailyLimit: 40 })),
      },
    ],
    ...options,
  })
  // The first test of a key makes requests that do not belong to a reading.
  await until('the first test of the key', () =>
    bench.app.call('workspaces.firstKeyReport', { workspaceId: bench.workspaceId }),
  )
  bench.fake.journal.clear()
  return bench
}

type Wishes = {
  readonly leads?: number
  readonly start?: boolean
  readonly settings?: Readonly<Record<string, unknown>>
}

/** Creates a campaign at Instantly itself, with leads, started. Returns Instantly's id. */
export async function makeCampaign(bench: Pick<Bench, 'fake'>, name: string, wishes: Wishes = {}): Promise<string> {
  const ask = createAsk(bench.fake)
  const created = await ask('POST', '/campaigns', {
    name,
    campaign_schedule: scheduleOf(),
    sequences: stepsOf(2, 3, 0),
    email_list: mailboxes,
    open_tracking: true,
    link_tracking: true,
    email_gap: 2,
    random_wait_max: 0,
    ...wishes.settings,
  })
  const id = String(created.body['id'])
  const leads = Array.from({ length: wishes.leads ?? 0 }, (_, at) => ({
    email: `lead${at + 1}@${name.toLowerCase().replaceAll(/\W/g, '')}${at + 1}.example`,
    first_name: `First${at + 1}`,
  }))
  if (leads.length > 0) await ask('POST', '/leads/add', { campaign_id: id, leads })
  if (wishes.start ?? true) await ask('POST', `/campaigns/${id}/activate`)
  return id
}

export const remoteCampaign = (bench: Pick<Bench, 'fake'>, id: string): Campaign => {
  const found = bench.fake.world.workspaces[0]?.campaigns.get(id)
  if (!found) throw new Error('no such campaign')
  return found
}

/** Returns the true figures, counted from the simulator's own journal. */
export function truthOf(
  bench: Pick<Bench, 'fake'>,
  id: string,
  within: { readonly step?: number; readonly date?: string } = {},
) {
  const campaign = remoteCampaign(bench, id)
  const now = bench.fake.clock.now()
  const events = (bench.fake.world.workspaces[0]?.events ?? []).filter(
    (event) =>
      event.campaign === campaign &&
      event.knownAt <= now &&
      (within.step === undefined || event.step === within.step) &&
      (within.date === undefined || new Date(event.at).toISOString().slice(0, 10) === within.date),
  )
  const count = (kind: EventKind) => events.filter((event) => event.kind === kind).length
  const first = (kind: EventKind) => events.filter((event) => event.kind === kind && event.isFirst).length
  return {
    sent: count('email_sent'),
    contacted: first('email_sent'),
    opened: count('email_opened'),
    openedUnique: first('email_opened'),
    clicked: count('link_clicked'),
    clickedUnique: first('link_clicked'),
    replied: count('reply_received'),
    repliedUnique: first('reply_received'),
    automatic: count('auto_reply_received'),
    bounced: count('email_bounced'),
    unsubscribed: count('lead_unsubscribed'),
  }
}
export type Truth = ReturnType<typeof truthOf>

/** Returns the figures of a row that `truth` has too. */
export const figuresLike = (truth: Partial<Truth>, row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.keys(truth).map((key) => [key, row[key]]))

export async function rowsByName(bench: Pick<Bench, 'app'>): Promise<ReadonlyMap<string, CampaignRow>> {
  const { rows } = await bench.app.call('campaigns.list', { workspaceId: null, page: { limit: 500 } })
  return new Map(rows.map((row) => [row.name, row]))
}

export async function rowOf(bench: Pick<Bench, 'app'>, name: string): Promise<CampaignRow> {
  const row = (await rowsByName(bench)).get(name)
  if (!row) throw new Error(`no campaign ${name}`)
  return row
}

export const read = async (bench: Pick<Bench, 'app'>) => {
  const [reading] = await bench.app.call('campaigns.readNow', { workspaceId: null })
  if (!reading) throw new Error('nothing was read')
  return reading
}

/** Returns the number of requests for days and steps so far. */
export const detailRequests = ({ fake }: Pick<Bench, 'fake'>) =>
  fake.journal.requests('GET', /\/campaigns\/analytics\/(?:daily|steps)$/).length

export const weeks = (count: number): number => count * 7 * day
