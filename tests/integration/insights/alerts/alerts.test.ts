import { afterEach, expect, it } from 'vitest'
import type { Bench } from '../../../support/export-bench.ts'
import { day, makeCampaign, read, rowOf, startCampaigns } from '../../campaigns/campaigns/support.ts'

let bench: Bench
afterEach(() => bench.close())

/** Starts a campaign with many bounces. */
async function startBouncing(): Promise<string> {
  bench = await startCampaigns({
    rates: { reply: 0, autoReply: 0, click: 0, bounce: 0.2, unsubscribe: 0, mailboxError: 0 },
  })
  const remoteId = await makeCampaign(bench, 'Bouncing', { leads: 90, settings: { disable_bounce_protect: true } })
  await bench.fake.moveOn(3 * day)
  return remoteId
}

const list = () => bench.app.call('alerts.list', {})
const noticesOf = () => bench.app.notices.filter(({ kind }) => kind === 'alert' || kind === 'alerts')
const settings = { bounceAmber: 0.02, bounceRed: 0.05, kinds: ['bounce' as const], notify: true }

it('Bounces are notified once, shown until dismissed, and notified again when they return', async () => {
  await startBouncing()
  await bench.app.call('inbox.saveSettings', { quiet: null })
  await bench.app.call('alerts.saveSettings', settings)
  await read(bench)
  const { id, totals } = await rowOf(bench, 'Bouncing')
  const share = totals.bounced / totals.sent
  expect(share).toBeGreaterThan(0.05)
  expect(await list()).toMatchObject([
    { kind: 'bounce', level: 'red', share, base: totals.sent, about: { campaignId: id, name: 'Bouncing' } },
  ])
  expect(noticesOf()).toEqual([{ kind: 'alert', alert: 'bounce', subject: 'Bouncing', route: `/campaigns/${id}` }])

  await read(bench)
  expect(noticesOf()).toHaveLength(1)
  const [told] = await list()
  const key = told?.key ?? ''
  await bench.app.call('alerts.dismiss', { workspaceId: bench.workspaceId, key })
  await bench.app.call('alerts.dismiss', { workspaceId: bench.workspaceId, key })
  expect(await list()).toEqual([])

  // With looser limits it no longer holds; with the old ones it is a new alert again.
  await bench.app.call('alerts.saveSettings', { ...settings, bounceAmber: 0.4, bounceRed: 0.5 })
  await read(bench)
  await bench.app.call('alerts.saveSettings', settings)
  await read(bench)
  expect(await list()).toHaveLength(1)
  expect(noticesOf()).toHaveLength(2)
})

it('A dismissed alert returns when it gets worse', async () => {
  await startBouncing()
  await bench.app.call('alerts.saveSettings', { ...settings, bounceRed: 0.5 })
  await read(bench)
  const [alert] = await list()
  expect(alert?.level).toBe('amber')
  if (alert) await bench.app.call('alerts.dismiss', alert)
  expect(await list()).toEqual([])
  await bench.app.call('alerts.saveSettings', settings)
  expect(await list()).toMatchObject([{ level: 'red' }])
})

it('A deleted campaign has no alerts, and wrong limits are refused', async () => {
  const remoteId = await startBouncing()
  await read(bench)
  expect(await list()).not.toEqual([])
  bench.fake.world.workspaces[0]?.campaigns.delete(remoteId)
  await read(bench)
  expect(await list()).toEqual([])
  await expect(
    bench.app.call('alerts.saveSettings', { ...settings, bounceAmber: 0.05, bounceRed: 0.05 }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
