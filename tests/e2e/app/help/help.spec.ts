import { en } from '#shared/texts/en.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { expect, goTo, leadFile, saveAsList, test } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

test('F1 opens the guides even without a client, a search finds the section, and Help shows what is new', async ({
  sendoff,
}) => {
  const { page } = sendoff
  await expect(page.getByRole('button', { name: en.demo.start })).toBeVisible()
  await page.keyboard.press('F1')
  await page.getByLabel(en.guide.helpSearch).fill('backup')
  await page.getByRole('link', { name: /^Backups/ }).click()
  await expect(page.getByRole('heading', { name: 'Backups', exact: true })).toBeFocused()
  await page.getByRole('button', { name: en.ui.back }).click()
  await expect(page.getByRole('button', { name: en.demo.start })).toBeVisible()
  await goTo(sendoff, '/help/news')
  await expect(page.getByRole('heading', { name: en.guide.newsTitle })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Light and dark appearance' })).toBeVisible()
})

test('The first steps are closed and brought back, tick themselves and go when they are done; tips stay closed; help on an error opens in place', async ({
  connected: app,
}) => {
  const { page } = app
  const steps = page.getByRole('region', { name: en.guide.stepsTitle })

  await test.step('The first steps can be closed and brought back', async () => {
    await page.getByRole('button', { name: en.guide.stepsClose }).click()
    await expect(steps).toBeHidden()
    await page.getByRole('button', { name: en.ui.undo }).click()
    await expect(steps).toBeVisible()
  })

  await test.step('The first steps tick themselves and go when they are done; tips stay closed', async () => {
    await expect(steps.getByRole('listitem').filter({ hasText: en.guide.done })).toHaveCount(1)
    await saveAsList(app, leadFile(3))
    const tip = page.getByRole('complementary', { name: en.guide.tipLabel })
    await expect(tip).toContainText(en.guide.tips.list)
    // The import alone must update it, because no other event reaches the window meanwhile.
    await goTo(app, '/home')
    await expect(steps.getByRole('listitem').filter({ hasText: en.guide.done })).toHaveCount(2)
    await goTo(app, '/lists')
    await page.getByRole('link', { name: 'dentists' }).click()
    // Shown once: after leaving the screen without closing the tip, it does not appear again.
    await expect(screens.list.export(page)).toBeVisible()
    await expect(tip).toBeHidden()
    await screens.list.export(page).click()
    await expect(tip).toContainText(en.guide.tips.plan)
    await tip.getByRole('button', { name: en.guide.tipClose }).click()
    await expect(tip).toBeHidden()
    await screens.plan.send(page).click()
    await expect(page.getByText(en.exports.ledger.accounted)).toBeVisible()
    await goTo(app, '/home')
    await expect(page.getByRole('link', { name: en.home.openInbox })).toBeVisible()
    await expect(steps).toBeHidden()
  })

  await test.step('From an error, its section of the help opens in place', async () => {
    await goTo(app, '/lists/4711')
    await page.getByRole('button', { name: en.guide.helpAbout }).click()
    const panel = page.getByRole('dialog', { name: en.guide.helpPanel })
    await expect(panel).toContainText('NOT_FOUND')
    await expect(panel).toContainText('Opened files that were never saved are gone')
    await expectAccessibleInBoth(page, 'help on an error')
    await panel.getByRole('button', { name: en.guide.helpWholePage }).click()
    await expect(page.getByRole('heading', { name: 'NOT_FOUND', exact: true })).toBeFocused()
  })
})
