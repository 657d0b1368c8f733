/** A relay connected, its webhook tested, switched off and on, forged events, and the proof that nothing is missing. */
import type { Page } from '@playwright/test'
import { createDemoClock } from '#demo/time/clock.ts'
import { en } from '#shared/texts/en.ts'
import { silence } from '../../../support/instantly/living-campaign.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { addWorkspace } from '../../../support/relay/relay.ts'
import { daysAgo, hourMs, type RelayPlace, relayPlace, startCampaign } from '../../../support/relay/relay-bench.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { asFastAsMayBe } from '../../support/launch.ts'
import { test as base, clientName, connect, expect, goTo, key } from '../../support/main-job.ts'
import { expectWhole } from '../../support/whole.ts'

const words = en.relay
const test = base.extend<{ place: RelayPlace }>({
  // oxlint-disable-next-line no-empty-pattern
  place: async ({}, use) => {
    const place = await relayPlace()
    await use(place)
    await place.stop()
  },
})

async function inBothThemes(page: Page, name: string, picture: (path: string) => string): Promise<void> {
  await expectAccessibleInBoth(page, name, async (theme) => {
    await page.screenshot({ path: picture(`${name}-${theme}.png`) })
  })
}

test('A relay is connected and tested, and its events arrive', async ({ instantly, launch, place }, info) => {
  const { token } = await addWorkspace(place.relay.store, 'Kessler')
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await connect(sendoff)
  await goTo(sendoff, '/settings/relay')
  await expect(page.getByLabel(words.address, { exact: true })).toBeVisible()
  await inBothThemes(page, 'connect', info.outputPath.bind(info))
  await expectWhole(sendoff, 'relay-connect')

  await page.getByLabel(words.address, { exact: true }).fill(place.relay.url)
  await page.getByLabel(words.token, { exact: true }).fill('rly1.not-a-token')
  await page.getByRole('button', { name: words.connect, exact: true }).click()
  await expect(page.getByText(en.errors.RELAY_TOKEN_INVALID({ reason: 'shape' }).what)).toBeVisible()
  await page.getByLabel(words.token, { exact: true }).fill(token)
  await page.getByRole('button', { name: words.connect, exact: true }).click()
  await expect(page.getByText(words.webhookStates.active, { exact: true })).toBeVisible()
  await expect(page.getByText(words.lights.live, { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: words.line(words.lights.live) })).toBeVisible()

  await page.getByRole('button', { name: words.test }).click()
  const trials = page.getByRole('table', { name: words.trialsTitle })
  await expect(trials.getByText('test_event')).toBeVisible()

  await page.getByText(words.byHandTitle).click()
  await page.getByRole('button', { name: words.reveal }).click()
  await expect(page.getByText('x-sendoff-secret')).toBeVisible()
  await expect(page.getByText(token.split('.')[2] ?? '', { exact: true })).toBeVisible()
  await inBothThemes(page, 'connected', info.outputPath.bind(info))
  await expectWhole(sendoff, 'relay-connected')
  await page.getByRole('button', { name: words.hide }).click()
  await expect(page.getByText(token.split('.')[2] ?? '', { exact: true })).toBeHidden()

  await goTo(sendoff, '/settings/diagnostics/simulator')
  await page.getByRole('button', { name: words.send }).click()
  await expect(page.getByText(words.sentOff, { exact: true })).toBeVisible()
  await expect(page.getByRole('table', { name: words.trialsTitle }).getByText('reply_received')).toBeVisible()
  await inBothThemes(page, 'simulator', info.outputPath.bind(info))

  await goTo(sendoff, '/settings/diagnostics/missing')
  await page.getByRole('button', { name: words.compare }).click()
  await expect(page.getByText(words.logWhole)).toBeVisible()
})

/** An Instantly with a living campaign, started some days ago, that posts its events. */
const living = test.extend({
  // oxlint-disable-next-line no-empty-pattern
  instantly: async ({}, use) => {
    const instantly = await startFakeInstantly({
      clock: createDemoClock({ startAt: daysAgo(4) }),
      limits: null,
      rates: { ...silence, open: 0.9, click: 0.6, reply: 0.5, autoReply: 0.3, bounce: 0.03 },
      deliver: async (url, init) => fetch(url, init),
      workspaces: [
        {
          name: clientName,
          keys: [{ key }],
          mailboxes: [1, 2].map((n) => ({ email: `box${n}@sender.example`, dailyLimit: 30 })),
        },
      ],
    })
    await use(instantly)
    expect(instantly.violations).toEqual([])
    await instantly.close()
  },
})

living(
  'what the relay did not get is fetched from the log, and a webhook is switched on again, and set right where it was changed',
  async ({ instantly, launch, place }, info) => {
    const { token } = await addWorkspace(place.relay.store, 'Kessler')
    const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
    const { page } = sendoff
    const { id: workspaceId } = await connect(sendoff)
    await startCampaign(instantly, 0, 60)
    await sendoff.call('relay.connect', { workspaceId, address: place.relay.url, token })
    await sendoff.call('relay.register', { workspaceId })
    await instantly.moveOn(30 * hourMs)
    await place.stop()
    const [webhook] = instantly.world.workspaces[0]?.webhooks.values() ?? []
    for (let step = 0; step < 40; step += 1) {
      if (webhook?.status !== 1) break
      await instantly.moveOn(hourMs / 6)
    }
    await place.start()

    await goTo(sendoff, '/settings/relay')
    await page.getByRole('button', { name: words.check, exact: true }).click()
    await expect(page.getByText(words.webhookStates.disabled)).toBeVisible()
    await expect(page.getByRole('link', { name: words.lineWebhook })).toBeVisible()
    await inBothThemes(page, 'disabled', info.outputPath.bind(info))
    await page.getByRole('button', { name: words.resume }).click()
    await expect(page.getByText(words.webhookStates.active, { exact: true })).toBeVisible()
    await instantly.moveOn(20 * hourMs)
    Object.assign(webhook?.settings ?? {}, { event_type: 'email_sent' })
    await page.getByRole('button', { name: words.check, exact: true }).click()
    await expect(page.getByText(words.differsTitle)).toBeVisible()
    await expectWhole(sendoff, 'webhook-differs')
    await page.getByRole('button', { name: words.registerAgain }).click()
    await expect(page.getByText(words.webhookStates.active, { exact: true })).toBeVisible()

    await goTo(sendoff, '/settings/diagnostics/missing')
    await expect(page.getByText(words.logWhole)).toBeVisible()
    await page.getByRole('button', { name: words.compare }).click()
    await expect(page.getByText(/Last comparison/)).toBeVisible()
    await inBothThemes(page, 'compared', info.outputPath.bind(info))
  },
)
