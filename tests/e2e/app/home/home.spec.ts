import { en } from '#shared/texts/en.ts'
import { expect, test } from '../../support/app.ts'
import { goTo } from '../../support/main-job.ts'

test('Home shows who waits for an answer and how each client does, and leads there by keyboard', async ({ launch }) => {
  const app = await launch({ demo: true, instantlyUrl: 'http://127.0.0.1:9' })
  const { page } = app
  await app.call('guide.note', { kind: 'steps_closed', closed: true })
  await app.call('demo.moveOn', { days: 7 })
  // Everything was synced a week later.
  await expect
    .poll(async () =>
      (await app.call('home.clients', {})).lines.every(({ accounts, sums }) => accounts.all * sums.sent > 0),
    )
    .toBe(true)
  // Replies were synced too, including older ones, so none arrives between the query and the assertion.
  await app.call('inbox.sync', { workspaceId: null })
  await expect
    .poll(async () => {
      const { running, readingBack, syncedAt } = await app.call('inbox.syncState', {})
      return { running, readingBack, synced: syncedAt !== null }
    })
    .toEqual({ running: false, readingBack: 0, synced: true })
  await goTo(app, '/home')
  const { rows, total } = await app.call('inbox.threads', { order: 'hot', page: { offset: 0, limit: 5 } })
  const [first, second] = rows
  if (!first || !second) throw new Error('the demo has replies to answer')
  await expect(page.getByRole('button', { name: en.home.answerReplies(total) })).toBeVisible()
  const replies = page.getByRole('region', { name: en.home.replies })
  await expect(replies.getByRole('link', { name: first.name })).toBeVisible()

  const table = page.getByRole('table', { name: en.home.clients })
  for (const name of [en.home.sentToday, en.home.replyRate, en.home.bounced, en.home.accounts])
    await expect(table.getByRole('columnheader', { name })).toBeVisible()
  const clients = (await app.call('workspaces.list', {})).map(({ name }) => name)
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
  await goTo(app, '/settings/no-such-section')
  await expect(table).toBeVisible()
  await expect(page.getByRole('link', { name: en.frame.home, exact: true })).toHaveAttribute('aria-current', 'page')
  await table.getByRole('button', { name: clients[0] ?? '' }).click()
  const campaigns = page.getByRole('table', { name: en.clients.campaigns })
  await expect(campaigns.getByRole('columnheader', { name: en.home.replyRate })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('home-client-dark.png') })
})
