/** A screen that cannot be read says so and can be tried again; what exists is not called deleted. */
import path from 'node:path'
import Database from 'better-sqlite3'
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

test('A screen that cannot be read is not left empty: it says what happened, and is there after another try', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { page, home } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  const store = new Database(path.join(home, 'data', 'sendoff.db'))
  const problem = page.getByRole('alert').getByText(en.errors.INTERNAL({}).what)
  const tryAgain = page.getByRole('button', { name: en.ui.tryAgain })

  store.exec('alter table inbox_thread rename to unreadable')
  await page.reload()
  await expect(problem).toBeVisible()
  await expect(page.getByRole('heading', { name: en.home.replies })).toBeHidden()
  store.exec('alter table unreadable rename to inbox_thread')
  // Something that changes meanwhile may have it read again before the click.
  await expect(async () => {
    if (await tryAgain.isVisible()) await tryAgain.click({ timeout: 1_000 })
    await expect(page.getByRole('heading', { name: en.home.replies })).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await expect(problem).toBeHidden()

  const { rows } = await sendoff.call('campaigns.list', { workspaceId: null, page: {} })
  const [campaign] = rows
  if (!campaign) throw new Error('a demo without campaigns')
  store.exec('alter table campaign_content rename to unreadable')
  await goTo(sendoff, `/campaigns/${campaign.id}`)
  await expect(page.getByRole('heading', { name: en.ui.notLoaded })).toBeVisible()
  await expect(page.getByText(en.campaigns.notFound)).toBeHidden()
  store.exec('alter table unreadable rename to campaign_content')
  store.close()
  await tryAgain.last().click()
  await expect(page.getByRole('heading', { name: campaign.name })).toBeVisible()
  await goTo(sendoff, '/campaigns/999999')
  await expect(page.getByRole('heading', { name: en.campaigns.notFound })).toBeVisible()
})
