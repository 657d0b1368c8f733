/** The most frequent tasks are one or two clicks from Home; every mouse press is counted. */
import type { Page } from '@playwright/test'
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

/** Counts mouse presses from now on: a tab opens on the press, and fires no click then. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    document.documentElement.dataset['clicks'] = '0'
    addEventListener(
      'pointerdown',
      ({ isTrusted }) => {
        const { dataset } = document.documentElement
        if (isTrusted) dataset['clicks'] = String(Number(dataset['clicks']) + 1)
      },
      { capture: true },
    )
  })
  return async () => {
    const counted = await page.evaluate(() => Number(document.documentElement.dataset['clicks']))
    await page.evaluate(() => (document.documentElement.dataset['clicks'] = '0'))
    return counted
  }
}

test('Pausing a client, setting the price of a meeting and opening a report take two clicks each; Home shows who is interested', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  const [client] = await sendoff.call('workspaces.list', {})
  if (!client) throw new Error('a demo without a client')
  for (const { id } of await sendoff.call('workspaces.list', {}))
    await sendoff.call('jobs.run', { kind: 'lead_labels', workspaceId: id })
  const running = async () =>
    (await sendoff.call('campaigns.list', { workspaceId: client.id, page: {} })).rows.filter(
      ({ state }) => state === 'running',
    ).length
  expect(await running()).toBeGreaterThan(0)
  const menu = page.getByRole('button', { name: en.frame.clientMenu(client.name) })
  /** Goes to Home of all clients each time, because opening a report chooses its client. */
  const home = async () => {
    await goTo(sendoff, '/home')
    await page.keyboard.press('Control+0')
    await expect(page.getByRole('table').filter({ hasText: client.name })).toBeVisible()
  }

  await home()
  const clicks = await countClicks(page)
  // The week's number is shown there, for every client and for all of them.
  const table = page.getByRole('table').filter({ hasText: client.name })
  await expect(table.getByRole('columnheader', { name: en.home.interested })).toBeVisible()
  const { lines } = await sendoff.call('home.clients', {})
  const interested = lines.reduce((sum, { partId, sums }) => (partId === null ? sum + (sums.interested ?? 0) : sum), 0)
  const column = (await table.getByRole('columnheader').allTextContents()).indexOf(en.home.interested)
  await expect(table.locator('tfoot td').nth(column)).toHaveText(String(interested))
  expect(await clicks()).toBeLessThanOrEqual(1)

  await page.getByRole('link', { name: en.analytics.title, exact: true }).click()
  await page.getByRole('tab', { name: en.money.title }).click()
  await expect(page.getByText(en.money.headline.meeting).first()).toBeVisible()
  expect(await clicks()).toBe(2)

  await home()
  await menu.click()
  await page.getByRole('menuitem', { name: en.reports.ofClient(client.name) }).click()
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toContainText(client.name)
  expect(await clicks()).toBe(2)

  await home()
  await menu.click()
  await page.getByRole('menuitem', { name: en.campaigns.pauseAll, exact: true }).click()
  await expect.poll(running).toBe(0)
  expect(await clicks()).toBe(2)
})
