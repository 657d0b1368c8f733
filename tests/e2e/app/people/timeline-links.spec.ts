/** From a campaign's feed to the person, and on to the text and the conversation, by mouse and by keys. */
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

test('A campaign names its hottest leads, and a person’s timeline shows their replies and links to conversation and campaign', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await sendoff.call('inbox.sync', { workspaceId: null })
  await goTo(sendoff, '/campaigns')
  const campaign = 'DACH purchasing'
  await page.getByRole('link', { name: campaign, exact: true }).click()
  const card = page.getByRole('region', { name: en.events.campaignTitle, exact: true })
  const hottest = card.getByRole('link').nth(1)
  // No list here has the name of a person in a campaign made at Instantly, but the conversation does.
  await expect(hottest).toHaveText(/^\p{Lu}\S+ \p{Lu}\S+$/u)
  const name = (await hottest.textContent()) ?? ''
  await hottest.click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  const timeline = page.getByRole('list', { name: en.people.timeline })
  await expect(timeline.locator('q').first()).toHaveText(/\S+ \S+/)
  const reply = timeline
    .getByRole('listitem')
    .filter({ has: page.locator('q') })
    .getByRole('link')
    .first()
  await reply.press('Enter')
  await expect(page.getByRole('region', { name: en.inbox.thread, exact: true }).getByText(name).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByRole('table', { name: en.people.held }).getByRole('link', { name: campaign })).toBeVisible()
  await timeline.getByRole('link', { name: campaign }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: campaign })).toBeVisible()
})
