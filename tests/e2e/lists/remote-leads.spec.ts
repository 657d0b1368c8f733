import { en } from '#shared/texts/en.ts'
import { expect } from '../support/app.ts'
import { leadFile, saveAsList, test } from '../support/main-job.ts'
import { screens } from '../support/screens.ts'

const words = en.remoteLeads

test('leads at Instantly are looked at, deleted by choice and brought in as a list', async ({ connected: sendoff }) => {
  const { page } = sendoff
  await saveAsList(sendoff, leadFile(120, 'already-there.csv'))
  await screens.list.export(page).click()
  await screens.plan.send(page).click()
  await expect(page.getByText(en.exports.ledger.accounted)).toBeVisible()

  await page.getByRole('link', { name: en.frame.lists }).click()
  await page.getByRole('button', { name: words.open }).click()
  await page.getByRole('combobox', { name: words.place }).click()
  await page.getByRole('option', { name: /^already-there/ }).click()
  await expect(page.getByText('lead1@clinic0.example')).toBeVisible()
  await page.getByRole('button', { name: words.more }).click()
  await expect(page.getByText('lead120@clinic22.example')).toBeVisible()

  await page.getByRole('checkbox', { name: words.chooseLead('lead1@clinic0.example') }).click()
  await page.getByRole('checkbox', { name: words.chooseLead('lead2@clinic1.example') }).click()
  await page.getByRole('button', { name: words.remove(2) }).click()
  const dialog = page.getByRole('dialog', { name: words.removeTitle(2) })
  await expect(dialog.getByRole('button', { name: words.keep })).toBeFocused()
  await dialog.getByRole('button', { name: words.remove(2) }).click()
  await expect(page.getByText(words.removed(2)).first()).toBeVisible()
  await expect(page.getByText('lead1@clinic0.example')).toBeHidden()

  await page.getByRole('button', { name: words.pull }).click()
  await expect(screens.mapping.save(page)).toBeVisible()
  await expect(page.getByText('118 rows', { exact: false }).first()).toBeVisible()
  expect(sendoff.pageErrors()).toEqual([])
})
