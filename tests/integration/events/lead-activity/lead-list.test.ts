/**
 * An operator without a server: what each lead opened and clicked, and who bounced, comes from Instantly's lead list.
 */
import { expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import { hourMs, type LivingClient, type RelayBench, startRelayBench } from '../../../support/relay/relay-bench.ts'
import { useBench } from '../../../support/use-bench.ts'

const start = useBench(startRelayBench)

async function living(options: Parameters<typeof startRelayBench>[0] = {}) {
  const bench = await start({
    rates: { open: 0.6, click: 0.3, reply: 0.3, bounce: 0.1 },
    clock: hastyClock(40),
    connect: false,
    leads: 60,
    ...options,
  })
  const [client] = bench.clients
  if (!client) throw new Error('no client')
  for (let day = 0; day < 3; day += 1) await bench.fake.moveOn(24 * hourMs)
  return { bench, client }
}

async function mailsRead({ app }: RelayBench, { workspaceId }: LivingClient): Promise<void> {
  await app.call('jobs.run', { kind: 'campaigns', workspaceId })
  await until('all mails to be read', async () => {
    await app.call('inbox.sync', { workspaceId })
    await app.call('jobs.run', { kind: 'sent_mails', workspaceId })
    return (await app.call('events.reading', { workspaceId })).state === 'done'
  })
}

async function leadsListed({ app }: RelayBench, { workspaceId }: LivingClient): Promise<void> {
  await app.call('leadMirror.start', { workspaceId, what: 'whole' })
  await until('the leads to be listed', async () => {
    return (await app.call('leadMirror.state', { workspaceId })).underWay === null
  })
}

const happened = ({ remote }: LivingClient, kind: string, email?: string) =>
  remote.events.filter((event) => event.kind === kind && (email === undefined || event.lead?.email === email))
const people = (client: LivingClient, kind: string) =>
  new Set(happened(client, kind).flatMap(({ lead }) => lead?.email ?? []))

it('Before the list was read nothing is counted and nothing is zero; afterwards it matches what happened', async () => {
  const { bench, client } = await living()
  const { workspaceId } = client
  const { app } = bench
  await mailsRead(bench, client)
  const byList = () => app.call('analytics.byColumn', { workspaceId, column: 'list' })
  expect((await byList()).all).toMatchObject({ opened: null, bounced: null })
  expect(await app.call('events.reading', { workspaceId })).toMatchObject({ listedAt: null })

  const keen = async () => {
    const { rows } = await app.call('inbox.threads', { workspaceId, box: 'all', order: 'hot', page: { limit: 500 } })
    return rows
      .filter(({ scoreWhy }) => scoreWhy.some(({ why }) => why === 'clicked'))
      .map(({ leadEmail }) => leadEmail)
  }
  expect(await keen()).toEqual([])

  await leadsListed(bench, client)
  expect((await app.call('events.reading', { workspaceId })).listedAt).not.toBeNull()
  // Conversations of those who clicked become warmer at once, not with their next email.
  const clickedAndWrote = people(client, 'link_clicked').intersection(people(client, 'reply_received'))
  expect(clickedAndWrote.size).toBeGreaterThan(2)
  expect(new Set(await keen()).isSupersetOf(clickedAndWrote)).toBe(true)
  const [opened, clicked] = [people(client, 'email_opened'), people(client, 'link_clicked')]
  expect(opened.size).toBeGreaterThan(10)
  const { all } = await byList()
  expect([all.bounced, all.opened === null || all.opened === opened.size]).toEqual([
    people(client, 'email_bounced').size,
    true,
  ])

  // A timeline shows how often and when last, and the score uses it.
  for (const email of [...opened].slice(0, 10)) {
    const timeline = await app.call('events.timeline', { workspaceId, email })
    const opens = happened(client, 'email_opened', email)
    expect(timeline.counts.opened).toBe(opens.length)
    expect(timeline.listed.find(({ type }) => type === 'email_opened')).toMatchObject({
      times: opens.length,
      lastAt: new Date(Math.max(...opens.map(({ at }) => at))).toISOString(),
    })
    expect(timeline.score).toBeGreaterThanOrEqual(clicked.has(email) ? 3 : 2)
    expect(timeline.listedAt).not.toBeNull()
    // Replies come from the emails themselves.
    expect(timeline.listed.map(({ type }) => type)).not.toContain('reply_received')
  }

  // The campaign lists people: the newest from emails and list together, the hottest by both.
  const [campaign] = (await app.call('campaigns.list', { workspaceId, page: {} })).rows
  const life = await app.call('events.campaign', { workspaceId, remoteId: campaign?.remoteId ?? '' })
  const times = life?.latest.map(({ at }) => at) ?? []
  expect(times).toEqual(times.toSorted().toReversed())
  expect(life?.hottest.every(({ score }) => score > 1)).toBe(true)
  expect(life?.scores[3]).toBe([...clicked].filter((email) => !people(client, 'reply_received').has(email)).length)

  // And the inbox knows who was interested.
  const person = await app.call('people.view', { email: [...opened][0] ?? '' })
  expect(person?.campaigns[0]?.opened).toBe(happened(client, 'email_opened', [...opened][0]).length)
})

it('A lead first contacted after the list was read is not measured, instead of having opened nothing', async () => {
  const { bench, client } = await living({ leads: 60 })
  await leadsListed(bench, client)
  const { workspaceId } = client
  const before = people(client, 'email_sent')
  for (let day = 0; day < 2; day += 1) await bench.fake.moveOn(24 * hourMs)
  await mailsRead(bench, client)
  const after = people(client, 'email_sent')
  const { all } = await bench.app.call('analytics.byColumn', { workspaceId, column: 'list' })
  expect(all.contacted).toBe(after.size)
  if (all.opened !== null) expect(all.openedOf).toBeLessThanOrEqual(before.size)
})

it('With a relay, reading the list counts nothing twice', async () => {
  const { bench, client } = await living({ connect: true })
  await bench.caughtUp(client)
  await leadsListed(bench, client)
  const { workspaceId } = client
  for (const email of [...people(client, 'email_opened')].slice(0, 10)) {
    const timeline = await bench.app.call('events.timeline', { workspaceId, email })
    expect([timeline.counts.opened, timeline.listed]).toEqual([happened(client, 'email_opened', email).length, []])
  }
})
