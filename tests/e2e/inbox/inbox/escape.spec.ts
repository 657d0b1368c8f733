/** Escape in the inbox closes one thing at a time, and never leaves the list. */
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

const words = en.inbox

test('Escape closes the answer, then the conversation, then leaves the inbox; a search ends where it began, and the email being answered is visible', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await sendoff.call('inbox.sync', { workspaceId: null })
  await goTo(sendoff, '/inbox')
  const rows = page.getByRole('list', { name: words.threads }).getByRole('listitem')
  const thread = page.getByRole('region', { name: words.thread, exact: true })
  const toAnswer = page.getByRole('group', { name: words.box }).getByRole('button', { name: words.boxes.answer })
  const title = page.getByRole('heading', { name: words.title, level: 1 })
  await expect(rows.first()).toBeVisible()

  await page.keyboard.press('/')
  await page.keyboard.type('stock')
  await expect(toAnswer).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Escape')
  await expect(toAnswer).toHaveAttribute('aria-pressed', 'true')
  // Tab continues from here, not from the top of the window.
  await expect(page.getByRole('main')).toBeFocused()
  await expect(rows.first()).toBeVisible()

  const text = thread.getByRole('textbox', { name: words.text })
  await expect(async () => {
    // A key pressed while the list still changes is lost, so it is pressed again.
    if (!(await thread.isVisible())) await page.keyboard.press('j')
    await expect(text).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await expect(text).not.toBeFocused()
  // If the lead does not fit beside the conversation, a button shows it on top, and Escape closes it first.
  await page.setViewportSize({ width: 1024, height: 700 })
  const lead = page.getByRole('complementary', { name: words.context })
  await expect(lead).toBeHidden()
  await thread.getByRole('button', { name: words.context }).click()
  await expect(lead).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('lead.png') })
  await page.keyboard.press('Escape')
  await expect(lead).toBeHidden()
  await expect(thread).toBeVisible()
  await page.getByRole('main').focus()
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.keyboard.press('r')
  await expect(text).toBeFocused()
  // Even with little space beside the answer, the mail it answers is visible above it.
  await expect(thread.getByRole('article').last()).toBeInViewport({ ratio: 0.5 })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('main')).toBeFocused()
  await expect(thread).toBeVisible()

  // The last typed text is restored, even when leaving and returning quickly, and typing continues at its end.
  const write = async (typed: string, all: string) => {
    await page.keyboard.press('r')
    await expect(text).toBeFocused()
    await page.keyboard.type(typed)
    await expect(text).toHaveValue(all)
  }
  const name = page.locator('.inbox-row[aria-current] .inbox-name')
  const here = (await name.textContent()) ?? ''
  await write('Gladly', 'Gladly')
  await expect(page.getByText(words.draftSaved)).toBeVisible()
  await page.keyboard.press('Escape')
  await write(', on Tuesday', 'Gladly, on Tuesday')
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect(name).not.toHaveText(here)
  await page.keyboard.press('k')
  await expect(name).toHaveText(here)
  await expect(text).toHaveValue('Gladly, on Tuesday')
  await write(' at two', 'Gladly, on Tuesday at two')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(thread).toBeHidden()
  await expect(rows.first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(title).toHaveCount(0)

  // An operator who came to a conversation from another screen is returned there.
  const [one] = (await sendoff.call('inbox.threads', { workspaceId: null, box: 'answer', page: { limit: 1 } })).rows
  await goTo(sendoff, '/campaigns')
  await goTo(sendoff, `/inbox/${one?.id}`)
  await expect(thread).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: en.campaigns.title, level: 1 })).toBeVisible()
})
