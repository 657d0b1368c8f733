/** What an operator asks for most is a click or two from Home. */
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

test('a client is paused, a meeting priced and a report shown in two clicks each; who is interested is on Home', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  const [client] = await sendoff.call('workspaces.list', {})
  if (!client) throw new Error('a demo without a client')
  const running = async () =>
    (await sendoff.call('campaigns.list', { workspaceId: client.id, page: {} })).rows.filter(
      ({ state }) => state === 'running',
    ).length
  expect(await running()).toBeGreaterThan(0)

  // None: the number of the week stands there.
  await goTo(sendoff, '/home')
  const table = page.getByRole('table').filter({ hasText: client.name })
  await expect(table.getByRole('columnheader', { name: en.home.interested })).toBeVisible()

  await page.getByRole('link', { name: en.analytics.title, exact: true }).click()
  await page.getByRole('tab', { name: en.money.title }).click()
  await expect(page.getByText(en.money.headline.meeting).first()).toBeVisible()

  await page.getByRole('button', { name: en.frame.clientMenu(client.name) }).click()
  await page.getByRole('menuitem', { name: en.reports.ofClient(client.name) }).click()
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toContainText(client.name)

  await page.getByRole('button', { name: en.frame.clientMenu(client.name) }).click()
  await page.getByRole('menuitem', { name: en.campaigns.pauseAll, exact: true }).click()
  await expect.poll(running).toBe(0)
})
