/** The simulator runs thirty days: every figure of the page is counted again from its own journal. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { breakMailbox } from '#demo/sending/mailboxes.ts'
import { warmupScore } from '#demo/sending/warmth.ts'
import type { AccountList, AccountRow, DomainRow } from '#shared/contract/insights/accounts.ts'
import { evaluateAccount } from '#shared/domain/insights/alerts/evaluate-account.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { monday } from '../../../support/instantly/living-campaign.ts'
import { day, makeCampaign, read, remoteCampaign, startCampaigns } from '../../campaigns/campaigns/support.ts'

let bench: Bench
const time = { offset: 0 }
const clock = { ...systemClock, now: () => Date.now() + time.offset }
const boxes = [1, 2, 3].flatMap((no) => [`box${no}@sender.example`, `box${no}@second.example`])
const campaigns: { readonly id: string; readonly name: string; readonly senders: readonly string[] }[] = []
/** Instantly's daily warmup figures, recorded by the test. */
const warmup = new Map<string, { sent: number; inbox: number; spam: number; score: number | null }>()
let rows: readonly AccountRow[]
let domains: readonly DomainRow[]
let counts: AccountList['counts']
let limits: { readonly bounceAmber: number; readonly bounceRed: number }

const remote = () => {
  const [workspace] = bench.fake.world.workspaces
  if (!workspace) throw new Error('no workspace')
  return workspace
}
const now = () => bench.fake.clock.now()
const dayOf = (ms: number) => Math.floor(ms / day)
const dateOf = (of: number) => new Date(of * day).toISOString().slice(0, 10)
/** From this many days ago to that many. */
const within = (at: number, from: number, to: number) =>
  dayOf(now()) - dayOf(at) <= from && dayOf(now()) - dayOf(at) >= to
const eventsOf = (email: string) => remote().events.filter((one) => one.mailbox === email && one.knownAt <= now())

async function keepWarmup(): Promise<void> {
  const answer = await fetch(`${bench.fake.url}/api/v2/accounts/warmup-analytics`, {
    method: 'POST',
    headers: { authorization: 'Bearer northwind-key-0001', 'content-type': 'application/json' },
    body: JSON.stringify({ emails: boxes }),
  })
  const told = (await answer.json()) as { email_date_data: Record<string, Record<string, Record<string, number>>> }
  for (const [email, days] of Object.entries(told.email_date_data))
    for (const [date, of] of Object.entries(days)) {
      const key = `${email} ${date}`
      const score = warmup.get(key)?.score ?? null
      warmup.set(key, { sent: of['sent'] ?? 0, inbox: of['landed_inbox'] ?? 0, spam: of['landed_spam'] ?? 0, score })
    }
  const today = new Date(now()).toISOString().slice(0, 10)
  for (const mailbox of remote().mailboxes) {
    const known = warmup.get(`${mailbox.email} ${today}`)
    if (known) known.score = warmupScore(mailbox, now())
  }
}

beforeAll(async () => {
  time.offset = monday - Date.now()
  bench = await startCampaigns({
    backend: { clock },
    rates: { reply: 0.1, autoReply: 0.1, click: 0.1, bounce: 0.04, unsubscribe: 0.02, mailboxError: 0 },
    workspaces: [
      {
        name: 'Northwind Outreach',
        keys: [{ key: 'northwind-key-0001' }],
        leadLimit: 1_000_000,
        mailboxes: boxes.map((email, at) => ({ email, dailyLimit: 20 + 5 * at })),
      },
    ],
  })
  for (const [name, senders, leads] of [
    ['One', boxes.slice(0, 4), 600],
    ['Two', boxes.slice(3), 400],
    ['Three', boxes.slice(5), 900],
  ] as const) {
    const id = await makeCampaign(bench, name, { leads, settings: { email_list: senders } })
    campaigns.push({ id, name, senders })
  }
  for (let each = 0; each < 30; each += 1) {
    // Both clocks at once, because the app syncs automatically meanwhile.
    const moved = bench.fake.moveOn(day)
    time.offset += day
    await moved
    const [first, second] = remote().mailboxes
    if (each === 12 && first) first.warmth = { at: now(), score: 95, perDay: -4 }
    if (each === 25 && second) breakMailbox(bench.fake.world, remote(), second, now())
    await read(bench)
    const [said] = await bench.app.call('accounts.sync', { workspaceId: null })
    expect(said?.problem).toBeNull()
    await keepWarmup()
  }
  const list = await bench.app.call('accounts.list', { page: { limit: 200 } })
  rows = list.rows.filter((row): row is AccountRow => row.kind === 'account')
  counts = list.counts
  limits = await bench.app.call('alerts.settings', {})
  domains = list.rows.filter((row): row is DomainRow => row.kind === 'domain')
}, 300_000)
afterAll(() => bench.close())

it('Each account has the figures of the simulator', () => {
  expect(rows.map(({ email }) => email).toSorted()).toEqual(boxes.toSorted())
  for (const row of rows) {
    const mailbox = remote().mailboxes.find(({ email }) => email === row.email)
    if (!mailbox) throw new Error(row.email)
    const today = dayOf(now())
    const of = (kind: string, days: number) =>
      eventsOf(row.email).filter((one) => one.kind === kind && dayOf(one.at) > today - days).length
    const running = campaigns.filter(
      ({ id, senders }) => senders.includes(row.email) && [1, 4, -1].includes(remoteCampaign(bench, id).status),
    )
    expect([row.email, row.sentToday, row.sent7, row.bounced7, row.campaigns]).toEqual([
      row.email,
      of('email_sent', 1),
      of('email_sent', 7),
      of('email_bounced', 7),
      running.length,
    ])
    expect([row.dailyLimit, row.score, row.message]).toEqual([
      mailbox.dailyLimit,
      warmupScore(mailbox, now()),
      mailbox.error,
    ])
    expect(row.verdict === 'disconnected').toBe(mailbox.status < 0)
  }
  expect(rows.reduce((sum, { sent7 }) => sum + sent7, 0)).toBeGreaterThan(100)
})

it('Settings at Instantly, and the start of a failure, match', () => {
  for (const row of rows) {
    const mailbox = remote().mailboxes.find(({ email }) => email === row.email)
    if (!mailbox) throw new Error(row.email)
    expect([row.email, row.provider, row.sendingGap, row.trackingDomain, row.warmup, row.pending]).toEqual([
      row.email,
      mailbox.providerCode,
      mailbox.sendingGap,
      mailbox.settings['tracking_domain_name'] ?? null,
      mailbox.warmupStatus === 1 ? 'on' : 'off',
      null,
    ])
    const broken = mailbox.status < 0
    expect([row.email, row.failingSince !== null]).toEqual([row.email, broken])
    // It broke on the 26th day, and that day's sync noticed it.
    if (broken) expect(dayOf(now()) - dayOf(Date.parse(row.failingSince ?? ''))).toBe(4)
  }
})

it("The trend beside a score matches Instantly's last 14 days", () => {
  for (const row of rows) {
    const last = Array.from({ length: 14 }, (_, at) => dateOf(dayOf(now()) - 13 + at))
    expect([row.email, row.scores]).toEqual([
      row.email,
      last.map((date) => warmup.get(`${row.email} ${date}`)?.score ?? null),
    ])
    expect(row.scores.filter((score) => score !== null)).toHaveLength(14)
  }
})

it('Verdicts follow from the simulator’s figures, and counts from verdicts', () => {
  for (const row of rows) {
    const mailbox = remote().mailboxes.find(({ email }) => email === row.email)
    if (!mailbox) throw new Error(row.email)
    const count = (kind: string, from: number, to: number) =>
      eventsOf(row.email).filter(
        (one) => one.kind === kind && (one.kind !== 'reply_received' || one.isFirst) && within(one.at, from, to),
      ).length
    const sent = (from: number, to: number) => count('email_sent', from, to)
    const replied = (from: number, to: number) => count('reply_received', from, to)
    const scores = row.scores.filter((score) => score !== null)
    const { verdict, reasons } = evaluateAccount(
      {
        status: mailbox.status,
        warmupStatus: mailbox.warmupStatus,
        sent7: sent(6, 0),
        bounced7: count('email_bounced', 6, 0),
        late: { sent: sent(13, 0), replied: replied(13, 0) },
        before: { sent: sent(41, 14), replied: replied(41, 14) },
        sentToday: sent(0, 0),
        dailyLimit: mailbox.dailyLimit,
        score: warmupScore(mailbox, now()),
        bestScore: Math.max(...scores),
      },
      { bounceAmber: limits.bounceAmber, bounceRed: limits.bounceRed },
    )
    expect([row.email, row.verdict, row.reasons]).toEqual([row.email, verdict, reasons])
  }
  const of = (...wanted: readonly string[]) => rows.filter(({ verdict }) => wanted.includes(verdict)).length
  expect(counts).toEqual({
    all: boxes.length,
    trouble: of('disconnected', 'burning'),
    watch: of('watch'),
    paused: 0,
    unused: rows.filter(({ campaigns: used }) => used === 0).length,
  })
  expect(of('disconnected')).toBe(1)
  expect(of('burning', 'watch')).toBeGreaterThan(0)
})

it('An account has its days and thirty days of warmup, though Instantly gives only a week', async () => {
  for (const email of boxes) {
    const one = await bench.app.call('accounts.detail', { workspaceId: bench.workspaceId, email })
    for (const { date, sent, bounced, replied } of one.days) {
      const ofDay = eventsOf(email).filter(({ at }) => new Date(at).toISOString().startsWith(date))
      const count = (kind: string) => ofDay.filter((event) => event.kind === kind).length
      const answered = ofDay.filter(({ kind, isFirst }) => kind === 'reply_received' && isFirst).length
      expect([email, date, sent, bounced, replied]).toEqual([
        email,
        date,
        count('email_sent'),
        count('email_bounced'),
        answered,
      ])
    }
    expect(one.warmup.length).toBeGreaterThan(30)
    for (const { date, sent, inbox, spam, score } of one.warmup)
      expect([email, date, { sent, inbox, spam, score }]).toEqual([email, date, warmup.get(`${email} ${date}`)])
  }
})

it('A domain has the sums of its accounts', async () => {
  for (const row of domains) {
    const own = rows.filter(({ domain }) => domain === row.domain)
    const sum = (of: (one: AccountRow) => number) => own.reduce((all, one) => all + of(one), 0)
    expect([row.sentToday, row.sent7, row.bounced7, row.dailyLimit]).toEqual([
      sum(({ sentToday }) => sentToday),
      sum(({ sent7 }) => sent7),
      sum(({ bounced7 }) => bounced7),
      sum(({ dailyLimit }) => dailyLimit ?? 0),
    ])
    const { warmup: days } = await bench.app.call('accounts.domain', {
      workspaceId: bench.workspaceId,
      domain: row.domain,
    })
    expect(days.length).toBeGreaterThan(30)
    for (const { date, sent, inbox, spam, score } of days) {
      const known = own.flatMap(({ email }) => warmup.get(`${email} ${date}`) ?? [])
      const scores = known.flatMap((one) => (one.score === null ? [] : [one.score]))
      const mean = scores.length === 0 ? null : Math.round(scores.reduce((all, one) => all + one, 0) / scores.length)
      const total = (name: 'sent' | 'inbox' | 'spam') => known.reduce((all, one) => all + one[name], 0)
      expect([date, sent, inbox, spam, score]).toEqual([date, total('sent'), total('inbox'), total('spam'), mean])
    }
  }
})

it('Leads left are those nobody has contacted', async () => {
  const view = await bench.app.call('capacity.view', { workspaceId: null, partId: null })
  for (const { id, name } of campaigns) {
    const campaign = remoteCampaign(bench, id)
    if (campaign.status !== 1) continue
    const waiting = campaign.leads.filter((lead) => lead.status === 1 && (lead.life?.step ?? 0) === 0).length
    expect([name, view.campaigns.find((one) => one.name === name)?.leads.waiting]).toEqual([name, waiting])
  }
})
