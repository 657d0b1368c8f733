/** A new operator without a server: the relay runs in the app, behind a fake tunnel program. */
import { en } from '#shared/texts/en.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { type FakeTunnel, fakeTunnel } from '../../../support/relay/fake-tunnel.ts'
import { expectAccessible } from '../../support/axe.ts'
import { test as base, clientName, connect, expect, goTo, key } from '../../support/main-job.ts'

const words = en.relay
const test = base.extend<{ tunnel: FakeTunnel }>({
  // oxlint-disable-next-line no-empty-pattern
  tunnel: async ({}, use) => use(fakeTunnel()),
  instantly: async ({ tunnel }, use) => {
    const instantly = await startFakeInstantly({
      workspaces: [{ name: clientName, keys: [{ key }], mailboxes: 1 }],
      deliver: tunnel.deliver,
    })
    await use(instantly)
    expect(instantly.violations).toEqual([])
    await instantly.close()
  },
})

test('A relay in the app receives its first event, and after a crash the webhook follows the new address', async ({
  instantly,
  tunnel,
  launch,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, programs: tunnel.folder })
  await connect(sendoff)
  await goTo(sendoff, '/settings/relay')
  await expect(sendoff.page.getByRole('button', { name: words.connect, exact: true })).toBeVisible()
  await sendoff.page.getByRole('button', { name: words.inApp.run }).click()
  await expect(sendoff.page.getByText(words.inApp.states.live, { exact: true })).toBeVisible()
  await expect(sendoff.page.getByText(words.webhookStates.active, { exact: true })).toBeVisible()
  const [first] = tunnel.starts()
  await expect(sendoff.page.getByText(first?.url ?? 'none', { exact: true })).toBeVisible()

  await sendoff.page.getByRole('button', { name: words.test }).click()
  const trials = sendoff.page.getByRole('table', { name: words.trialsTitle })
  await expect(trials.getByText('test_event')).toBeVisible()
  await expect
    .poll(async () => {
      const [client] = await sendoff.call('workspaces.list', {})
      const [newest] = client ? await sendoff.call('relay.trials', { workspaceId: client.id }) : []
      return newest?.arrivedAt ?? null
    })
    .not.toBeNull()
  await expectAccessible(sendoff.page, 'running here')

  await sendoff.kill()
  await expect.poll(() => tunnel.starts().filter(tunnel.isRunning)).toEqual([])
  await sendoff.relaunch()
  await goTo(sendoff, '/settings/relay')
  await expect.poll(() => tunnel.starts().length).toBe(2)
  const second = tunnel.starts().at(-1)
  await expect(sendoff.page.getByText(second?.url ?? 'none', { exact: true })).toBeVisible()
  const webhooks = () =>
    [...(instantly.world.workspaces[0]?.webhooks.values() ?? [])].map(({ settings }) =>
      String(settings['target_hook_url']),
    )
  await expect.poll(() => webhooks().map((url) => new URL(url).origin)).toEqual([second?.url])

  await sendoff.page.getByRole('button', { name: words.inApp.stop, exact: true }).click()
  await sendoff.page.getByRole('dialog').getByRole('button', { name: words.inApp.stop, exact: true }).click()
  await expect(sendoff.page.getByRole('button', { name: words.inApp.run })).toBeVisible()
  expect(webhooks()).toEqual([])
  await expect.poll(() => tunnel.starts().filter(tunnel.isRunning)).toEqual([])
})
