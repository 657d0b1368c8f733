import { inboxEn } from '#shared/texts/en/inbox/inbox.ts'
import { en } from '#shared/texts/en.ts'
import { expect } from '../../support/app.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { leadFile, saveAsList, test } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const words = en.remoteLeads

// An app that has run a while syncs the leads of a new client by itself.
test.use({ keepsApp: false })

test('Leads at Instantly are synced, counted by campaign, searched and filtered offline, deleted and imported', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  await saveAsList(sendoff, leadFile(120, 'already-there.csv'))
  await screens.list.export(page).click()
  await screens.plan.send(page).click()
  await expect(page.getByText(en.exports.ledger.accounted)).toBeVisible()
  const [world] = instantly.world.workspaces
  const lead = world?.leads.find((each) => each?.email === 'lead7@clinic6.example')
  if (lead?.fields) lead.fields = { ...lead.fields, core: { ...lead.fields.core, lt_interest_status: 1 } }

  await page.getByRole('link', { name: en.frame.lists }).click()
  await page.getByRole('link', { name: words.open }).click()
  await expect(page.getByText(words.neverTitle)).toBeVisible()
  await page.getByRole('button', { name: words.sync }).click()
  await page.getByRole('dialog').getByRole('button', { name: en.leadMirror.start }).click()
  const grid = page.getByRole('grid')
  await expect(grid.getByText('lead100@clinic2.example')).toBeVisible()
  const campaign = page.getByRole('button', { name: /^already-there.* 120$/ })
  await expect(campaign).toBeVisible()
  await expect(page.getByText(/^120 leads, synced /)).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    for (const width of [1280, 1024]) {
      await page.setViewportSize({ width, height: 800 })
      await page.screenshot({ path: test.info().outputPath(`remote-${theme}-${width}.png`) })
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })

  // From here on the local copy answers.
  await page.getByPlaceholder(words.search, { exact: true }).fill('clinic7')
  await expect(grid.getByText('lead8@clinic7.example')).toBeVisible()
  await expect(grid.getByText('lead100@clinic2.example')).toHaveCount(0)
  await page.getByPlaceholder(words.search, { exact: true }).fill('')
  await page.getByRole('combobox', { name: words.interest }).click()
  await page.getByRole('option', { name: inboxEn.interests['1'] ?? '' }).click()
  await expect(grid.getByRole('row')).toHaveCount(2)
  await expect(grid.getByText('lead7@clinic6.example')).toBeVisible()

  await campaign.click()
  await page.getByRole('button', { name: words.manage }).click()
  await expect(page.getByText('lead1@clinic0.example')).toBeVisible()
  await page.getByRole('button', { name: words.more }).click()
  await expect(page.getByText('lead120@clinic22.example')).toBeVisible()
  await page.getByRole('checkbox', { name: words.chooseLead('lead1@clinic0.example') }).click()
  await page.getByRole('checkbox', { name: words.chooseLead('lead2@clinic1.example') }).click()
  await page.getByRole('button', { name: words.move(2) }).click()
  await expect(page.getByRole('dialog', { name: words.moveTitle(2) })).toBeVisible()
  await expectAccessibleInBoth(page, 'move leads at Instantly')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: words.remove(2) }).click()
  const dialog = page.getByRole('dialog', { name: words.removeTitle(2) })
  await expect(dialog.getByRole('button', { name: words.keep })).toBeFocused()
  await expectAccessibleInBoth(page, 'remove leads at Instantly')
  await dialog.getByRole('button', { name: words.remove(2) }).click()
  await expect(page.getByText(words.removed(2)).first()).toBeVisible()
  await expect(page.getByText('lead1@clinic0.example')).toBeHidden()

  await page.getByRole('button', { name: words.pull }).click()
  await expect(screens.mapping.save(page)).toBeVisible()
  await expect(page.getByText('118 rows', { exact: false }).first()).toBeVisible()
  expect(sendoff.pageErrors()).toEqual([])
})
