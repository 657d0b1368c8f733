import { en } from '#shared/texts/en.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

const words = en.lock
const passphrase = 'correct horse battery'

// A page's clock stays set for all pages of the process.
test.use({ ownProcess: true })

test('The lock is set up in Settings: nothing is shown or answered until the passphrase is entered, nor after the idle time', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await goTo(sendoff, '/settings/data')
  await page.getByRole('button', { name: words.setUp }).click()
  const dialog = page.getByRole('dialog', { name: words.setUpTitle })
  await expect(dialog.getByText(words.forgottenMeans)).toBeVisible()
  await dialog.getByLabel(words.passphrase, { exact: true }).fill(passphrase)
  await dialog.getByLabel(words.again).fill(passphrase)
  await dialog.getByRole('button', { name: words.save }).click()
  await expect(dialog).toBeHidden()

  await goTo(sendoff, '/inbox')
  const [client] = await sendoff.call('workspaces.list', {})
  const name = client?.name ?? ''
  await expect(page.getByText(name).first()).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+l')
  await expect(page.getByRole('heading', { name: words.locked })).toBeVisible()
  // The content is removed from the page, not just hidden.
  expect(await page.locator('body').innerText()).not.toContain(name)
  expect(await page.content()).not.toContain(name)
  await expect(sendoff.call('workspaces.list', {})).rejects.toThrow()

  // A reloaded page is locked too, and keys do nothing.
  await page.reload()
  await expect(page.getByRole('heading', { name: words.locked })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog')).toBeHidden()

  await page.getByRole('textbox', { name: words.passphrase }).fill('wrong horse')
  await page.keyboard.press('Enter')
  await expect(page.getByText(en.errors.APP_LOCK_WRONG({}).what)).toBeVisible()
  await page.getByRole('button', { name: words.forgotten }).click()
  await expect(page.getByText(words.forgottenText)).toBeVisible()
  await expect(page.getByText(/lock\.json/)).toBeVisible()
  await page.getByRole('textbox', { name: words.passphrase }).fill(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByText(name).first()).toBeVisible()
  await expect(page.getByRole('heading', { name: words.locked })).toBeHidden()

  await goTo(sendoff, '/settings/data')
  for (const act of [words.change, words.remove]) {
    await page.getByRole('button', { name: act, exact: true }).click()
    await expect(page.getByRole('dialog').getByLabel(words.current)).toBeFocused()
    await expectAccessibleInBoth(page, act)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }

  await test.step('The first touch after the idle time locks the app; a touch before does not', async () => {
    await sendoff.call('lock.save', { current: passphrase, passphrase, afterMinutes: 5 })
    const began = Date.now()
    await page.clock.setFixedTime(began)
    await page.reload()
    await goTo(sendoff, '/settings/data')
    await expect(page.getByText(words.after(5))).toBeVisible()
    await page.clock.setFixedTime(began + 4 * 60_000)
    await page.mouse.move(200, 200)
    await page.clock.setFixedTime(began + 8 * 60_000)
    await page.mouse.move(210, 210)
    await expect(page.getByText(words.after(5))).toBeVisible()
    await page.clock.setFixedTime(began + 14 * 60_000)
    await page.mouse.move(220, 220)
    await expect(page.getByRole('heading', { name: words.locked })).toBeVisible()
  })
})
