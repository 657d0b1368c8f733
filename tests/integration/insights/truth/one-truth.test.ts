/*
 * Compares what every screen shows of three clients after thirty days with what really happened: the simulator's own
 * journal and its leads' labels, counted by code that is independent of the app's. A figure is either equal or shown as
 * not measured.
 */
import fs from 'node:fs'
import path from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { interestOf } from '#demo/state/lead-life.ts'
import type { EventKind, LifeEvent } from '#demo/state/life-types.ts'
import type { Lead } from '#demo/state/world-types.ts'
import type { PersonCampaign } from '#shared/contract/app/people.ts'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import type { PeriodSums } from '#shared/contract/insights/analytics.ts'
import { tableColumns } from '#shared/domain/insights/analytics/table-columns.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { temporaryDir, until } from '../../../support/backend.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import type { LivingClient, RelayBench } from '../../../support/relay/relay-bench.ts'
import { startWebhookReceiver } from '../../../support/webhook-receiver.ts'
import { liveThirtyDays, type ThirtyDays } from './thirty-days.ts'

let world: ThirtyDays
let bench: RelayBench
beforeAll(async () => {
  world = await liveThirtyDays()
  bench = world.bench
}, 600_000)
afterAll(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const call: RelayBench['app']['call'] = (...asked) => bench.app.call(...asked)
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

type Fact =
  | 'sent'
  | 'contacted'
  | 'opened'
  | 'clicked'
  | 'replied'
  | 'automatic'
  | 'bounced'
  | 'unsubscribed'
  | 'interested'
  | 'meetings'
  | 'closed'
/** Null if the place says that it is not measured. */
type Shown = Partial<Record<Fact, number | null>>
type Facts = Record<Fact, number>

const isLead = (lead: Lead | null): lead is Lead => lead !== null
const tracks = (event: LifeEvent) => event.campaign?.settings['open_tracking'] === true

/** Returns what happened by the journal, and labels by the leads. `days`: first and last. */
function truth(client: LivingClient, of: { name?: string; days?: readonly [string, string] } = {}): Facts {
  const isOf = (name: unknown) => of.name === undefined || name === of.name
  const now = bench.fake.clock.now()
  const events = client.remote.events.filter(
    ({ at, knownAt, campaign }) =>
      knownAt <= now &&
      campaign !== null &&
      isOf(campaign.settings['name']) &&
      (!of.days || (dateOf(at) >= of.days[0] && dateOf(at) <= of.days[1])),
  )
  const count = (kind: EventKind, firstOnly = false, some: (event: LifeEvent) => boolean = () => true) =>
    events.filter((event) => event.kind === kind && (!firstOnly || event.isFirst) && some(event)).length
  const labels = client.remote.leads
    .filter(isLead)
    .filter(({ holder }) => holder.kind === 'campaign' && isOf(holder.settings['name']))
    .map((lead) => interestOf(lead) ?? 0)
  return {
    sent: count('email_sent'),
    contacted: count('email_sent', true),
    opened: count('email_opened', true, tracks),
    clicked: count('link_clicked', true, tracks),
    replied: count('reply_received', true),
    automatic: count('auto_reply_received'),
    bounced: count('email_bounced'),
    unsubscribed: count('lead_unsubscribed', true),
    interested: labels.filter((value) => value >= 1 && value <= 4).length,
    meetings: labels.filter((value) => value >= 2 && value <= 4).length,
    closed: labels.filter((value) => value === 4).length,
  }
}

/** Number of figures that were measured and compared. */
let compared = 0
/** Returns the wrong figures of a place, one line each. */
function wrong(client: LivingClient | 'all', where: string, shown: Shown, real: Partial<Facts>): readonly string[] {
  const who = client === 'all' ? 'all clients' : client.remote.name
  const said = Object.entries(shown)
  compared += said.filter(([, value]) => value !== null).length
  return said.flatMap(([fact, value]) =>
    value === null || value === real[fact as Fact]
      ? []
      : [`${who}, ${where}: ${fact} ${value}, not ${real[fact as Fact]}`],
  )
}

const sum = <Row>(rows: readonly Row[], of: (row: Row) => number | null): number | null => {
  const known = rows.map(of).filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0)
}
const sumsShown = ({ openedUnique, clickedUnique, repliedUnique, ...rest }: PeriodSums): Shown => ({
  ...rest,
  replied: repliedUnique,
  opened: openedUnique,
  clicked: clickedUnique,
})

async function campaignRows(workspaceId: WorkspaceId | null): Promise<readonly CampaignRow[]> {
  return (await call('campaigns.list', { workspaceId, page: { offset: 0, limit: 100 } })).rows
}
const totalsShown = (rows: readonly CampaignRow[]): Shown => ({
  sent: sum(rows, ({ totals }) => totals.sent),
  contacted: sum(rows, ({ totals }) => totals.contacted),
  opened: sum(rows, ({ totals, measures }) => (measures.opens ? totals.openedUnique : null)),
  clicked: sum(rows, ({ totals, measures }) => (measures.clicks ? totals.clickedUnique : null)),
  replied: sum(rows, ({ totals }) => totals.repliedUnique),
  automatic: sum(rows, ({ totals }) => totals.automatic),
  bounced: sum(rows, ({ totals }) => totals.bounced),
  unsubscribed: sum(rows, ({ totals }) => totals.unsubscribed),
  interested: sum(rows, ({ labels }) => labels.interested),
  meetings: sum(rows, ({ labels }) => labels.meetings),
  closed: sum(rows, ({ labels }) => labels.closed),
})

async function csvOf(write: () => Promise<unknown>): Promise<readonly Record<string, string>[]> {
  bench.app.savePath = path.join(temporaryDir(), 'written.csv')
  await write()
  return parsed(fs.readFileSync(bench.app.savePath, 'utf8'))
}
const parsed = (text: string): readonly Record<string, string>[] =>
  Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data
const cell = (text: string | undefined): number | null => (text === undefined || text === '' ? null : Number(text))

const clients = () => world.clients.map(({ client }) => client)
async function forEach(look: (client: LivingClient) => Promise<readonly string[]>): Promise<readonly string[]> {
  const found: string[] = []
  for (const client of clients()) found.push(...(await look(client)))
  return found
}

describe('after thirty days', () => {
  it('enough happened to compare', () => {
    for (const client of clients()) {
      const { sent, replied, bounced, unsubscribed, automatic, interested, meetings, closed } = truth(client)
      expect(sent).toBeGreaterThan(250)
      for (const figure of [replied, bounced, unsubscribed, automatic, interested, meetings, closed]) {
        expect(figure).toBeGreaterThan(0)
      }
    }
  })

  it('Campaigns and each campaign’s page agree: totals, days, steps', async () => {
    const found = await forEach(async (client) => {
      const ownSent = (name: string) =>
        client.remote.events.filter(
          ({ kind, campaign, subsequence }) =>
            kind === 'email_sent' && campaign?.settings['name'] === name && subsequence === null,
        ).length
      const rows = await campaignRows(client.workspaceId)
      const lines = [...wrong(client, 'Campaigns', totalsShown(rows), truth(client))]
      for (const row of rows) {
        const real = truth(client, { name: row.name })
        const { campaign } = await call('campaigns.detail', { campaignId: row.id })
        lines.push(...wrong(client, `page of ${row.name}`, totalsShown([campaign]), real))
        const { days, steps } = await call('campaigns.figures', { campaignId: row.id })
        const { opens, clicks } = campaign.measures
        lines.push(
          ...wrong(
            client,
            `days of ${row.name}`,
            {
              sent: sum(days, ({ sent }) => sent),
              contacted: sum(days, ({ contacted }) => contacted),
              opened: opens ? sum(days, ({ openedUnique }) => openedUnique) : null,
              clicked: clicks ? sum(days, ({ clickedUnique }) => clickedUnique) : null,
              replied: sum(days, ({ repliedUnique }) => repliedUnique),
              automatic: sum(days, ({ automatic }) => automatic),
              interested: sum(days, ({ interested }) => interested),
            },
            real,
          ),
          // Those of its subsequences are listed beside them.
          ...wrong(
            client,
            `steps of ${row.name}`,
            { sent: sum(steps, ({ sent }) => sent) },
            { sent: ownSent(row.name) },
          ),
        )
        // By step nobody is counted twice, and a reply to an unknown email is in no step.
        const byStep = sum(steps, ({ interested }) => interested) ?? 0
        if (byStep > real.interested) lines.push(`${row.name}: ${byStep} interested by step, of ${real.interested}`)
      }
      return lines
    })
    expect(found).toEqual([])
  })

  it('Analytics agrees: overview, along the period, one campaign, its CSV with rates', async () => {
    const found = await forEach(async (client) => {
      const { workspaceId } = client
      const all = await call('analytics.overview', { workspaceId, period: 'all' })
      const tracked = all.campaigns.some(({ measures }) => measures.opens)
      const measured = (shown: Shown): Shown => (tracked ? shown : { ...shown, opened: null, clicked: null })
      const real = truth(client)
      const lines = [...wrong(client, 'Analytics', measured(sumsShown(all.sums)), real)]
      const alongTime = (key: keyof PeriodSums) => sum(all.places, ({ sums }) => sums[key])
      lines.push(
        ...wrong(
          client,
          'Analytics along the time',
          { sent: alongTime('sent'), contacted: alongTime('contacted'), interested: alongTime('interested') },
          real,
        ),
      )
      for (const { id, name, sums, life, measures } of all.campaigns) {
        const own = truth(client, { name })
        const shown = sumsShown(sums)
        const of = measures.opens ? shown : { ...shown, opened: null, clicked: null }
        lines.push(
          ...wrong(
            client,
            `Analytics, ${name}`,
            { ...of, bounced: life.bounced, unsubscribed: life.unsubscribed },
            own,
          ),
        )
        const [series] = await call('analytics.series', { campaignIds: [id], from: all.from, to: all.to })
        lines.push(
          ...wrong(client, `compare, ${name}`, { sent: sum(series?.places ?? [], (place) => place.sums.sent) }, own),
        )
      }
      const rows = await csvOf(() =>
        call('analytics.saveCsv', { workspaceId, period: 'all', columns: [...tableColumns] }),
      )
      for (const row of rows) {
        const own = truth(client, { name: row['Campaign'] ?? '' })
        lines.push(
          ...wrong(
            client,
            `CSV, ${row['Campaign']}`,
            {
              sent: cell(row['Emails Sent']),
              contacted: cell(row['People Contacted']),
              replied: cell(row['People Replied']),
              opened: cell(row['People Opened']),
              clicked: cell(row['People Clicked']),
              automatic: cell(row['Automatic Replies']),
              interested: cell(row['Interested']),
              meetings: cell(row['Meetings']),
              unsubscribed: cell(row['Unsubscribed (Life)']),
            },
            own,
          ),
        )
        // Rates are based on what docs/analytics.md says.
        for (const [name, part, base] of [
          ['Reply Rate', own.replied, own.contacted],
          ['Open Rate', own.opened, own.contacted],
          ['Bounce Rate (Life)', own.bounced, own.sent],
        ] as const) {
          const shown = row[name] ?? ''
          if (shown !== '' && shown !== (part / base).toFixed(4))
            lines.push(`CSV, ${row['Campaign']}: ${name} ${shown}`)
        }
      }
      return lines
    })
    expect(found).toEqual([])
  })

  it('Home agrees for its seven days, and on how many wait for an answer', async () => {
    const { lines, from, to } = await call('home.clients', {})
    const found = await forEach(async (client) => {
      const line = lines.find(({ workspaceId }) => workspaceId === client.workspaceId)
      if (!line) return ['a client is missing']
      const tracked = (await campaignRows(client.workspaceId)).some(({ measures }) => measures.opens)
      const { interested: _, meetings: __, closed: ___, ...sums } = sumsShown(line.sums)
      const shown = tracked ? sums : { ...sums, opened: null, clicked: null }
      const counts = await call('inbox.counts', { workspaceId: client.workspaceId })
      const answer = await call('inbox.threads', { workspaceId: client.workspaceId, box: 'answer' })
      const more = [line.toAnswer, counts.answer, answer.total, answer.rows.length]
      return [
        ...wrong(client, 'Home', shown, truth(client, { days: [from, to] })),
        ...(new Set(more).size === 1 ? [] : [`${client.remote.name}: to answer ${more.join(', ')}`]),
        ...(await call('home.campaigns', { workspaceId: client.workspaceId })).lines.flatMap(
          ({ name, life, sums: own }) => {
            const real = truth(client, { name })
            return [
              ...wrong(client, `Home, ${name}`, life, { sent: real.sent, bounced: real.bounced }),
              ...wrong(
                client,
                `Home, ${name}, seven days`,
                { sent: own.sent, contacted: own.contacted, replied: own.repliedUnique, automatic: own.automatic },
                truth(client, { name, days: [from, to] }),
              ),
            ]
          },
        ),
      ]
    })
    expect(found).toEqual([])
  })

  it('the inbox has everybody who replied, once, and the same interested people', async () => {
    const found = await forEach(async (client) => {
      const { workspaceId, remote } = client
      const counts = await call('inbox.counts', { workspaceId })
      const now = bench.fake.clock.now()
      const replies = remote.events.filter(
        ({ kind, knownAt }) => knownAt <= now && (kind === 'reply_received' || kind === 'auto_reply_received'),
      )
      const wrote = new Set(replies.map(({ lead }) => lead?.email))
      // A subsequence has a separate conversation.
      const conversations = new Set(replies.map(({ lead, subsequence }) => `${lead?.email} ${subsequence?.id ?? ''}`))
      const { rows, total } = await call('inbox.threads', { workspaceId, box: 'all', page: { offset: 0, limit: 500 } })
      const listed = new Set(rows.map(({ leadEmail }) => leadEmail))
      const missing = [...wrote].filter((email) => email && !listed.has(email))
      const labelled = new Set(
        rows
          .filter(({ interest }) => interest !== null && interest >= 1 && interest <= 4)
          .map(({ leadEmail }) => leadEmail),
      ).size
      const real = truth(client)
      return [
        ...wrong(client, 'inbox', { interested: counts.interested }, real),
        ...wrong(client, 'labels in the inbox', { interested: labelled }, real),
        ...missing.map((email) => `${email} is in no conversation`),
        ...(conversations.size === rows.length
          ? []
          : [`${remote.name}: ${rows.length} conversations, not ${conversations.size}`]),
        ...(total === rows.length && total === counts.all
          ? []
          : [`${total}, ${rows.length}, ${counts.all} conversations`]),
      ]
    })
    expect(found).toEqual([])
  })

  it('accounts, hours, lead columns, events, timelines and Money agree, or say not measured', async () => {
    const found = await forEach(async (client) => {
      const { workspaceId, remote } = client
      const real = truth(client)
      const { untold } = await call('events.reading', { workspaceId })
      const told = (counter: (typeof untold)[number], value: number | null) => (untold.includes(counter) ? null : value)
      const lines: string[] = []
      const say = (where: string, shown: Shown, of: Partial<Facts> = real) =>
        lines.push(...wrong(client, where, shown, of))

      const { mailboxes } = await call('analytics.mailboxes', { workspaceId })
      say('accounts', {
        sent: sum(mailboxes, ({ sent }) => sent),
        replied: sum(mailboxes, ({ replied }) => replied),
        automatic: sum(mailboxes, ({ automatic }) => automatic),
        bounced: sum(mailboxes, ({ bounced }) => bounced),
      })
      const hours = async (type: 'sent' | 'opened' | 'replied') => {
        const { events } = await call('analytics.hours', { workspaceId, type, zone: 'Europe/Berlin' })
        return events.reduce((a, b) => a + b, 0)
      }
      const now = bench.fake.clock.now()
      const happened = (kind: EventKind) =>
        remote.events.filter((event) => event.kind === kind && event.knownAt <= now && event.campaign !== null).length
      say('hours', { sent: await hours('sent') })
      say('hours of opens', { opened: told('opened', await hours('opened')) }, { opened: happened('email_opened') })
      say('hours of replies', { replied: await hours('replied') }, { replied: happened('reply_received') })

      for (const column of ['list', 'source', 'export', 'variable:size'] as const) {
        const all = await call('analytics.byColumn', { workspaceId, column: column })
        const parts = [...all.values, all.others, all.empty, all.elsewhere].filter((part) => part !== null)
        for (const [where, some] of [
          [`by ${column}`, [all.all]],
          [`by ${column}, each`, parts],
        ] as const) {
          say(where, {
            contacted: sum(some, ({ contacted }) => contacted),
            opened: sum(some, ({ opened }) => opened),
            replied: sum(some, ({ replied }) => replied),
            bounced: sum(some, ({ bounced }) => bounced),
            interested: sum(some, ({ interested }) => interested),
          })
        }
        if (column === 'list')
          for (const { value, ...own } of parts) {
            const named = `${value} ${remote.name}`
            say(
              `list ${value}`,
              { contacted: own.contacted, replied: own.replied, interested: own.interested },
              truth(client, { name: named }),
            )
          }
      }

      for (const row of await campaignRows(workspaceId)) {
        const own = truth(client, { name: row.name })
        const life = await call('events.campaign', { workspaceId, remoteId: row.remoteId })
        const of = (type: string) => life?.types.find((one) => one.type === type)
        say(
          `events of ${row.name}`,
          {
            sent: of('email_sent')?.events ?? 0,
            contacted: of('email_sent')?.leads ?? 0,
            replied: of('reply_received')?.leads ?? 0,
            bounced: told('bounced', of('email_bounced')?.leads ?? 0),
            unsubscribed: told('unsubscribed', of('lead_unsubscribed')?.leads ?? 0),
          },
          own,
        )
        // The scores by the journal: an email sent, opened, clicked, answered by a person.
        const ofCampaign = remote.events.filter(
          ({ campaign, knownAt }) => knownAt <= now && campaign?.settings['name'] === row.name,
        )
        const emailsOf = (kind: EventKind) =>
          new Set(ofCampaign.filter((event) => event.kind === kind).flatMap(({ lead }) => lead?.email ?? []))
        const [opened, clicked, replied] = [
          emailsOf('email_opened'),
          emailsOf('link_clicked'),
          emailsOf('reply_received'),
        ]
        const scoreOf = (email: string) => (replied.has(email) ? 4 : clicked.has(email) ? 3 : opened.has(email) ? 2 : 1)
        const scores = [0, 0, 0, 0, 0]
        for (const email of emailsOf('email_sent')) scores[scoreOf(email)] = (scores[scoreOf(email)] ?? 0) + 1
        if (JSON.stringify(life?.scores) !== JSON.stringify(scores))
          lines.push(`scores of ${row.name}: ${life?.scores.join(' ')}, not ${scores.join(' ')}`)
        for (const { email, score } of life?.hottest ?? []) {
          if (score !== scoreOf(email)) lines.push(`${email}, hottest of ${row.name}: ${score}, not ${scoreOf(email)}`)
        }
      }

      const people = remote.leads.filter(isLead)
      const timelines = []
      for (const { email } of people) if (email) timelines.push(await call('events.timeline', { workspaceId, email }))
      say('timelines', {
        sent: sum(timelines, ({ counts }) => counts.sent),
        contacted: timelines.filter(({ counts }) => counts.sent > 0).length,
        replied: timelines.filter(({ counts }) => counts.replied > 0).length,
        opened: timelines.filter(({ counts }) => counts.opened > 0).length,
        clicked: timelines.filter(({ counts }) => counts.clicked > 0).length,
        bounced: timelines.filter(({ counts }) => counts.bounced > 0).length,
        unsubscribed: timelines.filter(({ counts }) => counts.unsubscribed > 0).length,
      })
      say(
        'each open and click of timelines',
        {
          opened: sum(timelines, ({ counts }) => counts.opened),
          clicked: sum(timelines, ({ counts }) => counts.clicked),
        },
        { opened: happened('email_opened'), clicked: happened('link_clicked') },
      )

      const money = await call('money.overview', { workspaceId, period: 'all' })
      const [group] = money.groups
      if (!group) lines.push('no money')
      else {
        const { sums, rows } = group
        const shown = ({ sent, contacted, replies, qualified, meetings, won }: typeof sums): Shown => ({
          sent,
          contacted,
          replied: replies,
          interested: qualified,
          meetings,
          closed: won,
        })
        say('Money', shown(sums))
        for (const row of rows)
          if (row.id !== null) say(`Money, ${row.name}`, shown(row), truth(client, { name: row.name }))
        for (const by of ['list', 'file', { column: 'variable:size' }] as const) {
          const [parts] = await call('money.breakdown', { workspaceId, period: 'all', by })
          if (!parts) lines.push('no money by list')
          else {
            const where = `Money by ${typeof by === 'string' ? by : by.column}`
            // Emails and contacted people are not divided, because the screen has no column for them.
            say(where, { ...shown(parts.sums), sent: null, contacted: null })
            say(`${where}, each`, {
              replied: sum(parts.parts, ({ replies }) => replies),
              interested: sum(parts.parts, ({ qualified }) => qualified),
            })
          }
        }
        const csv = await csvOf(() => call('money.saveCsv', { workspaceId, period: 'all' }))
        if (csv.length < rows.filter(({ id }) => id !== null).length) lines.push('campaigns lack in the CSV of money')
        for (const line of csv) {
          const name = line['Campaign'] ?? ''
          if (!rows.some((row) => row.id !== null && row.name === name)) continue
          say(
            `CSV of Money, ${name}`,
            {
              sent: cell(line['Emails Sent']),
              contacted: cell(line['People Contacted']),
              replied: cell(line['People Replied']),
              interested: cell(line['Qualified Leads']),
              meetings: cell(line['Meetings']),
              closed: cell(line['Won']),
            },
            truth(client, { name }),
          )
        }
      }
      return lines
    })
    expect(found).toEqual([])
  })

  it('experiments and their CSV agree, variant by variant', async () => {
    const found = await forEach(async (client) => {
      const { workspaceId, remote } = client
      const now = bench.fake.clock.now()
      const [experiment] = await call('experiments.list', { workspaceId })
      if (!experiment) return ['no experiment']
      const result = await call('experiments.result', { id: experiment.id })
      const leads = remote.leads.filter(isLead)
      const tracked = remote.events.some((event) => event.kind === 'email_opened' && tracks(event))
      const of = (name: string): Partial<Facts> => {
        const own = new Set(
          leads.filter(({ fields }) => fields?.custom['variant_opening'] === name).flatMap(({ email }) => email ?? []),
        )
        const who = (kind: EventKind) =>
          new Set(
            remote.events.flatMap((event) =>
              event.kind === kind && event.knownAt <= now && own.has(event.lead?.email ?? '')
                ? [event.lead?.email]
                : [],
            ),
          )
        const [replied, automatic] = [who('reply_received'), who('auto_reply_received')]
        return {
          contacted: who('email_sent').size,
          opened: who('email_opened').size,
          replied: replied.size,
          automatic: automatic.difference(replied).size,
          bounced: who('email_bounced').size,
          unsubscribed: who('lead_unsubscribed').size,
          interested: leads.filter(
            (lead) => own.has(lead.email ?? '') && (interestOf(lead) ?? 0) >= 1 && (interestOf(lead) ?? 0) <= 4,
          ).length,
        }
      }
      const lines: string[] = []
      for (const variant of result.variants) {
        const { name, contacted, opened, replied, automatic, bounced, unsubscribed, positive } = variant
        const shown = { contacted, opened, replied, automatic, bounced, unsubscribed, interested: positive }
        lines.push(...wrong(client, `experiment, ${name}`, shown, of(name)))
        if ((of(name).contacted ?? 0) < 10) lines.push(`${name} was sent to ${of(name).contacted}`)
        // Without a relay, opens are known if the campaign tracks them, and shown as unknown if not.
        if ((opened === null) === tracked) lines.push(`${remote.name}, ${name}: opened ${opened}`)
      }
      const csv = await csvOf(() => call('experiments.saveResult', { id: experiment.id, column: null }))
      for (const { name } of result.variants) {
        const line = csv.find((row) => Object.values(row).includes(name))
        if (!line) lines.push(`${name} is not in the CSV`)
        else {
          lines.push(
            ...wrong(
              client,
              `CSV of the experiment, ${name}`,
              {
                contacted: cell(line['People Contacted']),
                opened: cell(line['People Opened']),
                replied: cell(line['People Replied']),
                automatic: cell(line['Automatic Replies']),
                interested: cell(line['Positive']),
                bounced: cell(line['Bounced']),
                unsubscribed: cell(line['Unsubscribed']),
              },
              of(name),
            ),
          )
        }
      }
      return lines
    })
    expect(found).toEqual([])
  })

  it('subsequences agree: emails, people who opened and replied', async () => {
    let some = 0
    const found = await forEach(async (client) => {
      const lines: string[] = []
      const now = bench.fake.clock.now()
      for (const row of await campaignRows(client.workspaceId)) {
        const { rows } = await call('subsequences.list', { campaignId: row.id })
        for (const { name, remoteId, totals, steps, measures } of rows) {
          const own = client.remote.events.filter((event) => event.subsequence?.id === remoteId && event.knownAt <= now)
          const people = (kind: EventKind) =>
            new Set(own.filter((event) => event.kind === kind).map(({ lead }) => lead?.email)).size
          const real = {
            sent: own.filter(({ kind }) => kind === 'email_sent').length,
            opened: people('email_opened'),
            replied: people('reply_received'),
          }
          some += real.sent
          lines.push(
            ...wrong(
              client,
              `subsequence ${name} of ${row.name}`,
              {
                sent: totals?.sent ?? null,
                opened: measures.opens ? (totals?.openedUnique ?? null) : null,
                replied: totals?.repliedUnique ?? null,
              },
              real,
            ),
            ...wrong(client, `steps of ${name}`, { sent: sum(steps, ({ sent }) => sent) ?? 0 }, real),
          )
        }
      }
      return lines
    })
    expect(found).toEqual([])
    expect(some).toBeGreaterThan(10)
  })

  it('a report and its CSV agree', async () => {
    const found = await forEach(async (client) => {
      const { workspaceId } = client
      const overview = await call('analytics.overview', { workspaceId, period: 'all' })
      const period = { from: overview.from, to: overview.to }
      const { page } = await call('reports.preview', { workspaceId, period })
      const figure = (id: string): number | null => {
        const [, text = ''] = new RegExp(`data-figure="${id}">([^<]*)<`).exec(page) ?? []
        return /^[\d,]+$/.test(text) ? Number(text.replaceAll(',', '')) : null
      }
      const ids = ['sent', 'contacted', 'replied', 'interested', 'meetings', 'bounced'] as const
      const shown = Object.fromEntries(ids.map((id) => [id, figure(id)])) as Shown
      const lines = [...wrong(client, 'report', shown, truth(client))]

      bench.app.place = temporaryDir()
      await call('reports.chooseFolder', { workspaceId })
      const made = await call('reports.make', { workspaceId, period, formats: ['csv'] })
      const [file] = made?.files ?? []
      const rows = file ? parsed(fs.readFileSync(path.join(bench.app.place, file.name), 'utf8')) : []
      if (rows.length !== overview.campaigns.length) lines.push(`${rows.length} campaigns in the report's CSV`)
      const { figures, sheets, campaigns } = textsOf.en.reportPage
      for (const row of rows) {
        const name = row[campaigns.campaign] ?? ''
        lines.push(
          ...wrong(
            client,
            `the report's CSV, ${name}`,
            {
              sent: cell(row[figures.sent]),
              contacted: cell(row[figures.contacted]),
              opened: cell(row[sheets.openedPeople]),
              clicked: cell(row[sheets.clickedPeople]),
              replied: cell(row[figures.replied]),
              automatic: cell(row[sheets.automatic]),
              interested: cell(row[figures.interested]),
              meetings: cell(row[figures.meetings]),
            },
            truth(client, { name }),
          ),
        )
      }
      return lines
    })
    expect(found).toEqual([])
  })

  it('Accounts agree: their seven days, each day, their CSV, and Home', async () => {
    await call('accounts.arrange', { byDomain: false })
    const now = bench.fake.clock.now()
    const today = Math.floor(now / 86_400_000)
    const { lines } = await call('home.clients', {})
    const found = await forEach(async (client) => {
      const { workspaceId, remote } = client
      /** `people`: counts only each person's first event of its kind. */
      const happened = (mailbox: string, kind: EventKind, [from, to]: readonly [number, number], people = false) =>
        remote.events.filter((event) => {
          const day = Math.floor(event.at / 86_400_000)
          const isTold = event.kind === kind && event.mailbox === mailbox && event.knownAt <= now
          return isTold && day >= from && day <= to && (!people || event.isFirst)
        }).length
      const said: string[] = []
      const say = (where: string, shown: Shown, real: Partial<Facts>) => said.push(...wrong(client, where, shown, real))
      const page = { offset: 0, limit: 100 }
      const rows = (await call('accounts.list', { workspaceId, page })).rows.flatMap((row) =>
        row.kind === 'account' ? [row] : [],
      )
      if (rows.length !== remote.mailboxes.length) said.push(`${rows.length} accounts, not ${remote.mailboxes.length}`)
      const csv = await csvOf(() => call('accounts.saveCsv', { workspaceId }))
      for (const row of rows) {
        const { email } = row
        const week = {
          sent: happened(email, 'email_sent', [today - 6, today]),
          bounced: happened(email, 'email_bounced', [today - 6, today]),
        }
        say(`account ${email}`, { sent: row.sent7, bounced: row.bounced7 }, week)
        say(`account ${email}, today`, { sent: row.sentToday }, { sent: happened(email, 'email_sent', [today, today]) })
        const line = csv.find((one) => one['Account'] === email)
        say(`CSV, ${email}`, { sent: cell(line?.['Sent 7 Days']), bounced: cell(line?.['Bounced 7 Days']) }, week)
        const { days } = await call('accounts.detail', { workspaceId, email })
        for (const { date, sent, replied, bounced } of days) {
          const day = Date.parse(date) / 86_400_000
          say(
            `account ${email}, ${date}`,
            { sent, replied, bounced },
            {
              sent: happened(email, 'email_sent', [day, day]),
              replied: happened(email, 'reply_received', [day, day], true),
              bounced: happened(email, 'email_bounced', [day, day]),
            },
          )
        }
      }
      const line = lines.find((one) => one.workspaceId === workspaceId)
      const all = (of: (row: (typeof rows)[number]) => number) => sum(rows, of) ?? 0
      say(
        'Home, of its accounts',
        { sent: line?.bounces?.sent ?? -1, bounced: line?.bounces?.bounced ?? -1, contacted: line?.sentToday ?? -1 },
        {
          // The seven days above the table do not include today.
          sent: all(({ email }) => happened(email, 'email_sent', [today - 7, today - 1])),
          bounced: all(({ email }) => happened(email, 'email_bounced', [today - 7, today - 1])),
          contacted: all((row) => row.sentToday),
        },
      )
      return said
    })
    expect(found).toEqual([])
  })

  it('a person over all clients, the event log and its file, and the variants of a step agree', async () => {
    const now = bench.fake.clock.now()
    const found = await forEach(async (client) => {
      const { workspaceId, remote } = client
      const real = truth(client)
      const { untold } = await call('events.reading', { workspaceId })
      const told = (counter: (typeof untold)[number], value: number | null) => (untold.includes(counter) ? null : value)
      const said: string[] = []
      const people: (readonly PersonCampaign[])[] = []
      for (const { email } of remote.leads.filter(isLead))
        if (email)
          people.push((await call('people.view', { email })).campaigns.filter((one) => one.workspaceId === workspaceId))
      const who = (of: (one: PersonCampaign) => number) =>
        people.filter((campaigns) => campaigns.some((one) => of(one) > 0)).length
      said.push(
        ...wrong(
          client,
          'people',
          {
            sent: sum(people.flat(), ({ sent }) => sent),
            contacted: who(({ sent }) => sent),
            replied: who(({ replied }) => replied),
            opened: told(
              'opened',
              who(({ opened }) => opened),
            ),
            clicked: told(
              'clicked',
              who(({ clicked }) => clicked),
            ),
            bounced: told(
              'bounced',
              who(({ bounced }) => bounced),
            ),
            unsubscribed: told(
              'unsubscribed',
              who(({ unsubscribed }) => unsubscribed),
            ),
          },
          real,
        ),
      )
      const log = await csvOf(() => call('events.save', { workspaceId, format: 'csv' }))
      const logged = (kind: string) => log.filter((line) => line['event'] === kind)
      said.push(
        ...wrong(
          client,
          'the file of the log',
          {
            sent: logged('email_sent').length,
            contacted: new Set(logged('email_sent').map((line) => `${line['lead']} ${line['campaign']}`)).size,
            replied: new Set(logged('reply_received').map((line) => `${line['lead']} ${line['campaign']}`)).size,
          },
          real,
        ),
      )
      for (const { name, step, variants } of await call('analytics.tests', { workspaceId })) {
        for (const { variant, sent } of variants) {
          const own = remote.events.filter(
            (event) =>
              event.kind === 'email_sent' &&
              event.knownAt <= now &&
              event.subsequence === null &&
              event.campaign?.settings['name'] === name &&
              event.step === step - 1 &&
              event.variant === variant,
          )
          said.push(...wrong(client, `${name}, step ${step}, variant ${variant}`, { sent }, { sent: own.length }))
        }
      }
      return said
    })
    expect(found).toEqual([])
  })

  it('lists show what each lead did last, and the latest first; the forecast counts who waits', async () => {
    const now = bench.fake.clock.now()
    const found = await forEach(async (client) => {
      const { workspaceId, remote } = client
      const told = remote.events.filter(({ knownAt }) => knownAt <= now)
      const did = (kind: EventKind) =>
        new Set(told.flatMap((event) => (event.kind === kind ? [event.lead?.email ?? ''] : [])))
      const whatOf = [
        ['replied', did('reply_received')],
        ['clicked', did('link_clicked')],
        ['opened', did('email_opened')],
      ] as const
      const lines: string[] = []
      for (const { id: listId, name } of await call('lists.all', { workspaceId })) {
        const asked = { listId, sort: 'engagement', descending: true, page: { offset: 0, limit: 500 } } as const
        const { rows } = await call('lists.leads', asked)
        for (const { email, engagement } of rows) {
          const real = whatOf.find(([, who]) => who.has(email ?? ''))?.[0] ?? null
          if ((engagement?.what ?? null) !== real) lines.push(`${name}, ${email}: ${engagement?.what}, not ${real}`)
        }
        const times = rows.map(({ engagement }) => engagement?.at ?? '')
        if (times.join() !== times.toSorted().toReversed().join()) lines.push(`${name} is not in the order of time`)
        compared += rows.length
      }
      const { campaigns } = await call('capacity.view', { workspaceId })
      const contacted = did('email_sent')
      for (const { name, leads } of campaigns) {
        const waiting = remote.leads
          .filter(isLead)
          .filter(
            ({ holder, email }) =>
              holder.kind === 'campaign' && holder.settings['name'] === name && !contacted.has(email ?? ''),
          ).length
        if (leads.waiting !== null && leads.waiting !== waiting)
          lines.push(`${name}: ${leads.waiting} wait for an email, not ${waiting}`)
      }
      return lines
    })
    expect(found).toEqual([])
  })

  it('people who unsubscribed are opted out, whoever reported it, and Opted out lists each', async () => {
    const found = await forEach(async ({ workspaceId, remote }) => {
      const now = bench.fake.clock.now()
      const gone = new Set(
        remote.events.flatMap(({ kind, knownAt, lead }) =>
          kind === 'lead_unsubscribed' && knownAt <= now ? [lead?.email ?? ''] : [],
        ),
      )
      const { rows, total } = await call('optOuts.list', { workspaceId, page: { offset: 0, limit: 500 } })
      const listed = new Set(rows.filter(({ state }) => state === 'on').map(({ value }) => value))
      const { on } = await call('optOuts.counts', { workspaceId })
      compared += gone.size
      return [
        ...[...gone].filter((email) => !listed.has(email)).map((email) => `${email} may still be written to`),
        ...(on === listed.size && total >= on ? [] : [`${on} opted out, ${listed.size} listed`]),
      ]
    })
    expect(found).toEqual([])
  })

  it('meetings were announced once if known the same day; unread replies are unread at Instantly', async () => {
    const told = bench.app.notices.flatMap((notice) => (notice.kind === 'meeting' ? [notice] : []))
    const found = await forEach(async ({ workspaceId, remote }) => {
      const now = bench.fake.clock.now()
      const isTold = world.clients.some(({ client, relay }) => relay && client.remote === remote)
      // A lead that was won had a meeting before, too.
      const met = new Set<Lead>()
      const booked = new Set<Lead>()
      for (const { kind, knownAt, interest, lead } of remote.events)
        if (kind === 'lead_interest' && knownAt <= now && lead && interest !== null && interest >= 2) {
          if (interest < 4 && !met.has(lead)) booked.add(lead)
          met.add(lead)
        }
      // A label that changed on an already synced conversation has no known time, so it is reported when it is noticed.
      const mayBeTold = [...booked].filter((lead) => {
        const mails = remote.messages.filter(({ leadEmail }) => leadEmail === lead.email)
        return mails.some(({ at }) => at < world.readAt) && mails.some(({ at }) => at >= world.readAt)
      })
      const meetings = told.filter(({ client }) => client === remote.name).length
      const isRight = isTold ? meetings === booked.size : meetings <= mayBeTold.length
      const { rows } = await call('inbox.threads', { workspaceId, box: 'all', page: { offset: 0, limit: 500 } })
      const counts = await call('inbox.counts', { workspaceId })
      const waiting = await call('inbox.threads', { workspaceId, box: 'answer', unread: true })
      compared += rows.length
      return [
        ...(isRight ? [] : [`${remote.name}: ${meetings} meetings of ${booked.size}, ${mayBeTold.length} at most`]),
        ...(counts.unread === waiting.total ? [] : [`${remote.name}: badge ${counts.unread}, not ${waiting.total}`]),
        ...[...Map.groupBy(rows, ({ leadEmail }) => leadEmail)].flatMap(([email, threads]) => {
          const unread = sum(threads, (one) => one.unread)
          const real = remote.messages.filter((one) => one.leadEmail === email && one.unread && !one.gone).length
          return unread === real ? [] : [`${remote.name}, ${email}: ${unread} unread, not ${real}`]
        }),
      ]
    })
    expect(found).toEqual([])
    expect(told.length).toBeGreaterThan(0)
  })

  it('alerts and targets use the same figures', async () => {
    const most = { open: 1, reply: 1, interested: 1, unsubscribe: 0.0001, costPerReplyCents: null }
    await call('alerts.saveTargets', { all: most, periodDays: 90, minPeople: 20 })
    const seen = new Set<string>()
    const found = await forEach(async (client) => {
      const { remote, workspaceId } = client
      // Targets apply to running campaigns, and these are done.
      for (const { id } of remote.campaigns.values())
        await createAsk(bench.fake, remote.keys[0]?.key)('POST', `/campaigns/${id}/activate`)
      await call('jobs.run', { kind: 'campaigns', workspaceId })
      const lines: string[] = []
      for (const { kind, share, base, about } of await call('alerts.list', { workspaceId })) {
        if (about.kind !== 'campaign' || share === null || base === null) continue
        const real = truth(client, { name: about.name })
        const of = Math.round(share * base)
        const where = `alert ${kind} of ${about.name}`
        seen.add(kind)
        if (kind === 'bounce') lines.push(...wrong(client, where, { sent: base, bounced: of }, real))
        if (kind === 'target_reply') lines.push(...wrong(client, where, { contacted: base, replied: of }, real))
        if (kind === 'target_interested') lines.push(...wrong(client, where, { contacted: base, interested: of }, real))
        if (kind === 'target_open') lines.push(...wrong(client, where, { contacted: base, opened: of }, real))
        if (kind === 'target_unsubscribe')
          lines.push(...wrong(client, where, { contacted: base, unsubscribed: of }, real))
      }
      return lines
    })
    expect(found).toEqual([])
    for (const kind of ['target_reply', 'target_interested', 'target_open', 'target_unsubscribe'])
      expect([...seen]).toContain(kind)
  })

  it('a CRM gets everybody interested by their label, and its CSV names the same', async () => {
    const receiver = await startWebhookReceiver()
    try {
      const found = await forEach(async (client) => {
        const { workspaceId, remote } = client
        const { target } = await call('crm.addWebhook', {
          workspaceId,
          name: 'n8n',
          address: receiver.url,
          privateNetwork: true,
        })
        await call('crm.handEarlier', { targetId: target.id })
        await until('all to arrive', async () => {
          const { count } = await call('crm.deliveryCount', { workspaceId, state: 'done' })
          return count > 0 && count === (await call('crm.deliveryCount', { workspaceId })).count
        })
        const csv = await csvOf(() => call('crm.saveCsv', { workspaceId }))
        const own = remote.leads.filter(isLead).filter(({ holder }) => holder.kind === 'campaign')
        const labels = new Map([
          [1, 'interested'],
          [2, 'meeting_booked'],
          [4, 'won'],
        ])
        const lines = own.flatMap((lead) => {
          const label = labels.get(interestOf(lead) ?? 0)
          if (label === undefined) return []
          const row = csv.filter((line) => Object.values(line).includes(lead.email ?? ''))
          return row.some((line) => Object.values(line).includes(label)) ? [] : [`${lead.email} ${label} is in no CRM`]
        })
        // A lead that lost its label since was handed over while it had it.
        const ever = new Set(
          remote.events.flatMap(({ interest, lead }) => (interest !== null && interest > 0 ? [lead?.email] : [])),
        )
        const others = csv.filter((line) => !Object.values(line).some((value) => ever.has(value)))
        compared += csv.length
        return [...lines, ...others.map((line) => `never interested: ${JSON.stringify(line)}`)]
      })
      expect(found).toEqual([])
    } finally {
      await receiver.close()
    }
  })

  it('all clients together are the sum of each', async () => {
    const each = clients().map((client) => truth(client))
    const all = Object.fromEntries(
      Object.keys(each[0] ?? {}).map((fact) => [fact, sum(each, (one) => one[fact as Fact])]),
    ) as Facts
    const overview = await call('analytics.overview', { workspaceId: null, period: 'all' })
    const counts = await call('inbox.counts', { workspaceId: null })
    const money = await call('money.overview', { workspaceId: null, period: 'all' })
    const sums = money.groups.map((group) => group.sums)
    expect([
      ...wrong('all', 'Campaigns', totalsShown(await campaignRows(null)), all),
      ...wrong('all', 'Analytics', sumsShown(overview.sums), all),
      ...wrong('all', 'inbox', { interested: counts.interested }, all),
      ...wrong(
        'all',
        'Money',
        { sent: sum(sums, ({ sent }) => sent), meetings: sum(sums, ({ meetings }) => meetings) },
        all,
      ),
    ]).toEqual([])
  })

  it('only what no source reports is shown as unknown', async () => {
    for (const { client, relay } of world.clients) {
      const { untold } = await call('events.reading', { workspaceId: client.workspaceId })
      expect([client.remote.name, untold.includes('sent'), untold.includes('replied')]).toEqual([
        client.remote.name,
        false,
        false,
      ])
      if (relay) expect(untold).toEqual([])
    }
  })

  it('a part of a workspace has the figures of its campaigns on every screen', async () => {
    const { id: partId } = await call('clients.createPart', {
      workspaceId: clients()[0]?.workspaceId ?? (0 as WorkspaceId),
      name: 'Practices',
      colour: 2,
    })
    const [client] = clients()
    if (!client) throw new Error('no client')
    const { workspaceId } = client
    await call('clients.saveRules', { workspaceId, rules: [{ partId, kind: 'starts', value: 'Dentists' }] })
    const of = { workspaceId, partId } as const
    const real = truth(client, { name: `Dentists ${client.remote.name}` })
    const overview = await call('analytics.overview', { ...of, period: 'all' })
    const { rows } = await call('campaigns.list', { ...of, page: { offset: 0, limit: 100 } })
    const counts = await call('inbox.counts', of)
    const [group] = (await call('money.overview', { ...of, period: 'all' })).groups
    const { page } = await call('reports.preview', { ...of, period: { from: overview.from, to: overview.to } })
    const figure = (id: string) =>
      Number((new RegExp(`data-figure="${id}">([^<]*)<`).exec(page)?.[1] ?? '').replaceAll(',', ''))
    const { lines, from, to } = await call('home.clients', {})
    const line = lines.find((one) => one.partId === partId)
    const answer = await call('inbox.threads', { ...of, box: 'answer' })
    expect([
      ...wrong(client, 'Analytics of the part', sumsShown(overview.sums), real),
      ...wrong(client, 'Campaigns of the part', totalsShown(rows), real),
      ...wrong(client, 'inbox of the part', { interested: counts.interested }, real),
      ...wrong(
        client,
        'Money of the part',
        {
          sent: group?.sums.sent ?? -1,
          replied: group?.sums.replies ?? -1,
          interested: group?.sums.qualified ?? -1,
          meetings: group?.sums.meetings ?? -1,
        },
        real,
      ),
      ...wrong(
        client,
        'report of the part',
        {
          sent: figure('sent'),
          replied: figure('replied'),
          interested: figure('interested'),
          meetings: figure('meetings'),
        },
        real,
      ),
      ...wrong(
        client,
        'Home of the part',
        { sent: line?.sums.sent ?? -1, contacted: line?.sums.contacted ?? -1, replied: line?.sums.repliedUnique ?? -1 },
        truth(client, { name: `Dentists ${client.remote.name}`, days: [from, to] }),
      ),
    ]).toEqual([])
    expect([line?.toAnswer, answer.total]).toEqual([counts.answer, counts.answer])
  })

  it('many figures were compared', () => {
    expect(compared).toBeGreaterThan(2_000)
  })
})
