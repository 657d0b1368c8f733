import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { storeFileName } from '#backend/core/db/open.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { breakMailbox } from '#demo/sending/mailboxes.ts'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { AlertKind } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, ended, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { monday } from '../../../support/instantly/living-campaign.ts'
import { makeList } from '../../../support/lists.ts'
import { day, makeCampaign, read, rowOf, startCampaigns } from '../../campaigns/campaigns/support.ts'
import { mail } from '../../inbox/inbox/support.ts'

let bench: Bench
/** The backend's time runs with Instantly's, from the time a test sets. */
const time = { offset: 0 }
const clock = { ...systemClock, now: () => Date.now() + time.offset }
beforeEach(() => {
  time.offset = monday - Date.now()
})
afterEach(() => bench.close())

const list = (asked: object = {}) => bench.app.call('alerts.list', asked)
const notices = () => bench.app.notices.filter(({ kind }) => kind === 'alert' || kind === 'alerts')
const only = (...kinds: AlertKind[]) =>
  bench.app.call('alerts.saveSettings', { bounceAmber: 0.02, bounceRed: 0.05, kinds, notify: true })
const remote = () => {
  const [workspace] = bench.fake.world.workspaces
  if (!workspace) throw new Error('no workspace')
  return workspace
}
const breakFirst = () => {
  const [mailbox] = remote().mailboxes
  if (mailbox) breakMailbox(bench.fake.world, remote(), mailbox, bench.fake.clock.now())
  return mailbox
}
const shown = (count: number) =>
  until(`${count} alerts`, async () => {
    const alerts = await list()
    return alerts.length === count ? alerts : null
  })

it("A target for the cost of a reply uses the currency's own format, even without cents", async () => {
  bench = await startCampaigns({ backend: { clock } })
  await only('target_cost')
  const { workspaceId } = bench
  await makeCampaign(bench, 'Autumn', { leads: 60 })
  await bench.fake.moveOn(4 * day)
  time.offset += 4 * day
  await read(bench)
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  await bench.app.call('money.saveCurrency', { workspaceId, currency: 'JPY' })
  await bench.app.call('money.addCost', {
    workspaceId,
    kind: 'own',
    label: 'Mailboxes',
    basis: 'once',
    cents: 40_000,
    per: 1,
    quantity: 1,
    currency: null,
    from: today,
    to: null,
    asOf: today,
    campaignId: null,
    listId: null,
    importId: null,
    share: null,
  })
  // Entered as 500.
  const all = { open: null, reply: null, interested: null, unsubscribe: null, costPerReplyCents: 50_000 }
  await bench.app.call('alerts.saveTargets', { all, periodDays: 30, minPeople: 20 })
  const [alert] = await shown(1)
  expect(alert).toMatchObject({ kind: 'target_cost', against: 500, currency: 'JPY' })
})

it("A failing mailbox is notified once, with Instantly's reason and its campaigns, until it works again", async () => {
  bench = await startCampaigns({ backend: { clock } })
  await bench.app.call('inbox.saveSettings', { quiet: null })
  await only('mailbox')
  await makeCampaign(bench, 'Autumn', { leads: 5 })
  const mailbox = breakFirst()
  await read(bench)
  const [alert] = await shown(1)
  const { id } = await rowOf(bench, 'Autumn')
  expect(alert).toMatchObject({
    kind: 'mailbox',
    level: 'red',
    about: { email: mailbox?.email, reason: { kind: 'connection' }, campaigns: [{ id, name: 'Autumn' }] },
  })
  expect(alert?.about).toMatchObject({ message: expect.stringContaining('password') })
  expect(await list({ campaignId: id })).toHaveLength(1)
  time.offset += 3_600_000
  await read(bench)
  const later = await until('the next pull', async () => {
    const [again] = await list()
    return again && again.readAt !== alert?.readAt ? again : null
  })
  expect(later.since).toBe(alert?.since)
  expect(notices()).toEqual([
    {
      kind: 'alert',
      alert: 'mailbox',
      subject: mailbox?.email,
      route: accountPath(bench.workspaceId, mailbox?.email ?? ''),
    },
  ])
  if (mailbox) Object.assign(mailbox, { status: 1, error: null })
  time.offset += 3_600_000
  await read(bench)
  await shown(0)
})

it('Possible opt-outs are notified after a day without an answer, until they are answered', async () => {
  bench = await startCampaigns({ backend: { clock } })
  await bench.app.call('inbox.saveSettings', { quiet: null })
  await only('asked')
  mail(bench, { lead: 'ida@other.example', text: 'Verteiler. Raus.' })
  await bench.app.call('inbox.sync', { workspaceId: null })
  await read(bench)
  expect(await list()).toEqual([])
  time.offset += 25 * 3_600_000
  await read(bench)
  expect(await list()).toMatchObject([
    { kind: 'asked', level: 'amber', days: 1, about: { kind: 'asked', people: 1, email: 'ida@other.example' } },
  ])
  await until('the notice', () => notices().length > 0)
  expect(notices()).toMatchObject([{ kind: 'alert', alert: 'asked', route: '/opted-out' }])
  const { rows } = await bench.app.call('optOuts.list', { workspaceId: null, filter: 'asked', page: {} })
  await bench.app.call('optOuts.answer', { ids: rows.map(({ id }) => id), yes: false })
  expect(await list()).toEqual([])
})

it('Contacts running out are announced with the days left at the pace of exports', async () => {
  bench = await startCampaigns({
    backend: { clock },
    workspaces: [{ name: 'Small', keys: [{ key: 'northwind-key-0001' }], leadLimit: 100, mailboxes: 2 }],
  })
  await only('contacts')
  const { listId } = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Dentists', count: 60 })
  await ended(bench.app, await startExport(bench.app, listId, newCampaignSettings('Dentists')))
  await read(bench)
  // 60 in 30 days are 2 a day: 40 last 20 days.
  await until(
    'the plan',
    async () => (await bench.app.call('exports.choices', { workspaceId: bench.workspaceId })).contactsLeft === 40,
  )
  expect(await list()).toEqual([])
  const more = makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'Vets', count: 30, tag: 'vets' })
  await ended(bench.app, await startExport(bench.app, more.listId, newCampaignSettings('Vets')))
  time.offset += 3_600_000
  await read(bench)
  // 90 are 3 a day: 10 last 3 days.
  const [alert] = await shown(1)
  expect(alert).toMatchObject({
    kind: 'contacts',
    level: 'amber',
    days: 3,
    about: { left: 10, limit: 100, perDay: 3 },
  })
})

it('An undone export does not count in the pace at which contacts run out', async () => {
  bench = await startCampaigns({
    backend: { clock },
    workspaces: [{ name: 'Small', keys: [{ key: 'northwind-key-0001' }], leadLimit: 100, mailboxes: 2 }],
  })
  await only('contacts')
  const { app, workspaceId } = bench
  const left = (count: number) =>
    until(`${count} contacts to be left`, async () => {
      await bench.fake.moveOn(day / 24)
      return (await app.call('exports.choices', { workspaceId })).contactsLeft === count
    })
  const wrong = makeList(app.dir, { workspaceId, name: 'Dentists', count: 80 })
  const { summary } = await ended(app, await startExport(app, wrong.listId, newCampaignSettings('Dentists')))
  await app.call('exports.takeBack', { exportId: summary.id })
  await left(100)
  const right = makeList(app.dir, { workspaceId, name: 'Vets', count: 80, tag: 'vets' })
  await ended(app, await startExport(app, right.listId, newCampaignSettings('Vets')))
  await left(20)
  time.offset += 3_600_000
  await read(bench)
  const store = new Database(path.join(app.dir, storeFileName), { readonly: true })
  const known = store.prepare('select contacts_left from workspace').pluck()
  await until('the plan to be read', () => known.get() === 20)
  store.close()
  // 80 in 30 days: 20 last a week. With the 80 of the undone export they would last three days.
  expect(await list()).toEqual([])
})

it('A target is a part’s own, else its workspace’s, else that for all; snoozed and muted alerts are silent', async () => {
  bench = await startCampaigns({ backend: { clock } })
  await only('target_reply')
  await makeCampaign(bench, 'Acme autumn', { leads: 60 })
  await makeCampaign(bench, 'House list', { leads: 60 })
  await bench.fake.moveOn(4 * day)
  time.offset += 4 * day
  const { workspaceId } = bench
  const { id: partId } = await bench.app.call('clients.createPart', { workspaceId, name: 'Acme', colour: 1 })
  await bench.app.call('clients.saveRules', { workspaceId, rules: [{ partId, kind: 'starts', value: 'Acme' }] })
  await read(bench)
  const named = async () =>
    (await list()).flatMap(({ about }) => (about.kind === 'campaign' ? [about.name] : [])).toSorted()
  const reply = (share: number | null) => ({ open: null, reply: share, unsubscribe: null, costPerReplyCents: null })
  expect(await named()).toEqual([])
  await bench.app.call('alerts.saveTargets', { all: reply(0.99), periodDays: 90, minPeople: 20 })
  expect(await named()).toEqual(['Acme autumn', 'House list'])
  await bench.app.call('alerts.saveClientTargets', { workspaceId, partId, targets: reply(null) })
  expect(await named()).toEqual(['House list'])
  await bench.app.call('alerts.saveClientTargets', { workspaceId, partId: null, targets: reply(null) })
  await bench.app.call('alerts.saveClientTargets', { workspaceId, partId, targets: null })
  expect(await named()).toEqual([])
  await bench.app.call('alerts.saveClientTargets', { workspaceId, partId: null, targets: null })

  const [acme] = await list({ workspaceId, partId })
  expect(acme).toMatchObject({ partId, periodDays: 90, about: { name: 'Acme autumn' } })
  const key = acme?.key ?? ''
  await bench.app.call('alerts.snooze', { workspaceId, key, until: new Date(clock.now() + 60_000).toISOString() })
  expect(await named()).toEqual(['House list'])
  expect(await bench.app.call('alerts.quieted', {})).toMatchObject([{ how: 'snoozed', key }])
  await bench.app.call('alerts.snooze', { workspaceId, key, until: null })
  const mute = (muted: boolean) =>
    bench.app.call('alerts.mute', { workspaceId, alertKind: 'target_reply', of: { kind: 'client', partId }, muted })
  await mute(true)
  expect(await named()).toEqual(['House list'])
  expect(await bench.app.call('alerts.quieted', {})).toMatchObject([{ how: 'muted', of: { kind: 'client', partId } }])
  await mute(false)
  expect(await named()).toEqual(['Acme autumn', 'House list'])
})
