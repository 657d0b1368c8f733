/** Home: who waits, how each client does, and the most frequent tasks in one or two clicks; every mouse press is counted. */
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

test('Home shows who waits for an answer, who is interested and how each client does, leads there by keyboard, and the most frequent tasks take two clicks', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true, instantlyUrl: 'http://127.0.0.1:9' })
  const { page } = sendoff
  await test.step('Home shows who waits for an answer and how each client does, and leads there by keyboard', async () => {
    await sendoff.call('guide.note', { kind: 'steps_closed', closed: true })
    await sendoff.call('demo.moveOn', { days: 7 })
    // Everything was synced a week later.
    await expect
      .poll(async () =>
        (await sendoff.call('home.clients', {})).lines.every(({ accounts, sums }) => accounts.all * sums.sent > 0),
      )
      .toBe(true)
    // Replies were synced too, including older ones, so none arrives between the query and the assertion.
    await sendoff.call('inbox.sync', { workspaceId: null })
    await expect
      .poll(async () => {
        const { running, readingBack, syncedAt } = await sendoff.call('inbox.syncState', {})
        return { running, readingBack, synced: syncedAt !== null }
      })
      .toEqual({ running: false, readingBack: 0, synced: true })
    await goTo(sendoff, '/home')
    const { rows, total } = await sendoff.call('inbox.threads', { order: 'hot', page: { offset: 0, limit: 5 } })
    const [first, second] = rows
    if (!first || !second) throw new Error('the demo has replies to answer')
    await expect(page.getByRole('button', { name: en.home.answerReplies(total) })).toBeVisible()
    const replies = page.getByRole('region', { name: en.home.replies })
    await expect(replies.getByRole('link', { name: first.name })).toBeVisible()

    const table = page.getByRole('table', { name: en.home.clients })
    for (const name of [en.home.sentToday, en.home.replyRate, en.home.bounced, en.home.accounts])
      await expect(table.getByRole('columnheader', { name })).toBeVisible()
    const clients = (await sendoff.call('workspaces.list', {})).map(({ name }) => name)
    for (const name of clients) await expect(table.getByRole('button', { name })).toBeVisible()
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.screenshot({ path: test.info().outputPath('home-light.png') })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.screenshot({ path: test.info().outputPath('home-dark.png') })

    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await expect(replies.getByRole('link', { name: second.name })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: second.subject })).toBeVisible()

    // An unknown address leads to Home, and the rail shows it.
    await goTo(sendoff, '/settings/no-such-section')
    await expect(table).toBeVisible()
    await expect(page.getByRole('link', { name: en.frame.home, exact: true })).toHaveAttribute('aria-current', 'page')
    await table.getByRole('button', { name: clients[0] ?? '' }).click()
    const campaigns = page.getByRole('table', { name: en.clients.campaigns })
    await expect(campaigns.getByRole('columnheader', { name: en.home.replyRate })).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('home-client-dark.png') })
  })

  await test.step('Pausing a client, setting the price of a meeting and opening a report take two clicks each; Home shows who is interested', async () => {
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
    const interested = lines.reduce(
      (sum, { partId, sums }) => (partId === null ? sum + (sums.interested ?? 0) : sum),
      0,
    )
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
})
